/* plan.h - what is to be counted, before any event is looked at.  Private. */
#ifndef SAMSYN_MEASURE_PLAN_H
#define SAMSYN_MEASURE_PLAN_H

#include <samsyn/base/limits.h>
#include <samsyn/measure/series.h>

/* The months that every part of a source covers. */
struct coverage {
    const struct syn_source *source;
    int first, last; /* Months, inclusive; FIRST > LAST: none. */
    bool *covered;   /* From FIRST. */
    int settled;     /* The last day on which registration is complete. */
};

/* The numbers of one group, or one area: by kind of period, from the plan's
 * first period of that kind. */
struct cells {
    int64_t *count[SYN_N_PERIOD_KINDS];
    uint32_t *stamp[SYN_N_PERIOD_KINDS]; /* Last key counted, by ordinal. */
};

/* An indicator's numerator, or a share's denominator. */
struct counter {
    const struct syn_indicator *indicator; /* Whose events. */
    const struct syn_indicator *shown;     /* Whose groups. */
    bool is_denominator;
    struct syn_selection selection;
    bool *selected; /* By profile of the source. */
    size_t n_selected;
    size_t n_groups;
    const struct syn_group **group;
    uint32_t *group_bit; /* By place in GROUP: bit of the event's mask. */
    bool *straddled;     /* By place in GROUP (4). */
    const char **lacks;  /* The same: "sex", or "" for ages, if the source does
                          * not have what the group needs; else NULL. */
    struct syn_hours when;
    struct cells *by_group;
    struct cells *by_area; /* Of the first group. */
    enum syn_obstacle obstacle;
    const char *detail; /* NULL: it can be computed. */
};

struct heads;

struct plan {
    const struct syn_catalogue *catalogue;
    struct counter *counters;
    size_t n_counters;
    struct coverage *coverage; /* By source of the catalogue. */
    int first_month, last_month;
    int first[SYN_N_PERIOD_KINDS];
    size_t n_periods[SYN_N_PERIOD_KINDS];
    int32_t *area_of; /* By number of the store: place in AREAS, or -1. */
    size_t n_area_of;
    const char **area_code, **area_name;
    size_t n_areas;
    struct heads *heads;
    struct syn_arena *arena;
};

const struct coverage *syn_plan_coverage(const struct plan *plan,
                                         const struct syn_source *source);

/* What batches cover, by source. */
void syn_plan_cover(struct plan *plan,
                    const struct syn_batch *batches,
                    size_t n);

/* Areas of the place: as areas.csv joins them, or as they are if few. */
enum syn_status syn_plan_areas(struct plan *plan,
                               struct sqlite3 *db,
                               struct syn_diag *diag) SYN_NODISCARD;

/* Counters for every indicator, with their bodies run. */
enum syn_status syn_plan_counters(struct plan *plan,
                                  struct sqlite3 *reader,
                                  struct syn_diag *diag) SYN_NODISCARD;

/* Counts the events of SOURCE into the counters. */
enum syn_status syn_scan(struct plan *plan,
                         struct sqlite3 *db,
                         struct sqlite3 *reader,
                         const struct syn_source *source,
                         struct syn_diag *diag) SYN_NODISCARD;

/* Persons by year, sex and single age: of the place, and of each area that has
 * rows of its own. */
struct heads *syn_heads_count(const struct syn_catalogue *catalogue,
                              struct syn_arena *arena);

/* Person-years of GROUP in AREA (NULL: the place) in PERIOD; -1 if not known
 * (8). */
double syn_heads_exposure(const struct heads *heads,
                          const struct syn_group *group,
                          const char *area,
                          struct syn_period period);

/* Whether GROUP is everyone, so that no age is asked for. */
bool syn_group_is_all(const struct syn_group *group);

#endif
