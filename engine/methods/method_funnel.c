#include <math.h>
#include <string.h>

#include <samsyn/stats/funnel.h>

#include "chart.h"

static const char *const definitions[] = {
    "auto",     "exact", "interpolated", "fingertips",
    "additive", "shmi",  "cqc",          NULL};

static const struct syn_method_option options[] = {
    {"target", SYN_OPTION_NUMBER, NULL, NULL,
     "ratio, or rate per --per, to compare with; else 1, or that of all"},
    {"trim", SYN_OPTION_NUMBER, NULL, "0.1",
     "share at each end that is winsorised or left out for phi"},
    {"limits-at", SYN_OPTION_NUMBERS, NULL, NULL,
     "expected numbers of more rows with limits alone"},
    {NULL, SYN_OPTION_FLAG, NULL, NULL, NULL},
};

enum { MOST_LIMITS = 200 };

/* The areas, N of them; USABLE are those that spread is estimated from. */
struct funnel {
    struct syn_funnel_area *area;
    struct syn_funnel_spread spread;
    enum syn_funnel_form form;
    const double *observed, *size;
    double rate, target;
    bool trials;
};

/* Which columns there are: what was seen, and what it is measured by. */
static bool read_columns(struct funnel *f, struct syn_stat *s, bool direct)
{
    f->trials = !direct && syn_stat_has(s, "numerator");
    f->observed = syn_stat_column(s, direct      ? "observed"
                                     : f->trials ? "numerator"
                                                 : "count");
    f->size = f->observed ? syn_stat_column(s, direct      ? "expected"
                                               : f->trials ? "denominator"
                                                           : "exposure")
                          : NULL;
    if (!f->size || syn_beyond(s, f->observed) || syn_beyond(s, f->size))
        return false;
    return true;
}

/* What is expected of each area. */
static bool read_areas(struct funnel *f, struct syn_stat *s)
{
    double given = syn_stat_number(s, "target"), events = 0, in = 0;
    bool direct = syn_stat_has(s, "observed");
    if (!read_columns(f, s, direct))
        return false;
    for (size_t i = 0; i < s->n; i++)
        if (!isnan(f->observed[i]) && f->size[i] > 0 && f->observed[i] >= 0) {
            events += f->observed[i];
            in += f->size[i];
        }
    f->rate = direct ? 1 : isnan(given) ? events / in : given / s->per;
    f->target = direct && !isnan(given) ? given : 1;
    if (!isnan(given) && !(given > 0)) {
        syn_stat_wrong(s, "target");
        return false;
    }
    if (!direct && !(f->rate > 0)) {
        syn_stat_refuse(s, in > 0 ? SYN_REFUSAL_NO_EVENTS : SYN_REFUSAL_NO_DATA,
                        NULL);
        return false;
    }
    f->area = syn_arena_alloc(s->arena, s->n + 1, sizeof *f->area);
    for (size_t i = 0; i < s->n; i++)
        f->area[i] = (struct syn_funnel_area){
            .observed = f->observed[i],
            .expected = f->size[i] * f->rate,
            .trials = f->trials ? f->size[i] : 0,
            .target = f->target,
        };
    return true;
}

static bool is_usable(const struct syn_funnel_area *a)
{
    return a->observed >= 0 && a->expected > 0;
}

/* phi and tau2 from the areas that can be used; picks the form of "auto". */
static bool estimate(struct funnel *f, struct syn_stat *s)
{
    double trim = syn_stat_number(s, "trim");
    double *o = syn_stat_room(s, s->n + 1), *e = syn_stat_room(s, s->n + 1);
    size_t n = 0, form = 0;
    while (!syn_stat_defined(s, definitions[form]))
        form++;
    f->form = form ? (enum syn_funnel_form)(form - 1) : SYN_FUNNEL_EXACT;
    if (!(trim >= 0 && trim < 0.5)) {
        syn_stat_wrong(s, "trim");
        return false;
    }
    for (size_t i = 0; i < s->n; i++)
        if (is_usable(&f->area[i]) &&
            (f->form != SYN_FUNNEL_SHMI || f->area[i].observed > 0)) {
            o[n] = f->area[i].observed;
            e[n++] = f->area[i].expected * f->target;
        }
    enum syn_refusal refusal = syn_funnel_spread(
        &f->spread, o, e, n, f->form, trim, syn_stat_room(s, 3 * n + 1));
    if (refusal)
        syn_stat_refuse(s, refusal, NULL);
    if (form == 0 && f->spread.phi > 1)
        f->form = SYN_FUNNEL_ADDITIVE;
    return !refusal;
}

static const char *class_of(const struct syn_funnel *r)
{
    if (r->beyond == 0)
        return "not_significant";
    if (r->direction > 0)
        return r->beyond == 2 ? "high_0.001" : "high_0.025";
    return r->beyond == 2 ? "low_0.001" : "low_0.025";
}

/* Of shares the ratio and its limits are shares: over n, not over what is
 * expected. */
static void put_fields(struct syn_stat *s,
                       const struct funnel *f,
                       const struct syn_funnel_area *a,
                       const struct syn_funnel *r)
{
    double unit = f->trials ? f->rate * s->per : 1;
    syn_put(s, "observed", a->observed);
    syn_put(s, "expected", a->expected);
    syn_put(s, "ratio", r->ratio * unit);
    syn_put(s, "lower95", r->lower95 * unit);
    syn_put(s, "upper95", r->upper95 * unit);
    syn_put(s, "lower998", r->lower998 * unit);
    syn_put(s, "upper998", r->upper998 * unit);
    syn_put(s, "z", r->z);
    syn_put(s, "p_mid", r->p_mid);
    syn_put_text(s, "class", isnan(a->observed) ? NULL : class_of(r));
}

static enum syn_refusal
judge(struct syn_funnel *r, const struct funnel *f, size_t i)
{
    if (isnan(f->observed[i]) || isnan(f->size[i]))
        return SYN_REFUSAL_MISSING_VALUES;
    return syn_funnel(r, &f->area[i], f->form, f->spread.tau2);
}

/* Rows without an area, at the expected numbers asked for. */
static void put_limits(struct syn_stat *s, const struct funnel *f)
{
    double at[MOST_LIMITS];
    size_t n = syn_stat_numbers(s, "limits-at", at, MOST_LIMITS);
    for (size_t i = 0; i < n && !s->status; i++) {
        struct syn_funnel r;
        const struct syn_funnel_area a = {
            .observed = NAN,
            .expected = at[i],
            .trials = f->trials ? round(at[i] / f->rate) : 0,
            .target = f->target,
        };
        enum syn_refusal refusal = syn_funnel(&r, &a, f->form, f->spread.tau2);
        syn_put_object(s, NULL);
        syn_put_null(s, "row");
        syn_put_null(s, "id");
        if (refusal) {
            syn_put_text(s, "refused", syn_refusal_id(refusal));
            syn_put_text(s, "reason", syn_refusal_reason(refusal));
        } else {
            put_fields(s, f, &a, &r);
        }
        syn_put_object_end(s);
    }
}

static void put_result(struct syn_stat *s, const struct funnel *f)
{
    const char *const *id = syn_stat_texts_maybe(s, "id");
    struct syn_funnel r;
    bool direct = syn_stat_has(s, "observed");
    syn_stat_result(s);
    syn_put(s, "target", direct ? f->target : f->rate * s->per);
    syn_put(s, "phi", f->spread.phi);
    syn_put(s, "tau2", f->spread.tau2);
    syn_put(s, "n", (double)s->used);
    syn_put_text(s, "used", definitions[(int)f->form + 1]);
    syn_put_array(s, "outliers");
    for (size_t i = 0; i < s->n; i++) {
        if (judge(&r, f, i) || r.beyond < 2)
            continue;
        if (id && id[i])
            syn_put_text(s, NULL, id[i]);
        else
            syn_put(s, NULL, (double)i + 1);
    }
    syn_put_array_end(s);
    syn_stat_result_end(s);
}

static void run(struct syn_stat *s)
{
    struct funnel f = {0};
    if (!read_areas(&f, s) || !estimate(&f, s))
        return;
    s->used = 0;
    syn_stat_rows(s);
    for (size_t i = 0; i < s->n; i++) {
        struct syn_funnel r;
        enum syn_refusal refusal = judge(&r, &f, i);
        if (refusal) {
            syn_row_refuse(s, i, refusal, NULL);
            continue;
        }
        s->used++;
        syn_row(s, i);
        put_fields(s, &f, &f.area[i], &r);
        syn_row_end(s);
    }
    put_limits(s, &f);
    syn_stat_rows_end(s);
    put_result(s, &f);
}

const struct syn_method syn_method_funnel = {
    .name = "funnel",
    .purpose = "areas that differ by more than their size explains",
    .columns = "[id],observed,expected | count,exposure | "
               "numerator,denominator",
    .definitions = definitions,
    .uses = SYN_USES_PER,
    .options = options,
    .rows = "observed expected ratio lower95 upper95 lower998 upper998 z p_mid "
            "class",
    .result = "target phi tau2 n used outliers[]",
    .formula =
        "  ratio = observed / expected, of shares numerator / denominator; "
        "exact: quantiles of the count at 2.5, 97.5, 0.1, 99.9 %, divided by "
        "the "
        "same\n"
        "  additive: max(0, 1 +- z sqrt(1/(4E) + tau2))^2, tau2 by "
        "DerSimonian and Laird from winsorised scores",
    .example = "  id,observed,expected\n  A,12,8.3\n  ...\n"
               "  samsyn stat funnel areas.csv",
    .reference = "Spiegelhalter 2005, 2012; DerSimonian & Laird 1986",
    .run = run,
};
