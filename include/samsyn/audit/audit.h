/* audit/audit.h - doubts what was written.
 *
 * Shares no code with the layer that protects: it reads the files of a draft
 * as anyone could, and says what they give away.
 *
 * At this stage it reads the tidy table.  A finding is a count below the
 * threshold that stands there, a share whose remainder is one, or a figure
 * that is marked as hidden and has a value. */
#ifndef SAMSYN_AUDIT_AUDIT_H
#define SAMSYN_AUDIT_AUDIT_H

#include <stddef.h>

#include <samsyn/base/arena.h>
#include <samsyn/base/diag.h>

struct syn_audit {
    size_t figures; /* Read. */
    size_t open;    /* Found that should be hidden. */
};

/* Audits the tidy table at PATH against THRESHOLD.
 *
 * Returns SYN_EDISCLOSURE, each finding reported with its line, if anything is
 * open; SYN_EINPUT if the table cannot be read; SYN_EIO. */
enum syn_status syn_audit_table(struct syn_audit *out,
                                const char *path,
                                int threshold,
                                struct syn_arena *arena,
                                struct syn_diag *diag) SYN_NODISCARD;

#endif
