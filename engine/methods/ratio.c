#include "ratio.h"

#include <math.h>
#include <string.h>

#include <samsyn/stats/continuous.h>
#include <samsyn/stats/contrast.h>
#include <samsyn/stats/count.h>

static bool is(const char *definition, const char *name)
{
    return strcmp(definition, name) == 0;
}

/* Limits and p of the definition at each confidence. */
static enum syn_refusal fill_limits(struct syn_ratio_row *out,
                                    const char *definition,
                                    const double *confidence,
                                    size_t n_confidence)
{
    bool none = is(definition, "sqrt") || strncmp(definition, "e-test", 6) == 0;
    bool wald = is(definition, "wald");
    bool central =
        is(definition, "exact-central") || is(definition, "minimum-likelihood");
    struct syn_ratio ratio;
    for (size_t i = 0; i < n_confidence; i++) {
        enum syn_status status =
            wald      ? syn_ratio_wald(&ratio, out->a, out->b, confidence[i])
            : central ? syn_ratio_exact(&ratio, out->a, out->b, confidence[i])
                      : syn_ratio_midp(&ratio, out->a, out->b, confidence[i]);
        if (status)
            return ratio.refusal;
        out->lower[i] = none ? NAN : ratio.lower;
        out->upper[i] = none ? NAN : ratio.upper;
        out->p = ratio.p;
    }
    return SYN_REFUSAL_NONE;
}

/* What the definition says beside the binomial. */
static enum syn_refusal fill_others(struct syn_ratio_row *out,
                                    const char *definition)
{
    bool equal = out->a.exposure == out->b.exposure;
    out->p_e_score = out->p_e_wald = out->sqrt_z = NAN;
    if (equal)
        out->sqrt_z = sqrt(2) * (sqrt(out->a.events) - sqrt(out->b.events));
    if (strncmp(definition, "e-test", 6) == 0) {
        out->p_e_score = syn_e_test(out->a, out->b, true);
        out->p_e_wald = syn_e_test(out->a, out->b, false);
        out->p = is(definition, "e-test") ? out->p_e_score : out->p_e_wald;
        return isnan(out->p) ? SYN_REFUSAL_NUMERIC : SYN_REFUSAL_NONE;
    }
    if (is(definition, "sqrt")) {
        if (!equal)
            return SYN_REFUSAL_DOMAIN;
        out->p = fmin(1, 2 * syn_normal_tails(fabs(out->sqrt_z)).upper);
    }
    if (is(definition, "minimum-likelihood"))
        out->p = out->p_unlikely;
    return SYN_REFUSAL_NONE;
}

enum syn_refusal syn_ratio_row_fill(struct syn_ratio_row *out,
                                    const char *definition,
                                    struct syn_window a,
                                    struct syn_window b,
                                    const double *confidence,
                                    size_t n_confidence)
{
    struct syn_ratio mid, central;
    *out = (struct syn_ratio_row){.a = a, .b = b};
    if (syn_ratio_midp(&mid, a, b, confidence[0]))
        return mid.refusal;
    if (syn_ratio_exact(&central, a, b, confidence[0]))
        return central.refusal;
    out->ratio = mid.value;
    out->unbiased = mid.unbiased;
    out->p_mid = mid.p;
    out->p_central = central.p;
    out->p_unlikely = syn_binomial_unlikely(a.events, a.events + b.events,
                                            log(a.exposure) - log(b.exposure));
    if (isnan(out->p_unlikely))
        return SYN_REFUSAL_NUMERIC;
    enum syn_refusal refusal =
        fill_limits(out, definition, confidence, n_confidence);
    return refusal ? refusal : fill_others(out, definition);
}

void syn_ratio_row_put(struct syn_stat *s, const struct syn_ratio_row *row)
{
    syn_put(s, "count1", row->a.events);
    syn_put(s, "exposure1", row->a.exposure);
    syn_put(s, "count2", row->b.events);
    syn_put(s, "exposure2", row->b.exposure);
    syn_put(s, "rate1", row->a.events / row->a.exposure);
    syn_put(s, "rate2", row->b.events / row->b.exposure);
    syn_put(s, "rr", row->ratio);
    syn_put(s, "rr_median_unbiased", row->unbiased);
    syn_put(s, "lower", row->lower[0]);
    syn_put(s, "upper", row->upper[0]);
    syn_put(s, "p", row->p);
    syn_put(s, "p_mid", row->p_mid);
    syn_put(s, "p_central", row->p_central);
    syn_put(s, "p_minimum_likelihood", row->p_unlikely);
    syn_put(s, "p_e_score", row->p_e_score);
    syn_put(s, "p_e_wald", row->p_e_wald);
    syn_put(s, "sqrt_z", row->sqrt_z);
    syn_put(s, "wheeler_z", sqrt(2) * row->sqrt_z);
    syn_put_intervals(s, row->lower, row->upper);
}
