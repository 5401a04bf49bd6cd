/* catalogue/indicator.h - an indicator: head and body of one SQL file.
 *
 * The head is lines of "-- @key value" at the top; the body is one SELECT of
 * profiles.  The head is read here, the body is run by measure. */
#ifndef SAMSYN_CATALOGUE_INDICATOR_H
#define SAMSYN_CATALOGUE_INDICATOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <samsyn/base/arena.h>
#include <samsyn/base/diag.h>
#include <samsyn/base/language.h>
#include <samsyn/catalogue/schema.h>

/* The seven areas of the agreement, in its order, and the cooperation. */
enum { SYN_N_FOCUS = 8 };
extern const char *const syn_focus_ids[SYN_N_FOCUS + 1];

enum syn_measure_kind {
    SYN_MEASURE_COUNT,
    SYN_MEASURE_SHARE,
    SYN_MEASURE_RATE
};
enum syn_date_basis { SYN_BY_REPORTED, SYN_BY_OCCURRED };
enum syn_better { SYN_BETTER_LOWER, SYN_BETTER_HIGHER, SYN_BETTER_NEUTRAL };

/* How a unit is counted: rows by weight, or distinct keys. */
enum syn_counting { SYN_COUNT_EVENTS, SYN_COUNT_CASES, SYN_COUNT_PERSONS };

struct syn_unit {
    const char *name; /* "case", "person", "assignment" ... */
    enum syn_counting counting;
};
extern const struct syn_unit syn_units[];
extern const size_t syn_n_units;

/* Hours of the week from Monday 00, a bit each. */
struct syn_hours {
    bool all;
    uint64_t bits[3];
};

struct syn_indicator {
    const char *id;   /* File name without .sql. */
    const char *path; /* For messages. */
    const char *title[SYN_N_LANGS];
    const char *about[SYN_N_LANGS]; /* Definition in words; may be NULL. */
    int focus;                      /* Index in syn_focus_ids. */
    enum syn_measure_kind measure;
    const struct syn_unit *unit;
    enum syn_date_basis date;
    const char *const *groups;  /* Names, NULL at the end. */
    const char *through, *role; /* "police_person", "suspect"; or NULL. */
    int per;                    /* 1000 inhabitants; 0: no rate. */
    enum syn_better better;
    bool police_driven; /* Follows what the police choose to check. */
    bool no_row;        /* In a briefing: it only serves a share. */
    const char *of;     /* Share: id of the denominator; or NULL. */
    const struct syn_indicator *of_indicator;
    struct syn_hours when;
    bool builtin;
    const char *text; /* The whole file. */
    const char *body; /* Inside TEXT; from the first line of the query. */
    unsigned body_line;
};

/* Reads one file's TEXT.  Returns SYN_ECONFIG with file:line:column. */
enum syn_status syn_indicator_parse(struct syn_indicator *out,
                                    const char *path,
                                    const char *text,
                                    struct syn_arena *arena,
                                    struct syn_diag *diag) SYN_NODISCARD;

/* Where the value of KEY stands in the head of INDICATOR, or the one numbered
 * NTH (from 0) of several.  The path alone if KEY is not there. */
struct syn_written syn_indicator_written(const struct syn_indicator *indicator,
                                         const char *key,
                                         size_t nth);

/* The keys of a head, for "samsyn help indicator"; NULL name at the end. */
struct syn_head_key {
    const char *name, *type, *fallback, *example, *help;
    bool required;
};
extern const struct syn_head_key syn_head_keys[];

#endif
