#include <math.h>

#include "variate.h"

static void run(struct syn_stat *s)
{
    const double *value[2], *p = syn_stat_column(s, "p");
    const struct syn_variate *v = p ? syn_variate_read(value, s) : NULL;
    if (!v)
        return;
    enum syn_tail tail =
        syn_stat_is(s, "tail", "upper") ? SYN_UPPER : SYN_LOWER;
    syn_stat_rows(s);
    for (size_t i = 0; i < s->n; i++) {
        const double parameter[] = {value[0][i], value[1][i]};
        double quantile;
        if (isnan(p[i]) || isnan(parameter[0]) || isnan(parameter[1])) {
            syn_row_refuse(s, i, SYN_REFUSAL_MISSING_VALUES, NULL);
        } else if (v->quantile(&quantile, p[i], tail, parameter)) {
            bool defined =
                p[i] >= 0 && p[i] <= 1 && !isnan(v->tails(1, parameter).lower);
            syn_row_refuse(
                s, i, defined ? SYN_REFUSAL_NUMERIC : SYN_REFUSAL_DOMAIN, NULL);
        } else {
            syn_row(s, i);
            syn_put(s, "p", p[i]);
            syn_put(s, "quantile", quantile);
            syn_row_end(s);
        }
    }
    syn_stat_rows_end(s);
}

const struct syn_method syn_method_quantile = {
    .name = "quantile",
    .purpose = "the value that a given share of a distribution lies below",
    .columns = "p,[parameters of the distribution]",
    .options = syn_variate_options,
    .rows = "p quantile",
    .formula =
        "  the x with P(X <= x) = p, by bracketing and Brent's method; of "
        "counts the\n  smallest k with P(X <= k) >= p (1 - 64 eps). "
        "--tail upper: P(X > x) = p",
    .example = "  p\n  0.975\n"
               "  samsyn stat quantile --distribution poisson --mu 8 p.csv",
    .reference = "Brent 1973",
    .run = run,
};
