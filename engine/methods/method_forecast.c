#include <math.h>
#include <string.h>

#include <samsyn/stats/sample.h>

#include "chart.h"
#include "predict.h"

enum { MOST_LEVELS = 8, MOST_HORIZON = 1000 };

static const struct syn_method_option options[] = {
    {"model", SYN_OPTION_CHOICE,
     "glm|ses|holt-winters|snaive|naive|mean|ets|theta", "glm", "which model"},
    SYN_PREDICT_OPTIONS,
    {"interval", SYN_OPTION_CHOICE, "count|normal", NULL,
     "negative binomial or normal; glm count, else normal"},
    {"levels", SYN_OPTION_NUMBERS, NULL, "0.8,0.95", "of the limits"},
    {"clip", SYN_OPTION_CHOICE, "yes|no", "yes", "no limit below 0"},
    {NULL, SYN_OPTION_FLAG, NULL, NULL, NULL},
};

struct forecast {
    struct syn_times times;
    struct syn_past past;
    struct syn_prediction p;
    double level[MOST_LEVELS];
    size_t n_levels, h;
    bool clip;
};

static bool read_future(struct forecast *f, struct syn_stat *s)
{
    double *future = syn_stat_room(s, MOST_HORIZON);
    size_t n = syn_stat_numbers(s, "future-exposure", future, MOST_HORIZON);
    if (s->status)
        return false;
    for (size_t i = 0; i < n; i++)
        if (!(future[i] > 0)) {
            syn_stat_wrong(s, "future-exposure");
            return false;
        }
    for (size_t i = n; i < f->h && n; i++)
        future[i] = future[n - 1];
    f->past.future = n ? future : NULL;
    return true;
}

static bool read_forecast(struct forecast *f, struct syn_stat *s)
{
    double horizon = syn_stat_number(s, "horizon");
    f->past.y = syn_stat_column_of(s, "count", "value");
    f->past.exposure = syn_stat_column_maybe(s, "exposure");
    if (!f->past.y || s->status || !syn_stat_times(&f->times, s))
        return false;
    f->h = isnan(horizon) ? 6 : (size_t)horizon;
    if (!isnan(horizon) && !(horizon >= 1 && horizon <= MOST_HORIZON)) {
        syn_stat_wrong(s, "horizon");
        return false;
    }
    f->n_levels = syn_stat_numbers(s, "levels", f->level, MOST_LEVELS);
    for (size_t k = 0; k < f->n_levels; k++)
        if (!(f->level[k] > 0 && f->level[k] < 1)) {
            syn_stat_wrong(s, "levels");
            return false;
        }
    if (s->n == 0) {
        syn_stat_refuse(s, SYN_REFUSAL_NO_DATA, NULL);
        return false;
    }
    if (s->status || syn_stat_missing(s, f->past.y) ||
        syn_beyond(s, f->past.y) || !read_future(f, s) ||
        (f->past.exposure && (syn_stat_missing(s, f->past.exposure) ||
                              syn_stat_not_exposures(s, f->past.exposure))))
        return false;
    f->past.times = &f->times;
    f->past.n = s->n;
    f->clip = syn_stat_is(s, "clip", "yes") &&
              !syn_sample_has_negative(f->past.y, s->n);
    return true;
}

static void put_limits(struct syn_stat *s, const struct forecast *f, size_t i)
{
    for (size_t k = 0; k < f->n_levels; k++) {
        double tail = (1 - f->level[k]) / 2, percent = 100 * f->level[k];
        double lower = syn_predict_quantile(&f->p, i, tail);
        double upper = syn_predict_quantile(&f->p, i, 1 - tail);
        if (f->clip && lower < 0)
            syn_warn_clipped(s);
        if (f->clip) {
            lower = fmax(lower, 0);
            upper = fmax(upper, 0);
        }
        syn_put(s, syn_arena_printf(s->arena, "lower%g", percent), lower);
        syn_put(s, syn_arena_printf(s->arena, "upper%g", percent), upper);
    }
}

static void put_rows(struct syn_stat *s, const struct forecast *f)
{
    syn_stat_rows(s);
    for (size_t i = 0; i < f->h; i++) {
        syn_put_object(s, NULL);
        syn_put(s, "row", (double)i + 1);
        syn_put_null(s, "id");
        syn_put(s, "h", (double)i + 1);
        syn_put_time(s, "t", &f->times, s->n + i);
        syn_put(s, "mean", f->p.mean[i]);
        put_limits(s, f, i);
        syn_put(s, "variance", f->p.variance[i]);
        syn_put(s, "se_link", f->p.se_link[i]);
        syn_put_object_end(s);
    }
    syn_stat_rows_end(s);
}

static void put_season(struct syn_stat *s,
                       const struct syn_smooth *m,
                       const struct syn_smooth_state *state)
{
    if (m->kind >= SYN_SMOOTH_SEASON)
        syn_put_list(s, "seasonal", state->seasonal, m->cycle);
    else
        syn_put_null(s, "seasonal");
}

static void put_state(struct syn_stat *s, const struct syn_prediction *p)
{
    const struct syn_smooth *m = &p->smooth;
    bool slope = p->smoothed && m->kind != SYN_SMOOTH_LEVEL &&
                 m->kind != SYN_SMOOTH_SEASON;
    syn_put(s, "level", p->smoothed ? m->end.level : p->level);
    syn_put(s, "slope", slope ? m->end.slope : p->slope);
    if (!p->smoothed) {
        syn_put_null(s, "seasonal");
        syn_put_null(s, "start");
        return;
    }
    put_season(s, m, &m->end);
    syn_put_object(s, "start");
    syn_put(s, "level", m->start.level);
    syn_put(s, "slope", slope ? m->start.slope : NAN);
    put_season(s, m, &m->start);
    syn_put_object_end(s);
}

static void run(struct syn_stat *s)
{
    struct forecast f = {0};
    enum syn_refusal refusal;
    if (!read_forecast(&f, s))
        return;
    const char *interval = syn_stat_option(s, "interval");
    if (!syn_predict(&f.p, &refusal, s, syn_stat_option(s, "model"), &f.past,
                     f.h)) {
        if (refusal)
            syn_stat_refuse(s, refusal, NULL);
        return;
    }
    if (interval) {
        f.p.count = strcmp(interval, "count") == 0;
        f.p.t_df = f.p.count ? 0 : f.p.t_df;
    }
    put_rows(s, &f);
    syn_stat_result(s);
    syn_put_object(s, "parameters");
    for (size_t i = 0; i < f.p.n_parameters; i++)
        syn_put(s, f.p.name[i], f.p.value[i]);
    syn_put_object_end(s);
    syn_put(s, "sse", f.p.sse);
    syn_put(s, "criterion", f.p.criterion);
    syn_put(s, "log_likelihood", f.p.log_likelihood);
    syn_put(s, "aic", f.p.aic);
    syn_put(s, "phi", f.p.phi);
    put_state(s, &f.p);
    syn_put_list(s, "fitted", f.p.fitted, s->n);
    syn_stat_result_end(s);
}

const struct syn_method syn_method_forecast = {
    .name = "forecast",
    .purpose = "the next periods, with limits that counts can have",
    .columns = "[t|period],count,[exposure] | value",
    .uses = SYN_USES_CALENDAR | SYN_USES_SEASON | SYN_USES_TREND | SYN_USES_PER,
    .options = options,
    .rows = "h t mean lower80 upper80 lower95 upper95 variance se_link",
    .result =
        "parameters:{...} sse criterion log_likelihood aic phi level slope "
        "seasonal[] start:{level slope seasonal[]} fitted[]",
    .formula =
        "  glm: quasi-Poisson, trend (damped ahead) and season, v = phi mu "
        "+ mu^2 se^2, negative binomial quantiles\n"
        "  ses, holt-winters, ets, theta: exponential smoothing; snaive, "
        "naive, mean: benchmarks",
    .example = "  count\n  12\n  ...\n  samsyn stat forecast month.csv",
    .reference = "Brown 1959; Holt 2004; Winters 1960; Hyndman et al. 2008; "
                 "Assimakopoulos & Nikolopoulos 2000",
    .run = run,
};
