/* cells.h - the columns of a table that hold figures.  Private to extract.
 *
 *  (1) A row is loaded with all its figures, or quarantined with the first that
 *      is none.
 *  (2) Each figure becomes a row of the block, with the line of its row, and
 *      the row's categories and its header's as its profile. */
#ifndef SAMSYN_EXTRACT_CELLS_PARTS_H
#define SAMSYN_EXTRACT_CELLS_PARTS_H

#include <samsyn/extract/cells.h>
#include <samsyn/extract/extract.h>

enum { SYN_CELL_PLACES = 16 };

/* A column with figures. */
struct syn_cell_column {
    size_t field;
    struct syn_span span; /* If the header or the contract tells it. */
    uint32_t category[SYN_CELL_PLACES]; /* Numbers of what the header says. */
    struct syn_observation now;         /* Of the row at hand. */
};

struct syn_cells {
    const struct syn_contract_cells
        *wanted; /* NULL: the extract is no table. */
    struct syn_cell_column *at;
    size_t n;
    size_t slot[SYN_CELL_PLACES]; /* Places of its categories in a profile. */
    size_t n_slots;
    size_t period, base; /* Fields, or SIZE_MAX. */
    struct syn_span span;
    int64_t n_now; /* The base of the row at hand. */
};

/* Names of the categories that CELLS add to a layout, at most SYN_CELL_PLACES;
 * their number. */
size_t syn_cells_names(const char *names[SYN_CELL_PLACES],
                       const struct syn_contract_cells *cells,
                       struct syn_arena *arena);

/* Finds the columns with figures in HEADER.
 *
 * Returns SYN_EINPUT if one is not there, or no header has the form asked
 * for. */
enum syn_status syn_cells_bind(struct syn_cells *out,
                               const struct syn_contract *contract,
                               const char *const *header,
                               size_t n_fields,
                               const struct syn_extract_options *options,
                               struct syn_loc where,
                               struct syn_arena *arena,
                               struct syn_diag *diag);

/* Reads the figures of RECORD.  NULL, or the rule that FIELD breaks. */
const char *syn_cells_convert(struct syn_cells *cells,
                              const struct syn_record *record,
                              size_t *field);

/* Adds what was read last to BLOCK, which has room, with the row's CATEGORY
 * numbers. */
void syn_cells_put(const struct syn_cells *cells,
                   struct syn_record_block *block,
                   struct syn_profiles *profiles,
                   uint32_t *category,
                   unsigned line);

#endif
