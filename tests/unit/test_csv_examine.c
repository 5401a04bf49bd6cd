/* What a first pass over a file finds: csv/reader.h, syn_csv_examine(). */
#include "fixture.h"

#include <sys/stat.h>

#include <samsyn/csv/reader.h>

static struct syn_csv_facts facts;

static enum syn_status examine(struct syn_arena *arena,
                               const char *bytes,
                               size_t n,
                               struct syn_dialect wanted)
{
    const char *path = put_bytes("a.csv", bytes, n, arena);

    heard = (struct heard){0};
    return syn_csv_examine(&facts, path, &wanted, &diag);
}

static const struct {
    const char *why, *text;
    char delimiter;
    unsigned skip;
    enum syn_encoding encoding;
    bool bom;
} kinds[] = {
    {"semicolons", "a;b\n1,5;2,5\n", ';', 0, SYN_ENC_UTF8, false},
    {"commas", "a,b\n1,2\n", ',', 0, SYN_ENC_UTF8, false},
    {"tabs", "a\tb\n1\t2\n", '\t', 0, SYN_ENC_UTF8, false},
    {"bars", "a|b\n1|2\n", '|', 0, SYN_ENC_UTF8, false},
    {"one column", "a\n1\n", ';', 0, SYN_ENC_UTF8, false},
    {"empty", "", ';', 0, SYN_ENC_UTF8, false},
    {"most fields win", "a,b;c;d\n", ';', 0, SYN_ENC_UTF8, false},
    {"what is quoted does not count", "\"a;b;c\",d\n", ',', 0, SYN_ENC_UTF8,
     false},
    {"a header of two lines", "\"a\n;;;;\",b\n", ',', 0, SYN_ENC_UTF8, false},
    {"the header is the first line that is not blank", "\r\n\na,b\n", ',', 0,
     SYN_ENC_UTF8, false},
    {"a byte order mark",
     "\xef\xbb\xbf"
     "a;b\n",
     ';', 0, SYN_ENC_UTF8, true},
    {"sep=", "sep=,\na,b;c;d\n", ',', 1, SYN_ENC_UTF8, false},
    {"sep= as Excel writes it", "\xef\xbb\xbfsep=;\r\na,b,c\r\n", ';', 1,
     SYN_ENC_UTF8, true},
    {"sep= of nothing", "sep=\na,b,c\n", ',', 1, SYN_ENC_UTF8, false},
    {"sep= of nothing, with a carriage return", "sep=\r\na,b,c\n", ',', 1,
     SYN_ENC_UTF8, false},
    {"a StatBank title", "\"1: a, b\"\r\n\r\n\"a\";\"b\"\n", ';', 2,
     SYN_ENC_UTF8, false},
    {"no title: one column", "\"a\"\n\n\"b\"\n", ';', 0, SYN_ENC_UTF8, false},
    {"no title: no blank line", "\"a\"\nb;c\n", ';', 0, SYN_ENC_UTF8, false},
    {"Windows-1252", "K\xf8n;\xc5r\n", ';', 0, SYN_ENC_WINDOWS_1252, false},
    {"a cut character at the end", "a;b\nx;\xc3", ';', 0, SYN_ENC_WINDOWS_1252,
     false},
    {"overlong", "a;\xc0\xaf\n", ';', 0, SYN_ENC_WINDOWS_1252, false},
};

static void encoding_and_delimiter_are_found(void **state)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        print_message("%s\n", kinds[i].why);
        size_t n = strlen(kinds[i].text);
        assert_int_equal(
            examine(*state, kinds[i].text, n, (struct syn_dialect){0}), SYN_OK);
        assert_int_equal(facts.dialect.delimiter, kinds[i].delimiter);
        assert_int_equal(facts.dialect.skip_lines, kinds[i].skip);
        assert_int_equal(facts.dialect.encoding, kinds[i].encoding);
        assert_int_equal(facts.dialect.bom, kinds[i].bom);
        assert_int_equal(facts.bytes, n);
    }
}

/* The hash from sha256sum of coreutils. */
static void a_file_is_hashed_and_measured(void **state)
{
    assert_int_equal(examine(*state, "a;b\n1;2\n", 8, (struct syn_dialect){0}),
                     SYN_OK);
    assert_string_equal(
        facts.sha256,
        "403bea5152c251c5bc7ef420d824d191605723f99392e83a0549ad58c6d46291");
}

static void what_the_contract_states_is_taken(void **state)
{
    assert_int_equal(
        examine(*state, "Title\na,b,c;d\n", 14,
                (struct syn_dialect){.encoding = SYN_ENC_WINDOWS_1252,
                                     .delimiter = ';',
                                     .skip_lines = 1}),
        SYN_OK);
    assert_int_equal(facts.dialect.delimiter, ';');
    assert_int_equal(facts.dialect.skip_lines, 1);
    assert_int_equal(facts.dialect.encoding, SYN_ENC_WINDOWS_1252);
    /* The delimiter is found in the header, not in the title. */
    assert_int_equal(examine(*state, "a,b,c,d\nx;y\n", 12,
                             (struct syn_dialect){.skip_lines = 1}),
                     SYN_OK);
    assert_int_equal(facts.dialect.delimiter, ';');
}

#define BYTES(text) text, sizeof text - 1

static const struct {
    const char *bytes;
    size_t n;
    enum syn_encoding stated;
    const char *code;
} refused[] = {
    {BYTES("PK\x03\x04........"), SYN_ENC_DETECT, "csv.excel"},
    {BYTES("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), SYN_ENC_DETECT,
     "csv.old-excel"},
    {BYTES("\x1f\x8b\x08...."), SYN_ENC_DETECT, "csv.gzip"},
    {BYTES("%PDF-1.7\n"), SYN_ENC_DETECT, "csv.pdf"},
    {BYTES("BZh9...."), SYN_ENC_DETECT, "csv.bzip2"},
    {BYTES("\xfd"
           "7zXZ\0..."),
     SYN_ENC_DETECT, "csv.xz"},
    {BYTES("(\xb5/\xfd...."), SYN_ENC_DETECT, "csv.zstd"},
    {BYTES("7z\xbc\xaf...."), SYN_ENC_DETECT, "csv.7z"},
    {BYTES("\xff\xfe"
           "a\0;\0b\0\n\0"),
     SYN_ENC_UTF8, "csv.utf16"},
    {BYTES("a\0;\0b\0\n\0"), SYN_ENC_WINDOWS_1252, "csv.utf16"},
    {BYTES("\xff\xfe"
           "a\0;\0b\0\n\0"),
     SYN_ENC_UTF16BE, "csv.not-utf16"},
    /* Cut in a unit, in a pair; half a pair in the middle. */
    {BYTES("a\0;\0b\0\n"), SYN_ENC_DETECT, "csv.not-utf16"},
    {BYTES("a\0;\0\x3d\xd8"), SYN_ENC_DETECT, "csv.not-utf16"},
    {BYTES("a\0;\0\x3d\xd8\n\0"), SYN_ENC_DETECT, "csv.not-utf16"},
    {BYTES("a\0;\0\x4b\xdd\n\0"), SYN_ENC_DETECT, "csv.not-utf16"},
    {BYTES("\xff\xfe\0\0a\0\0\0;\0\0\0"), SYN_ENC_DETECT, "csv.utf32le"},
    {BYTES("\0\0\xfe\xff\0\0\0a\0\0\0;"), SYN_ENC_DETECT, "csv.utf32"},
    {BYTES("a;\xf8\n"), SYN_ENC_UTF8, "csv.not-utf8"},
    {BYTES("a;\x81\n"), SYN_ENC_DETECT, "csv.mixed-encoding"},
    {BYTES("a;\x9d\n"), SYN_ENC_WINDOWS_1252, "csv.mixed-encoding"},
    /* (7) The mark says UTF-8, the bytes something else. */
    {BYTES("\xef\xbb\xbf"
           "a;\xf8\n"),
     SYN_ENC_DETECT, "csv.mixed-encoding"},
};

static void what_is_no_csv_is_refused(void **state)
{
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        assert_int_equal(
            examine(*state, refused[i].bytes, refused[i].n,
                    (struct syn_dialect){.encoding = refused[i].stated}),
            SYN_EINPUT);
        assert_string_equal(heard.code, refused[i].code);
    }
}

static void what_is_no_regular_file_is_refused(void **state)
{
    const char *fifo = path_of("fifo.csv", *state);

    assert_int_equal(
        syn_csv_examine(&facts, folder, &(struct syn_dialect){0}, &diag),
        SYN_EINPUT);
    assert_string_equal(heard.code, "csv.not-a-file");
    assert_int_equal(mkfifo(fifo, 0600), 0);
    assert_int_equal(
        syn_csv_examine(&facts, fifo, &(struct syn_dialect){0}, &diag),
        SYN_EINPUT);
    assert_int_equal(remove(fifo), 0);
    assert_int_equal(syn_csv_examine(&facts, path_of("no.csv", *state),
                                     &(struct syn_dialect){0}, &diag),
                     SYN_EIO);
    assert_string_equal(heard.code, "csv.open");
}

static const struct {
    const char *bytes;
    size_t n;
    enum syn_encoding stated, found;
    bool bom;
    char delimiter;
    unsigned skip;
} wide[] = {
    {BYTES("\xff\xfe"
           "a\0\t\0b\0\n\0"),
     SYN_ENC_DETECT, SYN_ENC_UTF16LE, true, '\t', 0},
    {BYTES("\xfe\xff\0a\0,\0b\0\n"), SYN_ENC_DETECT, SYN_ENC_UTF16BE, true, ',',
     0},
    {BYTES("a\0;\0b\0\n\0"), SYN_ENC_DETECT, SYN_ENC_UTF16LE, false, ';', 0},
    {BYTES("\0a\0|\0b\0\n"), SYN_ENC_DETECT, SYN_ENC_UTF16BE, false, '|', 0},
    {BYTES("s\0e\0p\0=\0\t\0\n\0;\0\t\0\n\0"), SYN_ENC_DETECT, SYN_ENC_UTF16LE,
     false, '\t', 1},
    {BYTES("\x42\x04;\0b\0\n\0"), SYN_ENC_UTF16LE, SYN_ENC_UTF16LE, false, ';',
     0},
    {BYTES("\xff\xfe"), SYN_ENC_DETECT, SYN_ENC_UTF16LE, true, ';', 0},
};

static void utf16_is_found_with_and_without_a_mark(void **state)
{
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++) {
        assert_int_equal(
            examine(*state, wide[i].bytes, wide[i].n,
                    (struct syn_dialect){.encoding = wide[i].stated}),
            SYN_OK);
        assert_int_equal(facts.dialect.encoding, wide[i].found);
        assert_int_equal(facts.dialect.bom, wide[i].bom);
        assert_int_equal(facts.dialect.delimiter, wide[i].delimiter);
        assert_int_equal(facts.dialect.skip_lines, wide[i].skip);
    }
}

/* A header longer than what is kept of the file's beginning. */
static void a_long_header_is_no_trouble(void **state)
{
    size_t n = 200000;
    char *text = malloc(n);

    memset(text, ',', n);
    text[n - 1] = '\n';
    assert_int_equal(examine(*state, text, n, (struct syn_dialect){0}), SYN_OK);
    assert_int_equal(facts.dialect.delimiter, ',');
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_IN_FOLDER(encoding_and_delimiter_are_found),
        TEST_IN_FOLDER(a_file_is_hashed_and_measured),
        TEST_IN_FOLDER(what_the_contract_states_is_taken),
        TEST_IN_FOLDER(what_is_no_csv_is_refused),
        TEST_IN_FOLDER(utf16_is_found_with_and_without_a_mark),
        TEST_IN_FOLDER(what_is_no_regular_file_is_refused),
        TEST_IN_FOLDER(a_long_header_is_no_trouble),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
