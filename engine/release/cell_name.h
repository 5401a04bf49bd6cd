/* cell_name.h - what the ledger calls a cell: release/past.h, 1 and 2.  Private
 * to release. */
#ifndef SAMSYN_RELEASE_CELL_NAME_H
#define SAMSYN_RELEASE_CELL_NAME_H

#include <samsyn/catalogue/catalogue.h>

/* AREA may be NULL: the whole place. */
const char *syn_cell_name(const struct syn_indicator *indicator,
                          const struct syn_group *group,
                          const char *area,
                          struct syn_arena *arena);

/* Reads the name of a cell of INDICATOR in the whole place: the ages and the
 * sex of its group.  False if it is none. */
bool syn_cell_group(struct syn_group *out,
                    const char *name,
                    const struct syn_indicator *indicator,
                    struct syn_arena *arena);

/* The hash of what decides the count of INDICATOR. */
const char *syn_cell_definition(const struct syn_indicator *indicator,
                                struct syn_arena *arena);

#endif
