/* Whole project folders, and the lists in them. */
#include "test.h"

#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <samsyn/base/asset.h>
#include <samsyn/base/calendar.h>
#include <samsyn/base/hash.h>
#include <samsyn/base/text.h>
#include <samsyn/catalogue/catalogue.h>

enum { MAX_FILES = 64, MAX_SAID = 64 };

static char folder[64];
static char made[MAX_FILES][160];
static size_t n_made;

/* Every message, as "FILE:line:column code suggestion"; FILE below FOLDER. */
static struct {
    char said[MAX_SAID][200], in[MAX_SAID][64];
    size_t n;
} ear;

static void listen(void *data, const struct syn_message *m)
{
    const char *path = m->loc.path ? m->loc.path : "";
    size_t n = strlen(folder);

    (void)data;
    if (ear.n == MAX_SAID)
        return;
    if (strncmp(path, folder, n) == 0)
        path += n + 1;
    snprintf(ear.in[ear.n], sizeof ear.in[0], "%s",
             m->frames ? m->frames->which : "");
    snprintf(ear.said[ear.n++], sizeof ear.said[0], "%s:%u:%u %s %s", path,
             m->loc.line, m->loc.column, m->code,
             m->caret.suggestion ? m->caret.suggestion : "");
}

static struct syn_diag listener = {.emit = listen};

static void make(const char *name, const char *text)
{
    char *path = made[n_made++];
    const char *slash = strchr(name, '/');

    if (slash) {
        snprintf(path, sizeof made[0], "%s/%.*s", folder, (int)(slash - name),
                 name);
        if (mkdir(path, 0777) == 0)
            path = made[n_made++];
    }
    snprintf(path, sizeof made[0], "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static int setup_folder(void **state)
{
    memset(&ear, 0, sizeof ear);
    n_made = 0;
    snprintf(folder, sizeof folder, "/tmp/samsyn-test-XXXXXX");
    return mkdtemp(folder) ? setup(state) : -1;
}

static int teardown_folder(void **state)
{
    int left = teardown(state);

    while (n_made)
        left |= remove(made[--n_made]) && access(made[n_made], F_OK) == 0;
    return left | rmdir(folder);
}

#undef TEST
#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, setup_folder, teardown_folder)

static struct syn_lists lists;

static enum syn_status read_lists(void **state)
{
    memset(&ear, 0, sizeof ear);
    return syn_lists_read(&lists, folder, *state, &listener);
}

/* Those of the project; they stand before those that are built in. */
static size_t own_breaks(void)
{
    size_t n = 0;

    while (n < lists.n_breaks && !lists.breaks[n].builtin)
        n++;
    return n;
}

static void lists_that_are_not_there_are_empty(void **state)
{
    assert_int_equal(read_lists(state), SYN_OK);
    assert_int_equal(lists.n_population, 0);
    assert_int_equal(lists.n_areas, 0);
    assert_int_equal(lists.n_measures, 0);
    assert_int_equal(own_breaks(), 0);
}

static void lists_are_read_as_excel_writes_them(void **state)
{
    make("population.csv", "\xef\xbb\xbf"
                           "area;year;sex;age;persons\r\n"
                           "3105;2024;K;105+;3\r\n3105;2024;1;13;412\r\n");
    make("areas.csv", "code,name,zone\n0105,\"Sarpsborg, gamle\",\n"
                      "31050101,Sentrum,by\n");
    make("measures.csv", "name;focus;from;to\n"
                         "Natteravner;public-space;01.03.2024;\n");
    make("breaks.csv", "date;applies_to;type;description\n"
                       "2015-10-01;*;law;Ny straffelov\n");
    assert_int_equal(read_lists(state), SYN_OK);
    assert_int_equal(lists.n_population, 2);
    assert_string_equal(lists.population[0].area, "3105");
    assert_int_equal(lists.population[0].sex, SYN_SEX_FEMALE);
    assert_int_equal(lists.population[0].age, 105);
    assert_int_equal(lists.population[1].sex, SYN_SEX_MALE);
    assert_int_equal(lists.population[1].persons, 412);
    assert_int_equal(lists.n_areas, 2);
    assert_string_equal(lists.areas[0].code, "0105");
    assert_string_equal(lists.areas[0].name, "Sarpsborg, gamle");
    assert_null(lists.areas[0].zone);
    assert_string_equal(lists.areas[1].zone, "by");
    assert_int_equal(lists.n_measures, 1);
    assert_int_equal(lists.measures[0].focus, 4);
    assert_int_equal(lists.measures[0].from, 19783); /* 2024-03-01 */
    assert_int_equal(lists.measures[0].to, SYN_UNSET);
    assert_int_equal(own_breaks(), 1);
    assert_int_equal(lists.breaks[0].day, 16709); /* 2015-10-01 */
    assert_string_equal(lists.breaks[0].applies_to, "*");
}

static const char code_head[] = "code;valid_from;valid_to;title;tags\n";

static void write_codes(const char *name, const char *rows)
{
    char text[512], path[64];

    snprintf(path, sizeof path, "codes/%s.csv", name);
    snprintf(text, sizeof text, "%s%s", code_head, rows);
    make(path, text);
}

/* The first code of SYSTEM, and how many it has. */
static const struct syn_code *codes_of(const char *system, size_t *n)
{
    const struct syn_code *first = NULL;

    *n = 0;
    for (size_t i = 0; i < lists.n_codes; i++)
        if (strcmp(lists.codes[i].system, system) == 0) {
            first = first ? first : &lists.codes[i];
            ++*n;
        }
    return first;
}

static void codes_have_tags_while_a_window_holds(void **state)
{
    size_t n;

    write_codes("own", "0105;;2015-09-30;Vold; violence  serious \n"
                       "0105;2015-10-01;;Vold;violence\n"
                       "7;;;Annet;\n");
    assert_int_equal(read_lists(state), SYN_OK);
    const struct syn_code *codes = codes_of("own", &n);
    assert_int_equal(n, 3);
    assert_string_equal(codes[0].code, "0105");
    assert_int_equal(codes[0].valid_from, SYN_UNSET);
    assert_int_equal(codes[0].valid_to, 16708);
    assert_string_equal(codes[0].tags[0], "violence");
    assert_string_equal(codes[0].tags[1], "serious");
    assert_null(codes[0].tags[2]);
    assert_int_equal(codes[1].valid_from, 16709);
    assert_int_equal(codes[1].valid_to, SYN_UNSET);
    assert_null(codes[2].tags[0]);
}

static void a_list_of_the_project_replaces_the_one_of_its_name(void **state)
{
    const char *name = NULL;
    size_t n, before;

    for (size_t i = 0; i < syn_n_assets; i++)
        if (syn_glob_match("datasets/codes/*.csv", syn_assets[i].path))
            name = strrchr(syn_assets[i].path, '/') + 1;
    if (!name)
        skip();
    const char *system = syn_arena_strndup(*state, name, strlen(name) - 4);
    assert_int_equal(read_lists(state), SYN_OK);
    assert_non_null(codes_of(system, &before));
    assert_true(before > 1);
    write_codes(system, "only;;;One;\n");
    assert_int_equal(read_lists(state), SYN_OK);
    assert_string_equal(codes_of(system, &n)->code, "only");
    assert_int_equal(n, 1);
}

static const struct {
    const char *name, *text, *said;
} wrong_lists[] = {
    {"population.csv", "area;year;sex;age;persons\n1;2024;X;13;4\n",
     "population.csv:2:0 catalogue.list-sex "},
    {"population.csv", "area;year;sex;age;persons\n1;24;M;13;4\n",
     "population.csv:2:0 catalogue.list-number "},
    {"population.csv", "area;year;sex;age;persons\n1;2024;M;13;-4\n",
     "population.csv:2:0 catalogue.list-number "},
    {"population.csv", "area;year;sex;age;persons\n1;2024;M;13;4 120\n",
     "population.csv:2:0 catalogue.list-number "},
    {"population.csv", "area;year;sex;age;persons\n1;2024;M;121;4\n",
     "population.csv:2:0 catalogue.list-age "},
    {"population.csv", "area;year;sex;age;persons\n;2024;M;12;4\n",
     "population.csv:2:0 catalogue.list-empty "},
    {"population.csv",
     "area;year;sex;age;persons\n1;2024;M;12;4\n1;2024;K;12;4\n1;2024;1;12;5\n",
     "population.csv:4:0 catalogue.list-twice "},
    {"areas.csv", "code;name\n1;A\n2;B\n1;C\n",
     "areas.csv:4:0 catalogue.list-twice "},
    {"areas.csv", "code;name\n1;\n", "areas.csv:2:0 catalogue.list-empty "},
    {"measures.csv", "name;focus;from;to\nA;public-spase;2024-01-01;\n",
     "measures.csv:2:0 catalogue.choice public-space"},
    {"measures.csv", "name;focus;from;to\nA;public-space;2024-13-01;\n",
     "measures.csv:2:0 catalogue.list-date "},
    {"measures.csv", "name;focus;from;to\nA;public-space;;\n",
     "measures.csv:2:0 catalogue.list-empty "},
    {"measures.csv",
     "name;focus;from;to\nA;public-space;2024-01-02;01.01.2024\n",
     "measures.csv:2:0 catalogue.list-order "},
    {"breaks.csv", "date;applies_to;type;description\n1.10.2015;*;law;\n",
     "breaks.csv:2:0 catalogue.list-date "},
    {"breaks.csv", "date;applies_to;type;description\n2015-10-01;*;lav;Ny\n",
     "breaks.csv:2:0 catalogue.choice law"},
    {"breaks.csv",
     "date;applies_to;type;description;handling\n2015-10-01;*;lov;Ny;merk\n",
     "breaks.csv:2:0 catalogue.choice mark"},
    {"codes/x.csv",
     "code;valid_from;valid_to;title;tags;primary\na;;;T;t;public-spase\n",
     "codes/x.csv:2:0 catalogue.choice public-space"},
    {"codes/x.csv", "code;valid_from;valid_to;title;tags;mark\na;;;T;t;chek\n",
     "codes/x.csv:2:0 catalogue.choice check"},
    {"codes/x.csv", "code;valid_from;valid_to;title;tags\na;;;T;t\na;;;T;t\n",
     "codes/x.csv:3:0 catalogue.list-twice "},
    {"codes/x.csv",
     "code;valid_from;valid_to;title;tags\na;2010-01-01;2019-12-31;T;t\n"
     "b;;;T;t\na;2012-01-01;2012-12-31;T;t\n",
     "codes/x.csv:4:0 catalogue.list-twice "},
    {"codes/x.csv",
     "code;valid_from;valid_to;title;tags\na;2010-01-01;2019-12-31;T;t\n"
     "a;2012-01-01;2012-12-31;T;t\na;2019-12-31;;T;t\n",
     "codes/x.csv:3:0 catalogue.list-twice "},
};

static void a_mistake_in_a_list_is_told_with_its_line(void **state)
{
    for (size_t i = 0; i < sizeof wrong_lists / sizeof *wrong_lists; i++) {
        make(wrong_lists[i].name, wrong_lists[i].text);
        assert_int_equal(read_lists(state), SYN_ECONFIG);
        assert_string_equal(ear.said[0], wrong_lists[i].said);
        remove(made[--n_made]);
    }
    /* The third of the last three overlaps the first, not its neighbour. */
    assert_int_equal(ear.n, 2);
    assert_string_equal(ear.said[1], "codes/x.csv:4:0 catalogue.list-twice ");
}

static void a_list_full_of_mistakes_is_not_read_to_the_end(void **state)
{
    char text[4096] = "code;name\n";

    for (int i = 0; i < 100; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text), "%d;\n", i);
    make("areas.csv", text);
    assert_int_equal(read_lists(state), SYN_ECONFIG);
    assert_int_equal(ear.n, 21);
    assert_string_equal(ear.said[20], "areas.csv:0:0 catalogue.list-stop ");
}

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
    assert_true(n >= 15);
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
        TEST(lists_that_are_not_there_are_empty),
        TEST(lists_are_read_as_excel_writes_them),
        TEST(codes_have_tags_while_a_window_holds),
        TEST(a_list_of_the_project_replaces_the_one_of_its_name),
        TEST(a_mistake_in_a_list_is_told_with_its_line),
        TEST(a_list_full_of_mistakes_is_not_read_to_the_end),
        TEST(a_folder_without_a_project_says_how_to_make_one),
        TEST(a_whole_project_is_read),
        TEST(the_built_in_indicators_can_all_be_read),
        TEST(an_own_indicator_replaces_the_built_in_one),
        TEST(an_own_group_replaces_the_built_in_one),
        TEST(only_the_indicators_that_are_listed_are_used),
        TEST(what_does_not_fit_together_is_told_with_its_place),
        TEST(mistakes_in_several_files_are_told_together),
        TEST(the_known_sources_are_sound),
        TEST(every_source_has_a_contract_to_start_from),
        TEST(a_value_that_a_source_does_not_have_is_told),
        TEST(names_are_safe_in_sql_and_in_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
