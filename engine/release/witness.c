/* Witnesses: two tables of whole numbers that agree with all that is shown and
 * differ in a target by its width.  What counts is checked in whole numbers.
 *
 * A table that was found for one target serves all: any two of them that are
 * far enough apart in a target are its witness. */
#include "parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { TRIES = 8 };

/* --- what a move does -------------------------------------------------- */

static int64_t by_of(const struct move *move, uint32_t u)
{
    uint32_t low = 0, high = move->n_units;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (move->unit[middle] < u)
            low = middle + 1;
        else
            high = middle;
    }
    return low < move->n_units && move->unit[low] == u ? move->by[low] : 0;
}

int syn_target_weight(const struct problem *p,
                      const struct target *t,
                      uint32_t k)
{
    int weight = 0;

    for (uint32_t i = 0; i < p->n_in[k]; i++)
        weight += (p->in[k][i] == t->first) - (p->in[k][i] == t->second);
    return weight;
}

int64_t syn_move_of(const struct move *move, const struct target *t)
{
    int64_t n = by_of(move, t->first);

    return t->second == NO_UNIT ? n : n - by_of(move, t->second);
}

bool syn_witness_stirs(const struct problem *p, uint32_t t, uint32_t u)
{
    return by_of(&p->move[p->target[t].below], u) ||
           by_of(&p->move[p->target[t].above], u);
}

static int by_number(const void *a, const void *b)
{
    const uint32_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* Fills the units that MOVE changes. */
static void find_units(struct problem *p, struct move *move)
{
    uint32_t room = 0, n = 0;

    for (uint32_t i = 0; i < move->n; i++)
        room += p->n_in[move->class[i]];
    uint32_t *unit = syn_arena_alloc(p->arena, room, sizeof *unit);
    for (uint32_t i = 0; i < move->n; i++)
        for (uint32_t j = 0; j < p->n_in[move->class[i]]; j++) {
            uint32_t u = p->in[move->class[i]][j];
            p->sum[u] += move->change[i];
            unit[n++] = u;
        }
    qsort(unit, n, sizeof *unit, by_number);
    int64_t *by = syn_arena_alloc(p->arena, n, sizeof *by);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t u = unit[i];
        if (p->sum[u]) {
            unit[move->n_units] = u;
            by[move->n_units++] = p->sum[u];
        }
        p->sum[u] = 0; /* It may stand there again. */
    }
    move->unit = unit;
    move->by = by;
}

/* Whether what MOVE does to units agrees with what is shown now. */
static bool units_agree(const struct problem *p, const struct move *move)
{
    for (uint32_t i = 0; i < move->n_units; i++) {
        const struct unit *u = &p->unit[move->unit[i]];
        if (u->shown || u->value + move->by[i] < syn_unit_is_some(p, u))
            return false;
    }
    return true;
}

static bool bound_agrees(const struct problem *p, const struct bound *bound)
{
    int64_t slack = bound->slack;

    for (uint32_t i = 0; i < bound->n; i++)
        slack += bound->weight[i] * p->change[bound->class[i]];
    return slack >= 0;
}

static bool bounds_agree(struct problem *p, const struct move *move)
{
    bool good = true;

    for (uint32_t i = 0; i < move->n; i++)
        p->change[move->class[i]] = move->change[i];
    for (uint32_t i = 0; good && i < move->n; i++)
        for (uint32_t b = 0; good && b < p->n_bound_in[move->class[i]]; b++)
            good = bound_agrees(p, &p->bound[p->bound_in[move->class[i]][b]]);
    for (uint32_t i = 0; i < move->n; i++)
        p->change[move->class[i]] = 0;
    return good;
}

bool syn_move_weigh(struct problem *p, struct move *move)
{
    for (uint32_t i = 0; i < move->n; i++)
        if (p->mass[move->class[i]] + move->change[i] < 0)
            return false;
    find_units(p, move);
    return units_agree(p, move) && bounds_agree(p, move);
}

/* --- finding ----------------------------------------------------------- */

static uint32_t keep(struct problem *p, const struct move *found)
{
    if (p->n_moves == p->room) {
        uint32_t room = p->room ? p->room * 2 : 64;
        struct move *at = syn_arena_alloc(p->arena, room, sizeof *at);
        if (p->n_moves)
            memcpy(at, p->move, p->n_moves * sizeof *at);
        p->move = at;
        p->room = room;
    }
    p->move[p->n_moves] = *found;
    return p->n_moves++;
}

void syn_witness_begin(struct problem *p)
{
    keep(p, &(struct move){0});
}

/* Takes the two tables that are furthest apart in T. */
static bool find_old(const struct problem *p, struct target *t)
{
    int64_t low = 0, high = 0;

    t->below = t->above = 0;
    for (uint32_t m = p->n_moves; m-- > 1 && high - low < t->width;) {
        int64_t n = syn_move_of(&p->move[m], t);
        if ((n < low || n > high) && units_agree(p, &p->move[m])) {
            *(n < low ? &t->below : &t->above) = m;
            *(n < low ? &low : &high) = n;
        }
    }
    return high - low >= t->width;
}

/* Up as far as needed, or down, without a linear program. */
static bool
find_short_cut(struct problem *p, struct search *s, struct target *t)
{
    struct move move;

    for (int sign = 1; sign >= -1; sign -= 2)
        if (syn_search_short_cut(&move, s, t, sign, t->width)) {
            keep(p, &move);
            return find_old(p, t);
        }
    return false;
}

/* Up as far as needed, and what is left of it down.  *HOPELESS: not even real
 * numbers reach so far. */
static bool find_within(struct problem *p,
                        struct search *s,
                        struct target *t,
                        enum scope scope,
                        bool *hopeless)
{
    struct move move;
    double up, down = 0;

    syn_search_scope(s, scope);
    int64_t n = syn_search_move(&move, &up, s, t, 1, t->width);
    if (n)
        keep(p, &move);
    if (n < t->width &&
        syn_search_move(&move, &down, s, t, -1, t->width - (int)n))
        keep(p, &move);
    *hopeless = floor(up + 1e-6) + floor(down + 1e-6) < t->width;
    return find_old(p, t);
}

static bool find_new(struct problem *p, struct search *s, struct target *t)
{
    enum scope last = p->is_pruning ? SCOPE_NEAR : SCOPE_ALL;

    for (int attempt = 0; attempt < TRIES && p->thrift > 0; attempt++) {
        bool hopeless = false, cut = true;
        p->thrift--;
        syn_search_cost(s, attempt);
        for (enum scope at = SCOPE_NEAR; cut && at <= last; at++) {
            if (find_within(p, s, t, at, &hopeless))
                return true;
            cut = syn_search_was_cut(s);
        }
        if (hopeless)
            return false; /* No costs will help. */
    }
    return false;
}

bool syn_witness_find(struct problem *p, struct search *s, uint32_t t)
{
    struct target *target = &p->target[t];

    target->proved = find_old(p, target) || find_short_cut(p, s, target) ||
                     find_new(p, s, target);
    return target->proved;
}

bool syn_witness_check(struct problem *p, uint32_t t)
{
    const struct target *target = &p->target[t];
    struct move below = p->move[target->below], above = p->move[target->above];

    below.n_units = above.n_units = 0;
    return syn_move_weigh(p, &below) && syn_move_weigh(p, &above) &&
           syn_move_of(&above, target) - syn_move_of(&below, target) >=
               target->width;
}
