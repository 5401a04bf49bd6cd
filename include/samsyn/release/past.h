/* release/past.h - what publications say of cells: what the ledger keeps.
 *
 *  (1) A cell is an indicator, a group by its ages and sex, and an area:
 *      "indicator=violence;group=13-25 male;area=0105".  Its FORM is "count";
 * "of", that of which the count is a part, where that is no indicator; "value",
 *      a figure beside the count.
 *  (2) ARGS is a hash of the indicator's definition: of the body and of what
 *      else decides the count.  Another definition is another cell; its earlier
 *      number is known all the same. */
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

/* Decisions that took long and depend on KEY alone; the caller keeps them where
 * nobody else looks.  What cannot be kept is decided again. */
struct syn_memory {
    void *data;
    /* Fills OUT with what was kept; false if that is not N bytes. */
    bool (*recall)(void *data, const char *key, void *out, size_t n);
    void (*keep)(void *data, const char *key, const void *bytes, size_t n);
};

/* Ascending by release, as the store gives them: within one by cell and period,
 * a figure after the count that it is beside. */
struct syn_past {
    const struct syn_past_cell *cell;
    size_t n;
    const struct syn_memory *memory; /* May be NULL. */
};

#endif
