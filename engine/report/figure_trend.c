/* The trend of one series: its quarters, their normal range, what happened. */
#include "parts.h"

#include <math.h>

#include <samsyn/base/text.h>
#include <samsyn/plots/chart.h>
#include <samsyn/plots/theme.h>

#include "figure.h"

enum { TABLE_COLUMNS = 4 };

static struct syn_point trend_point(const struct brief *brief,
                                    const struct syn_finding *f,
                                    const struct syn_point_assessed *p,
                                    bool last)
{
    double of = syn_finding_scale(f, &p->cell);
    bool signal = p->class == SYN_CLASS_SIGN || p->class == SYN_CLASS_CLEAR;
    struct syn_point point = {.state = SYN_POINT_VALUE,
                              .y = syn_released_figure(f->series, &p->cell),
                              .low = NAN,
                              .high = NAN,
                              .expected = NAN,
                              .shape = SYN_SHAPE_DOT,
                              .colour = SYN_THEME_INK,
                              .provisional = p->cell.provisional,
                              .label = ""};

    if (syn_word_state(p->cell.state))
        point.state = p->cell.state == SYN_STATE_SUPPRESSED
                          ? SYN_POINT_SUPPRESSED
                          : SYN_POINT_MISSING;
    if (p->normal.known) {
        point.low = p->normal.low / of;
        point.high = p->normal.high / of;
        point.expected = p->normal.expected / of;
    }
    if (signal || last) {
        struct syn_finding as = *f;
        as.favourable = f->indicator->better == SYN_BETTER_LOWER
                            ? p->direction < 0
                            : p->direction > 0;
        as.unfavourable = !as.favourable;
        if (f->indicator->better == SYN_BETTER_NEUTRAL || !signal)
            as.favourable = as.unfavourable = false;
        point.shape = last ? syn_finding_shape(f->class, f->direction)
                           : syn_finding_shape(p->class, p->direction);
        point.colour = syn_finding_colour(last ? f : &as);
    }
    if (p->period.index % 4 == 0) {
        point.label = syn_arena_printf(brief->voice.arena, "%d",
                                       syn_period_year(p->period));
        point.major = true;
    }
    return point;
}

enum { EVENTS = 3 }; /* In one chart; more hide the series. */

/* The events of a chart, of N quarters from day FIRST to day LAST. */
struct events {
    struct syn_chart_event *at;
    size_t found, n;
    int first, last;
};

static void
add_event(struct events *e, int day, const char *text, bool is_break)
{
    if (e->found == EVENTS || day <= e->first || day > e->last)
        return;
    e->at[e->found++] = (struct syn_chart_event){
        .at = (double)(day - e->first) / (double)(e->last - e->first + 1) *
                  (double)e->n -
              0.5,
        .text = text,
        .is_break = is_break};
}

static void add_breaks(struct events *e,
                       const struct brief *brief,
                       const struct syn_finding *f,
                       bool builtin)
{
    const struct syn_lists *lists = &brief->catalogue->lists;

    for (size_t i = 0; i < lists->n_breaks; i++) {
        const struct syn_break *b = &lists->breaks[i];
        if (b->builtin == builtin &&
            syn_break_applies_to(b, lists, f->indicator,
                                 f->series->group->item.name, f->series->area))
            add_event(e, b->day, b->description[brief->voice.lang],
                      b->handling == SYN_BREAK_SPLIT);
    }
}

/* Breaks of the series and measures of the focus area; those that the project
 * tells of come first, if there are too many. */
static size_t find_events(struct syn_chart_event *at,
                          const struct brief *brief,
                          const struct syn_finding *f,
                          const struct syn_point_assessed *from,
                          size_t n)
{
    const struct syn_lists *lists = &brief->catalogue->lists;
    struct events e = {.at = at,
                       .n = n,
                       .first = syn_period_first_day(from[0].period),
                       .last = syn_period_last_day(from[n - 1].period)};

    add_breaks(&e, brief, f, false);
    for (size_t i = 0; i < lists->n_measures; i++) {
        const struct syn_measure_taken *m = &lists->measures[i];
        if (m->focus == f->indicator->focus &&
            syn_glob_match(m->aims_at, f->indicator->id))
            add_event(&e, m->from, m->name, false);
    }
    add_breaks(&e, brief, f, true);
    return e.found;
}

/* The numbers that the chart draws, a row a quarter. */
static struct syn_doc_table trend_table(const struct brief *brief,
                                        const struct syn_finding *f,
                                        const struct syn_point_assessed *from,
                                        size_t n,
                                        const char *title)
{
    const struct voice *v = &brief->voice;
    const char **columns =
        syn_arena_alloc(v->arena, TABLE_COLUMNS, sizeof *columns);
    const char **cells =
        syn_arena_alloc(v->arena, n * TABLE_COLUMNS, sizeof *cells);

    columns[0] = syn_sentence(v->lang, "table.period");
    columns[1] = syn_sentence(v->lang, "table.value");
    columns[2] = syn_sentence(v->lang, "table.range");
    columns[3] = syn_sentence(v->lang, "table.class");
    for (size_t i = 0; i < n; i++) {
        struct syn_finding at = *f;
        at.cell = from[i].cell;
        at.normal = from[i].normal;
        if (i + 1 < n) {
            at.class = from[i].class;
            at.direction = from[i].direction;
        }
        cells[i * TABLE_COLUMNS] = syn_word_period(v, from[i].period);
        cells[i * TABLE_COLUMNS + 1] =
            syn_word_cell(v, f->series, &from[i].cell);
        cells[i * TABLE_COLUMNS + 2] = syn_finding_range(brief, &at);
        cells[i * TABLE_COLUMNS + 3] = syn_word_state(from[i].cell.state)
                                           ? ""
                                           : syn_finding_words(brief, &at);
    }
    return (struct syn_doc_table){title, columns, cells, TABLE_COLUMNS, n};
}

static const char *trend_alt(const struct brief *brief,
                             const struct syn_finding *f,
                             const struct syn_point_assessed *from)
{
    const struct voice *v = &brief->voice;

    return syn_tell(
        v, f->normal.known ? "alt.trend" : "alt.trend.norange", "ind",
        syn_word_indicator(v, f->indicator, f->series->group), "from",
        syn_word_period(v, from->period), "to", syn_word_period(v, f->period),
        "value", syn_word_cell(v, f->series, &f->cell), "range",
        syn_finding_range(brief, f), "class", syn_finding_words(brief, f),
        NULL);
}

static void label_last(struct syn_chart *chart,
                       const struct brief *brief,
                       const struct syn_finding *f)
{
    const struct voice *v = &brief->voice;

    chart->last_value = syn_word_cell(v, f->series, &f->cell);
    chart->last_label = syn_word_period_short(v, f->period);
    chart->last_colour =
        f->class == SYN_CLASS_SIGN || f->class == SYN_CLASS_CLEAR
            ? syn_finding_colour(f)
            : SYN_THEME_INK;
    if (!f->normal.known)
        return;
    chart->range_label =
        syn_tell(v, "chart.range", "range", syn_finding_range(brief, f), NULL);
    chart->range_note = syn_sentence(v->lang, "chart.range.note");
}

/* What the signs in the chart mean: of those that are there. */
static const char *signs_note(const struct brief *brief,
                              const struct syn_finding *f,
                              const struct syn_point_assessed *from,
                              size_t n)
{
    enum syn_lang lang = brief->voice.lang;
    bool ranges = false;

    for (size_t i = 0; i < n; i++)
        ranges |= from[i].normal.known;
    if (ranges)
        return syn_sentence(lang, f->cell.provisional ? "chart.note.provisional"
                                                      : "chart.note");
    const char *short_of = syn_sentence(lang, "chart.note.norange");
    if (!f->cell.provisional)
        return short_of;
    return syn_arena_printf(brief->voice.arena, "%s %s",
                            syn_sentence(lang, "chart.note.star"), short_of);
}

/* The same, what the last may become, and the confirmed change that the range
 * begins anew with. */
static const char *trend_note(const struct brief *brief,
                              const struct syn_finding *f,
                              const struct syn_point_assessed *from,
                              size_t n)
{
    const struct voice *v = &brief->voice;
    const struct syn_nowcast *now = &f->nowcast;
    const char *signs = signs_note(brief, f, from, n);
    const char *change = syn_change_note(brief, f->since);

    if (now->known && now->upper > now->lower)
        signs = syn_arena_printf(
            v->arena, "%s %s", signs,
            syn_tell(v, "chart.note.nowcast", "n",
                     syn_word_range(v, now->lower, now->upper), NULL));
    return change ? syn_arena_printf(v->arena, "%s %s", signs, change) : signs;
}

enum syn_status syn_figure_trend(struct syn_figure **out,
                                 const struct brief *brief,
                                 const struct syn_finding *f)
{
    struct syn_arena *arena = brief->voice.arena;
    size_t most = (size_t)brief->catalogue->project.shown_quarters;
    size_t n = f->n_history < most ? f->n_history : most;
    const struct syn_point_assessed *from = f->history + f->n_history - n;
    struct syn_point *points = syn_arena_alloc(arena, n, sizeof *points);
    struct syn_chart_event events[EVENTS];
    struct syn_chart chart = syn_figure_chart(brief);

    for (size_t i = 0; i < n; i++)
        points[i] = trend_point(brief, f, &from[i], i + 1 == n);
    chart.title = syn_finding_title(brief, f);
    chart.subtitle = syn_subtitle(brief, f);
    chart.footer[0] = trend_note(brief, f, from, n);
    chart.footer[1] = syn_source_line(brief, f);
    chart.description = trend_alt(brief, f, from);
    chart.series = &(struct syn_chart_series){
        .points = points, .n = n, .colour = SYN_THEME_INK};
    chart.n_series = 1;
    chart.events = events;
    chart.n_events = n ? find_events(events, brief, f, from, n) : 0;
    label_last(&chart, brief, f);
    return syn_figure_draw(out, brief, "trend", &chart,
                           trend_table(brief, f, from, n, chart.title));
}
