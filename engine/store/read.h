/* read.h - one number or one text from the store.  Private to store. */
#ifndef SAMSYN_STORE_READ_H
#define SAMSYN_STORE_READ_H

#include <stdbool.h>
#include <stdint.h>

#include <samsyn/base/arena.h>

struct sqlite3;
struct sqlite3_stmt;

/* The number that SQL selects; NULL is 0.  False if it cannot be read, and then
 * syn_store_fail() knows why. */
bool syn_read_number(int64_t *out, struct sqlite3 *db, const char *sql);

/* Column AT of the current row, in ARENA; NULL is "". */
const char *
syn_read_text(struct sqlite3_stmt *statement, int at, struct syn_arena *arena);

#endif
