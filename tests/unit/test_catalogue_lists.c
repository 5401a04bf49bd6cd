/* The lists of a project: codes, population, areas, measures, breaks. */
#include "fixture_catalogue.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(lists_that_are_not_there_are_empty),
        TEST(lists_are_read_as_excel_writes_them),
        TEST(codes_have_tags_while_a_window_holds),
        TEST(a_list_of_the_project_replaces_the_one_of_its_name),
        TEST(a_mistake_in_a_list_is_told_with_its_line),
        TEST(a_list_full_of_mistakes_is_not_read_to_the_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
