#include <samsyn/stats/rate.h>

#include <math.h>

#include <samsyn/stats/distribution.h>
#include <samsyn/stats/quantile.h>
#include <samsyn/stats/root.h>

static enum syn_status refuse(struct syn_rate *out, enum syn_refusal refusal)
{
    *out = (struct syn_rate){NAN, NAN, NAN, refusal};
    return SYN_EDOMAIN;
}

static enum syn_refusal
judge(double events, double exposure, double per, double confidence)
{
    if (!isfinite(events) || !isfinite(exposure) || !isfinite(per) ||
        !(per > 0) || !(confidence > 0 && confidence < 1))
        return SYN_REFUSAL_DOMAIN;
    if (events < 0)
        return SYN_REFUSAL_NEGATIVE_COUNT;
    return exposure <= 0 ? SYN_REFUSAL_ZERO_EXPOSURE : SYN_REFUSAL_NONE;
}

static enum syn_status give(struct syn_rate *out,
                            double events,
                            double lower,
                            double upper,
                            double scale)
{
    *out = (struct syn_rate){.value = events * scale,
                             .lower = lower * scale,
                             .upper = upper * scale};
    if (!isfinite(out->value) || !isfinite(out->upper))
        return refuse(out, SYN_REFUSAL_NUMERIC);
    return SYN_OK;
}

enum syn_status syn_rate_garwood(struct syn_rate *out,
                                 double events,
                                 double exposure,
                                 double per,
                                 double confidence)
{
    enum syn_refusal refusal = judge(events, exposure, per, confidence);
    if (refusal)
        return refuse(out, refusal);

    /* A gamma quantile is a limit for the expected count.  No events bound the
     * rate from above only. */
    double tail = (1 - confidence) / 2, lower = 0, upper;
    if ((events > 0 &&
         syn_gamma_quantile(&lower, tail, SYN_LOWER, events, 1)) ||
        syn_gamma_quantile(&upper, tail, SYN_UPPER, events + 1, 1))
        return refuse(out, SYN_REFUSAL_NUMERIC);
    return give(out, events, lower, upper, per / exposure);
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

/* A twentieth in the logarithm is about one standard error at 400 events; the
 * bracket widens by itself. */
static const double first_width = 0.05;

enum syn_status syn_rate_midp(struct syn_rate *out,
                              double events,
                              double exposure,
                              double per,
                              double confidence)
{
    enum syn_refusal refusal = judge(events, exposure, per, confidence);
    if (refusal)
        return refuse(out, refusal);
    if (events != floor(events))
        return refuse(out, SYN_REFUSAL_FRACTIONAL_COUNT);

    struct limit limit = {events, (1 - confidence) / 2};
    double lower = -INFINITY, upper;
    if ((events > 0 && syn_root_around(&lower, above_less_tail, &limit,
                                       log(events), first_width)) ||
        syn_root_around(&upper, below_less_tail, &limit, log(events + 1),
                        first_width))
        return refuse(out, SYN_REFUSAL_NUMERIC);
    return give(out, events, exp(lower), exp(upper), per / exposure);
}
