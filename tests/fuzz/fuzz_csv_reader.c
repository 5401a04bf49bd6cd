/* Any bytes are an extract.  What must hold:
 *
 *  (1) The records, the broken ones with their rules, and the blank lines are
 *      those of a plain scanner of RFC 4180 that shares no code.
 *  (2) Records come in the order of their lines, and no physical line is
 *      counted twice or left out.
 *  (3) Every field can be located: its bytes stand where it is said to be.
 *  (4) After a broken record, reading goes on at the line after its first.
 *  (5) A file that is examined and opened is read as its bytes in memory. */
#include "csv_oracle.h"
#include "fuzz.h"

#include <iconv.h>
#include <sys/mman.h>
#include <unistd.h>

#include <samsyn/base/hash.h>
#include <samsyn/base/limits.h>
#include <samsyn/base/text.h>
#include <samsyn/csv/reader.h>

/* --- comparing --------------------------------------------------------- */

struct reading {
    struct syn_reader *reader;
    struct oracle oracle;
    unsigned last;   /* Line of the record before. */
    size_t lines;    /* Of all records so far. */
    unsigned passed; /* Lines before the header. */
};

static void ignore(void *data, const struct syn_message *message)
{
    (void)data;
    (void)message;
}

static void check_fields(struct reading *r,
                         const struct syn_record *record,
                         const struct oracle_record *seen)
{
    MUST(record->n_fields == seen->n_fields);
    for (size_t f = 0; f < record->n_fields; f++) {
        const struct oracle_field *field = &seen->field[f];
        MUST(record->length[f] == field->text.n);
        MUST(field->text.n == 0 ||
             memcmp(record->field[f], field->text.at, field->text.n) == 0);
        MUST(record->field[f][field->text.n] == '\0');
        if (f > 40 && f + 1 < record->n_fields)
            continue; /* Locating scans the record each time. */
        struct syn_loc loc = syn_reader_locate(r->reader, f); /* (3) */
        MUST(loc.line == field->line + r->passed &&
             loc.column == field->column);
    }
}

/* The bytes of the record, without the line end. */
static void check_raw(struct reading *r, const struct oracle_record *seen)
{
    size_t n, end = seen->end;
    const char *raw = syn_reader_raw(r->reader, &n);
    const char *text = r->oracle.text;

    while (end > seen->begin &&
           (text[end - 1] == '\n' || text[end - 1] == '\r'))
        end--;
    MUST(n == end - seen->begin);
    MUST(n == 0 || memcmp(raw, text + seen->begin, n) == 0);
}

static void check_record(struct reading *r,
                         enum syn_status status,
                         const struct syn_record *record,
                         const struct syn_broken *broken,
                         const struct oracle_record *seen)
{
    MUST(status == (seen->rule ? SYN_EINPUT : SYN_OK));
    MUST(seen->line + r->passed > r->last); /* (2) */
    r->last = seen->line + r->passed;
    if (seen->rule) {
        MUST(strcmp(broken->rule, seen->rule) == 0 && *broken->text);
        MUST(broken->loc.line >= r->last);
        MUST(broken->loc.line < r->last + SYN_RECORD_LINES + 1);
        r->lines++;
    } else {
        MUST(record->line == r->last);
        check_fields(r, record, seen);
        r->lines += r->oracle.line - seen->line +
                    (r->oracle.text[r->oracle.at - 1] != '\n');
    }
    check_raw(r, seen);
}

static void compare(struct reading *r)
{
    struct syn_diag diag = {.emit = ignore};
    struct syn_record record;
    struct syn_broken broken;
    struct oracle_record seen = {0};
    size_t lines = 0;

    seen.field =
        syn_arena_alloc(r->oracle.arena, r->oracle.n + 1, sizeof *seen.field);

    while (oracle_next(&seen, &r->oracle)) {
        enum syn_status status =
            syn_reader_next(&record, r->reader, &broken, &diag);
        check_record(r, status, &record, &broken, &seen);
    }
    for (int i = 0; i < 2; i++) /* The end stays the end. */
        MUST(syn_reader_next(&record, r->reader, &broken, &diag) == SYN_DONE);
    MUST(syn_reader_blank(r->reader) == r->oracle.blank);
    for (size_t i = 0; i < r->oracle.n; i++)
        lines += r->oracle.text[i] == '\n';
    lines += r->oracle.n && r->oracle.text[r->oracle.n - 1] != '\n';
    MUST(r->lines + r->oracle.blank == lines); /* (2) */
}

/* --- what an oracle reads ---------------------------------------------- */

static const char *iconv_name(enum syn_encoding encoding)
{
    return encoding == SYN_ENC_UTF16LE ? "UTF-16LE" : "UTF-16BE";
}

static bool is_utf16(enum syn_encoding encoding)
{
    return encoding == SYN_ENC_UTF16LE || encoding == SYN_ENC_UTF16BE;
}

/* False if it is not UTF-16 to its end. */
static bool decode_utf16(struct syn_text *out,
                         const char *s,
                         size_t n,
                         enum syn_encoding encoding)
{
    iconv_t cd = iconv_open("UTF-8", iconv_name(encoding));
    char *room = syn_arena_alloc(out->arena, 2 * n + 1, 1), *to = room;
    char *from = (char *)(uintptr_t)s;
    size_t left = 2 * n + 1;
    bool whole = iconv(cd, &from, &n, &to, &left) != (size_t)-1;

    iconv_close(cd);
    syn_text_add_n(out, room, (size_t)(to - room));
    return whole;
}

/* Windows-1252 by the C library; its undefined bytes are control characters. */
static void decode(struct syn_text *out, const char *s, size_t n)
{
    iconv_t cd = iconv_open("UTF-8", "CP1252");

    for (size_t i = 0; i < n; i++) {
        char byte = s[i], room[8], *from = &byte, *to = room;
        size_t one = 1, left = sizeof room;
        if (iconv(cd, &from, &one, &to, &left) == (size_t)-1) {
            *to++ = '\xc2';
            *to++ = byte;
        }
        syn_text_add_n(out, room, (size_t)(to - room));
    }
    iconv_close(cd);
}

/* The bytes that DIALECT leaves to be read as records. */
static struct oracle oracle_of(const struct syn_dialect *dialect,
                               struct fuzz_input in,
                               struct syn_arena *arena)
{
    struct syn_text text = {.arena = arena};

    if (dialect->bom) {
        size_t mark = is_utf16(dialect->encoding) ? 2 : 3;
        in.at += mark;
        in.n -= mark;
    }
    if (is_utf16(dialect->encoding))
        MUST(decode_utf16(&text, in.at, in.n, dialect->encoding));
    else if (dialect->encoding == SYN_ENC_WINDOWS_1252)
        decode(&text, in.at, in.n);
    else
        syn_text_add_n(&text, in.at, in.n);
    const char *at = text.n ? text.at : "";
    size_t n = text.n;
    for (unsigned i = 0; i < dialect->skip_lines; i++) {
        const char *end = n ? memchr(at, '\n', n) : NULL;
        n = end ? n - (size_t)(end + 1 - at) : 0;
        at = end ? end + 1 : at;
    }
    return (struct oracle){.text = at,
                           .n = n,
                           .delimiter = dialect->delimiter,
                           .line = 1,
                           .arena = arena};
}

static void check_text(const struct syn_dialect *dialect,
                       struct fuzz_input in,
                       struct syn_arena *arena)
{
    struct reading r = {.oracle = oracle_of(dialect, in, arena),
                        .passed = dialect->skip_lines};

    r.reader = syn_reader_open_text(in.at, in.n, "a.csv", dialect, arena);
    compare(&r);
}

static bool begins(struct fuzz_input in, const char *with)
{
    size_t n = strlen(with);
    return in.n >= n && memcmp(in.at, with, n) == 0;
}

static void check_facts(const struct syn_csv_facts *facts, struct fuzz_input in)
{
    const struct syn_dialect *dialect = &facts->dialect;
    bool utf8 = syn_utf8_valid(in.at, in.n);
    char sha256[SYN_SHA256_HEX];

    syn_sha256_hex(sha256, in.at, in.n);
    MUST(strcmp(sha256, facts->sha256) == 0);
    MUST(facts->bytes == in.n);
    MUST(dialect->delimiter != '\0');
    if (is_utf16(dialect->encoding))
        return;
    MUST(dialect->encoding == (utf8 ? SYN_ENC_UTF8 : SYN_ENC_WINDOWS_1252));
    MUST(dialect->bom == begins(in, "\xef\xbb\xbf"));
    MUST(!dialect->bom || utf8);
}

/* (5) */
static void check_file(struct fuzz_input in, struct syn_arena *arena)
{
    struct syn_diag diag = {.emit = ignore};
    struct syn_csv_facts facts;
    char path[32];
    int fd = memfd_create("extract", 0);

    MUST(fd >= 0 && write(fd, in.at, in.n) == (ssize_t)in.n);
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    enum syn_status status =
        syn_csv_examine(&facts, path, &(struct syn_dialect){0}, &diag);
    MUST(status == SYN_OK || status == SYN_EINPUT);
    MUST((diag.count[SYN_ERROR] > 0) == (status != SYN_OK));
    if (!status) {
        struct reading r = {.oracle = oracle_of(&facts.dialect, in, arena),
                            .passed = facts.dialect.skip_lines};
        check_facts(&facts, in);
        MUST(syn_reader_open(&r.reader, path, &facts.dialect, arena, &diag) ==
             SYN_OK);
        compare(&r);
    }
    close(fd);
}

/* Puts rows in front, so that the input lies across the end of a block. */
static struct fuzz_input pad(struct fuzz_input in, struct syn_arena *arena)
{
    enum { BLOCK = 64 * 1024 };
    size_t n = BLOCK - in.n / 2 % BLOCK;
    char *room = syn_arena_alloc(arena, n + in.n + 1, 1);

    memset(room, 'x', n);
    for (size_t i = 499; i < n; i += 500)
        room[i] = '\n';
    room[n - 1] = '\n';
    if (in.n)
        memcpy(room + n, in.at, in.n);
    return (struct fuzz_input){room, n + in.n};
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct fuzz_input in = fuzz_input(data, n);
    unsigned choice = fuzz_byte(&in);
    struct syn_arena *arena = syn_arena_new((size_t)1 << 30);
    struct syn_dialect dialect = {.delimiter = ";,\t|"[choice & 3],
                                  .encoding = choice & 4 ? SYN_ENC_WINDOWS_1252
                                                         : SYN_ENC_UTF8,
                                  .skip_lines = choice >> 3 & 3};

    dialect.bom = !(choice & 4) && begins(in, "\xef\xbb\xbf");
    if ((choice & 0xe0) == 0xe0)
        in = pad(in, arena);
    if ((choice & 0xc0) == 0x80)
        check_file(in, arena);
    else
        check_text(&dialect, in, arena);
    syn_arena_free(arena);
    return 0;
}
