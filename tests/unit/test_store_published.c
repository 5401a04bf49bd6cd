/* What is published is remembered: store/published.h, whose numbers are cited.
 * The cells are invented. */
#include "fixture_store.h"

#include <math.h>

#include <samsyn/store/ledger.h>
#include <samsyn/store/published.h>

#define CELL(period_, form_, shown_, count_)                                   \
    {                                                                          \
        .universe = "u;case;count",                                            \
        .cell = "indicator=a;group=all;area=", .period = period_,              \
        .form = form_, .args = "d1", .shown = shown_, .count = count_          \
    }

static const struct syn_published first[] = {
    CELL("2024K1", "count", true, 20),
    CELL("2024K2", "count", false, 3),
    CELL("2024K3", "count", true, 0),
    {.universe = "u;case;duration",
     .cell = "indicator=b;group=all;area=",
     .period = "2024K1",
     .form = "value",
     .args = "d2",
     .shown = true,
     .is_figure = true,
     .count = -1,
     .value = 2.5},
};
enum { FIRST = sizeof first / sizeof *first };

static struct syn_publication what;

static void open_store(struct syn_arena *arena)
{
    assert_int_equal(
        syn_store_open(&db, path_of("samsyn.db", arena), arena, &diag), SYN_OK);
}

static void add(const char *period,
                const struct syn_published *cells,
                size_t n,
                struct syn_arena *arena)
{
    what = (struct syn_publication){
        .period = period, .manifest = "m", .vintage = "v"};
    assert_int_equal(syn_published_add(&what, db, cells, n, arena, &diag),
                     SYN_OK);
}

static void run_sql(const char *sql)
{
    char *message = NULL;

    if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
        fail_msg("%s: %s", sql, message);
}

static enum syn_status verify(struct syn_arena *arena)
{
    struct syn_verified verified;

    heard = (struct heard){0};
    return syn_store_verify(&verified, db, arena, &diag);
}

static void nothing_is_published_in_a_new_store(void **state)
{
    const struct syn_publication *list;
    const struct syn_published *cells;
    size_t n;

    open_store(*state);
    assert_int_equal(syn_published_list(&list, &n, db, *state, &diag), SYN_OK);
    assert_int_equal(n, 0);
    assert_int_equal(syn_published_read(&cells, &n, db, *state, &diag), SYN_OK);
    assert_int_equal(n, 0);
}

static void what_was_published_is_read_back_with_its_publication_1(void **state)
{
    const struct syn_publication *list;
    const struct syn_published *cells;
    size_t n;

    open_store(*state);
    add("2024K3", first, FIRST, *state);
    assert_int_equal(what.id, 1);
    assert_int_equal(syn_published_list(&list, &n, db, *state, &diag), SYN_OK);
    assert_int_equal(n, 1);
    assert_string_equal(list[0].period, "2024K3");
    assert_string_equal(list[0].manifest, "m");
    assert_string_equal(list[0].vintage, "v");
    assert_string_equal(list[0].sha256, what.sha256);
    assert_int_equal(list[0].shown, 2);
    assert_int_equal(list[0].hidden, 1);
    assert_int_equal(syn_published_read(&cells, &n, db, *state, &diag), SYN_OK);
    assert_int_equal(n, FIRST);
    for (size_t i = 0; i < n; i++) { /* By universe, cell, period. */
        assert_int_equal(cells[i].release, 1);
        assert_string_equal(cells[i].cell, first[i].cell);
        assert_string_equal(cells[i].period, first[i].period);
        assert_string_equal(cells[i].form, first[i].form);
        assert_string_equal(cells[i].args, first[i].args);
        assert_int_equal(cells[i].shown, first[i].shown);
        assert_int_equal(cells[i].is_figure, first[i].is_figure);
        assert_int_equal(cells[i].count, first[i].count);
    }
    assert_float_equal(cells[3].value, 2.5, 0);
    assert_int_equal(verify(*state), SYN_OK);
}

static void
a_hidden_number_is_not_in_the_table_of_what_is_published_2(void **state)
{
    open_store(*state);
    add("2024K3", first, FIRST, *state);
    assert_string_equal(text_from("SELECT period, state, value FROM published"
                                  " WHERE form = 'count' ORDER BY 1",
                                  *state),
                        "2024K1|S|20 2024K2|H|- 2024K3|S|0");
    assert_string_equal(text_from("SELECT period, count FROM withheld", *state),
                        "2024K2|3");
}

static void a_cell_knows_since_when_it_says_the_same(void **state)
{
    static const struct syn_published second[] = {
        CELL("2024K1", "count", true, 20), CELL("2024K2", "count", false, 4),
        CELL("2024K3", "count", true, 7), CELL("2024K4", "count", true, 9)};

    open_store(*state);
    add("2024K3", first, FIRST, *state);
    add("2024K4", second, 4, *state);
    assert_int_equal(what.id, 2);
    assert_string_equal(text_from("SELECT period, first_release FROM published"
                                  " WHERE release = 2 ORDER BY 1",
                                  *state),
                        "2024K1|1 2024K2|1 2024K3|2 2024K4|2");
}

static void rows_are_only_added_2(void **state)
{
    static const char *const changes[] = {
        "UPDATE published SET value = 21 WHERE period = '2024K1'",
        "DELETE FROM published", "DELETE FROM publication"};

    open_store(*state);
    add("2024K3", first, FIRST, *state);
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++)
        assert_int_not_equal(sqlite3_exec(db, changes[i], NULL, NULL, NULL),
                             SQLITE_OK);
}

/* What is changed behind the program's back, and what is said. */
static const struct {
    const char *sql, *code;
} changes[] = {
    {"DROP TRIGGER published_is_not_changed;"
     "UPDATE published SET value = 21 WHERE period = '2024K1'",
     "store.published"},
    {"DROP TRIGGER published_is_not_cut;"
     "DELETE FROM published WHERE period = '2024K2'",
     "store.published"},
    {"UPDATE withheld SET count = 4", "store.published"},
    {"UPDATE publication SET manifest = 'n'", "store.published"},
    {"UPDATE publication SET sha256 = 'n'", "store.published"},
    {"DROP TRIGGER publication_is_not_cut; PRAGMA foreign_keys = OFF;"
     "DELETE FROM publication",
     "store.damaged"},
};

static void any_change_of_it_is_found_1(void **state)
{
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        struct syn_arena *arena = syn_arena_new(1 << 24);
        remove(path_of("samsyn.db", *state));
        open_store(arena);
        add("2024K3", first, FIRST, arena);
        assert_int_equal(verify(arena), SYN_OK);
        run_sql(changes[i].sql);
        print_message("%s\n", changes[i].sql);
        assert_int_equal(verify(arena), SYN_EINPUT);
        assert_string_equal(heard.code, changes[i].code);
        syn_arena_free(arena);
    }
}

static void a_cell_that_is_there_twice_leaves_nothing_1(void **state)
{
    const struct syn_published twice[] = {first[0], first[0]};

    open_store(*state);
    what = (struct syn_publication){
        .period = "2024K3", .manifest = "m", .vintage = "v"};
    assert_int_equal(syn_published_add(&what, db, twice, 2, *state, &diag),
                     SYN_EIO);
    assert_int_equal(number_from("SELECT count(*) FROM publication"), 0);
    assert_int_equal(number_from("SELECT count(*) FROM published"), 0);
    assert_int_equal(number_from("SELECT count(*) FROM audit"), 0);
}

static void hidden_counts_go_with_their_period_3(void **state)
{
    const struct syn_published *cells;
    struct syn_purged purged;
    size_t n;
    int day = 0;

    put_file("samsyn.yaml", "council: R\nplace: P\nbuiltin_indicators: no\n",
             *state);
    put_file("contracts/c.yaml",
             "source: police_case\nfiles: \"*.csv\"\n"
             "covers: {from_name: \"{yyyy}-{mm}.csv\"}\n"
             "columns:\n  case_key: S\n"
             "  reported: {column: D, format: yyyy-mm-dd}\n  place: P\n",
             *state);
    put_file("extracts/2024-02.csv", "S;D;P\na;2024-02-05;public\n", *state);
    open_project(*state);
    assert_int_equal(ingest(false, *state), SYN_OK);
    settle(true, *state);
    add("2024K3", first, FIRST, *state);
    assert_true(syn_day_parse(&day, "2024-07-01"));
    assert_int_equal(
        syn_store_purge(&purged, db, catalogue, day, false, *state, &diag),
        SYN_OK);
    assert_int_equal(purged.n, 1);
    assert_int_equal(number_from("SELECT count(*) FROM withheld"), 0);
    assert_int_equal(syn_published_read(&cells, &n, db, *state, &diag), SYN_OK);
    assert_int_equal(n, FIRST);
    assert_int_equal(cells[1].count, -1);
    assert_int_equal(verify(*state), SYN_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_IN_FOLDER(nothing_is_published_in_a_new_store),
        TEST_IN_FOLDER(what_was_published_is_read_back_with_its_publication_1),
        TEST_IN_FOLDER(
            a_hidden_number_is_not_in_the_table_of_what_is_published_2),
        TEST_IN_FOLDER(a_cell_knows_since_when_it_says_the_same),
        TEST_IN_FOLDER(rows_are_only_added_2),
        TEST_IN_FOLDER(any_change_of_it_is_found_1),
        TEST_IN_FOLDER(a_cell_that_is_there_twice_leaves_nothing_1),
        TEST_IN_FOLDER(hidden_counts_go_with_their_period_3),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
