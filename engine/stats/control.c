#include <samsyn/stats/control.h>

#include <math.h>

#include <gsl/gsl_math.h>

#include <samsyn/stats/distribution.h>
#include <samsyn/stats/quantile.h>
#include <samsyn/stats/ranges.h>
#include <samsyn/stats/sample.h>

/* The power that makes times between events nearly normal (Nelson). */
static const double nelson = 3.6;

/* The median of an exponential distribution, and as qicharts2 rounds it. */
static const double g_centre = 0.693;

/* The second, inner pair of limits. */
static const double inner_sigma = 2;
static const double inner_probability = 0.025;

/* What a chart is made from.  BASE and SORTED are work space of ROWS each. */
struct chart {
    const struct syn_chart_options *o;
    struct syn_chart_point *points;
    const double *x, *n;
    double *base, *sorted;
    bool clip;
};

/* A segment on its way: SEEN is the public part, SCALE multiplies the standard
 * deviation of a point, SIZE is that of the negative binomial for c. */
struct part {
    struct syn_chart_segment *seen;
    double scale, variance;
};

static bool is_rate(enum syn_chart chart)
{
    return chart == SYN_CHART_U || chart == SYN_CHART_P ||
           chart == SYN_CHART_U_PRIME || chart == SYN_CHART_P_PRIME;
}

static bool is_share(enum syn_chart chart)
{
    return chart == SYN_CHART_P || chart == SYN_CHART_P_PRIME;
}

static bool is_count(enum syn_chart chart)
{
    return chart == SYN_CHART_C || is_rate(chart);
}

static double exposure(const struct chart *c, size_t i)
{
    return c->n ? c->n[i] : 1;
}

static enum syn_refusal judge_row(const struct chart *c, size_t i)
{
    enum syn_chart chart = c->o->chart;
    double x = c->x[i], n = exposure(c, i);
    if (isnan(x) || isnan(n))
        return SYN_REFUSAL_NONE;
    if (isinf(x) || isinf(n))
        return SYN_REFUSAL_DOMAIN;
    if (n <= 0)
        return SYN_REFUSAL_ZERO_EXPOSURE;
    if (chart == SYN_CHART_T && x <= 0)
        return SYN_REFUSAL_ZERO_INTERVAL;
    if ((is_count(chart) || chart == SYN_CHART_G) && x < 0)
        return SYN_REFUSAL_NEGATIVE_COUNT;
    if (is_share(chart) && x > n)
        return SYN_REFUSAL_NUMERATOR_EXCEEDS_DENOMINATOR;
    return c->o->exact && chart != SYN_CHART_T && x != floor(x)
               ? SYN_REFUSAL_FRACTIONAL_COUNT
               : SYN_REFUSAL_NONE;
}

static double value(const struct chart *c, const struct part *p, size_t i)
{
    double x = c->x[i] + 0 * exposure(c, i);
    if (is_rate(c->o->chart))
        return x / c->n[i];
    if (c->o->chart == SYN_CHART_MR)
        return i > p->seen->from ? fabs(x - c->x[i - 1]) : NAN;
    return x;
}

static bool excluded(const struct chart *c, size_t i)
{
    return c->o->excluded && c->o->excluded[i];
}

/* Whether row I is one of those that make the limits. */
static bool in_base(const struct chart *c, const struct part *p, size_t i)
{
    size_t baseline = c->o->baseline;
    return !excluded(c, i) && (!baseline || i < p->seen->from + baseline);
}

/* Copies what the limits are made of to BASE: missing points as NaN, so that no
 * range is formed across them, excluded ones not at all.  Returns how many. */
static size_t
collect(const struct chart *c,
        const struct part *p,
        double (*of)(const struct chart *, const struct part *, size_t))
{
    size_t n = 0;
    for (size_t i = p->seen->from; i <= p->seen->to; i++)
        if (in_base(c, p, i))
            c->base[n++] = of(c, p, i);
    return n;
}

static double pooled(const struct chart *c, const struct part *p)
{
    long double events = 0, in = 0;
    for (size_t i = p->seen->from; i <= p->seen->to; i++) {
        double y = c->points[i].value, n = exposure(c, i);
        if (!in_base(c, p, i) || isnan(y))
            continue;
        events += is_rate(c->o->chart) ? c->x[i] : y * n;
        in += n;
    }
    return (double)(events / in);
}

static void find_centre(const struct chart *c, struct part *p, size_t n)
{
    enum syn_chart chart = c->o->chart;
    double *centre = &p->seen->centre;
    if (!isnan(c->o->centre))
        *centre = c->o->centre;
    else if (chart == SYN_CHART_RUN)
        *centre = syn_sample_quantile(c->base, n, 0.5, c->sorted);
    else if (is_rate(chart) || chart == SYN_CHART_I_PRIME)
        *centre = pooled(c, p);
    else
        *centre = syn_sample_mean(c->base, n);
}

/* The standard deviation that the centre implies for row I, before SCALE. */
static double spread(const struct chart *c, double centre, size_t i)
{
    double n = exposure(c, i);
    if (is_share(c->o->chart))
        return sqrt(centre * (1 - centre) / n);
    if (is_rate(c->o->chart))
        return sqrt(centre / n);
    switch (c->o->chart) {
    case SYN_CHART_C:
        return sqrt(centre);
    case SYN_CHART_G:
        return sqrt(centre * (centre + 1));
    case SYN_CHART_I_PRIME:
        return sqrt(1 / n);
    default:
        return 1;
    }
}

static double
standardised(const struct chart *c, const struct part *p, size_t i)
{
    double centre = p->seen->centre;
    return (c->points[i].value - centre) / spread(c, centre, i);
}

static double powered(const struct chart *c, const struct part *p, size_t i)
{
    (void)p;
    return pow(c->points[i].value, 1 / nelson);
}

static double plain(const struct chart *c, const struct part *p, size_t i)
{
    (void)p;
    return c->points[i].value;
}

/* Taylor's standard deviation of a value that rests on 1, over all rows. */
static double taylor(const struct chart *c, const struct part *p, double limit)
{
    long double sum = 0;
    size_t used = 0;
    for (size_t i = p->seen->from + 1; i <= p->seen->to; i++) {
        double range = fabs(c->points[i].value - c->points[i - 1].value);
        double s = sqrt(M_PI / 2) * range /
                   sqrt(1 / exposure(c, i) + 1 / exposure(c, i - 1));
        if (isnan(s) || s >= limit)
            continue;
        sum += s;
        used++;
    }
    return used ? (double)(sum / (long double)used) : NAN;
}

/* Sets SCALE, and what of it is shown. */
static enum syn_refusal find_scale(const struct chart *c, struct part *p)
{
    const struct syn_chart_options *o = c->o;
    double screen = o->screen ? o->d4 : 0;
    size_t n;
    p->scale = 1;
    switch (o->chart) {
    case SYN_CHART_U_PRIME:
    case SYN_CHART_P_PRIME:
        n = collect(c, p, standardised);
        p->scale = syn_ranges_screened(c->base, n, screen) / o->d2;
        p->seen->sigma_z = p->scale;
        break;
    case SYN_CHART_I:
    case SYN_CHART_T:
        n = collect(c, p, o->chart == SYN_CHART_T ? powered : plain);
        p->seen->amr = syn_ranges_screened(c->base, n, screen);
        p->scale = p->seen->amr / o->d2;
        break;
    case SYN_CHART_I_PRIME:
        p->scale = taylor(c, p, INFINITY);
        /* The rounding of the constant is qicharts2's own here. */
        if (screen > 0)
            p->scale =
                taylor(c, p, p->scale * (screen > SYN_D4 ? 3.2665 : screen));
        p->seen->amr = p->scale;
        break;
    default:
        break;
    }
    if (isnan(p->scale))
        return p->seen->n < 2 ? SYN_REFUSAL_TOO_FEW_POINTS
                              : SYN_REFUSAL_NO_VARIATION;
    return p->scale > 0 ? SYN_REFUSAL_NONE : SYN_REFUSAL_NO_VARIATION;
}

/* Pearson's X^2 over its degrees of freedom for counts about the centre; and
 * the variance of the counts, which c's negative binomial is made from. */
static void find_dispersion(const struct chart *c, struct part *p)
{
    long double sum = 0;
    for (size_t i = p->seen->from; i <= p->seen->to; i++) {
        if (!in_base(c, p, i) || isnan(c->points[i].value))
            continue;
        double z = standardised(c, p, i);
        sum += z * z;
    }
    p->variance = (double)(sum / (long double)(p->seen->n - 1));
    p->seen->phi = p->seen->n > 1 ? fmax(1, p->variance) : NAN;
}

/* A quantile of the count of row I. */
static enum syn_status count_limit(double *out,
                                   const struct chart *c,
                                   const struct part *p,
                                   size_t i,
                                   double probability,
                                   enum syn_tail tail)
{
    double n = exposure(c, i), mean = p->seen->centre * n;
    if (c->o->counts == SYN_COUNTS_BINOMIAL)
        return syn_binomial_quantile(out, probability, tail, n,
                                     p->seen->centre);
    if (c->o->counts == SYN_COUNTS_NB && p->seen->phi > 1) {
        double size = mean / (p->seen->phi - 1);
        return syn_nb_quantile(out, probability, tail, mean, size);
    }
    return syn_poisson_quantile(out, probability, tail, mean);
}

/* The smallest k with P(X <= k) >= P, geometric with the centre as mean. */
static double between_limit(const struct chart *c, double centre, double p)
{
    double share = c->o->from_one ? 1 / centre : 1 / (1 + centre);
    double trials = share < 1 ? log1p(-p) / log1p(-share) : 1;
    double whole = ceil(trials * (1 - 64 * 0x1p-52));
    return fmax(whole, 1) - (c->o->from_one ? 0 : 1);
}

static enum syn_refusal exact_pair(const struct chart *c,
                                   const struct part *p,
                                   size_t i,
                                   double probability,
                                   double pair[2])
{
    double centre = p->seen->centre;
    if (c->o->chart == SYN_CHART_T) {
        pair[0] = -centre * log1p(-probability);
        pair[1] = -centre * log(probability);
    } else if (c->o->chart == SYN_CHART_G) {
        pair[0] = between_limit(c, centre, probability);
        pair[1] = between_limit(c, centre, 1 - probability);
    } else if (count_limit(&pair[0], c, p, i, probability, SYN_LOWER) ||
               count_limit(&pair[1], c, p, i, probability, SYN_UPPER)) {
        return SYN_REFUSAL_NUMERIC;
    }
    return SYN_REFUSAL_NONE;
}

static enum syn_refusal
limit_exactly(const struct chart *c, const struct part *p, size_t i)
{
    struct syn_chart_point *q = &c->points[i];
    double outer[2], inner[2];
    double n = is_rate(c->o->chart) ? exposure(c, i) : 1;
    enum syn_refusal refusal = exact_pair(c, p, i, c->o->probability, outer);
    if (!refusal)
        refusal = exact_pair(c, p, i, inner_probability, inner);
    if (refusal)
        return refusal;
    q->lower = outer[0] / n, q->upper = outer[1] / n;
    q->lower2 = inner[0] / n, q->upper2 = inner[1] / n;
    if (c->o->chart == SYN_CHART_T) {
        q->centre = p->seen->centre * M_LN2;
    } else {
        q->lower_count = outer[0], q->upper_count = outer[1];
    }
    return SYN_REFUSAL_NONE;
}

/* Centre + K standard deviations, back on the scale of the values. */
static double
limit_at(const struct chart *c, const struct part *p, size_t i, double k)
{
    double centre = p->seen->centre;
    double limit = centre + k * spread(c, centre, i) * p->scale;
    if (c->clip)
        limit = fmax(limit, 0);
    if (is_share(c->o->chart))
        limit = fmin(limit, 1);
    return c->o->chart == SYN_CHART_T ? pow(limit, nelson) : limit;
}

static void
limit_by_sigma(const struct chart *c, const struct part *p, size_t i)
{
    struct syn_chart_point *q = &c->points[i];
    q->lower = limit_at(c, p, i, -c->o->sigma);
    q->upper = limit_at(c, p, i, c->o->sigma);
    q->lower2 = limit_at(c, p, i, -inner_sigma);
    q->upper2 = limit_at(c, p, i, inner_sigma);
    if (c->o->chart == SYN_CHART_T)
        q->centre = pow(p->seen->centre, nelson);
}

static void limit_ranges(const struct chart *c, const struct part *p, size_t i)
{
    struct syn_chart_point *q = &c->points[i];
    q->lower = q->lower2 = 0;
    q->upper = c->o->d4 * p->seen->centre * c->o->sigma / 3;
    q->upper2 = c->o->d4 * p->seen->centre * 2 / 3;
}

/* Whether row I has the limits of the row before: exact ones are dear. */
static bool same_limits(const struct chart *c, size_t i)
{
    return exposure(c, i) == exposure(c, i - 1);
}

static void copy_limits(struct syn_chart_point *to,
                        const struct syn_chart_point *from)
{
    to->lower = from->lower, to->upper = from->upper;
    to->lower2 = from->lower2, to->upper2 = from->upper2;
    to->lower_count = from->lower_count, to->upper_count = from->upper_count;
    to->centre = from->centre;
}

/* 1 above the limits, -1 below; counts are compared as counts. */
static int beyond(const struct chart *c, size_t i)
{
    const struct syn_chart_point *q = &c->points[i];
    if (!isnan(q->lower_count))
        return (c->x[i] > q->upper_count) - (c->x[i] < q->lower_count);
    return (q->value > q->upper) - (q->value < q->lower);
}

static enum syn_refusal set_limits(const struct chart *c, const struct part *p)
{
    for (size_t i = p->seen->from; i <= p->seen->to; i++) {
        enum syn_refusal refusal = SYN_REFUSAL_NONE;
        struct syn_chart_point *q = &c->points[i];
        if (c->o->chart == SYN_CHART_RUN || isnan(exposure(c, i)))
            continue;
        if (i > p->seen->from && same_limits(c, i))
            copy_limits(q, q - 1);
        else if (c->o->chart == SYN_CHART_MR)
            limit_ranges(c, p, i);
        else if (c->o->exact)
            refusal = limit_exactly(c, p, i);
        else
            limit_by_sigma(c, p, i);
        if (refusal)
            return refusal;
        q->has_signal = !isnan(q->value);
        q->signal = q->has_signal ? beyond(c, i) : 0;
    }
    return SYN_REFUSAL_NONE;
}

/* For g the limits stand about the mean, but half of the points lie below the
 * median, and that is shown. */
static double
shown_centre(const struct chart *c, const struct part *p, size_t n)
{
    if (c->o->chart != SYN_CHART_G)
        return p->seen->centre;
    return isnan(c->o->centre) ? syn_sample_quantile(c->base, n, 0.5, c->sorted)
                               : g_centre * c->o->centre;
}

static bool collapsed(const struct chart *c, double centre)
{
    enum syn_chart chart = c->o->chart;
    if (chart == SYN_CHART_I || chart == SYN_CHART_I_PRIME ||
        chart == SYN_CHART_RUN)
        return false;
    if (chart == SYN_CHART_G && c->o->from_one)
        return !(centre > 1);
    return !(centre > 0) || (is_share(chart) && !(centre < 1));
}

static enum syn_refusal make_segment(const struct chart *c, struct part *p)
{
    struct syn_chart_segment *s = p->seen;
    for (size_t i = s->from; i <= s->to; i++)
        c->points[i].value = value(c, p, i);
    size_t n = collect(c, p, plain);
    s->n = syn_sample_size(c->base, n);
    if (s->n == 0)
        return c->o->chart == SYN_CHART_MR ? SYN_REFUSAL_TOO_FEW_POINTS
                                           : SYN_REFUSAL_NO_DATA;
    find_centre(c, p, n);
    if (!isfinite(s->centre))
        return SYN_REFUSAL_NUMERIC;
    if (collapsed(c, s->centre))
        return isnan(c->o->centre) ? SYN_REFUSAL_NO_VARIATION
                                   : SYN_REFUSAL_DOMAIN;
    double shown = shown_centre(c, p, n);
    if (c->o->chart == SYN_CHART_T && !c->o->exact && isnan(c->o->centre))
        s->centre = syn_sample_mean(c->base, collect(c, p, powered));
    if (c->o->chart == SYN_CHART_T && !c->o->exact && !isnan(c->o->centre))
        s->centre = pow(s->centre, 1 / nelson);
    enum syn_refusal refusal =
        c->o->exact ? SYN_REFUSAL_NONE : find_scale(c, p);
    if (refusal)
        return refusal;
    if (is_count(c->o->chart))
        find_dispersion(c, p);
    for (size_t i = s->from; i <= s->to; i++) {
        c->points[i].centre = shown;
        c->points[i].included = !isnan(c->points[i].value) && !excluded(c, i);
    }
    refusal = set_limits(c, p);
    if (c->o->chart == SYN_CHART_T && !c->o->exact)
        s->centre = pow(s->centre, nelson);
    return refusal;
}

static void clear(struct syn_chart_point *point, size_t segment)
{
    *point = (struct syn_chart_point){
        .segment = segment,
        .value = NAN,
        .centre = NAN,
        .lower = NAN,
        .upper = NAN,
        .lower2 = NAN,
        .upper2 = NAN,
        .lower_count = NAN,
        .upper_count = NAN,
    };
}

static enum syn_refusal judge(const struct chart *c, size_t rows)
{
    if (rows == 0)
        return SYN_REFUSAL_NO_DATA;
    if (isinf(c->o->centre))
        return SYN_REFUSAL_DOMAIN;
    for (size_t i = 0; i < rows; i++) {
        enum syn_refusal refusal = judge_row(c, i);
        if (refusal)
            return refusal;
    }
    return SYN_REFUSAL_NONE;
}

enum syn_refusal syn_chart_make(struct syn_chart_point *points,
                                struct syn_chart_segment *segments,
                                const double *x,
                                const double *n,
                                size_t rows,
                                const struct syn_chart_options *o,
                                double *work)
{
    const struct chart c = {
        .o = o,
        .points = points,
        .x = x,
        .n = n,
        .base = work,
        .sorted = work + rows,
        .clip = !syn_sample_has_negative(x, rows),
    };
    enum syn_refusal refusal = judge(&c, rows);
    for (size_t k = 0; !refusal && k <= o->n_starts; k++) {
        size_t from = k ? o->starts[k - 1] : 0;
        size_t end = k < o->n_starts ? o->starts[k] : rows;
        if (from >= end || end > rows)
            return SYN_REFUSAL_DOMAIN;
        for (size_t i = from; i < end; i++)
            clear(&points[i], k);
        segments[k] = (struct syn_chart_segment){
            .from = from,
            .to = end - 1,
            .sigma_z = NAN,
            .amr = NAN,
            .phi = NAN,
        };
        struct part p = {.seen = &segments[k]};
        refusal = make_segment(&c, &p);
    }
    return refusal;
}
