/* page_parts.h - what the short documents for commands share.  Private to
 * report. */
#ifndef SAMSYN_REPORT_PAGE_PARTS_H
#define SAMSYN_REPORT_PAGE_PARTS_H

#include <samsyn/report/page.h>

#include "parts.h"

/* Adds a block with TEXT, if there is any. */
void syn_page_add(struct brief *brief,
                  enum syn_block_kind kind,
                  int level,
                  const char *text);

void syn_page_table(struct brief *brief,
                    const char *const *columns,
                    const char *const *cells,
                    size_t n_columns,
                    size_t n_rows);

/* "Vold, 13-25 ar, Sentrum" */
const char *syn_page_name(const struct brief *brief,
                          const struct syn_released *s);

/* "12,5 (8,1-18,4)", a rate or a share with its 95 % interval; "" for none. */
const char *syn_page_estimate(const struct brief *brief,
                              const struct syn_released *s,
                              const struct syn_cell *cell);

/* "31*": its count, also of a share. */
const char *syn_page_count(const struct brief *brief,
                           const struct syn_cell *cell);

/* The run's finding of SERIES, or NULL. */
const struct syn_finding *syn_page_find(const struct brief *brief,
                                        const struct syn_released *series);

/* FINDING as it was in PERIOD; false if that quarter was not judged. */
bool syn_page_finding_at(struct syn_finding *out,
                         const struct syn_finding *finding,
                         struct syn_period period);

#endif
