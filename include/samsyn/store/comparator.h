/* store/comparator.h - figures of other places, from tables with "use:
 * comparator" (Statistics Norway's table 08487).
 *
 * A figure is of an AREA and of something: what the columns beside the area
 * say.  Columns that are the same in all rows of an area and a period, its name
 * among them, say nothing of that. */
#ifndef SAMSYN_STORE_COMPARATOR_H
#define SAMSYN_STORE_COMPARATOR_H

#include <samsyn/catalogue/catalogue.h>
#include <samsyn/extract/cells.h>

struct sqlite3;

struct syn_outside {
    const char *area;
    const char *what; /* "violence"; "4, Vold": by column; "" if one thing. */
    struct syn_span span;
    enum syn_cell_state state;
    double value; /* Of VALUE and ZERO. */
};

/* The figures of SOURCE in order of their lines.
 *
 * Returns SYN_EIO. */
enum syn_status syn_store_outside(const struct syn_outside **out,
                                  size_t *n,
                                  struct sqlite3 *db,
                                  const struct syn_catalogue *catalogue,
                                  const struct syn_source *source,
                                  struct syn_arena *arena,
                                  struct syn_diag *diag) SYN_NODISCARD;

#endif
