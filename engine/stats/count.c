#include <samsyn/stats/count.h>

#include <math.h>

#include <gsl/gsl_cdf.h>

#include <samsyn/stats/distribution.h>
#include <samsyn/stats/quantile.h>
#include <samsyn/stats/root.h>

/* From here on Byar's approximation is near enough. */
static const double byar_from = 10;

/* A twentieth in the logarithm is about one standard error at 400 events; the
 * bracket widens by itself. */
static const double first_width = 0.05;

/* Probabilities as unlike as this are the same, as in R. */
static const double alike = 1 + 1e-7;

static enum syn_status refuse(struct syn_count_limits *out,
                              enum syn_refusal refusal)
{
    *out = (struct syn_count_limits){NAN, NAN, false, refusal};
    return SYN_EDOMAIN;
}

/* The mean that leaves TAIL of the probability beyond EVENTS. */
struct limit {
    double events, tail;
};

static double above_less_tail(double log_mean, const void *ctx)
{
    const struct limit *limit = ctx;
    double mean = exp(log_mean);
    return syn_poisson_tails(limit->events, mean).upper +
           syn_poisson_point(limit->events, mean) / 2 - limit->tail;
}

static double below_less_tail(double log_mean, const void *ctx)
{
    const struct limit *limit = ctx;
    double mean = exp(log_mean);
    return syn_poisson_tails(limit->events - 1, mean).lower +
           syn_poisson_point(limit->events, mean) / 2 - limit->tail;
}

static enum syn_status midp(struct syn_count_limits *out, double x, double tail)
{
    const struct limit limit = {x, tail};
    double lower = -INFINITY, upper;
    if ((x > 0 && syn_root_around(&lower, above_less_tail, &limit, log(x),
                                  first_width)) ||
        syn_root_around(&upper, below_less_tail, &limit, log(x + 1),
                        first_width))
        return SYN_EDOMAIN;
    out->lower = exp(lower);
    out->upper = exp(upper);
    return SYN_OK;
}

/* A gamma quantile is a limit for the expected count.  No events bound it from
 * above only. */
static enum syn_status
garwood(struct syn_count_limits *out, double x, double tail)
{
    out->lower = 0;
    if (x > 0 && syn_gamma_quantile(&out->lower, tail, SYN_LOWER, x, 1))
        return SYN_EDOMAIN;
    return syn_gamma_quantile(&out->upper, tail, SYN_UPPER, x + 1, 1);
}

static double byar_cube(double x, double z)
{
    double root = 1 - 1 / (9 * x) + z / (3 * sqrt(x));
    return x * root * root * root;
}

static enum syn_status
byar(struct syn_count_limits *out, double below, double above, double tail)
{
    double z = gsl_cdf_ugaussian_Qinv(tail);
    out->lower = below > 0 ? byar_cube(below, -z) : 0;
    out->upper = byar_cube(above, z);
    out->clipped = out->lower < 0;
    out->lower = fmax(out->lower, 0);
    return SYN_OK;
}

static enum syn_status limits(struct syn_count_limits *out,
                              enum syn_count_method method,
                              double x,
                              double tail)
{
    switch (method) {
    case SYN_COUNT_MIDP:
        return midp(out, x, tail);
    case SYN_COUNT_BYAR:
        if (x < byar_from)
            break;
        return byar(out, x, x + 1, tail);
    case SYN_COUNT_BYAR_ALL:
        return byar(out, x, x + 1, tail);
    case SYN_COUNT_BYAR_EPITOOLS:
        return byar(out, x + 0.5, x + 0.5, tail);
    case SYN_COUNT_GARWOOD:
        break;
    }
    return garwood(out, x, tail);
}

enum syn_status syn_count_limits(struct syn_count_limits *out,
                                 enum syn_count_method method,
                                 double events,
                                 double confidence,
                                 double phi)
{
    if (!isfinite(events) || !(confidence > 0 && confidence < 1) ||
        !(phi > 0) || !isfinite(phi))
        return refuse(out, SYN_REFUSAL_DOMAIN);
    if (events < 0)
        return refuse(out, SYN_REFUSAL_NEGATIVE_COUNT);
    if (method == SYN_COUNT_MIDP && events != floor(events))
        return refuse(out, SYN_REFUSAL_FRACTIONAL_COUNT);
    *out = (struct syn_count_limits){0};
    if (limits(out, method, events, (1 - confidence) / 2) ||
        !isfinite(out->lower) || !isfinite(out->upper))
        return refuse(out, SYN_REFUSAL_NUMERIC);
    if (phi != 1) {
        out->lower = fmax(0, events + sqrt(phi) * (out->lower - events));
        out->upper = events + sqrt(phi) * (out->upper - events);
    }
    return SYN_OK;
}

/* --- tests -------------------------------------------------------------- */

/* A distribution of counts with one mode. */
struct shape {
    double (*point)(const struct shape *shape, double k);
    struct syn_tails (*tails)(const struct shape *shape, double k);
    double mean, n, p, q, mode, last;
};

static double poisson_point(const struct shape *s, double k)
{
    return syn_poisson_point(k, s->mean);
}

static struct syn_tails poisson_tails(const struct shape *s, double k)
{
    return syn_poisson_tails(k, s->mean);
}

static double binomial_point(const struct shape *s, double k)
{
    return syn_binomial_point(k, s->n, s->p, s->q);
}

static struct syn_tails binomial_tails(const struct shape *s, double k)
{
    return syn_binomial_tails(k, s->n, s->p, s->q);
}

/* The largest count below the mode that is no more probable than LIMIT; -1. */
static double last_unlikely(const struct shape *s, double limit)
{
    double from = -1, to = s->mode;
    while (to - from > 1) {
        double middle = floor((from + to) / 2);
        if (s->point(s, middle) <= limit)
            from = middle;
        else
            to = middle;
    }
    return from;
}

/* The smallest above the mode; LAST + 1. */
static double first_unlikely(const struct shape *s, double limit)
{
    double from = s->mode, to = s->mode, step = 1;
    do {
        from = to;
        to = fmin(to + step, s->last + 1);
        step *= 2;
    } while (to <= s->last && !(s->point(s, to) <= limit));
    while (to - from > 1) {
        double middle = floor((from + to) / 2);
        if (s->point(s, middle) <= limit)
            to = middle;
        else
            from = middle;
    }
    return to;
}

static double unlikely(const struct shape *s, double x)
{
    double limit = s->point(s, x) * alike;
    if (isnan(limit) || isnan(s->point(s, s->mode)))
        return NAN;
    if (s->point(s, s->mode) <= limit)
        return 1;
    return fmin(1, s->tails(s, last_unlikely(s, limit)).lower +
                       s->tails(s, first_unlikely(s, limit) - 1).upper);
}

double syn_poisson_unlikely(double x, double mu)
{
    const struct shape s = {.point = poisson_point,
                            .tails = poisson_tails,
                            .mean = mu,
                            .mode = floor(mu),
                            .last = 0x1p52};
    return unlikely(&s, x);
}

double syn_binomial_unlikely(double x, double n, double log_odds)
{
    double p = 1 / (1 + exp(-log_odds));
    const struct shape s = {.point = binomial_point,
                            .tails = binomial_tails,
                            .n = n,
                            .p = p,
                            .q = 1 / (1 + exp(log_odds)),
                            .mode = fmin(floor((n + 1) * p), n),
                            .last = n};
    return unlikely(&s, x);
}

enum syn_status
syn_count_test(struct syn_count_test *out, double events, double expected)
{
    enum syn_refusal refusal = SYN_REFUSAL_NONE;
    if (!isfinite(events) || !isfinite(expected) || expected < 0)
        refusal = SYN_REFUSAL_DOMAIN;
    else if (events < 0)
        refusal = SYN_REFUSAL_NEGATIVE_COUNT;
    else if (events != floor(events))
        refusal = SYN_REFUSAL_FRACTIONAL_COUNT;
    struct syn_tails at = syn_poisson_tails(events, expected);
    struct syn_tails below = syn_poisson_tails(events - 1, expected);
    double half = syn_poisson_point(events, expected) / 2;
    *out = (struct syn_count_test){
        .less = at.lower,
        .greater = below.upper,
        .central = fmin(1, 2 * fmin(at.lower, below.upper)),
        .mid = fmin(1, 2 * (half + fmin(below.lower, at.upper))),
        .minimum_likelihood =
            refusal ? NAN : syn_poisson_unlikely(events, expected),
    };
    if (!refusal && (isnan(out->less) || isnan(out->minimum_likelihood)))
        refusal = SYN_REFUSAL_NUMERIC;
    if (refusal)
        *out = (struct syn_count_test){NAN, NAN, NAN, NAN, NAN, refusal};
    return refusal ? SYN_EDOMAIN : SYN_OK;
}
