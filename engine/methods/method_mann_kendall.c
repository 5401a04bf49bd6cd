#include <math.h>

#include <samsyn/stats/continuous.h>
#include <samsyn/stats/series.h>

#include "stat.h"

static const char *const definitions[] = {"continuity", "no-continuity", NULL};

static void run(struct syn_stat *s)
{
    const double *value = syn_stat_column_of(s, "value", "count");
    if (!value || syn_stat_missing(s, value))
        return;
    if (s->n < 3) {
        syn_stat_refuse(s, SYN_REFUSAL_TOO_FEW_POINTS, NULL);
        return;
    }
    struct syn_kendall k = syn_kendall(value, s->n, syn_stat_room(s, s->n));
    double z =
        syn_kendall_z(k.s, k.variance, syn_stat_defined(s, "continuity"));
    if (k.variance == 0)
        syn_stat_warn(s, "constant-series", "All values are alike.");
    syn_stat_result(s);
    syn_put(s, "n", (double)s->n);
    syn_put(s, "s", k.s);
    syn_put(s, "var_s", k.variance);
    syn_put(s, "tau", k.tau);
    syn_put(s, "z", z);
    syn_put(s, "p", fmin(1, 2 * syn_normal_tails(fabs(z)).upper));
    syn_stat_result_end(s);
}

const struct syn_method syn_method_mann_kendall = {
    .name = "mann-kendall",
    .purpose = "whether a series rises or falls, whatever its form",
    .columns = "value | count",
    .definitions = definitions,
    .result = "n s var_s tau z p",
    .formula =
        "  S = sum over pairs of sign(later - earlier); variance (n(n-1)(2n+5) "
        "- sum\n  t(t-1)(2t+5))/18 over ties; z = (S - sign S)/sqrt variance, "
        "or S/sqrt variance",
    .example = "  value\n  3\n  4\n  8\n  samsyn stat mann-kendall v.csv",
    .reference = "Mann 1945; Kendall 1975",
    .run = run,
};
