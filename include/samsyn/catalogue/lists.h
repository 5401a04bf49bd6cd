/* catalogue/lists.h - what the user declares in CSV files: codes, population,
 * areas, measures, breaks.  All are edited in Excel, so all are read with
 * detection of encoding and delimiter, and blamed at file:line:column. */
#ifndef SAMSYN_CATALOGUE_LISTS_H
#define SAMSYN_CATALOGUE_LISTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <samsyn/base/arena.h>
#include <samsyn/base/diag.h>
#include <samsyn/base/language.h>

/* How sure the content of a provision is, by domain experts: seen in a public
 * source, inferred from such, or recalled and to be verified before real use.
 */
enum syn_evidence {
    SYN_EVIDENCE_SURE,
    SYN_EVIDENCE_LIKELY,
    SYN_EVIDENCE_CHECK
};
extern const char *const syn_evidence_names[];

/* codes/SYSTEM.csv: code;valid_from;valid_to;title;tags[;law;ssb_group;
 * pod_category;primary;secondary;mark] - what an offence code means while a
 * window of dates holds.  VALID_* are days, SYN_UNSET if open.
 *
 * PRIMARY and SECONDARY are the focus areas that cases with the code count in,
 * bits by syn_focus_ids; each is also a tag, "primary-public-space".  A case
 * may count in several, so sums over areas mean nothing. */
struct syn_code {
    const char *system, *code, *title;
    int valid_from, valid_to;
    const char *const *tags;                    /* NULL at the end. */
    const char *law, *ssb_group, *pod_category; /* "" if not given. */
    unsigned primary, secondary;
    int mark; /* enum syn_evidence; -1 if not given. */
};

/* population.csv: area;year;sex;age;persons - persons on 1 January.  Tables may
 * say more of it (store/population.h). */
struct syn_population {
    const char *area;
    int year, sex, age; /* SEX: SYN_SEX_FEMALE or SYN_SEX_MALE. */
    int64_t persons;
    const char *file; /* Where it is told. */
    unsigned line;
};

/* areas.csv: code;name[;zone] - what a code of a place is called, and the zone
 * that it belongs to. */
struct syn_area_name {
    const char *code, *name, *zone;
};

/* measures.csv: name;focus;from;to[;owner][;indicator] - a dated measure
 * (tiltak).  AIMS_AT is a pattern on ids of indicators: those that it should
 * change; "*" if the list does not say. */
struct syn_measure_taken {
    const char *name, *aims_at;
    int focus, from, to;
};

/* Why a series breaks. */
enum syn_break_type {
    SYN_BREAK_LAW,
    SYN_BREAK_CODE,
    SYN_BREAK_PRACTICE,
    SYN_BREAK_SYSTEM,
    SYN_BREAK_BORDER,
    SYN_BREAK_PANDEMIC,
    SYN_BREAK_CHANGE, /* Of level, confirmed in samsyn.yaml: never in a list. */
    SYN_N_BREAK_TYPES
};
extern const char *const syn_break_type_names[SYN_N_BREAK_TYPES];

/* What follows from it.  All are drawn. */
enum syn_break_handling {
    SYN_BREAK_SPLIT,        /* The series ends and another begins: neither the
                             * normal range nor a comparison goes across. */
    SYN_BREAK_INCOMPARABLE, /* Windows on its two sides are not compared; the
                             * normal range goes on. */
    SYN_BREAK_MARK,         /* Nothing more. */
    SYN_N_BREAK_HANDLINGS
};
extern const char *const syn_break_handling_names[SYN_N_BREAK_HANDLINGS];

/* breaks.csv: date;applies_to;type;description[;handling;description_nn;
 * description_en;source;mark] - DATE is the first day of what is new.
 * APPLIES_TO is a pattern on ids of indicators; or "code:" and one on offence
 * codes, or "tag:" and one on tags: those whose body asks for such. */
struct syn_break {
    int day;
    const char *applies_to;
    enum syn_break_type type;
    enum syn_break_handling handling;
    const char *description[SYN_N_LANGS]; /* Never NULL. */
    bool builtin;                         /* Of datasets/breaks. */
    const char *group, *area, *by;        /* Of a change; NULL: any. */
};

struct syn_lists {
    const struct syn_code *codes;
    size_t n_codes;
    const struct syn_population *population;
    size_t n_population;
    const struct syn_area_name *areas;
    size_t n_areas;
    const struct syn_measure_taken *measures;
    size_t n_measures;
    const struct syn_break *breaks;
    size_t n_breaks;
};

/* Reads codes/ (the project's files replace built-in ones of the same name,
 * datasets/codes), population.csv, areas.csv, measures.csv and breaks.csv of
 * FOLDER; those that are not there are empty.
 * The breaks of the project come first, then those of datasets/breaks.
 *
 * Returns SYN_ECONFIG, SYN_EIO. */
enum syn_status syn_lists_read(struct syn_lists *out,
                               const char *folder,
                               struct syn_arena *arena,
                               struct syn_diag *diag) SYN_NODISCARD;

struct syn_indicator;

/* The first tag that the body of INDICATOR asks for, if no code of LISTS has
 * any of those that it asks for; else NULL.  Such a body selects nothing. */
const char *syn_codes_lack(const struct syn_lists *lists,
                           const struct syn_indicator *indicator,
                           struct syn_arena *arena);

/* Whether B breaks series of INDICATOR. */
bool syn_break_applies(const struct syn_break *b,
                       const struct syn_lists *lists,
                       const struct syn_indicator *indicator);

/* Whether B breaks that of the group called GROUP in AREA; NULL: the place. */
bool syn_break_applies_to(const struct syn_break *b,
                          const struct syn_lists *lists,
                          const struct syn_indicator *indicator,
                          const char *group,
                          const char *area);

#endif
