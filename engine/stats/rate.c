#include <samsyn/stats/rate.h>

#include <math.h>

#include <samsyn/stats/count.h>

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

static enum syn_status estimate(struct syn_rate *out,
                                enum syn_count_method method,
                                double events,
                                double exposure,
                                double per,
                                double confidence)
{
    struct syn_count_limits limits;
    enum syn_refusal refusal = judge(events, exposure, per, confidence);
    if (refusal)
        return refuse(out, refusal);
    if (syn_count_limits(&limits, method, events, confidence, 1))
        return refuse(out, limits.refusal);
    double scale = per / exposure;
    *out = (struct syn_rate){.value = events * scale,
                             .lower = limits.lower * scale,
                             .upper = limits.upper * scale};
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
    return estimate(out, SYN_COUNT_GARWOOD, events, exposure, per, confidence);
}

enum syn_status syn_rate_midp(struct syn_rate *out,
                              double events,
                              double exposure,
                              double per,
                              double confidence)
{
    return estimate(out, SYN_COUNT_MIDP, events, exposure, per, confidence);
}
