#include <math.h>

#include <samsyn/stats/runs.h>
#include <samsyn/stats/sample.h>

#include "chart.h"

static const struct syn_method_option options[] = {
    {"centre", SYN_OPTION_NUMBER, NULL, NULL, "a given line; else the median"},
    {"part", SYN_OPTION_TEXT, NULL, NULL,
     "first row of each new segment; the last one is judged"},
    {NULL, SYN_OPTION_FLAG, NULL, NULL, NULL},
};

static void
put_result(struct syn_stat *s, double centre, const struct syn_runs *r)
{
    syn_stat_result(s);
    syn_put(s, "median", centre);
    syn_put(s, "n", (double)r->n);
    syn_put(s, "n_useful", (double)r->n_useful);
    syn_put(s, "ties", (double)r->ties);
    syn_put(s, "longest_run", (double)r->longest);
    syn_put(s, "longest_run_max", (double)r->longest_max);
    syn_put(s, "crossings", (double)r->crossings);
    syn_put(s, "crossings_min", (double)r->crossings_min);
    syn_put_bool(s, "long_run", r->long_run);
    syn_put_bool(s, "few_crossings", r->few_crossings);
    syn_put_bool(s, "signal", r->long_run || r->few_crossings);
    syn_stat_result_end(s);
}

static void run(struct syn_stat *s)
{
    struct syn_times times;
    struct syn_runs r;
    const size_t *starts;
    size_t n_starts;
    const double *y = syn_stat_column_of(s, "value", "count");
    if (!y || !syn_stat_times(&times, s) ||
        !syn_rows_named(&starts, &n_starts, s, &times, "part", 1))
        return;
    size_t from = n_starts ? starts[n_starts - 1] : 0, n = s->n - from;
    size_t baseline = syn_option_whole(s, "baseline");
    double centre = syn_stat_number(s, "centre");
    if (isnan(centre))
        centre = syn_sample_quantile(y + from,
                                     baseline && baseline < n ? baseline : n,
                                     0.5, syn_stat_room(s, n + 1));
    s->used = syn_count_there(y + from, n);
    enum syn_refusal refusal = syn_runs_count(&r, y + from, &centre, 0, n);
    if (refusal) {
        syn_stat_refuse(s, refusal, NULL);
        return;
    }
    if (3 * r.ties >= r.n && syn_stat_soft(s, SYN_REFUSAL_MANY_TIES, NULL))
        return;
    if (r.n_useful < SYN_RUNS_LEAST_USEFUL &&
        syn_stat_soft(s, SYN_REFUSAL_TOO_FEW_POINTS,
                      "Under ten points lie off the line: the rules for runs "
                      "say little."))
        return;
    put_result(s, centre, &r);
}

const struct syn_method syn_method_runs = {
    .name = "runs",
    .purpose = "run chart: a long run or few crossings of the median",
    .columns = "value | count",
    .uses = SYN_USES_CALENDAR | SYN_USES_BASELINE | SYN_USES_FORCE,
    .options = options,
    .result = "median n n_useful ties longest_run longest_run_max crossings "
              "crossings_min long_run few_crossings signal",
    .formula = "  points on the median are dropped, n' are left; signal if the "
               "longest run exceeds\n  round(log2 n') + 3, or crossings are "
               "below the 5 % quantile of Bin(n' - 1, 1/2)",
    .example = "  value\n  12\n  15\n  ...\n  samsyn stat runs month.csv",
    .reference = "Anhoej & Olesen 2014",
    .run = run,
};
