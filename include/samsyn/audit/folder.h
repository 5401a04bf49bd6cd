/* audit/folder.h - what the files of publications give away.
 *
 * Reads CSV, JSON, XLSX, SVG, PDF and HTML as anyone could.  The tables in them
 * become one system of statements; every hidden cell is attacked.  What a
 * reader does not see (comments, metadata, hidden sheets, attachments) and
 * what is drawn to scale must not tell more than the text. */
#ifndef SAMSYN_AUDIT_FOLDER_H
#define SAMSYN_AUDIT_FOLDER_H

#include <stdbool.h>
#include <stddef.h>

#include <samsyn/base/arena.h>
#include <samsyn/base/diag.h>

struct syn_folder_call {
    const char *const *folders; /* Oldest first. */
    size_t n_folders;
    const char *const *against; /* Earlier ones: known, not searched. */
    size_t n_against;
    const char *truth;          /* CSV of true counts, or NULL. */
    const char *hierarchy;      /* CSV dimension,node,leaf, or NULL. */
    long long threshold, width; /* 0: 5, and threshold - 2. */
    bool attack;                /* False: what stands there only, no sums. */
    long long work; /* Most that the attack may take, in steps of a linear
                     * program times its size; 0: about a minute's.  What is
                     * not proved then is UNPROVEN. */
};

struct syn_finding_line {
    const char *file;
    const char *cell;    /* "focus=vold;age=16-17", or "-". */
    const char *finding; /* EXACT NARROW LEAK INCONSISTENT UNPROVEN */
    const char *recipe;
    bool has_interval, bounded;
    long long low, high;
};

struct syn_folder_audit {
    size_t files, targets, n;
    const struct syn_finding_line *findings;
};

/* Audits folders.  A finding is no error: it is in OUT.
 *
 * Returns SYN_EINPUT for a file that cannot be parsed as its kind; SYN_ECONFIG
 * for a mistake in the hierarchy; SYN_EIO. */
enum syn_status syn_folder_audit(struct syn_folder_audit *out,
                                 const struct syn_folder_call *call,
                                 struct syn_arena *arena,
                                 struct syn_diag *diag) SYN_NODISCARD;

#endif
