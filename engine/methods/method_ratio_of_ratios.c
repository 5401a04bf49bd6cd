#include "stat.h"

#include <math.h>

#include <samsyn/stats/contrast.h>

static const char *const definitions[] = {"auto", "log", "exact",
                                          "exact-central", NULL};

static const struct syn_method_option options[] = {
    {"phi", SYN_OPTION_NUMBER, NULL, "1",
     "over-dispersion, in the log form only"},
    {NULL, SYN_OPTION_FLAG, NULL, NULL, NULL},
};

/* Below this the logarithm is not near enough to normal. */
static const double least_for_logarithm = 5;

enum { TREATED_BEFORE, TREATED_AFTER, CONTROL_BEFORE, CONTROL_AFTER, CELLS };

static const char *const cells[CELLS] = {"treated_before", "treated_after",
                                         "control_before", "control_after"};
static const char *const exposures[CELLS] = {
    "exposure_treated_before", "exposure_treated_after",
    "exposure_control_before", "exposure_control_after"};

static bool by_logarithm(const struct syn_stat *s, const struct syn_window *w)
{
    bool few = false;
    for (int j = 0; j < CELLS; j++)
        few = few || w[j].events < least_for_logarithm;
    if (syn_stat_defined(s, "auto"))
        return !few || syn_stat_number(s, "phi") > 1;
    return syn_stat_defined(s, "log");
}

/* Computes at every confidence; OUT has room for all. */
static enum syn_refusal compute(struct syn_ratio *out,
                                struct syn_log_ratio *logarithm,
                                const struct syn_stat *s,
                                const struct syn_window *w)
{
    const struct syn_contrast contrast = {
        .treated_before = w[TREATED_BEFORE],
        .treated_after = w[TREATED_AFTER],
        .control_before = w[CONTROL_BEFORE],
        .control_after = w[CONTROL_AFTER],
        .phi = syn_stat_number(s, "phi"),
    };
    double weight = syn_stat_defined(s, "exact-central") ? 1 : 0.5;
    for (int j = 0; j < CELLS; j++)
        if (isnan(w[j].events) || isnan(w[j].exposure))
            return SYN_REFUSAL_MISSING_VALUES;
    for (size_t c = 0; c < s->n_confidence; c++)
        if (by_logarithm(s, w) ? syn_contrast_log(&out[c], logarithm, &contrast,
                                                  s->confidence[c])
                               : syn_contrast_exact(&out[c], &contrast,
                                                    s->confidence[c], weight))
            return out[c].refusal;
    return SYN_REFUSAL_NONE;
}

static double rate(struct syn_window w)
{
    return w.events / w.exposure;
}

static void put_row(struct syn_stat *s, size_t i, const struct syn_window *w)
{
    struct syn_ratio ratio[SYN_MOST_CONFIDENCES];
    struct syn_log_ratio logarithm = {NAN, NAN, NAN};
    double lower[SYN_MOST_CONFIDENCES], upper[SYN_MOST_CONFIDENCES];
    enum syn_refusal refusal = compute(ratio, &logarithm, s, w);
    if (refusal) {
        syn_row_refuse(s, i, refusal, NULL);
        return;
    }
    for (size_t c = 0; c < s->n_confidence; c++) {
        lower[c] = ratio[c].lower;
        upper[c] = ratio[c].upper;
    }
    syn_row(s, i);
    syn_put(s, "ratio_treated",
            rate(w[TREATED_AFTER]) / rate(w[TREATED_BEFORE]));
    syn_put(s, "ratio_control",
            rate(w[CONTROL_AFTER]) / rate(w[CONTROL_BEFORE]));
    syn_put(s, "ror", ratio[0].value);
    syn_put(s, "log_ror", log(ratio[0].value));
    syn_put(s, "se", logarithm.error);
    syn_put(s, "lower", lower[0]);
    syn_put(s, "upper", upper[0]);
    syn_put(s, "z", logarithm.z);
    syn_put(s, "p", ratio[0].p);
    syn_put_text(s, "used",
                 by_logarithm(s, w)                     ? "log"
                 : syn_stat_defined(s, "exact-central") ? "exact-central"
                                                        : "exact");
    syn_put_intervals(s, lower, upper);
    syn_row_end(s);
}

static void run(struct syn_stat *s)
{
    const double *count[CELLS], *exposure[CELLS];
    for (int j = 0; j < CELLS; j++) {
        if (!(count[j] = syn_stat_column(s, cells[j])))
            return;
        exposure[j] = syn_stat_column_maybe(s, exposures[j]);
    }
    if (s->status)
        return;
    syn_stat_rows(s);
    for (size_t i = 0; i < s->n; i++) {
        struct syn_window w[CELLS];
        for (int j = 0; j < CELLS; j++)
            w[j] = (struct syn_window){count[j][i],
                                       exposure[j] ? exposure[j][i] : 1};
        put_row(s, i, w);
    }
    syn_stat_rows_end(s);
}

const struct syn_method syn_method_ratio_of_ratios = {
    .name = "ratio-of-ratios",
    .alias = "did",
    .purpose = "how much more the treated changed than the control",
    .columns = "treated_before,treated_after,control_before,control_after,"
               "[exposure_treated_before,exposure_treated_after,"
               "exposure_control_before,exposure_control_after]",
    .definitions = definitions,
    .uses = SYN_USES_CONFIDENCE,
    .options = options,
    .rows = "ratio_treated ratio_control ror log_ror se lower upper z p used",
    .formula =
        "  ror = (treated after / before) / (control after / before), of "
        "rates\n"
        "  log    exp(ln ror -+ z se), se = sqrt(phi sum 1/x)\n"
        "  exact  given all margins, hypergeometric with odds ror; mid-P\n"
        "  exact-central  the same without mid-P; auto: exact when a count < 5",
    .example = "  treated_before,treated_after,control_before,control_after\n"
               "  30,12,40,38\n  samsyn stat ratio-of-ratios d.csv",
    .reference = "Cornfield 1956",
    .run = run,
};
