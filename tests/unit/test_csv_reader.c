/* The numbers are the requirements of csv/reader.h. */
#include "fixture.h"

#include <samsyn/base/limits.h>
#include <samsyn/csv/reader.h>

static const struct syn_dialect semicolons = {.encoding = SYN_ENC_UTF8,
                                              .delimiter = ';'};
static struct syn_record record;
static struct syn_broken broken;

static struct syn_reader *
reader_of(struct syn_arena *arena, const char *text, size_t n)
{
    return syn_reader_open_text(text, n, "cases.csv", &semicolons, arena);
}

static enum syn_status next(struct syn_reader *reader)
{
    return syn_reader_next(&record, reader, &broken, &diag);
}

/* One record of the file: where it begins, how many fields, what breaks it. */
struct expected {
    unsigned line, fields;
    const char *broken;
};

static const struct {
    const char *why, *text;
    unsigned blank;
    struct expected rows[6];
} files[] = {
    {"an empty file", "", 0, {{0}}},
    {"nothing but a line end", "\n", 1, {{0}}},
    {"nothing but a carriage return", "\r", 1, {{0}}},
    {"no final newline", "a;b\n1;2", 0, {{1, 2, 0}, {2, 2, 0}}},
    {"an empty last field at the end", "a;b\n1;", 0, {{1, 2, 0}, {2, 2, 0}}},
    {"a quoted last field at the end",
     "a;b\n1;\"2\"",
     0,
     {{1, 2, 0}, {2, 2, 0}}},
    {"carriage returns", "a;b\r\n1;2\r\n", 0, {{1, 2, 0}, {2, 2, 0}}},
    {"a carriage return at the end", "a;b\r\n1;2\r", 0, {{1, 2, 0}, {2, 2, 0}}},
    {"(5) blank lines are counted",
     "a\n\n\r\n1\r\n\r\n",
     3,
     {{1, 1, 0}, {4, 1, 0}}},
    {"(5) blank lines before the header", "\r\n\na;b\n", 2, {{3, 2, 0}}},
    {"(5) a line of spaces is a record", "a\n \n", 0, {{1, 1, 0}, {2, 1, 0}}},
    {"(1) a record of several lines",
     "a;b\n1;\"x\n\ny\"\n2;z\n",
     0,
     {{1, 2, 0}, {2, 2, 0}, {5, 2, 0}}},
    {"(1) the same with carriage returns",
     "a;b\r\n1;\"x\r\n\r\ny\"\r\n2;z\r\n",
     0,
     {{1, 2, 0}, {2, 2, 0}, {5, 2, 0}}},
    {"(3) a stray quote costs its own line",
     "a;b\n1;x\"y\n2;z\n",
     0,
     {{1, 2, 0}, {2, 0, "K02-stray-quote"}, {3, 2, 0}}},
    {"(3) text after a closing quote",
     "a;b\n1;\"x\"y\n2;z\n",
     0,
     {{1, 2, 0}, {2, 0, "K02-stray-quote"}, {3, 2, 0}}},
    {"(3) a stray quote in the second line of a record",
     "a\n\"x\ny\"z\nb\n",
     0,
     {{1, 1, 0},
      {3, 0, "K02-stray-quote"},
      {3, 0, "K02-stray-quote"},
      {4, 1, 0}}},
    {"(3, 4) an unclosed quote costs its own line",
     "a;b\n1;\"oops\n2;x\n3;y\n",
     0,
     {{1, 2, 0}, {2, 0, "K01-unclosed-quote"}, {3, 2, 0}, {4, 2, 0}}},
    {"(3, 4) two quotes that never close",
     "\"a\nb\n\"c\nd",
     0,
     {{3, 0, "K02-stray-quote"},
      {2, 1, 0},
      {3, 0, "K01-unclosed-quote"},
      {4, 1, 0}}},
    {"(4) an unclosed quote in the last line",
     "a;b\n1;\"",
     0,
     {{1, 2, 0}, {2, 0, "K01-unclosed-quote"}}},
    {"(3, 5) a blank line inside an unclosed quote is counted once",
     "a\n\"b\n\nc\n",
     1,
     {{1, 1, 0}, {2, 0, "K01-unclosed-quote"}, {4, 1, 0}}},
    {"(6) a lone carriage return never merges records",
     "a;b\r1;2\r3;4\n5;6\n",
     0,
     {{1, 0, "K04-lone-cr"}, {2, 2, 0}}},
    {"(6) nor in the last line", "a;b\r1;2", 0, {{1, 0, "K04-lone-cr"}}},
    {"(6) nor before a quote that goes on",
     "a\r\"b\nc\"\n",
     0,
     {{1, 0, "K04-lone-cr"}, {2, 0, "K02-stray-quote"}}},
    {"(6) nor after a quoted field",
     "\"a\"\rb\nc\n",
     0,
     {{1, 0, "K04-lone-cr"}, {2, 1, 0}}},
    {"(6) nor after a delimiter",
     "a;\rb\nc\n",
     0,
     {{1, 0, "K04-lone-cr"}, {2, 1, 0}}},
    {"(5, 6) nor is it dropped before the first field",
     "\ra;b\nc\n",
     0,
     {{1, 0, "K04-lone-cr"}, {2, 1, 0}}},
    {"a carriage return inside quotes is data", "a;\"b\rc\"\n", 0, {{1, 2, 0}}},
};

static void records_are_found_where_they_are(void **state)
{
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct syn_reader *reader =
            reader_of(*state, files[i].text, strlen(files[i].text));

        print_message("%s\n", files[i].why);
        for (const struct expected *e = files[i].rows; e->line; e++) {
            assert_int_equal(next(reader), e->broken ? SYN_EINPUT : SYN_OK);
            assert_int_equal(e->broken ? broken.loc.line : record.line,
                             e->line);
            if (e->broken)
                assert_string_equal(broken.rule, e->broken);
            else
                assert_int_equal(record.n_fields, e->fields);
        }
        assert_int_equal(next(reader), SYN_DONE);
        assert_int_equal(next(reader), SYN_DONE);
        assert_int_equal(syn_reader_blank(reader), files[i].blank);
    }
}

/* (1, 5) */
static void fields_keep_their_spaces_and_know_their_column(void **state)
{
    static const char text[] = "1;\"two\r\nlines; yes\"; Sentrum \r\n"
                               "2;x;\"No\"\"rd\"\n";
    struct syn_reader *reader = reader_of(*state, text, sizeof text - 1);

    assert_int_equal(next(reader), SYN_OK);
    assert_int_equal(record.n_fields, 3);
    assert_string_equal(record.field[1], "two\r\nlines; yes");
    assert_int_equal(record.length[1], 15);
    assert_string_equal(record.field[2], " Sentrum ");
    struct syn_loc at = syn_reader_locate(reader, 2);
    assert_string_equal(at.path, "cases.csv");
    assert_int_equal(at.line, 2);
    assert_int_equal(at.column, 13);

    assert_int_equal(next(reader), SYN_OK);
    assert_string_equal(record.field[2], "No\"rd");
    at = syn_reader_locate(reader, 2);
    assert_int_equal(at.line, 3);
    assert_int_equal(at.column, 5);
}

static void a_stray_quote_is_shown_to_the_column(void **state)
{
    struct syn_reader *reader = reader_of(*state, "1;x\"y\n", 6);

    assert_int_equal(next(reader), SYN_EINPUT);
    assert_int_equal(broken.loc.line, 1);
    assert_int_equal(broken.loc.column, 4);
}

/* (3) A record that is broken in its second line is lost from its first. */
static void a_broken_record_knows_where_it_began(void **state)
{
    struct syn_reader *reader = reader_of(*state, "a\n\"x\ny\"z\n", 10);

    assert_int_equal(next(reader), SYN_OK);
    assert_int_equal(next(reader), SYN_EINPUT);
    assert_int_equal(broken.loc.line, 3);
    assert_int_equal(broken.first_line, 2);
}

/* (6) */
static void a_nul_byte_breaks_its_record(void **state)
{
    struct syn_reader *reader = reader_of(*state, "1;\0x\n2;y\n", 9);

    assert_int_equal(next(reader), SYN_EINPUT);
    assert_string_equal(broken.rule, "K03-nul-byte");
    assert_int_equal(next(reader), SYN_OK);
    assert_int_equal(record.line, 2);
}

static void the_raw_bytes_of_a_record_are_without_its_line_end(void **state)
{
    static const char text[] = "1;\"a\r\nb\"\r\n\n2;\"open\n3\n";
    struct syn_reader *reader = reader_of(*state, text, sizeof text - 1);
    size_t n;

    assert_int_equal(next(reader), SYN_OK);
    const char *raw = syn_reader_raw(reader, &n);
    assert_int_equal(n, 8);
    assert_memory_equal(raw, "1;\"a\r\nb\"", 8);
    assert_int_equal(next(reader), SYN_EINPUT);
    raw = syn_reader_raw(reader, &n);
    assert_int_equal(n, 7);
    assert_memory_equal(raw, "2;\"open", 7);
    assert_int_equal(next(reader), SYN_OK);
    raw = syn_reader_raw(reader, &n);
    assert_int_equal(n, 1);
}

/* --- (2) bounds -------------------------------------------------------- */

/* Four records, the second and the third too long, one of them because of a
 * quote and one because it is one line of twice the bound. */
static void a_record_too_long_does_not_hide_the_next(void **state)
{
    size_t n = (size_t)2 * SYN_RECORD_BYTES;
    char *text = malloc(2 * n), *p = text;

    p += snprintf(p, 16, "a;b\n1;\"x\n");
    memset(p, 'z', n);
    p += n;
    p += snprintf(p, 16, "\n2;y\n");
    struct syn_reader *reader = reader_of(*state, text, (size_t)(p - text));

    assert_int_equal(next(reader), SYN_OK);
    assert_int_equal(next(reader), SYN_EINPUT);
    assert_string_equal(broken.rule, "K05-too-long");
    assert_int_equal(broken.loc.line, 2);
    assert_int_equal(next(reader), SYN_EINPUT);
    assert_int_equal(broken.loc.line, 3);
    assert_int_equal(next(reader), SYN_OK);
    assert_int_equal(record.line, 4);
    assert_string_equal(record.field[1], "y");
    assert_int_equal(next(reader), SYN_DONE);
    free(text);
}

static void a_field_may_have_a_mebibyte_and_no_more(void **state)
{
    size_t n = SYN_FIELD_BYTES;
    char *text = malloc(2 * n + 16);

    memset(text, 'x', n);
    text[n] = '\n';
    memset(text + n + 1, 'x', n + 1);
    memcpy(text + 2 * n + 2, "\ny\n", 3);
    struct syn_reader *reader = reader_of(*state, text, 2 * n + 5);

    assert_int_equal(next(reader), SYN_OK);
    assert_int_equal(record.length[0], SYN_FIELD_BYTES);
    assert_int_equal(next(reader), SYN_EINPUT);
    assert_string_equal(broken.rule, "K05-field-too-long");
    assert_int_equal(broken.loc.line, 2);
    assert_int_equal(next(reader), SYN_OK);
    assert_int_equal(record.line, 3);
    free(text);
}

static void a_record_may_have_so_many_fields_and_no_more(void **state)
{
    char text[2 * SYN_COLUMNS + 8];

    memset(text, ';', sizeof text);
    text[SYN_COLUMNS - 1] = '\n';
    text[2 * SYN_COLUMNS] = '\n';
    memcpy(text + 2 * SYN_COLUMNS + 1, "a\n", 2);
    struct syn_reader *reader =
        reader_of(*state, text, (size_t)2 * SYN_COLUMNS + 3);

    assert_int_equal(next(reader), SYN_OK);
    assert_int_equal(record.n_fields, SYN_COLUMNS);
    assert_int_equal(next(reader), SYN_EINPUT);
    assert_string_equal(broken.rule, "K05-too-many-fields");
    assert_int_equal(next(reader), SYN_OK);
    assert_int_equal(record.line, 3);
}

/* A record of LINES lines: what becomes of it. */
static enum syn_status read_lines(void **state, unsigned lines)
{
    char text[256] = "\"";

    for (unsigned i = 1; i < lines; i++)
        strcat(text, "x\n");
    strcat(text, "\"\nb\n");
    struct syn_reader *reader = reader_of(*state, text, strlen(text));
    enum syn_status status = next(reader);
    if (!status) {
        assert_int_equal(next(reader), SYN_OK);
        assert_int_equal(record.line, lines + 1);
    }
    return status;
}

static void a_record_may_have_so_many_lines_and_no_more(void **state)
{
    assert_int_equal(read_lines(state, SYN_RECORD_LINES), SYN_OK);
    assert_int_equal(read_lines(state, SYN_RECORD_LINES + 1), SYN_EINPUT);
    assert_string_equal(broken.rule, "K05-too-long");
    assert_int_equal(broken.loc.line, 1);
}

/* --- files ------------------------------------------------------------- */

/* Records of many lengths, so that chunks end everywhere in them. */
static void records_across_chunks_are_whole(void **state)
{
    size_t room = 3 << 20, n = 0;
    char *text = malloc(room);
    unsigned line = 1;

    for (unsigned i = 0; n + 2048 < room; i++)
        n += (size_t)sprintf(
            text + n, "%u;\"%.*s\r\n%u\"\r\n", i, (int)(i * 37 % 911),
            "................................................."
            ".................................................",
            i);
    const char *path = put_bytes("a.csv", text, n, *state);
    struct syn_reader *reader;
    assert_int_equal(syn_reader_open(&reader, path, &semicolons, *state, &diag),
                     SYN_OK);
    unsigned i = 0;
    for (; next(reader) == SYN_OK; i++, line += 2) {
        char number[16];
        snprintf(number, sizeof number, "%u", i);
        assert_int_equal(record.line, line);
        assert_int_equal(record.n_fields, 2);
        assert_string_equal(record.field[0], number);
        assert_string_equal(strstr(record.field[1], "\r\n") + 2, number);
    }
    assert_true(i > 10000);
    free(text);
}

/* (7) A file whose characters lie across every place where a chunk can end. */
static void characters_across_chunks_are_whole(void **state)
{
    static const char *const unit[] = {"\xe2\x82\xac", "\x80"};
    static const size_t width[] = {3, 1};

    for (size_t k = 0; k < 2; k++)
        for (size_t shift = 0; shift < 4; shift++) {
            size_t n = (size_t)400000 / width[k];
            char *text = malloc(n * (width[k] + 2) + 16), *p = text;
            struct syn_csv_facts facts;
            struct syn_reader *reader;

            p += sprintf(p, "%.*s\n", (int)shift + 1, "abcd");
            for (size_t i = 0; i < n; i++) {
                memcpy(p, unit[k], width[k]);
                p += width[k];
                if (i % 1000 == 999)
                    *p++ = '\n';
            }
            const char *path =
                put_bytes("a.csv", text, (size_t)(p - text), *state);
            assert_int_equal(
                syn_csv_examine(&facts, path, &(struct syn_dialect){0}, &diag),
                SYN_OK);
            assert_int_equal(facts.dialect.encoding,
                             k ? SYN_ENC_WINDOWS_1252 : SYN_ENC_UTF8);
            assert_int_equal(facts.bytes, p - text);
            assert_int_equal(
                syn_reader_open(&reader, path, &facts.dialect, *state, &diag),
                SYN_OK);
            assert_int_equal(next(reader), SYN_OK);
            while (next(reader) == SYN_OK)
                for (size_t i = 0; i < record.length[0]; i += 3)
                    assert_memory_equal(record.field[0] + i, "\xe2\x82\xac", 3);
            free(text);
        }
}

/* (7) unicode.org, CP1252.TXT. */
static void windows_1252_becomes_utf8(void **state)
{
    static const char text[] = "\xe6;\xf8;\xe5;\xc6;\x80;\x9f;\x85;\xff\n";
    static const char *const utf8[] = {"æ", "ø", "å", "Æ", "€", "Ÿ", "…", "ÿ"};
    struct syn_dialect dialect = {.encoding = SYN_ENC_WINDOWS_1252,
                                  .delimiter = ';'};
    struct syn_reader *reader =
        syn_reader_open_text(text, sizeof text - 1, "a", &dialect, *state);

    assert_int_equal(next(reader), SYN_OK);
    assert_int_equal(record.n_fields, 8);
    for (size_t i = 0; i < 8; i++)
        assert_string_equal(record.field[i], utf8[i]);
}

/* (7) Every character width, cut by chunks at every byte. */
static void utf16_across_chunks_is_whole(void **state)
{
    static const char le[] = "\x61\0\xe5\0\xac\x20\x3d\xd8\x4b\xdd";
    enum { UNIT = sizeof le - 1, TIMES = 30000 };

    for (size_t k = 0; k < 2; k++)
        for (size_t shift = 0; shift < 2; shift++) {
            char *text = malloc(2 + UNIT * TIMES + 2 * (TIMES / 100)),
                 *p = text;
            struct syn_csv_facts facts;
            struct syn_reader *reader;
            size_t records = 0;

            if (shift) {
                *p++ = k ? '\xfe' : '\xff';
                *p++ = k ? '\xff' : '\xfe';
            }
            for (size_t i = 0; i < TIMES; i++) {
                for (size_t b = 0; b < UNIT; b++)
                    *p++ = le[k ? b ^ 1 : b];
                if (i % 100 == 99) {
                    *p++ = k ? '\0' : '\n';
                    *p++ = k ? '\n' : '\0';
                }
            }
            const char *path =
                put_bytes("a.csv", text, (size_t)(p - text), *state);
            assert_int_equal(
                syn_csv_examine(
                    &facts, path,
                    &(struct syn_dialect){.encoding = k ? SYN_ENC_UTF16BE
                                                        : SYN_ENC_UTF16LE},
                    &diag),
                SYN_OK);
            assert_int_equal(
                syn_reader_open(&reader, path, &facts.dialect, *state, &diag),
                SYN_OK);
            for (; next(reader) == SYN_OK; records++) {
                assert_int_equal(record.length[0], 1000);
                for (size_t i = 0; i < 1000; i += 10)
                    assert_memory_equal(record.field[0] + i,
                                        "a\xc3\xa5\xe2\x82\xac\xf0\x9f\x95\x8b",
                                        10);
            }
            assert_int_equal(records, TIMES / 100);
            free(text);
        }
}

/* A dialect, a text in it, and its records: fields between bars. */
static const struct {
    struct syn_dialect dialect;
    const char *text;
    const char *rows[5]; /* Or "!" and the rule. */
} dialects[] = {
    {{.delimiter = ';', .quote = '\''},
     "a;b\n'x;''y''';\"z\n",
     {"a|b", "x;'y'|\"z"}},
    {{.delimiter = ';', .quote = (char)SYN_NO_QUOTE},
     "\"a;b\n1;x\"y\n",
     {"\"a|b", "1|x\"y"}},
    {{.delimiter = ';', .escape = '\\'},
     "a;b\n\"x\\\";\\\\\";\"\\n\"\"\"\n\\;\\\"\n",
     {"a|b", "x\";\\|\\n\"", "!K02-stray-quote"}},
    {{.delimiter = ',', .second = ' '},
     "a, b\n1,5, 2,5\n\"x, y\", \"\"\nz,w\n",
     {"a|b", "1,5|2,5", "x, y|", "z,w"}},
    {{.delimiter = ';', .cr = true},
     "a;b\r\r1;\"x\ry\nz\"\r2\n;3\r4;5",
     {"a|b", "1|x\ry\nz", "!K04-lone-lf", "4|5"}},
    {{.delimiter = ' '}, "a b\n1 \n", {"a|b", "1|"}},
};

static void a_dialect_is_read_as_declared(void **state)
{
    for (size_t i = 0; i < sizeof dialects / sizeof *dialects; i++) {
        struct syn_dialect dialect = dialects[i].dialect;
        dialect.encoding = SYN_ENC_UTF8;
        const char *text = dialects[i].text;
        struct syn_reader *reader =
            syn_reader_open_text(text, strlen(text), "a.csv", &dialect, *state);
        for (const char *const *row = dialects[i].rows; *row; row++) {
            struct syn_text seen = {.arena = *state};
            enum syn_status status = next(reader);
            if (status == SYN_EINPUT)
                syn_text_addf(&seen, "!%s", broken.rule);
            for (size_t f = 0; status == SYN_OK && f < record.n_fields; f++)
                syn_text_addf(&seen, "%s%s", f ? "|" : "", record.field[f]);
            print_message("%s\n", *row);
            assert_string_equal(seen.at, *row);
        }
        assert_int_equal(next(reader), SYN_DONE);
    }
}

/* The column is that of the file, not of what libcsv was given. */
static void what_was_rewritten_knows_its_column(void **state)
{
    static const char text[] = "\"\\\\\\\\\";x\"y\n\"\\\\\";z\n";
    struct syn_dialect dialect = {
        .encoding = SYN_ENC_UTF8, .delimiter = ';', .escape = '\\'};
    struct syn_reader *reader =
        syn_reader_open_text(text, sizeof text - 1, "a", &dialect, *state);

    assert_int_equal(next(reader), SYN_EINPUT);
    assert_int_equal(broken.loc.column, 9);
    assert_int_equal(next(reader), SYN_OK);
    assert_string_equal(record.field[0], "\\");
    assert_int_equal(syn_reader_locate(reader, 1).column, 6);
}

static void what_stands_before_the_header_is_passed_over(void **state)
{
    static const char text[] = "\xef\xbb\xbfTitle \"of\" it\n\n\"a\";b\n1;2\n";
    struct syn_dialect dialect = {.encoding = SYN_ENC_UTF8,
                                  .bom = true,
                                  .delimiter = ';',
                                  .skip_lines = 2};
    struct syn_reader *reader =
        syn_reader_open_text(text, sizeof text - 1, "a", &dialect, *state);

    assert_int_equal(next(reader), SYN_OK);
    assert_int_equal(record.line, 3);
    assert_string_equal(record.field[0], "a");
    assert_int_equal(syn_reader_blank(reader), 0);
    assert_int_equal(next(reader), SYN_OK);
    assert_int_equal(record.line, 4);
    dialect.skip_lines = 9;
    reader = syn_reader_open_text(text, sizeof text - 1, "a", &dialect, *state);
    assert_int_equal(next(reader), SYN_DONE);
}

static void a_byte_order_mark_is_no_part_of_the_header(void **state)
{
    struct syn_dialect dialect = {
        .encoding = SYN_ENC_UTF8, .bom = true, .delimiter = ';'};
    struct syn_reader *reader =
        syn_reader_open_text("\xef\xbb\xbfi;j\n", 7, "a", &dialect, *state);

    assert_int_equal(next(reader), SYN_OK);
    assert_string_equal(record.field[0], "i");
    assert_int_equal(syn_reader_locate(reader, 1).column, 3);
}

static void a_file_that_is_not_there_cannot_be_opened(void **state)
{
    struct syn_reader *reader;

    assert_int_equal(syn_reader_open(&reader, path_of("no.csv", *state),
                                     &semicolons, *state, &diag),
                     SYN_EIO);
    assert_string_equal(heard.code, "csv.open");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(records_are_found_where_they_are),
        TEST(fields_keep_their_spaces_and_know_their_column),
        TEST(a_stray_quote_is_shown_to_the_column),
        TEST(a_broken_record_knows_where_it_began),
        TEST(a_nul_byte_breaks_its_record),
        TEST(the_raw_bytes_of_a_record_are_without_its_line_end),
        TEST(a_record_too_long_does_not_hide_the_next),
        TEST(a_field_may_have_a_mebibyte_and_no_more),
        TEST(a_record_may_have_so_many_fields_and_no_more),
        TEST(a_record_may_have_so_many_lines_and_no_more),
        TEST_IN_FOLDER(records_across_chunks_are_whole),
        TEST_IN_FOLDER(characters_across_chunks_are_whole),
        TEST(windows_1252_becomes_utf8),
        TEST_IN_FOLDER(utf16_across_chunks_is_whole),
        TEST(a_dialect_is_read_as_declared),
        TEST(what_was_rewritten_knows_its_column),
        TEST(what_stands_before_the_header_is_passed_over),
        TEST(a_byte_order_mark_is_no_part_of_the_header),
        TEST_IN_FOLDER(a_file_that_is_not_there_cannot_be_opened),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
