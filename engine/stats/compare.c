#include <samsyn/stats/compare.h>

#include <math.h>
#include <stdbool.h>

#include <gsl/gsl_cdf.h>

#include <samsyn/stats/distribution.h>
#include <samsyn/stats/root.h>

static const double least_reference = 10, least_for_logarithm = 5;

/* Width of the first bracket, in the logarithm of the ratio. */
static const double first_width = 0.5;

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
static enum syn_status solve(struct syn_ratio *out, struct question question)
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

/* WEIGHT as in struct question. */
static enum syn_status compare(struct syn_ratio *out,
                               struct syn_window a,
                               struct syn_window b,
                               double confidence,
                               double weight)
{
    enum syn_refusal refusal = judge_pair(a, b, confidence);
    if (refusal)
        return refuse(out, refusal);

    struct question question = {a.events, a.events + b.events, weight,
                                (1 - confidence) / 2};
    double log_exposure = log(a.exposure) - log(b.exposure);
    struct syn_tails none = around(&question, log_exposure);
    double p = fmin(1, 2 * fmin(none.lower, none.upper));
    if (isnan(none.lower) || isnan(none.upper) || solve(out, question))
        return refuse(out, SYN_REFUSAL_NUMERIC);
    *out = (struct syn_ratio){
        .value =
            b.events > 0 ? a.events / b.events * exp(-log_exposure) : INFINITY,
        .unbiased = exp(out->unbiased - log_exposure),
        .lower = exp(out->lower - log_exposure),
        .upper = exp(out->upper - log_exposure),
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

static double log_rate(struct syn_window w)
{
    return log(w.events) - log(w.exposure);
}

enum syn_status syn_ratio_of_ratios(struct syn_ratio *out,
                                    const struct syn_contrast *contrast,
                                    double confidence)
{
    const struct syn_contrast *c = contrast;
    enum syn_refusal refusal = judge_contrast(c, confidence);
    if (refusal)
        return refuse(out, refusal);

    double change = log_rate(c->treated_after) - log_rate(c->treated_before) -
                    log_rate(c->control_after) + log_rate(c->control_before);
    double error = sqrt(
        c->phi * (1 / c->treated_before.events + 1 / c->treated_after.events +
                  1 / c->control_before.events + 1 / c->control_after.events));
    double z = gsl_cdf_ugaussian_Qinv((1 - confidence) / 2);
    *out = (struct syn_ratio){
        .value = exp(change),
        .unbiased = exp(change),
        .lower = exp(change - z * error),
        .upper = exp(change + z * error),
        .p = fmin(1, 2 * gsl_cdf_ugaussian_Q(fabs(change) / error)),
    };
    return SYN_OK;
}
