#include "loader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

struct table {
    sqlite3_vtab base;
    struct syn_loader *loader;
};

struct cursor {
    sqlite3_vtab_cursor base;
    struct syn_loader *loader;
    const struct syn_record_block *block;
    size_t row;
    sqlite3_int64 rowid;
};

enum { LINE, PROFILE, FIRST_VALUE, DDL_BYTES = 1024 };

static int connect_table(sqlite3 *db,
                         void *aux,
                         int argc,
                         const char *const *argv,
                         sqlite3_vtab **out,
                         char **message)
{
    char ddl[DDL_BYTES] = "CREATE TABLE x(line INTEGER, profile INTEGER";
    size_t n = strlen(ddl);
    struct table *table = sqlite3_malloc(sizeof *table);

    (void)argc;
    (void)argv;
    (void)message;
    if (!table)
        return SQLITE_NOMEM;
    *table = (struct table){.loader = aux};
    for (size_t i = 0; i < SYN_N_EVENT_VALUES + SYN_EXTRAS; i++)
        n += (size_t)snprintf(ddl + n, sizeof ddl - n, ", v%zu INTEGER", i);
    snprintf(ddl + n, sizeof ddl - n, ")");
    *out = &table->base;
    sqlite3_vtab_config(db, SQLITE_VTAB_DIRECTONLY);
    return sqlite3_declare_vtab(db, ddl);
}

static int disconnect(sqlite3_vtab *table)
{
    sqlite3_free(table);
    return SQLITE_OK;
}

static int best_index(sqlite3_vtab *table, sqlite3_index_info *info)
{
    (void)table;
    info->estimatedCost = 1e6;
    return SQLITE_OK;
}

static int open_cursor(sqlite3_vtab *table, sqlite3_vtab_cursor **out)
{
    struct cursor *cursor = sqlite3_malloc(sizeof *cursor);

    if (!cursor)
        return SQLITE_NOMEM;
    *cursor = (struct cursor){.loader = ((struct table *)table)->loader};
    *out = &cursor->base;
    return SQLITE_OK;
}

static int close_cursor(sqlite3_vtab_cursor *cursor)
{
    sqlite3_free(cursor);
    return SQLITE_OK;
}

/* Adds a column of the block to the prints of its rows. */
static void note_column(struct syn_print *rows,
                        uint64_t seed,
                        const int64_t *value,
                        size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct syn_print with = rows[i];
        syn_print_value(&with, seed, value[i]);
        rows[i] = value[i] == SYN_NULL ? rows[i] : with;
    }
}

/* A row's print is of its line and values, and goes to its profile and area. */
void syn_loader_see(void *data, const struct syn_record_block *block)
{
    struct syn_loader *loader = data;
    struct syn_print *rows = loader->rows;

    for (size_t i = 0; i < block->n; i++) {
        rows[i] = (struct syn_print){0};
        syn_print_value(&rows[i], loader->line_seed, block->line[i]);
    }
    for (size_t v = 0; v < loader->n_values; v++)
        if (block->gives[v] && v != SYN_EV_AREA)
            note_column(rows, loader->seed[v], block->value[v], block->n);
    for (size_t i = 0; i < block->n; i++) {
        int64_t area = block->value[SYN_EV_AREA][i];
        syn_print_sums_add(&loader->sums, syn_print_row(rows[i]),
                           block->profile[i],
                           area == SYN_NULL ? 0 : (size_t)area);
    }
}

/* Goes to the next block that has rows. */
static void next_block(struct cursor *c)
{
    do
        c->block = syn_extract_next(c->loader->extract);
    while (c->block && c->block->n == 0);
    c->row = 0;
}

static int filter(sqlite3_vtab_cursor *cursor,
                  int number,
                  const char *text,
                  int argc,
                  sqlite3_value **argv)
{
    (void)number;
    (void)text;
    (void)argc;
    (void)argv;
    next_block((struct cursor *)cursor);
    return SQLITE_OK;
}

static int next(sqlite3_vtab_cursor *cursor)
{
    struct cursor *c = (struct cursor *)cursor;

    c->rowid++;
    if (++c->row == c->block->n)
        next_block(c);
    return SQLITE_OK;
}

static int eof(sqlite3_vtab_cursor *cursor)
{
    return ((struct cursor *)cursor)->block == NULL;
}

static int column(sqlite3_vtab_cursor *cursor, sqlite3_context *out, int i)
{
    const struct cursor *c = (const struct cursor *)cursor;

    if (i == LINE) {
        sqlite3_result_int64(out, c->block->line[c->row]);
    } else if (i == PROFILE) { /* From 1 in the store. */
        sqlite3_result_int64(out, (int64_t)c->block->profile[c->row] + 1);
    } else {
        int64_t value = c->block->value[i - FIRST_VALUE][c->row];
        if (value != SYN_NULL)
            sqlite3_result_int64(out, value);
    }
    return SQLITE_OK;
}

static int rowid(sqlite3_vtab_cursor *cursor, sqlite3_int64 *out)
{
    *out = ((struct cursor *)cursor)->rowid;
    return SQLITE_OK;
}

static const sqlite3_module module = {
    .iVersion = 0,
    .xConnect = connect_table, /* No xCreate: the table is simply there. */
    .xBestIndex = best_index,
    .xDisconnect = disconnect,
    .xOpen = open_cursor,
    .xClose = close_cursor,
    .xFilter = filter,
    .xNext = next,
    .xEof = eof,
    .xColumn = column,
    .xRowid = rowid,
};

int syn_loader_register(struct sqlite3 *db, struct syn_loader *loader)
{
    return sqlite3_create_module(db, "syn_loader", &module, loader);
}
