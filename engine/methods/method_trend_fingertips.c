#include <math.h>

#include <samsyn/stats/continuous.h>
#include <samsyn/stats/count.h>
#include <samsyn/stats/marker.h>

#include "stat.h"

enum { POINTS = SYN_MARKER_POINTS };

static const struct syn_method_option options[] = {
    {"value", SYN_OPTION_CHOICE, "rate|proportion", NULL,
     "what the values are; proportion where there is a numerator"},
    {"limits", SYN_OPTION_CHOICE, "byar|garwood", "byar",
     "of the rates made from counts"},
    {"threshold", SYN_OPTION_NUMBER, NULL, "9.549535706083242",
     "of the chi-squared"},
    {"divisor", SYN_OPTION_NUMBER, NULL, NULL,
     "standard errors are (upper - lower)/divisor; 2 z if not given"},
    {NULL, SYN_OPTION_FLAG, NULL, NULL, NULL},
};

static void put_none(struct syn_stat *s, const char *reason)
{
    syn_stat_result(s);
    syn_put_null(s, "slope");
    syn_put_null(s, "chi_square");
    syn_put(s, "threshold", syn_stat_number(s, "threshold"));
    syn_put_null(s, "p");
    syn_put_text(s, "trend", "cannot_be_calculated");
    syn_put_text(s, "reason", reason);
    syn_put_null(s, "leave_one_out_slopes");
    syn_stat_result_end(s);
}

static void put_marker(struct syn_stat *s, const struct syn_marker *m)
{
    double threshold = syn_stat_number(s, "threshold");
    bool significant = m->chi_square > threshold;
    bool changes = significant && !m->outlier;
    syn_stat_result(s);
    syn_put(s, "slope", m->slope);
    syn_put(s, "chi_square", m->chi_square);
    syn_put(s, "threshold", threshold);
    syn_put(s, "p", m->p);
    syn_put_text(s, "trend",
                 !changes       ? "no_significant_change"
                 : m->slope > 0 ? "increasing"
                                : "decreasing");
    syn_put_text(s, "reason",
                 changes       ? "significant"
                 : significant ? "outlier"
                               : "not_significant");
    syn_put_list(s, "leave_one_out_slopes", m->without, POINTS);
    syn_stat_result_end(s);
}

/* The newest five of a column. */
static const double *newest(const struct syn_stat *s, const double *column)
{
    return column + (s->n - POINTS);
}

static bool any_missing(const double *x)
{
    for (int i = 0; i < POINTS; i++)
        if (isnan(x[i]))
            return true;
    return false;
}

/* Two columns of a pair; false if there is nothing to compute with. */
static bool read_pair(struct syn_stat *s,
                      const double **a,
                      const double **b,
                      const char *name_a,
                      const char *name_b)
{
    *a = syn_stat_column(s, name_a);
    *b = syn_stat_column(s, name_b);
    if (!*a || !*b)
        return false;
    if (s->n < POINTS) {
        put_none(s, "not_enough_points");
        return false;
    }
    *a = newest(s, *a);
    *b = newest(s, *b);
    if (any_missing(*a) || any_missing(*b)) {
        put_none(s, "missing_values");
        return false;
    }
    return true;
}

/* Divides the width of the limits. */
static double divisor(const struct syn_stat *s)
{
    double z, given = syn_stat_number(s, "divisor");
    if (!isnan(given))
        return given;
    return syn_normal_quantile(&z, (1 - s->confidence[0]) / 2, SYN_UPPER)
               ? NAN
               : 2 * z;
}

static void
finish(struct syn_stat *s, enum syn_status status, const struct syn_marker *m)
{
    if (status)
        syn_stat_refuse(s, m->refusal, NULL);
    else
        put_marker(s, m);
}

static void run_shares(struct syn_stat *s)
{
    struct syn_marker m;
    const double *part, *whole;
    if (read_pair(s, &part, &whole, "numerator", "denominator"))
        finish(s, syn_marker_shares(&m, part, whole), &m);
}

static void run_counts(struct syn_stat *s)
{
    struct syn_marker m;
    struct syn_count_limits limits;
    const double *count, *exposure;
    double value[POINTS], error[POINTS];
    if (!read_pair(s, &count, &exposure, "count", "exposure"))
        return;
    for (int i = 0; i < POINTS; i++) {
        if (exposure[i] <= 0) {
            syn_stat_refuse(s, SYN_REFUSAL_ZERO_EXPOSURE, NULL);
            return;
        }
        if (syn_count_limits(&limits,
                             syn_stat_is(s, "limits", "byar")
                                 ? SYN_COUNT_BYAR
                                 : SYN_COUNT_GARWOOD,
                             count[i], s->confidence[0], 1)) {
            syn_stat_refuse(s, limits.refusal, NULL);
            return;
        }
        value[i] = count[i] * s->per / exposure[i];
        error[i] =
            (limits.upper - limits.lower) * s->per / exposure[i] / divisor(s);
    }
    finish(s, syn_marker_values(&m, value, error), &m);
}

static void run_values(struct syn_stat *s)
{
    struct syn_marker m;
    const double *lower, *upper, *value = syn_stat_column(s, "value");
    double error[POINTS];
    if (!value || !read_pair(s, &lower, &upper, "lower", "upper"))
        return;
    value = newest(s, value);
    if (any_missing(value)) {
        put_none(s, "missing_values");
        return;
    }
    for (int i = 0; i < POINTS; i++)
        error[i] = (upper[i] - lower[i]) / divisor(s);
    finish(s, syn_marker_values(&m, value, error), &m);
}

static void run(struct syn_stat *s)
{
    struct syn_times times;
    double given = syn_stat_number(s, "divisor");
    if (given <= 0) {
        syn_stat_wrong(s, "divisor");
        return;
    }
    if (!syn_stat_times(&times, s) ||
        (times.unit != SYN_UNIT_NONE && times.unit != SYN_UNIT_YEAR &&
         syn_stat_soft(s, SYN_REFUSAL_NOT_ANNUAL, NULL)))
        return;
    if (syn_stat_is(s, "value", "proportion") ||
        (!syn_stat_option(s, "value") && syn_stat_has(s, "numerator")))
        run_shares(s);
    else if (syn_stat_has(s, "value") || !syn_stat_has(s, "count"))
        run_values(s);
    else
        run_counts(s);
}

const struct syn_method syn_method_trend_fingertips = {
    .name = "trend-fingertips",
    .purpose = "the recent trend of five yearly values, as Fingertips marks it",
    .columns = "[t|period],value,lower,upper | count,exposure | "
               "numerator,denominator",
    .uses = SYN_USES_CONFIDENCE | SYN_USES_PER | SYN_USES_FORCE,
    .options = options,
    .result = "slope chi_square threshold p trend reason "
              "leave_one_out_slopes[5]",
    .formula =
        "  values: weighted least squares with error (U - L)/(2 z); X^2 = "
        "slope^2 "
        "/ its variance\n"
        "  proportions: slope of the logit; X^2 of Cochran and Armitage\n"
        "  significant above the threshold, the .998 quantile; vetoed if the "
        "slope without one\n  of the points has another sign",
    .example = "  t,count,exposure\n  2019,40,9000\n  ...\n"
               "  samsyn stat trend-fingertips years.csv",
    .reference = "Fingertips method page; Armitage 1955",
    .run = run,
};
