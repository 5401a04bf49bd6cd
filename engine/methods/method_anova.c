#include <math.h>
#include <string.h>

#include <samsyn/stats/anova.h>

#include "stat.h"

/* Numbers the groups of the rows with both; OUT is their values. */
static size_t number(size_t *group,
                     size_t *n,
                     const char *const *name,
                     size_t rows,
                     struct syn_stat *s)
{
    const char **known = syn_arena_alloc(s->arena, rows, sizeof *known);
    size_t k = 0;
    *n = 0;
    for (size_t i = 0; i < rows; i++) {
        size_t g = 0;
        while (g < k && strcmp(known[g], name[i]) != 0)
            g++;
        if (g == k)
            known[k++] = name[i];
        group[(*n)++] = g;
    }
    return k;
}

static void run(struct syn_stat *s)
{
    struct syn_anova a;
    const double *value = syn_stat_column(s, "value");
    const char *const *name = syn_stat_texts_maybe(s, "group");
    size_t *group = syn_arena_alloc(s->arena, s->n, sizeof *group), n;
    if (value && !name)
        (void)!syn_stat_column(s, "group"); /* Says that it is not there. */
    if (!value || !name || syn_stat_missing(s, value))
        return;
    for (size_t i = 0; i < s->n; i++)
        if (!*name[i]) {
            syn_stat_refuse(s, SYN_REFUSAL_MISSING_VALUES, NULL);
            return;
        }
    size_t k = number(group, &n, name, s->n, s);
    if (syn_anova(&a, value, group, n, k,
                  syn_stat_room(s, syn_anova_work(n, k)))) {
        syn_stat_refuse(s, a.refusal, NULL);
        return;
    }
    syn_stat_result(s);
    syn_put(s, "f", a.f);
    syn_put(s, "df1", a.df1);
    syn_put(s, "df2", a.df2);
    syn_put(s, "p", a.p);
    syn_put(s, "kruskal_wallis", a.h);
    syn_put(s, "kruskal_df", a.df1);
    syn_put(s, "kruskal_p", a.h_p);
    syn_put(s, "poisson_deviance", a.poisson_deviance);
    syn_put(s, "poisson_null_deviance", a.poisson_null_deviance);
    syn_stat_result_end(s);
}

const struct syn_method syn_method_anova = {
    .name = "anova",
    .purpose = "whether groups differ",
    .columns = "group,value",
    .result = "f df1 df2 p kruskal_wallis kruskal_df kruskal_p "
              "poisson_deviance poisson_null_deviance",
    .formula =
        "  f = between/(k-1) / (within/(n-k)); H = (12/(N(N+1)) sum R^2/n - "
        "3(N+1)) /\n  (1 - sum(t^3 - t)/(N^3 - N)), mid-ranks R, on k - 1",
    .example = "  group,value\n  a,3\n  a,5\n  b,9\n  b,8\n"
               "  samsyn stat anova g.csv",
    .reference = "Kruskal & Wallis 1952",
    .run = run,
};
