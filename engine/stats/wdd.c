#include <samsyn/stats/wdd.h>

#include <math.h>

#include <gsl/gsl_cdf.h>

static enum syn_refusal judge(const struct syn_wdd_counts *c, double confidence)
{
    double sum = 0;
    for (int a = 0; a < SYN_WDD_AREAS; a++)
        for (int t = 0; t < 2; t++) {
            double x = c->count[a][t];
            if (!isfinite(x) || !(c->area[a] > 0) || !(c->time[t] > 0) ||
                isinf(c->area[a]) || isinf(c->time[t]))
                return SYN_REFUSAL_DOMAIN;
            if (x < 0)
                return SYN_REFUSAL_NEGATIVE_COUNT;
            sum += x;
        }
    if (!(confidence > 0 && confidence < 1) || isinf(sum))
        return SYN_REFUSAL_DOMAIN;
    return sum == 0 ? SYN_REFUSAL_NO_EVENTS : SYN_REFUSAL_NONE;
}

/* What AREA changed by, and the variance of it. */
static double change(const struct syn_wdd_counts *c, int area, double *variance)
{
    double before = c->time[0] * c->area[area];
    double after = c->time[1] * c->area[area];
    *variance +=
        c->count[area][0] / before / before + c->count[area][1] / after / after;
    return c->count[area][1] / after - c->count[area][0] / before;
}

enum syn_status syn_wdd(struct syn_wdd *out,
                        const struct syn_wdd_counts *counts,
                        double confidence)
{
    double local = 0, beside = 0;
    enum syn_refusal refusal = judge(counts, confidence);
    if (refusal) {
        *out = (struct syn_wdd){NAN, NAN, NAN, NAN, NAN,    NAN,
                                NAN, NAN, NAN, NAN, refusal};
        return SYN_EDOMAIN;
    }
    *out = (struct syn_wdd){0};
    out->local = change(counts, SYN_WDD_TREATED, &local) -
                 change(counts, SYN_WDD_CONTROL, &local);
    out->beside = change(counts, SYN_WDD_BESIDE_TREATED, &beside) -
                  change(counts, SYN_WDD_BESIDE_CONTROL, &beside);
    out->total = out->local + out->beside;
    out->local_error = sqrt(local);
    out->beside_error = sqrt(beside);
    out->total_error = sqrt(local + beside);
    double z = gsl_cdf_ugaussian_Qinv((1 - confidence) / 2);
    out->z = out->total / out->total_error;
    out->p = fmin(1, 2 * gsl_cdf_ugaussian_Q(fabs(out->z)));
    out->lower = out->total - z * out->total_error;
    out->upper = out->total + z * out->total_error;
    return SYN_OK;
}
