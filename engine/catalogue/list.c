/* What the readers of all lists share: cells, complaints, what stands twice. */
#include "list.h"

#include <stdlib.h>
#include <string.h>

#include <samsyn/base/file.h>

#include "parts.h"
#include "scalar.h"

enum { MAX_COMPLAINTS = 20 /* About one file; more say nothing new. */ };

bool syn_list_has_row(const struct syn_list *list)
{
    return list->row < list->table.n_rows && list->complaints < MAX_COMPLAINTS;
}

struct syn_loc syn_list_here(const struct syn_list *list)
{
    return syn_table_loc(&list->table, list->row);
}

void syn_list_complain(struct syn_list *list, enum syn_status status)
{
    list->complaints += status != SYN_OK;
}

const char *syn_list_optional(const struct syn_list *list, size_t column)
{
    const char *cell = syn_table_cell(&list->table, list->row, column);
    return cell ? cell : "";
}

const char *syn_list_needed(struct syn_list *list, size_t column)
{
    const char *cell = syn_list_optional(list, column);

    if (!*cell)
        syn_list_complain(
            list, syn_diag_fail(list->diag, SYN_ECONFIG, syn_list_here(list),
                                "catalogue.list-empty", "\"%s\" is empty",
                                list->columns[column].name));
    return cell;
}

int syn_list_optional_day(struct syn_list *list, size_t column)
{
    const char *cell = syn_list_optional(list, column);
    int day = SYN_UNSET;

    if (*cell && !syn_scalar_date(&day, cell))
        syn_list_complain(
            list, syn_diag_fail(list->diag, SYN_ECONFIG, syn_list_here(list),
                                "catalogue.list-date",
                                "\"%s\" must be a date such as 2024-01-31 or "
                                "31.01.2024, not \"%s\"",
                                list->columns[column].name, cell));
    return day;
}

int syn_list_needed_day(struct syn_list *list, size_t column)
{
    return *syn_list_needed(list, column) ? syn_list_optional_day(list, column)
                                          : SYN_UNSET;
}

int64_t
syn_list_number(struct syn_list *list, size_t column, int64_t low, int64_t high)
{
    const char *cell = syn_list_needed(list, column);
    int64_t value = low;

    if (*cell &&
        (!syn_scalar_int64(&value, cell) || value < low || value > high))
        syn_list_complain(
            list, syn_diag_fail(list->diag, SYN_ECONFIG, syn_list_here(list),
                                "catalogue.list-number",
                                "\"%s\" must be a whole number from %lld "
                                "to %lld, not \"%s\"",
                                list->columns[column].name, (long long)low,
                                (long long)high, cell));
    return value;
}

void syn_list_check_order(struct syn_list *list, int from, int to)
{
    if (from != SYN_UNSET && to != SYN_UNSET && to < from)
        syn_list_complain(
            list, syn_diag_fail(list->diag, SYN_ECONFIG, syn_list_here(list),
                                "catalogue.list-order",
                                "the last day is before the first"));
}

enum syn_status syn_list_finish(struct syn_list *list)
{
    if (list->complaints >= MAX_COMPLAINTS)
        syn_diag_note(list->diag, (struct syn_loc){list->table.path, 0, 0},
                      "catalogue.list-stop",
                      "not read further after %u mistakes", list->complaints);
    return list->complaints ? SYN_ECONFIG : SYN_OK;
}

enum syn_status syn_list_open(struct syn_list *list,
                              const char *path,
                              const struct syn_table_column *columns,
                              size_t n_columns)
{
    list->columns = columns;
    if (!syn_file_exists(path))
        return SYN_OK;
    return syn_table_read(&list->table, path, columns, n_columns, list->arena,
                          list->diag);
}

static int by_key(const void *a, const void *b)
{
    const struct syn_list_entry *x = a, *y = b;
    int order = strcmp(x->key, y->key);

    if (order)
        return order;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    return x->line < y->line ? -1 : x->line > y->line;
}

void syn_list_check_overlaps(struct syn_list *list,
                             struct syn_list_entry *at,
                             size_t n)
{
    if (n)
        qsort(at, n, sizeof *at, by_key);
    for (size_t i = 1; i < n && list->complaints < MAX_COMPLAINTS; i++) {
        struct syn_loc loc = {list->table.path, at[i].line, 0};
        if (strcmp(at[i].key, at[i - 1].key) != 0 || at[i].from > at[i - 1].to)
            continue;
        syn_list_complain(list,
                          syn_diag_fail(list->diag, SYN_ECONFIG, loc,
                                        "catalogue.list-twice",
                                        "\"%s\" stands in line %u already, for "
                                        "the same time",
                                        at[i].key, at[i - 1].line));
        at[i].to = at[i].to > at[i - 1].to ? at[i].to : at[i - 1].to;
    }
}

struct syn_list_entry *syn_list_entries(const struct syn_list *list)
{
    return syn_arena_alloc(list->arena, list->table.n_rows,
                           sizeof(struct syn_list_entry));
}

struct syn_list_entry syn_list_entry(const struct syn_list *list,
                                     const char *key)
{
    return (struct syn_list_entry){key, 0, 0, syn_list_here(list).line};
}

const char *const *syn_list_words(const struct syn_list *list, size_t column)
{
    const char *cell = syn_list_optional(list, column);
    return syn_words(cell, strlen(cell), list->arena);
}

int syn_list_choice(struct syn_list *list,
                    size_t column,
                    const char *cell,
                    const char *const *choices)
{
    int found = syn_scalar_choice(choices, cell);
    struct syn_written at = {.loc = syn_list_here(list)};

    if (found < 0 && *cell)
        syn_list_complain(list,
                          syn_choice_fail(&at, list->columns[column].name, cell,
                                          choices, list->arena, list->diag));
    return found;
}
