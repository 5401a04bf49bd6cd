/* render.h - the files of a draft.  Private to run. */
#ifndef SAMSYN_RUN_RENDER_H
#define SAMSYN_RUN_RENDER_H

#include <jansson.h>

#include <samsyn/run/run.h>

/* Writes what the project wants to FOLDER: the briefing in each format, its
 * figures, the tidy tables, and last the manifest. */
enum syn_status syn_render(struct syn_run_result *result,
                           const char *folder,
                           struct syn_arena *arena,
                           struct syn_diag *diag) SYN_NODISCARD;

/* Writes manifest.json: versions, inputs and outputs with their hashes. */
enum syn_status syn_manifest_write(const struct syn_run_result *result,
                                   const char *folder,
                                   const char *const *files,
                                   struct syn_arena *arena,
                                   struct syn_diag *diag) SYN_NODISCARD;

/* "dims": the leaves of every group and area. */
json_t *syn_manifest_nodes(const struct syn_release *release);

/* "additive": by indicator and dimension, how a count is tied to those of its
 * parts: "sum", "distinct", "part", "last" or "none"; under "of" the same for
 * what it is a part of, or the indicator that counts that. */
json_t *syn_manifest_ties(const struct syn_release *release,
                          struct syn_arena *arena);

#endif
