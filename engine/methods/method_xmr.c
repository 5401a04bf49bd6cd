#include <math.h>
#include <string.h>

#include <samsyn/stats/sample.h>
#include <samsyn/stats/xmr.h>

#include "chart.h"

enum { LEAST_FOR_LIMITS = 12, SHORT_SEGMENT = 13 };

/* Under this mean a count gives false signals. */
static const double least_mean = 20;

static const char *const definitions[] = {"mdc", "plotthedots", NULL};

static const struct syn_method_option options[] = {
    {"trend-points", SYN_OPTION_CHOICE, "7|6", "7", "how many make a trend"},
    {"shift-points", SYN_OPTION_CHOICE, "7|6", "7", "how many make a shift"},
    {"screen", SYN_OPTION_CHOICE, "yes|no", NULL,
     "leave out large moving ranges once; mdc no, plotthedots yes"},
    {"two-of-three", SYN_OPTION_CHOICE, "outward|between", NULL,
     "points beyond the near limit, outside the limits too or not; mdc "
     "outward, plotthedots between"},
    {"rebase", SYN_OPTION_TEXT, NULL, NULL,
     "first period of each new segment, with commas"},
    {"improvement", SYN_OPTION_CHOICE, "neutral|up|down", "neutral",
     "the direction wanted"},
    {"target", SYN_OPTION_NUMBER, NULL, NULL, "what is to be reached"},
    {"clip", SYN_OPTION_CHOICE, "yes|no", NULL,
     "no limit below 0; mdc yes, plotthedots no"},
    {NULL, SYN_OPTION_FLAG, NULL, NULL, NULL},
};

/* What a chart is made of. */
struct chart {
    struct syn_times times;
    struct syn_xmr_options o;
    struct syn_xmr_point *points;
    struct syn_xmr_segment *segments;
    const double *y;
    int wanted;
};

static const char *signal_of(const struct syn_xmr_point *p)
{
    static const char *const names[][2] = {
        [SYN_XMR_NONE] = {"none", "none"},
        [SYN_XMR_OUTSIDE] = {"outside_low", "outside_high"},
        [SYN_XMR_TREND] = {"trend_down", "trend_up"},
        [SYN_XMR_TWO_OF_THREE] = {"two_of_three_low", "two_of_three_high"},
        [SYN_XMR_SHIFT] = {"shift_low", "shift_high"},
    };
    return names[p->rule][syn_xmr_towards(p) > 0];
}

static const char *class_of(const struct syn_xmr_point *p, int wanted)
{
    int towards = syn_xmr_towards(p);
    if (towards == 0)
        return "common_cause";
    if (wanted == 0)
        return towards > 0 ? "neutral_high" : "neutral_low";
    return towards == wanted ? "improvement" : "concern";
}

static const char *assurance_of(const struct syn_stat *s, const struct chart *c)
{
    double target = syn_stat_number(s, "target");
    const struct syn_xmr_segment *last = &c->segments[c->o.n_starts];
    if (isnan(target) || c->wanted == 0)
        return NULL;
    int above = (target > last->upper) - (target < last->lower);
    if (above == 0)
        return "inconsistent";
    return above == c->wanted ? "consistent_fail" : "consistent_pass";
}

/* The option, or what the definition has. */
static bool chosen(const struct syn_stat *s,
                   const char *name,
                   const char *yes,
                   bool plotthedots)
{
    const char *value = syn_stat_option(s, name);
    if (value)
        return strcmp(value, yes) == 0;
    return syn_stat_defined(s, "plotthedots") ? plotthedots : !plotthedots;
}

static bool read_chart(struct chart *c, struct syn_stat *s)
{
    c->y = syn_stat_column_of(s, "value", "count");
    if (!c->y || !syn_stat_times(&c->times, s) || syn_beyond(s, c->y))
        return false;
    c->o = (struct syn_xmr_options){
        .baseline = syn_option_whole(s, "baseline"),
        .trend_points = syn_option_whole(s, "trend-points"),
        .shift_points = syn_option_whole(s, "shift-points"),
        .screen = chosen(s, "screen", "yes", true),
        .outward = chosen(s, "two-of-three", "outward", false),
        .clip = chosen(s, "clip", "yes", false) &&
                !syn_sample_has_negative(c->y, s->n),
    };
    c->wanted = syn_stat_is(s, "improvement", "up")     ? 1
                : syn_stat_is(s, "improvement", "down") ? -1
                                                        : 0;
    if (!syn_stat_has(s, "value") && syn_stat_not_counts(s, c->y, false))
        return false;
    return syn_rows_named(&c->o.starts, &c->o.n_starts, s, &c->times, "rebase",
                          1);
}

/* The soft refusals, once the limits are known. */
static bool trusted(struct syn_stat *s, const struct chart *c)
{
    for (size_t k = 0; k <= c->o.n_starts; k++) {
        const struct syn_xmr_segment *g = &c->segments[k];
        if (g->n < LEAST_FOR_LIMITS &&
            syn_stat_soft(s, SYN_REFUSAL_TOO_FEW_FOR_LIMITS, NULL))
            return false;
        if (g->n >= LEAST_FOR_LIMITS && g->n < SHORT_SEGMENT)
            syn_stat_warn(s, "short-segment",
                          "A segment has under 13 points; its limits are on "
                          "trial.");
        if (!syn_stat_has(s, "value") && g->mean < least_mean &&
            syn_stat_soft(s, SYN_REFUSAL_TOO_FEW_EVENTS,
                          "The mean is under 20 events: an XmR chart of such "
                          "counts signals by chance; use a chart with "
                          "probability limits."))
            return false;
    }
    return true;
}

static void put_row(struct syn_stat *s, const struct chart *c, size_t i)
{
    const struct syn_xmr_point *p = &c->points[i];
    if (c->o.clip && p->lower == 0)
        syn_warn_clipped(s);
    syn_row(s, i);
    syn_put_time(s, "t", &c->times, i);
    syn_put(s, "value", c->y[i]);
    syn_put(s, "segment", (double)p->segment + 1);
    syn_put(s, "mean", p->mean);
    syn_put(s, "lower", p->lower);
    syn_put(s, "upper", p->upper);
    syn_put(s, "near_lower", p->near_lower);
    syn_put(s, "near_upper", p->near_upper);
    if (p->missing) {
        static const char *const fields[] = {
            "outside", "trend", "two_of_three", "shift", "signal", "class"};
        for (size_t k = 0; k < sizeof fields / sizeof *fields; k++)
            syn_put_null(s, fields[k]);
    } else {
        syn_put_bool(s, "outside", p->outside);
        syn_put_bool(s, "trend", p->trend);
        syn_put_bool(s, "two_of_three", p->two_of_three);
        syn_put_bool(s, "shift", p->shift);
        syn_put_text(s, "signal", signal_of(p));
        syn_put_text(s, "class", class_of(p, c->wanted));
    }
    syn_row_end(s);
}

static void put_result(struct syn_stat *s, const struct chart *c)
{
    size_t last = s->n - 1;
    while (last > 0 && c->points[last].missing)
        last--;
    syn_stat_result(s);
    syn_put_text(s, "variation", class_of(&c->points[last], c->wanted));
    syn_put_text(s, "assurance", assurance_of(s, c));
    syn_put_array(s, "segments");
    for (size_t k = 0; k <= c->o.n_starts; k++) {
        const struct syn_xmr_segment *g = &c->segments[k];
        syn_put_object(s, NULL);
        syn_put_time(s, "from", &c->times, g->from);
        syn_put_time(s, "to", &c->times, g->to);
        syn_put(s, "n", (double)g->n);
        syn_put(s, "mean", g->mean);
        syn_put(s, "amr", g->amr);
        syn_put(s, "amr_screened", g->amr_screened);
        syn_put(s, "lower", g->lower);
        syn_put(s, "upper", g->upper);
        syn_put_object_end(s);
    }
    syn_put_array_end(s);
    syn_put_array(s, "signals");
    for (size_t i = 0; i < s->n; i++)
        if (c->points[i].rule)
            syn_put_time(s, NULL, &c->times, i);
    syn_put_array_end(s);
    syn_stat_result_end(s);
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
        syn_xmr_chart(c.points, c.segments, c.y, s->n, &c.o);
    if (refusal) {
        syn_stat_refuse(s, refusal,
                        refusal == SYN_REFUSAL_NO_VARIATION
                            ? "The moving ranges are 0, or all are screened "
                              "away: the limits would collapse."
                            : NULL);
        return;
    }
    if (!trusted(s, &c))
        return;
    s->used = syn_count_there(c.y, s->n);
    syn_stat_rows(s);
    for (size_t i = 0; i < s->n; i++)
        put_row(s, &c, i);
    syn_stat_rows_end(s);
    put_result(s, &c);
}

const struct syn_method syn_method_xmr = {
    .name = "xmr",
    .purpose = "individuals chart with the rules of Making Data Count",
    .columns = "[t|period],value | count",
    .definitions = definitions,
    .uses = SYN_USES_CALENDAR | SYN_USES_BASELINE | SYN_USES_FORCE,
    .options = options,
    .rows = "t value segment mean lower upper near_lower near_upper outside "
            "trend two_of_three shift signal class",
    .result = "variation assurance segments:[{from to n mean amr amr_screened "
              "lower upper}] signals",
    .formula = "  mean +- 2.66 times the mean moving range; near limits two "
               "thirds of the way\n"
               "  rules: outside; 7 points rising or falling; 2 of 3 beyond a "
               "near limit; 7 on one side",
    .example = "  value\n  23\n  25\n  ...\n"
               "  samsyn stat xmr --improvement down --target 20 month.csv",
    .reference = "Nelson 1982; Wheeler 2000; NHS England 2023",
    .run = run,
};
