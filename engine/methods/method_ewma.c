#include <math.h>

#include <samsyn/stats/monitor.h>
#include <samsyn/stats/sample.h>

#include "chart.h"

static const struct syn_method_option options[] = {
    {"lambda", SYN_OPTION_NUMBER, NULL, "0.2", "weight of the newest value"},
    {"l", SYN_OPTION_NUMBER, NULL, "2.7", "limits, in standard deviations"},
    {"sigma-from", SYN_OPTION_CHOICE, "mr|poisson|sd", "mr",
     "moving ranges, the root of the centre, or the standard deviation"},
    {"centre", SYN_OPTION_NUMBER, NULL, NULL, "a given centre"},
    {"sigma", SYN_OPTION_NUMBER, NULL, NULL, "a given standard deviation"},
    {"constants", SYN_OPTION_CHOICE, "exact|rounded", "exact", "d2 and D4"},
    {"screen", SYN_OPTION_CHOICE, "no|yes", "no",
     "leave out large moving ranges once"},
    {NULL, SYN_OPTION_FLAG, NULL, NULL, NULL},
};

static void put_rows(struct syn_stat *s,
                     const struct syn_times *times,
                     const double *y,
                     const struct syn_ewma_point *points)
{
    syn_stat_rows(s);
    for (size_t i = 0; i < s->n; i++) {
        if (points[i].lower == 0)
            syn_warn_clipped(s);
        syn_row(s, i);
        syn_put_time(s, "t", times, i);
        syn_put(s, "value", y[i]);
        syn_put(s, "ewma", points[i].value);
        syn_put(s, "lower", points[i].lower);
        syn_put(s, "upper", points[i].upper);
        if (isnan(y[i]))
            syn_put_null(s, "signal");
        else
            syn_put_bool(s, "signal", points[i].signal != 0);
        syn_row_end(s);
    }
    syn_stat_rows_end(s);
}

static void run(struct syn_stat *s)
{
    struct syn_times times;
    struct syn_level level;
    const double *y = syn_stat_column_of(s, "value", "count");
    if (!y || !syn_stat_times(&times, s) || syn_beyond(s, y) ||
        !syn_level_read(&level, s, y))
        return;
    struct syn_ewma_point *points =
        syn_arena_alloc(s->arena, s->n + 1, sizeof *points);
    const struct syn_ewma_options o = {
        .centre = level.centre,
        .sigma = level.sigma,
        .lambda = syn_stat_number(s, "lambda"),
        .l = syn_stat_number(s, "l"),
        .clip = !syn_sample_has_negative(y, s->n),
    };
    enum syn_refusal refusal = syn_ewma(points, y, s->n, &o);
    if (refusal) {
        syn_stat_refuse(s, refusal, NULL);
        return;
    }
    s->used = syn_count_there(y, s->n);
    put_rows(s, &times, y, points);
    syn_stat_result(s);
    syn_put(s, "centre", level.centre);
    syn_put(s, "sigma", level.sigma);
    syn_put_array(s, "signals");
    for (size_t i = 0; i < s->n; i++)
        if (points[i].signal)
            syn_put_time(s, NULL, &times, i);
    syn_put_array_end(s);
    syn_stat_result_end(s);
}

const struct syn_method syn_method_ewma = {
    .name = "ewma",
    .purpose = "exponentially weighted moving average",
    .columns = "value | count",
    .uses = SYN_USES_CALENDAR | SYN_USES_BASELINE | SYN_USES_FORCE,
    .options = options,
    .rows = "t value ewma lower upper signal",
    .result = "centre sigma signals",
    .formula =
        "  z = lambda y + (1 - lambda) z, from the centre; limits centre "
        "+- L sigma sqrt(lambda / (2 - lambda)\n  (1 - (1 - lambda)^2i)), "
        "not below 0 unless a value is",
    .example = "  value\n  12\n  15\n  ...\n  samsyn stat ewma month.csv",
    .reference = "Roberts 1959; Borror et al. 1998",
    .run = run,
};
