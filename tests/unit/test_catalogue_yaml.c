#include "test.h"

#include <math.h>
#include <stdlib.h>

#include <samsyn/base/calendar.h>
#include <samsyn/catalogue/contract.h>
#include <samsyn/catalogue/project.h>

/* Every message of one reading, as "line:column code suggestion". */
static struct {
    char said[32][160];
    char text[32][256];
    size_t n;
} ear;

static void listen(void *data, const struct syn_message *m)
{
    (void)data;
    if (ear.n == 32)
        return;
    snprintf(ear.text[ear.n], sizeof ear.text[0], "%s", m->text);
    snprintf(ear.said[ear.n++], sizeof ear.said[0], "%u:%u+%u %s %s",
             m->loc.line, m->loc.column, m->caret.width, m->code,
             m->caret.suggestion ? m->caret.suggestion : "");
}

static struct syn_diag listener = {.emit = listen};

/* A schema with a member of every type. */
struct inner {
    struct syn_item item;
    const char *word;
    int n;
};

struct every {
    struct syn_item item;
    const char *text;
    int whole, day, month, choice, unset;
    double number;
    bool yes;
    struct syn_ages ages;
    struct syn_texts texts;
    struct inner object;
    struct syn_items objects, map;
    struct syn_pairs pairs;
};

static const struct syn_key inner_keys[] = {
    {"word", SYN_KEY_TEXT, true, offsetof(struct inner, word),
     .example = "ord"},
    {"n", SYN_KEY_INT, false, offsetof(struct inner, n), .min = 1, .max = 9,
     .fallback = "3", .example = "3"},
};
static const struct syn_schema inner_schema = {
    .name = "inner",
    .size = sizeof(struct inner),
    .keys = inner_keys,
    .n_keys = 2,
    .shorthand = "word",
};

static const char *const colours[] = {"red", "green", "blue", NULL};

#define AT(member) offsetof(struct every, member)
static const struct syn_key every_keys[] = {
    {"text", SYN_KEY_TEXT, false, AT(text), .example = "a"},
    {"whole", SYN_KEY_INT, false, AT(whole), .fallback = "7", .example = "7"},
    {"unset", SYN_KEY_INT, false, AT(unset), .example = "7"},
    {"number", SYN_KEY_NUMBER, false, AT(number), .example = "0.5"},
    {"day", SYN_KEY_DAY, false, AT(day), .example = "2024-01-31"},
    {"month", SYN_KEY_MONTH, false, AT(month), .example = "2024-01"},
    {"choice", SYN_KEY_CHOICE, false, AT(choice), .choices = colours,
     .example = "red"},
    {"yes", SYN_KEY_BOOL, false, AT(yes), .fallback = "ja", .example = "ja"},
    {"ages", SYN_KEY_AGES, false, AT(ages), .example = "13-25"},
    {"texts", SYN_KEY_TEXTS, false, AT(texts), .fallback = "[a, \"\"]",
     .example = "[a]"},
    {"object", SYN_KEY_OBJECT, false, AT(object), .sub = &inner_schema,
     .example = "{word: a}"},
    {"objects", SYN_KEY_OBJECTS, false, AT(objects), .sub = &inner_schema,
     .example = "[{word: a}]"},
    {"map", SYN_KEY_MAP, false, AT(map), .sub = &inner_schema,
     .example = "{x: {word: a}}"},
    {"pairs", SYN_KEY_TEXTMAP, false, AT(pairs), .example = "{x: y}"},
};
static const struct syn_schema every_schema = {
    .name = "every",
    .size = sizeof(struct every),
    .keys = every_keys,
    .n_keys = sizeof every_keys / sizeof *every_keys,
};

static struct every every;

static enum syn_status read_n(void **state, const char *text, size_t n)
{
    ear.n = 0;
    memset(&ear, 0, sizeof ear);
    return syn_yaml_parse(&every, &every_schema, "every.yaml", text, n, *state,
                          &listener);
}

static enum syn_status read(void **state, const char *text)
{
    return read_n(state, text, strlen(text));
}

static void what_is_not_given_has_its_default(void **state)
{
    assert_int_equal(read(state, ""), SYN_OK);
    assert_null(every.text);
    assert_int_equal(every.whole, 7);
    assert_int_equal(every.unset, SYN_UNSET);
    assert_int_equal(every.day, SYN_UNSET);
    assert_int_equal(every.month, SYN_UNSET);
    assert_int_equal(every.choice, -1);
    assert_int_equal(every.ages.from, SYN_UNSET);
    assert_true(isnan(every.number));
    assert_true(every.yes);
    assert_int_equal(every.texts.n, 2);
    assert_string_equal(every.texts.at[1], "");
    assert_null(every.texts.at[2]);
    assert_int_equal(every.object.n, 3);
    assert_null(every.object.item.node);
    assert_null(every.map.at);
    assert_int_equal(read(state, "# only a comment\n"), SYN_OK);
    assert_int_equal(read(state, "---\n"), SYN_OK);
}

static void a_scalar_is_what_the_schema_says(void **state)
{
    assert_int_equal(read(state,
                          "text: 0105\nwhole: -12\nnumber: 0.25\n"
                          "day: 2024-02-29\nmonth: 2024-03\nchoice: blue\n"
                          "yes: nei\nages: 13-25\ntexts: no\n"),
                     SYN_OK);
    assert_string_equal(every.text, "0105");
    assert_int_equal(every.whole, -12);
    assert_true(every.number == 0.25);
    assert_int_equal(every.day, 19782); /* date -d 2024-02-29 +%s / 86400 */
    assert_int_equal(every.month, 24290);
    assert_int_equal(every.choice, 2);
    assert_false(every.yes);
    assert_int_equal(every.ages.from, 13);
    assert_int_equal(every.ages.to, 25);
    assert_int_equal(every.texts.n, 1);
    assert_string_equal(every.texts.at[0], "no");
}

static const struct {
    const char *text;
    int from, to;
} ages[] = {
    {"15", 15, 15},    {"65-", 65, 120}, {"0-120", 0, 120},
    {"13–25", 13, 25}, {"007-9", 7, 9},
};

static void ages_have_an_end_or_none(void **state)
{
    char text[64];

    for (size_t i = 0; i < sizeof ages / sizeof *ages; i++) {
        snprintf(text, sizeof text, "ages: %s", ages[i].text);
        assert_int_equal(read(state, text), SYN_OK);
        assert_int_equal(every.ages.from, ages[i].from);
        assert_int_equal(every.ages.to, ages[i].to);
    }
}

/* What is written, and what is said first. */
static const struct {
    const char *text, *said;
} wrong[] = {
    {"whole: 7a", "1:8+2 catalogue.type-int "},
    {"whole: 1_000", "1:8+5 catalogue.type-int "},
    {"whole: 99999999999", "1:8+11 catalogue.type-int "},
    {"whole: -2147483648", "1:8+11 catalogue.type-int "},
    {"whole: [1]", "1:8+1 catalogue.type-int "},
    {"number: 0,25", "1:9+4 catalogue.type-number "},
    {"number: 1e3", "1:9+3 catalogue.type-number "},
    {"number: nan", "1:9+3 catalogue.type-number "},
    {"number: 1.", "1:9+2 catalogue.type-number "},
    {"day: 2023-02-29", "1:6+10 catalogue.type-day "},
    {"day: 2024-1-1", "1:6+8 catalogue.type-day "},
    {"month: 2024-13", "1:8+7 catalogue.type-month "},
    {"month: 2024K1", "1:8+6 catalogue.type-month "},
    {"yes: sant", "1:6+4 catalogue.type-bool "},
    {"ages: 25-13", "1:7+5 catalogue.type-ages "},
    {"ages: 13-121", "1:7+6 catalogue.type-ages "},
    {"ages: -13", "1:7+3 catalogue.type-ages "},
    {"choice: grene", "1:9+5 catalogue.choice green"},
    {"choice: 1", "1:9+1 catalogue.choice "},
    {"text: {a: b}", "1:7+1 catalogue.type-text "},
    {"texts: [a, [b]]", "1:12+1 catalogue.type-texts "},
    {"texts: {a: b}", "1:8+1 catalogue.type-texts "},
    {"object: {n: 1}", "1:1+6 catalogue.required "},
    {"object: {word: a, n: 10}", "1:22+2 catalogue.range "},
    {"object: {word: a, n: 0}", "1:22+1 catalogue.range "},
    {"objects: {word: a}", "1:10+1 catalogue.type-list "},
    {"map: [a]", "1:6+1 catalogue.type-map "},
    {"pairs: a", "1:8+1 catalogue.type-map "},
    {"pairs: {a: [b]}", "1:12+1 catalogue.type-text "},
    {"text:\nwhole: 1", "1:6+1 catalogue.empty "},
    {"texts:\n  - a\n  -\n", "3:4+1 catalogue.empty "},
    {"[a, b]", "1:1+1 catalogue.type-file "},
    {"plain", "1:1+5 catalogue.type-file "},
    {"txet: a", "1:1+4 catalogue.key text"},
    {"æøå: a", "1:1+6 catalogue.key "},
    {"text: æøå\nnomber: 1", "2:1+6 catalogue.key number"},
    {"texts: [æ, ø, {å: a}]", "1:17+1 catalogue.type-texts "},
    {"text: a\r\nwhole: b\r\n", "2:8+1 catalogue.type-int "},
    {"\xef\xbb\xbfwhole: b", "1:8+1 catalogue.type-int "},
    {"text: a\ntext: b\n", "2:1+4 catalogue.duplicate "},
    {"pairs: {x: a, y: b, x: c}", "1:21+1 catalogue.duplicate "},
    {"? [a]\n: b", "1:3+1 catalogue.key-text "},
    {"text: &x a", "1:7+4 catalogue.anchor "},
    {"text: *x", "1:7+2 catalogue.anchor "},
    {"text: *.csv", "1:7+1 catalogue.quote "},
    {"text: @a", "1:7+1 catalogue.quote "},
    {"text: !!str a", "1:7+7 catalogue.tag "},
    {"map: &m {x: {word: a}}", "1:6+4 catalogue.anchor "},
    {"<<: {text: a}", "1:1+2 catalogue.key "},
    {"text: a\n---\ntext: b", "2:1+3 catalogue.document "},
    {"text: a\n\twhole: 1", "2:1+1 catalogue.tab "},
    {"text: [a", "1:9+1 catalogue.syntax "},
    {"text: \"a\\0b\"", "1:7+6 catalogue.control "},
    {"text: \"a\\e[31m\"", "1:7+9 catalogue.control "},
    {"text: a\nwhole: \xe5\n", "2:8+0 catalogue.utf8 "},
    {"text: \xed\xa0\x80", "1:7+0 catalogue.utf8 "},
};

static void a_mistake_is_told_with_its_place(void **state)
{
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_int_equal(read(state, wrong[i].text), SYN_ECONFIG);
        if (strcmp(ear.said[0], wrong[i].said) != 0)
            print_error("%s\n%s\n", wrong[i].text, ear.text[0]);
        assert_string_equal(ear.said[0], wrong[i].said);
    }
}

static void every_mistake_of_a_file_is_told(void **state)
{
    assert_int_equal(read(state, "txt: a\n"
                                 "whole: x\n"
                                 "map:\n"
                                 "  one: {wrd: a}\n"
                                 "  two: {word: a, n: ten}\n"
                                 "choice: pink\n"),
                     SYN_ECONFIG);
    assert_int_equal(ear.n, 6);
    assert_string_equal(ear.said[0], "1:1+3 catalogue.key text");
    assert_string_equal(ear.said[1], "2:8+1 catalogue.type-int ");
    assert_string_equal(ear.said[2], "4:9+3 catalogue.key word");
    assert_string_equal(ear.said[3], "4:3+3 catalogue.required ");
    assert_string_equal(ear.said[4], "5:21+3 catalogue.type-int ");
    assert_string_equal(ear.said[5], "6:9+4 catalogue.choice ");
}

static void a_nul_byte_is_refused_where_it_stands(void **state)
{
    assert_int_equal(read_n(state, "text: a\nw\0h", 11), SYN_ECONFIG);
    assert_string_equal(ear.said[0], "2:2+0 catalogue.nul ");
}

static void a_file_too_large_is_refused(void **state)
{
    static char text[(1 << 20) + 1];

    memset(text, '\n', sizeof text);
    assert_int_equal(read_n(state, text, sizeof text - 1), SYN_OK);
    assert_int_equal(read_n(state, text, sizeof text), SYN_ECONFIG);
    assert_string_equal(ear.said[0], "0:0+0 catalogue.size ");
}

static void nesting_has_an_end(void **state)
{
    char text[128] = "text: ";

    /* The map is the first level, so 15 lists more are 16. */
    memset(text + 6, '[', 15);
    memset(text + 21, ']', 15);
    read(state, text);
    assert_string_equal(ear.said[0], "1:7+1 catalogue.type-text ");
    memset(text + 6, '[', 16);
    memset(text + 22, ']', 16);
    assert_int_equal(read(state, text), SYN_ECONFIG);
    assert_string_equal(ear.said[0], "1:22+1 catalogue.depth ");
    assert_int_equal(ear.n, 1);
}

static void a_shorthand_stands_for_an_object(void **state)
{
    assert_int_equal(read(state, "object: a\n"
                                 "objects: [b, {word: c, n: 4}]\n"
                                 "map:\n  0105: d\n  no: {word: e}\n"),
                     SYN_OK);
    const struct inner *objects = every.objects.at, *map = every.map.at;
    assert_string_equal(every.object.word, "a");
    assert_null(every.object.item.name);
    assert_int_equal(every.object.n, 3);
    assert_int_equal(every.objects.n, 2);
    assert_string_equal(objects[0].word, "b");
    assert_int_equal(objects[0].n, 3);
    assert_string_equal(objects[1].word, "c");
    assert_int_equal(objects[1].n, 4);
    assert_int_equal(objects[1].item.loc.column, 14);
    assert_string_equal(map[0].item.name, "0105");
    assert_string_equal(map[0].word, "d");
    assert_int_equal(map[0].item.loc.line, 4);
    assert_int_equal(map[0].item.loc.column, 3);
    assert_string_equal(map[1].item.name, "no");
}

static void a_map_of_texts_keeps_order_and_place(void **state)
{
    assert_int_equal(
        read(state, "pairs:\n  K: female\n  \"\": unknown\n  1: no"), SYN_OK);
    assert_int_equal(every.pairs.n, 3);
    assert_string_equal(every.pairs.at[0].key, "K");
    assert_string_equal(every.pairs.at[0].text, "female");
    assert_string_equal(every.pairs.at[1].key, "");
    assert_string_equal(every.pairs.at[2].text, "no");
    assert_int_equal(every.pairs.at[2].loc.line, 4);
    assert_int_equal(every.pairs.at[2].loc.column, 6);
}

static void what_was_written_can_be_found_again(void **state)
{
    assert_int_equal(read(state, "texts: [a, bcd]\nmap:\n  x: yz\n"), SYN_OK);
    struct syn_written at = syn_item_written(&every.item, "texts", 1);
    assert_int_equal(at.loc.line, 1);
    assert_int_equal(at.loc.column, 12);
    assert_int_equal(at.caret.width, 3);
    assert_memory_equal(at.caret.line, "texts: [a, bcd]\n", 16);
    at = syn_item_written(&every.item, "texts", 2);
    assert_int_equal(at.loc.column, 1);
    at = syn_item_written(every.map.at, "word", 0);
    assert_int_equal(at.loc.line, 3);
    assert_int_equal(at.loc.column, 6);
    at = syn_item_written(every.map.at, NULL, 0);
    assert_int_equal(at.loc.column, 3);
    at = syn_item_written(&every.object.item, "word", 0);
    assert_int_equal(at.loc.line, 1);
    assert_null(at.caret.line);
}

static void a_large_map_is_read_fast_and_its_duplicates_found(void **state)
{
    enum { N = 50000 };
    size_t size = 0;
    char *text = malloc(N * 20);

    assert_non_null(text);
    size += (size_t)snprintf(text, 20, "pairs:\n");
    for (int i = 0; i < N; i++)
        size += (size_t)snprintf(text + size, 20, " k%d: v\n", i % (N - 1));
    assert_int_equal(read_n(state, text, size), SYN_ECONFIG);
    assert_int_equal(ear.n, 1);
    assert_string_equal(ear.said[0], "50001:2+2 catalogue.duplicate ");
    free(text);
}

/* Whatever is cut off or broken, there is an answer and never a crash. */
static void a_broken_file_never_breaks_the_reader(void **state)
{
    static const char text[] =
        "text: \"a\\u00e5\"\nobjects: [b, {word: c, n: 4}]\nmap:\n  x: &a "
        "{word: !t e}\npairs: {a: b, ? c : d}\ntexts: |\n  long\n  text\n";
    char copy[sizeof text];

    for (size_t cut = 0; cut < sizeof text; cut++)
        (void)!read_n(state, text, cut);
    for (size_t i = 0; i < sizeof text - 1; i++)
        for (const char *s = "\"'[]{}:,-?*&!|>%@#\t\n \xc3"; *s; s++) {
            memcpy(copy, text, sizeof text);
            copy[i] = *s;
            struct syn_arena_mark mark = syn_arena_mark(*state);
            (void)!read_n(state, copy, sizeof copy - 1);
            syn_arena_rewind(*state, mark);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_is_not_given_has_its_default),
        TEST(a_scalar_is_what_the_schema_says),
        TEST(ages_have_an_end_or_none),
        TEST(a_mistake_is_told_with_its_place),
        TEST(every_mistake_of_a_file_is_told),
        TEST(a_nul_byte_is_refused_where_it_stands),
        TEST(a_file_too_large_is_refused),
        TEST(nesting_has_an_end),
        TEST(a_shorthand_stands_for_an_object),
        TEST(a_map_of_texts_keeps_order_and_place),
        TEST(what_was_written_can_be_found_again),
        TEST(a_large_map_is_read_fast_and_its_duplicates_found),
        TEST(a_broken_file_never_breaks_the_reader),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
