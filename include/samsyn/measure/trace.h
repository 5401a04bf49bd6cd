/* measure/trace.h - the rows behind one figure: unprotected, for the analyst
 * alone, who holds the extracts anyway.
 *
 * (1) A figure has one part; or two, with what it is a share or a ratio of, or
 *     the cohort.  Each is what one body selects.
 * (2) Its rows are those that the scan counts: of the selected profiles, in
 *     the group by the age at the event, in the area, and by date and hours in
 *     the period.
 * (3) Of a case that is in a group through its persons, these are the rows of
 *     the case and of the persons that put it there.
 * (4) A kind that looks at several events together looks at more rows than it
 *     counts.  Its rows are all that it looks at: of the window, if it has one,
 *     of whatever follows a cohort, of everything until the period's end for a
 *     status; but of the look-back of "first" none. */
#ifndef SAMSYN_MEASURE_TRACE_H
#define SAMSYN_MEASURE_TRACE_H

#include <samsyn/measure/series.h>

/* Which figure. */
struct syn_traced {
    const struct syn_indicator *indicator;
    const struct syn_group *group;
    const char *area; /* NULL: the whole place. */
    struct syn_period period;
};

/* Rows of one extract; N lines, ascending and distinct. */
struct syn_trace_file {
    const struct syn_batch *batch;
    const uint32_t *line;
    size_t n;
};

/* A kind of row: its value by column, "" where it is not known. */
struct syn_trace_profile {
    const char *const *value;
    int64_t rows;
};

struct syn_trace_part {
    const struct syn_indicator *indicator; /* Whose body selects. */
    const struct syn_source *source;       /* That it reads. */
    size_t n_selected; /* Profiles, whether they have rows here or not. */
    int64_t rows;      /* In FILES. */
    bool looked_at;    /* (4) */
    const struct syn_trace_file *files; /* In order of batches. */
    size_t n_files;
    const char *const *columns; /* Of profiles; N_COLUMNS. */
    size_t n_columns;
    const struct syn_trace_profile *profiles; /* Most rows first, then by
                                               * value.  Of SOURCE only. */
    size_t n_profiles;
};

struct syn_trace {
    struct syn_trace_part part[2];
    size_t n_parts; /* 0: it cannot be computed. */
};

/* Finds the rows behind FIGURE.  READER is a fresh one: bodies run on it.
 *
 * Returns SYN_ECONFIG for a body that is none; SYN_EIO. */
enum syn_status syn_series_trace(struct syn_trace *out,
                                 const struct syn_traced *figure,
                                 struct sqlite3 *db,
                                 struct sqlite3 *reader,
                                 const struct syn_catalogue *catalogue,
                                 struct syn_arena *arena,
                                 struct syn_diag *diag) SYN_NODISCARD;

#endif
