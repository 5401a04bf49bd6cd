#include <math.h>

#include "chart.h"
#include "units.h"

enum { SIMULATIONS = 999 };

static const char *const definitions[] = {"gini", "bernasco", NULL};

static const struct syn_method_option options[] = {
    {"units", SYN_OPTION_WHOLE, NULL, NULL, "so many more units with 0"},
    {"base", SYN_OPTION_CHOICE, "all|positive", "all",
     "all units, or those with an event"},
    {"simulations", SYN_OPTION_WHOLE, NULL, "999", "samples and allocations"},
    {NULL, SYN_OPTION_FLAG, NULL, NULL, NULL},
};

static bool are_whole(const struct syn_units *u)
{
    for (size_t i = 0; i < u->n; i++)
        if (u->sorted[i] != floor(u->sorted[i]))
            return false;
    return true;
}

/* More events than this are not allocated one by one. */
static const double most_events = 1e7;

static void run(struct syn_stat *s)
{
    struct syn_units u;
    struct syn_random random;
    struct syn_gini_spread own, chance = {NAN, NAN, NAN};
    double seed = syn_stat_number(s, "seed");
    if (!syn_units_read(&u, s))
        return;
    size_t draws = syn_stat_simulations(s, SIMULATIONS);
    double alpha = 1 - s->confidence[0];
    double *work = syn_stat_room(s, u.n + draws + 1);
    syn_random_start(&random, seed >= 1 ? (unsigned long)seed : 1);
    syn_gini_bootstrap(&own, u.sorted, u.n, syn_stat_defined(s, "bernasco"),
                       alpha, draws, &random, work);
    if (are_whole(&u) && u.gini.sum <= most_events)
        syn_gini_chance(&chance, u.gini.sum, u.n,
                        syn_stat_is(s, "base", "positive"), alpha, draws,
                        &random, work);
    syn_stat_result(s);
    syn_put(s, "units", (double)u.n);
    syn_put(s, "events", u.gini.sum);
    syn_put(s, "gini", u.gini.gini);
    syn_put(s, "gini_corrected", u.gini.corrected);
    syn_put(s, "gini_bernasco", u.gini.bernasco);
    syn_put(s, "lower", own.lower);
    syn_put(s, "upper", own.upper);
    syn_put(s, "top5", syn_gini_top(u.sorted, u.n, u.gini.sum, 0.05));
    syn_put(s, "top10", syn_gini_top(u.sorted, u.n, u.gini.sum, 0.10));
    syn_put(s, "top20", syn_gini_top(u.sorted, u.n, u.gini.sum, 0.20));
    syn_put(s, "chance_mean", chance.mean);
    syn_put(s, "chance_lower", chance.lower);
    syn_put(s, "chance_upper", chance.upper);
    syn_stat_result_end(s);
}

const struct syn_method syn_method_gini = {
    .name = "gini",
    .purpose = "how unevenly events fall on units, and what chance alone gives",
    .columns = "value",
    .definitions = definitions,
    .uses = SYN_USES_CONFIDENCE | SYN_USES_SEED | SYN_USES_SIMULATIONS |
            SYN_USES_FORCE,
    .options = options,
    .result = "units events gini gini_corrected gini_bernasco lower upper top5 "
              "top10 top20 chance_mean chance_lower chance_upper",
    .formula =
        "  G = 2 sum i x(i) / (n sum x) - (n + 1) / n; corrected G n / (n "
        "- 1); bernasco for fewer events than units\n"
        "  limits of G (or, by that definition, of bernasco) by bootstrap "
        "of units; chance: events allocated at random",
    .example =
        "  value\n  3\n  0\n  ...\n  samsyn stat gini --units 40 units.csv",
    .reference = "Gini 1912; Bernasco & Steenbeek 2017",
    .run = run,
};
