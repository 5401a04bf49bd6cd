#include <samsyn/stats/funnel.h>

#include <math.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>

#include <samsyn/stats/distribution.h>
#include <samsyn/stats/quantile.h>

/* Probability below the lower limits of 95 and 99.8 %; and the normal quantiles
 * as FunnelPlotR writes them. */
static const double tail[2] = {0.025, 0.001};
static const double rounded[2] = {1.959964, 3.090232};

/* From this count PHE takes Byar's limits; below it the exact ones. */
static const double byar_from = 10;

static double root_score(double o, double e)
{
    return 2 * (sqrt(o) - sqrt(e));
}

static double log_score(double o, double e)
{
    return sqrt(e) * log(o / e);
}

/* DerSimonian and Laird's moment estimate from N scores Z whose areas have
 * PRECISION s^-2. */
static void moments(struct syn_funnel_spread *out,
                    const double *z,
                    const double *precision,
                    size_t n)
{
    double squares = 0, sum = 0, sum2 = 0, areas = (double)n;
    for (size_t i = 0; i < n; i++) {
        squares += z[i] * z[i];
        sum += precision[i];
        sum2 += precision[i] * precision[i];
    }
    double excess = squares - (areas - 1), scale = sum - sum2 / sum;
    out->phi = squares / areas;
    out->tau2 = excess > 0 && scale > 0 ? excess / scale : 0;
}

/* Keeps the ranks (ties share their mean) that are not in the outermost of
 * 1 / TRIM groups. */
static size_t truncate(
    double *z, double *precision, const double *sorted, size_t n, double trim)
{
    double groups = 1 / trim;
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        size_t below = 0, ties = 0;
        while (below < n && sorted[below] < z[i])
            below++;
        while (below + ties < n && sorted[below + ties] == z[i])
            ties++;
        double rank = (double)below + ((double)ties + 1) / 2;
        double group = floor(rank * groups / ((double)n + 1));
        if (trim > 0 && (group == 0 || group == floor(groups + 1e-9) - 1))
            continue;
        z[kept] = z[i];
        precision[kept++] = precision[i];
    }
    return kept;
}

enum syn_refusal syn_funnel_spread(struct syn_funnel_spread *out,
                                   const double *observed,
                                   const double *expected,
                                   size_t n,
                                   enum syn_funnel_form form,
                                   double trim,
                                   double *work)
{
    double *z = work, *precision = work + n, *sorted = work + 2 * n;
    if (n == 0)
        return SYN_REFUSAL_NO_DATA;
    for (size_t i = 0; i < n; i++) {
        bool shmi = form == SYN_FUNNEL_SHMI;
        double o = observed[i];
        double e = shmi ? round(expected[i] * 100) / 100 : expected[i];
        if (shmi && (!(o > 0) || !(e > 0)))
            return SYN_REFUSAL_UNDEFINED_LOGIT;
        z[i] = sorted[i] = shmi ? log_score(o, e) : root_score(o, e);
        precision[i] = shmi ? e : 4 * e;
    }
    gsl_sort(sorted, 1, n);
    if (form == SYN_FUNNEL_SHMI) {
        n = truncate(z, precision, sorted, n, trim);
        if (n == 0)
            return SYN_REFUSAL_NO_DATA;
    } else {
        double low = gsl_stats_quantile_from_sorted_data(sorted, 1, n, trim);
        double high =
            gsl_stats_quantile_from_sorted_data(sorted, 1, n, 1 - trim);
        for (size_t i = 0; i < n; i++)
            z[i] = fmin(fmax(z[i], low), high);
    }
    moments(out, z, precision, n);
    return SYN_REFUSAL_NONE;
}

static double mean_of(const struct syn_funnel_area *a)
{
    return a->target * a->expected;
}

static double share_of(const struct syn_funnel_area *a)
{
    return fmin(mean_of(a) / a->trials, 1);
}

static enum syn_status quantile(double *out,
                                const struct syn_funnel_area *a,
                                double p,
                                enum syn_tail t)
{
    return a->trials > 0
               ? syn_binomial_quantile(out, p, t, a->trials, share_of(a))
               : syn_poisson_quantile(out, p, t, mean_of(a));
}

static struct syn_tails tails(double k, const struct syn_funnel_area *a)
{
    return a->trials > 0
               ? syn_binomial_tails(k, a->trials, share_of(a), 1 - share_of(a))
               : syn_poisson_tails(k, mean_of(a));
}

static double point(double k, const struct syn_funnel_area *a)
{
    return a->trials > 0
               ? syn_binomial_point(k, a->trials, share_of(a), 1 - share_of(a))
               : syn_poisson_point(k, mean_of(a));
}

/* R less the part of its probability that lies above P. */
static enum syn_status
interpolated(double *out, const struct syn_funnel_area *a, double p)
{
    double r;
    if (quantile(&r, a, p, SYN_LOWER))
        return SYN_EDOMAIN;
    *out = fmax(0, r - (tails(r, a).lower - p) / point(r, a));
    return SYN_OK;
}

/* Byar's limits of the count itself, exact below ten. */
static enum syn_status
own(double pair[2], const struct syn_funnel_area *a, double p)
{
    double x = a->observed, z = gsl_cdf_ugaussian_Qinv(p);
    if (isnan(x)) {
        pair[0] = pair[1] = NAN;
        return SYN_OK;
    }
    if (x >= byar_from) {
        double low = 1 - 1 / (9 * x) - z / (3 * sqrt(x));
        double high = 1 - 1 / (9 * (x + 1)) + z / (3 * sqrt(x + 1));
        pair[0] = x * low * low * low;
        pair[1] = (x + 1) * high * high * high;
        return SYN_OK;
    }
    pair[0] = 0;
    if (x > 0 && syn_gamma_quantile(&pair[0], p, SYN_LOWER, x, 1))
        return SYN_EDOMAIN;
    return syn_gamma_quantile(&pair[1], p, SYN_UPPER, x + 1, 1);
}

/* The limits at LEVEL 0 (95 %) or 1 (99.8 %), of counts for the forms that have
 * them, of the ratio for the others: COUNTS tells. */
static enum syn_status limits(double pair[2],
                              bool *counts,
                              const struct syn_funnel_area *a,
                              enum syn_funnel_form form,
                              double tau2,
                              int level)
{
    double p = tail[level], e = a->expected, t = a->target;
    double z = gsl_cdf_ugaussian_Qinv(p);
    *counts = form <= SYN_FUNNEL_FINGERTIPS;
    switch (form) {
    case SYN_FUNNEL_EXACT:
        return quantile(&pair[0], a, p, SYN_LOWER) ||
                       quantile(&pair[1], a, p, SYN_UPPER)
                   ? SYN_EDOMAIN
                   : SYN_OK;
    case SYN_FUNNEL_INTERPOLATED:
        return interpolated(&pair[0], a, p) || interpolated(&pair[1], a, 1 - p)
                   ? SYN_EDOMAIN
                   : SYN_OK;
    case SYN_FUNNEL_FINGERTIPS:
        if (a->trials > 0) {
            double share = share_of(a);
            double reach = z * sqrt(share * (1 - share) * a->trials);
            pair[0] = fmax(0, mean_of(a) - reach);
            pair[1] = mean_of(a) + reach;
            return SYN_OK;
        }
        return own(pair, a, p);
    case SYN_FUNNEL_SHMI: {
        double rounded_e = round(e * 100) / 100;
        double reach = rounded[level] * sqrt(1 / rounded_e + tau2);
        pair[0] = t * exp(-reach);
        pair[1] = t * exp(reach);
        return SYN_OK;
    }
    case SYN_FUNNEL_CQC: {
        double reach = rounded[level] * sqrt(1 / (4 * e) + tau2);
        pair[0] = fmax(0, t - reach);
        pair[1] = t + reach;
        return SYN_OK;
    }
    default: {
        double reach = z * sqrt(1 / (4 * e) + tau2);
        double low = fmax(0, sqrt(t) - reach);
        pair[0] = low * low;
        pair[1] = (sqrt(t) + reach) * (sqrt(t) + reach);
        return SYN_OK;
    }
    }
}

static enum syn_refusal judge(const struct syn_funnel_area *a,
                              enum syn_funnel_form form)
{
    double o = a->observed;
    if (isinf(o) || !isfinite(a->expected) || !isfinite(a->trials) ||
        !(a->target > 0) || isinf(a->target))
        return SYN_REFUSAL_DOMAIN;
    if (!(a->expected > 0))
        return SYN_REFUSAL_ZERO_EXPOSURE;
    if (o < 0)
        return SYN_REFUSAL_NEGATIVE_COUNT;
    if (a->trials > 0 && o > a->trials)
        return SYN_REFUSAL_NUMERATOR_EXCEEDS_DENOMINATOR;
    if (form == SYN_FUNNEL_SHMI && o == 0)
        return SYN_REFUSAL_UNDEFINED_LOGIT;
    return form <= SYN_FUNNEL_INTERPOLATED && !isnan(o) && o != floor(o)
               ? SYN_REFUSAL_FRACTIONAL_COUNT
               : SYN_REFUSAL_NONE;
}

static double two_sided(const struct syn_funnel_area *a)
{
    double half = point(a->observed, a) / 2;
    double low = half + tails(a->observed - 1, a).lower;
    double high = half + tails(a->observed, a).upper;
    return fmin(1, 2 * fmin(low, high));
}

/* Fingertips asks whether the area's own interval lies beyond the target, the
 * others whether the area lies beyond the limits. */
static int side(const double pair[2], double at, double target, bool own_limits)
{
    if (own_limits)
        return (pair[0] > target) - (pair[1] < target);
    return (at > pair[1]) - (at < pair[0]);
}

enum syn_refusal syn_funnel(struct syn_funnel *out,
                            const struct syn_funnel_area *a,
                            enum syn_funnel_form form,
                            double tau2)
{
    enum syn_refusal refusal = judge(a, form);
    bool own_limits = form == SYN_FUNNEL_FINGERTIPS && !(a->trials > 0);
    if (refusal)
        return refusal;
    *out = (struct syn_funnel){
        .ratio = a->observed / a->expected, .z = NAN, .p_mid = NAN};
    for (int level = 0; level < 2; level++) {
        double pair[2];
        bool counts;
        if (limits(pair, &counts, a, form, tau2, level))
            return SYN_REFUSAL_NUMERIC;
        double scale = counts ? a->expected : 1;
        double at = counts ? a->observed : out->ratio;
        double target = counts ? mean_of(a) : a->target;
        int now = side(pair, at, target, own_limits);
        if (now) {
            out->direction = now;
            out->beyond = level + 1;
        }
        *(level ? &out->lower998 : &out->lower95) = pair[0] / scale;
        *(level ? &out->upper998 : &out->upper95) = pair[1] / scale;
    }
    if (isnan(a->observed))
        return SYN_REFUSAL_NONE;
    out->z = form == SYN_FUNNEL_SHMI
                 ? log_score(a->observed, round(mean_of(a) * 100) / 100)
                 : root_score(a->observed, mean_of(a));
    if (a->observed == floor(a->observed))
        out->p_mid = two_sided(a);
    return SYN_REFUSAL_NONE;
}
