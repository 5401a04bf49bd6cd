/* catalogue/lists.h - what the user declares in CSV files: codes, population,
 * areas, measures, breaks.  All are edited in Excel, so all are read with
 * detection of encoding and delimiter, and blamed at file:line:column. */
#ifndef SAMSYN_CATALOGUE_LISTS_H
#define SAMSYN_CATALOGUE_LISTS_H

#include <stddef.h>
#include <stdint.h>

#include <samsyn/base/arena.h>
#include <samsyn/base/diag.h>

/* codes/SYSTEM.csv: code;valid_from;valid_to;title;tags[;law] - the tags of an
 * offence code while a window of dates holds.  VALID_* are days, SYN_UNSET if
 * open. */
struct syn_code {
    const char *system, *code, *title;
    int valid_from, valid_to;
    const char *const *tags; /* NULL at the end. */
};

/* population.csv: area;year;sex;age;persons - persons on 1 January. */
struct syn_population {
    const char *area;
    int year, sex, age; /* SEX: SYN_SEX_FEMALE or SYN_SEX_MALE. */
    int64_t persons;
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

/* breaks.csv: date;applies_to;type;description - APPLIES_TO is a pattern on
 * indicator ids; the series is not compared across DATE. */
struct syn_break {
    int day;
    const char *applies_to, *type, *description;
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
 *
 * Returns SYN_ECONFIG, SYN_EIO. */
enum syn_status syn_lists_read(struct syn_lists *out,
                               const char *folder,
                               struct syn_arena *arena,
                               struct syn_diag *diag) SYN_NODISCARD;

#endif
