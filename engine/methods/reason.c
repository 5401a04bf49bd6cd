#include "stat.h"

static const char *const reasons[] = {
    [SYN_REFUSAL_NONE] = "",
    [SYN_REFUSAL_NO_DATA] = "There is no usable row.",
    [SYN_REFUSAL_MISSING_VALUES] =
        "A value is missing, and the method needs all of them.",
    [SYN_REFUSAL_NOT_IN_ORDER] = "The periods are not in order, oldest first.",
    [SYN_REFUSAL_DUPLICATE_PERIOD] = "A period occurs twice.",
    [SYN_REFUSAL_GAP_IN_SERIES] =
        "A period is absent; one without events must be a row with 0.",
    [SYN_REFUSAL_NEGATIVE_COUNT] = "A count is below 0.",
    [SYN_REFUSAL_FRACTIONAL_COUNT] =
        "A count is not a whole number, and the method needs one.",
    [SYN_REFUSAL_ZERO_EXPOSURE] =
        "The exposure is 0 or less, so a rate is not defined.",
    [SYN_REFUSAL_ZERO_POPULATION] =
        "The population of a band is 0 or less, so its rate is not defined.",
    [SYN_REFUSAL_NUMERATOR_EXCEEDS_DENOMINATOR] =
        "The numerator is larger than the denominator, so it is no "
        "proportion.",
    [SYN_REFUSAL_NO_EVENTS] =
        "There are no events, and the method needs at least one.",
    [SYN_REFUSAL_BOTH_ZERO] = "Both counts are 0, so their ratio is 0/0.",
    [SYN_REFUSAL_NO_VARIATION] =
        "All values are alike, so nothing can be compared with their "
        "variation.",
    [SYN_REFUSAL_SEPARATION] =
        "The likelihood has no finite maximum: a coefficient is infinite.",
    [SYN_REFUSAL_RANK_DEFICIENT] =
        "Some terms cannot be told apart in these rows.",
    [SYN_REFUSAL_NO_CONVERGENCE] = "The fit did not converge.",
    [SYN_REFUSAL_NUMERIC] =
        "The number cannot be computed with the accuracy promised.",
    [SYN_REFUSAL_ZERO_INTERVAL] = "An interval between events is 0.",
    [SYN_REFUSAL_UNDEFINED_LOGIT] =
        "A proportion is 0 or 1, so its logit is not defined.",
    [SYN_REFUSAL_DOMAIN] = "A value or parameter is outside its domain.",
    [SYN_REFUSAL_TOO_FEW_POINTS] = "There are too few points for the method.",
    [SYN_REFUSAL_TOO_FEW_EVENTS] =
        "There are too few events: one more or less would decide the result.",
    [SYN_REFUSAL_TOO_SHORT_FOR_SEASON] =
        "Under two years, season and trend cannot be told apart.",
    [SYN_REFUSAL_SHORT_HISTORY] =
        "The history is too short to show trend or season.",
    [SYN_REFUSAL_TOO_FEW_FOR_LIMITS] =
        "Control limits from under 12 points are trial limits only.",
    [SYN_REFUSAL_TOO_FEW_FOR_NB] =
        "Under 30 points the size of a negative binomial is not estimable.",
    [SYN_REFUSAL_NOT_ANNUAL] =
        "The marker is untested on other than yearly data.",
    [SYN_REFUSAL_MANY_TIES] =
        "A third or more of the points lie on the median.",
    [SYN_REFUSAL_TOO_FEW_PERSONS] =
        "Under 20 units the measure is dominated by chance.",
    [SYN_REFUSAL_UNLIKE_WINDOWS] =
        "The windows differ in length or in months of the year, so season "
        "would pass for change.",
    [SYN_REFUSAL_SHORT_POST_PERIOD] =
        "With under 12 periods after the event, slope and season cannot be "
        "told apart.",
};

const char *syn_refusal_reason(enum syn_refusal refusal)
{
    size_t i = (size_t)refusal;
    return i < sizeof reasons / sizeof *reasons ? reasons[i] : "";
}
