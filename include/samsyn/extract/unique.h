/* extract/unique.h - how many rows of an extract are alone with what they say
 * of a person.
 *
 * Whoever knows that somebody's case is in an extract finds it if no other row
 * has the same day, age, sex and place: it needs no name (uniqueness, the
 * simplest measure of the risk; Skinner and Elliot 2002).
 *
 *  (1) Rows are grouped by all of the columns below that are there: the first
 *      of the two dates only, and only if there is an age or a sex.
 *  (2) How many may be alone is for the contract to say: max_unique. */
#ifndef SAMSYN_EXTRACT_UNIQUE_H
#define SAMSYN_EXTRACT_UNIQUE_H

#include <samsyn/extract/extract.h>

/* What may tell who somebody is, as contracts name it. */
enum syn_quasi {
    SYN_QUASI_OCCURRED,
    SYN_QUASI_REPORTED,
    SYN_QUASI_AGE,
    SYN_QUASI_SEX,
    SYN_QUASI_AREA,
    SYN_QUASI_RESIDENCE,
    SYN_QUASI_MUNICIPALITY,
    SYN_N_QUASI
};
extern const char *const syn_quasi_names[SYN_N_QUASI];

/* Takes from THERE, by enum syn_quasi, what is not grouped by (1).  Returns
 * "reported, age, sex, area"; "" if rows are not about persons. */
const char *syn_quasi_choose(bool there[SYN_N_QUASI], struct syn_arena *arena);

struct syn_uniqueness {
    const char
        *columns;     /* As of syn_quasi_choose(); "": nothing was counted. */
    int64_t rows;     /* Of the batch. */
    int64_t unique;   /* Alone in their group. */
    int64_t smallest; /* Rows of the smallest group; 0: no rows. */
};

/* Whether more are alone than CONTRACT lets (2).
 *
 * Returns SYN_EINPUT, reported for FILE. */
enum syn_status syn_unique_judge(const struct syn_uniqueness *found,
                                 const struct syn_contract *contract,
                                 const char *file,
                                 struct syn_diag *diag) SYN_NODISCARD;

/* Counting without a store.  Rows that are withdrawn later are counted. */
struct syn_unique_count;

/* For records by CONTRACT in LAYOUT, whose combinations go to PROFILES; all
 * must outlive it. */
struct syn_unique_count *syn_unique_begin(const struct syn_contract *contract,
                                          const struct syn_layout *layout,
                                          const struct syn_profiles *profiles,
                                          struct syn_arena *arena);

/* Adds BLOCK; DATA is a struct syn_unique_count (extract/extract.h: see). */
void syn_unique_see(void *data, const struct syn_record_block *block);

struct syn_uniqueness syn_unique_found(const struct syn_unique_count *count);

#endif
