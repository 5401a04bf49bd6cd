/* store/diff.h - two vintages of an extract, compared row by row.  Counts
 * only, and not for publication: they are as small as they come.
 *
 *  (1) Rows are the same if all but their line is.  A row whose key is on both
 *      sides and whose content is not is changed; the others were added, or
 *      have vanished.  The key is that of case and person, and the role.
 *  (2) Rows without a key are the same, added or vanished.
 *  (3) Of a superseded batch only rows by month are left; then the rest is not
 *      known.
 *  (4) A row belongs to the quarter of its date, a changed one to that of its
 *      new date; -1 is "no date". */
#ifndef SAMSYN_STORE_DIFF_H
#define SAMSYN_STORE_DIFF_H

#include <samsyn/store/ledger.h>

/* A quarter's rows.  */
struct syn_diff_quarter {
    int quarter; /* Index of a SYN_QUARTER, or -1 (4). */
    int64_t from, to;
    int64_t same, added, vanished, changed; /* 0 if not compared by row. */
};

/* Two sides of one contract and part. */
struct syn_diff {
    const char *source, *contract, *part;
    const char *from, *to; /* "batch 3", or a file. */
    bool by_row;           /* Else only FROM and TO are known (3). */
    struct syn_diff_quarter *quarters; /* Ascending. */
    size_t n;
};

struct syn_diff_report {
    struct syn_diff *items;
    size_t n;
};

/* Compares FROM with TO: each the number of a batch, or a file that is read by
 * the contracts that it fits and not loaded.  A file in TO without FROM is
 * compared with what is live for the months that it covers.  Without both, each
 * superseded batch is compared with its successor.
 *
 * Returns SYN_EUSAGE for what is neither a batch nor an extract; SYN_EINPUT if
 * the file is refused; SYN_EIO. */
enum syn_status syn_store_diff(struct syn_diff_report *out,
                               struct sqlite3 *db,
                               const struct syn_catalogue *catalogue,
                               const char *from,
                               const char *to,
                               struct syn_arena *arena,
                               struct syn_diag *diag) SYN_NODISCARD;

#endif
