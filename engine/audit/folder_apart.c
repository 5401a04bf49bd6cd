/* Areas of two folders that are called the same and are made of other codes:
 * one is called otherwise, or they would be taken for one. */
#include "folder.h"

#include <string.h>

/* A name in dimension DIM of a manifest, and what it is made of. */
struct made_of {
    const char *dim, *name;
    const json_t *codes;
};

/* The nodes of dimension DIM of FROM, if they are made of codes; or NULL. */
static json_t *nodes_of(const struct source_folder *from, const char *dim)
{
    size_t i;
    json_t *known;

    json_array_foreach(from->dims, i, known)
    {
        const char *name = json_string_value(json_object_get(known, "name"));
        if (name && strcmp(name, dim) == 0 &&
            json_is_true(json_object_get(known, "codes")))
            return json_object_get(known, "nodes");
    }
    return NULL;
}

/* Whether it is made of whatever there is. */
static bool is_everything(const json_t *codes)
{
    for (size_t i = 0; i < json_array_size(codes); i++) {
        const char *code = json_string_value(json_array_get(codes, i));
        if (code && strcmp(code, "unknown") == 0)
            return true;
    }
    return false;
}

/* What to call THIS: as it is, or after the first folder in which it was made
 * of the same, if an earlier one had something else of that name. */
static const char *name_for(struct folder_audit *a, const struct made_of *this)
{
    const struct source_folder *last = NULL;
    size_t n = 0;

    for (size_t i = 0; i < a->n_files; i++) {
        const struct source_folder *from = a->files[i].from;
        const json_t *codes =
            json_object_get(nodes_of(from, this->dim), this->name);
        if (from == last || !codes)
            continue;
        last = from;
        if (json_equal(codes, this->codes))
            return n ? syn_arena_printf(a->arena, "%s (%zu)", this->name,
                                        from->order + 1)
                     : this->name;
        n++;
    }
    return this->name;
}

/* Numbers of texts in the pool. */
struct renamed {
    uint32_t *old, *new;
    size_t n;
};

static void rename_in(struct sheet *sheet,
                      const char *dim,
                      const struct renamed *names,
                      struct syn_arena *arena)
{
    size_t column = syn_sheet_column(sheet, dim), n = sheet->n_columns;

    if (column == SIZE_MAX || !sheet->n_rows)
        return;
    uint32_t *cells =
        syn_arena_alloc(arena, sheet->n_rows * n, sizeof *sheet->cell);
    memcpy(cells, sheet->cell, sheet->n_rows * n * sizeof *cells);
    for (size_t i = column; i < sheet->n_rows * n; i += n)
        for (size_t k = 0; k < names->n; k++)
            if (sheet->cell[i] == names->old[k])
                cells[i] = names->new[k];
    sheet->cell = cells;
}

static void note_name(struct folder_audit *a,
                      const char *old,
                      const char *new,
                      struct renamed *names)
{
    names->old[names->n] = (uint32_t)syn_index_add(&a->pool, old, strlen(old));
    names->new[names->n++] =
        (uint32_t)syn_index_add(&a->pool, new, strlen(new));
}

static void tell_dimension(struct folder_audit *a,
                           const struct source_folder *from,
                           const char *dim)
{
    json_t *nodes = nodes_of(from, dim), *called = json_object(), *codes;
    size_t n = json_object_size(nodes);
    struct renamed names = {
        .old = syn_arena_alloc(a->arena, n, sizeof *names.old),
        .new = syn_arena_alloc(a->arena, n, sizeof *names.new)};
    const char *name;

    json_object_foreach(nodes, name, codes)
    {
        const struct made_of this = {dim, name, codes};
        const char *new = is_everything(codes) ? name : name_for(a, &this);
        if (new != name)
            note_name(a, name, new, &names);
        json_object_set(called, new, codes);
    }
    json_object_clear(nodes);
    json_object_update(nodes, called);
    json_decref(called);
    for (size_t i = 0; names.n && i < a->n_files; i++)
        for (size_t k = 0;
             a->files[i].from == from && k < a->files[i].doc.n_tables; k++)
            rename_in(&a->files[i].doc.tables[k], dim, &names, a->arena);
}

/* From the last folder to the first: those before are as they were. */
void syn_folder_tell_apart(struct folder_audit *a)
{
    size_t k;
    json_t *dim;

    for (size_t i = a->n_files; i-- > 0;) {
        const struct source_folder *from = a->files[i].from;
        if (i && a->files[i - 1].from == from)
            continue;
        json_array_foreach(from->dims, k, dim)
        {
            const char *name = json_string_value(json_object_get(dim, "name"));
            if (name)
                tell_dimension(a, from, name);
        }
    }
}
