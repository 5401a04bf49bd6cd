/* How counts are tied to those of their parts, as a manifest declares it.  All
 * intervals are worked out by hand. */
#include "fixture.h"

#include <samsyn/audit/folder.h>

static struct syn_folder_audit found;

/* Audits the table ROWS under a manifest that declares ADDITIVE. */
static void
audit(const char *additive, const char *rows, struct syn_arena *arena)
{
    put_file("1/t.csv",
             syn_arena_printf(
                 arena, "indicator,unit,group,area,period,value,of\n%s", rows),
             arena);
    put_file("1/manifest.json",
             syn_arena_printf(
                 arena,
                 "{\"samsyn\":\"0\",\"dims\":[{\"name\":\"group\",\"nodes\":{"
                 "\"all\":[\"young\",\"old\",\"unknown\"]}},{\"name\":\"area\","
                 "\"nodes\":{\"all\":[\"S1\",\"S2\"]}}],\"additive\":{%s}}",
                 additive),
             arena);
    const char *path = path_of("1", arena);
    const struct syn_folder_call call = {
        .folders = &path, .n_folders = 1, .attack = true};
    assert_int_equal(syn_folder_audit(&found, &call, arena, &diag), SYN_OK);
}

/* The finding of CELL, or NULL.  Small counts that are printed are others. */
static const struct syn_finding_line *finding_of(const char *cell)
{
    for (size_t i = 0; i < found.n; i++)
        if (strcmp(found.findings[i].cell, cell) == 0)
            return &found.findings[i];
    return NULL;
}

static void expect_exact(const char *cell)
{
    assert_non_null(finding_of(cell));
    assert_string_equal(finding_of(cell)->finding, "EXACT");
}

static void expect_narrow(const char *cell, long long low, long long high)
{
    const struct syn_finding_line *line = finding_of(cell);

    assert_non_null(line);
    assert_string_equal(line->finding, "NARROW");
    assert_int_equal(line->low, low);
    assert_int_equal(line->high, high);
}

static const char distinct[] = "\"p\":{\"group\":\"distinct\",\"area\":"
                               "\"distinct\",\"period\":\"distinct\"}";
static const char sum[] =
    "\"p\":{\"group\":\"sum\",\"area\":\"sum\",\"period\":\"sum\"}";

static void persons_of_a_year_are_no_sum(void **state)
{
    static const char rows[] =
        "p,person,all,all,2025K1,10,\np,person,all,all,2025K2,10,\n"
        "p,person,all,all,2025K3,10,\np,person,all,all,2025K4,:,\n"
        "p,person,all,all,2025,25,\n";

    audit(distinct, rows, *state); /* 0 to 25. */
    assert_int_equal(found.n, 0);
    audit(sum, rows, *state); /* 25 - 30. */
    assert_int_equal(found.n, 1);
    assert_string_equal(found.findings[0].finding, "INCONSISTENT");
}

static void a_part_is_no_more_and_all_parts_are_no_less(void **state)
{
    audit(distinct,
          "p,person,all,all,2025K1,0,\np,person,all,all,2025K2,0,\n"
          "p,person,all,all,2025K3,2,\np,person,all,all,2025K4,:,\n"
          "p,person,all,all,2025,5,\n",
          *state);
    expect_narrow("indicator=p;group=all;area=all;period=2025K4", 3, 5);
    audit(distinct,
          "p,person,all,all,2025,:,\np,person,young,all,2025,5,\n"
          "p,person,all,S1,2025,4,\np,person,all,S2,2025,2,\n",
          *state); /* 5 to 6: it is not small. */
    assert_null(finding_of("indicator=p;group=all;area=all;period=2025"));
    audit(distinct,
          "p,person,all,all,2025,:,\np,person,young,all,2025,3,\n"
          "p,person,all,S1,2025,2,\np,person,all,S2,2025,2,\n",
          *state);
    expect_narrow("indicator=p;group=all;area=all;period=2025", 3, 4);
}

static void without_a_declaration_persons_have_one_sex_only(void **state)
{
    put_file("1/t.csv",
             "unit,sex,focus,value\nperson,K,T,5\nperson,M,T,:\n"
             "person,T,T,7\nperson,T,a,:\nperson,T,b,6\n",
             *state);
    const char *path = path_of("1", *state);
    const struct syn_folder_call call = {
        .folders = &path, .n_folders = 1, .attack = true};
    assert_int_equal(syn_folder_audit(&found, &call, *state, &diag), SYN_OK);
    expect_exact("sex=M;focus=T"); /* 7 - 5; a: from 1 to 7. */
}

static void the_last_part_is_the_whole(void **state)
{
    static const char rows[] =
        "p,case,young,all,2025K4,:,\np,case,all,all,2025K4,2,\n"
        "p,case,all,all,2025K3,9,\np,case,young,all,2025,:,\n";

    audit("\"p\":{\"group\":\"part\",\"area\":\"none\",\"period\":\"last\"}",
          rows, *state);
    expect_narrow("indicator=p;group=young;area=all;period=2025K4", 0, 2);
    expect_narrow("indicator=p;group=young;area=all;period=2025", 0, 2);
    audit("\"p\":{\"group\":\"part\",\"area\":\"none\",\"period\":\"none\"}",
          rows, *state);
    expect_narrow("indicator=p;group=young;area=all;period=2025K4", 0, 2);
    assert_null(finding_of("indicator=p;group=young;area=all;period=2025"));
}

static void a_denominator_is_attacked_as_well(void **state)
{
    static const char rows[] =
        "p,case,all,all,2025K1,6,10\np,case,all,all,2025K2,6,10\n"
        "p,case,all,all,2025K3,6,10\np,case,all,all,2025K4,:,:\n"
        "p,case,all,all,2025,:,32\n";

    audit("\"p\":{\"group\":\"sum\",\"area\":\"sum\",\"period\":\"none\","
          "\"of\":{\"group\":\"sum\",\"area\":\"sum\",\"period\":\"sum\"}}",
          rows, *state); /* 32 - 30 */
    expect_exact("indicator=p/of;group=all;area=all;period=2025K4");
    expect_narrow("indicator=p;group=all;area=all;period=2025K4", 0, 2);
}

static void another_indicator_bounds_its_parts(void **state)
{
    static const char rows[] =
        "q,case,all,all,2025K4,2,\np,case,all,all,2025K4,:,:\n"
        "p,case,all,all,2025K3,6,9\n";

    audit("\"p\":{\"group\":\"sum\",\"area\":\"sum\",\"period\":\"sum\","
          "\"of\":\"q\"},\"q\":{\"group\":\"sum\",\"area\":\"sum\","
          "\"period\":\"sum\"}",
          rows, *state);
    expect_narrow("indicator=p;group=all;area=all;period=2025K4", 0, 2);
    audit(sum, rows, *state);
    assert_null(finding_of("indicator=p;group=all;area=all;period=2025K4"));
}

/* --- columns that follow from others -------------------------------------- */

static void audit_table(const char *text, struct syn_arena *arena)
{
    put_file("1/t.csv", text, arena);
    const char *path = path_of("1", arena);
    const struct syn_folder_call call = {
        .folders = &path, .n_folders = 1, .attack = true};
    assert_int_equal(syn_folder_audit(&found, &call, arena, &diag), SYN_OK);
}

static void the_label_of_a_total_hides_no_sum(void **state)
{
    audit_table("code,name,value\n01,Vold,:\n02,Tyveri,20\nT,I alt,23\n",
                *state);
    expect_exact("code=01");
}

static void crossed_columns_are_both_dimensions(void **state)
{
    audit_table("code,sex,value\n01,K,:\n01,M,20\n02,K,20\n02,M,:\n"
                "T,K,30\nT,M,30\n01,T,30\n02,T,30\nT,T,60\n",
                *state); /* 10 and 10, but no small one. */
    assert_int_equal(found.n, 0);
    audit_table("code,sex,value\n01,K,:\n01,M,20\n02,K,20\n02,M,:\n"
                "T,K,22\nT,M,30\n01,T,22\n02,T,30\nT,T,52\n",
                *state);
    expect_exact("code=01;sex=K");
}

static void many_labels_do_not_make_a_table_too_wide(void **state)
{
    struct syn_text text = {.arena = *state};

    syn_text_add(&text, "code,a,b,c,d,e,period,value\n");
    for (int i = 0; i < 40; i++)
        for (int year = 2024; year <= 2025; year++)
            syn_text_addf(&text, "%d,a%d,b%d,c%d,d%d,e%d,%d,%s\n", i, i, i, i,
                          i, i, year, i == 7 ? ":" : "30");
    syn_text_add(&text, "T,,,,,,2024,1173\nT,,,,,,2025,1190\n");
    audit_table(text.at, *state);
    expect_exact("code=7;period=2024"); /* 1173 - 39 x 30 = 3, 2025: 20. */
    assert_int_equal(found.n, 1);
}

static void what_is_not_proved_in_time_is_told(void **state)
{
    const char *path = path_of("1", *state);
    struct syn_folder_call call = {
        .folders = &path, .n_folders = 1, .attack = true, .work = 1};

    put_file("1/t.csv",
             "a,b,value\nx,K,:\nx,M,:\ny,K,:\ny,M,:\nT,K,30\nT,M,31\n"
             "x,T,29\ny,T,32\nT,T,61\n",
             *state);
    assert_int_equal(syn_folder_audit(&found, &call, *state, &diag), SYN_OK);
    assert_int_equal(found.n, 4);
    assert_string_equal(found.findings[0].finding, "UNPROVEN");
    call.work = 0;
    assert_int_equal(syn_folder_audit(&found, &call, *state, &diag), SYN_OK);
    assert_int_equal(found.n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_IN_FOLDER(persons_of_a_year_are_no_sum),
        TEST_IN_FOLDER(a_part_is_no_more_and_all_parts_are_no_less),
        TEST_IN_FOLDER(without_a_declaration_persons_have_one_sex_only),
        TEST_IN_FOLDER(the_last_part_is_the_whole),
        TEST_IN_FOLDER(a_denominator_is_attacked_as_well),
        TEST_IN_FOLDER(another_indicator_bounds_its_parts),
        TEST_IN_FOLDER(the_label_of_a_total_hides_no_sum),
        TEST_IN_FOLDER(crossed_columns_are_both_dimensions),
        TEST_IN_FOLDER(many_labels_do_not_make_a_table_too_wide),
        TEST_IN_FOLDER(what_is_not_proved_in_time_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
