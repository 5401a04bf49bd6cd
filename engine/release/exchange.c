/* The cheapest moves: classes that lie in the same shown units are one to
 * whoever looks, so that counts can be exchanged between them; one that lies in
 * none can grow or shrink alone. */
#include "parts.h"

#include <stdlib.h>

/* A class, and the sum of the prints of the shown units that it is in. */
struct printed {
    uint64_t print;
    uint32_t class;
};

/* ORDER is sorted by print; GROUP[k] is where the group of class k begins.
 * CHANGE is zero between calls. */
struct exchange {
    struct problem *p;
    bool stale;
    struct printed *order;
    uint32_t *group;
    uint32_t *seen, stamp; /* Of the place where a group begins. */
    int64_t *change;
    uint32_t *touched, n_touched;
};

/* A number that looks like chance (SplitMix64, Steele et al. 2014). */
static uint64_t print_of(uint64_t u)
{
    u = (u + 1) * 0x9e3779b97f4a7c15u;
    u = (u ^ (u >> 30)) * 0xbf58476d1ce4e5b9u;
    u = (u ^ (u >> 27)) * 0x94d049bb133111ebu;
    return u ^ (u >> 31);
}

static int by_print(const void *a, const void *b)
{
    const struct printed *x = a, *y = b;

    if (x->print != y->print)
        return x->print < y->print ? -1 : 1;
    return (x->class > y->class) - (x->class < y->class);
}

struct exchange *syn_exchange_new(struct problem *p)
{
    struct exchange *e = syn_arena_alloc(p->arena, 1, sizeof *e);
    size_t n = p->n_classes;

    *e = (struct exchange){
        .p = p,
        .stale = true,
        .order = syn_arena_alloc(p->arena, n, sizeof *e->order),
        .group = syn_arena_alloc(p->arena, n, sizeof *e->group),
        .seen = syn_arena_alloc(p->arena, n, sizeof *e->seen),
        .change = syn_arena_alloc(p->arena, n, sizeof *e->change),
        .touched = syn_arena_alloc(p->arena, n, sizeof *e->touched)};
    return e;
}

void syn_exchange_renew(struct exchange *e)
{
    e->stale = true;
}

static void sort_classes(struct exchange *e)
{
    const struct problem *p = e->p;

    for (uint32_t k = 0; k < p->n_classes; k++) {
        e->order[k] = (struct printed){.class = k};
        for (uint32_t i = 0; i < p->n_in[k]; i++)
            if (p->unit[p->in[k][i]].shown)
                e->order[k].print += print_of(p->in[k][i]);
    }
    qsort(e->order, p->n_classes, sizeof *e->order, by_print);
    for (uint32_t i = 0, begin = 0; i < p->n_classes; i++) {
        if (e->order[i].print != e->order[begin].print)
            begin = i;
        e->group[e->order[i].class] = begin;
    }
    e->stale = false;
}

static void change(struct exchange *e, uint32_t k, int64_t by)
{
    if (!e->change[k])
        e->touched[e->n_touched++] = k;
    e->change[k] += by;
}

/* Exchanges within the group that begins at AT, for T to move by SIGN times
 * LEFT at most.  Returns by how much. */
static int64_t exchange_group(struct exchange *e,
                              const struct target *t,
                              int sign,
                              uint32_t at,
                              int64_t left)
{
    const struct problem *p = e->p;
    uint64_t print = e->order[at].print;
    uint32_t best = at;
    int most = -3;
    int64_t done = 0;

    for (uint32_t i = at; i < p->n_classes && e->order[i].print == print; i++) {
        int weight = sign * syn_target_weight(p, t, e->order[i].class);
        if (weight > most) {
            most = weight;
            best = i;
        }
    }
    if (print == 0 && most > 0) { /* It can grow alone. */
        change(e, e->order[best].class, (left + most - 1) / most);
        return left;
    }
    for (uint32_t i = at;
         done < left && i < p->n_classes && e->order[i].print == print; i++) {
        uint32_t k = e->order[i].class;
        int gain = most - sign * syn_target_weight(p, t, k);
        if (gain <= 0 || !p->mass[k])
            continue;
        int64_t n = (left - done + gain - 1) / gain;
        n = n < p->mass[k] ? n : p->mass[k];
        change(e, k, -n);
        change(e, e->order[best].class, n);
        done += n * gain;
    }
    return done;
}

static int by_number(const void *a, const void *b)
{
    const uint32_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* What was changed, as a move. */
static void take_changes(struct move *out, struct exchange *e)
{
    uint32_t *class = syn_arena_alloc(e->p->arena, e->n_touched, sizeof *class);
    int64_t *by = syn_arena_alloc(e->p->arena, e->n_touched, sizeof *by);

    qsort(e->touched, e->n_touched, sizeof *e->touched, by_number);
    for (uint32_t i = 0; i < e->n_touched; i++) {
        uint32_t k = e->touched[i];
        if (e->change[k]) {
            class[out->n] = k;
            by[out->n++] = e->change[k];
        }
        e->change[k] = 0;
    }
    e->n_touched = 0;
    out->class = class;
    out->change = by;
}

int64_t syn_exchange_move(struct move *out,
                          struct exchange *e,
                          const struct target *t,
                          int sign,
                          int wanted)
{
    const struct problem *p = e->p;
    const struct unit *u = &p->unit[t->first];
    int64_t done = 0;

    *out = (struct move){0};
    if (e->stale)
        sort_classes(e);
    e->stamp++;
    for (uint32_t i = 0; i < u->n && done < wanted; i++) {
        uint32_t at = e->group[u->class[i]];
        if (e->seen[at] == e->stamp)
            continue;
        e->seen[at] = e->stamp;
        done += exchange_group(e, t, sign, at, wanted - done);
    }
    take_changes(out, e);
    if (done < wanted || !syn_move_weigh(e->p, out))
        return 0;
    return done;
}
