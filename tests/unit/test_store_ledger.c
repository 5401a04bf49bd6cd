/* What a store says of itself: store/ledger.h, whose numbers are cited. */
#include "fixture_store.h"

#include <samsyn/base/asset.h>
#include <samsyn/store/ledger.h>

#define PROJECT "council: R\nplace: P\nbuiltin_indicators: no\n"
#define COLUMNS                                                                \
    "columns:\n  case_key: S\n"                                                \
    "  reported: {column: D, format: yyyy-mm-dd}\n  place: P\n  area: O\n"

static struct syn_verified verified;

static const char first[] = "S;D;P;O\n"
                            "a1;2024-01-05;public;North\n"
                            "a2;2024-02-05;private;South\n"
                            "a3;2024-02-06;;\n"
                            "a4;not a date;public;North\n";

static void put_project(const char *more, struct syn_arena *arena)
{
    put_file("samsyn.yaml", PROJECT, arena);
    put_file("contracts/c.yaml",
             syn_arena_printf(arena,
                              "source: police_case\nfiles: \"*.csv\"\n"
                              "covers: {from_name: \"{yyyy}-{mm}.csv\"}\n"
                              "max_bad: 0.5\n%s" COLUMNS,
                              more),
             arena);
}

static void load(struct syn_arena *arena)
{
    put_project("", arena);
    put_file("extracts/2024-02.csv", first, arena);
    open_project(arena);
    assert_int_equal(ingest(false, arena), SYN_OK);
    settle(true, arena);
}

static enum syn_status verify(struct syn_arena *arena)
{
    heard = (struct heard){0};
    return syn_store_verify(&verified, db, arena, &diag);
}

static void run_sql(const char *sql)
{
    char *message = NULL;

    if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
        fail_msg("%s: %s", sql, message);
}

static void what_was_just_loaded_is_as_it_was_loaded_2(void **state)
{
    load(*state);
    assert_int_equal(verify(*state), SYN_OK);
    assert_int_equal(verified.batches, 1);
    assert_int_equal(verified.rows, 3);
    assert_int_equal(verified.quarantined, 1);
    assert_int_equal(verified.entries, 1);
}

/* Content that is changed behind the program's back, and what is said. */
static const struct {
    const char *sql, *code;
} changes[] = {
    {"UPDATE event_police_case SET reported = reported + 1 WHERE line = 2",
     "store.differs"},
    {"UPDATE event_police_case SET case_key = case_key + 1 WHERE line = 3",
     "store.differs"},
    {"UPDATE event_police_case SET weight = 2 WHERE line = 3", "store.differs"},
    {"UPDATE event_police_case SET hour = 0 WHERE line = 3", "store.differs"},
    {"UPDATE event_police_case SET line = 99 WHERE line = 3", "store.differs"},
    {"UPDATE event_police_case SET profile = 3 - profile WHERE line < 4",
     "store.differs"},
    {"UPDATE event_police_case SET area = 3 - area WHERE line < 4",
     "store.differs"},
    {"UPDATE event_police_case SET area = NULL", "store.differs"},
    {"UPDATE event_police_case SET profile = 77", "store.differs"},
    {"UPDATE profile_police_case SET place = 'transit' WHERE profile = 1",
     "store.differs"},
    {"UPDATE area SET code = 'Nirth' WHERE id = 1", "store.differs"},
    {"DELETE FROM event_police_case WHERE line = 2", "store.differs"},
    {"INSERT INTO event_police_case SELECT * FROM event_police_case LIMIT 1",
     "store.differs"},
    {"INSERT INTO event_police_case (batch, line, profile, weight)"
     " VALUES (9, 1, 1, 1)",
     "store.damaged"},
    {"DELETE FROM quarantine", "store.differs"},
    {"UPDATE quarantine SET rule = 'K99'", "store.differs"},
    {"UPDATE batch SET covers_to = '2024-03'", "store.differs"},
    {"UPDATE batch SET fingerprint_b = fingerprint_b + 1", "store.differs"},
    {"UPDATE batch SET sha256 = 'x'", "store.differs"},
    {"UPDATE setting SET value = zeroblob(16) WHERE name = 'key'",
     "store.differs"},
    {"DELETE FROM setting WHERE name = 'audit'", "store.damaged"},
    {"DROP VIEW police_case; CREATE VIEW police_case AS SELECT 1",
     "store.damaged"},
    {"DROP TRIGGER audit_is_not_cut", "store.damaged"},
    {"DROP TRIGGER audit_is_not_changed;"
     "UPDATE audit SET actor = 'nobody'",
     "store.chain"},
    {"DROP TRIGGER audit_is_not_cut; DELETE FROM audit", "store.damaged"},
};

static void any_change_of_content_is_found_2(void **state)
{
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        struct syn_arena_mark mark = syn_arena_mark(*state);
        load(*state);
        assert_int_equal(verify(*state), SYN_OK);
        run_sql(changes[i].sql);
        if (verify(*state) != SYN_EINPUT)
            fail_msg("not found: %s", changes[i].sql);
        assert_string_equal(heard.code, changes[i].code);
        syn_arena_rewind(*state, mark);
        assert_int_equal(syn_folder_remove(folder, &diag), SYN_OK);
        assert_int_equal(syn_folder_make(folder, &diag), SYN_OK);
    }
}

static const char *print_of(const char *file, struct syn_arena *arena)
{
    return text_from(
        syn_arena_printf(arena,
                         "SELECT fingerprint, fingerprint_b FROM batch"
                         " WHERE file = '%s' AND superseded_by IS NULL",
                         file),
        arena);
}

/* (2) The numbers of profiles and areas, and columns added later, are not in
 * it; the order of rows in the file is, by their lines. */
static void a_fingerprint_is_of_the_rows_and_nothing_else_2(void **state)
{
    load(*state);
    const char *alone = print_of("2024-02.csv", *state);
    unsigned char key[SYN_SIPHASH_KEY];

    assert_int_equal(syn_store_key(key, db, *state, &diag), SYN_OK);
    remove(path_of("samsyn.db", *state));
    put_file("extracts/2024-01.csv",
             "S;D;P;O\nz1;2024-01-07;private;West\nz2;2024-01-08;;South\n",
             *state);
    put_file("extracts/2024-03.csv", "S;D;P;O\nz3;2024-03-07;online;East\n",
             *state);
    open_project(*state);
    sqlite3_stmt *s;
    assert_int_equal(
        sqlite3_prepare_v2(db, "INSERT INTO setting VALUES ('key', ?1)", -1, &s,
                           NULL),
        SQLITE_OK);
    sqlite3_bind_blob(s, 1, key, sizeof key, SQLITE_STATIC);
    assert_int_equal(sqlite3_step(s), SQLITE_DONE);
    sqlite3_finalize(s);
    assert_int_equal(ingest(false, *state), SYN_OK);
    assert_string_equal(print_of("2024-02.csv", *state), alone);
    assert_string_not_equal(print_of("2024-01.csv", *state), alone);
    run_sql("ALTER TABLE event_police_case ADD COLUMN minutes INTEGER;"
            "ALTER TABLE profile_police_case ADD COLUMN colour TEXT"
            " NOT NULL DEFAULT ''");
    settle(true, *state); /* As after a contract that adds them. */
    assert_int_equal(verify(*state), SYN_OK);
}

static void a_row_that_the_gate_takes_back_is_not_in_the_print_2(void **state)
{
    struct syn_text csv = {.arena = *state};

    syn_text_add(&csv, "S;D;P;O;X\ns;2024-01-05;public;N;15830850063\n");
    for (int i = 0; i < 1500; i++)
        syn_text_addf(&csv, "t%d;2024-01-05;public;N;\n", i);
    put_project("", *state);
    put_file("extracts/2024-01.csv", csv.at, *state);
    open_project(*state);
    assert_int_equal(ingest(false, *state), SYN_OK);
    assert_int_equal(verify(*state), SYN_OK);
    assert_int_equal(verified.rows, 1500);
}

static void a_superseded_batch_stays_with_its_counts_by_month_3(void **state)
{
    load(*state);
    put_file("extracts/2024-02.csv",
             "S;D;P;O\na1;2024-01-05;public;North\na2;2024-02-05;;South\n",
             *state);
    assert_int_equal(ingest(true, *state), SYN_OK);
    assert_string_equal(
        text_from("SELECT id, superseded_by FROM batch ORDER BY id", *state),
        "1|2 2|-");
    assert_string_equal(
        text_from("SELECT * FROM vintage ORDER BY 1, 2", *state),
        "1|2024-01|1|1 1|2024-02|2|2");
    assert_int_equal(verify(*state), SYN_OK);
    assert_string_equal(
        text_from("SELECT command, substr(what, 1, 12) FROM audit", *state),
        "load|batch=1 sour supersede|batch=1 by=2 load|batch=2 sour");
    /* A changed contract goes the same way. */
    put_project("title: Other\n", *state);
    open_project(*state);
    assert_int_equal(ingest(false, *state), SYN_OK);
    assert_string_equal(
        text_from("SELECT id, superseded_by FROM batch ORDER BY id", *state),
        "1|2 2|3 3|-");
    assert_int_equal(verify(*state), SYN_OK);
}

static void the_audit_table_takes_no_change_1(void **state)
{
    load(*state);
    assert_int_equal(syn_store_exec(db, "UPDATE audit SET at = ''", &diag),
                     SYN_EIO);
    assert_int_equal(syn_store_exec(db, "DELETE FROM audit", &diag), SYN_EIO);
    assert_int_equal(number_from("SELECT count(*) FROM audit"), 1);
}

static void an_entry_in_the_middle_cannot_be_forged_1(void **state)
{
    const struct syn_trail_entry *entries;
    bool whole;
    size_t n;

    load(*state);
    for (int i = 0; i < 3; i++)
        assert_int_equal(syn_trail_add(db, "run", "x", *state, &diag), SYN_OK);
    assert_int_equal(syn_trail_read(&entries, &n, &whole, db, *state, &diag),
                     SYN_OK);
    assert_int_equal(n, 4);
    assert_true(whole);
    run_sql("DROP TRIGGER audit_is_not_cut; DELETE FROM audit WHERE id = 2");
    assert_int_equal(syn_trail_read(&entries, &n, &whole, db, *state, &diag),
                     SYN_OK);
    assert_false(whole);
    assert_true(entries[0].sound);
    assert_false(entries[1].sound);
}

/* --- purging ----------------------------------------------------------- */

static void load_quarter(struct syn_arena *arena)
{
    load(arena);
    put_file("extracts/2024-01.csv",
             "S;D;P;O\nb1;2024-01-05;public;Oldplace\nb2;x;public;North\n",
             arena);
    put_file("extracts/2024-03.csv", "S;D;P;O\nc1;2024-03-05;public;North\n",
             arena);
    open_project(arena);
    assert_int_equal(ingest(false, arena), SYN_OK);
    settle(true, arena);
}

static void what_is_older_leaves_and_does_not_come_back_3(void **state)
{
    struct syn_purged purged;
    int day;

    load_quarter(*state);
    assert_true(syn_day_parse(&day, "2024-02-29")); /* One day short. */
    assert_int_equal(
        syn_store_purge(&purged, db, catalogue, day, true, *state, &diag),
        SYN_OK);
    assert_int_equal(purged.n, 1);
    assert_int_equal(purged.rows, 1);
    assert_int_equal(purged.quarantined, 1);
    assert_int_equal(number_from("SELECT count(*) FROM event_police_case"), 5);
    assert_int_equal(
        syn_store_purge(&purged, db, catalogue, day, false, *state, &diag),
        SYN_OK);
    assert_int_equal(number_from("SELECT count(*) FROM event_police_case"), 4);
    assert_string_equal(
        text_from("SELECT file, purged_at IS NULL FROM batch ORDER BY 1",
                  *state),
        "2024-01.csv|0 2024-02.csv|1 2024-03.csv|1");
    assert_int_equal(verify(*state), SYN_OK);
    assert_int_equal(number_from("SELECT count(*) FROM police_case"), 4);
    /* The file may still be there. */
    put_project("title: Other\n", *state);
    open_project(*state);
    assert_int_equal(ingest(false, *state), SYN_OK);
    assert_int_equal(number_from("SELECT count(*) FROM event_police_case"), 4);
    const struct syn_batch *live;
    size_t n;
    assert_int_equal(syn_store_batches(&live, &n, db, *state, &diag), SYN_OK);
    assert_int_equal(n, 2); /* Its month is missing now. */
    assert_int_equal(verify(*state), SYN_OK);
}

static void purging_twice_removes_once_3(void **state)
{
    struct syn_purged purged;
    int day;

    load_quarter(*state);
    assert_true(syn_day_parse(&day, "2024-03-01"));
    for (int i = 0; i < 2; i++) {
        assert_int_equal(
            syn_store_purge(&purged, db, catalogue, day, false, *state, &diag),
            SYN_OK);
        assert_int_equal(purged.n, i ? 0 : 2);
    }
    assert_int_equal(
        number_from("SELECT count(*) FROM audit WHERE command = 'purge'"), 2);
}

/* --- backup ------------------------------------------------------------ */

static void a_backup_restores_by_copying_it_back(void **state)
{
    char sha256[SYN_SHA256_HEX], *bytes;
    const char *copy = path_of("copy.db", *state);
    size_t n;

    load_quarter(*state);
    assert_int_equal(syn_store_backup(sha256, db, copy, *state, &diag), SYN_OK);
    assert_int_equal(syn_store_backup(sha256, db, copy, *state, &diag),
                     SYN_EIO); /* It is there. */
    assert_string_equal(heard.code, "store.backup");
    assert_int_equal(
        number_from("SELECT count(*) FROM audit WHERE command = 'backup'"), 1);
    run_sql("DELETE FROM event_police_case");
    assert_int_equal(verify(*state), SYN_EINPUT);
    assert_int_equal(syn_file_read(&bytes, &n, copy, 1 << 24, *state, &diag),
                     SYN_OK);
    put_bytes("samsyn.db", bytes, n, *state);
    open_project(*state);
    assert_int_equal(verify(*state), SYN_OK);
    assert_int_equal(number_from("SELECT count(*) FROM event_police_case"), 5);
}

static void a_damaged_store_is_not_backed_up(void **state)
{
    char sha256[SYN_SHA256_HEX];
    const char *copy = path_of("copy.db", *state);

    load(*state);
    run_sql("UPDATE event_police_case SET weight = 5");
    assert_int_equal(syn_store_backup(sha256, db, copy, *state, &diag),
                     SYN_EINPUT);
    assert_false(syn_file_exists(copy));
}

/* --- version 1 --------------------------------------------------------- */

/* The store becomes what version 1 left. */
static void make_version_1(struct syn_arena *arena)
{
    load(arena);
    run_sql("UPDATE batch SET fingerprint = 77;"
            "DROP TABLE withheld; DROP TABLE published; DROP TABLE publication;"
            "DROP TABLE kept; DROP TABLE audit; DROP TABLE vintage;"
            "DELETE FROM setting WHERE name = 'audit';"
            "ALTER TABLE batch DROP COLUMN fingerprint_b;"
            "ALTER TABLE batch DROP COLUMN seal;"
            "ALTER TABLE batch DROP COLUMN purged_at;"
            "PRAGMA user_version = 1");
}

/* A file of a version that is out is never edited. */
static void the_schemas_of_earlier_versions_are_what_they_were(void **state)
{
    static const struct {
        const char *name, *sha256;
    } schemas[] = {
        {"queries/schema/store.sql",
         "c9f021b1f0d724308f2a922d58c963a606396afccb57c219ebadf453e6415997"},
        {"queries/schema/store_2.sql",
         "0205b0d2b053bee7bc3be8ce6eb47913ee9b39322ae677ea5b2e7038b790e391"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof schemas / sizeof *schemas; i++) {
        char sha256[SYN_SHA256_HEX];
        const struct syn_asset *asset = syn_asset_find(schemas[i].name);
        syn_sha256_hex(sha256, asset->text, strlen(asset->text));
        assert_string_equal(sha256, schemas[i].sha256);
    }
}

static void a_store_of_version_1_is_migrated_and_keeps_its_rows(void **state)
{
    make_version_1(*state);
    open_project(*state);
    assert_int_equal(number_from("PRAGMA user_version"), 3);
    assert_int_equal(number_from("SELECT count(*) FROM event_police_case"), 3);
    assert_int_equal(verify(*state), SYN_OK);
    assert_string_equal(text_from("SELECT command, what FROM audit", *state),
                        "migrate|version=3");
    run_sql("UPDATE event_police_case SET weight = 5 WHERE line = 2");
    assert_int_equal(verify(*state), SYN_EINPUT);
}

static void a_migration_that_fails_leaves_version_1(void **state)
{
    make_version_1(*state);
    run_sql("CREATE TABLE vintage (x)"); /* In its way. */
    struct sqlite3 *again;
    assert_int_equal(
        syn_store_open(&again, path_of("samsyn.db", *state), *state, &diag),
        SYN_EIO);
    assert_int_equal(number_from("PRAGMA user_version"), 1);
    assert_string_equal(text_from("SELECT name FROM pragma_table_info('batch')"
                                  " WHERE name = 'seal'",
                                  *state),
                        "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_IN_FOLDER(what_was_just_loaded_is_as_it_was_loaded_2),
        TEST_IN_FOLDER(any_change_of_content_is_found_2),
        TEST_IN_FOLDER(a_fingerprint_is_of_the_rows_and_nothing_else_2),
        TEST_IN_FOLDER(a_row_that_the_gate_takes_back_is_not_in_the_print_2),
        TEST_IN_FOLDER(a_superseded_batch_stays_with_its_counts_by_month_3),
        TEST_IN_FOLDER(the_audit_table_takes_no_change_1),
        TEST_IN_FOLDER(an_entry_in_the_middle_cannot_be_forged_1),
        TEST_IN_FOLDER(what_is_older_leaves_and_does_not_come_back_3),
        TEST_IN_FOLDER(purging_twice_removes_once_3),
        TEST_IN_FOLDER(a_backup_restores_by_copying_it_back),
        TEST_IN_FOLDER(a_damaged_store_is_not_backed_up),
        TEST_IN_FOLDER(the_schemas_of_earlier_versions_are_what_they_were),
        TEST_IN_FOLDER(a_store_of_version_1_is_migrated_and_keeps_its_rows),
        TEST_IN_FOLDER(a_migration_that_fails_leaves_version_1),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
