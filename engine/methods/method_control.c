#include <math.h>
#include <string.h>

#include <samsyn/stats/control.h>
#include <samsyn/stats/ranges.h>
#include <samsyn/stats/runs.h>

#include "chart.h"

static const char *const definitions[] = {"samsyn", "qicharts2", NULL};

static const struct syn_method_option options[] = {
    {"chart", SYN_OPTION_CHOICE, "c|u|p|u'|p'|i|i'|mr|run|g|t|up|pp|ip", NULL,
     "the kind of chart; up, pp, ip are u', p', i'"},
    {"limits", SYN_OPTION_CHOICE, "exact|sigma", NULL,
     "probability limits, or so many standard deviations; exact for c, u, p, "
     "else sigma"},
    {"distribution", SYN_OPTION_CHOICE, "poisson|nb|binomial", NULL,
     "of exact limits; binomial for p, else poisson"},
    {"sigma", SYN_OPTION_NUMBER, NULL, "3", "standard deviations"},
    {"probability", SYN_OPTION_NUMBER, NULL, "0.00135",
     "beyond each exact limit"},
    {"part", SYN_OPTION_TEXT, NULL, NULL, "first row of each new segment"},
    {"exclude", SYN_OPTION_TEXT, NULL, NULL,
     "rows that make no limits, with commas"},
    {"centre", SYN_OPTION_NUMBER, NULL, NULL, "a given centre"},
    {"constants", SYN_OPTION_CHOICE, "exact|rounded", NULL,
     "d2 and D4; qicharts2 rounded"},
    {"screen", SYN_OPTION_CHOICE, "yes|no", "yes",
     "leave out large moving ranges once"},
    {"from", SYN_OPTION_CHOICE, "0|1", "0", "g: the smallest number"},
    {NULL, SYN_OPTION_FLAG, NULL, NULL, NULL},
};

/* The columns and the defaults of each chart. */
static const struct kind {
    const char *name, *other, *x, *n;
    enum syn_chart chart;
    bool exact, may_be_exact;
} kinds[] = {
    {"c", "c", "count", NULL, SYN_CHART_C, true, true},
    {"u", "u", "count", "exposure", SYN_CHART_U, true, true},
    {"p", "p", "numerator", "denominator", SYN_CHART_P, true, true},
    {"u'", "up", "count", "exposure", SYN_CHART_U_PRIME, false, false},
    {"p'", "pp", "numerator", "denominator", SYN_CHART_P_PRIME, false, false},
    {"i", "i", "value", NULL, SYN_CHART_I, false, false},
    {"i'", "ip", "value", "denominator", SYN_CHART_I_PRIME, false, false},
    {"mr", "mr", "value", NULL, SYN_CHART_MR, false, false},
    {"run", "run", "value", NULL, SYN_CHART_RUN, false, false},
    {"g", "g", "interval", NULL, SYN_CHART_G, false, true},
    {"t", "t", "interval", NULL, SYN_CHART_T, false, true},
};

struct chart {
    const struct kind *kind;
    struct syn_times times;
    struct syn_chart_options o;
    struct syn_chart_point *points;
    struct syn_chart_segment *segments;
    const double *x, *n;
    double scale;
};

static const struct kind *kind_of(const char *name)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(name, kinds[i].name) == 0 ||
            strcmp(name, kinds[i].other) == 0)
            return &kinds[i];
    return NULL;
}

static bool is_rounded(const struct syn_stat *s)
{
    return syn_stat_option(s, "constants")
               ? syn_stat_is(s, "constants", "rounded")
               : syn_stat_defined(s, "qicharts2");
}

static bool read_limits(struct chart *c, struct syn_stat *s)
{
    bool qicharts2 = syn_stat_defined(s, "qicharts2");
    const char *limits = syn_stat_option(s, "limits");
    const char *distribution = syn_stat_option(s, "distribution");
    bool share = c->kind->chart == SYN_CHART_P;
    c->o.exact =
        limits ? strcmp(limits, "exact") == 0 : c->kind->exact && !qicharts2;
    if (c->o.exact && !c->kind->may_be_exact) {
        syn_stat_wrong(s, "limits");
        return false;
    }
    c->o.counts = share ? SYN_COUNTS_BINOMIAL : SYN_COUNTS_POISSON;
    if (distribution)
        c->o.counts = strcmp(distribution, "nb") == 0 ? SYN_COUNTS_NB
                      : strcmp(distribution, "binomial") == 0
                          ? SYN_COUNTS_BINOMIAL
                          : SYN_COUNTS_POISSON;
    if (c->o.counts == SYN_COUNTS_BINOMIAL && !share) {
        syn_stat_wrong(s, "distribution");
        return false;
    }
    c->o.sigma = syn_stat_number(s, "sigma");
    c->o.probability = syn_stat_number(s, "probability");
    if (!(c->o.sigma > 0)) {
        syn_stat_wrong(s, "sigma");
        return false;
    }
    if (!(c->o.probability > 0 && c->o.probability < 0.5)) {
        syn_stat_wrong(s, "probability");
        return false;
    }
    return true;
}

static bool read_excluded(struct chart *c, struct syn_stat *s)
{
    const size_t *rows;
    size_t n;
    if (!syn_rows_named(&rows, &n, s, &c->times, "exclude", 0))
        return false;
    bool *excluded = syn_arena_alloc(s->arena, s->n + 1, sizeof(bool));
    memset(excluded, 0, s->n + 1);
    for (size_t i = 0; i < n; i++)
        excluded[rows[i]] = true;
    c->o.excluded = excluded;
    return true;
}

static bool read_chart(struct chart *c, struct syn_stat *s)
{
    const char *name = syn_stat_option(s, "chart");
    if (!name) {
        syn_stat_wrong(s, "chart");
        return false;
    }
    c->kind = kind_of(name);
    c->x = syn_stat_column(s, c->kind->x);
    c->n = c->kind->n ? syn_stat_column(s, c->kind->n) : NULL;
    if (!c->x || (c->kind->n && !c->n) || !syn_stat_times(&c->times, s) ||
        syn_beyond(s, c->x) || (c->n && syn_beyond(s, c->n)))
        return false;
    c->o = (struct syn_chart_options){
        .chart = c->kind->chart,
        .screen = syn_stat_is(s, "screen", "yes"),
        .from_one = syn_stat_is(s, "from", "1"),
        .centre = syn_stat_number(s, "centre"),
        .d2 = is_rounded(s) ? SYN_D2_ROUNDED : SYN_D2,
        .d4 = is_rounded(s) ? SYN_D4_ROUNDED : SYN_D4,
        .baseline = syn_option_whole(s, "baseline"),
    };
    c->scale = c->kind->n && c->kind->chart != SYN_CHART_I_PRIME ? s->per : 1;
    return read_limits(c, s) && read_excluded(c, s) &&
           syn_rows_named(&c->o.starts, &c->o.n_starts, s, &c->times, "part",
                          1);
}

static void put_row(struct syn_stat *s, const struct chart *c, size_t i)
{
    const struct syn_chart_point *p = &c->points[i];
    if (p->lower == 0 && !c->o.exact && c->kind->chart != SYN_CHART_MR)
        syn_warn_clipped(s);
    syn_row(s, i);
    syn_put_time(s, "t", &c->times, i);
    syn_put(s, "value", p->value * c->scale);
    syn_put(s, "segment", (double)p->segment + 1);
    syn_put(s, "centre", p->centre * c->scale);
    syn_put(s, "lower", p->lower * c->scale);
    syn_put(s, "upper", p->upper * c->scale);
    syn_put(s, "lower2", p->lower2 * c->scale);
    syn_put(s, "upper2", p->upper2 * c->scale);
    syn_put(s, "lower_count", p->lower_count);
    syn_put(s, "upper_count", p->upper_count);
    syn_put_bool(s, "included", p->included);
    if (p->has_signal)
        syn_put_bool(s, "signal", p->signal != 0);
    else
        syn_put_null(s, "signal");
    syn_row_end(s);
}

/* The rules for runs, on the last segment; nulls where they cannot be counted.
 */
static void put_runs(struct syn_stat *s, const struct chart *c)
{
    const struct syn_chart_segment *last = &c->segments[c->o.n_starts];
    size_t n = last->to - last->from + 1;
    double *y = syn_stat_room(s, n), *centre = syn_stat_room(s, n);
    struct syn_runs r = {0};
    for (size_t i = 0; i < n; i++) {
        const struct syn_chart_point *p = &c->points[last->from + i];
        y[i] = p->included ? p->value : NAN;
        centre[i] = p->centre;
    }
    bool none = c->kind->chart == SYN_CHART_MR ||
                syn_runs_count(&r, y, centre, 1, n) != SYN_REFUSAL_NONE;
    syn_put_object(s, "runs");
    syn_put(s, "n_useful", none ? NAN : (double)r.n_useful);
    syn_put(s, "longest_run", none ? NAN : (double)r.longest);
    syn_put(s, "longest_run_max", none ? NAN : (double)r.longest_max);
    syn_put(s, "crossings", none ? NAN : (double)r.crossings);
    syn_put(s, "crossings_min", none ? NAN : (double)r.crossings_min);
    if (none)
        syn_put_null(s, "signal");
    else
        syn_put_bool(s, "signal", r.long_run || r.few_crossings);
    syn_put_object_end(s);
}

static void put_result(struct syn_stat *s, const struct chart *c)
{
    syn_stat_result(s);
    syn_put_array(s, "segments");
    for (size_t k = 0; k <= c->o.n_starts; k++) {
        const struct syn_chart_segment *g = &c->segments[k];
        syn_put_object(s, NULL);
        syn_put_time(s, "from", &c->times, g->from);
        syn_put_time(s, "to", &c->times, g->to);
        syn_put(s, "centre", g->centre * c->scale);
        syn_put(s, "sigma_z", g->sigma_z);
        syn_put(s, "amr", g->amr);
        syn_put(s, "phi", g->phi);
        syn_put_object_end(s);
    }
    syn_put_array_end(s);
    put_runs(s, c);
    syn_put_array(s, "signals");
    for (size_t i = 0; i < s->n; i++)
        if (c->points[i].signal)
            syn_put_time(s, NULL, &c->times, i);
    syn_put_array_end(s);
    syn_stat_result_end(s);
}

/* The soft refusals, once the limits are known. */
static bool trusted(struct syn_stat *s, const struct chart *c)
{
    bool of_centre = !isnan(c->o.centre) && c->kind->may_be_exact;
    for (size_t k = 0; k <= c->o.n_starts; k++)
        if (c->segments[k].n < SYN_CHART_LEAST_POINTS && !of_centre &&
            c->kind->chart != SYN_CHART_RUN &&
            syn_stat_soft(s, SYN_REFUSAL_TOO_FEW_FOR_LIMITS, NULL))
            return false;
    return true;
}

static void run(struct syn_stat *s)
{
    struct chart c = {0};
    if (!read_chart(&c, s))
        return;
    c.points = syn_arena_alloc(s->arena, s->n + 1, sizeof *c.points);
    c.segments =
        syn_arena_alloc(s->arena, c.o.n_starts + 1, sizeof *c.segments);
    enum syn_refusal refusal =
        syn_chart_make(c.points, c.segments, c.x, c.n, s->n, &c.o,
                       syn_stat_room(s, 2 * s->n + 1));
    if (refusal) {
        syn_stat_refuse(s, refusal,
                        refusal == SYN_REFUSAL_NO_VARIATION
                            ? "The series does not vary: the limits would "
                              "collapse."
                            : NULL);
        return;
    }
    if (!trusted(s, &c))
        return;
    s->used = 0;
    for (size_t i = 0; i < s->n; i++)
        s->used += !isnan(c.x[i]) && !(c.n && isnan(c.n[i])) ? 1 : 0;
    syn_stat_rows(s);
    for (size_t i = 0; i < s->n; i++)
        put_row(s, &c, i);
    syn_stat_rows_end(s);
    put_result(s, &c);
}

const struct syn_method syn_method_control = {
    .name = "control",
    .purpose = "Shewhart charts, with probability limits for counts",
    .columns = "[t|period], and by chart: count; count,exposure; "
               "numerator,denominator; value; value,denominator; interval",
    .definitions = definitions,
    .uses =
        SYN_USES_CALENDAR | SYN_USES_PER | SYN_USES_BASELINE | SYN_USES_FORCE,
    .options = options,
    .rows = "t value segment centre lower upper lower2 upper2 lower_count "
            "upper_count included signal",
    .result = "segments:[{from to centre sigma_z amr phi}] runs:{n_useful "
              "longest_run longest_run_max crossings crossings_min signal} "
              "signals",
    .formula = "  exact: the 0.00135 and 0.99865 quantiles of the count, "
               "divided by exposure; signal beyond\n"
               "  sigma: centre +- 3 standard deviations; u', p' times Laney's "
               "factor; i by moving ranges\n"
               "  runs: of the last segment, by Anhoej's rules",
    .example = "  count\n  3\n  5\n  ...\n"
               "  samsyn stat control --chart c month.csv",
    .reference = "Shewhart 1931; Laney 2002; Taylor 2017; Benneyan 2001; "
                 "Nelson 1994; Montgomery 2009",
    .run = run,
};
