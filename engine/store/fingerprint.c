/* The numbers in brackets are the requirements of fingerprint.h. */
#include "fingerprint.h"

#include <string.h>

#include <sqlite3.h>

#include <samsyn/base/calendar.h>
#include <samsyn/base/hash.h>
#include <samsyn/store/rows.h>
#include <samsyn/store/store.h>

#include "cells.h"
#include "tables.h"

/* Fixed, so that the same rows give the same sum in every store. */
static const unsigned char fixed_key[SYN_SIPHASH_KEY] = "samsyn row print";

static uint64_t hash_text(const char *text)
{
    return (uint64_t)syn_siphash(text, strlen(text), fixed_key);
}

uint64_t syn_print_seed(const char *name)
{
    return syn_print_mix(hash_text(name));
}

uint64_t syn_print_role(const char *text)
{
    return text && *text ? hash_text(text) | 1 : 0;
}

void syn_print_text(struct syn_print *sum, const char *name, const char *text)
{
    if (text && *text)
        syn_print_value(sum, syn_print_seed(name), (int64_t)hash_text(text));
}

/* Odd, so that no row can vanish when it is multiplied. */
struct syn_print syn_print_profile(struct syn_print sum)
{
    return (struct syn_print){syn_print_mix(sum.a) | 1,
                              syn_print_mix(sum.b) | 1};
}

static struct syn_print print_area(const char *code)
{
    struct syn_print sum = {0};

    syn_print_text(&sum, "area", code);
    return syn_print_profile(sum);
}

void syn_print_grow(struct syn_print **at,
                    size_t *room,
                    size_t n,
                    struct syn_arena *arena)
{
    size_t wanted = n + 1 < 64 ? 64 : 2 * (n + 1);
    struct syn_print *bigger = syn_arena_alloc(arena, wanted, sizeof *bigger);

    if (*room)
        memcpy(bigger, *at, *room * sizeof *bigger);
    *at = bigger;
    *room = wanted;
}

struct syn_print *syn_print_profiles(const struct syn_profiles *profiles,
                                     const char *const *categories,
                                     size_t n_categories,
                                     struct syn_arena *arena)
{
    size_t n = syn_profiles_count(profiles);
    struct syn_print *prints = syn_arena_alloc(arena, n + 1, sizeof *prints);

    for (size_t p = 0; p < n; p++) {
        struct syn_print sum = {0};
        for (size_t i = 0; i < n_categories; i++)
            syn_print_text(&sum, categories[i],
                           syn_profiles_text(profiles, (uint32_t)p, i));
        prints[p] = syn_print_profile(sum);
    }
    return prints;
}

struct syn_print *syn_print_areas(const struct syn_dictionary *areas,
                                  struct syn_arena *arena)
{
    size_t n = syn_dictionary_count(areas);
    struct syn_print *prints = syn_arena_alloc(arena, n + 1, sizeof *prints);

    for (size_t i = 0; i < n; i++)
        prints[i] = print_area(syn_dictionary_text(areas, (uint32_t)i));
    return prints;
}

struct syn_print syn_print_total(const struct syn_print_sums *sums,
                                 const struct syn_print *profiles,
                                 const struct syn_print *areas)
{
    static const struct syn_print none = {0};
    struct syn_print total = {0};

    for (size_t p = 0; p < sums->n_profiles; p++)
        if (sums->by_profile[p].a | sums->by_profile[p].b)
            syn_print_add(
                &total, syn_print_join(sums->by_profile[p], profiles[p], NULL));
    for (size_t i = 1; i < sums->n_areas; i++) /* 0 is not known. */
        if (sums->by_area[i].a | sums->by_area[i].b)
            syn_print_add(&total,
                          syn_print_join(sums->by_area[i], none, &areas[i]));
    return total;
}

/* --- from the store ---------------------------------------------------- */

/* The prints of what numbers stand for, by number. */
struct prints {
    struct syn_print *at;
    uint64_t *role;
    size_t n;
};

/* SQL gives numbers in falling order, then texts by column. */
static enum syn_status read_prints(struct prints *out,
                                   struct sqlite3 *db,
                                   const char *sql,
                                   struct syn_arena *arena,
                                   struct syn_diag *diag)
{
    sqlite3_stmt *s;
    int rc = SQLITE_DONE;
    enum syn_status status = syn_store_prepare(&s, db, sql, arena, diag);

    *out = (struct prints){0};
    while (!status && (rc = sqlite3_step(s)) == SQLITE_ROW) {
        size_t number = (size_t)sqlite3_column_int64(s, 0);
        struct syn_print sum = {0};
        if (!out->at) {
            out->n = number + 1;
            out->at = syn_arena_alloc(arena, out->n, sizeof *out->at);
            out->role = syn_arena_alloc(arena, out->n, sizeof *out->role);
        }
        for (int i = 1; i < sqlite3_column_count(s); i++) {
            const char *name = sqlite3_column_name(s, i);
            const char *text = (const char *)sqlite3_column_text(s, i);
            syn_print_text(&sum, name, text);
            if (strcmp(name, "role") == 0)
                out->role[number] = syn_print_role(text);
        }
        out->at[number] = syn_print_profile(sum);
    }
    return status || rc == SQLITE_DONE ? status : syn_store_fail(db, diag);
}

enum { MOST_COLUMNS = 64 };

/* Where the columns of an event table are: -1 is none. */
struct columns {
    sqlite3_stmt *statement;
    int n, batch, line, profile, area, case_key, person_key;
    int reported, occurred, weight;
    uint64_t seed[MOST_COLUMNS];
};

static int column_named(sqlite3_stmt *s, const char *name)
{
    for (int i = 0; i < sqlite3_column_count(s); i++)
        if (strcmp(sqlite3_column_name(s, i), name) == 0)
            return i;
    return -1;
}

static struct columns columns_of(sqlite3_stmt *s)
{
    struct columns c = {.statement = s,
                        .n = sqlite3_column_count(s),
                        .batch = column_named(s, "batch"),
                        .line = column_named(s, "line"),
                        .profile = column_named(s, "profile"),
                        .area = column_named(s, "area"),
                        .case_key = column_named(s, "case_key"),
                        .person_key = column_named(s, "person_key"),
                        .reported = column_named(s, "reported"),
                        .occurred = column_named(s, "occurred"),
                        .weight = column_named(s, "weight")};

    if (c.n > MOST_COLUMNS)
        c.n = MOST_COLUMNS;
    for (int i = 0; i < c.n; i++)
        c.seed[i] = syn_print_seed(sqlite3_column_name(s, i));
    return c;
}

static bool
is_printed(const struct columns *c, int column, enum syn_print_of of)
{
    if (column == c->line)
        return of == SYN_PRINT_ALL;
    if (column == c->case_key || column == c->person_key)
        return of != SYN_PRINT_NO_KEYS;
    return column != c->batch && column != c->profile && column != c->area;
}

static struct syn_print print_values(const struct columns *c,
                                     enum syn_print_of of)
{
    struct syn_print row = {0};

    for (int i = 0; i < c->n; i++)
        if (is_printed(c, i, of) &&
            sqlite3_column_type(c->statement, i) != SQLITE_NULL)
            syn_print_value(&row, c->seed[i],
                            sqlite3_column_int64(c->statement, i));
    return syn_print_row(row);
}

static int day_of(const struct columns *c)
{
    const int order[] = {c->reported, c->occurred};

    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        if (sqlite3_column_type(c->statement, order[i]) != SQLITE_NULL)
            return sqlite3_column_int(c->statement, order[i]);
    return SYN_UNKNOWN;
}

static struct syn_print_row_read read_row(const struct columns *c,
                                          enum syn_print_of of,
                                          const struct prints *profiles,
                                          const struct prints *areas)
{
    /* What a damaged row points to may not be there. */
    static const struct syn_print lost = {1, 1};
    sqlite3_stmt *s = c->statement;
    size_t profile = (size_t)sqlite3_column_int64(s, c->profile);
    size_t area = (size_t)sqlite3_column_int64(s, c->area);
    bool known = sqlite3_column_type(s, c->area) != SQLITE_NULL;

    return (struct syn_print_row_read){
        .batch = sqlite3_column_int64(s, c->batch),
        .case_key = sqlite3_column_int64(s, c->case_key),
        .person_key = sqlite3_column_int64(s, c->person_key),
        .day = day_of(c),
        .weight = sqlite3_column_int64(s, c->weight),
        .print =
            syn_print_join(print_values(c, of),
                           profile < profiles->n ? profiles->at[profile] : lost,
                           !known            ? NULL
                           : area < areas->n ? &areas->at[area]
                                             : &lost),
        .role = profile < profiles->n ? profiles->role[profile] : 0};
}

/* Who is told of rows, and what their numbers stand for. */
struct scan {
    struct sqlite3 *db;
    const char *source;
    int64_t batch; /* 0: all. */
    enum syn_print_of of;
    void (*fn)(void *data, const struct syn_print_row_read *row);
    void *data;
    struct prints profiles, areas;
    struct syn_arena *arena;
    struct syn_diag *diag;
};

/* SQL has a source's name as its one conversion. */
static enum syn_status
begin_scan(sqlite3_stmt **out, const struct scan *scan, const char *sql)
{
    enum syn_status status = syn_store_prepare(
        out, scan->db,
        syn_arena_printf(scan->arena, "%s_%s\"%s", sql, scan->source,
                         scan->batch ? " WHERE batch = ?1" : ""),
        scan->arena, scan->diag);

    if (!status && scan->batch)
        sqlite3_bind_int64(*out, 1, scan->batch);
    return status;
}

static enum syn_status scan_events(const struct scan *scan)
{
    sqlite3_stmt *s;
    int rc;
    enum syn_status status = begin_scan(&s, scan, "SELECT * FROM \"event");

    if (status)
        return status;
    struct columns c = columns_of(s);
    while ((rc = sqlite3_step(s)) == SQLITE_ROW) {
        struct syn_print_row_read row =
            read_row(&c, scan->of, &scan->profiles, &scan->areas);
        scan->fn(scan->data, &row);
    }
    return rc == SQLITE_DONE ? SYN_OK : syn_store_fail(scan->db, scan->diag);
}

static enum syn_status scan_cells(const struct scan *scan)
{
    static const struct syn_print lost = {1, 1};
    uint64_t seed = syn_print_seed("line");
    int64_t line = -1, batch = -1;
    sqlite3_stmt *s;
    int rc, month;
    enum syn_status status = begin_scan(
        &s, scan,
        "SELECT batch, line, profile, period, value, n, state, provisional"
        " FROM \"cell");

    if (status)
        return status;
    while ((rc = sqlite3_step(s)) == SQLITE_ROW) {
        struct syn_print print = syn_cells_print(s, 3, &month);
        size_t profile = (size_t)sqlite3_column_int64(s, 2);
        struct syn_print_row_read row = {.batch = sqlite3_column_int64(s, 0),
                                         .day = syn_month_first_day(month),
                                         .weight = 1};
        row.again = row.batch == batch && sqlite3_column_int64(s, 1) == line;
        batch = row.batch;
        line = sqlite3_column_int64(s, 1);
        if (scan->of == SYN_PRINT_ALL)
            syn_print_value(&print, seed, line);
        row.print = syn_print_join(
            syn_print_row(print),
            profile < scan->profiles.n ? scan->profiles.at[profile] : lost,
            NULL);
        scan->fn(scan->data, &row);
    }
    return rc == SQLITE_DONE ? SYN_OK : syn_store_fail(scan->db, scan->diag);
}

enum syn_status syn_print_scan(struct sqlite3 *db,
                               const char *source,
                               int64_t batch,
                               enum syn_print_of of,
                               void (*fn)(void *data,
                                          const struct syn_print_row_read *row),
                               void *data,
                               struct syn_arena *arena,
                               struct syn_diag *diag)
{
    struct scan scan = {.db = db,
                        .source = source,
                        .batch = batch,
                        .of = of,
                        .fn = fn,
                        .data = data,
                        .arena = arena,
                        .diag = diag};
    bool events =
        syn_table_exists(db, syn_arena_printf(arena, "event_%s", source));
    bool cells =
        syn_table_exists(db, syn_arena_printf(arena, "cell_%s", source));

    if (!events && !cells)
        return SYN_OK;
    enum syn_status status = read_prints(
        &scan.profiles, db,
        syn_arena_printf(arena,
                         "SELECT * FROM \"profile_%s\" ORDER BY profile DESC",
                         source),
        arena, diag);
    if (!status)
        status = read_prints(&scan.areas, db,
                             "SELECT id, code AS area FROM area"
                             " ORDER BY id DESC",
                             arena, diag);
    if (!status && events)
        status = scan_events(&scan);
    if (!status && cells)
        status = scan_cells(&scan);
    return status;
}

struct total {
    struct syn_print sum;
    int64_t rows;
};

static void add_row(void *data, const struct syn_print_row_read *row)
{
    struct total *total = data;

    syn_print_add(&total->sum, row->print);
    total->rows += !row->again;
}

enum syn_status syn_print_of_batch(struct syn_print *out,
                                   int64_t *rows,
                                   struct sqlite3 *db,
                                   const char *source,
                                   int64_t batch,
                                   struct syn_arena *arena,
                                   struct syn_diag *diag)
{
    struct total total = {0};
    struct syn_arena_mark mark = syn_arena_mark(arena);
    enum syn_status status = syn_print_scan(db, source, batch, SYN_PRINT_ALL,
                                            add_row, &total, arena, diag);

    syn_arena_rewind(arena, mark);
    *out = total.sum;
    *rows = total.rows;
    return status;
}
