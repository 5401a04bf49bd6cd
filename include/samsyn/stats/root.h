/* stats/root.h - where a function of one variable is zero.
 *
 * The one root finder of the layer: every quantile and every inverted test
 * goes through it.  It keeps a bracket, so it cannot run away, and it needs no
 * memory, which GSL's own does. */
#ifndef SAMSYN_STATS_ROOT_H
#define SAMSYN_STATS_ROOT_H

#include <samsyn/base/status.h>

/* A function of X; CTX is whatever it was given with. */
typedef double syn_function(double x, const void *ctx);

/* Finds X between LO and HI with F(X) = 0 by Brent's method: inverse quadratic
 * interpolation, and bisection wherever that does not pay.
 *
 * LO, HI   Finite; F must have unlike signs there, or be 0 at one of them.
 *
 * Stops when F is 0, when the bracket is narrower than 2 epsilon |X| + 1e-20,
 * or after 200 steps.  Returns SYN_OK, or SYN_EDOMAIN if there is no change of
 * sign, F gives NaN on the way or 200 steps did not do (a root of high
 * multiplicity at 0); then X is NaN.
 *
 * Brent RP. Algorithms for Minimization without Derivatives. Prentice-Hall
 * 1973, chapter 4. */
enum syn_status syn_root(double *x,
                         syn_function *f,
                         const void *ctx,
                         double lo,
                         double hi) SYN_NODISCARD;

/* The same for a monotone F without a bracket: tries START - WIDTH to START +
 * WIDTH, and doubles WIDTH (> 0) at most 64 times until the sign changes. */
enum syn_status syn_root_around(double *x,
                                syn_function *f,
                                const void *ctx,
                                double start,
                                double width) SYN_NODISCARD;

#endif
