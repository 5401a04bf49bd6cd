#include <samsyn/stats/series.h>

#include "stat.h"

static void run(struct syn_stat *s)
{
    struct syn_moments m;
    const double *value = syn_stat_column(s, "value");
    if (!value || syn_stat_missing(s, value))
        return;
    enum syn_refusal refusal =
        syn_describe(&m, value, s->n, syn_stat_room(s, s->n));
    if (refusal) {
        syn_stat_refuse(s, refusal, NULL);
        return;
    }
    syn_stat_result(s);
    syn_put(s, "n", (double)m.n);
    syn_put(s, "mean", m.mean);
    syn_put(s, "sd", m.sd);
    syn_put(s, "variance", m.variance);
    syn_put(s, "min", m.min);
    syn_put(s, "q25", m.q25);
    syn_put(s, "median", m.median);
    syn_put(s, "q75", m.q75);
    syn_put(s, "max", m.max);
    syn_put(s, "sum", m.sum);
    syn_stat_result_end(s);
}

const struct syn_method syn_method_describe = {
    .name = "describe",
    .purpose = "mean, spread and quartiles",
    .columns = "value",
    .result = "n mean sd variance min q25 median q75 max sum",
    .formula = "  variance = sum (x - mean)^2 / (n - 1), in two passes; "
               "quartiles between the\n  sorted values at 1 + (n - 1) p (R's "
               "type 7)",
    .example = "  value\n  3\n  8\n  samsyn stat describe v.csv",
    .reference = "Hyndman & Fan 1996",
    .run = run,
};
