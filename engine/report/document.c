#include <samsyn/report/document.h>

#include <string.h>

#include <samsyn/report/driver.h>

struct syn_document *syn_document_new(enum syn_lang lang,
                                      struct syn_arena *arena)
{
    struct syn_document *document = syn_arena_alloc(arena, 1, sizeof *document);

    document->lang = lang;
    document->arena = arena;
    document->last = &document->first;
    return document;
}

struct syn_block *syn_document_add(struct syn_document *document,
                                   enum syn_block_kind kind)
{
    struct syn_block *block =
        syn_arena_alloc(document->arena, 1, sizeof *block);

    block->kind = kind;
    *document->last = block;
    document->last = &block->next;
    return block;
}

/* Whether CELL has a letter: ASCII, or of Latin-1 and beyond as UTF-8 has
 * them.  Dashes, minus signs and hard spaces have lead bytes of their own. */
static bool has_letter(const char *cell)
{
    for (; *cell; cell++) {
        unsigned char c = (unsigned char)*cell;
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
            (c >= 0xc3 && c <= 0xdf))
            return true;
    }
    return false;
}

bool syn_doc_table_numeric(const struct syn_doc_table *table, size_t column)
{
    if (column == 0)
        return false;
    for (size_t row = 0; row < table->n_rows; row++) {
        const char *cell = table->cells[row * table->n_columns + column];
        if (cell && has_letter(cell))
            return false;
    }
    return true;
}

const struct syn_driver *syn_driver_find(const char *name)
{
    for (size_t i = 0; i < syn_n_drivers; i++)
        if (strcmp(syn_drivers[i]->name, name) == 0)
            return syn_drivers[i];
    return NULL;
}
