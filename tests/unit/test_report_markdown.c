#include "test.h"

#include <samsyn/report/markdown.h>

static struct syn_arena *arena;
static struct syn_document *document;

static int start(void **state)
{
    (void)state;
    arena = syn_arena_new(1 << 20);
    document = syn_document_new(SYN_EN, arena);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    syn_arena_free(arena);
    return 0;
}

static const char *markdown(void)
{
    struct syn_text text = {.arena = arena};

    syn_markdown_add(&text, document);
    return text.at;
}

/* CommonMark 0.31, 2.4: a backslash before ASCII punctuation makes it a
 * literal character. */
static void what_markdown_would_take_for_a_mark_is_escaped(void **state)
{
    (void)state;
    syn_document_add(document, SYN_BLOCK_TEXT)->text = "47* <b> [a] `c` a|b";
    assert_string_equal(markdown(), "47\\* \\<b\\> \\[a\\] \\`c\\` a\\|b\n");
}

static void a_table_is_padded_and_its_numbers_are_to_the_right(void **state)
{
    static const char *const columns[] = {"Period", "Count"};
    static const char *const cells[] = {"2024", "7", "2025 \xc3\xa6", "112"};
    static const struct syn_doc_table table = {NULL, columns, cells, 2, 2};

    (void)state;
    syn_document_add(document, SYN_BLOCK_TABLE)->table = &table;
    assert_string_equal(markdown(), "| Period | Count |\n"
                                    "| ------ | ----: |\n"
                                    "| 2024   |     7 |\n"
                                    "| 2025 \xc3\xa6 |   112 |\n");
}

static void code_is_kept_line_by_line(void **state)
{
    (void)state;
    syn_document_add(document, SYN_BLOCK_CODE)->text = "SELECT *\n\n FROM t;";
    assert_string_equal(markdown(), "    SELECT *\n\n     FROM t;\n");
}

static void a_mark_without_words_gives_no_line(void **state)
{
    static const struct syn_doc_item items[] = {
        {.marked = true},
        {.marked = true, .strong = "Clear", .text = "increase"}};
    struct syn_block *block = syn_document_add(document, SYN_BLOCK_KEY);

    (void)state;
    block->items = items;
    block->n_items = 2;
    assert_string_equal(markdown(), "- **Clear** increase\n");
}

static void what_is_not_for_publication_says_so_first(void **state)
{
    (void)state;
    document->banner = "Not for publication";
    syn_document_add(document, SYN_BLOCK_TEXT)->text = "7";
    assert_string_equal(markdown(), "**Not for publication**\n\n7\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            what_markdown_would_take_for_a_mark_is_escaped, start, stop),
        cmocka_unit_test_setup_teardown(
            a_table_is_padded_and_its_numbers_are_to_the_right, start, stop),
        cmocka_unit_test_setup_teardown(code_is_kept_line_by_line, start, stop),
        cmocka_unit_test_setup_teardown(a_mark_without_words_gives_no_line,
                                        start, stop),
        cmocka_unit_test_setup_teardown(
            what_is_not_for_publication_says_so_first, start, stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
