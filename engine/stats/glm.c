#include <samsyn/stats/glm.h>

#include <float.h>
#include <math.h>
#include <stdbool.h>

#include <gsl/gsl_blas.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_sf_log.h>

enum {
    MAX_ITERATIONS = 100,
    MAX_HALVINGS = 30,
    REFINEMENTS = 3,
};

static const double converged = 1e-12;
static const double least_pivot = 1e-10;

/* Fitted logarithms beyond this are on their way to infinity. */
static const double infinite_logarithm = 30;

/* What the sum of the deviances loses to rounding, per expected event. */
static const double rounding = 64 * DBL_EPSILON;

/* The work space by name.  QR is N x P, COVARIANCE P x P; RHS, ETA, FITTED and
 * LEVERAGE have N elements, the others P. */
struct fit {
    const struct syn_glm_data *data;
    double *qr, *rhs, *eta, *fitted, *leverage;
    double *tau, *norm, *scale, *beta, *before, *row, *covariance;
    size_t pivot[SYN_GLM_MAX_TERMS];
    size_t dropped;
};

size_t syn_glm_work(size_t n, size_t p)
{
    return n * p + 4 * n + 6 * p + p * p;
}

static double *take(double **work, size_t n)
{
    double *at = *work;
    *work += n;
    return at;
}

static void lay_out(struct fit *f, const struct syn_glm_data *d, double *work)
{
    f->data = d;
    f->qr = take(&work, d->n * d->p);
    f->rhs = take(&work, d->n);
    f->eta = take(&work, d->n);
    f->fitted = take(&work, d->n);
    f->leverage = take(&work, d->n);
    f->tau = take(&work, d->p);
    f->norm = take(&work, d->p);
    f->scale = take(&work, d->p);
    f->beta = take(&work, d->p);
    f->before = take(&work, d->p);
    f->row = take(&work, d->p);
    f->covariance = take(&work, d->p * d->p);
}

static double offset(const struct syn_glm_data *d, size_t i)
{
    return d->offset ? d->offset[i] : 0;
}

static double weight(const struct syn_glm_data *d, size_t i)
{
    return d->weight ? d->weight[i] : 1;
}

static enum syn_refusal judge_row(const struct syn_glm_data *d, size_t i)
{
    double w = weight(d, i);
    if (!isfinite(d->y[i]) || !isfinite(offset(d, i)) || !isfinite(w) || w <= 0)
        return SYN_REFUSAL_DOMAIN;
    for (size_t j = 0; j < d->p; j++)
        if (!isfinite(d->x[i * d->p + j]))
            return SYN_REFUSAL_DOMAIN;
    return d->y[i] < 0 && d->family != SYN_GAUSSIAN ? SYN_REFUSAL_NEGATIVE_COUNT
                                                    : SYN_REFUSAL_NONE;
}

static enum syn_refusal judge(const struct syn_glm_data *d)
{
    bool events = false;
    if (d->n == 0 || d->p == 0)
        return SYN_REFUSAL_NO_DATA;
    if (d->p > SYN_GLM_MAX_TERMS ||
        (d->family == SYN_NEGATIVE_BINOMIAL && !(d->size > 0)))
        return SYN_REFUSAL_DOMAIN;
    for (size_t i = 0; i < d->n; i++) {
        enum syn_refusal refusal = judge_row(d, i);
        if (refusal)
            return refusal;
        events = events || d->y[i] > 0 || d->family == SYN_GAUSSIAN;
    }
    if (d->n <= d->p)
        return SYN_REFUSAL_TOO_FEW_POINTS;
    return events ? SYN_REFUSAL_NONE : SYN_REFUSAL_NO_EVENTS;
}

/* y ln(y / mu) - (y - mu), without cancelling where y is near mu. */
static double half_deviance(double y, double mu)
{
    gsl_sf_result r;
    if (y == 0)
        return mu;
    double off = mu - y;
    if (fabs(off) > y / 2)
        return y * log(y / mu) + off;
    return gsl_sf_log_1plusx_mx_e(off / y, &r) ? NAN : -y * r.val;
}

/* The same of a negative binomial: what the size takes off is the deviance of
 * y + size from mu + size. */
static double nb_half_deviance(double y, double mu, double size)
{
    return half_deviance(y, mu) - half_deviance(y + size, mu + size);
}

double syn_glm_deviance(const struct syn_glm_data *d, const double *fitted)
{
    double sum = 0;
    for (size_t i = 0; i < d->n; i++) {
        double off = d->y[i] - fitted[i];
        double half = d->family == SYN_GAUSSIAN ? off * off / 2
                      : d->family == SYN_NEGATIVE_BINOMIAL
                          ? nb_half_deviance(d->y[i], fitted[i], d->size)
                          : half_deviance(d->y[i], fitted[i]);
        sum += weight(d, i) * half;
    }
    return 2 * sum;
}

static double deviance(const struct fit *f)
{
    return syn_glm_deviance(f->data, f->fitted);
}

/* The variance of a count with the mean MU, for a dispersion of 1. */
static double variance(const struct syn_glm_data *d, double mu)
{
    if (d->family == SYN_GAUSSIAN)
        return 1;
    return d->family == SYN_NEGATIVE_BINOMIAL ? mu * (1 + mu / d->size) : mu;
}

/* The working weight of row I: its weight times (d mu / d eta)^2 / variance. */
static double working_weight(const struct fit *f, size_t i)
{
    const struct syn_glm_data *d = f->data;
    double mu = f->fitted[i];
    if (d->family == SYN_GAUSSIAN)
        return weight(d, i);
    return d->family == SYN_NEGATIVE_BINOMIAL
               ? weight(d, i) * (mu / (1 + mu / d->size))
               : weight(d, i) * mu;
}

/* How much of a change of the deviance is rounding. */
static double noise(const struct fit *f, double of)
{
    double sum = 0;
    for (size_t i = 0; i < f->data->n; i++)
        sum += weight(f->data, i) * f->fitted[i];
    return converged * (fabs(of) + 0.1) + rounding * sum;
}

/* Sets ETA and FITTED from BETA; returns the largest |ETA|. */
static double expect(struct fit *f)
{
    const struct syn_glm_data *d = f->data;
    double largest = 0;
    for (size_t i = 0; i < d->n; i++) {
        long double sum = offset(d, i);
        for (size_t j = 0; j < d->p; j++)
            sum += (long double)d->x[i * d->p + j] * f->beta[j];
        double eta = (double)sum;
        f->eta[i] = eta;
        f->fitted[i] = d->family == SYN_GAUSSIAN ? eta : exp(eta);
        /* fmax() would pass over a NaN. */
        largest = fabs(eta) <= largest ? largest : fabs(eta);
    }
    return largest;
}

static void start(struct fit *f)
{
    for (size_t i = 0; i < f->data->n; i++) {
        f->fitted[i] = f->data->y[i] + 0.1;
        f->eta[i] = log(f->fitted[i]);
    }
    for (size_t j = 0; j < f->data->p; j++)
        f->beta[j] = 0;
}

/* Sets QR to the columns of X times the roots of the working weights, each
 * divided by its norm SCALE. */
static void weigh_columns(struct fit *f)
{
    const struct syn_glm_data *d = f->data;
    for (size_t j = 0; j < d->p; j++) {
        double sum = 0;
        for (size_t i = 0; i < d->n; i++) {
            double root = sqrt(working_weight(f, i));
            f->qr[i * d->p + j] = d->x[i * d->p + j] * root;
            sum += f->qr[i * d->p + j] * f->qr[i * d->p + j];
        }
        f->scale[j] = sum > 0 ? sqrt(sum) : 1;
        for (size_t i = 0; i < d->n; i++)
            f->qr[i * d->p + j] /= f->scale[j];
    }
}

/* Replaces QR by its decomposition; false if it has not full rank. */
static bool decompose(struct fit *f)
{
    size_t p = f->data->p;
    int sign;
    gsl_matrix_view qr = gsl_matrix_view_array(f->qr, f->data->n, p);
    gsl_vector_view tau = gsl_vector_view_array(f->tau, p);
    gsl_vector_view norm = gsl_vector_view_array(f->norm, p);
    gsl_permutation pivot = {.size = p, .data = f->pivot};

    weigh_columns(f);
    if (gsl_linalg_QRPT_decomp(&qr.matrix, &tau.vector, &pivot, &sign,
                               &norm.vector))
        return false;
    double largest = fabs(f->qr[0]);
    for (size_t j = 0; j < p; j++) {
        f->dropped = f->pivot[j];
        if (!(fabs(f->qr[j * p + j]) > least_pivot * largest))
            return false;
    }
    return true;
}

/* The upper triangle R of the decomposition. */
static gsl_matrix_view triangle(const struct fit *f)
{
    return gsl_matrix_view_array(f->qr, f->data->p, f->data->p);
}

/* Sets the first elements of RHS, in the order of the pivots, to the least
 * squares solution for RHS. */
static void solve_rhs(struct fit *f)
{
    const struct syn_glm_data *d = f->data;
    gsl_matrix_view qr = gsl_matrix_view_array(f->qr, d->n, d->p);
    gsl_matrix_view r = triangle(f);
    gsl_vector_view tau = gsl_vector_view_array(f->tau, d->p);
    gsl_vector_view rhs = gsl_vector_view_array(f->rhs, d->n);
    gsl_vector_view head = gsl_vector_view_array(f->rhs, d->p);
    gsl_linalg_QR_QTvec(&qr.matrix, &tau.vector, &rhs.vector);
    gsl_blas_dtrsv(CblasUpper, CblasNoTrans, CblasNonUnit, &r.matrix,
                   &head.vector);
}

/* Sets BETA to the weighted least squares solution for the working response,
 * whose rows with a fitted value of 0 have no weight. */
static void solve(struct fit *f)
{
    const struct syn_glm_data *d = f->data;
    for (size_t i = 0; i < d->n; i++) {
        double root = sqrt(working_weight(f, i));
        double residual = (d->y[i] - f->fitted[i]) / f->fitted[i];
        f->rhs[i] = root > 0 ? root * (f->eta[i] - offset(d, i) + residual) : 0;
    }
    solve_rhs(f);
    for (size_t j = 0; j < d->p; j++)
        f->beta[f->pivot[j]] = f->rhs[j] / f->scale[f->pivot[j]];
}

/* Ordinary least squares: solved for what is left over, again and again, which
 * mends what rounding lost. */
static enum syn_refusal least_squares(struct fit *f, struct syn_glm *out)
{
    const struct syn_glm_data *d = f->data;
    for (size_t j = 0; j < d->p; j++)
        f->beta[j] = 0;
    expect(f);
    if (!decompose(f))
        return SYN_REFUSAL_RANK_DEFICIENT;
    for (int pass = 0; pass < REFINEMENTS; pass++) {
        for (size_t i = 0; i < d->n; i++)
            f->rhs[i] = sqrt(weight(d, i)) * (d->y[i] - f->fitted[i]);
        solve_rhs(f);
        for (size_t j = 0; j < d->p; j++)
            f->beta[f->pivot[j]] += f->rhs[j] / f->scale[f->pivot[j]];
        expect(f);
    }
    out->deviance = deviance(f);
    out->iterations = 1;
    return isfinite(out->deviance) ? SYN_REFUSAL_NONE : SYN_REFUSAL_NUMERIC;
}

/* Whether BETA moved by no more than convergence allows. */
static bool stands_still(const struct fit *f)
{
    double moved = 0, largest = 0;
    for (size_t j = 0; j < f->data->p; j++) {
        moved = fmax(moved, fabs(f->beta[j] - f->before[j]));
        largest = fmax(largest, fabs(f->beta[j]));
    }
    return moved < converged * (1 + largest);
}

/* Goes back half of the way to BEFORE until the deviance no longer rises above
 * LIMIT.  Returns the deviance, which may still be above. */
static double halve(struct fit *f, double reached, double limit)
{
    for (int i = 0; i < MAX_HALVINGS && !(reached <= limit); i++) {
        for (size_t j = 0; j < f->data->p; j++)
            f->beta[j] = (f->beta[j] + f->before[j]) / 2;
        expect(f);
        reached = deviance(f);
    }
    return reached;
}

static enum syn_refusal iterate(struct fit *f, struct syn_glm *out)
{
    double last = INFINITY, largest = 0;
    for (size_t i = 1; i <= MAX_ITERATIONS; i++) {
        for (size_t j = 0; j < f->data->p; j++)
            f->before[j] = f->beta[j];
        if (!decompose(f))
            return largest > infinite_logarithm ? SYN_REFUSAL_SEPARATION
                                                : SYN_REFUSAL_RANK_DEFICIENT;
        solve(f);
        largest = expect(f);
        double now = deviance(f);
        if (i > 1)
            now = halve(f, now, last + noise(f, last));
        if (!isfinite(now))
            break;
        if (fabs(now - last) < noise(f, now) && stands_still(f)) {
            out->deviance = now;
            out->iterations = i;
            return largest > infinite_logarithm ? SYN_REFUSAL_SEPARATION
                                                : SYN_REFUSAL_NONE;
        }
        last = now;
    }
    return largest > infinite_logarithm ? SYN_REFUSAL_SEPARATION
                                        : SYN_REFUSAL_NO_CONVERGENCE;
}

/* Solves R'z = the row VECTOR of X, pivoted and scaled, into ROW: the length of
 * z is the square root of VECTOR (X'WX)^-1 VECTOR'. */
static void solve_row(struct fit *f, const double *vector)
{
    gsl_matrix_view r = triangle(f);
    gsl_vector_view z = gsl_vector_view_array(f->row, f->data->p);
    for (size_t j = 0; j < f->data->p; j++)
        f->row[j] = vector[f->pivot[j]] / f->scale[f->pivot[j]];
    gsl_blas_dtrsv(CblasUpper, CblasTrans, CblasNonUnit, &r.matrix, &z.vector);
}

static void fill_leverage(struct fit *f)
{
    const struct syn_glm_data *d = f->data;
    for (size_t i = 0; i < d->n; i++) {
        double sum = 0;
        solve_row(f, d->x + i * d->p);
        for (size_t j = 0; j < d->p; j++)
            sum += f->row[j] * f->row[j];
        f->leverage[i] = fmin(working_weight(f, i) * sum, 1);
    }
}

/* Column by column: R R' c = a unit vector. */
static void fill_covariance(struct fit *f)
{
    size_t p = f->data->p;
    gsl_matrix_view r = triangle(f);
    gsl_vector_view z = gsl_vector_view_array(f->row, p);
    for (size_t k = 0; k < p; k++) {
        for (size_t j = 0; j < p; j++)
            f->row[j] = f->pivot[j] == k ? 1 / f->scale[k] : 0;
        gsl_blas_dtrsv(CblasUpper, CblasTrans, CblasNonUnit, &r.matrix,
                       &z.vector);
        gsl_blas_dtrsv(CblasUpper, CblasNoTrans, CblasNonUnit, &r.matrix,
                       &z.vector);
        for (size_t j = 0; j < p; j++)
            f->covariance[f->pivot[j] * p + k] =
                f->row[j] / f->scale[f->pivot[j]];
    }
}

static double pearson(const struct fit *f)
{
    double sum = 0;
    for (size_t i = 0; i < f->data->n; i++) {
        double residual = f->data->y[i] - f->fitted[i];
        sum += weight(f->data, i) * residual *
               (residual / variance(f->data, f->fitted[i]));
    }
    return sum;
}

static enum syn_status
refuse(struct syn_glm *out, enum syn_refusal refusal, size_t dropped)
{
    *out = (struct syn_glm){
        .deviance = NAN,
        .pearson = NAN,
        .phi = NAN,
        .dropped = refusal == SYN_REFUSAL_RANK_DEFICIENT ? dropped : 0,
        .refusal = refusal,
    };
    return SYN_EDOMAIN;
}

enum syn_status
syn_glm_fit(struct syn_glm *out, const struct syn_glm_data *data, double *work)
{
    struct fit f = {0};
    enum syn_refusal refusal = judge(data);
    if (refusal)
        return refuse(out, refusal, 0);

    *out = (struct syn_glm){.df = data->n - data->p};
    lay_out(&f, data, work);
    start(&f);
    refusal = data->family == SYN_GAUSSIAN ? least_squares(&f, out)
                                           : iterate(&f, out);
    /* Weights of the solution, not of the step before it. */
    if (!refusal && !decompose(&f))
        refusal = SYN_REFUSAL_RANK_DEFICIENT;
    if (refusal)
        return refuse(out, refusal, f.dropped);

    fill_leverage(&f);
    fill_covariance(&f);
    out->beta = f.beta;
    out->covariance = f.covariance;
    out->fitted = f.fitted;
    out->leverage = f.leverage;
    out->pearson = pearson(&f);
    out->phi = fmax(1, out->pearson / (double)out->df);
    return SYN_OK;
}
