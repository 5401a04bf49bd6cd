/* The numbers in brackets are the requirements of store/ledger.h. */
#include <samsyn/store/ledger.h>

#include <pwd.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <sqlite3.h>

#include <samsyn/base/hash.h>
#include <samsyn/base/text.h>
#include <samsyn/store/store.h>

#include "read.h"

const char *syn_utc_now(char out[SYN_UTC_BYTES])
{
    struct timespec t;
    struct tm tm;

    clock_gettime(CLOCK_REALTIME, &t);
    gmtime_r(&t.tv_sec, &tm);
    strftime(out, SYN_UTC_BYTES, "%Y-%m-%dT%H:%M:%SZ", &tm);
    return out;
}

static const char *actor(struct syn_arena *arena)
{
    const struct passwd *user = getpwuid(getuid());

    return user ? syn_arena_strdup(arena, user->pw_name)
                : syn_arena_printf(arena, "uid %lu", (unsigned long)getuid());
}

/* The hash of an entry: every text has its end in it, so none can flow into
 * the next. */
static void hash_entry(char own[SYN_SHA256_HEX],
                       const char *previous,
                       const struct syn_trail_entry *entry)
{
    const char *const texts[] = {previous,       entry->at,   entry->actor,
                                 entry->command, entry->what, entry->result};
    unsigned char id[8];
    struct syn_sha256 hash;

    syn_sha256_init(&hash);
    for (size_t i = 0; i < sizeof id; i++)
        id[i] = (unsigned char)((uint64_t)entry->id >> (8 * i));
    syn_sha256_update(&hash, id, sizeof id);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        syn_sha256_update(&hash, texts[i], strlen(texts[i]) + 1);
    syn_sha256_final(&hash, own);
}

/* --- reading ----------------------------------------------------------- */

/* How the chain ends, as the store remembers it beside the chain: "id hash".
 * A store without an entry has none. */
static enum syn_status read_end(const char **out,
                                struct sqlite3 *db,
                                struct syn_arena *arena,
                                struct syn_diag *diag)
{
    sqlite3_stmt *s;
    enum syn_status status = syn_store_prepare(
        &s, db, "SELECT CAST(value AS TEXT) FROM setting WHERE name = 'audit'",
        arena, diag);

    *out = "";
    if (status)
        return status;
    int rc = sqlite3_step(s);
    if (rc == SQLITE_ROW)
        *out = syn_read_text(s, 0, arena);
    else if (rc != SQLITE_DONE)
        status = syn_store_fail(db, diag);
    sqlite3_reset(s);
    return status;
}

static const char *end_of(int64_t id, const char *own, struct syn_arena *arena)
{
    return syn_arena_printf(arena, "%lld %s", (long long)id, own);
}

enum syn_status syn_trail_read(const struct syn_trail_entry **out,
                               size_t *n,
                               bool *whole,
                               struct sqlite3 *db,
                               struct syn_arena *arena,
                               struct syn_diag *diag)
{
    const char *previous = "", *end;
    sqlite3_stmt *s;
    int64_t room;

    *n = 0;
    *whole = true;
    if (!syn_read_number(&room, db, "SELECT count(*) FROM audit"))
        return syn_store_fail(db, diag);
    struct syn_trail_entry *entries =
        syn_arena_alloc(arena, (size_t)room, sizeof *entries);
    *out = entries;
    enum syn_status status = syn_store_prepare(
        &s, db,
        "SELECT id, at, actor, command, what, result, own, previous FROM audit"
        " ORDER BY id",
        arena, diag);
    while (!status && *n < (size_t)room &&
           !(status = syn_store_step(s, diag))) {
        struct syn_trail_entry *e = &entries[(*n)++];
        char own[SYN_SHA256_HEX];
        *e = (struct syn_trail_entry){.id = sqlite3_column_int64(s, 0),
                                      .at = syn_read_text(s, 1, arena),
                                      .actor = syn_read_text(s, 2, arena),
                                      .command = syn_read_text(s, 3, arena),
                                      .what = syn_read_text(s, 4, arena),
                                      .result = syn_read_text(s, 5, arena),
                                      .own = syn_read_text(s, 6, arena)};
        hash_entry(own, previous, e);
        e->sound = e->id == (int64_t)*n && strcmp(own, e->own) == 0 &&
                   strcmp(syn_read_text(s, 7, arena), previous) == 0;
        *whole = *whole && e->sound;
        previous = e->own;
    }
    if (status == SYN_DONE)
        status = SYN_OK;
    if (!status)
        sqlite3_reset(s);
    if (!status)
        status = read_end(&end, db, arena, diag);
    if (!status &&
        strcmp(end, *n ? end_of((int64_t)*n, previous, arena) : "") != 0)
        *whole = false;
    return status;
}

/* --- writing ----------------------------------------------------------- */

static void bind_text(sqlite3_stmt *statement, int at, const char *text)
{
    sqlite3_bind_text(statement, at, text, -1, SQLITE_TRANSIENT);
}

static enum syn_status insert(struct sqlite3 *db,
                              const struct syn_trail_entry *entry,
                              const char *previous,
                              struct syn_arena *arena,
                              struct syn_diag *diag)
{
    sqlite3_stmt *s, *end;
    enum syn_status status = syn_store_prepare(
        &s, db, "INSERT INTO audit VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        arena, diag);

    if (!status)
        status = syn_store_prepare(
            &end, db, "INSERT OR REPLACE INTO setting VALUES ('audit', ?1)",
            arena, diag);
    if (status)
        return status;
    sqlite3_bind_int64(s, 1, entry->id);
    bind_text(s, 2, entry->at);
    bind_text(s, 3, entry->actor);
    bind_text(s, 4, entry->command);
    bind_text(s, 5, entry->what);
    bind_text(s, 6, entry->result);
    bind_text(s, 7, previous);
    bind_text(s, 8, entry->own);
    const char *value = end_of(entry->id, entry->own, arena);
    sqlite3_bind_blob(end, 1, value, (int)strlen(value), SQLITE_STATIC);
    if (sqlite3_step(s) != SQLITE_DONE || sqlite3_step(end) != SQLITE_DONE)
        status = syn_store_fail(db, diag);
    sqlite3_reset(s);
    sqlite3_reset(end);
    return status;
}

enum syn_status syn_trail_add(struct sqlite3 *db,
                              const char *command,
                              const char *what,
                              struct syn_arena *arena,
                              struct syn_diag *diag)
{
    char at[SYN_UTC_BYTES], own[SYN_SHA256_HEX];
    const char *previous = "";
    sqlite3_stmt *s;
    struct syn_trail_entry entry = {.id = 1,
                                    .at = syn_utc_now(at),
                                    .actor = actor(arena),
                                    .command = command,
                                    .what = what,
                                    .result = "done"};

    enum syn_status status = syn_store_prepare(
        &s, db, "SELECT id, own FROM audit ORDER BY id DESC LIMIT 1", arena,
        diag);
    if (status)
        return status;
    int rc = sqlite3_step(s);
    if (rc == SQLITE_ROW) {
        entry.id = sqlite3_column_int64(s, 0) + 1;
        previous = syn_read_text(s, 1, arena);
    }
    sqlite3_reset(s);
    if (rc != SQLITE_ROW && rc != SQLITE_DONE)
        return syn_store_fail(db, diag);
    hash_entry(own, previous, &entry);
    entry.own = own;
    return insert(db, &entry, previous, arena, diag);
}
