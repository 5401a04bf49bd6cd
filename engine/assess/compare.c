#include <math.h>

#include <samsyn/stats/compare.h>
#include <samsyn/stats/detect.h>

#include "assess.h"

/* The sum of the quarters FROM to TO; false if one of them is not shown, or if
 * the population is known of some only. */
static bool add_up(int64_t *count,
                   double *exposure,
                   bool *provisional,
                   const struct syn_released *series,
                   int from,
                   int to)
{
    *count = 0;
    *exposure = 0;
    for (int q = from; q <= to; q++) {
        struct syn_cell cell =
            syn_released_cell(series, (struct syn_period){SYN_QUARTER, q});
        if (!syn_cell_known(&cell) ||
            (series->has_exposure && cell.exposure <= 0))
            return false;
        *count += cell.count;
        *exposure += series->has_exposure ? cell.exposure : 0.25;
        *provisional |= cell.provisional;
    }
    return true;
}

static int quarter_of(int month)
{
    return syn_period_of_month(SYN_QUARTER, month).index;
}

/* Whether a break of the series lies inside the compared quarters.  A change of
 * level does not: it is what a comparison shows. */
static bool is_broken(const struct syn_finding *f,
                      const struct syn_catalogue *catalogue,
                      const struct syn_comparison *c)
{
    int first = syn_period_first_day(c->before_from);
    int last = syn_period_last_day(c->to);

    for (size_t i = 0; i < catalogue->lists.n_breaks; i++) {
        const struct syn_break *b = &catalogue->lists.breaks[i];
        if (b->day > first && b->day <= last && b->handling != SYN_BREAK_MARK &&
            b->type != SYN_BREAK_CHANGE &&
            syn_break_applies(b, &catalogue->lists, f->indicator))
            return true;
    }
    return false;
}

/* Above this many events the logarithm is as good, and quicker. */
static const double most_exact = 2000;

/* The smallest change that C would have shown (5). */
static void add_detectable(struct syn_comparison *c, struct syn_arena *arena)
{
    const struct syn_detect_question q = {
        .baseline = {(double)c->before, c->exposure_before},
        .follow_up = c->exposure_after,
        .alpha = 0.05,
        .power = 0.80,
        .phi = 1};
    double events = q.baseline.events;
    struct syn_detect d;
    enum syn_status status =
        events > most_exact
            ? syn_detect_log(&d, &q)
            : syn_detect_exact(&d, &q,
                               syn_arena_alloc(arena, syn_detect_work(events),
                                               sizeof(double)));

    c->least_rise = status ? NAN : d.rise;
    c->least_fall = status ? NAN : d.fall;
}

void syn_compare_agreement(struct syn_finding *f,
                           const struct syn_catalogue *catalogue,
                           struct syn_arena *arena)
{
    const struct syn_agreement *a = &catalogue->project.agreement;
    struct syn_comparison c = {.per_head = f->series->has_exposure};
    struct syn_ratio ratio;

    if (a->from == SYN_UNSET || a->baseline_from == SYN_UNSET ||
        f->series->kind != SYN_QUARTER || !syn_counts_add_up(f->series))
        return;
    int from = quarter_of(a->from), before = quarter_of(a->baseline_from);
    int to = quarter_of(a->to);
    if (f->period.index < to)
        to = f->period.index;
    if (to < from)
        return;
    c.from = (struct syn_period){SYN_QUARTER, from};
    c.to = (struct syn_period){SYN_QUARTER, to};
    c.before_from = (struct syn_period){SYN_QUARTER, before};
    c.before_to = (struct syn_period){SYN_QUARTER, before + to - from};
    if (!add_up(&c.before, &c.exposure_before, &c.provisional, f->series,
                before, before + to - from) ||
        !add_up(&c.after, &c.exposure_after, &c.provisional, f->series, from,
                to) ||
        is_broken(f, catalogue, &c) ||
        syn_ratio_midp(
            &ratio, (struct syn_window){(double)c.after, c.exposure_after},
            (struct syn_window){(double)c.before, c.exposure_before}, 0.95))
        return;
    c.ratio = ratio.value;
    c.lower = ratio.lower;
    c.upper = ratio.upper;
    c.p = ratio.p;
    add_detectable(&c, arena);
    c.known = true;
    f->comparison = c;
}
