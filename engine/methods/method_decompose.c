#include <math.h>

#include <samsyn/stats/decompose.h>

#include "stat.h"

static const char *const definitions[] = {"classical", "stl", NULL};

static const struct syn_method_option options[] = {
    {"seasonal", SYN_OPTION_CHOICE, "additive|multiplicative", "additive",
     "classical: how the season works"},
    {NULL, SYN_OPTION_FLAG, NULL, NULL, NULL},
};

static void put_rows(struct syn_stat *s,
                     const struct syn_times *times,
                     const double *y,
                     const double *trend,
                     const double *figure,
                     const double *remainder)
{
    size_t cycle = (size_t)times->cycle;
    syn_stat_rows(s);
    for (size_t i = 0; i < s->n; i++) {
        syn_row(s, i);
        syn_put_time(s, "t", times, i);
        syn_put(s, "value", y[i]);
        syn_put(s, "trend", trend[i]);
        syn_put(s, "seasonal", figure[i % cycle]);
        syn_put(s, "remainder", remainder[i]);
        syn_row_end(s);
    }
    syn_stat_rows_end(s);
    syn_stat_result(s);
    syn_put_list(s, "figure", figure, cycle);
    syn_stat_result_end(s);
}

static void run(struct syn_stat *s)
{
    struct syn_times times;
    const double *y = syn_stat_column_of(s, "value", "count");
    if (!y || !syn_stat_times(&times, s) || syn_stat_missing(s, y))
        return;
    if (!(times.cycle >= 1 && times.cycle <= 1e5) ||
        times.cycle != floor(times.cycle)) {
        syn_stat_wrong(s, "cycle");
        return;
    }
    size_t cycle = (size_t)times.cycle;
    double *trend = syn_stat_room(s, s->n + 1);
    double *remainder = syn_stat_room(s, s->n + 1);
    double *figure = syn_stat_room(s, cycle);
    enum syn_refusal refusal =
        syn_stat_defined(s, "stl")
            ? syn_decompose_stl(trend, figure, remainder, y, s->n, cycle,
                                syn_stat_room(s, syn_stl_work(s->n, cycle)))
            : syn_decompose_classical(
                  trend, figure, remainder, y, s->n, cycle,
                  syn_stat_is(s, "seasonal", "multiplicative"));
    if (refusal)
        syn_stat_refuse(s, refusal,
                        refusal == SYN_REFUSAL_TOO_FEW_POINTS
                            ? "A season needs two whole cycles of at least two "
                              "periods."
                            : NULL);
    else
        put_rows(s, &times, y, trend, figure, remainder);
}

const struct syn_method syn_method_decompose = {
    .name = "decompose",
    .purpose = "trend, season and remainder",
    .columns = "value | count",
    .definitions = definitions,
    .uses = SYN_USES_CALENDAR,
    .options = options,
    .rows = "t value trend seasonal remainder",
    .result = "figure[]",
    .formula =
        "  classical: centred moving average; means of what is left by "
        "position, centred\n"
        "  stl: loess of cycle-subseries and trend, season the same each "
        "year",
    .example = "  value\n  12\n  ...\n  samsyn stat decompose month.csv",
    .reference = "Cleveland et al. 1990",
    .run = run,
};
