#include "book.h"

#include <string.h>

#include <samsyn/base/text.h>

const char *const syn_verdict_names[] = {"SAFE", "UNPROVEN", "NARROW", "EXACT"};

int64_t syn_width_of(int64_t threshold)
{
    return threshold > 3 ? threshold - 2 : 1;
}

void syn_book_init(struct book *out,
                   const char *const *dims,
                   size_t n_dims,
                   struct syn_arena *arena)
{
    *out = (struct book){.arena = arena, .keys.arena = arena};
    syn_space_init(&out->space, dims, n_dims, arena);
}

uint32_t syn_book_cell(struct book *book, const uint32_t *node)
{
    size_t before = book->keys.n,
           at = syn_index_add(&book->keys, node,
                              book->space.n_dims * sizeof *node);

    if (at == before) {
        struct cell *cell = syn_grow(&book->cells, before, &book->cell_room,
                                     sizeof *book->cells, book->arena);
        *cell =
            (struct cell){.node = book->keys.keys[at].bytes, .high = NO_HIGH};
    }
    return (uint32_t)at;
}

void syn_book_bound(struct book *book, uint32_t cell, int64_t low, int64_t high)
{
    struct cell *c = &book->cells[cell];

    if (low > c->low)
        c->low = low;
    if (high < c->high)
        c->high = high;
}

void syn_book_relate(struct book *book,
                     const char *what,
                     const uint32_t *at,
                     const int64_t *by,
                     size_t n,
                     int64_t low,
                     int64_t high)
{
    uint32_t *cells = syn_arena_alloc(book->arena, n, sizeof *cells);
    int64_t *factors = syn_arena_alloc(book->arena, n, sizeof *factors);
    struct relation *r =
        syn_grow(&book->relations, book->n_relations, &book->relation_room,
                 sizeof *book->relations, book->arena);

    memcpy(cells, at, n * sizeof *cells);
    memcpy(factors, by, n * sizeof *factors);
    *r = (struct relation){what, n, cells, factors, low, high};
    book->n_relations++;
}

void syn_book_crown(struct book *book,
                    const uint32_t *at,
                    size_t n,
                    int64_t value)
{
    uint32_t *cells = syn_arena_alloc(book->arena, n, sizeof *cells);
    struct maximum *m =
        syn_grow(&book->maxima, book->n_maxima, &book->maximum_room,
                 sizeof *book->maxima, book->arena);

    memcpy(cells, at, n * sizeof *cells);
    for (size_t i = 0; i < n; i++)
        syn_book_bound(book, at[i], 0, value);
    *m = (struct maximum){n, cells, value};
    book->n_maxima++;
}

/* Whether nothing but the total of a dimension was ever named. */
static bool is_idle(const struct dimension *dim)
{
    return dim->names.n == 1 && dim->names.keys[0].n == 1 &&
           *(const char *)dim->names.keys[0].bytes == 'T';
}

const char *syn_book_short(const struct book *book, uint32_t cell)
{
    struct syn_text text = {.arena = book->arena};

    for (size_t i = 0; i < book->space.n_dims; i++) {
        if (is_idle(&book->space.dims[i]))
            continue;
        syn_text_add(&text, text.n ? "/" : "");
        syn_text_add(
            &text, syn_space_name(&book->space, i, book->cells[cell].node[i]));
    }
    return text.at ? text.at : "T";
}

const char *syn_book_long(const struct book *book, uint32_t cell)
{
    struct syn_text text = {.arena = book->arena};

    for (size_t i = 0; i < book->space.n_dims; i++)
        if (!is_idle(&book->space.dims[i]))
            syn_text_addf(
                &text, "%s%s=%s", text.n ? ";" : "", book->space.dims[i].name,
                syn_space_name(&book->space, i, book->cells[cell].node[i]));
    return text.at ? text.at : "-";
}
