#include <math.h>

#include <samsyn/stats/pettitt.h>

#include "stat.h"

static void run(struct syn_stat *s)
{
    double most, p;
    const double *x = syn_stat_column_of(s, "value", "count");
    if (!x)
        return;
    double *u = syn_stat_room(s, s->n + 1);
    enum syn_refusal refusal = syn_pettitt(u, &most, &p, x, s->n);
    if (refusal) {
        syn_stat_refuse(s, refusal, NULL);
        return;
    }
    syn_stat_result(s);
    syn_put(s, "n", (double)s->n);
    syn_put(s, "u_max", most);
    syn_put_array(s, "k");
    for (size_t i = 0; i < s->n; i++)
        if (fabs(u[i]) == most)
            syn_put(s, NULL, (double)i + 1);
    syn_put_array_end(s);
    syn_put(s, "p", p);
    syn_put_list(s, "u", u, s->n);
    syn_stat_result_end(s);
}

const struct syn_method syn_method_pettitt = {
    .name = "pettitt",
    .purpose = "a change of level at an unknown time, by ranks",
    .columns = "value | count",
    .result = "n u_max k[] p u[]",
    .formula =
        "  U_k = 2 (sum of the first k mid-ranks) - k (n + 1); p = min(1, "
        "2 exp(-6 max|U|^2 / (n^3 + n^2)))\n"
        "  k: the last row before the change",
    .example = "  value\n  12\n  ...\n  samsyn stat pettitt month.csv",
    .reference = "Pettitt 1979",
    .run = run,
};
