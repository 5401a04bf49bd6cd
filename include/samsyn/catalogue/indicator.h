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
#include <samsyn/catalogue/source.h>

/* The seven areas of the agreement, in its order, and the cooperation. */
enum { SYN_N_FOCUS = 8 };
extern const char *const syn_focus_ids[SYN_N_FOCUS + 1];

/* What kind of figure an indicator is; measure/series.h defines each. */
enum syn_measure_kind {
    SYN_MEASURE_COUNT,
    SYN_MEASURE_SHARE,
    SYN_MEASURE_RATE,
    SYN_MEASURE_RATIO,
    SYN_MEASURE_REPEAT,
    SYN_MEASURE_FIRST,
    SYN_MEASURE_RETURN,
    SYN_MEASURE_GROUP,
    SYN_MEASURE_FOLLOWUP,
    SYN_MEASURE_DURATION,
    SYN_MEASURE_CONCENTRATION,
    SYN_MEASURE_SURVEY,
    SYN_MEASURE_STATUS,
    SYN_MEASURE_AORISTIC,
    SYN_N_MEASURES
};

/* "count", "share" ... in that order, NULL at the end. */
extern const char *const syn_measure_names[];

enum syn_date_basis { SYN_BY_REPORTED, SYN_BY_OCCURRED, SYN_BY_COLUMN };

enum syn_statistic {
    SYN_STATISTIC_NONE,
    SYN_STATISTIC_MEDIAN,
    SYN_STATISTIC_P80,
    SYN_STATISTIC_P90,
    SYN_STATISTIC_MEAN,
    SYN_STATISTIC_SUM,
    SYN_STATISTIC_GINI,   /* Of a concentration. */
    SYN_STATISTIC_AGE,    /* Of a status: months since the last event. */
    SYN_STATISTIC_RECENT, /* Of a status: events in the window. */
    SYN_STATISTIC_OPEN,   /* Of a status: records that are open. */
};

/* The units of a duration; NONE: numbers as they are. */
enum syn_time_unit {
    SYN_TIME_NONE,
    SYN_TIME_MINUTES,
    SYN_TIME_HOURS,
    SYN_TIME_DAYS,
    SYN_TIME_MONTHS /* Of 365.2425 / 12 days. */
};

/* What a concentration is over. */
enum syn_spread { SYN_OVER_PERSONS, SYN_OVER_AREAS, SYN_OVER_HOURS };

enum syn_better { SYN_BETTER_LOWER, SYN_BETTER_HIGHER, SYN_BETTER_NEUTRAL };

/* How a unit is counted: rows by weight, or distinct keys. */
enum syn_counting { SYN_COUNT_EVENTS, SYN_COUNT_CASES, SYN_COUNT_PERSONS };

struct syn_unit {
    const char *name; /* "case", "person", "assignment" ... */
    enum syn_counting counting;
    bool of_things; /* Plans, patrols: nobody is behind them. */
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
    const char *date_column;   /* If DATE is SYN_BY_COLUMN, its name. */
    const char *const *groups; /* Names, NULL at the end. */
    bool has_geography;        /* The head chooses it. */
    enum syn_geography geography;
    const char *through;      /* "police_person"; or NULL. */
    const char *const *roles; /* Of persons, NULL at the end: "suspect", or
                               * "suspect/charged"; all are needed. */
    int per; /* 1000 inhabitants, or 100 of a ratio; 0: not given. */
    enum syn_better better;
    bool police_driven; /* Follows what the police choose to check. */
    bool no_row;        /* In a briefing: it only serves a share. */
    const char *of;     /* Id of the denominator, or the cohort; or NULL. */
    const struct syn_indicator *of_indicator;
    bool of_population, invert; /* A share of the population; the rest of it. */
    int at_least;               /* Events of a person, persons of a case. */
    int window, look_back;      /* Months; 0: not given. */
    int within;                 /* Days; -1: not given. */
    struct syn_ages with;       /* Of another person; FROM SYN_UNSET: none. */
    const char *from, *to, *value, *yes, *base; /* Columns, or NULL. */
    enum syn_statistic statistic;
    enum syn_time_unit in, value_unit; /* Shown; of VALUE, or of TO - FROM. */
    enum syn_spread by;
    int top; /* Units, or hundredths of them; 0: not given. */
    bool top_percent;
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

/* Whether ROLE, or NULL, is one of those that WORD ("suspect/charged") names.
 */
bool syn_role_in(const char *word, const char *role);

/* Whether its figure is a part, COUNT of OF, and is shown in per cent. */
bool syn_indicator_is_part(const struct syn_indicator *indicator);

/* Whether its figure is a number of its own beside the counts. */
bool syn_indicator_has_value(const struct syn_indicator *indicator);

/* The keys of a head, for "samsyn help indicator"; NULL name at the end. */
struct syn_head_key {
    const char *name, *type, *fallback, *example, *help;
    bool required;
};
extern const struct syn_head_key syn_head_keys[];

#endif
