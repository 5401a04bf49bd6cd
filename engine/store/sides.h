/* sides.h - what is compared: the rows of a batch, of a file, or what is left
 * of a superseded batch.  Private to store. */
#ifndef SAMSYN_STORE_SIDES_H
#define SAMSYN_STORE_SIDES_H

#include <samsyn/store/ledger.h>

#include "fingerprint.h"

/* A row without its line. */
struct syn_side_row {
    int64_t case_key, person_key; /* 0: none. */
    uint64_t role;
    struct syn_print print;
    int month; /* -1: no date. */
};

/* Rows in any order, or counts by month. */
struct syn_side {
    const char *name, *source, *contract, *part;
    bool by_row;
    struct syn_side_row *rows; /* BY_ROW. */
    size_t n, room;
    struct syn_side_month {
        int month; /* -1: no date. */
        int64_t rows;
    } * months; /* Else. */
    size_t n_months;
    int covers_from, covers_to;
};

/* Adds what batch B has to SIDE, or had, if it is superseded. */
enum syn_status syn_side_batch(struct syn_side *side,
                               struct sqlite3 *db,
                               const struct syn_batch *b,
                               struct syn_arena *arena,
                               struct syn_diag *diag) SYN_NODISCARD;

/* Reads FILE by CONTRACT, with the key of the store. */
enum syn_status syn_side_file(struct syn_side *side,
                              struct sqlite3 *db,
                              const struct syn_catalogue *catalogue,
                              const struct syn_contract *contract,
                              const char *file,
                              struct syn_arena *arena,
                              struct syn_diag *diag) SYN_NODISCARD;

#endif
