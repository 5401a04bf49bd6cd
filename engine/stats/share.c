#include <samsyn/stats/share.h>

#include <math.h>

#include <gsl/gsl_cdf.h>

#include <samsyn/stats/quantile.h>

static enum syn_status refuse(struct syn_share *out, enum syn_refusal refusal)
{
    *out = (struct syn_share){NAN, NAN, NAN, refusal};
    return SYN_EDOMAIN;
}

static enum syn_refusal judge(double part, double whole, double confidence)
{
    if (!isfinite(part) || !isfinite(whole) ||
        !(confidence > 0 && confidence < 1))
        return SYN_REFUSAL_DOMAIN;
    if (part < 0)
        return SYN_REFUSAL_NEGATIVE_COUNT;
    if (whole <= 0)
        return SYN_REFUSAL_ZERO_EXPOSURE;
    return part > whole ? SYN_REFUSAL_NUMERATOR_EXCEEDS_DENOMINATOR
                        : SYN_REFUSAL_NONE;
}

enum syn_status syn_share_wilson(struct syn_share *out,
                                 double part,
                                 double whole,
                                 double confidence)
{
    enum syn_refusal refusal = judge(part, whole, confidence);
    if (refusal)
        return refuse(out, refusal);

    double z = gsl_cdf_ugaussian_Qinv((1 - confidence) / 2);
    double rest = whole - part;
    double spread = z * sqrt(z * z + 4 * part * (rest / whole));
    double middle = 2 * part + z * z, scale = 2 * (whole + z * z);
    /* At none and all a limit is 0 or 1 by definition, not by rounding. */
    *out = (struct syn_share){
        .value = part / whole,
        .lower = part > 0 ? fmax((middle - spread) / scale, 0) : 0,
        .upper = rest > 0 ? fmin((middle + spread) / scale, 1) : 1,
    };
    return isfinite(spread / scale) ? SYN_OK : refuse(out, SYN_REFUSAL_NUMERIC);
}

enum syn_status syn_share_exact(struct syn_share *out,
                                double part,
                                double whole,
                                double confidence)
{
    enum syn_refusal refusal = judge(part, whole, confidence);
    if (refusal)
        return refuse(out, refusal);
    if (part != floor(part) || whole != floor(whole))
        return refuse(out, SYN_REFUSAL_FRACTIONAL_COUNT);

    double tail = (1 - confidence) / 2, rest = whole - part;
    *out = (struct syn_share){.value = part / whole, .lower = 0, .upper = 1};
    if ((part > 0 &&
         syn_beta_quantile(&out->lower, tail, SYN_LOWER, part, rest + 1)) ||
        (rest > 0 &&
         syn_beta_quantile(&out->upper, tail, SYN_UPPER, part + 1, rest)))
        return refuse(out, SYN_REFUSAL_NUMERIC);
    return SYN_OK;
}
