/* loader.h - the blocks of an extract as a table that SQLite reads: one
 * INSERT ... SELECT loads them, without a bound parameter a cell.  Private. */
#ifndef SAMSYN_STORE_LOADER_H
#define SAMSYN_STORE_LOADER_H

#include <samsyn/extract/extract.h>

#include "fingerprint.h"

struct sqlite3;

struct syn_loader {
    struct syn_extract *extract;
    size_t n_values;
    uint64_t line_seed, seed[SYN_N_EVENT_VALUES + SYN_EXTRAS]; /* By name. */
    struct syn_print rows[SYN_BLOCK_ROWS]; /* Of the current block. */
    struct syn_print_sums sums;            /* Of the rows that went by. */
};

/* Adds the rows of BLOCK to the sums of the loader that is DATA.  For the
 * options of an extract: its thread has less to do than SQLite's. */
void syn_loader_see(void *data, const struct syn_record_block *block);

/* Offers LOADER on DB as the table syn_loader(line, profile, v0, v1, ...). */
int syn_loader_register(struct sqlite3 *db, struct syn_loader *loader);

#endif
