/* Short documents for commands.  No number is computed here. */
#include <samsyn/report/page.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

#include <samsyn/base/text.h>

#include "figure.h"
#include "page_parts.h"

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

void syn_page_add(struct brief *brief,
                  enum syn_block_kind kind,
                  int level,
                  const char *text)
{
    if (!text || !*text)
        return;
    struct syn_block *block = syn_document_add(brief->document, kind);
    block->level = level;
    block->text = text;
}

void syn_page_table(struct brief *brief,
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

const char *syn_page_name(const struct brief *brief,
                          const struct syn_released *s)
{
    const struct voice *v = &brief->voice;
    const char *name = syn_word_indicator(v, s->indicator, s->group);

    if (!s->area)
        return name;
    return syn_arena_printf(v->arena, "%s, %s", name,
                            s->area_name ? s->area_name : s->area);
}

const char *syn_page_estimate(const struct brief *brief,
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

const struct syn_finding *syn_page_find(const struct brief *brief,
                                        const struct syn_released *series)
{
    for (size_t i = 0; i < brief->findings->n; i++)
        if (brief->findings->at[i].series == series)
            return &brief->findings->at[i];
    return NULL;
}

bool syn_page_finding_at(struct syn_finding *out,
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
        out->nowcast = p->nowcast;
        out->class = p->class;
        out->reason = p->reason;
        out->by = p->reason == SYN_REASON_ENOUGH ? SYN_BY_RANGE : SYN_BY_NONE;
        out->sums.known = false;
        out->gap.quarters = 0;
        out->run.quarters = 0;
        out->direction = p->direction;
        out->p = out->q = NAN;
        out->coming.known = false;
        return true;
    }
    return false;
}

/* --- series ------------------------------------------------------------ */

const char *syn_page_count(const struct brief *brief,
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
    cells[1] = syn_page_count(brief, cell);
    cells[2] =
        (s->has_of || s->has_base) && shown ? syn_word_count(v, cell->of) : "";
    cells[3] = syn_page_estimate(brief, s, cell);
    cells[4] = cells[5] = "";
    if (syn_page_finding_at(&f, syn_page_find(brief, s), period)) {
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
    syn_page_add(brief, SYN_BLOCK_HEADING, 2, syn_page_name(brief, s));
    syn_page_table(brief, columns, cells,
                   drop_empty(columns, cells, SERIES_COLUMNS, s->n), s->n);
}

struct syn_document *syn_page_series(const struct syn_page_from *from,
                                     const struct syn_cut *cut,
                                     struct syn_arena *arena)
{
    struct brief brief = syn_brief_make(from, arena);
    size_t n, said = 0;
    const struct syn_released *series = syn_release_every(from->release, &n);

    for (size_t i = 0; i < n; i++)
        if (syn_cut_holds(cut, &series[i])) {
            add_series(&brief, &series[i]);
            said++;
        }
    if (!said)
        syn_page_add(&brief, SYN_BLOCK_TEXT, 0,
                     syn_sentence(from->lang, "page.none"));
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
        syn_page_add(&brief, SYN_BLOCK_TEXT, 0,
                     syn_sentence(from->lang, "page.no-comparison"));
    else
        syn_add_notes(&brief);
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
    const struct syn_finding found = syn_finding_in(
        from->findings, series, from->release, from->catalogue, period, arena);
    struct syn_figure *figure = NULL;
    char day[SYN_DAY_BYTES];

    brief.diag = diag;
    brief.document->date =
        syn_arena_strdup(arena, syn_day_code(day, syn_period_last_day(period)));
    *out = NULL;
    if (!syn_figure_worth(&found))
        return SYN_OK;
    enum syn_status status = syn_figure_trend(&figure, &brief, &found);
    *out = figure;
    return status;
}
