/* Opening the store: store/store.h. */
#include "fixture_store.h"

#include <sys/stat.h>

static const char *store_path(struct syn_arena *arena)
{
    return path_of("samsyn.db", arena);
}

static enum syn_status open_store(struct syn_arena *arena)
{
    heard = (struct heard){0};
    return syn_store_open(&db, store_path(arena), arena, &diag);
}

static void a_new_store_is_set_to_keep_what_it_commits(void **state)
{
    assert_int_equal(open_store(*state), SYN_OK);
    assert_string_equal(text_from("PRAGMA journal_mode", *state), "delete");
    assert_int_equal(number_from("PRAGMA synchronous"), 3);
    assert_int_equal(number_from("PRAGMA foreign_keys"), 1);
    assert_int_equal(number_from("PRAGMA trusted_schema"), 0);
    assert_int_equal(number_from("PRAGMA mmap_size"), 0);
    assert_int_equal(number_from("PRAGMA application_id"), 0x73796e31);
    assert_int_equal(number_from("PRAGMA user_version"), 3);
    assert_int_equal(number_from("PRAGMA secure_delete"), 1);
}

static void a_store_is_opened_again_with_the_same_key(void **state)
{
    unsigned char first[SYN_SIPHASH_KEY], again[SYN_SIPHASH_KEY];
    struct syn_arena_mark mark = syn_arena_mark(*state);

    assert_int_equal(open_store(*state), SYN_OK);
    assert_int_equal(syn_store_key(first, db, *state, &diag), SYN_OK);
    syn_arena_rewind(*state, mark);
    assert_int_equal(open_store(*state), SYN_OK);
    assert_int_equal(syn_store_key(again, db, *state, &diag), SYN_OK);
    assert_memory_equal(first, again, sizeof first);
    assert_string_equal(text_from("PRAGMA journal_mode", *state), "delete");
    assert_int_equal(number_from("PRAGMA synchronous"), 3);
}

/* A store made by SQL, and why it is refused. */
static const struct {
    const char *sql, *code;
} stores[] = {
    {"CREATE TABLE t (x)", "store.foreign"},
    {"PRAGMA application_id = 7", "store.foreign"},
    {"CREATE TABLE t (x); PRAGMA application_id = 1937337905;"
     "PRAGMA user_version = 99",
     "store.version"},
};

static void a_foreign_or_newer_store_is_refused_and_not_touched(void **state)
{
    for (size_t i = 0; i < sizeof stores / sizeof *stores; i++) {
        char *before, *after;
        size_t n, m;

        remove(store_path(*state));
        assert_int_equal(sqlite3_open(store_path(*state), &db), SQLITE_OK);
        assert_int_equal(sqlite3_exec(db, stores[i].sql, 0, 0, 0), SQLITE_OK);
        sqlite3_close(db);
        assert_int_equal(syn_file_read(&before, &n, store_path(*state), 1 << 20,
                                       *state, &diag),
                         SYN_OK);
        assert_int_equal(open_store(*state), SYN_EIO);
        assert_string_equal(heard.code, stores[i].code);
        assert_int_equal(syn_file_read(&after, &m, store_path(*state), 1 << 20,
                                       *state, &diag),
                         SYN_OK);
        assert_int_equal(n, m);
        assert_memory_equal(before, after, n);
    }
}

static void what_is_no_database_is_refused(void **state)
{
    char text[2000];

    memset(text, 'x', sizeof text);
    put_bytes("samsyn.db", text, sizeof text, *state);
    assert_int_equal(open_store(*state), SYN_EIO);
    assert_string_equal(heard.code, "store.not-a-store");
    remove(store_path(*state));
    assert_int_equal(mkdir(store_path(*state), 0700), 0);
    assert_int_equal(open_store(*state), SYN_EIO);
    assert_string_equal(heard.code, "store.open");
}

static enum syn_status run(const char *sql)
{
    return syn_store_exec(db, sql, &diag);
}

static void the_connection_is_hardened(void **state)
{
    assert_int_equal(open_store(*state), SYN_OK);
    assert_int_equal(run("ATTACH ':memory:' AS other"), SYN_EIO);
    assert_int_equal(run("SELECT load_extension('x')"), SYN_EIO);
    assert_int_equal(run("SELECT \"no column\""), SYN_EIO);
    assert_int_equal(run("PRAGMA writable_schema = 1; UPDATE sqlite_schema"
                         " SET sql = ''"),
                     SYN_EIO);
    assert_int_equal(run("SELECT 1"), SYN_OK);
}

static void a_batch_that_does_not_add_up_cannot_be_stored(void **state)
{
    assert_int_equal(open_store(*state), SYN_OK);
    assert_int_equal(
        run("INSERT INTO batch VALUES (1, 's', 'c', '', 'f', 'x',"
            " 'y', '', '', '', '', '', 5, 3, 1, 0, 0, NULL, '', 0, '', NULL)"),
        SYN_EIO);
    assert_int_equal(
        run("INSERT INTO batch VALUES (1, 's', 'c', '', 'f', 'x',"
            " 'y', '', '', '', '', '', 5, 3, 1, 1, 0, NULL, '', 0, '', NULL)"),
        SYN_OK);
    /* The same bytes live twice. */
    assert_int_equal(
        run("INSERT INTO batch VALUES (2, 's', 'c', '', 'f', 'x',"
            " 'z', '', '', '', '', '', 0, 0, 0, 0, 0, NULL, '', 0, '', NULL)"),
        SYN_EIO);
}

static void a_reader_cannot_write(void **state)
{
    assert_int_equal(open_store(*state), SYN_OK);
    open_reader(*state);
    assert_int_equal(syn_store_exec(reader,
                                    "INSERT INTO setting VALUES ('a', x'00')",
                                    &diag),
                     SYN_EIO);
    remove(store_path(*state));
    assert_int_equal(
        syn_store_open_reader(&reader, store_path(*state), *state, &diag),
        SYN_EIO);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_IN_FOLDER(a_new_store_is_set_to_keep_what_it_commits),
        TEST_IN_FOLDER(a_store_is_opened_again_with_the_same_key),
        TEST_IN_FOLDER(a_foreign_or_newer_store_is_refused_and_not_touched),
        TEST_IN_FOLDER(what_is_no_database_is_refused),
        TEST_IN_FOLDER(the_connection_is_hardened),
        TEST_IN_FOLDER(a_batch_that_does_not_add_up_cannot_be_stored),
        TEST_IN_FOLDER(a_reader_cannot_write),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
