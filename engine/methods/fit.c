#include "fit.h"

#include <math.h>
#include <string.h>

#include <samsyn/base/text.h>
#include <samsyn/stats/continuous.h>
#include <samsyn/stats/series.h>

enum { MOST_LAGS = 64 };

/* --- fitting ------------------------------------------------------------ */

static void refuse(const struct syn_design *d,
                   const struct syn_glm *glm,
                   const char *separated)
{
    struct syn_stat *s = d->s;
    if (glm->refusal == SYN_REFUSAL_SEPARATION) {
        syn_stat_refuse_with(
            s, SYN_REFUSAL_SEPARATION,
            separated ? "A level of a factor has no events, so its coefficient "
                        "is infinite."
                      : NULL);
        syn_put_text(s, "term", separated);
        syn_put_null(s, "exact");
    } else if (glm->refusal == SYN_REFUSAL_RANK_DEFICIENT) {
        syn_stat_refuse(
            s, SYN_REFUSAL_RANK_DEFICIENT,
            syn_arena_printf(s->arena,
                             "The other terms make the term %s superfluous.",
                             d->term[glm->dropped]));
    } else {
        syn_stat_refuse(s, glm->refusal, NULL);
    }
}

static bool fit_nb(struct syn_fit *out)
{
    struct syn_nb nb;
    const struct syn_glm_data *d = &out->data;
    if (syn_nb_fit(&nb, d,
                   syn_stat_room(out->design->s, syn_glm_work(d->n, d->p)))) {
        out->glm = nb.glm;
        return false;
    }
    out->glm = nb.glm;
    out->size = nb.size;
    out->size_error = nb.error;
    out->fallback = nb.fallback;
    out->data.family = nb.fallback ? SYN_POISSON : SYN_NEGATIVE_BINOMIAL;
    out->data.size = nb.size;
    if (nb.fallback)
        syn_stat_warn(out->design->s, "not-overdispersed",
                      "The counts vary no more than Poisson counts; the "
                      "Poisson results stand.");
    return true;
}

bool syn_fit_model(struct syn_fit *out,
                   const struct syn_design *d,
                   enum syn_glm_family family)
{
    const char *separated =
        family == SYN_GAUSSIAN ? NULL : syn_design_separated(d);
    *out = (struct syn_fit){.design = d,
                            .data = d->data,
                            .size = NAN,
                            .size_error = NAN,
                            .nb = family == SYN_NEGATIVE_BINOMIAL};
    out->data.family = family;
    bool fitted =
        out->nb ? fit_nb(out)
                : !syn_glm_fit(
                      &out->glm, &out->data,
                      syn_stat_room(d->s, syn_glm_work(d->data.n, d->data.p)));
    bool events = out->glm.refusal != SYN_REFUSAL_NO_EVENTS &&
                  out->glm.refusal != SYN_REFUSAL_NEGATIVE_COUNT;
    if (separated && events && out->glm.refusal != SYN_REFUSAL_TOO_FEW_POINTS) {
        out->glm.refusal = SYN_REFUSAL_SEPARATION;
        fitted = false;
    }
    if (!fitted) {
        refuse(d, &out->glm, separated);
        return false;
    }
    bool counts = family == SYN_POISSON || out->fallback;
    out->dispersion = out->glm.pearson / (double)out->glm.df;
    out->phi = counts && !out->fallback ? out->glm.phi : 1;
    out->log_likelihood = syn_glm_log_likelihood(&out->data, out->glm.fitted);
    out->parameters = (double)out->data.p + (family == SYN_GAUSSIAN) +
                      (out->nb && !out->fallback);
    return true;
}

size_t syn_fit_term(const struct syn_fit *f, const char *name)
{
    size_t j = 0;
    while (j < f->data.p && strcmp(f->design->term[j], name) != 0)
        j++;
    return j;
}

double syn_fit_error(const struct syn_fit *f, size_t j)
{
    double scale = f->data.family == SYN_GAUSSIAN ? f->dispersion : 1;
    return sqrt(scale * f->glm.covariance[j * f->data.p + j]);
}

double syn_fit_quasi_error(const struct syn_fit *f, size_t j)
{
    double scale = f->data.family == SYN_GAUSSIAN ? 1 : f->phi;
    return sqrt(scale) * syn_fit_error(f, j);
}

static double t_quantile(double confidence, size_t df)
{
    double t;
    if (syn_t_quantile(&t, (1 - confidence) / 2, SYN_UPPER, (double)df))
        return NAN;
    return t;
}

static double z_quantile(double confidence)
{
    double z;
    if (syn_normal_quantile(&z, (1 - confidence) / 2, SYN_UPPER))
        return NAN;
    return z;
}

double syn_fit_quantile(const struct syn_fit *f, double confidence)
{
    return f->normal ? z_quantile(confidence)
                     : t_quantile(confidence, f->glm.df);
}

static double width(const struct syn_fit *f, size_t j, double confidence)
{
    return syn_fit_quantile(f, confidence) *
           (f->normal ? syn_fit_error(f, j) : syn_fit_quasi_error(f, j));
}

void syn_fit_limits(double *lower,
                    double *upper,
                    const struct syn_fit *f,
                    size_t j,
                    double confidence)
{
    double off = width(f, j, confidence);
    *lower = f->glm.beta[j] - off;
    *upper = f->glm.beta[j] + off;
}

/* --- writing ------------------------------------------------------------ */

static double two_sided_t(double t, size_t df)
{
    return fmin(1, 2 * syn_t_tails(fabs(t), (double)df).upper);
}

static double two_sided_z(double z)
{
    return fmin(1, 2 * syn_normal_tails(fabs(z)).upper);
}

static void put_newey_west(struct syn_stat *s,
                           const struct syn_fit *f,
                           const double *covariance,
                           size_t j)
{
    double error = sqrt(fmax(0, covariance[j * f->data.p + j]));
    double t = f->glm.beta[j] / error;
    syn_put(s, "se_newey_west", error);
    syn_put(s, "t_newey_west", t);
    syn_put(s, "p_newey_west", two_sided_t(t, f->glm.df));
}

static void put_coefficient(struct syn_stat *s,
                            const struct syn_fit *f,
                            const double *newey_west,
                            size_t j)
{
    double beta = f->glm.beta[j], error = syn_fit_error(f, j);
    double quasi = syn_fit_quasi_error(f, j);
    bool gaussian = f->data.family == SYN_GAUSSIAN;
    double lower[SYN_MOST_CONFIDENCES] = {0};
    double upper[SYN_MOST_CONFIDENCES] = {0};
    double model = gaussian ? t_quantile(s->confidence[0], f->glm.df)
                            : z_quantile(s->confidence[0]);
    for (size_t c = 0; c < s->n_confidence; c++)
        syn_fit_limits(&lower[c], &upper[c], f, j, s->confidence[c]);
    syn_put_object(s, NULL);
    syn_put_text(s, "term", f->design->term[j]);
    syn_put(s, "estimate", beta);
    syn_put(s, "se", error);
    syn_put(s, "z", beta / error);
    syn_put(s, "p",
            gaussian ? two_sided_t(beta / error, f->glm.df)
                     : two_sided_z(beta / error));
    syn_put(s, "se_quasi", quasi);
    syn_put(s, "t", beta / quasi);
    syn_put(s, "p_quasi", two_sided_t(beta / quasi, f->glm.df));
    syn_put(s, "lower", lower[0]);
    syn_put(s, "upper", upper[0]);
    syn_put(s, "lower_model", beta - model * error);
    syn_put(s, "upper_model", beta + model * error);
    if (newey_west)
        put_newey_west(s, f, newey_west, j);
    syn_put_intervals(s, lower, upper);
    syn_put_object_end(s);
}

/* The deviance of the intercept alone (of nothing, if the model has none). */
static double null_deviance(struct syn_stat *s, const struct syn_fit *f)
{
    struct syn_glm_data d = f->data;
    struct syn_glm alone;
    double *one = syn_stat_room(s, d.n);
    bool counts = d.family != SYN_GAUSSIAN;
    for (size_t i = 0; i < d.n; i++) {
        double offset = d.offset ? d.offset[i] : 0;
        one[i] = f->design->intercept ? 1 : counts ? exp(offset) : offset;
    }
    if (!f->design->intercept)
        return syn_glm_deviance(&d, one);
    d.x = one;
    d.p = 1;
    return syn_glm_fit(&alone, &d, syn_stat_room(s, syn_glm_work(d.n, 1)))
               ? NAN
               : alone.deviance;
}

static void put_covariance(struct syn_stat *s, const struct syn_fit *f)
{
    size_t p = f->data.p;
    double scale = f->data.family == SYN_GAUSSIAN ? f->dispersion : 1;
    double *row = syn_stat_room(s, p);
    syn_put_array(s, "covariance");
    for (size_t j = 0; j < p; j++) {
        for (size_t k = 0; k < p; k++)
            row[k] = scale * f->glm.covariance[j * p + k];
        syn_put_list(s, NULL, row, p);
    }
    syn_put_array_end(s);
}

void syn_fit_put_coefficients(struct syn_stat *s,
                              const struct syn_fit *f,
                              const double *newey_west)
{
    syn_put_array(s, "coefficients");
    for (size_t j = 0; j < f->data.p; j++)
        put_coefficient(s, f, newey_west, j);
    syn_put_array_end(s);
}

void syn_fit_put(struct syn_stat *s,
                 const struct syn_fit *f,
                 const double *newey_west)
{
    double n = (double)f->data.n, k = f->parameters, l = f->log_likelihood;
    double aic = 2 * k - 2 * l;
    syn_put_array(s, "terms");
    for (size_t j = 0; j < f->data.p; j++)
        syn_put_text(s, NULL, f->design->term[j]);
    syn_put_array_end(s);
    syn_fit_put_coefficients(s, f, newey_west);
    put_covariance(s, f);
    syn_put(s, "deviance", f->glm.deviance);
    syn_put(s, "null_deviance", null_deviance(s, f));
    syn_put(s, "pearson_chi_square", f->glm.pearson);
    syn_put(s, "df", (double)f->glm.df);
    syn_put(s, "dispersion", f->dispersion);
    syn_put(s, "phi", f->phi);
    syn_put(s, "log_likelihood", l);
    syn_put(s, "aic", aic);
    syn_put(s, "aicc",
            n - k - 1 > 0 ? aic + 2 * k * (k + 1) / (n - k - 1) : NAN);
    syn_put(s, "bic", k * log(n) - 2 * l);
    syn_put(s, "iterations", (double)f->glm.iterations);
}

static double pearson(const struct syn_fit *f, size_t i)
{
    double mu = f->glm.fitted[i], off = f->data.y[i] - mu;
    double w = f->data.weight ? f->data.weight[i] : 1;
    double variance = f->data.family == SYN_GAUSSIAN ? 1
                      : f->data.family == SYN_NEGATIVE_BINOMIAL
                          ? mu * (1 + mu / f->data.size)
                          : mu;
    return off * sqrt(w / variance);
}

void syn_fit_put_memory(struct syn_stat *s, const struct syn_fit *f)
{
    double lag[MOST_LAGS];
    size_t n = syn_stat_numbers(s, "lags", lag, MOST_LAGS);
    double fit_df = syn_stat_number(s, "fit-df");
    double *residual = syn_stat_room(s, s->n);
    for (size_t i = 0; i < s->n; i++)
        residual[i] = NAN;
    for (size_t i = 0; i < f->data.n; i++)
        residual[f->design->row[i]] = pearson(f, i);
    syn_put_array(s, "residual_acf");
    for (size_t k = 0; k < n; k++)
        syn_put(s, NULL,
                lag[k] >= 1
                    ? syn_autocorrelation(residual, s->n, (size_t)lag[k])
                    : NAN);
    syn_put_array_end(s);
    syn_put_array(s, "ljung_box");
    for (size_t k = 0; k < n; k++) {
        struct syn_ljung_box box =
            syn_ljung_box(residual, s->n, (size_t)fmax(0, lag[k]),
                          (size_t)(isnan(fit_df) ? 0 : fit_df));
        syn_put_object(s, NULL);
        syn_put(s, "lag", lag[k]);
        syn_put(s, "q", box.q);
        syn_put(s, "df", box.df);
        syn_put(s, "p", box.p);
        syn_put_object_end(s);
    }
    syn_put_array_end(s);
}

/* Twice what the log-likelihood gains over Poisson; at the edge of what the
 * size can be, so half of the chi-squared. */
static double gain_over_poisson(struct syn_stat *s, const struct syn_fit *f)
{
    struct syn_glm_data d = f->data;
    struct syn_glm poisson;
    d.family = SYN_POISSON;
    if (f->fallback ||
        syn_glm_fit(&poisson, &d, syn_stat_room(s, syn_glm_work(d.n, d.p))))
        return NAN;
    return 2 * (f->log_likelihood - syn_glm_log_likelihood(&d, poisson.fitted));
}

void syn_fit_put_size(struct syn_stat *s, const struct syn_fit *f)
{
    double gain = gain_over_poisson(s, f);
    syn_put(s, "theta", f->size);
    syn_put(s, "theta_se", f->size_error);
    syn_put(s, "two_log_likelihood", 2 * f->log_likelihood);
    syn_put(s, "lr_poisson", gain);
    syn_put(s, "lr_poisson_p",
            isnan(gain) ? NAN : syn_chisq_tails(fmax(0, gain), 1).upper / 2);
    syn_put_text(s, "fallback", f->fallback ? "poisson" : NULL);
}

/* What the model says of its row I. */
static void put_fitted(struct syn_stat *s, const struct syn_fit *f, size_t i)
{
    double y = f->data.y[i], mu = f->glm.fitted[i];
    double offset = f->data.offset ? f->data.offset[i] : 0;
    const struct syn_glm_data one = {.y = &f->data.y[i],
                                     .n = 1,
                                     .family = f->data.family,
                                     .size = f->data.size};
    bool gaussian = f->data.family == SYN_GAUSSIAN;
    syn_put(s, "count", y);
    syn_put(s, "fitted", mu);
    syn_put(s, "expected_rate", gaussian ? mu : mu / exp(offset));
    syn_put(s, "pearson", pearson(f, i));
    syn_put(s, "deviance",
            copysign(sqrt(fmax(0, syn_glm_deviance(&one, &mu))), y - mu));
    syn_put(s, "anscombe",
            gaussian ? NAN
                     : 1.5 * (pow(y, 2.0 / 3) * pow(mu, -1.0 / 6) - sqrt(mu)));
    syn_put(s, "leverage", f->glm.leverage[i]);
}

/* A row that the model leaves out. */
static void put_nothing(struct syn_stat *s)
{
    static const char *const fields[] = {"count",   "fitted",   "expected_rate",
                                         "pearson", "deviance", "anscombe",
                                         "leverage"};
    for (size_t k = 0; k < sizeof fields / sizeof *fields; k++)
        syn_put_null(s, fields[k]);
}

void syn_fit_put_rows(struct syn_stat *s,
                      const struct syn_fit *f,
                      const struct syn_times *times)
{
    size_t used = 0;
    syn_stat_rows(s);
    for (size_t row = 0; row < s->n; row++) {
        syn_row(s, row);
        if (times)
            syn_put_time(s, "t", times, row);
        else
            syn_put(s, "t", (double)row + 1);
        if (used < f->data.n && f->design->row[used] == row)
            put_fitted(s, f, used++);
        else
            put_nothing(s);
        syn_row_end(s);
    }
    syn_stat_rows_end(s);
}
