/* draft.h - a draft, and the ledger beside it.  Private to run. */
#ifndef SAMSYN_RUN_DRAFT_H
#define SAMSYN_RUN_DRAFT_H

#include <samsyn/run/run.h>
#include <samsyn/store/published.h>

/* Where the draft of STATE stands: OUT, or out/PERIOD in the project FOLDER. */
const char *syn_draft_folder(const struct syn_state_of_affairs *state,
                             const char *folder,
                             const char *out,
                             bool internal,
                             struct syn_arena *arena);

/* Reads the files in FOLDER, and refuses what says too much. */
enum syn_status syn_draft_audit(const struct syn_state_of_affairs *state,
                                const char *folder,
                                struct syn_arena *arena,
                                struct syn_diag *diag) SYN_NODISCARD;

/* What STORE remembers of publications; the memory of OUT stays as it is.
 *
 * Returns SYN_EDISCLOSURE if a manifest in FOLDER/out names a publication that
 * the store does not have: it was put back or begun anew since. */
enum syn_status syn_past_read(struct syn_past *out,
                              struct sqlite3 *store,
                              const char *folder,
                              struct syn_arena *arena,
                              struct syn_diag *diag) SYN_NODISCARD;

/* What STORE keeps of decisions. */
struct syn_memory syn_memory_in(struct sqlite3 *store);

/* The last publication; its id is 0 if there is none. */
enum syn_status syn_past_last(struct syn_publication *out,
                              struct sqlite3 *store,
                              struct syn_arena *arena,
                              struct syn_diag *diag) SYN_NODISCARD;

#endif
