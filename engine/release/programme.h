/* programme.h - the series that are published, protected together.  Private to
 * release.
 *
 *  (1) What is published are counts by group for the whole place, and by area
 *      for an indicator's first group, by quarter and calendar year.  A count
 *      that several series show, as that of which two others are parts, is one.
 *  (2) A year is the sum of its quarters where it is; where keys are distinct
 *      it may be less: not less than each quarter, not more than their sum.
 *  (3) A group holds the groups in it, and the place its areas: none is more
 *      than the whole, nor are disjoint ones together where a thing is counted
 *      once; what is left over is not to be small and known.
 *  (4) A part is in what it is a part of; the same.
 *  (5) Indicators of one source that count the same kind of thing by the same
 *      day are sums of their atoms (24 of series.h), so that parts, unions and
 *      overlaps are in the equations; where a case is in several atoms, or
 * hours differ, what is in something else is a part of it as in (4).  There are
 *      no more persons than things that they are in. */
#ifndef SAMSYN_RELEASE_PROGRAMME_H
#define SAMSYN_RELEASE_PROGRAMME_H

#include <samsyn/measure/series.h>

struct programme;

/* Decides on every period of the SERIES of quarters and years. */
const struct programme *
syn_programme_protect(const struct syn_series_set *series,
                      const struct syn_catalogue *catalogue,
                      struct syn_arena *arena);

/* Whether period T of series number I is hidden: its count, or that of which it
 * is a part. */
bool syn_programme_hides(const struct programme *programme, size_t i, size_t t);

/* Whether every hidden count has a witness. */
bool syn_programme_is_proved(const struct programme *programme);

#endif
