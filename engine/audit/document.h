/* document.h - what one written file says, and where.  Private to audit. */
#ifndef SAMSYN_AUDIT_DOCUMENT_H
#define SAMSYN_AUDIT_DOCUMENT_H

#include <samsyn/base/text.h>

#include "sheet.h"

/* Text where a reader does not look. */
struct carrier {
    const char *where; /* "comment", "sheet \"raw\" (hidden)" ... */
    const char *text;
};

/* A value that a mark is drawn for, by the axis beside it. */
struct mark {
    const char *where;
    double value, slack; /* How far it may be off for all that is known. */
};

/* ARENA lasts while the file is read; carriers, marks and tables are kept in
 * KEPT, and texts of tables in POOL. */
struct document {
    struct syn_arena *arena, *kept;
    struct index *pool;
    const char *file;   /* As it is named in findings. */
    const char *defect; /* What alone makes the file unsafe, or NULL. */
    void (*see)(void *data, const char *number); /* A reader sees NUMBER. */
    void *data;
    bool wants_bytes;
    struct syn_text bytes; /* Every unpacked byte, if wanted. */
    struct carrier *carriers;
    struct mark *marks;
    struct sheet *tables;
    size_t n_carriers, n_marks, n_tables, carrier_room, mark_room, table_room;
};

void syn_document_see(struct document *doc, const char *text);
void syn_document_hide(struct document *doc,
                       const char *where,
                       const char *text);
void syn_document_add_bytes(struct document *doc, const char *bytes, size_t n);
void syn_document_draw(struct document *doc,
                       const char *where,
                       double value,
                       double slack);

/* A table is built cell by cell; its first row is its header. */
struct table_builder {
    struct document *doc;
    uint32_t *cell;
    size_t n, room, n_columns, in_row;
    bool ragged;
};
void syn_table_add(struct table_builder *table, const char *text);
void syn_table_end_row(struct table_builder *table);
void syn_table_end(struct table_builder *table);

/* Readers of the kinds.  SYN_EINPUT: BYTES are no such file. */
enum syn_status syn_read_csv(struct document *doc,
                             const char *bytes,
                             size_t size,
                             struct syn_diag *diag) SYN_NODISCARD;
enum syn_status syn_read_json(struct document *doc,
                              const char *bytes,
                              size_t size,
                              struct syn_diag *diag) SYN_NODISCARD;
enum syn_status syn_read_svg(struct document *doc,
                             const char *bytes,
                             size_t size,
                             struct syn_diag *diag) SYN_NODISCARD;
enum syn_status syn_read_html(struct document *doc,
                              const char *bytes,
                              size_t size,
                              struct syn_diag *diag) SYN_NODISCARD;
enum syn_status syn_read_xlsx(struct document *doc,
                              const char *bytes,
                              size_t size,
                              struct syn_diag *diag) SYN_NODISCARD;
enum syn_status syn_read_pdf(struct document *doc,
                             const char *bytes,
                             size_t size,
                             struct syn_diag *diag) SYN_NODISCARD;

enum syn_status syn_read_md(struct document *doc,
                            const char *bytes,
                            size_t size,
                            struct syn_diag *diag) SYN_NODISCARD;
enum syn_status syn_read_png(struct document *doc,
                             const char *bytes,
                             size_t size,
                             struct syn_diag *diag) SYN_NODISCARD;

/* The same complaint for all of them. */
enum syn_status syn_document_broken(const struct document *doc,
                                    const char *kind,
                                    struct syn_diag *diag) SYN_NODISCARD;

/* Numbers in a text: calls FN with each, as digits with perhaps a point. */
void syn_each_number(const char *text,
                     void (*fn)(void *data, const char *number),
                     void *data);

#endif
