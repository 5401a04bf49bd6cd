#include <math.h>

#include <samsyn/stats/continuous.h>
#include <samsyn/stats/glm.h>
#include <samsyn/stats/trend.h>

#include "stat.h"

static const char *const definitions[] = {"score", "exact", NULL};

/* What the regression of the counts on the scores says beside. */
struct regression {
    double lr, wald, slope;
};

static struct regression regress(struct syn_stat *s,
                                 const double *score,
                                 const double *count,
                                 const double *exposure)
{
    struct regression out = {NAN, NAN, NAN};
    struct syn_glm with, without;
    double *x = syn_stat_room(s, 2 * s->n), *one = syn_stat_room(s, s->n);
    double *offset = syn_stat_room(s, s->n);
    for (size_t i = 0; i < s->n; i++) {
        x[2 * i] = one[i] = 1;
        x[2 * i + 1] = score[i];
        offset[i] = exposure ? log(exposure[i]) : 0;
    }
    struct syn_glm_data d = {
        .y = count, .x = x, .offset = offset, .n = s->n, .p = 2};
    if (syn_glm_fit(&with, &d, syn_stat_room(s, syn_glm_work(s->n, 2))))
        return out;
    out.slope = with.beta[1];
    out.wald = out.slope * out.slope / with.covariance[3];
    d.x = one;
    d.p = 1;
    if (!syn_glm_fit(&without, &d, syn_stat_room(s, syn_glm_work(s->n, 1))))
        out.lr = without.deviance - with.deviance;
    return out;
}

static double p_of(double chi_square)
{
    return isnan(chi_square) ? NAN : syn_chisq_tails(chi_square, 1).upper;
}

static void put_result(struct syn_stat *s,
                       const struct syn_trend_test *test,
                       const struct regression *r,
                       double exact)
{
    syn_stat_result(s);
    syn_put(s, "score_chi_square", test->chi_square);
    syn_put(s, "p", syn_stat_defined(s, "exact") ? exact : test->p);
    syn_put(s, "lr_chi_square", r->lr);
    syn_put(s, "lr_p", p_of(r->lr));
    syn_put(s, "wald_chi_square", r->wald);
    syn_put(s, "wald_p", p_of(r->wald));
    syn_put(s, "log_ratio_per_score", r->slope);
    syn_put(s, "p_exact", exact);
    syn_stat_result_end(s);
}

static const double *scores(struct syn_stat *s)
{
    if (syn_stat_has(s, "score"))
        return syn_stat_column(s, "score");
    double *score = syn_stat_room(s, s->n);
    for (size_t i = 0; i < s->n; i++)
        score[i] = (double)i + 1;
    return score;
}

static void run_shares(struct syn_stat *s, const double *score)
{
    const double *part = syn_stat_column(s, "numerator");
    const double *whole = syn_stat_column(s, "denominator");
    struct syn_trend_test test;
    const struct regression none = {NAN, NAN, NAN};
    if (!part || !whole || syn_stat_missing(s, part) ||
        syn_stat_missing(s, whole))
        return;
    if (syn_trend_shares(&test, score, part, whole, s->n))
        syn_stat_refuse(s, test.refusal, NULL);
    else if (syn_stat_defined(s, "exact"))
        syn_stat_refuse(s, SYN_REFUSAL_DOMAIN,
                        "The exact test is for counts, not for proportions.");
    else
        put_result(s, &test, &none, NAN);
}

static void run_counts(struct syn_stat *s, const double *score)
{
    const double *count = syn_stat_column(s, "count");
    const double *exposure = syn_stat_column_maybe(s, "exposure");
    struct syn_trend_test test;
    if (!count || s->status || syn_stat_missing(s, count) ||
        (exposure && syn_stat_missing(s, exposure)))
        return;
    if (syn_trend_counts(&test, score, count, exposure, s->n)) {
        syn_stat_refuse(s, test.refusal, NULL);
        return;
    }
    struct regression r = regress(s, score, count, exposure);
    size_t work = syn_trend_exact_work(score, count, s->n);
    double exact = syn_trend_exact(score, count, exposure, s->n,
                                   work ? syn_stat_room(s, work) : NULL);
    if (isnan(exact) && syn_stat_defined(s, "exact"))
        syn_stat_refuse(s, SYN_REFUSAL_NUMERIC,
                        "The exact test needs whole scores and counts, and not "
                        "too many of them.");
    else
        put_result(s, &test, &r, exact);
}

static void run(struct syn_stat *s)
{
    const double *score = scores(s);
    if (!score || syn_stat_missing(s, score))
        return;
    if (syn_stat_has(s, "numerator"))
        run_shares(s, score);
    else
        run_counts(s, score);
}

const struct syn_method syn_method_trend_chisq = {
    .name = "trend-chisq",
    .purpose = "whether counts or proportions rise or fall with a score",
    .columns = "[score],count,exposure | [score],numerator,denominator",
    .definitions = definitions,
    .result = "score_chi_square p lr_chi_square lr_p wald_chi_square wald_p "
              "log_ratio_per_score p_exact",
    .formula = "  counts  T = sum s x, E = m sum s n/N, X^2 = (T-E)^2 / (m "
               "(sum s^2 n/N "
               "- (sum s n/N)^2))\n"
               "  proportions  Cochran-Armitage\n"
               "  exact   given m, each event falls on row i with chance n/N: "
               "mid-P of "
               "T",
    .example = "  count,exposure\n  3,100\n  5,100\n  9,100\n"
               "  samsyn stat trend-chisq c.csv",
    .reference = "Armitage 1955; Cox & Lewis 1966",
    .run = run,
};
