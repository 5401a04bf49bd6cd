/* stats/outbreak.h - a past outbreak is not normal: how little it should weigh.
 *
 * A row whose standardised Anscombe residual s of a Poisson model exceeds a
 * THRESHOLD gets a weight proportional to 1 / s^2; the weights sum to the
 * number of rows.  Pure.
 *
 * Farrington CP et al. A statistical algorithm for the early detection of
 * outbreaks of infectious disease. JRSS A 1996; 159:547-563. */
#ifndef SAMSYN_STATS_OUTBREAK_H
#define SAMSYN_STATS_OUTBREAK_H

#include <stdbool.h>
#include <stddef.h>

#include <samsyn/stats/glm.h>

/* The upper .5 % of a normal distribution (Noufaily et al. 2013). */
#define SYN_OUTBREAK_THRESHOLD 2.58

/* Sets the N weights by the fitted values, leverages and dispersion of GLM,
 * which explains the counts Y.  EXTRA rows of weight 1, which the model does
 * not see, share in the sum.  Returns the weight of an ordinary row if any row
 * is weighed down, else 1, when there is nothing to fit again. */
double syn_outbreak_weigh(double *weight,
                          const double *y,
                          const struct syn_glm *glm,
                          double phi,
                          double threshold,
                          size_t n,
                          size_t extra);

#endif
