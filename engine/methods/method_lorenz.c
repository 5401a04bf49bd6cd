#include "units.h"

static const char *const definitions[] = {"gini", "bernasco", NULL};

static const struct syn_method_option options[] = {
    {"units", SYN_OPTION_WHOLE, NULL, NULL, "so many more units with 0"},
    {"base", SYN_OPTION_CHOICE, "all|positive", "all",
     "all units, or those with an event"},
    {NULL, SYN_OPTION_FLAG, NULL, NULL, NULL},
};

static void run(struct syn_stat *s)
{
    struct syn_units u;
    long double sum = 0;
    if (!syn_units_read(&u, s))
        return;
    syn_stat_rows(s);
    for (size_t i = 0; i <= u.n; i++) {
        syn_put_object(s, NULL);
        syn_put(s, "units_share", (double)i / (double)u.n);
        syn_put(s, "events_share", i == u.n ? 1 : (double)sum / u.gini.sum);
        syn_put_object_end(s);
        sum += i < u.n ? u.sorted[i] : 0;
    }
    syn_stat_rows_end(s);
}

const struct syn_method syn_method_lorenz = {
    .name = "lorenz",
    .purpose = "the share of events that the units with fewest have",
    .columns = "value",
    .definitions = definitions,
    .uses = SYN_USES_FORCE,
    .options = options,
    .rows = "units_share events_share",
    .formula = "  i / n, and the sum of the i smallest over the sum of all",
    .example = "  value\n  3\n  0\n  ...\n  samsyn stat lorenz units.csv",
    .reference = "Gini 1912",
    .run = run,
};
