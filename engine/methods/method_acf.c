#include <samsyn/stats/series.h>

#include "stat.h"

static const struct syn_method_option options[] = {
    {"lags", SYN_OPTION_WHOLE, NULL, "12", "how many"},
    {"fit-df", SYN_OPTION_WHOLE, NULL, "0",
     "parameters that were fitted: fewer degrees of freedom"},
    {NULL, SYN_OPTION_FLAG, NULL, NULL, NULL},
};

static bool is_constant(const double *x, size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (x[i] != x[0])
            return false;
    return true;
}

static void run(struct syn_stat *s)
{
    const double *value = syn_stat_column_of(s, "value", "count");
    size_t lags = (size_t)syn_stat_number(s, "lags");
    size_t fit_df = (size_t)syn_stat_number(s, "fit-df");
    if (!value || syn_stat_missing(s, value))
        return;
    if (lags == 0) {
        syn_stat_wrong(s, "lags");
        return;
    }
    if (s->n < 2 || is_constant(value, s->n)) {
        syn_stat_refuse(
            s, s->n < 2 ? SYN_REFUSAL_TOO_FEW_POINTS : SYN_REFUSAL_NO_VARIATION,
            NULL);
        return;
    }
    size_t known = lags < s->n ? lags : s->n - 1;
    double *r = syn_stat_room(s, known), *partial = syn_stat_room(s, known);
    for (size_t k = 0; k < known; k++)
        r[k] = syn_autocorrelation(value, s->n, k + 1);
    syn_partial_autocorrelation(partial, r, known, syn_stat_room(s, 2 * known));
    syn_stat_result(s);
    syn_put_list(s, "acf", r, known);
    syn_put_list(s, "pacf", partial, known);
    syn_put_array(s, "ljung_box");
    for (size_t k = 1; k <= known; k++) {
        struct syn_ljung_box box = syn_ljung_box(value, s->n, k, fit_df);
        syn_put_object(s, NULL);
        syn_put(s, "lag", (double)k);
        syn_put(s, "q", box.q);
        syn_put(s, "df", box.df);
        syn_put(s, "p", box.p);
        syn_put_object_end(s);
    }
    syn_put_array_end(s);
    syn_stat_result_end(s);
}

const struct syn_method syn_method_acf = {
    .name = "acf",
    .purpose = "whether a series remembers its past",
    .columns = "value",
    .options = options,
    .result = "acf[] pacf[] ljung_box:[{lag q df p}]",
    .formula =
        "  r(k) = sum e(t) e(t+k) / sum e^2, the mean removed; partial by "
        "Durbin-Levinson\n"
        "  Q = n(n+2) sum r(k)^2/(n-k), chi-squared on lags - fit-df",
    .example = "  value\n  ...\n  samsyn stat acf --lags 6 residuals.csv",
    .reference = "Ljung & Box 1978",
    .run = run,
};
