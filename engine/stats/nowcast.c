#include <samsyn/stats/nowcast.h>

#include <math.h>
#include <string.h>

#include <samsyn/stats/distribution.h>

#include "linear.h"

/* Added to each cell before the delays are drawn. */
static const double prior = 0.5;

/* No quantile of late reports is looked for beyond. */
static const double largest_count = 0x1p53;

static double cell(const struct syn_triangle *t, size_t period, size_t delay)
{
    return t->cells[period * t->delays + delay];
}

static bool is_seen(const struct syn_triangle *t, size_t period, size_t delay)
{
    return period + delay <= t->as_of;
}

size_t syn_triangle_seen(const struct syn_triangle *t, size_t period)
{
    size_t left = t->as_of - period + 1;
    return left < t->delays ? left : t->delays;
}

static enum syn_refusal judge(const struct syn_triangle *t)
{
    for (size_t i = 0; i < t->periods; i++)
        for (size_t d = 0; d < t->delays && is_seen(t, i, d); d++) {
            if (!isfinite(cell(t, i, d)))
                return SYN_REFUSAL_DOMAIN;
            if (cell(t, i, d) < 0)
                return SYN_REFUSAL_NEGATIVE_COUNT;
        }
    return SYN_REFUSAL_NONE;
}

/* Sums what is known of delay D: HITS at just D, OF up to D. */
static void
count_delay(double *hits, double *of, const struct syn_triangle *t, size_t d)
{
    size_t used = 0;
    *hits = *of = 0;
    for (size_t i = t->periods; i-- > 0;) {
        if (!is_seen(t, i, d))
            continue;
        if (t->window && used++ >= t->window)
            break;
        *hits += cell(t, i, d);
        for (size_t j = 0; j <= d; j++)
            *of += cell(t, i, j);
    }
}

static void accumulate(double *cdf, const double *hazard, size_t delays)
{
    cdf[delays - 1] = 1;
    for (size_t d = delays - 1; d-- > 0;)
        cdf[d] = cdf[d + 1] * (1 - hazard[d + 1]);
}

enum syn_refusal syn_delay_curve(double *hazard,
                                 double *cdf,
                                 double *hits,
                                 double *of,
                                 const struct syn_triangle *t)
{
    enum syn_refusal refusal = judge(t);
    double events = 0;
    if (refusal)
        return refusal;
    for (size_t d = 0; d < t->delays; d++) {
        double h, n;
        count_delay(&h, &n, t, d);
        events += h;
        hazard[d] = n > 0 ? h / n : d == 0;
        if (hits)
            hits[d] = h;
        if (of)
            of[d] = n;
    }
    accumulate(cdf, hazard, t->delays);
    return events > 0 ? SYN_REFUSAL_NONE : SYN_REFUSAL_NO_EVENTS;
}

struct syn_late syn_late_reports(double reported, double f, double a, double b)
{
    double size = a + reported;
    return (struct syn_late){isinf(b) ? 0 : (1 - f) * size / (b + f), size};
}

/* P(late <= K), averaged over the completenesses F. */
static double mixture(double k,
                      double reported,
                      const double *f,
                      size_t draws,
                      const struct syn_late_options *o)
{
    double sum = 0;
    for (size_t i = 0; i < draws; i++) {
        struct syn_late late = syn_late_reports(reported, f[i], o->a, o->b);
        sum += syn_nb_tails(k, late.mean, late.size).lower;
    }
    return sum / (double)draws;
}

/* The smallest K with P(late <= K) >= P. */
static double mixture_quantile(double p,
                               double reported,
                               const double *f,
                               size_t draws,
                               const struct syn_late_options *o)
{
    double below = -1, enough = 0;
    p *= 1 - 64 * 0x1p-52;
    while (!(mixture(enough, reported, f, draws, o) >= p)) {
        below = enough;
        enough = enough > 0 ? 2 * enough : 1;
        if (enough > largest_count)
            return NAN;
    }
    while (enough - below > 1) {
        double middle = floor((below + enough) / 2);
        if (mixture(middle, reported, f, draws, o) >= p)
            enough = middle;
        else
            below = middle;
    }
    return enough;
}

enum syn_refusal syn_late_limits(double *lower,
                                 double *upper,
                                 double reported,
                                 double f,
                                 size_t seen,
                                 size_t delays,
                                 const struct syn_late_options *o,
                                 struct syn_random *random,
                                 double *work)
{
    const double *shares = o->draws ? work : &f;
    for (size_t i = 0; i < o->draws; i++) {
        work[i] = 1;
        for (size_t d = seen; d < delays; d++) {
            double others = o->of[d] - o->hits[d] + prior * (double)d;
            work[i] *= 1 - syn_random_beta(random, o->hits[d] + prior, others);
        }
    }
    size_t n = o->draws ? o->draws : 1;
    *lower = mixture_quantile(o->alpha / 2, reported, shares, n, o);
    *upper = mixture_quantile(1 - o->alpha / 2, reported, shares, n, o);
    return isnan(*lower) || isnan(*upper) ? SYN_REFUSAL_NUMERIC
                                          : SYN_REFUSAL_NONE;
}

/* The model of the chain ladder.  Only periods and delays with something
 * expected have a parameter: AT tells which, P is how many. */
struct ladder {
    const struct syn_triangle *t;
    const double *cdf;
    double *matrix, *copy, *right, *level, *share;
    size_t p;
};

size_t syn_ladder_work(const struct syn_triangle *t)
{
    size_t p = t->periods + t->delays;
    return 2 * p * p + 3 * p;
}

static double expected(const struct ladder *l, size_t i, size_t d)
{
    return l->level[i] * l->share[d];
}

/* Where the parameter of delay D stands: the first with a share has none. */
static bool delay_at(const struct ladder *l, size_t d, size_t *at)
{
    size_t before = 0;
    for (size_t j = 0; j < d; j++)
        before += l->share[j] > 0;
    *at = l->t->periods + before - 1;
    return before > 0;
}

static void fill_ladder(struct ladder *l)
{
    const struct syn_triangle *t = l->t;
    for (size_t d = 0; d < t->delays; d++)
        l->share[d] = l->cdf[d] - (d ? l->cdf[d - 1] : 0);
    for (size_t i = 0; i < t->periods; i++) {
        size_t seen = syn_triangle_seen(t, i);
        l->level[i] = 0;
        for (size_t d = 0; d < seen; d++)
            l->level[i] += cell(t, i, d);
        l->level[i] /= l->cdf[seen - 1] > 0 ? l->cdf[seen - 1] : 1;
    }
    l->p = t->periods;
    for (size_t d = 0, at; d < t->delays; d++)
        if (l->share[d] > 0 && delay_at(l, d, &at))
            l->p = at + 1;
}

/* X'WX of the cells seen, and PHI.  A period without events gets a unit row, so
 * that it disturbs nobody. */
static enum syn_refusal weigh_ladder(struct ladder *l, double *phi)
{
    const struct syn_triangle *t = l->t;
    size_t cells = 0, empty = 0, p = l->p, at;
    double sum = 0;
    memset(l->matrix, 0, p * p * sizeof *l->matrix);
    for (size_t i = 0; i < t->periods; i++) {
        empty += !(l->level[i] > 0);
        if (!(l->level[i] > 0))
            l->matrix[i * p + i] = 1;
        for (size_t d = 0; d < t->delays && is_seen(t, i, d); d++) {
            double mu = expected(l, i, d), off = cell(t, i, d) - mu;
            if (!(mu > 0))
                continue;
            cells++;
            sum += off * (off / mu);
            l->matrix[i * p + i] += mu;
            if (!delay_at(l, d, &at))
                continue;
            l->matrix[at * p + at] += mu;
            l->matrix[i * p + at] += mu;
            l->matrix[at * p + i] += mu;
        }
    }
    if (cells <= p - empty)
        return SYN_REFUSAL_TOO_FEW_POINTS;
    *phi = sum / (double)(cells - (p - empty));
    return SYN_REFUSAL_NONE;
}

/* PHI (R + a' M^-1 a) for the future cells of periods FROM..TO, R their sum and
 * a the sum of their rows of the model. */
static enum syn_refusal
future_error(double *se, struct ladder *l, size_t from, size_t to, double phi)
{
    double reserve = 0, sum = 0;
    size_t p = l->p, at;
    double *a = l->right, *z = l->copy + p * p;
    memset(a, 0, p * sizeof *a);
    for (size_t i = from; i <= to; i++)
        for (size_t d = syn_triangle_seen(l->t, i); d < l->t->delays; d++) {
            double mu = expected(l, i, d);
            reserve += mu;
            a[i] += mu;
            if (delay_at(l, d, &at) && l->share[d] > 0)
                a[at] += mu;
        }
    memcpy(l->copy, l->matrix, p * p * sizeof *l->copy);
    memcpy(z, a, p * sizeof *z);
    if (!syn_linear_solve(l->copy, z, p))
        return SYN_REFUSAL_NUMERIC;
    for (size_t i = 0; i < p; i++)
        sum += a[i] * z[i];
    *se = sqrt(phi * (reserve + sum));
    return isfinite(*se) ? SYN_REFUSAL_NONE : SYN_REFUSAL_NUMERIC;
}

enum syn_refusal syn_ladder_error(double *se,
                                  double *total,
                                  double *phi,
                                  const double *cdf,
                                  const struct syn_triangle *t,
                                  double *work)
{
    size_t most = t->periods + t->delays;
    struct ladder l = {.t = t, .cdf = cdf, .matrix = work};
    l.copy = l.matrix + most * most;
    l.right = l.copy + most * most + most;
    l.level = l.right + most;
    l.share = l.level + t->periods;
    fill_ladder(&l);
    enum syn_refusal refusal = weigh_ladder(&l, phi);
    for (size_t i = 0; !refusal && i < t->periods; i++) {
        se[i] = NAN;
        if (l.level[i] > 0)
            refusal = future_error(&se[i], &l, i, i, *phi);
    }
    return refusal ? refusal : future_error(total, &l, 0, t->periods - 1, *phi);
}
