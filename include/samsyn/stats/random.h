/* stats/random.h - chance, the same each time.
 *
 * The generator's state is the caller's, and begins with a seed: Mersenne
 * twister 19937.  Nothing with a closed form is simulated. */
#ifndef SAMSYN_STATS_RANDOM_H
#define SAMSYN_STATS_RANDOM_H

#include <stddef.h>

struct syn_random {
    unsigned long state[640];
};

/* SEED must not be 0, which the generator takes for another. */
void syn_random_start(struct syn_random *random, unsigned long seed);

/* A whole number from 0 to N - 1; N > 0. */
size_t syn_random_below(struct syn_random *random, size_t n);

double syn_random_normal(struct syn_random *random);

/* Beta with A, B > 0. */
double syn_random_beta(struct syn_random *random, double a, double b);

/* A count with mean MU >= 0 and size SIZE > 0 of the negative binomial,
 * infinite for Poisson.  Above 1e9 the normal distribution stands in. */
double syn_random_count(struct syn_random *random, double mu, double size);

#endif
