#include "stat.h"

#include <math.h>

#include <samsyn/stats/count.h>

/* In the order of enum syn_count_method. */
static const char *const definitions[] = {"garwood",  "midp",          "byar",
                                          "byar-all", "byar-epitools", NULL};

static const struct syn_method_option options[] = {
    {"phi", SYN_OPTION_NUMBER, NULL, "1",
     "over-dispersion: scales the distance to the limits by its root"},
    {NULL, SYN_OPTION_FLAG, NULL, NULL, NULL},
};

static enum syn_count_method method_of(const struct syn_stat *s)
{
    int i = 0;
    while (!syn_stat_defined(s, definitions[i]))
        i++;
    return (enum syn_count_method)i;
}

/* Limits at each confidence; the refusal of the first that has none. */
static enum syn_refusal
limits_of(struct syn_stat *s, double count, struct syn_count_limits *out)
{
    double phi = syn_stat_number(s, "phi");
    for (size_t c = 0; c < s->n_confidence; c++) {
        if (syn_count_limits(&out[c], method_of(s), count, s->confidence[c],
                             phi))
            return out[c].refusal;
        if (out[c].clipped)
            syn_stat_warn(s, "byar-lower-zero",
                          "A lower limit by Byar's formula was below 0; 0 "
                          "stands in its place.");
    }
    return SYN_REFUSAL_NONE;
}

static void put_row(struct syn_stat *s, size_t i, double count, double exposure)
{
    struct syn_count_limits limits[SYN_MOST_CONFIDENCES];
    double lower[SYN_MOST_CONFIDENCES], upper[SYN_MOST_CONFIDENCES];
    const double per = s->per;
    enum syn_refusal refusal = SYN_REFUSAL_NONE;
    if (isnan(count) || isnan(exposure))
        refusal = SYN_REFUSAL_MISSING_VALUES;
    else if (exposure <= 0)
        refusal = SYN_REFUSAL_ZERO_EXPOSURE;
    if (!refusal)
        refusal = limits_of(s, count, limits);
    for (size_t c = 0; !refusal && c < s->n_confidence; c++) {
        lower[c] = limits[c].lower * per / exposure;
        upper[c] = limits[c].upper * per / exposure;
        if (!isfinite(upper[c]))
            refusal = SYN_REFUSAL_NUMERIC;
    }
    if (refusal) {
        syn_row_refuse(s, i, refusal, NULL);
        return;
    }
    syn_row(s, i);
    syn_put(s, "count", count);
    syn_put(s, "exposure", exposure);
    syn_put(s, "rate", count * per / exposure);
    syn_put(s, "lower", lower[0]);
    syn_put(s, "upper", upper[0]);
    syn_put(s, "count_lower", limits[0].lower);
    syn_put(s, "count_upper", limits[0].upper);
    syn_put_intervals(s, lower, upper);
    syn_row_end(s);
}

static void run(struct syn_stat *s)
{
    const double *count = syn_stat_column(s, "count");
    const double *exposure = syn_stat_column_maybe(s, "exposure");
    if (!count || s->status)
        return;
    syn_stat_rows(s);
    for (size_t i = 0; i < s->n; i++)
        put_row(s, i, count[i], exposure ? exposure[i] : 1);
    syn_stat_rows_end(s);
}

const struct syn_method syn_method_rate = {
    .name = "rate",
    .purpose = "a rate of events with limits that are right for small counts",
    .columns = "count,[exposure]",
    .definitions = definitions,
    .uses = SYN_USES_CONFIDENCE | SYN_USES_PER,
    .options = options,
    .rows = "count exposure rate lower upper count_lower count_upper",
    .formula = "  rate = per x / n; limits of the mean of x, divided by n\n"
               "  garwood   gamma quantiles: a/2 of shape x, 1 - a/2 of shape "
               "x + 1\n"
               "  midp      half of the probability of x counts in each tail\n"
               "  byar      x (1 - 1/(9x) - z/(3 sqrt x))^3, x + 1 above; "
               "garwood below 10\n"
               "  byar-all  the same for every x; byar-epitools: x + 1/2 in "
               "both",
    .example = "  count,exposure\n  7,1234\n"
               "  samsyn stat rate --per 1000 rates.csv: 5.67 (2.28 to 11.69)",
    .reference = "Garwood 1936; Breslow & Day 1987 (Byar); Cohen & Yang 1994",
    .run = run,
};
