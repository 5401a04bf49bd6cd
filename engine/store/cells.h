/* cells.h - figures of tables in the store: cell_SOURCE.  Private to store.
 *
 *     period       "2024", "2023-2024", "2024K1" (extract/cells.h)
 *     value        the figure; NULL if there is none
 *     n            the number it rests on, or NULL
 *     state        value, zero, missing, not_yet, suppressed, not_applicable
 *     provisional  1 if it is marked so */
#ifndef SAMSYN_STORE_CELLS_H
#define SAMSYN_STORE_CELLS_H

#include <samsyn/catalogue/source.h>
#include <samsyn/extract/extract.h>

#include "fingerprint.h"

struct sqlite3;

/* Makes cell_SOURCE if it is not there. */
enum syn_status syn_cells_make(struct sqlite3 *db,
                               const struct syn_source *source,
                               struct syn_arena *arena,
                               struct syn_diag *diag) SYN_NODISCARD;

/* Takes all figures of EXTRACT into cell_SOURCE, and adds them to SUMS. */
enum syn_status syn_cells_insert(struct syn_print_sums *sums,
                                 struct sqlite3 *db,
                                 struct syn_extract *extract,
                                 const char *source,
                                 int64_t batch,
                                 struct syn_arena *arena,
                                 struct syn_diag *diag) SYN_NODISCARD;

/* What stands in a print for the figure in ROW of BLOCK, but for its line. */
struct syn_print syn_cells_print_block(const struct syn_record_block *block,
                                       size_t row);

/* What stands in a print for the figure in the current row of a SELECT of
 * period, value, n, state and provisional, from column FIRST on; *FROM is the
 * first month. */
struct sqlite3_stmt;
struct syn_print
syn_cells_print(struct sqlite3_stmt *statement, int first, int *from);

#endif
