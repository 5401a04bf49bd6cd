/* Extracts into the store: the numbers are the requirements of
 * store/ingest.h. */
#include "fixture_store.h"

#define PROJECT "council: R\nplace: P\nbuiltin_indicators: no\n"
#define COLUMNS                                                                \
    "columns:\n  case_key: S\n"                                                \
    "  reported: {column: D, format: yyyy-mm-dd}\n  place: P\n"

/* Everything that the store holds but clocks, keys and hashes. */
static const char *content(struct syn_arena *arena)
{
    struct syn_text text = {.arena = arena};
    static const char *const tables[] = {"batch", "quarantine", "area",
                                         "event_police_case",
                                         "profile_police_case"};

    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        if (sqlite3_table_column_metadata(db, NULL, tables[i], NULL, NULL, NULL,
                                          NULL, NULL, NULL) == SQLITE_OK)
            syn_text_addf(
                &text, "%s: %s\n", tables[i],
                text_from(syn_arena_printf(arena, "SELECT * FROM %s ORDER BY 1",
                                           tables[i]),
                          arena));
    return text.at ? text.at : "";
}

static void
put_contract(const char *covers, const char *more, struct syn_arena *arena)
{
    put_file("samsyn.yaml", PROJECT, arena);
    put_file("contracts/c.yaml",
             syn_arena_printf(arena,
                              "source: police_case\nfiles: \"*.csv\"\n"
                              "covers: %s\nmax_bad: 0.5\n%s" COLUMNS,
                              covers, more),
             arena);
}

#define QUARTER "{from: 2024-01, to: 2024-03}"

static const char rows[] = "S;D;P\n"
                           "a1;2024-01-05;public\n"
                           "a2;2024-02-05;private\n"
                           "a3;2024-03-05;\n"
                           "\n"
                           "a4;not a date;public\n";

static void load_rows(void **state)
{
    put_contract(QUARTER, "", *state);
    put_file("extracts/a.csv", rows, *state);
    open_project(*state);
    assert_int_equal(ingest(false, *state), SYN_OK);
}

static void every_row_is_loaded_once_or_listed_1(void **state)
{
    load_rows(state);
    assert_int_equal(report.n, 1);
    assert_int_equal(report.items[0].result, SYN_INGEST_LOADED);
    assert_int_equal(report.items[0].summary.loaded, 3);
    assert_string_equal(
        text_from("SELECT id, source, contract, part, file, covers_from,"
                  " covers_to, extracted_at, encoding, delimiter, rows_read,"
                  " loaded, quarantined, blank, superseded_by FROM batch",
                  *state),
        "1|police_case|c||a.csv|2024-01|2024-03|2024-03-31|utf-8|;|5|3|1|1|-");
    assert_string_equal(
        text_from("SELECT batch, line, reported, occurred, weight"
                  " FROM event_police_case ORDER BY line",
                  *state),
        "1|2|19727|-|1 1|3|19758|-|1 1|4|19787|-|1");
    assert_string_equal(
        text_from("SELECT batch, line, column, field, rule FROM quarantine",
                  *state),
        "1|6|4|D|K10-bad-date");
    assert_string_equal(heard.code, "store.quarantined-cells");
    assert_int_equal(heard.loc.line, 6);
}

static void a_view_joins_events_and_profiles(void **state)
{
    load_rows(state);
    settle(true, *state);
    assert_string_equal(text_from("SELECT line, place, hate_motive_religion,"
                                  " code FROM police_case ORDER BY line",
                                  *state),
                        "2|public|-| 3|private|-| 4||-|");
}

static void the_same_again_is_a_no_op_that_says_so_2(void **state)
{
    load_rows(state);
    const char *before = content(*state);
    assert_int_equal(ingest(false, *state), SYN_OK);
    assert_int_equal(report.items[0].result, SYN_INGEST_ALREADY);
    assert_string_equal(content(*state), before);
    assert_int_equal(ingest(true, *state), SYN_OK);
    assert_int_equal(report.items[0].result, SYN_INGEST_ALREADY);
    assert_string_equal(content(*state), before);
}

static void a_changed_contract_replaces_its_own_batch_2(void **state)
{
    load_rows(state);
    put_contract(QUARTER, "title: Other\n", *state);
    open_project(*state);
    assert_int_equal(ingest(false, *state), SYN_OK);
    assert_int_equal(report.items[0].result, SYN_INGEST_LOADED);
    assert_string_equal(
        text_from("SELECT id, loaded, superseded_by FROM batch", *state),
        "1|3|2 2|3|-");
    assert_string_equal(text_from("SELECT batch, count(*) FROM"
                                  " event_police_case GROUP BY batch",
                                  *state),
                        "2|3");
    /* And back again. */
    put_contract(QUARTER, "", *state);
    open_project(*state);
    assert_int_equal(ingest(false, *state), SYN_OK);
    assert_string_equal(
        text_from("SELECT id, superseded_by FROM batch", *state),
        "1|2 2|3 3|-");
    assert_int_equal(number_from("SELECT count(*) FROM event_police_case"), 3);
}

/* The periods of a second file, and whether they meet those of the first. */
static void other_bytes_for_a_covered_period_are_refused_3(void **state)
{
    load_rows(state);
    put_file("extracts/b.csv", "S;D;P\nb1;2024-01-06;public\n", *state);
    const char *before = content(*state);
    assert_int_equal(ingest(false, *state), SYN_EINPUT);
    assert_string_equal(heard.code, "store.overlap");
    assert_non_null(strstr(heard.text, "a.csv"));
    assert_non_null(strstr(heard.text, "--supersede"));
    assert_string_equal(content(*state), before);
}

static void supersede_replaces_what_was_covered_3(void **state)
{
    load_rows(state);
    put_file("extracts/b.csv", "S;D;P\nb1;2024-01-06;public\n", *state);
    assert_int_equal(ingest(true, *state), SYN_OK);
    assert_string_equal(
        text_from("SELECT id, file, superseded_by FROM batch", *state),
        "1|a.csv|2 2|b.csv|-");
    assert_string_equal(
        text_from("SELECT batch, line FROM event_police_case", *state), "2|2");
    /* The old file may stay where it is: its bytes are known. */
    const char *before = content(*state);
    assert_int_equal(ingest(false, *state), SYN_OK);
    assert_int_equal(report.items[0].result, SYN_INGEST_ALREADY);
    assert_int_equal(report.items[1].result, SYN_INGEST_ALREADY);
    assert_string_equal(content(*state), before);
    assert_int_equal(ingest(true, *state), SYN_OK);
    assert_string_equal(content(*state), before);
}

static void other_parts_and_periods_live_side_by_side_3(void **state)
{
    put_contract("{from_name: \"*_{yyyy}-{mm}.csv\"}",
                 "part_from_name: \"{part}_*.csv\"\n", *state);
    put_file("extracts/east_2024-01.csv", "S;D;P\n1;2024-01-06;\n", *state);
    put_file("extracts/east_2024-02.csv", "S;D;P\n2;2024-02-06;\n", *state);
    put_file("extracts/west_2024-01.csv", "S;D;P\n3;2024-01-06;\n", *state);
    open_project(*state);
    assert_int_equal(ingest(false, *state), SYN_OK);
    assert_string_equal(text_from("SELECT part, covers_from, covers_to,"
                                  " superseded_by FROM batch ORDER BY id",
                                  *state),
                        "east|2024-01|2024-01|- east|2024-02|2024-02|- "
                        "west|2024-01|2024-01|-");
    put_file("extracts/east_2024-01.csv", "S;D;P\n1;2024-01-07;\n", *state);
    assert_int_equal(ingest(true, *state), SYN_OK);
    assert_string_equal(
        text_from("SELECT id FROM batch WHERE superseded_by IS NULL"
                  " ORDER BY id",
                  *state),
        "2 3 4");
}

static void coverage_from_a_column_is_known_at_the_end_3(void **state)
{
    put_contract("{from_column: reported}", "", *state);
    put_file("extracts/a.csv", "S;D;P\n1;2024-01-06;\n2;2024-03-06;\n", *state);
    open_project(*state);
    assert_int_equal(ingest(false, *state), SYN_OK);
    assert_string_equal(
        text_from("SELECT covers_from, covers_to, loaded FROM batch", *state),
        "2024-01|2024-03|2");
    put_file("extracts/b.csv", "S;D;P\n1;2024-02-06;\n", *state);
    const char *before = content(*state);
    assert_int_equal(ingest(false, *state), SYN_EINPUT);
    assert_string_equal(heard.code, "store.overlap");
    assert_string_equal(content(*state), before);
    assert_int_equal(ingest(true, *state), SYN_OK);
    assert_string_equal(
        text_from("SELECT file FROM batch WHERE superseded_by IS NULL", *state),
        "b.csv");
    put_file("extracts/c.csv", "S;D;P\n1;2024-04-06;\n", *state);
    assert_int_equal(ingest(false, *state), SYN_OK);
}

/* (1) In the middle of a long file, so that blocks were loaded already. */
static void a_refused_extract_leaves_nothing_behind_1(void **state)
{
    struct syn_text csv = {.arena = *state};

    load_rows(state);
    const char *before = content(*state);
    syn_text_add(&csv, "S;D;P\n");
    for (int i = 0; i < 6000; i++)
        syn_text_addf(&csv, "k%d;%s;%s\n", i,
                      i < 2900 ? "2024-05-01" : "no date",
                      i % 2 ? "transit" : "online");
    put_file("contracts/d.yaml",
             "source: police_case\nfiles: b.txt\n"
             "covers: {from: 2024-04, to: 2024-06}\n" COLUMNS,
             *state);
    put_file("extracts/b.txt", csv.at, *state);
    open_project(*state);
    assert_int_equal(ingest(false, *state), SYN_EINPUT);
    assert_string_equal(heard.code, "extract.too-many-bad");
    assert_string_equal(content(*state), before);
    assert_int_equal(sqlite3_get_autocommit(db), 1);
    /* What the report says of it can still be read. */
    assert_int_equal(report.n, 2);
    assert_int_equal(report.items[1].summary.n_quarantine, 3100);
    assert_string_equal(report.items[1].summary.quarantine[0].field, "D");
}

static void the_others_are_loaded_when_one_is_refused(void **state)
{
    put_contract("{from_name: \"{yyyy}-{mm}.csv\"}", "", *state);
    put_file("extracts/2024-01.csv", "S;Date;P\n1;2024-01-06;\n", *state);
    put_file("extracts/2024-02.csv", "S;D;P\n2;2024-02-06;\n", *state);
    put_file("extracts/x.csv", "S;D;P\n3;2024-02-06;\n", *state);
    open_project(*state);
    assert_int_not_equal(ingest(false, *state), SYN_OK);
    assert_string_equal(text_from("SELECT file FROM batch", *state),
                        "2024-02.csv");
}

/* Bytes of the file FOLDER/NAME hold TEXT. */
static bool holds(const char *name, const char *text, struct syn_arena *arena)
{
    char *bytes;
    size_t n, m = strlen(text);

    assert_int_equal(
        syn_file_read(&bytes, &n, path_of(name, arena), 1 << 24, arena, &diag),
        SYN_OK);
    for (size_t i = 0; i + m <= n; i++)
        if (memcmp(bytes + i, text, m) == 0)
            return true;
    return false;
}

static void identifiers_and_refused_values_are_not_in_the_store(void **state)
{
    struct syn_text csv = {.arena = *state};

    syn_text_add(&csv, "S;D;P\nIDENTIFIER-77;2024-01-05;public\n"
                       "s2;REFUSED-VALUE;public\n"
                       "s3;2024-01-05;SECRET-PLACE\n"
                       "s4;2024-01-05;\"kari@example.no\"\n");
    for (int i = 0; i < 2000; i++)
        syn_text_addf(&csv, "t%d;2024-01-05;public\n", i);
    put_contract(QUARTER, "", *state);
    put_file("extracts/a.csv", csv.at, *state);
    open_project(*state);
    assert_int_equal(ingest(false, *state), SYN_OK);
    settle(true, *state);
    assert_int_equal(number_from("SELECT count(*) FROM quarantine"), 3);
    assert_int_equal(number_from("SELECT count(DISTINCT case_key)"
                                 " FROM event_police_case"),
                     2001);
    assert_true(holds("samsyn.db", "police_case", *state));
    assert_false(holds("samsyn.db", "IDENTIFIER-77", *state));
    assert_false(holds("samsyn.db", "REFUSED-VALUE", *state));
    assert_false(holds("samsyn.db", "SECRET-PLACE", *state));
    assert_false(holds("samsyn.db", "kari@example", *state));
}

static void a_row_that_the_gate_takes_back_is_no_event(void **state)
{
    struct syn_text csv = {.arena = *state};

    syn_text_add(&csv, "S;D;P;X\ns;2024-01-05;public;15830850063\n");
    for (int i = 0; i < 1500; i++)
        syn_text_addf(&csv, "t%d;2024-01-05;public;\n", i);
    put_contract(QUARTER, "", *state);
    put_file("extracts/a.csv", csv.at, *state);
    open_project(*state);
    assert_int_equal(ingest(false, *state), SYN_OK);
    assert_string_equal(text_from("SELECT rows_read, loaded, quarantined"
                                  " FROM batch",
                                  *state),
                        "1501|1500|1");
    assert_int_equal(number_from("SELECT count(*) FROM event_police_case"),
                     1500);
    assert_int_equal(
        number_from("SELECT count(*) FROM event_police_case WHERE line = 2"),
        0);
}

/* A cut between loading and settling is mended by the next run. */
static void what_was_loaded_and_not_settled_is_settled_later(void **state)
{
    put_file("samsyn.yaml", PROJECT, *state);
    put_file("contracts/c.yaml",
             "source: police_case\nfiles: c.csv\ncovers: " QUARTER "\n" COLUMNS,
             *state);
    put_file("contracts/p.yaml",
             "source: police_person\nfiles: \"p*.csv\"\n"
             "covers: {from_name: \"p{yyyy}-{mm}.csv\"}\n"
             "columns: {case_key: S, role: R}\n",
             *state);
    put_file("extracts/c.csv", "S;D;P\n1;2024-01-06;public\n", *state);
    put_file("extracts/p2024-01.csv", "S;R\n1;suspect\n", *state);
    open_project(*state);
    assert_int_equal(ingest(false, *state), SYN_OK);
    settle(true, *state);
    put_file("extracts/p2024-02.csv", "S;R\n1;victim\n2;suspect\n", *state);
    assert_int_equal(ingest(false, *state), SYN_OK);
    assert_int_equal(ingest(false, *state), SYN_OK); /* Nothing is new. */
    settle(false, *state);
    assert_string_equal(
        text_from("SELECT batch, role, place FROM police_person ORDER BY 1, 2",
                  *state),
        "2|suspect|public 3|suspect|- 3|victim|public");
}

static void a_contract_without_a_file_is_told(void **state)
{
    put_contract(QUARTER, "", *state);
    open_project(*state);
    assert_int_equal(ingest(false, *state), SYN_OK);
    assert_string_equal(heard.code, "store.no-extract");
    assert_int_equal(report.n, 0);
}

static void a_column_that_a_contract_adds_is_added_to_the_tables(void **state)
{
    load_rows(state);
    settle(true, *state);
    put_file("contracts/d.yaml",
             "source: police_case\nfiles: d.txt\n"
             "covers: {from: 2024-04, to: 2024-04}\n"
             "columns:\n  reported: D\n  colour: {column: C, kind: category}\n"
             "  minutes: {column: M, kind: number}\n"
             "  topic: {column: T, kind: set, values: {x: rus}}\n",
             *state);
    put_file("extracts/d.txt", "D;C;M;T\n2024-04-01;red;7;x\n", *state);
    open_project(*state);
    assert_int_equal(ingest(false, *state), SYN_OK);
    settle(true, *state);
    assert_string_equal(
        text_from("SELECT line, place, colour, topic_rus FROM police_case"
                  " ORDER BY batch, line",
                  *state),
        "2|public||- 3|private||- 4|||- 2||red|1");
    assert_string_equal(text_from("SELECT minutes FROM event_police_case"
                                  " ORDER BY batch, line",
                                  *state),
                        "- - - 7");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_IN_FOLDER(every_row_is_loaded_once_or_listed_1),
        TEST_IN_FOLDER(a_view_joins_events_and_profiles),
        TEST_IN_FOLDER(the_same_again_is_a_no_op_that_says_so_2),
        TEST_IN_FOLDER(a_changed_contract_replaces_its_own_batch_2),
        TEST_IN_FOLDER(other_bytes_for_a_covered_period_are_refused_3),
        TEST_IN_FOLDER(supersede_replaces_what_was_covered_3),
        TEST_IN_FOLDER(other_parts_and_periods_live_side_by_side_3),
        TEST_IN_FOLDER(coverage_from_a_column_is_known_at_the_end_3),
        TEST_IN_FOLDER(a_refused_extract_leaves_nothing_behind_1),
        TEST_IN_FOLDER(the_others_are_loaded_when_one_is_refused),
        TEST_IN_FOLDER(identifiers_and_refused_values_are_not_in_the_store),
        TEST_IN_FOLDER(a_row_that_the_gate_takes_back_is_no_event),
        TEST_IN_FOLDER(what_was_loaded_and_not_settled_is_settled_later),
        TEST_IN_FOLDER(a_contract_without_a_file_is_told),
        TEST_IN_FOLDER(a_column_that_a_contract_adds_is_added_to_the_tables),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
