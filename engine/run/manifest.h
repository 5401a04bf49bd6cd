/* manifest.h - what a draft says of itself.  Private to run. */
#ifndef SAMSYN_RUN_MANIFEST_H
#define SAMSYN_RUN_MANIFEST_H

#include <jansson.h>

#include <samsyn/base/hash.h>
#include <samsyn/run/run.h>
#include <samsyn/store/published.h>

/* Writes manifest.json: versions, the vintage of the store, inputs and outputs
 * with their hashes, and the last publication, if there is one. */
enum syn_status syn_manifest_write(const struct syn_run_result *result,
                                   const char *folder,
                                   const char *const *files,
                                   struct syn_arena *arena,
                                   struct syn_diag *diag) SYN_NODISCARD;

/* "dims": the leaves of every group and area; those of a zone are the codes
 * that LISTS joins to it ("codes": the same in every publication). */
json_t *syn_manifest_nodes(const struct syn_release *release,
                           const struct syn_lists *lists);

/* "additive": by indicator and dimension, how a count is tied to those of its
 * parts: "sum", "distinct", "part", "last" or "none"; under "of" the same for
 * what it is a part of, or the indicator that counts that. */
json_t *syn_manifest_ties(const struct syn_release *release,
                          struct syn_arena *arena);

/* Reads the manifest at PATH; ARENA frees it.
 *
 * Returns SYN_EINPUT if it is none. */
enum syn_status syn_manifest_read(json_t **out,
                                  const char *path,
                                  struct syn_arena *arena,
                                  struct syn_diag *diag) SYN_NODISCARD;

/* What MANIFEST says but for the ledger, as a hash. */
void syn_manifest_hash(char out[SYN_SHA256_HEX], const json_t *manifest);

/* Notes in MANIFEST, which is at PATH, that P is the last publication. */
enum syn_status syn_manifest_mark(json_t *manifest,
                                  const struct syn_publication *p,
                                  const char *path,
                                  struct syn_diag *diag) SYN_NODISCARD;

#endif
