#include <samsyn/stats/pettitt.h>

#include <math.h>

enum syn_refusal
syn_pettitt(double *u, double *most, double *p, const double *x, size_t n)
{
    double sum = 0, rows = (double)n;
    *most = 0;
    if (n < 2)
        return n ? SYN_REFUSAL_TOO_FEW_POINTS : SYN_REFUSAL_NO_DATA;
    for (size_t i = 0; i < n; i++)
        if (isnan(x[i]))
            return SYN_REFUSAL_MISSING_VALUES;
    for (size_t k = 0; k < n; k++) {
        /* Twice the mid-rank less n + 1 is how many lie below less how many
         * above. */
        for (size_t j = 0; j < n; j++)
            sum += (x[j] < x[k]) - (x[j] > x[k]);
        u[k] = sum;
        *most = fmax(*most, fabs(sum));
    }
    if (*most == 0)
        return SYN_REFUSAL_NO_VARIATION;
    *p = fmin(1,
              2 * exp(-6 * *most * *most / (rows * rows * rows + rows * rows)));
    return SYN_REFUSAL_NONE;
}
