#include "predict.h"

#include <math.h>
#include <string.h>

#include <gsl/gsl_cdf.h>

#include <samsyn/stats/alert.h>
#include <samsyn/stats/decompose.h>
#include <samsyn/stats/glm.h>
#include <samsyn/stats/quantile.h>
#include <samsyn/stats/sample.h>

/* One-sided 5 %: a series is seasonal if its autocorrelation at a cycle is
 * beyond. */
static const double seasonal_z = 1.6448536269514722;

/* A season this close to nothing cannot be divided by. */
static const double least_season = 1e-6;

/* What a model works on. */
struct task {
    struct syn_prediction *out;
    struct syn_stat *s;
    const struct syn_past *past;
    const char *model;
    size_t h;
};

/* The option NAME of this model: "MODEL.NAME" before NAME. */
static const char *option(const struct task *t, const char *name)
{
    size_t prefix = strlen(t->model);
    for (size_t i = t->s->n_given; i-- > 0;) {
        const char *given = t->s->given[i].name;
        if (strncmp(given, t->model, prefix) == 0 && given[prefix] == '.' &&
            strcmp(given + prefix + 1, name) == 0)
            return t->s->given[i].value;
    }
    return syn_stat_option(t->s, name);
}

/* A weight, NaN for "optimise". */
static double weight(struct task *t, const char *name)
{
    const char *text = option(t, name);
    double w = NAN;
    if (text && strcmp(text, "optimise") != 0 &&
        (!syn_number_parse(&w, text) || !(w >= 0 && w <= 1)))
        syn_stat_wrong(t->s, name);
    return w;
}

static void name_parameter(struct syn_prediction *p, const char *name, double x)
{
    if (p->n_parameters == SYN_PREDICT_MOST_TERMS)
        return;
    p->name[p->n_parameters] = name;
    p->value[p->n_parameters++] = x;
}

static void fill_steps(struct task *t, double scale)
{
    for (size_t i = 0; i < t->h; i++) {
        t->out->mean[i] = syn_smooth_forecast(&t->out->smooth, i + 1);
        t->out->variance[i] = scale * syn_smooth_growth(&t->out->smooth, i + 1);
    }
}

static double cycle_of(const struct task *t)
{
    double c = t->past->times->cycle;
    return c >= 1 && c <= SYN_SMOOTH_MAX_CYCLE && c == floor(c) ? c : 1;
}

/* --- the generalised linear model ---------------------------------------- */

/* Years the trend has advanced at step I + 1: each step less by DAMP. */
static double advanced(double damp, size_t i, double cycle)
{
    double sum = 0, factor = 1;
    for (size_t j = 0; j <= i; j++) {
        factor *= damp;
        sum += factor;
    }
    return sum / cycle;
}

static void fill_terms(struct task *t,
                       double *x,
                       double *offset,
                       size_t p,
                       const struct syn_season *season,
                       double damp)
{
    const struct syn_past *d = t->past;
    bool trend = strcmp(option(t, "trend"), "yes") == 0;
    double cycle = d->times->cycle, per = t->s->per;
    for (size_t i = 0; i < d->n + t->h; i++) {
        double *row = x + i * p, year = (double)i / cycle;
        double exposure =
            d->exposure ? d->exposure[i < d->n ? i : d->n - 1] : per;
        if (i >= d->n) {
            year = ((double)d->n - 1) / cycle + advanced(damp, i - d->n, cycle);
            exposure = d->future ? d->future[i - d->n] : exposure;
        }
        double s = i < d->times->n ? d->times->s[i]
                                   : d->times->s[d->times->n - 1] +
                                         (double)(i + 1 - d->times->n);
        row[0] = 1;
        if (trend)
            row[1] = year;
        syn_season_fill(row + 1 + trend, season, s);
        offset[i] = log(exposure / per);
    }
}

static enum syn_refusal fit_glm(struct task *t)
{
    struct syn_season season;
    struct syn_glm glm;
    struct syn_stat *s = t->s;
    const struct syn_past *d = t->past;
    bool trend = strcmp(option(t, "trend"), "yes") == 0;
    double damp;
    if (!syn_number_parse(&damp, option(t, "damp")) ||
        !(damp >= 0 && damp <= 1))
        syn_stat_wrong(s, "damp");
    if (s->status || !syn_season_columns(&season, s, d->times))
        return SYN_REFUSAL_NONE;
    for (size_t i = 0; i < d->n; i++)
        if (d->y[i] < 0)
            return SYN_REFUSAL_NEGATIVE_COUNT;
    size_t p = 1 + trend + season.columns, rows = d->n + t->h;
    double *x = syn_stat_room(s, rows * p), *offset = syn_stat_room(s, rows);
    fill_terms(t, x, offset, p, &season, damp);
    const struct syn_glm_data data = {
        .y = d->y, .x = x, .offset = offset, .n = d->n, .p = p};
    if (syn_glm_fit(&glm, &data, syn_stat_room(s, syn_glm_work(d->n, p))))
        return glm.refusal;
    for (size_t i = 0; i < t->h; i++) {
        const double *row = x + (d->n + i) * p;
        double eta = offset[d->n + i], square = 0;
        for (size_t j = 0; j < p; j++) {
            eta += row[j] * glm.beta[j];
            for (size_t k = 0; k < p; k++)
                square += row[j] * glm.covariance[j * p + k] * row[k];
        }
        double mu = exp(eta);
        if (!isfinite(mu) || mu > 1e11)
            return SYN_REFUSAL_NUMERIC;
        t->out->mean[i] = mu;
        t->out->se_link[i] = sqrt(glm.phi * square);
        t->out->variance[i] = glm.phi * mu + mu * mu * glm.phi * square;
    }
    memcpy(t->out->fitted, glm.fitted, d->n * sizeof *glm.fitted);
    t->out->sse = 0;
    for (size_t i = 0; i < d->n; i++)
        t->out->sse += (d->y[i] - glm.fitted[i]) * (d->y[i] - glm.fitted[i]);
    t->out->phi = glm.phi;
    t->out->count = true;
    name_parameter(t->out, "intercept", glm.beta[0]);
    if (trend)
        name_parameter(t->out, "trend", glm.beta[1]);
    for (size_t j = 0; j < season.columns; j++)
        name_parameter(t->out, syn_season_name(&season, j, s->arena),
                       glm.beta[1 + trend + j]);
    return SYN_REFUSAL_NONE;
}

/* --- smoothing ------------------------------------------------------------ */

/* The level before the first row; NaN starts from the first value. */
static bool read_initial(struct task *t, double *level)
{
    const char *text = option(t, "initial");
    const struct syn_past *d = t->past;
    double k;
    *level = NAN;
    if (strcmp(text, "first") == 0)
        return true;
    if (strncmp(text, "mean:", 5) == 0 && syn_number_parse(&k, text + 5) &&
        k >= 1 && k == floor(k)) {
        *level = syn_sample_mean(d->y, k < (double)d->n ? (size_t)k : d->n);
        return true;
    }
    if (syn_number_parse(level, text))
        return true;
    syn_stat_wrong(t->s, "initial");
    return false;
}

static void put_smooth(struct task *t)
{
    struct syn_prediction *p = t->out;
    const struct syn_smooth *m = &p->smooth;
    p->smoothed = true;
    p->sse = m->sse;
    name_parameter(p, "alpha", m->alpha);
    if (m->kind != SYN_SMOOTH_LEVEL && m->kind != SYN_SMOOTH_SEASON)
        name_parameter(p, "beta", m->beta);
    if (m->kind >= SYN_SMOOTH_SEASON)
        name_parameter(p, "gamma", m->gamma);
}

/* The likelihood of a state-space model; its variance. */
static double judge_ets(struct task *t)
{
    const struct syn_smooth *m = &t->out->smooth;
    double parameters = (double)syn_smooth_parameters(m), n = (double)m->n;
    t->out->criterion = n * log(m->sse);
    t->out->log_likelihood = -t->out->criterion / 2;
    t->out->aic = t->out->criterion + 2 * (parameters + 1);
    name_parameter(t->out, "count", parameters + 1);
    return m->sse / (n - parameters);
}

static enum syn_refusal fit_ets_kind(struct task *t, enum syn_smooth_kind kind)
{
    const struct syn_past *d = t->past;
    size_t cycle = (size_t)cycle_of(t);
    const double weights[3] = {weight(t, "alpha"), weight(t, "beta"),
                               weight(t, "gamma")};
    if (t->s->status)
        return SYN_REFUSAL_NONE;
    enum syn_refusal refusal = syn_smooth_ets(
        &t->out->smooth, t->out->fitted, kind, d->y, d->n, cycle, weights,
        syn_stat_room(t->s, syn_smooth_work(d->n, cycle)));
    if (!refusal) {
        put_smooth(t);
        fill_steps(t, judge_ets(t));
    }
    return refusal;
}

static enum syn_refusal fit_ets(struct task *t)
{
    const char *kind = option(t, "ets");
    return fit_ets_kind(t, strcmp(kind, "AAN") == 0   ? SYN_SMOOTH_SLOPE
                           : strcmp(kind, "ANA") == 0 ? SYN_SMOOTH_SEASON
                                                      : SYN_SMOOTH_LEVEL);
}

static enum syn_refusal fit_ses(struct task *t)
{
    const struct syn_past *d = t->past;
    double level;
    if (strcmp(option(t, "initial"), "optimise") == 0)
        return fit_ets_kind(t, SYN_SMOOTH_LEVEL);
    if (!read_initial(t, &level))
        return SYN_REFUSAL_NONE;
    double alpha = weight(t, "alpha");
    enum syn_refusal refusal = syn_smooth_simple(
        &t->out->smooth, t->out->fitted, d->y, d->n, alpha, level);
    if (refusal)
        return refusal;
    put_smooth(t);
    fill_steps(t, t->out->sse / (double)t->out->smooth.errors);
    return SYN_REFUSAL_NONE;
}

static enum syn_refusal fit_holt_winters(struct task *t)
{
    const struct syn_past *d = t->past;
    size_t cycle = (size_t)cycle_of(t);
    const double weights[3] = {weight(t, "alpha"), weight(t, "beta"),
                               weight(t, "gamma")};
    enum syn_refusal refusal = syn_smooth_holt_winters(
        &t->out->smooth, t->out->fitted, d->y, d->n, cycle,
        strcmp(option(t, "seasonal"), "multiplicative") == 0, weights,
        syn_stat_room(t->s, 6 * cycle));
    if (refusal)
        return refusal;
    put_smooth(t);
    fill_steps(t, t->out->sse / (double)t->out->smooth.errors);
    return SYN_REFUSAL_NONE;
}

/* --- theta ---------------------------------------------------------------- */

static bool is_seasonal(const double *y, size_t n, size_t cycle)
{
    double mean = syn_sample_mean(y, n), all = 0, sum = 0, last = 0;
    if (cycle < 2 || n <= 2 * cycle)
        return false;
    for (size_t i = 0; i < n; i++)
        all += (y[i] - mean) * (y[i] - mean);
    for (size_t k = 1; k <= cycle; k++) {
        double r = 0;
        for (size_t i = 0; i + k < n; i++)
            r += (y[i] - mean) * (y[i + k] - mean);
        r /= all;
        sum += k < cycle ? r * r : 0;
        last = r;
    }
    return fabs(last) > seasonal_z * sqrt((1 + 2 * sum) / (double)n);
}

/* Divides Y by its season; FIGURE is 1 where there is none. */
static const double *adjust(struct task *t, double *figure, size_t cycle)
{
    const struct syn_past *d = t->past;
    double *y = syn_stat_room(t->s, d->n),
           *room = syn_stat_room(t->s, 2 * d->n);
    bool seasonal = is_seasonal(d->y, d->n, cycle) &&
                    !syn_decompose_classical(room, figure, room + d->n, d->y,
                                             d->n, cycle, true);
    for (size_t k = 0; k < cycle; k++)
        seasonal = seasonal && figure[k] >= least_season;
    for (size_t k = 0; k < cycle && !seasonal; k++)
        figure[k] = 1;
    for (size_t i = 0; i < d->n; i++)
        y[i] = d->y[i] / figure[i % cycle];
    return y;
}

static double slope_of(const double *y, size_t n)
{
    double middle = ((double)n - 1) / 2, sxy = 0, sxx = 0;
    for (size_t i = 0; i < n; i++) {
        sxy += ((double)i - middle) * y[i];
        sxx += ((double)i - middle) * ((double)i - middle);
    }
    return sxy / sxx;
}

static enum syn_refusal fit_theta(struct task *t)
{
    const struct syn_past *d = t->past;
    size_t cycle = (size_t)cycle_of(t);
    double *figure = syn_stat_room(t->s, cycle);
    const double weights[3] = {weight(t, "alpha"), 0, 0};
    struct syn_smooth *m = &t->out->smooth;
    if (t->s->status)
        return SYN_REFUSAL_NONE;
    const double *y = adjust(t, figure, cycle);
    enum syn_refusal refusal =
        syn_smooth_ets(m, t->out->fitted, SYN_SMOOTH_LEVEL, y, d->n, 1, weights,
                       syn_stat_room(t->s, syn_smooth_work(d->n, 1)));
    if (refusal)
        return refusal;
    put_smooth(t);
    double scale = judge_ets(t), drift = slope_of(y, d->n) / 2;
    double start = (1 - pow(1 - m->alpha, (double)d->n)) / m->alpha;
    name_parameter(t->out, "drift", drift);
    for (size_t i = 0; i < t->h; i++) {
        double season = figure[(d->n + i) % cycle];
        t->out->mean[i] = (m->end.level + drift * ((double)i + start)) * season;
        t->out->variance[i] = scale * syn_smooth_growth(m, i + 1);
    }
    for (size_t i = 0; i < d->n; i++)
        t->out->fitted[i] *= figure[i % cycle];
    t->out->slope = drift;
    return SYN_REFUSAL_NONE;
}

/* --- benchmarks ----------------------------------------------------------- */

/* The value LAG rows before, again and again. */
static enum syn_refusal fit_lag(struct task *t, size_t lag)
{
    const struct syn_past *d = t->past;
    if (d->n <= lag)
        return SYN_REFUSAL_TOO_FEW_POINTS;
    t->out->sse = 0;
    for (size_t i = 0; i < d->n; i++) {
        t->out->fitted[i] = i < lag ? NAN : d->y[i - lag];
        if (i >= lag)
            t->out->sse +=
                (d->y[i] - d->y[i - lag]) * (d->y[i] - d->y[i - lag]);
    }
    double scale = t->out->sse / (double)(d->n - lag);
    for (size_t i = 0; i < t->h; i++) {
        t->out->mean[i] = d->y[d->n - lag + i % lag];
        t->out->variance[i] = scale * (double)(i / lag + 1);
    }
    return SYN_REFUSAL_NONE;
}

static enum syn_refusal fit_naive(struct task *t)
{
    return fit_lag(t, 1);
}

static enum syn_refusal fit_snaive(struct task *t)
{
    return fit_lag(t, (size_t)cycle_of(t));
}

static enum syn_refusal fit_mean(struct task *t)
{
    const struct syn_past *d = t->past;
    if (d->n < 2)
        return SYN_REFUSAL_TOO_FEW_POINTS;
    double mean = syn_sample_mean(d->y, d->n);
    double variance = syn_sample_variance(d->y, d->n);
    for (size_t i = 0; i < d->n; i++)
        t->out->fitted[i] = mean;
    for (size_t i = 0; i < t->h; i++) {
        t->out->mean[i] = mean;
        t->out->variance[i] = variance * (1 + 1 / (double)d->n);
    }
    t->out->sse = variance * ((double)d->n - 1);
    t->out->t_df = (double)d->n - 1;
    t->out->level = mean;
    return SYN_REFUSAL_NONE;
}

static const struct {
    const char *name;
    enum syn_refusal (*fit)(struct task *t);
} models[] = {
    {"glm", fit_glm},
    {"ses", fit_ses},
    {"holt-winters", fit_holt_winters},
    {"snaive", fit_snaive},
    {"naive", fit_naive},
    {"mean", fit_mean},
    {"ets", fit_ets},
    {"theta", fit_theta},
};

bool syn_predict_known(const char *model)
{
    for (size_t i = 0; i < sizeof models / sizeof *models; i++)
        if (strcmp(models[i].name, model) == 0)
            return true;
    return false;
}

bool syn_predict(struct syn_prediction *out,
                 enum syn_refusal *refusal,
                 struct syn_stat *s,
                 const char *model,
                 const struct syn_past *past,
                 size_t h)
{
    struct task t = {out, s, past, model, h};
    *out = (struct syn_prediction){
        .mean = syn_stat_room(s, h),
        .variance = syn_stat_room(s, h),
        .se_link = syn_stat_room(s, h),
        .fitted = syn_stat_room(s, past->n + 1),
        .level = NAN,
        .slope = NAN,
        .sse = NAN,
        .criterion = NAN,
        .log_likelihood = NAN,
        .aic = NAN,
        .phi = NAN,
    };
    *refusal = SYN_REFUSAL_NONE;
    for (size_t i = 0; i < h; i++)
        out->se_link[i] = NAN;
    for (size_t i = 0; i < sizeof models / sizeof *models; i++)
        if (strcmp(models[i].name, model) == 0)
            *refusal = models[i].fit(&t);
    for (size_t i = 0; i < h && !*refusal && !s->status; i++)
        if (!isfinite(out->mean[i]) || !isfinite(out->variance[i]))
            *refusal = SYN_REFUSAL_NUMERIC;
    return !*refusal && !s->status;
}

double syn_predict_quantile(const struct syn_prediction *p,
                            size_t i,
                            double probability)
{
    double mean = p->mean[i], variance = p->variance[i], q;
    enum syn_tail tail = probability > 0.5 ? SYN_UPPER : SYN_LOWER;
    double beyond = probability > 0.5 ? 1 - probability : probability;
    if (!p->count) {
        double z = p->t_df > 0 ? gsl_cdf_tdist_Pinv(beyond, p->t_df)
                               : gsl_cdf_ugaussian_Pinv(beyond);
        double reach = z * sqrt(variance);
        return tail == SYN_UPPER ? mean - reach : mean + reach;
    }
    if (!(mean > 0))
        return 0;
    double size =
        variance > mean ? mean * (mean / (variance - mean)) : INFINITY;
    return syn_nb_quantile(&q, beyond, tail, mean, size) ? NAN : q;
}
