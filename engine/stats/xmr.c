#include <samsyn/stats/xmr.h>

#include <math.h>
#include <stdlib.h>

#include <samsyn/stats/ranges.h>
#include <samsyn/stats/sample.h>

/* The method's own constants: 3 / d2 and D4, rounded. */
static const double limit_factor = 2.66;
static const double screen_factor = 3.267;

/* One segment of a chart that is being made. */
struct chart {
    struct syn_xmr_point *points;
    const double *y;
    const struct syn_xmr_options *options;
};

static int sign(double x)
{
    return (x > 0) - (x < 0);
}

static enum syn_refusal set_limits(const struct chart *c,
                                   struct syn_xmr_segment *s)
{
    const struct syn_xmr_options *o = c->options;
    size_t rows = s->to - s->from + 1;
    size_t base = o->baseline && o->baseline < rows ? o->baseline : rows;
    const double *y = c->y + s->from;
    s->n = syn_sample_size(y, base);
    s->mean = syn_sample_mean(y, base);
    s->amr = syn_ranges_mean(y, base, INFINITY);
    s->amr_screened =
        o->screen ? syn_ranges_mean(y, base, screen_factor * s->amr) : NAN;
    if (isnan(s->amr))
        return s->n ? SYN_REFUSAL_TOO_FEW_POINTS : SYN_REFUSAL_NO_DATA;
    double amr = o->screen ? s->amr_screened : s->amr;
    if (!(amr > 0) || !isfinite(amr))
        return SYN_REFUSAL_NO_VARIATION;
    double floor = o->clip ? 0 : -INFINITY, reach = limit_factor * amr;
    s->lower = fmax(floor, s->mean - reach);
    s->upper = fmax(floor, s->mean + reach);
    for (size_t i = s->from; i <= s->to; i++) {
        struct syn_xmr_point *p = &c->points[i];
        p->missing = isnan(c->y[i]);
        p->mean = s->mean;
        p->lower = s->lower;
        p->upper = s->upper;
        p->near_lower = fmax(floor, s->mean - reach * 2 / 3);
        p->near_upper = fmax(floor, s->mean + reach * 2 / 3);
        p->side = p->missing ? 0 : sign(c->y[i] - s->mean);
        p->outside = c->y[i] > p->upper || c->y[i] < p->lower;
    }
    return SYN_REFUSAL_NONE;
}

/* Marks the points of rows FROM..TO. */
static void
mark(struct syn_xmr_point *points, size_t from, size_t to, bool trend)
{
    for (size_t i = from; i <= to; i++) {
        if (points[i].missing)
            continue;
        if (trend)
            points[i].trend = true;
        else
            points[i].shift = true;
    }
}

static void find_shifts(const struct chart *c, const struct syn_xmr_segment *s)
{
    size_t start = 0, length = 0;
    int side = 0;
    for (size_t i = s->from; i <= s->to; i++) {
        struct syn_xmr_point *p = &c->points[i];
        if (p->missing)
            continue;
        if (p->side == 0 || p->side != side)
            start = i, length = 0;
        side = p->side;
        length += side != 0;
        if (length >= c->options->shift_points)
            mark(c->points, start, i, false);
    }
}

/* A point where one trend ends and the next begins belongs to the next. */
static void point_trends(const struct chart *c, const struct syn_xmr_segment *s)
{
    size_t before = s->from;
    for (size_t i = s->from; i <= s->to; i++) {
        struct syn_xmr_point *p = &c->points[i], *b = &c->points[before];
        if (p->missing)
            continue;
        int step = sign(c->y[i] - c->y[before]);
        if (p->trend)
            p->direction = step;
        if (p->trend && b->trend && i > before)
            b->direction = step;
        before = i;
    }
}

static void find_trends(const struct chart *c, const struct syn_xmr_segment *s)
{
    size_t start = s->from, before = s->from, length = 0;
    int direction = 0;
    for (size_t i = s->from; i <= s->to; i++) {
        if (c->points[i].missing)
            continue;
        int step = length ? sign(c->y[i] - c->y[before]) : 0;
        if (step == 0 || step != direction)
            start = step ? before : i, length = step ? 1 : 0;
        direction = step;
        length++;
        before = i;
        if (length >= c->options->trend_points)
            mark(c->points, start, i, true);
    }
    point_trends(c, s);
}

static bool qualifies(const struct chart *c, size_t i)
{
    const struct syn_xmr_point *p = &c->points[i];
    return (c->y[i] > p->near_upper || c->y[i] < p->near_lower) &&
           (c->options->outward || !p->outside);
}

static void find_pairs(const struct chart *c, const struct syn_xmr_segment *s)
{
    size_t window[3] = {0}, n = 0;
    for (size_t i = s->from; i <= s->to; i++) {
        int together = 0, far = 0;
        if (c->points[i].missing)
            continue;
        window[n++ % 3] = i;
        for (size_t j = 0; j < 3 && n >= 3; j++) {
            together += c->points[window[j]].side;
            far += qualifies(c, window[j]);
        }
        for (size_t j = 0; j < 3 && abs(together) == 3 && far >= 2; j++)
            if (qualifies(c, window[j]))
                c->points[window[j]].two_of_three = true;
    }
}

static enum syn_xmr_rule first_rule(const struct syn_xmr_point *p)
{
    if (p->outside)
        return SYN_XMR_OUTSIDE;
    if (p->trend)
        return SYN_XMR_TREND;
    if (p->two_of_three)
        return SYN_XMR_TWO_OF_THREE;
    return p->shift ? SYN_XMR_SHIFT : SYN_XMR_NONE;
}

static enum syn_refusal
chart_segment(const struct chart *c, struct syn_xmr_segment *s, size_t number)
{
    for (size_t i = s->from; i <= s->to; i++)
        c->points[i] = (struct syn_xmr_point){.segment = number};
    enum syn_refusal refusal = set_limits(c, s);
    if (refusal)
        return refusal;
    find_shifts(c, s);
    find_trends(c, s);
    find_pairs(c, s);
    for (size_t i = s->from; i <= s->to; i++)
        c->points[i].rule = first_rule(&c->points[i]);
    return SYN_REFUSAL_NONE;
}

enum syn_refusal syn_xmr_chart(struct syn_xmr_point *points,
                               struct syn_xmr_segment *segments,
                               const double *y,
                               size_t n,
                               const struct syn_xmr_options *o)
{
    const struct chart c = {points, y, o};
    if (n == 0)
        return SYN_REFUSAL_NO_DATA;
    for (size_t i = 0; i < n; i++)
        if (isinf(y[i]))
            return SYN_REFUSAL_DOMAIN;
    for (size_t k = 0; k <= o->n_starts; k++) {
        size_t from = k ? o->starts[k - 1] : 0;
        size_t end = k < o->n_starts ? o->starts[k] : n;
        if (from >= end || end > n)
            return SYN_REFUSAL_DOMAIN;
        segments[k] = (struct syn_xmr_segment){.from = from, .to = end - 1};
        enum syn_refusal refusal = chart_segment(&c, &segments[k], k);
        if (refusal)
            return refusal;
    }
    return SYN_REFUSAL_NONE;
}

int syn_xmr_towards(const struct syn_xmr_point *p)
{
    if (p->rule == SYN_XMR_NONE)
        return 0;
    return p->rule == SYN_XMR_TREND ? p->direction : p->side;
}
