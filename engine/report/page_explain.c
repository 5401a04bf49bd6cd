/* The document that explains an indicator and one of its figures.  No number is
 * computed here. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include <samsyn/base/text.h>

#include "page_parts.h"

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
    syn_page_table(brief, columns, cells, 2, facts->n);
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
    syn_page_add(brief, SYN_BLOCK_CODE, 0, i->text);
}

/* Breaks that end the series of I, GROUP and AREA, a line each. */
static void add_breaks(struct brief *brief,
                       const struct syn_indicator *i,
                       const struct syn_group *group,
                       const char *area)
{
    const struct voice *v = &brief->voice;
    const struct syn_lists *lists = &brief->catalogue->lists;
    struct syn_doc_item *items =
        syn_arena_alloc(v->arena, lists->n_breaks, sizeof *items);
    size_t n = 0;

    for (size_t k = 0; k < lists->n_breaks; k++)
        if (syn_break_applies_to(&lists->breaks[k], lists, i, group->item.name,
                                 area)) {
            const char *change = syn_change_note(brief, &lists->breaks[k]);
            items[n++] = (struct syn_doc_item){
                .strong = syn_word_day(v, lists->breaks[k].day),
                .text =
                    change ? change : lists->breaks[k].description[v->lang]};
        }
    if (!n)
        return;
    syn_page_add(brief, SYN_BLOCK_HEADING, 2,
                 syn_sentence(v->lang, "page.breaks"));
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

/* A ratio, which may have nothing to be divided by. */
static const char *infinite(const struct voice *v, double ratio)
{
    return isinf(ratio) ? "\xe2\x88\x9e" : syn_word_number(v, ratio, 2);
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
                      infinite(v, c->upper), NULL));
    const char *limits = syn_comparison_limits(brief, f);
    add_fact(facts, brief, "page.detect",
             limits ? limits : syn_sentence(v->lang, "page.detect.none"));
}

/* How a year compares with the one before, and when the last event was. */
static void add_rare(struct facts *facts,
                     const struct brief *brief,
                     const struct syn_finding *f)
{
    const struct voice *v = &brief->voice;
    const struct syn_sums *s = &f->sums;

    if (s->known)
        add_fact(facts, brief,
                 s->last.kind == SYN_YEAR ? "page.sums.year" : "page.sums.four",
                 isnan(s->ratio)
                     ? syn_tell(v, "page.sums.none", NULL)
                     : syn_tell(v, "page.ratio.of", "a",
                                syn_word_count(v, s->now), "b",
                                syn_word_count(v, s->before), "ratio",
                                infinite(v, s->ratio), "lo",
                                syn_word_number(v, s->lower, 2), "hi",
                                infinite(v, s->upper), NULL));
    if (f->gap.quarters)
        add_fact(facts, brief, "page.gap",
                 syn_tell(v, "page.gap.of", "n",
                          syn_word_count(v, f->gap.quarters), "per",
                          syn_word_period(v, f->gap.last), "p",
                          syn_word_number(v, 100 * f->gap.p, 0), NULL));
}

/* How the figure was assessed, and why so. */
static void add_method(struct facts *facts,
                       const struct brief *brief,
                       const struct syn_finding *f)
{
    const struct voice *v = &brief->voice;

    add_fact(facts, brief, "page.method",
             f->by == SYN_BY_NONE ? syn_sentence(v->lang, "page.method.none")
             : f->by == SYN_BY_YEARS
                 ? syn_sentence(v->lang, "page.method.years")
                 : syn_tell(v, "page.method.range", "n",
                            syn_word_count(v, (int64_t)f->normal.n_baseline),
                            "x", syn_word_number(v, f->normal.expected, 1),
                            NULL));
    if (f->run.quarters)
        add_fact(facts, brief, "page.run",
                 syn_tell(v, "page.run.of", "r",
                          syn_word_count(v, (int64_t)f->run.quarters), "per",
                          syn_word_period(v, f->run.from), NULL));
    add_fact(facts, brief, "page.reason", syn_reason_words(brief, f->reason));
    add_rare(facts, brief, f);
}

/* What a provisional figure may become. */
static void add_nowcast(struct facts *facts,
                        const struct brief *brief,
                        const struct syn_finding *f)
{
    const struct voice *v = &brief->voice;
    const struct syn_nowcast *n = &f->nowcast;

    if (n->known)
        add_fact(facts, brief, "page.nowcast",
                 syn_tell(v, "page.nowcast.of", "x",
                          syn_word_number(v, n->value, 0), "range",
                          syn_word_range(v, n->lower, n->upper), "f",
                          syn_word_number(v, 100 * n->completeness, 0), NULL));
}

/* How the figure was judged, if it was. */
static void add_judgement(struct facts *facts,
                          const struct brief *brief,
                          const struct syn_released *s,
                          struct syn_period period)
{
    const struct voice *v = &brief->voice;
    const struct syn_finding *found = syn_page_find(brief, s);
    struct syn_finding own, f;

    if (!found) { /* Looked at on its own. */
        syn_finding_assess(&own, s, brief->release, brief->catalogue, period,
                           v->arena);
        found = &own;
    }
    if (found->period.kind == period.kind &&
        found->period.index == period.index)
        add_compared(facts, brief, found);
    if (!syn_page_finding_at(&f, found, period))
        f = *found; /* A year's, which has no history. */
    add_nowcast(facts, brief, &f);
    if (!syn_word_state(f.cell.state))
        add_fact(facts, brief, "table.class", syn_finding_words(brief, &f));
    add_method(facts, brief, &f);
    if (!f.normal.known)
        return;
    add_fact(facts, brief, "table.range", syn_finding_range(brief, &f));
    if (!isnan(f.q))
        add_fact(facts, brief, "page.tests",
                 syn_tell(v, "page.q", "q", syn_word_number(v, f.q, 3), "n",
                          syn_word_count(v, (int64_t)brief->findings->n_tested),
                          NULL));
    add_coming(facts, brief, &f);
}

/* Changes of level that no one has confirmed, and how that is done. */
static void add_suggested(struct brief *brief,
                          const struct syn_released *s,
                          struct syn_period period)
{
    const struct voice *v = &brief->voice;
    const struct syn_finding found = syn_finding_in(
        brief->findings, s, brief->release, brief->catalogue, period, v->arena);
    char code[SYN_PERIOD_BYTES];

    if (!found.n_shifts)
        return;
    syn_page_add(brief, SYN_BLOCK_HEADING, 2, syn_sentence(v->lang, "shifts"));
    syn_page_add(brief, SYN_BLOCK_TEXT, 0,
                 syn_sentence(v->lang, "shifts.lead"));
    for (size_t i = 0; i < found.n_shifts; i++) {
        syn_page_add(brief, SYN_BLOCK_TEXT, 0,
                     syn_shift_sentence(brief, &found, &found.shifts[i]));
        syn_page_add(
            brief, SYN_BLOCK_CODE, 0,
            syn_arena_printf(v->arena,
                             "changes:\n  - {indicator: %s, group: %s, area: "
                             "\"%s\", from: %s, reason: ..., by: ...}",
                             s->indicator->id, s->group->item.name,
                             s->area ? s->area : "all",
                             syn_period_code(code, found.shifts[i].from)));
    }
}

/* That a sensitive indicator has no areas is no secret. */
static const char *state_key(const struct brief *brief,
                             const struct syn_released *s,
                             enum syn_state state)
{
    static const char *const keys[SYN_N_STATES] = {
        [SYN_STATE_VALUE] = "page.state.value",
        [SYN_STATE_ZERO] = "page.state.zero",
        [SYN_STATE_MISSING] = "page.state.missing",
        [SYN_STATE_NOT_YET] = "page.state.not-yet",
        [SYN_STATE_SUPPRESSED] = "page.state.suppressed",
        [SYN_STATE_NOT_APPLICABLE] = "page.state.not-applicable"};
    if (state == SYN_STATE_SUPPRESSED && s->area &&
        syn_indicator_is_sensitive(brief->catalogue, s->indicator))
        return "page.state.sensitive";
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

    syn_page_add(brief, SYN_BLOCK_HEADING, 2,
                 syn_arena_printf(v->arena, "%s: %s",
                                  syn_word_period(v, period),
                                  syn_word_cell(v, s, &cell)));
    add_fact(&facts, brief, "page.state",
             syn_tell(v, state_key(brief, s, cell.state), "k",
                      syn_word_count(v, syn_indicator_threshold(
                                            brief->catalogue, s->indicator)),
                      NULL));
    if (shown) {
        add_fact(&facts, brief, "page.count", syn_page_count(brief, &cell));
        if (s->has_of || s->has_base)
            add_fact(&facts, brief, "page.of", syn_word_count(v, cell.of));
        if (cell.exposure > 0)
            add_fact(&facts, brief, "page.exposure",
                     syn_word_number(v, cell.exposure, 1));
        add_fact(&facts, brief, "page.estimate",
                 syn_page_estimate(brief, s, &cell));
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

    syn_page_add(&brief, SYN_BLOCK_HEADING, 1,
                 series ? syn_page_name(&brief, series)
                        : syn_word_indicator(&brief.voice, indicator, group));
    syn_page_add(&brief, SYN_BLOCK_TEXT, 0, indicator->about[from->lang]);
    add_definition(&brief, indicator, series);
    add_breaks(&brief, indicator, group, area);
    if (series) {
        add_figure(&brief, series, period);
        add_suggested(&brief, series, period);
    } else
        syn_add_not_computable(&brief, indicator);
    return brief.document;
}
