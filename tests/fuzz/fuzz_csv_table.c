/* Any bytes are a code list.  What must hold:
 *
 *  (1) A table is refused with a message, or read without one.
 *  (2) Its cells are the fields that the reader finds under their headers, in
 *      order of line; an optional column that is not there is NULL.
 *  (3) From a file it is read as from memory, if both are read alike. */
#include "fuzz.h"

#include <sys/mman.h>
#include <unistd.h>

#include <samsyn/base/text.h>
#include <samsyn/csv/table.h>

enum { COLUMNS = 3 };
static const struct syn_table_column columns[COLUMNS] = {
    {"code", true}, {"name", false}, {"zone", false}};

static struct {
    size_t lines; /* Of the file. */
    unsigned heard;
} ear;

static void listen(void *data, const struct syn_message *message)
{
    (void)data;
    MUST(message->text && *message->text && message->code);
    MUST(message->loc.path && strcmp(message->loc.path, "list.csv") == 0);
    MUST(message->loc.line <= ear.lines + 1);
    ear.heard += message->severity == SYN_ERROR;
}

static void ignore(void *data, const struct syn_message *message)
{
    (void)data;
    (void)message;
}

/* The field of HEADER called NAME, or SIZE_MAX. */
static size_t find(const struct syn_record *header, const char *name)
{
    for (size_t f = 0; f < header->n_fields; f++)
        if (strcmp(header->field[f], name) == 0)
            return f;
    return SIZE_MAX;
}

static void check_row(const struct syn_table *table,
                      size_t row,
                      const struct syn_record *record,
                      const size_t *where)
{
    MUST(row < table->n_rows);
    MUST(table->line[row] == record->line);
    MUST(syn_table_loc(table, row).line == record->line);
    MUST(row == 0 || table->line[row] > table->line[row - 1]);
    for (size_t i = 0; i < COLUMNS; i++) {
        const char *cell = syn_table_cell(table, row, i);
        if (where[i] == SIZE_MAX)
            MUST(!cell && !columns[i].required);
        else
            MUST(strcmp(cell, record->field[where[i]]) == 0);
    }
}

/* (2) */
static void check_cells(const struct syn_table *table,
                        struct fuzz_input in,
                        struct syn_arena *arena)
{
    struct syn_dialect dialect = {.encoding = SYN_ENC_UTF8, .delimiter = ';'};
    struct syn_reader *reader =
        syn_reader_open_text(in.at, in.n, "list.csv", &dialect, arena);
    struct syn_record record;
    struct syn_broken broken;
    struct syn_diag diag = {.emit = ignore};
    size_t where[COLUMNS], row = 0, n_fields = 0;

    while (!syn_reader_next(&record, reader, &broken, &diag)) {
        if (n_fields) {
            MUST(record.n_fields == n_fields);
            check_row(table, row++, &record, where);
            continue;
        }
        n_fields = record.n_fields;
        for (size_t i = 0; i < COLUMNS; i++)
            where[i] = find(&record, columns[i].name);
        MUST(where[0] != SIZE_MAX);
    }
    MUST(n_fields && row == table->n_rows);
}

static bool same(const struct syn_table *a, const struct syn_table *b)
{
    if (a->n_rows != b->n_rows)
        return false;
    for (size_t i = 0; i < a->n_rows * COLUMNS; i++)
        if (!a->cell[i] != !b->cell[i] ||
            (a->cell[i] && strcmp(a->cell[i], b->cell[i]) != 0))
            return false;
    return true;
}

/* Whether a file is sure to be read as UTF-8 with semicolons. */
static bool is_plain(struct fuzz_input in)
{
    return in.n > 4 && memcmp(in.at, "code;", 5) == 0 &&
           syn_utf8_valid(in.at, in.n) && !memchr(in.at, '\0', in.n) &&
           !memchr(in.at, ',', in.n) && !memchr(in.at, '\t', in.n) &&
           !memchr(in.at, '|', in.n);
}

/* (3) */
static void check_file(const struct syn_table *table,
                       enum syn_status status,
                       struct fuzz_input in,
                       struct syn_arena *arena)
{
    struct syn_diag diag = {.emit = ignore};
    struct syn_table from_file;
    char path[32];
    int fd = memfd_create("list", 0);

    MUST(fd >= 0 && write(fd, in.at, in.n) == (ssize_t)in.n);
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    enum syn_status again =
        syn_table_read(&from_file, path, columns, COLUMNS, arena, &diag);
    MUST(again == SYN_OK || again == SYN_ECONFIG);
    MUST((diag.count[SYN_ERROR] > 0) == (again != SYN_OK));
    if (is_plain(in)) {
        MUST(again == status);
        MUST(status || same(table, &from_file));
    }
    close(fd);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct fuzz_input in = fuzz_input(data, n);
    struct syn_arena *arena = syn_arena_new((size_t)256 << 20);
    struct syn_diag diag = {.emit = listen};
    struct syn_table table;

    ear.heard = 0;
    ear.lines = 0;
    for (size_t i = 0; i < n; i++)
        ear.lines += data[i] == '\n';
    enum syn_status status = syn_table_parse(&table, "list.csv", in.at, in.n,
                                             columns, COLUMNS, arena, &diag);
    MUST(status == SYN_OK || status == SYN_ECONFIG);
    MUST((ear.heard > 0) == (status != SYN_OK)); /* (1) */
    if (!status)
        check_cells(&table, in, arena);
    if (n % 8 == 0) /* Files are slow. */
        check_file(&table, status, in, arena);
    syn_arena_free(arena);
    return 0;
}
