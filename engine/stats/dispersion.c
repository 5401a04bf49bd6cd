#include <samsyn/stats/dispersion.h>

#include <math.h>

#include <samsyn/stats/continuous.h>
#include <samsyn/stats/distribution.h>
#include <samsyn/stats/root.h>

static enum syn_status refuse(struct syn_dispersion *out,
                              enum syn_refusal refusal)
{
    *out = (struct syn_dispersion){NAN, NAN, NAN, NAN, NAN, NAN, NAN, refusal};
    return SYN_EDOMAIN;
}

static enum syn_refusal
judge(const double *count, const double *exposure, size_t n)
{
    double sum = 0;
    if (n < 2)
        return SYN_REFUSAL_TOO_FEW_POINTS;
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(count[i]) || (exposure && !isfinite(exposure[i])))
            return SYN_REFUSAL_DOMAIN;
        if (count[i] < 0)
            return SYN_REFUSAL_NEGATIVE_COUNT;
        if (exposure && exposure[i] <= 0)
            return SYN_REFUSAL_ZERO_EXPOSURE;
        sum += count[i];
    }
    return sum > 0 ? SYN_REFUSAL_NONE : SYN_REFUSAL_NO_EVENTS;
}

enum syn_status syn_dispersion_index(struct syn_dispersion *out,
                                     const double *count,
                                     const double *exposure,
                                     size_t n)
{
    long double events = 0, all = 0, chi_square = 0, squares = 0;
    enum syn_refusal refusal = judge(count, exposure, n);
    if (refusal)
        return refuse(out, refusal);
    for (size_t i = 0; i < n; i++) {
        events += count[i];
        all += exposure ? exposure[i] : 1;
    }
    long double mean = events / (long double)n;
    for (size_t i = 0; i < n; i++) {
        long double m = events * ((exposure ? exposure[i] : 1) / all);
        chi_square += (count[i] - m) * (count[i] - m) / m;
        squares += (count[i] - mean) * (count[i] - mean);
    }
    double df = (double)n - 1;
    *out = (struct syn_dispersion){
        .mean = (double)mean,
        .variance = (double)squares / df,
        .index = (double)chi_square / df,
        .chi_square = (double)chi_square,
        .df = df,
        .p = syn_chisq_tails((double)chi_square, df).upper,
        .bohning_z = sqrt(df / 2) * ((double)chi_square / df - 1),
    };
    return isfinite(out->chi_square) && isfinite(out->variance) &&
                   !isnan(out->p)
               ? SYN_OK
               : refuse(out, SYN_REFUSAL_NUMERIC);
}

static double above(double z)
{
    return syn_normal_tails(z).upper;
}

struct syn_overdispersion syn_overdispersion(const double *count,
                                             const double *fitted,
                                             const double *leverage,
                                             size_t n)
{
    struct syn_overdispersion out = {0};
    double squares = 0, mean = 0, spread = 0, along = 0, rest = 0;
    for (size_t i = 0; i < n; i++) {
        double mu = fitted[i], off = count[i] - mu;
        double extra = off * off - count[i];
        squares += mu * mu;
        out.pb += extra;
        out.pb_adjusted += extra + leverage[i] * mu;
        mean += extra / mu / (double)n;
        along += extra;
    }
    out.pc = mean * (double)n / sqrt(2 * (double)n);
    out.pb /= sqrt(2 * squares);
    out.pb_adjusted /= sqrt(2 * squares);
    out.alpha = along / squares;
    for (size_t i = 0; i < n; i++) {
        double mu = fitted[i], off = count[i] - mu;
        double a = (off * off - count[i]) / mu;
        spread += (a - mean) * (a - mean);
        rest += (a - out.alpha * mu) * (a - out.alpha * mu);
    }
    out.linear = sqrt((double)n) * mean / sqrt(spread / ((double)n - 1));
    out.phi = 1 + mean;
    out.quadratic = out.alpha / sqrt(rest / ((double)n - 1) / squares);
    out.pb_p = above(out.pb);
    out.linear_p = above(out.linear);
    out.quadratic_p = above(out.quadratic);
    return out;
}

/* --- zeros -------------------------------------------------------------- */

static enum syn_status refuse_zeros(struct syn_zeros *out,
                                    enum syn_refusal refusal)
{
    *out = (struct syn_zeros){NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, refusal};
    return SYN_EDOMAIN;
}

/* Less than 0 where LAMBDA is below the mean of the counts that are not 0. */
static double positive_mean_less(double log_lambda, const void *ctx)
{
    double lambda = exp(log_lambda);
    return lambda / -expm1(-lambda) - *(const double *)ctx;
}

static double log_point(double k, double mu)
{
    double point = syn_poisson_point(k, mu);
    return point > 0 ? log(point) : k * log(mu) - mu - lgamma(k + 1);
}

static void likelihoods(struct syn_zeros *out, const double *count, size_t n)
{
    double mean = -log(out->expected / (double)n);
    for (size_t i = 0; i < n; i++) {
        double zero = count[i] == 0
                          ? out->share + (1 - out->share) * exp(-out->lambda)
                          : 0;
        out->log_likelihood +=
            zero > 0 ? log(zero)
                     : log1p(-out->share) + log_point(count[i], out->lambda);
        out->poisson_log_likelihood += log_point(count[i], mean);
    }
}

enum syn_status
syn_zero_inflation(struct syn_zeros *out, const double *count, size_t n)
{
    double sum = 0, zeros = 0, size = (double)n, log_lambda;
    if (n == 0)
        return refuse_zeros(out, SYN_REFUSAL_NO_DATA);
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(count[i]))
            return refuse_zeros(out, SYN_REFUSAL_DOMAIN);
        if (count[i] < 0)
            return refuse_zeros(out, SYN_REFUSAL_NEGATIVE_COUNT);
        if (count[i] != floor(count[i]))
            return refuse_zeros(out, SYN_REFUSAL_FRACTIONAL_COUNT);
        sum += count[i];
        zeros += count[i] == 0;
    }
    if (sum == 0)
        return refuse_zeros(out, SYN_REFUSAL_NO_EVENTS);
    double mean = sum / size, none = exp(-mean),
           positive = sum / (size - zeros);
    double excess = zeros - size * none;
    *out = (struct syn_zeros){
        .zeros = zeros, .expected = size * none, .lambda = mean, .share = 0};
    out->score = excess * excess /
                 (size * none * (1 - none) - size * mean * none * none);
    out->p = syn_chisq_tails(out->score, 1).upper;
    if (excess > 0 && positive > 1) {
        if (syn_root_around(&log_lambda, positive_mean_less, &positive,
                            log(positive), 0.5))
            return refuse_zeros(out, SYN_REFUSAL_NUMERIC);
        out->lambda = exp(log_lambda);
        out->share = fmax(0, 1 - mean / out->lambda);
    }
    /* So large a mean has no zeros at all to speak of. */
    if (!isfinite(out->score) || none < 1e-300)
        return refuse_zeros(out, SYN_REFUSAL_NUMERIC);
    likelihoods(out, count, n);
    return SYN_OK;
}
