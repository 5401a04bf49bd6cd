#include <samsyn/stats/smooth.h>

#include <math.h>
#include <string.h>

#include <samsyn/stats/decompose.h>

#include "linear.h"
#include "minimise.h"

/* The weights of a state-space model stay this far from their bounds. */
static const double margin = 1e-4;

/* Weights that were given, and the problem they are part of.  ROOM is for the
 * start of a state-space model, or NULL. */
struct problem {
    struct syn_smooth *model;
    const double *y;
    double *fitted, *room;
    double given[3];
    size_t first;
};

static bool has_slope(enum syn_smooth_kind kind)
{
    return kind != SYN_SMOOTH_LEVEL && kind != SYN_SMOOTH_SEASON;
}

static bool has_season(enum syn_smooth_kind kind)
{
    return kind >= SYN_SMOOTH_SEASON;
}

/* One row: what was expected of it, and the state after it. */
static double advance(struct syn_smooth_state *s,
                      const struct syn_smooth *m,
                      size_t i,
                      double y)
{
    double *season = has_season(m->kind) ? &s->seasonal[i % m->cycle] : NULL;
    double before = s->level, base = s->level + s->slope;
    double expected = season ? base + *season : base;
    if (m->kind == SYN_SMOOTH_HOLT_WINTERS) {
        s->level = m->alpha * (y - *season) + (1 - m->alpha) * base;
        s->slope = m->beta * (s->level - before) + (1 - m->beta) * s->slope;
        *season = m->gamma * (y - s->level) + (1 - m->gamma) * *season;
    } else if (m->kind == SYN_SMOOTH_MULTIPLICATIVE) {
        expected = base * *season;
        s->level = m->alpha * (y / *season) + (1 - m->alpha) * base;
        s->slope = m->beta * (s->level - before) + (1 - m->beta) * s->slope;
        *season = m->gamma * (y / s->level) + (1 - m->gamma) * *season;
    } else {
        double e = y - expected;
        s->level = base + m->alpha * e;
        if (has_slope(m->kind))
            s->slope += m->beta * e;
        if (season)
            *season += m->gamma * e;
    }
    return expected;
}

/* Runs from FIRST over the rows; Y NULL is all 0.  OUT gets what was expected,
 * or, FOR_ERRORS, the errors; NULL if neither is wanted. */
static double run(struct syn_smooth *m,
                  const double *y,
                  size_t first,
                  double *out,
                  bool for_errors)
{
    double sse = 0;
    m->end = m->start;
    for (size_t i = first; i < m->n; i++) {
        double seen = y ? y[i] : 0;
        double expected = advance(&m->end, m, i, seen), e = seen - expected;
        sse += e * e;
        if (out)
            out[i] = for_errors ? e : expected;
    }
    m->errors = m->n - first;
    return sse;
}

/* The free numbers of a start: level, slope, all seasonal ones but the last. */
static size_t free_numbers(const struct syn_smooth *m)
{
    return 1 + (size_t)has_slope(m->kind) +
           (has_season(m->kind) ? m->cycle - 1 : 0);
}

static void set_free(struct syn_smooth *m, const double *x)
{
    size_t at = 0;
    memset(&m->start, 0, sizeof m->start);
    m->start.level = x[at++];
    if (has_slope(m->kind))
        m->start.slope = x[at++];
    for (size_t k = 0; has_season(m->kind) && k + 1 < m->cycle; k++) {
        m->start.seasonal[k] = x[at++];
        m->start.seasonal[m->cycle - 1] -= m->start.seasonal[k];
    }
}

/* The start with the least sum of squares for the weights as they are.  The
 * errors of a start x are those of the start 0 plus, for each number of x,
 * those of a series of zeros begun with it. */
static bool solve_start(struct syn_smooth *m, const struct problem *p)
{
    size_t k = free_numbers(m), n = m->n;
    double *error = p->room, *columns = error + n, *a = columns + k * n;
    double *b = a + k * k, *unit = b + k;
    memset(unit, 0, k * sizeof *unit);
    set_free(m, unit);
    run(m, p->y, 0, error, true);
    for (size_t j = 0; j < k; j++) {
        unit[j] = 1;
        set_free(m, unit);
        run(m, NULL, 0, columns + j * n, true);
        unit[j] = 0;
    }
    for (size_t i = 0; i < k; i++) {
        b[i] = 0;
        for (size_t t = 0; t < n; t++)
            b[i] -= columns[i * n + t] * error[t];
        for (size_t j = 0; j < k; j++) {
            a[i * k + j] = 0;
            for (size_t t = 0; t < n; t++)
                a[i * k + j] += columns[i * n + t] * columns[j * n + t];
        }
    }
    if (!syn_linear_solve(a, b, k))
        return false;
    set_free(m, b);
    return true;
}

/* Sets the weights from a point of the unit cube, given ones aside: slope's and
 * season's weights of a state-space model are bounded by level's. */
static void
set_weights(struct syn_smooth *m, const struct problem *p, const double *x)
{
    double *weight[3] = {&m->alpha, &m->beta, &m->gamma};
    for (size_t j = 0, at = 0; j < 3; j++) {
        double low = p->room ? margin : 0, high = p->room ? 1 - margin : 1;
        if (p->room && j == 1)
            high = m->alpha;
        if (p->room && j == 2)
            high = 1 - m->alpha;
        *weight[j] = p->given[j];
        if (isnan(p->given[j]))
            *weight[j] = low + fmax(0, high - low) * x[at++];
    }
}

static double lost(const double *x, const void *ctx)
{
    const struct problem *p = ctx;
    set_weights(p->model, p, x);
    if (p->room && !solve_start(p->model, p))
        return INFINITY;
    double sse = run(p->model, p->y, p->first, NULL, false);
    return isfinite(sse) ? sse : INFINITY;
}

static bool is_weight(double w)
{
    return isnan(w) || (w >= 0 && w <= 1);
}

/* Finds what is not given, and runs once more to keep it. */
static enum syn_refusal finish(struct problem *p)
{
    struct syn_smooth *m = p->model;
    double x[SYN_MINIMISE_MOST] = {0};
    size_t unknown = 0;
    for (size_t j = 0; j < 3; j++) {
        if (!is_weight(p->given[j]))
            return SYN_REFUSAL_DOMAIN;
        unknown += isnan(p->given[j]) ? 1 : 0;
    }
    if (unknown)
        syn_minimise(x, unknown, lost, p);
    double sse = lost(x, p);
    if (!isfinite(sse))
        return SYN_REFUSAL_NUMERIC;
    for (size_t i = 0; i < p->first; i++)
        p->fitted[i] = NAN;
    m->sse = run(m, p->y, p->first, p->fitted, false);
    return SYN_REFUSAL_NONE;
}

enum syn_refusal syn_smooth_simple(struct syn_smooth *out,
                                   double *fitted,
                                   const double *y,
                                   size_t n,
                                   double alpha,
                                   double start)
{
    bool from_first = isnan(start);
    if (n < 2)
        return SYN_REFUSAL_TOO_FEW_POINTS;
    *out = (struct syn_smooth){
        .kind = SYN_SMOOTH_LEVEL, .cycle = 1, .n = n, .alpha = alpha};
    out->start.level = from_first ? y[0] : start;
    struct problem p = {.model = out,
                        .y = y,
                        .fitted = fitted,
                        .given = {alpha, 0, 0},
                        .first = from_first ? 1 : 0};
    return finish(&p);
}

enum syn_refusal syn_smooth_holt_winters(struct syn_smooth *out,
                                         double *fitted,
                                         const double *y,
                                         size_t n,
                                         size_t cycle,
                                         bool multiplicative,
                                         const double weights[3],
                                         double *work)
{
    double *trend = work, *remainder = work + 2 * cycle;
    double sx = 0, sy = 0, sxx = 0, sxy = 0, rows = 0;
    if (cycle < 2 || cycle > SYN_SMOOTH_MAX_CYCLE || n < 2 * cycle)
        return SYN_REFUSAL_TOO_FEW_POINTS;
    *out =
        (struct syn_smooth){.kind = multiplicative ? SYN_SMOOTH_MULTIPLICATIVE
                                                   : SYN_SMOOTH_HOLT_WINTERS,
                            .cycle = cycle,
                            .n = n};
    for (size_t i = 0; i < n && multiplicative; i++)
        if (!(y[i] > 0))
            return SYN_REFUSAL_DOMAIN;
    enum syn_refusal refusal =
        syn_decompose_classical(trend, out->start.seasonal, remainder, y,
                                2 * cycle, cycle, multiplicative);
    if (refusal)
        return refusal;
    for (size_t i = 0; i < 2 * cycle; i++) {
        if (isnan(trend[i]))
            continue;
        double x = ++rows;
        sx += x, sy += trend[i], sxx += x * x, sxy += x * trend[i];
    }
    double scale = rows * sxx - sx * sx;
    out->start.slope = scale > 0 ? (rows * sxy - sx * sy) / scale : 0;
    out->start.level = (sy - out->start.slope * sx) / rows;
    struct problem p = {.model = out, .y = y, .fitted = fitted, .first = cycle};
    memcpy(p.given, weights, sizeof p.given);
    return finish(&p);
}

size_t syn_smooth_work(size_t n, size_t cycle)
{
    size_t k = cycle + 1;
    return n + k * n + k * k + 2 * k;
}

enum syn_refusal syn_smooth_ets(struct syn_smooth *out,
                                double *fitted,
                                enum syn_smooth_kind kind,
                                const double *y,
                                size_t n,
                                size_t cycle,
                                const double weights[3],
                                double *work)
{
    *out = (struct syn_smooth){
        .kind = kind, .cycle = has_season(kind) ? cycle : 1, .n = n};
    if (out->cycle > SYN_SMOOTH_MAX_CYCLE ||
        (has_season(kind) && (cycle < 2 || n < 2 * cycle)) ||
        n < free_numbers(out) + 2)
        return SYN_REFUSAL_TOO_FEW_POINTS;
    struct problem p = {.model = out, .y = y, .fitted = fitted, .room = work};
    memcpy(p.given, weights, sizeof p.given);
    if (!has_slope(kind))
        p.given[1] = 0;
    if (!has_season(kind))
        p.given[2] = 0;
    enum syn_refusal refusal = finish(&p);
    if (refusal)
        return refusal;
    double squares = 0;
    for (size_t i = 0; i < n; i++)
        squares += y[i] * y[i];
    return out->sse > 1e-24 * squares ? SYN_REFUSAL_NONE
                                      : SYN_REFUSAL_NO_VARIATION;
}

size_t syn_smooth_parameters(const struct syn_smooth *m)
{
    return free_numbers(m) + 1 + (has_slope(m->kind) ? 1 : 0) +
           (has_season(m->kind) ? 1 : 0);
}

/* The seasonal number of H rows ahead. */
static double season_ahead(const struct syn_smooth *m, size_t h)
{
    return m->end.seasonal[(m->n + h - 1) % m->cycle];
}

double syn_smooth_forecast(const struct syn_smooth *m, size_t h)
{
    double base = m->end.level + (double)h * m->end.slope;
    if (!has_season(m->kind))
        return base;
    return m->kind == SYN_SMOOTH_MULTIPLICATIVE ? base * season_ahead(m, h)
                                                : base + season_ahead(m, h);
}

/* How an error J rows back moves the forecast. */
static double influence(const struct syn_smooth *m, size_t j)
{
    bool winters = m->kind >= SYN_SMOOTH_HOLT_WINTERS;
    double c = m->alpha;
    if (has_slope(m->kind))
        c += (double)j * m->beta * (winters ? m->alpha : 1);
    if (has_season(m->kind) && j % m->cycle == 0)
        c += m->gamma * (winters ? 1 - m->alpha : 1);
    return c;
}

double syn_smooth_growth(const struct syn_smooth *m, size_t h)
{
    double sum = 1;
    for (size_t j = 1; j < h; j++) {
        double c = influence(m, j);
        if (m->kind == SYN_SMOOTH_MULTIPLICATIVE)
            c *= season_ahead(m, h) / season_ahead(m, h - j);
        sum += c * c;
    }
    return sum;
}

enum syn_refusal syn_croston(struct syn_croston *out,
                             double *fitted,
                             const double *y,
                             size_t n,
                             double alpha)
{
    size_t last = 0;
    *out = (struct syn_croston){NAN, NAN, 0};
    if (!(alpha > 0 && alpha <= 1))
        return SYN_REFUSAL_DOMAIN;
    for (size_t i = 0; i < n; i++) {
        fitted[i] = out->nonzero ? out->demand / out->interval : NAN;
        if (y[i] < 0)
            return SYN_REFUSAL_NEGATIVE_COUNT;
        if (!(y[i] > 0))
            continue;
        double interval = (double)(i + 1 - last);
        bool first = out->nonzero++ == 0;
        out->demand = first ? y[i] : out->demand + alpha * (y[i] - out->demand);
        out->interval =
            first ? interval
                  : out->interval + alpha * (interval - out->interval);
        last = i + 1;
    }
    return out->nonzero < 2 ? SYN_REFUSAL_TOO_FEW_POINTS : SYN_REFUSAL_NONE;
}
