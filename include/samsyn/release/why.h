/* release/why.h - which rule hid a figure, for the analyst alone.
 *
 * To say the rule is to say something of the count: one hidden by its size is
 * from 1 to below the threshold.  So nothing that is published is made of this;
 * it is found again when asked for, and kept nowhere. */
#ifndef SAMSYN_RELEASE_WHY_H
#define SAMSYN_RELEASE_WHY_H

#include <samsyn/release/release.h>

/* The first that holds, in this order. */
enum syn_hidden_by {
    SYN_HIDDEN_BY_NONE,      /* May be shown, as far as this count goes. */
    SYN_HIDDEN_BY_AREA,      /* The indicator is sensitive: no areas. */
    SYN_HIDDEN_BY_REDRAWN,   /* Of its period other areas were published. */
    SYN_HIDDEN_BY_THRESHOLD, /* From 1 to below the threshold. */
    SYN_HIDDEN_BY_PERSONS,   /* Too few persons are behind it. */
    SYN_HIDDEN_BY_DOMINANCE, /* One person is behind too much of it. */
    SYN_HIDDEN_BY_REST,      /* Those that are not in it are too few. */
    SYN_HIDDEN_BY_PUBLISHED, /* Was hidden in a publication, and stays so. */
    SYN_HIDDEN_BY_SECONDARY, /* With others that are shown it would give one
                                away. */
    SYN_HIDDEN_BY_RECORDS, /* A median of fewer than 10, a p80 of fewer than 25,
                            * a p90 of fewer than 50. */
    SYN_N_HIDDEN_BY
};

/* A figure is hidden by its count, by that of which it is a part, or both. */
struct syn_why {
    bool hidden;
    enum syn_hidden_by count, of;
    int least_records; /* Of SYN_HIDDEN_BY_RECORDS. */
};

/* Why PERIOD of SERIES, one of RELEASE, is hidden.  Of a release that is
 * internal nothing is, nor of a cell without a count. */
struct syn_why syn_release_why(const struct syn_release *release,
                               const struct syn_released *series,
                               struct syn_period period);

#endif
