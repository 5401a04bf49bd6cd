#include <samsyn/stats/dispersion.h>

#include "stat.h"

static void run(struct syn_stat *s)
{
    struct syn_zeros z;
    const double *count = syn_stat_column(s, "count");
    if (!count || syn_stat_missing(s, count))
        return;
    if (syn_zero_inflation(&z, count, s->n)) {
        syn_stat_refuse(s, z.refusal, NULL);
        return;
    }
    syn_stat_result(s);
    syn_put(s, "zeros", z.zeros);
    syn_put(s, "expected_zeros", z.expected);
    syn_put(s, "score", z.score);
    syn_put(s, "p", z.p);
    syn_put(s, "zip_lambda", z.lambda);
    syn_put(s, "zip_probability", z.share);
    syn_put(s, "zip_log_likelihood", z.log_likelihood);
    syn_put(s, "poisson_log_likelihood", z.poisson_log_likelihood);
    syn_stat_result_end(s);
}

const struct syn_method syn_method_zero_inflation = {
    .name = "zero-inflation",
    .purpose = "whether there are more zeros than a Poisson distribution has",
    .columns = "count",
    .result = "zeros expected_zeros score p zip_lambda zip_probability "
              "zip_log_likelihood poisson_log_likelihood",
    .formula =
        "  p0 = exp(-mean); score (n0 - n p0)^2 / (n p0 (1 - p0) - n mean "
        "p0^2)\n"
        "  lambda/(1 - exp(-lambda)) = mean of the counts above 0; probability "
        "(n0/n -\n  exp(-lambda))/(1 - exp(-lambda)), 0 if negative",
    .example = "  count\n  0\n  0\n  4\n  samsyn stat zero-inflation c.csv",
    .reference = "van den Broek 1995; Lambert 1992",
    .run = run,
};
