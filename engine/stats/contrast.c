#include <samsyn/stats/contrast.h>

#include <float.h>
#include <math.h>

#include <gsl/gsl_cdf.h>

#include <samsyn/stats/distribution.h>
#include <samsyn/stats/quantile.h>
#include <samsyn/stats/root.h>

static const double most_for_e_test = 2e6, most_for_exact = 1e9;

/* What lies beyond these quantiles does not count. */
static const double beyond = 1e-15;

/* Statistics as near as this are the same. */
static const double alike = 1 - 1e-12;

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
    return w.exposure <= 0 ? SYN_REFUSAL_ZERO_EXPOSURE : SYN_REFUSAL_NONE;
}

enum syn_status syn_ratio_wald(struct syn_ratio *out,
                               struct syn_window a,
                               struct syn_window b,
                               double confidence)
{
    enum syn_refusal refusal = judge(a);
    if (!refusal)
        refusal = judge(b);
    if (!refusal && !(confidence > 0 && confidence < 1))
        refusal = SYN_REFUSAL_DOMAIN;
    if (!refusal && a.events + b.events == 0)
        refusal = SYN_REFUSAL_BOTH_ZERO;
    if (!refusal && (a.events == 0 || b.events == 0))
        refusal = SYN_REFUSAL_NO_EVENTS;
    if (refusal)
        return refuse(out, refusal);
    double change = log(a.events / a.exposure) - log(b.events / b.exposure);
    double error = sqrt(1 / a.events + 1 / b.events);
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

/* --- the E-test --------------------------------------------------------- */

struct exposures {
    double a, b;
    bool score;
};

/* Falls as B grows, rises with A. */
static double statistic(const struct exposures *e, double a, double b)
{
    if (a + b == 0)
        return 0;
    double variance =
        e->score ? (a + b) / e->a / e->b : a / e->a / e->a + b / e->b / e->b;
    return (a / e->a - b / e->b) / sqrt(variance);
}

/* The smallest B with a statistic not above LIMIT (below it, if BELOW). */
static double first_from(
    const struct exposures *e, double a, double limit, bool below, double most)
{
    double from = -1, to = most + 1;
    while (to - from > 1) {
        double middle = floor((from + to) / 2);
        double t = statistic(e, a, middle);
        if (below ? t < limit : t <= limit)
            to = middle;
        else
            from = middle;
    }
    return to;
}

double
syn_e_test(struct syn_window window, struct syn_window reference, bool score)
{
    const struct exposures e = {window.exposure, reference.exposure, score};
    double sum = window.events + reference.events, total = 0;
    if (judge(window) || judge(reference) || sum > most_for_e_test)
        return NAN;
    double rate = sum / (e.a + e.b), mean_a = rate * e.a, mean_b = rate * e.b;
    double seen = fabs(statistic(&e, window.events, reference.events)) * alike;
    double first, last, most;
    if (seen == 0)
        return 1;
    if (syn_poisson_quantile(&first, beyond, SYN_LOWER, mean_a) ||
        syn_poisson_quantile(&last, beyond, SYN_UPPER, mean_a) ||
        syn_poisson_quantile(&most, beyond, SYN_UPPER, mean_b))
        return NAN;
    for (double a = first; a <= last; a++) {
        double inside = first_from(&e, a, seen, true, most);
        double outside = first_from(&e, a, -seen, false, most);
        total += syn_poisson_point(a, mean_a) *
                 (syn_poisson_tails(inside - 1, mean_b).lower +
                  syn_poisson_tails(outside - 1, mean_b).upper);
    }
    return fmin(1, total);
}

/* --- ratio of ratios ---------------------------------------------------- */

static enum syn_refusal judge_all(const struct syn_contrast *c,
                                  double confidence)
{
    const struct syn_window windows[] = {c->treated_before, c->treated_after,
                                         c->control_before, c->control_after};
    enum syn_refusal refusal = SYN_REFUSAL_NONE;
    for (int i = 0; i < 4 && !refusal; i++)
        refusal = judge(windows[i]);
    if (!refusal && (!(confidence > 0 && confidence < 1) || !isfinite(c->phi) ||
                     c->phi < 1))
        refusal = SYN_REFUSAL_DOMAIN;
    return refusal;
}

static double log_rate(struct syn_window w)
{
    return log(w.events) - log(w.exposure);
}

enum syn_status syn_contrast_log(struct syn_ratio *out,
                                 struct syn_log_ratio *log,
                                 const struct syn_contrast *contrast,
                                 double confidence)
{
    const struct syn_contrast *c = contrast;
    enum syn_refusal refusal = judge_all(c, confidence);
    double least =
        fmin(fmin(c->treated_before.events, c->treated_after.events),
             fmin(c->control_before.events, c->control_after.events));
    if (!refusal && least == 0)
        refusal = SYN_REFUSAL_NO_EVENTS;
    *log = (struct syn_log_ratio){NAN, NAN, NAN};
    if (refusal)
        return refuse(out, refusal);

    log->log = log_rate(c->treated_after) - log_rate(c->treated_before) -
               log_rate(c->control_after) + log_rate(c->control_before);
    log->error = sqrt(
        c->phi * (1 / c->treated_before.events + 1 / c->treated_after.events +
                  1 / c->control_before.events + 1 / c->control_after.events));
    log->z = log->log / log->error;
    double z = gsl_cdf_ugaussian_Qinv((1 - confidence) / 2);
    *out = (struct syn_ratio){
        .value = exp(log->log),
        .unbiased = exp(log->log),
        .lower = exp(log->log - z * log->error),
        .upper = exp(log->log + z * log->error),
        .p = fmin(1, 2 * gsl_cdf_ugaussian_Q(fabs(log->z))),
    };
    return SYN_OK;
}

/* P(k) is proportional to C(r1, k) C(r2, c - k) psi^k, for FIRST <= k <= LAST;
 * X is what was seen and counts with WEIGHT in a tail of probability P. */
struct margins {
    double r1, r2, c, first, last, x, weight, p;
};

/* P(k + 1) / P(k) */
static double step(const struct margins *m, double k, double psi)
{
    return psi * ((m->r1 - k) / (k + 1)) *
           ((m->c - k) / (m->r2 - m->c + k + 1));
}

static double mode(const struct margins *m, double psi)
{
    double from = m->first - 1, to = m->last;
    while (to - from > 1) { /* The first k that is not surpassed. */
        double middle = floor((from + to) / 2);
        if (step(m, middle, psi) <= 1)
            to = middle;
        else
            from = middle;
    }
    return to;
}

/* Adds TERM, of k, to where it belongs. */
static void
add(struct syn_tails *tails, const struct margins *m, double k, double term)
{
    if (k <= m->x)
        tails->lower += k < m->x ? term : m->weight * term;
    if (k >= m->x)
        tails->upper += k > m->x ? term : m->weight * term;
}

/* The tails on either side of X, each with its share of what was seen. */
static struct syn_tails tails_at(const struct margins *m, double psi)
{
    struct syn_tails tails = {0, 0};
    double top = mode(m, psi), sum = 1, term = 1;
    add(&tails, m, top, 1);
    for (double k = top; k < m->last; k++) {
        term *= step(m, k, psi);
        sum += term;
        add(&tails, m, k + 1, term);
        if (k > m->x && term < DBL_EPSILON / 64 * tails.upper)
            break;
        if (k < m->x && term < DBL_MIN)
            break;
    }
    term = 1;
    for (double k = top; k > m->first; k--) {
        term /= step(m, k - 1, psi);
        sum += term;
        add(&tails, m, k - 1, term);
        if (k < m->x && term < DBL_EPSILON / 64 * tails.lower)
            break;
        if (k > m->x && term < DBL_MIN)
            break;
    }
    return (struct syn_tails){tails.lower / sum, tails.upper / sum};
}

static double upper_less_p(double log_psi, const void *ctx)
{
    const struct margins *m = ctx;
    return tails_at(m, exp(log_psi)).upper - m->p;
}

static double lower_less_p(double log_psi, const void *ctx)
{
    const struct margins *m = ctx;
    return tails_at(m, exp(log_psi)).lower - m->p;
}

static struct margins margins_of(const struct syn_contrast *c)
{
    struct margins m = {
        .r1 = c->treated_after.events + c->treated_before.events,
        .r2 = c->control_after.events + c->control_before.events,
        .c = c->treated_after.events + c->control_after.events,
        .x = c->treated_after.events,
    };
    m.first = fmax(0, m.c - m.r2);
    m.last = fmin(m.r1, m.c);
    return m;
}

static bool is_whole(const struct syn_contrast *c)
{
    return c->treated_before.events == floor(c->treated_before.events) &&
           c->treated_after.events == floor(c->treated_after.events) &&
           c->control_before.events == floor(c->control_before.events) &&
           c->control_after.events == floor(c->control_after.events);
}

static enum syn_refusal judge_exact(const struct syn_contrast *c,
                                    double confidence)
{
    double up = c->treated_after.events * c->control_before.events;
    double down = c->treated_before.events * c->control_after.events;
    enum syn_refusal refusal = judge_all(c, confidence);
    if (refusal)
        return refusal;
    if (c->phi != 1)
        return SYN_REFUSAL_DOMAIN;
    if (!is_whole(c))
        return SYN_REFUSAL_FRACTIONAL_COUNT;
    if (up == 0 && down == 0)
        return SYN_REFUSAL_BOTH_ZERO;
    return margins_of(c).r1 + margins_of(c).r2 > most_for_exact
               ? SYN_REFUSAL_NUMERIC
               : SYN_REFUSAL_NONE;
}

enum syn_status syn_contrast_exact(struct syn_ratio *out,
                                   const struct syn_contrast *contrast,
                                   double confidence,
                                   double weight)
{
    const struct syn_contrast *c = contrast;
    enum syn_refusal refusal = judge_exact(c, confidence);
    if (refusal)
        return refuse(out, refusal);
    struct margins m = margins_of(c);
    /* Of the odds, where there is no difference. */
    double none =
        log(c->treated_after.exposure) + log(c->control_before.exposure) -
        log(c->treated_before.exposure) - log(c->control_after.exposure);
    double odds = (c->treated_after.events / c->treated_before.events) *
                  (c->control_before.events / c->control_after.events);
    double start =
        log((m.x + 0.5) * (c->control_before.events + 0.5) /
            (c->treated_before.events + 0.5) / (c->control_after.events + 0.5));
    double lower = -INFINITY, upper = INFINITY;
    m.weight = weight;
    m.p = (1 - confidence) / 2;
    if ((m.x > m.first &&
         syn_root_around(&lower, upper_less_p, &m, start, 0.5)) ||
        (m.x < m.last && syn_root_around(&upper, lower_less_p, &m, start, 0.5)))
        return refuse(out, SYN_REFUSAL_NUMERIC);
    struct syn_tails tails = tails_at(&m, exp(none));
    *out = (struct syn_ratio){
        .value = odds * exp(-none),
        .unbiased = odds * exp(-none),
        .lower = exp(lower - none),
        .upper = exp(upper - none),
        .p = fmin(1, 2 * fmin(tails.lower, tails.upper)),
    };
    return isnan(out->p) ? refuse(out, SYN_REFUSAL_NUMERIC) : SYN_OK;
}
