/* list.h - a list of the user's, a CSV table, while its cells are read.
 *
 * Every cell is checked; what is wrong is said and counted, and the list goes
 * on to the next, so that one reading tells all mistakes. */
#ifndef SAMSYN_CATALOGUE_LIST_H
#define SAMSYN_CATALOGUE_LIST_H

#include <stdbool.h>

#include <samsyn/catalogue/lists.h>
#include <samsyn/csv/table.h>

/* ROW is the one that is read; zeroed, with ARENA and DIAG, before the first.
 */
struct syn_list {
    struct syn_table table;
    const struct syn_table_column *columns;
    size_t row;
    unsigned complaints;
    struct syn_arena *arena;
    struct syn_diag *diag;
};

/* Reads the table at PATH; one without rows if there is no such file. */
enum syn_status syn_list_open(struct syn_list *list,
                              const char *path,
                              const struct syn_table_column *columns,
                              size_t n_columns) SYN_NODISCARD;

/* Whether there is a row to go on with: not at the end, and not after too many
 * mistakes. */
bool syn_list_has_row(const struct syn_list *list);

/* Ends the reading: SYN_ECONFIG if there was a complaint. */
enum syn_status syn_list_finish(struct syn_list *list) SYN_NODISCARD;

/* The place of the row, and one more complaint if STATUS is one. */
struct syn_loc syn_list_here(const struct syn_list *list);
void syn_list_complain(struct syn_list *list, enum syn_status status);

/* The cell in COLUMN: "" if it is empty or the list lacks the column.  One
 * that is needed is complained of when empty. */
const char *syn_list_optional(const struct syn_list *list, size_t column);
const char *syn_list_needed(struct syn_list *list, size_t column);

/* Its words, between spaces; NULL at the end. */
const char *const *syn_list_words(const struct syn_list *list, size_t column);

/* A day; SYN_UNSET if the cell is empty. */
int syn_list_optional_day(struct syn_list *list, size_t column);
int syn_list_needed_day(struct syn_list *list, size_t column);
void syn_list_check_order(struct syn_list *list, int from, int to);

/* A whole number from LOW to HIGH. */
int64_t syn_list_number(struct syn_list *list,
                        size_t column,
                        int64_t low,
                        int64_t high);

/* The index in the NULL-terminated CHOICES of CELL, which stands in COLUMN; -1
 * if it is empty, or, with a complaint, none of them. */
int syn_list_choice(struct syn_list *list,
                    size_t column,
                    const char *cell,
                    const char *const *choices);

/* A row by what must not be there twice; FROM is its first day, or 0. */
struct syn_list_entry {
    const char *key;
    int from, to;
    unsigned line;
};

/* Room for an entry of each row, and the one of this row. */
struct syn_list_entry *syn_list_entries(const struct syn_list *list);
struct syn_list_entry syn_list_entry(const struct syn_list *list,
                                     const char *key);

/* Entries of the same key may not share a day. */
void syn_list_check_overlaps(struct syn_list *list,
                             struct syn_list_entry *at,
                             size_t n);

/* The lists that have a file of their own: codes/ and breaks.csv. */
enum syn_status syn_codes_read(struct syn_lists *out,
                               const char *folder,
                               struct syn_arena *arena,
                               struct syn_diag *diag) SYN_NODISCARD;
enum syn_status syn_breaks_read(struct syn_lists *out,
                                const char *path,
                                struct syn_arena *arena,
                                struct syn_diag *diag) SYN_NODISCARD;

#endif
