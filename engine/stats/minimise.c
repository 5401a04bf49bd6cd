#include "minimise.h"

#include <math.h>
#include <string.h>

enum { GRID = 8, MAX_STEPS = 2000 };

/* The simplex stops when it is this small, or this flat. */
static const double small = 1e-11;

struct simplex {
    double at[SYN_MINIMISE_MOST + 1][SYN_MINIMISE_MOST];
    double value[SYN_MINIMISE_MOST + 1];
    size_t n;
    syn_surface *f;
    const void *ctx;
};

static double evaluate(const struct simplex *s, double *x)
{
    for (size_t j = 0; j < s->n; j++)
        x[j] = fmin(fmax(x[j], 0), 1);
    return s->f(x, s->ctx);
}

static void sort(struct simplex *s)
{
    for (size_t i = 1; i <= s->n; i++)
        for (size_t k = i; k > 0 && s->value[k] < s->value[k - 1]; k--) {
            double v = s->value[k], x[SYN_MINIMISE_MOST];
            s->value[k] = s->value[k - 1];
            s->value[k - 1] = v;
            memcpy(x, s->at[k], sizeof x);
            memcpy(s->at[k], s->at[k - 1], sizeof x);
            memcpy(s->at[k - 1], x, sizeof x);
        }
}

/* The point at FACTOR times the way from the worst through the others' middle.
 */
static double try_at(const struct simplex *s, double *x, double factor)
{
    for (size_t j = 0; j < s->n; j++) {
        double middle = 0;
        for (size_t i = 0; i < s->n; i++)
            middle += s->at[i][j] / (double)s->n;
        x[j] = middle + factor * (middle - s->at[s->n][j]);
    }
    return evaluate(s, x);
}

static void replace_worst(struct simplex *s, const double *x, double value)
{
    memcpy(s->at[s->n], x, s->n * sizeof *x);
    s->value[s->n] = value;
}

static void shrink(struct simplex *s)
{
    for (size_t i = 1; i <= s->n; i++) {
        for (size_t j = 0; j < s->n; j++)
            s->at[i][j] = (s->at[i][j] + s->at[0][j]) / 2;
        s->value[i] = evaluate(s, s->at[i]);
    }
}

static void step(struct simplex *s)
{
    double x[SYN_MINIMISE_MOST], further[SYN_MINIMISE_MOST];
    double reflected = try_at(s, x, 1);
    if (reflected < s->value[0]) {
        double expanded = try_at(s, further, 2);
        if (expanded < reflected)
            replace_worst(s, further, expanded);
        else
            replace_worst(s, x, reflected);
        return;
    }
    if (reflected < s->value[s->n - 1]) {
        replace_worst(s, x, reflected);
        return;
    }
    double nearer = try_at(s, further, reflected < s->value[s->n] ? 0.5 : -0.5);
    if (nearer < fmin(reflected, s->value[s->n]))
        replace_worst(s, further, nearer);
    else
        shrink(s);
}

static double size_of(const struct simplex *s)
{
    double size = 0;
    for (size_t i = 1; i <= s->n; i++)
        for (size_t j = 0; j < s->n; j++)
            size = fmax(size, fabs(s->at[i][j] - s->at[0][j]));
    return size;
}

/* The best point of a grid of cells' middles. */
static void start(struct simplex *s)
{
    size_t points = 1;
    for (size_t j = 0; j < s->n; j++)
        points *= GRID;
    s->value[0] = INFINITY;
    for (size_t k = 0; k < points; k++) {
        double x[SYN_MINIMISE_MOST];
        for (size_t j = 0, left = k; j < s->n; j++, left /= GRID)
            x[j] = ((double)(left % GRID) + 0.5) / GRID;
        double value = evaluate(s, x);
        if (k == 0 || value < s->value[0]) {
            s->value[0] = value;
            memcpy(s->at[0], x, sizeof x);
        }
    }
    for (size_t i = 1; i <= s->n; i++) {
        memcpy(s->at[i], s->at[0], sizeof s->at[0]);
        s->at[i][i - 1] += s->at[i][i - 1] < 0.5 ? 0.06 : -0.06;
        s->value[i] = evaluate(s, s->at[i]);
    }
}

double syn_minimise(double *x, size_t n, syn_surface *f, const void *ctx)
{
    struct simplex s = {.n = n, .f = f, .ctx = ctx};
    start(&s);
    /* Begun again once, as a simplex may collapse before it has arrived. */
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < MAX_STEPS && size_of(&s) > small; i++) {
            sort(&s);
            step(&s);
        }
        sort(&s);
        for (size_t i = 1; i <= n && round == 0; i++) {
            memcpy(s.at[i], s.at[0], sizeof s.at[0]);
            s.at[i][i - 1] += s.at[i][i - 1] < 0.5 ? 0.01 : -0.01;
            s.value[i] = evaluate(&s, s.at[i]);
        }
    }
    memcpy(x, s.at[0], n * sizeof *x);
    return s.value[0];
}
