/* store/store.h - the SQLite store of a project.
 *
 * One file, journal_mode DELETE and synchronous EXTRA, read back after being
 * set: what a commit said is there after a power cut. */
#ifndef SAMSYN_STORE_STORE_H
#define SAMSYN_STORE_STORE_H

#include <samsyn/base/arena.h>
#include <samsyn/base/diag.h>
#include <samsyn/base/hash.h>

struct sqlite3;
struct sqlite3_stmt;

/* Opens the store at PATH, creating it if it is not there.  ARENA closes it.
 *
 * Returns SYN_EIO if it is no store of samsyn, was written by a newer version,
 * or cannot be opened or written. */
enum syn_status syn_store_open(struct sqlite3 **out,
                               const char *path,
                               struct syn_arena *arena,
                               struct syn_diag *diag) SYN_NODISCARD;

/* Opens the store at PATH for reading only, as bodies of indicators run. */
enum syn_status syn_store_open_reader(struct sqlite3 **out,
                                      const char *path,
                                      struct syn_arena *arena,
                                      struct syn_diag *diag) SYN_NODISCARD;

/* The key of the store's keyed hashes. */
enum syn_status syn_store_key(unsigned char key[SYN_SIPHASH_KEY],
                              struct sqlite3 *db,
                              struct syn_arena *arena,
                              struct syn_diag *diag) SYN_NODISCARD;

/* Prepares SQL, which is the program's own.  ARENA finalizes. */
enum syn_status syn_store_prepare(struct sqlite3_stmt **out,
                                  struct sqlite3 *db,
                                  const char *sql,
                                  struct syn_arena *arena,
                                  struct syn_diag *diag) SYN_NODISCARD;

/* Steps STATEMENT: SYN_OK with a row, SYN_DONE after the last one, SYN_EIO,
 * reported.  A loop that took an error for the end would make less of what is
 * there. */
enum syn_status syn_store_step(struct sqlite3_stmt *statement,
                               struct syn_diag *diag) SYN_NODISCARD;

/* Runs statements without results. */
enum syn_status syn_store_exec(struct sqlite3 *db,
                               const char *sql,
                               struct syn_diag *diag) SYN_NODISCARD;

/* Reports what went wrong with DB last, and returns SYN_EIO. */
enum syn_status syn_store_fail(struct sqlite3 *db,
                               struct syn_diag *diag) SYN_NODISCARD;

#endif
