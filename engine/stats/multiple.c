#include <samsyn/stats/multiple.h>

#include <math.h>

static void swap(size_t *a, size_t *b)
{
    size_t t = *a;
    *a = *b;
    *b = t;
}

/* Lets ORDER[AT] sink to its place in a heap of N whose top has the largest p.
 */
static void sink(size_t *order, size_t n, size_t at, const double *p)
{
    for (size_t child = 2 * at + 1; child < n; child = 2 * at + 1) {
        if (child + 1 < n && p[order[child + 1]] > p[order[child]])
            child++;
        if (p[order[at]] >= p[order[child]])
            return;
        swap(&order[at], &order[child]);
        at = child;
    }
}

/* Puts ORDER, which names M p-values, in order of them, smallest first. */
static void sort(size_t *order, const double *p, size_t m)
{
    for (size_t i = m / 2; i-- > 0;)
        sink(order, m, i, p);
    for (size_t rank = m; rank > 0; rank--) {
        swap(&order[0], &order[rank - 1]);
        sink(order, rank - 1, 0, p);
    }
}

/* From the largest p down: no q is above that of a larger p. */
static void
step_up(double *q, const double *p, size_t m, const size_t *order, double times)
{
    double least = 1;
    for (size_t rank = m; rank > 0; rank--) {
        size_t at = order[rank - 1];
        least = fmin(least, p[at] * times * (double)m / (double)rank);
        q[at] = least;
    }
}

/* From the smallest p up: none is below that of a smaller p. */
static void step_down(double *q, const double *p, size_t m, const size_t *order)
{
    double most = 0;
    for (size_t i = 0; i < m; i++) {
        most = fmax(most, fmin(1, p[order[i]] * (double)(m - i)));
        q[order[i]] = most;
    }
}

static double harmonic(size_t m)
{
    double sum = 0;
    for (size_t i = m; i > 0; i--)
        sum += 1 / (double)i;
    return sum;
}

enum syn_status syn_multiple_adjust(double *q,
                                    const double *p,
                                    size_t n,
                                    enum syn_multiple method,
                                    size_t *order)
{
    size_t m = 0;
    for (size_t i = 0; i < n; i++) {
        if (p[i] < 0 || p[i] > 1) {
            for (size_t j = 0; j < n; j++)
                q[j] = NAN;
            return SYN_EDOMAIN;
        }
        if (!isnan(p[i]))
            order[m++] = i;
        else
            q[i] = NAN;
    }
    sort(order, p, m);
    if (method == SYN_MULTIPLE_HOLM)
        step_down(q, p, m, order);
    else if (method == SYN_MULTIPLE_BONFERRONI)
        for (size_t i = 0; i < m; i++)
            q[order[i]] = fmin(1, p[order[i]] * (double)m);
    else
        step_up(q, p, m, order, method == SYN_MULTIPLE_BY ? harmonic(m) : 1);
    return SYN_OK;
}

enum syn_status
syn_multiple_bh(double *q, const double *p, size_t n, size_t *order)
{
    return syn_multiple_adjust(q, p, n, SYN_MULTIPLE_BH, order);
}
