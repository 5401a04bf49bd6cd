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
 *  (5) What was published before is in the plan as well (ledger.h): a cell by
 *      its indicator, group, area, period and definition.
 *  (6) Indicators of one source that count the same kind of thing by the same
 *      day are sums of their atoms (24 of series.h): parts, unions and overlaps
 *      are in the equations.  Not in quarters of which something is out, for
 *      what that was made of is not remembered.  There, and where a case is in
 *      several atoms or hours differ, what is in something else is a part of it
 *      as in (4).  There are no more persons than things that they are in.
 *  (7) What is sensitive has a threshold of its own and no areas.  An area is
 *      not shown in periods of which others were published without it
 *      (redrawn.h). */
#ifndef SAMSYN_RELEASE_PROGRAMME_H
#define SAMSYN_RELEASE_PROGRAMME_H

#include <samsyn/measure/series.h>
#include <samsyn/release/past.h>
#include <samsyn/release/why.h>

struct programme;

/* Whether S is in a programme: months, and windows that overlap, are not. */
bool syn_in_programme(const struct syn_series *s);

/* Decides on every period of the SERIES of quarters and years, beside PAST. */
const struct programme *
syn_programme_protect(const struct syn_series_set *series,
                      const struct syn_catalogue *catalogue,
                      const struct syn_past *past,
                      struct syn_arena *arena);

/* Whether period T of series number I has a count, shown or hidden. */
bool syn_programme_counts(const struct programme *programme,
                          size_t i,
                          size_t t);

/* Whether period T of series number I is hidden: its count, or that of which it
 * is a part. */
bool syn_programme_hides(const struct programme *programme, size_t i, size_t t);

/* What may be said of period T of series number I, if it is not hidden: its
 * count, that of which it is a part, and its figure.  Not what it is now, if
 * another number is out and the correction waits. */
int64_t
syn_programme_count(const struct programme *programme, size_t i, size_t t);
int64_t syn_programme_of(const struct programme *programme, size_t i, size_t t);
double
syn_programme_value(const struct programme *programme, size_t i, size_t t);

/* By which rules period T of series number I is hidden, if it is. */
struct syn_why
syn_programme_why(const struct programme *programme, size_t i, size_t t);

/* Cells that are out and another number by now; small cells that are out. */
size_t syn_programme_pending(const struct programme *programme);
size_t syn_programme_exposed(const struct programme *programme);

/* Returns SYN_EDISCLOSURE, and says why, if what is out leaves no safe pattern.
 */
enum syn_status syn_programme_check(const struct programme *programme,
                                    struct syn_diag *diag) SYN_NODISCARD;

/* All that is shown or hidden, as the ledger keeps it. */
void syn_programme_remember(struct syn_past *out,
                            const struct programme *programme,
                            struct syn_arena *arena);

/* Whether every hidden count has a witness. */
bool syn_programme_is_proved(const struct programme *programme);

#endif
