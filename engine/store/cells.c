#include "cells.h"

#include <string.h>

#include <sqlite3.h>

#include <samsyn/base/text.h>
#include <samsyn/extract/cells.h>
#include <samsyn/store/store.h>

/* A figure as it is stored, and as it counts in a print. */
struct figure {
    struct syn_span span;
    bool has_value, has_base;
    double value;
    int64_t base;
    enum syn_cell_state state;
    int64_t provisional;
};

static struct syn_print print_of(const struct figure *f)
{
    static const char *const names[] = {"from",  "to", "value",
                                        "state", "n",  "provisional"};
    int64_t bits;
    memcpy(&bits, &f->value, sizeof bits);
    const int64_t values[] = {f->span.from, f->span.to, bits,
                              f->state,     f->base,    f->provisional};
    struct syn_print row = {0};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if ((i != 2 || f->has_value) && (i != 4 || f->has_base))
            syn_print_value(&row, syn_print_seed(names[i]), values[i]);
    return row;
}

enum syn_status syn_cells_make(struct sqlite3 *db,
                               const struct syn_source *source,
                               struct syn_arena *arena,
                               struct syn_diag *diag)
{
    struct syn_text states = {.arena = arena};

    for (int i = 0; i < SYN_N_CELL_STATES; i++)
        syn_text_addf(&states, "%s'%s'", i ? ", " : "",
                      syn_cell_state_names[i]);
    return syn_store_exec(
        db,
        syn_arena_printf(
            arena,
            "CREATE TABLE IF NOT EXISTS \"cell_%s\" (batch INTEGER NOT NULL,"
            " line INTEGER NOT NULL, period TEXT NOT NULL,"
            " profile INTEGER NOT NULL, value REAL, n INTEGER,"
            " state TEXT NOT NULL CHECK (state IN (%s)),"
            " provisional INTEGER NOT NULL,"
            " CHECK ((value IS NOT NULL) = (state IN ('value', 'zero'))))"
            " STRICT",
            source->name, states.at),
        diag);
}

static struct figure figure_of(const struct syn_record_block *block, size_t row)
{
    int64_t bits = block->value[SYN_CELL_FIGURE][row];
    int64_t base = block->value[SYN_CELL_BASE][row];
    struct figure f = {
        .span = {(int)block->value[SYN_CELL_FROM][row],
                 (int)block->value[SYN_CELL_TO][row]},
        .has_base = base != SYN_NULL,
        .base = base,
        .state = (enum syn_cell_state)block->value[SYN_CELL_STATE][row],
        .provisional = block->value[SYN_CELL_PROVISIONAL][row]};

    f.has_value = f.state == SYN_CELL_VALUE || f.state == SYN_CELL_ZERO;
    if (f.has_value)
        memcpy(&f.value, &bits, sizeof f.value);
    return f;
}

struct syn_print syn_cells_print_block(const struct syn_record_block *block,
                                       size_t row)
{
    struct figure f = figure_of(block, row);

    return print_of(&f);
}

static int insert_one(sqlite3_stmt *insert,
                      const struct figure *f,
                      unsigned line,
                      uint32_t profile)
{
    char period[SYN_SPAN_BYTES];

    sqlite3_bind_int64(insert, 2, line);
    sqlite3_bind_text(insert, 3, syn_span_code(period, f->span), -1,
                      SQLITE_STATIC);
    sqlite3_bind_int64(insert, 4, (sqlite3_int64)profile + 1); /* From 1. */
    sqlite3_bind_null(insert, 5);
    sqlite3_bind_null(insert, 6);
    if (f->has_value)
        sqlite3_bind_double(insert, 5, f->value);
    if (f->has_base)
        sqlite3_bind_int64(insert, 6, f->base);
    sqlite3_bind_text(insert, 7, syn_cell_state_names[f->state], -1,
                      SQLITE_STATIC);
    sqlite3_bind_int64(insert, 8, f->provisional);
    int rc = sqlite3_step(insert);
    sqlite3_reset(insert);
    return rc;
}

enum syn_status syn_cells_insert(struct syn_print_sums *sums,
                                 struct sqlite3 *db,
                                 struct syn_extract *extract,
                                 const char *source,
                                 int64_t batch,
                                 struct syn_arena *arena,
                                 struct syn_diag *diag)
{
    const struct syn_record_block *block;
    uint64_t seed = syn_print_seed("line");
    sqlite3_stmt *insert;
    enum syn_status status = syn_store_prepare(
        &insert, db,
        syn_arena_printf(arena,
                         "INSERT INTO \"cell_%s\" VALUES (?1, ?2, ?3, ?4, ?5,"
                         " ?6, ?7, ?8)",
                         source),
        arena, diag);

    if (status)
        return status;
    sqlite3_bind_int64(insert, 1, batch);
    while ((block = syn_extract_next(extract)) != NULL)
        for (size_t i = 0; i < block->n; i++) {
            struct figure f = figure_of(block, i);
            struct syn_print row = print_of(&f);
            syn_print_value(&row, seed, block->line[i]);
            syn_print_sums_add(sums, syn_print_row(row), block->profile[i], 0);
            if (insert_one(insert, &f, block->line[i], block->profile[i]) !=
                SQLITE_DONE)
                return syn_store_fail(db, diag);
        }
    return SYN_OK;
}

struct syn_print syn_cells_print(sqlite3_stmt *s, int first, int *from)
{
    const char *period = (const char *)sqlite3_column_text(s, first);
    const char *state = (const char *)sqlite3_column_text(s, first + 3);
    struct figure f = {
        .has_value = sqlite3_column_type(s, first + 1) != SQLITE_NULL,
        .value = sqlite3_column_double(s, first + 1),
        .has_base = sqlite3_column_type(s, first + 2) != SQLITE_NULL,
        .base = sqlite3_column_int64(s, first + 2),
        .state = syn_cell_state_of(state ? state : ""),
        .provisional = sqlite3_column_int64(s, first + 4)};

    if (!period || !syn_span_read(&f.span, period, strlen(period)))
        f.span = (struct syn_span){0, 0}; /* Damaged: another print. */
    *from = f.span.from;
    return print_of(&f);
}
