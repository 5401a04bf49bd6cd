/* catalogue/source.h - the kinds of extract, and the columns they can have.
 *
 * queries/schema/sources.csv lists the known sources (domain: police_case,
 * police_person, outreach ...) with their columns and the values these may
 * take.  A contract may name further columns and further sources. */
#ifndef SAMSYN_CATALOGUE_SOURCE_H
#define SAMSYN_CATALOGUE_SOURCE_H

#include <stdbool.h>
#include <stddef.h>

#include <samsyn/base/arena.h>
#include <samsyn/base/diag.h>

/* What a column is to the engine. */
enum syn_column_kind {
    SYN_COL_CATEGORY,   /* Text; part of the profile. */
    SYN_COL_SET,        /* Several values in one cell: one 0/1 category each. */
    SYN_COL_DATE,       /* A further date, in days. */
    SYN_COL_NUMBER,     /* A whole number. */
    SYN_COL_MOMENT,     /* Day and time, in minutes since 1970 by the clock on
                         * the wall; not known without a time. */
    SYN_COL_REPORTED,   /* Day. */
    SYN_COL_OCCURRED,   /* Day, and with a time the hour. */
    SYN_COL_TIME,       /* Hour of OCCURRED, when it has a column of its own. */
    SYN_COL_AGE,        /* Years, or a band. */
    SYN_COL_AREA,       /* Code of a place. */
    SYN_COL_CASE_KEY,   /* Identifier; kept as a keyed hash. */
    SYN_COL_PERSON_KEY, /* The same. */
    SYN_COL_WEIGHT,     /* How many the row stands for; -1 reverses one. */
    SYN_N_COLUMN_KINDS
};

/* "category", "set", "date", "number", "moment", "reported" ... in that order,
 * NULL. */
extern const char *const syn_column_kind_names[];

/* Which place an area is: where it happened, or where the person lives. */
enum syn_geography { SYN_PLACE_SCENE, SYN_PLACE_RESIDENCE, SYN_N_GEOGRAPHIES };

/* "scene", "residence", NULL. */
extern const char *const syn_geography_names[];

/* Whether a column of KIND is a value of its own of each event, beside those
 * that all events have. */
static inline bool syn_column_is_extra(enum syn_column_kind kind)
{
    return kind == SYN_COL_DATE || kind == SYN_COL_NUMBER ||
           kind == SYN_COL_MOMENT;
}

struct syn_source_column {
    const char *name;
    enum syn_column_kind kind;
    const char *norwegian;     /* What extracts often call it. */
    const char *const *values; /* Closed list, NULL-terminated, or NULL. */
};

struct syn_source {
    const char *name;
    const struct syn_source_column *columns;
    size_t n_columns;
    enum syn_geography geography; /* Of its column "area". */
    const char *links_to; /* Source that its case_key points to, or NULL. */
    bool is_table; /* Its extracts are tables of figures: cells, no events. */
};

/* Reads the table that is compiled in. */
enum syn_status syn_sources_read(const struct syn_source **out,
                                 size_t *n,
                                 struct syn_arena *arena,
                                 struct syn_diag *diag) SYN_NODISCARD;

/* The source called NAME among the N at SOURCES, or NULL. */
const struct syn_source *
syn_source_find(const struct syn_source *sources, size_t n, const char *name);

/* The column called NAME, or NULL. */
const struct syn_source_column *
syn_source_column_find(const struct syn_source *source, const char *name);

/* Sets *KIND to what a column called NAME is in every source: "reported" is
 * the reporting day, "sex" a category.  False if NAME is not reserved. */
bool syn_column_reserved(enum syn_column_kind *kind, const char *name);

/* Whether NAME may be the name of a source, a column or an indicator in SQL
 * and in files: [a-z][a-z0-9_]*, at most 60 bytes. */
bool syn_name_valid(const char *name);

/* The same for groups, which may also have '-' and begin with a digit. */
bool syn_group_name_valid(const char *name);

#endif
