/* markup.h - trees of elements.  Private to audit. */
#ifndef SAMSYN_AUDIT_MARKUP_H
#define SAMSYN_AUDIT_MARKUP_H

#include <libxml/tree.h>

#include "document.h"

/* An attribute, "" if it is not there; all text in an element. */
const char *
syn_attribute(struct document *doc, const xmlNode *node, const char *name);
const char *syn_content(struct document *doc, const xmlNode *node);

/* Finds the axes of the drawing NODE, and the values its marks stand for. */
void syn_measure_drawing(struct document *doc, const xmlNode *node);

#endif
