#include "stat.h"

#include <math.h>

#include <samsyn/stats/count.h>

static const struct syn_method_option options[] = {
    {"reference", SYN_OPTION_NUMBER, NULL, NULL,
     "the rate to compare with, per --per"},
    {NULL, SYN_OPTION_FLAG, NULL, NULL, NULL},
};

static void put_row(struct syn_stat *s, size_t i, double count, double expected)
{
    struct syn_count_test test;
    if (isnan(count) || isnan(expected)) {
        syn_row_refuse(s, i, SYN_REFUSAL_MISSING_VALUES, NULL);
        return;
    }
    if (syn_count_test(&test, count, expected)) {
        syn_row_refuse(s, i, test.refusal, NULL);
        return;
    }
    syn_row(s, i);
    syn_put(s, "count", count);
    syn_put(s, "expected", expected);
    syn_put(s, "p_less", test.less);
    syn_put(s, "p_greater", test.greater);
    syn_put(s, "p_central", test.central);
    syn_put(s, "p_mid", test.mid);
    syn_put(s, "p_minimum_likelihood", test.minimum_likelihood);
    syn_row_end(s);
}

static void run(struct syn_stat *s)
{
    const double *count = syn_stat_column(s, "count");
    const double *exposure = syn_stat_column_maybe(s, "exposure");
    const double *rate = syn_stat_column_maybe(s, "reference_rate");
    double reference = syn_stat_number(s, "reference");
    if (!count || s->status)
        return;
    if (!rate && isnan(reference)) {
        syn_stat_wrong(s, "reference");
        return;
    }
    syn_stat_rows(s);
    for (size_t i = 0; i < s->n; i++) {
        double n = exposure ? exposure[i] : 1;
        if (n <= 0)
            syn_row_refuse(s, i, SYN_REFUSAL_ZERO_EXPOSURE, NULL);
        else
            put_row(s, i, count[i], (rate ? rate[i] : reference) * n / s->per);
    }
    syn_stat_rows_end(s);
}

const struct syn_method syn_method_poisson_test = {
    .name = "poisson-test",
    .purpose = "whether a count fits a known rate",
    .columns = "count,[exposure],[reference_rate]",
    .uses = SYN_USES_PER,
    .options = options,
    .rows = "count expected p_less p_greater p_central p_mid "
            "p_minimum_likelihood",
    .formula =
        "  X is Poisson with mean expected = reference x exposure / per\n"
        "  p_less P(X <= x), p_greater P(X >= x), p_central twice the "
        "smaller,\n  p_mid the same with half of P(X = x),\n"
        "  p_minimum_likelihood the sum of all P(k) <= P(x)",
    .example = "  count\n  9\n  samsyn stat poisson-test --reference 4 c.csv",
    .reference = "Garwood 1936; Cohen & Yang 1994",
    .run = run,
};
