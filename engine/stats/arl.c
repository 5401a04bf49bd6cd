#include <samsyn/stats/arl.h>

#include <math.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_randist.h>

#include <samsyn/stats/distribution.h>

#include "linear.h"

enum {
    MAX_DENOMINATOR = 20,
    MAX_NEWTON = 100,
};

size_t syn_arl_work(size_t states)
{
    return states * states + 3 * states;
}

static enum syn_refusal check(double arl)
{
    return isfinite(arl) && arl >= 1 - 1e-9 ? SYN_REFUSAL_NONE
                                            : SYN_REFUSAL_NUMERIC;
}

/* The nearest fraction to K: its numerator; DENOMINATOR is the smallest. */
static double fraction(double k, double *denominator)
{
    double best = INFINITY, numerator = 0;
    for (int b = 1; b <= MAX_DENOMINATOR; b++) {
        double a = fmax(round(k * b), 1), off = fabs(k - a / b);
        if (off < best - 1e-15) {
            best = off;
            numerator = a;
            *denominator = b;
        }
    }
    return numerator;
}

/* The run length of the chain with states 0..LAST in steps of one over
 * DENOMINATOR: from state j a count x leads to j + x DENOMINATOR - NUMERATOR.
 */
static enum syn_refusal chain(double *arl,
                              double mu,
                              double numerator,
                              double denominator,
                              size_t last,
                              double *work)
{
    size_t n = last + 1, b = (size_t)denominator, down = (size_t)numerator;
    double *a = work, *rhs = work + n * n;
    if (n > SYN_ARL_MAX_STATES)
        return SYN_REFUSAL_NUMERIC;
    for (size_t j = 0; j < n; j++) {
        rhs[j] = 1;
        for (size_t to = 0; to < n; to++)
            a[j * n + to] = j == to;
        size_t most = down >= j ? (down - j) / b : 0;
        if (down >= j)
            a[j * n] -= syn_poisson_tails((double)most, mu).lower;
        size_t first = down >= j ? most + 1 : 0;
        for (size_t x = first; j + x * b - down < n; x++)
            a[j * n + (j + x * b - down)] -= syn_poisson_point((double)x, mu);
    }
    if (!syn_linear_solve(a, rhs, n))
        return SYN_REFUSAL_NUMERIC;
    *arl = rhs[0];
    return check(*arl);
}

static bool is_chain(double mu, double k)
{
    return mu > 0 && isfinite(mu) && k > 0 && k < 1e9;
}

enum syn_refusal
syn_arl_count_cusum(double *arl, double mu, double k, double h, double *work)
{
    double denominator = 1;
    if (!is_chain(mu, k) || !(h >= 0))
        return SYN_REFUSAL_DOMAIN;
    double numerator = fraction(k, &denominator);
    double last = floor(h * denominator * (1 + 1e-12) + 1e-9);
    if (!(last < SYN_ARL_MAX_STATES))
        return SYN_REFUSAL_NUMERIC;
    return chain(arl, mu, numerator, denominator, (size_t)last, work);
}

enum syn_refusal syn_arl_count_cusum_h(
    double *h, double *arl, double mu, double k, double least, double *work)
{
    double denominator = 1;
    if (!is_chain(mu, k) || !(least >= 1))
        return SYN_REFUSAL_DOMAIN;
    double numerator = fraction(k, &denominator);
    size_t below = 0, enough = 0;
    for (size_t last = 0;; last = last ? 2 * last : 1) {
        last = GSL_MIN(last, SYN_ARL_MAX_STATES - 1);
        enum syn_refusal r = chain(arl, mu, numerator, denominator, last, work);
        if (r)
            return r;
        enough = last;
        if (*arl >= least)
            break;
        if (last == SYN_ARL_MAX_STATES - 1)
            return SYN_REFUSAL_NUMERIC;
        below = last + 1;
    }
    while (below < enough) {
        size_t middle = (below + enough) / 2;
        enum syn_refusal r =
            chain(arl, mu, numerator, denominator, middle, work);
        if (r)
            return r;
        if (*arl >= least)
            enough = middle;
        else
            below = middle + 1;
    }
    *h = (double)enough / denominator;
    return chain(arl, mu, numerator, denominator, enough, work);
}

/* Sets X and W to the N nodes and weights of Gauss and Legendre on FROM..TO. */
static void legendre(double *x, double *w, size_t n, double from, double to)
{
    for (size_t i = 0; i < n; i++) {
        double z = cos(M_PI * ((double)i + 0.75) / ((double)n + 0.5));
        double slope = 1;
        for (int step = 0; step < MAX_NEWTON; step++) {
            double p = 1, before = 0;
            for (size_t j = 1; j <= n; j++) {
                double next =
                    (((double)(2 * j) - 1) * z * p - ((double)j - 1) * before) /
                    (double)j;
                before = p;
                p = next;
            }
            slope = (double)n * (z * p - before) / (z * z - 1);
            double move = p / slope;
            z -= move;
            if (fabs(move) < 1e-16)
                break;
        }
        x[i] = (to + from) / 2 - (to - from) / 2 * z;
        w[i] = (to - from) / ((1 - z * z) * slope * slope);
    }
}

/* L(u) = 1 + L(0) P(next <= 0) + integral of L over 0..H (ATOM), or over -H..H,
 * where next is HOLD u + GAIN (value) - DRIFT.  Solved at the nodes and, with
 * an atom, at 0; returned at 0. */
struct fredholm {
    double hold, gain, drift, h;
    bool atom;
};

static double density(const struct fredholm *f, double to, double from)
{
    double z = (to + f->drift - f->hold * from) / f->gain;
    return gsl_ran_ugaussian_pdf(z) / f->gain;
}

static enum syn_refusal
run_length(double *arl, const struct fredholm *f, size_t nodes, double *work)
{
    size_t extra = f->atom ? 1 : 0, n = nodes + extra;
    double *a = work, *rhs = a + n * n, *x = rhs + n, *w = x + n;
    legendre(x + extra, w + extra, nodes, f->atom ? 0 : -f->h, f->h);
    if (f->atom)
        x[0] = 0;
    for (size_t i = 0; i < n; i++) {
        rhs[i] = 1;
        for (size_t j = 0; j < n; j++)
            a[i * n + j] = (i == j) - w[j] * density(f, x[j], x[i]);
        if (f->atom)
            a[i * n] = (i == 0) - gsl_cdf_ugaussian_P(
                                      (f->drift - f->hold * x[i]) / f->gain);
    }
    if (!syn_linear_solve(a, rhs, n))
        return SYN_REFUSAL_NUMERIC;
    if (f->atom) {
        *arl = rhs[0];
        return check(*arl);
    }
    *arl = 1;
    for (size_t j = 0; j < n; j++)
        *arl += w[j] * density(f, x[j], 0) * rhs[j];
    return check(*arl);
}

static bool is_normal(const struct syn_arl_normal *o)
{
    return isfinite(o->shift) && o->nodes >= 2 && o->nodes <= SYN_ARL_MAX_NODES;
}

enum syn_refusal syn_arl_cusum(double *arl,
                               double k,
                               double h,
                               const struct syn_arl_normal *o,
                               double *work)
{
    double up, down;
    if (!is_normal(o) || !(k >= 0) || isinf(k) || !(h > 0) || isinf(h))
        return SYN_REFUSAL_DOMAIN;
    struct fredholm f = {1, 1, k - o->shift, h, true};
    enum syn_refusal refusal = run_length(&up, &f, o->nodes, work);
    *arl = up;
    if (refusal || !o->two_sided)
        return refusal;
    f.drift = k + o->shift;
    refusal = run_length(&down, &f, o->nodes, work);
    *arl = 1 / (1 / up + 1 / down);
    return refusal;
}

enum syn_refusal syn_arl_ewma(double *arl,
                              double lambda,
                              double l,
                              const struct syn_arl_normal *o,
                              double *work)
{
    if (!is_normal(o) || !(lambda > 0 && lambda < 1) || !(l > 0) || isinf(l))
        return SYN_REFUSAL_DOMAIN;
    const struct fredholm f = {
        .hold = 1 - lambda,
        .gain = lambda,
        .drift = -lambda * o->shift,
        .h = l * sqrt(lambda / (2 - lambda)),
        .atom = !o->two_sided,
    };
    return run_length(arl, &f, o->nodes, work);
}

enum syn_refusal
syn_arl_shewhart(double *arl, double l, const struct syn_arl_normal *o)
{
    if (!isfinite(o->shift) || !(l > 0) || isinf(l))
        return SYN_REFUSAL_DOMAIN;
    double beyond = gsl_cdf_ugaussian_Q(l - o->shift);
    if (o->two_sided)
        beyond += gsl_cdf_ugaussian_P(-l - o->shift);
    *arl = 1 / beyond;
    return check(*arl);
}

enum syn_refusal
syn_arl_counts(double *arl, double mu0, double mu, double l, bool two_sided)
{
    if (!(mu0 > 0) || isinf(mu0) || !(mu >= 0) || isinf(mu) || !(l > 0) ||
        isinf(l))
        return SYN_REFUSAL_DOMAIN;
    double upper = mu0 + l * sqrt(mu0), lower = mu0 - l * sqrt(mu0);
    double beyond = syn_poisson_tails(floor(upper), mu).upper;
    if (two_sided && lower > 0)
        beyond += syn_poisson_tails(ceil(lower) - 1, mu).lower;
    *arl = 1 / beyond;
    return check(*arl);
}
