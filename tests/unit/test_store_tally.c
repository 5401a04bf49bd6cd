/* What the quality report counts in the store: store/tally.h, and what it reads
 * beside.  A question that cannot be answered whole is an error, never a
 * smaller answer: each one is interrupted at every step that it takes. */
#include "fixture_store.h"

#include <samsyn/store/dates.h>
#include <samsyn/store/ledger.h>
#include <samsyn/store/tally.h>
#include <samsyn/store/unique.h>

static const int delays[SYN_TALLY_DELAYS] = {0, 7, 30, 60, 90, 180, 365};
static const struct syn_batch *batches;
static size_t n_batches;

static const struct syn_source *source_of(const char *name)
{
    return syn_source_find(catalogue->sources, catalogue->n_sources, name);
}

static void load(struct syn_arena *arena)
{
    put_file("samsyn.yaml", "council: R\nplace: P\nbuiltin_indicators: no\n",
             arena);
    put_file("codes/offence.csv",
             "code;valid_from;valid_to;title;tags\n100;;;Theft;theft\n", arena);
    put_file("contracts/c.yaml",
             "source: police_case\nfiles: \"*.csv\"\n"
             "covers: {from: 2024-01, to: 2024-12}\nmax_bad: 0.5\n"
             "columns:\n  case_key: S\n  occurred: {column: O, format: "
             "yyyy-mm-dd}\n"
             "  reported: {column: D, format: yyyy-mm-dd}\n  code: C\n"
             "  place: P\n  age: {column: A, kind: age}\n",
             arena);
    put_file("extracts/2024.csv",
             "S;O;D;C;P;A\n"
             "a1;2024-01-05;2024-01-05;100;public;14\n"
             "a2;2024-02-05;2024-02-08;200;private;15\n"
             "a3;2024-02-05;2024-03-20;300;;15\n"
             "a4;2024-02-05;2024-02-05;300;public;15\n"
             "a5;no date;2024-02-05;300;public;15\n",
             arena);
    open_project(arena);
    assert_int_equal(ingest(false, arena), SYN_OK);
    settle(true, arena);
    assert_int_equal(syn_store_batches(&batches, &n_batches, db, arena, &diag),
                     SYN_OK);
    assert_int_equal(n_batches, 1);
}

/* --- the questions, and how much each answers --------------------------- */

static enum syn_status ask_quarantine(size_t *n, struct syn_arena *arena)
{
    const struct syn_quarantine_row *rows;
    return syn_store_quarantine(&rows, n, db, arena, &diag);
}

static enum syn_status ask_origins(size_t *n, struct syn_arena *arena)
{
    const struct syn_batch_origin *origins;
    return syn_store_origins(&origins, n, db, arena, &diag);
}

static enum syn_status ask_tally(size_t *n, struct syn_arena *arena)
{
    struct syn_tally tally;
    const struct syn_tally_of of = {source_of("police_case"), batches,
                                    n_batches, 1000000, delays};
    enum syn_status status =
        syn_store_tally(&tally, db, catalogue, &of, arena, &diag);
    *n = status ? 0 : (size_t)tally.rows[0];
    return status;
}

static enum syn_status ask_codes(size_t *n, struct syn_arena *arena)
{
    const struct syn_code_count *codes;
    return syn_store_unknown_codes(&codes, n, db, source_of("police_case"),
                                   arena, &diag);
}

static enum syn_status ask_contents(size_t *n, struct syn_arena *arena)
{
    uint64_t *prints;
    return syn_store_contents(&prints, n, db, &batches[0], 2024 * 12,
                              2024 * 12 + 11, arena, &diag);
}

static enum syn_status ask_unique(size_t *n, struct syn_arena *arena)
{
    struct syn_uniqueness found;
    enum syn_status status =
        syn_store_uniqueness(&found, db, catalogue, source_of("police_case"),
                             batches[0].id, arena, &diag);
    *n = (size_t)found.unique;
    return status;
}

static void count_dates(void *data, int occurred, int reported, int64_t weight)
{
    size_t *n = data;

    assert_true(occurred <= reported);
    *n += (size_t)weight;
}

static enum syn_status ask_dates(size_t *n, struct syn_arena *arena)
{
    *n = 0;
    return syn_store_dates(count_dates, n, db, source_of("police_case"),
                           syn_day_of((struct syn_civil){2024, 1, 6}),
                           syn_day_of((struct syn_civil){2024, 2, 5}), arena,
                           &diag);
}

static enum syn_status ask_trail(size_t *n, struct syn_arena *arena)
{
    const struct syn_trail_entry *entries;
    bool whole;
    return syn_trail_read(&entries, n, &whole, db, arena, &diag);
}

static enum syn_status ask_batches(size_t *n, struct syn_arena *arena)
{
    const struct syn_batch *found;
    return syn_store_batches(&found, n, db, arena, &diag);
}

static const struct {
    const char *name;
    enum syn_status (*ask)(size_t *n, struct syn_arena *arena);
    size_t answer;
} questions[] = {
    {"quarantine", ask_quarantine, 1},
    {"origins", ask_origins, 1},
    {"tally", ask_tally, 4},
    {"unknown codes", ask_codes, 2},
    {"contents", ask_contents, 4},
    {"uniqueness", ask_unique, 1}, /* 5 January; the others are of one day. */
    {"dates", ask_dates, 3},       /* From the day after the first. */
    {"trail", ask_trail, 1},
    {"batches", ask_batches, 1},
};

/* --- interrupting ------------------------------------------------------ */

static int steps, stops_at;

static int count_step(void *data)
{
    (void)data;
    return ++steps == stops_at;
}

static enum syn_status
interrupted(size_t question, int at, size_t *n, struct syn_arena *arena)
{
    struct syn_arena_mark mark = syn_arena_mark(arena);

    steps = 0;
    stops_at = at;
    sqlite3_progress_handler(db, 1, count_step, NULL);
    enum syn_status status = questions[question].ask(n, arena);
    sqlite3_progress_handler(db, 0, NULL, NULL);
    syn_arena_rewind(arena, mark);
    return status;
}

static void a_question_that_is_interrupted_has_no_answer(void **state)
{
    struct syn_arena *arena = *state;

    load(arena);
    for (size_t q = 0; q < sizeof questions / sizeof *questions; q++) {
        size_t n = 0;
        assert_int_equal(interrupted(q, 0, &n, arena), SYN_OK);
        int all = steps;
        print_message("%s: %d steps\n", questions[q].name, all);
        assert_int_equal(n, questions[q].answer);
        assert_true(all > 5);
        for (int at = 1; at <= all; at++) {
            if (interrupted(q, at, &n, arena) != SYN_EIO)
                fail_msg("%s is no error at step %d of %d", questions[q].name,
                         at, all);
            assert_string_equal(heard.code, "store.sqlite");
        }
    }
}

static void a_table_that_is_gone_is_an_error_too(void **state)
{
    struct syn_arena *arena = *state;
    size_t n;

    load(arena);
    assert_int_equal(
        sqlite3_exec(db, "DROP TABLE quarantine", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(ask_quarantine(&n, arena), SYN_EIO);
    assert_int_equal(
        sqlite3_exec(db, "DROP TABLE profile_police_case", NULL, NULL, NULL),
        SQLITE_OK);
    assert_int_equal(ask_tally(&n, arena), SYN_EIO);
    assert_int_equal(ask_codes(&n, arena), SYN_EIO);
    assert_int_equal(ask_contents(&n, arena), SYN_EIO);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_IN_FOLDER(a_question_that_is_interrupted_has_no_answer),
        TEST_IN_FOLDER(a_table_that_is_gone_is_an_error_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
