#include <samsyn/stats/share.h>

#include <math.h>

#include <gsl/gsl_cdf.h>

#include <samsyn/stats/distribution.h>
#include <samsyn/stats/quantile.h>
#include <samsyn/stats/root.h>

/* Width of the first bracket, in the logarithm of the odds. */
static const double first_width = 0.5;

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

/* What is asked of the binomial that the sum of the counts leaves: the odds at
 * which the tail TAIL has the probability P.  What was seen counts in the tail
 * with WEIGHT: 1 is exact, a half is mid-P. */
struct question {
    double events, sum, weight, p;
};

/* P(X < events) and P(X > events) at LOG_ODDS, each with its share of
 * P(X = events). */
static struct syn_tails around(const struct question *question, double log_odds)
{
    double k = question->events, n = question->sum;
    double p = 1 / (1 + exp(-log_odds)), q = 1 / (1 + exp(log_odds));
    double seen = question->weight * syn_binomial_point(k, n, p, q);
    return (struct syn_tails){
        syn_binomial_tails(k - 1, n, p, q).lower + seen,
        syn_binomial_tails(k, n, p, q).upper + seen,
    };
}

static double upper_less_p(double log_odds, const void *ctx)
{
    const struct question *question = ctx;
    return around(question, log_odds).upper - question->p;
}

static double lower_less_p(double log_odds, const void *ctx)
{
    const struct question *question = ctx;
    return around(question, log_odds).lower - question->p;
}

/* Sets the limits and the estimate of OUT, as logarithms of the odds. */
static enum syn_status solve(struct syn_odds *out, struct question question)
{
    double other = question.sum - question.events;
    double start = log((question.events + 0.5) / (other + 0.5));
    struct question middle = question;
    middle.weight = middle.p = 0.5;
    out->unbiased = out->lower = -INFINITY;
    if (question.events > 0 && syn_root_around(&out->lower, upper_less_p,
                                               &question, start, first_width))
        return SYN_EDOMAIN;
    out->upper = INFINITY;
    if (other > 0 && syn_root_around(&out->upper, lower_less_p, &question,
                                     start, first_width))
        return SYN_EDOMAIN;
    if (question.events == 0)
        return SYN_OK;
    out->unbiased = INFINITY;
    return other > 0 ? syn_root_around(&out->unbiased, upper_less_p, &middle,
                                       start, first_width)
                     : SYN_OK;
}

enum syn_status syn_odds_limits(
    struct syn_odds *out, double part, double whole, double weight, double tail)
{
    return solve(out, (struct question){part, whole, weight, tail});
}

double syn_odds_test(double part, double whole, double weight, double log_odds)
{
    const struct question question = {part, whole, weight, 0};
    struct syn_tails none = around(&question, log_odds);
    return isnan(none.lower) || isnan(none.upper)
               ? NAN
               : fmin(1, 2 * fmin(none.lower, none.upper));
}

enum syn_status syn_share_midp(struct syn_share *out,
                               double part,
                               double whole,
                               double confidence)
{
    struct syn_odds odds;
    enum syn_refusal refusal = judge(part, whole, confidence);
    if (refusal)
        return refuse(out, refusal);
    if (part != floor(part) || whole != floor(whole))
        return refuse(out, SYN_REFUSAL_FRACTIONAL_COUNT);
    if (syn_odds_limits(&odds, part, whole, 0.5, (1 - confidence) / 2))
        return refuse(out, SYN_REFUSAL_NUMERIC);
    *out = (struct syn_share){
        .value = part / whole,
        .lower = 1 / (1 + exp(-odds.lower)),
        .upper = 1 / (1 + exp(-odds.upper)),
    };
    return SYN_OK;
}
