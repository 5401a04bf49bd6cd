#include <samsyn/stats/marker.h>

#include <math.h>

#include <samsyn/stats/continuous.h>
#include <samsyn/stats/trend.h>

enum { POINTS = SYN_MARKER_POINTS, NONE = -1 };

static enum syn_status refuse(struct syn_marker *out, enum syn_refusal refusal)
{
    *out = (struct syn_marker){.slope = NAN,
                               .chi_square = NAN,
                               .p = NAN,
                               .without = {NAN, NAN, NAN, NAN, NAN},
                               .refusal = refusal};
    return SYN_EDOMAIN;
}

/* The weighted least squares slope on 1..5 without point OUT; INFORMATION is
 * what it rests on. */
static double
slope(double *information, const double *v, const double *weight, int out)
{
    double s1 = 0, st = 0, sv = 0, stt = 0, stv = 0;
    for (int i = 0; i < POINTS; i++)
        if (i != out) {
            s1 += weight[i];
            st += weight[i] * (i + 1);
            sv += weight[i] * v[i];
        }
    for (int i = 0; i < POINTS; i++)
        if (i != out) {
            double off = i + 1 - st / s1;
            stt += weight[i] * off * off;
            stv += weight[i] * off * (v[i] - sv / s1);
        }
    *information = stt;
    return stv / stt;
}

static int sign(double x)
{
    return (x > 0) - (x < 0);
}

static void fill(struct syn_marker *out, const double *v, const double *weight)
{
    double unused;
    for (int i = 0; i < POINTS; i++) {
        out->without[i] = slope(&unused, v, weight, i);
        if (sign(out->without[i]) != sign(out->slope))
            out->outlier = 1;
    }
}

enum syn_status syn_marker_values(struct syn_marker *out,
                                  const double value[SYN_MARKER_POINTS],
                                  const double error[SYN_MARKER_POINTS])
{
    double weight[POINTS], information, least = INFINITY;
    for (int i = 0; i < POINTS; i++) {
        if (!isfinite(value[i]) || !isfinite(error[i]) || error[i] < 0)
            return refuse(out, SYN_REFUSAL_DOMAIN);
        if (error[i] == 0)
            return refuse(out, SYN_REFUSAL_NO_VARIATION);
        least = fmin(least, error[i]);
    }
    for (int i = 0; i < POINTS; i++) /* In units that cannot overflow. */
        weight[i] = (least / error[i]) * (least / error[i]);
    *out = (struct syn_marker){0};
    out->slope = slope(&information, value, weight, NONE);
    double z = out->slope / least;
    out->chi_square = z * z * information;
    out->p = syn_chisq_tails(out->chi_square, 1).upper;
    fill(out, value, weight);
    return isfinite(out->chi_square) ? SYN_OK
                                     : refuse(out, SYN_REFUSAL_NUMERIC);
}

enum syn_status syn_marker_shares(struct syn_marker *out,
                                  const double part[SYN_MARKER_POINTS],
                                  const double whole[SYN_MARKER_POINTS])
{
    const double year[POINTS] = {1, 2, 3, 4, 5},
                 equal[POINTS] = {1, 1, 1, 1, 1};
    double logit[POINTS], unused;
    struct syn_trend_test test;
    enum syn_status status = syn_trend_shares(&test, year, part, whole, POINTS);
    if (status && test.refusal != SYN_REFUSAL_NO_EVENTS &&
        test.refusal != SYN_REFUSAL_NO_VARIATION)
        return refuse(out, test.refusal);
    for (int i = 0; i < POINTS; i++) {
        if (part[i] == 0 || part[i] == whole[i])
            return refuse(out, SYN_REFUSAL_UNDEFINED_LOGIT);
        logit[i] = log(part[i] / (whole[i] - part[i]));
    }
    *out = (struct syn_marker){.chi_square = test.chi_square, .p = test.p};
    out->slope = slope(&unused, logit, equal, NONE);
    fill(out, logit, equal);
    return SYN_OK;
}
