/* store/rows.h - reading the store back: coverage, bodies, events.
 *
 * This is the narrow interface between the scan and where events lie. */
#ifndef SAMSYN_STORE_ROWS_H
#define SAMSYN_STORE_ROWS_H

#include <stdbool.h>
#include <stdint.h>

#include <samsyn/catalogue/catalogue.h>

struct sqlite3;

/* A batch, as far as others need it. */
struct syn_batch {
    int64_t id;
    const char *source, *contract, *part, *file, *sha256;
    int covers_from, covers_to; /* Months, inclusive. */
    int extracted;              /* Day. */
    int64_t rows_read, loaded, quarantined, blank;
    uint64_t fingerprint[2];
    int64_t superseded_by;                    /* 0: live, unless purged. */
    const char *loaded_at, *purged_at, *seal; /* "": not purged. */
};

/* The live batches by source, contract, part, first month. */
enum syn_status syn_store_batches(const struct syn_batch **out,
                                  size_t *n,
                                  struct sqlite3 *db,
                                  struct syn_arena *arena,
                                  struct syn_diag *diag) SYN_NODISCARD;

/* All batches that ever were, in order of their numbers. */
enum syn_status syn_store_ledger(const struct syn_batch **out,
                                 size_t *n,
                                 struct sqlite3 *db,
                                 struct syn_arena *arena,
                                 struct syn_diag *diag) SYN_NODISCARD;

/* Codes of areas; the number of code I is I + 1. */
enum syn_status syn_store_areas(const char *const **out,
                                size_t *n,
                                struct sqlite3 *db,
                                struct syn_arena *arena,
                                struct syn_diag *diag) SYN_NODISCARD;

/* What a body selected. */
struct syn_selection {
    const struct syn_source *source; /* The one that it reads. */
    const uint32_t *profiles;        /* Ascending, distinct. */
    size_t n;
    const char *absent; /* A column that it reads and no contract has; NULL. */
    const char **reads; /* Those that some contract has, as it calls them. */
    size_t n_reads;
};

/* Makes the views of profile dimensions on READER; once, before bodies run. */
enum syn_status syn_bodies_prepare(struct sqlite3 *reader,
                                   const struct syn_catalogue *catalogue,
                                   struct syn_arena *arena,
                                   struct syn_diag *diag) SYN_NODISCARD;

/* Runs the body of INDICATOR: one read-only SELECT of profiles of one source.
 *
 * Returns SYN_ECONFIG, reported at its line and column with a caret and a
 * suggestion, for anything else or what takes too long; SYN_EIO. */
enum syn_status syn_body_run(struct syn_selection *out,
                             struct sqlite3 *reader,
                             const struct syn_catalogue *catalogue,
                             const struct syn_indicator *indicator,
                             struct syn_arena *arena,
                             struct syn_diag *diag) SYN_NODISCARD;

/* The value of category COLUMN by profile of SOURCE, NULL where unknown.
 * OUT[profile], N is one more than the last profile. */
enum syn_status syn_store_category(const char *const **out,
                                   size_t *n,
                                   struct sqlite3 *reader,
                                   const struct syn_source *source,
                                   const char *column,
                                   struct syn_arena *arena,
                                   struct syn_diag *diag) SYN_NODISCARD;

/* The columns of profiles of SOURCE: its categories, then those of the source
 * that it is linked to. */
enum syn_status syn_store_categories(const char *const **out,
                                     size_t *n,
                                     struct sqlite3 *reader,
                                     const struct syn_source *source,
                                     struct syn_arena *arena,
                                     struct syn_diag *diag) SYN_NODISCARD;

/* Further dates and numbers of an event that a reader can ask for. */
enum { SYN_EVENT_COLUMNS = 12 };

/* An event.  Days, hour, ages, area: INT32_MIN or 0 (area) if not known; keys
 * 0 if not known.  CASE is what its case says, if the source is linked. */
struct syn_event {
    uint32_t profile; /* Of the view: the pair, if the source is linked. */
    int32_t reported, occurred, hour, age, age_to, area;
    int64_t case_key, person_key, weight;
    struct {
        uint32_t profile; /* 0: not linked. */
        int32_t reported, occurred, hour, area;
    } linked;
    int64_t more[SYN_EVENT_COLUMNS]; /* As asked for; SYN_UNKNOWN. */
};

enum { SYN_UNKNOWN = INT32_MIN };

struct syn_events;

/* Opens the events of SOURCE, with the N COLUMNS (dates and numbers that a
 * contract has, at most SYN_EVENT_COLUMNS) in MORE.  ARENA closes. */
enum syn_status syn_events_open(struct syn_events **out,
                                struct sqlite3 *db,
                                const struct syn_catalogue *catalogue,
                                const struct syn_source *source,
                                const char *const *columns,
                                size_t n,
                                struct syn_arena *arena,
                                struct syn_diag *diag) SYN_NODISCARD;

/* Opens the share numbered PART of N of ALL, on DB, which is another connection
 * if another thread reads it.  The shares, one after another, are what ALL,
 * that stays open, would give. */
enum syn_status syn_events_share(struct syn_events **out,
                                 const struct syn_events *all,
                                 struct sqlite3 *db,
                                 size_t part,
                                 size_t n,
                                 struct syn_arena *arena,
                                 struct syn_diag *diag) SYN_NODISCARD;

/* SYN_OK with the next event in OUT, SYN_DONE, or SYN_EIO. */
enum syn_status syn_events_next(struct syn_event *out,
                                struct syn_events *events,
                                struct syn_diag *diag) SYN_NODISCARD;

/* Whether any contract of SOURCE has COLUMN. */
bool syn_source_provides(const struct syn_catalogue *catalogue,
                         const struct syn_source *source,
                         const char *column);

/* Whether any contract of SOURCE has several values in a cell of the category
 * COLUMN.  Its profiles then hold all of them, and the view of the source has a
 * row for each: a body selects a profile if any of its values fits. */
bool syn_source_has_several(const struct syn_catalogue *catalogue,
                            const struct syn_source *source,
                            const char *column);

/* The source that SOURCE is linked to and that has a contract too, or NULL. */
const struct syn_source *
syn_source_linked(const struct syn_catalogue *catalogue,
                  const struct syn_source *source);

/* The same, and their keys can meet: NULL where each contract of the two names
 * a key scheme, and none is named by both. */
const struct syn_source *
syn_source_joined(const struct syn_catalogue *catalogue,
                  const struct syn_source *source);

#endif
