#include <math.h>

#include <samsyn/stats/series.h>

#include "stat.h"

/* More pairs than these would not fit. */
enum { MOST_ROWS = 10000 };

static const struct syn_method_option options[] = {
    {"seasonal", SYN_OPTION_CHOICE, "no|yes", "no",
     "slopes within seasons only, per year"},
    {NULL, SYN_OPTION_FLAG, NULL, NULL, NULL},
};

/* A series, every CYCLE-th of which is compared; 1 for all. */
struct pairs {
    double *slope, *level;
    size_t n;
    double variance;
};

static void
fill(struct pairs *out, struct syn_stat *s, const double *value, size_t cycle)
{
    double *part = syn_stat_room(s, s->n), *work = syn_stat_room(s, s->n);
    out->slope = syn_stat_room(s, s->n * (s->n / cycle + 1) / 2 + s->n);
    for (size_t g = 0; g < cycle && g < s->n; g++) {
        size_t n = 0;
        for (size_t i = g; i < s->n; i += cycle)
            part[n++] = value[i];
        out->variance += syn_kendall(part, n, work).variance;
        for (size_t i = 0; i < n; i++)
            for (size_t j = i + 1; j < n; j++)
                out->slope[out->n++] = (part[j] - part[i]) / (double)(j - i);
    }
    syn_sort(out->slope, out->n);
}

/* The median of x - b i, i from 1 (in years, from the first row on, for
 * seasonal slopes). */
static double
intercept(struct syn_stat *s, const double *value, double slope, double unit)
{
    double *rest = syn_stat_room(s, s->n);
    for (size_t i = 0; i < s->n; i++)
        rest[i] = value[i] - slope * ((double)i + 1) / unit;
    syn_sort(rest, s->n);
    return syn_sorted_quantile(rest, s->n, 0.5);
}

static void run(struct syn_stat *s)
{
    struct syn_times times;
    struct pairs pairs = {0};
    double lower[SYN_MOST_CONFIDENCES], upper[SYN_MOST_CONFIDENCES];
    const double *value = syn_stat_column_of(s, "value", "count");
    if (!value || !syn_stat_times(&times, s) || syn_stat_missing(s, value))
        return;
    bool seasonal = syn_stat_is(s, "seasonal", "yes");
    size_t cycle = seasonal ? (size_t)times.cycle : 1;
    if (seasonal && ((double)cycle != times.cycle || cycle == 0)) {
        syn_stat_wrong(s, "cycle");
        return;
    }
    if (s->n < 3 || s->n < 2 * cycle || s->n > MOST_ROWS) {
        syn_stat_refuse(s,
                        s->n > MOST_ROWS ? SYN_REFUSAL_NUMERIC
                                         : SYN_REFUSAL_TOO_FEW_POINTS,
                        NULL);
        return;
    }
    fill(&pairs, s, value, cycle);
    struct syn_sen sen = {0};
    for (size_t c = s->n_confidence; c-- > 0;) {
        sen = syn_sen(pairs.slope, pairs.n, pairs.variance, s->confidence[c]);
        lower[c] = sen.lower;
        upper[c] = sen.upper;
    }
    if (pairs.variance == 0)
        syn_stat_warn(s, "constant-series", "All values are alike.");
    syn_stat_result(s);
    syn_put(s, "slope", sen.slope);
    syn_put(s, "lower", lower[0]);
    syn_put(s, "upper", upper[0]);
    syn_put(s, "intercept",
            intercept(s, value, sen.slope, seasonal ? times.cycle : 1));
    syn_put(s, "slopes", (double)pairs.n);
    syn_put_intervals(s, lower, upper);
    syn_stat_result_end(s);
}

const struct syn_method syn_method_theil_sen = {
    .name = "theil-sen",
    .purpose = "the slope of a series that outliers do not move",
    .columns = "[t|period],value | count",
    .uses = SYN_USES_CONFIDENCE | SYN_USES_CALENDAR,
    .options = options,
    .result = "slope lower upper intercept slopes",
    .formula =
        "  median of (x(j) - x(i))/(j - i); limits: the slopes with the ranks "
        "(N - C)/2 and\n  (N + C)/2 + 1, rounded, C = z sqrt var S; intercept "
        "median(x - b i)",
    .example = "  value\n  3\n  4\n  8\n  samsyn stat theil-sen v.csv",
    .reference = "Sen 1968; Hirsch, Slack & Smith 1982",
    .run = run,
};
