#include <samsyn/stats/monitor.h>

#include <math.h>

enum syn_refusal syn_ewma(struct syn_ewma_point *points,
                          const double *y,
                          size_t n,
                          const struct syn_ewma_options *o)
{
    double z = o->centre, left = 1;
    if (!isfinite(o->centre) || !(o->sigma > 0) || isinf(o->sigma) ||
        !(o->lambda > 0 && o->lambda <= 1) || !(o->l > 0) || isinf(o->l))
        return SYN_REFUSAL_DOMAIN;
    for (size_t i = 0; i < n; i++) {
        struct syn_ewma_point *p = &points[i];
        *p = (struct syn_ewma_point){NAN, NAN, NAN, 0};
        if (isinf(y[i]))
            return SYN_REFUSAL_DOMAIN;
        if (isnan(y[i]))
            continue;
        z = o->lambda * y[i] + (1 - o->lambda) * z;
        left *= (1 - o->lambda) * (1 - o->lambda);
        double reach =
            o->l * o->sigma * sqrt(o->lambda / (2 - o->lambda) * (1 - left));
        p->value = z;
        p->lower = o->clip ? fmax(o->centre - reach, 0) : o->centre - reach;
        p->upper = o->centre + reach;
        p->signal = (z > p->upper) - (z < p->lower);
    }
    return SYN_REFUSAL_NONE;
}

static double standardise(double y, const struct syn_cusum_options *o)
{
    double m = o->centre;
    switch (o->scale) {
    case SYN_CUSUM_STANDARD:
        return (y - m) / sqrt(m);
    case SYN_CUSUM_ROSSI:
        return (y - 3 * m + 2 * sqrt(y * m)) / (2 * sqrt(m));
    case SYN_CUSUM_ANSCOMBE:
        return 1.5 * (pow(y, 2.0 / 3) - pow(m, 2.0 / 3)) / pow(m, 1.0 / 6);
    case SYN_CUSUM_NONE:
        return y;
    default:
        return (y - m) / o->sigma;
    }
}

static enum syn_refusal judge_cusum(const struct syn_cusum_options *o)
{
    bool tabular = o->scale == SYN_CUSUM_TABULAR;
    bool divides = !tabular && o->scale != SYN_CUSUM_NONE;
    if (!(o->k >= 0) || isinf(o->k) || !(o->h >= 0) || isinf(o->h) ||
        isinf(o->centre) || (tabular && !isfinite(o->centre)) ||
        (tabular && (!(o->sigma > 0) || isinf(o->sigma))) ||
        (divides && !(o->centre > 0)))
        return SYN_REFUSAL_DOMAIN;
    return SYN_REFUSAL_NONE;
}

/* Adds to SUM; returns whether it is a signal. */
static bool add(double *sum, double step, const struct syn_cusum_options *o)
{
    *sum = fmax(0, *sum + step - o->k);
    return *sum > o->h || (o->at_threshold && *sum == o->h);
}

enum syn_refusal syn_cusum(struct syn_cusum_point *points,
                           const double *y,
                           size_t n,
                           const struct syn_cusum_options *o)
{
    double high = 0, low = 0;
    enum syn_refusal refusal = judge_cusum(o);
    if (refusal)
        return refusal;
    for (size_t i = 0; i < n; i++) {
        struct syn_cusum_point *p = &points[i];
        *p = (struct syn_cusum_point){NAN, NAN, NAN, false, false};
        if (isinf(y[i]))
            return SYN_REFUSAL_DOMAIN;
        if (y[i] < 0 &&
            (o->scale == SYN_CUSUM_ROSSI || o->scale == SYN_CUSUM_ANSCOMBE))
            return SYN_REFUSAL_NEGATIVE_COUNT;
        if (isnan(y[i]))
            continue;
        p->standardised = standardise(y[i], o);
        p->signal_high = add(&high, p->standardised, o);
        p->signal_low = add(&low, -p->standardised, o);
        p->high = high;
        p->low = low;
        if (o->reset && p->signal_high)
            high = 0;
        if (o->reset && p->signal_low)
            low = 0;
    }
    return SYN_REFUSAL_NONE;
}

static enum syn_refusal judge_count(double y, double exposure)
{
    if (isinf(y) || isinf(exposure))
        return SYN_REFUSAL_DOMAIN;
    if (y < 0)
        return SYN_REFUSAL_NEGATIVE_COUNT;
    return exposure <= 0 ? SYN_REFUSAL_ZERO_EXPOSURE : SYN_REFUSAL_NONE;
}

enum syn_refusal syn_count_cusum(double *s,
                                 bool *signal,
                                 const double *y,
                                 const double *exposure,
                                 size_t n,
                                 const struct syn_count_cusum_options *o)
{
    double sum = 0;
    if (!(o->k > 0) || isinf(o->k) || !(o->h >= 0) || isinf(o->h))
        return SYN_REFUSAL_DOMAIN;
    for (size_t i = 0; i < n; i++) {
        double in = exposure ? exposure[i] : 1;
        enum syn_refusal refusal = judge_count(y[i], in);
        if (refusal)
            return refusal;
        s[i] = NAN;
        signal[i] = false;
        if (isnan(y[i]) || isnan(in))
            continue;
        sum = fmax(0, sum + y[i] - o->k * in);
        s[i] = sum;
        signal[i] = sum > o->h;
        if (o->reset && signal[i])
            sum = 0;
    }
    return SYN_REFUSAL_NONE;
}

double syn_count_cusum_k(double mu0, double mu1)
{
    return (mu1 - mu0) / log(mu1 / mu0);
}

/* The log-likelihood ratio of EVENTS against EXPECTED, for a rise. */
static double rise(double events, double expected)
{
    double kappa = events > expected ? log(events / expected) : 0;
    return kappa * events - expm1(kappa) * expected;
}

enum syn_refusal syn_glr(double *glr,
                         bool *alarm,
                         const double *y,
                         const double *expected,
                         size_t n,
                         const struct syn_glr_options *o)
{
    size_t start = 0;
    if (!(o->threshold > 0) || isinf(o->threshold))
        return SYN_REFUSAL_DOMAIN;
    for (size_t i = 0; i < n; i++) {
        if (isinf(y[i]) || isinf(expected[i]))
            return SYN_REFUSAL_DOMAIN;
        if (y[i] < 0)
            return SYN_REFUSAL_NEGATIVE_COUNT;
        if (expected[i] <= 0)
            return SYN_REFUSAL_NO_EVENTS;
    }
    for (size_t i = 0; i < n; i++) {
        double events = 0, in = 0, best = 0;
        glr[i] = NAN;
        alarm[i] = false;
        if (isnan(y[i]) || isnan(expected[i]))
            continue;
        for (size_t k = i + 1; k-- > start;) {
            if (isnan(y[k]) || isnan(expected[k]))
                continue;
            events += y[k];
            in += expected[k];
            best = fmax(best, rise(events, in));
        }
        glr[i] = best;
        alarm[i] = best >= o->threshold;
        if (alarm[i] && o->reset)
            start = i + 1;
    }
    return SYN_REFUSAL_NONE;
}
