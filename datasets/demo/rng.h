/* rng.h - chance that is the same everywhere.
 *
 * xoshiro256** (Blackman and Vigna 2018), seeded by splitmix64.  Logarithm and
 * exponential are made here of + - * / alone: those of two C libraries differ
 * in the last bit, and one bit moves every row after it. */
#ifndef SAMSYN_DEMO_RNG_H
#define SAMSYN_DEMO_RNG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct syn_demo_rng {
    uint64_t state[4];
};

void syn_demo_seed(struct syn_demo_rng *rng, uint64_t seed);

/* At least 0 and less than 1. */
double syn_demo_uniform(struct syn_demo_rng *rng);

/* From 0 to N - 1; N > 0. */
int syn_demo_below(struct syn_demo_rng *rng, int n);

/* From LOW to HIGH, both inclusive. */
int syn_demo_between(struct syn_demo_rng *rng, int low, int high);

/* True with probability P. */
bool syn_demo_chance(struct syn_demo_rng *rng, double p);

/* Roughly normal, mean 0 and standard deviation 1: twelve uniforms. */
double syn_demo_normal(struct syn_demo_rng *rng);

/* How many events there are when MEAN (below 500) are expected. */
int syn_demo_poisson(struct syn_demo_rng *rng, double mean);

/* Whole days of an exponential wait of MEAN days. */
int syn_demo_wait(struct syn_demo_rng *rng, double mean);

/* An index below N, in proportion to WEIGHTS. */
int syn_demo_pick(struct syn_demo_rng *rng, const double *weights, int n);

#endif
