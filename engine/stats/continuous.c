#include <samsyn/stats/continuous.h>

#include <math.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_sf_gamma.h>

static const struct syn_tails undefined = {NAN, NAN};

struct syn_tails syn_normal_tails(double z)
{
    if (isnan(z))
        return undefined;
    return (struct syn_tails){gsl_cdf_ugaussian_P(z), gsl_cdf_ugaussian_Q(z)};
}

double syn_normal_density(double z)
{
    return exp(-z * z / 2) / sqrt(2 * M_PI);
}

enum syn_status syn_normal_quantile(double *out, double p, enum syn_tail tail)
{
    *out = NAN;
    if (!(p >= 0 && p <= 1))
        return SYN_EDOMAIN;
    if (p == 0 || p == 1)
        *out = (p == 0) == (tail == SYN_LOWER) ? -INFINITY : INFINITY;
    else
        *out = tail == SYN_LOWER ? gsl_cdf_ugaussian_Pinv(p)
                                 : gsl_cdf_ugaussian_Qinv(p);
    return isnan(*out) ? SYN_EDOMAIN : SYN_OK;
}

struct syn_tails syn_f_tails(double f, double df1, double df2)
{
    if (isnan(f) || !(df1 > 0) || !(df2 > 0))
        return undefined;
    if (f <= 0)
        return (struct syn_tails){0, 1};
    if (isinf(f))
        return (struct syn_tails){1, 0};
    double sum = df1 * f + df2;
    return syn_beta_tails(df1 * f / sum, df2 / sum, df1 / 2, df2 / 2);
}

/* Half of what lies beyond |T| on both sides. */
struct syn_tails syn_t_tails(double t, double df)
{
    if (isnan(t) || !(df > 0))
        return undefined;
    double beyond = syn_f_tails(t * t, 1, df).upper / 2;
    return t > 0 ? (struct syn_tails){1 - beyond, beyond}
                 : (struct syn_tails){beyond, 1 - beyond};
}

struct syn_tails syn_chisq_tails(double x, double df)
{
    return syn_gamma_tails(x <= 0 ? 0 : x / 2, df / 2);
}

/* A term of the Poisson distribution, whose count need not be whole. */
double syn_gamma_density(double x, double shape)
{
    if (!(shape > 0) || isnan(x))
        return NAN;
    if (x < 0)
        return 0;
    if (x == 0)
        return shape < 1 ? INFINITY : shape == 1;
    return syn_poisson_point(shape, x) * (shape / x);
}

/* With X and Y = 1 - X given. */
static double beta_density(double x, double y, double a, double b)
{
    double term = syn_binomial_point(a, a + b, x, y) * (a / (a + b)) * b;
    return term / x / y;
}

double syn_beta_density(double x, double a, double b)
{
    if (!(a > 0) || !(b > 0) || isnan(x))
        return NAN;
    if (x < 0 || x > 1)
        return 0;
    if (x == 0)
        return a < 1 ? INFINITY : a == 1 ? b : 0;
    if (x == 1)
        return b < 1 ? INFINITY : b == 1 ? a : 0;
    return beta_density(x, 1 - x, a, b);
}

double syn_f_density(double f, double df1, double df2)
{
    if (!(df1 > 0) || !(df2 > 0) || isnan(f))
        return NAN;
    if (f < 0 || isinf(f))
        return 0;
    if (f == 0)
        return df1 < 2 ? INFINITY : df1 == 2;
    double sum = df1 * f + df2;
    return beta_density(df1 * f / sum, df2 / sum, df1 / 2, df2 / 2) *
           (df1 / sum) * (df2 / sum);
}

double syn_t_density(double t, double df)
{
    if (!(df > 0) || isnan(t))
        return NAN;
    if (t == 0)
        return exp(-gsl_sf_lnbeta(0.5, df / 2)) / sqrt(df);
    return fabs(t) * syn_f_density(t * t, 1, df);
}

enum syn_status syn_f_quantile(
    double *out, double p, enum syn_tail tail, double df1, double df2)
{
    double logit;
    *out = NAN;
    if (syn_beta_logit_quantile(&logit, p, tail, df1 / 2, df2 / 2))
        return SYN_EDOMAIN;
    *out = df2 / df1 * exp(logit);
    return SYN_OK;
}

enum syn_status
syn_t_quantile(double *out, double p, enum syn_tail tail, double df)
{
    double square, sign = tail == SYN_UPPER ? 1 : -1;
    *out = NAN;
    if (!(p >= 0 && p <= 1))
        return SYN_EDOMAIN;
    if (p > 0.5) {
        sign = -sign;
        p = 1 - p;
    }
    if (syn_f_quantile(&square, 2 * p, SYN_UPPER, 1, df))
        return SYN_EDOMAIN;
    *out = sign * sqrt(square);
    return SYN_OK;
}
