#include <samsyn/stats/outbreak.h>

#include <math.h>

/* A row that determines its own fitted value has no residual to judge. */
static const double least_freedom = 1e-8;

/* 1.5 (y^(2/3) mu^(-1/6) - mu^(1/2)), standardised. */
static double anscombe(double y, double mu, double leverage, double phi)
{
    double raw = 1.5 * (pow(y, 2.0 / 3) * pow(mu, -1.0 / 6) - sqrt(mu));
    return leverage < 1 - least_freedom ? raw / sqrt(phi * (1 - leverage)) : 0;
}

double syn_outbreak_weigh(double *weight,
                          const double *y,
                          const struct syn_glm *glm,
                          double phi,
                          double threshold,
                          size_t n,
                          size_t extra)
{
    double sum = (double)extra, all = (double)(n + extra);
    for (size_t i = 0; i < n; i++) {
        double s = anscombe(y[i], glm->fitted[i], glm->leverage[i], phi);
        weight[i] = s > threshold ? 1 / (s * s) : 1;
        sum += weight[i];
    }
    for (size_t i = 0; i < n; i++)
        weight[i] *= all / sum;
    return all / sum;
}
