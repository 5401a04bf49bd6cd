#include <samsyn/stats/glm.h>

#include <math.h>

#include <gsl/gsl_math.h>
#include <gsl/gsl_sf_gamma.h>

#include <samsyn/stats/distribution.h>

/* Below this the logarithm of a probability is computed itself. */
static const double least_point = 1e-290;

static double weight(const struct syn_glm_data *d, size_t i)
{
    return d->weight ? d->weight[i] : 1;
}

static double log_poisson(double y, double mu)
{
    double point = syn_poisson_point(y, mu);
    return point > least_point ? log(point)
                               : y * log(mu) - mu - gsl_sf_lngamma(y + 1);
}

static double log_nb(double y, double mu, double size)
{
    double point = syn_nb_point(y, mu, size);
    return point > least_point
               ? log(point)
               : gsl_sf_lngamma(size + y) - gsl_sf_lngamma(size) -
                     gsl_sf_lngamma(y + 1) + size * log(size) + y * log(mu) -
                     (size + y) * log(size + mu);
}

static double log_gaussian(const struct syn_glm_data *d, const double *fitted)
{
    double n = (double)d->n, weights = 0;
    for (size_t i = 0; i < d->n; i++)
        weights += log(weight(d, i));
    return (weights -
            n * (log(2 * M_PI * syn_glm_deviance(d, fitted) / n) + 1)) /
           2;
}

double syn_glm_log_likelihood(const struct syn_glm_data *d,
                              const double *fitted)
{
    double sum = 0;
    if (d->family == SYN_GAUSSIAN)
        return log_gaussian(d, fitted);
    for (size_t i = 0; i < d->n; i++)
        sum += weight(d, i) * (d->family == SYN_NEGATIVE_BINOMIAL
                                   ? log_nb(d->y[i], fitted[i], d->size)
                                   : log_poisson(d->y[i], fitted[i]));
    return sum;
}

/* The derivative of the log-likelihood by the linear predictor of row I. */
static double
score(const struct syn_glm_data *d, const double *fitted, size_t i)
{
    double residual = weight(d, i) * (d->y[i] - fitted[i]);
    return d->family == SYN_NEGATIVE_BINOMIAL
               ? residual / (1 + fitted[i] / d->size)
               : residual;
}

/* Adds TIMES (x_i x_k' + x_k x_i') to MEAT. */
static void add_pair(double *meat,
                     const struct syn_glm_data *d,
                     size_t i,
                     size_t k,
                     double times)
{
    const double *a = d->x + i * d->p, *b = d->x + k * d->p;
    for (size_t j = 0; j < d->p; j++)
        for (size_t l = 0; l < d->p; l++)
            meat[j * d->p + l] += times * (a[j] * b[l] + b[j] * a[l]);
}

/* Sets OUT to the product of the symmetric A, B, A. */
static void sandwich(double *out, const double *a, const double *b, size_t p)
{
    for (size_t j = 0; j < p; j++)
        for (size_t l = 0; l < p; l++) {
            double sum = 0;
            for (size_t u = 0; u < p; u++)
                for (size_t v = 0; v < p; v++)
                    sum += a[j * p + u] * b[u * p + v] * a[v * p + l];
            out[j * p + l] = sum;
        }
}

void syn_glm_newey_west(double *covariance,
                        const struct syn_glm_data *d,
                        const struct syn_glm *fit,
                        size_t lags,
                        bool adjust,
                        double *work)
{
    double n = (double)d->n, scale = adjust ? n / (n - (double)d->p) : 1;
    for (size_t j = 0; j < d->p * d->p; j++)
        work[j] = 0;
    for (size_t l = 0; l <= lags && l < d->n; l++) {
        double bartlett = 1 - (double)l / ((double)lags + 1);
        for (size_t i = l; i < d->n; i++)
            add_pair(work, d, i, i - l,
                     (l == 0 ? 0.5 : bartlett) * scale *
                         score(d, fit->fitted, i) *
                         score(d, fit->fitted, i - l));
    }
    sandwich(covariance, fit->covariance, work, d->p);
}
