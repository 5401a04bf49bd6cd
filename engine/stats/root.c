#include <samsyn/stats/root.h>

#include <float.h>
#include <math.h>
#include <stdbool.h>

enum {
    MAX_STEPS = 200,
    MAX_DOUBLINGS = 64,
};

static const double smallest_bracket = 1e-20;

/* B is the best point so far, C lies on the other side of the root, A is the
 * B before.  STEP is the last step taken, BEFORE the one before it. */
struct bracket {
    double a, b, c, fa, fb, fc, step, before;
};

static bool same_sign(double x, double y)
{
    return (x > 0 && y > 0) || (x < 0 && y < 0);
}

/* Puts the better of the two ends in B. */
static void put_best_in_b(struct bracket *k)
{
    if (fabs(k->fc) >= fabs(k->fb))
        return;
    k->a = k->b, k->b = k->c, k->c = k->a;
    k->fa = k->fb, k->fb = k->fc, k->fc = k->fa;
}

static void take_a_for_c(struct bracket *k)
{
    k->c = k->a;
    k->fc = k->fa;
    k->step = k->before = k->b - k->a;
}

/* Sets STEP to the interpolated one if it stays well inside the bracket and
 * halves the step before last; to the bisection otherwise. */
static void choose_step(struct bracket *k, double tolerance)
{
    double half = (k->c - k->b) / 2;
    if (fabs(k->before) < tolerance || fabs(k->fa) <= fabs(k->fb)) {
        k->step = k->before = half;
        return;
    }
    double s = k->fb / k->fa, p, q;
    if (k->a == k->c) { /* Two points: the secant. */
        p = 2 * half * s;
        q = 1 - s;
    } else {
        double t = k->fa / k->fc, r = k->fb / k->fc;
        p = s * (2 * half * t * (t - r) - (k->b - k->a) * (r - 1));
        q = (t - 1) * (r - 1) * (s - 1);
    }
    q = p > 0 ? -q : q;
    p = fabs(p);
    if (2 * p < fmin(3 * half * q - fabs(tolerance * q), fabs(k->before * q))) {
        k->before = k->step;
        k->step = p / q;
    } else {
        k->step = k->before = half;
    }
}

enum syn_status
syn_root(double *x, syn_function *f, const void *ctx, double lo, double hi)
{
    struct bracket k = {.a = lo, .b = hi, .fa = f(lo, ctx), .fb = f(hi, ctx)};
    *x = NAN;
    if (isnan(k.fa) || isnan(k.fb) || same_sign(k.fa, k.fb))
        return SYN_EDOMAIN;
    if (k.fa == 0) {
        *x = lo;
        return SYN_OK;
    }
    take_a_for_c(&k);
    for (int i = 0; i < MAX_STEPS && !isnan(k.fb); i++) {
        if (same_sign(k.fb, k.fc))
            take_a_for_c(&k);
        put_best_in_b(&k);
        double tolerance = DBL_EPSILON * fabs(k.b) + smallest_bracket / 2;
        double half = (k.c - k.b) / 2;
        if (fabs(half) <= tolerance || k.fb == 0) {
            *x = k.b;
            return SYN_OK;
        }
        choose_step(&k, tolerance);
        k.a = k.b;
        k.fa = k.fb;
        k.b += fabs(k.step) > tolerance ? k.step : copysign(tolerance, half);
        k.fb = f(k.b, ctx);
    }
    return SYN_EDOMAIN;
}

enum syn_status syn_root_around(
    double *x, syn_function *f, const void *ctx, double start, double width)
{
    for (int i = 0; i < MAX_DOUBLINGS; i++, width *= 2) {
        double lo = start - width, hi = start + width;
        if (!same_sign(f(lo, ctx), f(hi, ctx)))
            return syn_root(x, f, ctx, lo, hi);
    }
    *x = NAN;
    return SYN_EDOMAIN;
}
