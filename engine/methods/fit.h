/* fit.h - a fitted model, and what is said of it.  Private to methods. */
#ifndef SAMSYN_METHODS_FIT_H
#define SAMSYN_METHODS_FIT_H

#include "design.h"

/* NORMAL    Limits from the model's own error and the normal distribution;
 *           otherwise from the quasi error and t (and t for the gaussian).
 * PHI       max(1, X2/df), or 1 for the negative binomial. */
struct syn_fit {
    const struct syn_design *design;
    struct syn_glm_data data; /* Family and size as fitted. */
    struct syn_glm glm;
    bool nb, fallback, normal;
    double size, size_error, phi, dispersion;
    double log_likelihood, parameters;
};

/* Fits D as FAMILY.  False, and the whole is refused: separation says which
 * term. */
bool syn_fit_model(struct syn_fit *out,
                   const struct syn_design *d,
                   enum syn_glm_family family);

/* The number of the term called NAME, or P. */
size_t syn_fit_term(const struct syn_fit *f, const char *name);

double syn_fit_error(const struct syn_fit *f, size_t j); /* phi = 1 */
double syn_fit_quasi_error(const struct syn_fit *f, size_t j);

/* The limits of coefficient J as the definition wants them. */
void syn_fit_limits(double *lower,
                    double *upper,
                    const struct syn_fit *f,
                    size_t j,
                    double confidence);

/* coefficients alone.  NEWEY_WEST is a covariance to print too, or NULL. */
void syn_fit_put_coefficients(struct syn_stat *s,
                              const struct syn_fit *f,
                              const double *newey_west);

/* terms coefficients covariance, deviance to iterations.  NEWEY_WEST is a
 * covariance to print too, or NULL. */
void syn_fit_put(struct syn_stat *s,
                 const struct syn_fit *f,
                 const double *newey_west);

/* coefficients alone. */
void syn_fit_put_coefficients(struct syn_stat *s,
                              const struct syn_fit *f,
                              const double *newey_west);

/* What a standard error is multiplied by on either side of an estimate. */
double syn_fit_quantile(const struct syn_fit *f, double confidence);

/* residual_acf and ljung_box of the Pearson residuals at --lags. */
void syn_fit_put_memory(struct syn_stat *s, const struct syn_fit *f);

/* theta to fallback of a negative binomial. */
void syn_fit_put_size(struct syn_stat *s, const struct syn_fit *f);

/* "rows" with residuals, nulls where the model leaves a row out; TIMES may be
 * NULL. */
void syn_fit_put_rows(struct syn_stat *s,
                      const struct syn_fit *f,
                      const struct syn_times *times);

#endif
