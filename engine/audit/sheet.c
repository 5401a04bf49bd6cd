#include "sheet.h"

#include <stdio.h>
#include <string.h>

#include <samsyn/base/file.h>
#include <samsyn/base/limits.h>
#include <samsyn/base/text.h>
#include <samsyn/csv/reader.h>

static char find_delimiter(const char *text, size_t size)
{
    static const char delimiters[] = {';', ',', '\t'};
    const char *end = memchr(text, '\n', size);
    size_t n = end ? (size_t)(end - text) : size, most = 0;
    char best = ',';

    for (size_t d = 0; d < sizeof delimiters; d++) {
        size_t found = 0;
        bool quoted = false;
        for (size_t i = 0; i < n; i++) {
            quoted ^= text[i] == '"';
            found += !quoted && text[i] == delimiters[d];
        }
        if (found > most) {
            most = found;
            best = delimiters[d];
        }
    }
    return best;
}

/* What is being read. */
struct reading {
    struct sheet *out;
    struct index *pool;
    uint32_t *cells;
    unsigned *lines;
    size_t cell_room, line_room, n_cells;
};

static void add_row(struct reading *r, const struct syn_record *record)
{
    for (size_t i = 0; i < record->n_fields; i++) {
        *(uint32_t *)syn_grow(&r->cells, r->n_cells, &r->cell_room,
                              sizeof *r->cells, r->pool->arena) =
            (uint32_t)syn_index_add(r->pool, record->field[i],
                                    record->length[i]);
        r->n_cells++;
    }
    *(unsigned *)syn_grow(&r->lines, r->out->n_rows, &r->line_room,
                          sizeof(unsigned), r->pool->arena) = record->line;
    r->out->n_rows++;
}

static enum syn_status read_records(struct reading *r,
                                    struct syn_reader *reader,
                                    struct syn_diag *diag)
{
    struct sheet *out = r->out;
    struct syn_record record;
    struct syn_broken broken;
    enum syn_status status;

    while (!(status = syn_reader_next(&record, reader, &broken, diag))) {
        if (!out->column) {
            const char **names = syn_arena_alloc(
                r->pool->arena, record.n_fields, sizeof(const char *));
            for (size_t i = 0; i < record.n_fields; i++)
                names[i] = syn_arena_strdup(r->pool->arena, record.field[i]);
            out->column = names;
            out->n_columns = record.n_fields;
        } else if (record.n_fields != out->n_columns) {
            return syn_diag_fail(
                diag, SYN_EINPUT, (struct syn_loc){out->path, record.line, 0},
                "audit.fields", "the row has %zu fields, the header has %zu",
                record.n_fields, out->n_columns);
        } else {
            add_row(r, &record);
        }
    }
    if (status == SYN_EINPUT)
        return syn_diag_fail(diag, status, broken.loc, "audit.broken", "%s",
                             syn_diag_text(diag, broken.rule, broken.text));
    return status == SYN_DONE ? SYN_OK : status;
}

enum syn_status syn_sheet_parse(struct sheet *out,
                                const char *path,
                                const char *text,
                                size_t size,
                                struct index *pool,
                                struct syn_arena *step,
                                struct syn_diag *diag)
{
    struct reading r = {.out = out, .pool = pool};
    struct syn_dialect dialect = {.encoding = SYN_ENC_UTF8};

    *out = (struct sheet){.path = path, .pool = pool};
    if (size >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
        text += 3, size -= 3;
    if (!syn_utf8_valid(text, size))
        return syn_diag_fail(diag, SYN_EINPUT, (struct syn_loc){path, 0, 0},
                             "audit.encoding", "the file is not UTF-8");
    dialect.delimiter = find_delimiter(text, size);
    out->comma = dialect.delimiter == ';';
    enum syn_status status = read_records(
        &r, syn_reader_open_text(text, size, path, &dialect, step), diag);
    out->cell = r.cells;
    out->line = r.lines;
    if (!status && !out->column)
        return syn_diag_fail(diag, SYN_EINPUT, (struct syn_loc){path, 1, 0},
                             "audit.empty", "the file has no header");
    return status;
}

static enum syn_status read_stdin(char **out,
                                  size_t *size,
                                  struct syn_arena *arena,
                                  struct syn_diag *diag)
{
    struct syn_text text = {.arena = arena};
    char chunk[1 << 14];
    size_t n;

    while ((n = fread(chunk, 1, sizeof chunk, stdin)) > 0 &&
           text.n < SYN_LIST_BYTES)
        syn_text_add_n(&text, chunk, n);
    *out = text.at ? text.at : syn_arena_strdup(arena, "");
    *size = text.n;
    if (ferror(stdin))
        return syn_diag_fail(diag, SYN_EIO, (struct syn_loc){0}, "audit.stdin",
                             "cannot read standard input");
    return SYN_OK;
}

enum syn_status syn_sheet_read(struct sheet *out,
                               const char *path,
                               struct syn_arena *arena,
                               struct syn_diag *diag)
{
    char *text = NULL;
    size_t size = 0;
    bool piped = strcmp(path, "-") == 0;
    enum syn_status status =
        piped ? read_stdin(&text, &size, arena, diag)
              : syn_file_read(&text, &size, path, SYN_LIST_BYTES, arena, diag);

    if (status)
        return status;
    struct index *pool = syn_arena_alloc(arena, 1, sizeof *pool);
    pool->arena = arena;
    return syn_sheet_parse(out, piped ? "<stdin>" : path, text, size, pool,
                           arena, diag);
}

size_t syn_sheet_column(const struct sheet *sheet, const char *name)
{
    for (size_t i = 0; i < sheet->n_columns; i++)
        if (strcmp(sheet->column[i], name) == 0)
            return i;
    return SIZE_MAX;
}

size_t
syn_sheet_either(const struct sheet *sheet, const char *name, const char *other)
{
    size_t at = syn_sheet_column(sheet, name);

    return at == SIZE_MAX ? syn_sheet_column(sheet, other) : at;
}

const char *syn_sheet_cell(const struct sheet *sheet, size_t row, size_t column)
{
    return sheet->pool->keys[sheet->cell[row * sheet->n_columns + column]]
        .bytes;
}

struct syn_loc
syn_sheet_loc(const struct sheet *sheet, size_t row, size_t column)
{
    return (struct syn_loc){sheet->path, sheet->line[row],
                            (unsigned)column + 1};
}
