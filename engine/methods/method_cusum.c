#include <math.h>
#include <string.h>

#include <samsyn/stats/monitor.h>
#include <samsyn/stats/sample.h>

#include "chart.h"

static const char *const definitions[] = {"tabular", "surveillance", NULL};

static const struct syn_method_option options[] = {
    {"k", SYN_OPTION_NUMBER, NULL, NULL,
     "forgiven at each point; tabular 0.5, surveillance 1.04"},
    {"h", SYN_OPTION_NUMBER, NULL, NULL,
     "sum that signals; tabular 4, surveillance 2.26"},
    {"centre", SYN_OPTION_NUMBER, NULL, NULL, "a given centre"},
    {"sigma", SYN_OPTION_NUMBER, NULL, NULL, "a given standard deviation"},
    {"transform", SYN_OPTION_CHOICE, "standard|rossi|anscombe|none", "standard",
     "surveillance: how a count is standardised"},
    {"from", SYN_OPTION_TEXT, NULL, NULL,
     "surveillance: the first monitored row"},
    {"reset", SYN_OPTION_CHOICE, "no|yes", "no", "start again after a signal"},
    {NULL, SYN_OPTION_FLAG, NULL, NULL, NULL},
};

struct chart {
    struct syn_times times;
    struct syn_cusum_options o;
    struct syn_cusum_point *points;
    const double *y;
    size_t from;
    bool surveillance;
};

static double
number_or(const struct syn_stat *s, const char *name, double other)
{
    double x = syn_stat_number(s, name);
    return isnan(x) ? other : x;
}

static bool read_tabular(struct chart *c, struct syn_stat *s)
{
    struct syn_level level;
    if (!syn_level_read(&level, s, c->y))
        return false;
    c->o.scale = SYN_CUSUM_TABULAR;
    c->o.centre = level.centre;
    c->o.sigma = level.sigma;
    c->o.k = number_or(s, "k", 0.5);
    c->o.h = number_or(s, "h", 4);
    return true;
}

/* The mean of the rows before the first monitored one, unless it is given. */
static bool read_surveillance(struct chart *c, struct syn_stat *s)
{
    static const char *const names[] = {"standard", "rossi", "anscombe",
                                        "none"};
    const char *from = syn_stat_option(s, "from");
    double centre = syn_stat_number(s, "centre");
    size_t baseline = syn_option_whole(s, "baseline");
    c->from = baseline && isnan(centre) ? baseline : 0;
    if ((from &&
         (!syn_times_find(&c->from, &c->times, from) || c->from >= s->n)) ||
        (isnan(centre) && c->from == 0)) {
        syn_stat_wrong(s, "from");
        return false;
    }
    for (int i = 0; i < 4; i++)
        if (syn_stat_is(s, "transform", names[i]))
            c->o.scale = (enum syn_cusum_scale)(SYN_CUSUM_STANDARD + i);
    c->o.centre = isnan(centre) ? syn_sample_mean(c->y, c->from) : centre;
    c->o.k = number_or(s, "k", 1.04);
    c->o.h = number_or(s, "h", 2.26);
    c->o.sigma = NAN;
    c->o.at_threshold = true;
    if (!(c->o.centre > 0) && c->o.scale != SYN_CUSUM_NONE) {
        syn_stat_refuse(s, SYN_REFUSAL_NO_EVENTS,
                        "There are no events before the first monitored row, "
                        "so nothing to standardise by.");
        return false;
    }
    return true;
}

static void put_rows(struct syn_stat *s, const struct chart *c)
{
    syn_stat_rows(s);
    for (size_t i = 0; i < s->n; i++) {
        const struct syn_cusum_point *p = &c->points[i];
        bool seen = i >= c->from && !isnan(c->y[i]);
        syn_row(s, i);
        syn_put_time(s, "t", &c->times, i);
        syn_put(s, "value", c->y[i]);
        syn_put(s, "standardised", seen ? p->standardised : NAN);
        syn_put(s, "high", seen ? p->high : NAN);
        syn_put(s, "low", seen && !c->surveillance ? p->low : NAN);
        if (seen)
            syn_put_bool(s, "signal_high", p->signal_high);
        else
            syn_put_null(s, "signal_high");
        if (seen && !c->surveillance)
            syn_put_bool(s, "signal_low", p->signal_low);
        else
            syn_put_null(s, "signal_low");
        syn_row_end(s);
    }
    syn_stat_rows_end(s);
}

static void put_result(struct syn_stat *s, const struct chart *c)
{
    syn_stat_result(s);
    syn_put(s, "centre", c->o.centre);
    syn_put(s, "sigma", c->o.sigma);
    syn_put(s, "k", c->o.k);
    syn_put(s, "h", c->o.h);
    syn_put_array(s, "signals");
    for (size_t i = c->from; i < s->n; i++)
        if (c->points[i].signal_high ||
            (c->points[i].signal_low && !c->surveillance))
            syn_put_time(s, NULL, &c->times, i);
    syn_put_array_end(s);
    syn_stat_result_end(s);
}

static void run(struct syn_stat *s)
{
    struct chart c = {.surveillance = syn_stat_defined(s, "surveillance")};
    c.y = syn_stat_column_of(s, "value", "count");
    if (!c.y || !syn_stat_times(&c.times, s))
        return;
    c.o.reset = syn_stat_is(s, "reset", "yes");
    if (!(c.surveillance ? read_surveillance(&c, s) : read_tabular(&c, s)))
        return;
    c.points = syn_arena_alloc(s->arena, s->n + 1, sizeof *c.points);
    enum syn_refusal refusal =
        syn_cusum(c.points + c.from, c.y + c.from, s->n - c.from, &c.o);
    if (refusal) {
        syn_stat_refuse(s, refusal, NULL);
        return;
    }
    s->used = syn_count_there(c.y, s->n);
    put_rows(s, &c);
    put_result(s, &c);
}

const struct syn_method syn_method_cusum = {
    .name = "cusum",
    .purpose = "cumulative sum of what exceeds the centre",
    .columns = "value | count",
    .definitions = definitions,
    .uses = SYN_USES_CALENDAR | SYN_USES_BASELINE | SYN_USES_FORCE,
    .options = options,
    .rows = "t value standardised high low signal_high signal_low",
    .result = "centre sigma k h signals",
    .formula = "  u = (y - centre) / sigma; high = max(0, high + u - k), low = "
               "max(0, low - u - k); signal above h\n"
               "  surveillance: u = (x - m) / sqrt m and others, one-sided, "
               "signal from h",
    .example = "  value\n  12\n  15\n  ...\n  samsyn stat cusum month.csv",
    .reference = "Page 1954; Rossi et al. 1999",
    .run = run,
};
