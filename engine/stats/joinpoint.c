#include <samsyn/stats/joinpoint.h>

#include <math.h>
#include <stdbool.h>

enum { MOST = SYN_JOINPOINT_MOST, NEIGHBOURS = 1 };

/* The work space by name.  X and GLM are those of the largest model. */
struct room {
    double *x, *y, *mu, *column, *projected, *glm;
};

static size_t most_terms(const struct syn_joinpoint *j)
{
    return j->base->p + MOST;
}

size_t syn_joinpoint_work(const struct syn_joinpoint *j)
{
    size_t n = j->base->n, p = most_terms(j);
    return n * p + 3 * n + p + syn_glm_work(n, p);
}

static struct room lay_out(const struct syn_joinpoint *j, double *work)
{
    size_t n = j->base->n;
    struct room r = {.x = work};
    r.y = r.x + n * most_terms(j);
    r.mu = r.y + n;
    r.column = r.mu + n;
    r.projected = r.column + n;
    r.glm = r.projected + most_terms(j);
    return r;
}

/* Fits the counts Y. */
static enum syn_status fit(struct syn_glm *out,
                           struct syn_glm_data *data,
                           const struct syn_joinpoint *j,
                           const double *y,
                           const size_t *knot,
                           size_t k,
                           const struct room *r)
{
    size_t p = j->base->p + k;
    for (size_t i = 0; i < j->base->n; i++) {
        for (size_t c = 0; c < j->base->p; c++)
            r->x[i * p + c] = j->base->x[i * j->base->p + c];
        for (size_t c = 0; c < k; c++)
            r->x[i * p + j->base->p + c] =
                fmax(0, j->time[i] - j->grid[knot[c]]);
    }
    *data = *j->base;
    data->x = r->x;
    data->y = y;
    data->p = p;
    return syn_glm_fit(out, data, r->glm);
}

enum syn_status syn_joinpoint_fit(struct syn_glm *out,
                                  struct syn_glm_data *data,
                                  const struct syn_joinpoint *j,
                                  const size_t *knot,
                                  size_t k,
                                  double *work)
{
    const struct room r = lay_out(j, work);
    return fit(out, data, j, j->base->y, knot, k, &r);
}

static double deviance_of(const struct syn_joinpoint *j,
                          const double *y,
                          const size_t *knot,
                          size_t k,
                          const struct room *r)
{
    struct syn_glm glm;
    struct syn_glm_data data;
    return fit(&glm, &data, j, y, knot, k, r) ? INFINITY : glm.deviance;
}

static void search_one(size_t *knot,
                       double *least,
                       double *profile,
                       const struct syn_joinpoint *j,
                       const struct room *r)
{
    for (size_t a = 0; a < j->n_grid; a++) {
        double deviance = deviance_of(j, j->base->y, &a, 1, r);
        if (profile)
            profile[a] = isinf(deviance) ? NAN : deviance;
        if (deviance < *least) {
            *least = deviance;
            knot[0] = a;
        }
    }
}

static void search_two(size_t *knot,
                       double *least,
                       const struct syn_joinpoint *j,
                       const struct room *r)
{
    for (size_t a = 0; a < j->n_grid; a++)
        for (size_t b = a + j->apart; b < j->n_grid; b++) {
            const size_t pair[] = {a, b};
            double deviance = deviance_of(j, j->base->y, pair, 2, r);
            if (deviance < *least) {
                *least = deviance;
                knot[0] = a;
                knot[1] = b;
            }
        }
}

void syn_joinpoint_search(size_t *knot,
                          double *deviance,
                          double *profile,
                          const struct syn_joinpoint *j,
                          size_t k,
                          double *work)
{
    const struct room r = lay_out(j, work);
    *deviance = INFINITY;
    if (k == 0)
        *deviance = deviance_of(j, j->base->y, knot, 0, &r);
    else if (k == 1)
        search_one(knot, deviance, profile, j, &r);
    else
        search_two(knot, deviance, j, &r);
}

/* --- chance ------------------------------------------------------------- */

static bool
has_room(const struct syn_joinpoint *j, const size_t *knot, size_t k, size_t a)
{
    for (size_t c = 0; c < k; c++)
        if ((a > knot[c] ? a - knot[c] : knot[c] - a) < j->apart)
            return false;
    return true;
}

/* The score statistic of one more knot at A: how far the residuals lean on its
 * column, by what the other columns leave of it. */
static double score(const struct syn_joinpoint *j,
                    const struct syn_glm *glm,
                    const struct syn_glm_data *data,
                    const struct room *r,
                    size_t a)
{
    double lean = 0, own = 0;
    for (size_t c = 0; c < data->p; c++)
        r->projected[c] = 0;
    for (size_t i = 0; i < data->n; i++) {
        double z = fmax(0, j->time[i] - j->grid[a]), mu = glm->fitted[i];
        lean += z * (data->y[i] - mu);
        own += z * z * mu;
        for (size_t c = 0; c < data->p; c++)
            r->projected[c] += z * mu * data->x[i * data->p + c];
    }
    for (size_t c = 0; c < data->p; c++)
        for (size_t d = 0; d < data->p; d++)
            own -= r->projected[c] * glm->covariance[c * data->p + d] *
                   r->projected[d];
    return own > 0 ? lean * lean / own : 0;
}

/* The place that the score finds best for one more knot; N_GRID for none. */
static size_t best_by_score(const struct syn_joinpoint *j,
                            const struct syn_glm *glm,
                            const struct syn_glm_data *data,
                            const size_t *knot,
                            size_t k,
                            const struct room *r)
{
    double most = -1;
    size_t best = j->n_grid;
    for (size_t a = 0; a < j->n_grid; a++) {
        if (!has_room(j, knot, k, a))
            continue;
        double now = score(j, glm, data, r, a);
        if (now > most) {
            most = now;
            best = a;
        }
    }
    return best;
}

/* Adds to the K knots the one that lowers the deviance of Y most, looked for by
 * the score and fitted there and beside.  Returns the deviance; GLM is that of
 * the model with it. */
static double add_knot(struct syn_glm *glm,
                       size_t *knot,
                       size_t k,
                       const struct syn_joinpoint *j,
                       const double *y,
                       const struct room *r)
{
    struct syn_glm_data data;
    if (fit(glm, &data, j, y, knot, k, r))
        return NAN;
    size_t best = best_by_score(j, glm, &data, knot, k, r), found = best;
    double least = INFINITY;
    if (best == j->n_grid)
        return NAN;
    size_t from = best > NEIGHBOURS ? best - NEIGHBOURS : 0;
    for (size_t a = from; a <= best + NEIGHBOURS && a < j->n_grid; a++) {
        if (!has_room(j, knot, k, a))
            continue;
        knot[k] = a;
        double deviance = deviance_of(j, y, knot, k + 1, r);
        if (deviance < least) {
            least = deviance;
            found = a;
        }
    }
    knot[k] = found;
    return fit(glm, &data, j, y, knot, k + 1, r) ? NAN : least;
}

/* What the best K + 1 knots gain over the best K in the counts Y. */
static double
gain_of(const struct syn_joinpoint *j, size_t k, const struct room *r)
{
    size_t knot[MOST] = {0};
    struct syn_glm glm;
    double before = deviance_of(j, r->y, knot, 0, r), after = before;
    for (size_t c = 0; c <= k; c++) {
        before = after;
        after = add_knot(&glm, knot, c, j, r->y, r);
    }
    return (before - after) / glm.phi;
}

double syn_joinpoint_test(const struct syn_joinpoint *j,
                          const size_t *knot,
                          size_t k,
                          double gain,
                          double phi,
                          size_t simulations,
                          struct syn_random *random,
                          double *work)
{
    const struct room r = lay_out(j, work);
    struct syn_glm glm;
    struct syn_glm_data data;
    size_t as_large = 1;
    if (fit(&glm, &data, j, j->base->y, knot, k, &r))
        return NAN;
    for (size_t i = 0; i < data.n; i++)
        r.mu[i] = glm.fitted[i];
    for (size_t s = 0; s < simulations; s++) {
        for (size_t i = 0; i < data.n; i++)
            r.y[i] = syn_random_count(random, r.mu[i],
                                      phi > 1 ? r.mu[i] / (phi - 1) : INFINITY);
        as_large += gain_of(j, k, &r) >= gain;
    }
    return (double)as_large / (double)(simulations + 1);
}
