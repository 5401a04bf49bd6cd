#include "stat.h"

#include <math.h>
#include <string.h>

#include <samsyn/stats/contrast.h>
#include <samsyn/stats/count.h>

#include "ratio.h"

static const char *const definitions[] = {"midp",
                                          "exact-central",
                                          "minimum-likelihood",
                                          "wald",
                                          "e-test",
                                          "e-test-wald",
                                          "sqrt",
                                          NULL};

static void run(struct syn_stat *s)
{
    const double *x1 = syn_stat_column(s, "count1");
    const double *n1 = syn_stat_column(s, "exposure1");
    const double *x2 = syn_stat_column(s, "count2");
    const double *n2 = syn_stat_column(s, "exposure2");
    if (!x1 || !n1 || !x2 || !n2)
        return;
    syn_stat_rows(s);
    for (size_t i = 0; i < s->n; i++) {
        const struct syn_window a = {x1[i], n1[i]}, b = {x2[i], n2[i]};
        struct syn_ratio_row row;
        enum syn_refusal refusal =
            isnan(x1[i] + n1[i] + x2[i] + n2[i])
                ? SYN_REFUSAL_MISSING_VALUES
                : syn_ratio_row_fill(&row, s->definition, a, b, s->confidence,
                                     s->n_confidence);
        if (refusal) {
            syn_row_refuse(s, i, refusal, NULL);
        } else {
            syn_row(s, i);
            syn_ratio_row_put(s, &row);
            syn_row_end(s);
        }
    }
    syn_stat_rows_end(s);
}

const struct syn_method syn_method_rate_ratio = {
    .name = "rate-ratio",
    .purpose = "one rate over another, with limits and p-values",
    .columns = "count1,exposure1,count2,exposure2",
    .definitions = definitions,
    .uses = SYN_USES_CONFIDENCE,
    .rows = "count1 exposure1 count2 exposure2 rate1 rate2 rr "
            "rr_median_unbiased lower upper p p_mid p_central "
            "p_minimum_likelihood p_e_score p_e_wald sqrt_z wheeler_z",
    .formula =
        "  rr = (x1/n1)/(x2/n2); given m = x1 + x2, X1 is Bin(m, p), p/(1-p) = "
        "rr n1/n2\n"
        "  midp  half of P(X1 = x1) counts in each tail; exact-central all of "
        "it\n"
        "  minimum-likelihood  p the sum of P(k) <= P(x1); limits are central\n"
        "  wald  rr exp(-+ z sqrt(1/x1 + 1/x2))\n"
        "  e-test, e-test-wald  P(|T| >= |t|), both counts Poisson of the "
        "pooled rate\n"
        "  sqrt  z = sqrt 2 (sqrt x1 - sqrt x2), equal exposures only; "
        "wheeler_z = sqrt 2 z",
    .example = "  count1,exposure1,count2,exposure2\n  9,1,10,3\n"
               "  samsyn stat rate-ratio r.csv: 2.7 (1.061 to 6.791), p .038",
    .reference = "Przyborowski & Wilenski 1940; Krishnamoorthy & Thomson 2004; "
                 "Gu et al. 2008; Wheeler 2016",
    .run = run,
};
