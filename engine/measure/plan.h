/* plan.h - what is to be counted, before any event is looked at.  Private. */
#ifndef SAMSYN_MEASURE_PLAN_H
#define SAMSYN_MEASURE_PLAN_H

#include <samsyn/base/limits.h>
#include <samsyn/base/text.h>
#include <samsyn/measure/series.h>

/* The months that every part of a source covers. */
struct coverage {
    const struct syn_source *source;
    int first, last;     /* Months, inclusive; FIRST > LAST: none. */
    bool *covered;       /* From FIRST. */
    const char **scheme; /* Of its keys, from FIRST: "" if the contract does not
                          * say, NULL if parts differ. */
    int settled;         /* The last day on which registration is complete. */
    int extracted;       /* The last day of an extract. */
    const char *columns[SYN_EVENT_COLUMNS]; /* Read beside the usual ones. */
    size_t n_columns;
    size_t row_at; /* Of batch and line in COLUMNS, if there is a trace. */
};

/* The numbers of one group, or one area: by kind of period, from the plan's
 * first period of that kind. */
struct cells {
    int64_t *count[SYN_N_PERIOD_KINDS];
    uint32_t *stamp[SYN_N_PERIOD_KINDS]; /* Last key counted, by ordinal. */
    bool distinct; /* Else months are counted, and the rest made of them. */
};

/* Who is behind counts of quarters and years: how many persons, and the events
 * of the one who has most.  NOW and STAMP are of the person that goes by. */
enum { CROWD_KINDS = 2 };
struct crowd {
    int64_t *persons[CROWD_KINDS], *most[CROWD_KINDS], *now[CROWD_KINDS];
    uint32_t *stamp[CROWD_KINDS];
};

/* What one group, or one area, of an indicator has. */
struct tally {
    struct cells count, of;
    struct crowd *crowd;               /* NULL: not looked at. */
    double *value[SYN_N_PERIOD_KINDS]; /* NaN: none; NULL: not that kind. */
};

/* Where a number of an event is found: a place in its further columns, or one
 * of these. */
enum { OF_REPORTED = -1, OF_OCCURRED = -2, OF_NOTHING = -3 };

/* Which of an event's areas a counter goes by: its own, or its case's. */
enum { NO_AREA = -1, OWN_AREA, CASE_AREA, N_PLACES };

/* What of an event is put together, or told apart.  A row stands for what is
 * not known, but for the person of BY_PERSON. */
enum thing { BY_ROW, BY_CASE, BY_PERSON, BY_SOMEONE, BY_AREA, BY_HOUR };

/* One event as the kinds of measure that look at several together see it. */
struct hit {
    int64_t key;   /* Of what is put together: a person, a case, an area; it
                    * comes first, for syn_keyed_sort(). */
    int64_t other; /* What is told apart in it: a case, a person. */
    int32_t day;
    uint32_t in; /* Bits of groups. */
    int16_t month, area;
    uint32_t record : 31; /* Its place in the records. */
    uint32_t with : 1;    /* Of the ages that another person must have. */
};

/* What kinds that look at the record itself see more of it. */
struct record {
    int64_t a, b; /* Days, or numbers; SYN_UNKNOWN. */
    int64_t weight;
};

struct hits {
    struct hit *at;
    struct record *records; /* As they came; NULL: nobody looks at them. */
    size_t n, room;
    uint32_t straddling; /* Bits of groups (4). */
};

/* What of an atom is in the groups with the bits IN, and in no others of its
 * groups. */
struct leaf {
    uint32_t in;
    int64_t *count;  /* By quarter. */
    uint32_t *stamp; /* Last key counted, by ordinal. */
};

/* A COLUMN that a counter needs, that only some contracts of SOURCE have;
 * "time" is an hour, wherever it stands.  THROUGH: of the persons of its cases.
 */
struct partly {
    const struct syn_source *source;
    const char *column;
    enum { FOR_ALL, FOR_AGES, FOR_SEX, FOR_AREAS } whom;
    bool through;
};

/* Whose figures: those of group number G, or of areas in it. */
struct whose {
    size_t g;
    bool by_area;
};

/* An indicator's events, or those of what it is a part of; or an atom's, by
 * leaves and areas. */
struct counter {
    const struct syn_indicator *indicator; /* Whose events. */
    const struct syn_indicator *shown;     /* Whose groups. */
    struct syn_selection selection;
    bool *selected; /* By profile of the source. */
    size_t n_selected;
    size_t n_groups;
    const struct syn_group **group;
    uint32_t *group_bit;     /* By place in GROUP: bit of the event's mask. */
    bool *straddled;         /* By place in GROUP (4). */
    enum syn_obstacle *lack; /* The same, with LACKS. */
    const char **lacks;      /* What the source does not have; NULL: nothing. */
    struct syn_hours when;
    int date, a, b;               /* Numbers of an event. */
    int place;                    /* Which of an event's areas; NO_AREA. */
    enum syn_geography geography; /* Of that area. */
    bool keeps; /* Its events become HITS, else are counted. */
    struct hits hits;
    struct counter *keeper; /* Whose hits are its own too; NULL: its own. */
    enum thing key, other;  /* Of hits. */
    bool keyless;           /* A hit without a key is one too. */
    bool has_records;       /* Its hits do. */
    struct tally *by_group;
    struct tally *by_area; /* Of the first group. */
    bool has_crowd;        /* It counts things that persons are in (27). */
    bool is_atom;
    struct leaf *leaf;
    size_t n_leaves, room_leaves;
    const struct counter **atom; /* That it is the sum of, NULL at the end;
                                  * NULL: not known. */
    struct partly *partly;
    size_t n_partly;
    enum syn_obstacle obstacle;
    const char *detail; /* NULL: it can be computed. */
};

struct heads;
struct trace;

struct plan {
    const struct syn_catalogue *catalogue;
    struct counter *counters; /* Each indicator's, and after it that of what it
                               * is a part of, if that is another. */
    size_t n_indicator_counters;
    size_t n_counters;         /* With the atoms, which follow. */
    struct coverage *coverage; /* By source of the catalogue. */
    const struct syn_batch *batches;
    size_t n_batches;
    int first_month, last_month;
    int first_day;      /* Of FIRST_MONTH. */
    uint16_t *month_of; /* By day from FIRST_DAY: months since FIRST_MONTH. */
    size_t n_days;
    uint16_t *period_of[SYN_ROLLING_12]; /* By month from FIRST_MONTH: its
                                          * period, from FIRST. */
    int first[SYN_N_PERIOD_KINDS];
    size_t n_periods[SYN_N_PERIOD_KINDS];
    int32_t *area_of; /* By number of the store: place in AREAS, or -1. */
    size_t n_area_of;
    const char **area_code, **area_name;
    size_t n_areas;
    struct heads *heads;
    struct syn_arena *leaves; /* Lasts longer than what a scan allocates. */
    struct trace *trace;      /* NULL: nobody asks for rows. */
    struct sqlite3 *db[SYN_THREADS]; /* Each reads a part of the events. */
    size_t n_db;
    struct syn_arena *arena;
};

/* --- coverage.c -------------------------------------------------------- */

/* The contract of BATCH, or NULL. */
const struct syn_contract *
syn_contract_of(const struct syn_catalogue *catalogue,
                const struct syn_batch *batch);

struct coverage *syn_plan_coverage(const struct plan *plan,
                                   const struct syn_source *source);

/* The month of DAY. */
static inline int syn_plan_month(const struct plan *plan, int day)
{
    int at = day - plan->first_day;

    if (day >= plan->first_day && (size_t)at < plan->n_days)
        return plan->first_month + plan->month_of[at];
    return syn_day_month(day);
}

/* What batches cover, by source. */
void syn_plan_cover(struct plan *plan,
                    const struct syn_batch *batches,
                    size_t n);

/* VALUE if C covers the months FROM to TO, MISSING if it does not, NOT_YET if
 * only because they reach past the last. */
enum syn_state syn_coverage_state(const struct coverage *c, int from, int to);

/* The one way in which the keys of FROM to TO were made, or NULL. */
const char *syn_coverage_scheme(const struct coverage *c, int from, int to);

/* The contract of SOURCE that is filtered to ages which GROUP is not all in,
 * or NULL. */
const struct syn_contract *syn_filtered(const struct syn_catalogue *catalogue,
                                        const struct syn_source *source,
                                        const struct syn_group *group);

/* --- plan.c ------------------------------------------------------------ */

/* Areas of the place: as areas.csv joins them, or as they are if few. */
enum syn_status syn_plan_areas(struct plan *plan,
                               struct sqlite3 *db,
                               struct syn_diag *diag) SYN_NODISCARD;

/* --- counters.c -------------------------------------------------------- */

/* Counters for every indicator, with their bodies run. */
enum syn_status syn_plan_counters(struct plan *plan,
                                  struct sqlite3 *reader,
                                  struct syn_diag *diag) SYN_NODISCARD;

/* Whether INDICATOR has a counter of what it is a part of. */
bool syn_has_second(const struct syn_indicator *indicator);

/* Whether C tells the persons, or the cases, of its events apart. */
bool syn_needs_key(const struct counter *c, enum syn_counting key);

/* Whether C needs to know the hour of its events. */
bool syn_needs_hour(const struct counter *c);

/* What the day is called that C goes by. */
const char *syn_day_name(const struct counter *c);

/* The source that the day called NAME of an event of C is from: its own, or
 * that of its case (3); NULL if no contract has it. */
const struct syn_source *syn_day_source(const struct plan *plan,
                                        const struct counter *c,
                                        const char *name);

/* Whether C counts group number G through the persons of a case. */
bool syn_by_person(const struct counter *c, size_t g);

/* Whether A and B look for the same persons of a case. */
bool syn_same_roles(const struct syn_indicator *a,
                    const struct syn_indicator *b);

/* Gives C the groups of the indicator that it is shown for. */
void syn_counter_groups(struct plan *plan, struct counter *c);

/* Gives C tallies of its own, with nothing in them. */
void syn_counter_empty(const struct plan *plan, struct counter *c);

/* --- atoms.c ----------------------------------------------------------- */

/* Adds counters of the atoms of all others. */
void syn_plan_atoms(struct plan *plan);

/* The leaf IN of the atom C, which is new if there was none. */
struct leaf *
syn_leaf_of(const struct plan *plan, struct counter *c, uint32_t in);

/* Adds an event, or the case with ORDINAL, to the leaf IN of the atom C. */
void syn_leaf_add(const struct plan *plan,
                  struct counter *c,
                  uint32_t in,
                  int month,
                  uint32_t ordinal,
                  int64_t weight);

#define SYN_WHOLE_PLACE SIZE_MAX

/* The counts of quarters, NULL at the end, that C is the sum of in its group
 * number G, or in AREA of its first group; NULL if they are not known, as of
 * C = NULL. */
const int64_t *const *syn_atom_counts(const struct plan *plan,
                                      const struct counter *c,
                                      size_t g,
                                      size_t area);

bool syn_same_hours(const struct syn_hours *a, const struct syn_hours *b);

/* Whether B selects what A selects. */
bool syn_selection_in(const struct counter *a, const struct counter *b);

/* Which indicators are in which. */
void syn_plan_insides(struct syn_series_set *out, const struct plan *plan);

/* --- sort.c ------------------------------------------------------------ */

/* Sorts the N things of SIZE bytes at AT, that begin with their key, an int64_t
 * that is first in ORDER, and returns where they are now: AT is freed, or it is
 * the same.  The first SKIP bits of all keys are the same. */
void *syn_keyed_sort(void *at,
                     size_t n,
                     size_t size,
                     unsigned skip,
                     int (*order)(const void *a, const void *b));

/* --- cells.c ----------------------------------------------------------- */

void syn_cells_new(const struct plan *plan, struct cells *cells, bool distinct);

/* Adds an event of MONTH: its WEIGHT, or once in each cell what has ORDINAL,
 * if that is not 0. */
void syn_cells_add(const struct plan *plan,
                   struct cells *cells,
                   int month,
                   uint32_t ordinal,
                   int64_t weight);

/* Makes the longer periods of the months. */
void syn_cells_sum(const struct plan *plan, struct cells *cells);

/* --- crowd.c ----------------------------------------------------------- */

struct crowd *syn_crowd_new(const struct plan *plan);

/* Adds an event of MONTH of the person with ORDINAL. */
void syn_crowd_add(const struct plan *plan,
                   struct crowd *crowd,
                   int month,
                   uint32_t ordinal,
                   int64_t weight);

/* --- scan.c ------------------------------------------------------------ */

/* Counts the events of SOURCE into the counters. */
enum syn_status syn_scan(struct plan *plan,
                         struct sqlite3 *reader,
                         const struct syn_source *source,
                         struct syn_diag *diag) SYN_NODISCARD;

/* --- kinds: hits to tallies -------------------------------------------- */

/* One group or area of a counter: which hits are in it, and where they go. */
struct filter {
    struct tally *tally;
    uint32_t bit;
    int32_t area; /* -1: any. */
};

/* The filters of C: groups, then areas.  In the arena of PLAN. */
struct filter *
syn_filters(size_t *n, const struct plan *plan, const struct counter *c);

static inline bool syn_hit_in(const struct hit *hit,
                              const struct filter *filter)
{
    return hit->in & filter->bit &&
           (filter->area < 0 || hit->area == filter->area);
}

static inline const struct record *syn_hit_record(const struct counter *c,
                                                  const struct hit *hit)
{
    return &c->hits.records[hit->record];
}

/* Adds HIT, with RECORD unless that is NULL, as it is for all or none. */
void syn_hits_add(struct hits *hits,
                  const struct hit *hit,
                  const struct record *record);
void syn_hits_free(struct hits *hits);

/* Moves those of MORE to the end of HITS. */
void syn_hits_move(struct hits *hits, struct hits *more);

/* Finds the counters that would keep the same hits: one keeps them for all. */
void syn_plan_keepers(struct plan *plan);

/* Makes the tallies of all counters that keep hits. */
void syn_count_hits(struct plan *plan);

void syn_count_repeat(struct plan *plan, struct counter *c);
void syn_count_first(struct plan *plan, struct counter *c);
void syn_count_following(struct plan *plan,
                         struct counter *c,
                         const struct counter *of);
void syn_count_groups(struct plan *plan, struct counter *c);
void syn_count_concentration(struct plan *plan, struct counter *c);
void syn_count_prompt(struct plan *plan, struct counter *c);
void syn_count_duration(struct plan *plan, struct counter *c);
void syn_count_survey(struct plan *plan, struct counter *c);
void syn_count_status(struct plan *plan, struct counter *c);

/* --- partly.c ---------------------------------------------------------- */

/* Whether CONTRACT has COLUMN; "time": anything that tells an hour. */
bool syn_contract_tells(const struct syn_contract *contract,
                        const char *column);

/* (7) Finds the columns without which events of C would not be counted, and
 * that only some contracts have. */
void syn_find_partly(const struct plan *plan, struct counter *c);

/* Whether an extract in the months FROM to TO has not what C needs for WHOSE
 * figures. */
bool syn_lacks_column(const struct plan *plan,
                      const struct counter *c,
                      struct whose whose,
                      int from,
                      int to);

/* --- states.c ---------------------------------------------------------- */

/* What is known of C, with OF, in PERIOD (7, 20). */
enum syn_state syn_period_state(const struct plan *plan,
                                const struct counter *c,
                                const struct counter *of,
                                struct whose whose,
                                struct syn_period period);

bool syn_period_provisional(const struct plan *plan,
                            const struct counter *c,
                            const struct counter *of,
                            size_t g,
                            struct syn_period period);

/* What keeps C, with OF, from every month: too short a history, or keys that
 * change (10, 11), as a detail; NULL if nothing does. */
const char *syn_lacks_history(enum syn_obstacle *why,
                              const struct plan *plan,
                              const struct counter *c,
                              const struct counter *of);

/* The months that C looks at for PERIOD. */
void syn_counter_months(int *from,
                        int *to,
                        const struct counter *c,
                        struct syn_period period);

/* Whether C has periods of KIND: none that are longer than its window. */
bool syn_kind_applies(const struct counter *c, enum syn_period_kind kind);

/* --- heads.c ----------------------------------------------------------- */

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

/* Persons of GROUP in AREA, the mean over PERIOD to the nearest whole; -1. */
int64_t syn_heads_mean(const struct heads *heads,
                       const struct syn_group *group,
                       const char *area,
                       struct syn_period period);

/* Whether GROUP is everyone, so that no age is asked for. */
bool syn_group_is_all(const struct syn_group *group);

/* --- delays.c ---------------------------------------------------------- */

/* Fills the delays of OUT (28), whose batches are known. */
enum syn_status syn_measure_delays(struct syn_series_set *out,
                                   const struct plan *plan,
                                   struct sqlite3 *db,
                                   struct syn_diag *diag) SYN_NODISCARD;

#endif
