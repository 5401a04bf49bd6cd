/* report/document.h - a briefing as a list of blocks: what is said, in what
 * order, and nothing about a format.  One driver a format renders it.
 *
 * All texts are ready, in the language of the document.  Nothing in it is
 * there that was not released. */
#ifndef SAMSYN_REPORT_DOCUMENT_H
#define SAMSYN_REPORT_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>

#include <samsyn/base/arena.h>
#include <samsyn/base/language.h>
#include <samsyn/plots/canvas.h>

enum syn_block_kind {
    SYN_BLOCK_HEADING, /* TEXT, LEVEL 1 to 3; one of level 1. */
    SYN_BLOCK_LEAD,    /* TEXT, muted, under the heading: larger than a text
                        * under the first, smaller under the others. */
    SYN_BLOCK_TEXT,    /* TEXT. */
    SYN_BLOCK_BOX,     /* TEXT is its heading; ITEMS with marks. */
    SYN_BLOCK_STATUS,  /* The table by focus area: STATUS. */
    SYN_BLOCK_KEY,     /* How to read the marks: TEXT, then ITEMS in a line. */
    SYN_BLOCK_FIGURE,  /* FIGURE; two HALF figures in a row share a line. */
    SYN_BLOCK_TABLE,   /* TABLE. */
    SYN_BLOCK_NOTES,   /* Small print: ITEMS without marks, a line each. */
    SYN_BLOCK_CODE,    /* TEXT as it is, of several lines. */
    SYN_BLOCK_PAGE,    /* A new page, in formats that have pages. */
};

/* A line with a mark in front: "Vold, 13-17 ar:" strong, then the rest.  In a
 * key, a mark without words shares those of the next item. */
struct syn_doc_item {
    bool marked;
    enum syn_shape shape;
    unsigned colour;
    const char *strong; /* Bold beginning, or NULL. */
    const char *text;
};

/* A row of the status table.  A row with a HEADING has nothing else. */
struct syn_status_row {
    const char *heading;            /* Focus area, or NULL. */
    const char *label;              /* Indicator. */
    const char *value;              /* "31", "31*", ":" */
    const char *range;              /* "12-29", ".." */
    const struct syn_canvas *spark; /* NULL: SPARK_TEXT stands there. */
    const char *spark_text;         /* "vises ikke", in italics. */
    enum syn_shape shape;
    unsigned colour;
    const char *words; /* "Klar okning" */
    bool strong;       /* WORDS are bold and in COLOUR. */
};

struct syn_status_table {
    const char *columns[5]; /* Headings. */
    const struct syn_status_row *rows;
    size_t n_rows;
};

/* CELLS[row * n_columns + column]; the first column is a row's heading. */
struct syn_doc_table {
    const char *caption;
    const char *const *columns;
    const char *const *cells;
    size_t n_columns, n_rows;
};

struct syn_figure {
    const char *id; /* "f1"; also the stem of its files: [a-z0-9._-] */
    const struct syn_canvas *bare; /* For formats where title, subtitle and
                                    * footer are text around the picture. */
    const struct syn_canvas *full; /* With them drawn in. */
    const char *title, *subtitle;
    const char *footer[3];
    const char *alt;            /* At most 250 characters. */
    bool half;                  /* Half the width of a page. */
    struct syn_doc_table table; /* The same numbers. */
};

struct syn_block {
    struct syn_block *next;
    enum syn_block_kind kind;
    int level;
    const char *text;
    const struct syn_doc_item *items;
    size_t n_items;
    const struct syn_status_table *status;
    const struct syn_figure *figure;
    const struct syn_doc_table *table;
};

struct syn_document {
    enum syn_lang lang;
    const char *title;   /* Of the file: "Politiradet ...: 2. kvartal 2025". */
    const char *council; /* Left in the page header. */
    const char *period;  /* Right: "2. kvartal 2025". */
    const char *page_of; /* "side {page} av {pages}" */
    const char *banner;  /* "Ikke for publisering", or NULL. */
    const char *date;    /* ISO 8601, of the data. */
    const char *table_summary; /* "Tabell til figuren" */
    const char *skip_link;     /* "Hopp til innholdet" */
    struct syn_block *first, **last;
    struct syn_arena *arena;
};

struct syn_document *syn_document_new(enum syn_lang lang,
                                      struct syn_arena *arena);

/* Adds an empty block of KIND at the end and returns it to be filled. */
struct syn_block *syn_document_add(struct syn_document *document,
                                   enum syn_block_kind kind);

/* Whether COLUMN of TABLE holds numbers and standard symbols only, and is set
 * to the right.  The first column never is. */
bool syn_doc_table_numeric(const struct syn_doc_table *table, size_t column);

#endif
