#include <math.h>

#include <samsyn/stats/smooth.h>

#include "stat.h"

static const char *const definitions[] = {"croston", "sba", "sbj", NULL};

static const struct syn_method_option options[] = {
    {"alpha", SYN_OPTION_NUMBER, NULL, "0.1", "weight of the newest"},
    {NULL, SYN_OPTION_FLAG, NULL, NULL, NULL},
};

static void run(struct syn_stat *s)
{
    struct syn_croston c;
    double alpha = syn_stat_number(s, "alpha");
    const double *y = syn_stat_column_of(s, "count", "value");
    if (!y || syn_stat_missing(s, y))
        return;
    double *fitted = syn_stat_room(s, s->n + 1);
    enum syn_refusal refusal = syn_croston(&c, fitted, y, s->n, alpha);
    if (refusal) {
        syn_stat_refuse(s, refusal,
                        refusal == SYN_REFUSAL_TOO_FEW_POINTS
                            ? "Under two rows are not 0, so there is no "
                              "interval between them."
                            : NULL);
        return;
    }
    double scale = syn_stat_defined(s, "sba")   ? 1 - alpha / 2
                   : syn_stat_defined(s, "sbj") ? 1 - alpha / (2 - alpha)
                                                : 1;
    for (size_t i = 0; i < s->n; i++)
        fitted[i] *= scale;
    syn_stat_result(s);
    syn_put(s, "rate", scale * c.demand / c.interval);
    syn_put(s, "demand", c.demand);
    syn_put(s, "interval", c.interval);
    syn_put(s, "nonzero", (double)c.nonzero);
    syn_put_list(s, "fitted", fitted, s->n);
    syn_stat_result_end(s);
}

const struct syn_method syn_method_croston = {
    .name = "croston",
    .purpose = "the rate of a series with many zeros",
    .columns = "count | value",
    .definitions = definitions,
    .options = options,
    .result = "rate demand interval nonzero fitted[]",
    .formula =
        "  sizes and intervals of the rows that are not 0, each smoothed "
        "with alpha from its first; rate = size / interval\n"
        "  sba: times 1 - alpha/2; sbj: times 1 - alpha/(2 - alpha)",
    .example = "  count\n  0\n  2\n  ...\n  samsyn stat croston month.csv",
    .reference = "Croston 1972",
    .run = run,
};
