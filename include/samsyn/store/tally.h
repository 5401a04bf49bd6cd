/* store/tally.h - what the quality report counts in the store. */
#ifndef SAMSYN_STORE_TALLY_H
#define SAMSYN_STORE_TALLY_H

#include <samsyn/store/rows.h>

/* A row of a live batch that was not loaded. */
struct syn_quarantine_row {
    int64_t batch;
    unsigned line, column;
    const char *field, *rule;
};

/* All of them, by batch and line. */
enum syn_status syn_store_quarantine(const struct syn_quarantine_row **out,
                                     size_t *n,
                                     struct sqlite3 *db,
                                     struct syn_arena *arena,
                                     struct syn_diag *diag) SYN_NODISCARD;

/* How a live batch is written, and what it superseded last. */
struct syn_batch_origin {
    int64_t batch;
    const char *encoding;
    char delimiter;
    const char *before_file; /* NULL: nothing with other bytes. */
    int64_t before_loaded;
};

enum syn_status syn_store_origins(const struct syn_batch_origin **out,
                                  size_t *n,
                                  struct sqlite3 *db,
                                  struct syn_arena *arena,
                                  struct syn_diag *diag) SYN_NODISCARD;

enum { SYN_TALLY_DELAYS = 7, SYN_TALLY_COLUMNS = 128 };

/* What one pass over the events of a source counts. */
struct syn_tally {
    const char *const *columns; /* A set is one column. */
    size_t n_columns;
    size_t n_batches;       /* As they were given. */
    const int64_t *rows;    /* Of each batch. */
    const int64_t *missing; /* [batch * n_columns + column]: not known. */
    int64_t dated;          /* Events with both dates, until UNTIL. */
    int64_t within[SYN_TALLY_DELAYS];
};

/* Events of SOURCE in the N BATCHES.  Delays are of those that occurred no
 * later than the day UNTIL, within DELAYS days. */
struct syn_tally_of {
    const struct syn_source *source;
    const struct syn_batch *batches;
    size_t n;
    int until;
    const int *delays; /* SYN_TALLY_DELAYS */
};

enum syn_status syn_store_tally(struct syn_tally *out,
                                struct sqlite3 *db,
                                const struct syn_catalogue *catalogue,
                                const struct syn_tally_of *of,
                                struct syn_arena *arena,
                                struct syn_diag *diag) SYN_NODISCARD;

struct syn_code_count {
    const char *code;
    int64_t rows;
};

/* Values of the column "code" of SOURCE that no code list has, most frequent
 * first. */
enum syn_status syn_store_unknown_codes(const struct syn_code_count **out,
                                        size_t *n,
                                        struct sqlite3 *db,
                                        const struct syn_source *source,
                                        struct syn_arena *arena,
                                        struct syn_diag *diag) SYN_NODISCARD;

/* A number for each event of BATCH that happened in the months FROM to TO, made
 * of all that it says but its keys; ascending.  Same row, same number, in
 * whatever store. */
enum syn_status syn_store_contents(uint64_t **out,
                                   size_t *n,
                                   struct sqlite3 *db,
                                   const struct syn_batch *batch,
                                   int from,
                                   int to,
                                   struct syn_arena *arena,
                                   struct syn_diag *diag) SYN_NODISCARD;

#endif
