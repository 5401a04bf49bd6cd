/* ratio.h - a row of `rate-ratio`, which other methods print too.  Private to
 * methods. */
#ifndef SAMSYN_METHODS_RATIO_H
#define SAMSYN_METHODS_RATIO_H

#include <samsyn/stats/compare.h>

#include "stat.h"

struct syn_ratio_row {
    struct syn_window a, b;
    double ratio, unbiased, p, p_mid, p_central, p_unlikely;
    double p_e_score, p_e_wald, sqrt_z;
    double lower[SYN_MOST_CONFIDENCES], upper[SYN_MOST_CONFIDENCES];
};

/* Compares A with B by DEFINITION; returns why not. */
enum syn_refusal syn_ratio_row_fill(struct syn_ratio_row *out,
                                    const char *definition,
                                    struct syn_window a,
                                    struct syn_window b,
                                    const double *confidence,
                                    size_t n_confidence);

/* Writes its fields into the object that is open. */
void syn_ratio_row_put(struct syn_stat *s, const struct syn_ratio_row *row);

#endif
