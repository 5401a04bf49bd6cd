/* The numbers in brackets are the requirements of assess/finding.h. */
#include <samsyn/assess/finding.h>

#include <math.h>

#include <samsyn/stats/multiple.h>
#include <samsyn/stats/range.h>

#include "assess.h"

static const double discovery_rate = 0.10;

/* --- which series ------------------------------------------------------ */

const struct syn_group *
syn_headline_group(const struct syn_catalogue *catalogue,
                   const struct syn_indicator *indicator)
{
    const struct syn_group *wanted =
        syn_catalogue_group(catalogue, catalogue->project.headline_group);

    for (const char *const *name = indicator->groups; *name; name++)
        if (wanted && syn_catalogue_group(catalogue, *name) == wanted)
            return wanted;
    return syn_catalogue_group(catalogue, indicator->groups[0]);
}

struct syn_period syn_findings_last_quarter(const struct syn_release *release)
{
    int month = syn_release_last_month(release);
    return (struct syn_period){SYN_QUARTER, (month + 1) / 3 - 1};
}

/* What is measured once a year at most (a survey) has no value in most
 * quarters: then its calendar years speak. */
static bool is_yearly(const struct syn_released *quarters,
                      struct syn_period period)
{
    struct syn_cell now = syn_released_cell(quarters, period);
    size_t values = 0;

    for (size_t i = 0; i < quarters->n; i++)
        values += syn_cell_known(&quarters->cell[i]) ||
                  quarters->cell[i].state == SYN_STATE_SUPPRESSED;
    return !syn_cell_known(&now) && now.state != SYN_STATE_SUPPRESSED &&
           values * 4 <= quarters->n;
}

/* The last year up to YEAR in which SERIES has a value or a hidden one. */
static int last_year(const struct syn_released *series, int year)
{
    for (int y = year; y >= series->first; y--) {
        struct syn_cell cell =
            syn_released_cell(series, (struct syn_period){SYN_YEAR, y});
        if (syn_cell_known(&cell) || cell.state == SYN_STATE_SUPPRESSED)
            return y;
    }
    return year;
}

static void choose_series(struct syn_finding *f,
                          const struct syn_release *release,
                          const struct syn_catalogue *catalogue,
                          struct syn_period period)
{
    const struct syn_group *group = syn_headline_group(catalogue, f->indicator);

    f->period = period;
    f->series =
        syn_release_find(release, f->indicator, group, NULL, SYN_QUARTER);
    const struct syn_released *years =
        syn_release_find(release, f->indicator, group, NULL, SYN_YEAR);
    if (f->series && years && is_yearly(f->series, period)) {
        int year = last_year(years, syn_period_year(period));
        struct syn_cell cell =
            syn_released_cell(years, (struct syn_period){SYN_YEAR, year});
        if (syn_cell_known(&cell) || cell.state == SYN_STATE_SUPPRESSED) {
            f->series = years;
            f->period = (struct syn_period){SYN_YEAR, year};
        }
    }
    if (f->series)
        f->cell = syn_released_cell(f->series, f->period);
}

/* --- one finding ------------------------------------------------------- */

/* Only complete quarters are a baseline; hidden ones are not there. */
static struct history make_history(const struct syn_released *series,
                                   const struct syn_release *release,
                                   struct syn_arena *arena)
{
    bool based = series->has_of || series->has_base;
    bool exposed = based || series->has_exposure;
    struct history h = {
        .series = series,
        .completeness = syn_completeness_of(series, release),
        .count = syn_arena_alloc(arena, series->n, sizeof(double)),
        .exposure =
            exposed ? syn_arena_alloc(arena, series->n, sizeof(double)) : NULL,
        .work =
            syn_arena_alloc(arena, syn_range_work(series->n), sizeof(double)),
        .n = series->n};

    for (size_t i = 0; i < h.n; i++) {
        const struct syn_cell *cell = &series->cell[i];
        bool usable = syn_cell_known(cell) && !cell->provisional;
        h.count[i] = usable ? (double)cell->count : NAN;
        if (exposed)
            h.exposure[i] = based ? (double)cell->of : cell->exposure;
        if (exposed && !(h.exposure[i] > 0))
            h.exposure[i] = NAN;
    }
    return h;
}

/* The first quarter after the last break of the series that lies before the
 * end of quarter AT; *WHICH is that break. */
static size_t after_break(const struct syn_break **which,
                          const struct syn_finding *f,
                          const struct syn_catalogue *catalogue,
                          size_t at)
{
    size_t from = 0;

    *which = NULL;
    for (size_t i = 0; i < catalogue->lists.n_breaks; i++) {
        const struct syn_break *b = &catalogue->lists.breaks[i];
        if (b->handling != SYN_BREAK_SPLIT)
            continue;
        int quarter =
            syn_period_of_month(f->series->kind, syn_day_month(b->day)).index;
        struct syn_period period = {f->series->kind, quarter};
        /* The quarter of a break belongs to neither side, unless the break is
         * its first day. */
        int first = quarter + (syn_period_first_day(period) != b->day);
        int place = first - f->series->first;
        if (place <= 0 || (size_t)place > at + 1 || (size_t)place < from ||
            !syn_break_applies_to(b, &catalogue->lists, f->indicator,
                                  f->series->group->item.name, f->series->area))
            continue;
        from = (size_t)place;
        *which = b;
    }
    return from;
}

bool syn_counts_add_up(const struct syn_released *series)
{
    return !series->has_of && !series->has_base && !series->has_value &&
           !series->indicator->window &&
           series->indicator->measure != SYN_MEASURE_STATUS;
}

/* Whether what is measured now and then has figures of single quarters, as a
 * survey has: several, or one of a survey, and never two on end. */
static bool is_seldom(const struct syn_released *series)
{
    bool before = false, together = false;
    size_t values = 0;

    for (size_t i = 0; i < series->n; i++) {
        bool now = syn_cell_known(&series->cell[i]) ||
                   series->cell[i].state == SYN_STATE_SUPPRESSED;
        values += now;
        together |= now && before;
        before = now;
    }
    return !together &&
           values > (series->indicator->measure != SYN_MEASURE_SURVEY);
}

/* Why periods of SERIES cannot be judged by those before (2); or else ENOUGH.
 */
static enum syn_reason not_judged(const struct syn_released *series)
{
    const struct syn_indicator *i = series->indicator;

    if (i->measure == SYN_MEASURE_STATUS)
        return SYN_REASON_STATUS;
    if (series->has_value)
        return SYN_REASON_VALUE;
    if (i->window > syn_period_months(series->kind))
        return SYN_REASON_WINDOWS;
    if (series->kind != SYN_QUARTER)
        return SYN_REASON_YEAR;
    return is_seldom(series) ? SYN_REASON_SELDOM : SYN_REASON_ENOUGH;
}

/* History up to the finding's period, each quarter judged by those before; and
 * its years, if there are any, where quarters are too few. */
static void assess_history(struct syn_finding *f,
                           const struct syn_release *release,
                           const struct syn_catalogue *catalogue,
                           struct syn_arena *arena)
{
    struct history h = make_history(f->series, release, arena);
    bool judged = f->reason == SYN_REASON_ENOUGH;
    int last = f->period.index - f->series->first;

    if (last < 0 || (size_t)last >= h.n)
        return;
    struct syn_point_assessed *points =
        syn_arena_alloc(arena, (size_t)last + 1, sizeof *points);
    size_t from = 0;
    for (size_t t = 0; t <= (size_t)last; t++) {
        const struct syn_break *b;
        from = after_break(&b, f, catalogue, t);
        if (from > t)
            from = t;
        syn_judge_point(&points[t], &f->p, &h, judged ? from : t, t);
        if (!judged && points[t].class == SYN_CLASS_FEW) {
            points[t].class = SYN_CLASS_UNASSESSED;
            points[t].reason = f->reason;
        }
        if (b && points[t].class == SYN_CLASS_FEW && !points[t].normal.known &&
            syn_cell_known(&points[t].cell) && t - from < 8) {
            points[t].class = SYN_CLASS_INCOMPARABLE;
            points[t].reason = SYN_REASON_BREAK;
            f->series_break = t == (size_t)last ? b : NULL;
        }
        f->since = b;
    }
    f->history = points;
    f->n_history = (size_t)last + 1;
    f->class = points[last].class;
    f->reason = points[last].reason;
    f->direction = points[last].direction;
    f->normal = points[last].normal;
    f->nowcast = points[last].nowcast;
    if (f->normal.known && f->class != SYN_CLASS_FEW)
        syn_judge_coming(&f->coming, &h, from, (size_t)last + 1);
    if (judged)
        syn_suggest_shifts(f, &h, from, (size_t)last + 1, arena);
    syn_judge_run(f, from, arena);
    if (f->class == SYN_CLASS_FEW) {
        syn_sum_years(f,
                      syn_release_find(release, f->indicator, f->series->group,
                                       f->series->area, SYN_YEAR),
                      from);
        syn_measure_gap(f, &h, from);
    }
    f->by = f->reason == SYN_REASON_ENOUGH     ? SYN_BY_RANGE
            : f->sums.known || f->gap.quarters ? SYN_BY_YEARS
                                               : SYN_BY_NONE;
}

/* What is still to be registered can only add: where it is not known how much
 * that is, a fall in a provisional period is one step less sure (4). */
static void hold_provisional(struct syn_finding *f)
{
    if (!f->cell.provisional || f->direction >= 0 || f->nowcast.known)
        return;
    if (f->class == SYN_CLASS_CLEAR) {
        f->class = SYN_CLASS_SIGN;
    } else if (f->class == SYN_CLASS_SIGN) {
        f->class = SYN_CLASS_NORMAL;
        f->direction = 0;
    }
}

static void value(struct syn_finding *f)
{
    bool changed = f->class == SYN_CLASS_SIGN || f->class == SYN_CLASS_CLEAR;
    int good = f->indicator->better == SYN_BETTER_HIGHER  ? 1
               : f->indicator->better == SYN_BETTER_LOWER ? -1
                                                          : 0;

    f->favourable = changed && good && f->direction == good;
    f->unfavourable = changed && good && f->direction == -good;
}

static void assess_one(struct syn_finding *f,
                       const struct syn_release *release,
                       const struct syn_catalogue *catalogue,
                       struct syn_arena *arena)
{
    f->p = f->q = NAN;
    f->reason = not_judged(f->series);
    f->class =
        f->reason == SYN_REASON_ENOUGH ? SYN_CLASS_FEW : SYN_CLASS_UNASSESSED;
    if (f->series->kind == SYN_QUARTER) {
        assess_history(f, release, catalogue, arena);
        syn_compare_agreement(f, catalogue, arena);
    }
    if (!syn_cell_known(&f->cell) && f->cell.state != SYN_STATE_SUPPRESSED) {
        f->class = SYN_CLASS_INCOMPARABLE;
        f->reason = SYN_REASON_MISSING;
    }
}

void syn_finding_assess(struct syn_finding *out,
                        const struct syn_released *series,
                        const struct syn_release *release,
                        const struct syn_catalogue *catalogue,
                        struct syn_period period,
                        struct syn_arena *arena)
{
    *out = (struct syn_finding){.indicator = series->indicator,
                                .series = series,
                                .period = period,
                                .cell = syn_released_cell(series, period)};
    assess_one(out, release, catalogue, arena);
    hold_provisional(out);
    value(out);
}

struct syn_finding syn_finding_in(const struct syn_findings *all,
                                  const struct syn_released *series,
                                  const struct syn_release *release,
                                  const struct syn_catalogue *catalogue,
                                  struct syn_period period,
                                  struct syn_arena *arena)
{
    struct syn_finding own;

    for (size_t i = 0; i < all->n; i++)
        if (all->at[i].series == series &&
            all->at[i].period.kind == period.kind &&
            all->at[i].period.index == period.index)
            return all->at[i];
    syn_finding_assess(&own, series, release, catalogue, period, arena);
    return own;
}

/* --- all of them ------------------------------------------------------- */

/* A clear change must be among the discoveries of the run (2). */
static void
hold_discovery_rate(struct syn_finding *at, size_t n, struct syn_arena *arena)
{
    double *p = syn_arena_alloc(arena, n, sizeof *p);
    size_t *order = syn_arena_alloc(arena, n, sizeof *order);

    for (size_t i = 0; i < n; i++)
        p[i] = at[i].p;
    if (n && syn_multiple_bh(p, p, n, order))
        return;
    for (size_t i = 0; i < n; i++) {
        at[i].q = p[i];
        if (at[i].class == SYN_CLASS_CLEAR && !(at[i].q <= discovery_rate))
            at[i].class = SYN_CLASS_SIGN;
    }
}

enum syn_status syn_findings_assess(struct syn_findings *out,
                                    const struct syn_release *release,
                                    const struct syn_catalogue *catalogue,
                                    struct syn_period period,
                                    struct syn_arena *arena,
                                    struct syn_diag *diag)
{
    struct syn_finding *at =
        syn_arena_alloc(arena, catalogue->n_indicators, sizeof *at);
    size_t n = 0;
    char code[SYN_PERIOD_BYTES];

    if (syn_period_first_month(period) > syn_release_last_month(release))
        return syn_diag_fail(
            diag, SYN_EUSAGE, (struct syn_loc){0}, "assess.period",
            "no extract reaches the quarter %s", syn_period_code(code, period));
    for (size_t i = 0; i < catalogue->n_indicators; i++) {
        at[n].indicator = &catalogue->indicators[i];
        if (at[n].indicator->no_row)
            continue;
        choose_series(&at[n], release, catalogue, period);
        if (!at[n].series)
            continue;
        assess_one(&at[n], release, catalogue, arena);
        n++;
    }
    hold_discovery_rate(at, n, arena);
    *out = (struct syn_findings){.period = period, .at = at, .n = n};
    for (size_t i = 0; i < n; i++) {
        hold_provisional(&at[i]);
        value(&at[i]);
        if (!isnan(at[i].p))
            out->n_tested++;
    }
    out->by_chance = 4 * 0.05 * (double)out->n_tested;
    return SYN_OK;
}
