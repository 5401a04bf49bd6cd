/* standard_input.h - "-" as the name of a file that is read more than once.
 * Private to cli. */
#ifndef SAMSYN_CLI_STANDARD_INPUT_H
#define SAMSYN_CLI_STANDARD_INPUT_H

#include <samsyn/base/arena.h>
#include <samsyn/base/diag.h>

/* A file as it is called and as it is opened.  What DIAG hears of PATH is told
 * of FILE. */
struct syn_input {
    const char *file, *path;
    struct syn_diag diag, *to;
};

/* FILE as it is; or, if it is "-", what standard input holds, at most
 * SYN_OUTPUT_BYTES: kept in memory that has no name, never on a disk.  OUT must
 * stay where it is; ARENA closes it.
 *
 * Returns SYN_EINPUT if there is more; SYN_EIO. */
enum syn_status syn_input_open(struct syn_input *out,
                               const char *file,
                               struct syn_arena *arena,
                               struct syn_diag *diag) SYN_NODISCARD;

#endif
