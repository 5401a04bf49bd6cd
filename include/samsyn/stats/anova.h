/* stats/anova.h - whether groups differ.  Pure. */
#ifndef SAMSYN_STATS_ANOVA_H
#define SAMSYN_STATS_ANOVA_H

#include <stddef.h>

#include <samsyn/base/status.h>
#include <samsyn/stats/refusal.h>

/* F on DF1 and DF2; Kruskal and Wallis's H on DF1; and, for values >= 0, the
 * deviance of a Poisson model with and without the groups (else NaN). */
struct syn_anova {
    double f, df1, df2, p, h, h_p;
    double poisson_deviance, poisson_null_deviance;
    enum syn_refusal refusal;
};

/* How many doubles syn_anova() needs for N values in K groups. */
size_t syn_anova_work(size_t n, size_t k);

/* N values, each of the group GROUP < K; every group has one.
 *
 * Refusals: domain (not finite), too-few-points (K < 2 or N <= K), no-variation
 * (all values alike), numeric.
 *
 * Kruskal WH, Wallis WA. JASA 1952; 47:583-621. */
enum syn_status syn_anova(struct syn_anova *out,
                          const double *value,
                          const size_t *group,
                          size_t n,
                          size_t k,
                          double *work) SYN_NODISCARD;

#endif
