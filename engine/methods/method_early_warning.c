#include <math.h>

#include <samsyn/stats/alert.h>

#include "chart.h"
#include "season.h"

static const struct syn_method_option options[] = {
    {"from", SYN_OPTION_TEXT, NULL, NULL, "first row judged; else the last"},
    {"gap", SYN_OPTION_WHOLE, NULL, "1",
     "newest rows left out of the baseline"},
    {"alpha", SYN_OPTION_NUMBER, NULL, "0.05", "above the bound"},
    {"season", SYN_OPTION_TEXT, NULL, "1",
     "none, a number of harmonic pairs, factor or auto"},
    {"reweight", SYN_OPTION_CHOICE, "yes|no", "yes",
     "weigh past outbreaks down"},
    {"min-count", SYN_OPTION_NUMBER, NULL, "3", "fewest events of an alarm"},
    {"min-excess", SYN_OPTION_NUMBER, NULL, "2",
     "fewest beyond the expected of an alarm"},
    {NULL, SYN_OPTION_FLAG, NULL, NULL, NULL},
};

struct series {
    struct syn_times times;
    struct syn_season season;
    struct syn_alert_data d;
    struct syn_alert_options o;
    size_t from;
};

static bool read_options(struct series *f, struct syn_stat *s)
{
    const char *from = syn_stat_option(s, "from");
    f->o = (struct syn_alert_options){
        .gap = syn_option_whole(s, "gap"),
        .alpha = syn_stat_number(s, "alpha"),
        .min_count = syn_stat_number(s, "min-count"),
        .min_excess = syn_stat_number(s, "min-excess"),
        .reweight = syn_stat_is(s, "reweight", "yes"),
    };
    f->from = s->n - 1;
    if (!(f->o.alpha > 0 && f->o.alpha < 1)) {
        syn_stat_wrong(s, "alpha");
        return false;
    }
    if (from &&
        (!syn_times_find(&f->from, &f->times, from) || f->from >= s->n)) {
        syn_stat_wrong(s, "from");
        return false;
    }
    return syn_season_columns(&f->season, s, &f->times);
}

/* The terms: intercept, trend in years, season. */
static void fill(struct series *f, struct syn_stat *s, const double *exposure)
{
    size_t p = 2 + f->season.columns;
    double *x = syn_stat_room(s, s->n * p), *offset = syn_stat_room(s, s->n);
    for (size_t i = 0; i < s->n; i++) {
        x[i * p] = 1;
        x[i * p + 1] = (double)i / f->times.cycle;
        syn_season_fill(x + i * p + 2, &f->season, f->times.s[i]);
        offset[i] = exposure ? log(exposure[i]) : 0;
    }
    f->d.x = x;
    f->d.offset = offset;
    f->d.n = s->n;
    f->d.p = p;
}

static bool read_series(struct series *f, struct syn_stat *s)
{
    f->d.y = syn_stat_column(s, "count");
    const double *exposure = syn_stat_column_maybe(s, "exposure");
    const double *open = syn_stat_column_maybe(s, "open");
    if (!f->d.y || s->status || !syn_stat_times(&f->times, s))
        return false;
    if (s->n == 0) {
        syn_stat_refuse(s, SYN_REFUSAL_NO_DATA, NULL);
        return false;
    }
    if (!read_options(f, s) || syn_stat_not_counts(s, f->d.y, true) ||
        (exposure && syn_stat_not_exposures(s, exposure)))
        return false;
    bool *marks = syn_arena_alloc(s->arena, s->n, sizeof *marks);
    for (size_t i = 0; i < s->n; i++)
        marks[i] = open && open[i] > 0;
    f->d.open = marks;
    fill(f, s, exposure);
    return true;
}

static double below(double limit)
{
    return limit > 0 ? limit - 1 : NAN;
}

static void put_row(struct syn_stat *s,
                    const struct series *f,
                    size_t i,
                    const struct syn_alert *a)
{
    bool seen = a && !isnan(f->d.y[i]) && !f->d.open[i];
    syn_row(s, i);
    syn_put_time(s, "t", &f->times, i);
    syn_put(s, "count", f->d.y[i]);
    syn_put(s, "expected", a ? a->expected : NAN);
    syn_put(s, "phi", a ? a->phi : NAN);
    syn_put(s, "se_link", a ? a->se_link : NAN);
    syn_put(s, "variance", a ? a->variance : NAN);
    syn_put(s, "lower95", a ? a->lower95 : NAN);
    syn_put(s, "upper95", a ? a->upper95 : NAN);
    syn_put(s, "lower998", a ? a->lower998 : NAN);
    syn_put(s, "upper998", a ? a->upper998 : NAN);
    syn_put(s, "bound", a ? a->bound : NAN);
    syn_put(s, "p_mid", a ? a->p_mid : NAN);
    syn_put(s, "p_mid_two_sided", a ? a->p_mid_two_sided : NAN);
    if (seen)
        syn_put_bool(s, "alarm", a->alarm);
    else
        syn_put_null(s, "alarm");
    syn_put(s, "baseline_rows", a ? (double)a->baseline : NAN);
    syn_put(s, "next_sign_low", a ? below(a->lower95) : NAN);
    syn_put(s, "next_sign_high", a ? a->upper95 + 1 : NAN);
    syn_put(s, "next_clear_low", a ? below(a->lower998) : NAN);
    syn_put(s, "next_clear_high", a ? a->upper998 + 1 : NAN);
    syn_row_end(s);
}

/* Judges row I; a history under two cycles is refused unless forced. */
static enum syn_refusal judge(struct syn_alert *a,
                              struct syn_stat *s,
                              const struct series *f,
                              size_t i,
                              double *work)
{
    enum syn_refusal refusal = syn_alert_row(a, &f->d, i, &f->o, work);
    bool is_short = (double)a->baseline < 2 * f->times.cycle;
    if (is_short && !s->force)
        return SYN_REFUSAL_SHORT_HISTORY;
    if (!refusal && is_short)
        syn_stat_warn(s, "short-history",
                      syn_refusal_reason(SYN_REFUSAL_SHORT_HISTORY));
    if (!refusal && a->expected > a->largest)
        syn_stat_warn(s, "extrapolated-trend",
                      "An expected count is above all those of its baseline.");
    return refusal;
}

/* If no row can be judged, for one reason, the whole is refused for it. */
static bool
all_refused(struct syn_stat *s, const struct series *f, double *work)
{
    struct syn_alert a;
    enum syn_refusal first = judge(&a, s, f, f->from, work);
    for (size_t i = f->from + 1; first && i < s->n; i++)
        if (judge(&a, s, f, i, work) != first)
            return false;
    if (first)
        syn_stat_refuse(s, first, NULL);
    return first != SYN_REFUSAL_NONE;
}

static void run(struct syn_stat *s)
{
    struct series f = {0};
    struct syn_alert a;
    if (!read_series(&f, s))
        return;
    double *work = syn_stat_room(s, syn_alert_work(f.d.n, f.d.p));
    if (all_refused(s, &f, work))
        return;
    syn_stat_rows(s);
    for (size_t i = 0; i < s->n; i++) {
        enum syn_refusal refusal =
            i < f.from ? SYN_REFUSAL_NONE : judge(&a, s, &f, i, work);
        if (refusal)
            syn_row_refuse(s, i, refusal, NULL);
        else
            put_row(s, &f, i, i < f.from ? NULL : &a);
    }
    syn_stat_rows_end(s);
}

const struct syn_method syn_method_early_warning = {
    .name = "early-warning",
    .purpose = "what range a period's count should lie in, by those before",
    .columns = "[t|period],count,[exposure],[open]",
    .uses = SYN_USES_CALENDAR | SYN_USES_SEASON | SYN_USES_FORCE,
    .options = options,
    .rows = "t count expected phi se_link variance lower95 upper95 lower998 "
            "upper998 bound p_mid p_mid_two_sided alarm baseline_rows "
            "next_sign_low next_sign_high next_clear_low next_clear_high",
    .formula = "  quasi-Poisson, trend and season, past outbreaks weighed down "
               "once; v = phi mu + mu^2 se^2\n"
               "  limits: quantiles of the negative binomial with mean mu, "
               "variance v; alarm above the bound",
    .example = "  period,count\n  2022-01,7\n  ...\n"
               "  samsyn stat early-warning month.csv",
    .reference = "Noufaily et al. 2013",
    .run = run,
};
