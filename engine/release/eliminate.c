/* Elimination modulo the prime 2^61 - 1: a cell may be shown if its column does
 * not make a target a combination of what is shown.  There is no tolerance and
 * no growth of coefficients; a wrong answer would need the prime to divide a
 * minor of a 0/1 matrix. */
#include "parts.h"

#include <string.h>

#define PRIME ((UINT64_C(1) << 61) - 1)

__extension__ typedef unsigned __int128 wide;

static uint64_t times(uint64_t a, uint64_t b)
{
    wide product = (wide)a * b;
    uint64_t sum = (uint64_t)(product & PRIME) + (uint64_t)(product >> 61);

    return sum >= PRIME ? sum - PRIME : sum;
}

static uint64_t minus(uint64_t a, uint64_t b)
{
    return a >= b ? a - b : a + PRIME - b;
}

/* 1 / A, as A^(p - 2) (Fermat). */
static uint64_t inverse(uint64_t a)
{
    uint64_t result = 1;

    for (uint64_t e = PRIME - 2; e; e >>= 1) {
        if (e & 1)
            result = times(result, a);
        a = times(a, a);
    }
    return result;
}

/* A vector over the classes; ROW ascends, VALUE is never 0. */
struct sparse {
    uint32_t *row;
    uint64_t *value;
    uint32_t n, room;
};

/* BASIS[row] begins at that row with 1; N = 0: there is none.  WORK is zero
 * between calls.  ZERO[row]: it lies in a zero that must be shown, so everybody
 * knows it. */
struct elimination {
    struct problem *p;
    bool *zero;
    struct sparse *basis, *target;
    uint64_t *work;
    struct sparse scratch;
};

static void make_room(struct sparse *v, uint32_t n, struct syn_arena *arena)
{
    if (n <= v->room)
        return;
    v->room = n + n / 2;
    v->row = syn_arena_alloc(arena, v->room, sizeof *v->row);
    v->value = syn_arena_alloc(arena, v->room, sizeof *v->value);
}

static void scatter(struct elimination *e, const struct unit *u, uint64_t value)
{
    for (uint32_t i = 0; i < u->n; i++) {
        uint64_t *w = &e->work[u->class[i]];
        if (!e->zero[u->class[i]])
            *w = minus(*w, PRIME - value);
    }
}

static void find_zeros(struct elimination *e)
{
    for (uint32_t u = 0; u < e->p->n_units; u++) {
        const struct unit *unit = &e->p->unit[u];
        if (unit->fixed && unit->value == 0)
            for (uint32_t i = 0; i < unit->n; i++)
                e->zero[unit->class[i]] = true;
    }
}

/* Takes out of WORK what the basis spans, and moves the rest to OUT. */
static void reduce(struct sparse *out, struct elimination *e)
{
    uint32_t n = 0;

    for (uint32_t r = 0; r < e->p->n_classes; r++) {
        const struct sparse *b = &e->basis[r];
        uint64_t factor = e->work[r];
        if (factor && b->n)
            for (uint32_t i = 0; i < b->n; i++)
                e->work[b->row[i]] =
                    minus(e->work[b->row[i]], times(factor, b->value[i]));
        n += e->work[r] != 0;
    }
    make_room(out, n, e->p->arena);
    out->n = 0;
    for (uint32_t r = 0; r < e->p->n_classes; r++)
        if (e->work[r]) {
            out->row[out->n] = r; /* Room was made. NOLINT */
            out->value[out->n++] = e->work[r];
            e->work[r] = 0;
        }
}

/* The value of V at ROW. */
static uint64_t at_row(const struct sparse *v, uint32_t row)
{
    uint32_t low = 0, high = v->n;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (v->row[middle] < row)
            low = middle + 1;
        else
            high = middle;
    }
    return low < v->n && v->row[low] == row ? v->value[low] : 0;
}

/* V minus FACTOR times B. */
static void subtract(struct sparse *v,
                     uint64_t factor,
                     const struct sparse *b,
                     struct elimination *e)
{
    struct sparse *out = &e->scratch;
    uint32_t i = 0, j = 0, n = 0;

    make_room(out, v->n + b->n, e->p->arena);
    while (i < v->n || j < b->n) {
        uint32_t row = UINT32_MAX;
        uint64_t value = 0;
        if (i < v->n)
            row = v->row[i];
        if (j < b->n && b->row[j] < row)
            row = b->row[j];
        if (i < v->n && v->row[i] == row)
            value = v->value[i++];
        if (j < b->n && b->row[j] == row)
            value = minus(value, times(factor, b->value[j++]));
        if (value) {
            out->row[n] = row;
            out->value[n++] = value;
        }
    }
    make_room(v, n, e->p->arena);
    v->n = n;
    memcpy(v->row, out->row, n * sizeof *v->row);
    memcpy(v->value, out->value, n * sizeof *v->value);
}

static bool is_multiple(const struct sparse *a, const struct sparse *b)
{
    if (a->n != b->n || a->row[0] != b->row[0] ||
        a->row[a->n - 1] != b->row[b->n - 1])
        return false;
    for (uint32_t i = 1; i < a->n; i++)
        if (a->row[i] != b->row[i] ||
            times(a->value[0], b->value[i]) != times(b->value[0], a->value[i]))
            return false;
    return true;
}

/* Whether showing what A is left of would show a target. */
static bool tells(const struct elimination *e, const struct sparse *a)
{
    for (uint32_t t = 0; t < e->p->n_targets; t++)
        if (is_multiple(a, &e->target[t]))
            return true;
    return false;
}

/* A joins the basis, and goes out of the targets. */
static void accept(struct elimination *e, const struct sparse *a)
{
    uint32_t pivot = a->row[0];
    uint64_t scale = inverse(a->value[0]);
    struct sparse *b = &e->basis[pivot];

    make_room(b, a->n, e->p->arena);
    b->n = a->n;
    for (uint32_t i = 0; i < a->n; i++) {
        b->row[i] = a->row[i];
        b->value[i] = times(a->value[i], scale);
    }
    for (uint32_t t = 0; t < e->p->n_targets; t++) {
        uint64_t factor = at_row(&e->target[t], pivot);
        if (factor)
            subtract(&e->target[t], factor, b, e);
    }
}

static void aim(struct elimination *e)
{
    const struct problem *p = e->p;

    for (uint32_t t = 0; t < p->n_targets; t++) {
        scatter(e, &p->unit[p->target[t].first], 1);
        if (p->target[t].second != NO_UNIT)
            scatter(e, &p->unit[p->target[t].second], PRIME - 1);
        reduce(&e->target[t], e);
    }
}

void syn_eliminate(struct problem *p, const uint32_t *order)
{
    struct elimination e = {
        .p = p,
        .zero = syn_arena_alloc(p->arena, p->n_classes, sizeof *e.zero),
        .basis = syn_arena_alloc(p->arena, p->n_classes, sizeof *e.basis),
        .target = syn_arena_alloc(p->arena, p->n_targets, sizeof *e.target),
        .work = syn_arena_alloc(p->arena, p->n_classes, sizeof *e.work)};
    struct sparse column = {0};

    find_zeros(&e);
    aim(&e);
    for (uint32_t i = 0; i < p->n_units; i++) {
        struct unit *u = &p->unit[order[i]];
        if (!u->fixed && (u->small || u->locked))
            continue;
        scatter(&e, u, 1);
        reduce(&column, &e);
        u->shown = !column.n || u->fixed || !tells(&e, &column);
        if (u->shown && column.n)
            accept(&e, &column);
    }
}
