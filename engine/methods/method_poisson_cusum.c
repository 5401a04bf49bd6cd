#include <math.h>

#include <samsyn/stats/arl.h>
#include <samsyn/stats/monitor.h>

#include "chart.h"

static const char *const definitions[] = {"lucas", NULL};

static const struct syn_method_option options[] = {
    {"mu0", SYN_OPTION_NUMBER, NULL, NULL,
     "rate in control; else that of the baseline"},
    {"ratio", SYN_OPTION_NUMBER, NULL, "1.5",
     "rate to find, over that in control"},
    {"h", SYN_OPTION_NUMBER, NULL, NULL, "sum that signals; else by --arl0"},
    {"arl0", SYN_OPTION_NUMBER, NULL, "100",
     "shortest average run length in control"},
    {"reset", SYN_OPTION_CHOICE, "no|yes", "no", "start again after a signal"},
    {NULL, SYN_OPTION_FLAG, NULL, NULL, NULL},
};

struct chart {
    struct syn_times times;
    const double *y, *exposure;
    double mu0, mu1, mean_exposure, arl0;
    struct syn_count_cusum_options o;
};

static double exposure(const struct chart *c, size_t i)
{
    return c->exposure ? c->exposure[i] : 1;
}

static bool read_means(struct chart *c, struct syn_stat *s)
{
    size_t baseline = syn_option_whole(s, "baseline");
    double events = 0, in = 0, all = 0, rows = 0;
    for (size_t i = 0; i < s->n; i++) {
        if (isnan(c->y[i]) || isnan(exposure(c, i)))
            continue;
        all += exposure(c, i);
        rows++;
        if (baseline && i >= baseline)
            continue;
        events += c->y[i];
        in += exposure(c, i);
    }
    c->mu0 = syn_stat_number(s, "mu0");
    if (isnan(c->mu0))
        c->mu0 = events / in;
    c->mean_exposure = all / rows;
    s->used = (size_t)rows;
    double ratio = syn_stat_number(s, "ratio");
    if (!(ratio > 1)) {
        syn_stat_wrong(s, "ratio");
        return false;
    }
    if (!(c->mu0 > 0) || rows == 0) {
        syn_stat_refuse(
            s, rows == 0 ? SYN_REFUSAL_NO_DATA : SYN_REFUSAL_NO_EVENTS, NULL);
        return false;
    }
    c->mu1 = ratio * c->mu0;
    c->o.k = syn_count_cusum_k(c->mu0, c->mu1);
    return true;
}

/* The threshold, and how long the chart runs without a change. */
static bool find_threshold(struct chart *c, struct syn_stat *s)
{
    double *work = syn_stat_room(s, syn_arl_work(SYN_ARL_MAX_STATES));
    double mu = c->mu0 * c->mean_exposure, k = c->o.k * c->mean_exposure;
    double wanted = syn_stat_number(s, "arl0");
    c->o.h = syn_stat_number(s, "h");
    enum syn_refusal refusal =
        isnan(c->o.h)
            ? syn_arl_count_cusum_h(&c->o.h, &c->arl0, mu, k, wanted, work)
            : syn_arl_count_cusum(&c->arl0, mu, k, c->o.h, work);
    if (refusal && !isnan(syn_stat_number(s, "h"))) {
        c->arl0 = NAN;
        return true;
    }
    if (refusal)
        syn_stat_refuse(s, refusal,
                        "No threshold within 600 states of the chain gives the "
                        "run length asked for; give --h.");
    return !refusal;
}

static void run(struct syn_stat *s)
{
    struct chart c = {.y = syn_stat_column(s, "count"),
                      .exposure = syn_stat_column_maybe(s, "exposure"),
                      .o.reset = syn_stat_is(s, "reset", "yes")};
    if (!c.y || s->status || !syn_stat_times(&c.times, s) ||
        syn_stat_not_counts(s, c.y, false) ||
        (c.exposure && syn_stat_not_exposures(s, c.exposure)) ||
        !read_means(&c, s) || !find_threshold(&c, s))
        return;
    double *sum = syn_stat_room(s, s->n);
    bool *signal = syn_arena_alloc(s->arena, s->n + 1, sizeof(bool));
    enum syn_refusal refusal =
        syn_count_cusum(sum, signal, c.y, c.exposure, s->n, &c.o);
    if (refusal) {
        syn_stat_refuse(s, refusal, NULL);
        return;
    }
    syn_stat_rows(s);
    for (size_t i = 0; i < s->n; i++) {
        syn_row(s, i);
        syn_put_time(s, "t", &c.times, i);
        syn_put(s, "count", c.y[i]);
        syn_put(s, "s", sum[i]);
        if (isnan(sum[i]))
            syn_put_null(s, "signal");
        else
            syn_put_bool(s, "signal", signal[i]);
        syn_row_end(s);
    }
    syn_stat_rows_end(s);
    syn_stat_result(s);
    syn_put(s, "mu0", c.mu0);
    syn_put(s, "mu1", c.mu1);
    syn_put(s, "k", c.o.k);
    syn_put(s, "h", c.o.h);
    syn_put(s, "arl0", c.arl0);
    syn_put_array(s, "signals");
    for (size_t i = 0; i < s->n; i++)
        if (signal[i])
            syn_put_time(s, NULL, &c.times, i);
    syn_put_array_end(s);
    syn_stat_result_end(s);
}

const struct syn_method syn_method_poisson_cusum = {
    .name = "poisson-cusum",
    .purpose = "cumulative sum for rare counts",
    .columns = "count,[exposure]",
    .definitions = definitions,
    .uses = SYN_USES_CALENDAR | SYN_USES_BASELINE,
    .options = options,
    .rows = "t count s signal",
    .result = "mu0 mu1 k h arl0 signals",
    .formula = "  s = max(0, s + x - k n), k = (mu1 - mu0) / ln(mu1 / mu0), "
               "signal above h\n  h: the smallest multiple of the step of k "
               "(a/b, b at most 20) with the run length asked for",
    .example =
        "  count\n  1\n  0\n  ...\n  samsyn stat poisson-cusum month.csv",
    .reference = "Lucas 1985; Brook & Evans 1972",
    .run = run,
};
