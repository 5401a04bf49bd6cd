#include <math.h>
#include <string.h>

#include <samsyn/base/text.h>
#include <samsyn/stats/joinpoint.h>

#include "trend_model.h"

/* More rows would take too long, and no series of periods has them. */
enum { MOST_ROWS = 2000, SIMULATIONS = 999, FOR_TWO = 60 };

/* A bend must be as unlikely as this to be one. */
static const double significant = 0.05;

static const char *const definitions[] = {"permutation", "bic3", NULL};

static const struct syn_method_option options[] = {
    {"knots", SYN_OPTION_CHOICE, "auto|0|1|2", "auto", "how many bends"},
    {"grid", SYN_OPTION_TEXT, NULL, NULL, "A:B: where a bend may be"},
    {"min-segment", SYN_OPTION_WHOLE, NULL, "4", "points on each side"},
    {"covariates", SYN_OPTION_TEXT, NULL, NULL, "H1,H2: more numeric columns"},
    {NULL, SYN_OPTION_FLAG, NULL, NULL, NULL},
};

/* The model, its grid (whose places are the rows PLACE), and the best knots for
 * each number of them. */
struct bends {
    struct syn_joinpoint j;
    struct syn_design design;
    size_t *place, most;
    size_t knot[SYN_JOINPOINT_MOST + 1][SYN_JOINPOINT_MOST];
    double deviance[SYN_JOINPOINT_MOST + 1], phi[SYN_JOINPOINT_MOST + 1];
    double bic3[SYN_JOINPOINT_MOST + 1];
    double *profile, *work, p;
};

/* The rows where a bend may be. */
static bool
read_grid(struct bends *b, const struct syn_counts *c, struct syn_stat *s)
{
    const char *text = syn_stat_option(s, "grid");
    size_t side = (size_t)syn_stat_number(s, "min-segment");
    size_t from = side, to = s->n > side ? s->n - side - 1 : 0;
    double *grid = syn_stat_room(s, s->n);
    if (text && !syn_times_range(&from, &to, &c->times, text, s->arena)) {
        syn_stat_wrong(s, "grid");
        return false;
    }
    if (s->n > MOST_ROWS || to < from || to >= s->n) {
        syn_stat_refuse(s,
                        s->n > MOST_ROWS ? SYN_REFUSAL_NUMERIC
                                         : SYN_REFUSAL_TOO_FEW_POINTS,
                        NULL);
        return false;
    }
    bool years = !syn_stat_is(s, "time-unit", "period");
    b->place = syn_arena_alloc(s->arena, s->n, sizeof *b->place);
    for (size_t i = from; i <= to; i++) {
        b->place[b->j.n_grid] = i;
        grid[b->j.n_grid++] = (double)i / (years ? c->times.cycle : 1);
    }
    b->j.grid = grid;
    b->j.apart = side ? side : 1;
    return true;
}

static bool
begin(struct bends *b, const struct syn_counts *c, struct syn_stat *s)
{
    int season;
    double *time = syn_stat_room(s, s->n);
    *b = (struct bends){.p = NAN};
    if (!syn_trend_design(&b->design, &season, c, s) || !read_grid(b, c, s))
        return false;
    size_t trend = 0;
    while (trend < b->design.p && strcmp(b->design.term[trend], "trend") != 0)
        trend++;
    if (trend == b->design.p) {
        syn_stat_wrong(s, "trend");
        return false;
    }
    for (size_t i = 0; i < b->design.data.n; i++)
        time[i] = b->design.column[trend][b->design.row[i]];
    b->j.base = &b->design.data;
    b->j.time = time;
    b->profile = syn_stat_room(s, b->j.n_grid);
    b->work = syn_stat_room(s, syn_joinpoint_work(&b->j));
    b->most = s->n < FOR_TWO ? 1 : 2;
    return true;
}

/* The best of K knots. */
static bool search(struct bends *b, struct syn_stat *s, size_t k)
{
    struct syn_glm glm;
    struct syn_glm_data data;
    double n = (double)b->j.base->n;
    syn_joinpoint_search(b->knot[k], &b->deviance[k],
                         k == 1 ? b->profile : NULL, &b->j, k, b->work);
    if (isinf(b->deviance[k]) ||
        syn_joinpoint_fit(&glm, &data, &b->j, b->knot[k], k, b->work)) {
        syn_stat_refuse(s, SYN_REFUSAL_TOO_FEW_POINTS,
                        "There is no room for so many bends, or no model with "
                        "them can be fitted.");
        return false;
    }
    b->phi[k] = glm.phi;
    for (size_t i = 0; i <= k; i++)
        b->bic3[i] = b->deviance[i] / b->phi[k] + (3 * (double)i + 2) * log(n);
    return true;
}

static double test(struct bends *b, struct syn_stat *s, size_t k)
{
    struct syn_random random;
    syn_random_start(&random, (unsigned long)syn_stat_number(s, "seed"));
    return syn_joinpoint_test(
        &b->j, b->knot[k], k,
        (b->deviance[k] - b->deviance[k + 1]) / b->phi[k + 1], b->phi[k],
        syn_stat_simulations(s, SIMULATIONS), &random, b->work);
}

/* How many bends; after the models with up to MOST were fitted. */
static size_t choose(struct bends *b, struct syn_stat *s)
{
    size_t k = 0;
    if (syn_stat_defined(s, "bic3")) {
        for (size_t i = 1; i <= b->most; i++)
            k = b->bic3[i] < b->bic3[k] ? i : k;
        return k;
    }
    while (k < b->most) {
        double p = test(b, s, k);
        if (k == 0)
            b->p = p;
        if (!(p < significant))
            break;
        k++;
    }
    return k;
}

/* --- writing ------------------------------------------------------------ */

/* Slope of segment G: the trend and the bends before it.  VARIANCE is its. */
static double slope(double *variance,
                    const struct syn_fit *f,
                    size_t trend,
                    size_t first_knot,
                    size_t g)
{
    const struct syn_glm *glm = &f->glm;
    size_t p = f->data.p;
    double sum = glm->beta[trend];
    double v = glm->covariance[trend * p + trend];
    for (size_t a = 0; a < g; a++) {
        size_t i = first_knot + a;
        sum += glm->beta[i];
        v += 2 * glm->covariance[trend * p + i];
        for (size_t b = 0; b < g; b++)
            v += glm->covariance[i * p + first_knot + b];
    }
    *variance = v;
    return sum;
}

static double percent(double log_change)
{
    return 100 * expm1(log_change);
}

/* segments and aapc. */
static void put_segments(struct syn_stat *s,
                         const struct syn_fit *f,
                         const struct bends *b,
                         const struct syn_times *times,
                         size_t k)
{
    size_t trend = syn_fit_term(f, "trend"), from = 0;
    double years = syn_stat_is(s, "time-unit", "period") ? times->cycle : 1;
    double all = 0, last = (double)(s->n - 1);
    syn_put_array(s, "segments");
    for (size_t g = 0; g <= k; g++) {
        double variance, lower, upper;
        double change = slope(&variance, f, trend, f->data.p - k, g);
        size_t to = g < k ? b->place[b->knot[k][g]] : s->n - 1;
        double half =
            syn_fit_quantile(f, s->confidence[0]) * sqrt(f->phi * variance);
        lower = change - half;
        upper = change + half;
        all += change * years * (double)(to - from) / last;
        syn_put_object(s, NULL);
        syn_put_time(s, "from", times, from);
        syn_put_time(s, "to", times, to);
        syn_put(s, "apc", percent(change * years));
        syn_put(s, "lower", percent(lower * years));
        syn_put(s, "upper", percent(upper * years));
        syn_put_object_end(s);
        from = to;
    }
    syn_put_array_end(s);
    syn_put(s, "aapc", percent(all));
}

static void put_profile(struct syn_stat *s, const struct bends *b)
{
    syn_put_array(s, "profile");
    for (size_t i = 0; i < b->j.n_grid; i++) {
        syn_put_object(s, NULL);
        syn_put(s, "knot", (double)b->place[i] + 1);
        syn_put(s, "deviance", b->profile[i]);
        syn_put_object_end(s);
    }
    syn_put_array_end(s);
}

static void put_result(struct syn_stat *s,
                       struct bends *b,
                       const struct syn_fit *f,
                       const struct syn_times *times,
                       size_t k)
{
    syn_stat_result(s);
    syn_put_array(s, "knots");
    for (size_t i = 0; i < k; i++)
        syn_put(s, NULL, (double)b->place[b->knot[k][i]] + 1);
    syn_put_array_end(s);
    syn_put_array(s, "knot_times");
    for (size_t i = 0; i < k; i++)
        syn_put_time(s, NULL, times, b->place[b->knot[k][i]]);
    syn_put_array_end(s);
    syn_put(s, "p", b->p);
    syn_put(s, "deviance", f->glm.deviance);
    syn_put(s, "df", (double)f->glm.df);
    syn_put(s, "phi", f->phi);
    put_segments(s, f, b, times, k);
    syn_put_list(s, "bic3", b->bic3, b->most + 1);
    put_profile(s, b);
    syn_fit_put_coefficients(s, f, NULL);
    syn_stat_result_end(s);
}

/* Adds the columns of the knots to the design and fits it. */
static bool fit_final(struct syn_fit *out, struct bends *b, size_t k)
{
    struct syn_design *d = &b->design;
    struct syn_stat *s = d->s;
    size_t trend = 0;
    while (strcmp(d->term[trend], "trend") != 0)
        trend++;
    for (size_t c = 0; c < k; c++) {
        double *column = syn_stat_room(s, s->n);
        for (size_t i = 0; i < s->n; i++)
            column[i] = fmax(0, d->column[trend][i] - b->j.grid[b->knot[k][c]]);
        syn_design_add(d, syn_arena_printf(s->arena, "knot%d", (int)c + 1),
                       column);
    }
    return syn_design_make(d) && syn_fit_model(out, d, SYN_POISSON);
}

static void run(struct syn_stat *s)
{
    struct syn_counts c;
    struct bends b;
    struct syn_fit fit;
    double wanted = syn_stat_number(s, "knots");
    if (!syn_counts_read(&c, s) || !begin(&b, &c, s))
        return;
    if (!isnan(wanted))
        b.most = (size_t)wanted;
    for (size_t k = 0; k <= (b.most ? b.most : 1); k++)
        if (!search(&b, s, k))
            return;
    size_t k = isnan(wanted) ? choose(&b, s) : b.most;
    if (fit_final(&fit, &b, k))
        put_result(s, &b, &fit, &c.times, k);
}

const struct syn_method syn_method_joinpoint = {
    .name = "joinpoint",
    .purpose = "a trend that bends, and where",
    .columns = "[t|period],count,[exposure]",
    .definitions = definitions,
    .uses = SYN_USES_CONFIDENCE | SYN_USES_PER | SYN_USES_CALENDAR |
            SYN_USES_SEASON | SYN_USES_TREND | SYN_USES_FORCE | SYN_USES_SEED |
            SYN_USES_SIMULATIONS,
    .options = options,
    .result = "knots[] knot_times[] p deviance df phi segments:[{from to apc "
              "lower upper}] aapc bic3[] profile:[{knot deviance}] "
              "coefficients[]",
    .formula =
        "  ln mean = offset + a + b yr + sum d (yr - yr of the knot)+ [+ "
        "season], every knot\n  of the grid tried; apc = 100(exp slope - 1), "
        "aapc of the mean slope by length\n"
        "  permutation  999 series from the smaller model, statistic (D0 - "
        "D1)/phi, p < .05\n"
        "  bic3         least D/phi + (3k + 2) ln n",
    .example = "  period,count\n  2019-01,31\n  ...\n"
               "  samsyn stat joinpoint --knots 1 months.csv",
    .reference = "Kim et al. 2000; Kim & Kim 2016",
    .run = run,
};
