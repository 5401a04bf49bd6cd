/* csv/table.h - a small CSV file with named columns, read whole: code lists,
 * population, areas.  Any mistake in it is the user's, and refuses the file. */
#ifndef SAMSYN_CSV_TABLE_H
#define SAMSYN_CSV_TABLE_H

#include <stddef.h>

#include <samsyn/csv/reader.h>

/* A column that a table must or may have. */
struct syn_table_column {
    const char *name;
    bool required;
};

/* CELL[row * n_columns + column], in the order of the columns asked for; NULL
 * where the file lacks an optional column. */
struct syn_table {
    const char *path;
    size_t n_rows, n_columns;
    const char *const *cell;
    const unsigned *line; /* Of each row. */
    const size_t *where;  /* Field of each column; SIZE_MAX: there is none. */
    const char *file;     /* What PATH is read from. */
};

/* Reads the file at PATH.  Columns are found by name in any order; a header
 * that is none of COLUMNS is an error with a suggestion.
 *
 * Returns SYN_ECONFIG; SYN_EIO. */
enum syn_status syn_table_read(struct syn_table *out,
                               const char *path,
                               const struct syn_table_column *columns,
                               size_t n_columns,
                               struct syn_arena *arena,
                               struct syn_diag *diag) SYN_NODISCARD;

/* The same, but passes over the columns that are not asked for; "-" is the
 * standard input. */
enum syn_status syn_table_read_some(struct syn_table *out,
                                    const char *path,
                                    const struct syn_table_column *columns,
                                    size_t n_columns,
                                    struct syn_arena *arena,
                                    struct syn_diag *diag) SYN_NODISCARD;

/* The same from SIZE bytes of UTF-8 TEXT. */
enum syn_status syn_table_parse(struct syn_table *out,
                                const char *path,
                                const char *text,
                                size_t size,
                                const struct syn_table_column *columns,
                                size_t n_columns,
                                struct syn_arena *arena,
                                struct syn_diag *diag) SYN_NODISCARD;

const char *
syn_table_cell(const struct syn_table *table, size_t row, size_t column);

/* The place of a cell's row, for messages. */
struct syn_loc syn_table_loc(const struct syn_table *table, size_t row);

/* The place of the cell itself, for messages: the file is read again. */
struct syn_loc syn_table_locate(const struct syn_table *table,
                                size_t row,
                                size_t column,
                                struct syn_arena *arena,
                                struct syn_diag *diag);

#endif
