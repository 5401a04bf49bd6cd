#include <math.h>
#include <string.h>

#include <gsl/gsl_cdf.h>

#include <samsyn/stats/nowcast.h>

#include "chart.h"

enum { DRAWS = 1000, LEAST_COMPLETE = 6 };

static const char *const definitions[] = {"gamma-eb", "chain-ladder",
                                          "flat-prior", "mack", NULL};

static const struct syn_method_option options[] = {
    {"as-of", SYN_OPTION_TEXT, NULL, NULL,
     "the period that is newest; else the latest occurred"},
    {"max-delay", SYN_OPTION_WHOLE, NULL, NULL,
     "longest delay; else the longest in the table"},
    {"window", SYN_OPTION_WHOLE, NULL, NULL,
     "so many newest periods tell of a delay; else all"},
    {"prior-size", SYN_OPTION_NUMBER, NULL, "4",
     "gamma-eb: shape of the prior"},
    {"prior-mean", SYN_OPTION_NUMBER, NULL, NULL,
     "gamma-eb: its mean; else that of the complete periods"},
    {"fixed-delay", SYN_OPTION_FLAG, NULL, NULL, "take the delays as known"},
    {"sigma", SYN_OPTION_CHOICE, "mack|log-linear", "mack",
     "mack: how the last sigma is made"},
    {"simulations", SYN_OPTION_WHOLE, NULL, "1000",
     "draws of the delays; 0 as --fixed-delay"},
    {"cumulative", SYN_OPTION_FLAG, NULL, NULL,
     "count holds cumulative amounts"},
    {NULL, SYN_OPTION_FLAG, NULL, NULL, NULL},
};

/* A row for each period that occurred. */
struct period {
    double reported, completeness, nowcast, late_mean, late_size;
    double lower, upper, se;
};

struct triangle {
    struct syn_triangle t;
    struct period *period;
    double *hazard, *cdf, *hits, *of, *expected;
    double *factor, *sigma;
    double phi, total_se;
    size_t draws;
    long first;
    const char *const *label;
    enum syn_unit unit;
    bool mack, ladder;
};

/* Numbers the periods that occurred: whole numbers, or periods. */
static bool read_occurred(long *out, enum syn_unit *unit, struct syn_stat *s)
{
    const char *const *text = syn_stat_texts_maybe(s, "occurred");
    enum syn_unit first = SYN_UNIT_NONE;
    if (!text) {
        syn_stat_column(s, "occurred");
        return false;
    }
    *unit = SYN_UNIT_NONE;
    for (size_t i = 0; i < s->n; i++) {
        double number;
        if (text[i] && syn_unit_parse(unit, &out[i], text[i]) &&
            *unit != SYN_UNIT_YEAR) {
            first = i ? first : *unit;
        } else if (text[i] && syn_number_parse(&number, text[i]) &&
                   number == floor(number) && fabs(number) < 1e9) {
            out[i] = (long)number;
            *unit = SYN_UNIT_NONE;
        } else {
            syn_stat_column(s, "occurred"); /* Says which cell is wrong. */
            if (!s->status)
                syn_stat_refuse(s, SYN_REFUSAL_MISSING_VALUES, NULL);
            return false;
        }
        if (*unit != first) {
            syn_stat_refuse(s, SYN_REFUSAL_NOT_IN_ORDER,
                            "The periods are not all of one kind.");
            return false;
        }
    }
    return true;
}

static bool read_as_of(struct triangle *w, struct syn_stat *s, long last)
{
    const char *text = syn_stat_option(s, "as-of");
    enum syn_unit unit;
    long number;
    double value;
    if (!text)
        return true;
    if (w->unit && syn_unit_parse(&unit, &number, text) && unit == w->unit)
        last = number;
    else if (!w->unit && syn_number_parse(&value, text) &&
             value == floor(value) && fabs(value) < 1e9)
        last = (long)value;
    else
        last = w->first - 1;
    if (last < w->first || last - w->first > 100000) {
        syn_stat_wrong(s, "as-of");
        return false;
    }
    w->t.as_of = (size_t)(last - w->first);
    if (w->t.periods > w->t.as_of + 1)
        w->t.periods = w->t.as_of + 1;
    return true;
}

/* The size of the triangle: periods from the first that occurred, delays up to
 * the longest. */
static bool read_size(struct triangle *w,
                      struct syn_stat *s,
                      const long *occurred,
                      const double *delay)
{
    long first = occurred[0], last = occurred[0];
    double longest = 0, most = syn_stat_number(s, "max-delay");
    for (size_t i = 0; i < s->n; i++) {
        first = occurred[i] < first ? occurred[i] : first;
        last = occurred[i] > last ? occurred[i] : last;
        if (!(delay[i] >= 0) || delay[i] != floor(delay[i]) || delay[i] > 1e4) {
            syn_stat_refuse(s,
                            isnan(delay[i]) ? SYN_REFUSAL_MISSING_VALUES
                                            : SYN_REFUSAL_DOMAIN,
                            "A delay is not a whole number of periods.");
            return false;
        }
        longest = fmax(longest, delay[i]);
    }
    if (last - first > 20000) {
        syn_stat_refuse(s, SYN_REFUSAL_GAP_IN_SERIES, NULL);
        return false;
    }
    w->first = first;
    w->t.periods = (size_t)(last - first) + 1;
    w->t.delays = (size_t)(isnan(most) ? longest : most) + 1;
    w->t.as_of = w->t.periods - 1;
    w->t.window = syn_option_whole(s, "window");
    return read_as_of(w, s, last);
}

/* Puts the cells in their places; an observed one that is absent refuses. */
static bool fill(struct triangle *w,
                 struct syn_stat *s,
                 const long *occurred,
                 const double *delay,
                 const double *count)
{
    size_t cells = w->t.periods * w->t.delays;
    double *cell = syn_stat_room(s, cells);
    const double *expected = syn_stat_column_maybe(s, "expected");
    w->expected = syn_stat_room(s, w->t.periods);
    for (size_t i = 0; i < cells; i++)
        cell[i] = NAN;
    for (size_t i = 0; i < w->t.periods; i++)
        w->expected[i] = NAN;
    for (size_t i = 0; i < s->n; i++) {
        size_t t = (size_t)(occurred[i] - w->first), d = (size_t)delay[i];
        if (t >= w->t.periods)
            continue;
        if (expected && !isnan(expected[i]))
            w->expected[t] = expected[i];
        if (d >= w->t.delays || t + d > w->t.as_of)
            continue;
        if (!isnan(cell[t * w->t.delays + d])) {
            syn_stat_refuse(s, SYN_REFUSAL_DUPLICATE_PERIOD,
                            "A cell of the triangle occurs twice.");
            return false;
        }
        cell[t * w->t.delays + d] = count[i];
    }
    for (size_t t = 0; t < w->t.periods; t++)
        for (size_t d = w->t.delays; d-- > 0;) {
            double *at = &cell[t * w->t.delays + d];
            if (t + d <= w->t.as_of && isnan(*at)) {
                syn_stat_refuse(s, SYN_REFUSAL_GAP_IN_SERIES,
                                "A cell that has been observed is absent; one "
                                "without events must be a row with 0.");
                return false;
            }
            if (syn_stat_flag(s, "cumulative") && d > 0)
                *at -= at[-1];
        }
    w->t.cells = cell;
    return true;
}

static bool read_triangle(struct triangle *w, struct syn_stat *s)
{
    const double *delay = syn_stat_column(s, "delay");
    const double *count = delay ? syn_stat_column(s, "count") : NULL;
    if (!count)
        return false;
    if (s->n == 0) {
        syn_stat_refuse(s, SYN_REFUSAL_NO_DATA, NULL);
        return false;
    }
    long *occurred = syn_arena_alloc(s->arena, s->n, sizeof *occurred);
    if (!read_occurred(occurred, &w->unit, s) || syn_stat_missing(s, count) ||
        !read_size(w, s, occurred, delay) ||
        !fill(w, s, occurred, delay, count))
        return false;
    const char *const *text = syn_stat_texts_maybe(s, "occurred");
    const char **label = syn_arena_alloc(s->arena, w->t.periods, sizeof *label);
    for (size_t i = 0; i < s->n; i++)
        if ((size_t)(occurred[i] - w->first) < w->t.periods)
            label[occurred[i] - w->first] = text[i];
    w->label = label;
    return true;
}

static size_t complete_periods(const struct triangle *w)
{
    size_t n = 0;
    for (size_t i = 0; i < w->t.periods; i++)
        n += i + w->t.delays <= w->t.as_of + 1;
    return n;
}

static double reported(const struct triangle *w, size_t i)
{
    double sum = 0;
    for (size_t d = 0; d < syn_triangle_seen(&w->t, i); d++)
        sum += w->t.cells[i * w->t.delays + d];
    return sum;
}

/* The prior's mean where no column gives it. */
static double prior_mean(const struct triangle *w, const struct syn_stat *s)
{
    double given = syn_stat_number(s, "prior-mean"), sum = 0;
    size_t n = complete_periods(w);
    for (size_t i = 0; i < n; i++)
        sum += reported(w, i);
    return isnan(given) ? sum / (double)n : given;
}

/* Nowcast of period I by a gamma prior; without one (chain ladder) a period
 * where nothing was reported has no limits. */
static enum syn_refusal estimate(struct triangle *w,
                                 struct syn_stat *s,
                                 size_t i,
                                 double common,
                                 struct syn_random *random,
                                 double *work)
{
    struct period *p = &w->period[i];
    double mean = isnan(w->expected[i]) ? common : w->expected[i];
    bool empirical = syn_stat_defined(s, "gamma-eb");
    struct syn_late_options o = {
        .a = empirical ? syn_stat_number(s, "prior-size")
             : syn_stat_defined(s, "flat-prior") ? 1
                                                 : 0,
        .alpha = 1 - s->confidence[0],
        .draws = w->draws,
        .seen = syn_triangle_seen(&w->t, i),
        .delays = w->t.delays,
        .hits = w->hits,
        .of = w->of,
    };
    if (empirical && !(mean >= 0))
        return isnan(mean) ? SYN_REFUSAL_TOO_FEW_POINTS : SYN_REFUSAL_DOMAIN;
    o.b = empirical ? (mean > 0 ? o.a / mean : INFINITY) : 0;
    p->late_mean = p->late_size = p->lower = p->upper = NAN;
    if (p->completeness >= 1) {
        p->nowcast = p->lower = p->upper = p->reported;
        p->late_mean = w->ladder ? NAN : 0;
        return SYN_REFUSAL_NONE;
    }
    if (!(p->completeness > 0) && !empirical)
        return SYN_REFUSAL_NO_EVENTS;
    struct syn_late late =
        syn_late_reports(p->reported, p->completeness, o.a, o.b);
    p->nowcast = p->reported + late.mean;
    if (!w->ladder) {
        p->late_mean = late.mean;
        p->late_size = late.size;
    }
    if (!(late.size > 0))
        return SYN_REFUSAL_NONE;
    enum syn_refusal refusal = syn_late_limits(
        &p->lower, &p->upper, p->reported, p->completeness, &o, random, work);
    p->lower += p->reported;
    p->upper += p->reported;
    return refusal;
}

static bool run_mack(struct triangle *w, struct syn_stat *s)
{
    double *ultimate = syn_stat_room(s, w->t.periods);
    double *se = syn_stat_room(s, w->t.periods);
    double z = gsl_cdf_ugaussian_Qinv((1 - s->confidence[0]) / 2);
    enum syn_refusal refusal =
        syn_mack(w->factor, w->sigma, ultimate, se, &w->total_se, &w->t,
                 syn_stat_is(s, "sigma", "log-linear"));
    if (refusal) {
        syn_stat_refuse(s, refusal, NULL);
        return false;
    }
    for (size_t d = w->t.delays - 1; d-- > 0;) {
        w->cdf[w->t.delays - 1] = 1;
        w->cdf[d] = w->cdf[d + 1] / w->factor[d];
        w->hazard[d + 1] = 1 - w->cdf[d] / w->cdf[d + 1];
    }
    w->hazard[0] = 1;
    for (size_t i = 0; i < w->t.periods; i++) {
        struct period *p = &w->period[i];
        p->completeness = w->cdf[syn_triangle_seen(&w->t, i) - 1];
        p->nowcast = ultimate[i];
        p->se = se[i];
        p->lower = fmax(0, ultimate[i] - z * se[i]);
        p->upper = ultimate[i] + z * se[i];
    }
    return true;
}

static bool run_delays(struct triangle *w, struct syn_stat *s)
{
    struct syn_random random;
    double seed = syn_stat_number(s, "seed");
    w->draws =
        syn_stat_flag(s, "fixed-delay") ? 0 : syn_stat_simulations(s, DRAWS);
    double *work = syn_stat_room(s, w->draws + 1);
    enum syn_refusal refusal =
        syn_delay_curve(w->hazard, w->cdf, w->hits, w->of, &w->t);
    double mean = prior_mean(w, s), *se = syn_stat_room(s, w->t.periods);
    syn_random_start(&random, seed >= 1 ? (unsigned long)seed : 1);
    for (size_t i = 0; !refusal && i < w->t.periods; i++) {
        w->period[i].completeness = w->cdf[syn_triangle_seen(&w->t, i) - 1];
        refusal = estimate(w, s, i, mean, &random, work);
    }
    if (!refusal && w->ladder) {
        refusal = syn_ladder_error(se, &w->total_se, &w->phi, w->cdf, &w->t,
                                   syn_stat_room(s, syn_ladder_work(&w->t)));
        for (size_t i = 0; i < w->t.periods; i++)
            w->period[i].se = se[i];
        for (size_t d = 0; d + 1 < w->t.delays; d++)
            w->factor[d] = w->cdf[d] > 0 ? w->cdf[d + 1] / w->cdf[d] : NAN;
    }
    if (refusal)
        syn_stat_refuse(s, refusal, NULL);
    return !refusal;
}

static void put_rows(struct syn_stat *s, const struct triangle *w)
{
    syn_stat_rows(s);
    for (size_t i = 0; i < w->t.periods; i++) {
        const struct period *p = &w->period[i];
        syn_put_object(s, NULL);
        syn_put(s, "row", (double)i + 1);
        syn_put_null(s, "id");
        if (w->unit)
            syn_put_text(s, "occurred", w->label[i]);
        else
            syn_put(s, "occurred", (double)(w->first + (long)i));
        syn_put(s, "reported", p->reported);
        syn_put(s, "completeness", p->completeness);
        syn_put(s, "nowcast", p->nowcast);
        syn_put(s, "late_mean", p->late_mean);
        syn_put(s, "late_size", p->late_size);
        syn_put(s, "lower", p->lower);
        syn_put(s, "upper", p->upper);
        syn_put(s, "se", p->se);
        syn_put_object_end(s);
    }
    syn_stat_rows_end(s);
}

static void put_result(struct syn_stat *s, const struct triangle *w)
{
    double seen = 0, total = 0;
    for (size_t i = 0; i < w->t.periods; i++) {
        seen += w->period[i].reported;
        total += w->period[i].nowcast;
    }
    syn_stat_result(s);
    syn_put_array(s, "delays");
    for (size_t d = 0; d < w->t.delays; d++) {
        syn_put_object(s, NULL);
        syn_put(s, "delay", (double)d);
        syn_put(s, "hazard", w->hazard[d]);
        syn_put(s, "cdf", w->cdf[d]);
        syn_put_object_end(s);
    }
    syn_put_array_end(s);
    if (w->mack || w->ladder)
        syn_put_list(s, "factors", w->factor, w->t.delays - 1);
    else
        syn_put_null(s, "factors");
    if (w->mack)
        syn_put_list(s, "sigma", w->sigma, w->t.delays - 1);
    else
        syn_put_null(s, "sigma");
    syn_put(s, "phi", w->phi);
    syn_put(s, "total_reported", seen);
    syn_put(s, "total", total);
    syn_put(s, "total_se", w->total_se);
    syn_stat_result_end(s);
}

static void run(struct syn_stat *s)
{
    struct triangle w = {.phi = NAN,
                         .total_se = NAN,
                         .mack = syn_stat_defined(s, "mack"),
                         .ladder = syn_stat_defined(s, "chain-ladder")};
    if (!read_triangle(&w, s))
        return;
    if (!syn_stat_flag(s, "cumulative") &&
        syn_stat_not_counts(s, syn_stat_column(s, "count"), false))
        return;
    w.period = syn_arena_alloc(s->arena, w.t.periods, sizeof *w.period);
    double **arrays[] = {&w.hazard, &w.cdf,    &w.hits,
                         &w.of,     &w.factor, &w.sigma};
    for (size_t k = 0; k < sizeof arrays / sizeof *arrays; k++)
        *arrays[k] = syn_stat_room(s, w.t.delays);
    for (size_t i = 0; i < w.t.periods; i++) {
        w.period[i] =
            (struct period){.late_mean = NAN, .late_size = NAN, .se = NAN};
        w.period[i].reported = reported(&w, i);
    }
    if (complete_periods(&w) < LEAST_COMPLETE &&
        syn_stat_soft(s, SYN_REFUSAL_TOO_FEW_POINTS,
                      "Under six periods are complete, so the delays are not "
                      "known."))
        return;
    if (!(w.mack ? run_mack(&w, s) : run_delays(&w, s)))
        return;
    for (size_t i = 0; i < w.t.periods; i++)
        if (w.period[i].completeness < 0.5)
            syn_stat_warn(s, "low-completeness",
                          "Under half of a period has been registered: its "
                          "nowcast is provisional.");
    put_rows(s, &w);
    put_result(s, &w);
}

const struct syn_method syn_method_nowcast = {
    .name = "nowcast",
    .purpose = "how many there will be when all is registered",
    .columns = "occurred,delay,count,[expected]",
    .definitions = definitions,
    .uses = SYN_USES_CONFIDENCE | SYN_USES_SEED | SYN_USES_SIMULATIONS |
            SYN_USES_FORCE,
    .options = options,
    .rows = "occurred reported completeness nowcast late_mean late_size lower "
            "upper se",
    .result = "delays:[{delay hazard cdf}] factors[] sigma[] phi "
              "total_reported total total_se",
    .formula = "  F = product of 1 - hazard over the delays to come; late "
               "reports NB(mean (1 - F)(a + x) / (b + F), size a + x)\n"
               "  gamma-eb: a 4, b = a / expected; flat-prior a 1, b 0; "
               "chain-ladder a = b = 0; mack on cumulated amounts",
    .example = "  occurred,delay,count\n  1,0,5\n  1,1,2\n  ...\n"
               "  samsyn stat nowcast triangle.csv",
    .reference = "Lawless 1994; Mack 1993; England & Verrall 2002",
    .run = run,
};
