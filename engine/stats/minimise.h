/* stats/minimise.h - the least value of a function of a few numbers. */
#ifndef STATS_MINIMISE_H
#define STATS_MINIMISE_H

#include <stddef.h>

/* More than three dimensions are not asked for. */
enum { SYN_MINIMISE_MOST = 3 };

/* A function of N numbers in 0..1; CTX is whatever it was given with. */
typedef double syn_surface(const double *x, const void *ctx);

/* Looks for the least F on the unit cube of N dimensions: from the best of a
 * grid by Nelder and Mead's simplex, points outside taken to the border.  X
 * gets the place; returns the value.  F may be infinite, not NaN. */
double syn_minimise(double *x, size_t n, syn_surface *f, const void *ctx);

#endif
