/* remember.h - what the rest of the store knows of publications.  Private. */
#ifndef SAMSYN_STORE_REMEMBER_H
#define SAMSYN_STORE_REMEMBER_H

#include <samsyn/store/published.h>

/* The entry of publication P in the audit table. */
const char *syn_publication_entry(const struct syn_publication *p,
                                  struct syn_arena *arena);

/* Whether the cells of publication P are what they were: *SOUND. */
enum syn_status syn_publication_check(bool *sound,
                                      struct sqlite3 *db,
                                      const struct syn_publication *p,
                                      struct syn_arena *arena,
                                      struct syn_diag *diag) SYN_NODISCARD;

/* Removes the hidden counts of periods that end before DAY; inside a
 * transaction of the caller's. */
enum syn_status syn_withheld_purge(struct sqlite3 *db,
                                   int day,
                                   struct syn_arena *arena,
                                   struct syn_diag *diag) SYN_NODISCARD;

#endif
