/* bind.h - columns of a contract bound to fields of a file, and cells turned
 * into values.  Private to extract. */
#ifndef SAMSYN_EXTRACT_BIND_H
#define SAMSYN_EXTRACT_BIND_H

#include <samsyn/extract/convert.h>
#include <samsyn/extract/extract.h>

#include "memo.h"

enum { SYN_FORMATS = 6 };

/* One canonical column.  What a text of a category means is worked out once
 * for each distinct text, and kept in MEANING by its number in SEEN. */
struct syn_binding {
    const struct syn_contract_column *column;
    const struct syn_source_column *known; /* Or NULL. */
    enum syn_column_kind kind;
    size_t field; /* SIZE_MAX: the contract's constant. */
    const char *header;
    size_t category; /* First of its categories. */
    const char *const *members;
    size_t n_members; /* 1 for a category. */
    size_t value;     /* Of an extra: its place behind the fixed ones. */
    bool gives_hour;  /* Of a date or time. */
    size_t target[2]; /* Where in a row the two values of a cell go. */
    struct syn_format format[SYN_FORMATS];
    size_t n_formats;
    void *zone; /* GTimeZone, or NULL. */
    struct syn_dictionary *seen;
    uint32_t *meaning;
    size_t n_meanings, room;
    bool is_first; /* Of those that read FIELD: its memo is for this one. */
};

enum { SYN_NO_MEANING = UINT32_MAX };

/* The values of one cell: separated, without the spaces around them. */
enum { SYN_PARTS = 64, SYN_PARTS_BYTES = 1024 };

struct syn_part {
    const char *s;
    size_t n;
};

/* Without the spaces around it. */
struct syn_part syn_part_trim(struct syn_part part);

struct syn_parts {
    struct syn_part part[SYN_PARTS];
    size_t n;
};

/* Splits the N bytes at S; an empty SEPARATOR leaves them one part, and empty
 * parts are none.  False if there are too many. */
bool syn_parts_split(struct syn_parts *out,
                     const char *s,
                     size_t n,
                     const char *separator);

/* Sorts PARTS and writes each once, with SYN_BETWEEN_VALUES between, so that
 * one order in the extract is as good as another.  Returns how many bytes, or
 * SIZE_MAX: they do not fit, or hold that sign. */
size_t syn_parts_join(char out[SYN_PARTS_BYTES], struct syn_parts *parts);

/* What a row becomes. */
struct syn_row_values {
    uint32_t *category; /* Numbers in the dictionaries of the profiles. */
    int64_t value[SYN_N_EVENT_VALUES + SYN_EXTRAS];
};

/* Binds the columns of CONTRACT to HEADER. */
enum syn_status syn_bind(struct syn_binding **out,
                         size_t *n,
                         const struct syn_contract *contract,
                         const struct syn_layout *layout,
                         const struct syn_record *header,
                         struct syn_loc where,
                         struct syn_arena *arena,
                         struct syn_diag *diag);

/* What syn_bind_cell() needs to know beside the binding. */
struct syn_bind_tables {
    struct syn_profiles *profiles;
    struct syn_dictionary *areas;
    const unsigned char *key;
};

/* What the N bytes at S come to for BINDING: the same bytes, always the same.
 */
struct syn_converted syn_bind_cell(struct syn_binding *binding,
                                   const struct syn_bind_tables *tables,
                                   const char *s,
                                   size_t n);

/* Writes a CELL of BINDING that breaks no rule to ROW. */
void syn_bind_put(struct syn_row_values *row,
                  const struct syn_binding *binding,
                  const struct syn_converted *cell);

/* The part of the *N bytes at S that a column takes, and in *N its length. */
const char *syn_take_part(enum syn_take take, const char *s, size_t *n);

/* "hate_motive_religion" */
const char *
syn_member_name(const char *set, const char *member, struct syn_arena *arena);

/* The members of a set: the source's, or what COLUMN maps values to. */
const char *const *syn_set_members(const struct syn_source *source,
                                   const struct syn_contract_column *column,
                                   struct syn_arena *arena);

#endif
