/* Short documents for commands.  No number is computed here. */
#include <samsyn/report/page.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

#include <samsyn/base/text.h>

#include "figure.h"

struct brief syn_brief_make(const struct syn_page_from *from,
                            struct syn_arena *arena)
{
    struct brief brief = {.voice = {.lang = from->lang,
                                    .arena = arena,
                                    .catalogue = from->catalogue},
                          .release = from->release,
                          .findings = from->findings,
                          .catalogue = from->catalogue,
                          .document = syn_document_new(from->lang, arena)};

    if (syn_release_protection(from->release).internal)
        brief.document->banner = syn_sentence(from->lang, "banner.internal");
    return brief;
}

static void
add(struct brief *brief, enum syn_block_kind kind, int level, const char *text)
{
    if (!text || !*text)
        return;
    struct syn_block *block = syn_document_add(brief->document, kind);
    block->level = level;
    block->text = text;
}

static void add_table(struct brief *brief,
                      const char *const *columns,
                      const char *const *cells,
                      size_t n_columns,
                      size_t n_rows)
{
    struct syn_doc_table *table =
        syn_arena_alloc(brief->voice.arena, 1, sizeof *table);

    *table = (struct syn_doc_table){NULL, columns, cells, n_columns, n_rows};
    syn_document_add(brief->document, SYN_BLOCK_TABLE)->table = table;
}

/* "Vold, 13-25 ar, Sentrum" */
static const char *name_of(const struct brief *brief,
                           const struct syn_released *s)
{
    const struct voice *v = &brief->voice;
    const char *name = syn_word_indicator(v, s->indicator, s->group);

    if (!s->area)
        return name;
    return syn_arena_printf(v->arena, "%s, %s", name,
                            s->area_name ? s->area_name : s->area);
}

/* "12,5 (8,1-18,4)", a rate or a share with its 95 % interval; "" for none. */
static const char *estimate_of(const struct brief *brief,
                               const struct syn_released *s,
                               const struct syn_cell *cell)
{
    const struct voice *v = &brief->voice;
    double times = s->has_of ? 100 : 1;
    struct syn_estimate e = syn_estimate_cell(s, cell);

    if (isnan(e.value))
        return "";
    if (isnan(e.lower))
        return syn_word_figure(v, s, cell);
    return syn_arena_printf(v->arena, "%s (%s\xe2\x80\x93%s)",
                            syn_word_number(v, times * e.value, 1),
                            syn_word_number(v, times * e.lower, 1),
                            syn_word_number(v, times * e.upper, 1));
}

/* The run's finding of SERIES, or NULL. */
static const struct syn_finding *find(const struct brief *brief,
                                      const struct syn_released *series)
{
    for (size_t i = 0; i < brief->findings->n; i++)
        if (brief->findings->at[i].series == series)
            return &brief->findings->at[i];
    return NULL;
}

/* FINDING as it was in PERIOD; false if that quarter was not judged. */
static bool finding_at(struct syn_finding *out,
                       const struct syn_finding *finding,
                       struct syn_period period)
{
    if (!finding || period.kind != finding->period.kind)
        return false;
    *out = *finding;
    if (out->period.index == period.index)
        return finding->n_history > 0; /* With the run's discovery rate. */
    for (size_t t = 0; t < finding->n_history; t++) {
        const struct syn_point_assessed *p = &finding->history[t];
        if (p->period.index != period.index)
            continue;
        out->period = period;
        out->cell = p->cell;
        out->normal = p->normal;
        out->class = p->class;
        out->direction = p->direction;
        out->p = out->q = NAN;
        out->coming.known = false;
        return true;
    }
    return false;
}

/* --- series ------------------------------------------------------------ */

/* "31*": its count, also of a share. */
static const char *count_of(const struct brief *brief,
                            const struct syn_cell *cell)
{
    const char *symbol = syn_word_state(cell->state);

    if (symbol)
        return symbol;
    return syn_arena_printf(brief->voice.arena, "%s%s",
                            syn_word_count(&brief->voice, cell->count),
                            cell->provisional ? "*" : "");
}

enum { SERIES_COLUMNS = 6 };

static const char *estimate_heading(const struct brief *brief,
                                    const struct syn_released *s)
{
    const struct voice *v = &brief->voice;

    if (s->has_of)
        return syn_sentence(v->lang, "page.share");
    if (s->has_base || s->has_value)
        return syn_sentence(v->lang, "page.figure");
    return syn_tell(
        v, "page.rate", "per",
        syn_word_count(v, s->indicator->per ? s->indicator->per : 1), NULL);
}

static void fill_row(const char **cells,
                     const struct brief *brief,
                     const struct syn_released *s,
                     size_t t)
{
    const struct voice *v = &brief->voice;
    struct syn_period period = {s->kind, s->first + (int)t};
    const struct syn_cell *cell = &s->cell[t];
    bool shown = !syn_word_state(cell->state);
    struct syn_finding f;

    cells[0] = syn_word_period(v, period);
    cells[1] = count_of(brief, cell);
    cells[2] =
        (s->has_of || s->has_base) && shown ? syn_word_count(v, cell->of) : "";
    cells[3] = estimate_of(brief, s, cell);
    cells[4] = cells[5] = "";
    if (finding_at(&f, find(brief, s), period)) {
        cells[4] = f.normal.known ? syn_finding_range(brief, &f) : "";
        cells[5] = shown ? syn_finding_words(brief, &f) : "";
    }
}

/* Leaves out the columns that are empty in every row. */
static size_t drop_empty(const char **columns,
                         const char **cells,
                         size_t n_columns,
                         size_t n_rows)
{
    bool used[SERIES_COLUMNS] = {false};
    size_t kept = 0, at = 0;

    for (size_t i = 0; i < n_columns * n_rows; i++)
        used[i % n_columns] |= cells[i] && *cells[i];
    for (size_t c = 0; c < n_columns; c++)
        if (used[c])
            columns[kept++] = columns[c];
    for (size_t i = 0; i < n_columns * n_rows; i++)
        if (used[i % n_columns])
            cells[at++] = cells[i];
    return kept;
}

static void add_series(struct brief *brief, const struct syn_released *s)
{
    const struct voice *v = &brief->voice;
    const char **cells =
        syn_arena_alloc(v->arena, s->n * SERIES_COLUMNS, sizeof *cells);
    const char **columns =
        syn_arena_alloc(v->arena, SERIES_COLUMNS, sizeof *columns);
    static const char *const keys[SERIES_COLUMNS] = {
        "page.period", "page.count",  "page.of",
        NULL,          "table.range", "table.class"};

    for (size_t c = 0; c < SERIES_COLUMNS; c++)
        columns[c] = keys[c] ? syn_sentence(v->lang, keys[c])
                             : estimate_heading(brief, s);
    for (size_t t = 0; t < s->n; t++)
        fill_row(cells + t * SERIES_COLUMNS, brief, s, t);
    add(brief, SYN_BLOCK_HEADING, 2, name_of(brief, s));
    add_table(brief, columns, cells,
              drop_empty(columns, cells, SERIES_COLUMNS, s->n), s->n);
}

struct syn_document *syn_page_series(const struct syn_page_from *from,
                                     const struct syn_cut *cut,
                                     struct syn_arena *arena)
{
    struct brief brief = syn_brief_make(from, arena);
    size_t n, said = 0;
    const struct syn_released *series = syn_release_series(from->release, &n);

    for (size_t i = 0; i < n; i++)
        if (syn_cut_holds(cut, &series[i])) {
            add_series(&brief, &series[i]);
            said++;
        }
    if (!said)
        add(&brief, SYN_BLOCK_TEXT, 0, syn_sentence(from->lang, "page.none"));
    else
        syn_add_notes(&brief);
    return brief.document;
}

/* --- comparison -------------------------------------------------------- */

struct syn_document *syn_page_comparison(const struct syn_page_from *from,
                                         const struct syn_cut *cut,
                                         struct syn_arena *arena)
{
    struct syn_findings some = *from->findings;
    struct syn_finding *at = syn_arena_alloc(arena, some.n, sizeof *at);
    struct syn_page_from about = *from;

    some.n = 0;
    some.at = at;
    for (size_t i = 0; i < from->findings->n; i++)
        if (syn_cut_holds(cut, from->findings->at[i].series))
            at[some.n++] = from->findings->at[i];
    about.findings = &some;
    struct brief brief = syn_brief_make(&about, arena);
    syn_add_comparison(&brief);
    if (!brief.document->first)
        add(&brief, SYN_BLOCK_TEXT, 0,
            syn_sentence(from->lang, "page.no-comparison"));
    else
        syn_add_notes(&brief);
    return brief.document;
}

/* --- explanation ------------------------------------------------------- */

/* Rows of a table with two columns, as many as are known. */
enum { MOST_FACTS = 24 };

struct facts {
    const char *cells[2 * MOST_FACTS];
    size_t n;
};

static void add_fact(struct facts *facts,
                     const struct brief *brief,
                     const char *key,
                     const char *text)
{
    if (!text || !*text || facts->n == MOST_FACTS)
        return;
    facts->cells[2 * facts->n] = syn_sentence(brief->voice.lang, key);
    facts->cells[2 * facts->n++ + 1] = text;
}

static void add_facts(struct brief *brief, const struct facts *facts)
{
    const struct voice *v = &brief->voice;
    const char **columns = syn_arena_alloc(v->arena, 2, sizeof *columns);
    const char **cells = syn_arena_alloc(v->arena, 2 * facts->n, sizeof *cells);

    if (!facts->n)
        return;
    columns[0] = columns[1] = "";
    memcpy(cells, facts->cells, 2 * facts->n * sizeof *cells);
    add_table(brief, columns, cells, 2, facts->n);
}

static void add_definition(struct brief *brief,
                           const struct syn_indicator *i,
                           const struct syn_released *series)
{
    const struct voice *v = &brief->voice;
    char key[64];
    struct facts facts = {.n = 0};

    snprintf(key, sizeof key, "focus.%s", syn_focus_ids[i->focus]);
    add_fact(&facts, brief, "page.focus", syn_sentence(v->lang, key));
    add_fact(&facts, brief, "page.unit",
             syn_sentence(v->lang, syn_arena_printf(v->arena, "unit.%s.many",
                                                    i->unit->name)));
    add_fact(&facts, brief, "page.date",
             i->date == SYN_BY_COLUMN
                 ? i->date_column
                 : syn_sentence(v->lang, i->date == SYN_BY_OCCURRED
                                             ? "page.occurred"
                                             : "page.reported"));
    if (series)
        add_fact(&facts, brief, "page.geography",
                 syn_sentence(v->lang,
                              (i->has_geography ? i->geography
                                                : series->source->geography) ==
                                      SYN_PLACE_RESIDENCE
                                  ? "page.residence"
                                  : "page.scene"));
    if (i->of_indicator)
        add_fact(&facts, brief, "page.of", i->of_indicator->title[v->lang]);
    if (i->police_driven)
        add_fact(&facts, brief, "page.driven",
                 syn_sentence(v->lang, "page.police"));
    if (series)
        add_fact(&facts, brief, "page.source", series->source->name);
    add_facts(brief, &facts);
    add(brief, SYN_BLOCK_CODE, 0, i->text);
}

/* Breaks that end a series of INDICATOR, a line each. */
static void add_breaks(struct brief *brief, const struct syn_indicator *i)
{
    const struct voice *v = &brief->voice;
    const struct syn_lists *lists = &brief->catalogue->lists;
    struct syn_doc_item *items =
        syn_arena_alloc(v->arena, lists->n_breaks, sizeof *items);
    size_t n = 0;

    for (size_t k = 0; k < lists->n_breaks; k++)
        if (syn_break_applies(&lists->breaks[k], lists, i))
            items[n++] = (struct syn_doc_item){
                .strong = syn_word_day(v, lists->breaks[k].day),
                .text = lists->breaks[k].description[v->lang]};
    if (!n)
        return;
    add(brief, SYN_BLOCK_HEADING, 2, syn_sentence(v->lang, "page.breaks"));
    struct syn_block *block =
        syn_document_add(brief->document, SYN_BLOCK_NOTES);
    block->items = items;
    block->n_items = n;
}

/* What the next period would have to be for another class. */
static void add_coming(struct facts *facts,
                       const struct brief *brief,
                       const struct syn_finding *f)
{
    const struct syn_coming *c = &f->coming;

    if (!c->known)
        return;
    add_fact(facts, brief, "page.next.sign",
             syn_finding_limits(brief, f, c->of, c->next.sign_low,
                                c->next.sign_high));
    add_fact(facts, brief, "page.next.clear",
             syn_finding_limits(brief, f, c->of, c->next.clear_low,
                                c->next.clear_high));
}

/* "0,91 (0,74-1,12)": what the comparison leaves out, and what it would have
 * found. */
static void add_compared(struct facts *facts,
                         const struct brief *brief,
                         const struct syn_finding *f)
{
    const struct voice *v = &brief->voice;
    const struct syn_comparison *c = &f->comparison;

    if (!c->known)
        return;
    add_fact(facts, brief, "page.ratio",
             syn_tell(v, "page.ratio.of", "a", syn_word_count(v, c->after), "b",
                      syn_word_count(v, c->before), "ratio",
                      syn_word_number(v, c->ratio, 2), "lo",
                      syn_word_number(v, c->lower, 2), "hi",
                      isinf(c->upper) ? "\xe2\x88\x9e"
                                      : syn_word_number(v, c->upper, 2),
                      NULL));
    const char *limits = syn_comparison_limits(brief, f);
    add_fact(facts, brief, "page.detect",
             limits ? limits : syn_sentence(v->lang, "page.detect.none"));
}

/* How the figure was judged, if it was. */
static void add_judgement(struct facts *facts,
                          const struct brief *brief,
                          const struct syn_released *s,
                          struct syn_period period)
{
    const struct voice *v = &brief->voice;
    const struct syn_finding *found = find(brief, s);
    struct syn_finding own, f;

    if (!found) { /* Looked at on its own. */
        syn_finding_assess(&own, s, brief->catalogue, period, v->arena);
        found = &own;
    }
    if (found->period.kind == period.kind &&
        found->period.index == period.index)
        add_compared(facts, brief, found);
    if (!finding_at(&f, found, period)) {
        add_fact(facts, brief, "table.class",
                 syn_sentence(v->lang, "page.not-judged"));
        return;
    }
    if (!syn_word_state(f.cell.state))
        add_fact(facts, brief, "table.class", syn_finding_words(brief, &f));
    if (!f.normal.known)
        return;
    add_fact(facts, brief, "table.range", syn_finding_range(brief, &f));
    add_fact(facts, brief, "page.method",
             syn_tell(v, "page.method.range", "n",
                      syn_word_count(v, (int64_t)f.normal.n_baseline), "x",
                      syn_word_number(v, f.normal.expected, 1), NULL));
    if (!isnan(f.q))
        add_fact(facts, brief, "page.tests",
                 syn_tell(v, "page.q", "q", syn_word_number(v, f.q, 3), "n",
                          syn_word_count(v, (int64_t)brief->findings->n_tested),
                          NULL));
    add_coming(facts, brief, &f);
}

static const char *state_key(enum syn_state state)
{
    static const char *const keys[SYN_N_STATES] = {
        [SYN_STATE_VALUE] = "page.state.value",
        [SYN_STATE_ZERO] = "page.state.zero",
        [SYN_STATE_MISSING] = "page.state.missing",
        [SYN_STATE_NOT_YET] = "page.state.not-yet",
        [SYN_STATE_SUPPRESSED] = "page.state.suppressed",
        [SYN_STATE_NOT_APPLICABLE] = "page.state.not-applicable"};
    return keys[state];
}

static void add_figure(struct brief *brief,
                       const struct syn_released *s,
                       struct syn_period period)
{
    const struct voice *v = &brief->voice;
    struct syn_cell cell = syn_released_cell(s, period);
    bool shown = !syn_word_state(cell.state);
    struct facts facts = {.n = 0};

    add(brief, SYN_BLOCK_HEADING, 2,
        syn_arena_printf(v->arena, "%s: %s", syn_word_period(v, period),
                         syn_word_cell(v, s, &cell)));
    add_fact(&facts, brief, "page.state",
             syn_tell(v, state_key(cell.state), "k",
                      syn_word_count(
                          v, syn_release_protection(brief->release).threshold),
                      NULL));
    if (shown) {
        add_fact(&facts, brief, "page.count", count_of(brief, &cell));
        if (s->has_of || s->has_base)
            add_fact(&facts, brief, "page.of", syn_word_count(v, cell.of));
        if (cell.exposure > 0)
            add_fact(&facts, brief, "page.exposure",
                     syn_word_number(v, cell.exposure, 1));
        add_fact(&facts, brief, "page.estimate", estimate_of(brief, s, &cell));
        if (cell.provisional)
            add_fact(&facts, brief, "page.provisional",
                     syn_sentence(v->lang, "page.provisional.yes"));
    }
    add_judgement(&facts, brief, s, period);
    add_facts(brief, &facts);
}

struct syn_document *syn_page_explain(const struct syn_page_from *from,
                                      const struct syn_indicator *indicator,
                                      const struct syn_group *group,
                                      const char *area,
                                      struct syn_period period,
                                      struct syn_arena *arena)
{
    struct brief brief = syn_brief_make(from, arena);
    const struct syn_released *series =
        syn_release_find(from->release, indicator, group, area, period.kind);

    add(&brief, SYN_BLOCK_HEADING, 1,
        series ? name_of(&brief, series)
               : syn_word_indicator(&brief.voice, indicator, group));
    add(&brief, SYN_BLOCK_TEXT, 0, indicator->about[from->lang]);
    add_definition(&brief, indicator, series);
    add_breaks(&brief, indicator);
    if (series)
        add_figure(&brief, series, period);
    else
        syn_add_not_computable(&brief, indicator);
    return brief.document;
}

/* --- figure ------------------------------------------------------------ */

enum syn_status syn_page_figure(const struct syn_figure **out,
                                const struct syn_page_from *from,
                                const struct syn_released *series,
                                struct syn_period period,
                                struct syn_arena *arena,
                                struct syn_diag *diag)
{
    struct brief brief = syn_brief_make(from, arena);
    const struct syn_finding *found = find(&brief, series);
    struct syn_figure *figure = NULL;
    struct syn_finding own;
    char day[SYN_DAY_BYTES];

    brief.diag = diag;
    brief.document->date =
        syn_arena_strdup(arena, syn_day_code(day, syn_period_last_day(period)));
    *out = NULL;
    if (!found || found->period.index != period.index) {
        syn_finding_assess(&own, series, from->catalogue, period, arena);
        found = &own;
    }
    if (!syn_figure_worth(found))
        return SYN_OK;
    enum syn_status status = syn_figure_trend(&figure, &brief, found);
    *out = figure;
    return status;
}
