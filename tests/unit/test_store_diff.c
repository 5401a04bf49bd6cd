/* Two vintages of an extract: the numbers are those of store/diff.h. */
#include "fixture_store.h"

#include <samsyn/store/diff.h>

static struct syn_diff_report found;

static void load(const char *csv, struct syn_arena *arena)
{
    put_file("samsyn.yaml", "council: R\nplace: P\nbuiltin_indicators: no\n",
             arena);
    put_file("contracts/p.yaml",
             "source: police_person\nfiles: \"*.csv\"\n"
             "covers: {from: 2024-01, to: 2024-06}\nmax_bad: 0.9\n"
             "columns:\n  case_key: S\n  person_key: N\n  role: R\n"
             "  reported: {column: D, format: yyyy-mm-dd}\n  sex: X\n",
             arena);
    put_file("extracts/a.csv", csv, arena);
    open_project(arena);
    assert_int_equal(ingest(false, arena), SYN_OK);
    settle(true, arena);
}

#define HEAD "S;N;R;D;X\n"

/* A vintage, its correction, and what is told: quarter, from, to, same, added,
 * vanished, changed. */
static const struct {
    const char *from, *to, *told;
} cases[] = {
    {HEAD "1;a;suspect;2024-01-05;\n", HEAD "1;a;suspect;2024-01-05;\n",
     "2024K1 1 1 1 0 0 0\n"},
    {HEAD "1;a;suspect;2024-01-05;\n2;b;victim;2024-04-05;\n",
     HEAD "2;b;victim;2024-04-05;\n1;a;suspect;2024-01-05;\n",
     "2024K1 1 1 1 0 0 0\n2024K2 1 1 1 0 0 0\n"},
    /* (4) The quarter of the new date. */
    {HEAD "1;a;suspect;2024-01-05;\n", HEAD "1;a;suspect;2024-04-05;\n",
     "2024K1 1 0 0 0 0 0\n2024K2 0 1 0 0 0 1\n"},
    /* (1) One person in two roles is two rows. */
    {HEAD "1;a;suspect;2024-01-05;\n", HEAD "1;a;victim;2024-01-05;\n",
     "2024K1 1 1 0 1 1 0\n"},
    {HEAD "1;a;suspect;2024-01-05;\n1;a;suspect;2024-01-05;\n",
     HEAD "1;a;suspect;2024-01-05;\n", "2024K1 2 1 1 0 1 0\n"},
    {HEAD "1;a;suspect;2024-01-05;\n1;a;suspect;2024-01-06;\n",
     HEAD "1;a;suspect;2024-01-06;\n1;a;suspect;2024-01-07;\n"
          "1;a;suspect;2024-01-08;\n",
     "2024K1 2 3 1 1 0 1\n"},
    /* (2) */
    {HEAD ";;suspect;2024-01-05;\n", HEAD ";;suspect;2024-01-06;\n",
     "2024K1 1 1 0 1 1 0\n"},
};

static const char *tell(const struct syn_diff *d, struct syn_arena *arena)
{
    struct syn_text text = {.arena = arena};
    char code[SYN_PERIOD_BYTES];

    for (size_t i = 0; i < d->n; i++) {
        const struct syn_diff_quarter *q = &d->quarters[i];
        syn_text_addf(
            &text, "%s %d %d %d %d %d %d\n",
            q->quarter < 0
                ? "-"
                : syn_period_code(code,
                                  (struct syn_period){SYN_QUARTER, q->quarter}),
            (int)q->from, (int)q->to, (int)q->same, (int)q->added,
            (int)q->vanished, (int)q->changed);
    }
    return text.at ? text.at : "";
}

static void rows_are_the_same_changed_added_or_vanished(void **state)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct syn_arena_mark mark = syn_arena_mark(*state);
        load(cases[i].from, *state);
        const char *file = put_file("b.csv", cases[i].to, *state);
        assert_int_equal(
            syn_store_diff(&found, db, catalogue, NULL, file, *state, &diag),
            SYN_OK);
        assert_int_equal(found.n, 1);
        assert_true(found.items[0].by_row);
        assert_string_equal(tell(&found.items[0], *state), cases[i].told);
        syn_arena_rewind(*state, mark);
        assert_int_equal(syn_folder_remove(folder, &diag), SYN_OK);
        assert_int_equal(syn_folder_make(folder, &diag), SYN_OK);
    }
}

/* (3) Other rows of the months before and after are not its concern. */
static void a_superseded_batch_is_compared_by_counts_3(void **state)
{
    load(HEAD "1;a;suspect;2024-01-05;\n2;b;victim;2024-04-05;\n", *state);
    put_file("extracts/a.csv", HEAD "1;a;suspect;2024-01-05;\n", *state);
    assert_int_equal(ingest(true, *state), SYN_OK);
    assert_int_equal(
        syn_store_diff(&found, db, catalogue, NULL, NULL, *state, &diag),
        SYN_OK);
    assert_int_equal(found.n, 1);
    assert_false(found.items[0].by_row);
    assert_string_equal(found.items[0].from, "batch 1");
    assert_string_equal(tell(&found.items[0], *state),
                        "2024K1 1 1 0 0 0 0\n2024K2 1 0 0 0 0 0\n");
}

static void what_is_neither_batch_nor_extract_is_told(void **state)
{
    load(HEAD "1;a;suspect;2024-01-05;\n", *state);
    static const char *const wrong[] = {"7", "nowhere.csv", "1x"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_int_equal(syn_store_diff(&found, db, catalogue, NULL, wrong[i],
                                        *state, &diag),
                         SYN_EUSAGE);
        assert_string_equal(heard.code, "diff.side");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_IN_FOLDER(rows_are_the_same_changed_added_or_vanished),
        TEST_IN_FOLDER(a_superseded_batch_is_compared_by_counts_3),
        TEST_IN_FOLDER(what_is_neither_batch_nor_extract_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
