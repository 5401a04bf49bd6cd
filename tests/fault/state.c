/* state.c - what a project folder of these tests holds, in one line.
 *
 * usage: state FOLDER            prints STORE OUT REST
 *        state FOLDER hold SECS  keeps a reading transaction open for so long
 *
 *   STORE  "empty", or a hash over the ledger, the events and the quarantine;
 *          "BAD:..." if the store is damaged or does not add up
 *   OUT    "none", or a hash over the names and bytes below out/2025K4
 *   REST   "-", or the files that nobody should find after a run */
#define _GNU_SOURCE
#include <ftw.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sqlite3.h>

#define OUT "out/2025K4"

static uint64_t hash;
static char rest[4096];

static void mix(const void *bytes, size_t n)
{
    const unsigned char *at = bytes;

    for (size_t i = 0; i < n; i++)
        hash = (hash ^ at[i]) * 0x100000001b3u;
}

/* --- the store --------------------------------------------------------- */

/* Adds each row of SQL to the hash; returns how many, -1 if it fails. */
static int mix_rows(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *select;
    int n = 0, rc;

    if (sqlite3_prepare_v2(db, sql, -1, &select, NULL) != SQLITE_OK)
        return -1;
    while ((rc = sqlite3_step(select)) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(select); i++) {
            const char *text = (const char *)sqlite3_column_text(select, i);
            mix(text ? text : "", (text ? strlen(text) : 0) + 1);
        }
        n++;
    }
    sqlite3_finalize(select);
    return rc == SQLITE_DONE ? n : -1;
}

/* Prints why the store is bad if SQL gives anything but WANTED. */
static int is_bad(sqlite3 *db, const char *sql, const char *wanted)
{
    sqlite3_stmt *select;
    const char *got = "";
    int bad = 1;

    if (sqlite3_prepare_v2(db, sql, -1, &select, NULL) == SQLITE_OK) {
        int rc = sqlite3_step(select);
        if (rc == SQLITE_ROW)
            got = (const char *)sqlite3_column_text(select, 0);
        else if (rc != SQLITE_DONE)
            got = sqlite3_errmsg(db);
        bad = strcmp(got, wanted) != 0;
        if (bad)
            printf("BAD:%s:%s", sql, got);
        sqlite3_finalize(select);
    } else {
        printf("BAD:%s", sqlite3_errmsg(db));
    }
    return bad;
}

/* Makes a view over the events of all sources. */
static int gather_events(sqlite3 *db)
{
    char sql[4096] = "CREATE TEMP VIEW event_all AS SELECT '' AS source,"
                     " 0 AS batch, 0 AS line, 0 AS known WHERE 0";
    sqlite3_stmt *select;

    if (sqlite3_prepare_v2(db,
                           "SELECT substr(name, 7) FROM sqlite_schema"
                           " WHERE type = 'table' AND name GLOB 'event_*'",
                           -1, &select, NULL) != SQLITE_OK)
        return 0;
    while (sqlite3_step(select) == SQLITE_ROW) {
        const char *name = (const char *)sqlite3_column_text(select, 0);
        size_t n = strlen(sql);
        snprintf(sql + n, sizeof sql - n,
                 " UNION ALL SELECT '%s', batch, line, profile IN (SELECT"
                 " profile FROM \"profile_%s\") FROM \"event_%s\"",
                 name, name, name);
    }
    sqlite3_finalize(select);
    return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

/* Whether every row is loaded once or in quarantine, and nothing beside it. */
static int adds_up(sqlite3 *db)
{
    static const char *const nothing[] = {
        "SELECT 'rows' FROM batch WHERE loaded + quarantined + blank"
        " <> rows_read OR rows_read = 0",
        "SELECT 'loaded' FROM batch b WHERE (SELECT COUNT(*) FROM event_all e"
        " WHERE e.batch = b.id AND e.source = b.source)"
        " <> CASE WHEN superseded_by IS NULL THEN loaded ELSE 0 END",
        "SELECT 'twice' FROM event_all GROUP BY source, batch, line"
        " HAVING COUNT(*) > 1",
        "SELECT 'orphan' FROM event_all WHERE NOT known OR batch NOT IN"
        " (SELECT id FROM batch)",
        "SELECT 'quarantine' FROM batch b WHERE (SELECT COUNT(*) FROM"
        " quarantine q WHERE q.batch = b.id) <> quarantined",
        "SELECT 'covered twice' FROM batch b JOIN batch c ON b.id < c.id"
        " AND b.contract = c.contract AND b.covers_from <= c.covers_to"
        " AND c.covers_from <= b.covers_to"
        " WHERE b.superseded_by IS NULL AND c.superseded_by IS NULL",
    };

    for (size_t i = 0; i < sizeof nothing / sizeof *nothing; i++)
        if (is_bad(db, nothing[i], ""))
            return 0;
    return 1;
}

static void print_store(sqlite3 *db)
{
    if (is_bad(db, "PRAGMA integrity_check", "ok") ||
        is_bad(db, "PRAGMA foreign_key_check", ""))
        return;
    hash = 0xcbf29ce484222325u;
    int n = mix_rows(
        db, "SELECT id, source, contract, file, sha256, rows_read, loaded,"
            " quarantined, blank, superseded_by FROM batch ORDER BY id");
    if (n <= 0) {
        fputs("empty", stdout);
        return;
    }
    if (!gather_events(db)) {
        printf("BAD:%s", sqlite3_errmsg(db));
        return;
    }
    if (!adds_up(db))
        return;
    mix_rows(db, "SELECT * FROM event_all ORDER BY 1, 2, 3");
    mix_rows(db, "SELECT batch, line, occurred, means FROM event_happening"
                 " JOIN profile_happening USING (profile) ORDER BY 1, 2");
    mix_rows(db, "SELECT batch, line, reported, weapon FROM event_police_case"
                 " JOIN profile_police_case USING (profile) ORDER BY 1, 2");
    mix_rows(db, "SELECT * FROM quarantine ORDER BY batch, line");
    printf("%d:%016llx", n, (unsigned long long)hash);
}

static int look_at_store(const char *folder, int hold)
{
    char path[4096];
    sqlite3 *db;

    snprintf(path, sizeof path, "%s/samsyn.db", folder);
    if (access(path, F_OK) != 0) {
        fputs("empty", stdout);
        return 1;
    }
    if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK) {
        fputs("BAD:open", stdout);
        return 1;
    }
    sqlite3_busy_timeout(db, 60000);
    if (hold) {
        sqlite3_exec(db, "BEGIN; SELECT COUNT(*) FROM batch", NULL, NULL, NULL);
        puts("held");
        fflush(stdout);
        sleep((unsigned)hold);
    } else {
        print_store(db);
    }
    return sqlite3_close(db) == SQLITE_OK;
}

/* --- files ------------------------------------------------------------- */

static void mix_file(const char *path)
{
    char bytes[65536];
    FILE *file = fopen(path, "rb");
    size_t n;

    while (file && (n = fread(bytes, 1, sizeof bytes, file)) > 0)
        mix(bytes, n);
    if (file)
        fclose(file);
}

static char *listed[1024];
static size_t n_listed;

static int list(const char *path, const struct stat *i, int type, struct FTW *w)
{
    (void)i;
    if (w->level > 0 && n_listed < sizeof listed / sizeof *listed &&
        asprintf(&listed[n_listed], "%s%s", path + 2,
                 type == FTW_DP ? "/" : "") > 0)
        n_listed++;
    return 0;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static int begins(const char *path, const char *with)
{
    return strncmp(path, with, strlen(with)) == 0;
}

static int is_input(const char *path)
{
    return begins(path, "contracts/") || begins(path, "indicators/") ||
           begins(path, "extracts/") || strcmp(path, "samsyn.yaml") == 0 ||
           strcmp(path, "samsyn.db") == 0 || strcmp(path, "out/") == 0;
}

static void look_at_files(void)
{
    size_t inside = 0;

    nftw(".", list, 16, FTW_PHYS | FTW_DEPTH);
    qsort(listed, n_listed, sizeof *listed, by_name);
    hash = 0xcbf29ce484222325u;
    for (size_t i = 0; i < n_listed; i++) {
        size_t n = strlen(listed[i]);
        if (begins(listed[i], OUT "/")) {
            inside++;
            mix(listed[i], n + 1);
            if (listed[i][n - 1] != '/')
                mix_file(listed[i]);
        } else if (!is_input(listed[i])) {
            snprintf(rest + strlen(rest), sizeof rest - strlen(rest), ",%s",
                     listed[i]);
        }
    }
    if (inside)
        printf(" %zu:%016llx", inside, (unsigned long long)hash);
    else
        fputs(" none", stdout);
    printf(" %s\n", *rest ? rest + 1 : "-");
}

int main(int argc, char **argv)
{
    if (argc == 4)
        return !look_at_store(argv[1], atoi(argv[3]));
    if (argc != 2 || !look_at_store(argv[1], 0) || chdir(argv[1]) != 0)
        return 2;
    look_at_files();
    return 0;
}
