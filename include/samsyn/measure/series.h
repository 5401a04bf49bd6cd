/* measure/series.h - counts of indicators by group, area and period.
 *
 *  (1) A body's profiles select; one scan of a source's events counts all its
 *      indicators, groups, areas and periods together.
 *  (2) Units: events are summed by weight; cases and persons are distinct keys
 *      within each cell, so a quarter's persons are not the sum of its months'.
 *      A row without a case key is a case of its own; a row without a person
 *      key is no known person and is not counted.
 *  (3) An event without the date that the indicator goes by, or without the
 *      hour that it asks for, is in no cell.
 *  (4) A group takes an event whose age lies in it; a band only if it nests in
 *      the group.  A band that straddles a group's limit makes the indicator
 *      not computable for that group.
 *  (5) A case is in a group through its linked persons of the indicator's
 *      role; in "all" by itself.
 *  (6) A share's numerator is among its denominator's events.
 *  (7) A period is zero only if its months are covered by every part of the
 *      source; else it is missing, or not yet.
 *  (8) Exposure is person-years: each month a twelfth of the mean of the
 *      populations on 1 January before and after; where the later one is not
 *      there, the earlier alone. */
#ifndef SAMSYN_MEASURE_SERIES_H
#define SAMSYN_MEASURE_SERIES_H

#include <samsyn/base/calendar.h>
#include <samsyn/catalogue/catalogue.h>
#include <samsyn/store/rows.h>

struct sqlite3;

/* What is known of a period's value.  Never mixed up. */
enum syn_state {
    SYN_STATE_VALUE,
    SYN_STATE_ZERO,
    SYN_STATE_MISSING,        /* Not covered by the extracts. */
    SYN_STATE_NOT_YET,        /* After the last month covered. */
    SYN_STATE_SUPPRESSED,     /* Protected; made by release only. */
    SYN_STATE_NOT_APPLICABLE, /* As a share of nothing. */
    SYN_N_STATES
};

/* One indicator, group and area over consecutive periods; arrays of N. */
struct syn_series {
    const struct syn_indicator *indicator;
    const struct syn_group *group;
    const struct syn_source *source; /* That its body reads. */
    const char *area, *area_name; /* NULL: the whole place. */
    enum syn_period_kind kind;
    int first; /* Index of the first period. */
    size_t n;
    int64_t *count;
    int64_t *of;      /* Of a share: the denominator; else NULL. */
    double *exposure; /* Person-years; NULL if the population is not known. */
    enum syn_state *state;
    bool *provisional; /* Registration was not complete at the extract. */
};

/* Why an indicator, or one of its groups, cannot be computed. */
enum syn_obstacle {
    SYN_NO_EXTRACT, /* No extract of its source. */
    SYN_NO_COLUMN,  /* DETAIL is a column that no contract has. */
    SYN_NO_KEY,     /* It counts cases or persons, and there is no key. */
    SYN_NO_AGE,     /* The group needs ages, or DETAIL = "sex". */
    SYN_AGE_BANDS,  /* (4) */
    SYN_NO_LINK,    /* DETAIL is the source that should be linked. */
    SYN_NEGATIVE,   /* Reversals exceed events in DETAIL, a period. */
    SYN_N_OBSTACLES
};

struct syn_not_computable {
    const struct syn_indicator *indicator;
    const struct syn_group *group; /* NULL: all of it. */
    enum syn_obstacle obstacle;
    const char *detail; /* "" if there is none. */
};

struct syn_series_set {
    struct syn_series *at; /* By indicator, group, area, kind. */
    size_t n;
    struct syn_not_computable *not_computable;
    size_t n_not_computable;
    const struct syn_batch *batches;
    size_t n_batches;
    int first_month, last_month; /* Covered by any source. */
};

/* Counts everything that CATALOGUE declares, from the store DB; bodies run on
 * READER.
 *
 * Returns SYN_ECONFIG for a body that is none; SYN_EIO. */
enum syn_status syn_series_measure(struct syn_series_set *out,
                                   struct sqlite3 *db,
                                   struct sqlite3 *reader,
                                   const struct syn_catalogue *catalogue,
                                   struct syn_arena *arena,
                                   struct syn_diag *diag) SYN_NODISCARD;

#endif
