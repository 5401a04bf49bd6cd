#include "stat.h"

#include <math.h>

#include <samsyn/stats/share.h>

static const char *const definitions[] = {"wilson", "exact", "midp", NULL};

static enum syn_status estimate(struct syn_share *out,
                                const struct syn_stat *s,
                                double part,
                                double whole,
                                double confidence)
{
    if (syn_stat_defined(s, "exact"))
        return syn_share_exact(out, part, whole, confidence);
    if (syn_stat_defined(s, "midp"))
        return syn_share_midp(out, part, whole, confidence);
    return syn_share_wilson(out, part, whole, confidence);
}

static void put_row(struct syn_stat *s, size_t i, double part, double whole)
{
    struct syn_share share[SYN_MOST_CONFIDENCES] = {{0}};
    double lower[SYN_MOST_CONFIDENCES] = {0};
    double upper[SYN_MOST_CONFIDENCES] = {0};
    enum syn_refusal refusal = isnan(part) || isnan(whole)
                                   ? SYN_REFUSAL_MISSING_VALUES
                                   : SYN_REFUSAL_NONE;
    for (size_t c = 0; !refusal && c < s->n_confidence; c++) {
        if (estimate(&share[c], s, part, whole, s->confidence[c]))
            refusal = share[c].refusal;
        lower[c] = share[c].lower * s->per;
        upper[c] = share[c].upper * s->per;
    }
    if (refusal) {
        syn_row_refuse(s, i, refusal,
                       refusal == SYN_REFUSAL_ZERO_EXPOSURE
                           ? "The denominator is 0 or less, so a proportion is "
                             "not defined."
                           : NULL);
        return;
    }
    syn_row(s, i);
    syn_put(s, "numerator", part);
    syn_put(s, "denominator", whole);
    syn_put(s, "proportion", share[0].value * s->per);
    syn_put(s, "lower", lower[0]);
    syn_put(s, "upper", upper[0]);
    syn_put_intervals(s, lower, upper);
    syn_row_end(s);
}

static void run(struct syn_stat *s)
{
    const double *part = syn_stat_column(s, "numerator");
    const double *whole = syn_stat_column(s, "denominator");
    if (!part || !whole)
        return;
    syn_stat_rows(s);
    for (size_t i = 0; i < s->n; i++)
        put_row(s, i, part[i], whole[i]);
    syn_stat_rows_end(s);
}

const struct syn_method syn_method_proportion = {
    .name = "proportion",
    .purpose = "how many of how many, with limits",
    .columns = "numerator,denominator",
    .definitions = definitions,
    .uses = SYN_USES_CONFIDENCE | SYN_USES_PER,
    .rows = "numerator denominator proportion lower upper",
    .formula =
        "  wilson  (2x + z^2 -+ z sqrt(z^2 + 4x(1 - x/n))) / (2(n + z^2))\n"
        "  exact   beta quantiles (Clopper-Pearson); 0 at x = 0, 1 at x = n\n"
        "  midp    half of the probability of x counts in each tail",
    .example = "  numerator,denominator\n  7,20\n"
               "  samsyn stat proportion --per 100 shares.csv",
    .reference = "Wilson 1927; Clopper & Pearson 1934",
    .run = run,
};
