/* extract/cells.h - figures of tables, and the periods they are of.  Pure.
 *
 * A table that others publish has figures in its cells, or a symbol in place of
 * one: that it is suppressed, missing, not yet there or not applicable, and
 * each of these is a state of its own. */
#ifndef SAMSYN_EXTRACT_CELLS_H
#define SAMSYN_EXTRACT_CELLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <samsyn/catalogue/contract.h>

/* Months, both inclusive; a month is year * 12 + month - 1. */
struct syn_span {
    int from, to;
};

/* Reads a period from the N bytes at S: 2024; 2023-2024 and 2023-24, two years
 * or a school year; 23-24, of this century; 2024K1 (also Q, T); 2024M01 and
 * 2024-01, a month; 2024-01-01, which stands for the year.  Where 2023-24 could
 * be a month as well, as in 2010-11, it is two years.  False if it is none. */
bool syn_span_read(struct syn_span *out, const char *s, size_t n);

/* Writes "2024", "2023-2024", "2024K1", "2024-01", or months as
 * "2024-02/2024-04". */
enum { SYN_SPAN_BYTES = 48 };
const char *syn_span_code(char out[SYN_SPAN_BYTES], struct syn_span span);

/* One figure. */
struct syn_observation {
    enum syn_cell_state state;
    double value;     /* Of VALUE and ZERO; else 0. */
    bool provisional; /* Marked with an asterisk. */
};

/* Reads the N bytes at S by the symbols and numbers of CELLS.  The usual
 * symbols are those of Statistics Norway: "." not applicable, ".." and an empty
 * cell missing, "..." not yet, ":" and "<5", "<= 5" suppressed, "-" zero; "*"
 * beside a number says that it is provisional.  False if it is neither. */
bool syn_cell_read(struct syn_observation *out,
                   const char *s,
                   size_t n,
                   const struct syn_contract_cells *cells);

/* What a block of records has for a figure, in place of event values. */
enum syn_cell_value {
    SYN_CELL_FROM, /* Months. */
    SYN_CELL_TO,
    SYN_CELL_FIGURE, /* The bits of a double, or SYN_NULL. */
    SYN_CELL_BASE,   /* SYN_NULL: not known. */
    SYN_CELL_STATE,
    SYN_CELL_PROVISIONAL,
    SYN_N_CELL_VALUES
};

#endif
