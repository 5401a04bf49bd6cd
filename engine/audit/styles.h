/* styles.h - formats of a spreadsheet that keep a cell from the eye.  Private
 * to audit. */
#ifndef SAMSYN_AUDIT_STYLES_H
#define SAMSYN_AUDIT_STYLES_H

#include "markup.h"

/* Why the cells of a format are not seen, or NULL: numbers, and texts. */
struct styles {
    struct style {
        const char *number, *text;
    } * styles;
    size_t n, room;
};

/* Reads xl/styles.xml; NULL: the file has none. */
void syn_styles_read(struct styles *out,
                     struct document *doc,
                     const xmlDoc *xml);

/* Why a cell of format number AT is not seen, or NULL. */
const char *
syn_styles_hide(const struct styles *styles, size_t at, bool is_number);

#endif
