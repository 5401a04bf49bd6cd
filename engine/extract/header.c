/* The numbers in brackets are the requirements of header.h. */
#include "header.h"

#include <string.h>

#include <samsyn/base/text.h>

static enum syn_status next_row(struct syn_record *row,
                                struct syn_reader *reader,
                                const char *path,
                                struct syn_diag *diag)
{
    struct syn_broken broken;
    enum syn_status status = syn_reader_next(row, reader, &broken, diag);

    if (status == SYN_EINPUT)
        return syn_diag_fail(diag, status, broken.loc, "extract.bad-header",
                             "the header cannot be read: %s",
                             syn_diag_text(diag, broken.rule, broken.text));
    if (status == SYN_DONE)
        return syn_diag_fail(diag, SYN_EINPUT, (struct syn_loc){path, 0, 0},
                             "extract.empty", "the file is empty");
    return status;
}

/* (1) */
static enum syn_status join_row(const char **name,
                                size_t n,
                                const struct syn_record *row,
                                bool last,
                                const char *path,
                                struct syn_arena *arena,
                                struct syn_diag *diag)
{
    const char *left = "";

    if (row->n_fields != n)
        return syn_diag_fail(
            diag, SYN_EINPUT, (struct syn_loc){path, row->line, 0},
            "extract.header-rows",
            "the rows of the header have %zu and %zu fields", n, row->n_fields);
    for (size_t f = 0; f < n; f++) {
        const char *cell = syn_arena_strdup(arena, row->field[f]);
        if (*cell)
            left = cell;
        else if (!last)
            cell = left;
        const char *between = *name[f] && *cell ? " " : "";
        name[f] = syn_arena_printf(arena, "%s%s%s", name[f], between, cell);
    }
    return SYN_OK;
}

static void settle(struct syn_record *out,
                   const char **name,
                   size_t n,
                   unsigned line,
                   struct syn_arena *arena)
{
    uint32_t *length = syn_arena_alloc(arena, n + 1, sizeof *length);

    for (size_t f = 0; f < n; f++)
        length[f] = (uint32_t)strlen(name[f]);
    *out = (struct syn_record){
        .field = name, .length = length, .n_fields = n, .line = line};
}

/* (2) */
static enum syn_status number_columns(struct syn_record *out,
                                      const char *path,
                                      const struct syn_dialect *dialect,
                                      struct syn_arena *arena,
                                      struct syn_diag *diag)
{
    struct syn_reader *probe;
    struct syn_record row;
    enum syn_status status =
        syn_reader_open(&probe, path, dialect, arena, diag);

    if (!status)
        status = next_row(&row, probe, path, diag);
    if (status)
        return status;
    const char **name = syn_arena_alloc(arena, row.n_fields + 1, sizeof *name);
    for (size_t f = 0; f < row.n_fields; f++)
        name[f] = syn_arena_printf(arena, "%zu", f + 1);
    settle(out, name, row.n_fields, row.line, arena);
    return SYN_OK;
}

enum syn_status syn_header_read(struct syn_record *out,
                                struct syn_reader *reader,
                                const struct syn_contract *contract,
                                const char *path,
                                const struct syn_dialect *dialect,
                                struct syn_arena *arena,
                                struct syn_diag *diag)
{
    const char **name = NULL;
    struct syn_record row = {0};
    enum syn_status status = SYN_OK;
    size_t n = 0;

    if (contract->header_lines == 0)
        return number_columns(out, path, dialect, arena, diag);
    for (int i = 1; !status && i <= contract->header_lines; i++) {
        status = next_row(&row, reader, path, diag);
        if (status)
            return status;
        if (!name) {
            n = row.n_fields;
            name = syn_arena_alloc(arena, n + 1, sizeof *name);
            for (size_t f = 0; f < n; f++)
                name[f] = "";
        }
        status = join_row(name, n, &row, i == contract->header_lines, path,
                          arena, diag);
    }
    if (!status)
        settle(out, name, n, row.line, arena);
    return status;
}
