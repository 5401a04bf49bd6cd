/* The quality report as a document, of values that are made up. */
#include "test.h"

#include <math.h>
#include <stdlib.h>

#include <samsyn/report/quality.h>

static const struct syn_quality_file files[] = {
    {.file = "a.csv",
     .source = "outreach",
     .contract = "street",
     .part = "",
     .sha256 = "0123456789abcdef0123456789abcdef",
     .encoding = "utf-8",
     .delimiter = ';',
     .covers_from = 2024 * 12,
     .covers_to = 2024 * 12 + 11,
     .extracted = 20000,
     .rows = 100,
     .loaded = 98,
     .quarantined = 2},
    {.file = "b.csv",
     .source = "outreach",
     .contract = "street",
     .refused = true},
};

/* A report with one file and N findings of the rules IDS. */
static struct syn_quality *
report(const char *const *ids, size_t n, struct syn_arena *arena)
{
    struct syn_quality *q = syn_arena_alloc(arena, 1, sizeof *q);

    *q = (struct syn_quality){
        .lang = SYN_NB, .council = "Rådet", .files = files, .n_files = 2};
    q->findings = syn_arena_alloc(arena, n + 1, sizeof *q->findings);
    for (size_t i = 0; i < n; i++) {
        size_t rule = syn_rule_find(ids[i]);
        assert_true(rule < SYN_N_RULES);
        q->findings[q->n_findings++] =
            (struct syn_quality_finding){.rule = rule,
                                         .grade = syn_rules[rule].grade,
                                         .file = "a.csv",
                                         .source = "outreach",
                                         .field = "Dato",
                                         .detail = "K10-bad-date",
                                         .line = {7, 9},
                                         .n = 2,
                                         .from = 2024 * 12,
                                         .to = 2024 * 12 + 1};
    }
    return q;
}

static void a_rule_is_found_by_its_id(void **state)
{
    (void)state;
    assert_int_equal(syn_rule_find("K01"), 0);
    assert_int_equal(syn_rule_find("k10"), 9);
    assert_int_equal(syn_rule_find("K10-bad-date"), 9);
    assert_int_equal(syn_rule_find("K1"), SYN_N_RULES);
    assert_int_equal(syn_rule_find("K100"), SYN_N_RULES);
    assert_int_equal(syn_rule_find("K99"), SYN_N_RULES);
    assert_int_equal(syn_rule_find("L10"), SYN_N_RULES);
    assert_int_equal(syn_rule_find(""), SYN_N_RULES);
}

static void every_rule_has_its_texts_in_every_language(void **state)
{
    static const char *const parts[] = {"", ".means", ".do"};
    char key[32];

    (void)state;
    for (size_t r = 0; r < SYN_N_RULES; r++)
        for (size_t p = 0; p < 3; p++)
            for (int lang = 0; lang < SYN_N_LANGS; lang++) {
                snprintf(key, sizeof key, "rule.%s%s", syn_rules[r].id,
                         parts[p]);
                assert_non_null(syn_sentence_find((enum syn_lang)lang, key));
            }
}

static void the_worst_grade_decides(void **state)
{
    static const struct {
        const char *ids[3];
        size_t n;
        const char *verdict;
        int code, strict;
    } table[] = {
        {{NULL}, 0, "Kan brukes, uten forbehold.", 0, 0},
        {{"K46"}, 1, "Kan brukes, uten forbehold.", 0, 0},
        {{"K10"}, 1, "Kan brukes, med 1 forbehold.", 0, 1},
        {{"K10", "K43", "K46"}, 3, "Kan brukes, med 2 forbehold.", 0, 1},
        {{"K10", "K15"}, 2, "Bør ikke brukes før 1 feil er rettet.", 1, 1},
        {{"K15", "K40", "K10"}, 3, "Kan ikke brukes: 1 kritisk feil.", 1, 1},
    };

    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct syn_quality *q = report(table[i].ids, table[i].n, *state);
        assert_string_equal(syn_quality_verdict(q, *state), table[i].verdict);
        assert_int_equal(syn_quality_exit(q), table[i].code);
        q->warnings_fail = true;
        assert_int_equal(syn_quality_exit(q), table[i].strict);
    }
}

static void a_finding_says_where_and_how_many(void **state)
{
    static const char *const ids[] = {"K10", "K43"};
    struct syn_quality *q = report(ids, 2, *state);

    assert_string_equal(
        syn_quality_say(q, &q->findings[0], *state),
        "Ikke en gyldig dato i kontraktens format, i kolonnen «Dato»: 2 rader "
        "er ikke lastet inn (linje 7, 9).");
    q->lang = SYN_EN;
    q->findings[0].n = 1;
    q->findings[0].line[1] = 0;
    assert_string_equal(syn_quality_say(q, &q->findings[0], *state),
                        "Not a date in the format of the contract, in column "
                        "“Dato”: 1 row was not loaded (line 7).");
    assert_string_equal(syn_quality_say(q, &q->findings[1], *state),
                        "The extracts do not cover 2 months, January 2024 to "
                        "February 2024, or only a part of the source.");
}

/* The first table with COLUMNS columns that has CELL somewhere; NULL. */
static const struct syn_doc_table *
find_table(const struct syn_document *d, size_t columns, const char *cell)
{
    for (const struct syn_block *b = d->first; b; b = b->next) {
        if (b->kind != SYN_BLOCK_TABLE || b->table->n_columns != columns)
            continue;
        for (size_t i = 0; i < columns * b->table->n_rows; i++)
            if (strcmp(b->table->cells[i], cell) == 0)
                return b->table;
    }
    return NULL;
}

static void no_cell_is_missing_and_no_sentence(void **state)
{
    static const char *const ids[] = {"K40", "K10", "K41", "K42",
                                      "K43", "K44", "K45", "K46"};
    struct syn_quality *q = report(ids, 8, *state);

    for (int lang = 0; lang < SYN_N_LANGS; lang++) {
        q->lang = (enum syn_lang)lang;
        struct syn_document *d = syn_quality_compose(q, *state);
        size_t tables = 0;
        for (const struct syn_block *b = d->first; b; b = b->next) {
            if (b->text)
                assert_int_not_equal(strncmp(b->text, "quality.", 8), 0);
            if (b->kind != SYN_BLOCK_TABLE)
                continue;
            tables++;
            for (size_t i = 0; i < b->table->n_columns * b->table->n_rows;
                 i++) {
                assert_non_null(b->table->cells[i]);
                assert_null(strstr(b->table->cells[i], "quality.say"));
                assert_null(strchr(b->table->cells[i], '{'));
            }
        }
        assert_true(tables >= 5);
        assert_non_null(find_table(d, 5, "a.csv:7"));
        assert_non_null(find_table(d, 4, "0123456789abcdef"));
    }
}

static void years_that_are_alike_share_a_row(void **state)
{
    unsigned char marks[36];
    const struct syn_quality_calendar calendar = {"outreach", 2022 * 12, 36,
                                                  marks};
    struct syn_quality *q = report(NULL, 0, *state);

    memset(marks, SYN_COVER_WHOLE, sizeof marks);
    marks[30] = SYN_COVER_PARTLY;
    q->calendars = &calendar;
    q->n_calendars = 1;
    const struct syn_doc_table *table =
        find_table(syn_quality_compose(q, *state), 13, "outreach 2022–2023");
    assert_non_null(table);
    assert_int_equal(table->n_rows, 2);
    assert_string_equal(table->cells[13], "outreach 2024");
    assert_string_equal(table->cells[13 + 7], "◐");
    assert_string_equal(table->cells[13 + 8], "●");
}

static void what_is_not_known_is_two_dots(void **state)
{
    const struct syn_quality_missing missing = {"outreach", "age", "a.csv",
                                                NULL,       0.125, NAN};
    const struct syn_quality_change change = {"a.csv", "z.csv", "street", 10,
                                              9,       -1,      -1};
    struct syn_quality *q = report(NULL, 0, *state);

    q->missing = &missing;
    q->changes = &change;
    q->n_missing = q->n_changes = 1;
    struct syn_document *d = syn_quality_compose(q, *state);
    const struct syn_doc_table *shares = find_table(d, 6, "age");
    const struct syn_doc_table *changes = find_table(d, 6, "z.csv");
    assert_non_null(shares);
    assert_string_equal(shares->cells[4], "..");
    assert_non_null(changes);
    assert_string_equal(changes->cells[4], "..");
    assert_string_equal(changes->cells[5], "..");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_rule_is_found_by_its_id),
        TEST(every_rule_has_its_texts_in_every_language),
        TEST(the_worst_grade_decides),
        TEST(a_finding_says_where_and_how_many),
        TEST(no_cell_is_missing_and_no_sentence),
        TEST(years_that_are_alike_share_a_row),
        TEST(what_is_not_known_is_two_dots),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
