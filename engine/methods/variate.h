/* variate.h - the distributions of `quantile` and `cdf`.  Private to methods.
 */
#ifndef SAMSYN_METHODS_VARIATE_H
#define SAMSYN_METHODS_VARIATE_H

#include <samsyn/stats/continuous.h>

#include "stat.h"

/* A distribution: its name, its parameters, what is known of it.  A parameter
 * outside its domain gives NaN or SYN_EDOMAIN. */
struct syn_variate {
    const char *name;
    const char *parameter[2]; /* NULL: there is only one. */
    enum syn_status (*quantile)(double *out,
                                double p,
                                enum syn_tail tail,
                                const double *parameter);
    struct syn_tails (*tails)(double x, const double *parameter);
    double (*density)(double x, const double *parameter);
};

/* Sets VALUE to the parameters of every row, from columns or options.  Returns
 * NULL if the user has made a mistake. */
const struct syn_variate *syn_variate_read(const double *value[2],
                                           struct syn_stat *s);

/* The options of both methods. */
extern const struct syn_method_option syn_variate_options[];

#endif
