#include "rng.h"

static uint64_t rotate(uint64_t x, int k)
{
    return (x << k) | (x >> (64 - k));
}

static uint64_t splitmix(uint64_t *x)
{
    uint64_t z = *x += 0x9e3779b97f4a7c15U;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31);
}

void syn_demo_seed(struct syn_demo_rng *rng, uint64_t seed)
{
    for (int i = 0; i < 4; i++)
        rng->state[i] = splitmix(&seed);
}

static uint64_t next(struct syn_demo_rng *rng)
{
    uint64_t *s = rng->state;
    uint64_t result = rotate(s[1] * 5, 7) * 9;
    uint64_t t = s[1] << 17;

    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate(s[3], 45);
    return result;
}

double syn_demo_uniform(struct syn_demo_rng *rng)
{
    return (double)(next(rng) >> 11) * 0x1p-53;
}

int syn_demo_below(struct syn_demo_rng *rng, int n)
{
    return (int)(((next(rng) >> 32) * (uint64_t)n) >> 32);
}

int syn_demo_between(struct syn_demo_rng *rng, int low, int high)
{
    return low + syn_demo_below(rng, high - low + 1);
}

bool syn_demo_chance(struct syn_demo_rng *rng, double p)
{
    return syn_demo_uniform(rng) < p;
}

double syn_demo_normal(struct syn_demo_rng *rng)
{
    double sum = -6;
    for (int i = 0; i < 12; i++)
        sum += syn_demo_uniform(rng);
    return sum;
}

/* e^-X for X >= 0: the series for a 1024th of X, squared ten times. */
static double exp_minus(double x)
{
    double y = x / 1024, term = 1, sum = 1;
    for (int i = 1; i < 12; i++) {
        term *= -y / i;
        sum += term;
    }
    for (int i = 0; i < 10; i++)
        sum *= sum;
    return sum;
}

/* -ln U for 0 < U <= 1: halvings, then the series of the area tangent. */
static double minus_log(double u)
{
    const double ln2 = 0.6931471805599453;
    double halvings = 0;
    while (u < 0.5) {
        u *= 2;
        halvings++;
    }
    double y = (1 - u) / (1 + u), power = y, sum = 0;
    for (int i = 1; i < 40; i += 2) {
        sum += power / i;
        power *= y * y;
    }
    return 2 * sum + halvings * ln2;
}

int syn_demo_poisson(struct syn_demo_rng *rng, double mean)
{
    double limit = exp_minus(mean), product = syn_demo_uniform(rng);
    int n = 0;
    while (product > limit) {
        product *= syn_demo_uniform(rng);
        n++;
    }
    return n;
}

int syn_demo_wait(struct syn_demo_rng *rng, double mean)
{
    return (int)(mean * minus_log(1 - syn_demo_uniform(rng)));
}

int syn_demo_pick(struct syn_demo_rng *rng, const double *weights, int n)
{
    double sum = 0;
    for (int i = 0; i < n; i++)
        sum += weights[i];
    double at = syn_demo_uniform(rng) * sum;
    for (int i = 0; i < n - 1; i++) {
        if (at < weights[i])
            return i;
        at -= weights[i];
    }
    return n - 1;
}
