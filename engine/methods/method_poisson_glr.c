#include <math.h>

#include <samsyn/stats/monitor.h>
#include <samsyn/stats/sample.h>

#include "chart.h"

static const struct syn_method_option options[] = {
    {"threshold", SYN_OPTION_NUMBER, NULL, "5", "ratio that is an alarm"},
    {"mu0", SYN_OPTION_NUMBER, NULL, NULL,
     "mean in control, where there is no column; else that of the baseline"},
    {"reset", SYN_OPTION_CHOICE, "yes|no", "yes", "start again after an alarm"},
    {NULL, SYN_OPTION_FLAG, NULL, NULL, NULL},
};

static const double *expectation(struct syn_stat *s, const double *y)
{
    const double *expected = syn_stat_column_maybe(s, "expected");
    size_t baseline = syn_option_whole(s, "baseline");
    double mu0 = syn_stat_number(s, "mu0");
    if (expected && isnan(mu0))
        return expected;
    if (isnan(mu0))
        mu0 = syn_sample_mean(y, baseline && baseline < s->n ? baseline : s->n);
    double *same = syn_stat_room(s, s->n + 1);
    for (size_t i = 0; i < s->n; i++)
        same[i] = mu0;
    return same;
}

static void run(struct syn_stat *s)
{
    struct syn_times times;
    const double *y = syn_stat_column(s, "count");
    if (!y || !syn_stat_times(&times, s) || syn_stat_not_counts(s, y, false))
        return;
    s->used = syn_count_there(y, s->n);
    if (s->used == 0) {
        syn_stat_refuse(s, SYN_REFUSAL_NO_DATA, NULL);
        return;
    }
    const double *expected = expectation(s, y);
    double *glr = syn_stat_room(s, s->n + 1);
    bool *alarm = syn_arena_alloc(s->arena, s->n + 1, sizeof(bool));
    const struct syn_glr_options o = {syn_stat_number(s, "threshold"),
                                      syn_stat_is(s, "reset", "yes")};
    enum syn_refusal refusal = s->status
                                   ? SYN_REFUSAL_NONE
                                   : syn_glr(glr, alarm, y, expected, s->n, &o);
    if (refusal)
        syn_stat_refuse(s, refusal, NULL);
    if (refusal || s->status)
        return;
    syn_stat_rows(s);
    for (size_t i = 0; i < s->n; i++) {
        syn_row(s, i);
        syn_put_time(s, "t", &times, i);
        syn_put(s, "count", y[i]);
        syn_put(s, "glr", glr[i]);
        if (isnan(glr[i]))
            syn_put_null(s, "alarm");
        else
            syn_put_bool(s, "alarm", alarm[i]);
        syn_row_end(s);
    }
    syn_stat_rows_end(s);
    syn_stat_result(s);
    syn_put_array(s, "alarms");
    for (size_t i = 0; i < s->n; i++)
        if (alarm[i])
            syn_put_time(s, NULL, &times, i);
    syn_put_array_end(s);
    syn_stat_result_end(s);
}

const struct syn_method syn_method_poisson_glr = {
    .name = "poisson-glr",
    .purpose = "likelihood ratio for a rise of unknown size and time",
    .columns = "count,[expected]",
    .uses = SYN_USES_CALENDAR | SYN_USES_BASELINE,
    .options = options,
    .rows = "t count glr alarm",
    .result = "alarms",
    .formula = "  max over k of [kappa sum x - (e^kappa - 1) sum mu], kappa = "
               "max(0, ln(sum x / sum mu)), sums from k",
    .example = "  count,expected\n  3,2.5\n  ...\n"
               "  samsyn stat poisson-glr week.csv",
    .reference = "Hoehle & Paul 2008",
    .run = run,
};
