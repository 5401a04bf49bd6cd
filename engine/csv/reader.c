/* The numbers in brackets are the requirements of csv/reader.h. */
#include <samsyn/csv/reader.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <csv.h>

#include <samsyn/base/limits.h>
#include <samsyn/base/text.h>

#include "bytes.h"
#include "decode.h"
#include "mark.h"
#include "plain.h"
#include "rewrite.h"

enum { CHUNK_BYTES = 64 * 1024, FIRST_WINDOW = 4 * CHUNK_BYTES };

/* WINDOW is a part of the file, as UTF-8:
 *
 *     0 ...... begin ........ next ................ end
 *     | spent  | the record   | read ahead          |
 *
 * LINES counts the physical lines before NEXT. */
struct syn_reader {
    struct csv_parser parser;
    const char *path;
    struct syn_dialect dialect;
    struct syn_decoder decoder;
    char line_end, other_end; /* '\n' and '\r', or the other way round. */
    bool rewrites;            /* Lines are rewritten for libcsv. */
    bool may_be_plain;        /* Lines may do without it. */
    struct syn_plain_line plain;
    struct syn_walk walk; /* Over the record, if so. */
    struct bytes rewritten;
    int fd; /* -1: MEMORY. */
    const char *memory;
    size_t memory_left;
    bool at_end;

    char chunk[CHUNK_BYTES];
    struct bytes window;
    size_t begin, next, end;
    unsigned lines, begin_line;
    uint64_t blank;

    struct bytes values;  /* The fields, unquoted, each NUL-terminated. */
    struct bytes starts;  /* size_t offsets of the fields in VALUES. */
    struct bytes fields;  /* char * to the same, made when a record ends. */
    struct bytes lengths; /* uint32_t */
    bool complete;        /* A record has ended. */
    bool broken;          /* The last record was given up. */
    bool long_field;
    bool headed; /* What stands before the header was passed over. */
};

/* --- libcsv ------------------------------------------------------------ */

static void on_field(void *field, size_t n, void *data)
{
    struct syn_reader *reader = data;

    reader->long_field |= n > SYN_FIELD_BYTES;
    syn_bytes_append(&reader->starts, &reader->values.n,
                     sizeof reader->values.n);
    syn_bytes_append(&reader->values, field, n);
    syn_bytes_append(&reader->values, "", 1);
}

static void on_record(int terminator, void *data)
{
    struct syn_reader *reader = data;
    (void)terminator;
    reader->complete = true;
}

static int never_space(unsigned char c)
{
    (void)c;
    return 0; /* (5): libcsv trims what this says is space. */
}

static void start_parser(struct syn_reader *reader)
{
    csv_init(&reader->parser, CSV_STRICT | CSV_STRICT_FINI);
    csv_set_delim(&reader->parser,
                  (unsigned char)(reader->dialect.second
                                      ? (char)SYN_ONE_DELIMITER
                                      : reader->dialect.delimiter));
    csv_set_quote(&reader->parser, (unsigned char)reader->walk.quote);
    csv_set_space_func(&reader->parser, never_space);
    csv_set_blk_size(&reader->parser, 4096);
}

/* --- bytes ------------------------------------------------------------- */

/* Reads up to CHUNK_BYTES into CHUNK.  Returns how many, 0 at the end, -1 on
 * an error. */
static ssize_t read_chunk(struct syn_reader *reader)
{
    if (reader->fd < 0) {
        size_t n = reader->memory_left < CHUNK_BYTES ? reader->memory_left
                                                     : CHUNK_BYTES;
        memcpy(reader->chunk, reader->memory, n);
        reader->memory += n;
        reader->memory_left -= n;
        return (ssize_t)n;
    }
    ssize_t n;
    do
        n = read(reader->fd, reader->chunk, CHUNK_BYTES);
    while (n < 0 && errno == EINTR);
    return n;
}

/* Moves the record to the front of the window and reads more behind END. */
static enum syn_status fill(struct syn_reader *reader, struct syn_diag *diag)
{
    char *at = reader->window.at;

    if (reader->begin) {
        memmove(at, at + reader->begin, reader->end - reader->begin);
        reader->next -= reader->begin;
        reader->end -= reader->begin;
        reader->begin = 0;
    }
    ssize_t n = read_chunk(reader);
    if (n < 0)
        return syn_diag_fail(diag, SYN_EIO,
                             (struct syn_loc){reader->path, 0, 0}, "csv.read",
                             "cannot read the file: %s", strerror(errno));
    reader->at_end = n == 0;
    reader->window.n = reader->end;
    syn_bytes_reserve(&reader->window, ((size_t)n + 1) * SYN_DECODE_GROWTH);
    reader->end += syn_decode(&reader->decoder, reader->window.at + reader->end,
                              reader->chunk, (size_t)n);
    return SYN_OK;
}

/* Sets *N to the length of the physical line at NEXT, its line end included;
 * 0 at the end of the file; SIZE_MAX if the record would be too long (2). */
static enum syn_status
line_length(size_t *n, struct syn_reader *reader, struct syn_diag *diag)
{
    size_t searched = 0;

    for (;;) {
        const char *line = reader->window.at + reader->next;
        size_t have = reader->end - reader->next;
        const char *end =
            have > searched
                ? memchr(line + searched, reader->line_end, have - searched)
                : NULL;

        *n = end ? (size_t)(end - line) + 1 : have;
        if (reader->next - reader->begin + *n > SYN_RECORD_BYTES) {
            *n = SIZE_MAX;
            return SYN_OK;
        }
        if (end || reader->at_end)
            return SYN_OK;
        searched = have;
        enum syn_status status = fill(reader, diag);
        if (status)
            return status;
    }
}

static bool is_blank(const struct syn_reader *reader, size_t n)
{
    const char *line = reader->window.at + reader->next;
    size_t i = 0;

    while (i < n && line[i] == reader->other_end)
        i++;
    return i < n ? line[i] == reader->line_end : n > 0;
}

/* Goes behind the next line end, wherever in the file it is. */
static enum syn_status skip_line(struct syn_reader *reader,
                                 struct syn_diag *diag)
{
    for (;;) {
        const char *from = reader->window.at + reader->begin;
        const char *end =
            memchr(from, reader->line_end, reader->end - reader->begin);
        if (end) {
            reader->begin += (size_t)(end - from) + 1;
            break;
        }
        reader->begin = reader->next = reader->end;
        if (reader->at_end)
            break;
        enum syn_status status = fill(reader, diag);
        if (status)
            return status;
    }
    reader->next = reader->begin;
    return SYN_OK;
}

/* Goes to the physical line after the one the broken record began on (3). */
static enum syn_status give_up_record(struct syn_reader *reader,
                                      struct syn_diag *diag)
{
    reader->lines = reader->begin_line;
    csv_free(&reader->parser);
    start_parser(reader);
    reader->broken = false;
    return skip_line(reader, diag);
}

/* --- opening ----------------------------------------------------------- */

static void close_reader(void *p)
{
    struct syn_reader *reader = p;

    if (reader->fd >= 0)
        close(reader->fd);
    csv_free(&reader->parser);
    free(reader->window.at);
    free(reader->values.at);
    free(reader->starts.at);
    free(reader->fields.at);
    free(reader->lengths.at);
    free(reader->rewritten.at);
    free(reader);
}

static struct syn_reader *new_reader(const char *path,
                                     const struct syn_dialect *dialect,
                                     struct syn_arena *arena)
{
    struct syn_reader *reader = calloc(1, sizeof *reader);

    if (!reader)
        syn_arena_exhausted(sizeof *reader);
    reader->fd = -1;
    reader->path = path;
    reader->dialect = *dialect;
    reader->decoder.encoding = dialect->encoding;
    reader->line_end = dialect->cr ? '\r' : '\n';
    reader->other_end = dialect->cr ? '\n' : '\r';
    reader->rewrites = syn_must_rewrite(dialect);
    reader->walk = syn_walk_of(dialect);
    reader->may_be_plain = !reader->rewrites && !dialect->cr;
    syn_bytes_reserve(&reader->window, FIRST_WINDOW);
    start_parser(reader);
    syn_arena_defer(arena, close_reader, reader);
    return reader;
}

struct syn_reader *syn_reader_open_text(const char *text,
                                        size_t size,
                                        const char *path,
                                        const struct syn_dialect *dialect,
                                        struct syn_arena *arena)
{
    struct syn_reader *reader = new_reader(path, dialect, arena);

    reader->memory = text;
    reader->memory_left = size;
    return reader;
}

enum syn_status syn_reader_open(struct syn_reader **out,
                                const char *path,
                                const struct syn_dialect *dialect,
                                struct syn_arena *arena,
                                struct syn_diag *diag)
{
    struct syn_reader *reader = new_reader(path, dialect, arena);

    /* What was a file may be a pipe by now, which would wait for ever. */
    reader->fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (reader->fd < 0)
        return syn_diag_fail(diag, SYN_EIO, (struct syn_loc){path, 0, 0},
                             "csv.open", "cannot open the file: %s",
                             strerror(errno));
    *out = reader;
    return SYN_OK;
}

/* Passes over the byte order mark and the lines before the header. */
static enum syn_status begin_file(struct syn_reader *reader,
                                  struct syn_diag *diag)
{
    enum syn_status status = fill(reader, diag);

    size_t mark = reader->dialect.encoding == SYN_ENC_WINDOWS_1252 ? 6 : 3;
    if (!status && reader->dialect.bom && reader->end >= mark)
        reader->begin = reader->next = mark; /* As decoded. */
    for (unsigned i = 0; !status && i < reader->dialect.skip_lines; i++) {
        status = skip_line(reader, diag);
        reader->lines++;
    }
    reader->headed = true;
    return status;
}

/* --- records ----------------------------------------------------------- */

static void begin_record(struct syn_reader *reader)
{
    reader->begin = reader->next;
    reader->begin_line = reader->lines + 1;
    reader->values.n = reader->starts.n = 0;
    reader->fields.n = reader->lengths.n = 0;
    reader->complete = reader->long_field = false;
    reader->walk.quoted = false;
}

static void end_record(struct syn_record *record, struct syn_reader *reader)
{
    size_t n = reader->starts.n / sizeof(size_t);
    size_t start = 0, next;

    syn_bytes_reserve(&reader->fields, n * sizeof(char *));
    syn_bytes_reserve(&reader->lengths, n * sizeof(uint32_t));
    char **field = (char **)(void *)reader->fields.at;
    uint32_t *length = (uint32_t *)(void *)reader->lengths.at;
    for (size_t i = 0; i < n; i++) {
        memcpy(&start, reader->starts.at + i * sizeof start, sizeof start);
        next = reader->values.n;
        if (i + 1 < n)
            memcpy(&next, reader->starts.at + (i + 1) * sizeof next,
                   sizeof next);
        field[i] = reader->values.at + start;
        length[i] = (uint32_t)(next - start - 1);
    }
    *record = (struct syn_record){.field = (const char *const *)field,
                                  .length = length,
                                  .n_fields = n,
                                  .line = reader->begin_line};
}

static enum syn_status break_record(struct syn_reader *reader,
                                    struct syn_broken *broken,
                                    unsigned line,
                                    size_t column,
                                    const char *rule,
                                    const char *text)
{
    reader->broken = true;
    *broken = (struct syn_broken){.rule = rule,
                                  .text = text,
                                  .loc = {reader->path, line, (unsigned)column},
                                  .first_line = reader->begin_line};
    return SYN_EINPUT;
}

/* How much of LINE libcsv may read before it is asked whether a record ended:
 * up to the line end, or to what libcsv takes for one on the way (6). */
static size_t piece_length(const char *line, size_t n, char other_end)
{
    const char *other = memchr(line, other_end, n);
    size_t length = other ? (size_t)(other - line) + 1 : n;

    while (length < n && (line[length] == '\r' || line[length] == '\n'))
        length++;
    return length;
}

/* The other line end stands in the middle of a line (6). */
static enum syn_status break_at_other_end(struct syn_reader *reader,
                                          struct syn_broken *broken,
                                          size_t column)
{
    unsigned here = reader->lines + 1;

    if (reader->dialect.cr)
        return break_record(reader, broken, here, column, "K04-lone-lf",
                            "a line feed stands alone in the line");
    return break_record(reader, broken, here, column, "K04-lone-cr",
                        "a carriage return stands alone in the line");
}

/* LINE, *N bytes, as libcsv is to see it. */
static const char *
seen_by_parser(struct syn_reader *reader, const char *line, size_t *n)
{
    if (!reader->rewrites)
        return line;
    reader->rewritten.n = 0;
    syn_bytes_reserve(&reader->rewritten, *n);
    *n = syn_rewrite(&reader->walk, reader->rewritten.at, line, *n);
    return reader->rewritten.at;
}

/* Gives the physical line at NEXT, N bytes, to libcsv. */
static enum syn_status
parse_line(struct syn_reader *reader, size_t n, struct syn_broken *broken)
{
    const char *line = reader->window.at + reader->next;
    const struct syn_walk walk = reader->walk;
    size_t left = n, end;

    if (memchr(line, '\0', n))
        return break_record(reader, broken, reader->lines + 1, 0,
                            "K03-nul-byte", "a NUL byte stands in the line");
    if (*line == reader->other_end && reader->next == reader->begin)
        return break_at_other_end(reader, broken, 1); /* libcsv drops it. */
    const char *seen = seen_by_parser(reader, line, &left);
    for (size_t done = 0; done < left;) {
        if (reader->complete)
            return break_at_other_end(reader, broken,
                                      syn_rewrite_origin(walk, line, n, done));
        end = done + piece_length(seen + done, left - done, reader->other_end);
        done += csv_parse(&reader->parser, seen + done, end - done, on_field,
                          on_record, reader);
        if (csv_error(&reader->parser) == CSV_ENOMEM)
            syn_arena_exhausted(n);
        if (done != end)
            return break_record(reader, broken, reader->lines + 1,
                                syn_rewrite_origin(walk, line, n, done) + 1,
                                "K02-stray-quote",
                                "a quote stands inside a field");
    }
    reader->next += n;
    reader->lines++;
    return SYN_OK;
}

/* Checks the bounds of what was read so far (2). */
static enum syn_status check_bounds(struct syn_reader *reader,
                                    size_t line_bytes,
                                    struct syn_broken *broken)
{
    unsigned lines = reader->lines - reader->begin_line + 1;

    /* A further line is about to be read into the record. */
    if (line_bytes == SIZE_MAX || lines + (line_bytes > 0) > SYN_RECORD_LINES)
        return break_record(reader, broken, reader->begin_line, 0,
                            "K05-too-long",
                            "the record is too long; is a closing quote "
                            "missing?");
    if (reader->long_field)
        return break_record(reader, broken, reader->begin_line, 0,
                            "K05-field-too-long",
                            "a field is longer than 1 MiB");
    if (reader->starts.n / sizeof(size_t) > SYN_COLUMNS)
        return break_record(reader, broken, reader->begin_line, 0,
                            "K05-too-many-fields",
                            "the record has more than 1024 fields");
    return SYN_OK;
}

/* What the end of the file leaves: nothing, or a last record without a line
 * end, or an open quote (4). */
static enum syn_status end_file(struct syn_record *record,
                                struct syn_reader *reader,
                                struct syn_broken *broken)
{
    if (csv_fini(&reader->parser, on_field, on_record, reader) != 0)
        return break_record(reader, broken, reader->begin_line, 0,
                            "K01-unclosed-quote",
                            "a quote opens in this record and never closes");
    if (!reader->complete)
        return SYN_DONE;
    enum syn_status status = check_bounds(reader, 0, broken);
    if (!status)
        end_record(record, reader);
    return status;
}

/* Takes the line at NEXT for a record, if it is plain; false if not. */
static bool take_plain(struct syn_record *record, struct syn_reader *reader)
{
    const struct syn_plain_line *plain = &reader->plain;
    const char *line = reader->window.at + reader->next;

    if (!reader->may_be_plain ||
        !syn_plain_split(&reader->plain, line, reader->end - reader->next,
                         reader->dialect.delimiter, reader->walk.quote))
        return false;
    syn_bytes_reserve(&reader->values, plain->n_bytes);
    syn_bytes_reserve(&reader->fields, plain->n_fields * sizeof(char *));
    syn_bytes_reserve(&reader->lengths, plain->n_fields * sizeof(uint32_t));
    memcpy(reader->values.at, line, plain->n_bytes);
    char **field = (char **)(void *)reader->fields.at;
    uint32_t *length = (uint32_t *)(void *)reader->lengths.at;
    uint32_t start = 0;
    for (size_t i = 0; i < plain->n_fields; i++) {
        field[i] = reader->values.at + start;
        length[i] = plain->end[i] - start;
        reader->values.at[plain->end[i]] = '\0';
        start = plain->end[i] + 1;
    }
    reader->next += plain->n_bytes;
    reader->lines++;
    *record = (struct syn_record){.field = (const char *const *)field,
                                  .length = length,
                                  .n_fields = plain->n_fields,
                                  .line = reader->begin_line};
    return true;
}

/* libcsv does not say where it is.  Fed one physical line at a time, it can
 * only be on that line, and a record can only begin on the first line fed
 * since the last one ended (1). */
enum syn_status syn_reader_next(struct syn_record *record,
                                struct syn_reader *reader,
                                struct syn_broken *broken,
                                struct syn_diag *diag)
{
    enum syn_status status = SYN_OK;
    size_t n;

    if (!reader->headed)
        status = begin_file(reader, diag);
    else if (reader->broken)
        status = give_up_record(reader, diag);
    begin_record(reader);
    if (!status && take_plain(record, reader))
        return SYN_OK;
    while (!status && !reader->complete) {
        status = line_length(&n, reader, diag);
        if (!status)
            status = check_bounds(reader, n, broken);
        if (status)
            break;
        if (n == 0)
            return end_file(record, reader, broken);
        if (reader->next == reader->begin && is_blank(reader, n)) {
            reader->next += n;
            reader->lines++;
            reader->blank++;
            begin_record(reader);
            continue;
        }
        status = parse_line(reader, n, broken);
    }
    if (!status)
        status = check_bounds(reader, 0, broken);
    if (!status)
        end_record(record, reader);
    return status;
}

bool syn_reader_changed(const struct syn_reader *reader,
                        const struct syn_file_mark *mark)
{
    if (reader->fd < 0)
        return false;
    struct syn_file_mark now = syn_mark_of(reader->fd);
    return memcmp(&now, mark, sizeof now) != 0;
}

uint64_t syn_reader_blank(const struct syn_reader *reader)
{
    return reader->blank;
}

const char *syn_reader_raw(const struct syn_reader *reader, size_t *n)
{
    const char *from = reader->window.at + reader->begin;

    *n = reader->next - reader->begin;
    if (reader->broken) { /* Its first line only (3). */
        const char *end =
            memchr(from, reader->line_end, reader->end - reader->begin);
        *n = end ? (size_t)(end - from) : reader->end - reader->begin;
    }
    while (*n && (from[*n - 1] == '\n' || from[*n - 1] == '\r'))
        --*n;
    return from;
}

struct syn_loc syn_reader_locate(const struct syn_reader *reader, size_t field)
{
    struct syn_loc loc = {reader->path, reader->begin_line, 1};
    struct syn_walk walk = syn_walk_of(&reader->dialect);
    const char *at = reader->window.at;
    char out[2];
    size_t written;

    for (size_t i = reader->begin; i < reader->next && field > 0;) {
        size_t n =
            syn_walk_step(&walk, out, &written, at + i, reader->next - i);
        loc.column += (unsigned)n;
        if (n == 1 && at[i] == reader->line_end) {
            loc.line++;
            loc.column = 1;
        }
        field -= walk.delimited;
        i += n;
    }
    return loc;
}
