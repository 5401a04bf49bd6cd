#include <samsyn/stats/anova.h>

#include <math.h>
#include <stdbool.h>

#include <samsyn/stats/continuous.h>
#include <samsyn/stats/series.h>

static enum syn_status refuse(struct syn_anova *out, enum syn_refusal refusal)
{
    *out = (struct syn_anova){NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, refusal};
    return SYN_EDOMAIN;
}

size_t syn_anova_work(size_t n, size_t k)
{
    return n + 2 * k;
}

static enum syn_refusal judge(const double *value, size_t n, size_t k)
{
    bool unlike = false;
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(value[i]))
            return SYN_REFUSAL_DOMAIN;
        unlike = unlike || value[i] != value[0];
    }
    if (k < 2 || n <= k)
        return SYN_REFUSAL_TOO_FEW_POINTS;
    return unlike ? SYN_REFUSAL_NONE : SYN_REFUSAL_NO_VARIATION;
}

/* Sets MEAN and SIZE of each group; values are measured from BASE. */
static void group_means(double *mean,
                        double *size,
                        const double *value,
                        const size_t *group,
                        size_t n,
                        size_t k)
{
    for (size_t g = 0; g < k; g++) {
        long double sum = 0;
        size[g] = 0;
        for (size_t i = 0; i < n; i++)
            if (group[i] == g) {
                sum += value[i];
                size[g]++;
            }
        mean[g] = (double)(sum / (long double)size[g]);
    }
}

/* The deviance of VALUE from the means of its groups; all of one group if GROUP
 * is NULL. */
static double poisson_deviance(const double *value,
                               const size_t *group,
                               const double *mean,
                               size_t n)
{
    long double sum = 0;
    for (size_t i = 0; i < n; i++) {
        long double y = value[i], mu = mean[group ? group[i] : 0];
        if (y < 0)
            return NAN;
        sum += (y > 0 ? y * logl(y / mu) : 0) - (y - mu);
    }
    return (double)(2 * sum);
}

static void kruskal(struct syn_anova *out,
                    const double *value,
                    const size_t *group,
                    size_t n,
                    size_t k,
                    double *sorted,
                    double *sum,
                    const double *size)
{
    double count = (double)n, ties = 0, h = 0;
    for (size_t i = 0; i < n; i++)
        sorted[i] = value[i];
    for (size_t g = 0; g < k; g++)
        sum[g] = 0;
    syn_sort(sorted, n);
    for (size_t i = 0, j; i < n; i = j) {
        for (j = i + 1; j < n && sorted[j] == sorted[i];)
            j++;
        double t = (double)(j - i), rank = (double)(i + j + 1) / 2;
        ties += t * t * t - t;
        for (size_t l = 0; l < n; l++)
            if (value[l] == sorted[i])
                sum[group[l]] += rank;
    }
    for (size_t g = 0; g < k; g++)
        h += sum[g] * sum[g] / size[g];
    h = 12 / (count * (count + 1)) * h - 3 * (count + 1);
    out->h = fmax(0, h) / (1 - ties / (count * count * count - count));
    out->h_p = syn_chisq_tails(out->h, out->df1).upper;
}

enum syn_status syn_anova(struct syn_anova *out,
                          const double *value,
                          const size_t *group,
                          size_t n,
                          size_t k,
                          double *work)
{
    double *mean = work + n, *size = mean + k, whole;
    long double sum = 0, between = 0, within = 0;
    enum syn_refusal refusal = judge(value, n, k);
    if (refusal)
        return refuse(out, refusal);
    for (size_t i = 0; i < n; i++)
        sum += value[i];
    whole = (double)(sum / (long double)n);
    group_means(mean, size, value, group, n, k);
    *out = (struct syn_anova){.df1 = (double)(k - 1), .df2 = (double)(n - k)};
    out->poisson_null_deviance = poisson_deviance(value, NULL, &whole, n);
    out->poisson_deviance = poisson_deviance(value, group, mean, n);
    for (size_t i = 0; i < n; i++) {
        long double off = (long double)value[i] - mean[group[i]];
        within += off * off;
    }
    for (size_t g = 0; g < k; g++) {
        long double off = (long double)mean[g] - sum / (long double)n;
        between += size[g] * off * off;
    }
    out->f = (double)((between / out->df1) / (within / out->df2));
    out->p = isinf(out->f) ? 0 : syn_f_tails(out->f, out->df1, out->df2).upper;
    kruskal(out, value, group, n, k, work, mean, size);
    return isnan(out->p) || isnan(out->h_p) ? refuse(out, SYN_REFUSAL_NUMERIC)
                                            : SYN_OK;
}
