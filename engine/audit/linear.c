/* What follows from sums alone: elimination modulo a prime.
 *
 * The prime finds a combination; rational reconstruction (Wang 1981) makes
 * whole numbers of it, and adding up proves them.  That there is none needs no
 * proof here: two tables that differ in the goal are one. */
#include "problem.h"

#include <stdlib.h>
#include <string.h>

#define PRIME UINT64_C(4611686018427387847) /* 2^62 - 57 */

__extension__ typedef unsigned __int128 product;

/* A sparse vector modulo PRIME, ascending. */
struct sparse {
    size_t n;
    uint32_t *at;
    uint64_t *value;
};

struct elimination {
    const struct problem *problem;
    struct sparse *basis;       /* By its first variable; n 0: none. */
    struct sparse *combination; /* Of printed rows that make it. */
    uint64_t *vector, *made_of; /* Scratch, of variables and of rows. */
};

static uint64_t multiply(uint64_t a, uint64_t b)
{
    return (uint64_t)((product)a * b % PRIME);
}

static uint64_t subtract(uint64_t a, uint64_t b)
{
    return a >= b ? a - b : a + (PRIME - b);
}

static uint64_t residue(int64_t x)
{
    return x >= 0 ? (uint64_t)x % PRIME : PRIME - (uint64_t)(-x) % PRIME;
}

/* By Fermat: a^(p-2). */
static uint64_t inverse(uint64_t a)
{
    uint64_t result = 1;

    for (uint64_t e = PRIME - 2; e; e >>= 1) {
        if (e & 1)
            result = multiply(result, a);
        a = multiply(a, a);
    }
    return result;
}

static void take_away(uint64_t *from, const struct sparse *v, uint64_t times)
{
    for (size_t i = 0; i < v->n; i++)
        from[v->at[i]] = subtract(from[v->at[i]], multiply(times, v->value[i]));
}

/* Reduces e->vector; returns its first variable that is left, or n_vars. */
static size_t reduce(const struct elimination *e)
{
    size_t left = e->problem->n_vars;

    for (size_t i = 0; i < e->problem->n_vars; i++) {
        uint64_t value = e->vector[i];
        if (value == 0)
            continue;
        if (e->basis[i].n == 0) {
            if (left == e->problem->n_vars)
                left = i;
            continue;
        }
        take_away(e->vector, &e->basis[i], value);
        take_away(e->made_of, &e->combination[i], value);
    }
    return left;
}

static struct sparse
pack(uint64_t *dense, size_t n, uint64_t times, struct syn_arena *arena)
{
    struct sparse out = {0};

    for (size_t i = 0; i < n; i++)
        out.n += dense[i] != 0;
    out.at = syn_arena_alloc(arena, out.n + 1, sizeof *out.at);
    out.value = syn_arena_alloc(arena, out.n + 1, sizeof *out.value);
    out.n = 0;
    for (size_t i = 0; i < n; i++)
        if (dense[i]) {
            out.at[out.n] = (uint32_t)i;
            out.value[out.n++] = multiply(dense[i], times);
        }
    return out;
}

static void load(const struct elimination *e, const struct row *row)
{
    const struct problem *p = e->problem;

    memset(e->vector, 0, p->n_vars * sizeof *e->vector);
    memset(e->made_of, 0, p->n_rows * sizeof *e->made_of);
    for (size_t i = 0; i < row->n; i++)
        e->vector[row->at[i]] = residue(row->by[i]);
}

/* Short rows first: combinations stay short. */
static int by_length(const void *a, const void *b)
{
    const struct row *x = *(const struct row *const *)a;
    const struct row *y = *(const struct row *const *)b;

    if (x->n != y->n)
        return x->n < y->n ? -1 : 1;
    return (x > y) - (x < y);
}

struct elimination *syn_elimination_make(const struct problem *p)
{
    struct elimination *e = syn_arena_alloc(p->arena, 1, sizeof *e);
    const struct row **order =
        syn_arena_alloc(p->arena, p->n_rows + 1, sizeof(const struct row *));
    size_t n = 0;

    e->problem = p;
    e->basis = syn_arena_alloc(p->arena, p->n_vars + 1, sizeof *e->basis);
    e->combination =
        syn_arena_alloc(p->arena, p->n_vars + 1, sizeof *e->combination);
    e->vector = syn_arena_alloc(p->arena, p->n_vars + 1, sizeof *e->vector);
    e->made_of = syn_arena_alloc(p->arena, p->n_rows + 1, sizeof *e->made_of);
    for (size_t i = 0; i < p->n_rows; i++)
        if (p->rows[i].printed)
            order[n++] = &p->rows[i];
    qsort(order, n, sizeof(const struct row *), by_length);
    for (size_t i = 0; i < n; i++) {
        load(e, order[i]);
        e->made_of[order[i] - p->rows] = 1;
        size_t pivot = reduce(e);
        if (pivot == p->n_vars)
            continue;
        uint64_t scale = inverse(e->vector[pivot]);
        e->basis[pivot] = pack(e->vector, p->n_vars, scale, p->arena);
        e->combination[pivot] = pack(e->made_of, p->n_rows, scale, p->arena);
    }
    return e;
}

/* The fraction with numerator and denominator below the root of half of PRIME
 * that VALUE stands for. */
static bool reconstruct(int64_t *numerator, int64_t *divisor, uint64_t value)
{
    const int64_t bound = 1 << 30;
    int64_t r0 = (int64_t)PRIME, r1 = (int64_t)value, t0 = 0, t1 = 1;

    while (r1 > bound) {
        int64_t q = r0 / r1, r = r0 - q * r1, t = t0 - q * t1;
        r0 = r1, r1 = r, t0 = t1, t1 = t;
    }
    *numerator = t1 < 0 ? -r1 : r1;
    *divisor = t1 < 0 ? -t1 : t1;
    return *divisor != 0 && *divisor <= bound;
}

static int64_t common_divisor(int64_t a, int64_t b)
{
    while (b) {
        int64_t r = a % b;
        a = b, b = r;
    }
    return a;
}

/* Whether the combination is OUT->divisor times GOAL, in whole numbers. */
static bool adds_up(const struct combination *out,
                    const struct problem *p,
                    const struct row *goal)
{
    wide *sum = syn_arena_alloc(p->arena, p->n_vars + 1, sizeof *sum);
    bool good = true;

    for (size_t i = 0; i < out->n; i++)
        for (size_t k = 0; k < p->rows[out->at[i]].n; k++)
            sum[p->rows[out->at[i]].at[k]] +=
                (wide)out->by[i] * p->rows[out->at[i]].by[k];
    for (size_t i = 0; i < goal->n; i++)
        sum[goal->at[i]] -= (wide)out->divisor * goal->by[i];
    for (size_t i = 0; i < p->n_vars; i++)
        good &= sum[i] == 0;
    return good;
}

/* What is left in e->made_of is the combination, turned round. */
static bool read_off(struct combination *out, const struct elimination *e)
{
    const struct problem *p = e->problem;
    size_t n = 0;

    *out = (struct combination){.divisor = 1};
    for (size_t i = 0; i < p->n_rows; i++) {
        int64_t a, b;
        n += e->made_of[i] != 0;
        if (!reconstruct(&a, &b, e->made_of[i]) ||
            __builtin_mul_overflow(out->divisor,
                                   b / common_divisor(b, out->divisor),
                                   &out->divisor))
            return false;
    }
    out->at = syn_arena_alloc(p->arena, n + 1, sizeof *out->at);
    out->by = syn_arena_alloc(p->arena, n + 1, sizeof *out->by);
    for (size_t i = 0; i < p->n_rows; i++) {
        int64_t a, b;
        if (e->made_of[i] == 0 || !reconstruct(&a, &b, e->made_of[i]))
            continue;
        out->at[out->n] = (uint32_t)i;
        if (__builtin_mul_overflow(-a, out->divisor / b, &out->by[out->n++]))
            return false;
    }
    return true;
}

bool syn_elimination_express(struct combination *out,
                             const struct elimination *e,
                             const struct row *goal)
{
    load(e, goal);
    return reduce(e) == e->problem->n_vars && read_off(out, e) &&
           adds_up(out, e->problem, goal);
}
