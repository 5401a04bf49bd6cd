/* input.h - the table a method works on.  Private to methods. */
#ifndef SAMSYN_METHODS_INPUT_H
#define SAMSYN_METHODS_INPUT_H

#include <stdbool.h>
#include <stddef.h>

#include <samsyn/base/arena.h>
#include <samsyn/base/diag.h>

/* CELL[row * N_COLUMNS + column]; an empty cell and NA are "".  LINE is where
 * a row begins. */
struct syn_input {
    const char *path, *text;
    size_t size;
    char delimiter;
    const char *const *header;
    size_t n_columns, n_rows;
    const char *const *cell;
    const unsigned *line;
};

/* Reads the SIZE bytes at TEXT.  Returns SYN_EINPUT for a broken record, a row
 * with the wrong number of fields, or no header. */
enum syn_status syn_input_read(struct syn_input *out,
                               const char *path,
                               const char *text,
                               size_t size,
                               char delimiter,
                               struct syn_arena *arena,
                               struct syn_diag *diag) SYN_NODISCARD;

/* The column called HEADER, or N_COLUMNS. */
size_t syn_input_column(const struct syn_input *input, const char *header);

/* The place of a cell, for messages. */
struct syn_loc syn_input_locate(const struct syn_input *input,
                                size_t row,
                                size_t column,
                                struct syn_arena *arena);

/* Reads a decimal number, all of TEXT.  False if it is none, or not finite. */
bool syn_number_parse(double *out, const char *text);

#endif
