/* The place beside others, as a page.  No number is computed here but a change
 * in per cent of two that are published. */
#include <samsyn/report/page.h>

#include <samsyn/base/text.h>

#include "figure.h"

/* "500 -> 571 (+14 %)".  Per cent only where both stand for enough events. */
static const char *
moved(const struct voice *v, double before, double after, double years)
{
    const double least = 50;
    double percent = 100 * (after / before - 1);
    const char *from = syn_word_number(v, before, 0);
    const char *to = syn_word_number(v, after, 0);

    if (before * years < least || after * years < least)
        return syn_arena_printf(v->arena, "%s \xe2\x86\x92 %s", from, to);
    return syn_arena_printf(v->arena, "%s \xe2\x86\x92 %s (%s%s %%)", from, to,
                            percent >= 0.5 ? "+" : "",
                            syn_word_number(v, percent, 0));
}

static const char *own_change(const struct voice *v, const struct syn_beside *b)
{
    if (!b->known)
        return syn_sentence(v->lang, "beside.few");
    return syn_tell(v, "beside.ratio", "r", syn_word_number(v, b->ratio, 3),
                    "a", syn_word_number(v, b->lower, 3), "b",
                    syn_word_number(v, b->upper, 3), NULL);
}

static const char *own_verdict(const struct voice *v,
                               const struct syn_beside *b)
{
    if (!b->known)
        return "";
    return syn_sentence(v->lang, b->lower > 1   ? "beside.more"
                                 : b->upper < 1 ? "beside.less"
                                                : "beside.alike");
}

enum { BESIDE_COLUMNS = 6 };

struct syn_document *syn_page_beside(const struct syn_beside *rows,
                                     size_t n,
                                     const struct syn_page_from *from,
                                     struct syn_arena *arena)
{
    static const char *const heads[BESIDE_COLUMNS] = {
        "beside.what",   "beside.other",  "beside.place",
        "beside.others", "beside.change", "compare.verdict"};
    const struct voice voice = {
        .lang = from->lang, .arena = arena, .catalogue = from->catalogue};
    const struct voice *v = &voice;
    struct syn_document *document = syn_document_new(from->lang, arena);
    struct syn_doc_table *table = syn_arena_alloc(arena, 1, sizeof *table);
    const char **columns =
        syn_arena_alloc(arena, BESIDE_COLUMNS, sizeof *columns);
    const char **cells =
        syn_arena_alloc(arena, n * BESIDE_COLUMNS + 1, sizeof *cells);

    if (!n) {
        syn_document_add(document, SYN_BLOCK_TEXT)->text =
            syn_sentence(v->lang, "beside.none");
        return document;
    }
    for (size_t k = 0; k < BESIDE_COLUMNS; k++)
        columns[k] = syn_sentence(v->lang, heads[k]);
    for (size_t i = 0; i < n; i++) {
        const struct syn_beside *b = &rows[i];
        const char **row = &cells[i * BESIDE_COLUMNS];
        row[0] = b->what;
        row[1] = b->area;
        row[2] = moved(v, b->place_before, b->place_after, b->years);
        row[3] = moved(v, b->area_before, b->area_after, b->years);
        row[4] = own_change(v, b);
        row[5] = own_verdict(v, b);
    }
    struct syn_block *heading = syn_document_add(document, SYN_BLOCK_HEADING);
    heading->level = 2;
    heading->text = syn_tell(v, "beside", "now", rows[0].after, "before",
                             rows[0].before, NULL);
    syn_document_add(document, SYN_BLOCK_LEAD)->text =
        syn_sentence(v->lang, "beside.lead");
    *table = (struct syn_doc_table){NULL, columns, cells, BESIDE_COLUMNS, n};
    syn_document_add(document, SYN_BLOCK_TABLE)->table = table;
    return document;
}
