#include <samsyn/extract/extract.h>

#include <string.h>

#include <samsyn/base/text.h>

#include "bind.h"
#include "cells.h"

const char *const syn_event_value_names[SYN_N_EVENT_VALUES] = {
    "reported", "occurred", "hour",       "age",   "age_to",
    "area",     "case_key", "person_key", "weight"};

enum { MOST_COLUMNS = 128 };

static void add_name(const char **names, size_t *n, const char *name)
{
    for (size_t i = 0; i < *n; i++)
        if (strcmp(names[i], name) == 0)
            return;
    if (*n < MOST_COLUMNS)
        names[(*n)++] = name;
}

const char *
syn_member_name(const char *set, const char *member, struct syn_arena *arena)
{
    return syn_arena_printf(arena, "%s_%s", set, member);
}

static void add_members(struct syn_layout *layout,
                        const char *set,
                        const char *const *members,
                        struct syn_arena *arena)
{
    for (; members && *members; members++) {
        size_t before = layout->n_categories;
        add_name(layout->categories, &layout->n_categories,
                 syn_member_name(set, *members, arena));
        for (size_t i = before; i < layout->n_categories; i++)
            layout->is_flag[i] = true;
    }
}

static void add_column(struct syn_layout *layout,
                       const char *name,
                       enum syn_column_kind kind,
                       const char *const *members,
                       struct syn_arena *arena)
{
    if (kind == SYN_COL_CATEGORY)
        add_name(layout->categories, &layout->n_categories, name);
    else if (kind == SYN_COL_SET)
        add_members(layout, name, members, arena);
    else if (syn_column_is_extra(kind) && layout->n_extras < SYN_EXTRAS)
        add_name(layout->extras, &layout->n_extras, name);
}

const char *const *syn_set_members(const struct syn_source *source,
                                   const struct syn_contract_column *column,
                                   struct syn_arena *arena)
{
    const struct syn_source_column *known =
        syn_source_column_find(source, column->item.name);
    size_t n = 0;

    if (known && known->values)
        return known->values;
    const char **members =
        syn_arena_alloc(arena, column->values.n + 1, sizeof *members);
    for (size_t i = 0; i < column->values.n; i++)
        add_name(members, &n, column->values.at[i].text);
    return members;
}

/* What the headers of a table tell. */
static void add_cells(struct syn_layout *layout,
                      const struct syn_contract *contract,
                      struct syn_arena *arena)
{
    const char *names[SYN_CELL_PLACES];
    size_t n = syn_contract_is_table(contract)
                   ? syn_cells_names(names, &contract->cells, arena)
                   : 0;

    for (size_t i = 0; i < n; i++)
        add_name(layout->categories, &layout->n_categories, names[i]);
}

void syn_layout_make(struct syn_layout *out,
                     const struct syn_source *source,
                     const struct syn_contract *contracts,
                     size_t n_contracts,
                     struct syn_arena *arena)
{
    *out = (struct syn_layout){
        .categories = syn_arena_alloc(arena, MOST_COLUMNS, sizeof(char *)),
        .is_flag = syn_arena_alloc(arena, MOST_COLUMNS, sizeof(bool)),
        .extras = syn_arena_alloc(arena, MOST_COLUMNS, sizeof(char *)),
    };
    for (size_t i = 0; i < source->n_columns; i++)
        add_column(out, source->columns[i].name, source->columns[i].kind,
                   source->columns[i].values, arena);
    for (size_t c = 0; c < n_contracts; c++) {
        const struct syn_contract_column *columns = contracts[c].columns.at;
        if (strcmp(contracts[c].source, source->name) != 0)
            continue;
        for (size_t i = 0; i < contracts[c].columns.n; i++)
            add_column(out, columns[i].item.name,
                       syn_contract_column_kind(&contracts[c], &columns[i]),
                       syn_set_members(source, &columns[i], arena), arena);
        add_cells(out, &contracts[c], arena);
    }
}
