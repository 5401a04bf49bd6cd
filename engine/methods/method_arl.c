#include <math.h>
#include <string.h>

#include <samsyn/stats/arl.h>
#include <samsyn/stats/monitor.h>

#include "chart.h"

static const struct syn_method_option options[] = {
    {"chart", SYN_OPTION_CHOICE, "poisson-cusum|cusum|ewma|shewhart|c", NULL,
     "the kind of chart"},
    {"mu0", SYN_OPTION_NUMBER, NULL, NULL, "mean in control, of counts"},
    {"mu", SYN_OPTION_NUMBER, NULL, NULL,
     "mean of counts at which, else mu0; or shift in standard deviations, else "
     "0"},
    {"k", SYN_OPTION_NUMBER, NULL, NULL, "forgiven at each point; cusum 0.5"},
    {"h", SYN_OPTION_NUMBER, NULL, NULL, "sum that signals; cusum 4"},
    {"lambda", SYN_OPTION_NUMBER, NULL, "0.2", "ewma: weight of the newest"},
    {"l", SYN_OPTION_NUMBER, NULL, NULL,
     "limits in standard deviations; ewma 2.7, else 3"},
    {"sides", SYN_OPTION_CHOICE, "one|two", NULL,
     "cusum and poisson-cusum one, else two"},
    {"nodes", SYN_OPTION_WHOLE, NULL, "50", "of the quadrature"},
    {NULL, SYN_OPTION_FLAG, NULL, NULL, NULL},
};

static double
number_or(const struct syn_stat *s, const char *name, double other)
{
    double x = syn_stat_number(s, name);
    return isnan(x) ? other : x;
}

static bool two_sided(const struct syn_stat *s, bool usual)
{
    return syn_stat_option(s, "sides") ? syn_stat_is(s, "sides", "two") : usual;
}

static enum syn_refusal of_counts(double *arl, struct syn_stat *s)
{
    double mu = number_or(s, "mu", syn_stat_number(s, "mu0"));
    double k = syn_stat_number(s, "k"), h = syn_stat_number(s, "h");
    const char *lacking = isnan(mu)  ? "mu"
                          : isnan(k) ? "k"
                          : isnan(h) ? "h"
                                     : NULL;
    if (lacking) {
        syn_stat_wrong(s, lacking);
        return SYN_REFUSAL_NONE;
    }
    return syn_arl_count_cusum(
        arl, mu, k, h, syn_stat_room(s, syn_arl_work(SYN_ARL_MAX_STATES)));
}

static enum syn_refusal of_chart(double *arl, struct syn_stat *s)
{
    struct syn_arl_normal o = {.shift = number_or(s, "mu", 0),
                               .nodes = syn_option_whole(s, "nodes")};
    double *work = syn_stat_room(s, syn_arl_work(SYN_ARL_MAX_NODES + 1));
    if (syn_stat_is(s, "chart", "cusum")) {
        o.two_sided = two_sided(s, false);
        return syn_arl_cusum(arl, number_or(s, "k", 0.5), number_or(s, "h", 4),
                             &o, work);
    }
    o.two_sided = two_sided(s, true);
    if (syn_stat_is(s, "chart", "ewma"))
        return syn_arl_ewma(arl, syn_stat_number(s, "lambda"),
                            number_or(s, "l", 2.7), &o, work);
    if (syn_stat_is(s, "chart", "shewhart"))
        return syn_arl_shewhart(arl, number_or(s, "l", 3), &o);
    double mu0 = syn_stat_number(s, "mu0");
    if (isnan(mu0)) {
        syn_stat_wrong(s, "mu0");
        return SYN_REFUSAL_NONE;
    }
    return syn_arl_counts(arl, mu0, number_or(s, "mu", mu0),
                          number_or(s, "l", 3), o.two_sided);
}

static void run(struct syn_stat *s)
{
    double arl = NAN;
    if (!syn_stat_option(s, "chart")) {
        syn_stat_wrong(s, "chart");
        return;
    }
    enum syn_refusal refusal = syn_stat_is(s, "chart", "poisson-cusum")
                                   ? of_counts(&arl, s)
                                   : of_chart(&arl, s);
    if (refusal)
        syn_stat_refuse(s, refusal, NULL);
    if (refusal || s->status)
        return;
    syn_stat_result(s);
    syn_put(s, "arl", arl);
    syn_stat_result_end(s);
}

const struct syn_method syn_method_arl = {
    .name = "arl",
    .purpose = "how many points until a chart signals, on average",
    .options = options,
    .result = "arl",
    .formula = "  poisson-cusum: Markov chain of Brook and Evans; cusum, ewma: "
               "Fredholm equation by Gauss-Legendre\n"
               "  quadrature; shewhart, c: one over the probability of a "
               "signal",
    .example = "  samsyn stat arl --chart ewma --mu 1",
    .reference = "Brook & Evans 1972; Lucas & Saccucci 1990; Crowder 1987",
    .run = run,
};
