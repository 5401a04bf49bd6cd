#include <samsyn/stats/decompose.h>

#include <math.h>
#include <string.h>

/* Passes of the season and the trend over each other. */
enum { INNER = 2 };

/* The centred moving average at row I, NaN near the ends. */
static double centred(const double *y, size_t n, size_t i, size_t cycle)
{
    size_t half = cycle / 2;
    double sum = 0;
    if (i < half || i + half >= n)
        return NAN;
    for (size_t j = i - half; j <= i + half; j++) {
        bool end = j == i - half || j == i + half;
        sum += cycle % 2 == 0 && end ? y[j] / 2 : y[j];
    }
    return sum / (double)cycle;
}

static void fill_figure(double *figure,
                        const double *y,
                        const double *trend,
                        size_t n,
                        size_t cycle,
                        bool multiplicative)
{
    double mean = 0;
    for (size_t k = 0; k < cycle; k++) {
        double sum = 0, used = 0;
        for (size_t i = k; i < n; i += cycle) {
            if (isnan(trend[i]))
                continue;
            sum += multiplicative ? y[i] / trend[i] : y[i] - trend[i];
            used++;
        }
        figure[k] = sum / used;
        mean += figure[k] / (double)cycle;
    }
    for (size_t k = 0; k < cycle; k++)
        figure[k] = multiplicative ? figure[k] / mean : figure[k] - mean;
}

enum syn_refusal syn_decompose_classical(double *trend,
                                         double *figure,
                                         double *remainder,
                                         const double *y,
                                         size_t n,
                                         size_t cycle,
                                         bool multiplicative)
{
    if (cycle < 2 || n < 2 * cycle)
        return SYN_REFUSAL_TOO_FEW_POINTS;
    for (size_t i = 0; i < n; i++) {
        trend[i] = centred(y, n, i, cycle);
        if (multiplicative && !isnan(trend[i]) && !(trend[i] > 0))
            return SYN_REFUSAL_DOMAIN;
    }
    fill_figure(figure, y, trend, n, cycle, multiplicative);
    for (size_t i = 0; i < n; i++) {
        double season = figure[i % cycle];
        if (multiplicative && !(season > 0))
            return SYN_REFUSAL_DOMAIN;
        remainder[i] = multiplicative ? y[i] / (trend[i] * season)
                                      : y[i] - trend[i] - season;
    }
    return SYN_REFUSAL_NONE;
}

/* A loess: SPAN points, a line or (degree 0) a level, evaluated at each JUMP.
 */
struct loess {
    size_t span, jump;
    bool line;
};

/* Fits at X (1 is the first point) the points LEFT..RIGHT, from 1.  WEIGHT has
 * room for N.  False if no point has weight. */
static bool fit_at(double *out,
                   const double *y,
                   size_t n,
                   const struct loess *o,
                   double x,
                   size_t left,
                   size_t right,
                   double *weight)
{
    double range = (double)n - 1, sum = 0, fitted = 0;
    double h = fmax(x - (double)left, (double)right - x);
    if (o->span > n)
        h += (double)((o->span - n) / 2);
    for (size_t j = left; j <= right; j++) {
        double r = fabs((double)j - x), u = r / h;
        double w = 1 - u * u * u;
        weight[j - 1] = r > 0.999 * h ? 0 : r <= 0.001 * h ? 1 : w * w * w;
        sum += weight[j - 1];
    }
    if (!(sum > 0))
        return false;
    double a = 0, c = 0;
    for (size_t j = left; j <= right; j++) {
        weight[j - 1] /= sum;
        a += weight[j - 1] * (double)j;
    }
    for (size_t j = left; j <= right; j++)
        c += weight[j - 1] * ((double)j - a) * ((double)j - a);
    bool tilted = h > 0 && o->line && sqrt(c) > 0.001 * range;
    for (size_t j = left; j <= right; j++)
        fitted += weight[j - 1] * y[j - 1] *
                  (tilted ? (x - a) / c * ((double)j - a) + 1 : 1);
    *out = fitted;
    return true;
}

/* The window of point I, from 1. */
static void window(size_t *left, size_t *right, size_t n, size_t span, size_t i)
{
    size_t half = (span + 1) / 2;
    if (span >= n) {
        *left = 1, *right = n;
    } else if (i < half) {
        *left = 1, *right = span;
    } else if (i >= n - half + 1) {
        *left = n - span + 1, *right = n;
    } else {
        *left = i - half + 1, *right = span + i - half;
    }
}

static void smooth_at(double *out,
                      const double *y,
                      size_t n,
                      const struct loess *o,
                      size_t i,
                      double *weight)
{
    size_t left, right;
    window(&left, &right, n, o->span, i);
    if (!fit_at(&out[i - 1], y, n, o, (double)i, left, right, weight))
        out[i - 1] = y[i - 1];
}

static void interpolate(double *out, size_t from, size_t to)
{
    double step = (out[to - 1] - out[from - 1]) / (double)(to - from);
    for (size_t j = from + 1; j < to; j++)
        out[j - 1] = out[from - 1] + step * (double)(j - from);
}

static void smooth(double *out,
                   const double *y,
                   size_t n,
                   const struct loess *o,
                   double *weight)
{
    if (n < 2) {
        out[0] = y[0];
        return;
    }
    size_t jump = o->jump < n - 1 ? o->jump : n - 1, last = 1;
    smooth_at(out, y, n, o, 1, weight);
    for (size_t i = 1 + jump; i <= n; i += jump) {
        smooth_at(out, y, n, o, i, weight);
        interpolate(out, last, i);
        last = i;
    }
    if (last == n)
        return;
    /* The last point has the window of the last one evaluated. */
    size_t left, right;
    window(&left, &right, n, o->span, last);
    if (!fit_at(&out[n - 1], y, n, o, (double)n, left, right, weight))
        out[n - 1] = y[n - 1];
    interpolate(out, last, n);
}

static void average(double *out, const double *y, size_t n, size_t span)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        sum += y[i];
        if (i + 1 < span)
            continue;
        out[i + 1 - span] = sum / (double)span;
        sum -= y[i + 1 - span];
    }
}

/* The next odd number from X on. */
static size_t odd(double x)
{
    size_t up = (size_t)ceil(x);
    return up % 2 ? up : up + 1;
}

static struct loess loess_of(size_t span, bool line)
{
    return (struct loess){span, (span + 9) / 10, line};
}

size_t syn_stl_work(size_t n, size_t cycle)
{
    return 6 * (n + 2 * cycle + 2);
}

/* Smooths each position's subseries, a point longer at both ends. */
static void smooth_cycles(double *out,
                          const double *y,
                          size_t n,
                          size_t cycle,
                          const struct loess *o,
                          double *room,
                          double *weight)
{
    for (size_t j = 0; j < cycle; j++) {
        size_t k = (n - 1 - j) / cycle + 1;
        double *sub = room, *level = sub + k;
        for (size_t i = 0; i < k; i++)
            sub[i] = y[i * cycle + j];
        smooth(level + 1, sub, k, o, weight);
        size_t right = o->span < k ? o->span : k;
        size_t left = k >= o->span ? k - o->span + 1 : 1;
        if (!fit_at(&level[0], sub, k, o, 0, 1, right, weight))
            level[0] = level[1];
        if (!fit_at(&level[k + 1], sub, k, o, (double)k + 1, left, k, weight))
            level[k + 1] = level[k];
        for (size_t m = 0; m < k + 2; m++)
            out[m * cycle + j] = level[m];
    }
}

enum syn_refusal syn_decompose_stl(double *trend,
                                   double *figure,
                                   double *remainder,
                                   const double *y,
                                   size_t n,
                                   size_t cycle,
                                   double *work)
{
    size_t longer = n + 2 * cycle + 2;
    double *cycles = work, *a = cycles + longer, *b = a + longer;
    double *season = b + longer, *room = season + longer;
    double span = 10 * (double)n + 1;
    if (cycle < 2 || n < 2 * cycle)
        return SYN_REFUSAL_TOO_FEW_POINTS;
    const struct loess of_season = loess_of((size_t)span, false);
    const struct loess of_trend =
        loess_of(odd(1.5 * (double)cycle / (1 - 1.5 / span)), true);
    const struct loess of_low = loess_of(odd((double)cycle), true);
    memset(trend, 0, n * sizeof *trend);
    for (int pass = 0; pass < INNER; pass++) {
        for (size_t i = 0; i < n; i++)
            a[i] = y[i] - trend[i];
        smooth_cycles(cycles, a, n, cycle, &of_season, b, room);
        average(a, cycles, n + 2 * cycle, cycle);
        average(b, a, n + cycle + 1, cycle);
        average(a, b, n + 2, 3);
        smooth(b, a, n, &of_low, room);
        for (size_t i = 0; i < n; i++) {
            season[i] = cycles[cycle + i] - b[i];
            a[i] = y[i] - season[i];
        }
        smooth(trend, a, n, &of_trend, room);
    }
    for (size_t k = 0; k < cycle; k++) {
        double sum = 0, used = 0;
        for (size_t i = k; i < n; i += cycle, used++)
            sum += season[i];
        figure[k] = sum / used;
    }
    for (size_t i = 0; i < n; i++)
        remainder[i] = y[i] - figure[i % cycle] - trend[i];
    return SYN_REFUSAL_NONE;
}
