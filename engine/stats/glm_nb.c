#include <samsyn/stats/glm.h>

#include <math.h>

#include <gsl/gsl_sf_psi.h>

enum {
    MAX_ROUNDS = 100,
    MAX_STEPS = 50,
    RISING = 50, /* Rounds after which a size that still grows is endless. */
    SUM_COUNTS = 500, /* Up to here the digamma's difference is a sum. */
};

static const double converged = 1e-10, newton = 1e-13;
static const double endless = 1e7;
static const double longest_step = 2;

/* psi(a + y) - psi(a) */
static double psi_rise(double a, double y)
{
    double sum = 0;
    if (y != floor(y) || y > SUM_COUNTS)
        return gsl_sf_psi(a + y) - gsl_sf_psi(a);
    for (double k = 0; k < y; k++)
        sum += 1 / (a + k);
    return sum;
}

/* psi'(a) - psi'(a + y) */
static double psi_1_fall(double a, double y)
{
    double sum = 0;
    if (y != floor(y) || y > SUM_COUNTS)
        return gsl_sf_psi_1(a) - gsl_sf_psi_1(a + y);
    for (double k = 0; k < y; k++)
        sum += 1 / (a + k) / (a + k);
    return sum;
}

/* The derivative of the log-likelihood by the size, and minus the second. */
static void slope(double *score,
                  double *information,
                  const struct syn_glm_data *d,
                  const double *mu,
                  double size)
{
    *score = *information = 0;
    for (size_t i = 0; i < d->n; i++) {
        double w = d->weight ? d->weight[i] : 1, y = d->y[i];
        double all = mu[i] + size;
        *score +=
            w * (psi_rise(size, y) - log1p(mu[i] / size) + (mu[i] - y) / all);
        *information += w * (psi_1_fall(size, y) - mu[i] / size / all +
                             (mu[i] - y) / all / all);
    }
}

/* Moves SIZE to the maximum of the likelihood for the fitted values MU. */
static double
best_size(double size, const struct syn_glm_data *d, const double *mu)
{
    for (int i = 0; i < MAX_STEPS; i++) {
        double score, information;
        slope(&score, &information, d, mu, size);
        double step =
            information > 0 ? score / information / size : copysign(1, score);
        step = fmin(fmax(step, -longest_step), longest_step);
        size *= exp(step);
        if (fabs(step) < newton || size > endless)
            break;
    }
    return size;
}

static double dispersion(const struct syn_glm *fit)
{
    return fit->pearson / (double)fit->df;
}

static bool rises_for_ever(const struct syn_glm_data *d, const double *mu)
{
    double score, information;
    slope(&score, &information, d, mu, endless);
    return score > 0;
}

/* By moments, from the Poisson regression. */
static double first_size(const struct syn_glm_data *d, const double *mu)
{
    double sum = 0;
    for (size_t i = 0; i < d->n; i++)
        sum += (d->y[i] / mu[i] - 1) * (d->y[i] / mu[i] - 1);
    return (double)d->n / sum;
}

/* Whether BETA moved from BEFORE by no more than convergence allows. */
static bool stands_still(const double *beta, double *before, size_t p)
{
    double moved = 0;
    for (size_t j = 0; j < p; j++) {
        moved = fmax(moved, fabs(beta[j] - before[j]));
        before[j] = beta[j];
    }
    return moved < converged;
}

static enum syn_status
fall_back(struct syn_nb *out, const struct syn_glm_data *data, double *work)
{
    struct syn_glm_data poisson = *data;
    poisson.family = SYN_POISSON;
    out->fallback = true;
    out->size = out->error = NAN;
    return syn_glm_fit(&out->glm, &poisson, work);
}

enum syn_status
syn_nb_fit(struct syn_nb *out, const struct syn_glm_data *data, double *work)
{
    struct syn_glm_data d = *data;
    double before[SYN_GLM_MAX_TERMS] = {0}, score, information;
    *out = (struct syn_nb){.size = NAN, .error = NAN};
    d.family = SYN_POISSON;
    if (syn_glm_fit(&out->glm, &d, work))
        return SYN_EDOMAIN;
    if (dispersion(&out->glm) <= 1 || rises_for_ever(&d, out->glm.fitted))
        return fall_back(out, data, work);
    d.family = SYN_NEGATIVE_BINOMIAL;
    d.size = first_size(&d, out->glm.fitted);
    for (int round = 1; round <= MAX_ROUNDS; round++) {
        double size = best_size(d.size, &d, out->glm.fitted);
        double step = log(size / d.size);
        if (!(size < endless) || (round >= RISING && step > converged))
            return fall_back(out, data, work);
        d.size = size;
        if (syn_glm_fit(&out->glm, &d, work))
            return SYN_EDOMAIN;
        if (stands_still(out->glm.beta, before, d.p) &&
            fabs(step) < converged) {
            slope(&score, &information, &d, out->glm.fitted, d.size);
            out->size = d.size;
            out->error = 1 / sqrt(information);
            return SYN_OK;
        }
    }
    out->glm = (struct syn_glm){.refusal = SYN_REFUSAL_NO_CONVERGENCE};
    return SYN_EDOMAIN;
}
