#include <math.h>

#include <samsyn/stats/wdd.h>

#include "stat.h"

static const struct syn_method_option options[] = {
    {"time-weights", SYN_OPTION_NUMBERS, NULL, "1,1", "before,after"},
    {"area-weights", SYN_OPTION_NUMBERS, NULL, "1,1,1,1",
     "control,treated,displacement_control,displacement_treated"},
    {NULL, SYN_OPTION_FLAG, NULL, NULL, NULL},
};

static const char *const columns[SYN_WDD_AREAS][2] = {
    {"control_before", "control_after"},
    {"treated_before", "treated_after"},
    {"displacement_control_before", "displacement_control_after"},
    {"displacement_treated_before", "displacement_treated_after"},
};

static void
put_row(struct syn_stat *s, size_t i, const struct syn_wdd_counts *counts)
{
    struct syn_wdd w[SYN_MOST_CONFIDENCES];
    double lower[SYN_MOST_CONFIDENCES], upper[SYN_MOST_CONFIDENCES];
    enum syn_refusal refusal = SYN_REFUSAL_NONE;
    for (int a = 0; a < SYN_WDD_AREAS; a++)
        if (isnan(counts->count[a][0]) || isnan(counts->count[a][1]))
            refusal = SYN_REFUSAL_MISSING_VALUES;
    for (size_t c = 0; !refusal && c < s->n_confidence; c++) {
        if (syn_wdd(&w[c], counts, s->confidence[c]))
            refusal = w[c].refusal;
        lower[c] = w[c].lower;
        upper[c] = w[c].upper;
    }
    if (refusal) {
        syn_row_refuse(s, i, refusal, NULL);
        return;
    }
    syn_row(s, i);
    syn_put(s, "local", w[0].local);
    syn_put(s, "local_se", w[0].local_error);
    syn_put(s, "displacement", w[0].beside);
    syn_put(s, "displacement_se", w[0].beside_error);
    syn_put(s, "total", w[0].total);
    syn_put(s, "total_se", w[0].total_error);
    syn_put(s, "z", w[0].z);
    syn_put(s, "p", w[0].p);
    syn_put(s, "lower", w[0].lower);
    syn_put(s, "upper", w[0].upper);
    syn_put_intervals(s, lower, upper);
    syn_row_end(s);
}

/* N weights > 0. */
static bool
read_weights(struct syn_stat *s, const char *name, double *out, size_t n)
{
    bool good = syn_stat_numbers(s, name, out, n + 1) == n;
    for (size_t j = 0; good && j < n; j++)
        good = out[j] > 0;
    if (!good)
        syn_stat_wrong(s, name);
    return good;
}

static void run(struct syn_stat *s)
{
    const double *count[SYN_WDD_AREAS][2];
    struct syn_wdd_counts counts = {0};
    double area[SYN_WDD_AREAS + 1], time[3];
    for (int a = 0; a < SYN_WDD_AREAS; a++)
        for (int t = 0; t < 2; t++)
            count[a][t] = a <= SYN_WDD_TREATED
                              ? syn_stat_column(s, columns[a][t])
                              : syn_stat_column_maybe(s, columns[a][t]);
    if (s->status || !read_weights(s, "time-weights", time, 2) ||
        !read_weights(s, "area-weights", area, SYN_WDD_AREAS))
        return;
    syn_stat_rows(s);
    for (size_t i = 0; i < s->n; i++) {
        for (int a = 0; a < SYN_WDD_AREAS; a++) {
            counts.area[a] = area[a];
            for (int t = 0; t < 2; t++) {
                counts.time[t] = time[t];
                counts.count[a][t] = count[a][t] ? count[a][t][i] : 0;
            }
        }
        put_row(s, i, &counts);
    }
    syn_stat_rows_end(s);
}

const struct syn_method syn_method_wdd = {
    .name = "wdd",
    .purpose = "weighted displacement difference: change in the treated less "
               "that in the control, with the areas beside them",
    .columns = "treated_before,treated_after,control_before,control_after,"
               "[displacement_treated_before,displacement_treated_after,"
               "displacement_control_before,displacement_control_after]",
    .uses = SYN_USES_CONFIDENCE,
    .options = options,
    .rows = "local local_se displacement displacement_se total total_se z p "
            "lower upper",
    .formula =
        "  each count is divided by w = time weight x area weight\n"
        "  local = (T1 - T0) - (C1 - C0), displacement the same beside; total "
        "their sum\n  variance = sum count/w^2; total -+ z sqrt variance",
    .example = "  treated_before,treated_after,control_before,control_after\n"
               "  50,40,60,65\n  samsyn stat wdd --confidence 0.90 w.csv",
    .reference = "Wheeler & Ratcliffe 2018",
    .run = run,
};
