#include <math.h>
#include <string.h>

#include <samsyn/stats/avoided.h>
#include <samsyn/stats/continuous.h>
#include <samsyn/stats/series.h>

#include "chart.h"
#include "fit.h"
#include "ratio.h"
#include "season.h"

enum {
    LEAST_BEFORE = 12,
    LEAST_AFTER = 12,
    LEAST_PLACEBO = 10,
    PLACEBO_AFTER = 6,
    SIMULATIONS = 10000
};

/* A residual autocorrelation, or a p, that casts doubt on the limits. */
static const double doubtful_r = 0.2, doubtful_p = 0.1;

static const struct syn_method_option options[] = {
    {"event", SYN_OPTION_TEXT, NULL, NULL, "the first affected period"},
    {"lag", SYN_OPTION_WHOLE, NULL, "0", "periods until the effect begins"},
    {"model", SYN_OPTION_CHOICE, "quasi-poisson|poisson|nb|lm", "quasi-poisson",
     "of counts, or least squares of a value"},
    {"slope", SYN_OPTION_CHOICE, "yes|no", "yes", "a change of slope too"},
    {"since", SYN_OPTION_CHOICE, "0|1", "0",
     "what the slope's term is in the first affected period"},
    {"newey-west", SYN_OPTION_WHOLE, NULL, NULL,
     "lags of a robust covariance, beside the model's"},
    {"adjust", SYN_OPTION_CHOICE, "no|yes", "no", "n/(n-p) in it"},
    {"log", SYN_OPTION_CHOICE, "no|yes", "no", "lm of the value's logarithm"},
    {"covariates", SYN_OPTION_TEXT, NULL, NULL, "more columns, with commas"},
    {"placebo", SYN_OPTION_CHOICE, "no|yes", "no",
     "refit at every earlier date, before the event"},
    {"simulations", SYN_OPTION_WHOLE, NULL, "10000", "draws of events avoided"},
    {NULL, SYN_OPTION_FLAG, NULL, NULL, NULL},
};

/* PERIOD is where a row stands in its series, TREATED what group it is of (all
 * of them, if there is one series).  EVENT is the first affected period. */
struct series {
    struct syn_times times;
    const double *y, *exposure, *control, *group;
    size_t *period, n_periods, event;
    bool *treated;
    bool two, lm, slope, logarithm;
    struct syn_season season;
    struct syn_design design;
    struct syn_fit fit;
    double *without;
    bool *counted;
};

/* The rows of the treated as a table of their own, to read their times from. */
static bool read_groups(struct series *c, struct syn_stat *s)
{
    struct syn_stat one = *s;
    size_t *index = syn_arena_alloc(s->arena, s->n + 1, sizeof *index),
           n[2] = {0};
    for (size_t i = 0; i < s->n; i++) {
        if (c->group[i] != 0 && c->group[i] != 1) {
            syn_stat_refuse(s,
                            isnan(c->group[i]) ? SYN_REFUSAL_MISSING_VALUES
                                               : SYN_REFUSAL_DOMAIN,
                            "A group is neither 1 (treated) nor 0.");
            return false;
        }
        c->treated[i] = c->group[i] == 1;
        if (c->treated[i])
            index[n[1]] = s->index[i];
        c->period[i] = n[c->treated[i]]++;
    }
    if (n[0] != n[1]) {
        syn_stat_refuse(s, SYN_REFUSAL_GAP_IN_SERIES,
                        "The two groups have not the same periods.");
        return false;
    }
    one.index = index;
    one.n = n[1];
    bool read = syn_stat_times(&c->times, &one);
    s->status = one.status;
    if (one.refused)
        s->refused = one.refused, s->reason = one.reason;
    s->times = NULL;
    c->n_periods = n[1];
    return read;
}

static bool read_times(struct series *c, struct syn_stat *s)
{
    c->group = syn_stat_column_maybe(s, "group");
    if (s->status)
        return false;
    c->two = c->group != NULL;
    c->period = syn_arena_alloc(s->arena, s->n + 1, sizeof *c->period);
    c->treated = syn_arena_alloc(s->arena, s->n + 1, sizeof *c->treated);
    if (c->two)
        return read_groups(c, s);
    for (size_t i = 0; i < s->n; i++) {
        c->period[i] = i;
        c->treated[i] = true;
    }
    c->n_periods = s->n;
    return syn_stat_times(&c->times, s);
}

static bool read_event(struct series *c, struct syn_stat *s)
{
    const char *event = syn_stat_option(s, "event");
    if (!event || !syn_times_find(&c->event, &c->times, event)) {
        syn_stat_wrong(s, "event");
        return false;
    }
    c->event += syn_option_whole(s, "lag");
    if (c->event >= c->n_periods) {
        syn_stat_refuse(s, SYN_REFUSAL_TOO_FEW_POINTS,
                        "The event lies after the last period.");
        return false;
    }
    c->slope = syn_stat_is(s, "slope", "yes");
    if (c->event < 2) {
        syn_stat_refuse(s, SYN_REFUSAL_TOO_FEW_POINTS,
                        "Under two periods lie before the event.");
        return false;
    }
    if (c->event < LEAST_BEFORE &&
        syn_stat_soft(s, SYN_REFUSAL_TOO_FEW_POINTS,
                      "Under twelve periods lie before the event."))
        return false;
    return !(c->slope && c->n_periods - c->event < LEAST_AFTER) ||
           !syn_stat_soft(s, SYN_REFUSAL_SHORT_POST_PERIOD, NULL);
}

/* The values as they are modelled. */
static bool read_values(struct series *c, struct syn_stat *s)
{
    c->lm = syn_stat_is(s, "model", "lm");
    c->logarithm = c->lm && syn_stat_is(s, "log", "yes");
    bool value = c->lm && syn_stat_has(s, "value");
    c->y = syn_stat_column(s, value ? "value" : "count");
    c->exposure = value ? NULL : syn_stat_column_maybe(s, "exposure");
    c->control = syn_stat_column_maybe(s, "control");
    if (!c->y || s->status || syn_beyond(s, c->y))
        return false;
    if ((!value && syn_stat_not_counts(s, c->y, false)) ||
        (c->exposure && syn_stat_not_exposures(s, c->exposure)) ||
        (c->control && syn_stat_not_counts(s, c->control, false)))
        return false;
    if (!c->lm)
        return true;
    double *y = syn_stat_room(s, s->n + 1);
    for (size_t i = 0; i < s->n; i++) {
        y[i] = c->exposure ? c->y[i] / c->exposure[i] * s->per : c->y[i];
        if (c->logarithm && !(y[i] > 0) && !isnan(y[i])) {
            syn_stat_refuse(s, SYN_REFUSAL_DOMAIN,
                            "A value that is not above 0 has no logarithm.");
            return false;
        }
        y[i] = c->logarithm ? log(y[i]) : y[i];
    }
    c->y = y;
    c->exposure = NULL;
    return true;
}

static double unit(const struct series *c, const struct syn_stat *s)
{
    return syn_stat_is(s, "time-unit", "period") ? 1 : c->times.cycle;
}

/* Adds a column TERM, with OF the value of a period, for the rows of the
 * treated only if OF_TREATED. */
static void add(struct series *c,
                struct syn_stat *s,
                const char *term,
                const double *of,
                bool of_treated)
{
    double *x = syn_stat_room(s, s->n);
    for (size_t i = 0; i < s->n; i++)
        x[i] = of_treated && !c->treated[i] ? 0 : of[c->period[i]];
    syn_design_add(&c->design, term, x);
}

static void add_season(struct series *c, struct syn_stat *s)
{
    double room[SYN_GLM_MAX_TERMS] = {0};
    for (size_t j = 0; j < c->season.columns && j < SYN_GLM_MAX_TERMS; j++) {
        double *x = syn_stat_room(s, s->n);
        for (size_t i = 0; i < s->n; i++) {
            syn_season_fill(room, &c->season, c->times.s[c->period[i]]);
            x[i] = room[j];
        }
        syn_design_add(&c->design, syn_season_name(&c->season, j, s->arena), x);
    }
}

/* The model with an EVENT, of the values Y. */
static bool
make(struct series *c, struct syn_stat *s, const double *y, size_t event)
{
    size_t n = c->n_periods;
    double *one = syn_stat_room(s, n), *trend = syn_stat_room(s, n);
    double *post = syn_stat_room(s, n), *since = syn_stat_room(s, n);
    double first = syn_stat_is(s, "since", "1");
    for (size_t i = 0; i < n; i++) {
        one[i] = 1;
        trend[i] = (double)i / unit(c, s);
        post[i] = i >= event;
        since[i] = i >= event ? ((double)(i - event) + first) / unit(c, s) : 0;
    }
    syn_design_begin(&c->design, s, y, c->exposure);
    syn_design_intercept(&c->design);
    add(c, s, "trend", trend, false);
    if (c->two) {
        add(c, s, "treated", one, true);
        add(c, s, "treated:trend", trend, true);
    }
    add(c, s, "post", post, false);
    if (c->slope)
        add(c, s, "since", since, false);
    if (c->two)
        add(c, s, "treated:post", post, true);
    if (c->two && c->slope)
        add(c, s, "treated:since", since, true);
    add_season(c, s);
    if (c->control) {
        double *x = syn_stat_room(s, s->n);
        for (size_t i = 0; i < s->n; i++)
            x[i] = log(c->control[i] + 0.5);
        syn_design_add(&c->design, "log_control", x);
    }
    syn_design_covariates(&c->design, "covariates");
    return !s->status && !s->refused && syn_design_make(&c->design);
}

static enum syn_glm_family family_of(const struct series *c,
                                     const struct syn_stat *s)
{
    return c->lm                           ? SYN_GAUSSIAN
           : syn_stat_is(s, "model", "nb") ? SYN_NEGATIVE_BINOMIAL
                                           : SYN_POISSON;
}

/* Without an event on one side the effect is infinite: the exact comparison of
 * the two sides is given instead. */
static bool separated(struct series *c, struct syn_stat *s)
{
    struct syn_window side[2] = {{0, 0}, {0, 0}};
    struct syn_ratio_row row;
    for (size_t k = 0; k < c->design.data.n; k++) {
        size_t i = c->design.row[k];
        if (!c->treated[i])
            continue;
        struct syn_window *w = &side[c->period[i] < c->event];
        w->events += c->y[i];
        w->exposure += c->exposure ? c->exposure[i] : 1;
    }
    if (c->lm || side[0].exposure == 0 || side[1].exposure == 0 ||
        (side[0].events > 0) == (side[1].events > 0))
        return false;
    syn_stat_refuse_with(s, SYN_REFUSAL_SEPARATION,
                         "There are no events on one side of the event, so its "
                         "effect is infinite.");
    syn_put_text(s, "term", c->two ? "treated:post" : "post");
    enum syn_refusal refusal =
        syn_ratio_row_fill(&row, "exact-central", side[0], side[1],
                           s->confidence, s->n_confidence);
    if (refusal) {
        syn_put_refused(s, "exact", refusal, NULL);
        return true;
    }
    syn_put_object(s, "exact");
    syn_ratio_row_put(s, &row);
    syn_put_object_end(s);
    return true;
}

/* --- what is said --------------------------------------------------------- */

static double p_of(const struct series *c, size_t j)
{
    const struct syn_fit *f = &c->fit;
    double beta = fabs(f->glm.beta[j]);
    if (f->normal)
        return fmin(1, 2 * syn_normal_tails(beta / syn_fit_error(f, j)).upper);
    double t = beta / syn_fit_quasi_error(f, j);
    return fmin(1, 2 * syn_t_tails(t, (double)f->glm.df).upper);
}

/* An effect: a ratio, or a difference of values.  SCALE turns it to years. */
static void put_effect(struct syn_stat *s,
                       const struct series *c,
                       const char *key,
                       const char *field,
                       const char *term,
                       double scale)
{
    size_t j = syn_fit_term(&c->fit, term);
    bool there = j < c->fit.data.p, ratio = !c->lm || c->logarithm;
    double lower = NAN, upper = NAN, beta = NAN;
    if (there) {
        syn_fit_limits(&lower, &upper, &c->fit, j, s->confidence[0]);
        beta = c->fit.glm.beta[j];
    }
    syn_put_object(s, key);
    syn_put(s, field, ratio ? exp(beta * scale) : beta * scale);
    syn_put(s, "lower", ratio ? exp(lower * scale) : lower * scale);
    syn_put(s, "upper", ratio ? exp(upper * scale) : upper * scale);
    syn_put(s, "p", there ? p_of(c, j) : NAN);
    syn_put_object_end(s);
}

static bool is_effect(const struct series *c, const char *term)
{
    static const char *const own[] = {"post", "since"};
    static const char *const other[] = {"treated:post", "treated:since"};
    for (int k = 0; k < 2; k++)
        if (strcmp(term, c->two ? other[k] : own[k]) == 0)
            return true;
    return false;
}

static struct syn_avoided_model counterfactual(struct series *c,
                                               struct syn_stat *s)
{
    const struct syn_glm_data *d = &c->fit.data;
    double t = NAN, tail = (1 - s->confidence[0]) / 2;
    c->without = syn_stat_room(s, d->n * d->p);
    c->counted = syn_arena_alloc(s->arena, d->n + 1, sizeof *c->counted);
    memcpy(c->without, d->x, d->n * d->p * sizeof *c->without);
    for (size_t k = 0; k < d->n; k++) {
        size_t i = c->design.row[k];
        c->counted[k] = c->treated[i] && c->period[i] >= c->event;
        for (size_t j = 0; j < d->p; j++)
            if (is_effect(c, c->design.term[j]))
                c->without[k * d->p + j] = 0;
    }
    if (c->fit.normal
            ? syn_normal_quantile(&t, tail, SYN_UPPER)
            : syn_t_quantile(&t, tail, SYN_UPPER, (double)c->fit.glm.df))
        t = NAN;
    return (struct syn_avoided_model){
        .data = d,
        .fit = &c->fit.glm,
        .without = c->without,
        .counted = c->counted,
        .phi = c->lm           ? c->fit.dispersion
               : c->fit.normal ? 1
                               : c->fit.phi,
        .t = t,
        .alpha = 1 - s->confidence[0],
        .exponential = c->logarithm,
    };
}

static void put_avoided(struct syn_stat *s,
                        const struct series *c,
                        const struct syn_avoided_model *model)
{
    size_t draws = syn_stat_simulations(s, SIMULATIONS), p = c->fit.data.p;
    double seed = syn_stat_number(s, "seed");
    struct syn_random random;
    struct syn_avoided a;
    syn_random_start(&random, seed >= 1 ? (unsigned long)seed : 1);
    syn_avoided(&a, model, draws, &random,
                syn_stat_room(s, p * p + 2 * p + draws));
    syn_put_object(s, "avoided");
    syn_put(s, "observed", a.observed);
    syn_put(s, "fitted", a.fitted);
    syn_put(s, "lower", a.lower);
    syn_put(s, "upper", a.upper);
    syn_put(s, "delta_lower", a.delta_lower);
    syn_put(s, "delta_upper", a.delta_upper);
    syn_put(s, "percent", a.percent);
    syn_put_object_end(s);
}

/* Pearson residuals of the treated in their periods; NaN where a row is not in
 * the model. */
static double *residuals(const struct series *c, struct syn_stat *s)
{
    const struct syn_fit *f = &c->fit;
    double *r = syn_stat_room(s, c->n_periods);
    for (size_t i = 0; i < c->n_periods; i++)
        r[i] = NAN;
    for (size_t k = 0; k < f->data.n; k++) {
        size_t i = c->design.row[k];
        double mu = f->glm.fitted[k], variance = mu;
        if (f->data.family == SYN_NEGATIVE_BINOMIAL)
            variance += mu * mu / f->data.size;
        if (c->treated[i])
            r[c->period[i]] =
                (f->data.y[k] - mu) / (c->lm ? 1 : sqrt(variance));
    }
    return r;
}

static void put_checks(struct syn_stat *s, const struct series *c)
{
    const double *r = residuals(c, s);
    size_t cycle = (size_t)fmax(c->times.cycle, 1), n = c->n_periods;
    size_t lags = cycle > 3 ? cycle : 3;
    struct syn_ljung_box q = {NAN, NAN, NAN};
    double first = syn_autocorrelation(r, n, 1);
    lags = lags < n - 1 ? lags : n - 1;
    q = syn_ljung_box(r, n, lags, 0);
    bool doubt = first > doubtful_r || q.p < doubtful_p;
    syn_put_object(s, "checks");
    syn_put_array(s, "acf");
    for (size_t lag = 1; lag <= 3; lag++)
        syn_put(s, NULL, lag < n ? syn_autocorrelation(r, n, lag) : NAN);
    syn_put(s, NULL, cycle < n ? syn_autocorrelation(r, n, cycle) : NAN);
    syn_put_array_end(s);
    syn_put(s, "ljung_box_p", q.p);
    syn_put_bool(s, "autocorrelated", doubt);
    syn_put_object_end(s);
    if (doubt)
        syn_stat_warn(s, "autocorrelated",
                      "The residuals remember their predecessors: the limits "
                      "are too narrow, and placebo dates decide.");
}

static double t_of(const struct syn_fit *f, const char *term)
{
    size_t j = syn_fit_term(f, term);
    return f->glm.beta[j] / syn_fit_quasi_error(f, j);
}

/* The model refitted at every earlier date with twelve periods before and six
 * after it, from the rows before the event. */
static void put_placebo(struct syn_stat *s, const struct series *c)
{
    const char *term = c->two ? "treated:post" : "post";
    double own = fabs(t_of(&c->fit, term)), rank = 1;
    double *y = syn_stat_room(s, s->n), *t = syn_stat_room(s, c->n_periods + 1);
    size_t n = 0, *at = syn_arena_alloc(s->arena, c->n_periods + 1, sizeof *at);
    if (!syn_stat_is(s, "placebo", "yes")) {
        syn_put_null(s, "placebo");
        return;
    }
    for (size_t i = 0; i < s->n; i++)
        y[i] = c->period[i] < c->event ? c->y[i] : NAN;
    for (size_t e = LEAST_BEFORE; e + PLACEBO_AFTER <= c->event; e++) {
        struct series copy = *c;
        struct syn_stat quiet = *s;
        if (!make(&copy, &quiet, y, e) ||
            !syn_fit_model(&copy.fit, &copy.design, family_of(c, s)))
            continue;
        at[n] = e;
        t[n] = t_of(&copy.fit, term);
        rank += fabs(t[n]) >= own;
        n++;
    }
    if (n < LEAST_PLACEBO) {
        syn_put_refused(s, "placebo", SYN_REFUSAL_TOO_FEW_POINTS,
                        "There are under ten earlier dates.");
        return;
    }
    syn_put_object(s, "placebo");
    syn_put_array(s, "dates");
    for (size_t k = 0; k < n; k++)
        syn_put_time(s, NULL, &c->times, at[k]);
    syn_put_array_end(s);
    syn_put_list(s, "t_values", t, n);
    syn_put(s, "rank", rank);
    syn_put(s, "n", (double)n);
    syn_put_object_end(s);
}

static void put_rows(struct syn_stat *s,
                     const struct series *c,
                     const struct syn_avoided_model *model)
{
    double *fitted = syn_stat_room(s, s->n), *without = syn_stat_room(s, s->n);
    for (size_t i = 0; i < s->n; i++)
        fitted[i] = without[i] = NAN;
    for (size_t k = 0; k < c->fit.data.n; k++) {
        size_t i = c->design.row[k], p = c->fit.data.p;
        const double *beta = c->fit.glm.beta;
        fitted[i] = syn_avoided_mean(model, k, c->fit.data.x + k * p, beta);
        without[i] = syn_avoided_mean(model, k, c->without + k * p, beta);
    }
    syn_stat_rows(s);
    for (size_t i = 0; i < s->n; i++) {
        syn_row(s, i);
        syn_put_time(s, "t", &c->times, c->period[i]);
        syn_put(s, "count", c->logarithm ? exp(c->y[i]) : c->y[i]);
        syn_put(s, "fitted", fitted[i]);
        syn_put(s, "counterfactual", without[i]);
        syn_row_end(s);
    }
    syn_stat_rows_end(s);
}

static const double *robust(const struct series *c, struct syn_stat *s)
{
    size_t p = c->fit.data.p;
    if (isnan(syn_stat_number(s, "newey-west")))
        return NULL;
    double *covariance = syn_stat_room(s, p * p);
    syn_glm_newey_west(covariance, &c->fit.data, &c->fit.glm,
                       syn_option_whole(s, "newey-west"),
                       syn_stat_is(s, "adjust", "yes"),
                       syn_stat_room(s, p * p));
    return covariance;
}

static void put_result(struct syn_stat *s, struct series *c)
{
    struct syn_avoided_model model = counterfactual(c, s);
    double years = c->times.cycle / unit(c, s);
    put_rows(s, c, &model);
    syn_stat_result(s);
    syn_fit_put_coefficients(s, &c->fit, robust(c, s));
    syn_put(s, "df", (double)c->fit.glm.df);
    syn_put(s, "phi", c->lm ? NAN : c->fit.normal ? 1 : c->fit.phi);
    put_effect(s, c, "level", "ratio", c->two ? "treated:post" : "post", 1);
    put_effect(s, c, "slope", "ratio_per_year",
               c->two ? "treated:since" : "since", years == 1 ? 1 : years);
    put_avoided(s, c, &model);
    put_checks(s, c);
    put_placebo(s, c);
    syn_stat_result_end(s);
}

/* Whether least squares leave more than rounding. */
static bool varies(const struct series *c)
{
    double squares = 0;
    for (size_t k = 0; k < c->fit.data.n; k++)
        squares += c->fit.data.y[k] * c->fit.data.y[k];
    return c->fit.dispersion > 1e-24 * squares;
}

static void run(struct syn_stat *s)
{
    struct series c = {0};
    if (!read_values(&c, s))
        return;
    if (s->n == 0) {
        syn_stat_refuse(s, SYN_REFUSAL_NO_DATA, NULL);
        return;
    }
    if (!read_times(&c, s) || !read_event(&c, s) ||
        !syn_season_columns(&c.season, s, &c.times) ||
        !make(&c, s, c.y, c.event) || separated(&c, s) ||
        !syn_fit_model(&c.fit, &c.design, family_of(&c, s)))
        return;
    if (c.lm && !varies(&c)) {
        syn_stat_refuse(s, SYN_REFUSAL_NO_VARIATION,
                        "The model fits every value: nothing is left to judge "
                        "an effect by.");
        return;
    }
    c.fit.normal = syn_stat_is(s, "model", "poisson");
    put_result(s, &c);
}

const struct syn_method syn_method_its = {
    .name = "its",
    .purpose = "interrupted time series: level and slope after an event",
    .columns = "[t|period],count,[exposure],[control],[group] | value",
    .uses = SYN_USES_CONFIDENCE | SYN_USES_CALENDAR | SYN_USES_SEASON |
            SYN_USES_PER | SYN_USES_SEED | SYN_USES_SIMULATIONS |
            SYN_USES_FORCE,
    .options = options,
    .rows = "t count fitted counterfactual",
    .result = "coefficients[] df phi level:{ratio lower upper p} "
              "slope:{ratio_per_year lower upper p} avoided:{observed fitted "
              "lower upper delta_lower delta_upper percent} checks:{acf[] "
              "ljung_box_p autocorrelated} placebo:{dates t_values rank n}",
    .formula = "  ln mu = offset + b0 + b1 year + b2 post + b3 since + season; "
               "two groups: treated:post is the effect\n"
               "  counterfactual: the effect's terms at 0; Ljung-Box over a "
               "cycle of lags of Pearson residuals",
    .example = "  period,count\n  2020-01,14\n  ...\n"
               "  samsyn stat its --event 2023-01 month.csv",
    .reference = "Wagner et al. 2002; Bernal et al. 2017; Turner et al. 2021; "
                 "Newey & West 1987",
    .run = run,
};
