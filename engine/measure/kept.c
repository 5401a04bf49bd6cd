#include <stdlib.h>
#include <string.h>

#include "trace.h"

static void free_bucket(struct bucket *b)
{
    free(b->at);
    free(b->days);
    *b = (struct bucket){0};
}

void syn_scan_new_buckets(struct scan *scan)
{
    for (int pass = BY_KEPT_CASE; pass < N_PASSES; pass++)
        scan->bucket[pass] = syn_arena_alloc(scan->plan->arena, N_BUCKETS,
                                             sizeof(struct bucket));
}

void syn_scan_free_kept(struct scan *scan)
{
    for (int pass = 0; pass < N_PASSES; pass++)
        for (int i = 0; scan->bucket[pass] && i < N_BUCKETS; i++)
            free_bucket(&scan->bucket[pass][i]);
}

/* AT with room for N things of SIZE bytes, or for more. */
static void *at_least(void *at, size_t *room, size_t n, size_t size)
{
    size_t wanted = *room ? *room : 64;

    if (n <= *room)
        return at;
    while (wanted < n)
        wanted *= 2;
    at = realloc(at, wanted * size);
    if (!at)
        syn_arena_exhausted(wanted * size);
    *room = wanted;
    return at;
}

void syn_scan_keep(struct scan *scan,
                   enum pass pass,
                   struct view view,
                   const int32_t *days)
{
    size_t n = scan->coverage->n_columns;
    struct bucket *b =
        &scan->bucket[pass][(uint64_t)view.key >> (64 - BUCKET_BITS)];

    b->at = at_least(b->at, &b->room, b->n + 1, sizeof *b->at);
    if (days)
        b->days =
            at_least(b->days, &b->room_days, b->n_days + n, sizeof *b->days);
    view.more = days ? (uint32_t)b->n_days : UINT32_MAX;
    if (days && n)
        memcpy(b->days + b->n_days, days, n * sizeof *days);
    b->n_days += days ? n : 0;
    b->at[b->n++] = view;
}

static int by_key(const void *a, const void *b)
{
    const struct view *x = a, *y = b;
    return (x->key > y->key) - (x->key < y->key);
}

/* Counts the views of B, each key once in each cell. */
static void count_bucket(struct scan *scan,
                         enum pass pass,
                         const struct bucket *b,
                         uint32_t *ordinal)
{
    const uint16_t *at = NULL;

    for (size_t i = 0; i < b->n; i++) {
        const struct view *view = &b->at[i];
        if (i == 0 || !view->key || view->key != b->at[i - 1].key)
            ++*ordinal;
        size_t n = takers(&at, &scan->roster[pass], view->profile);
        for (size_t k = 0; k < n; k++) {
            struct counter *c = &scan->plan->counters[at[k]];
            const int32_t *days = syn_bucket_days(b, view);
            if (pass == BY_CROWD)
                syn_scan_crowd(scan->plan, c, view, days, *ordinal);
            else
                syn_scan_count(scan->plan, c, view, days, *ordinal, false);
        }
    }
}

/* The groups that a case is in: for each word of C's roles a person in it. */
static struct view case_in(const struct scan *scan,
                           const struct counter *c,
                           const struct view *persons,
                           size_t n)
{
    struct view view = persons[0];
    uint32_t in = UINT32_MAX, near = UINT32_MAX;

    for (size_t w = 0; c->indicator->roles[w]; w++) {
        uint32_t here = 0, straddling = 0;
        for (size_t i = 0; i < n; i++) {
            if (!syn_role_in(c->indicator->roles[w],
                             scan->role_name[persons[i].role]))
                continue;
            here |= persons[i].in;
            straddling |= persons[i].straddling;
        }
        in &= here;
        near &= here | straddling;
        view.straddling = w ? view.straddling | straddling : straddling;
    }
    view.in = in;
    view.straddling &= near;
    return view;
}

/* Counts the cases of B through their persons. */
static void count_cases(struct scan *scan, const struct bucket *b)
{
    const uint16_t *at = NULL;

    for (size_t i = 0, n = 0; i < b->n; i += n) {
        for (n = 1; i + n < b->n && b->at[i + n].key == b->at[i].key;)
            n++;
        size_t takes = takers(&at, &scan->roster[BY_LINKED], b->at[i].profile);
        for (size_t k = 0; k < takes; k++) {
            struct counter *c = &scan->plan->counters[at[k]];
            struct view view = case_in(scan, c, b->at + i, n);
            syn_scan_count(scan->plan, c, &view, NULL, 0, true);
            if (scan->plan->trace)
                syn_trace_persons(scan, c, b, b->at + i, n);
        }
    }
}

/* Moves the views of MORE to the end of B. */
static void move(struct bucket *b, struct bucket *more)
{
    size_t n = b->n + more->n, n_days = b->n_days + more->n_days;

    if (more->n)
        b->at = at_least(b->at, &b->room, n, sizeof *b->at);
    if (more->n_days)
        b->days = at_least(b->days, &b->room_days, n_days, sizeof *b->days);
    for (size_t i = 0; i < more->n; i++) {
        struct view *view = &b->at[b->n + i];
        *view = more->at[i];
        if (view->more != UINT32_MAX)
            view->more += (uint32_t)b->n_days;
    }
    if (more->n_days)
        memcpy(b->days + b->n_days, more->days,
               more->n_days * sizeof *more->days);
    b->n = n;
    b->n_days = n_days;
    free_bucket(more);
}

void syn_scan_count_kept(struct parts *parts, size_t i)
{
    struct scan *scan = &parts->at[i];

    for (int pass = BY_KEPT_CASE; pass < N_PASSES; pass++) {
        uint32_t ordinal = 0;
        for (size_t k = i; k < N_BUCKETS; k += parts->n) {
            struct bucket *b = &parts->at[0].bucket[pass][k];
            for (size_t p = 1; p < parts->n; p++)
                move(b, &parts->at[p].bucket[pass][k]);
            if (b->n)
                b->at = syn_keyed_sort(b->at, b->n, sizeof *b->at, BUCKET_BITS,
                                       by_key);
            if (pass == BY_LINKED)
                count_cases(scan, b);
            else
                count_bucket(scan, (enum pass)pass, b, &ordinal);
            free_bucket(b);
        }
    }
}
