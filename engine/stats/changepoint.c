#include <samsyn/stats/changepoint.h>

#include <math.h>

/* Terms of the series of Kolmogorov's distribution. */
enum { KOLMOGOROV_TERMS = 100 };

void syn_change_sums(double *sums, const double *x, size_t n)
{
    long double sum = 0;
    sums[0] = 0;
    for (size_t i = 0; i < n; i++) {
        sum += x[i];
        sums[i + 1] = (double)sum;
    }
}

double
syn_change_segment(const struct syn_change_cost *c, size_t from, size_t end)
{
    double s = c->events[end] - c->events[from];
    double e = c->expected[end] - c->expected[from];
    if (c->normal)
        return fmax(0, e - s * s / (double)(end - from)) / c->phi;
    if (!(s > 0))
        return c->plain ? 0 : -2 * (0 - (0 - e)) / c->phi;
    if (c->plain)
        return 2 * s * (log(e) - log(s)) / c->phi;
    return -2 * (s * log(s / e) - (s - e)) / c->phi;
}

/* The cost by which segments are compared. */
static double compared(const struct syn_change_cost *c, size_t from, size_t end)
{
    double events = c->events[end] - c->events[from];
    double cost = syn_change_segment(c, from, end);
    bool empty = !c->normal && !(events > 0);
    return c->mbic && !empty ? cost + log((double)(end - from)) : cost;
}

size_t syn_change_optimal(size_t *ends,
                          const struct syn_change_cost *c,
                          double penalty,
                          size_t least,
                          double *best,
                          size_t *back)
{
    size_t segments = 0;
    best[0] = -penalty;
    for (size_t j = 1; j <= c->n; j++) {
        best[j] = INFINITY;
        for (size_t i = 0; i + least <= j; i++) {
            double total = best[i] + compared(c, i, j) + penalty;
            if (total < best[j]) {
                best[j] = total;
                back[j] = i;
            }
        }
    }
    for (size_t j = c->n; j > 0; j = back[j])
        segments++;
    for (size_t j = c->n, k = segments; j > 0; j = back[j])
        ends[--k] = j;
    return segments;
}

size_t
syn_change_single(double *gain, const struct syn_change_cost *c, size_t least)
{
    double whole = syn_change_segment(c, 0, c->n);
    size_t at = 0;
    *gain = -INFINITY;
    for (size_t i = least; i + least <= c->n; i++) {
        double saved = whole - syn_change_segment(c, 0, i) -
                       syn_change_segment(c, i, c->n);
        if (saved > *gain) {
            *gain = saved;
            at = i;
        }
    }
    return at;
}

double syn_change_phi(const double *y, const double *expected, size_t n)
{
    double sum = 0, before = 0;
    for (size_t i = 0; i < n; i++) {
        double u = (y[i] - expected[i]) / sqrt(expected[i]);
        if (i > 0)
            sum += (u - before) * (u - before);
        before = u;
    }
    return fmax(1, sum / (2 * ((double)n - 1)));
}

double syn_change_phi_within(const double *y,
                             const double *expected,
                             size_t n,
                             const size_t *ends,
                             size_t segments,
                             size_t terms)
{
    double sum = 0, df = (double)n - (double)segments - (double)terms;
    for (size_t k = 0; k < segments; k++) {
        size_t from = k ? ends[k - 1] : 0;
        double s = 0, e = 0;
        for (size_t i = from; i < ends[k]; i++) {
            s += y[i];
            e += expected[i];
        }
        for (size_t i = from; i < ends[k] && s > 0; i++) {
            double mu = expected[i] * s / e;
            sum += (y[i] - mu) * (y[i] - mu) / mu;
        }
    }
    return df > 0 ? fmax(1, sum / df) : 1;
}

double syn_change_probability(const double *expected,
                              size_t n,
                              double phi,
                              size_t least,
                              double gain,
                              size_t draws,
                              struct syn_random *random,
                              double *work)
{
    double *y = work, *events = work + n, *sums = events + n + 1;
    size_t reached = 0;
    syn_change_sums(sums, expected, n);
    for (size_t d = 0; d < draws; d++) {
        double all = 0, found;
        for (size_t i = 0; i < n; i++) {
            double mu = expected[i];
            y[i] = syn_random_count(random, mu,
                                    phi > 1 ? mu / (phi - 1) : INFINITY);
            all += y[i];
        }
        if (!(all > 0))
            continue;
        /* The simulated series has a level and a dispersion of its own. */
        double level = all / sums[n];
        for (size_t i = 0; i < n; i++)
            y[i] /= level;
        double own = phi > 1 ? syn_change_phi(y, expected, n) : 1;
        for (size_t i = 0; i < n; i++)
            y[i] *= level;
        syn_change_sums(events, y, n);
        const struct syn_change_cost c = {
            .events = events,
            .expected = sums,
            .phi = own,
            .n = n,
            .plain = true,
        };
        syn_change_single(&found, &c, least);
        reached += found >= gain;
    }
    return (double)(1 + reached) / (double)(draws + 1);
}

void syn_breaks(double *rss,
                size_t *back,
                const struct syn_change_cost *c,
                size_t breaks,
                size_t least,
                double *work)
{
    double *before = work, *now = work + c->n + 1;
    for (size_t j = 0; j <= c->n; j++) {
        before[j] = j >= least ? syn_change_segment(c, 0, j) : INFINITY;
        back[j] = 0;
    }
    rss[0] = before[c->n];
    for (size_t m = 1; m <= breaks; m++) {
        size_t *from = back + m * (c->n + 1);
        for (size_t j = 0; j <= c->n; j++) {
            now[j] = INFINITY;
            from[j] = 0;
            for (size_t i = m * least; i + least <= j; i++) {
                double total = before[i] + syn_change_segment(c, i, j);
                if (total < now[j]) {
                    now[j] = total;
                    from[j] = i;
                }
            }
        }
        rss[m] = now[c->n];
        double *swap = before;
        before = now;
        now = swap;
    }
}

void syn_break_ends(size_t *ends, const size_t *back, size_t n, size_t m)
{
    ends[m] = n;
    for (size_t k = m; k > 0; k--)
        ends[k - 1] = back[k * (n + 1) + ends[k]];
}

double
syn_break_sup_f(size_t *end, const struct syn_change_cost *c, size_t least)
{
    double whole = syn_change_segment(c, 0, c->n), most = -INFINITY;
    for (size_t i = least; i + least <= c->n; i++) {
        double rss =
            syn_change_segment(c, 0, i) + syn_change_segment(c, i, c->n);
        double f = (whole - rss) / (rss / ((double)c->n - 2));
        if (f > most) {
            most = f;
            *end = i;
        }
    }
    return most;
}

double syn_break_cusum(double *p, const double *y, size_t n)
{
    long double mean = 0, sum = 0, squares = 0;
    double most = 0, w, total = 0;
    for (size_t i = 0; i < n; i++)
        mean += y[i] / (long double)n;
    for (size_t i = 0; i < n; i++)
        squares += (y[i] - mean) * (y[i] - mean);
    for (size_t i = 0; i < n; i++) {
        sum += y[i] - mean;
        most = fmax(most, fabs((double)sum));
    }
    w = most / sqrt((double)squares / ((double)n - 1) * (double)n);
    for (int j = 1; j <= KOLMOGOROV_TERMS; j++)
        total += (j % 2 ? 2 : -2) * exp(-2.0 * j * j * w * w);
    /* The series does not converge at 0, where the probability is 1. */
    *p = w < 0.1 ? 1 : fmin(1, fmax(0, total));
    return w;
}
