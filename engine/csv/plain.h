/* plain.h - lines that need no parser.  Most lines of most files hold no quote
 * and no control character but their line end: libcsv splits such a line at
 * each delimiter and nowhere else, so that can be done eight bytes at a time.
 * Private to csv. */
#ifndef SAMSYN_CSV_PLAIN_H
#define SAMSYN_CSV_PLAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <samsyn/base/limits.h>

enum { SYN_PLAIN_BYTES = 1 << 16 }; /* A longer line is no plain one. */

struct syn_plain_line {
    size_t n_fields, n_bytes; /* BYTES with the line end. */
    uint32_t end[SYN_COLUMNS];
};

/* Finds where the fields end of the line at S, of which N bytes are there.
 * False if it is not plain, or its end is not well among them; then nothing is
 * known of it.  Plain is what has no QUOTE and no control character but
 * DELIMITER, and ends with LF or CRLF; a blank line is not. */
bool syn_plain_split(struct syn_plain_line *out,
                     const char *s,
                     size_t n,
                     char delimiter,
                     char quote);

#endif
