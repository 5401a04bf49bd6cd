/* The map of offence codes and the breaks that came with the program.  What is
 * expected is from the agreement's working-out of the focus areas: which
 * provision belongs where, and since when a series means something else. */
#include "test.h"

#include <samsyn/base/calendar.h>
#include <samsyn/catalogue/catalogue.h>

static struct syn_lists lists;

static int read_shipped(void **state)
{
    static struct syn_diag silent;
    int failed = setup(state);

    return failed ? failed
                  : (int)syn_lists_read(&lists, "/nowhere", *state, &silent);
}

static const struct syn_code *code_of(const char *code)
{
    for (size_t i = 0; i < lists.n_codes; i++)
        if (strcmp(lists.codes[i].code, code) == 0)
            return &lists.codes[i];
    fail_msg("there is no code %s", code);
    return NULL;
}

/* Bits of syn_focus_ids. */
enum {
    YOUTH = 1,
    CLOSE = 2,
    HATE = 4,
    SUBSTANCE = 8,
    SPACE = 16,
    ORGANISED = 32,
    PREPARED = 64
};

static const struct {
    const char *code;
    unsigned primary, secondary;
    enum syn_evidence mark;
} provisions[] = {
    {"s136a", HATE, 0, SYN_EVIDENCE_CHECK},
    {"s155", 0, SUBSTANCE | SPACE, SYN_EVIDENCE_CHECK},
    {"s168", CLOSE, 0, SYN_EVIDENCE_CHECK},
    {"s181", SPACE, 0, SYN_EVIDENCE_SURE},
    {"s185", HATE, 0, SYN_EVIDENCE_CHECK},
    {"s189", SPACE, 0, SYN_EVIDENCE_CHECK},
    {"s190", ORGANISED, 0, SYN_EVIDENCE_CHECK},
    {"s231", SUBSTANCE, ORGANISED, SYN_EVIDENCE_CHECK},
    {"s232", ORGANISED, 0, SYN_EVIDENCE_CHECK},
    {"s258", ORGANISED, 0, SYN_EVIDENCE_CHECK},
    {"s263", SPACE | CLOSE, ORGANISED, SYN_EVIDENCE_SURE},
    {"s267a", CLOSE, YOUTH, SYN_EVIDENCE_CHECK},
    {"s272", SPACE | CLOSE, 0, SYN_EVIDENCE_SURE},
    {"s282", CLOSE, 0, SYN_EVIDENCE_SURE},
    {"s303", 0, YOUTH | CLOSE | SPACE, SYN_EVIDENCE_CHECK},
    {"s321", 0, YOUTH | SPACE, SYN_EVIDENCE_CHECK},
    {"s328", SPACE, YOUTH | ORGANISED, SYN_EVIDENCE_CHECK},
    {"s337", ORGANISED, 0, SYN_EVIDENCE_CHECK},
    {"s352", SPACE, YOUTH, SYN_EVIDENCE_CHECK},
    {"s355", PREPARED, 0, SYN_EVIDENCE_CHECK},
    {"l24a", SUBSTANCE, 0, SYN_EVIDENCE_CHECK},
};

static void a_provision_has_its_focus_areas_and_its_mark(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof provisions / sizeof *provisions; i++) {
        const struct syn_code *code = code_of(provisions[i].code);
        assert_int_equal(code->primary, provisions[i].primary);
        assert_int_equal(code->secondary, provisions[i].secondary);
        assert_int_equal(code->mark, provisions[i].mark);
    }
}

static void every_line_of_the_map_says_its_law_and_how_sure_it_is(void **state)
{
    (void)state;
    assert_true(lists.n_codes >= 80);
    for (size_t i = 0; i < lists.n_codes; i++) {
        assert_true(*lists.codes[i].law);
        assert_true(lists.codes[i].mark >= 0);
    }
}

static bool has_tag(const struct syn_code *code, const char *tag)
{
    for (const char *const *t = code->tags; *t; t++)
        if (strcmp(*t, tag) == 0)
            return true;
    return false;
}

static void a_focus_area_is_a_tag_that_a_body_can_ask_for(void **state)
{
    (void)state;
    assert_true(has_tag(code_of("s231"), "drugs"));
    assert_true(has_tag(code_of("s231"), "primary-substance-mental-health"));
    assert_true(has_tag(code_of("s231"), "secondary-organised-crime"));
    assert_false(has_tag(code_of("s231"), "primary-organised-crime"));
    assert_true(has_tag(code_of("s263"), "primary-public-space"));
    assert_true(has_tag(code_of("s263"), "primary-close-relations"));
}

static const struct syn_indicator drugs = {
    .id = "drug_cases",
    .builtin = true,
    .body = "SELECT profile FROM police_case WHERE code IN"
            " (SELECT code FROM code_tag WHERE tag = 'drugs')"};
static const struct syn_indicator thefts_of_assignments = {
    .id = "own",
    .builtin = true,
    .body = "SELECT profile FROM police_assignment WHERE category = 'theft'"};

/* How many breaks of TYPE and HANDLING on the day apply to INDICATOR. */
static size_t breaks_of(const struct syn_indicator *indicator,
                        int year,
                        int month,
                        enum syn_break_type type,
                        enum syn_break_handling handling)
{
    size_t n = 0;

    for (size_t i = 0; i < lists.n_breaks; i++) {
        const struct syn_break *b = &lists.breaks[i];
        n += syn_day_month(b->day) == year * 12 + month - 1 &&
             b->type == type && b->handling == handling &&
             syn_break_applies(b, &lists, indicator);
    }
    return n;
}

static void what_broke_series_in_norway_is_known(void **state)
{
    (void)state;
    assert_int_equal(
        breaks_of(&drugs, 2015, 10, SYN_BREAK_LAW, SYN_BREAK_SPLIT), 1);
    assert_int_equal(
        breaks_of(&drugs, 2021, 4, SYN_BREAK_PRACTICE, SYN_BREAK_INCOMPARABLE),
        1);
    assert_int_equal(
        breaks_of(&drugs, 2022, 4, SYN_BREAK_PRACTICE, SYN_BREAK_INCOMPARABLE),
        1);
    assert_int_equal(
        breaks_of(&drugs, 2020, 3, SYN_BREAK_PANDEMIC, SYN_BREAK_INCOMPARABLE),
        1);
    assert_int_equal(
        breaks_of(&drugs, 2022, 1, SYN_BREAK_PANDEMIC, SYN_BREAK_INCOMPARABLE),
        1);
}

static void a_break_of_codes_leaves_what_is_not_chosen_by_code(void **state)
{
    (void)state;
    assert_int_equal(breaks_of(&thefts_of_assignments, 2015, 10, SYN_BREAK_LAW,
                               SYN_BREAK_SPLIT),
                     0);
    assert_int_equal(breaks_of(&thefts_of_assignments, 2021, 4,
                               SYN_BREAK_PRACTICE, SYN_BREAK_INCOMPARABLE),
                     0);
}

static void a_built_in_break_is_not_for_own_indicators(void **state)
{
    struct syn_indicator own = drugs;

    (void)state;
    own.builtin = false;
    for (size_t i = 0; i < lists.n_breaks; i++)
        assert_false(syn_break_applies(&lists.breaks[i], &lists, &own));
}

static const char *lacks(const char *body, struct syn_arena *arena)
{
    struct syn_indicator asks = {.id = "own", .body = body};
    return syn_codes_lack(&lists, &asks, arena);
}

static void a_tag_that_no_code_has_is_told(void **state)
{
    assert_string_equal(lacks("SELECT profile FROM police_case WHERE code IN "
                              "(SELECT code FROM code_tag WHERE tag = 'vold')",
                              *state),
                        "vold");
    assert_string_equal(lacks("... WHERE tag IN ('vold',\n 'ran'))", *state),
                        "vold");
    /* One that is known is enough, wherever it stands. */
    assert_null(lacks("... WHERE tag IN ('vold',\n 'robbery'))", *state));
    assert_null(lacks("... tag = 'vold') OR (... tag = 'theft')", *state));
    assert_null(lacks("SELECT profile FROM outreach", *state));
    assert_null(lacks("SELECT profile FROM a WHERE b = 'tag '", *state));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            a_provision_has_its_focus_areas_and_its_mark, read_shipped,
            teardown),
        cmocka_unit_test_setup_teardown(
            every_line_of_the_map_says_its_law_and_how_sure_it_is, read_shipped,
            teardown),
        cmocka_unit_test_setup_teardown(
            a_focus_area_is_a_tag_that_a_body_can_ask_for, read_shipped,
            teardown),
        cmocka_unit_test_setup_teardown(what_broke_series_in_norway_is_known,
                                        read_shipped, teardown),
        cmocka_unit_test_setup_teardown(
            a_break_of_codes_leaves_what_is_not_chosen_by_code, read_shipped,
            teardown),
        cmocka_unit_test_setup_teardown(a_tag_that_no_code_has_is_told,
                                        read_shipped, teardown),
        cmocka_unit_test_setup_teardown(
            a_built_in_break_is_not_for_own_indicators, read_shipped, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
