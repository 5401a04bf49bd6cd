#include <math.h>

#include <gsl/gsl_cdf.h>

#include <samsyn/stats/ears.h>

#include "chart.h"

static const char *const definitions[] = {"sum", "surveillance", NULL};

static const struct syn_method_option options[] = {
    {"method", SYN_OPTION_CHOICE, "C1|C2|C3", "C1", "which of the three"},
    {"baseline", SYN_OPTION_WHOLE, NULL, "7", "rows a count is judged by"},
    {"min-sigma", SYN_OPTION_NUMBER, NULL, "0", "least standard deviation"},
    {"alpha", SYN_OPTION_NUMBER, NULL, NULL, "C1, C2 0.001, C3 0.025"},
    {NULL, SYN_OPTION_FLAG, NULL, NULL, NULL},
};

static bool read_options(struct syn_ears_options *o, struct syn_stat *s)
{
    double alpha = syn_stat_number(s, "alpha");
    o->method = syn_stat_option(s, "method")[1] - '0';
    if (isnan(alpha))
        alpha = o->method == 3 ? 0.025 : 0.001;
    o->baseline = syn_option_whole(s, "baseline");
    o->min_sigma = syn_stat_number(s, "min-sigma");
    o->surveillance = syn_stat_defined(s, "surveillance");
    const char *wrong = o->baseline < 2             ? "baseline"
                        : !(alpha > 0 && alpha < 1) ? "alpha"
                        : !(o->min_sigma >= 0)      ? "min-sigma"
                                                    : NULL;
    if (wrong)
        syn_stat_wrong(s, wrong);
    else
        o->z = gsl_cdf_ugaussian_Qinv(alpha);
    return !wrong;
}

static void put_row(struct syn_stat *s,
                    const struct syn_times *times,
                    const double *y,
                    size_t i,
                    const struct syn_ears_options *o)
{
    struct syn_ears e = {NAN, NAN, NAN, NAN, false};
    bool judged = i >= syn_ears_first(o);
    if (judged && syn_ears_row(&e, y, i, o)) {
        syn_row_refuse(s, i, SYN_REFUSAL_NO_VARIATION,
                       "The baseline does not vary, so any other count would "
                       "be an alarm; --min-sigma sets a floor.");
        return;
    }
    syn_row(s, i);
    syn_put_time(s, "t", times, i);
    syn_put(s, "count", y[i]);
    syn_put(s, "mean", e.mean);
    syn_put(s, "sd", e.sd);
    syn_put(s, "statistic", e.statistic);
    syn_put(s, "upper", e.upper);
    if (judged)
        syn_put_bool(s, "alarm", e.alarm);
    else
        syn_put_null(s, "alarm");
    syn_row_end(s);
}

static void run(struct syn_stat *s)
{
    struct syn_times times;
    struct syn_ears_options o = {0};
    const double *y = syn_stat_column(s, "count");
    if (!y || !syn_stat_times(&times, s) || !read_options(&o, s))
        return;
    if (s->n == 0) {
        syn_stat_refuse(s, SYN_REFUSAL_NO_DATA, NULL);
        return;
    }
    if (syn_stat_missing(s, y) || syn_stat_not_counts(s, y, false))
        return;
    if (s->n <= syn_ears_first(&o)) {
        syn_stat_refuse(s, SYN_REFUSAL_TOO_FEW_POINTS,
                        "No row has a whole baseline before it.");
        return;
    }
    syn_stat_rows(s);
    for (size_t i = 0; i < s->n; i++)
        put_row(s, &times, y, i, &o);
    syn_stat_rows_end(s);
}

const struct syn_method syn_method_ears = {
    .name = "ears",
    .purpose = "alarms for short series: C1, C2, C3",
    .columns = "count",
    .definitions = definitions,
    .uses = SYN_USES_CALENDAR,
    .options = options,
    .rows = "t count mean sd statistic upper alarm",
    .formula = "  mean + z max(sd, min-sigma) of the baseline rows just before "
               "(C1) or two rows earlier (C2)\n"
               "  C3: the excess of C2 over 1, summed over three rows, above z",
    .example = "  count\n  3\n  ...\n  samsyn stat ears --method C2 week.csv",
    .reference = "Hutwagner et al. 2003; Fricker et al. 2008",
    .run = run,
};
