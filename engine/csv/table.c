#include <samsyn/csv/table.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <samsyn/base/file.h>
#include <samsyn/base/limits.h>
#include <samsyn/base/text.h>

enum { FIRST_ROOM = 256 };

/* A table while it grows.  WHERE[i] is the field that holds column i, or
 * SIZE_MAX. */
struct growing {
    struct syn_table *table;
    const struct syn_table_column *columns;
    size_t *where;
    size_t n_fields, room;
    bool some; /* Other columns are passed over. */
    const char **cell;
    unsigned *line;
    struct syn_arena *arena;
};

static const char *suggestion(const struct growing *g, const char *written)
{
    const char **names =
        syn_arena_alloc(g->arena, g->table->n_columns + 1, sizeof *names);

    for (size_t i = 0; i < g->table->n_columns; i++)
        names[i] = g->columns[i].name;
    return syn_suggest(written, names);
}

/* Finds the columns in the header. */
static enum syn_status read_header(struct growing *g,
                                   const struct syn_record *header,
                                   const struct syn_reader *reader,
                                   struct syn_diag *diag)
{
    enum syn_status status = SYN_OK;
    const char *path = g->table->path;

    g->n_fields = header->n_fields;
    for (size_t i = 0; i < g->table->n_columns; i++)
        g->where[i] = SIZE_MAX;
    for (size_t f = 0; f < header->n_fields; f++) {
        size_t i = 0;
        while (i < g->table->n_columns &&
               strcmp(g->columns[i].name, header->field[f]) != 0)
            i++;
        if (i < g->table->n_columns && g->where[i] == SIZE_MAX)
            g->where[i] = f;
        else if (i < g->table->n_columns || !g->some)
            status = syn_diag_fail_at(
                diag, SYN_ECONFIG, syn_reader_locate(reader, f),
                (struct syn_caret){.suggestion =
                                       suggestion(g, header->field[f])},
                "csv.header", "unknown or repeated column \"%s\"",
                header->field[f]);
    }
    for (size_t i = 0; i < g->table->n_columns; i++)
        if (g->columns[i].required && g->where[i] == SIZE_MAX)
            status = syn_diag_fail(diag, SYN_ECONFIG,
                                   (struct syn_loc){path, header->line, 0},
                                   "csv.no-column", "column \"%s\" is missing",
                                   g->columns[i].name);
    return status;
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

static void add_row(struct growing *g, const struct syn_record *record)
{
    size_t n = g->table->n_rows, columns = g->table->n_columns;

    if (n == g->room) {
        size_t room = g->room ? g->room * 2 : FIRST_ROOM;
        g->cell = grown(g->arena, g->cell, n * columns, room * columns,
                        sizeof *g->cell);
        g->line = grown(g->arena, g->line, n, room, sizeof *g->line);
        g->room = room;
    }
    g->line[n] = record->line; /* Room was made above. NOLINT */
    for (size_t i = 0; i < columns; i++)
        g->cell[n * columns + i] =
            g->where[i] == SIZE_MAX
                ? NULL
                : syn_arena_strndup(g->arena, record->field[g->where[i]],
                                    record->length[g->where[i]]);
    g->table->n_rows++;
}

static enum syn_status
read_rows(struct growing *g, struct syn_reader *reader, struct syn_diag *diag)
{
    struct syn_record record;
    struct syn_broken broken;
    bool headed = false;
    enum syn_status status, result = SYN_OK;

    while ((status = syn_reader_next(&record, reader, &broken, diag)) !=
           SYN_DONE) {
        if (status == SYN_EINPUT)
            result =
                syn_diag_fail(diag, SYN_ECONFIG, broken.loc, "csv.broken", "%s",
                              syn_diag_text(diag, broken.rule, broken.text));
        else if (status)
            return status;
        else if (!headed) {
            status = read_header(g, &record, reader, diag);
            headed = true;
            if (status)
                return status;
        } else if (record.n_fields != g->n_fields)
            result = syn_diag_fail(
                diag, SYN_ECONFIG,
                (struct syn_loc){g->table->path, record.line, 0},
                "csv.field-count", "the row has %zu fields, the header %zu",
                record.n_fields, g->n_fields);
        else
            add_row(g, &record);
    }
    if (!headed && !result)
        result = syn_diag_fail(diag, SYN_ECONFIG,
                               (struct syn_loc){g->table->path, 0, 0},
                               "csv.empty", "the file is empty");
    return result;
}

static enum syn_status read_table(struct syn_table *out,
                                  struct syn_reader *reader,
                                  const struct syn_table_column *columns,
                                  bool some,
                                  struct syn_arena *arena,
                                  struct syn_diag *diag)
{
    struct growing g = {
        .table = out, .columns = columns, .some = some, .arena = arena};

    g.where = syn_arena_alloc(arena, out->n_columns, sizeof *g.where);
    enum syn_status status = read_rows(&g, reader, diag);
    out->cell = g.cell;
    out->line = g.line;
    out->where = g.where;
    return status;
}

static enum syn_status read_file(struct syn_table *out,
                                 const struct syn_table_column *columns,
                                 bool some,
                                 struct syn_arena *arena,
                                 struct syn_diag *diag)
{
    struct syn_csv_facts facts;
    struct syn_reader *reader;

    enum syn_status status =
        syn_csv_examine(&facts, out->file, &(struct syn_dialect){0}, diag);
    if (!status && facts.bytes > SYN_LIST_BYTES)
        return syn_diag_fail(
            diag, SYN_ECONFIG, (struct syn_loc){out->path, 0, 0},
            "csv.list-too-large", "the file is too large for a list");
    if (!status)
        status =
            syn_reader_open(&reader, out->file, &facts.dialect, arena, diag);
    if (!status)
        status = read_table(out, reader, columns, some, arena, diag);
    return status == SYN_EINPUT ? SYN_ECONFIG : status;
}

enum syn_status syn_table_read(struct syn_table *out,
                               const char *path,
                               const struct syn_table_column *columns,
                               size_t n_columns,
                               struct syn_arena *arena,
                               struct syn_diag *diag)
{
    *out =
        (struct syn_table){.path = path, .file = path, .n_columns = n_columns};
    return read_file(out, columns, false, arena, diag);
}

static void close_file(void *file)
{
    fclose(file);
}

/* The standard input, which cannot be read twice, as a file without a name. */
static enum syn_status
spool(const char **out, struct syn_arena *arena, struct syn_diag *diag)
{
    char block[1 << 14];
    FILE *file = tmpfile();
    size_t n, written = 0, total = 0;

    if (file)
        syn_arena_defer(arena, close_file, file);
    do {
        n = file ? fread(block, 1, sizeof block, stdin) : 0;
        total += n;
        written += n ? fwrite(block, 1, n, file) : 0;
    } while (n && written == total && total <= SYN_LIST_BYTES);
    if (!file || ferror(stdin) || written != total || fflush(file) != 0)
        return syn_diag_fail(diag, SYN_EIO, (struct syn_loc){"-", 0, 0},
                             "csv.stdin", "cannot read the standard input: %s",
                             strerror(errno));
    *out = syn_arena_printf(arena, "/dev/fd/%d", fileno(file));
    return SYN_OK;
}

enum syn_status syn_table_read_some(struct syn_table *out,
                                    const char *path,
                                    const struct syn_table_column *columns,
                                    size_t n_columns,
                                    struct syn_arena *arena,
                                    struct syn_diag *diag)
{
    enum syn_status status = SYN_OK;

    *out =
        (struct syn_table){.path = path, .file = path, .n_columns = n_columns};
    if (strcmp(path, "-") == 0)
        status = spool(&out->file, arena, diag);
    if (!status)
        status = read_file(out, columns, true, arena, diag);
    return status;
}

enum syn_status syn_table_parse(struct syn_table *out,
                                const char *path,
                                const char *text,
                                size_t size,
                                const struct syn_table_column *columns,
                                size_t n_columns,
                                struct syn_arena *arena,
                                struct syn_diag *diag)
{
    struct syn_dialect dialect = {.encoding = SYN_ENC_UTF8, .delimiter = ';'};

    *out = (struct syn_table){.path = path, .n_columns = n_columns};
    return read_table(out,
                      syn_reader_open_text(text, size, path, &dialect, arena),
                      columns, false, arena, diag);
}

const char *
syn_table_cell(const struct syn_table *table, size_t row, size_t column)
{
    return table->cell[row * table->n_columns + column];
}

struct syn_loc syn_table_loc(const struct syn_table *table, size_t row)
{
    return (struct syn_loc){table->path, table->line[row], 0};
}

struct syn_loc syn_table_locate(const struct syn_table *table,
                                size_t row,
                                size_t column,
                                struct syn_arena *arena,
                                struct syn_diag *diag)
{
    struct syn_loc loc = syn_table_loc(table, row);
    struct syn_csv_facts facts;
    struct syn_reader *reader;
    struct syn_record record;
    struct syn_broken broken;
    enum syn_status status =
        syn_csv_examine(&facts, table->file, &(struct syn_dialect){0}, diag);

    if (!status)
        status =
            syn_reader_open(&reader, table->file, &facts.dialect, arena, diag);
    if (status)
        return loc;
    while (!status || status == SYN_EINPUT) {
        status = syn_reader_next(&record, reader, &broken, diag);
        if (!status && record.line == table->line[row]) {
            loc = syn_reader_locate(reader, table->where[column]);
            loc.path = table->path;
            return loc;
        }
    }
    return loc;
}
