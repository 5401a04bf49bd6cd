#include <math.h>
#include <string.h>

#include <samsyn/stats/continuous.h>

#include "fit.h"
#include "terms.h"

static const struct syn_method_option options[] = {
    {"family", SYN_OPTION_CHOICE, "poisson|quasipoisson|nb|gaussian", "poisson",
     "of the response"},
    {"response", SYN_OPTION_TEXT, NULL, NULL, "column that is explained"},
    {"terms", SYN_OPTION_TEXT, NULL, "none",
     "'a,b,factor(year),a:b,x^2'; text columns are factors"},
    {"reference", SYN_OPTION_TEXT, NULL, NULL,
     "HEADER=LEVEL that is left out; default the first in byte order"},
    {"intercept", SYN_OPTION_CHOICE, "yes|no", "yes", "an intercept"},
    {"offset", SYN_OPTION_TEXT, NULL, NULL,
     "column whose logarithm is the offset, divided by --per"},
    {"weights", SYN_OPTION_TEXT, NULL, NULL, "column of prior weights"},
    {"compare", SYN_OPTION_TEXT, NULL, NULL, "'terms' of a smaller model"},
    {"newey-west", SYN_OPTION_WHOLE, NULL, NULL,
     "lags of a sandwich variance; 0 is HC0"},
    {"lags", SYN_OPTION_NUMBERS, NULL, "1,2,3,12",
     "of the residuals' autocorrelation"},
    {"fit-df", SYN_OPTION_WHOLE, NULL, "0",
     "fewer degrees of freedom for ljung_box"},
    {NULL, SYN_OPTION_FLAG, NULL, NULL, NULL},
};

static enum syn_glm_family family_of(const struct syn_stat *s)
{
    if (syn_stat_is(s, "family", "gaussian"))
        return SYN_GAUSSIAN;
    return syn_stat_is(s, "family", "nb") ? SYN_NEGATIVE_BINOMIAL : SYN_POISSON;
}

/* Makes the design with the terms of the option NAME. */
static bool
read_design(struct syn_design *d, struct syn_stat *s, const char *name)
{
    const char *response = syn_stat_option(s, "response");
    const char *offset = syn_stat_option(s, "offset");
    const char *weights = syn_stat_option(s, "weights");
    if (!response) {
        syn_stat_wrong(s, "response");
        return false;
    }
    syn_design_begin(d, s, syn_stat_column(s, response),
                     offset ? syn_stat_column(s, offset) : NULL);
    d->weight = weights ? syn_stat_column(s, weights) : NULL;
    if (s->status || (d->exposure && syn_stat_not_exposures(s, d->exposure)))
        return false;
    if (syn_stat_is(s, "intercept", "yes"))
        syn_design_intercept(d);
    if (!syn_terms_add(d, s, syn_stat_option(s, name)))
        return false;
    if (d->p == 0) {
        syn_stat_wrong(s, name);
        return false;
    }
    return true;
}

/* What the smaller model may not use either: rows that the larger lacks. */
static void leave_out(struct syn_design *small, const struct syn_design *large)
{
    double *y = syn_stat_room(small->s, small->s->n);
    for (size_t i = 0; i < small->s->n; i++)
        y[i] = NAN;
    for (size_t i = 0; i < large->data.n; i++)
        y[large->row[i]] = large->data.y[i];
    small->y = y;
}

static double dispersion_of(const struct syn_fit *f)
{
    return f->data.family == SYN_GAUSSIAN ? f->dispersion : f->phi;
}

static void put_comparison(struct syn_stat *s,
                           const struct syn_fit *large,
                           const struct syn_fit *small)
{
    double df = (double)small->glm.df - (double)large->glm.df;
    double lr = 2 * (large->log_likelihood - small->log_likelihood);
    double f = (small->glm.deviance - large->glm.deviance) /
               (df * dispersion_of(large));
    bool nested = df > 0;
    syn_put_object(s, "comparison");
    syn_put(s, "lr", lr);
    syn_put(s, "df", df);
    syn_put(s, "p", nested ? syn_chisq_tails(fmax(0, lr), df).upper : NAN);
    syn_put(s, "f", nested ? f : NAN);
    syn_put(s, "f_p",
            nested ? syn_f_tails(f, df, (double)large->glm.df).upper : NAN);
    syn_put_object_end(s);
}

/* What is said of ordinary least squares. */
static void put_gaussian(struct syn_stat *s, const struct syn_fit *f)
{
    const struct syn_glm_data *d = &f->data;
    double n = (double)d->n, df = (double)f->glm.df, all = 0, mean = 0;
    double weights = 0, one = f->design->intercept ? 1 : 0;
    for (size_t i = 0; i < d->n; i++) {
        double w = d->weight ? d->weight[i] : 1;
        weights += w;
        mean += w * d->y[i];
    }
    mean = one * mean / weights;
    for (size_t i = 0; i < d->n; i++) {
        double w = d->weight ? d->weight[i] : 1;
        all += w * (d->y[i] - mean) * (d->y[i] - mean);
    }
    double df1 = (double)d->p - one, r2 = 1 - f->glm.deviance / all;
    double explained = (all - f->glm.deviance) / df1 / f->dispersion;
    syn_put(s, "sigma", sqrt(f->dispersion));
    syn_put(s, "r_squared", r2);
    syn_put(s, "adjusted_r_squared", 1 - (1 - r2) * (n - one) / df);
    syn_put(s, "f", df1 > 0 ? explained : NAN);
    syn_put(s, "f_df1", df1);
    syn_put(s, "f_df2", df);
    syn_put(s, "f_p", df1 > 0 ? syn_f_tails(explained, df1, df).upper : NAN);
}

static const double *newey_west(struct syn_stat *s, const struct syn_fit *f)
{
    double lags = syn_stat_number(s, "newey-west");
    size_t p = f->data.p;
    if (isnan(lags))
        return NULL;
    double *covariance = syn_stat_room(s, p * p);
    syn_glm_newey_west(covariance, &f->data, &f->glm, (size_t)lags, false,
                       syn_stat_room(s, p * p));
    return covariance;
}

static void put_result(struct syn_stat *s,
                       const struct syn_fit *fit,
                       const struct syn_fit *small)
{
    if (s->residuals)
        syn_fit_put_rows(s, fit, NULL);
    syn_stat_result(s);
    syn_fit_put(s, fit, newey_west(s, fit));
    syn_put_null(s, "apc");
    syn_put_null(s, "season");
    syn_put_null(s, "exact_trend_p");
    syn_fit_put_memory(s, fit);
    if (fit->nb)
        syn_fit_put_size(s, fit);
    if (fit->data.family == SYN_GAUSSIAN)
        put_gaussian(s, fit);
    if (small)
        put_comparison(s, fit, small);
    syn_stat_result_end(s);
}

static void run(struct syn_stat *s)
{
    struct syn_design *design = syn_arena_alloc(s->arena, 2, sizeof *design);
    struct syn_fit fit, small;
    bool compare = syn_stat_option(s, "compare") != NULL;
    if (!read_design(&design[0], s, "terms") || !syn_design_make(&design[0]) ||
        !syn_fit_model(&fit, &design[0], family_of(s)))
        return;
    fit.normal = syn_stat_is(s, "family", "poisson") || fit.nb;
    if (compare) {
        if (!read_design(&design[1], s, "compare"))
            return;
        leave_out(&design[1], &design[0]);
        if (!syn_design_make(&design[1]) ||
            !syn_fit_model(&small, &design[1], family_of(s)))
            return;
    }
    put_result(s, &fit, compare ? &small : NULL);
}

const struct syn_method syn_method_glm = {
    .name = "glm",
    .purpose = "a linear or log-linear model with terms of your own",
    .columns = "any",
    .uses = SYN_USES_CONFIDENCE | SYN_USES_PER | SYN_USES_RESIDUALS,
    .options = options,
    .rows = "t count fitted expected_rate pearson deviance anscombe leverage",
    .result =
        "terms[] coefficients[] covariance[][] deviance null_deviance "
        "pearson_chi_square df dispersion phi log_likelihood aic aicc "
        "bic iterations apc season exact_trend_p residual_acf[] "
        "ljung_box:[{lag q df p}]; nb: theta theta_se "
        "two_log_likelihood lr_poisson lr_poisson_p fallback; gaussian: "
        "sigma r_squared adjusted_r_squared f f_df1 f_df2 f_p; --compare: "
        "comparison:{lr df p f f_p}",
    .formula = "  poisson, quasipoisson, nb: ln mean = offset + X b, by IRLS; "
               "gaussian: mean = X b\n  by QR with column pivoting. Factors by "
               "treatment "
               "contrasts. f = (D0 - D1)/(df phi)",
    .example = "  count,year,place\n  8,2021,park\n  ...\n"
               "  samsyn stat glm --response count --terms "
               "'factor(year),place' c.csv",
    .reference = "McCullagh & Nelder 1989; Newey & West 1987",
    .run = run,
};
