#include "parts.h"

#include <math.h>

#include <samsyn/base/text.h>
#include <samsyn/plots/chart.h>
#include <samsyn/plots/theme.h>

enum { MOST_FIGURES = 8, MOST_TRENDS = 3, TABLE_COLUMNS = 4 };

#define HEIGHT 208.0 /* Points: three of them fill a page. */

/* --- both canvases of a chart ------------------------------------------ */

static enum syn_status add_figure(struct syn_briefing *out,
                                  struct brief *brief,
                                  const char *kind,
                                  struct syn_chart *chart,
                                  struct syn_doc_table table,
                                  bool half)
{
    struct syn_arena *arena = brief->voice.arena;
    struct syn_figure *figure = syn_arena_alloc(arena, 1, sizeof *figure);
    struct syn_canvas *bare, *full;

    if (!out->n_figures) { /* A heading without figures would be odd. */
        syn_document_add(brief->document, SYN_BLOCK_PAGE);
        struct syn_block *heading =
            syn_document_add(brief->document, SYN_BLOCK_HEADING);
        heading->level = 2;
        heading->text = syn_sentence(brief->voice.lang, "figures");
    }
    chart->bare = true;
    enum syn_status status =
        syn_chart_draw(&bare, kind, chart, arena, brief->diag);
    chart->bare = false;
    if (!status)
        status = syn_chart_draw(&full, kind, chart, arena, brief->diag);
    if (status)
        return status;
    *figure = (struct syn_figure){
        .id = syn_arena_printf(arena, "f%zu", out->n_figures + 1),
        .bare = bare,
        .full = full,
        .title = chart->title,
        .subtitle = chart->subtitle,
        .footer = {chart->footer[0], chart->footer[1], chart->footer[2]},
        .alt = chart->description,
        .half = half,
        .table = table};
    out->figures[out->n_figures++] = figure;
    syn_document_add(brief->document, SYN_BLOCK_FIGURE)->figure = figure;
    return SYN_OK;
}

static struct syn_chart new_chart(const struct brief *brief)
{
    enum syn_lang lang = brief->voice.lang;
    return (struct syn_chart){.lang = syn_lang_code[lang],
                              .date = brief->document->date,
                              .decimal = lang == SYN_EN ? '.' : ',',
                              .width = SYN_THEME_FULL_WIDTH,
                              .height = HEIGHT};
}

/* --- trend ------------------------------------------------------------- */

static struct syn_point trend_point(const struct brief *brief,
                                    const struct syn_finding *f,
                                    const struct syn_point_assessed *p,
                                    bool last)
{
    bool share = f->series->has_of;
    double of = share ? (double)p->cell.of / 100 : 1;
    bool signal = p->class == SYN_CLASS_SIGN || p->class == SYN_CLASS_CLEAR;
    struct syn_point point = {.state = SYN_POINT_VALUE,
                              .y = (double)p->cell.count / of,
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
        if (b->builtin == builtin && syn_break_applies(b, lists, f->indicator))
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
static const char *trend_note(const struct brief *brief,
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

static enum syn_status add_trend(struct syn_briefing *out,
                                 struct brief *brief,
                                 const struct syn_finding *f)
{
    struct syn_arena *arena = brief->voice.arena;
    size_t most = (size_t)brief->catalogue->project.shown_quarters;
    size_t n = f->n_history < most ? f->n_history : most;
    const struct syn_point_assessed *from = f->history + f->n_history - n;
    struct syn_point *points = syn_arena_alloc(arena, n, sizeof *points);
    struct syn_chart_event events[EVENTS];
    struct syn_chart chart = new_chart(brief);

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
    return add_figure(out, brief, "trend", &chart,
                      trend_table(brief, f, from, n, chart.title), false);
}

/* --- age profile ------------------------------------------------------- */

/* Whether GROUP is one of a row of neighbouring age bands: no sex, and no
 * other group of the indicator inside it. */
static bool is_band(const struct brief *brief,
                    const struct syn_indicator *indicator,
                    const struct syn_group *group)
{
    if (syn_is_everyone(group) || group->sex != SYN_SEX_ANY)
        return false;
    for (const char *const *name = indicator->groups; *name; name++) {
        const struct syn_group *other =
            syn_catalogue_group(brief->catalogue, *name);
        if (other && other != group && other->sex == SYN_SEX_ANY &&
            other->ages.from >= group->ages.from &&
            other->ages.to <= group->ages.to)
            return false;
    }
    return true;
}

enum { MOST_BANDS = 16, BEFORE_YEARS = 3 };

/* Bands of INDICATOR in order of age. */
static size_t find_bands(const struct syn_group **bands,
                         const struct brief *brief,
                         const struct syn_indicator *indicator)
{
    size_t n = 0;

    for (const char *const *name = indicator->groups; *name && n < MOST_BANDS;
         name++) {
        const struct syn_group *group =
            syn_catalogue_group(brief->catalogue, *name);
        if (!group || !is_band(brief, indicator, group))
            continue;
        size_t at = n++;
        for (; at && bands[at - 1]->ages.from > group->ages.from; at--)
            bands[at] = bands[at - 1];
        bands[at] = group;
    }
    return n;
}

/* The sum of the cells of the BEFORE_YEARS years before YEAR; its state is
 * missing unless all of them have a value. */
static struct syn_cell sum_before(const struct syn_released *series, int year)
{
    struct syn_cell sum = {.state = SYN_STATE_VALUE};

    for (int y = year - BEFORE_YEARS; y < year; y++) {
        struct syn_cell cell =
            syn_released_cell(series, (struct syn_period){SYN_YEAR, y});
        if (syn_word_state(cell.state))
            sum.state = SYN_STATE_MISSING;
        sum.count += cell.count;
        sum.exposure += cell.exposure;
    }
    return sum;
}

static struct syn_point rate_point(const struct syn_cell *cell,
                                   const struct syn_indicator *indicator,
                                   const char *label)
{
    struct syn_estimate rate = syn_estimate_rate(cell, indicator);
    bool known = !syn_word_state(cell->state) && isfinite(rate.value);

    return (struct syn_point){.state = known ? SYN_POINT_VALUE
                                       : cell->state == SYN_STATE_SUPPRESSED
                                           ? SYN_POINT_SUPPRESSED
                                           : SYN_POINT_MISSING,
                              .y = rate.value,
                              .low = rate.lower,
                              .high = rate.upper,
                              .expected = NAN,
                              .colour = SYN_THEME_FAVOURABLE,
                              .label = label};
}

/* The indicator whose bands say most: the first with three or more of them,
 * a rate, and a full year shown in at least half. */
static const struct syn_indicator *find_profile(const struct brief *brief,
                                                int year,
                                                size_t *n_bands,
                                                const struct syn_group **bands)
{
    for (size_t i = 0; i < brief->findings->n; i++) {
        const struct syn_indicator *indicator =
            brief->findings->at[i].indicator;
        size_t shown = 0, n = find_bands(bands, brief, indicator);
        for (size_t b = 0; b < n; b++) {
            const struct syn_released *s = syn_release_find(
                brief->release, indicator, bands[b], NULL, SYN_YEAR);
            struct syn_cell cell = {.state = SYN_STATE_MISSING};
            if (s)
                cell =
                    syn_released_cell(s, (struct syn_period){SYN_YEAR, year});
            shown += !syn_word_state(cell.state) && cell.exposure > 0;
        }
        if (n >= 3 && shown * 2 >= n) {
            *n_bands = n;
            return indicator;
        }
    }
    return NULL;
}

static const char *rate_text(const struct brief *brief,
                             const struct syn_point *p)
{
    if (p->state == SYN_POINT_SUPPRESSED)
        return ":";
    return syn_word_number(&brief->voice, p->y, 1);
}

static struct syn_doc_table profile_table(const struct brief *brief,
                                          const struct syn_group *const *bands,
                                          const struct syn_point *now,
                                          const struct syn_point *before,
                                          size_t n,
                                          const char *labels[2])
{
    const struct voice *v = &brief->voice;
    const char **columns = syn_arena_alloc(v->arena, 3, sizeof *columns);
    const char **cells = syn_arena_alloc(v->arena, 3 * n, sizeof *cells);

    columns[0] = syn_sentence(v->lang, "table.age");
    columns[1] = labels[0];
    columns[2] = labels[1];
    for (size_t i = 0; i < n; i++) {
        cells[3 * i] = bands[i]->title[v->lang];
        cells[3 * i + 1] = rate_text(brief, &now[i]);
        cells[3 * i + 2] = rate_text(brief, &before[i]);
    }
    return (struct syn_doc_table){NULL, columns, cells, 3, n};
}

/* R1 asks for the finding in the title: the band with the highest rate. */
static const char *profile_title(const struct brief *brief,
                                 const struct syn_indicator *indicator,
                                 const struct syn_group *const *bands,
                                 const struct syn_point *now,
                                 size_t n)
{
    size_t most = n;

    for (size_t i = 0; i < n; i++)
        if (now[i].state == SYN_POINT_VALUE &&
            (most == n || now[i].y > now[most].y))
            most = i;
    return syn_tell(&brief->voice, "profile.title", "ind",
                    indicator->title[brief->voice.lang], "band",
                    most < n ? bands[most]->title[brief->voice.lang] : "..",
                    NULL);
}

static enum syn_status add_profile(struct syn_briefing *out,
                                   struct brief *brief)
{
    const struct voice *v = &brief->voice;
    int year = (brief->findings->period.index + 1) / 4 - 1;
    const struct syn_group *bands[MOST_BANDS];
    struct syn_point now[MOST_BANDS], before[MOST_BANDS];
    size_t n = 0;
    const struct syn_indicator *indicator =
        find_profile(brief, year, &n, bands);

    if (!indicator)
        return SYN_OK;
    for (size_t i = 0; i < n; i++) {
        const struct syn_released *s = syn_release_find(
            brief->release, indicator, bands[i], NULL, SYN_YEAR);
        struct syn_cell cell = {.state = SYN_STATE_MISSING}, sum = cell;
        if (s) {
            cell = syn_released_cell(s, (struct syn_period){SYN_YEAR, year});
            sum = sum_before(s, year);
        }
        now[i] = rate_point(&cell, indicator, bands[i]->title[v->lang]);
        before[i] = rate_point(&sum, indicator, bands[i]->title[v->lang]);
    }
    const char *this_year = syn_arena_printf(v->arena, "%d", year);
    const char *labels[2] = {
        this_year,
        syn_tell(v, "profile.before", "from",
                 syn_arena_printf(v->arena, "%d", year - BEFORE_YEARS), "to",
                 syn_arena_printf(v->arena, "%d", year - 1), NULL)};
    struct syn_chart_series series[2] = {
        {labels[0], now, n, SYN_THEME_FAVOURABLE},
        {labels[1], before, n, SYN_THEME_REFERENCE}};
    struct syn_chart chart = new_chart(brief);
    chart.title = profile_title(brief, indicator, bands, now, n);
    chart.subtitle =
        syn_tell(v, "profile.subtitle", "ind", indicator->title[v->lang], "per",
                 syn_word_count(v, indicator->per), "place",
                 brief->catalogue->project.place, "year", this_year, NULL);
    chart.footer[0] = syn_sentence(v->lang, "profile.note");
    chart.footer[1] = syn_source_line(brief, NULL);
    chart.description = syn_tell(v, "alt.profile", "title", chart.title, "year",
                                 this_year, "before", labels[1], NULL);
    chart.series = series;
    chart.n_series = 2;
    struct syn_doc_table table =
        profile_table(brief, bands, now, before, n, labels);
    table.caption = chart.title;
    return add_figure(out, brief, "steps", &chart, table, false);
}

/* --- which ------------------------------------------------------------- */

/* A trend needs four shown quarters to be worth a picture. */
static bool is_drawable(const struct syn_finding *f)
{
    size_t values = 0;

    for (size_t i = 0; i < f->n_history; i++)
        values += !syn_word_state(f->history[i].cell.state);
    return f->series->kind == SYN_QUARTER && values >= 4;
}

enum syn_status syn_add_figures(struct syn_briefing *out, struct brief *brief)
{
    enum syn_status status = SYN_OK;
    size_t drawn = 0;

    out->figures =
        syn_arena_alloc(brief->voice.arena, MOST_FIGURES, sizeof *out->figures);
    for (size_t i = 0; !status && i < brief->n_ranked && drawn < MOST_TRENDS;
         i++) {
        const struct syn_finding *f = brief->ranked[i];
        bool told = f->class == SYN_CLASS_CLEAR || f->class == SYN_CLASS_SIGN;
        if (!is_drawable(f) || (!told && drawn))
            continue;
        status = add_trend(out, brief, f);
        drawn++;
    }
    if (!status)
        status = add_profile(out, brief);
    return status;
}
