/* The reader against a plain scanner of RFC 4180 that shares nothing with it:
 * whatever bytes come, both find the same records at the same places. */
#include "fixture.h"

#include <csv.h>

#include <samsyn/csv/reader.h>

enum { MOST_FIELDS = 64, ROUNDS = 40000 };

/* What the oracle says of one record. */
struct seen {
    const char *rule; /* NULL: it is whole. */
    unsigned line;
    size_t n_fields, after; /* AFTER is where the next one begins. */
    char field[MOST_FIELDS][128];
    unsigned at_line[MOST_FIELDS], at_column[MOST_FIELDS];
};

struct scanner {
    const char *text;
    size_t n, at;
    unsigned line;
    size_t line_begins;
};

static int peek(const struct scanner *s)
{
    return s->at < s->n ? (unsigned char)s->text[s->at] : EOF;
}

static void step(struct scanner *s)
{
    if (s->text[s->at++] == '\n') {
        s->line++;
        s->line_begins = s->at;
    }
}

static bool nul_ahead(const struct scanner *s)
{
    const char *end = memchr(s->text + s->at, '\n', s->n - s->at);
    size_t n = end ? (size_t)(end - s->text) - s->at : s->n - s->at;
    return memchr(s->text + s->at, '\0', n) != NULL;
}

static void keep(struct seen *seen, int c)
{
    char *field = seen->field[seen->n_fields];
    size_t n = strlen(field);

    field[n] = (char)c;
    field[n + 1] = '\0';
}

/* Reads a field from its opening quote; the rule that it breaks, or NULL. */
static const char *quoted(struct scanner *s, struct seen *seen)
{
    step(s);
    for (;;) {
        int c = peek(s);
        if (c == EOF)
            return "K01-unclosed-quote";
        step(s);
        if (c == '\n' && s->at < s->n && nul_ahead(s))
            return "K03-nul-byte";
        if (c == '"') {
            if (peek(s) != '"')
                break;
            step(s);
        }
        keep(seen, c);
    }
    int c = peek(s);
    return c == ';' || c == '\r' || c == '\n' || c == EOF ? NULL
                                                          : "K02-stray-quote";
}

static const char *plain(struct scanner *s, struct seen *seen)
{
    for (;;) {
        int c = peek(s);
        if (c == ';' || c == '\r' || c == '\n' || c == EOF)
            return NULL;
        if (c == '"')
            return "K02-stray-quote";
        keep(seen, c);
        step(s);
    }
}

/* Carriage returns, then the line end. */
static const char *end_line(struct scanner *s)
{
    while (peek(s) == '\r')
        step(s);
    if (peek(s) != '\n' && peek(s) != EOF)
        return "K04-lone-cr";
    if (peek(s) == '\n')
        step(s);
    return NULL;
}

static const char *read_record(struct scanner *s, struct seen *seen)
{
    const char *rule = NULL;

    if (nul_ahead(s))
        return "K03-nul-byte";
    if (peek(s) == '\r')
        return "K04-lone-cr";
    for (;;) {
        seen->at_line[seen->n_fields] = s->line;
        seen->at_column[seen->n_fields] =
            (unsigned)(s->at - s->line_begins) + 1;
        seen->field[seen->n_fields][0] = '\0';
        rule = peek(s) == '"' ? quoted(s, seen) : plain(s, seen);
        if (rule)
            return rule;
        seen->n_fields++;
        if (peek(s) != ';')
            return end_line(s);
        step(s);
    }
}

static bool blank_line(const char *text, size_t n, size_t at, size_t *after)
{
    while (at < n && text[at] == '\r')
        at++;
    *after = at + 1;
    return at == n || text[at] == '\n';
}

/* Finds the record from byte *AT in line *LINE on, and moves both behind it.
 * False at the end. */
static bool find_record(struct seen *seen,
                        const char *text,
                        size_t n,
                        size_t *at,
                        unsigned *line,
                        unsigned *blank)
{
    size_t after;

    while (*at < n && blank_line(text, n, *at, &after)) {
        *at = after;
        ++*line;
        ++*blank;
    }
    if (*at >= n)
        return false;
    struct scanner s = {text, n, *at, *line, *at};
    seen->n_fields = 0;
    seen->line = *line;
    seen->rule = read_record(&s, seen);
    if (seen->rule) { /* (3) */
        const char *end = memchr(text + *at, '\n', n - *at);
        *at = end ? (size_t)(end - text) + 1 : n;
        ++*line;
    } else {
        *at = s.at;
        *line = s.line;
    }
    return true;
}

static struct seen seen;

static void compare(void **state, const char *text, size_t n)
{
    struct syn_dialect dialect = {.encoding = SYN_ENC_UTF8, .delimiter = ';'};
    struct syn_arena_mark mark = syn_arena_mark(*state);
    struct syn_reader *reader =
        syn_reader_open_text(text, n, "a", &dialect, *state);
    struct syn_record record;
    struct syn_broken broken = {0};
    unsigned line = 1, blank = 0;
    size_t at = 0, raw;

    while (find_record(&seen, text, n, &at, &line, &blank)) {
        enum syn_status status =
            syn_reader_next(&record, reader, &broken, &diag);
        assert_int_equal(status, seen.rule ? SYN_EINPUT : SYN_OK);
        if (seen.rule) {
            assert_string_equal(broken.rule, seen.rule);
            continue;
        }
        assert_int_equal(record.line, seen.line);
        assert_int_equal(record.n_fields, seen.n_fields);
        for (size_t f = 0; f < record.n_fields; f++) {
            struct syn_loc loc = syn_reader_locate(reader, f);
            assert_string_equal(record.field[f], seen.field[f]);
            assert_int_equal(record.length[f], strlen(seen.field[f]));
            assert_int_equal(loc.line, seen.at_line[f]);
            assert_int_equal(loc.column, seen.at_column[f]);
        }
        assert_true(syn_reader_raw(reader, &raw) != NULL);
    }
    assert_int_equal(syn_reader_next(&record, reader, &broken, &diag),
                     SYN_DONE);
    assert_int_equal(syn_reader_blank(reader), blank);
    syn_arena_rewind(*state, mark);
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
        compare(state, text, n);
    }
}

/* Long enough for the lines that the reader splits without libcsv. */
static void lines_with_few_quotes_are_read_as_well(void **state)
{
    static const char alphabet[] = "aaaabbbbcccdefgh;;;;;;\n\n\x01\x1f\t "
                                   "\x7f\x80\xc3\xb8\xff";
    static const char rare[] = "\"\r\0";
    char text[120];

    seed = 4182;
    for (int round = 0; round < ROUNDS; round++) {
        size_t n = draw_below(sizeof text + 1);
        for (size_t i = 0; i < n; i++)
            text[i] = draw_below(60) ? alphabet[draw_below(sizeof alphabet - 1)]
                                     : rare[draw_below(sizeof rare - 1)];
        for (size_t i = 1; i < n; i++)
            if (text[i] == '\n' && draw_below(4) == 0)
                text[i - 1] = '\r';
        compare(state, text, n);
    }
}

/* --- libcsv itself ------------------------------------------------------- */

/* Fields and records as libcsv tells them, one after another: each field with
 * its length in front, each record with a mark behind. */
struct told {
    unsigned char at[4096];
    size_t n;
};

static void tell_field(void *field, size_t n, void *data)
{
    struct told *told = data;

    told->at[told->n++] = (unsigned char)n;
    memcpy(told->at + told->n, field, n);
    told->n += n;
}

static void tell_record(int terminator, void *data)
{
    struct told *told = data;

    (void)terminator;
    told->at[told->n++] = 0xee;
}

static int nothing_is_space(unsigned char c)
{
    (void)c;
    return 0;
}

static void ask_libcsv(struct told *out, const char *text, size_t n, char delim)
{
    struct csv_parser parser;

    out->n = 0;
    assert_int_equal(csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI), 0);
    csv_set_delim(&parser, (unsigned char)delim);
    csv_set_space_func(&parser, nothing_is_space);
    assert_int_equal(csv_parse(&parser, text, n, tell_field, tell_record, out),
                     n);
    assert_int_equal(csv_fini(&parser, tell_field, tell_record, out), 0);
    csv_free(&parser);
}

static void ask_reader(struct told *out,
                       const char *text,
                       size_t n,
                       char delim,
                       struct syn_arena *arena)
{
    struct syn_dialect dialect = {.encoding = SYN_ENC_UTF8, .delimiter = delim};
    struct syn_reader *reader =
        syn_reader_open_text(text, n, "a", &dialect, arena);
    struct syn_record record;
    struct syn_broken broken;

    out->n = 0;
    while (!syn_reader_next(&record, reader, &broken, &diag)) {
        for (size_t f = 0; f < record.n_fields; f++)
            tell_field((void *)(uintptr_t)record.field[f], record.length[f],
                       out);
        tell_record(0, out);
    }
}

/* Every byte but a quote, a NUL and a CR, in lines of every length, under every
 * delimiter that is detected: the same fields, byte by byte. */
static void plain_lines_are_split_as_libcsv_splits_them(void **state)
{
    static const char delimiters[] = ";,\t|";
    static struct told libcsv, reader;
    char text[2048];

    seed = 4183;
    for (int round = 0; round < ROUNDS / 4; round++) {
        struct syn_arena_mark mark = syn_arena_mark(*state);
        char delim = delimiters[draw_below(4)];
        size_t n = draw_below(1000), used = 0;
        for (size_t i = 0; i < n; i++) {
            unsigned kind = draw_below(24);
            char c = (char)(1 + draw_below(255));
            if (kind < 5)
                c = delim;
            else if (kind == 5)
                c = '\n';
            if (c == '"' || c == '\r')
                c = 'x';
            if (c == '\n' && used && text[used - 1] != '\n' && round % 2)
                text[used++] = '\r';
            text[used++] = c;
        }
        ask_libcsv(&libcsv, text, used, delim);
        ask_reader(&reader, text, used, delim, *state);
        assert_int_equal(reader.n, libcsv.n);
        assert_memory_equal(reader.at, libcsv.at, libcsv.n);
        syn_arena_rewind(*state, mark);
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
        compare(state, text.at, text.n);
        assert_null(seen.rule);
        assert_int_equal(seen.n_fields, n);
        syn_arena_rewind(*state, mark);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(any_bytes_are_read_as_a_plain_scanner_reads_them),
        TEST(lines_with_few_quotes_are_read_as_well),
        TEST(plain_lines_are_split_as_libcsv_splits_them),
        TEST(what_was_written_is_read_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
