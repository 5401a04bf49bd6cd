#include <samsyn/stats/standardise.h>

#include <math.h>

#include <samsyn/stats/quantile.h>

static enum syn_status refuse(struct syn_standard *out,
                              enum syn_refusal refusal)
{
    *out = (struct syn_standard){NAN, NAN, NAN, NAN, NAN, NAN, refusal};
    return SYN_EDOMAIN;
}

static enum syn_refusal judge_band(const struct syn_bands *b, size_t i)
{
    double squares = b->squares ? b->squares[i] : b->events[i];
    if (!isfinite(b->events[i]) || !isfinite(b->population[i]) ||
        !isfinite(b->weight[i]) || !isfinite(squares) || b->weight[i] < 0)
        return SYN_REFUSAL_DOMAIN;
    if (b->events[i] < 0 || squares < 0)
        return SYN_REFUSAL_NEGATIVE_COUNT;
    return b->population[i] <= 0 ? SYN_REFUSAL_ZERO_POPULATION
                                 : SYN_REFUSAL_NONE;
}

/* What each event of band I adds to the rate. */
static double share(const struct syn_bands *b, size_t i, double weights)
{
    return b->weight[i] / weights / b->population[i];
}

/* Sets all but the limits, and WIDEST to the largest share of an event. */
static enum syn_refusal
sum(struct syn_standard *out, double *widest, const struct syn_bands *b)
{
    double weights = 0;
    *out = (struct syn_standard){0};
    *widest = 0;
    for (size_t i = 0; i < b->n; i++) {
        enum syn_refusal refusal = judge_band(b, i);
        if (refusal)
            return refusal;
        weights += b->weight[i];
        out->events += b->events[i];
        out->population += b->population[i];
    }
    if (b->n == 0)
        return SYN_REFUSAL_NO_DATA;
    if (weights <= 0 || !isfinite(weights))
        return SYN_REFUSAL_DOMAIN;
    for (size_t i = 0; i < b->n; i++) {
        double v = share(b, i, weights);
        out->value += v * b->events[i];
        out->variance += v * v * (b->squares ? b->squares[i] : b->events[i]);
        *widest = fmax(*widest, v);
    }
    return isfinite(out->value) && isfinite(out->variance)
               ? SYN_REFUSAL_NONE
               : SYN_REFUSAL_NUMERIC;
}

enum syn_status syn_standard_dobson(struct syn_standard *out,
                                    const struct syn_bands *bands,
                                    enum syn_count_method limits,
                                    double confidence)
{
    struct syn_count_limits total;
    double widest;
    enum syn_refusal refusal = sum(out, &widest, bands);
    if (refusal)
        return refuse(out, refusal);
    if (out->events == 0) {
        out->lower = out->upper = NAN;
        out->refusal = SYN_REFUSAL_NO_EVENTS;
        return SYN_EDOMAIN;
    }
    if (syn_count_limits(&total, limits, out->events, confidence, 1))
        return refuse(out, total.refusal);
    double scale = sqrt(out->variance / out->events);
    out->lower = fmax(0, out->value + scale * (total.lower - out->events));
    out->upper = out->value + scale * (total.upper - out->events);
    return SYN_OK;
}

enum syn_status syn_standard_fay_feuer(struct syn_standard *out,
                                       const struct syn_bands *bands,
                                       double confidence)
{
    double widest, tail = (1 - confidence) / 2;
    enum syn_refusal refusal = sum(out, &widest, bands);
    if (!refusal && !(confidence > 0 && confidence < 1))
        refusal = SYN_REFUSAL_DOMAIN;
    if (refusal)
        return refuse(out, refusal);
    double d = out->value, v = out->variance;
    double more = d + widest, spread = v + widest * widest;
    if ((d > 0 &&
         syn_gamma_quantile(&out->lower, tail, SYN_LOWER, d * d / v, v / d)) ||
        syn_gamma_quantile(&out->upper, tail, SYN_UPPER, more * more / spread,
                           spread / more))
        return refuse(out, SYN_REFUSAL_NUMERIC);
    return SYN_OK;
}
