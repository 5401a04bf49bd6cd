#include <samsyn/stats/refusal.h>

#include <stddef.h>

static const char *const ids[] = {
    [SYN_REFUSAL_NONE] = "",
    [SYN_REFUSAL_NO_DATA] = "no-data",
    [SYN_REFUSAL_MISSING_VALUES] = "missing-values",
    [SYN_REFUSAL_NOT_IN_ORDER] = "not-in-order",
    [SYN_REFUSAL_DUPLICATE_PERIOD] = "duplicate-period",
    [SYN_REFUSAL_GAP_IN_SERIES] = "gap-in-series",
    [SYN_REFUSAL_NEGATIVE_COUNT] = "negative-count",
    [SYN_REFUSAL_FRACTIONAL_COUNT] = "fractional-count",
    [SYN_REFUSAL_ZERO_EXPOSURE] = "zero-exposure",
    [SYN_REFUSAL_ZERO_POPULATION] = "zero-population",
    [SYN_REFUSAL_NUMERATOR_EXCEEDS_DENOMINATOR] =
        "numerator-exceeds-denominator",
    [SYN_REFUSAL_NO_EVENTS] = "no-events",
    [SYN_REFUSAL_BOTH_ZERO] = "both-zero",
    [SYN_REFUSAL_NO_VARIATION] = "no-variation",
    [SYN_REFUSAL_SEPARATION] = "separation",
    [SYN_REFUSAL_RANK_DEFICIENT] = "rank-deficient",
    [SYN_REFUSAL_NO_CONVERGENCE] = "no-convergence",
    [SYN_REFUSAL_NUMERIC] = "numeric",
    [SYN_REFUSAL_ZERO_INTERVAL] = "zero-interval",
    [SYN_REFUSAL_UNDEFINED_LOGIT] = "undefined-logit",
    [SYN_REFUSAL_DOMAIN] = "domain",
    [SYN_REFUSAL_TOO_FEW_POINTS] = "too-few-points",
    [SYN_REFUSAL_TOO_FEW_EVENTS] = "too-few-events",
    [SYN_REFUSAL_TOO_SHORT_FOR_SEASON] = "too-short-for-season",
    [SYN_REFUSAL_SHORT_HISTORY] = "short-history",
    [SYN_REFUSAL_TOO_FEW_FOR_LIMITS] = "too-few-for-limits",
    [SYN_REFUSAL_TOO_FEW_FOR_NB] = "too-few-for-nb",
    [SYN_REFUSAL_NOT_ANNUAL] = "not-annual",
    [SYN_REFUSAL_MANY_TIES] = "many-ties",
    [SYN_REFUSAL_TOO_FEW_PERSONS] = "too-few-persons",
    [SYN_REFUSAL_UNLIKE_WINDOWS] = "unlike-windows",
    [SYN_REFUSAL_SHORT_POST_PERIOD] = "short-post-period",
};

const char *syn_refusal_id(enum syn_refusal refusal)
{
    size_t i = (size_t)refusal;
    return i < sizeof ids / sizeof *ids ? ids[i] : "";
}
