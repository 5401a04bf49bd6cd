/* terms.h - the terms of a model as the user writes them.  Private to methods.
 */
#ifndef SAMSYN_METHODS_TERMS_H
#define SAMSYN_METHODS_TERMS_H

#include "design.h"

/* Adds the terms of LIST to D: "a", "factor(a)", "a:b", "x^2", or "none".  Text
 * columns are factors; their levels are in byte order and the first, or that of
 * --reference, is left out.  False if the user has made a mistake. */
bool syn_terms_add(struct syn_design *d, struct syn_stat *s, const char *list);

#endif
