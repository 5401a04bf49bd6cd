#include <samsyn/stats/range.h>

#include <math.h>

#include <gsl/gsl_math.h>

#include <samsyn/stats/continuous.h>
#include <samsyn/stats/distribution.h>
#include <samsyn/stats/glm.h>
#include <samsyn/stats/outbreak.h>
#include <samsyn/stats/quantile.h>

enum {
    MIN_BASELINE = 8,
    SEASON_FROM = 12,
    MAX_TERMS = 4, /* Intercept, trend, sine, cosine. */
};

/* More than this is not a count of a municipality; the tails would be slow. */
static const double largest_expected = 1e11;

/* The 97.5 % quantile of a negative binomial of given mean grows with its
 * variance until the size is about .045, and falls from there: a still more
 * irregular past would make the range narrower (6). */
static const double least_size = 0.05;

/* The baseline, as the regression wants it.  The arrays have room for all
 * rows; GLM is the rest of the work space. */
struct baseline {
    double *y, *x, *offset, *weight, *glm;
    double target_exposure;
    size_t n, terms;
};

/* Fewer degrees of freedom than this are not believed, and a dependence no
 * closer than this (8, 9). */
static const double least_freedom = 6, most_dependence = 0.8;

/* What the model says of the target: the mean and the variance of its count,
 * and the degrees of freedom that the variance was estimated with; infinite if
 * it was not.  ZERO is the least probability of no event (10). */
struct prediction {
    double mean, variance, phi, df, zero;
};

size_t syn_range_work(size_t n)
{
    return (MAX_TERMS + 3) * n + syn_glm_work(n, MAX_TERMS);
}

static enum syn_status refuse(struct syn_range *out, enum syn_refusal refusal)
{
    *out = (struct syn_range){
        .expected = NAN,
        .lo95 = NAN,
        .hi95 = NAN,
        .lo998 = NAN,
        .hi998 = NAN,
        .p_low = NAN,
        .p_high = NAN,
        .mid_p = NAN,
        .phi = NAN,
        .n_baseline = out->n_baseline,
        .refusal = refusal,
    };
    return SYN_EDOMAIN;
}

static enum syn_refusal judge(const struct syn_range_options *options,
                              double observed)
{
    if (options->cycle < 1 || isinf(observed))
        return SYN_REFUSAL_DOMAIN;
    if (observed < 0)
        return SYN_REFUSAL_NEGATIVE_COUNT;
    return !isnan(observed) && observed != floor(observed)
               ? SYN_REFUSAL_FRACTIONAL_COUNT
               : SYN_REFUSAL_NONE;
}

static enum syn_refusal judge_row(double count, double exposure)
{
    if (isinf(count) || isinf(exposure))
        return SYN_REFUSAL_DOMAIN;
    if (count < 0)
        return SYN_REFUSAL_NEGATIVE_COUNT;
    return exposure <= 0 ? SYN_REFUSAL_ZERO_EXPOSURE : SYN_REFUSAL_NONE;
}

/* How many columns the season takes (4).  Two periods a year have no sine. */
static size_t season_terms(const struct syn_range_options *o, size_t n)
{
    size_t from = o->season_from ? o->season_from : SEASON_FROM;
    if (n < from || o->cycle < 2)
        return 0;
    return o->cycle == 2 ? 1 : 2;
}

/* Fills the TERMS values of row AT.  Time is in years and counted from the
 * target, so that the intercept belongs to it. */
static void fill_terms(double *x,
                       size_t terms,
                       double at,
                       double target,
                       const struct syn_range_options *o)
{
    double angle = 2 * M_PI * fmod(at + o->phase, o->cycle) / o->cycle;
    x[0] = 1;
    x[1] = (at - target) / o->cycle;
    if (terms > 2)
        x[2] = cos(angle);
    if (terms > 3)
        x[3] = sin(angle);
}

static struct baseline lay_out(double *work, size_t n)
{
    struct baseline b = {.y = work};
    b.x = b.y + n;
    b.offset = b.x + MAX_TERMS * n;
    b.weight = b.offset + n;
    b.glm = b.weight + n;
    return b;
}

/* Collects the usable rows before TARGET (1, 2); X holds their places in time
 * until the number of terms is known. */
static enum syn_refusal collect(struct baseline *b,
                                const double *count,
                                const double *exposure,
                                size_t n,
                                size_t target)
{
    b->target_exposure = NAN;
    for (size_t i = 0; i < n && i < target; i++) {
        double e = exposure ? exposure[i] : 1;
        if (isnan(count[i]) || isnan(e))
            continue;
        enum syn_refusal refusal = judge_row(count[i], e);
        if (refusal)
            return refusal;
        b->y[b->n] = count[i];
        b->x[b->n] = (double)i;
        b->offset[b->n++] = log(e);
        b->target_exposure = e;
    }
    if (exposure && target < n)
        b->target_exposure = exposure[target];
    if (b->n == 0)
        return SYN_REFUSAL_TOO_FEW_POINTS;
    if (isnan(b->target_exposure))
        return SYN_REFUSAL_MISSING_VALUES;
    return judge_row(0, b->target_exposure);
}

/* Turns the places in time into terms, last row first, because they share the
 * array; and the offsets into ones relative to the target. */
static void
fill(struct baseline *b, size_t target, const struct syn_range_options *o)
{
    for (size_t i = b->n; i-- > 0;) {
        double at = b->x[i];
        fill_terms(b->x + i * b->terms, b->terms, at, (double)target, o);
        b->offset[i] -= log(b->target_exposure);
        b->weight[i] = 1;
    }
}

static enum syn_refusal fit(struct syn_glm *glm, const struct baseline *b)
{
    const struct syn_glm_data data = {
        .y = b->y,
        .x = b->x,
        .offset = b->offset,
        .weight = b->weight,
        .n = b->n,
        .p = b->terms,
    };
    return syn_glm_fit(glm, &data, b->glm) ? glm->refusal : SYN_REFUSAL_NONE;
}

/* Weighs outbreaks down (5).  False if there are none. */
static bool weigh(struct baseline *b, const struct syn_glm *glm)
{
    return syn_outbreak_weigh(b->weight, b->y, glm, glm->phi,
                              SYN_OUTBREAK_THRESHOLD, b->n, 0) != 1;
}

/* x' C x, for the terms X of the target and the covariance C. */
static double spread(const double *x, const double *covariance, size_t terms)
{
    double sum = 0;
    for (size_t i = 0; i < terms; i++)
        for (size_t j = 0; j < terms; j++)
            sum += x[i] * covariance[i * terms + j] * x[j];
    return sum;
}

/* How far a row goes with the one before: the first autocorrelation of the
 * weighted Pearson residuals, and what so many terms take from it (9). */
static double dependence(const struct baseline *b,
                         const struct syn_glm *glm,
                         const struct syn_range_options *o)
{
    double together = 0, alone = 0, before = 0;

    for (size_t i = 0; i < b->n; i++) {
        const double *x = b->x + i * b->terms;
        double mu = glm->fitted[i];
        double e = sqrt(b->weight[i] / mu) * (b->y[i] - mu);
        if (i && (x[1] - x[1 - (ptrdiff_t)b->terms]) * o->cycle < 1.5)
            together += e * before;
        alone += e * e;
        before = e;
    }
    double r = alone > 0 ? together / alone : 0;
    return fmin(most_dependence, fmax(0, r + (double)b->terms / (double)b->n));
}

/* The degrees of freedom that PHI is worth, of counts with MEAN (8). */
static double freedom(const struct syn_glm *glm, double mean)
{
    double size = mean / (glm->phi - 1);
    double kurtosis = 6 / size + 1 / (glm->phi * mean);

    return fmax(least_freedom, (double)glm->df / (1 + kurtosis / 2));
}

/* (1 + Z) / (1 + N), if Z of the N rows are 0 (10). */
static double zero_share(const struct baseline *b)
{
    size_t zeros = 0;

    for (size_t i = 0; i < b->n; i++)
        zeros += b->y[i] == 0;
    return zeros ? (1 + (double)zeros) / (1 + (double)b->n) : 0;
}

static enum syn_refusal predict(struct prediction *out,
                                struct baseline *b,
                                size_t target,
                                const struct syn_range_options *o)
{
    struct syn_glm glm;
    enum syn_refusal refusal = fit(&glm, b);
    if (!refusal && weigh(b, &glm))
        refusal = fit(&glm, b);
    if (refusal)
        return refusal;

    double x[MAX_TERMS], log_mean = 0;
    fill_terms(x, b->terms, (double)target, (double)target, o);
    for (size_t j = 0; j < b->terms; j++)
        log_mean += x[j] * glm.beta[j];
    double mean = exp(log_mean);
    bool varies = glm.phi > 1;
    double r = varies ? dependence(b, &glm, o) : 0;
    double error2 =
        glm.phi * spread(x, glm.covariance, b->terms) * (1 + r) / (1 - r);
    *out =
        (struct prediction){.mean = mean,
                            .variance = glm.phi * mean + mean * mean * error2,
                            .phi = glm.phi,
                            .df = varies ? freedom(&glm, mean) : INFINITY,
                            .zero = varies ? zero_share(b) : 0};
    return mean <= largest_expected && isfinite(out->variance)
               ? SYN_REFUSAL_NONE
               : SYN_REFUSAL_NUMERIC;
}

/* The tail of the normal distribution that begins where the tail PART of t
 * does (8). */
static enum syn_status as_normal(double *out, double part, double df)
{
    double t;

    *out = part;
    if (isinf(df))
        return SYN_OK;
    enum syn_status status = syn_t_quantile(&t, part, SYN_UPPER, df);
    *out = syn_normal_tails(t).upper;
    return status;
}

/* The same backwards: PART, at most a half, as a tail of t. */
static double as_t(double part, double df)
{
    double z;

    if (isinf(df) || !(part > 0))
        return part;
    return syn_normal_quantile(&z, part, SYN_UPPER) ? NAN
                                                    : syn_t_tails(z, df).upper;
}

/* The limits that leave out PART of such counts on either side. */
static enum syn_status limit(double *low,
                             double *high,
                             double part,
                             const struct prediction *p,
                             double size)
{
    double tail;

    if (as_normal(&tail, part, p->df) ||
        syn_nb_quantile(low, tail, SYN_LOWER, p->mean, size) ||
        syn_nb_quantile(high, tail, SYN_UPPER, p->mean, size))
        return SYN_EDOMAIN;
    if (p->zero > part)
        *low = 0;
    return SYN_OK;
}

/* The probabilities of OBSERVED.  Those of mid-P add up to 1. */
static enum syn_status weigh_observed(struct syn_range *out,
                                      const struct prediction *p,
                                      double size,
                                      double observed)
{
    double half = syn_nb_point(observed, p->mean, size) / 2;
    double low = half + syn_nb_tails(observed - 1, p->mean, size).lower;
    double high = half + syn_nb_tails(observed, p->mean, size).upper;
    double least = as_t(fmin(low, high), p->df);

    out->p_low = low < high ? least : 1 - least;
    out->p_high = low < high ? 1 - least : least;
    if (observed == 0 && out->p_low < p->zero) {
        out->p_low = p->zero;
        out->p_high = 1 - p->zero;
    }
    out->mid_p = 2 * fmin(out->p_low, out->p_high);
    return isnan(low) || isnan(high) || isnan(least) ? SYN_EDOMAIN : SYN_OK;
}

/* The limits and probabilities of the predictive distribution (7 to 10). */
static enum syn_status
describe(struct syn_range *out, const struct prediction *p, double observed)
{
    double excess = p->variance - p->mean;
    double size = excess > 0 ? p->mean * p->mean / excess : INFINITY;

    if (!(size >= least_size) ||
        limit(&out->lo95, &out->hi95, 0.025, p, size) ||
        limit(&out->lo998, &out->hi998, 0.001, p, size))
        return SYN_EDOMAIN;
    out->p_low = out->p_high = out->mid_p = NAN;
    return isnan(observed) ? SYN_OK : weigh_observed(out, p, size, observed);
}

/* NOLINTNEXTLINE: see the header. */
enum syn_status syn_range_predict(struct syn_range *out,
                                  const double *count,
                                  const double *exposure,
                                  size_t n,
                                  size_t target,
                                  struct syn_range_options options,
                                  double observed,
                                  double *work)
{
    const struct syn_range_options *o = &options;
    struct baseline b = lay_out(work, n);
    struct prediction p;
    enum syn_refusal refusal = judge(o, observed);

    *out = (struct syn_range){.trend = true};
    if (!refusal)
        refusal = collect(&b, count, exposure, n, target);
    out->n_baseline = b.n;
    if (!refusal && b.n < (o->min_baseline ? o->min_baseline : MIN_BASELINE))
        refusal = SYN_REFUSAL_TOO_FEW_POINTS;
    if (refusal)
        return refuse(out, refusal);

    b.terms = 2 + season_terms(o, b.n);
    out->season = b.terms > 2;
    fill(&b, target, o);
    refusal = predict(&p, &b, target, o);
    if (refusal)
        return refuse(out, refusal);
    if (describe(out, &p, observed))
        return refuse(out, SYN_REFUSAL_NUMERIC);
    out->expected = p.mean;
    out->phi = p.phi;
    return SYN_OK;
}

static double below(double limit)
{
    return limit > 0 ? limit - 1 : NAN;
}

struct syn_range_next syn_range_next(const struct syn_range *range)
{
    return (struct syn_range_next){
        .sign_low = below(range->lo95),
        .sign_high = range->hi95 + 1,
        .clear_low = below(range->lo998),
        .clear_high = range->hi998 + 1,
    };
}
