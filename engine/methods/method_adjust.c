#include <math.h>

#include <samsyn/stats/multiple.h>

#include "stat.h"

/* In the order of enum syn_multiple. */
static const char *const definitions[] = {"bh", "by", "holm", "bonferroni",
                                          NULL};
enum { METHODS = 4 };

static void run(struct syn_stat *s)
{
    const double *p = syn_stat_column(s, "p");
    double *used = syn_stat_room(s, s->n), *q[METHODS];
    size_t *order = syn_arena_alloc(s->arena, s->n, sizeof *order);
    double tests = 0;
    if (!p)
        return;
    for (size_t i = 0; i < s->n; i++) {
        used[i] = p[i] >= 0 && p[i] <= 1 ? p[i] : NAN;
        tests += !isnan(used[i]);
    }
    for (int m = 0; m < METHODS; m++) {
        q[m] = syn_stat_room(s, s->n);
        /* Cannot fail: what is no probability was left out. */
        (void)!syn_multiple_adjust(q[m], used, s->n, (enum syn_multiple)m,
                                   order);
    }
    syn_stat_rows(s);
    for (size_t i = 0; i < s->n; i++) {
        if (isnan(used[i]) && !isnan(p[i])) {
            syn_row_refuse(s, i, SYN_REFUSAL_DOMAIN,
                           "A p-value is between 0 and 1.");
            continue;
        }
        syn_row(s, i);
        syn_put(s, "p", p[i]);
        for (int m = 0; m < METHODS; m++)
            if (syn_stat_defined(s, definitions[m]))
                syn_put(s, "q", q[m][i]);
        for (int m = 0; m < METHODS; m++)
            syn_put(s, definitions[m], q[m][i]);
        syn_row_end(s);
    }
    syn_stat_rows_end(s);
    syn_stat_result(s);
    syn_put(s, "tests", tests);
    syn_stat_result_end(s);
}

const struct syn_method syn_method_adjust = {
    .name = "adjust",
    .purpose = "what is left of p-values when many were looked at",
    .columns = "p",
    .definitions = definitions,
    .rows = "p q bh by holm bonferroni",
    .result = "tests",
    .formula =
        "  for the m p-values in order, smallest first\n"
        "  bh  min over j >= i of min(1, m p(j)/j); by the same x sum 1/k\n"
        "  holm  max over j <= i of min(1, (m - j + 1) p(j)); bonferroni "
        "min(1, m p)\n  a missing p is null and does not count in m",
    .example = "  p\n  0.01\n  0.04\n  0.2\n  samsyn stat adjust p.csv",
    .reference = "Benjamini & Hochberg 1995; Benjamini & Yekutieli 2001; Holm "
                 "1979",
    .run = run,
};
