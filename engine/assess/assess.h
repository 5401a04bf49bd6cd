/* assess.h - the steps of an assessment.  Private. */
#ifndef SAMSYN_ASSESS_ASSESS_H
#define SAMSYN_ASSESS_ASSESS_H

#include <samsyn/assess/finding.h>

/* The series of quarters that a range is predicted from. */
struct history {
    const struct syn_released *series;
    const struct syn_completeness *completeness; /* NULL: not known. */
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

/* The completeness that counts of SERIES have while they are provisional (10);
 * NULL: not known. */
const struct syn_completeness *
syn_completeness_of(const struct syn_released *series,
                    const struct syn_release *release);

/* Fills the nowcast of P, a point of HISTORY with its normal range (10). */
void syn_nowcast_point(struct syn_point_assessed *p,
                       const struct history *history);

/* The count that P is judged by (4): its own; of a provisional fall, what it
 * may at most become, up to what is expected. */
double syn_judged_count(const struct syn_point_assessed *p);

/* Whether the class of P is that of either end of its nowcast. */
bool syn_nowcast_is_steady(const struct syn_point_assessed *p);

/* How far COUNT lies outside the normal range: 0 inside, -1 and 1 outside 95 %,
 * -2 and 2 outside 99.8 %. */
int syn_count_band(const struct syn_normal *normal, double count);

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

/* Raises the class of F by a run among its periods from number FROM on (9). */
void syn_judge_run(struct syn_finding *f, size_t from, struct syn_arena *arena);

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
