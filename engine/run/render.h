/* render.h - the files of a draft.  Private to run. */
#ifndef SAMSYN_RUN_RENDER_H
#define SAMSYN_RUN_RENDER_H

#include <samsyn/run/run.h>

/* Writes what the project wants to FOLDER: the briefing in each format, its
 * figures, the tidy tables, and last the manifest. */
enum syn_status syn_render(struct syn_run_result *result,
                           const char *folder,
                           struct syn_arena *arena,
                           struct syn_diag *diag) SYN_NODISCARD;

#endif
