/* release/release.h - what may be shown.
 *
 * Only this layer makes a syn_release, and the layers that say and draw
 * something see nothing else: protection is held by a type.
 *
 * Hidden are: a count from 1 to one below the threshold of samsyn.yaml; of a
 * share, numerator and denominator where either of them, or the difference, is
 * such a count; of a ratio, where either is; a value, where the count that it
 * rests on is.  Then as many other counts as it takes for no hidden one to be
 * known, or nearly, from those that are shown: over quarters and years, groups
 * and areas, parts and wholes (engine/release/programme.h says which ties are
 * in the plan; that the events of one indicator are some of another's is not).
 * Where no pattern can be proved safe, nothing is shown. */
#ifndef SAMSYN_RELEASE_RELEASE_H
#define SAMSYN_RELEASE_RELEASE_H

#include <samsyn/measure/series.h>
#include <samsyn/release/past.h>

/* One period of one series, as it may be shown. */
struct syn_cell {
    enum syn_state state;
    bool provisional;
    int64_t count, of; /* 0 unless STATE is value or zero. */
    double value;      /* Of a kind that has one; NaN else. */
    double exposure;   /* Person-years; 0 if not known. */
};

/* One indicator, group and area over periods. */
struct syn_released {
    const struct syn_indicator *indicator;
    const struct syn_group *group;
    const struct syn_source *source;
    const char *area, *area_name; /* NULL: the whole place. */
    enum syn_period_kind kind;
    int first;
    size_t n;
    bool has_of;   /* COUNT is a part of OF, and is told in per cent. */
    bool has_base; /* The figure is COUNT to OF, which it may exceed. */
    bool has_value, has_exposure;
    const struct syn_cell *cell; /* N of them. */
};

/* The figure that CELL of SERIES shows: its value, its count for so many of
 * another, the per cent that it is, or its count.  NaN if it shows none. */
double syn_released_figure(const struct syn_released *series,
                           const struct syn_cell *cell);

/* Where figures come from: a contract, and the last extract under it. */
struct syn_provenance {
    const char *source, *contract, *title; /* TITLE may be NULL. */
    int extracted;                         /* Day. */
    int settles;                           /* Days. */
    int covers_from, covers_to;
};

/* How much of what happened in a quarter in SOURCE, whatever it was, had been
 * registered so many quarters later: SHARE[0] for the quarter AS_OF, which is
 * the last whole one that registrations are seen of, SHARE[1] for the one
 * before it.  SHARE[N - 1] is 1, and so is what is older: 98 % of delays are no
 * longer (reverse-time hazards, stats/nowcast.h), of at least 6 quarters.
 *
 * Shares are rounded to the finest STEP of .01, .02, .05, .1 and .2 that is
 * twice the highest threshold of samsyn.yaml in events: each stands for as many
 * events at least, so that it tells of nobody.  They rest on EVENTS or more,
 * which STEP tells already; never on fewer than 50. */
struct syn_completeness {
    const struct syn_source *source;
    int as_of;
    size_t n;
    const double *share;
    double step, events;
};

struct syn_release;

/* Protects SERIES by the programme: quarters and calendar years; by group for
 * the whole place, and by area for the indicator's first group; beside PAST,
 * what was published before.  INTERNAL leaves everything as it is, and marks it
 * as not for publication.
 *
 * Returns SYN_EINPUT if there is nothing; SYN_EDISCLOSURE if nothing can be
 * shown safely beside what is out: the message names the table, and a way
 * out. */
enum syn_status syn_release_make(struct syn_release **out,
                                 const struct syn_series_set *series,
                                 const struct syn_catalogue *catalogue,
                                 const struct syn_past *past,
                                 bool internal,
                                 struct syn_arena *arena,
                                 struct syn_diag *diag) SYN_NODISCARD;

/* The series of quarters and years; every one, in an internal release also
 * those of other kinds of period, which no programme protects. */
const struct syn_released *syn_release_series(const struct syn_release *release,
                                              size_t *n);
const struct syn_released *syn_release_every(const struct syn_release *release,
                                             size_t *n);

/* The series of an indicator, or NULL.  AREA NULL: the whole place. */
const struct syn_released *
syn_release_find(const struct syn_release *release,
                 const struct syn_indicator *indicator,
                 const struct syn_group *group,
                 const char *area,
                 enum syn_period_kind kind);

/* The cell of PERIOD; missing if the series does not reach it. */
struct syn_cell syn_released_cell(const struct syn_released *series,
                                  struct syn_period period);

const struct syn_provenance *
syn_release_provenance(const struct syn_release *release, size_t *n);

/* The completeness of SOURCE; NULL: all is settled, nothing goes by the day it
 * happened, or too little is known to tell. */
const struct syn_completeness *
syn_release_completeness(const struct syn_release *release,
                         const struct syn_source *source);

const struct syn_not_computable *
syn_release_not_computable(const struct syn_release *release, size_t *n);

/* How a release was protected. */
struct syn_protection {
    bool internal; /* Not at all; not for publication. */
    int threshold;
    size_t shown, suppressed; /* Cells. */
    bool secondary; /* Whether hidden counts are safe from arithmetic. */
    size_t pending; /* Are out, and another number by now. */
    size_t exposed; /* Are out, and would be too small by now. */
};
struct syn_protection syn_release_protection(const struct syn_release *release);

/* What the ledger keeps of RELEASE; nothing if it is internal. */
void syn_release_remember(struct syn_past *out,
                          const struct syn_release *release,
                          struct syn_arena *arena);

/* The last month that any source covers. */
int syn_release_last_month(const struct syn_release *release);

#endif
