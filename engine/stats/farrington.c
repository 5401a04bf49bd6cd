#include <samsyn/stats/farrington.h>

#include <math.h>

#include <gsl/gsl_cdf.h>

#include <samsyn/stats/distribution.h>
#include <samsyn/stats/glm.h>
#include <samsyn/stats/outbreak.h>
#include <samsyn/stats/quantile.h>

/* The rows a count is judged by, and the model of them.  GROUP 0 is the season
 * of the row judged.  Groups without events are not in the model: their rows
 * are EMPTY_ROWS, and still count among the degrees of freedom, as do their
 * EMPTY parameters. */
struct baseline {
    const struct syn_farrington_data *d;
    const struct syn_farrington_options *o;
    size_t row;
    double *y, *x, *offset, *weight, *glm;
    size_t column[SYN_GLM_MAX_TERMS];
    size_t n, groups, empty, empty_rows;
    double largest, ordinary;
};

/* A fitted model and what is derived from it. */
struct model {
    struct syn_glm glm;
    double phi, dispersion, df, eta, se, coefficient, trend_p;
    bool trend;
};

size_t syn_farrington_first(const struct syn_farrington_options *o)
{
    return o->cycle * o->years + o->half_window;
}

size_t syn_farrington_work(const struct syn_farrington_data *d,
                           const struct syn_farrington_options *o)
{
    size_t terms = o->groups + 1;
    return d->n * (terms + 3) + syn_glm_work(d->n, terms);
}

static enum syn_refusal judge(const struct syn_farrington_data *d,
                              size_t row,
                              const struct syn_farrington_options *o)
{
    if (o->cycle < 1 || o->years < 1 || o->groups < 1 ||
        o->groups + 1 > SYN_GLM_MAX_TERMS ||
        2 * o->half_window + 1 > o->cycle || !(o->alpha > 0 && o->alpha < 1) ||
        !(o->outbreak > 0) ||
        (o->groups > 1 && o->cycle - 2 * o->half_window < o->groups))
        return SYN_REFUSAL_DOMAIN;
    if (row >= d->n || isnan(d->y[row]) || (d->offset && isnan(d->offset[row])))
        return SYN_REFUSAL_MISSING_VALUES;
    if (o->form != SYN_FARRINGTON_1996 && row < syn_farrington_first(o))
        return SYN_REFUSAL_SHORT_HISTORY;
    for (size_t i = 0; i <= row; i++)
        if (d->y[i] < 0)
            return SYN_REFUSAL_NEGATIVE_COUNT;
    return SYN_REFUSAL_NONE;
}

/* Whether row I is in the baseline, and in which group: 0 within HALF_WINDOW of
 * a reference; the rows between two windows are cut into GROUPS - 1 blocks, the
 * first ones a row longer where they do not come out even. */
static bool find_group(const struct baseline *b, size_t i, size_t *group)
{
    const struct syn_farrington_options *o = b->o;
    size_t back = b->row - i, w = o->half_window, c = o->cycle;
    size_t phase = back % c;
    *group = 0;
    if (back > o->years * c + w || back <= o->exclude)
        return false;
    if (o->form == SYN_FARRINGTON_1996 && back + w < c)
        return false;
    if (phase <= w || phase >= c - w)
        return true;
    if (o->groups == 1)
        return false;
    size_t at = c - w - 1 - phase, between = c - 2 * w - 1;
    size_t blocks = o->groups - 1;
    size_t length = between / blocks, longer = between % blocks;
    size_t in_longer = longer * (length + 1);
    *group = 1 + (at < in_longer ? at / (length + 1)
                                 : longer + (at - in_longer) / length);
    return true;
}

static bool usable(const struct baseline *b, size_t i)
{
    return !isnan(b->d->y[i]) && !(b->d->offset && isnan(b->d->offset[i]));
}

/* Finds which groups have events and gives them their columns. */
static enum syn_refusal survey(struct baseline *b)
{
    double events[SYN_GLM_MAX_TERMS] = {0};
    size_t rows[SYN_GLM_MAX_TERMS] = {0}, group;
    for (size_t i = 0; i < b->row; i++) {
        if (!find_group(b, i, &group) || !usable(b, i))
            continue;
        events[group] += b->d->y[i];
        rows[group]++;
        b->largest = fmax(b->largest, b->d->y[i]);
    }
    if (rows[0] == 0)
        return SYN_REFUSAL_SHORT_HISTORY;
    if (!(events[0] > 0))
        return SYN_REFUSAL_NO_EVENTS;
    for (size_t g = 0; g < b->o->groups; g++) {
        b->column[g] = b->groups;
        b->groups += events[g] > 0;
        b->empty += rows[g] > 0 && !(events[g] > 0);
        b->empty_rows += events[g] > 0 ? 0 : rows[g];
        if (!(events[g] > 0))
            b->column[g] = SYN_GLM_MAX_TERMS;
    }
    return SYN_REFUSAL_NONE;
}

static double offset(const struct baseline *b, size_t i)
{
    return b->d->offset ? b->d->offset[i] - b->d->offset[b->row] : 0;
}

/* Counted from the row judged, so that the intercept belongs to it. */
static double time_of(const struct baseline *b, size_t i)
{
    return b->d->time ? b->d->time[i] - b->d->time[b->row]
                      : (double)i - (double)b->row;
}

/* Terms: the intercept, a column for each further group, and the trend. */
static void fill(struct baseline *b, bool trend)
{
    size_t p = b->groups + trend, group;
    b->n = 0;
    for (size_t i = 0; i < b->row; i++) {
        if (!find_group(b, i, &group) || !usable(b, i) ||
            b->column[group] == SYN_GLM_MAX_TERMS)
            continue;
        double *x = b->x + b->n * p;
        for (size_t j = 0; j < p; j++)
            x[j] = j == 0;
        x[b->column[group]] = 1;
        if (trend)
            x[b->groups] = time_of(b, i);
        b->y[b->n] = b->d->y[i];
        b->offset[b->n] = offset(b, i);
        b->weight[b->n++] = 1;
    }
    b->ordinary = 1;
}

static double freedom(const struct baseline *b, size_t p)
{
    return (double)(b->n + b->empty_rows) - (double)(p + b->empty);
}

static enum syn_refusal fit(struct model *m, const struct baseline *b, size_t p)
{
    const struct syn_glm_data data = {.y = b->y,
                                      .x = b->x,
                                      .offset = b->offset,
                                      .weight = b->weight,
                                      .n = b->n,
                                      .p = p};
    m->df = freedom(b, p);
    if (syn_glm_fit(&m->glm, &data, b->glm))
        return m->glm.refusal;
    if (!(m->df > 0))
        return SYN_REFUSAL_TOO_FEW_POINTS;
    m->phi = fmax(1, m->glm.pearson / m->df);
    return SYN_REFUSAL_NONE;
}

/* The dispersion that the standard errors are multiplied by. */
static double dispersion(const struct model *m, const struct baseline *b)
{
    if (b->o->form != SYN_FARRINGTON_PACKAGE)
        return m->phi;
    if (!b->o->reweight)
        return m->glm.pearson / m->df;
    double sum = b->ordinary * (double)b->empty_rows;
    for (size_t i = 0; i < b->n; i++) {
        double off = (b->y[i] - m->glm.fitted[i]) / m->glm.fitted[i];
        sum += b->weight[i] * off * off;
    }
    return sum / m->df;
}

static enum syn_refusal
estimate(struct model *m, struct baseline *b, bool trend)
{
    size_t p = b->groups + trend, last = b->groups;
    *m = (struct model){.trend = trend, .coefficient = NAN, .trend_p = NAN};
    fill(b, trend);
    enum syn_refusal refusal = fit(m, b, p);
    if (!refusal && b->o->reweight) {
        b->ordinary = syn_outbreak_weigh(b->weight, b->y, &m->glm, m->phi,
                                         b->o->outbreak, b->n, b->empty_rows);
        if (b->ordinary != 1)
            refusal = fit(m, b, p);
    }
    if (refusal)
        return refusal;
    m->dispersion = dispersion(m, b);
    m->eta = m->glm.beta[0];
    m->se = sqrt(m->dispersion * m->glm.covariance[0]);
    if (!trend)
        return SYN_REFUSAL_NONE;
    double scale = b->o->form == SYN_FARRINGTON_1996 ? m->glm.pearson / m->df
                                                     : m->dispersion;
    m->coefficient = m->glm.beta[last];
    double t =
        m->coefficient / sqrt(scale * m->glm.covariance[last * p + last]);
    m->trend_p = 2 * (b->o->trend_normal ? gsl_cdf_ugaussian_Q(fabs(t))
                                         : gsl_cdf_tdist_Q(fabs(t), m->df));
    return SYN_REFUSAL_NONE;
}

static bool keeps_trend(const struct model *m, const struct baseline *b)
{
    const struct syn_farrington_options *o = b->o;
    return o->years >= 3 &&
           (m->trend_p < o->trend_alpha || o->trend_alpha >= 1) &&
           exp(m->eta) <= b->largest;
}

/* Fits with the trend, and again without it if it may not stay. */
static enum syn_refusal choose(struct model *m, struct baseline *b)
{
    double trend_p = NAN;
    if (b->o->trend) {
        if (!estimate(m, b, true) && keeps_trend(m, b))
            return SYN_REFUSAL_NONE;
        trend_p = m->trend_p;
    }
    enum syn_refusal refusal = estimate(m, b, false);
    m->trend_p = trend_p;
    return refusal;
}

static enum syn_refusal
bound_by_delta(struct syn_farrington *out, const struct baseline *b, double y)
{
    const struct syn_farrington_options *o = b->o;
    bool two_sided = o->form == SYN_FARRINGTON_1996;
    double mu = out->expected, power = o->power;
    double z = gsl_cdf_ugaussian_Qinv(two_sided ? o->alpha / 2 : o->alpha);
    double tau = out->phi + mu * out->se_link * out->se_link;
    double se = power * pow(mu, power - 0.5) * sqrt(tau);
    out->upper = pow(fmax(0, pow(mu, power) + z * se), 1 / power);
    out->p = gsl_cdf_ugaussian_Q((pow(y, power) - pow(mu, power)) / se);
    return isfinite(out->upper) && !isnan(out->p) ? SYN_REFUSAL_NONE
                                                  : SYN_REFUSAL_NUMERIC;
}

static enum syn_refusal
bound_by_nb(struct syn_farrington *out, const struct baseline *b, double y)
{
    double mu = out->expected;
    if (b->o->bound == SYN_FARRINGTON_MUAN)
        mu *= exp(gsl_cdf_ugaussian_Qinv(b->o->alpha) * out->se_link);
    double size = out->phi > 1 ? mu / (out->phi - 1) : INFINITY;
    if (syn_nb_quantile(&out->upper, b->o->alpha, SYN_UPPER, mu, size))
        return SYN_REFUSAL_NUMERIC;
    out->p = syn_nb_tails(ceil(y) - 1, mu, size).upper;
    return isnan(out->p) ? SYN_REFUSAL_NUMERIC : SYN_REFUSAL_NONE;
}

static bool enough_cases(const struct baseline *b)
{
    double cases = 0;
    for (size_t i = 0; i < b->o->min_periods && i <= b->row; i++)
        cases += isnan(b->d->y[b->row - i]) ? 0 : b->d->y[b->row - i];
    return cases >= b->o->min_cases;
}

static void decide(struct syn_farrington *out, const struct baseline *b)
{
    const struct syn_farrington_options *o = b->o;
    double y = b->d->y[b->row], from = out->expected;
    if (o->form == SYN_FARRINGTON_PACKAGE && o->bound != SYN_FARRINGTON_DELTA)
        from = log(out->expected);
    out->score = (y - from) / (out->upper - from);
    out->alarm = y > out->upper && y > 0;
    if (!isfinite(out->score))
        out->score = NAN;
    if (enough_cases(b))
        return;
    out->upper = o->form == SYN_FARRINGTON_1996 ? 0 : NAN;
    out->alarm = false;
}

enum syn_refusal syn_farrington_row(struct syn_farrington *out,
                                    const struct syn_farrington_data *d,
                                    size_t row,
                                    const struct syn_farrington_options *o,
                                    double *work)
{
    struct baseline b = {.d = d, .o = o, .row = row, .y = work};
    struct model m;
    enum syn_refusal refusal = judge(d, row, o);
    *out = (struct syn_farrington){0};
    if (!refusal)
        refusal = survey(&b);
    if (refusal)
        return refusal;
    b.offset = b.y + d->n;
    b.weight = b.offset + d->n;
    b.x = b.weight + d->n;
    b.glm = b.x + d->n * (o->groups + 1);
    refusal = choose(&m, &b);
    if (refusal)
        return refusal;
    *out = (struct syn_farrington){
        .expected = exp(m.eta),
        .phi = m.phi,
        .se_link = m.se,
        .coefficient = m.coefficient,
        .trend_p = m.trend_p,
        .baseline = b.n + b.empty_rows,
        .trend = m.trend,
    };
    double y = d->y[row];
    refusal = o->bound == SYN_FARRINGTON_DELTA || o->form == SYN_FARRINGTON_1996
                  ? bound_by_delta(out, &b, y)
                  : bound_by_nb(out, &b, y);
    if (!refusal)
        decide(out, &b);
    return refusal;
}
