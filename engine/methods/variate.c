#include "variate.h"

#include <math.h>
#include <string.h>

const struct syn_method_option syn_variate_options[] = {
    {"distribution", SYN_OPTION_CHOICE,
     "poisson|nb|binomial|gamma|beta|chisq|normal|t|f", NULL, "required"},
    {"tail", SYN_OPTION_CHOICE, "lower|upper", "lower",
     "whether p is P(X <= x) or P(X > x)"},
    {"mu", SYN_OPTION_NUMBER, NULL, NULL, "mean: poisson, nb"},
    {"size", SYN_OPTION_NUMBER, NULL, NULL, "nb: variance mu + mu^2/size"},
    {"trials", SYN_OPTION_NUMBER, NULL, NULL, "binomial"},
    {"probability", SYN_OPTION_NUMBER, NULL, NULL, "binomial"},
    {"shape", SYN_OPTION_NUMBER, NULL, NULL, "gamma"},
    {"scale", SYN_OPTION_NUMBER, NULL, NULL, "gamma"},
    {"a", SYN_OPTION_NUMBER, NULL, NULL, "beta"},
    {"b", SYN_OPTION_NUMBER, NULL, NULL, "beta"},
    {"df", SYN_OPTION_NUMBER, NULL, NULL, "chisq, t"},
    {"df1", SYN_OPTION_NUMBER, NULL, NULL, "f"},
    {"df2", SYN_OPTION_NUMBER, NULL, NULL, "f"},
    {"mean", SYN_OPTION_NUMBER, NULL, NULL, "normal"},
    {"sd", SYN_OPTION_NUMBER, NULL, NULL, "normal"},
    {NULL, SYN_OPTION_FLAG, NULL, NULL, NULL},
};

static enum syn_status
poisson_quantile(double *out, double p, enum syn_tail tail, const double *v)
{
    return syn_poisson_quantile(out, p, tail, v[0]);
}

static struct syn_tails poisson_tails(double x, const double *v)
{
    return syn_poisson_tails(floor(x), v[0]);
}

/* A count that is not whole has no probability. */
static double poisson_density(double x, const double *v)
{
    return isnan(x) || x == floor(x) ? syn_poisson_point(x, v[0]) : 0;
}

static enum syn_status
nb_quantile(double *out, double p, enum syn_tail tail, const double *v)
{
    return syn_nb_quantile(out, p, tail, v[0], v[1]);
}

static struct syn_tails nb_tails(double x, const double *v)
{
    return syn_nb_tails(floor(x), v[0], v[1]);
}

static double nb_density(double x, const double *v)
{
    return isnan(x) || x == floor(x) ? syn_nb_point(x, v[0], v[1]) : 0;
}

static enum syn_status
binomial_quantile(double *out, double p, enum syn_tail tail, const double *v)
{
    return syn_binomial_quantile(out, p, tail, v[0], v[1]);
}

static struct syn_tails binomial_tails(double x, const double *v)
{
    if (v[0] != floor(v[0]))
        return (struct syn_tails){NAN, NAN};
    return syn_binomial_tails(floor(x), v[0], v[1], 1 - v[1]);
}

static double binomial_density(double x, const double *v)
{
    if (v[0] != floor(v[0]))
        return NAN;
    return isnan(x) || x == floor(x)
               ? syn_binomial_point(x, v[0], v[1], 1 - v[1])
               : 0;
}

static enum syn_status
gamma_quantile(double *out, double p, enum syn_tail tail, const double *v)
{
    return syn_gamma_quantile(out, p, tail, v[0], v[1]);
}

static struct syn_tails gamma_tails(double x, const double *v)
{
    if (!(v[1] > 0))
        return (struct syn_tails){NAN, NAN};
    return syn_gamma_tails(x <= 0 ? 0 : x / v[1], v[0]);
}

static double gamma_density(double x, const double *v)
{
    return v[1] > 0 ? syn_gamma_density(x / v[1], v[0]) / v[1] : NAN;
}

static enum syn_status
beta_quantile(double *out, double p, enum syn_tail tail, const double *v)
{
    return syn_beta_quantile(out, p, tail, v[0], v[1]);
}

static struct syn_tails beta_tails(double x, const double *v)
{
    double within = fmin(fmax(x, 0), 1);
    return syn_beta_tails(within, 1 - within, v[0], v[1]);
}

static double beta_density(double x, const double *v)
{
    return syn_beta_density(x, v[0], v[1]);
}

static enum syn_status
chisq_quantile(double *out, double p, enum syn_tail tail, const double *v)
{
    return syn_chisq_quantile(out, p, tail, v[0]);
}

static struct syn_tails chisq_tails(double x, const double *v)
{
    return syn_chisq_tails(x, v[0]);
}

static double chisq_density(double x, const double *v)
{
    return syn_gamma_density(x / 2, v[0] / 2) / 2;
}

static enum syn_status
normal_quantile(double *out, double p, enum syn_tail tail, const double *v)
{
    *out = NAN;
    if (!(v[1] > 0) || syn_normal_quantile(out, p, tail))
        return SYN_EDOMAIN;
    *out = v[0] + v[1] * *out;
    return SYN_OK;
}

static struct syn_tails normal_tails(double x, const double *v)
{
    return syn_normal_tails(v[1] > 0 ? (x - v[0]) / v[1] : NAN);
}

static double normal_density(double x, const double *v)
{
    return v[1] > 0 ? syn_normal_density((x - v[0]) / v[1]) / v[1] : NAN;
}

static enum syn_status
t_quantile(double *out, double p, enum syn_tail tail, const double *v)
{
    return syn_t_quantile(out, p, tail, v[0]);
}

static struct syn_tails t_tails(double x, const double *v)
{
    return syn_t_tails(x, v[0]);
}

static double t_density(double x, const double *v)
{
    return syn_t_density(x, v[0]);
}

static enum syn_status
f_quantile(double *out, double p, enum syn_tail tail, const double *v)
{
    return syn_f_quantile(out, p, tail, v[0], v[1]);
}

static struct syn_tails f_tails(double x, const double *v)
{
    return syn_f_tails(x, v[0], v[1]);
}

static double f_density(double x, const double *v)
{
    return syn_f_density(x, v[0], v[1]);
}

static const struct syn_variate variates[] = {
    {"poisson", {"mu", NULL}, poisson_quantile, poisson_tails, poisson_density},
    {"nb", {"mu", "size"}, nb_quantile, nb_tails, nb_density},
    {"binomial",
     {"trials", "probability"},
     binomial_quantile,
     binomial_tails,
     binomial_density},
    {"gamma", {"shape", "scale"}, gamma_quantile, gamma_tails, gamma_density},
    {"beta", {"a", "b"}, beta_quantile, beta_tails, beta_density},
    {"chisq", {"df", NULL}, chisq_quantile, chisq_tails, chisq_density},
    {"normal", {"mean", "sd"}, normal_quantile, normal_tails, normal_density},
    {"t", {"df", NULL}, t_quantile, t_tails, t_density},
    {"f", {"df1", "df2"}, f_quantile, f_tails, f_density},
};

static const double *read_parameter(struct syn_stat *s, const char *name)
{
    if (syn_stat_has(s, name) || !syn_stat_option(s, name))
        return syn_stat_column(s, name);
    double *value = syn_stat_room(s, s->n);
    for (size_t i = 0; i < s->n; i++)
        value[i] = syn_stat_number(s, name);
    return value;
}

const struct syn_variate *syn_variate_read(const double *value[2],
                                           struct syn_stat *s)
{
    const char *name = syn_stat_option(s, "distribution");
    const struct syn_variate *v = variates;
    if (!name) {
        syn_stat_wrong(s, "distribution");
        return NULL;
    }
    while (strcmp(v->name, name) != 0)
        v++;
    for (int j = 0; j < 2; j++) {
        value[j] = syn_stat_room(s, s->n);
        if (v->parameter[j] && !(value[j] = read_parameter(s, v->parameter[j])))
            return NULL;
    }
    return v;
}
