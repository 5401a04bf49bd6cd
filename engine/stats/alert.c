#include <samsyn/stats/alert.h>

#include <math.h>
#include <string.h>

#include <samsyn/stats/distribution.h>
#include <samsyn/stats/glm.h>
#include <samsyn/stats/outbreak.h>
#include <samsyn/stats/quantile.h>

/* The tails would be slow beyond. */
static const double largest_expected = 1e11;

size_t syn_alert_work(size_t n, size_t p)
{
    return (p + 3) * n + syn_glm_work(n, p);
}

/* Copies the usable rows before END. */
static void collect(struct syn_glm_data *to,
                    double *arrays[4],
                    const struct syn_alert_data *d,
                    size_t end,
                    struct syn_alert *out)
{
    double *y = arrays[0], *x = arrays[1], *offset = arrays[2];
    size_t n = 0;
    for (size_t i = 0; i < end; i++) {
        if (isnan(d->y[i]) || isnan(d->offset[i]) || (d->open && d->open[i]))
            continue;
        y[n] = d->y[i];
        memcpy(x + n * d->p, d->x + i * d->p, d->p * sizeof *x);
        offset[n] = d->offset[i];
        arrays[3][n] = 1;
        out->largest = fmax(out->largest, y[n]);
        n++;
    }
    out->baseline = n;
    *to = (struct syn_glm_data){.y = y,
                                .x = x,
                                .offset = offset,
                                .weight = arrays[3],
                                .n = n,
                                .p = d->p};
}

static void predict(struct syn_alert *out,
                    const struct syn_glm *glm,
                    const struct syn_alert_data *d,
                    size_t row)
{
    const double *x = d->x + row * d->p;
    double eta = d->offset[row], square = 0;
    for (size_t i = 0; i < d->p; i++) {
        eta += x[i] * glm->beta[i];
        for (size_t j = 0; j < d->p; j++)
            square += x[i] * glm->covariance[i * d->p + j] * x[j];
    }
    square *= glm->phi;
    out->expected = exp(eta);
    out->phi = glm->phi;
    out->se_link = sqrt(square);
    out->variance =
        glm->phi * out->expected + out->expected * out->expected * square;
}

static enum syn_status describe(struct syn_alert *out, double y, double alpha)
{
    double mu = out->expected, excess = out->variance - mu;
    double size = excess > 0 ? mu * (mu / excess) : INFINITY;
    if (!(size > 0) ||
        syn_nb_quantile(&out->lower95, 0.025, SYN_LOWER, mu, size) ||
        syn_nb_quantile(&out->upper95, 0.025, SYN_UPPER, mu, size) ||
        syn_nb_quantile(&out->lower998, 0.001, SYN_LOWER, mu, size) ||
        syn_nb_quantile(&out->upper998, 0.001, SYN_UPPER, mu, size) ||
        syn_nb_quantile(&out->bound, alpha, SYN_UPPER, mu, size))
        return SYN_EDOMAIN;
    out->p_mid = out->p_mid_two_sided = NAN;
    if (isnan(y))
        return SYN_OK;
    double half = syn_nb_point(y, mu, size) / 2;
    double low = half + syn_nb_tails(y - 1, mu, size).lower;
    out->p_mid = half + syn_nb_tails(y, mu, size).upper;
    out->p_mid_two_sided = fmin(1, 2 * fmin(low, out->p_mid));
    return isnan(out->p_mid_two_sided) ? SYN_EDOMAIN : SYN_OK;
}

enum syn_refusal syn_alert_row(struct syn_alert *out,
                               const struct syn_alert_data *d,
                               size_t row,
                               const struct syn_alert_options *o,
                               double *work)
{
    double *arrays[4] = {work, work + d->n, work + d->n * (d->p + 1),
                         work + d->n * (d->p + 2)};
    struct syn_glm_data data;
    struct syn_glm glm;
    *out = (struct syn_alert){0};
    collect(&data, arrays, d, row > o->gap ? row - o->gap : 0, out);
    work = arrays[3] + d->n;
    if (isnan(d->offset[row]))
        return SYN_REFUSAL_MISSING_VALUES;
    if (syn_glm_fit(&glm, &data, work))
        return glm.refusal;
    if (o->reweight &&
        syn_outbreak_weigh(arrays[3], data.y, &glm, glm.phi,
                           SYN_OUTBREAK_THRESHOLD, data.n, 0) != 1 &&
        syn_glm_fit(&glm, &data, work))
        return glm.refusal;
    predict(out, &glm, d, row);
    if (!(out->expected <= largest_expected) || !isfinite(out->variance) ||
        describe(out, d->y[row], o->alpha))
        return SYN_REFUSAL_NUMERIC;
    out->alarm = d->y[row] > out->bound && d->y[row] >= o->min_count &&
                 d->y[row] - out->expected >= o->min_excess;
    return SYN_REFUSAL_NONE;
}
