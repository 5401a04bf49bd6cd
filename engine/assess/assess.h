/* assess.h - the steps of an assessment.  Private. */
#ifndef SAMSYN_ASSESS_ASSESS_H
#define SAMSYN_ASSESS_ASSESS_H

#include <samsyn/assess/finding.h>

/* The series of quarters that a range is predicted from. */
struct history {
    const struct syn_released *series;
    double *count, *exposure; /* NaN: hidden, missing or provisional. */
    double *work;
    size_t n;
};

/* Whether a cell has a value. */
bool syn_cell_known(const struct syn_cell *cell);

/* Whether counts of periods of SERIES can be summed to those of longer ones. */
bool syn_counts_add_up(const struct syn_released *series);

/* Predicts the range of quarter number AT of HISTORY from the quarters from
 * number FROM on, and judges the cell by it. */
void syn_judge_point(struct syn_point_assessed *out,
                     double *p,
                     const struct history *history,
                     size_t from,
                     size_t at);

/* What quarter number AT of HISTORY, which is yet to come, would have to be for
 * another class (finding.h, 5). */
void syn_judge_coming(struct syn_coming *out,
                      const struct history *history,
                      size_t from,
                      size_t at);

/* Finds the changes of level among the quarters FROM to before END (7). */
void syn_suggest_shifts(struct syn_finding *finding,
                        const struct history *history,
                        size_t from,
                        size_t end,
                        struct syn_arena *arena);

/* A year against the one before: of F's quarters from number FROM on, or of
 * YEARS, which may be NULL (8). */
void syn_sum_years(struct syn_finding *f,
                   const struct syn_released *years,
                   size_t from);

/* The time since the last event (8). */
void syn_measure_gap(struct syn_finding *f,
                     const struct history *history,
                     size_t from);

/* The agreement against its baseline (finding.h, 3). */
void syn_compare_agreement(struct syn_finding *finding,
                           const struct syn_catalogue *catalogue,
                           struct syn_arena *arena);

#endif
