#include "test.h"

#include <samsyn/catalogue/indicator.h>

static struct {
    char said[16][128];
    size_t n;
} ear;

static void listen(void *data, const struct syn_message *m)
{
    (void)data;
    if (ear.n < 16)
        snprintf(ear.said[ear.n++], sizeof ear.said[0], "%u:%u+%u %s %s",
                 m->loc.line, m->loc.column, m->caret.width, m->code,
                 m->caret.suggestion ? m->caret.suggestion : "");
}

static struct syn_diag listener = {.emit = listen};
static struct syn_indicator indicator;

static enum syn_status read(void **state, const char *text)
{
    memset(&ear, 0, sizeof ear);
    return syn_indicator_parse(&indicator, "i.sql", text, *state, &listener);
}

static void a_whole_head_is_read(void **state)
{
    assert_int_equal(read(state, "-- A comment before the head.\n"
                                 "-- @title.nb   Vold i det offentlige rom\n"
                                 "-- @title.en   Violence in public places\n"
                                 "-- @about.nb   Det som er anmeldt\n"
                                 "-- @focus      public-space\n"
                                 "\n"
                                 "--@measure     count\r\n"
                                 "-- @unit       person\n"
                                 "-- @date       occurred   \n"
                                 "-- @groups     all  target 13-14\n"
                                 "-- @through    police_person suspect\n"
                                 "-- @per        1000 inhabitants\n"
                                 "-- @better     lower\n"
                                 "-- @driven     police\n"
                                 "-- @when       mon 00:00 - mon 02:00\n"
                                 "-- A comment before the query.\n"
                                 "SELECT profile FROM police_case\n"
                                 "-- a comment inside\n"
                                 " WHERE place = 'public';\n"),
                     SYN_OK);
    assert_string_equal(indicator.title[SYN_NB], "Vold i det offentlige rom");
    assert_string_equal(indicator.title[SYN_NN], "Vold i det offentlige rom");
    assert_string_equal(indicator.title[SYN_EN], "Violence in public places");
    assert_string_equal(indicator.about[SYN_EN], "Det som er anmeldt");
    assert_int_equal(indicator.focus, 4);
    assert_int_equal(indicator.measure, SYN_MEASURE_COUNT);
    assert_int_equal(indicator.unit->counting, SYN_COUNT_PERSONS);
    assert_int_equal(indicator.date, SYN_BY_OCCURRED);
    assert_string_equal(indicator.groups[0], "all");
    assert_string_equal(indicator.groups[1], "target");
    assert_string_equal(indicator.groups[2], "13-14");
    assert_null(indicator.groups[3]);
    assert_string_equal(indicator.through, "police_person");
    assert_string_equal(indicator.roles[0], "suspect");
    assert_null(indicator.roles[1]);
    assert_int_equal(indicator.per, 1000);
    assert_int_equal(indicator.better, SYN_BETTER_LOWER);
    assert_true(indicator.police_driven);
    assert_null(indicator.of);
    assert_false(indicator.when.all);
    assert_int_equal(indicator.when.bits[0], 3);
    assert_int_equal(indicator.body_line, 17);
    assert_memory_equal(indicator.body, "SELECT profile", 14);
}

static const char least[] = "-- @title.en A\n-- @focus cooperation\n"
                            "-- @measure count\n-- @unit event\n";

static void what_a_head_leaves_out_has_a_default(void **state)
{
    char text[256];

    snprintf(text, sizeof text, "%sSELECT 1", least);
    assert_int_equal(read(state, text), SYN_OK);
    assert_string_equal(indicator.title[SYN_NB], "A");
    assert_null(indicator.about[SYN_NB]);
    assert_int_equal(indicator.focus, 7);
    assert_int_equal(indicator.date, SYN_BY_REPORTED);
    assert_string_equal(indicator.groups[0], "all");
    assert_null(indicator.groups[1]);
    assert_int_equal(indicator.better, SYN_BETTER_NEUTRAL);
    assert_int_equal(indicator.unit->counting, SYN_COUNT_EVENTS);
    assert_int_equal(indicator.per, 0);
    assert_false(indicator.police_driven);
    assert_true(indicator.when.all);
    assert_int_equal(indicator.body_line, 5);
}

/* What stands after LEAST, in lines 5 and on. */
static const struct {
    const char *text, *said;
} wrong[] = {
    {"-- @age_gruop 13-17\nS", "5:4+10 catalogue.head-key "},
    {"-- @gruops all\nS", "5:4+7 catalogue.head-key @groups"},
    {"-- @title nb\nS", "5:4+6 catalogue.head-key "},
    {"--   @beter lower\nS", "5:6+6 catalogue.head-key @better"},
    {"-- @unit case\nS", "5:4+5 catalogue.head-duplicate "},
    {"-- @date  repotred\nS", "5:11+8 catalogue.choice reported"},
    {"-- @better\nS", "5:4+7 catalogue.head-value "},
    {"-- @driven polise\nS", "5:12+6 catalogue.choice police"},
    {"-- @groups all Target x\nS", "5:16+6 catalogue.head-value "},
    {"-- @through police_person\nS", "5:13+13 catalogue.head-value "},
    {"-- @through a b C\nS", "5:13+5 catalogue.head-value "},
    {"-- @per 1000\nS", "5:9+4 catalogue.head-value "},
    {"-- @per 0 inhabitants\nS", "5:9+13 catalogue.head-value "},
    {"-- @of all_cases\nS", "5:4+3 catalogue.head-unfit "},
    {"-- @when fri 22:00\nS", "5:19+1 catalogue.head-value "},
    {"-- @when 22:00 - 25:00\nS", "5:18+5 catalogue.head-value "},
    {"-- @when 22:30 - 23:00\nS", "5:10+13 catalogue.head-value "},
    {"-- @when 22:00 - 22:00\nS", "5:18+5 catalogue.head-value "},
    {"-- @when fri 22:00 - 06:00\nS", "5:22+5 catalogue.head-value "},
    {"-- @when 22:00 - 23:00;\nS", "5:23+1 catalogue.head-value "},
    {"-- @when 22:00 - 23:00,\nS", "5:24+1 catalogue.head-value "},
    {"", "4:0+0 catalogue.head-only "},
    {"\n-- only a comment\n\n", "7:0+0 catalogue.head-only "},
    {"SELECT\n-- @per 1000 inhabitants\n", "6:4+4 catalogue.head-late "},
    {"S \xe5", "5:3+0 catalogue.utf8 "},
};

static void a_mistake_in_a_head_is_told_with_its_place(void **state)
{
    char text[256];

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        snprintf(text, sizeof text, "%s%s", least, wrong[i].text);
        assert_int_equal(read(state, text), SYN_ECONFIG);
        assert_string_equal(ear.said[0], wrong[i].said);
        assert_int_equal(ear.n, 1);
    }
}

static void every_mistake_in_a_head_is_told(void **state)
{
    assert_int_equal(read(state, "-- @title.nn a\n"
                                 "-- @focus public\n"
                                 "-- @measure share\n"
                                 "-- @per 1000 inhabitants\n"
                                 "-- @units case\n"
                                 "SELECT 1"),
                     SYN_ECONFIG);
    assert_int_equal(ear.n, 6);
    assert_string_equal(ear.said[0], "5:4+6 catalogue.head-key @unit");
    assert_string_equal(ear.said[1], "1:0+0 catalogue.head-title ");
    assert_string_equal(ear.said[2], "2:11+6 catalogue.choice ");
    assert_string_equal(ear.said[3], "1:0+0 catalogue.head-required ");
    assert_string_equal(ear.said[4], "3:13+5 catalogue.head-needs ");
    assert_string_equal(ear.said[5], "4:4+4 catalogue.head-unfit ");
}

static void every_misspelt_head_key_is_recognised(void **state)
{
    char text[256], meant[64];

    for (const struct syn_head_key *key = syn_head_keys; key->name; key++) {
        assert_non_null(key->help);
        assert_non_null(key->type);
        assert_non_null(key->example);
        if (strlen(key->name) < 3)
            continue;
        /* The second letter twice. */
        snprintf(text, sizeof text, "-- @%.2s%s x\n%sS", key->name,
                 key->name + 1, least);
        snprintf(meant, sizeof meant, "1:4+%zu catalogue.head-key @%s",
                 strlen(key->name) + 2, key->name);
        assert_int_equal(read(state, text), SYN_ECONFIG);
        assert_string_equal(ear.said[0], meant);
    }
}

/* A head of each kind, and further keys that it can have; each key's value is
 * its example. */
static const struct {
    const char *measure, *unit, *keys[8], *more;
} kinds[] = {
    {"count", "case", {"through", "per", "when", "driven", "row"}, ""},
    {"rate", "case", {"per"}, ""},
    {"share", "person", {"invert"}, "-- @of population\n"},
    {"share", "case", {"of"}, ""},
    {"ratio", "case", {"of"}, "-- @per 100\n"},
    {"repeat", "person", {"at-least", "window"}, ""},
    {"first", "person", {"look-back", "per"}, ""},
    {"return", "person", {"of", "within"}, ""},
    {"group", "case", {"at-least", "with"}, ""},
    {"followup", "person", {"of", "within"}, ""},
    {"followup", "event", {"from", "to", "within"}, ""},
    {"duration", "case", {"from", "to", "statistic", "in"}, ""},
    {"duration", "assignment", {"value", "in"}, "-- @statistic sum\n"},
    {"concentration", "case", {"by", "top"}, ""},
    {"concentration", "case", {"by", "at-least", "window"}, ""},
    {"concentration", "case", {"by"}, "-- @statistic gini\n"},
    {"survey", "respondent", {"of"}, ""},
    {"survey", "respondent", {"yes", "base"}, ""},
    {"survey", "respondent", {NULL}, "-- @value score\n-- @statistic mean\n"},
    {"status", "event", {NULL}, "-- @statistic age\n"},
    {"status", "event", {"window"}, "-- @statistic recent\n"},
    {"status", "case", {"from", "to"}, "-- @statistic open\n"},
};

static const struct syn_head_key *key_called(const char *name)
{
    const struct syn_head_key *key = syn_head_keys;

    while (strcmp(key->name, name) != 0)
        key++;
    return key;
}

static void every_kind_can_be_read_with_the_examples_of_its_keys(void **state)
{
    bool used[64] = {false};

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        char text[1024];
        size_t n = (size_t)snprintf(
            text, sizeof text,
            "-- @title.nb A\n-- @focus cooperation\n-- @measure %s\n"
            "-- @unit %s\n%s",
            kinds[i].measure, kinds[i].unit, kinds[i].more);
        for (size_t k = 0; kinds[i].keys[k]; k++) {
            const struct syn_head_key *key = key_called(kinds[i].keys[k]);
            used[key - syn_head_keys] = true;
            n += (size_t)snprintf(text + n, sizeof text - n, "-- @%s %s\n",
                                  key->name, key->example);
        }
        snprintf(text + n, sizeof text - n, "S");
        if (read(state, text) != SYN_OK)
            fail_msg("%s", text);
        assert_string_equal(syn_measure_names[indicator.measure],
                            kinds[i].measure);
    }
    for (const struct syn_head_key *key = key_called("through"); key->name;
         key++)
        if (!used[key - syn_head_keys] && strcmp(key->name, "better") != 0)
            fail_msg("no example of %s", key->name);
}

/* What a kind cannot have, cannot do without, or counts wrongly. */
static const struct {
    const char *measure, *unit, *keys, *said;
} unfit_kinds[] = {
    {"repeat", "person", "-- @at-least 4\n", "3:13+6 catalogue.head-needs "},
    {"repeat", "case", "-- @at-least 4\n-- @window 12 months\n",
     "4:10+4 catalogue.head-unit "},
    {"repeat", "person", "-- @at-least 0\n-- @window 12 months\n",
     "5:14+1 catalogue.head-value "},
    {"repeat", "person", "-- @at-least 4\n-- @window 12\n",
     "6:12+2 catalogue.head-value "},
    {"first", "person", "-- @look-back 24 days\n",
     "5:15+7 catalogue.head-value "},
    {"count", "person", "-- @within 3 days\n", "5:4+7 catalogue.head-unfit "},
    {"return", "person", "-- @of x\n", "3:13+6 catalogue.head-needs "},
    {"followup", "person", "-- @within 3 days\n",
     "3:13+8 catalogue.head-needs "},
    {"followup", "person", "-- @within 3 days\n-- @of x\n-- @to closed\n",
     "7:4+3 catalogue.head-either "},
    {"group", "case", "-- @at-least 2\n-- @with old\n",
     "6:10+3 catalogue.head-value "},
    {"duration", "case", "-- @from a\n-- @to b\n",
     "3:13+8 catalogue.head-needs "},
    {"duration", "case", "-- @from a\n-- @statistic median\n",
     "3:13+8 catalogue.head-needs "},
    {"duration", "case", "-- @value a\n-- @statistic gini\n",
     "6:4+10 catalogue.head-unfit "},
    {"duration", "case", "-- @value a\n-- @statistic sum\n-- @in hours\n",
     "7:4+3 catalogue.head-unfit "},
    {"concentration", "case", "-- @by person\n",
     "3:13+13 catalogue.head-needs "},
    {"concentration", "case", "-- @by person\n-- @top 101 %\n",
     "6:9+5 catalogue.head-value "},
    {"concentration", "case", "-- @by place\n-- @top 3\n",
     "5:8+5 catalogue.choice "},
    {"survey", "respondent", "-- @yes a\n", "3:13+6 catalogue.head-needs "},
    {"status", "event", "-- @statistic recent\n",
     "3:13+6 catalogue.head-needs "},
    {"status", "event", "-- @statistic median\n",
     "5:4+10 catalogue.head-unfit "},
    {"share", "case", "-- @of x\n-- @invert yes\n",
     "6:4+7 catalogue.head-unfit "},
    {"ratio", "case", "-- @of x\n-- @per 100 inhabitants\n",
     "6:9+15 catalogue.head-value "},
    {"followup", "person", "-- @within 3 days\n-- @of x\n-- @from a\n",
     "7:4+5 catalogue.head-either "},
    {"duration", "case", "-- @value a\n-- @to b\n-- @statistic sum\n",
     "5:4+6 catalogue.head-either "},
    {"concentration", "case", "-- @by person\n-- @top 3\n-- @at-least 2\n",
     "6:4+4 catalogue.head-either "},
    {"survey", "respondent", "-- @of x\n-- @yes a\n-- @base b\n",
     "5:4+3 catalogue.head-either "},
    {"survey", "respondent", "-- @value a\n-- @statistic mean\n-- @base b\n",
     "5:4+6 catalogue.head-either "},
    {"status", "event", "-- @statistic age\n-- @window 12 months\n",
     "6:4+7 catalogue.head-either "},
    {"status", "event", "-- @statistic age\n-- @from a\n",
     "6:4+5 catalogue.head-either "},
};

static void a_kind_has_what_it_needs_and_nothing_else(void **state)
{
    for (size_t i = 0; i < sizeof unfit_kinds / sizeof *unfit_kinds; i++) {
        char text[512];
        snprintf(text, sizeof text,
                 "-- @title.nb A\n-- @focus cooperation\n-- @measure %s\n"
                 "-- @unit %s\n%sS",
                 unfit_kinds[i].measure, unfit_kinds[i].unit,
                 unfit_kinds[i].keys);
        assert_int_equal(read(state, text), SYN_ECONFIG);
        if (strcmp(ear.said[0], unfit_kinds[i].said) != 0)
            fail_msg("%s: %s", text, ear.said[0]);
    }
}

static void a_share_names_what_it_is_a_share_of(void **state)
{
    assert_int_equal(read(state, "-- @title.en A\n-- @focus cooperation\n"
                                 "-- @measure share\n-- @unit event\n"
                                 "-- @of all_contacts\nSELECT 1"),
                     SYN_OK);
    assert_string_equal(indicator.of, "all_contacts");
}

static int has(const struct syn_hours *hours, int day, int hour)
{
    int at = day * 24 + hour;
    return (int)(hours->bits[at / 64] >> (at % 64) & 1);
}

static int count(const struct syn_hours *hours)
{
    int n = 0;
    for (int day = 0; day < 7; day++)
        for (int hour = 0; hour < 24; hour++)
            n += has(hours, day, hour);
    return n;
}

static const struct syn_hours *when(void **state, const char *value)
{
    char text[256];

    snprintf(text, sizeof text, "%s-- @when %s\nS", least, value);
    assert_int_equal(read(state, text), SYN_OK);
    return &indicator.when;
}

static void weekend_nights_are_sixteen_hours(void **state)
{
    const struct syn_hours *hours =
        when(state, "fri 22:00 - sat 06:00, sat 22:00 - sun 06:00");

    assert_int_equal(count(hours), 16);
    assert_int_equal(has(hours, 4, 21), 0);
    assert_int_equal(has(hours, 4, 22), 1);
    assert_int_equal(has(hours, 5, 5), 1);
    assert_int_equal(has(hours, 5, 6), 0);
    assert_int_equal(has(hours, 6, 5), 1);
    assert_int_equal(has(hours, 6, 22), 0);
}

static void hours_wrap_around_night_and_week(void **state)
{
    const struct syn_hours *hours = when(state, "22:00 - 06:00");
    assert_int_equal(count(hours), 56);
    assert_int_equal(has(hours, 0, 0), 1);
    assert_int_equal(has(hours, 6, 23), 1);
    assert_int_equal(has(hours, 3, 6), 0);
    hours = when(state, "sun 23:00–mon 01:00");
    assert_int_equal(count(hours), 2);
    assert_int_equal(has(hours, 6, 23), 1);
    assert_int_equal(has(hours, 0, 0), 1);
    assert_int_equal(count(when(state, "00:00 - 24:00")), 168);
    assert_int_equal(count(when(state, "mon 00:00 - sun 24:00")), 168);
    assert_int_equal(count(when(state, "08:00 - 16:00, 15:00 - 17:00")), 63);
}

static void what_a_head_says_can_be_found_again(void **state)
{
    char text[256];

    snprintf(text, sizeof text, "%s-- @groups all target  x\nS", least);
    assert_int_equal(read(state, text), SYN_OK);
    struct syn_written at = syn_indicator_written(&indicator, "groups", 2);
    assert_int_equal(at.loc.line, 5);
    assert_int_equal(at.loc.column, 24);
    assert_int_equal(at.caret.width, 1);
    at = syn_indicator_written(&indicator, "groups", 3);
    assert_int_equal(at.loc.column, 4);
    at = syn_indicator_written(&indicator, "of", 0);
    assert_int_equal(at.loc.line, 0);
}

/* Whatever is cut off or broken, there is an answer and never a crash. */
static void a_broken_head_never_breaks_the_reader(void **state)
{
    static const char text[] =
        "-- @title.en A\n-- @focus cooperation\n-- @measure share\n"
        "-- @unit event\n-- @groups all target\n-- @of x\n-- @through a b\n"
        "-- @when fri 22:00 - sat 06:00, 22:00 - 06:00\nSELECT 1\n";
    char copy[sizeof text];

    for (size_t i = 0; i < sizeof text - 1; i++)
        for (const char *s = "@- \n\t.:0,x";; s++) {
            struct syn_arena_mark mark = syn_arena_mark(*state);
            memcpy(copy, text, sizeof text);
            copy[i] = *s; /* At last the end. */
            (void)!read(state, copy);
            for (size_t nth = 0; nth < 4; nth++)
                (void)syn_indicator_written(&indicator, "groups", nth);
            syn_arena_rewind(*state, mark);
            if (!*s)
                break;
        }
}

/* A case may count in several focus areas, so none is a total of them. */
static void a_total_over_focus_areas_is_refused(void **state)
{
    static const char *const areas[] = {"all", "*", "youth-crime public-space",
                                        "youth-crime, public-space"};

    for (size_t i = 0; i < sizeof areas / sizeof *areas; i++) {
        char text[256], said[64];
        snprintf(text, sizeof text,
                 "-- @title.en A\n-- @focus %s\n-- @measure count\n"
                 "-- @unit event\nSELECT 1",
                 areas[i]);
        snprintf(said, sizeof said, "2:11+%zu catalogue.head-focus ",
                 strlen(areas[i]));
        memset(&ear, 0, sizeof ear);
        assert_int_equal(read(state, text), SYN_ECONFIG);
        assert_int_equal(ear.n, 1);
        assert_string_equal(ear.said[0], said);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_total_over_focus_areas_is_refused),
        TEST(a_whole_head_is_read),
        TEST(what_a_head_leaves_out_has_a_default),
        TEST(a_mistake_in_a_head_is_told_with_its_place),
        TEST(every_mistake_in_a_head_is_told),
        TEST(every_misspelt_head_key_is_recognised),
        TEST(every_kind_can_be_read_with_the_examples_of_its_keys),
        TEST(a_kind_has_what_it_needs_and_nothing_else),
        TEST(a_share_names_what_it_is_a_share_of),
        TEST(weekend_nights_are_sixteen_hours),
        TEST(hours_wrap_around_night_and_week),
        TEST(what_a_head_says_can_be_found_again),
        TEST(a_broken_head_never_breaks_the_reader),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
