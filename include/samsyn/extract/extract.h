/* extract/extract.h - an extract read by its contract, as blocks of records.
 *
 * A thread reads, scans and converts; whoever asks gets blocks that are used
 * again and again, so memory does not grow with the file.
 *
 *  (1) rows read = loaded + quarantined + blank.  Blank are empty lines and
 *      rows that say nothing for this contract ("only:").
 *  (2) A row is loaded with every column right, or quarantined with its first
 *      fault.  Nothing is padded, trimmed (unless the contract says so),
 *      shifted or skipped in silence.
 *  (3) The personal-data gate sees every cell (gate.h); what it finds
 *      quarantines the row; more than a few rows refuse the extract.
 *  (4) Identifiers leave as keyed hashes only. */
#ifndef SAMSYN_EXTRACT_EXTRACT_H
#define SAMSYN_EXTRACT_EXTRACT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <samsyn/base/calendar.h>
#include <samsyn/base/hash.h>
#include <samsyn/catalogue/contract.h>
#include <samsyn/csv/reader.h>
#include <samsyn/extract/profiles.h>

/* What every event has, in this order; then the contract's own dates and
 * numbers. */
enum syn_event_value {
    SYN_EV_REPORTED, /* Days since 1970. */
    SYN_EV_OCCURRED,
    SYN_EV_HOUR,   /* 0 to 23, of OCCURRED. */
    SYN_EV_AGE,    /* Years; the lower end of a band. */
    SYN_EV_AGE_TO, /* The upper end; the same for a single age. */
    SYN_EV_AREA,   /* Number in the dictionary of areas. */
    SYN_EV_CASE_KEY,
    SYN_EV_PERSON_KEY,
    SYN_EV_WEIGHT, /* 1 if the contract has none. */
    SYN_N_EVENT_VALUES
};
extern const char *const syn_event_value_names[SYN_N_EVENT_VALUES];

#define SYN_NULL INT64_MIN /* Not known. */

/* No power of two: the same row of all columns would share a set of the cache.
 */
enum { SYN_BLOCK_ROWS = 2040 };

enum { SYN_EXTRAS = 8, SYN_SHAPE_BYTES = 24 };

/* The columns that records of a source become: categories (sets as one 0/1
 * category a member), and extra dates and numbers behind the fixed ones. */
struct syn_layout {
    const char **categories;
    bool *is_flag; /* Of each category: a member of a set, 0 or 1. */
    size_t n_categories;
    const char **extras;
    size_t n_extras;
};

/* The layout of SOURCE: its known columns, then those that CONTRACTS of it
 * add.  The same for every run with the same contracts. */
void syn_layout_make(struct syn_layout *out,
                     const struct syn_source *source,
                     const struct syn_contract *contracts,
                     size_t n_contracts,
                     struct syn_arena *arena);

struct syn_record_block {
    const bool *gives; /* By value: false is SYN_NULL in every record. */
    size_t n;
    uint32_t line[SYN_BLOCK_ROWS];
    uint32_t profile[SYN_BLOCK_ROWS];
    int64_t value[SYN_N_EVENT_VALUES + SYN_EXTRAS][SYN_BLOCK_ROWS];
};

/* A row that was not loaded.  Never its values: SHA256 is of the whole raw
 * record. */
struct syn_quarantined {
    unsigned line, column;
    const char *field; /* Header, or "". */
    const char *rule;
    char sha256[SYN_SHA256_HEX];
    char shape[SYN_SHAPE_BYTES]; /* Of a date or number that was none: each
                                  * digit a 9, each letter an a; or "". */
    bool gate;                   /* The personal-data gate said so. */
};

struct syn_extract_summary {
    uint64_t rows_read, loaded, quarantined, blank;
    const struct syn_quarantined *quarantine; /* In order of line. */
    size_t n_quarantine;
    const unsigned *withdrawn; /* Lines that were in blocks but are quarantined
                                * after all: gate.h (3). */
    size_t n_withdrawn;
    int covers_from, covers_to; /* Months, inclusive. */
    int extracted;              /* Day. */
    const char *part;
};

struct syn_extract_options {
    const unsigned char *key; /* Of the keyed hashes. */
    const struct syn_layout *layout;
    struct syn_profiles *profiles; /* Of the layout's categories. */
    struct syn_dictionary *areas;
    /* Is shown every block by the extract's own thread, before it is given out;
     * or NULL.  It is at rest again when syn_extract_finish() returns. */
    void (*see)(void *data, const struct syn_record_block *block);
    void *data;
};

struct syn_extract;

/* Opens the extract at PATH, whose FACTS were examined; reads its header,
 * binds the columns and starts the thread.  ARENA stops it and frees all.
 *
 * Returns SYN_EINPUT when a column of the contract is not in the header, with
 * a suggestion; SYN_ECONFIG for a format, a zone or a part that is none;
 * SYN_EIO. */
enum syn_status syn_extract_open(struct syn_extract **out,
                                 const struct syn_contract *contract,
                                 const char *path,
                                 const struct syn_csv_facts *facts,
                                 const struct syn_extract_options *options,
                                 struct syn_arena *arena,
                                 struct syn_diag *diag) SYN_NODISCARD;

/* Whether value number VALUE is ever given: if not, it is SYN_NULL in every
 * record. */
bool syn_extract_gives(const struct syn_extract *extract, size_t value);

/* The next block, or NULL at the end.  The block before it is given back. */
const struct syn_record_block *syn_extract_next(struct syn_extract *extract);

/* After the last block: what became of the rows.
 *
 * Returns SYN_EINPUT if the extract is refused: too many rows quarantined,
 * personal data, no date in the column that says what is covered; SYN_EIO. */
enum syn_status syn_extract_finish(struct syn_extract_summary *out,
                                   struct syn_extract *extract,
                                   struct syn_diag *diag) SYN_NODISCARD;

/* What the file's name and CONTRACT say of part and coverage before reading:
 * PART, COVERS_FROM and COVERS_TO (SYN_UNSET if only a column will tell).
 *
 * Returns SYN_ECONFIG if the name does not fit the contract's pattern. */
enum syn_status syn_extract_identify(struct syn_extract_summary *out,
                                     const struct syn_contract *contract,
                                     const char *path,
                                     struct syn_arena *arena,
                                     struct syn_diag *diag) SYN_NODISCARD;

#endif
