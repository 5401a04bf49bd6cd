/* csv/text.h - a whole file as UTF-8, where lines matter and columns do not. */
#ifndef SAMSYN_CSV_TEXT_H
#define SAMSYN_CSV_TEXT_H

#include <stddef.h>

#include <samsyn/base/arena.h>
#include <samsyn/base/diag.h>

/* Turns the SIZE bytes at BYTES, read from PATH, into UTF-8 in ARENA, without a
 * byte order mark and with a NUL behind it.  The encoding is decided for all of
 * it as in syn_csv_examine(): UTF-16 by its mark or its NUL bytes, UTF-8 if all
 * is valid, else Windows-1252.
 *
 * Returns SYN_EINPUT for bytes that are none of these. */
enum syn_status syn_csv_text(const char **out,
                             size_t *n,
                             const char *bytes,
                             size_t size,
                             const char *path,
                             struct syn_arena *arena,
                             struct syn_diag *diag) SYN_NODISCARD;

#endif
