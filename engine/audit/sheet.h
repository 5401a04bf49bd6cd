/* sheet.h - a CSV file with any columns, read whole.  Private to audit. */
#ifndef SAMSYN_AUDIT_SHEET_H
#define SAMSYN_AUDIT_SHEET_H

#include <stdbool.h>
#include <stddef.h>

#include <samsyn/base/diag.h>

#include "index.h"

struct sheet {
    const char *path;
    size_t n_columns, n_rows;
    const char *const *column; /* Names. */
    const uint32_t *cell;      /* Row after row: numbers of texts in POOL. */
    const struct index *pool;
    const unsigned *line; /* Of each row. */
    bool comma;           /* Decimals stand behind a comma. */
};

/* Reads the file at PATH, "-" for standard input: UTF-8 with or without BOM,
 * split by comma, semicolon or tab.
 *
 * Returns SYN_EIO; SYN_EINPUT for what is no such table. */
enum syn_status syn_sheet_read(struct sheet *out,
                               const char *path,
                               struct syn_arena *arena,
                               struct syn_diag *diag) SYN_NODISCARD;

/* The same from the SIZE bytes at TEXT; texts of cells are put into POOL, what
 * else outlives the call into its arena, and what does not into STEP. */
enum syn_status syn_sheet_parse(struct sheet *out,
                                const char *path,
                                const char *text,
                                size_t size,
                                struct index *pool,
                                struct syn_arena *step,
                                struct syn_diag *diag) SYN_NODISCARD;

/* The number of the column called NAME, or SIZE_MAX. */
size_t syn_sheet_column(const struct sheet *sheet, const char *name);

/* The column that has one of two names: English, or Norwegian. */
size_t syn_sheet_either(const struct sheet *sheet,
                        const char *name,
                        const char *other);

const char *
syn_sheet_cell(const struct sheet *sheet, size_t row, size_t column);

/* The place of a cell, for messages: the column is its number from 1. */
struct syn_loc
syn_sheet_loc(const struct sheet *sheet, size_t row, size_t column);

#endif
