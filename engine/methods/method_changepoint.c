#include <math.h>
#include <string.h>

#include <gsl/gsl_math.h>

#include <samsyn/stats/changepoint.h>
#include <samsyn/stats/glm.h>
#include <samsyn/stats/sample.h>

#include "chart.h"
#include "season.h"

/* How much the profile may lose within a date's interval. */
static const double interval_loss = 3.84;

enum { MOST_ROWS = 5000, SIMULATIONS = 999 };

static const char *const definitions[] = {"optimal", "pelt", "amoc",
                                          "bai-perron", NULL};

static const struct syn_method_option options[] = {
    {"cost", SYN_OPTION_CHOICE, "poisson|normal-mean", NULL,
     "of a segment; normal-mean for the column value, else poisson"},
    {"phi", SYN_OPTION_TEXT, NULL, NULL,
     "auto, none or a dispersion; optimal auto, else none"},
    {"penalty", SYN_OPTION_TEXT, NULL, "3logn", "3logn, bic, mbic or a number"},
    {"min-segment", SYN_OPTION_NUMBER, NULL, "6",
     "fewest rows of a segment; bai-perron: also a share of all"},
    {"season", SYN_OPTION_TEXT, NULL, "none",
     "harmonic pairs of the expectation"},
    {"transform", SYN_OPTION_CHOICE, "anscombe|none", NULL,
     "bai-perron: 2 sqrt(y + 3/8) of counts"},
    {"max-breaks", SYN_OPTION_WHOLE, NULL, "5", "bai-perron: most breaks"},
    {"simulations", SYN_OPTION_WHOLE, NULL, "999",
     "series of p_any; 0 for none"},
    {NULL, SYN_OPTION_FLAG, NULL, NULL, NULL},
};

/* All that is put out; what a definition does not have is NaN or empty. */
struct series {
    struct syn_times times;
    const double *y, *exposure;
    double *expected, *sums, *sums_expected;
    struct syn_change_cost cost;
    size_t least, terms, segments, *ends;
    double penalty, phi, p_any, gain;
    double *rss, *bic, sup_f, cusum, cusum_p;
    size_t breaks, sup_f_end;
    bool normal, bai_perron;
};

static bool read_least(struct series *c, struct syn_stat *s)
{
    double least = syn_stat_number(s, "min-segment");
    if (c->bai_perron && least > 0 && least < 1)
        least = floor(least * (double)s->n);
    if (!(least >= 1 && least < 1e6)) {
        syn_stat_wrong(s, "min-segment");
        return false;
    }
    c->least = (size_t)least;
    return true;
}

static bool read_penalty(struct series *c, struct syn_stat *s)
{
    const char *text = syn_stat_option(s, "penalty");
    double log_n = log((double)s->n);
    c->penalty = 3 * log_n;
    c->cost.mbic = strcmp(text, "mbic") == 0;
    if (strcmp(text, "bic") == 0)
        c->penalty = 2 * log_n;
    else if (strcmp(text, "3logn") != 0 && !c->cost.mbic &&
             (!syn_number_parse(&c->penalty, text) || c->penalty < 0)) {
        syn_stat_wrong(s, "penalty");
        return false;
    }
    return true;
}

/* A seasonal model without a step, fitted to the counts. */
static bool seasonal_expectation(struct series *c,
                                 struct syn_stat *s,
                                 const struct syn_season *season)
{
    size_t p = 1 + season->columns;
    double *x = syn_stat_room(s, s->n * p), *offset = syn_stat_room(s, s->n);
    struct syn_glm glm;
    for (size_t i = 0; i < s->n; i++) {
        x[i * p] = 1;
        syn_season_fill(x + i * p + 1, season, c->times.s[i]);
        offset[i] = c->exposure ? log(c->exposure[i]) : 0;
    }
    const struct syn_glm_data d = {
        .y = c->y, .x = x, .offset = offset, .n = s->n, .p = p};
    if (syn_glm_fit(&glm, &d, syn_stat_room(s, syn_glm_work(s->n, p)))) {
        syn_stat_refuse(s, glm.refusal, NULL);
        return false;
    }
    memcpy(c->expected, glm.fitted, s->n * sizeof *c->expected);
    c->terms = season->columns;
    return true;
}

static bool expect(struct series *c, struct syn_stat *s)
{
    struct syn_season season;
    double events = 0, in = 0;
    c->expected = syn_stat_room(s, s->n);
    if (!syn_season_columns(&season, s, &c->times))
        return false;
    if (season.columns && !c->normal && !c->bai_perron)
        return seasonal_expectation(c, s, &season);
    for (size_t i = 0; i < s->n; i++) {
        c->expected[i] = c->exposure ? c->exposure[i] : 1;
        events += c->y[i];
        in += c->expected[i];
    }
    bool plain = !syn_stat_defined(s, "optimal");
    for (size_t i = 0; i < s->n && !plain; i++)
        c->expected[i] *= events / in;
    return true;
}

/* Refuses what has no change to be found. */
static bool judge(struct series *c, struct syn_stat *s)
{
    bool constant = true, events = false;
    enum syn_refusal refusal = SYN_REFUSAL_NONE;
    for (size_t i = 0; i < s->n; i++) {
        double rate = c->y[i] / (c->exposure ? c->exposure[i] : 1);
        double first = c->y[0] / (c->exposure ? c->exposure[0] : 1);
        constant = constant && rate == first;
        events = events || c->y[i] > 0;
    }
    if (s->n == 0)
        refusal = SYN_REFUSAL_NO_DATA;
    else if (s->n > MOST_ROWS)
        refusal = SYN_REFUSAL_DOMAIN;
    else if (!events && !c->normal)
        refusal = SYN_REFUSAL_NO_EVENTS;
    else if (s->n < 2 * c->least)
        refusal = SYN_REFUSAL_TOO_FEW_POINTS;
    else if (constant)
        refusal = SYN_REFUSAL_NO_VARIATION;
    if (refusal)
        syn_stat_refuse(s, refusal,
                        refusal == SYN_REFUSAL_TOO_FEW_POINTS
                            ? "The series is shorter than two segments."
                            : NULL);
    return !refusal;
}

/* Values, centred and over their standard deviation, and their squares. */
static void prepare_normal(struct series *c, struct syn_stat *s, bool scale)
{
    double *z = syn_stat_room(s, s->n), *square = syn_stat_room(s, s->n);
    double mean = syn_sample_mean(c->y, s->n);
    double sd = scale ? sqrt(syn_sample_variance(c->y, s->n)) : 1;
    for (size_t i = 0; i < s->n; i++) {
        z[i] = (c->y[i] - mean) / sd;
        square[i] = z[i] * z[i];
    }
    syn_change_sums(c->sums, z, s->n);
    syn_change_sums(c->sums_expected, square, s->n);
    c->cost.normal = true;
}

static bool read_series(struct series *c, struct syn_stat *s)
{
    bool value = syn_stat_has(s, "value") && !syn_stat_has(s, "count");
    const char *cost = syn_stat_option(s, "cost");
    c->y = syn_stat_column(s, value ? "value" : "count");
    c->exposure = syn_stat_column_maybe(s, "exposure");
    if (!c->y || s->status || !syn_stat_times(&c->times, s))
        return false;
    c->bai_perron = syn_stat_defined(s, "bai-perron");
    c->normal =
        c->bai_perron || (cost ? strcmp(cost, "normal-mean") == 0 : value);
    if (syn_stat_missing(s, c->y) || syn_beyond(s, c->y) ||
        (c->exposure && (syn_stat_missing(s, c->exposure) ||
                         syn_stat_not_exposures(s, c->exposure))) ||
        (!(value && c->normal) && syn_stat_not_counts(s, c->y, false)) ||
        !read_least(c, s) || !judge(c, s) || !read_penalty(c, s))
        return false;
    c->sums = syn_stat_room(s, s->n + 1);
    c->sums_expected = syn_stat_room(s, s->n + 1);
    c->ends = syn_arena_alloc(s->arena, s->n + 2, sizeof *c->ends);
    if (c->bai_perron)
        return true;
    if (c->normal) {
        prepare_normal(c, s, true);
    } else {
        if (!expect(c, s))
            return false;
        syn_change_sums(c->sums, c->y, s->n);
        syn_change_sums(c->sums_expected, c->expected, s->n);
    }
    return true;
}

/* The cost to be minimised; PHI 0 asks for it to be estimated. */
static bool read_cost(struct series *c, struct syn_stat *s)
{
    const char *text = syn_stat_option(s, "phi");
    bool automatic =
        text ? strcmp(text, "auto") == 0 : syn_stat_defined(s, "optimal");
    double phi = 1;
    if (text && !automatic && strcmp(text, "none") != 0 &&
        (!syn_number_parse(&phi, text) || !(phi > 0))) {
        syn_stat_wrong(s, "phi");
        return false;
    }
    c->cost.events = c->sums;
    c->cost.expected = c->sums_expected;
    c->cost.n = s->n;
    c->cost.plain = !syn_stat_defined(s, "optimal");
    c->cost.phi = phi;
    c->phi = c->normal ? NAN : phi;
    if (!automatic || c->normal)
        return true;
    double *expected = syn_stat_room(s, s->n), scale = 1;
    if (c->cost.plain)
        scale = c->sums[s->n] / c->sums_expected[s->n];
    for (size_t i = 0; i < s->n; i++)
        expected[i] = c->expected[i] * scale;
    c->cost.phi = c->phi = syn_change_phi(c->y, expected, s->n);
    return true;
}

static bool estimates_phi(const struct syn_stat *s)
{
    const char *text = syn_stat_option(s, "phi");
    return text ? strcmp(text, "auto") == 0 : syn_stat_defined(s, "optimal");
}

static void find_optimal(struct series *c, struct syn_stat *s)
{
    double *work = syn_stat_room(s, s->n + 1), first = c->cost.phi, gain;
    size_t *back = syn_arena_alloc(s->arena, s->n + 1, sizeof *back);
    bool any = syn_stat_defined(s, "optimal") && !c->normal;
    size_t draws = any ? syn_stat_simulations(s, SIMULATIONS) : 0;
    struct syn_random random;
    double seed = syn_stat_number(s, "seed");
    if (draws) {
        syn_change_single(&gain, &c->cost, c->least);
        syn_random_start(&random, seed >= 1 ? (unsigned long)seed : 1);
        c->p_any = syn_change_probability(c->expected, s->n, first, c->least,
                                          gain, draws, &random,
                                          syn_stat_room(s, 3 * s->n + 2));
    }
    c->segments =
        syn_change_optimal(c->ends, &c->cost, c->penalty, c->least, work, back);
    if (c->normal || !estimates_phi(s))
        return;
    c->phi = syn_change_phi_within(c->y, c->expected, s->n, c->ends,
                                   c->segments, c->terms);
    c->cost.phi = c->phi;
    c->segments =
        syn_change_optimal(c->ends, &c->cost, c->penalty, c->least, work, back);
}

static void find_single(struct series *c, struct syn_stat *s)
{
    size_t end = syn_change_single(&c->gain, &c->cost, c->least);
    double needed = c->penalty;
    if (c->cost.mbic)
        needed +=
            log((double)end) + log((double)(s->n - end)) - log((double)s->n);
    c->segments = c->gain > needed ? 2 : 1;
    c->ends[0] = c->segments == 2 ? end : s->n;
    c->ends[1] = s->n;
}

static bool find_breaks(struct series *c, struct syn_stat *s)
{
    const char *transform = syn_stat_option(s, "transform");
    size_t most = syn_option_whole(s, "max-breaks"), best = 0, n = s->n;
    bool counts = !(syn_stat_has(s, "value") && !syn_stat_has(s, "count"));
    if (transform ? strcmp(transform, "anscombe") == 0 : counts) {
        double *y = syn_stat_room(s, n);
        for (size_t i = 0; i < n; i++)
            y[i] = 2 * sqrt(fmax(0, c->y[i] + 0.375));
        c->y = y;
    }
    prepare_normal(c, s, false);
    c->cost.events = c->sums;
    c->cost.expected = c->sums_expected;
    c->cost.n = n;
    c->cost.phi = 1;
    c->phi = c->penalty = NAN;
    c->breaks = most + 1 > n / c->least ? n / c->least - 1 : most;
    size_t *back =
        syn_arena_alloc(s->arena, (c->breaks + 1) * (n + 1), sizeof *back);
    c->rss = syn_stat_room(s, c->breaks + 1);
    c->bic = syn_stat_room(s, c->breaks + 1);
    syn_breaks(c->rss, back, &c->cost, c->breaks, c->least,
               syn_stat_room(s, 2 * (n + 1)));
    for (size_t m = 0; m <= c->breaks; m++) {
        double rows = (double)n;
        c->bic[m] = rows * (log(c->rss[m] / rows) + 1 + log(2 * M_PI)) +
                    2 * ((double)m + 1) * log(rows);
        if (c->bic[m] < c->bic[best])
            best = m;
    }
    if (!(c->rss[0] > 0)) {
        syn_stat_refuse(s, SYN_REFUSAL_NO_VARIATION, NULL);
        return false;
    }
    c->segments = best + 1;
    syn_break_ends(c->ends, back, n, best);
    c->sup_f = syn_break_sup_f(&c->sup_f_end, &c->cost, c->least);
    c->cusum = syn_break_cusum(&c->cusum_p, c->y, n);
    return true;
}

static void put_segments(struct syn_stat *s, const struct series *c)
{
    const double *y = syn_stat_column_of(s, "count", "value");
    syn_put_array(s, "segments");
    for (size_t k = 0; k < c->segments; k++) {
        size_t from = k ? c->ends[k - 1] : 0, end = c->ends[k];
        double sum = 0, in = 0;
        for (size_t i = from; i < end; i++) {
            sum += y[i];
            in += c->exposure ? c->exposure[i] : 1;
        }
        syn_put_object(s, NULL);
        syn_put_time(s, "from", &c->times, from);
        syn_put_time(s, "to", &c->times, end - 1);
        syn_put(s, "n", (double)(end - from));
        syn_put(s, "sum", sum);
        syn_put(s, "mean", sum / (double)(end - from));
        syn_put(s, "rate", sum / in * s->per);
        syn_put_object_end(s);
    }
    syn_put_array_end(s);
}

/* All positions of each change where the profile loses little. */
static void put_intervals(struct syn_stat *s, const struct series *c)
{
    syn_put_array(s, "intervals");
    for (size_t k = 0; k + 1 < c->segments; k++) {
        size_t from = k ? c->ends[k - 1] : 0, to = c->ends[k + 1];
        size_t low = c->ends[k], high = c->ends[k];
        double best = syn_change_segment(&c->cost, from, c->ends[k]) +
                      syn_change_segment(&c->cost, c->ends[k], to);
        for (size_t i = from + c->least; i + c->least <= to; i++) {
            double cost = syn_change_segment(&c->cost, from, i) +
                          syn_change_segment(&c->cost, i, to);
            if (!(cost - best < interval_loss))
                continue;
            low = i < low ? i : low;
            high = i > high ? i : high;
        }
        syn_put_object(s, NULL);
        syn_put(s, "change", (double)c->ends[k]);
        syn_put(s, "from", (double)low);
        syn_put(s, "to", (double)high);
        syn_put_object_end(s);
    }
    syn_put_array_end(s);
}

static void put_result(struct syn_stat *s, const struct series *c)
{
    double cost = 0;
    for (size_t k = 0; k < c->segments; k++)
        cost +=
            syn_change_segment(&c->cost, k ? c->ends[k - 1] : 0, c->ends[k]);
    syn_stat_result(s);
    syn_put_array(s, "changes");
    for (size_t k = 0; k + 1 < c->segments; k++)
        syn_put(s, NULL, (double)c->ends[k]);
    syn_put_array_end(s);
    syn_put_array(s, "change_times");
    for (size_t k = 0; k + 1 < c->segments; k++)
        syn_put_time(s, NULL, &c->times, c->ends[k] - 1);
    syn_put_array_end(s);
    syn_put(s, "cost", cost);
    syn_put(s, "penalty", c->penalty);
    syn_put(s, "phi", c->phi);
    put_segments(s, c);
    if (c->bai_perron)
        syn_put_null(s, "intervals");
    else
        put_intervals(s, c);
    syn_put(s, "p_any", c->p_any);
    syn_put(s, "gain", c->gain);
    if (c->bai_perron) {
        syn_put_list(s, "rss", c->rss, c->breaks + 1);
        syn_put_list(s, "bic", c->bic, c->breaks + 1);
    } else {
        syn_put_null(s, "rss");
        syn_put_null(s, "bic");
    }
    syn_put(s, "sup_f", c->sup_f);
    syn_put(s, "sup_f_at", c->bai_perron ? (double)c->sup_f_end : NAN);
    syn_put(s, "ols_cusum", c->cusum);
    syn_put(s, "ols_cusum_p", c->cusum_p);
    syn_stat_result_end(s);
}

static void run(struct syn_stat *s)
{
    struct series c = {
        .p_any = NAN, .gain = NAN, .sup_f = NAN, .cusum = NAN, .cusum_p = NAN};
    if (!read_series(&c, s))
        return;
    if (c.bai_perron) {
        if (!find_breaks(&c, s))
            return;
    } else {
        if (!read_cost(&c, s))
            return;
        if (syn_stat_defined(s, "amoc"))
            find_single(&c, s);
        else
            find_optimal(&c, s);
    }
    put_result(s, &c);
}

const struct syn_method syn_method_changepoint = {
    .name = "changepoint",
    .purpose = "dates where the level of a series may have changed",
    .columns = "[t|period],count,[exposure] | value",
    .definitions = definitions,
    .uses = SYN_USES_CALENDAR | SYN_USES_SEASON | SYN_USES_PER | SYN_USES_SEED |
            SYN_USES_SIMULATIONS,
    .options = options,
    .result = "changes[] change_times[] cost penalty phi segments:[{from to n "
              "sum mean rate}] intervals:[{change from to}] p_any gain rss[] "
              "bic[] sup_f sup_f_at ols_cusum ols_cusum_p",
    .formula =
        "  cost of a segment -2 [S ln(S/E) - (S - E)] / phi, least sum of "
        "costs and 3 ln n for each change\n"
        "  pelt, amoc: 2 S (ln L - ln S); bai-perron: sums of squares of 2 "
        "sqrt(y + 3/8), number by BIC",
    .example = "  count\n  12\n  ...\n  samsyn stat changepoint month.csv",
    .reference = "Jackson et al. 2005; Killick et al. 2012; Zhang & Siegmund "
                 "2007; Bai & Perron 2003",
    .run = run,
};
