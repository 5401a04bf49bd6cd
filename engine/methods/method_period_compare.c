#include <math.h>
#include <string.h>

#include <samsyn/base/text.h>
#include <samsyn/stats/compare.h>
#include <samsyn/stats/continuous.h>

#include "trend_model.h"

static const struct syn_method_option options[] = {
    {"window", SYN_OPTION_TEXT, NULL, NULL, "A:B, required"},
    {"reference", SYN_OPTION_TEXT, NULL, NULL,
     "C:D, required: what the window is compared with"},
    {"phi", SYN_OPTION_TEXT, NULL, "year-month",
     "year-month, harmonic, none or a number"},
    {"allow-unlike", SYN_OPTION_FLAG, NULL, NULL,
     "windows of unequal length or other months"},
    {NULL, SYN_OPTION_FLAG, NULL, NULL, NULL},
};

/* DF is infinite where the dispersion is given. */
struct spread {
    double phi, df;
};

struct rows {
    size_t from, to;
};

static bool read_rows(struct rows *out,
                      struct syn_stat *s,
                      const struct syn_times *times,
                      const char *name)
{
    const char *text = syn_stat_option(s, name);
    if (text && syn_times_range(&out->from, &out->to, times, text, s->arena))
        return true;
    syn_stat_wrong(s, name);
    return false;
}

/* Events and exposure of the rows; false if one is missing. */
static bool
add_up(struct syn_window *out, const struct syn_counts *c, struct rows rows)
{
    *out = (struct syn_window){0};
    for (size_t i = rows.from; i <= rows.to; i++) {
        out->events += c->count[i];
        out->exposure += c->exposure ? c->exposure[i] : 1;
    }
    return !isnan(out->events) && !isnan(out->exposure);
}

static bool
is_unlike(const struct syn_times *times, struct rows a, struct rows b)
{
    double apart = fmod(times->s[a.from] - times->s[b.from], times->cycle);
    return a.to - a.from != b.to - b.from || fabs(apart) > 1e-9;
}

/* The events of the rows that have the value AT of KEY. */
static double
events_of(const struct syn_counts *c, const double *key, double at, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        if (key[i] == at && !isnan(c->count[i]))
            sum += c->count[i];
    return sum;
}

/* Adds a column for every value of KEY with events but the first; rows of a
 * value without events fit exactly, so they are left out of COUNT. */
static void add_levels(struct syn_design *d,
                       const struct syn_counts *c,
                       double *count,
                       const double *key,
                       const char *name)
{
    struct syn_stat *s = d->s;
    bool first = true;
    for (size_t i = 0; i < s->n; i++) {
        bool seen = false;
        for (size_t j = 0; j < i; j++)
            seen = seen || key[j] == key[i];
        if (events_of(c, key, key[i], s->n) == 0) {
            count[i] = NAN;
            continue;
        }
        if (seen)
            continue;
        if (!first) {
            double *level = syn_stat_room(s, s->n);
            for (size_t j = 0; j < s->n; j++)
                level[j] = key[j] == key[i];
            syn_design_add(d, syn_arena_printf(s->arena, "%s%g", name, key[i]),
                           level);
        }
        first = false;
    }
}

static void
year_month(struct syn_design *d, const struct syn_counts *c, struct syn_stat *s)
{
    double *year = syn_stat_room(s, s->n), *month = syn_stat_room(s, s->n);
    double *count = syn_stat_room(s, s->n);
    for (size_t i = 0; i < s->n; i++) {
        year[i] = floor((c->times.s[i] - 1) / c->times.cycle);
        month[i] = c->times.s[i] - 1 - year[i] * c->times.cycle;
        count[i] = c->count[i];
    }
    syn_design_begin(d, s, count, c->exposure);
    syn_design_intercept(d);
    add_levels(d, c, count, year, "year");
    add_levels(d, c, count, month, "month");
}

static void
harmonic(struct syn_design *d, const struct syn_counts *c, struct syn_stat *s)
{
    syn_design_begin(d, s, c->count, c->exposure);
    syn_design_intercept(d);
    syn_design_trend(d, &c->times);
    syn_design_season(d, &c->times, c->times.cycle >= 2 ? 1 : 0);
}

/* The dispersion as --phi wants it. */
static bool
read_spread(struct spread *out, const struct syn_counts *c, struct syn_stat *s)
{
    const char *how = syn_stat_option(s, "phi");
    struct syn_design d;
    struct syn_fit fit;
    *out = (struct spread){1, INFINITY};
    if (strcmp(how, "none") == 0)
        return true;
    if (syn_number_parse(&out->phi, how)) {
        if (out->phi > 0)
            return true;
        syn_stat_wrong(s, "phi");
        return false;
    }
    if (strcmp(how, "year-month") == 0)
        year_month(&d, c, s);
    else if (strcmp(how, "harmonic") == 0)
        harmonic(&d, c, s);
    else {
        syn_stat_wrong(s, "phi");
        return false;
    }
    if (s->refused || !syn_design_make(&d) ||
        !syn_fit_model(&fit, &d, SYN_POISSON))
        return false;
    s->used = s->n;
    *out = (struct spread){fit.phi, (double)fit.glm.df};
    return true;
}

static double quantile(double df, double confidence)
{
    double t;
    double tail = (1 - confidence) / 2;
    if (isinf(df) ? syn_normal_quantile(&t, tail, SYN_UPPER)
                  : syn_t_quantile(&t, tail, SYN_UPPER, df))
        return NAN;
    return t;
}

static double beyond(double t, double df)
{
    return isinf(df) ? syn_normal_tails(fabs(t)).upper
                     : syn_t_tails(fabs(t), df).upper;
}

/* exact; then, by the logarithm, widened, difference and percent. */
static void put_limits(struct syn_stat *s,
                       const struct syn_ratio *ratio,
                       struct syn_window a,
                       struct syn_window b,
                       struct spread spread)
{
    double error = sqrt(spread.phi * (1 / a.events + 1 / b.events));
    double t = quantile(spread.df, s->confidence[0]),
           change = log(ratio->value);
    double lower = exp(change - t * error), upper = exp(change + t * error);
    double off = (a.events / a.exposure - b.events / b.exposure) * s->per;
    double width = t * s->per *
                   sqrt(spread.phi * (a.events / a.exposure / a.exposure +
                                      b.events / b.exposure / b.exposure));
    bool defined = a.events > 0 && b.events > 0;
    if (defined) {
        syn_put_object(s, "widened");
        syn_put(s, "lower", lower);
        syn_put(s, "upper", upper);
        syn_put(s, "p", fmin(1, 2 * beyond(change / error, spread.df)));
        syn_put_object_end(s);
    } else {
        syn_put_refused(s, "widened", SYN_REFUSAL_NO_EVENTS,
                        "A window without events has no logarithm.");
    }
    syn_put_estimate(s, "difference",
                     (double[]){off, off - width, off + width});
    if (b.events < 10)
        syn_put_refused(s, "percent", SYN_REFUSAL_TOO_FEW_EVENTS,
                        "Under 10 events in the reference, one more or less "
                        "would decide the per cent.");
    else if (!defined)
        syn_put_refused(s, "percent", SYN_REFUSAL_NO_EVENTS, NULL);
    else
        syn_put_estimate(s, "percent",
                         (double[]){100 * (ratio->value - 1), 100 * (lower - 1),
                                    100 * (upper - 1)});
}

static void put_result(struct syn_stat *s,
                       struct syn_window a,
                       struct syn_window b,
                       struct spread spread)
{
    struct syn_ratio ratio;
    if (syn_ratio_midp(&ratio, a, b, s->confidence[0])) {
        syn_stat_refuse(s, ratio.refusal, NULL);
        return;
    }
    syn_stat_result(s);
    syn_put(s, "count1", a.events);
    syn_put(s, "exposure1", a.exposure);
    syn_put(s, "count2", b.events);
    syn_put(s, "exposure2", b.exposure);
    syn_put(s, "rr", ratio.value);
    syn_put_object(s, "exact");
    syn_put(s, "lower", ratio.lower);
    syn_put(s, "upper", ratio.upper);
    syn_put(s, "p", ratio.p);
    syn_put_object_end(s);
    syn_put(s, "phi", spread.phi);
    syn_put(s, "df", isinf(spread.df) ? NAN : spread.df);
    put_limits(s, &ratio, a, b, spread);
    syn_stat_result_end(s);
}

static void run(struct syn_stat *s)
{
    struct syn_counts c;
    struct rows window, reference;
    struct syn_window a, b;
    struct spread spread;
    if (!syn_counts_read(&c, s) || !read_rows(&window, s, &c.times, "window") ||
        !read_rows(&reference, s, &c.times, "reference"))
        return;
    if (is_unlike(&c.times, window, reference)) {
        if (syn_stat_flag(s, "allow-unlike"))
            syn_stat_warn(s, syn_refusal_id(SYN_REFUSAL_UNLIKE_WINDOWS),
                          syn_refusal_reason(SYN_REFUSAL_UNLIKE_WINDOWS));
        else if (syn_stat_soft(s, SYN_REFUSAL_UNLIKE_WINDOWS, NULL))
            return;
    }
    if (!add_up(&a, &c, window) || !add_up(&b, &c, reference))
        syn_stat_refuse(s, SYN_REFUSAL_MISSING_VALUES, NULL);
    else if (a.events + b.events == 0)
        syn_stat_refuse(s, SYN_REFUSAL_BOTH_ZERO, NULL);
    else if (read_spread(&spread, &c, s))
        put_result(s, a, b, spread);
}

const struct syn_method syn_method_period_compare = {
    .name = "period-compare",
    .purpose = "one window of a series against another",
    .columns = "[t|period],count,[exposure]",
    .uses =
        SYN_USES_CONFIDENCE | SYN_USES_PER | SYN_USES_CALENDAR | SYN_USES_FORCE,
    .options = options,
    .result = "count1 exposure1 count2 exposure2 rr exact:{lower upper p} phi "
              "df widened:{lower upper p} difference:{estimate lower upper} "
              "percent:{estimate lower upper}",
    .formula =
        "  exact: mid-P as rate-ratio; widened: ln rr -+ t(df) sqrt(phi(1/x1 + "
        "1/x2))\n"
        "  phi = max(1, X^2/df) of the Poisson model with factors year and "
        "month, or trend\n  and one harmonic; difference x1/n1 - x2/n2 -+ t "
        "sqrt(phi(x1/n1^2 + x2/n2^2))",
    .example = "  period,count\n  2022-01,8\n  ...\n"
               "  samsyn stat period-compare --window 2023-01:2023-06 "
               "--reference 2022-01:2022-06 m.csv",
    .reference = "Gu, Ng, Tang & Schucany 2008",
    .run = run,
};
