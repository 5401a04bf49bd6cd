/* Changes of level that no one has confirmed.  The numbers in brackets are the
 * requirements of assess/finding.h. */
#include <math.h>
#include <string.h>

#include <gsl/gsl_math.h>

#include <samsyn/stats/changepoint.h>
#include <samsyn/stats/glm.h>

#include "assess.h"

enum { LEAST_SEGMENT = 6, SEASON_FROM = 12, MOST_TERMS = 3 };

/* The usable quarters: PLACE is the number of each in the history. */
struct rows {
    double *count, *exposure, *expected, *sums, *sums_expected;
    size_t *place, n, terms;
};

static struct rows collect(const struct history *h,
                           size_t from,
                           size_t end,
                           struct syn_arena *arena)
{
    struct rows r = {.count = syn_arena_alloc(arena, end, sizeof(double)),
                     .exposure = syn_arena_alloc(arena, end, sizeof(double)),
                     .expected = syn_arena_alloc(arena, end, sizeof(double)),
                     .place = syn_arena_alloc(arena, end, sizeof(size_t))};

    for (size_t t = from; t < end; t++) {
        double exposure = h->exposure ? h->exposure[t] : 1;
        if (isnan(h->count[t]) || isnan(exposure))
            continue;
        r.place[r.n] = t;
        r.count[r.n] = h->count[t];
        r.exposure[r.n++] = exposure;
    }
    r.sums = syn_arena_alloc(arena, r.n + 1, sizeof(double));
    r.sums_expected = syn_arena_alloc(arena, r.n + 1, sizeof(double));
    return r;
}

/* What is expected without a step: the mean, and a season from 12 quarters. */
static bool
expect(struct rows *r, const struct history *h, struct syn_arena *arena)
{
    int cycle = syn_period_cycle(h->series->kind);
    size_t p = r->n >= SEASON_FROM ? MOST_TERMS : 1;
    double *x = syn_arena_alloc(arena, r->n * p, sizeof *x);
    double *offset = syn_arena_alloc(arena, r->n, sizeof *offset);
    struct syn_glm glm;

    for (size_t i = 0; i < r->n; i++) {
        int at = (h->series->first + (int)r->place[i]) % cycle;
        x[i * p] = 1;
        if (p > 1) {
            x[i * p + 1] = cos(2 * M_PI * at / cycle);
            x[i * p + 2] = sin(2 * M_PI * at / cycle);
        }
        offset[i] = log(r->exposure[i]);
    }
    const struct syn_glm_data d = {
        .y = r->count, .x = x, .offset = offset, .n = r->n, .p = p};
    if (syn_glm_fit(
            &glm, &d,
            syn_arena_alloc(arena, syn_glm_work(r->n, p), sizeof(double))))
        return false;
    memcpy(r->expected, glm.fitted, r->n * sizeof *r->expected);
    r->terms = p - 1;
    syn_change_sums(r->sums, r->count, r->n);
    syn_change_sums(r->sums_expected, r->expected, r->n);
    return true;
}

/* The best segmentation with the dispersion of a first one (7); returns how
 * many segments. */
static size_t
divide(size_t *ends, const struct rows *r, struct syn_arena *arena)
{
    double *work = syn_arena_alloc(arena, r->n + 1, sizeof *work);
    size_t *back = syn_arena_alloc(arena, r->n + 1, sizeof *back);
    double penalty = 3 * log((double)r->n);
    struct syn_change_cost cost = {
        .events = r->sums,
        .expected = r->sums_expected,
        .n = r->n,
        .phi = syn_change_phi(r->count, r->expected, r->n)};
    size_t n =
        syn_change_optimal(ends, &cost, penalty, LEAST_SEGMENT, work, back);

    cost.phi =
        syn_change_phi_within(r->count, r->expected, r->n, ends, n, r->terms);
    return syn_change_optimal(ends, &cost, penalty, LEAST_SEGMENT, work, back);
}

/* Events from row FROM to before END, for each of what the last row has. */
static double
level_of(const struct rows *r, size_t from, size_t end, double last)
{
    double events = 0, in = 0;

    for (size_t i = from; i < end; i++) {
        events += r->count[i];
        in += r->exposure[i];
    }
    return events / in * last;
}

void syn_suggest_shifts(struct syn_finding *f,
                        const struct history *h,
                        size_t from,
                        size_t end,
                        struct syn_arena *arena)
{
    struct rows r = collect(h, from, end, arena);
    size_t *ends = syn_arena_alloc(arena, r.n + 1, sizeof *ends);

    if (r.n < (size_t)2 * LEAST_SEGMENT || !expect(&r, h, arena))
        return;
    bool based = h->series->has_of || h->series->has_base;
    double last = based ? 1 : r.exposure[r.n - 1];
    size_t n = divide(ends, &r, arena);
    struct syn_shift *shifts = syn_arena_alloc(arena, n, sizeof *shifts);
    for (size_t i = 1; i < n; i++)
        shifts[i - 1] = (struct syn_shift){
            .from = {h->series->kind,
                     h->series->first + (int)r.place[ends[i - 1]]},
            .before = level_of(&r, i > 1 ? ends[i - 2] : 0, ends[i - 1], last),
            .after = level_of(&r, ends[i - 1], ends[i], last)};
    f->shifts = shifts;
    f->n_shifts = n - 1;
}
