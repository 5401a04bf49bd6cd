/* report/quality.h - what is said of extracts, as a document.
 *
 * The grades are those of the KOSTRA control program, so that who reports to
 * Statistics Norway knows them.  All values are plain, and none of them stands
 * in an extract, but for codes in columns of codes. */
#ifndef SAMSYN_REPORT_QUALITY_H
#define SAMSYN_REPORT_QUALITY_H

#include <stdint.h>

#include <samsyn/base/diag.h>
#include <samsyn/catalogue/indicator.h>
#include <samsyn/report/document.h>

enum syn_grade {
    SYN_GRADE_SUCCESS,
    SYN_GRADE_INFORMATION,
    SYN_GRADE_WARNING,  /* Can be used; read what it says. */
    SYN_GRADE_ERROR,    /* Must be mended. */
    SYN_GRADE_CRITICAL, /* Was not loaded at all. */
    SYN_N_GRADES
};

/* "success", "information" ...: as in the JSON, and behind "grade." */
extern const char *const syn_grade_names[SYN_N_GRADES];

/* A check.  ID is stable; its texts are "rule.ID" (what it looks for),
 * "rule.ID.means" and "rule.ID.do". */
struct syn_rule {
    const char *id;
    enum syn_grade grade; /* Of what it finds. */
    bool of_rows;         /* Made on every row of every file. */
};

enum { SYN_N_RULES = 37 };
extern const struct syn_rule syn_rules[SYN_N_RULES];

/* The rule that ID ("K10", "k10", "K10-bad-date") names; SYN_N_RULES: none. */
size_t syn_rule_find(const char *id);

/* An extract.  FILE has no folder.  REFUSED: nothing of it was loaded, and
 * only FILE and CONTRACT are sure to be known. */
struct syn_quality_file {
    const char *file, *source, *contract, *part, *sha256, *encoding;
    char delimiter;
    int covers_from, covers_to; /* Months, inclusive. */
    int extracted;              /* Day. */
    int64_t rows, loaded, quarantined, blank;
    bool refused;
};

enum { SYN_FINDING_LINES = 5 };

/* What a check found in one place: rows of one file that break one rule in one
 * column, or something about a file or a source. */
struct syn_quality_finding {
    size_t rule; /* In syn_rules. */
    enum syn_grade grade;
    const char *file;   /* NULL: of a whole source. */
    const char *source; /* That it touches. */
    const char *field;  /* Header or column, or "". */
    const char *detail; /* Key of a sentence, or a text; rules differ. */
    unsigned line[SYN_FINDING_LINES]; /* 0 where there is none. */
    unsigned column;
    int64_t n;        /* Rows, months, codes. */
    double a, b;      /* Shares. */
    int from, to;     /* Months. */
    const char *what; /* File compared with, or NULL. */
};

enum syn_cover { SYN_COVER_NONE, SYN_COVER_PARTLY, SYN_COVER_WHOLE };

/* Which months the extracts of a source cover, from month FIRST. */
struct syn_quality_calendar {
    const char *source;
    int first;
    size_t n;
    const unsigned char *mark; /* enum syn_cover */
};

/* Share of rows where COLUMN is not known; BEFORE, in the extract before; NAN
 * if there is none. */
struct syn_quality_missing {
    const char *source, *column, *file, *before_file;
    double share, before;
};

enum { SYN_DELAYS = 7 };
extern const int syn_delay_days[SYN_DELAYS];

/* How soon what occurred was registered: N events that occurred at least a year
 * before the last extract was made. */
struct syn_quality_delay {
    const char *source;
    int64_t n;
    int64_t within[SYN_DELAYS];
};

/* An extract against the one that it takes the place of.  ADDED, VANISHED: rows
 * of the months that both cover; -1: that is not known any more. */
struct syn_quality_change {
    const char *file, *before_file, *contract;
    int64_t rows, before_rows, added, vanished;
};

/* A code that no code list has. */
struct syn_quality_code {
    const char *source, *code, *suggestion;
    int64_t rows;
};

/* An indicator that reads a source with faults. */
struct syn_quality_effect {
    const struct syn_indicator *indicator;
    const char *source;
};

struct syn_quality {
    enum syn_lang lang;
    const char *council;
    const struct syn_quality_file *files;
    size_t n_files;
    struct syn_quality_finding *findings; /* Worst first. */
    size_t n_findings;
    const struct syn_quality_calendar *calendars;
    size_t n_calendars;
    const struct syn_quality_missing *missing;
    size_t n_missing;
    const struct syn_quality_delay *delays;
    size_t n_delays;
    const struct syn_quality_change *changes;
    size_t n_changes;
    const struct syn_quality_code *codes;
    size_t n_codes; /* At most 20 are listed. */
    size_t all_codes;
    const struct syn_quality_effect *effects;
    size_t n_effects;
    const char *const *unchecked; /* Keys "quality.not.X", NULL at the end. */
    int64_t checks[SYN_N_RULES];  /* How often each was made. */
    bool warnings_fail;           /* A warning ends the program with 1. */
};

/* The worst grade of what was found, and how many findings have GRADE. */
enum syn_grade syn_quality_worst(const struct syn_quality *quality);
size_t syn_quality_count(const struct syn_quality *quality,
                         enum syn_grade grade);

/* What the program exits with: 0 or 1. */
int syn_quality_exit(const struct syn_quality *quality);

/* "Kan brukes, med 2 forbehold." */
const char *syn_quality_verdict(const struct syn_quality *quality,
                                struct syn_arena *arena);

/* What FINDING says, one line. */
const char *syn_quality_say(const struct syn_quality *quality,
                            const struct syn_quality_finding *finding,
                            struct syn_arena *arena);

/* Composes the document, in the order of the report. */
struct syn_document *syn_quality_compose(const struct syn_quality *quality,
                                         struct syn_arena *arena);

#endif
