/* What is too few to be judged by the quarter: years, and the time since the
 * last event.  The numbers in brackets are the requirements of
 * assess/finding.h. */
#include <math.h>

#include <samsyn/stats/compare.h>

#include "assess.h"

static const double alpha = 0.05;

/* The cells FROM to TO of SERIES together; false if one is not shown. */
static bool sum_cells(struct syn_window *out,
                      bool *provisional,
                      const struct syn_released *series,
                      int from,
                      int to)
{
    *out = (struct syn_window){0, 0};
    for (int i = from; i <= to; i++) {
        struct syn_cell cell =
            syn_released_cell(series, (struct syn_period){series->kind, i});
        if (!syn_cell_known(&cell))
            return false;
        out->events += (double)cell.count;
        out->exposure += cell.exposure > 0 ? cell.exposure : 1;
        *provisional |= cell.provisional;
    }
    return true;
}

/* N periods up to number LAST of SERIES against as many before. */
static bool compare(struct syn_sums *out,
                    const struct syn_released *series,
                    int last,
                    int n)
{
    struct syn_window now, before;
    struct syn_ratio ratio;

    *out = (struct syn_sums){.last = {series->kind, last}};
    if (!sum_cells(&now, &out->provisional, series, last - n + 1, last) ||
        !sum_cells(&before, &out->provisional, series, last - 2 * n + 1,
                   last - n))
        return false;
    out->known = true;
    out->now = (int64_t)now.events;
    out->before = (int64_t)before.events;
    out->ratio = out->lower = out->upper = out->p = NAN;
    if (syn_ratio_midp(&ratio, now, before, 1 - alpha))
        return true; /* No event at all. */
    out->ratio = ratio.value;
    out->lower = ratio.lower;
    out->upper = ratio.upper;
    out->p = ratio.p;
    if (ratio.p < alpha)
        out->direction = ratio.value > 1 ? 1 : -1;
    if (out->provisional && out->direction < 0)
        out->direction = 0; /* More may still be registered (4). */
    return true;
}

/* Whether the two years before the end of year YEAR lie behind quarter FROM. */
static bool is_after(int year, int from)
{
    return (year - 1) * 4 >= from;
}

void syn_sum_years(struct syn_finding *f,
                   const struct syn_released *years,
                   size_t from)
{
    const struct syn_released *s = f->series;
    int first = s->first + (int)from, year = syn_period_year(f->period);

    if (s->kind != SYN_QUARTER || !syn_counts_add_up(s))
        return;
    if (f->period.index - 7 >= first &&
        compare(&f->sums, s, f->period.index, 4))
        return;
    if (f->period.index % 4 != 3) /* The year is not over. */
        year--;
    if (years && is_after(year, first))
        (void)compare(&f->sums, years, year, 1);
}

void syn_measure_gap(struct syn_finding *f,
                     const struct history *h,
                     size_t from)
{
    size_t n = 0, empty = 0;
    double events = 0;

    if (f->period.index < h->series->first + (int)from ||
        !syn_counts_add_up(h->series))
        return;
    for (size_t t = from;
         t < h->n && h->series->first + (int)t <= f->period.index; t++, n++) {
        const struct syn_cell *cell = &h->series->cell[t];
        if (!syn_cell_known(cell))
            return;
        events += (double)cell->count;
        empty = cell->count ? 0 : empty + 1;
    }
    if (!empty || !(events > 0))
        return;
    f->gap =
        (struct syn_gap){.quarters = (int)empty,
                         .last = {SYN_QUARTER, f->period.index - (int)empty},
                         .p = pow(1 - (double)empty / (double)n, events)};
}
