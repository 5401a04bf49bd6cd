/* stat.h - what a method works with.  Private to methods.
 *
 * A method runs once for the whole table, or once for each group.  It takes
 * columns and options, computes, and writes fields.  A mistake of the user (a
 * cell that is no number, a column that is not there) sets STATUS, after which
 * nothing that is written counts: a method returns when a column it needs is
 * NULL. */
#ifndef SAMSYN_METHODS_STAT_H
#define SAMSYN_METHODS_STAT_H

#include <stdbool.h>
#include <stddef.h>

#include <samsyn/base/calendar.h>
#include <samsyn/methods/method.h>
#include <samsyn/stats/refusal.h>

#include "input.h"
#include "json.h"

enum { SYN_MOST_CONFIDENCES = 8 };

struct syn_warning {
    const char *id, *text;
    struct syn_warning *next;
};

/* N          Rows of this run; what the result says as "n".  A method that
 *            leaves rows out sets USED.
 * CONFIDENCE The levels asked for; the first is that of lower and upper.
 * JSON       Open for the fields of "rows" or "result". */
struct syn_stat {
    const struct syn_method *method;
    const struct syn_input *input;
    const size_t *index; /* Rows of the input. */
    size_t n, used;
    const char *definition;
    double confidence[SYN_MOST_CONFIDENCES];
    size_t n_confidence;
    double per;
    bool force, residuals;
    const struct syn_given *given;
    size_t n_given;
    struct syn_json json, row_mark, start;
    bool row_open;
    const struct syn_times *times; /* For the "t" of a refused row. */
    struct syn_warning *warnings;
    const char *refused, *reason;
    bool details; /* What is in JSON stands beside the reason. */
    struct syn_arena *arena;
    struct syn_diag *diag;
    enum syn_status status;
};

/* N zeroed numbers. */
double *syn_stat_room(struct syn_stat *s, size_t n);

/* --- columns: N values; NaN or NULL is a missing one -------------------- */

/* Whether the table has the column. */
bool syn_stat_has(const struct syn_stat *s, const char *name);

/* The numbers of a column; NULL, which is the user's mistake, if there is
 * none.  _MAYBE: NULL is no mistake. */
const double *syn_stat_column(struct syn_stat *s, const char *name);
const double *syn_stat_column_maybe(struct syn_stat *s, const char *name);

/* The first of A and B that is there. */
const double *
syn_stat_column_of(struct syn_stat *s, const char *a, const char *b);

/* The cells as written. */
const char *const *syn_stat_texts_maybe(struct syn_stat *s, const char *name);

/* --- options ------------------------------------------------------------ */

/* The value, or the fallback; NULL if there is neither. */
const char *syn_stat_option(const struct syn_stat *s, const char *name);
bool syn_stat_is(const struct syn_stat *s, const char *name, const char *value);
bool syn_stat_flag(const struct syn_stat *s, const char *name);
/* NaN if there is none. */
double syn_stat_number(const struct syn_stat *s, const char *name);
/* --simulations, OWN without it; a warning if they are fewer than OWN. */
size_t syn_stat_simulations(struct syn_stat *s, size_t own);
/* At most MOST of them; returns how many. */
size_t syn_stat_numbers(struct syn_stat *s,
                        const char *name,
                        double *out,
                        size_t most);
/* The names in a list with commas, NULL at the end. */
const char *const *
syn_stat_names(struct syn_stat *s, const char *list, size_t *n);
bool syn_stat_defined(const struct syn_stat *s, const char *definition);

/* Says that the value of option NAME cannot be used (exit status 2). */
void syn_stat_wrong(struct syn_stat *s, const char *name);

/* --- fields ------------------------------------------------------------- */

void syn_put(struct syn_stat *s, const char *key, double value);
void syn_put_text(struct syn_stat *s, const char *key, const char *value);
void syn_put_bool(struct syn_stat *s, const char *key, bool value);
void syn_put_null(struct syn_stat *s, const char *key);
void syn_put_list(struct syn_stat *s,
                  const char *key,
                  const double *value,
                  size_t n);
void syn_put_object(struct syn_stat *s, const char *key);
void syn_put_object_end(struct syn_stat *s);
void syn_put_array(struct syn_stat *s, const char *key);
void syn_put_array_end(struct syn_stat *s);
/* estimate, lower, upper */
void syn_put_estimate(struct syn_stat *s,
                      const char *key,
                      const double value[3]);
/* A field that is refused by itself. */
void syn_put_refused(struct syn_stat *s,
                     const char *key,
                     enum syn_refusal refusal,
                     const char *reason);
/* "intervals", if more than one confidence was asked for; last of a row. */
void syn_put_intervals(struct syn_stat *s,
                       const double *lower,
                       const double *upper);

/* "rows", "result"; a method may write both, rows first. */
void syn_stat_rows(struct syn_stat *s);
void syn_stat_rows_end(struct syn_stat *s);
void syn_stat_result(struct syn_stat *s);
void syn_stat_result_end(struct syn_stat *s);

/* An entry of "rows", number I from 0: writes row and id. */
void syn_row(struct syn_stat *s, size_t i);
void syn_row_end(struct syn_stat *s);

/* --- refusals ----------------------------------------------------------- */

/* Makes the entry that is open, or has not begun, a refusal and ends it.
 * REASON NULL is the usual sentence. */
void syn_row_refuse(struct syn_stat *s,
                    size_t i,
                    enum syn_refusal refusal,
                    const char *reason);

/* Refuses the whole; what was written is dropped. */
void syn_stat_refuse(struct syn_stat *s,
                     enum syn_refusal refusal,
                     const char *reason);

/* The same; fields that are written from now on stand beside the reason. */
void syn_stat_refuse_with(struct syn_stat *s,
                          enum syn_refusal refusal,
                          const char *reason);

/* A soft refusal: true, and the whole is refused; or, with --force, false and a
 * warning. */
bool syn_stat_soft(struct syn_stat *s,
                   enum syn_refusal refusal,
                   const char *reason);

/* A warning; the same is said once. */
void syn_stat_warn(struct syn_stat *s, const char *id, const char *text);

/* The usual sentence of a refusal. */
const char *syn_refusal_reason(enum syn_refusal refusal);

/* Refuses the whole if a value of the N is missing: missing-values. */
bool syn_stat_missing(struct syn_stat *s, const double *value);

/* Refuses the whole unless all are whole counts >= 0 (or missing). */
bool syn_stat_not_counts(struct syn_stat *s, const double *count, bool whole);

/* Refuses the whole unless all exposures are > 0 (or missing). */
bool syn_stat_not_exposures(struct syn_stat *s, const double *exposure);

/* --- time --------------------------------------------------------------- */

enum syn_unit {
    SYN_UNIT_NONE,
    SYN_UNIT_YEAR,
    SYN_UNIT_TERTIAL,
    SYN_UNIT_QUARTER,
    SYN_UNIT_MONTH,
    SYN_UNIT_WEEK,
    SYN_UNIT_DAY,
};

/* The consecutive periods of a series.
 *
 * T        The t column, or 1, 2, ...
 * LABEL    The period column as written, or NULL.
 * CYCLE    Periods a year.
 * S        Position in the year of each row, from 1 (5.2).
 * FIRST    Number of the first period of UNIT, if dates are known. */
struct syn_times {
    const double *t, *s;
    const char *const *label;
    enum syn_unit unit;
    bool has_t;
    long first;
    double cycle;
    size_t n;
};

/* Reads t or period, --start, --period, --cycle.  False, and the whole is
 * refused: not-in-order, duplicate-period, gap-in-series; or STATUS is set. */
bool syn_stat_times(struct syn_times *out, struct syn_stat *s);

/* Writes "t" of row I under KEY. */
void syn_put_time(struct syn_stat *s,
                  const char *key,
                  const struct syn_times *times,
                  size_t i);

/* The row (from 0) that TEXT means: a value of t, a row number, or a period.
 * May be N or beyond.  False: it is none. */
bool syn_times_find(size_t *row,
                    const struct syn_times *times,
                    const char *text);

/* The same for A:B, either side empty for the end; A <= B. */
bool syn_times_range(size_t *from,
                     size_t *to,
                     const struct syn_times *times,
                     const char *text,
                     struct syn_arena *arena);

/* Reads a period: "2022", "2022T1", "2022K1", "2022-01", "2022-W05",
 * "2022-01-31".  NUMBER counts periods of its unit. */
bool syn_unit_parse(enum syn_unit *unit, long *number, const char *text);

#endif
