#include <math.h>
#include <string.h>

#include <samsyn/stats/farrington.h>

#include "chart.h"

static const char *const definitions[] = {"repaired", "package", "1996", NULL};

static const struct syn_method_option options[] = {
    {"from", SYN_OPTION_TEXT, NULL, NULL,
     "first row judged; else the first with a full history"},
    {"b", SYN_OPTION_WHOLE, NULL, "5", "reference years"},
    {"w", SYN_OPTION_WHOLE, NULL, "3", "rows to either side of a reference"},
    {"groups", SYN_OPTION_WHOLE, NULL, "1", "seasonal groups"},
    {"exclude", SYN_OPTION_WHOLE, NULL, NULL,
     "newest rows left out of the baseline; else as w"},
    {"alpha", SYN_OPTION_NUMBER, NULL, "0.05",
     "above the bound; two-sided in 1996"},
    {"threshold", SYN_OPTION_CHOICE, "delta|nb-plugin|muan", "delta",
     "how the bound is made"},
    {"power", SYN_OPTION_CHOICE, "2/3|1/2|none", "2/3", "transform of delta"},
    {"reweight", SYN_OPTION_CHOICE, "yes|no", "yes",
     "weigh past outbreaks down"},
    {"weight-threshold", SYN_OPTION_NUMBER, NULL, NULL,
     "residual that is weighed down; 2.58, in 1996 1"},
    {"trend", SYN_OPTION_CHOICE, "yes|no", "yes",
     "a trend, if it is significant"},
    {"trend-alpha", SYN_OPTION_NUMBER, NULL, "0.05",
     "significance of the trend"},
    {"trend-test", SYN_OPTION_CHOICE, "t|normal", "t", "its distribution"},
    {"time", SYN_OPTION_CHOICE, "index|date", "index",
     "the trend runs by rows, or by days over the first period's length"},
    {"min-cases", SYN_OPTION_NUMBER, NULL, "5", "fewest events lately"},
    {"min-periods", SYN_OPTION_WHOLE, NULL, "4", "how many rows is lately"},
    {"population-offset", SYN_OPTION_CHOICE, "no|yes", "no",
     "counts per population"},
    {NULL, SYN_OPTION_FLAG, NULL, NULL, NULL},
};

struct series {
    struct syn_times times;
    struct syn_farrington_data d;
    struct syn_farrington_options o;
    size_t from;
};

static bool read_options(struct series *f, struct syn_stat *s)
{
    struct syn_farrington_options *o = &f->o;
    double cycle = f->times.cycle,
           weight = syn_stat_number(s, "weight-threshold");
    const char *power = syn_stat_option(s, "power");
    *o = (struct syn_farrington_options){
        .form = syn_stat_defined(s, "package") ? SYN_FARRINGTON_PACKAGE
                : syn_stat_defined(s, "1996")  ? SYN_FARRINGTON_1996
                                               : SYN_FARRINGTON_REPAIRED,
        .bound = syn_stat_is(s, "threshold", "delta")  ? SYN_FARRINGTON_DELTA
                 : syn_stat_is(s, "threshold", "muan") ? SYN_FARRINGTON_MUAN
                                                       : SYN_FARRINGTON_NB,
        .cycle = (size_t)round(cycle),
        .years = syn_option_whole(s, "b"),
        .half_window = syn_option_whole(s, "w"),
        .groups = syn_option_whole(s, "groups"),
        .exclude = syn_option_whole(s, syn_stat_option(s, "exclude") ? "exclude"
                                                                     : "w"),
        .min_periods = syn_option_whole(s, "min-periods"),
        .alpha = syn_stat_number(s, "alpha"),
        .power = strcmp(power, "2/3") == 0   ? 2.0 / 3
                 : strcmp(power, "1/2") == 0 ? 0.5
                                             : 1,
        .trend_alpha = syn_stat_number(s, "trend-alpha"),
        .min_cases = syn_stat_number(s, "min-cases"),
        .reweight = syn_stat_is(s, "reweight", "yes"),
        .trend = syn_stat_is(s, "trend", "yes"),
        .trend_normal = syn_stat_is(s, "trend-test", "normal"),
    };
    bool old = o->form == SYN_FARRINGTON_1996;
    o->outbreak = isnan(weight) ? (old ? 1 : 2.58) : weight;
    if (old)
        o->groups = 1;
    const char *wrong = o->years < 1                      ? "b"
                        : o->groups < 1                   ? "groups"
                        : !(o->alpha > 0 && o->alpha < 1) ? "alpha"
                        : !(o->outbreak > 0)              ? "weight-threshold"
                                                          : NULL;
    if (wrong)
        syn_stat_wrong(s, wrong);
    return !wrong;
}

/* The day that period I of TIMES begins. */
static double day_of(const struct syn_times *times, size_t i)
{
    int number = (int)times->first + (int)i;
    switch (times->unit) {
    case SYN_UNIT_YEAR:
        return syn_month_first_day(12 * number);
    case SYN_UNIT_TERTIAL:
        return syn_month_first_day(4 * number);
    case SYN_UNIT_QUARTER:
        return syn_month_first_day(3 * number);
    case SYN_UNIT_MONTH:
        return syn_month_first_day(number);
    case SYN_UNIT_WEEK:
        return 7 * number;
    default:
        return number;
    }
}

/* Days since the first row, in lengths of its period: months and years differ.
 */
static const double *dates(const struct series *f, struct syn_stat *s)
{
    double *days = syn_stat_room(s, s->n + 1);
    for (size_t i = 0; i <= s->n; i++)
        days[i] = day_of(&f->times, i);
    for (size_t i = s->n + 1; i-- > 0;)
        days[i] = (days[i] - days[0]) / (days[1] - days[0]);
    return days;
}

static bool read_series(struct series *f, struct syn_stat *s)
{
    f->d.y = syn_stat_column(s, "count");
    const double *population = syn_stat_column_maybe(s, "population");
    if (!f->d.y || s->status || !syn_stat_times(&f->times, s) ||
        !read_options(f, s))
        return false;
    f->d.n = s->n;
    if (s->n == 0) {
        syn_stat_refuse(s, SYN_REFUSAL_NO_DATA, NULL);
        return false;
    }
    if (syn_stat_not_counts(s, f->d.y, false))
        return false;
    if (syn_stat_is(s, "time", "date")) {
        if (!f->times.unit) {
            syn_stat_wrong(s, "time");
            return false;
        }
        f->d.time = dates(f, s);
    }
    if (!syn_stat_is(s, "population-offset", "yes"))
        return true;
    if (!population) {
        syn_stat_column(s, "population");
        return false;
    }
    if (syn_stat_not_exposures(s, population))
        return false;
    double *offset = syn_stat_room(s, s->n);
    for (size_t i = 0; i < s->n; i++)
        offset[i] = log(population[i]);
    f->d.offset = offset;
    return true;
}

static bool find_from(struct series *f, struct syn_stat *s)
{
    const char *from = syn_stat_option(s, "from");
    if (from &&
        (!syn_times_find(&f->from, &f->times, from) || f->from >= s->n)) {
        syn_stat_wrong(s, "from");
        return false;
    }
    if (!from)
        f->from = syn_farrington_first(&f->o);
    if (f->from >= s->n)
        syn_stat_refuse(s, SYN_REFUSAL_SHORT_HISTORY,
                        "No row has the reference rows that b and w ask for.");
    else if (f->o.years < 3)
        return !syn_stat_soft(s, SYN_REFUSAL_SHORT_HISTORY,
                              "Under three reference years show no trend.");
    return f->from < s->n;
}

static void put_row(struct syn_stat *s,
                    const struct series *f,
                    size_t i,
                    const struct syn_farrington *r)
{
    bool judged = r != NULL;
    syn_row(s, i);
    syn_put_time(s, "t", &f->times, i);
    syn_put(s, "count", f->d.y[i]);
    syn_put(s, "expected", judged ? r->expected : NAN);
    syn_put(s, "phi", judged ? r->phi : NAN);
    syn_put(s, "se_link", judged ? r->se_link : NAN);
    syn_put(s, "upper", judged ? r->upper : NAN);
    syn_put(s, "p", judged ? r->p : NAN);
    syn_put(s, "score", judged ? r->score : NAN);
    if (judged)
        syn_put_bool(s, "trend", r->trend);
    else
        syn_put_null(s, "trend");
    syn_put(s, "trend_coefficient", judged ? r->coefficient : NAN);
    syn_put(s, "trend_p", judged ? r->trend_p : NAN);
    if (judged)
        syn_put_bool(s, "alarm", r->alarm);
    else
        syn_put_null(s, "alarm");
    syn_put(s, "baseline_rows", judged ? (double)r->baseline : NAN);
    syn_row_end(s);
}

static void run(struct syn_stat *s)
{
    struct series f = {0};
    if (!read_series(&f, s) || !find_from(&f, s))
        return;
    double *work = syn_stat_room(s, syn_farrington_work(&f.d, &f.o));
    syn_stat_rows(s);
    for (size_t i = 0; i < s->n; i++) {
        struct syn_farrington r;
        if (i < f.from || isnan(f.d.y[i])) {
            put_row(s, &f, i, NULL);
            continue;
        }
        enum syn_refusal refusal = syn_farrington_row(&r, &f.d, i, &f.o, work);
        if (refusal)
            syn_row_refuse(s, i, refusal, NULL);
        else
            put_row(s, &f, i, &r);
    }
    syn_stat_rows_end(s);
}

const struct syn_method syn_method_farrington = {
    .name = "farrington",
    .purpose =
        "Farrington's outbreak detection, with its standard error repaired",
    .columns = "[t|period],count,[population]",
    .definitions = definitions,
    .uses = SYN_USES_CALENDAR | SYN_USES_FORCE,
    .options = options,
    .rows = "t count expected phi se_link upper p score trend "
            "trend_coefficient trend_p alarm baseline_rows",
    .formula =
        "  quasi-Poisson model of the same season in the b years before, "
        "past outbreaks weighed down\n"
        "  delta: (mu^(2/3) + z sqrt(4/9 mu^(1/3) (phi + mu se^2)))^(3/2)\n"
        "  package: the standard error as surveillance computes it",
    .example = "  count\n  3\n  ...\n"
               "  samsyn stat farrington --b 3 --w 1 month.csv",
    .reference = "Farrington et al. 1996; Noufaily et al. 2013; Salmon, "
                 "Schumacher & Hoehle 2016",
    .run = run,
};
