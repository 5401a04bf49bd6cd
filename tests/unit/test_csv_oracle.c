/* The reader against a plain scanner of RFC 4180 that shares nothing with it:
 * whatever bytes come, both find the same records at the same places. */
#include "../fuzz/csv_oracle.h"
#include "fixture.h"

#include <samsyn/csv/reader.h>

enum { ROUNDS = 40000 };

static struct oracle_record seen;

static void check_fields(const struct syn_record *record,
                         const struct syn_reader *reader)
{
    assert_int_equal(record->line, seen.line);
    assert_int_equal(record->n_fields, seen.n_fields);
    for (size_t f = 0; f < record->n_fields; f++) {
        const struct oracle_field *field = &seen.field[f];
        struct syn_loc loc = syn_reader_locate(reader, f);
        assert_int_equal(record->length[f], field->text.n);
        if (field->text.n)
            assert_memory_equal(record->field[f], field->text.at,
                                field->text.n);
        assert_int_equal(loc.line, field->line);
        assert_int_equal(loc.column, field->column);
    }
}

/* The oracle over TEXT; its last record is left in SEEN. */
static void compare(struct syn_arena *arena, const char *text, size_t n)
{
    struct syn_dialect dialect = {.encoding = SYN_ENC_UTF8, .delimiter = ';'};
    struct oracle oracle = {
        .text = text, .n = n, .delimiter = ';', .line = 1, .arena = arena};
    struct syn_arena_mark mark = syn_arena_mark(arena);
    struct syn_reader *reader =
        syn_reader_open_text(text, n, "a", &dialect, arena);
    struct syn_record record;
    struct syn_broken broken = {0};
    size_t raw;

    seen.field = syn_arena_alloc(arena, n + 1, sizeof *seen.field);
    while (oracle_next(&seen, &oracle)) {
        enum syn_status status =
            syn_reader_next(&record, reader, &broken, &diag);
        assert_int_equal(status, seen.rule ? SYN_EINPUT : SYN_OK);
        if (seen.rule)
            assert_string_equal(broken.rule, seen.rule);
        else
            check_fields(&record, reader);
        assert_true(syn_reader_raw(reader, &raw) != NULL);
    }
    assert_int_equal(syn_reader_next(&record, reader, &broken, &diag),
                     SYN_DONE);
    assert_int_equal(syn_reader_blank(reader), oracle.blank);
    syn_arena_rewind(arena, mark);
}

static void any_bytes_are_read_as_a_plain_scanner_reads_them(void **state)
{
    static const char alphabet[] = "aaaab;;;\"\"\"\"\n\n\n\r\r \0";
    char text[48];

    seed = 4180;
    for (int round = 0; round < ROUNDS; round++) {
        size_t n = draw_below(sizeof text + 1);
        for (size_t i = 0; i < n; i++)
            text[i] = alphabet[draw_below(sizeof alphabet - 1)];
        compare(*state, text, n);
    }
}

/* What a program that writes CSV makes is read back as it was. */
static void what_was_written_is_read_back(void **state)
{
    static const char alphabet[] = "abc \xc3\xb8;\"\n\r,";

    seed = 4181;
    for (int round = 0; round < 2000; round++) {
        struct syn_text text = {.arena = *state};
        struct syn_arena_mark mark = syn_arena_mark(*state);
        size_t n = 1 + draw_below(6);
        for (size_t f = 0; f < n; f++) {
            syn_text_add(&text, f ? ";\"" : "\"");
            for (unsigned i = draw_below(8); i; i--) {
                char c = alphabet[draw_below(sizeof alphabet - 1)];
                syn_text_add_n(&text, c == '"' ? "\"\"" : &c, c == '"' ? 2 : 1);
            }
            syn_text_add(&text, "\"");
        }
        syn_text_add(&text, round % 2 ? "\r\n" : "\n");
        compare(*state, text.at, text.n);
        assert_null(seen.rule);
        assert_int_equal(seen.n_fields, n);
        syn_arena_rewind(*state, mark);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(any_bytes_are_read_as_a_plain_scanner_reads_them),
        TEST(what_was_written_is_read_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
