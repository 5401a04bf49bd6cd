/* Bodies of indicators, linked sources, and events read back: store/rows.h. */
#include "fixture_store.h"

#define HEAD                                                                   \
    "-- @title.nb T\n-- @focus public-space\n-- @measure count\n"              \
    "-- @unit case\n"

static void make_project(struct syn_arena *arena)
{
    put_file("samsyn.yaml", "council: R\nplace: P\nbuiltin_indicators: no\n",
             arena);
    put_file("contracts/c.yaml",
             "source: police_case\nfiles: c.csv\n"
             "covers: {from: 2024-01, to: 2024-03}\nmax_bad: 0\n"
             "columns:\n  case_key: S\n  area: O\n"
             "  reported: {column: D, format: yyyy-mm-dd}\n"
             "  occurred: {column: T, format: yyyy-mm-dd HH:MM}\n"
             "  code: K\n  place: P\n"
             "  hate_motive: {column: H, separator: /}\n",
             arena);
    put_file("extracts/c.csv",
             "S;O;D;T;K;P;H\n"
             "1;0105;2024-01-06;2024-01-05 23:10;drug;public;religion/lgbt\n"
             "2;;2024-02-06;;theft;private;\n"
             "3;0106;2024-02-07;2024-02-01 00:00;drug;;\n"
             "4;0106;2024-03-07;2024-02-01 00:00;drug;public;\n"
             "4;0106;2024-03-07;2024-02-01 00:00;theft;public;\n",
             arena);
    put_file("contracts/p.yaml",
             "source: police_person\nfiles: p.csv\n"
             "covers: {from: 2024-01, to: 2024-03}\n"
             "columns:\n  case_key: S\n  person_key: N\n  role: R\n"
             "  age: A\n  sex: X\n",
             arena);
    put_file("extracts/p.csv",
             "S;N;R;A;X\n1;ola;suspect;17;male\n1;kari;victim;15-17;female\n"
             "3;ola;suspect;17;male\n4;per;suspect;20;male\n"
             "9;liv;suspect;;female\n;tor;victim;40;\n",
             arena);
    put_file("codes/own.csv",
             "code;valid_from;valid_to;title;tags\n"
             "drug;;;Drugs;drugs serious\ntheft;;;Theft;theft\n",
             arena);
}

static void load(struct syn_arena *arena)
{
    open_project(arena);
    assert_int_equal(ingest(false, arena), SYN_OK);
    settle(true, arena);
    open_reader(arena);
    assert_int_equal(syn_bodies_prepare(reader, catalogue, arena, &diag),
                     SYN_OK);
}

static void prepare(void **state)
{
    make_project(*state);
    load(*state);
}

static struct syn_selection selection;
static char suggestion[64];

static void listen(void *data, const struct syn_message *m)
{
    struct heard *h = data;

    syn_diag_to_file(stderr, m);
    h->loc = m->loc;
    snprintf(h->code, sizeof h->code, "%s", m->code);
    snprintf(h->text, sizeof h->text, "%s", m->text);
    snprintf(suggestion, sizeof suggestion, "%s",
             m->caret.suggestion ? m->caret.suggestion : "");
}

static struct syn_diag listener = {.emit = listen, .data = &heard};

static enum syn_status run_body(const char *body, struct syn_arena *arena)
{
    struct syn_indicator indicator;
    const char *text = syn_arena_printf(arena, HEAD "%s", body);

    heard = (struct heard){0};
    *suggestion = '\0';
    assert_int_equal(
        syn_indicator_parse(&indicator, "i.sql", text, arena, &diag), SYN_OK);
    indicator.id = "i";
    return syn_body_run(&selection, reader, catalogue, &indicator, arena,
                        &listener);
}

static void a_body_selects_profiles_of_one_source(void **state)
{
    prepare(state);
    assert_int_equal(run_body("SELECT profile FROM police_case;\n", *state),
                     SYN_OK);
    assert_int_equal(selection.n, 5);
    assert_string_equal(selection.source->name, "police_case");
    assert_null(selection.absent);
    for (size_t i = 1; i < selection.n; i++)
        assert_true(selection.profiles[i - 1] < selection.profiles[i]);
    assert_int_equal(
        run_body("SELECT profile FROM police_case\n WHERE code IN (SELECT code"
                 " FROM code_tag WHERE tag = 'drugs')\n   AND place = 'public'",
                 *state),
        SYN_OK);
    assert_int_equal(selection.n, 2);
    assert_int_equal(run_body("SELECT profile FROM police_case WHERE"
                              " hate_motive_religion = 1 UNION ALL "
                              "SELECT profile FROM police_case WHERE"
                              " hate_motive_religion = 1",
                              *state),
                     SYN_OK);
    assert_int_equal(selection.n, 1);
    assert_int_equal(
        run_body("WITH x AS (SELECT profile, place FROM police_case)"
                 " SELECT profile FROM x WHERE place = 'private'; -- so\n",
                 *state),
        SYN_OK);
    assert_int_equal(selection.n, 1);
    assert_int_equal(
        run_body("SELECT profile FROM police_case WHERE 0", *state), SYN_OK);
    assert_int_equal(selection.n, 0);
}

static void a_column_that_no_contract_has_is_noticed(void **state)
{
    prepare(state);
    assert_int_equal(
        run_body("SELECT profile FROM police_case WHERE weapon = 'knife'",
                 *state),
        SYN_OK);
    assert_string_equal(selection.absent, "weapon");
    assert_int_equal(
        run_body("SELECT profile FROM police_person WHERE sanction = 'x'",
                 *state),
        SYN_OK);
    assert_string_equal(selection.absent, "sanction");
    assert_int_equal(
        run_body("SELECT profile FROM police_person WHERE place = 'public'",
                 *state),
        SYN_OK);
    assert_null(selection.absent);
    assert_int_equal(
        run_body("SELECT profile FROM outreach WHERE topic_crime = 1", *state),
        SYN_OK);
    assert_int_equal(selection.n, 0);
    assert_string_equal(selection.absent, "topic_crime");
}

/* What is no body, and where it is told: HEAD has four lines. */
static const struct {
    const char *body, *code, *suggestion;
    unsigned line, column;
} wrong[] = {
    {"SELECT profile FROM police_case\n WHERE plase = 'public'", "store.sql",
     "place", 6, 8},
    {"SELECT profile FROM police_cas", "store.sql", "police_case", 5, 21},
    {"SELECT profile FROM police_case WHERE place = \"public\"", "store.sql",
     "", 5, 47},
    {"SELECT profile FROM police_case WHER 1", "store.sql", 0, 5, 0},
    {"DELETE FROM police_case", "store.sql", 0, 5, 0},
    {"UPDATE profile_police_case SET place = ''", "store.body-refused", 0, 5,
     0},
    {"CREATE TABLE t (profile)", "store.body-refused", 0, 5, 0},
    {"DROP TABLE batch", "store.body-refused", 0, 5, 0},
    {"PRAGMA table_info(batch)", "store.body-refused", 0, 5, 0},
    {"ATTACH 'x' AS x", "store.body-refused", 0, 5, 0},
    {"BEGIN", "store.body-refused", 0, 5, 0},
    {"SELECT value AS profile FROM setting", "store.body-refused", 0, 5, 0},
    {"SELECT sha256 AS profile FROM quarantine", "store.body-refused", 0, 5, 0},
    {"SELECT line AS profile FROM event_police_case", "store.body-refused", 0,
     5, 0},
    {"SELECT profile FROM main.police_case", "store.body-refused", 0, 5, 0},
    {"SELECT name AS profile FROM sqlite_schema", "store.body-refused", 0, 5,
     0},
    {"SELECT profile FROM police_case WHERE load_extension('x')", "store.", 0,
     5, 0},
    {"SELECT profile FROM police_case; SELECT profile FROM police_case",
     "store.body-several", 0, 5, 1},
    {"SELECT profile FROM police_case; -- so\nDELETE FROM police_case",
     "store.body-several", 0, 5, 1},
    {"SELECT profile, place FROM police_case", "store.body-column", 0, 5, 1},
    {"SELECT place FROM police_case", "store.body-column", 0, 5, 1},
    {"SELECT count(*) FROM police_case", "store.body-column", 0, 5, 1},
    {"SELECT 1 AS profile", "store.body-source", 0, 5, 1},
    {"SELECT profile FROM police_case UNION SELECT profile FROM police_person",
     "store.body-source", 0, 5, 1},
    {"SELECT c.profile FROM police_case AS c, outreach AS o",
     "store.body-source", 0, 5, 1},
    {"SELECT profile FROM profile_police_case", "store.body-source", 0, 5, 1},
    {"SELECT place AS profile FROM police_case", "store.body-profile", 0, 5, 1},
    {"SELECT -1 AS profile FROM police_case WHERE place = ''",
     "store.body-profile", 0, 5, 1},
    {"SELECT a.profile FROM police_case a, police_case b, police_case c,"
     " police_case d, police_case e, police_case f, police_case g,"
     " police_case h, police_case i, police_case j, police_case k,"
     " police_case l, police_case m WHERE a.place = 'x'||b.place||m.place",
     "store.body-slow", 0, 5, 0},
};

static void what_is_no_body_is_told_at_its_place(void **state)
{
    prepare(state);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        print_message("%s\n", wrong[i].body);
        assert_int_equal(run_body(wrong[i].body, *state), SYN_ECONFIG);
        assert_memory_equal(heard.code, wrong[i].code, strlen(wrong[i].code));
        assert_string_equal(heard.loc.path, "i.sql");
        assert_int_equal(heard.loc.line, wrong[i].line);
        if (wrong[i].column)
            assert_int_equal(heard.loc.column, wrong[i].column);
        if (wrong[i].suggestion)
            assert_string_equal(suggestion, wrong[i].suggestion);
    }
    /* Nothing was changed, and the next body runs. */
    assert_int_equal(number_from("SELECT count(*) FROM batch"), 2);
    assert_int_equal(run_body("SELECT profile FROM police_case", *state),
                     SYN_OK);
}

static void the_pairs_of_linked_sources_are_profiles(void **state)
{
    prepare(state);
    /* Case 4 stands twice and case 9 is not there: both are not linked. */
    assert_string_equal(
        text_from("SELECT line, role, place, code, hate_motive_lgbt"
                  " FROM police_person ORDER BY line",
                  *state),
        "2|suspect|public|drug|1 3|victim|public|drug|1 4|suspect||drug|0 "
        "5|suspect|-|-|- 6|suspect|-|-|- 7|victim|-|-|-");
    assert_string_equal(
        text_from("SELECT line, reported, occurred, hour, area, age, age_to"
                  " FROM police_person ORDER BY line",
                  *state),
        "2|19728|19727|23|1|17|17 3|19728|19727|23|1|15|17 "
        "4|19760|19754|0|2|17|17 5|-|-|-|-|20|20 6|-|-|-|-|-|- "
        "7|-|-|-|-|40|40");
    assert_int_equal(run_body("SELECT profile FROM police_person WHERE"
                              " role = 'suspect' AND code = 'drug'",
                              *state),
                     SYN_OK);
    assert_int_equal(selection.n, 2);
    assert_int_equal(number_from("SELECT count(*) FROM police_person"),
                     number_from("SELECT count(*) FROM event_police_person"));
}

/* The order in which extracts come is no matter. */
static void a_case_that_comes_later_is_linked_then(void **state)
{
    make_project(*state);
    rename(path_of("extracts/c.csv", *state), path_of("c.csv", *state));
    load(*state);
    assert_int_equal(
        number_from("SELECT count(*) FROM police_person WHERE place <> ''"), 0);
    rename(path_of("c.csv", *state), path_of("extracts/c.csv", *state));
    load(*state);
    assert_int_equal(
        number_from("SELECT count(*) FROM police_person WHERE place <> ''"), 2);
}

static void events_are_read_back_as_the_view_has_them(void **state)
{
    struct syn_events *events;
    struct syn_event e;
    size_t n = 0, linked = 0;
    int64_t keys = 0;

    prepare(state);
    const struct syn_source *source = syn_source_find(
        catalogue->sources, catalogue->n_sources, "police_person");
    assert_string_equal(syn_source_linked(catalogue, source)->name,
                        "police_case");
    assert_int_equal(
        syn_events_open(&events, db, catalogue, source, NULL, 0, *state, &diag),
        SYN_OK);
    while (syn_events_next(&e, events, &diag) == SYN_OK) {
        n++;
        linked += e.linked.profile != 0;
        keys += e.case_key != 0;
        assert_int_equal(e.weight, 1);
        assert_true(e.person_key != 0);
        if (!e.linked.profile)
            assert_int_equal(e.reported, SYN_UNKNOWN);
        else
            assert_int_equal(e.reported, e.linked.reported);
    }
    assert_int_equal(n, 6);
    assert_int_equal(linked, 3);
    assert_int_equal(keys, 5);
    source = syn_source_find(catalogue->sources, catalogue->n_sources,
                             "police_case");
    assert_null(syn_source_linked(catalogue, source));
    assert_true(syn_source_provides(catalogue, source, "place"));
    assert_false(syn_source_provides(catalogue, source, "weapon"));
    assert_int_equal(
        syn_events_open(&events, db, catalogue, source, NULL, 0, *state, &diag),
        SYN_OK);
    assert_int_equal(syn_events_next(&e, events, &diag), SYN_OK);
    assert_int_equal(e.hour, 23);
    assert_int_equal(e.age, SYN_UNKNOWN);
    assert_int_equal(e.person_key, 0);
}

static void batches_areas_and_categories_are_read_back(void **state)
{
    const struct syn_batch *batches;
    const char *const *texts;
    size_t n;

    prepare(state);
    assert_int_equal(syn_store_batches(&batches, &n, db, *state, &diag),
                     SYN_OK);
    assert_int_equal(n, 2);
    assert_string_equal(batches[0].source, "police_case");
    assert_int_equal(batches[0].covers_from, 2024 * 12);
    assert_int_equal(batches[0].covers_to, 2024 * 12 + 2);
    assert_int_equal(batches[0].extracted, 19813);
    assert_int_equal(batches[0].loaded, 5);
    assert_int_equal(syn_store_areas(&texts, &n, db, *state, &diag), SYN_OK);
    assert_int_equal(n, 2);
    assert_string_equal(texts[0], "0105");
    assert_int_equal(
        syn_store_category(&texts, &n, reader,
                           syn_source_find(catalogue->sources,
                                           catalogue->n_sources, "police_case"),
                           "place", *state, &diag),
        SYN_OK);
    assert_int_equal(n, 6);
    assert_string_equal(texts[1], "public");
    assert_string_equal(texts[2], "private");
    assert_null(texts[3]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_IN_FOLDER(a_body_selects_profiles_of_one_source),
        TEST_IN_FOLDER(a_column_that_no_contract_has_is_noticed),
        TEST_IN_FOLDER(what_is_no_body_is_told_at_its_place),
        TEST_IN_FOLDER(the_pairs_of_linked_sources_are_profiles),
        TEST_IN_FOLDER(a_case_that_comes_later_is_linked_then),
        TEST_IN_FOLDER(events_are_read_back_as_the_view_has_them),
        TEST_IN_FOLDER(batches_areas_and_categories_are_read_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
