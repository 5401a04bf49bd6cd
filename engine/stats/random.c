#include <samsyn/stats/random.h>

#include <assert.h>
#include <math.h>

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

static_assert(sizeof(struct syn_random) >= 624 * sizeof(unsigned long) + 8,
              "the state of the generator fits");

/* A Poisson count beyond this does not fit an unsigned int. */
static const double largest_mean = 1e9;

static gsl_rng generator(struct syn_random *r)
{
    return (gsl_rng){gsl_rng_mt19937, r->state};
}

void syn_random_start(struct syn_random *r, unsigned long seed)
{
    gsl_rng g = generator(r);
    gsl_rng_set(&g, seed);
}

size_t syn_random_below(struct syn_random *r, size_t n)
{
    gsl_rng g = generator(r);
    return gsl_rng_uniform_int(&g, n);
}

double syn_random_normal(struct syn_random *r)
{
    gsl_rng g = generator(r);
    return gsl_ran_ugaussian(&g);
}

double syn_random_beta(struct syn_random *r, double a, double b)
{
    gsl_rng g = generator(r);
    return gsl_ran_beta(&g, a, b);
}

double syn_random_count(struct syn_random *r, double mu, double size)
{
    gsl_rng g = generator(r);
    if (!(mu > 0))
        return 0;
    if (!isinf(size))
        mu = gsl_ran_gamma(&g, size, mu / size);
    if (mu > largest_mean)
        return fmax(0, round(mu + gsl_ran_gaussian(&g, sqrt(mu))));
    return gsl_ran_poisson(&g, mu);
}
