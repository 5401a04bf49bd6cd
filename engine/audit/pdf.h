/* pdf.h - a PDF while it is read.  Private to audit. */
#ifndef SAMSYN_AUDIT_PDF_H
#define SAMSYN_AUDIT_PDF_H

#include <qpdf/qpdf-c.h>

#include "document.h"
#include "index.h"

struct pdf {
    struct document *doc;
    qpdf_data qpdf;
    int *shown; /* Numbers of the objects that pages draw. */
    int *off;   /* Numbers of the layers that are not shown. */
    size_t n_shown, shown_room, n_off, off_room;
};

/* Finds the layers that are not shown when the file is opened. */
void syn_pdf_layers(struct pdf *pdf);

/* Whether AT, a layer or a condition on layers, is not shown. */
bool syn_pdf_is_off(const struct pdf *pdf, qpdf_oh at);

/* Puts the text of all pages into the document. */
void syn_pdf_pages(struct pdf *pdf);

bool syn_pdf_was_shown(const struct pdf *pdf, int object);

/* The decoded bytes of STREAM, with a NUL behind them; NULL: undecodable. */
const char *syn_pdf_stream(struct pdf *pdf, qpdf_oh stream, size_t *size);

#endif
