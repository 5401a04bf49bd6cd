#include <samsyn/store/rows.h>

#include <string.h>

#include <sqlite3.h>

#include <samsyn/base/calendar.h>
#include <samsyn/base/text.h>
#include <samsyn/store/store.h>

#include "read.h"
#include "tables.h"

static int month_of(sqlite3_stmt *statement, int at)
{
    struct syn_period period = {0};
    syn_period_parse(&period, (const char *)sqlite3_column_text(statement, at));
    return period.index;
}

static struct syn_batch batch_of(sqlite3_stmt *s, struct syn_arena *arena)
{
    struct syn_batch b = {
        .id = sqlite3_column_int64(s, 0),
        .source = syn_read_text(s, 1, arena),
        .contract = syn_read_text(s, 2, arena),
        .part = syn_read_text(s, 3, arena),
        .file = syn_read_text(s, 4, arena),
        .sha256 = syn_read_text(s, 5, arena),
        .covers_from = month_of(s, 6),
        .covers_to = month_of(s, 7),
        .rows_read = sqlite3_column_int64(s, 9),
        .loaded = sqlite3_column_int64(s, 10),
        .quarantined = sqlite3_column_int64(s, 11),
        .blank = sqlite3_column_int64(s, 12),
        .fingerprint = {(uint64_t)sqlite3_column_int64(s, 13),
                        (uint64_t)sqlite3_column_int64(s, 14)},
        .superseded_by = sqlite3_column_int64(s, 15),
        .loaded_at = syn_read_text(s, 16, arena),
        .purged_at = syn_read_text(s, 17, arena),
        .seal = syn_read_text(s, 18, arena)};

    syn_day_parse(&b.extracted, (const char *)sqlite3_column_text(s, 8));
    return b;
}

/* The batches that WHICH, the end of a SELECT, gives. */
static enum syn_status read_batches(const struct syn_batch **out,
                                    size_t *n,
                                    struct sqlite3 *db,
                                    const char *which,
                                    struct syn_arena *arena,
                                    struct syn_diag *diag)
{
    int64_t room;

    *n = 0;
    if (!syn_read_number(&room, db, "SELECT count(*) FROM batch"))
        return syn_store_fail(db, diag);
    struct syn_batch *batches =
        syn_arena_alloc(arena, (size_t)room, sizeof *batches);
    sqlite3_stmt *s;

    *out = batches;
    *n = 0;
    enum syn_status status = syn_store_prepare(
        &s, db,
        syn_arena_printf(
            arena,
            "SELECT id, source, contract, part, file, sha256, covers_from,"
            " covers_to, extracted_at, rows_read, loaded, quarantined, blank,"
            " fingerprint, fingerprint_b, superseded_by, loaded_at, purged_at,"
            " seal FROM batch %s",
            which),
        arena, diag);
    while (!status && *n < (size_t)room && !(status = syn_store_step(s, diag)))
        batches[(*n)++] = batch_of(s, arena);
    if (!status)
        sqlite3_reset(s); /* It would keep the store from others. */
    return status == SYN_DONE ? SYN_OK : status;
}

enum syn_status syn_store_batches(const struct syn_batch **out,
                                  size_t *n,
                                  struct sqlite3 *db,
                                  struct syn_arena *arena,
                                  struct syn_diag *diag)
{
    return read_batches(out, n, db,
                        "WHERE superseded_by IS NULL AND purged_at IS NULL"
                        " ORDER BY source, contract, part, covers_from, id",
                        arena, diag);
}

enum syn_status syn_store_ledger(const struct syn_batch **out,
                                 size_t *n,
                                 struct sqlite3 *db,
                                 struct syn_arena *arena,
                                 struct syn_diag *diag)
{
    return read_batches(out, n, db, "ORDER BY id", arena, diag);
}

enum syn_status syn_store_areas(const char *const **out,
                                size_t *n,
                                struct sqlite3 *db,
                                struct syn_arena *arena,
                                struct syn_diag *diag)
{
    int64_t room;

    *n = 0;
    if (!syn_read_number(&room, db, "SELECT count(*) FROM area"))
        return syn_store_fail(db, diag);
    const char **codes =
        syn_arena_alloc(arena, (size_t)room + 1, sizeof *codes);
    sqlite3_stmt *s;

    *out = codes;
    *n = 0;
    enum syn_status status = syn_store_prepare(
        &s, db, "SELECT code FROM area ORDER BY id", arena, diag);
    while (!status && *n < (size_t)room && !(status = syn_store_step(s, diag)))
        codes[(*n)++] = syn_read_text(s, 0, arena);
    sqlite3_reset(s);
    return status == SYN_DONE ? SYN_OK : status;
}

enum syn_status syn_store_category(const char *const **out,
                                   size_t *n,
                                   struct sqlite3 *reader,
                                   const struct syn_source *source,
                                   const char *column,
                                   struct syn_arena *arena,
                                   struct syn_diag *diag)
{
    sqlite3_stmt *s;
    size_t last = 0;
    enum syn_status status = syn_store_prepare(
        &s, reader,
        syn_arena_printf(
            arena, "SELECT profile, \"%s\" FROM \"%s\" ORDER BY profile DESC",
            column, source->name),
        arena, diag);
    const char **values = NULL;

    while (!status && !(status = syn_store_step(s, diag))) {
        size_t profile = (size_t)sqlite3_column_int64(s, 0);
        const char *text = (const char *)sqlite3_column_text(s, 1);
        if (!values) {
            last = profile;
            values = syn_arena_alloc(arena, last + 1, sizeof *values);
        }
        if (text && *text)
            values[profile] = syn_arena_strdup(arena, text);
    }
    *out = values;
    *n = values ? last + 1 : 0;
    return status == SYN_DONE ? SYN_OK : status;
}

enum syn_status syn_store_categories(const char *const **out,
                                     size_t *n,
                                     struct sqlite3 *reader,
                                     const struct syn_source *source,
                                     struct syn_arena *arena,
                                     struct syn_diag *diag)
{
    sqlite3_stmt *s;
    enum syn_status status = syn_store_prepare(
        &s, reader,
        syn_arena_printf(arena, "SELECT * FROM \"%s\"", source->name), arena,
        diag);

    *out = NULL;
    *n = 0;
    if (status)
        return status;
    int columns = sqlite3_column_count(s);
    const char **names = syn_arena_alloc(arena, (size_t)columns, sizeof *names);
    for (int i = 1; i < columns; i++) /* The first is the profile. */
        names[(*n)++] = syn_arena_strdup(arena, sqlite3_column_name(s, i));
    *out = names;
    return SYN_OK;
}
