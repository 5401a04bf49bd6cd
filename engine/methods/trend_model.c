#include "trend_model.h"

#include <math.h>

#include <gsl/gsl_math.h>

#include <samsyn/base/text.h>
#include <samsyn/stats/continuous.h>
#include <samsyn/stats/trend.h>

/* Fewer events give no trend, no season (5.3 of the specification). */
static const double least_for_trend = 10, least_for_season = 60;

/* A second harmonic needs so many cycles, and must make AICc smaller by more
 * than this. */
static const double cycles_for_two = 5, worth_a_harmonic = 2;

enum { CYCLES_FOR_SEASON = 2 };

const struct syn_method_option syn_trend_options[] = {
    {"covariates", SYN_OPTION_TEXT, NULL, NULL, "H1,H2: more numeric columns"},
    {"lags", SYN_OPTION_NUMBERS, NULL, "1,2,3,12",
     "of the residuals' autocorrelation"},
    {"fit-df", SYN_OPTION_WHOLE, NULL, "0",
     "fewer degrees of freedom for ljung_box"},
    {NULL, SYN_OPTION_FLAG, NULL, NULL, NULL},
};

bool syn_counts_read(struct syn_counts *out, struct syn_stat *s)
{
    out->count = syn_stat_column(s, "count");
    out->exposure = syn_stat_column_maybe(s, "exposure");
    if (!out->count || s->status || !syn_stat_times(&out->times, s) ||
        syn_stat_not_counts(s, out->count, false) ||
        (out->exposure && syn_stat_not_exposures(s, out->exposure)))
        return false;
    out->events = 0;
    for (size_t i = 0; i < s->n; i++)
        if (!isnan(out->count[i]))
            out->events += out->count[i];
    return true;
}

static bool is_short(const struct syn_counts *c, const struct syn_stat *s)
{
    return (double)s->n < CYCLES_FOR_SEASON * c->times.cycle;
}

/* Refuses what the series cannot show. */
static bool too_little(const struct syn_counts *c,
                       struct syn_stat *s,
                       int season,
                       bool trend)
{
    if (c->events == 0) {
        syn_stat_refuse(s, SYN_REFUSAL_NO_EVENTS, NULL);
        return true;
    }
    if (trend && c->events < least_for_trend &&
        syn_stat_soft(s, SYN_REFUSAL_TOO_FEW_EVENTS,
                      "Under 10 events a trend cannot be modelled; trend-chisq "
                      "has an exact test."))
        return true;
    if (season == SYN_SEASON_NONE)
        return false;
    return (is_short(c, s) &&
            syn_stat_soft(s, SYN_REFUSAL_TOO_SHORT_FOR_SEASON, NULL)) ||
           (c->events < least_for_season &&
            syn_stat_soft(s, SYN_REFUSAL_TOO_FEW_EVENTS,
                          "Under 60 events a season cannot be modelled."));
}

static bool make(struct syn_design *out,
                 const struct syn_counts *c,
                 struct syn_stat *s,
                 int season)
{
    syn_design_begin(out, s, c->count, c->exposure);
    syn_design_intercept(out);
    if (syn_stat_is(s, "trend", "yes"))
        syn_design_trend(out, &c->times);
    syn_design_season(out, &c->times, season);
    if (syn_stat_option(s, "covariates"))
        syn_design_covariates(out, "covariates");
    return !s->status && !s->refused && syn_design_make(out);
}

/* The corrected AIC of a Poisson model; infinite if it cannot be fitted. */
static double aicc(const struct syn_design *d)
{
    struct syn_glm glm;
    double n = (double)d->data.n, p = (double)d->data.p;
    if (syn_glm_fit(&glm, &d->data,
                    syn_stat_room(d->s, syn_glm_work(d->data.n, d->data.p))) ||
        n - p - 1 <= 0)
        return INFINITY;
    return 2 * p - 2 * syn_glm_log_likelihood(&d->data, glm.fitted) +
           2 * p * (p + 1) / (n - p - 1);
}

/* None for a short or poor series, one harmonic; from five cycles on two, where
 * AICc wants them. */
static int choose(const struct syn_counts *c, struct syn_stat *s)
{
    struct syn_design one, two;
    if (is_short(c, s) || c->events < least_for_season || c->times.cycle < 2)
        return SYN_SEASON_NONE;
    if (syn_season_most(c->times.cycle) < 2 ||
        (double)s->n < cycles_for_two * c->times.cycle ||
        !make(&one, c, s, 1) || !make(&two, c, s, 2))
        return 1;
    return aicc(&one) - aicc(&two) > worth_a_harmonic ? 2 : 1;
}

bool syn_trend_design(struct syn_design *out,
                      int *season,
                      const struct syn_counts *counts,
                      struct syn_stat *s)
{
    if (!syn_season_read(season, s))
        return false;
    if (*season == SYN_SEASON_AUTO)
        *season = choose(counts, s);
    if (counts->times.cycle < 2)
        *season = SYN_SEASON_NONE;
    if (*season > syn_season_most(counts->times.cycle)) {
        *season = syn_season_most(counts->times.cycle);
        syn_stat_warn(s, "season-harmonics-reduced",
                      "The season has as many harmonics as the cycle allows.");
    }
    return !too_little(counts, s, *season, syn_stat_is(s, "trend", "yes")) &&
           make(out, counts, s, *season);
}

/* --- writing ------------------------------------------------------------ */

static double percent(double log_change)
{
    return 100 * expm1(log_change);
}

static void put_apc(struct syn_stat *s,
                    const struct syn_fit *f,
                    const struct syn_times *times)
{
    size_t j = syn_fit_term(f, "trend");
    double lower, upper;
    double years = syn_stat_is(s, "time-unit", "period") ? times->cycle : 1;
    if (j == f->data.p) {
        syn_put_null(s, "apc");
        return;
    }
    syn_fit_limits(&lower, &upper, f, j, s->confidence[0]);
    syn_put_estimate(s, "apc",
                     (double[]){percent(f->glm.beta[j] * years),
                                percent(lower * years),
                                percent(upper * years)});
}

/* How much the season explains: F against the model without. */
static void put_season_test(struct syn_stat *s,
                            const struct syn_fit *f,
                            const struct syn_counts *counts)
{
    struct syn_design without;
    struct syn_glm glm;
    double lr = NAN, df = NAN, lr_p = NAN, f_value = NAN, f_p = NAN;
    struct syn_glm_data d;
    if (make(&without, counts, s, SYN_SEASON_NONE)) {
        d = without.data;
        d.family = f->data.family;
        d.size = f->data.size;
        df = (double)f->data.p - (double)d.p;
        if (!syn_glm_fit(&glm, &d, syn_stat_room(s, syn_glm_work(d.n, d.p)))) {
            lr = 2 *
                 (f->log_likelihood - syn_glm_log_likelihood(&d, glm.fitted));
            f_value = (glm.deviance - f->glm.deviance) / (df * f->phi);
            lr_p = syn_chisq_tails(fmax(0, lr), df).upper;
            f_p = syn_f_tails(f_value, df, (double)f->glm.df).upper;
        }
    }
    syn_put(s, "lr", lr);
    syn_put(s, "lr_df", df);
    syn_put(s, "lr_p", lr_p);
    syn_put(s, "f", f_value);
    syn_put(s, "f_p", f_p);
}

static void put_season(struct syn_stat *s,
                       const struct syn_fit *f,
                       const struct syn_counts *counts,
                       int season)
{
    double amplitude = NAN, peak = NAN, cycle = counts->times.cycle;
    size_t p = f->data.p, sine = syn_fit_term(f, "sin1");
    size_t cosine = syn_fit_term(f, "cos1");
    if (season == SYN_SEASON_NONE) {
        syn_put_null(s, "season");
        return;
    }
    if (season == 1) {
        double b = sine < p ? f->glm.beta[sine] : 0;
        double a = cosine < p ? f->glm.beta[cosine] : 0;
        amplitude = hypot(a, b);
        peak = fmod(cycle / (2 * M_PI) * atan2(b, a) + cycle, cycle);
        peak = peak <= 0 ? cycle : peak;
    }
    syn_put_object(s, "season");
    syn_put(s, "harmonics", season > 0 ? (double)season : (double)NAN);
    syn_put(s, "amplitude", amplitude);
    syn_put(s, "peak", peak);
    syn_put(s, "peak_to_trough", exp(2 * amplitude));
    put_season_test(s, f, counts);
    syn_put_object_end(s);
}

/* The exact test of trend among the rows used. */
static double exact_trend(struct syn_stat *s, const struct syn_design *d)
{
    const struct syn_glm_data *data = &d->data;
    double *score = syn_stat_room(s, data->n);
    double *exposure = syn_stat_room(s, data->n);
    for (size_t i = 0; i < data->n; i++) {
        score[i] = (double)d->row[i] + 1;
        exposure[i] = d->exposure ? d->exposure[d->row[i]] : 1;
    }
    size_t work = syn_trend_exact_work(score, data->y, data->n);
    return syn_trend_exact(score, data->y, exposure, data->n,
                           work ? syn_stat_room(s, work) : NULL);
}

enum { LEAST_FOR_NB = 30 };

void syn_trend_run(struct syn_stat *s, enum syn_glm_family family)
{
    struct syn_counts counts;
    struct syn_design design;
    struct syn_fit fit;
    int season;
    if (!syn_counts_read(&counts, s) ||
        !syn_trend_design(&design, &season, &counts, s))
        return;
    if (family == SYN_NEGATIVE_BINOMIAL && design.data.n < LEAST_FOR_NB &&
        syn_stat_soft(s, SYN_REFUSAL_TOO_FEW_FOR_NB, NULL))
        return;
    if (!syn_fit_model(&fit, &design, family))
        return;
    fit.normal =
        family == SYN_NEGATIVE_BINOMIAL || syn_stat_defined(s, "poisson");
    if (s->residuals)
        syn_fit_put_rows(s, &fit, &counts.times);
    syn_stat_result(s);
    syn_fit_put(s, &fit, NULL);
    put_apc(s, &fit, &counts.times);
    put_season(s, &fit, &counts, season);
    syn_put(s, "exact_trend_p", exact_trend(s, &design));
    syn_fit_put_memory(s, &fit);
    if (family == SYN_NEGATIVE_BINOMIAL)
        syn_fit_put_size(s, &fit);
    syn_stat_result_end(s);
}
