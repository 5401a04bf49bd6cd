/* csv/table.h - small files with named columns. */
#include "fixture.h"

#include <samsyn/csv/table.h>

static const struct syn_table_column columns[] = {
    {"code", true}, {"name", true}, {"zone", false}};
static struct syn_table table;
static char suggestion[64];

static void listen(void *data, const struct syn_message *m)
{
    struct heard *h = data;

    if (*h->code)
        return; /* The first. */
    h->loc = m->loc;
    snprintf(h->code, sizeof h->code, "%s", m->code);
    snprintf(h->text, sizeof h->text, "%s", m->text);
    snprintf(suggestion, sizeof suggestion, "%s",
             m->caret.suggestion ? m->caret.suggestion : "");
}

static struct syn_diag listener = {.emit = listen, .data = &heard};

static enum syn_status parse(struct syn_arena *arena, const char *text)
{
    heard = (struct heard){0};
    listener.count[SYN_ERROR] = 0;
    return syn_table_parse(&table, "t.csv", text, strlen(text), columns, 3,
                           arena, &listener);
}

static void columns_are_found_by_name_in_any_order(void **state)
{
    assert_int_equal(parse(*state, "name;zone;code\nA;by;1\n\n\"B;\nb\";;02\n"
                                   "C;x;3\n"),
                     SYN_OK);
    assert_int_equal(table.n_rows, 3);
    assert_string_equal(syn_table_cell(&table, 0, 0), "1");
    assert_string_equal(syn_table_cell(&table, 0, 1), "A");
    assert_string_equal(syn_table_cell(&table, 0, 2), "by");
    assert_string_equal(syn_table_cell(&table, 1, 0), "02");
    assert_string_equal(syn_table_cell(&table, 1, 1), "B;\nb");
    assert_string_equal(syn_table_cell(&table, 1, 2), "");
    assert_int_equal(syn_table_loc(&table, 1).line, 4);
    assert_int_equal(syn_table_loc(&table, 2).line, 6);
    assert_string_equal(syn_table_loc(&table, 2).path, "t.csv");
}

static void a_column_that_may_be_absent_is_null(void **state)
{
    assert_int_equal(parse(*state, "code;name\n1;A\n"), SYN_OK);
    assert_null(syn_table_cell(&table, 0, 2));
}

static void a_table_may_have_no_rows(void **state)
{
    assert_int_equal(parse(*state, "code;name"), SYN_OK);
    assert_int_equal(table.n_rows, 0);
}

static const struct {
    const char *text, *code, *suggestion;
    unsigned line, column, errors;
} wrong[] = {
    {"code;nmae;zone\n1;2;3\n", "csv.header", "name", 1, 6, 2},
    {"code;name;colour\n1;2;3\n", "csv.header", "", 1, 11, 1},
    {"code;name;code\n1;2;3\n", "csv.header", "code", 1, 11, 1},
    {"code;zone\n1;2\n", "csv.no-column", "", 1, 0, 1},
    {"code;name\n1\n2;3;4\n", "csv.field-count", "", 2, 0, 2},
    {"code;name\n1;\"x\n2;y\n", "csv.broken", "", 2, 0, 1},
    {"code;name\n1;x\"y\n2;y\n3;\"\n", "csv.broken", "", 2, 4, 2},
    {"", "csv.empty", "", 0, 0, 1},
    {"\n\n", "csv.empty", "", 0, 0, 1},
};

static void every_mistake_is_told_with_its_place(void **state)
{
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_int_equal(parse(*state, wrong[i].text), SYN_ECONFIG);
        assert_string_equal(heard.code, wrong[i].code);
        assert_string_equal(suggestion, wrong[i].suggestion);
        assert_int_equal(heard.loc.line, wrong[i].line);
        assert_int_equal(heard.loc.column, wrong[i].column);
        assert_int_equal(listener.count[SYN_ERROR], wrong[i].errors);
    }
}

static void a_table_of_any_size_is_read(void **state)
{
    struct syn_text text = {.arena = *state};

    syn_text_add(&text, "code;name\n");
    for (int i = 0; i < 5000; i++)
        syn_text_addf(&text, "%d;n%d\n", i, i);
    assert_int_equal(parse(*state, text.at), SYN_OK);
    assert_int_equal(table.n_rows, 5000);
    for (size_t i = 0; i < 5000; i++) {
        assert_int_equal(atoi(syn_table_cell(&table, i, 0)), i);
        assert_int_equal(atoi(syn_table_cell(&table, i, 1) + 1), i);
        assert_int_equal(syn_table_loc(&table, i).line, i + 2);
    }
}

static void a_file_is_read_as_excel_writes_it(void **state)
{
    const char *path = put_file("t.csv", "code,name\r\n1,\xc5s\r\n", *state);

    assert_int_equal(syn_table_read(&table, path, columns, 3, *state, &diag),
                     SYN_OK);
    assert_string_equal(syn_table_cell(&table, 0, 1), "Ås");
    path =
        put_file("t.csv", "\xef\xbb\xbfsep=;\r\ncode;name\r\n1;Ås\r\n", *state);
    assert_int_equal(syn_table_read(&table, path, columns, 3, *state, &diag),
                     SYN_OK);
    assert_string_equal(syn_table_cell(&table, 0, 1), "Ås");
    assert_int_equal(syn_table_loc(&table, 0).line, 3);
}

static void a_file_that_is_no_csv_is_the_users_mistake(void **state)
{
    const char *path = put_file("t.csv", "PK\x03\x04", *state);

    assert_int_equal(syn_table_read(&table, path, columns, 3, *state, &diag),
                     SYN_ECONFIG);
    assert_int_equal(syn_table_read(&table, path_of("no.csv", *state), columns,
                                    3, *state, &diag),
                     SYN_EIO);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(columns_are_found_by_name_in_any_order),
        TEST(a_column_that_may_be_absent_is_null),
        TEST(a_table_may_have_no_rows),
        TEST(every_mistake_is_told_with_its_place),
        TEST(a_table_of_any_size_is_read),
        TEST_IN_FOLDER(a_file_is_read_as_excel_writes_it),
        TEST_IN_FOLDER(a_file_that_is_no_csv_is_the_users_mistake),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
