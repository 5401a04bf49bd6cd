#include <samsyn/stats/compare.h>

#include <math.h>
#include <stdbool.h>

#include <samsyn/stats/contrast.h>
#include <samsyn/stats/share.h>

static const double least_reference = 10, least_for_logarithm = 5;

static enum syn_status refuse(struct syn_ratio *out, enum syn_refusal refusal)
{
    *out = (struct syn_ratio){NAN, NAN, NAN, NAN, NAN, refusal};
    return SYN_EDOMAIN;
}

static enum syn_refusal judge(struct syn_window w)
{
    if (!isfinite(w.events) || !isfinite(w.exposure))
        return SYN_REFUSAL_DOMAIN;
    if (w.events < 0)
        return SYN_REFUSAL_NEGATIVE_COUNT;
    if (w.events != floor(w.events))
        return SYN_REFUSAL_FRACTIONAL_COUNT;
    return w.exposure <= 0 ? SYN_REFUSAL_ZERO_EXPOSURE : SYN_REFUSAL_NONE;
}

static enum syn_refusal
judge_pair(struct syn_window a, struct syn_window b, double confidence)
{
    enum syn_refusal refusal = judge(a);
    if (!refusal)
        refusal = judge(b);
    if (!refusal && !(confidence > 0 && confidence < 1))
        refusal = SYN_REFUSAL_DOMAIN;
    if (!refusal && a.events + b.events == 0)
        refusal = SYN_REFUSAL_BOTH_ZERO;
    return refusal;
}

/* WEIGHT as in syn_odds_limits(). */
static enum syn_status compare(struct syn_ratio *out,
                               struct syn_window a,
                               struct syn_window b,
                               double confidence,
                               double weight)
{
    enum syn_refusal refusal = judge_pair(a, b, confidence);
    if (refusal)
        return refuse(out, refusal);

    struct syn_odds odds;
    double log_exposure = log(a.exposure) - log(b.exposure);
    double sum = a.events + b.events;
    double p = syn_odds_test(a.events, sum, weight, log_exposure);
    if (isnan(p) ||
        syn_odds_limits(&odds, a.events, sum, weight, (1 - confidence) / 2))
        return refuse(out, SYN_REFUSAL_NUMERIC);
    *out = (struct syn_ratio){
        .value =
            b.events > 0 ? a.events / b.events * exp(-log_exposure) : INFINITY,
        .unbiased = exp(odds.unbiased - log_exposure),
        .lower = exp(odds.lower - log_exposure),
        .upper = exp(odds.upper - log_exposure),
        .p = p,
    };
    /* Exposures so unlike that the ratio overflows. */
    if (isinf(out->lower) || (b.events > 0 && isinf(out->upper)))
        return refuse(out, SYN_REFUSAL_NUMERIC);
    return SYN_OK;
}

enum syn_status syn_ratio_midp(struct syn_ratio *out,
                               struct syn_window window,
                               struct syn_window reference,
                               double confidence)
{
    return compare(out, window, reference, confidence, 0.5);
}

enum syn_status syn_ratio_exact(struct syn_ratio *out,
                                struct syn_window window,
                                struct syn_window reference,
                                double confidence)
{
    return compare(out, window, reference, confidence, 1);
}

enum syn_status syn_ratio_percent(struct syn_percent *out,
                                  const struct syn_ratio *ratio,
                                  double reference_events)
{
    enum syn_refusal refusal = ratio->refusal;
    if (!refusal && !(reference_events >= least_reference))
        refusal = SYN_REFUSAL_TOO_FEW_EVENTS;
    *out = (struct syn_percent){NAN, NAN, NAN, refusal};
    if (refusal)
        return SYN_EDOMAIN;
    out->value = 100 * (ratio->value - 1);
    out->lower = 100 * (ratio->lower - 1);
    out->upper = 100 * (ratio->upper - 1);
    return SYN_OK;
}

static enum syn_refusal judge_contrast(const struct syn_contrast *c,
                                       double confidence)
{
    const struct syn_window windows[] = {c->treated_before, c->treated_after,
                                         c->control_before, c->control_after};
    enum syn_refusal refusal = SYN_REFUSAL_NONE;
    bool few = false;
    for (int i = 0; i < 4 && !refusal; i++) {
        refusal = judge(windows[i]);
        few = few || windows[i].events < least_for_logarithm;
    }
    if (!refusal && (!(confidence > 0 && confidence < 1) || !isfinite(c->phi) ||
                     c->phi < 1))
        refusal = SYN_REFUSAL_DOMAIN;
    if (!refusal && few)
        refusal = SYN_REFUSAL_TOO_FEW_EVENTS;
    return refusal;
}

enum syn_status syn_ratio_of_ratios(struct syn_ratio *out,
                                    const struct syn_contrast *contrast,
                                    double confidence)
{
    struct syn_log_ratio unused;
    enum syn_refusal refusal = judge_contrast(contrast, confidence);
    if (refusal)
        return refuse(out, refusal);
    return syn_contrast_log(out, &unused, contrast, confidence);
}
