/* release/past.h - what publications say of cells: what the ledger keeps.
 *
 *  (1) A cell is an indicator, a group and an area: "indicator=violence;
 *      group=target;area=0105", without the space.  Its FORM is "count"; "of",
 *      that of which the count is a part, where that is no indicator; "value",
 *      a figure beside the count.
 *  (2) ARGS is a hash of the definition: of the body, of what else decides the
 *      count, and of the group's ages.  Another definition is another cell;
 *      its earlier number is known all the same. */
#ifndef SAMSYN_RELEASE_PAST_H
#define SAMSYN_RELEASE_PAST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct syn_past_cell {
    int64_t release; /* Number of the publication. */
    const char *universe, *cell, *period, *form, *args;
    bool shown;
    int64_t count; /* Of a hidden one as it was; negative: not known any more,
                    * or FORM is "value". */
    double value;  /* NaN unless FORM is "value". */
};

/* Ascending by release. */
struct syn_past {
    const struct syn_past_cell *cell;
    size_t n;
};

#endif
