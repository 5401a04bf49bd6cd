/* audit/view.h - what one published view gives away.
 *
 * The attacker has the view and nothing else: every row is a statement, and the
 * answer for a hidden cell is the interval of whole numbers that the tables
 * have which fit all statements.  Both ends are attained by such a table,
 * added up in whole numbers. */
#ifndef SAMSYN_AUDIT_VIEW_H
#define SAMSYN_AUDIT_VIEW_H

#include <stdbool.h>
#include <stddef.h>

#include <samsyn/base/arena.h>
#include <samsyn/base/diag.h>

struct syn_view_call {
    const char *view, *truth;   /* Paths of CSV files; "-" is standard input. */
    const char *spec;           /* Path of a JSON file, or NULL. */
    const char *shown, *freq;   /* The value columns, or NULL: the one left. */
    long long threshold, width; /* 0: of the specification, or 5 and 3. */
    long long work;             /* As for a folder; see audit/folder.h. */
};

/* One hidden or small cell. */
struct syn_view_line {
    const char *const *cell; /* Node names, in the order of the dimensions. */
    long long low, high;
    bool bounded;        /* False: there is no HIGH. */
    bool linear;         /* Found by elimination alone. */
    const char *verdict; /* SAFE, UNPROVEN, NARROW or EXACT. */
    const char *recipe;  /* Which rows give it away; "" when SAFE. */
};

struct syn_view {
    size_t n_dims, n;
    const char *const *dims;
    const struct syn_view_line *lines;
    const char *verdict; /* The worst. */
    bool safe;
};

/* Audits a view.
 *
 * Returns SYN_EINPUT for a file that is not as it should be, or a view that no
 * table fits; SYN_EUSAGE for an unknown column; SYN_ECONFIG for a mistake in
 * the specification; SYN_EIO. */
enum syn_status syn_view_audit(struct syn_view *out,
                               const struct syn_view_call *call,
                               struct syn_arena *arena,
                               struct syn_diag *diag) SYN_NODISCARD;

#endif
