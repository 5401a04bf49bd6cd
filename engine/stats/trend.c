#include <samsyn/stats/trend.h>

#include <math.h>
#include <stdbool.h>

#include <samsyn/stats/distribution.h>

/* Steps of an exact test that are not too many. */
static const double most_steps = 5e7;

static enum syn_status refuse(struct syn_trend_test *out,
                              enum syn_refusal refusal)
{
    *out = (struct syn_trend_test){NAN, NAN, refusal};
    return SYN_EDOMAIN;
}

static enum syn_status give(struct syn_trend_test *out, long double chi_square)
{
    double x = (double)chi_square;
    if (!isfinite(x))
        return refuse(out, SYN_REFUSAL_NUMERIC);
    *out = (struct syn_trend_test){x, syn_gamma_tails(x / 2, 0.5).upper,
                                   SYN_REFUSAL_NONE};
    return SYN_OK;
}

static double exposure_of(const double *exposure, size_t i)
{
    return exposure ? exposure[i] : 1;
}

/* The mean of the scores, each weighted by W (NULL: 1); ALL is the sum of the
 * weights.  False if all scores are alike. */
static bool weighted_mean(long double *mean,
                          long double *all,
                          const double *score,
                          const double *w,
                          size_t n)
{
    long double sum = 0;
    bool unlike = false;
    *all = 0;
    for (size_t i = 0; i < n; i++) {
        *all += exposure_of(w, i);
        sum += exposure_of(w, i) * (long double)score[i];
        unlike = unlike || score[i] != score[0];
    }
    *mean = sum / *all;
    return unlike;
}

enum syn_status syn_trend_counts(struct syn_trend_test *out,
                                 const double *score,
                                 const double *count,
                                 const double *exposure,
                                 size_t n)
{
    long double mean, all, events = 0, spread = 0, trend = 0;
    if (n == 0)
        return refuse(out, SYN_REFUSAL_NO_DATA);
    for (size_t i = 0; i < n; i++) {
        double e = exposure_of(exposure, i);
        if (!isfinite(score[i]) || !isfinite(count[i]) || !isfinite(e))
            return refuse(out, SYN_REFUSAL_DOMAIN);
        if (count[i] < 0)
            return refuse(out, SYN_REFUSAL_NEGATIVE_COUNT);
        if (e <= 0)
            return refuse(out, SYN_REFUSAL_ZERO_EXPOSURE);
        events += count[i];
    }
    if (events == 0)
        return refuse(out, SYN_REFUSAL_NO_EVENTS);
    if (!weighted_mean(&mean, &all, score, exposure, n))
        return refuse(out, SYN_REFUSAL_NO_VARIATION);
    for (size_t i = 0; i < n; i++) {
        long double off = score[i] - mean;
        trend += off * count[i];
        spread += off * off * exposure_of(exposure, i) / all;
    }
    return give(out, trend * trend / (events * spread));
}

enum syn_status syn_trend_shares(struct syn_trend_test *out,
                                 const double *score,
                                 const double *part,
                                 const double *whole,
                                 size_t n)
{
    long double mean, all, parts = 0, spread = 0, trend = 0;
    if (n == 0)
        return refuse(out, SYN_REFUSAL_NO_DATA);
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(score[i]) || !isfinite(part[i]) || !isfinite(whole[i]))
            return refuse(out, SYN_REFUSAL_DOMAIN);
        if (part[i] < 0)
            return refuse(out, SYN_REFUSAL_NEGATIVE_COUNT);
        if (whole[i] <= 0)
            return refuse(out, SYN_REFUSAL_ZERO_EXPOSURE);
        if (part[i] > whole[i])
            return refuse(out, SYN_REFUSAL_NUMERATOR_EXCEEDS_DENOMINATOR);
        parts += part[i];
    }
    if (parts == 0)
        return refuse(out, SYN_REFUSAL_NO_EVENTS);
    if (!weighted_mean(&mean, &all, score, whole, n) || parts == all)
        return refuse(out, SYN_REFUSAL_NO_VARIATION);
    for (size_t i = 0; i < n; i++) {
        long double off = score[i] - mean;
        trend += off * part[i];
        spread += off * off * whole[i];
    }
    long double share = parts / all;
    return give(out, trend * trend / (share * (1 - share) * spread));
}

/* --- exact -------------------------------------------------------------- */

/* Events and the range of the scores; false if one is not whole. */
static bool measure(double *events,
                    double *least,
                    double *most,
                    const double *score,
                    const double *count,
                    size_t n)
{
    *events = 0;
    *least = *most = n ? score[0] : 0;
    for (size_t i = 0; i < n; i++) {
        if (score[i] != floor(score[i]) || count[i] != floor(count[i]) ||
            !(count[i] >= 0) || isinf(count[i]) || isinf(score[i]))
            return false;
        *events += count[i];
        *least = fmin(*least, score[i]);
        *most = fmax(*most, score[i]);
    }
    return *events > 0 && *most > *least;
}

size_t syn_trend_exact_work(const double *score, const double *count, size_t n)
{
    double events, least, most;
    if (!measure(&events, &least, &most, score, count, n))
        return 0;
    double width = events * (most - least) + 1;
    return width * events * (double)n <= most_steps ? 2 * (size_t)width : 0;
}

/* Adds one event to the distribution FROM of WIDTH sums. */
static void convolve(double *to,
                     const double *from,
                     size_t width,
                     const double *score,
                     const double *exposure,
                     size_t n,
                     double least)
{
    double all = 0;
    for (size_t i = 0; i < n; i++)
        all += exposure_of(exposure, i);
    for (size_t k = 0; k < width; k++)
        to[k] = 0;
    for (size_t i = 0; i < n; i++) {
        size_t shift = (size_t)(score[i] - least);
        double chance = exposure_of(exposure, i) / all;
        for (size_t k = 0; k + shift < width; k++)
            to[k + shift] += from[k] * chance;
    }
}

double syn_trend_exact(const double *score,
                       const double *count,
                       const double *exposure,
                       size_t n,
                       double *work)
{
    double events, least, most, seen = 0, below = 0, above = 0;
    if (!work || !measure(&events, &least, &most, score, count, n))
        return NAN;
    size_t width = (size_t)(events * (most - least)) + 1;
    double *now = work, *next = work + width;
    for (size_t i = 0; i < n; i++)
        seen += (score[i] - least) * count[i];
    for (size_t k = 0; k < width; k++)
        now[k] = k == 0;
    for (double e = 0; e < events; e++) {
        convolve(next, now, width, score, exposure, n, least);
        double *t = now;
        now = next;
        next = t;
    }
    for (size_t k = 0; k < width; k++) {
        below += (double)k < seen ? now[k] : 0;
        above += (double)k > seen ? now[k] : 0;
    }
    return fmin(1, 2 * fmin(below, above) + now[(size_t)seen]);
}
