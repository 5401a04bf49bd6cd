#include <samsyn/stats/avoided.h>

#include <math.h>

#include <samsyn/stats/sample.h>

static double linear(const struct syn_avoided_model *m,
                     size_t i,
                     const double *x,
                     const double *beta)
{
    double eta = m->data->offset ? m->data->offset[i] : 0;
    for (size_t j = 0; j < m->data->p; j++)
        eta += x[j] * beta[j];
    return eta;
}

double syn_avoided_mean(const struct syn_avoided_model *m,
                        size_t i,
                        const double *x,
                        const double *beta)
{
    double eta = linear(m, i, x, beta);
    bool log_link = m->data->family != SYN_GAUSSIAN || m->exponential;
    return log_link ? exp(eta) : eta;
}

/* What was seen, on the scale of the means. */
static double seen(const struct syn_avoided_model *m, size_t i)
{
    return m->exponential ? exp(m->data->y[i]) : m->data->y[i];
}

/* The Cholesky factor of PHI times the covariance, row by row; false if it is
 * not positive. */
static bool factorise(double *l, const struct syn_avoided_model *m)
{
    size_t p = m->data->p;
    for (size_t i = 0; i < p; i++)
        for (size_t j = 0; j <= i; j++) {
            double sum = m->phi * m->fit->covariance[i * p + j];
            for (size_t k = 0; k < j; k++)
                sum -= l[i * p + k] * l[j * p + k];
            if (i == j && !(sum > 0))
                return false;
            l[i * p + j] = i == j ? sqrt(sum) : sum / l[j * p + j];
        }
    return true;
}

static void draw_coefficients(double *beta,
                              double *z,
                              const double *l,
                              const struct syn_avoided_model *m,
                              struct syn_random *random)
{
    size_t p = m->data->p;
    for (size_t j = 0; j < p; j++)
        z[j] = syn_random_normal(random);
    for (size_t i = 0; i < p; i++) {
        beta[i] = m->fit->beta[i];
        for (size_t j = 0; j <= i; j++)
            beta[i] += l[i * p + j] * z[j];
    }
}

static double draw_value(const struct syn_avoided_model *m,
                         size_t i,
                         const double *x,
                         const double *beta,
                         struct syn_random *random)
{
    if (m->data->family == SYN_GAUSSIAN) {
        double y =
            linear(m, i, x, beta) + sqrt(m->phi) * syn_random_normal(random);
        return m->exponential ? exp(y) : y;
    }
    double mu = syn_avoided_mean(m, i, x, beta);
    double size = m->data->family == SYN_NEGATIVE_BINOMIAL ? m->data->size
                  : m->phi > 1                             ? mu / (m->phi - 1)
                                                           : INFINITY;
    return syn_random_count(random, mu, size);
}

static void simulate(struct syn_avoided *out,
                     const struct syn_avoided_model *m,
                     double observed,
                     size_t draws,
                     struct syn_random *random,
                     double *work)
{
    size_t p = m->data->p;
    double *l = work, *beta = l + p * p, *z = beta + p, *total = z + p;
    out->lower = out->upper = NAN;
    if (draws == 0 || !factorise(l, m))
        return;
    for (size_t d = 0; d < draws; d++) {
        draw_coefficients(beta, z, l, m, random);
        total[d] = -observed;
        for (size_t i = 0; i < m->data->n; i++)
            if (m->counted[i])
                total[d] += draw_value(m, i, m->without + i * p, beta, random);
    }
    /* The samples are sorted where they are: they are not needed again. */
    out->lower = syn_sample_quantile(total, draws, m->alpha / 2, total);
    out->upper = syn_sample_quantile(total, draws, 1 - m->alpha / 2, total);
}

void syn_avoided(struct syn_avoided *out,
                 const struct syn_avoided_model *m,
                 size_t draws,
                 struct syn_random *random,
                 double *work)
{
    size_t p = m->data->p;
    double *gradient = work, observed = 0, fitted = 0, without = 0, square = 0;
    bool log_link = m->data->family != SYN_GAUSSIAN || m->exponential;
    for (size_t j = 0; j < p; j++)
        gradient[j] = 0;
    for (size_t i = 0; i < m->data->n; i++) {
        const double *x = m->data->x + i * p, *x0 = m->without + i * p;
        if (!m->counted[i])
            continue;
        double mu = syn_avoided_mean(m, i, x, m->fit->beta);
        double mu0 = syn_avoided_mean(m, i, x0, m->fit->beta);
        observed += seen(m, i);
        fitted += mu;
        without += mu0;
        for (size_t j = 0; j < p; j++)
            gradient[j] +=
                (log_link ? mu0 : 1) * x0[j] - (log_link ? mu : 1) * x[j];
    }
    for (size_t i = 0; i < p; i++)
        for (size_t j = 0; j < p; j++)
            square += gradient[i] * m->fit->covariance[i * p + j] * gradient[j];
    double reach = m->t * sqrt(fmax(0, m->phi * square));
    *out = (struct syn_avoided){
        .observed = without - observed,
        .fitted = without - fitted,
        .delta_lower = without - fitted - reach,
        .delta_upper = without - fitted + reach,
        .percent = without != 0 ? 100 * (without - observed) / without : NAN,
    };
    simulate(out, m, observed, draws, random, work);
}
