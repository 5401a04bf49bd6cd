/* protect_input.h - the files of samsyn protect, read into a cross.  Private to
 * cli. */
#ifndef SAMSYN_CLI_PROTECT_INPUT_H
#define SAMSYN_CLI_PROTECT_INPUT_H

#include <samsyn/release/cross.h>

/* HIERARCHY, PROGRAMME and LEDGER may be NULL. */
struct syn_protect_files {
    const char *cells, *freq, *by;
    const char *hierarchy, *programme, *ledger;
};

/* Fills the dimensions, tables, inner counts and past of OUT.  A file of cells
 * without rows gives a cross without dimensions.
 *
 * Returns SYN_EUSAGE for a column that is not there; SYN_EINPUT for a count
 * that is none and for a row that stands twice; SYN_ECONFIG for a name that the
 * cells do not have; SYN_EIO. */
enum syn_status syn_protect_read(struct syn_cross *out,
                                 const struct syn_protect_files *files,
                                 struct syn_arena *arena,
                                 struct syn_diag *diag) SYN_NODISCARD;

#endif
