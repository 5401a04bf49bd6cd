#include <samsyn/stats/quantile.h>

#include <float.h>
#include <math.h>
#include <stdbool.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_sf_gamma.h>

#include <samsyn/stats/distribution.h>
#include <samsyn/stats/root.h>

/* How far the probability of a quantile may be from what was asked for. */
static const double round_trip = 1e-10;

/* Slack of a discrete quantile. */
static const double slack = 64 * DBL_EPSILON;

/* Beyond this a double no longer holds every whole number. */
static const double largest_whole = 0x1p53;

/* A quantile that is looked for: P in TAIL of a distribution with the
 * parameters A and B. */
struct wanted {
    double p;
    enum syn_tail tail;
    double a, b;
};

static bool is_probability(double p, enum syn_tail tail)
{
    return p >= 0 && p <= 1 && (tail == SYN_LOWER || tail == SYN_UPPER);
}

/* The same wish, said in the tail where the probability is at most a half. */
static struct wanted in_short_tail(struct wanted w)
{
    if (w.p > 0.5) {
        w.p = 1 - w.p;
        w.tail = w.tail == SYN_LOWER ? SYN_UPPER : SYN_LOWER;
    }
    return w;
}

/* Negative below the quantile, positive above it. */
static double excess(const struct wanted *w, struct syn_tails tails)
{
    return w->tail == SYN_LOWER ? tails.lower / w->p - 1
                                : 1 - tails.upper / w->p;
}

/* Solved for the logarithm of x over its mean: that of x itself would not be
 * fine enough for shapes of 1e9. */
static double gamma_excess(double log_x, const void *ctx)
{
    const struct wanted *w = ctx;
    return excess(w, syn_gamma_tails(w->a * exp(log_x), w->a));
}

static double normal_quantile(const struct wanted *w)
{
    return w->tail == SYN_LOWER ? gsl_cdf_ugaussian_Pinv(w->p)
                                : gsl_cdf_ugaussian_Qinv(w->p);
}

/* Wilson and Hilferty's cube where it is positive, else the first term of the
 * series. */
static double gamma_start(const struct wanted *w)
{
    double root = 1 - 1 / (9 * w->a) + normal_quantile(w) / (3 * sqrt(w->a));
    if (root > 0.1)
        return 3 * log(root);
    double p = w->tail == SYN_LOWER ? w->p : 1 - w->p;
    return (log(p) + gsl_sf_lngamma(w->a + 1)) / w->a - log(w->a);
}

static enum syn_status gamma_solve(double *out, struct wanted w)
{
    double log_x, least = log(DBL_MIN) - log(w.a);
    if (gamma_excess(least, &w) >= 0) {
        *out = 0;
        return SYN_OK;
    }
    double start = fmax(gamma_start(&w), least);
    if (syn_root_around(&log_x, gamma_excess, &w, start, M_LN2) ||
        !(fabs(gamma_excess(log_x, &w)) <= round_trip))
        return SYN_EDOMAIN;
    *out = w.a * exp(log_x);
    return SYN_OK;
}

enum syn_status syn_gamma_quantile(
    double *out, double p, enum syn_tail tail, double shape, double scale)
{
    double x = NAN;
    *out = NAN;
    if (!is_probability(p, tail) || !(shape > 0) || isinf(shape) ||
        !(scale > 0) || isinf(scale))
        return SYN_EDOMAIN;
    if (p == 0 || p == 1) {
        *out = (p == 0) == (tail == SYN_LOWER) ? 0 : INFINITY;
        return SYN_OK;
    }
    enum syn_status status =
        gamma_solve(&x, in_short_tail((struct wanted){p, tail, shape, 0}));
    *out = x * scale;
    return status;
}

enum syn_status
syn_chisq_quantile(double *out, double p, enum syn_tail tail, double df)
{
    return syn_gamma_quantile(out, p, tail, df / 2, 2);
}

static double beta_excess(double logit, const void *ctx)
{
    const struct wanted *w = ctx;
    double x = 1 / (1 + exp(-logit)), y = 1 / (1 + exp(logit));
    return excess(w, syn_beta_tails(x, y, w->a, w->b));
}

enum syn_status syn_beta_logit_quantile(
    double *out, double p, enum syn_tail tail, double a, double b)
{
    *out = NAN;
    if (!is_probability(p, tail) || !(a > 0) || isinf(a) || !(b > 0) ||
        isinf(b))
        return SYN_EDOMAIN;
    if (p == 0 || p == 1) {
        *out = (p == 0) == (tail == SYN_LOWER) ? -INFINITY : INFINITY;
        return SYN_OK;
    }
    struct wanted w = in_short_tail((struct wanted){p, tail, a, b});
    if (syn_root_around(out, beta_excess, &w, log(a / b), M_LN2) ||
        !(fabs(beta_excess(*out, &w)) <= round_trip)) {
        *out = NAN;
        return SYN_EDOMAIN;
    }
    return SYN_OK;
}

enum syn_status
syn_beta_quantile(double *out, double p, enum syn_tail tail, double a, double b)
{
    double logit;
    enum syn_status status = syn_beta_logit_quantile(&logit, p, tail, a, b);
    *out = 1 / (1 + exp(-logit));
    return status;
}

/* A distribution of counts 0..LAST. */
struct counts {
    struct syn_tails (*tails)(double k, double a, double b);
    double a, b, mean, sd, last;
};

static struct syn_tails poisson_tails(double k, double mu, double unused)
{
    (void)unused;
    return syn_poisson_tails(k, mu);
}

static struct syn_tails binomial_tails(double k, double n, double share)
{
    return syn_binomial_tails(k, n, share, 1 - share);
}

static bool reached(const struct counts *c, const struct wanted *w, double k)
{
    struct syn_tails t = c->tails(k, c->a, c->b);
    return w->tail == SYN_LOWER ? t.lower >= w->p * (1 - slack)
                                : t.upper <= w->p * (1 + slack);
}

/* Sets FROM to a count that is below the quantile (or -1) and TO to one that
 * is not, by steps that double; false if there is none to be found. */
static bool enclose(const struct counts *c,
                    const struct wanted *w,
                    double *from,
                    double *to)
{
    double z = fmin(fmax(normal_quantile(w), -DBL_MAX), DBL_MAX);
    double k = fmin(fmax(floor(c->mean + z * c->sd), 0), c->last);
    double step = 1;
    if (reached(c, w, k)) {
        for (*to = k; k >= 0 && reached(c, w, k); step *= 2) {
            *to = k;
            k -= step;
        }
        *from = fmax(k, -1);
        return true;
    }
    for (*from = k; !reached(c, w, k); step *= 2) {
        if (k >= fmin(c->last, largest_whole))
            return false;
        *from = k;
        k = fmin(k + step, c->last);
    }
    *to = k;
    return true;
}

static enum syn_status
count_quantile(double *out, double p, enum syn_tail tail, struct counts c)
{
    const struct wanted w = {.p = p, .tail = tail};
    double from, to;
    if (!is_probability(p, tail) || !isfinite(c.mean) || !isfinite(c.sd) ||
        isnan(c.tails(0, c.a, c.b).lower))
        return SYN_EDOMAIN;
    if (p == 0 || p == 1) {
        *out = (p == 0) == (tail == SYN_LOWER) ? 0 : c.last;
        return SYN_OK;
    }
    if (!enclose(&c, &w, &from, &to))
        return SYN_EDOMAIN;
    while (to - from > 1) {
        double middle = floor((from + to) / 2);
        if (reached(&c, &w, middle))
            to = middle;
        else
            from = middle;
    }
    *out = to;
    return SYN_OK;
}

enum syn_status
syn_poisson_quantile(double *out, double p, enum syn_tail tail, double mu)
{
    *out = NAN;
    if (!(mu >= 0))
        return SYN_EDOMAIN;
    return count_quantile(
        out, p, tail,
        (struct counts){poisson_tails, mu, 0, mu, sqrt(mu), INFINITY});
}

enum syn_status syn_binomial_quantile(
    double *out, double p, enum syn_tail tail, double n, double share)
{
    *out = NAN;
    if (!(n >= 0) || n != floor(n) || !(share >= 0 && share <= 1))
        return SYN_EDOMAIN;
    double mean = n * share;
    return count_quantile(out, p, tail,
                          (struct counts){binomial_tails, n, share, mean,
                                          sqrt(mean * (1 - share)), n});
}

enum syn_status syn_nb_quantile(
    double *out, double p, enum syn_tail tail, double mu, double size)
{
    *out = NAN;
    if (!(mu >= 0) || !(size > 0))
        return SYN_EDOMAIN;
    return count_quantile(out, p, tail,
                          (struct counts){syn_nb_tails, mu, size, mu,
                                          sqrt(mu + mu * mu / size), INFINITY});
}
