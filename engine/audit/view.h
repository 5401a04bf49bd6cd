/* view.h - a view while it is read.  Private to audit. */
#ifndef SAMSYN_AUDIT_VIEW_PARTS_H
#define SAMSYN_AUDIT_VIEW_PARTS_H

#include <jansson.h>

#include <samsyn/audit/view.h>

#include "forms.h"
#include "sheet.h"
#include "truth.h"

enum zeros { MAY_HIDE, SHOWN, PROTECT };

enum form { COUNT, RATE, PERCENT, CHANGE, LIMIT, RANK, MAXIMUM, N_FORMS };

extern const char *const syn_form_names[]; /* N_FORMS, then NULL. */

/* A figure that stands for a cell. */
struct statement {
    enum form form;
    uint32_t cell, of; /* OF: the total of a percent, or NO_CELL. */
    struct decimal shown, population;
    bool has_population;
    int decimals;
    int64_t per;
    bool byar, upper;
    struct syn_loc loc;
};

struct place {
    struct decimal place;
    uint32_t cell;
};

struct view {
    struct syn_arena *arena;
    struct syn_diag *diag;
    struct book book;
    struct truth truth;
    int64_t threshold, width;
    enum zeros zeros;
    struct statement usual; /* What a row does not say itself. */
    json_t *spec;           /* Or NULL. */
    const char *spec_path;
    struct place *places; /* Of "rank" rows. */
    uint32_t *asked;      /* Targets of the specification. */
    size_t n_places, n_asked, place_room, asked_room;
};

/* Reads the specification at PATH into VIEW->spec: its shape is checked,
 * dimensions are declared. */
enum syn_status syn_spec_open(struct view *view,
                              const char *path) SYN_NODISCARD;

/* Puts its derived figures and targets into VIEW. */
enum syn_status syn_spec_apply(struct view *view) SYN_NODISCARD;

/* The bounds of the marker TEXT by the specification; false: it has none. */
bool syn_spec_marker(int64_t *low,
                     int64_t *high,
                     const struct view *view,
                     const char *text);

/* The columns that say what a value is; SIZE_MAX: there is none. */
struct columns {
    size_t value, form, decimals, population;
};

struct columns syn_view_columns(const struct sheet *sheet, size_t value);

/* Puts ROW of SHEET into VIEW; a dimension whose column is SIZE_MAX stands at
 * T. */
enum syn_status syn_view_row(struct view *view,
                             const struct sheet *sheet,
                             size_t row,
                             const size_t *dim_column,
                             const struct columns *at) SYN_NODISCARD;

/* The same for a cell that is named by NODE already. */
enum syn_status syn_view_row_at(struct view *view,
                                const struct sheet *sheet,
                                size_t row,
                                const uint32_t *node,
                                const struct columns *at) SYN_NODISCARD;

/* Relates the places of all rows of the form "rank". */
void syn_view_rank(struct view *view);

/* Hidden and small cells, those asked for, and small differences. */
struct targets {
    struct target *list;
    size_t n, room;
    bool *taken;
    size_t n_taken;
};

void syn_view_targets(struct targets *out, struct view *view);

/* What value columns, and columns that are about a value, may be called. */
bool syn_is_value_name(const char *name);
bool syn_is_reserved_name(const char *name);

/* A view with nothing in it, and the usual policy. */
struct view syn_view_new(struct syn_arena *arena, struct syn_diag *diag);

/* Puts the rows of SHEET into VIEW. */
enum syn_status syn_view_rows(struct view *view,
                              const struct sheet *sheet,
                              const size_t *dim_column,
                              size_t value_column) SYN_NODISCARD;

/* Adds a statement that is not a count. */
enum syn_status syn_view_state(struct view *view,
                               const struct statement *statement) SYN_NODISCARD;

/* The form called NAME, or N_FORMS. */
enum form syn_form_find(const char *name);

#endif
