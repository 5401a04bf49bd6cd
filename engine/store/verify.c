/* The numbers in brackets are the requirements of store/ledger.h. */
#include <samsyn/store/ledger.h>

#include <string.h>

#include <sqlite3.h>

#include <samsyn/base/text.h>
#include <samsyn/store/store.h>

#include "read.h"
#include "remember.h"
#include "seal.h"

/* What is compared, and how much was wrong. */
struct verify {
    struct syn_verified *out;
    struct sqlite3 *db;
    const struct syn_batch *batches;
    struct found {
        struct syn_print print;
        int64_t rows, quarantined;
    } * found; /* By place in BATCHES. */
    size_t n, last;
    size_t strangers; /* Rows of no batch. */
    struct syn_arena *arena;
    struct syn_diag *diag;
};

static bool is_live(const struct syn_batch *b)
{
    return !b->superseded_by && !*b->purged_at;
}

/* --- complaints -------------------------------------------------------- */

static struct syn_loc place(const struct verify *v)
{
    return (struct syn_loc){sqlite3_db_filename(v->db, "main"), 0, 0};
}

static void
differ(struct verify *v, const struct syn_batch *b, const char *code)
{
    v->out->wrong++;
    (void)!syn_diag_fail(v->diag, SYN_EINPUT, place(v), "store.differs",
                         "batch %lld (%s, %s): %s", (long long)b->id, b->source,
                         b->file, syn_diag_text(v->diag, code, NULL));
}

static void complain(struct verify *v, const char *code)
{
    v->out->wrong++;
    (void)!syn_diag_fail(v->diag, SYN_EINPUT, place(v), "store.damaged", "%s",
                         syn_diag_text(v->diag, code, NULL));
}

/* --- the file ---------------------------------------------------------- */

/* Whether SQL gives one row with the text WANTED; with NULL, whether none. */
static enum syn_status check_pragma(struct verify *v,
                                    const char *sql,
                                    const char *wanted,
                                    const char *code)
{
    sqlite3_stmt *s;
    enum syn_status status =
        syn_store_prepare(&s, v->db, sql, v->arena, v->diag);

    if (status)
        return status;
    int rc = sqlite3_step(s);
    const char *got =
        rc == SQLITE_ROW ? (const char *)sqlite3_column_text(s, 0) : NULL;
    bool good = wanted ? got && strcmp(got, wanted) == 0 : rc == SQLITE_DONE;
    sqlite3_reset(s);
    if (!good)
        complain(v, code);
    return SYN_OK;
}

/* Views and triggers are not rows: no fingerprint has them. */
static enum syn_status check_schema(struct verify *v)
{
    char sha256[SYN_SHA256_HEX];
    enum syn_status status =
        syn_seal_schema_of(sha256, v->db, v->arena, v->diag);

    return status ? status
                  : check_pragma(v,
                                 "SELECT CAST(value AS TEXT) FROM setting"
                                 " WHERE name = 'schema'",
                                 sha256, "store.damaged.schema");
}

/* --- batches ----------------------------------------------------------- */

static struct found *find(struct verify *v, int64_t batch)
{
    if (v->last < v->n && v->batches[v->last].id == batch)
        return &v->found[v->last];
    for (size_t i = 0; i < v->n; i++)
        if (v->batches[i].id == batch) {
            v->last = i;
            return &v->found[i];
        }
    v->strangers++;
    return NULL;
}

static void add_event(void *data, const struct syn_print_row_read *row)
{
    struct verify *v = data;
    struct found *found = find(v, row->batch);

    v->out->rows += !row->again;
    if (!found)
        return;
    syn_print_add(&found->print, row->print);
    found->rows += !row->again;
}

/* Every table of events and figures there is, of sources that no contract has
 * too. */
static enum syn_status read_events(struct verify *v)
{
    sqlite3_stmt *s;
    int rc = SQLITE_DONE;
    enum syn_status status = syn_store_prepare(
        &s, v->db,
        "SELECT substr(name, instr(name, '_') + 1) AS source"
        " FROM sqlite_schema WHERE type = 'table'"
        " AND substr(name, 1, instr(name, '_')) IN ('event_', 'cell_')"
        " GROUP BY source ORDER BY source",
        v->arena, v->diag);

    while (!status && (rc = sqlite3_step(s)) == SQLITE_ROW) {
        const char *source =
            syn_arena_strdup(v->arena, (const char *)sqlite3_column_text(s, 0));
        status = syn_print_scan(v->db, source, 0, SYN_PRINT_ALL, add_event, v,
                                v->arena, v->diag);
    }
    return status || rc == SQLITE_DONE ? status
                                       : syn_store_fail(v->db, v->diag);
}

static enum syn_status count_quarantine(struct verify *v)
{
    sqlite3_stmt *s;
    int rc = SQLITE_DONE;
    enum syn_status status = syn_store_prepare(
        &s, v->db, "SELECT batch, count(*) FROM quarantine GROUP BY batch",
        v->arena, v->diag);

    while (!status && (rc = sqlite3_step(s)) == SQLITE_ROW) {
        struct found *found = find(v, sqlite3_column_int64(s, 0));
        v->out->quarantined += (uint64_t)sqlite3_column_int64(s, 1);
        if (found)
            found->quarantined = sqlite3_column_int64(s, 1);
    }
    return status || rc == SQLITE_DONE ? status
                                       : syn_store_fail(v->db, v->diag);
}

static enum syn_status check_batch(struct verify *v, size_t i)
{
    const struct syn_batch *b = &v->batches[i];
    const struct found *found = &v->found[i];
    char seal[SYN_SHA256_HEX];
    struct syn_arena_mark mark = syn_arena_mark(v->arena);
    enum syn_status status = syn_seal_of(seal, v->db, b->id, v->arena, v->diag);

    syn_arena_rewind(v->arena, mark);
    if (status)
        return status;
    if (found->rows != (is_live(b) ? b->loaded : 0))
        differ(v, b, "store.differs.rows");
    else if (is_live(b) && (found->print.a != b->fingerprint[0] ||
                            found->print.b != b->fingerprint[1]))
        differ(v, b, "store.differs.content");
    if (found->quarantined != (*b->purged_at ? 0 : b->quarantined))
        differ(v, b, "store.differs.quarantine");
    else if (strcmp(seal, b->seal) != 0)
        differ(v, b, "store.differs.seal");
    return SYN_OK;
}

/* What was published, and the entry of each publication in the audit table. */
static enum syn_status check_published(struct verify *v)
{
    const struct syn_publication *list;
    size_t n;
    int64_t entries = 0, cells = 0;
    enum syn_status status =
        syn_published_list(&list, &n, v->db, v->arena, v->diag);

    for (size_t i = 0; !status && i < n; i++) {
        bool sound = false;
        status =
            syn_publication_check(&sound, v->db, &list[i], v->arena, v->diag);
        if (!status && !sound) {
            v->out->wrong++;
            (void)!syn_diag_fail(v->diag, SYN_EINPUT, place(v),
                                 "store.published",
                                 "publication %lld (%s) is not what it was",
                                 (long long)list[i].id, list[i].period);
        }
    }
    if (status)
        return status;
    if (!syn_read_number(
            &entries, v->db,
            "SELECT count(*) FROM audit WHERE command = 'publish'") ||
        !syn_read_number(&cells, v->db,
                         "SELECT count(*) FROM published WHERE release NOT IN"
                         " (SELECT id FROM publication)"))
        return syn_store_fail(v->db, v->diag);
    if ((size_t)entries != n || cells)
        complain(v, "store.damaged.published");
    v->out->published = n;
    return SYN_OK;
}

static enum syn_status check_trail(struct verify *v)
{
    const struct syn_trail_entry *entries;
    bool whole;
    enum syn_status status = syn_trail_read(&entries, &v->out->entries, &whole,
                                            v->db, v->arena, v->diag);

    for (size_t i = 0; !status && i < v->out->entries; i++)
        if (!entries[i].sound) {
            v->out->wrong++;
            return syn_diag_fail(v->diag, SYN_EINPUT, place(v), "store.chain",
                                 "the audit table was changed at entry %lld",
                                 (long long)entries[i].id);
        }
    if (!status && !whole)
        complain(v, "store.damaged.cut");
    return status;
}

enum syn_status syn_store_verify(struct syn_verified *out,
                                 struct sqlite3 *db,
                                 struct syn_arena *arena,
                                 struct syn_diag *diag)
{
    struct verify v = {.out = out, .db = db, .arena = arena, .diag = diag};

    *out = (struct syn_verified){0};
    enum syn_status status =
        check_pragma(&v, "PRAGMA integrity_check", "ok", "store.damaged.file");
    if (!status)
        status = check_pragma(&v, "PRAGMA foreign_key_check", NULL,
                              "store.damaged.reference");
    if (!status)
        status = check_schema(&v);
    if (!status)
        status = syn_store_ledger(&v.batches, &v.n, db, arena, diag);
    if (status)
        return status;
    out->batches = v.n;
    v.found = syn_arena_alloc(arena, v.n, sizeof *v.found);
    status = read_events(&v);
    if (!status)
        status = count_quarantine(&v);
    for (size_t i = 0; !status && i < v.n; i++)
        status = check_batch(&v, i);
    if (!status && v.strangers)
        complain(&v, "store.damaged.strangers");
    if (!status)
        status = check_published(&v);
    if (!status)
        status = check_trail(&v);
    return status ? status : out->wrong ? SYN_EINPUT : SYN_OK;
}
