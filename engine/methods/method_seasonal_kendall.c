#include <math.h>

#include <samsyn/stats/continuous.h>
#include <samsyn/stats/series.h>

#include "stat.h"

static const char *const definitions[] = {"continuity", "no-continuity", NULL};

static void put(struct syn_stat *s, double sum, double variance)
{
    double z = syn_kendall_z(sum, variance, syn_stat_defined(s, "continuity"));
    syn_put(s, "s", sum);
    syn_put(s, "var_s", variance);
    syn_put(s, "z", z);
    syn_put(s, "p", fmin(1, 2 * syn_normal_tails(fabs(z)).upper));
}

/* Every season by itself; OUT has CYCLE of them. */
static void compute(struct syn_kendall *out,
                    struct syn_stat *s,
                    const struct syn_times *times,
                    const double *value,
                    size_t cycle)
{
    double *part = syn_stat_room(s, s->n), *work = syn_stat_room(s, s->n);
    for (size_t g = 0; g < cycle; g++) {
        size_t n = 0;
        for (size_t i = 0; i < s->n; i++)
            if ((size_t)(times->s[i] - 1) % cycle == g)
                part[n++] = value[i];
        out[g] = syn_kendall(part, n, work);
    }
}

static void run(struct syn_stat *s)
{
    struct syn_times times;
    const double *value = syn_stat_column_of(s, "value", "count");
    if (!value || !syn_stat_times(&times, s) || syn_stat_missing(s, value))
        return;
    size_t cycle = (size_t)times.cycle;
    double sum = 0, variance = 0;
    if ((double)cycle != times.cycle || cycle == 0) {
        syn_stat_wrong(s, "cycle");
        return;
    }
    if (s->n < 3 || s->n < 2 * cycle) {
        syn_stat_refuse(s, SYN_REFUSAL_TOO_FEW_POINTS, NULL);
        return;
    }
    struct syn_kendall *k = syn_arena_alloc(s->arena, cycle, sizeof *k);
    compute(k, s, &times, value, cycle);
    for (size_t g = 0; g < cycle; g++) {
        sum += k[g].s;
        variance += k[g].variance;
    }
    if (variance == 0)
        syn_stat_warn(s, "constant-series", "All values are alike.");
    syn_stat_result(s);
    put(s, sum, variance);
    syn_put_array(s, "seasons");
    for (size_t g = 0; g < cycle; g++) {
        syn_put_object(s, NULL);
        syn_put(s, "season", (double)g + 1);
        put(s, k[g].s, k[g].variance);
        syn_put_object_end(s);
    }
    syn_put_array_end(s);
    syn_stat_result_end(s);
}

const struct syn_method syn_method_seasonal_kendall = {
    .name = "seasonal-kendall",
    .purpose = "whether a series with seasons rises or falls",
    .columns = "[t|period],value | count",
    .definitions = definitions,
    .uses = SYN_USES_CALENDAR,
    .result = "s var_s z p seasons:[{season s var_s z p}]",
    .formula =
        "  S and variance of mann-kendall, summed over the seasons; z on "
        "the sums",
    .example = "  value\n  ...\n  samsyn stat seasonal-kendall --cycle 4 v.csv",
    .reference = "Hirsch, Slack & Smith 1982",
    .run = run,
};
