/* store/dates.h - when events happened, and when they were registered. */
#ifndef SAMSYN_STORE_DATES_H
#define SAMSYN_STORE_DATES_H

#include <stdint.h>

#include <samsyn/catalogue/catalogue.h>

struct sqlite3;

/* What is done with an event of WEIGHT; both are days. */
typedef void
syn_dates_take(void *data, int occurred, int reported, int64_t weight);

/* Gives DATA each event of SOURCE that has both dates and happened on the days
 * FROM to TO, in no order.  None if nothing was ever loaded.
 *
 * Returns SYN_EIO. */
enum syn_status syn_store_dates(syn_dates_take *take,
                                void *data,
                                struct sqlite3 *db,
                                const struct syn_source *source,
                                int from,
                                int to,
                                struct syn_arena *arena,
                                struct syn_diag *diag) SYN_NODISCARD;

#endif
