#include "design.h"

#include <math.h>
#include <string.h>

#include <samsyn/base/text.h>
#include <samsyn/stats/series.h>

void syn_design_begin(struct syn_design *d,
                      struct syn_stat *s,
                      const double *y,
                      const double *exposure)
{
    *d = (struct syn_design){
        .s = s, .y = y, .exposure = exposure, .per = s->per};
}

void syn_design_add(struct syn_design *d,
                    const char *term,
                    const double *column)
{
    if (d->p == SYN_GLM_MAX_TERMS) {
        syn_stat_refuse(d->s, SYN_REFUSAL_DOMAIN,
                        "The model has too many terms.");
        return;
    }
    d->term[d->p] = term;
    d->column[d->p++] = column;
}

void syn_design_intercept(struct syn_design *d)
{
    double *one = syn_stat_room(d->s, d->s->n);
    for (size_t i = 0; i < d->s->n; i++)
        one[i] = 1;
    syn_design_add(d, "intercept", one);
    d->intercept = true;
}

void syn_design_trend(struct syn_design *d, const struct syn_times *times)
{
    bool years = !syn_stat_is(d->s, "time-unit", "period");
    double *trend = syn_stat_room(d->s, d->s->n);
    for (size_t i = 0; i < d->s->n; i++)
        trend[i] = (double)i / (years ? times->cycle : 1);
    syn_design_add(d, "trend", trend);
}

int syn_season_most(double cycle)
{
    return (int)floor(cycle / 2);
}

static void
add_harmonics(struct syn_design *d, const struct syn_times *times, int pairs)
{
    int most = syn_season_most(times->cycle);
    if (pairs > most) {
        pairs = most;
        syn_stat_warn(d->s, "season-harmonics-reduced",
                      "The season has as many harmonics as the cycle allows.");
    }
    for (int j = 1; j <= pairs; j++) {
        double *sine = syn_stat_room(d->s, d->s->n);
        double *cosine = syn_stat_room(d->s, d->s->n);
        for (size_t i = 0; i < d->s->n; i++)
            syn_harmonic(&sine[i], &cosine[i], j, times->s[i], times->cycle);
        if (2 * j != times->cycle)
            syn_design_add(d, syn_arena_printf(d->s->arena, "sin%d", j), sine);
        syn_design_add(d, syn_arena_printf(d->s->arena, "cos%d", j), cosine);
    }
}

/* Position in the year, 1..cycle. */
static int position(const struct syn_times *times, size_t i, int cycle)
{
    return (int)fmod(times->s[i] - 1, cycle) + 1;
}

static void add_positions(struct syn_design *d, const struct syn_times *times)
{
    int cycle = (int)times->cycle;
    if (cycle != times->cycle || cycle < 2 || cycle >= SYN_GLM_MAX_TERMS) {
        syn_stat_refuse(d->s, SYN_REFUSAL_DOMAIN,
                        "A factor needs a whole number of periods a year.");
        return;
    }
    for (int at = 1; at <= cycle; at++) {
        double *level = syn_stat_room(d->s, d->s->n);
        const char *name = syn_arena_printf(d->s->arena, "season%d", at);
        for (size_t i = 0; i < d->s->n; i++)
            level[i] = position(times, i, cycle) == at;
        d->base[d->n_bases] = level;
        d->base_term[d->n_bases++] = name;
        if (at > 1)
            syn_design_add(d, name, level);
    }
}

void syn_design_season(struct syn_design *d,
                       const struct syn_times *times,
                       int season)
{
    if (season == SYN_SEASON_FACTOR)
        add_positions(d, times);
    else if (season > 0)
        add_harmonics(d, times, season);
}

void syn_design_covariates(struct syn_design *d, const char *name)
{
    size_t n;
    const char *list = syn_stat_option(d->s, name);
    const char *const *names = syn_stat_names(d->s, list ? list : "", &n);
    for (size_t i = 0; i < n; i++) {
        const double *column = syn_stat_column(d->s, names[i]);
        if (!column)
            return;
        syn_design_add(d, names[i], column);
    }
}

static bool usable(const struct syn_design *d, size_t i)
{
    bool good = !isnan(d->y[i]) && !(d->exposure && isnan(d->exposure[i])) &&
                !(d->weight && isnan(d->weight[i]));
    for (size_t j = 0; j < d->p; j++)
        good = good && !isnan(d->column[j][i]);
    return good;
}

bool syn_design_make(struct syn_design *d)
{
    struct syn_stat *s = d->s;
    double *y = syn_stat_room(s, s->n), *x = syn_stat_room(s, s->n * d->p);
    double *offset = syn_stat_room(s, s->n), *weight = syn_stat_room(s, s->n);
    size_t n = 0;
    d->row = syn_arena_alloc(s->arena, s->n + 1, sizeof *d->row);
    for (size_t i = 0; i < s->n; i++) {
        if (!usable(d, i))
            continue;
        y[n] = d->y[i];
        offset[n] = d->exposure ? log(d->exposure[i] / d->per) : 0;
        weight[n] = d->weight ? d->weight[i] : 1;
        for (size_t j = 0; j < d->p; j++)
            x[n * d->p + j] = d->column[j][i];
        d->row[n++] = i;
    }
    d->data = (struct syn_glm_data){
        .y = y,
        .x = x,
        .offset = d->exposure ? offset : NULL,
        .weight = d->weight ? weight : NULL,
        .n = n,
        .p = d->p,
    };
    s->used = n;
    if (n == 0)
        syn_stat_refuse(s, SYN_REFUSAL_NO_DATA, NULL);
    return n > 0 && !s->refused;
}

const char *syn_design_separated(const struct syn_design *d)
{
    for (size_t j = 0; j < d->n_bases; j++) {
        bool any = false, events = false;
        for (size_t i = 0; i < d->data.n; i++)
            if (d->base[j][d->row[i]] != 0) {
                any = true;
                events = events || d->data.y[i] > 0;
            }
        if (any && !events)
            return d->base_term[j];
    }
    return NULL;
}

bool syn_season_read(int *out, struct syn_stat *s)
{
    double pairs;
    const char *given = syn_stat_option(s, "season");
    if (strcmp(given, "none") == 0 || strcmp(given, "no") == 0)
        *out = SYN_SEASON_NONE;
    else if (strcmp(given, "factor") == 0)
        *out = SYN_SEASON_FACTOR;
    else if (strcmp(given, "auto") == 0)
        *out = SYN_SEASON_AUTO;
    else if (syn_number_parse(&pairs, given) && pairs >= 0 && pairs <= 100 &&
             pairs == floor(pairs))
        *out = (int)pairs;
    else {
        syn_stat_wrong(s, "season");
        return false;
    }
    return true;
}
