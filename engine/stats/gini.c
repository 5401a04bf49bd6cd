#include <samsyn/stats/gini.h>

#include <math.h>

#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>

#include <samsyn/stats/sample.h>

static const double rounding = 1e-14;

/* Bernasco and Steenbeek's G from G times UNITS; what rounding leaves of 0 is
 * 0. */
static double bernasco(double g, double units, double total)
{
    double most = fmax(units / total, 1);
    double out = fmax(1 / total, 1 / units) * g - most + 1;
    return fabs(out) < rounding * most ? 0 : out;
}

enum syn_refusal syn_gini(struct syn_gini *out, const double *x, size_t n)
{
    long double sum = 0, ranked = 0;
    if (n == 0)
        return SYN_REFUSAL_NO_DATA;
    for (size_t i = 0; i < n; i++) {
        if (x[i] < 0)
            return SYN_REFUSAL_NEGATIVE_COUNT;
        if (!isfinite(x[i]))
            return SYN_REFUSAL_DOMAIN;
        sum += x[i];
        /* 2 i - n - 1 instead of 2 i, and n + 1 taken off after: exact when all
         * are alike. */
        ranked += (2 * (long double)(i + 1) - (long double)n - 1) * x[i];
    }
    if (!(sum > 0))
        return SYN_REFUSAL_NO_EVENTS;
    double units = (double)n, total = (double)sum;
    double g = (double)(ranked / sum);
    *out = (struct syn_gini){
        .sum = total,
        .gini = g / units,
        .corrected = n > 1 ? g / (units - 1) : NAN,
        .bernasco = bernasco(g, units, total),
    };
    return SYN_REFUSAL_NONE;
}

double syn_gini_top(const double *sorted, size_t n, double sum, double top)
{
    double units = top * (double)n, share = 0;
    for (size_t taken = 0; taken < n && (double)taken < units; taken++)
        share += fmin(units - (double)taken, 1) * sorted[n - 1 - taken];
    return share / sum;
}

static void
summarise(struct syn_gini_spread *out, double *g, size_t draws, double alpha)
{
    *out = (struct syn_gini_spread){NAN, NAN, NAN};
    if (draws == 0)
        return;
    gsl_sort(g, 1, draws);
    out->mean = syn_sample_mean(g, draws);
    out->lower = gsl_stats_quantile_from_sorted_data(g, 1, draws, alpha / 2);
    out->upper =
        gsl_stats_quantile_from_sorted_data(g, 1, draws, 1 - alpha / 2);
}

void syn_gini_bootstrap(struct syn_gini_spread *out,
                        const double *x,
                        size_t n,
                        bool bernasco,
                        double alpha,
                        size_t draws,
                        struct syn_random *random,
                        double *work)
{
    double *sample = work, *g = work + n;
    struct syn_gini one;
    for (size_t d = 0; d < draws;) {
        for (size_t i = 0; i < n; i++)
            sample[i] = x[syn_random_below(random, n)];
        gsl_sort(sample, 1, n);
        if (!syn_gini(&one, sample, n))
            g[d++] = bernasco ? one.bernasco : one.gini;
    }
    summarise(out, g, draws, alpha);
}

void syn_gini_chance(struct syn_gini_spread *out,
                     double events,
                     size_t n,
                     bool each,
                     double alpha,
                     size_t draws,
                     struct syn_random *random,
                     double *work)
{
    double *sample = work, *g = work + n;
    struct syn_gini one;
    for (size_t d = 0; d < draws; d++) {
        size_t left = (size_t)(each ? events - (double)n : events);
        for (size_t i = 0; i < n; i++)
            sample[i] = each;
        for (; left > 0; left--)
            sample[syn_random_below(random, n)]++;
        gsl_sort(sample, 1, n);
        g[d] = syn_gini(&one, sample, n) ? NAN : one.gini;
    }
    summarise(out, g, draws, alpha);
}
