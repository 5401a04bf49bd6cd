/* assess/beside.h - how much more a place changed than another one, by figures
 * that others publish.  Pure.
 *
 * Crime of a kind rises and falls all over the country; what a place has of its
 * own is the ratio of its change to that of others (the ratio of ratios, as in
 * statistics.compare).  The figures are of equal kind, of one table. */
#ifndef SAMSYN_ASSESS_BESIDE_H
#define SAMSYN_ASSESS_BESIDE_H

#include <stdbool.h>

/* Figures are a year's, as published; each is of YEARS years. */
struct syn_beside {
    const char *what;           /* "violence", or "4, Vold" */
    const char *area;           /* Code of the other place. */
    const char *before, *after; /* "2020-2021" */
    double years;
    double place_before, place_after, area_before, area_after;
    /* Filled by syn_beside_judge(). */
    double place_ratio, area_ratio; /* After over before. */
    double ratio, lower, upper;     /* Of the two, with its 95 % interval. */
    bool known;                     /* Else all five are NaN. */
};

/* Computes what follows from the figures, each of which stands for figure times
 * years events (Poisson).  Not known if any of these is below 5. */
void syn_beside_judge(struct syn_beside *beside);

#endif
