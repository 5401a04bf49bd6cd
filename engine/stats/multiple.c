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

/* Largest p first would suit BH; but the heap hands them out in just that
 * order, so nothing need be sorted: it is taken apart from the top. */
static void adjust(double *q, const double *p, size_t m, size_t *order)
{
    double least = 1;
    for (size_t i = m / 2; i-- > 0;)
        sink(order, m, i, p);
    for (size_t rank = m; rank > 0; rank--) {
        swap(&order[0], &order[rank - 1]);
        sink(order, rank - 1, 0, p);
        size_t at = order[rank - 1];
        least = fmin(least, p[at] * (double)m / (double)rank);
        q[at] = least;
    }
}

enum syn_status
syn_multiple_bh(double *q, const double *p, size_t n, size_t *order)
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
    adjust(q, p, m, order);
    return SYN_OK;
}
