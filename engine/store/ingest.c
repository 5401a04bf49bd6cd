/* The numbers in brackets are the requirements of store/ingest.h. */
#include <samsyn/store/ingest.h>

#include <stdio.h>
#include <string.h>

#include <sqlite3.h>

#include <samsyn/base/file.h>
#include <samsyn/base/text.h>
#include <samsyn/store/store.h>

#include "load.h"
#include "seal.h"
#include "tables.h"

enum { MOST_FILES = 4096, LINES_SAID = 5, SAID_BYTES = 128 };

/* --- what is there already --------------------------------------------- */

/* Finds the live batch of the same bytes: *SAME if the contract is the same
 * too, else *REPLACES (2).  Bytes that others have superseded, or that were
 * purged, are known as well, though their file may still be there. */
static enum syn_status find_batch(bool *same,
                                  int64_t *replaces,
                                  const struct syn_ingested *item,
                                  struct sqlite3 *db,
                                  struct syn_arena *arena,
                                  struct syn_diag *diag)
{
    sqlite3_stmt *select;

    *same = false;
    *replaces = 0;
    enum syn_status status = syn_store_prepare(
        &select, db,
        "SELECT id, contract_sha256, coalesce(superseded_by, purged_at)"
        " FROM batch WHERE source = ?1"
        " AND contract = ?2 AND part = ?3 AND sha256 = ?4"
        " ORDER BY superseded_by IS NOT NULL",
        arena, diag);
    if (status)
        return status;
    sqlite3_bind_text(select, 1, item->contract->source, -1, SQLITE_STATIC);
    sqlite3_bind_text(select, 2, item->contract->item.name, -1, SQLITE_STATIC);
    sqlite3_bind_text(select, 3, item->summary.part, -1, SQLITE_STATIC);
    sqlite3_bind_text(select, 4, item->facts.sha256, -1, SQLITE_STATIC);
    status = syn_store_step(select, diag);
    if (!status) {
        const char *sha = (const char *)sqlite3_column_text(select, 1);
        *same = strcmp(sha, item->contract->sha256) == 0 ||
                sqlite3_column_type(select, 2) != SQLITE_NULL;
        *replaces = *same ? 0 : sqlite3_column_int64(select, 0);
    }
    sqlite3_reset(select);
    return status == SYN_DONE ? SYN_OK : status;
}

/* --- words ------------------------------------------------------------- */

/* Says which rows broke the rule of row FIRST, the first of its kind. */
static void
warn_rule(const struct syn_ingested *item, size_t first, struct syn_diag *diag)
{
    const struct syn_quarantined *q = item->summary.quarantine;
    char lines[SAID_BYTES] = "";
    size_t n = 0, said = 0;

    for (size_t i = first; i < item->summary.n_quarantine; i++) {
        if (strcmp(q[i].rule, q[first].rule) != 0 ||
            strcmp(q[i].field, q[first].field) != 0)
            continue;
        if (n++ < LINES_SAID)
            said += (size_t)snprintf(lines + said, sizeof lines - said, "%s%u",
                                     said ? ", " : "", q[i].line);
    }
    struct syn_loc where = {item->file, q[first].line, q[first].column};
    char rule[SAID_BYTES];

    snprintf(rule, sizeof rule, "%.3s %s", q[first].rule,
             syn_diag_text(diag, q[first].rule, NULL));
    const char *more = n > LINES_SAID ? ", ..." : "";
    if (*q[first].field)
        syn_diag_warn(diag, where, "store.quarantined-cells",
                      "%s in column \"%s\": %zu rows not loaded (line %s%s)",
                      rule, q[first].field, n, lines, more);
    else
        syn_diag_warn(diag, where, "store.quarantined-rows",
                      "%s: %zu rows not loaded (line %s%s)", rule, n, lines,
                      more);
}

static void warn_quarantine(const struct syn_ingested *item,
                            struct syn_diag *diag)
{
    const struct syn_quarantined *q = item->summary.quarantine;

    for (size_t i = 0; i < item->summary.n_quarantine; i++) {
        bool said = false;
        for (size_t j = 0; j < i && !said; j++)
            said = strcmp(q[i].rule, q[j].rule) == 0 &&
                   strcmp(q[i].field, q[j].field) == 0;
        if (!said)
            warn_rule(item, i, diag);
    }
}

/* --- one extract ------------------------------------------------------- */

/* Copies what the summary borrows from an extract that is about to close. */
static void keep_summary(struct syn_ingested *item, struct syn_arena *arena)
{
    struct syn_extract_summary *s = &item->summary;
    struct syn_quarantined *rows =
        syn_arena_alloc(arena, s->n_quarantine, sizeof *rows);

    for (size_t i = 0; i < s->n_quarantine; i++) {
        rows[i] = s->quarantine[i];
        rows[i].field = syn_arena_strdup(arena, rows[i].field);
    }
    s->quarantine = rows;
    s->withdrawn = NULL;
    s->n_withdrawn = 0;
}

/* Asks and loads in one transaction, so that nobody comes between. */
static enum syn_status transact(struct syn_ingested *item,
                                struct sqlite3 *db,
                                const struct syn_catalogue *catalogue,
                                const unsigned char *key,
                                bool supersede,
                                struct syn_arena *step,
                                struct syn_diag *diag)
{
    bool same = false;
    int64_t replaces = 0;

    enum syn_status status = find_batch(&same, &replaces, item, db, step, diag);
    if (!status && same) {
        item->result = SYN_INGEST_ALREADY;
        return SYN_OK;
    }
    if (!status && !supersede && item->summary.covers_from != SYN_UNSET)
        status = syn_load_overlaps(item, db, replaces, 0, false, step, diag);
    if (!status)
        status =
            syn_load(item, db, catalogue, key, replaces, supersede, step, diag);
    return status;
}

static enum syn_status ingest_one(struct syn_ingested *item,
                                  struct sqlite3 *db,
                                  const struct syn_catalogue *catalogue,
                                  const unsigned char *key,
                                  bool supersede,
                                  struct syn_arena *arena,
                                  struct syn_diag *diag)
{
    struct syn_dialect wanted = syn_contract_dialect(item->contract);

    enum syn_status status = syn_extract_identify(
        &item->summary, item->contract, item->file, arena, diag);
    if (!status)
        status = syn_csv_examine(&item->facts, item->file, &wanted, diag);
    if (!status)
        status = syn_store_exec(db, "BEGIN IMMEDIATE", diag);
    if (status)
        return status;
    struct syn_arena *step = syn_arena_new(SIZE_MAX / 2);
    status = transact(item, db, catalogue, key, supersede, step, diag);
    keep_summary(item, arena);
    syn_arena_free(step); /* Finalizes, so that nothing is open. */
    if (!status)
        status = syn_store_exec(db, "COMMIT", diag);
    if (!sqlite3_get_autocommit(db))
        sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
    if (!status)
        warn_quarantine(item, diag);
    return status;
}

/* --- all of them ------------------------------------------------------- */

/* Adds the files of CONTRACT to OUT, each once. */
static enum syn_status list_files(struct syn_ingest_report *out,
                                  const struct syn_contract *contract,
                                  const char *folder,
                                  struct syn_arena *arena,
                                  struct syn_diag *diag)
{
    const char *const *names;
    size_t before = out->n;
    enum syn_status status = syn_folder_list(&names, folder, "*", arena, diag);

    for (; !status && *names && out->n < MOST_FILES; names++)
        for (size_t i = 0; i < contract->files.n; i++)
            if (syn_glob_match(contract->files.at[i], *names)) {
                out->items[out->n++] = (struct syn_ingested){
                    .contract = contract,
                    .file = syn_path_join(folder, *names, arena)};
                break;
            }
    if (!status && out->n == before)
        syn_diag_warn(
            diag, (struct syn_loc){contract->path, 0, 0}, "store.no-extract",
            "no file in %s fits the \"files\" of this contract", folder);
    return status;
}

static enum syn_status worst(enum syn_status a, enum syn_status b)
{
    if (a == SYN_EIO || b == SYN_EIO)
        return SYN_EIO;
    return a ? a : b;
}

enum syn_status syn_store_ingest(struct syn_ingest_report *out,
                                 struct sqlite3 *db,
                                 const struct syn_catalogue *catalogue,
                                 bool supersede,
                                 struct syn_arena *arena,
                                 struct syn_diag *diag)
{
    const char *folder =
        syn_path_join(catalogue->project.folder, "extracts", arena);
    unsigned char key[SYN_SIPHASH_KEY];

    *out = (struct syn_ingest_report){
        .items = syn_arena_alloc(arena, MOST_FILES, sizeof *out->items)};
    enum syn_status status = syn_store_key(key, db, arena, diag);
    for (size_t i = 0; !status && i < catalogue->n_contracts; i++)
        status = list_files(out, &catalogue->contracts[i], folder, arena, diag);
    enum syn_status result = status;
    for (size_t i = 0; !status && i < out->n && result != SYN_EIO; i++) {
        struct syn_frame frame = {"contract", out->items[i].contract->item.name,
                                  NULL};
        syn_frame_push(diag, &frame);
        out->items[i].status = ingest_one(&out->items[i], db, catalogue, key,
                                          supersede, arena, diag);
        result = worst(result, out->items[i].status);
        syn_frame_pop(diag, &frame);
    }
    return result;
}

/* --- after the last ---------------------------------------------------- */

static enum syn_status load_codes(struct sqlite3 *db,
                                  const struct syn_lists *lists,
                                  struct syn_arena *arena,
                                  struct syn_diag *diag)
{
    sqlite3_stmt *code, *tag;
    enum syn_status status =
        syn_store_exec(db, "DELETE FROM code; DELETE FROM code_tag;", diag);

    if (!status)
        status = syn_store_prepare(
            &code, db, "INSERT INTO code VALUES (?1, ?2, ?3, ?4, ?5)", arena,
            diag);
    if (!status)
        status = syn_store_prepare(
            &tag, db, "INSERT OR IGNORE INTO code_tag VALUES (?1, ?2)", arena,
            diag);
    for (size_t i = 0; !status && i < lists->n_codes; i++) {
        const struct syn_code *c = &lists->codes[i];
        sqlite3_bind_text(code, 1, c->system, -1, SQLITE_STATIC);
        sqlite3_bind_text(code, 2, c->code, -1, SQLITE_STATIC);
        sqlite3_bind_null(code, 3);
        sqlite3_bind_null(code, 4);
        if (c->valid_from != SYN_UNSET)
            sqlite3_bind_int(code, 3, c->valid_from);
        if (c->valid_to != SYN_UNSET)
            sqlite3_bind_int(code, 4, c->valid_to);
        sqlite3_bind_text(code, 5, c->title, -1, SQLITE_STATIC);
        sqlite3_bind_text(tag, 1, c->code, -1, SQLITE_STATIC);
        if (sqlite3_step(code) != SQLITE_DONE)
            return syn_store_fail(db, diag);
        sqlite3_reset(code);
        for (const char *const *t = c->tags; t && *t; t++) {
            sqlite3_bind_text(tag, 2, *t, -1, SQLITE_STATIC);
            if (sqlite3_step(tag) != SQLITE_DONE)
                return syn_store_fail(db, diag);
            sqlite3_reset(tag);
        }
    }
    return status;
}

/* A hash of what views and code lists are made from. */
static void sign(char out[SYN_SHA256_HEX],
                 const struct syn_catalogue *catalogue,
                 struct syn_arena *arena)
{
    struct syn_text text = {.arena = arena};

    syn_text_add(&text, SYN_VERSION);
    for (size_t i = 0; i < catalogue->n_contracts; i++)
        syn_text_addf(&text, "|%s:%s", catalogue->contracts[i].source,
                      catalogue->contracts[i].sha256);
    for (size_t i = 0; i < catalogue->lists.n_codes; i++) {
        const struct syn_code *c = &catalogue->lists.codes[i];
        syn_text_addf(&text, "|%s;%s;%d;%d;%s", c->system, c->code,
                      c->valid_from, c->valid_to, c->title);
        for (const char *const *t = c->tags; t && *t; t++)
            syn_text_addf(&text, ";%s", *t);
    }
    syn_sha256_hex(out, text.at, text.n);
}

static bool is_signed(struct sqlite3 *db, const char *signature)
{
    sqlite3_stmt *select;
    bool same = false;

    if (sqlite3_prepare_v2(db,
                           "SELECT value FROM setting WHERE name = 'settled'",
                           -1, &select, NULL) != SQLITE_OK)
        return false;
    if (sqlite3_step(select) == SQLITE_ROW)
        same = sqlite3_column_bytes(select, 0) == (int)strlen(signature) &&
               memcmp(sqlite3_column_blob(select, 0), signature,
                      strlen(signature)) == 0;
    sqlite3_finalize(select);
    return same;
}

static enum syn_status put_signature(struct sqlite3 *db,
                                     const char *signature,
                                     struct syn_arena *arena,
                                     struct syn_diag *diag)
{
    sqlite3_stmt *insert;
    enum syn_status status = syn_store_prepare(
        &insert, db, "INSERT OR REPLACE INTO setting VALUES ('settled', ?1)",
        arena, diag);

    if (status)
        return status;
    sqlite3_bind_blob(insert, 1, signature, (int)strlen(signature),
                      SQLITE_STATIC);
    return sqlite3_step(insert) == SQLITE_DONE ? SYN_OK
                                               : syn_store_fail(db, diag);
}

enum syn_status syn_store_settle(struct sqlite3 *db,
                                 const struct syn_catalogue *catalogue,
                                 bool changed,
                                 struct syn_arena *arena,
                                 struct syn_diag *diag)
{
    char signature[SYN_SHA256_HEX];

    sign(signature, catalogue, arena);
    if (!changed && is_signed(db, signature))
        return SYN_OK;
    struct syn_arena_mark mark = syn_arena_mark(arena);
    enum syn_status status = syn_store_exec(db, "BEGIN IMMEDIATE", diag);
    if (!status)
        status = load_codes(db, &catalogue->lists, arena, diag);
    if (!status)
        status = syn_views_make(db, catalogue, true, arena, diag);
    if (!status)
        status = put_signature(db, signature, arena, diag);
    if (!status)
        status = syn_seal_schema(db, diag);
    syn_arena_rewind(arena, mark); /* Finalizes, so that nothing is open. */
    if (!status)
        return syn_store_exec(db, "COMMIT", diag);
    if (!sqlite3_get_autocommit(db))
        sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
    return status;
}
