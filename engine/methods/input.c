#include "input.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <samsyn/base/text.h>
#include <samsyn/csv/reader.h>

enum { FIRST_ROOM = 256 };

/* Rows while they grow. */
struct growing {
    const char **cell;
    unsigned *line;
    size_t room;
};

static const char *kept(const char *s, size_t n, struct syn_arena *arena)
{
    return n == 0 || (n == 2 && memcmp(s, "NA", 2) == 0)
               ? ""
               : syn_arena_strndup(arena, s, n);
}

static void *grown(struct syn_arena *arena,
                   const void *old,
                   size_t n,
                   size_t room,
                   size_t size)
{
    void *at = syn_arena_alloc(arena, room, size);
    if (n)
        memcpy(at, old, n * size);
    return at;
}

/* Room for one row more; which it is. */
static size_t more_room(struct growing *g,
                        struct syn_input *out,
                        unsigned line,
                        struct syn_arena *arena)
{
    size_t n = out->n_rows++, columns = out->n_columns;
    if (n == g->room) {
        g->room = g->room ? g->room * 2 : FIRST_ROOM;
        g->cell = grown(arena, g->cell, n * columns, g->room * columns,
                        sizeof *g->cell);
        g->line = grown(arena, g->line, n, g->room, sizeof *g->line);
    }
    g->line[n] = line; /* Room was made above. NOLINT */
    return n;
}

static void add_row(struct growing *g,
                    struct syn_input *out,
                    const struct syn_record *record,
                    struct syn_arena *arena)
{
    size_t columns = out->n_columns;
    size_t n = more_room(g, out, record->line, arena);
    for (size_t i = 0; i < columns; i++)
        g->cell[n * columns + i] =
            kept(record->field[i], record->length[i], arena);
}

/* In a table of one column a blank line before RECORD is a missing value: to
 * pass it over would close a gap.  Blank lines at the end are no rows. */
static void add_blank(struct growing *g,
                      struct syn_input *out,
                      const struct syn_record *record,
                      uint64_t n,
                      struct syn_arena *arena)
{
    if (out->n_columns == 1)
        for (uint64_t i = n; i > 0; i--) {
            size_t at = more_room(g, out, record->line - (unsigned)i, arena);
            g->cell[at] = ""; /* Room was made. NOLINT */
        }
}

static void read_header(struct syn_input *out,
                        const struct syn_record *record,
                        struct syn_arena *arena)
{
    const char **header =
        syn_arena_alloc(arena, record->n_fields, sizeof *header);
    for (size_t i = 0; i < record->n_fields; i++)
        header[i] =
            syn_arena_strndup(arena, record->field[i], record->length[i]);
    out->header = header;
    out->n_columns = record->n_fields;
}

static struct syn_reader *open_reader(const struct syn_input *input,
                                      struct syn_arena *arena)
{
    const struct syn_dialect dialect = {
        .encoding = SYN_ENC_UTF8,
        .delimiter = input->delimiter,
    };
    return syn_reader_open_text(input->text, input->size, input->path, &dialect,
                                arena);
}

static enum syn_status read_records(struct syn_input *out,
                                    struct growing *g,
                                    struct syn_arena *arena,
                                    struct syn_diag *diag)
{
    struct syn_reader *reader = open_reader(out, arena);
    struct syn_record record;
    struct syn_broken broken;
    enum syn_status status;
    uint64_t blank = 0;

    while ((status = syn_reader_next(&record, reader, &broken, diag)) !=
           SYN_DONE) {
        if (status == SYN_EINPUT)
            return syn_diag_fail(diag, SYN_EINPUT, broken.loc, "stat.broken",
                                 "%s",
                                 syn_diag_text(diag, broken.rule, broken.text));
        if (status)
            return status;
        if (!out->header)
            read_header(out, &record, arena);
        else if (record.n_fields != out->n_columns)
            return syn_diag_fail(
                diag, SYN_EINPUT, (struct syn_loc){out->path, record.line, 1},
                "stat.field-count", "the row has %zu fields, the header %zu",
                record.n_fields, out->n_columns);
        else {
            add_blank(g, out, &record, syn_reader_blank(reader) - blank, arena);
            add_row(g, out, &record, arena);
        }
        blank = syn_reader_blank(reader);
    }
    return SYN_OK;
}

enum syn_status syn_input_read(struct syn_input *out,
                               const char *path,
                               const char *text,
                               size_t size,
                               char delimiter,
                               struct syn_arena *arena,
                               struct syn_diag *diag)
{
    struct growing g = {0};

    if (size >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) {
        text += 3;
        size -= 3;
    }
    *out = (struct syn_input){
        .path = path, .text = text, .size = size, .delimiter = delimiter};
    if (!syn_utf8_valid(text, size))
        return syn_diag_fail(diag, SYN_EINPUT, (struct syn_loc){path, 0, 0},
                             "stat.utf8", "the file is not UTF-8");
    enum syn_status status = read_records(out, &g, arena, diag);
    if (!status && !out->header)
        status = syn_diag_fail(diag, SYN_EINPUT, (struct syn_loc){path, 1, 0},
                               "stat.empty", "the file has no header");
    out->cell = g.cell;
    out->line = g.line;
    return status;
}

size_t syn_input_column(const struct syn_input *input, const char *header)
{
    size_t i = 0;
    while (i < input->n_columns && strcmp(input->header[i], header) != 0)
        i++;
    return i;
}

struct syn_loc syn_input_locate(const struct syn_input *input,
                                size_t row,
                                size_t column,
                                struct syn_arena *arena)
{
    struct syn_reader *reader = open_reader(input, arena);
    struct syn_record record;
    struct syn_broken broken;
    struct syn_diag deaf = {0};

    do {
        if (syn_reader_next(&record, reader, &broken, &deaf))
            return (struct syn_loc){input->path, input->line[row], 0};
    } while (record.line != input->line[row]);
    return syn_reader_locate(reader, column);
}

bool syn_number_parse(double *out, const char *text)
{
    char *end;
    if (!*text || text[strspn(text, "+-.0123456789eE")])
        return false;
    *out = strtod(text, &end);
    return *end == '\0' && isfinite(*out);
}
