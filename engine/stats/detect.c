#include <samsyn/stats/detect.h>

#include <math.h>
#include <stdbool.h>

#include <gsl/gsl_cdf.h>

#include <samsyn/stats/distribution.h>
#include <samsyn/stats/quantile.h>
#include <samsyn/stats/root.h>
#include <samsyn/stats/share.h>

static const double most_events = 1e6;

/* What lies beyond these quantiles of the baseline does not count. */
static const double beyond = 5e-13;

/* A ratio above this is none that can be found. */
static const double largest_ratio = 1e9;

static enum syn_status refuse(struct syn_detect *out, enum syn_refusal refusal)
{
    *out = (struct syn_detect){NAN, NAN, NAN, refusal};
    return SYN_EDOMAIN;
}

static enum syn_refusal judge(const struct syn_detect_question *q)
{
    double x = q->baseline.events, n = q->baseline.exposure;
    if (!isfinite(x) || !isfinite(n) || !isfinite(q->follow_up) ||
        !isfinite(q->phi) || q->phi < 1 || !(q->alpha > 0 && q->alpha < 1) ||
        !(q->power > q->alpha && q->power < 1))
        return SYN_REFUSAL_DOMAIN;
    if (x < 0)
        return SYN_REFUSAL_NEGATIVE_COUNT;
    if (n <= 0 || q->follow_up <= 0)
        return SYN_REFUSAL_ZERO_EXPOSURE;
    return x == 0 ? SYN_REFUSAL_NO_EVENTS : SYN_REFUSAL_NONE;
}

/* --- exact -------------------------------------------------------------- */

/* For each baseline count from FIRST on, its probability and the follow-up
 * counts LOW..HIGH that are not told from it. */
struct plan {
    double first, mean;
    size_t n;
    double *chance, *low, *high;
    double log_odds, alpha, power;
};

size_t syn_detect_work(double events)
{
    double most;
    if (!(events >= 0 && events <= most_events) ||
        syn_poisson_quantile(&most, beyond, SYN_UPPER, events))
        return 1;
    return 3 * ((size_t)most + 1);
}

static bool told_apart(const struct plan *p, double before, double after)
{
    return before + after > 0 &&
           syn_odds_test(before, before + after, 0.5, p->log_odds) < p->alpha;
}

/* The end of those not told from BEFORE, beginning at the count FROM, which is
 * one of them.  SIGN 1 upwards, -1 downwards. */
static double
last_alike(const struct plan *p, double before, double from, double sign)
{
    double step = 1, to;
    for (to = from + sign; to >= 0 && !told_apart(p, before, to);
         to += sign * step, step *= 2)
        from = to;
    to = fmax(to, -1);
    while (fabs(to - from) > 1) {
        double middle = floor((from + to) / 2);
        if (told_apart(p, before, middle))
            to = middle;
        else
            from = middle;
    }
    return from;
}

static void lay_out(struct plan *p, double *work, double last)
{
    p->n = (size_t)(last - p->first) + 1;
    p->chance = work;
    p->low = work + p->n;
    p->high = p->low + p->n;
    double ratio = exp(-p->log_odds);
    for (size_t i = 0; i < p->n; i++) {
        double before = p->first + (double)i, middle = round(before * ratio);
        p->chance[i] = syn_poisson_point(before, p->mean);
        p->low[i] = last_alike(p, before, middle, -1);
        p->high[i] = last_alike(p, before, middle, 1);
    }
}

/* The power at the rate ratio RHO; negative logarithms too. */
static double power_at(const struct plan *p, double rho)
{
    double mean = p->mean * rho * exp(-p->log_odds), sum = 0;
    for (size_t i = 0; i < p->n; i++)
        sum += p->chance[i] * (syn_poisson_tails(p->low[i] - 1, mean).lower +
                               syn_poisson_tails(p->high[i], mean).upper);
    return sum;
}

static double power_less(double log_rho, const void *ctx)
{
    const struct plan *p = ctx;
    return power_at(p, exp(log_rho)) - p->power;
}

enum syn_status syn_detect_exact(struct syn_detect *out,
                                 const struct syn_detect_question *q,
                                 double *work)
{
    struct plan p = {
        .mean = q->baseline.events, .alpha = q->alpha, .power = q->power};
    double last, log_rho, widest = 1;
    enum syn_refusal refusal = judge(q);
    if (!refusal && q->phi != 1)
        refusal = SYN_REFUSAL_DOMAIN;
    if (!refusal &&
        (q->baseline.events > most_events ||
         syn_poisson_quantile(&p.first, beyond, SYN_LOWER, p.mean) ||
         syn_poisson_quantile(&last, beyond, SYN_UPPER, p.mean)))
        refusal = SYN_REFUSAL_NUMERIC;
    if (refusal)
        return refuse(out, refusal);
    p.log_odds = log(q->baseline.exposure / q->follow_up);
    lay_out(&p, work, last);

    *out = (struct syn_detect){NAN, NAN, power_at(&p, 0), SYN_REFUSAL_NONE};
    while (power_less(widest, &p) < 0 && exp(widest) < largest_ratio)
        widest *= 2;
    if (!syn_root(&log_rho, power_less, &p, 0, widest))
        out->rise = exp(log_rho);
    if (out->power_of_none < q->power)
        return SYN_OK;
    for (widest = -1; power_less(widest, &p) < 0 && widest > -64;)
        widest *= 2;
    if (!syn_root(&log_rho, power_less, &p, widest, 0))
        out->fall = exp(log_rho);
    return SYN_OK;
}

/* --- logarithm ---------------------------------------------------------- */

/* K is (z + z) sqrt(phi / x), R the exposure before over that after. */
struct curve {
    double k, r;
};

/* How much a ratio is beyond what its standard error asks. */
static double surplus(double log_rho, const void *ctx)
{
    const struct curve *c = ctx;
    return fabs(log_rho) - c->k * sqrt(1 + c->r * exp(-log_rho));
}

enum syn_status syn_detect_log(struct syn_detect *out,
                               const struct syn_detect_question *q)
{
    enum syn_refusal refusal = judge(q);
    double log_rho, widest = 1;
    if (refusal)
        return refuse(out, refusal);
    double z =
        gsl_cdf_ugaussian_Qinv(q->alpha / 2) + gsl_cdf_ugaussian_Pinv(q->power);
    const struct curve c = {z * sqrt(q->phi / q->baseline.events),
                            q->baseline.exposure / q->follow_up};
    *out = (struct syn_detect){NAN, NAN, NAN, SYN_REFUSAL_NONE};
    while (surplus(widest, &c) < 0 && widest < 512)
        widest *= 2;
    if (!syn_root(&log_rho, surplus, &c, 0, widest))
        out->rise = exp(log_rho);
    /* Where the surplus of a fall is largest. */
    double best = log(c.r * c.k * c.k / (2 * (1 + sqrt(1 + c.k * c.k))));
    if (best < 0 && surplus(best, &c) >= 0 &&
        !syn_root(&log_rho, surplus, &c, best, 0))
        out->fall = exp(log_rho);
    return SYN_OK;
}
