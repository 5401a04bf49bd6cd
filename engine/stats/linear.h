/* stats/linear.h - systems of linear equations, small ones. */
#ifndef STATS_LINEAR_H
#define STATS_LINEAR_H

#include <stdbool.h>
#include <stddef.h>

/* Solves A x = B for the N x N matrix A by elimination with row pivots, in
 * place; B becomes x.  False if A is singular. */
bool syn_linear_solve(double *a, double *b, size_t n);

#endif
