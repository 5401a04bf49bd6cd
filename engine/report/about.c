/* What a reader must know about the numbers, and the table of the agreement
 * period against the one before. */
#include "parts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include <samsyn/base/text.h>

enum { MOST_NOTES = 12, COMPARED = 5 };

struct notes {
    struct syn_doc_item *items;
    size_t n;
};

static void add_note(struct notes *notes, const char *text)
{
    if (text && *text && notes->n < MOST_NOTES)
        notes->items[notes->n++] = (struct syn_doc_item){.text = text};
}

/* Adds TEXT behind what is in LINE already. */
static void join(struct syn_text *line, const char *text)
{
    if (line->n)
        syn_text_add(line, "  ");
    syn_text_add(line, text);
}

static bool any_police(const struct brief *brief)
{
    for (size_t i = 0; i < brief->findings->n; i++)
        if (brief->findings->at[i].indicator->police_driven)
            return true;
    return false;
}

static bool any_provisional(const struct brief *brief)
{
    for (size_t i = 0; i < brief->findings->n; i++)
        if (brief->findings->at[i].cell.provisional)
            return true;
    return false;
}

/* ", and below 10 of violence in close relations": what has a threshold of its
 * own. */
static const char *sensitive_note(const struct brief *brief)
{
    const struct voice *v = &brief->voice;
    const struct syn_items *items =
        &brief->catalogue->project.disclosure.sensitive;
    const struct syn_sensitive *s = items->at;
    struct syn_text line = {.arena = v->arena};

    for (size_t i = 0; i < items->n; i++) {
        const struct syn_indicator *indicator =
            syn_catalogue_indicator(brief->catalogue, s[i].of);
        const char *name =
            indicator
                ? indicator->title[v->lang]
                : syn_sentence(v->lang,
                               syn_arena_printf(v->arena, "focus.%s", s[i].of));
        join(&line, syn_tell(v, "note.sensitive", "what", name, "k",
                             syn_word_count(v, s[i].threshold), NULL));
    }
    return line.at;
}

/* Which protection was applied. */
static const char *protection_note(const struct brief *brief)
{
    const struct voice *v = &brief->voice;
    struct syn_protection p = syn_release_protection(brief->release);
    struct syn_text line = {.arena = v->arena};

    if (p.internal)
        return syn_tell(v, "note.internal", NULL);
    join(&line,
         syn_tell(v, "note.protection", "k", syn_word_count(v, p.threshold),
                  "n", syn_word_count(v, (int64_t)p.suppressed), "all",
                  syn_word_count(v, (int64_t)(p.suppressed + p.shown)), NULL));
    if (sensitive_note(brief))
        join(&line, sensitive_note(brief));
    return line.at;
}

/* What the signs beside figures mean: only those that are there, in a line. */
static const char *signs(const struct brief *brief)
{
    const struct voice *v = &brief->voice;
    struct syn_text line = {.arena = v->arena};

    if (any_provisional(brief))
        join(&line, syn_tell(v, "note.provisional", NULL));
    if (any_police(brief))
        join(&line, syn_tell(v, "note.police", NULL));
    join(&line, syn_tell(v, "note.symbols", NULL));
    return line.at;
}

void syn_add_notes(struct brief *brief)
{
    const struct voice *v = &brief->voice;
    const char *own = brief->catalogue->project.note;
    struct notes notes = {
        .items = syn_arena_alloc(v->arena, MOST_NOTES, sizeof *notes.items)};

    add_note(&notes, signs(brief));
    add_note(&notes, protection_note(brief));
    if (syn_release_protection(brief->release).pending)
        add_note(&notes, syn_tell(v, "note.pending", NULL));
    add_note(&notes,
             syn_arena_printf(v->arena, "%s%s%s", syn_source_line(brief, NULL),
                              own ? " " : "", own ? own : ""));
    struct syn_block *block =
        syn_document_add(brief->document, SYN_BLOCK_NOTES);
    block->items = notes.items;
    block->n_items = notes.n;
}

void syn_add_chance(struct brief *brief)
{
    const struct voice *v = &brief->voice;
    struct syn_doc_item *item = syn_arena_alloc(v->arena, 1, sizeof *item);

    if (brief->findings->by_chance < 0.5) /* "About 0" says nothing. */
        return;
    item->text =
        syn_tell(v, "note.chance", "b",
                 syn_word_count(v, (int64_t)brief->findings->n_tested), "x",
                 syn_word_number(v, brief->findings->by_chance, 0), NULL);
    struct syn_block *block =
        syn_document_add(brief->document, SYN_BLOCK_NOTES);
    block->items = item;
    block->n_items = 1;
}

/* --- changes of level -------------------------------------------------- */

/* A heading, what is to be known of it (KEY.lead), and a list. */
static void add_list(struct brief *brief,
                     const char *key,
                     struct syn_doc_item *items,
                     size_t n)
{
    const struct voice *v = &brief->voice;
    struct syn_block *heading =
        syn_document_add(brief->document, SYN_BLOCK_HEADING);

    heading->level = 2;
    heading->text = syn_sentence(v->lang, key);
    syn_document_add(brief->document, SYN_BLOCK_LEAD)->text =
        syn_sentence(v->lang, syn_arena_printf(v->arena, "%s.lead", key));
    struct syn_block *block =
        syn_document_add(brief->document, SYN_BLOCK_NOTES);
    block->items = items;
    block->n_items = n;
}

/* TEXT of F, with its name in front. */
static struct syn_doc_item named_item(const struct brief *brief,
                                      const struct syn_finding *f,
                                      const char *text)
{
    const struct voice *v = &brief->voice;

    return (struct syn_doc_item){
        .strong = syn_arena_printf(
            v->arena,
            "%s:", syn_word_indicator(v, f->indicator, f->series->group)),
        .text = text};
}

void syn_add_nowcasts(struct brief *brief)
{
    const struct syn_findings *all = brief->findings;
    struct syn_doc_item *items =
        syn_arena_alloc(brief->voice.arena, all->n, sizeof *items);
    size_t n = 0;

    for (size_t i = 0; i < all->n; i++) {
        const char *text = syn_nowcast_sentence(brief, &all->at[i]);
        if (text)
            items[n++] = named_item(brief, &all->at[i], text);
    }
    if (n)
        add_list(brief, "nowcasts", items, n);
}

void syn_add_shifts(struct brief *brief)
{
    const struct syn_findings *all = brief->findings;
    size_t n = 0;

    for (size_t i = 0; i < all->n; i++)
        n += all->at[i].n_shifts;
    if (!n)
        return;
    struct syn_doc_item *items =
        syn_arena_alloc(brief->voice.arena, n, sizeof *items);
    n = 0;
    for (size_t i = 0; i < all->n; i++)
        for (size_t k = 0; k < all->at[i].n_shifts; k++)
            items[n++] = named_item(
                brief, &all->at[i],
                syn_shift_sentence(brief, &all->at[i], &all->at[i].shifts[k]));
    add_list(brief, "shifts", items, n);
}

/* --- before and after -------------------------------------------------- */

static double a_year(int64_t n,
                     double exposure,
                     const struct syn_comparison *c,
                     const struct syn_indicator *indicator)
{
    double per = c->per_head ? indicator->per : 1;
    return exposure > 0 ? (double)n / exposure * per : NAN;
}

/* "12 prosent faerre (fra 24 faerre til 2 flere)". Per cent only where both
 * counts are large enough to bear it. */
static const char *change(const struct brief *brief,
                          const struct syn_comparison *c)
{
    const struct voice *v = &brief->voice;
    const int64_t least = 50;

    if (c->before < least || c->after < least)
        return syn_tell(v, "change.few", "a", syn_word_count(v, c->before), "b",
                        syn_word_count(v, c->after), NULL);
    const double part[3] = {c->ratio, c->lower, c->upper};
    const char *said[3];
    for (int i = 0; i < 3; i++) {
        double percent = 100 * (part[i] - 1);
        said[i] = syn_arena_printf(v->arena, "%s%s", percent >= 0.5 ? "+" : "",
                                   syn_word_number(v, percent, 0));
    }
    return syn_tell(v, "change.percent", "d", said[0], "a", said[1], "b",
                    said[2], NULL);
}

/* Whether the interval leaves no change out; if not, never without what would
 * have been seen. */
static const char *verdict(const struct brief *brief,
                           const struct syn_finding *f)
{
    const struct syn_comparison *c = &f->comparison;
    const char *limits = syn_comparison_limits(brief, f);

    if (c->lower > 1 || c->upper < 1)
        return syn_sentence(brief->voice.lang,
                            c->lower > 1 ? "change.more" : "change.fewer");
    if (!limits)
        return syn_sentence(brief->voice.lang, "change.none.blind");
    return syn_tell(&brief->voice, "change.none", "limits", limits, NULL);
}

static void fill_compared(const char **cells,
                          const struct brief *brief,
                          const struct syn_finding *f)
{
    const struct voice *v = &brief->voice;
    const struct syn_comparison *c = &f->comparison;
    double before = a_year(c->before, c->exposure_before, c, f->indicator);
    double after = a_year(c->after, c->exposure_after, c, f->indicator);

    cells[0] = syn_word_indicator(v, f->indicator, f->series->group);
    cells[1] = syn_word_number(v, before, c->per_head ? 1 : 0);
    cells[2] = syn_arena_printf(v->arena, "%s%s",
                                syn_word_number(v, after, c->per_head ? 1 : 0),
                                c->provisional ? "*" : "");
    cells[3] = change(brief, c);
    cells[4] = verdict(brief, f);
    if (c->per_head)
        cells[0] = syn_tell(v, "compare.per", "ind", cells[0], "per",
                            syn_word_count(v, f->indicator->per), NULL);
}

static const char *
window(const struct brief *brief, struct syn_period from, struct syn_period to)
{
    const struct voice *v = &brief->voice;
    int a = syn_period_year(from), b = syn_period_year(to);

    if (from.index == to.index)
        return syn_word_period_short(v, from);
    if (from.index % 4 == 0 && to.index % 4 == 3)
        return a == b ? syn_arena_printf(v->arena, "%d", a)
                      : syn_arena_printf(v->arena, "%d\xe2\x80\x93%d", a, b);
    return syn_tell(v, "compare.window", "from", syn_word_period_short(v, from),
                    "to", syn_word_period_short(v, to), NULL);
}

void syn_add_comparison(struct brief *brief)
{
    const struct voice *v = &brief->voice;
    const struct syn_findings *f = brief->findings;
    const char **cells =
        syn_arena_alloc(v->arena, f->n * COMPARED, sizeof *cells);
    const char **columns = syn_arena_alloc(v->arena, COMPARED, sizeof *columns);
    const struct syn_comparison *any = NULL;
    size_t n = 0;

    for (size_t i = 0; i < f->n; i++) {
        if (!f->at[i].comparison.known)
            continue;
        any = &f->at[i].comparison;
        fill_compared(cells + n++ * COMPARED, brief, &f->at[i]);
    }
    if (!n)
        return;
    columns[0] = syn_sentence(v->lang, "table.indicator");
    columns[1] = window(brief, any->before_from, any->before_to);
    columns[2] = window(brief, any->from, any->to);
    columns[3] = syn_sentence(v->lang, "compare.change");
    columns[4] = syn_sentence(v->lang, "compare.verdict");
    struct syn_block *heading =
        syn_document_add(brief->document, SYN_BLOCK_HEADING);
    heading->level = 2;
    heading->text =
        syn_tell(v, "compare", "now", columns[2], "before", columns[1], NULL);
    syn_document_add(brief->document, SYN_BLOCK_LEAD)->text =
        syn_sentence(v->lang, "compare.lead");
    struct syn_doc_table *table = syn_arena_alloc(v->arena, 1, sizeof *table);
    *table = (struct syn_doc_table){NULL, columns, cells, COMPARED, n};
    syn_document_add(brief->document, SYN_BLOCK_TABLE)->table = table;
}

/* --- what could not be computed ---------------------------------------- */

static const char *reason(const struct brief *brief,
                          const struct syn_not_computable *n)
{
    static const char *const keys[SYN_N_OBSTACLES] = {
        "obstacle.extract",    "obstacle.column",     "obstacle.key",
        "obstacle.age",        "obstacle.bands",      "obstacle.link",
        "obstacle.negative",   "obstacle.history",    "obstacle.key-change",
        "obstacle.key-scheme", "obstacle.age-filter", "obstacle.population",
        "obstacle.tag",        "obstacle.geography"};
    return syn_tell(&brief->voice, keys[n->obstacle], "detail", n->detail,
                    NULL);
}

/* Whether the project has no extract for a built-in indicator of a row. */
static bool is_uncollected(const struct syn_not_computable *n)
{
    return n->obstacle == SYN_NO_EXTRACT && n->indicator->builtin;
}

/* One line on what the project does not collect: which sources, and how many
 * built-in indicators ask for them.  NULL if there is none. */
static const char *uncollected(const struct brief *brief,
                               const struct syn_not_computable *list,
                               size_t n)
{
    const struct voice *v = &brief->voice;
    const char *names = "";
    int count = 0;

    for (size_t i = 0; i < n; i++) {
        size_t k = 0;
        if (!is_uncollected(&list[i]))
            continue;
        count += !list[i].indicator->no_row;
        while (!is_uncollected(&list[k]) ||
               strcmp(list[k].detail, list[i].detail) != 0)
            k++;
        if (k == i)
            names = syn_arena_printf(v->arena, "%s%s%s", names,
                                     *names ? ", " : "", list[i].detail);
    }
    return count ? syn_tell(v, "obstacles.uncollected", "n",
                            syn_arena_printf(v->arena, "%d", count), "what",
                            names, NULL)
                 : NULL;
}

void syn_add_not_computable(struct brief *brief,
                            const struct syn_indicator *only)
{
    const struct voice *v = &brief->voice;
    size_t n, said = 0;
    const struct syn_not_computable *list =
        syn_release_not_computable(brief->release, &n);
    struct syn_doc_item *items =
        syn_arena_alloc(v->arena, n + 1, sizeof *items);
    const char *rest = only ? NULL : uncollected(brief, list, n);

    for (size_t i = 0; i < n; i++) {
        if (only ? list[i].indicator != only : is_uncollected(&list[i]))
            continue; /* All these in one line, below. */
        items[said++] = (struct syn_doc_item){
            .text = syn_arena_printf(
                v->arena, "%s: %s",
                list[i].group
                    ? syn_word_indicator(v, list[i].indicator, list[i].group)
                    : list[i].indicator->title[v->lang],
                reason(brief, &list[i]))};
    }
    if (rest)
        items[said++] = (struct syn_doc_item){.text = rest};
    if (!said)
        return;
    struct syn_block *heading =
        syn_document_add(brief->document, SYN_BLOCK_HEADING);
    heading->level = 2;
    heading->text = syn_sentence(v->lang, "obstacles");
    struct syn_block *block =
        syn_document_add(brief->document, SYN_BLOCK_NOTES);
    block->items = items;
    block->n_items = said;
}
