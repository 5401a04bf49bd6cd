#include <samsyn/report/compose.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <samsyn/base/text.h>
#include <samsyn/plots/theme.h>

#include "parts.h"

/* Rows of a focus area on the first page, if all of them do not fit there. */
enum { MOST_TOLD = 4, ROWS_FIRST = 2, ROWS_FIT = 14 };

/* --- what comes first -------------------------------------------------- */

/* Clear and unfavourable, clear and favourable, other clear, signs, normal,
 * too few, not assessed, not comparable. */
static int rank_of(const struct syn_finding *f)
{
    switch (f->class) {
    case SYN_CLASS_CLEAR:
        return f->unfavourable ? 0 : f->favourable ? 1 : 2;
    case SYN_CLASS_SIGN:
        return f->unfavourable ? 3 : f->favourable ? 4 : 5;
    case SYN_CLASS_NORMAL:
        return 6;
    case SYN_CLASS_FEW:
        return 7;
    case SYN_CLASS_UNASSESSED:
        return 8;
    default:
        return 9;
    }
}

/* Ties keep the order of the focus areas. */
static int by_rank(const void *a, const void *b)
{
    const struct syn_finding *x = *(const struct syn_finding *const *)a;
    const struct syn_finding *y = *(const struct syn_finding *const *)b;
    int difference = rank_of(x) - rank_of(y);

    return difference ? difference : (x > y) - (x < y);
}

static void rank(struct brief *brief)
{
    const struct syn_findings *f = brief->findings;

    brief->ranked =
        syn_arena_alloc(brief->voice.arena, f->n, sizeof *brief->ranked);
    brief->n_ranked = f->n;
    for (size_t i = 0; i < f->n; i++)
        brief->ranked[i] = &f->at[i];
    if (f->n)
        qsort(brief->ranked, f->n, sizeof *brief->ranked, by_rank);
}

static size_t count_class(const struct brief *brief, enum syn_class class)
{
    size_t n = 0;
    for (size_t i = 0; i < brief->findings->n; i++)
        n += brief->findings->at[i].class == class;
    return n;
}

/* --- the top of the page ----------------------------------------------- */

/* The strongest finding, and the next if it is clear: two that go the same way
 * share their words. */
static const char *headline(const struct brief *brief)
{
    const struct voice *v = &brief->voice;
    const struct syn_finding *told[2] = {NULL, NULL};
    size_t n = 0;

    for (size_t i = 0; i < brief->n_ranked && n < 2; i++) {
        const struct syn_finding *f = brief->ranked[i];
        if (f->class != SYN_CLASS_CLEAR && (f->class != SYN_CLASS_SIGN || n))
            break;
        told[n++] = f;
    }
    if (!n)
        return syn_tell(v,
                        count_class(brief, SYN_CLASS_NORMAL) ? "headline.none"
                                                             : "headline.few",
                        "per", syn_word_period(v, brief->findings->period),
                        NULL);
    bool up = told[0]->direction > 0, both = n == 2;
    const char *a = told[0]->indicator->title[v->lang];
    const char *b = both ? told[1]->indicator->title[v->lang] : NULL;
    if (both && told[0]->direction == told[1]->direction)
        return syn_tell(v, up ? "headline.both.up" : "headline.both.down", "a",
                        a, "b", syn_word_inside(v, b), NULL);
    const char *first =
        syn_tell(v, up ? "headline.up" : "headline.down", "ind", a, NULL);
    if (!both)
        return first;
    return syn_tell(v, "headline.two", "a", first, "b",
                    syn_tell(v, up ? "headline.down" : "headline.up", "ind",
                             syn_word_inside(v, b), NULL),
                    NULL);
}

static bool any_provisional(const struct brief *brief)
{
    for (size_t i = 0; i < brief->findings->n; i++)
        if (brief->findings->at[i].cell.provisional &&
            !syn_word_state(brief->findings->at[i].cell.state))
            return true;
    return false;
}

static const char *number(const struct brief *brief, size_t n)
{
    return syn_word_count(&brief->voice, (int64_t)n);
}

/* Adds the sentence KEY for N, in singular or plural; nothing for none. */
static void add_count(struct syn_text *text,
                      const struct brief *brief,
                      const char *key,
                      size_t n)
{
    const struct voice *v = &brief->voice;

    if (n)
        syn_text_addf(text, " %s",
                      syn_tell(v,
                               syn_arena_printf(v->arena, "%s.%s", key,
                                                n == 1 ? "one" : "many"),
                               "n", number(brief, n), NULL));
}

static const char *summary(const struct brief *brief)
{
    const struct voice *v = &brief->voice;
    size_t clear = count_class(brief, SYN_CLASS_CLEAR);
    size_t sign = count_class(brief, SYN_CLASS_SIGN);
    size_t normal = count_class(brief, SYN_CLASS_NORMAL);
    struct syn_text text = {.arena = v->arena};

    if (normal + sign + clear)
        syn_text_add(&text,
                     syn_tell(v, "lead.normal", "a", number(brief, normal), "b",
                              number(brief, normal + sign + clear), NULL));
    else
        syn_text_add(&text, syn_tell(v, "lead.none", NULL));
    add_count(&text, brief, "lead.clear", clear);
    add_count(&text, brief, "lead.sign", sign);
    if (normal + sign + clear) {
        add_count(&text, brief, "lead.few", count_class(brief, SYN_CLASS_FEW));
        add_count(&text, brief, "lead.unassessed",
                  count_class(brief, SYN_CLASS_UNASSESSED));
    }
    if (any_provisional(brief))
        syn_text_addf(&text, " %s",
                      syn_tell(v, "lead.provisional", "per",
                               syn_word_period(v, brief->findings->period),
                               NULL));
    return text.at;
}

/* At most four: what changed, most certain first; then one that did not, so
 * that a quiet quarter reads as one; then one that cannot be judged. */
static size_t choose(const struct syn_finding *told[MOST_TOLD],
                     const struct brief *brief)
{
    size_t n = 0;
    bool normal = false, few = false;

    for (size_t i = 0; i < brief->n_ranked && n < MOST_TOLD; i++) {
        const struct syn_finding *f = brief->ranked[i];
        bool changed =
            f->class == SYN_CLASS_CLEAR || f->class == SYN_CLASS_SIGN;
        if (changed && n < MOST_TOLD)
            told[n++] = f;
        else if (f->class == SYN_CLASS_NORMAL && !normal) {
            normal = true;
            told[n++] = f;
        } else if (f->class == SYN_CLASS_FEW && !few &&
                   !syn_word_state(f->cell.state)) {
            few = true;
            told[n++] = f;
        }
    }
    /* A favourable change belongs among the four if there is one. */
    bool favourable = false;
    for (size_t i = 0; i < n; i++)
        favourable |= told[i]->favourable;
    for (size_t i = 0; i < brief->n_ranked && !favourable && n == MOST_TOLD;
         i++)
        if (brief->ranked[i]->favourable) {
            told[n - 1] = brief->ranked[i];
            favourable = true;
        }
    return n;
}

static void add_box(struct brief *brief)
{
    const struct voice *v = &brief->voice;
    const struct syn_finding *told[MOST_TOLD];
    size_t n = choose(told, brief);
    struct syn_doc_item *items = syn_arena_alloc(v->arena, n, sizeof *items);

    if (!n)
        return;
    for (size_t i = 0; i < n; i++)
        items[i] = (struct syn_doc_item){
            .marked = true,
            .shape = syn_finding_shape(told[i]->class, told[i]->direction),
            .colour = syn_finding_colour(told[i]),
            .strong =
                syn_arena_printf(v->arena, "%s:",
                                 syn_word_indicator(v, told[i]->indicator,
                                                    told[i]->series->group)),
            .text = syn_finding_sentence(brief, told[i])};
    struct syn_block *box = syn_document_add(brief->document, SYN_BLOCK_BOX);
    box->text = syn_sentence(v->lang, "box");
    box->items = items;
    box->n_items = n;
}

/* --- under the table --------------------------------------------------- */

static struct syn_doc_item
key_item(enum syn_shape shape, unsigned colour, const char *text)
{
    return (struct syn_doc_item){
        .marked = true, .shape = shape, .colour = colour, .text = text};
}

static void add_key(struct brief *brief)
{
    enum syn_lang lang = brief->voice.lang;
    const struct syn_doc_item items[] = {
        key_item(SYN_SHAPE_UP, SYN_THEME_INK, NULL),
        key_item(SYN_SHAPE_DOWN, SYN_THEME_INK,
                 syn_sentence(lang, "key.clear")),
        key_item(SYN_SHAPE_UP_OPEN, SYN_THEME_INK, NULL),
        key_item(SYN_SHAPE_DOWN_OPEN, SYN_THEME_INK,
                 syn_sentence(lang, "key.sign")),
        key_item(SYN_SHAPE_DOT, SYN_THEME_COMMON,
                 syn_sentence(lang, "key.normal")),
        key_item(SYN_SHAPE_RING, SYN_THEME_COMMON,
                 syn_sentence(lang, "key.few")),
    };
    /* These are seldom needed, and the line is full. */
    const struct syn_doc_item unassessed = key_item(
        SYN_SHAPE_DASH, SYN_THEME_COMMON, syn_sentence(lang, "key.unassessed"));
    const struct syn_doc_item incomparable =
        key_item(SYN_SHAPE_BREAK, SYN_THEME_COMMON,
                 syn_sentence(lang, "key.incomparable"));
    size_t n = sizeof items / sizeof *items;
    struct syn_doc_item *copy =
        syn_arena_alloc(brief->voice.arena, n + 2, sizeof *copy);
    struct syn_block *key = syn_document_add(brief->document, SYN_BLOCK_KEY);

    memcpy(copy, items, sizeof items);
    if (count_class(brief, SYN_CLASS_UNASSESSED))
        copy[n++] = unassessed;
    if (count_class(brief, SYN_CLASS_INCOMPARABLE))
        copy[n++] = incomparable;
    key->text = syn_sentence(lang, "key");
    key->items = copy;
    key->n_items = n;
}

static void add_heading(struct brief *brief, int level, const char *text)
{
    struct syn_block *heading =
        syn_document_add(brief->document, SYN_BLOCK_HEADING);
    heading->level = level;
    heading->text = text;
}

static void
add_text(struct brief *brief, enum syn_block_kind kind, const char *text)
{
    syn_document_add(brief->document, kind)->text = text;
}

/* --- the whole --------------------------------------------------------- */

static struct syn_document *new_document(const struct brief *brief)
{
    const struct voice *v = &brief->voice;
    const struct syn_project *project = &brief->catalogue->project;
    struct syn_document *d = syn_document_new(v->lang, v->arena);
    char day[SYN_DAY_BYTES];

    d->period = syn_word_period(v, brief->findings->period);
    d->council = project->council;
    d->title = syn_arena_printf(v->arena, "%s: %s", d->council, d->period);
    d->page_of = syn_sentence(v->lang, "page");
    d->table_summary = syn_sentence(v->lang, "figure.table");
    d->skip_link = syn_sentence(v->lang, "skip");
    d->date = syn_arena_strdup(
        v->arena,
        syn_day_code(day, syn_period_last_day(brief->findings->period)));
    if (syn_release_protection(brief->release).internal)
        d->banner = syn_sentence(v->lang, "banner.internal");
    return d;
}

static enum syn_status add_first_page(struct brief *brief)
{
    enum syn_lang lang = brief->voice.lang;

    add_heading(brief, 1, headline(brief));
    add_text(brief, SYN_BLOCK_LEAD, summary(brief));
    add_box(brief);
    add_heading(brief, 2, syn_sentence(lang, "status"));
    add_text(brief, SYN_BLOCK_LEAD, syn_sentence(lang, "status.lead"));
    enum syn_status status = syn_add_status(
        brief, brief->findings->n > ROWS_FIT ? ROWS_FIRST : SIZE_MAX);
    add_key(brief);
    syn_add_notes(brief);
    return status;
}

enum syn_status syn_briefing_compose(struct syn_briefing *out,
                                     const struct syn_release *release,
                                     const struct syn_findings *findings,
                                     const struct syn_catalogue *catalogue,
                                     enum syn_lang lang,
                                     struct syn_arena *arena,
                                     struct syn_diag *diag)
{
    struct brief brief = {
        .voice = {.lang = lang, .arena = arena, .catalogue = catalogue},
        .release = release,
        .findings = findings,
        .catalogue = catalogue,
        .diag = diag};

    *out = (struct syn_briefing){0};
    brief.document = out->document = new_document(&brief);
    rank(&brief);
    enum syn_status status = add_first_page(&brief);
    if (status)
        return status;
    status = syn_add_figures(out, &brief);
    syn_add_comparison(&brief);
    if (!status && findings->n > ROWS_FIT) {
        add_text(&brief, SYN_BLOCK_PAGE, NULL);
        add_heading(&brief, 2, syn_sentence(lang, "status.all"));
        status = syn_add_status(&brief, SIZE_MAX);
    }
    syn_add_nowcasts(&brief);
    syn_add_shifts(&brief);
    syn_add_chance(&brief);
    syn_add_not_computable(&brief, NULL);
    return status;
}
