/* stats/joinpoint.h - a log-linear trend that bends.  Pure.
 *
 * Kim HJ, Fay MP, Feuer EJ, Midthune DN. Stat Med 2000; 19:335-351. */
#ifndef SAMSYN_STATS_JOINPOINT_H
#define SAMSYN_STATS_JOINPOINT_H

#include <stddef.h>

#include <samsyn/base/status.h>
#include <samsyn/stats/glm.h>
#include <samsyn/stats/random.h>

enum { SYN_JOINPOINT_MOST = 2 };

/* BASE is the Poisson model without bends, its trend included.  TIME is that of
 * each row, in the unit of the trend.  A knot is a place in GRID, N_GRID times
 * in order; APART is how many places two knots differ at least. */
struct syn_joinpoint {
    const struct syn_glm_data *base;
    const double *time, *grid;
    size_t n_grid, apart;
};

/* How many doubles the functions below need. */
size_t syn_joinpoint_work(const struct syn_joinpoint *j);

/* Fits the model that bends at the K places KNOT of the grid.  FIT and DATA
 * (the columns with those of the knots last) lie in WORK. */
enum syn_status syn_joinpoint_fit(struct syn_glm *fit,
                                  struct syn_glm_data *data,
                                  const struct syn_joinpoint *j,
                                  const size_t *knot,
                                  size_t k,
                                  double *work) SYN_NODISCARD;

/* Sets KNOT to the K places (at most SYN_JOINPOINT_MOST) with the least
 * deviance, by trying all, and DEVIANCE to it; infinite if there is no room.
 * PROFILE is the deviance of each single knot, or NULL. */
void syn_joinpoint_search(size_t *knot,
                          double *deviance,
                          double *profile,
                          const struct syn_joinpoint *j,
                          size_t k,
                          double *work);

/* The p-value of K + 1 knots against the K at KNOT: how often chance alone
 * lowers the deviance over phi as much as GAIN, in SIMULATIONS series made from
 * the smaller model, negative binomial with variance PHI times the mean. */
double syn_joinpoint_test(const struct syn_joinpoint *j,
                          const size_t *knot,
                          size_t k,
                          double gain,
                          double phi,
                          size_t simulations,
                          struct syn_random *random,
                          double *work);

#endif
