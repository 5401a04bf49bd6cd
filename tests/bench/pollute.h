/* pollute.h - clean files, and the ways to pollute them: what pollute.c loads.
 *
 * A file is made of pieces, so that it is known which record each byte was. */
#ifndef SAMSYN_POLLUTE_H
#define SAMSYN_POLLUTE_H

#include <stdbool.h>
#include <stddef.h>

#include <samsyn/base/arena.h>

enum { RECORDS = 40, COLUMNS = 9, PIECES = 2 * RECORDS + 8 };

enum { NO, REPORTED, DECIDED, CODE, LAW, AREA, NOTE, WEIGHT, LAST };
extern const char *const headers[COLUMNS];

/* How a clean file is written. */
struct style {
    const char *name;
    char delimiter;
    const char *line_end;
    bool quoted; /* Every cell; else what must be. */
    bool breaks; /* Notes with line breaks in them. */
};
enum { STYLES = 4 };
extern const struct style styles[STYLES];

/* A piece of a file: a record (from 1), or something else (0). */
struct piece {
    char *at;
    size_t n;
    int record;
};

struct file {
    const struct style *style;
    struct piece piece[PIECES];
    size_t n;
    struct syn_arena *arena;
};

/* The value of COLUMN in the clean RECORD. */
const char *value_of(const struct style *style,
                     int record,
                     int column,
                     struct syn_arena *arena);

struct file clean_file(const struct style *style, struct syn_arena *arena);

/* Tools: pieces added at the end, a record (0: the header) written anew, all
 * of what stands in a file replaced, the N bytes at AT of PIECE replaced by the
 * M bytes BY, the beginning of a cell, a line end replaced, pieces from AT on
 * removed, a piece put before the one at AT. */
void add_text(struct file *file, const char *text);
void add_record(struct file *file, int record);
struct piece *record_of(struct file *file, int record);
void splice(struct file *file,
            struct piece *piece,
            size_t at,
            size_t n,
            const char *by,
            size_t m);
size_t cell_at(const struct file *file, const struct piece *piece, int column);
void replace_all(struct file *file, const char *what, const char *by);
void end_with(struct file *file, struct piece *piece, const char *by);
void cut_from(struct file *file, size_t at);
void insert_piece(struct file *file, size_t at, const char *text);

/* One way of pollution: of the file, or of a record. */
struct operation {
    const char *name;
    void (*file)(struct file *);
    void (*record)(struct file *, int record, int column);
    bool cells; /* Each record and column; else each record. */
};
extern const struct operation operations[];
extern const size_t n_operations;

#endif
