/* shape.h - what a text looks like, for a message that may not show it.
 * Private to extract. */
#ifndef SAMSYN_EXTRACT_SHAPE_H
#define SAMSYN_EXTRACT_SHAPE_H

#include <samsyn/extract/extract.h>

/* What the text looks like, without telling what it is. */
void syn_draw_shape(char out[SYN_SHAPE_BYTES], const char *s, size_t n);

/* Whether the rule is about how a date, time, number or age is written. */
bool syn_is_about_form(const char *rule);

#endif
