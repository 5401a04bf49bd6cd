#include <math.h>

#include "variate.h"

static void run(struct syn_stat *s)
{
    const double *value[2], *x = syn_stat_column(s, "x");
    const struct syn_variate *v = x ? syn_variate_read(value, s) : NULL;
    if (!v)
        return;
    syn_stat_rows(s);
    for (size_t i = 0; i < s->n; i++) {
        const double parameter[] = {value[0][i], value[1][i]};
        bool missing =
            isnan(x[i]) || isnan(parameter[0]) || isnan(parameter[1]);
        struct syn_tails tails = v->tails(x[i], parameter);
        if (missing || isnan(tails.lower)) {
            syn_row_refuse(
                s, i, missing ? SYN_REFUSAL_MISSING_VALUES : SYN_REFUSAL_DOMAIN,
                NULL);
        } else {
            syn_row(s, i);
            syn_put(s, "x", x[i]);
            syn_put(s, "lower", tails.lower);
            syn_put(s, "upper", tails.upper);
            syn_put(s, "density", v->density(x[i], parameter));
            syn_row_end(s);
        }
    }
    syn_stat_rows_end(s);
}

const struct syn_method syn_method_cdf = {
    .name = "cdf",
    .purpose = "how much of a distribution lies below and above a value",
    .columns = "x,[parameters of the distribution]",
    .options = syn_variate_options,
    .rows = "x lower upper density",
    .formula = "  lower = P(X <= x), upper = P(X > x), density the "
               "probability or density at x;\n  power series and continued "
               "fractions times a saddle-point probability",
    .example = "  x\n  12\n"
               "  samsyn stat cdf --distribution nb --mu 8 --size 3 x.csv",
    .reference = "Loader 2000; DiDonato & Morris 1992",
    .run = run,
};
