/* The numbers in brackets are the requirements of store/published.h. */
#include <samsyn/store/published.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

#include <sqlite3.h>

#include <samsyn/base/calendar.h>
#include <samsyn/base/text.h>
#include <samsyn/store/ledger.h>
#include <samsyn/store/store.h>

#include "read.h"
#include "remember.h"

/* --- hashes ------------------------------------------------------------ */

#define CELLS_OF                                                               \
    "SELECT universe, cell, period, form, args, state, quote(value),"          \
    " first_release FROM published WHERE release = ?1"                         \
    " ORDER BY universe, cell, period, form, args"
#define WITHHELD_OF                                                            \
    "SELECT universe, cell, period, form, args, count FROM withheld"           \
    " WHERE release = ?1 ORDER BY universe, cell, period, form, args"
/* Fingerprints differ from store to store: they are of keyed hashes. */
#define LIVE                                                                   \
    "SELECT source, contract, part, covers_from, covers_to, sha256,"           \
    " contract_sha256 FROM batch"                                              \
    " WHERE superseded_by IS NULL AND purged_at IS NULL"                       \
    " ORDER BY source, contract, part, covers_from, covers_to, sha256"

/* The hash of all that SQL selects, ?1 being RELEASE: every text has its end
 * in it. */
static enum syn_status hash_rows(char out[SYN_SHA256_HEX],
                                 struct sqlite3 *db,
                                 const char *sql,
                                 int64_t release,
                                 struct syn_arena *arena,
                                 struct syn_diag *diag)
{
    struct syn_sha256 hash;
    sqlite3_stmt *s;
    enum syn_status status = syn_store_prepare(&s, db, sql, arena, diag);

    if (status)
        return status;
    syn_sha256_init(&hash);
    if (sqlite3_bind_parameter_count(s))
        sqlite3_bind_int64(s, 1, release);
    while (!(status = syn_store_step(s, diag)))
        for (int i = 0; i < sqlite3_column_count(s); i++) {
            const char *text = (const char *)sqlite3_column_text(s, i);
            syn_sha256_update(&hash, text ? text : "",
                              (text ? strlen(text) : 0) + 1);
        }
    sqlite3_reset(s);
    syn_sha256_final(&hash, out);
    return status == SYN_DONE ? SYN_OK : status;
}

enum syn_status syn_store_vintage(char out[SYN_SHA256_HEX],
                                  struct sqlite3 *db,
                                  struct syn_arena *arena,
                                  struct syn_diag *diag)
{
    return hash_rows(out, db, LIVE, 0, arena, diag);
}

const char *syn_publication_entry(const struct syn_publication *p,
                                  struct syn_arena *arena)
{
    return syn_arena_printf(
        arena, "release=%lld period=%s manifest=%s vintage=%s sha256=%s",
        (long long)p->id, p->period, p->manifest, p->vintage, p->sha256);
}

enum syn_status syn_publication_check(bool *sound,
                                      struct sqlite3 *db,
                                      const struct syn_publication *p,
                                      struct syn_arena *arena,
                                      struct syn_diag *diag)
{
    char cells[SYN_SHA256_HEX], withheld[SYN_SHA256_HEX];
    sqlite3_stmt *s;
    enum syn_status status = hash_rows(cells, db, CELLS_OF, p->id, arena, diag);

    if (!status)
        status = hash_rows(withheld, db, WITHHELD_OF, p->id, arena, diag);
    if (!status)
        status = syn_store_prepare(
            &s, db,
            "SELECT ?2 = sha256 AND ?3 = withheld_sha256 AND EXISTS"
            " (SELECT 1 FROM audit WHERE command = 'publish' AND what = ?4)"
            " FROM publication WHERE id = ?1",
            arena, diag);
    if (status)
        return status;
    sqlite3_bind_int64(s, 1, p->id);
    sqlite3_bind_text(s, 2, cells, -1, SQLITE_STATIC);
    sqlite3_bind_text(s, 3, withheld, -1, SQLITE_STATIC);
    sqlite3_bind_text(s, 4, syn_publication_entry(p, arena), -1, SQLITE_STATIC);
    status = syn_store_step(s, diag);
    *sound = !status && sqlite3_column_int(s, 0);
    sqlite3_reset(s);
    return status == SYN_DONE ? SYN_OK : status;
}

/* --- adding ------------------------------------------------------------ */

static void
bind_key(sqlite3_stmt *s, int64_t release, const struct syn_published *c)
{
    const char *const texts[] = {c->universe, c->cell, c->period, c->form,
                                 c->args};

    sqlite3_bind_int64(s, 1, release);
    for (int i = 0; i < 5; i++)
        sqlite3_bind_text(s, 2 + i, texts[i], -1, SQLITE_STATIC);
}

static enum syn_status
put(sqlite3_stmt *s, struct sqlite3 *db, struct syn_diag *diag)
{
    int rc = sqlite3_step(s);

    sqlite3_reset(s);
    sqlite3_clear_bindings(s);
    return rc == SQLITE_DONE ? SYN_OK : syn_store_fail(db, diag);
}

/* (2), (3) */
static enum syn_status add_cells(struct sqlite3 *db,
                                 int64_t release,
                                 const struct syn_published *cells,
                                 size_t n,
                                 struct syn_arena *arena,
                                 struct syn_diag *diag)
{
    sqlite3_stmt *said, *kept;
    enum syn_status status = syn_store_prepare(
        &said, db,
        "INSERT INTO published SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8,"
        " coalesce((SELECT CASE WHEN state = ?7 AND value IS ?8"
        " THEN first_release END FROM published WHERE universe = ?2"
        " AND cell = ?3 AND period = ?4 AND form = ?5 AND args = ?6"
        " ORDER BY release DESC LIMIT 1), ?1)",
        arena, diag);

    if (!status)
        status = syn_store_prepare(
            &kept, db,
            "INSERT INTO withheld VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", arena,
            diag);
    for (size_t i = 0; !status && i < n; i++) {
        const struct syn_published *c = &cells[i];
        bind_key(said, release, c);
        sqlite3_bind_text(said, 7, c->shown ? "S" : "H", -1, SQLITE_STATIC);
        if (c->shown && c->is_figure)
            sqlite3_bind_double(said, 8, c->value);
        else if (c->shown)
            sqlite3_bind_int64(said, 8, c->count);
        status = put(said, db, diag);
        if (status || c->shown || c->is_figure || c->count < 0)
            continue;
        bind_key(kept, release, c);
        sqlite3_bind_int64(kept, 7, c->count);
        status = put(kept, db, diag);
    }
    return status;
}

static enum syn_status seal(struct syn_publication *what,
                            struct sqlite3 *db,
                            struct syn_arena *arena,
                            struct syn_diag *diag)
{
    char cells[SYN_SHA256_HEX], withheld[SYN_SHA256_HEX];
    sqlite3_stmt *s;
    enum syn_status status =
        hash_rows(cells, db, CELLS_OF, what->id, arena, diag);

    if (!status)
        status = hash_rows(withheld, db, WITHHELD_OF, what->id, arena, diag);
    if (!status)
        status = syn_store_prepare(
            &s, db,
            "UPDATE publication SET sha256 = ?2, withheld_sha256 = ?3"
            " WHERE id = ?1",
            arena, diag);
    if (status)
        return status;
    what->sha256 = syn_arena_strdup(arena, cells);
    sqlite3_bind_int64(s, 1, what->id);
    sqlite3_bind_text(s, 2, cells, -1, SQLITE_STATIC);
    sqlite3_bind_text(s, 3, withheld, -1, SQLITE_STATIC);
    return put(s, db, diag);
}

static enum syn_status begin(struct syn_publication *what,
                             struct sqlite3 *db,
                             struct syn_arena *arena,
                             struct syn_diag *diag)
{
    char now[SYN_UTC_BYTES];
    sqlite3_stmt *s;

    if (!syn_read_number(&what->id, db,
                         "SELECT coalesce(max(id), 0) + 1 FROM publication"))
        return syn_store_fail(db, diag);
    what->at = syn_arena_strdup(arena, syn_utc_now(now));
    enum syn_status status = syn_store_prepare(
        &s, db, "INSERT INTO publication VALUES (?1, ?2, ?3, ?4, ?5, '', '')",
        arena, diag);
    if (status)
        return status;
    sqlite3_bind_int64(s, 1, what->id);
    sqlite3_bind_text(s, 2, what->period, -1, SQLITE_STATIC);
    sqlite3_bind_text(s, 3, what->at, -1, SQLITE_STATIC);
    sqlite3_bind_text(s, 4, what->manifest, -1, SQLITE_STATIC);
    sqlite3_bind_text(s, 5, what->vintage, -1, SQLITE_STATIC);
    return put(s, db, diag);
}

enum syn_status syn_published_add(struct syn_publication *what,
                                  struct sqlite3 *db,
                                  const struct syn_published *cells,
                                  size_t n,
                                  struct syn_arena *arena,
                                  struct syn_diag *diag)
{
    struct syn_arena *step = syn_arena_new(SIZE_MAX / 2);
    enum syn_status status = syn_store_exec(db, "BEGIN IMMEDIATE", diag);

    if (!status)
        status = begin(what, db, arena, diag);
    if (!status)
        status = add_cells(db, what->id, cells, n, step, diag);
    if (!status)
        status = seal(what, db, arena, diag);
    if (!status)
        status = syn_trail_add(db, "publish", syn_publication_entry(what, step),
                               step, diag);
    syn_arena_free(step); /* Finalizes, so that nothing is open. */
    if (!status)
        status = syn_store_exec(db, "COMMIT", diag);
    if (status && !sqlite3_get_autocommit(db))
        sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
    return status;
}

/* --- purging ----------------------------------------------------------- */

/* (3) */
enum syn_status syn_withheld_purge(struct sqlite3 *db,
                                   int day,
                                   struct syn_arena *arena,
                                   struct syn_diag *diag)
{
    const struct syn_publication *all = NULL;
    sqlite3_stmt *read, *cut;
    size_t n = 0;
    enum syn_status status = syn_store_prepare(
        &read, db, "SELECT DISTINCT period FROM withheld", arena, diag);

    if (!status)
        status = syn_store_prepare(
            &cut, db, "DELETE FROM withheld WHERE period = ?1", arena, diag);
    if (!status)
        status = syn_published_list(&all, &n, db, arena, diag);
    while (!status && !(status = syn_store_step(read, diag))) {
        struct syn_period period;
        const char *code = syn_read_text(read, 0, arena);
        if (!syn_period_parse(&period, code) ||
            syn_period_last_day(period) >= day)
            continue;
        sqlite3_bind_text(cut, 1, code, -1, SQLITE_STATIC);
        status = put(cut, db, diag);
    }
    if (status != SYN_DONE)
        return status;
    sqlite3_reset(read);
    status = SYN_OK;
    for (size_t i = 0; !status && i < n; i++) {
        struct syn_publication p = all[i];
        status = seal(&p, db, arena, diag);
    }
    return status;
}

/* --- reading ----------------------------------------------------------- */

enum syn_status syn_published_list(const struct syn_publication **out,
                                   size_t *n,
                                   struct sqlite3 *db,
                                   struct syn_arena *arena,
                                   struct syn_diag *diag)
{
    int64_t room;
    sqlite3_stmt *s;

    *n = 0;
    if (!syn_read_number(&room, db, "SELECT count(*) FROM publication"))
        return syn_store_fail(db, diag);
    struct syn_publication *list =
        syn_arena_alloc(arena, (size_t)room, sizeof *list);
    *out = list;
    enum syn_status status = syn_store_prepare(
        &s, db,
        "SELECT id, period, published_at, manifest, vintage, sha256,"
        " (SELECT count(*) FROM published WHERE release = id AND state = 'S'"
        "  AND form = 'count'),"
        " (SELECT count(*) FROM published WHERE release = id AND state = 'H'"
        "  AND form = 'count') FROM publication ORDER BY id",
        arena, diag);
    while (!status && *n < (size_t)room && !(status = syn_store_step(s, diag)))
        list[(*n)++] =
            (struct syn_publication){.id = sqlite3_column_int64(s, 0),
                                     .period = syn_read_text(s, 1, arena),
                                     .at = syn_read_text(s, 2, arena),
                                     .manifest = syn_read_text(s, 3, arena),
                                     .vintage = syn_read_text(s, 4, arena),
                                     .sha256 = syn_read_text(s, 5, arena),
                                     .shown = sqlite3_column_int64(s, 6),
                                     .hidden = sqlite3_column_int64(s, 7)};
    if (!status)
        sqlite3_reset(s);
    return status == SYN_DONE ? SYN_OK : status;
}

/* Column AT, or OLD if it says the same: most of a row is as in the row before.
 */
static const char *
read_again(sqlite3_stmt *s, int at, const char *old, struct syn_arena *arena)
{
    const char *text = (const char *)sqlite3_column_text(s, at);

    return old && text && strcmp(old, text) == 0 ? old
                                                 : syn_read_text(s, at, arena);
}

static struct syn_published read_cell(sqlite3_stmt *s,
                                      const struct syn_published *before,
                                      struct syn_arena *arena)
{
    bool figure = sqlite3_column_type(s, 7) == SQLITE_FLOAT;

    return (struct syn_published){
        .release = sqlite3_column_int64(s, 0),
        .universe = read_again(s, 1, before->universe, arena),
        .cell = read_again(s, 2, before->cell, arena),
        .period = read_again(s, 3, before->period, arena),
        .form = read_again(s, 4, before->form, arena),
        .args = read_again(s, 5, before->args, arena),
        .shown = sqlite3_column_int(s, 6),
        .is_figure = figure,
        .count = figure || sqlite3_column_type(s, 7) == SQLITE_NULL
                     ? -1
                     : sqlite3_column_int64(s, 7),
        .value = figure ? sqlite3_column_double(s, 7) : NAN};
}

enum syn_status syn_published_read(const struct syn_published **out,
                                   size_t *n,
                                   struct sqlite3 *db,
                                   struct syn_arena *arena,
                                   struct syn_diag *diag)
{
    int64_t room;
    sqlite3_stmt *s;

    *n = 0;
    if (!syn_read_number(&room, db, "SELECT count(*) FROM published"))
        return syn_store_fail(db, diag);
    struct syn_published *cells =
        syn_arena_alloc(arena, (size_t)room, sizeof *cells);
    *out = cells;
    enum syn_status status = syn_store_prepare(
        &s, db,
        "SELECT p.release, p.universe, p.cell, p.period, p.form, p.args,"
        " p.state = 'S', coalesce(p.value, w.count)"
        " FROM published AS p LEFT JOIN withheld AS w"
        " USING (universe, cell, period, form, args, release)"
        " ORDER BY p.release, p.universe, p.cell, p.period, p.form, p.args",
        arena, diag);
    struct syn_published row = {0};
    while (!status && *n < (size_t)room && !(status = syn_store_step(s, diag)))
        cells[(*n)++] = row = read_cell(s, &row, arena);
    if (!status)
        sqlite3_reset(s);
    return status == SYN_DONE ? SYN_OK : status;
}
