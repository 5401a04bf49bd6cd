/* scan.h - one reading of a source's events.  Private to measure. */
#ifndef SAMSYN_MEASURE_SCAN_H
#define SAMSYN_MEASURE_SCAN_H

#include "plan.h"

enum {
    BUCKET_BITS = 8,
    N_BUCKETS = 1 << BUCKET_BITS,
    N_ROLES = 64, /* Of a source; further ones are as if not known. */
    SEXES = 3,
    LEAST_AGE = 15 /* Below it nobody is punished: R08 of the domain. */
};

/* How one event is looked at: as itself, or as its case (5). */
struct view {
    int64_t key; /* Comes first, for syn_keyed_sort(). */
    int64_t weight;
    uint32_t profile, more; /* MORE: place in the bucket's days. */
    int32_t reported, occurred;
    int16_t area[N_PLACES];  /* In the plan's areas; -1: not known. */
    uint32_t in, straddling; /* Bits of groups. */
    int16_t hour;
    uint8_t role;
};

struct bucket {
    struct view *at;
    size_t n, room;
    int32_t *days; /* Of further date columns, N_DAYS for each view. */
    size_t n_days, room_days;
};

/* The further dates of VIEW, which is in B; NULL: it was kept without. */
static inline const int32_t *syn_bucket_days(const struct bucket *b,
                                             const struct view *view)
{
    return view->more == UINT32_MAX ? NULL : b->days + view->more;
}

/* By profile, the counters that take it: those from START[profile] on to
 * START[profile + 1] in COUNTER. */
struct roster {
    uint32_t *start;
    uint16_t *counter;
    size_t n_profiles;
};

enum pass {
    BY_EVENT,
    BY_KEPT_CASE,
    BY_KEPT_PERSON,
    BY_CROWD, /* Who is behind events and cases. */
    BY_LINKED,
    N_PASSES
};

struct scan {
    struct plan *plan;
    const struct syn_source *source, *linked;
    struct coverage *coverage;
    struct roster roster[N_PASSES];
    struct bucket *bucket[N_PASSES]; /* NULL for BY_EVENT. */
    uint8_t *sex, *role;             /* By profile. */
    size_t n_sex, n_role;
    const char *role_name[N_ROLES];
    size_t n_role_names;
    int least_age[N_ROLES]; /* Of the events of a role; SYN_AGE_MAX: none. */
    int64_t row;
    uint32_t by_age[SEXES][SYN_AGE_MAX + 1]; /* Bits of groups. */
    uint32_t ageless[SEXES];
    bool has_age, has_sex;
    struct syn_events *events; /* That it reads. */
    enum syn_status status;    /* Of the reading. */
};

/* The parts of a scan: each has read its share of the events, with buckets and
 * tallies of its own. */
struct parts {
    struct scan *at; /* The first counts into the plan itself. */
    size_t n;
};

/* --- takers.c: who takes which events, and what profiles say ----------- */

enum syn_status syn_scan_prepare(struct scan *scan,
                                 struct sqlite3 *reader,
                                 struct syn_diag *diag) SYN_NODISCARD;

/* The counters of PROFILE: from *AT on, as many as is returned. */
static inline size_t
takers(const uint16_t **at, const struct roster *r, uint32_t profile)
{
    if (profile >= r->n_profiles)
        return 0;
    *at = r->counter + r->start[profile];
    return r->start[profile + 1] - r->start[profile];
}

/* Whether C counts any of the events. */
bool syn_scan_takes(const struct scan *scan, const struct counter *c);

/* Notes the groups that counters ask for and the source cannot tell; after its
 * events have gone by. */
void syn_scan_check(const struct scan *scan);

/* --- kept.c: events that are counted by key ---------------------------- */

void syn_scan_keep(struct scan *scan,
                   enum pass pass,
                   struct view view,
                   const int32_t *days);

/* Counts the share numbered I of what PARTS have kept, and frees it. */
void syn_scan_count_kept(struct parts *parts, size_t i);

void syn_scan_new_buckets(struct scan *scan);
void syn_scan_free_kept(struct scan *scan);

/* --- parts.c: what each thread has of its own -------------------------- */

/* Makes the others of PARTS, of the first, which is prepared. */
void syn_scan_split(struct parts *parts);

/* Adds what the others of PARTS have counted to the first. */
void syn_scan_join(struct parts *parts);

/* --- scan.c ------------------------------------------------------------ */

/* Counts the person with ORDINAL, who is in VIEW, behind C. */
void syn_scan_crowd(const struct plan *plan,
                    struct counter *c,
                    const struct view *view,
                    const int32_t *days,
                    uint32_t ordinal);

/* Counts VIEW in the groups of C for which BY_PERSON is how (5). */
void syn_scan_count(struct plan *plan,
                    struct counter *c,
                    const struct view *view,
                    const int32_t *days,
                    uint32_t ordinal,
                    bool by_person);

#endif
