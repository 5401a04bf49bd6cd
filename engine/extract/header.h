/* header.h - the names of the columns: one row, several joined, or numbers.
 * Private to extract. */
#ifndef SAMSYN_EXTRACT_HEADER_H
#define SAMSYN_EXTRACT_HEADER_H

#include <samsyn/catalogue/contract.h>

/* Reads the header of the file at PATH from READER.
 *
 *  (1) Of several rows, a column's name is its cells joined by a space; a cell
 *      that is empty says what stands to its left, but in the last row.
 *  (2) Of no row, columns are called 1, 2, 3, and READER stays at the first.
 *
 * OUT is in ARENA.  Returns SYN_EINPUT; SYN_EIO. */
enum syn_status syn_header_read(struct syn_record *out,
                                struct syn_reader *reader,
                                const struct syn_contract *contract,
                                const char *path,
                                const struct syn_dialect *dialect,
                                struct syn_arena *arena,
                                struct syn_diag *diag);

#endif
