/* The numbers in brackets are the requirements of assess/finding.h. */
#include <math.h>
#include <stdlib.h>

#include <samsyn/stats/range.h>

#include "assess.h"

/* Fewest expected for a quarter to be judged alone (2). */
static const double least_expected = 5;

/* Least of a provisional quarter that must be registered (10). */
static const double least_completeness = 0.5;

/* Hidden quarters among those from FROM to AT, as a share. */
static double share_hidden(const struct history *h, size_t from, size_t at)
{
    size_t hidden = 0;

    for (size_t i = from; i < at; i++)
        hidden += h->series->cell[i].state == SYN_STATE_SUPPRESSED;
    return at > from ? (double)hidden / (double)(at - from) : 0;
}

static void set_normal(struct syn_normal *normal,
                       const struct syn_range *range,
                       const struct syn_cell *cell,
                       bool is_share)
{
    *normal = (struct syn_normal){.known = true,
                                  .expected = range->expected,
                                  .low = range->lo95,
                                  .high = range->hi95,
                                  .low998 = range->lo998,
                                  .high998 = range->hi998,
                                  .p_low = range->p_low,
                                  .dependence = range->dependence,
                                  .n_baseline = range->n_baseline};
    if (is_share) { /* No more than all. */
        normal->high = fmin(normal->high, (double)cell->of);
        normal->high998 = fmin(normal->high998, (double)cell->of);
    }
}

int syn_count_band(const struct syn_normal *r, double n)
{
    return n < r->low998    ? -2
           : n < r->low     ? -1
           : n > r->high998 ? 2
           : n > r->high    ? 1
                            : 0;
}

static void classify(struct syn_point_assessed *p)
{
    static const enum syn_class classes[] = {SYN_CLASS_NORMAL, SYN_CLASS_SIGN,
                                             SYN_CLASS_CLEAR};
    int band = syn_count_band(&p->normal, syn_judged_count(p));

    p->direction = (band > 0) - (band < 0);
    p->reason = SYN_REASON_ENOUGH;
    p->class = classes[abs(band)];
    if (p->normal.expected < least_expected) {
        p->class = SYN_CLASS_FEW;
        p->reason = SYN_REASON_FEW_EVENTS;
    } else if (p->nowcast.known &&
               p->nowcast.completeness < least_completeness) {
        p->class = SYN_CLASS_UNASSESSED;
        p->reason = SYN_REASON_INCOMPLETE;
    } else {
        return;
    }
    p->direction = 0;
}

/* Why there is no range. */
static enum syn_reason reason_of(enum syn_refusal refusal)
{
    switch (refusal) {
    case SYN_REFUSAL_TOO_FEW_POINTS:
        return SYN_REASON_FEW_QUARTERS;
    case SYN_REFUSAL_NO_EVENTS:
        return SYN_REASON_FEW_EVENTS;
    default:
        return SYN_REASON_IRREGULAR;
    }
}

static struct syn_range_options options_of(const struct history *h, size_t from)
{
    int cycle = syn_period_cycle(h->series->kind);

    return (struct syn_range_options){
        .cycle = cycle, .phase = (h->series->first + (int)from) % cycle};
}

/* The denominator of the last row that EXPOSURE is known of. */
static int64_t last_of(const struct history *h, size_t from, size_t at)
{
    while (at > from && isnan(h->exposure[at - 1]))
        at--;
    return at > from ? h->series->cell[at - 1].of : 0;
}

void syn_judge_coming(struct syn_coming *out,
                      const struct history *h,
                      size_t from,
                      size_t at)
{
    bool based = h->series->has_of || h->series->has_base;
    struct syn_range range;

    *out = (struct syn_coming){
        .period = {h->series->kind, h->series->first + (int)at}};
    /* The series ends here, so that the last exposure is that of the target. */
    if (syn_range_predict(&range, h->count + from,
                          h->exposure ? h->exposure + from : NULL, at - from,
                          at - from, options_of(h, from), NAN, h->work) ||
        range.expected < least_expected)
        return;
    out->known = true;
    out->expected = range.expected;
    out->next = syn_range_next(&range);
    out->of = based && h->exposure ? last_of(h, from, at) : 0;
    if (h->series->has_of && out->next.sign_high > (double)out->of)
        out->next.sign_high = NAN;
    if (h->series->has_of && out->next.clear_high > (double)out->of)
        out->next.clear_high = NAN;
}

void syn_judge_point(struct syn_point_assessed *out,
                     double *p,
                     const struct history *h,
                     size_t from,
                     size_t at)
{
    struct syn_period period = {h->series->kind, h->series->first + (int)at};
    struct syn_range range;

    *p = NAN;
    *out = (struct syn_point_assessed){.period = period,
                                       .cell = h->series->cell[at],
                                       .class = SYN_CLASS_FEW,
                                       .reason = SYN_REASON_HIDDEN};
    if (out->cell.state == SYN_STATE_SUPPRESSED)
        return;
    if (!syn_cell_known(&out->cell)) {
        out->class = SYN_CLASS_INCOMPARABLE;
        out->reason = SYN_REASON_MISSING;
        return;
    }
    out->reason = SYN_REASON_HIDDEN_BEFORE;
    if (share_hidden(h, from, at) > 0.25)
        return;
    const double *exposure = h->exposure ? h->exposure + from : NULL;
    if (syn_range_predict(&range, h->count + from, exposure, h->n - from,
                          at - from, options_of(h, from),
                          (double)out->cell.count, h->work)) {
        out->reason = reason_of(range.refusal);
        return;
    }
    set_normal(&out->normal, &range, &out->cell, h->series->has_of);
    syn_nowcast_point(out, h);
    classify(out);
    out->nowcast.steady = out->nowcast.known && syn_nowcast_is_steady(out);
    if (out->reason != SYN_REASON_ENOUGH)
        return;
    *p = range.mid_p;
    double n = syn_judged_count(out);
    if (n > (double)out->cell.count &&
        !syn_range_predict(&range, h->count + from, exposure, h->n - from,
                           at - from, options_of(h, from), n, h->work))
        *p = fmin(1, 2 * range.p_low);
}
