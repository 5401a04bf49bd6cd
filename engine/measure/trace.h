/* trace.h - the scan tells which rows it counts.  Private to measure. */
#ifndef SAMSYN_MEASURE_TRACE_PRIVATE_H
#define SAMSYN_MEASURE_TRACE_PRIVATE_H

#include "scan.h"

/* A row, and its profile; 0 for the row of a person of a case. */
struct trace_row {
    int32_t batch, line;
    uint32_t profile;
};

/* What is asked for of one counter. */
struct tracked {
    const struct counter *counter;
    int from, to; /* Months. */
    size_t group; /* Place in the counter's groups. */
    bool anyone;  /* Of any group and area: whoever follows a cohort. */
    struct trace_row *row;
    size_t n, room;
    int64_t *of_case; /* Keys of cases that were counted through persons. */
    size_t n_cases, room_cases;
};

struct trace {
    struct tracked part[2];
    size_t n_parts;
    int32_t area; /* -1: any. */
};

/* Notes what VIEW shows, with DAYS, in MONTH and AREA, if it is in what is
 * asked for of C.  Without DAYS it is a case, counted through its persons. */
void syn_trace_row(const struct plan *plan,
                   const struct counter *c,
                   const struct view *view,
                   const int32_t *days,
                   int month,
                   int32_t area);

/* Notes those of the N persons at PERSONS, with days in B, that put their case
 * into the group, if the case was noted just now. */
void syn_trace_persons(const struct scan *scan,
                       const struct counter *c,
                       const struct bucket *b,
                       const struct view *persons,
                       size_t n);

#endif
