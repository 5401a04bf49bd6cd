/* book.h - what an attacker has read: cells with what is known of each, and
 * relations between them.  Every statement of a publication ends here, as
 * whole-number inequalities.  Private to audit. */
#ifndef SAMSYN_AUDIT_BOOK_H
#define SAMSYN_AUDIT_BOOK_H

#include "space.h"

#define NO_HIGH INT64_MAX
#define NO_LOW INT64_MIN

/* A cell, and the bounds that are told of it alone. */
struct cell {
    const uint32_t *node;
    int64_t low, high; /* 0 and NO_HIGH: nothing is known. */
    bool stated;       /* A row of the publication names it. */
    bool shown;        /* Its count was printed. */
    bool hidden;       /* A marker was printed. */
    const char *file;  /* Where it was stated last, or NULL. */
};

/* LOW <= sum of BY[i] x cell AT[i] <= HIGH */
struct relation {
    const char *what; /* "percent": for recipes. */
    size_t n;
    const uint32_t *at;
    const int64_t *by;
    int64_t low, high;
};

/* The largest of the cells is VALUE. */
struct maximum {
    size_t n;
    const uint32_t *at;
    int64_t value;
};

struct book {
    struct syn_arena *arena;
    struct space space;
    struct index keys; /* Of node tuples. */
    struct cell *cells;
    struct relation *relations;
    struct maximum *maxima;
    size_t n_relations, n_maxima, cell_room, relation_room, maximum_room;
};

void syn_book_init(struct book *out,
                   const char *const *dims,
                   size_t n_dims,
                   struct syn_arena *arena);

/* The number of the cell with these nodes, added if it is new. */
uint32_t syn_book_cell(struct book *book, const uint32_t *node);

/* Narrows what is known of CELL. */
void syn_book_bound(struct book *book,
                    uint32_t cell,
                    int64_t low,
                    int64_t high);

/* WHAT must live as long as BOOK. */
void syn_book_relate(struct book *book,
                     const char *what,
                     const uint32_t *at,
                     const int64_t *by,
                     size_t n,
                     int64_t low,
                     int64_t high);

void syn_book_crown(struct book *book,
                    const uint32_t *at,
                    size_t n,
                    int64_t value);

/* "rus/16-17", or "focus=rus;age=16-17". */
const char *syn_book_short(const struct book *book, uint32_t cell);
const char *syn_book_long(const struct book *book, uint32_t cell);

/* What became of a target. */
enum verdict { SAFE, UNPROVEN, NARROW, EXACT };

extern const char *const syn_verdict_names[];

struct target {
    uint32_t cell;
    int64_t low, high; /* NO_HIGH: unbounded. */
    enum verdict verdict;
    bool linear; /* By elimination alone. */
    const char *recipe;
};

/* The width that THRESHOLD asks for: never more is known than "1 to k - 1". */
int64_t syn_width_of(int64_t threshold);

/* Whether nobody is behind what samsyn calls UNIT: no count of it is small. */
bool syn_is_unit_of_things(const char *unit);

struct attack {
    int64_t width;
    bool values;   /* Recipes may tell the number that they lead to. */
    bool exact;    /* Both ends of every target; else only what is not SAFE. */
    int64_t *work; /* What is left of the work that the audit may take: steps of
                    * GLPK times what a step costs.  When none is, the rest is
                    * UNPROVEN. */
};

/* About a minute. */
#define AUDIT_WORK (INT64_C(24) * 1000 * 1000 * 1000)

/* Finds for each of the N TARGETS, of which CELL is given, the interval of
 * whole numbers that every table has which fits BOOK.  A target that is SAFE
 * without ATTACK->exact has the ends that were reached, perhaps not the last.
 *
 * Returns SYN_DONE, nothing said, if no table fits; SYN_EDOMAIN, nothing
 * said either, if there are too many inner cells. */
enum syn_status syn_book_attack(struct target *targets,
                                size_t n,
                                const struct book *book,
                                const struct attack *attack) SYN_NODISCARD;

#endif
