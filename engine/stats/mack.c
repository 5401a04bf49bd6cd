#include <math.h>

#include <samsyn/stats/nowcast.h>

/* What has been registered of PERIOD within DELAY. */
static double
cumulated(const struct syn_triangle *t, size_t period, size_t delay)
{
    double sum = 0;
    for (size_t d = 0; d <= delay; d++)
        sum += t->cells[period * t->delays + d];
    return sum;
}

/* The sum at delay K over the periods where K + 1 has been seen. */
static double base(const struct syn_triangle *t, size_t k)
{
    double sum = 0;
    for (size_t i = 0; i < t->periods && i + k + 1 <= t->as_of; i++)
        sum += cumulated(t, i, k);
    return sum;
}

/* FACTOR, and SIGMA (NaN where there is one period only). */
static enum syn_refusal
develop(double *factor, double *sigma, const struct syn_triangle *t, size_t k)
{
    double from = base(t, k), to = 0, sum = 0;
    size_t n = 0;
    for (size_t i = 0; i < t->periods && i + k + 1 <= t->as_of; i++, n++)
        to += cumulated(t, i, k + 1);
    if (!(from > 0) || !(to > 0))
        return SYN_REFUSAL_NO_EVENTS;
    *factor = to / from;
    for (size_t i = 0; i < n; i++) {
        double c = cumulated(t, i, k);
        double off = c != 0 ? cumulated(t, i, k + 1) / c - *factor : 0;
        sum += c * off * off;
    }
    *sigma = n > 1 ? sqrt(fmax(sum, 0) / (double)(n - 1)) : NAN;
    return SYN_REFUSAL_NONE;
}

/* The straight line through ln SIGMA on its number, at AT. */
static double extrapolate(const double *sigma, size_t n, size_t at)
{
    double s = 0, sk = 0, skk = 0, sy = 0, sky = 0;
    for (size_t k = 0; k < n; k++) {
        if (!(sigma[k] > 0))
            continue;
        double x = (double)k, y = log(sigma[k]);
        s++, sk += x, skk += x * x, sy += y, sky += x * y;
    }
    if (s < 2)
        return NAN;
    double slope = (s * sky - sk * sy) / (s * skk - sk * sk);
    return exp((sy - slope * sk) / s + slope * (double)at);
}

static void complete_sigma(double *sigma, size_t n, bool log_linear)
{
    for (size_t k = 0; k < n; k++) {
        if (!isnan(sigma[k]))
            continue;
        if (log_linear) {
            sigma[k] = extrapolate(sigma, k, k);
        } else if (k >= 2) {
            double last = sigma[k - 1] * sigma[k - 1];
            double before = sigma[k - 2] * sigma[k - 2];
            double ratio = before > 0 ? last * last / before : 0;
            sigma[k] = sqrt(fmin(ratio, fmin(before, last)));
        }
    }
}

enum syn_refusal syn_mack(double *factor,
                          double *sigma,
                          double *ultimate,
                          double *se,
                          double *total,
                          const struct syn_triangle *t,
                          bool log_linear)
{
    size_t steps = t->delays - 1;
    double later = 0, all = 0;
    if (t->delays < 3 || t->periods < 3)
        return SYN_REFUSAL_TOO_FEW_POINTS;
    for (size_t k = 0; k < steps; k++) {
        enum syn_refusal refusal = develop(&factor[k], &sigma[k], t, k);
        if (refusal)
            return refusal;
    }
    complete_sigma(sigma, steps, log_linear);
    for (size_t i = t->periods; i-- > 0;) {
        size_t seen = syn_triangle_seen(t, i);
        double c = cumulated(t, i, seen - 1), own = 0, shared = 0;
        for (size_t k = seen - 1; k < steps; k++) {
            double ratio = sigma[k] * sigma[k] / (factor[k] * factor[k]);
            own += ratio * (1 / c + 1 / base(t, k));
            shared += 2 * ratio / base(t, k);
            c *= factor[k];
        }
        ultimate[i] = c;
        double mse = seen - 1 < steps ? c * c * own : 0;
        se[i] = c > 0 ? sqrt(mse) : seen - 1 < steps ? NAN : 0;
        all += mse + c * later * shared;
        later += c;
        if (!isfinite(c))
            return SYN_REFUSAL_DOMAIN;
    }
    *total = sqrt(all);
    return isfinite(*total) ? SYN_REFUSAL_NONE : SYN_REFUSAL_NUMERIC;
}
