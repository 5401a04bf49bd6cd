#include <samsyn/stats/series.h>

#include <math.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_math.h>

#include <samsyn/stats/distribution.h>

void syn_harmonic(double *sine, double *cosine, int j, double s, double cycle)
{
    double turns = fmod(j * s, cycle) / cycle;
    *sine = 2 * j == cycle ? 0 : sin(2 * M_PI * turns);
    *cosine = cos(2 * M_PI * turns);
}

/* --- order -------------------------------------------------------------- */

/* Lets X[AT] sink to its place in a heap of N with the largest on top. */
static void sink(double *x, size_t n, size_t at)
{
    for (size_t child = 2 * at + 1; child < n; child = 2 * at + 1) {
        if (child + 1 < n && x[child + 1] > x[child])
            child++;
        if (x[at] >= x[child])
            return;
        double t = x[at];
        x[at] = x[child];
        x[child] = t;
        at = child;
    }
}

void syn_sort(double *x, size_t n)
{
    for (size_t i = n / 2; i-- > 0;)
        sink(x, n, i);
    for (size_t i = n; i-- > 1;) {
        double t = x[0];
        x[0] = x[i];
        x[i] = t;
        sink(x, i, 0);
    }
}

double syn_sorted_quantile(const double *sorted, size_t n, double p)
{
    double at = p * (double)(n - 1), below = floor(at);
    size_t i = (size_t)below;
    if (i + 1 >= n)
        return sorted[n - 1];
    return sorted[i] + (at - below) * (sorted[i + 1] - sorted[i]);
}

enum syn_refusal
syn_describe(struct syn_moments *out, const double *x, size_t n, double *sorted)
{
    long double sum = 0, squares = 0, rest = 0;
    *out = (struct syn_moments){.variance = NAN, .sd = NAN};
    for (size_t i = 0; i < n; i++) {
        if (isnan(x[i]))
            continue;
        if (isinf(x[i]))
            return SYN_REFUSAL_DOMAIN;
        sorted[out->n++] = x[i];
        sum += x[i];
    }
    if (out->n == 0)
        return SYN_REFUSAL_NO_DATA;
    long double mean = sum / (long double)out->n;
    for (size_t i = 0; i < out->n; i++) {
        squares += (sorted[i] - mean) * (sorted[i] - mean);
        rest += sorted[i] - mean;
    }
    syn_sort(sorted, out->n);
    out->sum = (double)sum;
    out->mean = (double)mean;
    if (out->n > 1) {
        squares -= rest * rest / (long double)out->n;
        out->variance = (double)(squares / (long double)(out->n - 1));
        out->sd = (double)sqrtl(squares / (long double)(out->n - 1));
    }
    out->min = sorted[0];
    out->q25 = syn_sorted_quantile(sorted, out->n, 0.25);
    out->median = syn_sorted_quantile(sorted, out->n, 0.5);
    out->q75 = syn_sorted_quantile(sorted, out->n, 0.75);
    out->max = sorted[out->n - 1];
    return isfinite(out->sum) ? SYN_REFUSAL_NONE : SYN_REFUSAL_NUMERIC;
}

/* --- autocorrelation ---------------------------------------------------- */

static long double mean_of(const double *x, size_t n, size_t *present)
{
    long double sum = 0;
    *present = 0;
    for (size_t i = 0; i < n; i++)
        if (!isnan(x[i])) {
            sum += x[i];
            (*present)++;
        }
    return sum / (long double)*present;
}

double syn_autocorrelation(const double *x, size_t n, size_t lag)
{
    size_t present;
    long double mean = mean_of(x, n, &present), together = 0, alone = 0;
    if (lag >= n)
        return NAN;
    for (size_t i = 0; i < n; i++) {
        if (!isnan(x[i]))
            alone += (x[i] - mean) * (x[i] - mean);
        if (i + lag < n && !isnan(x[i]) && !isnan(x[i + lag]))
            together += (x[i] - mean) * (x[i + lag] - mean);
    }
    return alone > 0 ? (double)(together / alone) : NAN;
}

void syn_partial_autocorrelation(double *out,
                                 const double *r,
                                 size_t n,
                                 double *work)
{
    double *now = work, *before = work + n;
    for (size_t k = 0; k < n; k++) {
        double up = r[k], down = 1;
        for (size_t j = 0; j < k; j++) {
            before[j] = now[j];
            up -= before[j] * r[k - 1 - j];
            down -= before[j] * r[j];
        }
        out[k] = up / down;
        for (size_t j = 0; j < k; j++)
            now[j] = before[j] - out[k] * before[k - 1 - j];
        now[k] = out[k];
    }
}

struct syn_ljung_box
syn_ljung_box(const double *x, size_t n, size_t lags, size_t fit_df)
{
    size_t present;
    (void)mean_of(x, n, &present);
    double count = (double)present, sum = 0;
    struct syn_ljung_box out = {NAN, (double)lags - (double)fit_df, NAN};
    for (size_t k = 1; k <= lags; k++) {
        double r = syn_autocorrelation(x, n, k);
        sum += r * r / (count - (double)k);
    }
    out.q = lags < present ? count * (count + 2) * sum : NAN;
    if (out.df >= 1 && !isnan(out.q))
        out.p = syn_gamma_tails(out.q / 2, out.df / 2).upper;
    return out;
}

/* --- rank correlation with time ----------------------------------------- */

static double sign(double x)
{
    return (double)((x > 0) - (x < 0));
}

struct syn_kendall syn_kendall(const double *x, size_t n, double *work)
{
    struct syn_kendall out = {0};
    double count = (double)n, pairs = count * (count - 1) / 2;
    double ties = 0, tied_pairs = 0;
    for (size_t i = 0; i < n; i++) {
        work[i] = x[i];
        for (size_t j = i + 1; j < n; j++)
            out.s += sign(x[j] - x[i]);
    }
    syn_sort(work, n);
    for (size_t i = 0, j; i < n; i = j) {
        for (j = i + 1; j < n && work[j] == work[i];)
            j++;
        double t = (double)(j - i);
        ties += t * (t - 1) * (2 * t + 5);
        tied_pairs += t * (t - 1) / 2;
    }
    out.variance = (count * (count - 1) * (2 * count + 5) - ties) / 18;
    out.tau = pairs > tied_pairs
                  ? out.s / (sqrt(pairs - tied_pairs) * sqrt(pairs))
                  : NAN;
    return out;
}

double syn_kendall_z(double s, double variance, bool continuity)
{
    if (s == 0 || variance == 0)
        return 0;
    return (continuity ? s - sign(s) : s) / sqrt(variance);
}

/* Half to even, whatever the mode of rounding. */
static double round_even(double x)
{
    double below = floor(x), part = x - below;
    if (part != 0.5)
        return part > 0.5 ? below + 1 : below;
    return fmod(below, 2) == 0 ? below : below + 1;
}

/* The slope with the rank RANK from 1; the first or last where there is none.
 */
static double ranked(const double *slope, size_t n, double rank)
{
    return slope[(size_t)(fmin(fmax(rank, 1), (double)n)) - 1];
}

struct syn_sen
syn_sen(const double *slope, size_t n, double variance, double confidence)
{
    double count = (double)n;
    double c = gsl_cdf_ugaussian_Qinv((1 - confidence) / 2) * sqrt(variance);
    return (struct syn_sen){
        syn_sorted_quantile(slope, n, 0.5),
        ranked(slope, n, round_even((count - c) / 2)),
        ranked(slope, n, round_even((count + c) / 2 + 1)),
    };
}
