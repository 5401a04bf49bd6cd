/* Every cell of a list is checked; a list with a mistake refuses the project,
 * since a code that is not read would count as no case at all. */
#include <samsyn/catalogue/lists.h>

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include <samsyn/base/asset.h>
#include <samsyn/base/file.h>
#include <samsyn/base/text.h>
#include <samsyn/csv/table.h>

#include "parts.h"
#include "scalar.h"

enum {
    MAX_COMPLAINTS = 20, /* About one file; more say nothing new. */
    FIRST_YEAR = 1800,
    LAST_YEAR = 2400
};

/* A table whose cells are being read. */
struct list {
    struct syn_table table;
    const struct syn_table_column *columns;
    size_t row;
    unsigned complaints;
    struct syn_arena *arena;
    struct syn_diag *diag;
};

/* Whether there is a row to go on with; *ROW* starts at -1, so to say. */
static bool has_row(const struct list *list)
{
    return list->row < list->table.n_rows && list->complaints < MAX_COMPLAINTS;
}

static struct syn_loc here(const struct list *list)
{
    return syn_table_loc(&list->table, list->row);
}

static void complain(struct list *list, enum syn_status status)
{
    list->complaints += status != SYN_OK;
}

static const char *optional(const struct list *list, size_t column)
{
    const char *cell = syn_table_cell(&list->table, list->row, column);
    return cell ? cell : "";
}

static const char *needed(struct list *list, size_t column)
{
    const char *cell = optional(list, column);

    if (!*cell)
        complain(list, syn_diag_fail(list->diag, SYN_ECONFIG, here(list),
                                     "catalogue.list-empty", "\"%s\" is empty",
                                     list->columns[column].name));
    return cell;
}

static int optional_day(struct list *list, size_t column)
{
    const char *cell = optional(list, column);
    int day = SYN_UNSET;

    if (*cell && !syn_scalar_date(&day, cell))
        complain(list,
                 syn_diag_fail(list->diag, SYN_ECONFIG, here(list),
                               "catalogue.list-date",
                               "\"%s\" must be a date such as 2024-01-31 or "
                               "31.01.2024, not \"%s\"",
                               list->columns[column].name, cell));
    return day;
}

static int needed_day(struct list *list, size_t column)
{
    return *needed(list, column) ? optional_day(list, column) : SYN_UNSET;
}

static int64_t
number(struct list *list, size_t column, int64_t low, int64_t high)
{
    const char *cell = needed(list, column);
    int64_t value = low;

    if (*cell &&
        (!syn_scalar_int64(&value, cell) || value < low || value > high))
        complain(list, syn_diag_fail(list->diag, SYN_ECONFIG, here(list),
                                     "catalogue.list-number",
                                     "\"%s\" must be a whole number from %lld "
                                     "to %lld, not \"%s\"",
                                     list->columns[column].name, (long long)low,
                                     (long long)high, cell));
    return value;
}

/* Ages may end in "+": the last one of a table stands for all above it. */
static int age(struct list *list, size_t column)
{
    const char *cell = needed(list, column);
    size_t n = strlen(cell);
    int value = 0;

    if (n > 1 && cell[n - 1] == '+')
        cell = syn_arena_strndup(list->arena, cell, n - 1);
    if (*cell &&
        (!syn_scalar_int(&value, cell) || value < 0 || value > SYN_AGE_MAX))
        complain(list, syn_diag_fail(list->diag, SYN_ECONFIG, here(list),
                                     "catalogue.list-age",
                                     "\"%s\" must be an age such as 17 or "
                                     "105+, not \"%s\"",
                                     list->columns[column].name, cell));
    return value;
}

static int sex(struct list *list, size_t column)
{
    static const char *const words[] = {"female", "male", "K", "M", "2",
                                        "1",      "k",    "m", NULL};
    const char *cell = needed(list, column);
    int found = syn_scalar_choice(words, cell);

    if (found < 0 && *cell)
        complain(list, syn_diag_fail(list->diag, SYN_ECONFIG, here(list),
                                     "catalogue.list-sex",
                                     "\"%s\" must be female or male, K or M, "
                                     "2 or 1, not \"%s\"",
                                     list->columns[column].name, cell));
    return found % 2 ? SYN_SEX_MALE : SYN_SEX_FEMALE;
}

static void check_order(struct list *list, int from, int to)
{
    if (from != SYN_UNSET && to != SYN_UNSET && to < from)
        complain(list, syn_diag_fail(list->diag, SYN_ECONFIG, here(list),
                                     "catalogue.list-order",
                                     "the last day is before the first"));
}

/* Ends the reading of LIST. */
static enum syn_status finish(struct list *list)
{
    if (list->complaints >= MAX_COMPLAINTS)
        syn_diag_note(list->diag, (struct syn_loc){list->table.path, 0, 0},
                      "catalogue.list-stop",
                      "not read further after %u mistakes", list->complaints);
    return list->complaints ? SYN_ECONFIG : SYN_OK;
}

/* Reads the table at PATH; one without rows if there is no such file. */
static enum syn_status open_list(struct list *list,
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

/* A row by what must not be there twice; FROM is its first day, or 0. */
struct entry {
    const char *key;
    int from, to;
    unsigned line;
};

static int by_key(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    int order = strcmp(x->key, y->key);

    if (order)
        return order;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    return x->line < y->line ? -1 : x->line > y->line;
}

/* Entries of the same key may not share a day. */
static void check_overlaps(struct list *list, struct entry *at, size_t n)
{
    if (n)
        qsort(at, n, sizeof *at, by_key);
    for (size_t i = 1; i < n && list->complaints < MAX_COMPLAINTS; i++) {
        struct syn_loc loc = {list->table.path, at[i].line, 0};
        if (strcmp(at[i].key, at[i - 1].key) != 0 || at[i].from > at[i - 1].to)
            continue;
        complain(list, syn_diag_fail(list->diag, SYN_ECONFIG, loc,
                                     "catalogue.list-twice",
                                     "\"%s\" stands in line %u already, for "
                                     "the same time",
                                     at[i].key, at[i - 1].line));
        at[i].to = at[i].to > at[i - 1].to ? at[i].to : at[i - 1].to;
    }
}

static struct entry *entries(const struct list *list)
{
    return syn_arena_alloc(list->arena, list->table.n_rows,
                           sizeof(struct entry));
}

static struct entry entry_of(const struct list *list, const char *key)
{
    return (struct entry){key, 0, 0, here(list).line};
}

enum { CODE, VALID_FROM, VALID_TO, TITLE, TAGS, LAW, N_CODE_COLUMNS };

static const struct syn_table_column code_columns[N_CODE_COLUMNS] = {
    {"code", true},  {"valid_from", true}, {"valid_to", true},
    {"title", true}, {"tags", true},       {"law", false},
};

/* All the code lists, while they grow. */
struct codes {
    struct syn_code *at;
    size_t n;
};

static enum syn_status
read_codes(struct codes *out, struct list *list, const char *system)
{
    struct entry *entry = entries(list);
    struct syn_code *at =
        syn_arena_alloc(list->arena, out->n + list->table.n_rows, sizeof *at);

    if (out->n)
        memcpy(at, out->at, out->n * sizeof *at);
    out->at = at;
    at += out->n;
    for (; has_row(list); list->row++) {
        const char *tags = optional(list, TAGS);
        struct syn_code code = {.system = system,
                                .code = needed(list, CODE),
                                .title = optional(list, TITLE),
                                .valid_from = optional_day(list, VALID_FROM),
                                .valid_to = optional_day(list, VALID_TO),
                                .tags =
                                    syn_words(tags, strlen(tags), list->arena)};
        check_order(list, code.valid_from, code.valid_to);
        at[list->row] = code;
        entry[list->row] = entry_of(list, code.code);
        entry[list->row].from = code.valid_from; /* SYN_UNSET is the lowest. */
        entry[list->row].to =
            code.valid_to == SYN_UNSET ? INT_MAX : code.valid_to;
    }
    check_overlaps(list, entry, list->row);
    out->n += list->row;
    return finish(list);
}

/* The list that came with the program, unless NAMES has one of its name. */
static enum syn_status read_builtin_codes(struct codes *out,
                                          const struct syn_asset *asset,
                                          const char *const *names,
                                          struct syn_arena *arena,
                                          struct syn_diag *diag)
{
    struct list list = {.columns = code_columns, .arena = arena, .diag = diag};
    const char *name = strrchr(asset->path, '/') + 1;

    if (syn_scalar_choice(names, name) >= 0)
        return SYN_OK;
    enum syn_status status =
        syn_table_parse(&list.table, asset->path, asset->text, asset->size,
                        code_columns, N_CODE_COLUMNS, arena, diag);
    return status ? status
                  : read_codes(out, &list, syn_stem(name, ".csv", arena));
}

static enum syn_status read_all_codes(struct syn_lists *out,
                                      const char *folder,
                                      struct syn_arena *arena,
                                      struct syn_diag *diag)
{
    const char *path = syn_path_join(folder, "codes", arena);
    const char *const *names;
    struct codes codes = {0};

    enum syn_status status =
        syn_folder_list(&names, path, "*.csv", arena, diag);
    if (status)
        return status;
    for (size_t i = 0; i < syn_n_assets; i++)
        if (syn_glob_match("datasets/codes/*.csv", syn_assets[i].path))
            status = syn_first_trouble(
                status,
                read_builtin_codes(&codes, &syn_assets[i], names, arena, diag));
    for (; *names; names++) {
        struct list list = {.arena = arena, .diag = diag};
        enum syn_status now =
            open_list(&list, syn_path_join(path, *names, arena), code_columns,
                      N_CODE_COLUMNS);
        if (!now)
            now = read_codes(&codes, &list, syn_stem(*names, ".csv", arena));
        status = syn_first_trouble(status, now);
    }
    out->codes = codes.at;
    out->n_codes = codes.n;
    return status;
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
    struct list list = {.arena = arena, .diag = diag};
    enum syn_status status =
        open_list(&list, path, population_columns, N_POPULATION_COLUMNS);
    if (status)
        return status;
    struct entry *entry = entries(&list);
    struct syn_population *at =
        syn_arena_alloc(arena, list.table.n_rows, sizeof *at);
    for (; has_row(&list); list.row++) {
        struct syn_population *p = &at[list.row];
        p->area = needed(&list, AREA);
        p->year = (int)number(&list, YEAR, FIRST_YEAR, LAST_YEAR);
        p->sex = sex(&list, SEX);
        p->age = age(&list, AGE);
        p->persons = number(&list, PERSONS, 0, INT_MAX);
        entry[list.row] = entry_of(
            &list, syn_arena_printf(arena, "%s %d %s %d", p->area, p->year,
                                    p->sex == SYN_SEX_MALE ? "male" : "female",
                                    p->age));
    }
    check_overlaps(&list, entry, list.row);
    out->population = at;
    out->n_population = list.row;
    return finish(&list);
}

enum { AREA_CODE, AREA_NAME, ZONE, N_AREA_COLUMNS };

static const struct syn_table_column area_columns[] = {
    {"code", true}, {"name", true}, {"zone", false}};

static enum syn_status read_areas(struct syn_lists *out,
                                  const char *path,
                                  struct syn_arena *arena,
                                  struct syn_diag *diag)
{
    struct list list = {.arena = arena, .diag = diag};
    enum syn_status status =
        open_list(&list, path, area_columns, N_AREA_COLUMNS);
    if (status)
        return status;
    struct entry *entry = entries(&list);
    struct syn_area_name *at =
        syn_arena_alloc(arena, list.table.n_rows, sizeof *at);
    for (; has_row(&list); list.row++) {
        const char *zone = optional(&list, ZONE);
        at[list.row] = (struct syn_area_name){.code = needed(&list, AREA_CODE),
                                              .name = needed(&list, AREA_NAME),
                                              .zone = *zone ? zone : NULL};
        entry[list.row] = entry_of(&list, at[list.row].code);
    }
    check_overlaps(&list, entry, list.row);
    out->areas = at;
    out->n_areas = list.row;
    return finish(&list);
}

enum { NAME, FOCUS, FROM, TO, OWNER, AIMS_AT, N_MEASURE_COLUMNS };

static const struct syn_table_column measure_columns[] = {
    {"name", true}, {"focus", true},  {"from", true},
    {"to", true},   {"owner", false}, {"indicator", false},
};

static int focus(struct list *list, size_t column)
{
    const char *cell = needed(list, column);
    int found = syn_scalar_choice(syn_focus_ids, cell);
    struct syn_written at = {.loc = here(list)};

    if (found < 0 && *cell)
        complain(list, syn_choice_fail(&at, list->columns[column].name, cell,
                                       syn_focus_ids, list->arena, list->diag));
    return found;
}

static enum syn_status read_measures(struct syn_lists *out,
                                     const char *path,
                                     struct syn_arena *arena,
                                     struct syn_diag *diag)
{
    struct list list = {.arena = arena, .diag = diag};
    enum syn_status status =
        open_list(&list, path, measure_columns, N_MEASURE_COLUMNS);
    if (status)
        return status;
    struct syn_measure_taken *at =
        syn_arena_alloc(arena, list.table.n_rows, sizeof *at);
    for (; has_row(&list); list.row++) {
        const char *aims_at = syn_table_cell(&list.table, list.row, AIMS_AT);
        at[list.row] = (struct syn_measure_taken){
            .name = needed(&list, NAME),
            .aims_at = aims_at && *aims_at ? aims_at : "*",
            .focus = focus(&list, FOCUS),
            .from = needed_day(&list, FROM),
            .to = optional_day(&list, TO)};
        check_order(&list, at[list.row].from, at[list.row].to);
    }
    out->measures = at;
    out->n_measures = list.row;
    return finish(&list);
}

enum { DATE, APPLIES_TO, TYPE, DESCRIPTION, N_BREAK_COLUMNS };

static const struct syn_table_column break_columns[] = {
    {"date", true},
    {"applies_to", true},
    {"type", true},
    {"description", true},
};

static enum syn_status read_breaks(struct syn_lists *out,
                                   const char *path,
                                   struct syn_arena *arena,
                                   struct syn_diag *diag)
{
    struct list list = {.arena = arena, .diag = diag};
    enum syn_status status =
        open_list(&list, path, break_columns, N_BREAK_COLUMNS);
    if (status)
        return status;
    struct syn_break *at =
        syn_arena_alloc(arena, list.table.n_rows, sizeof *at);
    for (; has_row(&list); list.row++)
        at[list.row] =
            (struct syn_break){.day = needed_day(&list, DATE),
                               .applies_to = needed(&list, APPLIES_TO),
                               .type = needed(&list, TYPE),
                               .description = optional(&list, DESCRIPTION)};
    out->breaks = at;
    out->n_breaks = list.row;
    return finish(&list);
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
        {"breaks.csv", read_breaks},
    };

    *out = (struct syn_lists){0};
    enum syn_status status = read_all_codes(out, folder, arena, diag);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        status = syn_first_trouble(
            status,
            files[i].read(out, syn_path_join(folder, files[i].name, arena),
                          arena, diag));
    return status;
}
