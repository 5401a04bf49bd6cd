#include <math.h>

#include <samsyn/stats/detect.h>

#include "stat.h"

static const char *const definitions[] = {"auto", "exact", "log", NULL};

static const struct syn_method_option options[] = {
    {"power", SYN_OPTION_NUMBER, NULL, "0.8", "chance to find the change"},
    {"alpha", SYN_OPTION_NUMBER, NULL, "0.05", "two-sided"},
    {"phi", SYN_OPTION_NUMBER, NULL, "1", "over-dispersion"},
    {NULL, SYN_OPTION_FLAG, NULL, NULL, NULL},
};

/* From here on the logarithm is near enough to normal. */
static const double most_for_exact = 2000;

static void
put_row(struct syn_stat *s, size_t i, const struct syn_detect_question *q)
{
    struct syn_detect d;
    double x = q->baseline.events;
    bool exact =
        syn_stat_defined(s, "exact") ||
        (syn_stat_defined(s, "auto") && q->phi == 1 && x <= most_for_exact);
    enum syn_status status =
        exact ? syn_detect_exact(&d, q, syn_stat_room(s, syn_detect_work(x)))
              : syn_detect_log(&d, q);
    bool missing =
        isnan(x) || isnan(q->baseline.exposure) || isnan(q->follow_up);
    if (missing || status) {
        syn_row_refuse(s, i, missing ? SYN_REFUSAL_MISSING_VALUES : d.refusal,
                       NULL);
        return;
    }
    syn_row(s, i);
    syn_put(s, "count", x);
    syn_put(s, "rise_to", d.rise);
    syn_put(s, "fall_to", d.fall);
    syn_put(s, "power_fall_to_zero", d.power_of_none);
    syn_put_text(s, "used", exact ? "exact" : "log");
    syn_row_end(s);
}

static void run(struct syn_stat *s)
{
    const double *count = syn_stat_column(s, "count");
    const double *before = syn_stat_column_maybe(s, "exposure");
    const double *after = syn_stat_column_maybe(s, "exposure2");
    double alpha = syn_stat_number(s, "alpha");
    double power = syn_stat_number(s, "power");
    double phi = syn_stat_number(s, "phi");
    if (!(alpha > 0 && alpha < 1))
        syn_stat_wrong(s, "alpha");
    else if (!(power > alpha && power < 1))
        syn_stat_wrong(s, "power");
    else if (!(phi >= 1))
        syn_stat_wrong(s, "phi");
    if (!count || s->status)
        return;
    syn_stat_rows(s);
    for (size_t i = 0; i < s->n; i++) {
        double exposure = before ? before[i] : 1;
        put_row(s, i,
                &(struct syn_detect_question){
                    .baseline = {count[i], exposure},
                    .follow_up = after ? after[i] : exposure,
                    .alpha = alpha,
                    .power = power,
                    .phi = phi,
                });
    }
    syn_stat_rows_end(s);
}

const struct syn_method syn_method_detect = {
    .name = "detect",
    .purpose = "the smallest change that a count could have shown",
    .columns = "count,[exposure],[exposure2]",
    .definitions = definitions,
    .options = options,
    .rows = "count rise_to fall_to power_fall_to_zero used",
    .formula =
        "  exact  sum over baseline counts i of P(i) P(the mid-P test tells "
        "the follow-up\n         from i) = power; solved for the rate ratio\n"
        "  log    |ln rho| = (z + z) sqrt(phi (1/x1 + n1/(n2 rho x1)))\n"
        "  auto   exact for phi = 1 and counts to 2000",
    .example = "  count\n  20\n  samsyn stat detect c.csv: rise to x 2.1, fall "
               "to x 0.30",
    .reference = "Gu et al. 2008; Krishnamoorthy & Thomson 2004",
    .run = run,
};
