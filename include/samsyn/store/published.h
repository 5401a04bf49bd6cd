/* store/published.h - what has been published: the ledger of cells.
 *
 *  (1) A publication is a row of the table publication, its cells, and an entry
 *      in the audit table that has the hashes of both: all or nothing.
 *  (2) The table published has what was said, a number or that there is one
 *      which is hidden; never a hidden number.  Rows are only added.
 *  (3) The hidden counts, as they were, lie in the table withheld: later sums
 *      are made of them.  They go with their period (syn_store_purge()). */
#ifndef SAMSYN_STORE_PUBLISHED_H
#define SAMSYN_STORE_PUBLISHED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <samsyn/base/arena.h>
#include <samsyn/base/diag.h>
#include <samsyn/base/hash.h>

struct sqlite3;

/* A publication; what it has been given by the store is 0 or NULL before. */
struct syn_publication {
    const char *period;   /* "2025K1" */
    const char *manifest; /* SHA-256 of what its manifest says. */
    const char *vintage;  /* syn_store_vintage() when it was made. */
    int64_t id;           /* From 1, without a gap. */
    const char *at;       /* UTC */
    const char *sha256;   /* Of its cells. */
    int64_t shown, hidden;
};

/* What publication RELEASE said of a cell. */
struct syn_published {
    int64_t release;
    const char *universe, *cell, *period, *form, *args;
    bool shown;
    bool is_figure; /* VALUE is what is shown, else COUNT. */
    int64_t count;  /* Of a hidden one as it was; negative: no longer known. */
    double value;
};

/* The hash of the batches that are live: of their files, contracts and months.
 * Two stores that hold the same have the same. */
enum syn_status syn_store_vintage(char out[SYN_SHA256_HEX],
                                  struct sqlite3 *db,
                                  struct syn_arena *arena,
                                  struct syn_diag *diag) SYN_NODISCARD;

/* Remembers the N CELLS as publication WHAT, which gets its number.  A
 * transaction of its own.
 *
 * Returns SYN_EIO; then nothing has changed. */
enum syn_status syn_published_add(struct syn_publication *what,
                                  struct sqlite3 *db,
                                  const struct syn_published *cells,
                                  size_t n,
                                  struct syn_arena *arena,
                                  struct syn_diag *diag) SYN_NODISCARD;

/* All publications, in order. */
enum syn_status syn_published_list(const struct syn_publication **out,
                                   size_t *n,
                                   struct sqlite3 *db,
                                   struct syn_arena *arena,
                                   struct syn_diag *diag) SYN_NODISCARD;

/* All that they said, publication by publication. */
enum syn_status syn_published_read(const struct syn_published **out,
                                   size_t *n,
                                   struct sqlite3 *db,
                                   struct syn_arena *arena,
                                   struct syn_diag *diag) SYN_NODISCARD;

#endif
