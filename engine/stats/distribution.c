#include <samsyn/stats/distribution.h>

#include <float.h>
#include <math.h>
#include <stdbool.h>

#include <gsl/gsl_errno.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_log.h>

/* Enough for parameters up to 1e11; more would take seconds. */
enum { MAX_TERMS = 4000000 };

/* Keeps the continued fractions from dividing by 0 (Lentz). */
static const double tiny = 1e-300;

/* Above this many times max(1, mean^2) the size is infinite. */
static const double size_of_poisson = 1e15;

static const struct syn_tails undefined = {NAN, NAN};
static const struct syn_tails all_above = {0, 1};
static const struct syn_tails all_below = {1, 0};

/* N ln(N / M) + M - N, with OFF = M - N given: half the Poisson deviance.
 * Close to 0 the sum would cancel, so there it is a series. */
static double half_deviance(double n, double m, double off)
{
    gsl_sf_result r;
    if (fabs(off) > n / 2)
        return n * log(n / m) + off;
    return gsl_sf_log_1plusx_mx_e(off / n, &r) ? NAN : -n * r.val;
}

/* Gamma(x) over Stirling's formula for it. */
static double stirling_ratio(double x)
{
    gsl_sf_result r;
    return gsl_sf_gammastar_e(x, &r) ? NAN : r.val;
}

/* X^A e^-X / Gamma(A + 1). */
static double gamma_term(double x, double a)
{
    if (a == 0)
        return exp(-x);
    return exp(-half_deviance(a, x, x - a)) /
           (sqrt(2 * M_PI * a) * stirling_ratio(a));
}

/* 1 + X/(A+1) + X^2/((A+1)(A+2)) + ...; for X < A + 1. */
static double gamma_series(double x, double a)
{
    double term = 1, sum = 1;
    for (int i = 1; i <= MAX_TERMS; i++) {
        term *= x / (a + i);
        sum += term;
        if (term < sum * DBL_EPSILON / 4)
            return sum;
    }
    return NAN;
}

static double away_from_zero(double x)
{
    return fabs(x) < tiny ? tiny : x;
}

/* The continued fraction of Q(A, X), without its factor; for X >= A + 1. */
static double gamma_fraction(double x, double a)
{
    double b = x + 1 - a, c = 1 / tiny, d = 1 / away_from_zero(b), h = d;
    for (int i = 1; i <= MAX_TERMS; i++) {
        double an = -i * (i - a);
        b += 2;
        d = 1 / away_from_zero(an * d + b);
        c = away_from_zero(b + an / c);
        h *= c * d;
        if (fabs(c * d - 1) < DBL_EPSILON)
            return h;
    }
    return NAN;
}

struct syn_tails syn_gamma_tails(double x, double shape)
{
    if (!(x >= 0) || !(shape > 0) || isinf(shape))
        return undefined;
    if (x == 0)
        return all_above;
    double term = isinf(x) ? 0 : gamma_term(x, shape);
    if (term == 0)
        return x < shape ? all_above : all_below;
    if (x < shape + 1) {
        double lower = fmin(term * gamma_series(x, shape), 1);
        return (struct syn_tails){lower, 1 - lower};
    }
    double upper = fmin(term * shape * gamma_fraction(x, shape), 1);
    return (struct syn_tails){1 - upper, upper};
}

/* X^A Y^B Gamma(A + B) / (Gamma(A) Gamma(B)); OFF is B X - A Y. */
static double beta_term(double x, double y, double a, double b, double off)
{
    double n = a + b;
    double exponent =
        half_deviance(a, n * x, off) + half_deviance(b, n * y, -off);
    double scale = sqrt(a / n) * sqrt(b / (2 * M_PI));
    return exp(-exponent) * scale * stirling_ratio(n) /
           (stirling_ratio(a) * stirling_ratio(b));
}

/* The continued fraction of I_x(A, B) without its factor, equation 9 of
 * DiDonato and Morris; for LEFT = A Y - B X >= 0.  The textbook's fraction
 * cancels when A is much larger than B, this one does not. */
static double beta_fraction(double x, double y, double a, double b, double left)
{
    double num = 1, den = (1 + left) / (1 + 1 / a), num_before = 0;
    double den_before = 1, value = num / den;
    for (int n = 1; n <= MAX_TERMS; n++) {
        double s = a + 2.0 * n - 1, t = (n - 1) / a, w = n * (b - n) * x;
        double alpha = (1 + t) * (1 + t + b / a) * (a / s) * (a / s) * w * x;
        double part = (1 + n / a) / (1 + (1 + 2.0 * n) / a);
        double beta = n + w / s + part * (1 + left + n * (1 + y));
        double next_num = alpha * num_before + beta * num;
        double next_den = alpha * den_before + beta * den;
        double before = value;
        value = next_num / next_den;
        if (fabs(value - before) <= DBL_EPSILON * value)
            return value;
        /* Scaled, so that neither overflows. */
        num_before = num / next_den, den_before = den / next_den;
        num = value, den = 1;
    }
    return NAN;
}

struct syn_tails syn_beta_tails(double x, double y, double a, double b)
{
    if (!(x >= 0) || !(y >= 0) || !(a > 0) || !(b > 0) || isinf(a) || isinf(b))
        return undefined;
    if (x == 0)
        return all_above;
    if (y == 0)
        return all_below;
    double off = b * x - a * y, term = beta_term(x, y, a, b, off);
    if (term == 0)
        return off < 0 ? all_above : all_below;
    if (off < 0) {
        double lower = fmin(term * beta_fraction(x, y, a, b, -off), 1);
        return (struct syn_tails){lower, 1 - lower};
    }
    double upper = fmin(term * beta_fraction(y, x, b, a, off), 1);
    return (struct syn_tails){1 - upper, upper};
}

static struct syn_tails swapped(struct syn_tails t)
{
    return (struct syn_tails){t.upper, t.lower};
}

struct syn_tails syn_poisson_tails(double k, double mu)
{
    if (!(mu >= 0) || isinf(mu) || isnan(k))
        return undefined;
    if (k < 0)
        return all_above;
    if (mu == 0 || isinf(k))
        return all_below;
    return swapped(syn_gamma_tails(mu, k + 1));
}

double syn_poisson_point(double k, double mu)
{
    if (!(mu >= 0) || isinf(mu) || isnan(k))
        return NAN;
    if (k < 0 || isinf(k))
        return 0;
    if (mu == 0)
        return k == 0;
    return gamma_term(mu, k);
}

static bool is_binomial(double n, double p, double q)
{
    return n >= 0 && !isinf(n) && p >= 0 && p <= 1 && q >= 0 && q <= 1;
}

struct syn_tails syn_binomial_tails(double k, double n, double p, double q)
{
    if (!is_binomial(n, p, q) || isnan(k))
        return undefined;
    if (k < 0)
        return all_above;
    if (k >= n)
        return all_below;
    return syn_beta_tails(q, p, n - k, k + 1);
}

double syn_binomial_point(double k, double n, double p, double q)
{
    if (!is_binomial(n, p, q) || isnan(k))
        return NAN;
    if (k < 0 || k > n)
        return 0;
    if (p == 0 || q == 0)
        return k == (p == 0 ? 0 : n);
    /* All or none: the smaller of P and Q knows the logarithm best. */
    if (k == 0)
        return exp(n * (p < q ? log1p(-p) : log(q)));
    if (k == n)
        return exp(n * (q < p ? log1p(-q) : log(p)));
    return beta_term(p, q, k, n - k, (n - k) * p - k * q) * (n / k / (n - k));
}

static bool is_nb(double mu, double size)
{
    return mu >= 0 && !isinf(mu) && size > 0;
}

static bool is_poisson(double mu, double size)
{
    return mu == 0 || size > size_of_poisson * fmax(1, mu * mu);
}

struct syn_tails syn_nb_tails(double k, double mu, double size)
{
    if (!is_nb(mu, size) || isnan(k))
        return undefined;
    if (is_poisson(mu, size))
        return syn_poisson_tails(k, mu);
    if (k < 0)
        return all_above;
    if (isinf(k))
        return all_below;
    return syn_beta_tails(size / (size + mu), mu / (size + mu), size, k + 1);
}

double syn_nb_point(double k, double mu, double size)
{
    if (!is_nb(mu, size) || isnan(k))
        return NAN;
    if (is_poisson(mu, size))
        return syn_poisson_point(k, mu);
    if (k < 0 || isinf(k))
        return 0;
    if (k == 0)
        return exp(-size * log1p(mu / size));
    double x = size / (size + mu), y = mu / (size + mu);
    return beta_term(x, y, size, k, k * x - size * y) / k;
}
