/* Whole project folders. */
#include "fixture_catalogue.h"

static struct syn_catalogue *catalogue;

static enum syn_status read_all(void **state)
{
    memset(&ear, 0, sizeof ear);
    return syn_catalogue_read(&catalogue, folder, *state, &listener);
}

static const char project[] = "council: Rådet\nplace: Eksempel\n"
                              "builtin_indicators: no\n";

static const char contract[] = "source: own_source\nfiles: a.csv\n"
                               "covers: {from: 2024-01, to: 2024-12}\n"
                               "columns:\n"
                               "  reported: Dato\n"
                               "  age: Alder\n"
                               "  sex: Kjønn\n"
                               "  place: {column: Sted, kind: category}\n";

static const char head[] = "-- @title.nb T\n-- @focus public-space\n"
                           "-- @measure count\n-- @unit event\n";

static void make_indicator(const char *id, const char *more)
{
    char path[64], text[512];

    snprintf(path, sizeof path, "indicators/%s.sql", id);
    snprintf(text, sizeof text, "%s%sSELECT profile FROM own_source\n", head,
             more);
    make(path, text);
}

static void a_folder_without_a_project_says_how_to_make_one(void **state)
{
    struct syn_diag plain = diag;

    assert_int_equal(syn_catalogue_read(&catalogue, folder, *state, &plain),
                     SYN_ECONFIG);
    assert_string_equal(heard.code, "catalogue.no-project");
    assert_non_null(strstr(heard.text, "samsyn init /tmp/samsyn-test-"));
}

static void a_whole_project_is_read(void **state)
{
    char sha256[SYN_SHA256_HEX];

    make("samsyn.yaml", project);
    make("contracts/own.yaml", contract);
    make_indicator("b", "-- @groups all girls\n");
    make_indicator("a", "");
    make("indicators/z.sql",
         "-- @title.en Z\n-- @focus youth-crime\n-- @measure share\n"
         "-- @unit event\n-- @of b\nSELECT profile FROM own_source");
    make("areas.csv", "code;name\n1;A\n");
    assert_int_equal(read_all(state), SYN_ECONFIG);
    assert_int_equal(ear.n, 1);
    assert_string_equal(ear.said[0], "indicators/b.sql:5:16 catalogue.group ");
    assert_string_equal(ear.in[0], "b");

    remove(made[0]);
    n_made--;
    memmove(made, made + 1, n_made * sizeof made[0]);
    char text[256];
    snprintf(text, sizeof text,
             "%sgroups: {girls: {ages: 13-25, sex: female}}\n", project);
    make("samsyn.yaml", text);
    assert_int_equal(read_all(state), SYN_OK);
    assert_string_equal(catalogue->project.folder, folder);
    assert_int_equal(catalogue->n_indicators, 3);
    assert_string_equal(catalogue->indicators[0].id, "z");
    assert_string_equal(catalogue->indicators[1].id, "a");
    assert_string_equal(catalogue->indicators[2].id, "b");
    assert_ptr_equal(catalogue->indicators[0].of_indicator,
                     &catalogue->indicators[2]);
    assert_false(catalogue->indicators[0].builtin);
    assert_ptr_equal(syn_catalogue_indicator(catalogue, "a"),
                     &catalogue->indicators[1]);
    assert_null(syn_catalogue_indicator(catalogue, "c"));

    assert_int_equal(catalogue->n_groups, 15);
    assert_string_equal(catalogue->groups[0].item.name, "all");
    assert_int_equal(catalogue->groups[0].ages.to, SYN_AGE_MAX);
    assert_string_equal(syn_catalogue_group(catalogue, "target")->title[SYN_EN],
                        "aged 13–25");
    assert_int_equal(syn_catalogue_group(catalogue, "under-18")->ages.from, 10);
    assert_string_equal(syn_catalogue_group(catalogue, "girls")->title[SYN_NB],
                        "girls");

    assert_int_equal(catalogue->n_contracts, 1);
    const struct syn_contract *own = &catalogue->contracts[0];
    assert_string_equal(own->item.name, "own");
    syn_sha256_hex(sha256, contract, sizeof contract - 1);
    assert_string_equal(own->sha256, sha256);
    assert_non_null(own->definition);
    assert_ptr_equal(own->definition,
                     syn_source_find(catalogue->sources, catalogue->n_sources,
                                     "own_source"));
    assert_int_equal(own->definition->n_columns, 4);
    assert_int_equal(syn_source_column_find(own->definition, "age")->kind,
                     SYN_COL_AGE);
    assert_int_equal(syn_source_column_find(own->definition, "sex")->kind,
                     SYN_COL_CATEGORY);
    assert_int_equal(catalogue->lists.n_areas, 1);
}

/* The project with one change, an inline map. */
static enum syn_status read_with_change(const char *change, void **state)
{
    char text[512];

    snprintf(text, sizeof text, "%schanges:\n  - {%s}\n", project, change);
    ear.n = 0;
    make("samsyn.yaml", text);
    make("contracts/own.yaml", contract);
    make_indicator("a", "");
    make("breaks.csv", "date;applies_to;type;description\n"
                       "2022-01-01;*;law;Ny lov\n");
    return read_all(state);
}

static void a_confirmed_change_is_a_break_of_its_series(void **state)
{
    assert_int_equal(read_with_change("indicator: a, group: target, "
                                      "from: 2024K2, reason: R, by: B",
                                      state),
                     SYN_OK);
    const struct syn_lists *lists = &catalogue->lists;
    const struct syn_break *b = &lists->breaks[lists->n_breaks - 1];
    const struct syn_indicator *a = syn_catalogue_indicator(catalogue, "a");
    assert_int_equal(b->day, syn_day_of((struct syn_civil){2024, 4, 1}));
    assert_int_equal(b->type, SYN_BREAK_CHANGE);
    assert_int_equal(b->handling, SYN_BREAK_SPLIT);
    assert_string_equal(b->description[SYN_EN], "R");
    assert_string_equal(b->by, "B");
    assert_true(syn_break_applies_to(b, lists, a, "target", NULL));
    assert_true(syn_break_applies_to(b, lists, a, "target", "0105"));
    assert_false(syn_break_applies_to(b, lists, a, "all", NULL));
    assert_string_equal(lists->breaks[0].description[SYN_NB], "Ny lov");
    assert_true(syn_break_applies_to(&lists->breaks[0], lists, a, "all", NULL));
}

static void what_is_wrong_in_a_change_is_shown_where_it_stands(void **state)
{
    static const struct {
        const char *change, *said;
    } wrong[] = {
        {"indicator: a, from: 2024K5, reason: R, by: B",
         "samsyn.yaml:5:26 catalogue.change-from "},
        {"indicator: aa, from: 2024K1, reason: R, by: B",
         "samsyn.yaml:5:17 catalogue.indicator a"},
        {"indicator: a, group: targt, from: 2024K1, reason: R, by: B",
         "samsyn.yaml:5:27 catalogue.group target"},
    };

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_int_equal(read_with_change(wrong[i].change, state), SYN_ECONFIG);
        assert_int_equal(ear.n, 1);
        assert_string_equal(ear.said[0], wrong[i].said);
    }
    assert_int_equal(
        read_with_change("indicator: a, from: 2024-01, by: B", state),
        SYN_ECONFIG);
    assert_non_null(strstr(ear.said[0], "samsyn.yaml:5:"));
}

static void the_built_in_indicators_can_all_be_read(void **state)
{
    make("samsyn.yaml", "council: Rådet\nplace: Eksempel\n");
    assert_int_equal(read_all(state), SYN_OK);
    for (size_t i = 0; i < catalogue->n_indicators; i++)
        assert_true(catalogue->indicators[i].builtin);
}

static void an_own_indicator_replaces_the_built_in_one(void **state)
{
    make("samsyn.yaml", "council: Rådet\nplace: Eksempel\n");
    assert_int_equal(read_all(state), SYN_OK);
    if (!catalogue->n_indicators)
        skip();
    size_t n = catalogue->n_indicators;
    const char *id = NULL;
    for (size_t i = 0; i < n; i++) /* One that no share is of. */
        if (catalogue->indicators[i].measure == SYN_MEASURE_SHARE)
            id = catalogue->indicators[i].id;
    if (!id)
        skip();
    make_indicator(id, "");
    assert_int_equal(read_all(state), SYN_OK);
    assert_int_equal(catalogue->n_indicators, n);
    assert_false(syn_catalogue_indicator(catalogue, id)->builtin);
    assert_string_equal(syn_catalogue_indicator(catalogue, id)->title[0], "T");
}

static void an_own_group_replaces_the_built_in_one(void **state)
{
    char text[256];

    snprintf(text, sizeof text, "%sgroups: {target: {ages: 12-23}}\n", project);
    make("samsyn.yaml", text);
    assert_int_equal(read_all(state), SYN_OK);
    assert_int_equal(catalogue->n_groups, 14);
    assert_int_equal(catalogue->groups[1].ages.from, 12);
    assert_string_equal(catalogue->groups[1].title[SYN_NN], "target");
}

static void only_the_indicators_that_are_listed_are_used(void **state)
{
    char text[256];

    snprintf(text, sizeof text, "%sindicators: [part, c]\n", project);
    make("samsyn.yaml", text);
    make_indicator("a", "");
    make_indicator("b", "");
    make_indicator("c", "");
    make("indicators/part.sql",
         "-- @title.en Z\n-- @focus youth-crime\n-- @measure share\n"
         "-- @unit event\n-- @of b\nSELECT profile FROM own_source");
    assert_int_equal(read_all(state), SYN_OK);
    assert_int_equal(catalogue->n_indicators, 3);
    assert_string_equal(catalogue->indicators[0].id, "part");
    assert_string_equal(catalogue->indicators[1].id, "b");
    assert_string_equal(catalogue->indicators[2].id, "c");
    assert_ptr_equal(catalogue->indicators[0].of_indicator,
                     &catalogue->indicators[1]);
}

/* What one more file, or one more line of samsyn.yaml, makes the program say.
 */
static const struct {
    const char *line, *name, *text, *said;
} wrong[] = {
    {"headline_group: taget", NULL, NULL,
     "samsyn.yaml:4:17 catalogue.group target"},
    {"indicators: [violense, ute]", NULL, NULL,
     "samsyn.yaml:4:14 catalogue.indicator violence"},
    {"", "contracts/Case.yaml",
     "source: s\nfiles: a\ncovers: {from: 2024-01, to: 2024-01}\n"
     "columns: {age: A}\n",
     "contracts/Case.yaml:0:0 catalogue.file-name "},
    {"", "contracts/a.yml", "", "contracts/a.yml:0:0 catalogue.yml "},
    {"", "contracts/a.yaml",
     "source: a-b\nfiles: a\ncovers: {from: 2024-01, to: 2024-01}\n"
     "columns: {age: A}\n",
     "contracts/a.yaml:1:9 catalogue.source-name "},
    {"", "contracts/a.yaml",
     "source: s\nfiles: a\ncovers: {from: 2024-01, to: 2024-01}\n"
     "columns:\n  age: A\n  repoted: B\n",
     "contracts/a.yaml:6:3 catalogue.column reported"},
    {"", "contracts/a.yaml",
     "source: s\nfiles: a\ncovers: {from: 2024-01, to: 2024-01}\n"
     "columns:\n  age: {column: A, kind: number}\n",
     "contracts/a.yaml:5:26 catalogue.kind-reserved "},
    {"", "contracts/p.yaml",
     "source: own_source\nfiles: a\ncovers: {from: 2024-01, to: 2024-01}\n"
     "columns:\n  place: {column: A, kind: number}\n",
     "contracts/p.yaml:5:28 catalogue.kind "},
    {"", "indicators/Bad.sql",
     "-- @title.nb T\n-- @focus public-space\n-- @measure count\n"
     "-- @unit event\nSELECT 1\n",
     "indicators/Bad.sql:0:0 catalogue.indicator-name "},
    {"", "indicators/bad.sql",
     "-- @title.nb T\n-- @focus public-space\n-- @measure share\n"
     "-- @unit event\n-- @of violense\nSELECT 1\n",
     "indicators/bad.sql:5:8 catalogue.indicator violence"},
    {"", "indicators/bad.sql",
     "-- @title.nb T\n-- @focus public-space\n-- @measure share\n"
     "-- @unit case\n-- @of violence\nSELECT 1\n",
     "indicators/bad.sql:5:8 catalogue.of-unit "},
    {"", "indicators/bad.sql",
     "-- @title.nb T\n-- @focus public-space\n-- @measure share\n"
     "-- @unit event\n-- @of bad\nSELECT 1\n",
     "indicators/bad.sql:5:8 catalogue.of-share "},
    {"", "indicators/bad.sql",
     "-- @title.nb T\n-- @focus public-space\n-- @measure count\n"
     "-- @unit event\n-- @through own_sorce suspect\nSELECT 1\n",
     "indicators/bad.sql:5:13 catalogue.source own_source"},
    {"", "areas.csv", "code;nam\n1;2\n", "areas.csv:1:6 csv.header name"},
};

static void what_does_not_fit_together_is_told_with_its_place(void **state)
{
    char text[256];

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_int_equal(teardown_folder(state), 0);
        assert_int_equal(setup_folder(state), 0);
        snprintf(text, sizeof text, "%s%s\n", project, wrong[i].line);
        make("samsyn.yaml", text);
        make("contracts/own.yaml", contract);
        make_indicator("violence", "");
        if (wrong[i].name)
            make(wrong[i].name, wrong[i].text);
        assert_int_equal(read_all(state), SYN_ECONFIG);
        assert_string_equal(ear.said[0], wrong[i].said);
    }
}

static void mistakes_in_several_files_are_told_together(void **state)
{
    make("samsyn.yaml", project);
    make("contracts/a.yaml", "source: s\nfils: a\n");
    make("contracts/b.yaml", "text: [");
    make("contracts/own.yaml", contract);
    make("areas.csv", "code;name\n1;\n");
    make("indicators/x.sql", "SELECT 1");
    assert_int_equal(read_all(state), SYN_ECONFIG);
    assert_string_equal(ear.said[0],
                        "contracts/a.yaml:2:1 catalogue.key files");
    assert_string_equal(ear.in[0], "a");
    /* files, covers and columns are missing. */
    assert_string_equal(ear.said[4], "contracts/b.yaml:1:8 catalogue.syntax ");
    assert_string_equal(ear.said[5], "areas.csv:2:0 catalogue.list-empty ");
    assert_string_equal(ear.said[6],
                        "indicators/x.sql:1:0 catalogue.head-title ");
    assert_string_equal(ear.in[6], "x");
}

static void the_known_sources_are_sound(void **state)
{
    const struct syn_source *sources;
    size_t n;

    assert_int_equal(syn_sources_read(&sources, &n, *state, &listener), SYN_OK);
    for (size_t i = 0; i < n; i++) {
        assert_ptr_equal(syn_source_find(sources, n, sources[i].name),
                         &sources[i]); /* Its rows stand together. */
        if (sources[i].links_to)
            assert_non_null(syn_source_find(sources, n, sources[i].links_to));
        for (size_t c = 0; c < sources[i].n_columns; c++)
            assert_ptr_equal(
                syn_source_column_find(&sources[i], sources[i].columns[c].name),
                &sources[i].columns[c]); /* No column stands twice. */
    }
}

/* A template is read as the contract it becomes when it is copied. */
static void every_source_has_a_contract_to_start_from(void **state)
{
    const struct syn_source *sources;
    size_t n;

    assert_int_equal(syn_sources_read(&sources, &n, *state, &listener), SYN_OK);
    assert_true(n >= 14);
    make("samsyn.yaml", project);
    for (size_t i = 0; i < n; i++) {
        char path[160];
        snprintf(path, sizeof path,
                 "datasets/demo/start/contracts/templates/%s.yaml",
                 sources[i].name);
        const struct syn_asset *asset = syn_asset_find(path);
        assert_non_null(asset);
        make("contracts/copied.yaml", asset->text);
        assert_int_equal(read_all(state), SYN_OK);
        assert_int_equal(ear.n, 0);
        assert_int_equal(catalogue->n_contracts, 1);
        assert_string_equal(catalogue->contracts[0].source, sources[i].name);
        assert_int_equal(catalogue->contracts[0].columns.n,
                         sources[i].n_columns);
        for (size_t c = 0; c < sources[i].n_columns; c++)
            assert_non_null(syn_contract_column_find(
                &catalogue->contracts[0], sources[i].columns[c].name));
        remove(made[--n_made]);
    }
}

/* The source of a table has a name of the user's own. */
static void a_table_has_a_contract_to_start_from(void **state)
{
    const struct syn_asset *asset =
        syn_asset_find("datasets/demo/start/contracts/templates/statbank.yaml");

    assert_non_null(asset);
    make("samsyn.yaml", project);
    make("contracts/copied.yaml", asset->text);
    assert_int_equal(read_all(state), SYN_OK);
    assert_int_equal(ear.n, 0);
    assert_true(catalogue->contracts[0].definition->is_table);
}

static void a_value_that_a_source_does_not_have_is_told(void **state)
{
    const struct syn_source *sources, *police;
    size_t n;

    assert_int_equal(syn_sources_read(&sources, &n, *state, &listener), SYN_OK);
    police = syn_source_find(sources, n, "police_case");
    const struct syn_source_column *place =
        police ? syn_source_column_find(police, "place") : NULL;
    if (!place || !place->values)
        skip();
    make("samsyn.yaml", project);
    make("contracts/c.yaml",
         "source: police_case\nfiles: a\n"
         "covers: {from: 2024-01, to: 2024-01}\ncolumns:\n"
         "  reported: D\n"
         "  place: {column: S, values: {a: public, b: publik}, other: \"\"}\n");
    assert_int_equal(read_all(state), SYN_ECONFIG);
    assert_int_equal(ear.n, 1);
    assert_string_equal(ear.said[0],
                        "contracts/c.yaml:6:45 catalogue.choice public");
}

static const struct {
    const char *name;
    int plain, group;
} names[] = {
    {"police_case", 1, 1},
    {"a", 1, 1},
    {"13-14", 0, 1},
    {"under-18", 0, 1},
    {"_a", 0, 0},
    {"A", 0, 0},
    {"", 0, 0},
    {"a b", 0, 0},
    {"\xc3\xa5", 0, 0},
    {"a;b", 0, 0},
    {"-a", 0, 0},
    {"a1_", 1, 1},
    {"a23456789a123456789a123456789a123456789a123456789a123456789", 1, 1},
    {"a23456789a123456789a123456789a123456789a123456789a123456789abc", 0, 0},
};

static void names_are_safe_in_sql_and_in_files(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        assert_int_equal(syn_name_valid(names[i].name), names[i].plain);
        assert_int_equal(syn_group_name_valid(names[i].name), names[i].group);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_folder_without_a_project_says_how_to_make_one),
        TEST(a_whole_project_is_read),
        TEST(a_confirmed_change_is_a_break_of_its_series),
        TEST(what_is_wrong_in_a_change_is_shown_where_it_stands),
        TEST(the_built_in_indicators_can_all_be_read),
        TEST(an_own_indicator_replaces_the_built_in_one),
        TEST(an_own_group_replaces_the_built_in_one),
        TEST(only_the_indicators_that_are_listed_are_used),
        TEST(what_does_not_fit_together_is_told_with_its_place),
        TEST(mistakes_in_several_files_are_told_together),
        TEST(the_known_sources_are_sound),
        TEST(every_source_has_a_contract_to_start_from),
        TEST(a_table_has_a_contract_to_start_from),
        TEST(a_value_that_a_source_does_not_have_is_told),
        TEST(names_are_safe_in_sql_and_in_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
