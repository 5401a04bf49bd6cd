#include "sides.h"

#include <string.h>

#include <sqlite3.h>

#include <samsyn/base/calendar.h>
#include <samsyn/base/text.h>
#include <samsyn/extract/cells.h>
#include <samsyn/extract/extract.h>
#include <samsyn/store/store.h>

#include "cells.h"
#include "tables.h"

enum { FIRST_ROOM = 1024, NO_DATE = -1 };

static struct syn_side_row *new_row(struct syn_side *side,
                                    struct syn_arena *arena)
{
    if (side->n == side->room) {
        size_t room = side->room ? side->room * 2 : FIRST_ROOM;
        struct syn_side_row *rows = syn_arena_alloc(arena, room, sizeof *rows);
        if (side->n)
            memcpy(rows, side->rows, side->n * sizeof *rows);
        side->rows = rows;
        side->room = room;
    }
    return &side->rows[side->n++];
}

static int month_of_day(int day)
{
    return day == SYN_UNKNOWN ? NO_DATE : syn_day_month(day);
}

/* --- batches ----------------------------------------------------------- */

struct filling {
    struct syn_side *side;
    struct syn_arena *arena;
};

static void add_event(void *data, const struct syn_print_row_read *row)
{
    struct filling *f = data;

    *new_row(f->side, f->arena) =
        (struct syn_side_row){.case_key = row->case_key,
                              .person_key = row->person_key,
                              .role = row->role,
                              .print = row->print,
                              .month = month_of_day(row->day)};
}

static enum syn_status read_vintage(struct syn_side *side,
                                    struct sqlite3 *db,
                                    int64_t batch,
                                    struct syn_arena *arena,
                                    struct syn_diag *diag)
{
    enum { MOST_MONTHS = 12 * 801 + 1 }; /* Years 1600 to 2400. */
    sqlite3_stmt *s;
    int rc = SQLITE_DONE;
    enum syn_status status = syn_store_prepare(
        &s, db, "SELECT month, rows FROM vintage WHERE batch = ?1 ORDER BY 1",
        arena, diag);

    if (status)
        return status;
    side->months = syn_arena_alloc(arena, MOST_MONTHS, sizeof *side->months);
    sqlite3_bind_int64(s, 1, batch);
    while (side->n_months < MOST_MONTHS &&
           (rc = sqlite3_step(s)) == SQLITE_ROW) {
        struct syn_period period;
        const char *code = (const char *)sqlite3_column_text(s, 0);
        side->months[side->n_months++] = (struct syn_side_month){
            .month = syn_period_parse(&period, code) ? period.index : NO_DATE,
            .rows = sqlite3_column_int64(s, 1)};
    }
    sqlite3_reset(s);
    return rc == SQLITE_DONE || rc == SQLITE_ROW ? SYN_OK
                                                 : syn_store_fail(db, diag);
}

enum syn_status syn_side_batch(struct syn_side *side,
                               struct sqlite3 *db,
                               const struct syn_batch *b,
                               struct syn_arena *arena,
                               struct syn_diag *diag)
{
    struct filling filling = {side, arena};

    side->source = b->source;
    side->contract = b->contract;
    side->part = b->part;
    side->by_row = !b->superseded_by && !*b->purged_at;
    side->covers_from = b->covers_from;
    side->covers_to = b->covers_to;
    side->name =
        side->name
            ? syn_arena_printf(arena, "%s, %lld", side->name, (long long)b->id)
            : syn_arena_printf(arena, "batch %lld", (long long)b->id);
    return side->by_row
               ? syn_print_scan(db, b->source, b->id, SYN_PRINT_NO_LINE,
                                add_event, &filling, arena, diag)
               : read_vintage(side, db, b->id, arena, diag);
}

/* --- a file ------------------------------------------------------------ */

/* What a row is before the texts of its profile and area are all known. */
struct numbers {
    uint32_t profile, area;
};

struct reading {
    struct syn_side *side;
    bool is_table;
    struct syn_layout layout;
    struct syn_profiles *profiles;
    struct syn_dictionary *areas;
    struct numbers *numbers; /* By row. */
    size_t room;
    uint64_t seed[SYN_N_EVENT_VALUES + SYN_EXTRAS];
    struct syn_arena *arena;
};

static struct numbers *numbers_of(struct reading *r, size_t row)
{
    if (row >= r->room) {
        size_t room = r->room ? r->room * 2 : FIRST_ROOM;
        struct numbers *bigger =
            syn_arena_alloc(r->arena, room, sizeof *bigger);
        if (r->room)
            memcpy(bigger, r->numbers, r->room * sizeof *bigger);
        r->numbers = bigger;
        r->room = room;
    }
    return &r->numbers[row];
}

static int64_t value_of(const struct syn_record_block *block,
                        size_t value,
                        size_t row,
                        int64_t unknown)
{
    int64_t found = block->value[value][row];
    return found == SYN_NULL ? unknown : found;
}

static void
add_record(struct reading *r, const struct syn_record_block *block, size_t i)
{
    struct syn_print print = {0};
    int64_t day = value_of(block, SYN_EV_REPORTED, i,
                           value_of(block, SYN_EV_OCCURRED, i, SYN_UNKNOWN));

    if (r->is_table) {
        int month = (int)block->value[SYN_CELL_FROM][i];
        *numbers_of(r, r->side->n) = (struct numbers){block->profile[i], 0};
        *new_row(r->side, r->arena) = (struct syn_side_row){
            .print = syn_print_row(syn_cells_print_block(block, i)),
            .month = month};
        return;
    }
    for (size_t v = 0; v < SYN_N_EVENT_VALUES + r->layout.n_extras; v++)
        if (v != SYN_EV_AREA && block->value[v][i] != SYN_NULL)
            syn_print_value(&print, r->seed[v], block->value[v][i]);
    *numbers_of(r, r->side->n) = (struct numbers){
        block->profile[i], (uint32_t)value_of(block, SYN_EV_AREA, i, 0)};
    *new_row(r->side, r->arena) = (struct syn_side_row){
        .case_key = value_of(block, SYN_EV_CASE_KEY, i, 0),
        .person_key = value_of(block, SYN_EV_PERSON_KEY, i, 0),
        .print = syn_print_row(print),
        .month = month_of_day((int)day)};
}

/* Joins each row with the texts that its numbers stand for. */
static void join_texts(struct reading *r)
{
    const struct syn_layout *layout = &r->layout;
    const struct syn_print *profiles = syn_print_profiles(
        r->profiles, layout->categories, layout->n_categories, r->arena);
    const struct syn_print *areas = syn_print_areas(r->areas, r->arena);
    size_t role = 0;

    while (role < layout->n_categories &&
           strcmp(layout->categories[role], "role") != 0)
        role++;
    for (size_t i = 0; i < r->side->n; i++) {
        struct syn_side_row *row = &r->side->rows[i];
        struct numbers n = r->numbers[i];
        row->print = syn_print_join(row->print, profiles[n.profile],
                                    n.area ? &areas[n.area] : NULL);
        if (role < layout->n_categories)
            row->role =
                syn_print_role(syn_profiles_text(r->profiles, n.profile, role));
    }
}

/* Rows that the gate took back after they had gone by are few, and stand in
 * the summary: a row does not know its line any more, so they are kept out by
 * reading twice.  The first reading finds them. */
static bool is_withdrawn(const struct syn_extract_summary *summary,
                         unsigned line)
{
    for (size_t i = 0; i < summary->n_withdrawn; i++)
        if (summary->withdrawn[i] == line)
            return true;
    return false;
}

static enum syn_status read_once(struct reading *r,
                                 struct syn_extract_summary *summary,
                                 const struct syn_extract_summary *before,
                                 const struct syn_contract *contract,
                                 const char *file,
                                 const unsigned char *key,
                                 struct syn_diag *diag)
{
    struct syn_dialect wanted = syn_contract_dialect(contract);
    const struct syn_record_block *block;
    struct syn_csv_facts facts;
    struct syn_extract *extract;

    enum syn_status status =
        syn_extract_identify(summary, contract, file, r->arena, diag);
    if (!status)
        status = syn_csv_examine(&facts, file, &wanted, diag);
    if (!status)
        status = syn_extract_open(
            &extract, contract, file, &facts,
            &(struct syn_extract_options){.key = key,
                                          .layout = &r->layout,
                                          .profiles = r->profiles,
                                          .areas = r->areas},
            r->arena, diag);
    if (status)
        return status;
    while ((block = syn_extract_next(extract)))
        for (size_t i = 0; i < block->n; i++)
            if (!is_withdrawn(before, block->line[i]))
                add_record(r, block, i);
    return syn_extract_finish(summary, extract, diag);
}

static void begin(struct reading *r)
{
    for (size_t i = 0; i < SYN_N_EVENT_VALUES + r->layout.n_extras; i++)
        r->seed[i] = syn_print_seed(
            i < SYN_N_EVENT_VALUES ? syn_event_value_names[i]
                                   : r->layout.extras[i - SYN_N_EVENT_VALUES]);
    r->profiles = syn_profiles_new(r->layout.n_categories, r->arena);
    r->areas = syn_dictionary_new(r->arena);
    syn_dictionary_add(r->areas, "", 0); /* 0 is not known. */
}

enum syn_status syn_side_file(struct syn_side *side,
                              struct sqlite3 *db,
                              const struct syn_catalogue *catalogue,
                              const struct syn_contract *contract,
                              const char *file,
                              struct syn_arena *arena,
                              struct syn_diag *diag)
{
    struct reading r = {
        .side = side,
        .is_table = contract->definition->is_table,
        .layout = syn_layout_of(catalogue, contract->definition, arena),
        .arena = arena};
    struct syn_extract_summary summary = {0}, first = {0};
    unsigned char key[SYN_SIPHASH_KEY];

    *side = (struct syn_side){.name = file,
                              .source = contract->source,
                              .contract = contract->item.name,
                              .by_row = true};
    begin(&r);
    enum syn_status status = syn_store_key(key, db, arena, diag);
    if (!status)
        status = read_once(&r, &summary, &first, contract, file, key, diag);
    if (!status && summary.n_withdrawn) {
        first = summary;
        side->n = 0;
        status = read_once(&r, &summary, &first, contract, file, key, diag);
    }
    if (status)
        return status;
    side->part = summary.part;
    side->covers_from = summary.covers_from;
    side->covers_to = summary.covers_to;
    join_texts(&r);
    return SYN_OK;
}
