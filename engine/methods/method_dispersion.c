#include <math.h>

#include <samsyn/stats/dispersion.h>

#include "trend_model.h"

static const struct syn_method_option options[] = {
    {"trend", SYN_OPTION_CHOICE, "yes|no", "no", "a trend in the model"},
    {"covariates", SYN_OPTION_TEXT, NULL, NULL, "H1,H2: more numeric columns"},
    {NULL, SYN_OPTION_FLAG, NULL, NULL, NULL},
};

static void put_tests(struct syn_stat *s, const struct syn_fit *f)
{
    struct syn_overdispersion t = {NAN, NAN, NAN, NAN, NAN,
                                   NAN, NAN, NAN, NAN, NAN};
    if (f)
        t = syn_overdispersion(f->data.y, f->glm.fitted, f->glm.leverage,
                               f->data.n);
    syn_put(s, "dean_pb", t.pb);
    syn_put(s, "dean_pb_p", t.pb_p);
    syn_put(s, "dean_pb_adjusted", t.pb_adjusted);
    syn_put(s, "dean_pc", t.pc);
    syn_put_object(s, "cameron_trivedi_linear");
    syn_put(s, "z", t.linear);
    syn_put(s, "p", t.linear_p);
    syn_put(s, "dispersion", t.phi);
    syn_put_object_end(s);
    syn_put_object(s, "cameron_trivedi_quadratic");
    syn_put(s, "t", t.quadratic);
    syn_put(s, "p", t.quadratic_p);
    syn_put(s, "alpha", t.alpha);
    syn_put_object_end(s);
    syn_put(s, "phi", f ? f->phi : NAN);
}

static void run(struct syn_stat *s)
{
    struct syn_counts counts;
    struct syn_design design;
    struct syn_fit fit;
    struct syn_dispersion index;
    int season;
    bool trend = syn_stat_is(s, "trend", "yes");
    if (!syn_counts_read(&counts, s) || !syn_season_read(&season, s) ||
        syn_stat_missing(s, counts.count) ||
        (counts.exposure && syn_stat_missing(s, counts.exposure)))
        return;
    if (syn_dispersion_index(&index, counts.count, counts.exposure, s->n)) {
        syn_stat_refuse(s, index.refusal, NULL);
        return;
    }
    bool model = trend || season != SYN_SEASON_NONE;
    if (model && (!syn_trend_design(&design, &season, &counts, s) ||
                  !syn_fit_model(&fit, &design, SYN_POISSON)))
        return;
    syn_stat_result(s);
    syn_put(s, "mean", index.mean);
    syn_put(s, "variance", index.variance);
    syn_put(s, "index", index.index);
    syn_put(s, "chi_square", index.chi_square);
    syn_put(s, "df", index.df);
    syn_put(s, "p", index.p);
    syn_put(s, "bohning_z", index.bohning_z);
    put_tests(s, model ? &fit : NULL);
    syn_stat_result_end(s);
}

const struct syn_method syn_method_dispersion = {
    .name = "dispersion",
    .purpose = "whether counts vary more than Poisson counts",
    .columns = "[t|period],count,[exposure]",
    .uses = SYN_USES_PER | SYN_USES_CALENDAR | SYN_USES_SEASON | SYN_USES_FORCE,
    .options = options,
    .result = "mean variance index chi_square df p bohning_z dean_pb dean_pb_p "
              "dean_pb_adjusted dean_pc cameron_trivedi_linear:{z p "
              "dispersion} cameron_trivedi_quadratic:{t p alpha} phi",
    .formula =
        "  chi_square = sum (x - m)^2/m on n - 1; z = sqrt((n-1)/2)(index - "
        "1)\n"
        "  after a model (--season, --trend yes): PB = sum[(y-mu)^2 - y] / "
        "sqrt(2 "
        "sum mu^2),\n  adjusted with + h mu; PC = sum[((y-mu)^2 - y)/mu] / "
        "sqrt(2n); a = ((y-mu)^2 - y)/mu:\n  linear sqrt n mean(a)/sd(a), "
        "quadratic t of a on mu without intercept",
    .example = "  count\n  3\n  9\n  1\n  samsyn stat dispersion c.csv",
    .reference = "Boehning 1994; Dean 1992; Cameron & Trivedi 1990",
    .run = run,
};
