/* Every cell of a list is checked; a list with a mistake refuses the project,
 * since a code that is not read would count as no case at all. */
#include <samsyn/catalogue/lists.h>

#include <limits.h>
#include <string.h>

#include <samsyn/base/file.h>
#include <samsyn/base/text.h>

#include "list.h"
#include "parts.h"
#include "scalar.h"

enum { FIRST_YEAR = 1800, LAST_YEAR = 2400 };

/* Ages may end in "+": the last one of a table stands for all above it. */
static int age(struct syn_list *list, size_t column)
{
    const char *cell = syn_list_needed(list, column);
    size_t n = strlen(cell);
    int value = 0;

    if (n > 1 && cell[n - 1] == '+')
        cell = syn_arena_strndup(list->arena, cell, n - 1);
    if (*cell &&
        (!syn_scalar_int(&value, cell) || value < 0 || value > SYN_AGE_MAX))
        syn_list_complain(
            list, syn_diag_fail(list->diag, SYN_ECONFIG, syn_list_here(list),
                                "catalogue.list-age",
                                "\"%s\" must be an age such as 17 or "
                                "105+, not \"%s\"",
                                list->columns[column].name, cell));
    return value;
}

static int sex(struct syn_list *list, size_t column)
{
    static const char *const words[] = {"female", "male", "K", "M", "2",
                                        "1",      "k",    "m", NULL};
    const char *cell = syn_list_needed(list, column);
    int found = syn_scalar_choice(words, cell);

    if (found < 0 && *cell)
        syn_list_complain(
            list, syn_diag_fail(list->diag, SYN_ECONFIG, syn_list_here(list),
                                "catalogue.list-sex",
                                "\"%s\" must be female or male, K or M, "
                                "2 or 1, not \"%s\"",
                                list->columns[column].name, cell));
    return found % 2 ? SYN_SEX_MALE : SYN_SEX_FEMALE;
}

enum { AREA, YEAR, SEX, AGE, PERSONS, N_POPULATION_COLUMNS };

static const struct syn_table_column population_columns[] = {
    {"area", true}, {"year", true},    {"sex", true},
    {"age", true},  {"persons", true},
};

static enum syn_status read_population(struct syn_lists *out,
                                       const char *path,
                                       struct syn_arena *arena,
                                       struct syn_diag *diag)
{
    struct syn_list list = {.arena = arena, .diag = diag};
    enum syn_status status =
        syn_list_open(&list, path, population_columns, N_POPULATION_COLUMNS);
    if (status)
        return status;
    struct syn_list_entry *entry = syn_list_entries(&list);
    struct syn_population *at =
        syn_arena_alloc(arena, list.table.n_rows, sizeof *at);
    for (; syn_list_has_row(&list); list.row++) {
        struct syn_population *p = &at[list.row];
        p->area = syn_list_needed(&list, AREA);
        p->year = (int)syn_list_number(&list, YEAR, FIRST_YEAR, LAST_YEAR);
        p->sex = sex(&list, SEX);
        p->age = age(&list, AGE);
        p->persons = syn_list_number(&list, PERSONS, 0, INT_MAX);
        p->file = syn_list_here(&list).path;
        p->line = syn_list_here(&list).line;
        entry[list.row] = syn_list_entry(
            &list, syn_arena_printf(arena, "%s %d %s %d", p->area, p->year,
                                    p->sex == SYN_SEX_MALE ? "male" : "female",
                                    p->age));
    }
    syn_list_check_overlaps(&list, entry, list.row);
    out->population = at;
    out->n_population = list.row;
    return syn_list_finish(&list);
}

enum { AREA_CODE, AREA_NAME, ZONE, N_AREA_COLUMNS };

static const struct syn_table_column area_columns[] = {
    {"code", true}, {"name", true}, {"zone", false}};

static enum syn_status read_areas(struct syn_lists *out,
                                  const char *path,
                                  struct syn_arena *arena,
                                  struct syn_diag *diag)
{
    struct syn_list list = {.arena = arena, .diag = diag};
    enum syn_status status =
        syn_list_open(&list, path, area_columns, N_AREA_COLUMNS);
    if (status)
        return status;
    struct syn_list_entry *entry = syn_list_entries(&list);
    struct syn_area_name *at =
        syn_arena_alloc(arena, list.table.n_rows, sizeof *at);
    for (; syn_list_has_row(&list); list.row++) {
        const char *zone = syn_list_optional(&list, ZONE);
        at[list.row] =
            (struct syn_area_name){.code = syn_list_needed(&list, AREA_CODE),
                                   .name = syn_list_needed(&list, AREA_NAME),
                                   .zone = *zone ? zone : NULL};
        entry[list.row] = syn_list_entry(&list, at[list.row].code);
    }
    syn_list_check_overlaps(&list, entry, list.row);
    out->areas = at;
    out->n_areas = list.row;
    return syn_list_finish(&list);
}

enum { NAME, FOCUS, FROM, TO, OWNER, AIMS_AT, N_MEASURE_COLUMNS };

static const struct syn_table_column measure_columns[] = {
    {"name", true}, {"focus", true},  {"from", true},
    {"to", true},   {"owner", false}, {"indicator", false},
};

static enum syn_status read_measures(struct syn_lists *out,
                                     const char *path,
                                     struct syn_arena *arena,
                                     struct syn_diag *diag)
{
    struct syn_list list = {.arena = arena, .diag = diag};
    enum syn_status status =
        syn_list_open(&list, path, measure_columns, N_MEASURE_COLUMNS);
    if (status)
        return status;
    struct syn_measure_taken *at =
        syn_arena_alloc(arena, list.table.n_rows, sizeof *at);
    for (; syn_list_has_row(&list); list.row++) {
        const char *aims_at = syn_table_cell(&list.table, list.row, AIMS_AT);
        at[list.row] = (struct syn_measure_taken){
            .name = syn_list_needed(&list, NAME),
            .aims_at = aims_at && *aims_at ? aims_at : "*",
            .focus = syn_list_choice(
                &list, FOCUS, syn_list_needed(&list, FOCUS), syn_focus_ids),
            .from = syn_list_needed_day(&list, FROM),
            .to = syn_list_optional_day(&list, TO)};
        syn_list_check_order(&list, at[list.row].from, at[list.row].to);
    }
    out->measures = at;
    out->n_measures = list.row;
    return syn_list_finish(&list);
}

enum syn_status syn_lists_read(struct syn_lists *out,
                               const char *folder,
                               struct syn_arena *arena,
                               struct syn_diag *diag)
{
    static const struct {
        const char *name;
        enum syn_status (*read)(struct syn_lists *out,
                                const char *path,
                                struct syn_arena *arena,
                                struct syn_diag *diag);
    } files[] = {
        {"population.csv", read_population},
        {"areas.csv", read_areas},
        {"measures.csv", read_measures},
        {"breaks.csv", syn_breaks_read},
    };

    *out = (struct syn_lists){0};
    enum syn_status status = syn_codes_read(out, folder, arena, diag);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        status = syn_first_trouble(
            status,
            files[i].read(out, syn_path_join(folder, files[i].name, arena),
                          arena, diag));
    return status;
}
