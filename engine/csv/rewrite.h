/* rewrite.h - lines in a dialect that libcsv has no option for, written in one
 * that it has: an escaped quote as a doubled one, a delimiter of two bytes as
 * one byte that no text has.  Private to csv. */
#ifndef SAMSYN_CSV_REWRITE_H
#define SAMSYN_CSV_REWRITE_H

#include <samsyn/csv/reader.h>

/* What stands for a delimiter of two bytes; never a byte of UTF-8. */
enum { SYN_ONE_DELIMITER = '\xff' };

/* A walk over the bytes of one record. */
struct syn_walk {
    char delimiter, second, quote, escape;
    bool quoted;    /* The walk is inside a quoted field. */
    bool delimited; /* The last step was a delimiter. */
};

struct syn_walk syn_walk_of(const struct syn_dialect *dialect);

/* Steps over the bytes at S, of which N may be read and at least one is there.
 * Returns how many bytes the step was, and in OUT the *WRITTEN bytes, at most
 * two and never more than it was, that libcsv is to see instead. */
size_t syn_walk_step(struct syn_walk *walk,
                     char out[2],
                     size_t *written,
                     const char *s,
                     size_t n);

/* Whether lines in DIALECT must be rewritten. */
bool syn_must_rewrite(const struct syn_dialect *dialect);

/* Writes the N bytes FROM as libcsv is to see them to TO, which has room for
 * N, and returns how many it wrote. */
size_t syn_rewrite(struct syn_walk *walk, char *to, const char *from, size_t n);

/* Where in the N bytes FROM the rewritten byte number OFFSET comes from. */
size_t syn_rewrite_origin(struct syn_walk walk,
                          const char *from,
                          size_t n,
                          size_t offset);

#endif
