#include <math.h>

#include <samsyn/stats/count.h>

#include "stat.h"

static const char *const definitions[] = {"garwood", "fingertips", "byar-all",
                                          "midp", NULL};
static const enum syn_count_method methods[] = {
    SYN_COUNT_GARWOOD, SYN_COUNT_BYAR, SYN_COUNT_BYAR_ALL, SYN_COUNT_MIDP};

static const struct syn_method_option options[] = {
    {"as", SYN_OPTION_CHOICE, "ratio|rate", "ratio", "what value is"},
    {"reference-value", SYN_OPTION_NUMBER, NULL, "1",
     "the ratio of the reference; 100 for x 100"},
    {"observed", SYN_OPTION_NUMBER, NULL, NULL,
     "the total, instead of the column count"},
    {NULL, SYN_OPTION_FLAG, NULL, NULL, NULL},
};

/* What is expected, and how often events are in the reference. */
struct expectation {
    double observed, expected, rate;
};

static bool read(struct expectation *out, struct syn_stat *s)
{
    double given = syn_stat_number(s, "observed"), events = 0, persons = 0;
    const double *count = isnan(given) ? syn_stat_column(s, "count") : NULL;
    const double *population = syn_stat_column(s, "population");
    const double *reference = syn_stat_column(s, "reference_count");
    const double *base = syn_stat_column(s, "reference_population");
    if (s->status || (count && syn_stat_missing(s, count)) ||
        syn_stat_missing(s, population) || syn_stat_missing(s, reference) ||
        syn_stat_missing(s, base) || syn_stat_not_counts(s, reference, false) ||
        (count && syn_stat_not_counts(s, count, false)))
        return false;
    *out = (struct expectation){.observed = isnan(given) ? 0 : given};
    for (size_t i = 0; i < s->n; i++) {
        if (population[i] <= 0 || base[i] <= 0) {
            syn_stat_refuse(s, SYN_REFUSAL_ZERO_POPULATION, NULL);
            return false;
        }
        out->observed += count ? count[i] : 0;
        out->expected += population[i] * (reference[i] / base[i]);
        events += reference[i];
        persons += base[i];
    }
    out->rate = events / persons;
    if (out->expected > 0)
        return true;
    syn_stat_refuse(s, SYN_REFUSAL_NO_EVENTS, "No events are expected.");
    return false;
}

static enum syn_count_method method_of(const struct syn_stat *s)
{
    int i = 0;
    while (!syn_stat_defined(s, definitions[i]))
        i++;
    return methods[i];
}

static void run(struct syn_stat *s)
{
    struct expectation e;
    struct syn_count_limits limits;
    double lower[SYN_MOST_CONFIDENCES], upper[SYN_MOST_CONFIDENCES];
    if (!read(&e, s))
        return;
    double scale = syn_stat_is(s, "as", "rate")
                       ? e.rate * s->per
                       : syn_stat_number(s, "reference-value");
    for (size_t c = 0; c < s->n_confidence; c++) {
        if (syn_count_limits(&limits, method_of(s), e.observed,
                             s->confidence[c], 1)) {
            syn_stat_refuse(s, limits.refusal, NULL);
            return;
        }
        if (limits.clipped)
            syn_stat_warn(s, "byar-lower-zero",
                          "The lower limit by Byar's formula was below 0; 0 "
                          "stands in its place.");
        lower[c] = limits.lower / e.expected * scale;
        upper[c] = limits.upper / e.expected * scale;
    }
    if (!isfinite(upper[0])) {
        syn_stat_refuse(s, SYN_REFUSAL_NUMERIC, NULL);
        return;
    }
    syn_stat_result(s);
    syn_put(s, "observed", e.observed);
    syn_put(s, "expected", e.expected);
    syn_put(s, "ratio", e.observed / e.expected);
    syn_put(s, "reference_rate", e.rate * s->per);
    syn_put(s, "value", e.observed / e.expected * scale);
    syn_put(s, "lower", lower[0]);
    syn_put(s, "upper", upper[0]);
    syn_put_intervals(s, lower, upper);
    syn_stat_result_end(s);
}

const struct syn_method syn_method_isr = {
    .name = "isr",
    .purpose = "indirectly standardised ratio or rate",
    .columns = "[age_band],count,population,reference_count,"
               "reference_population",
    .definitions = definitions,
    .uses = SYN_USES_CONFIDENCE | SYN_USES_PER,
    .options = options,
    .result = "observed expected ratio reference_rate value lower upper",
    .formula =
        "  expected E = sum n x reference count / reference population; ratio "
        "O/E\n  limits of O divided by E; as rate: x the reference's rate x "
        "per\n  fingertips: exact below 10 events, else Byar",
    .example =
        "  count,population,reference_count,reference_population\n"
        "  12,5000,210,120000\n  samsyn stat isr --reference-value 100 b.csv",
    .reference = "Breslow & Day 1987; Eayres 2008",
    .run = run,
};
