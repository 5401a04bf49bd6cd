/* report/driver.h - the formats a document can be rendered to.
 *
 * Add one by adding engine/report/driver_NAME.c that defines syn_driver_NAME;
 * the build finds it. */
#ifndef SAMSYN_REPORT_DRIVER_H
#define SAMSYN_REPORT_DRIVER_H

#include <samsyn/report/document.h>

struct syn_driver {
    const char *name;   /* As in "outputs:" of samsyn.yaml. */
    const char *suffix; /* ".html" */

    /* Writes DOCUMENT to the file at PATH, whole or not at all.  Same
     * document, same bytes.  Uses ARENA while it works. */
    enum syn_status (*write)(const struct syn_document *document,
                             const char *path,
                             struct syn_arena *arena,
                             struct syn_diag *diag);
};

extern const struct syn_driver *const syn_drivers[];
extern const size_t syn_n_drivers;

/* The driver called NAME, or NULL. */
const struct syn_driver *syn_driver_find(const char *name);

#endif
