/* What belongs to the kinds of measure in a head. */
#include <string.h>

#include <samsyn/base/text.h>

#include "head.h"
#include "node.h"
#include "parts.h"
#include "scalar.h"

const char *const syn_measure_names[] = {
    "count",         "share",  "rate",   "ratio",    "repeat",
    "first",         "return", "group",  "followup", "duration",
    "concentration", "survey", "status", "aoristic", NULL};

#define KEY(name) ((uint64_t)1 << (name))

/* The keys that only some kinds have. */
static const int special[] = {OF,   PER, AT_LEAST, WITH,  WINDOW,    LOOK_BACK,
                              FROM, TO,  WITHIN,   VALUE, STATISTIC, INVERT,
                              IN,   YES, BASE,     BY,    TOP,       THROUGH};
enum { N_SPECIAL = sizeof special / sizeof *special };

/* By kind: what it needs, what it can have besides. */
static const struct {
    uint64_t needs, takes;
} kinds[SYN_N_MEASURES] = {
    [SYN_MEASURE_COUNT] = {0, KEY(PER) | KEY(THROUGH)},
    [SYN_MEASURE_RATE] = {KEY(PER), KEY(THROUGH)},
    [SYN_MEASURE_SHARE] = {KEY(OF), KEY(INVERT) | KEY(THROUGH)},
    [SYN_MEASURE_RATIO] = {KEY(OF), KEY(PER) | KEY(THROUGH)},
    [SYN_MEASURE_REPEAT] = {KEY(AT_LEAST) | KEY(WINDOW), 0},
    [SYN_MEASURE_FIRST] = {KEY(LOOK_BACK), KEY(PER)},
    [SYN_MEASURE_RETURN] = {KEY(OF) | KEY(WITHIN), 0},
    [SYN_MEASURE_GROUP] = {KEY(AT_LEAST), KEY(WITH)},
    [SYN_MEASURE_FOLLOWUP] = {KEY(WITHIN), KEY(OF) | KEY(FROM) | KEY(TO)},
    [SYN_MEASURE_DURATION] = {KEY(STATISTIC),
                              KEY(FROM) | KEY(TO) | KEY(VALUE) | KEY(IN)},
    [SYN_MEASURE_CONCENTRATION] = {KEY(BY), KEY(AT_LEAST) | KEY(WINDOW) |
                                                KEY(TOP) | KEY(STATISTIC)},
    [SYN_MEASURE_SURVEY] = {0, KEY(OF) | KEY(YES) | KEY(BASE) | KEY(VALUE) |
                                   KEY(STATISTIC)},
    [SYN_MEASURE_AORISTIC] = {KEY(FROM) | KEY(TO) | KEY(WHEN) | KEY(STATISTIC),
                              KEY(WITHIN)},
    [SYN_MEASURE_STATUS] = {KEY(STATISTIC), KEY(WINDOW) | KEY(FROM) | KEY(TO)},
};

static bool is_given(const struct head *head, int key)
{
    return head->given[key].key != NULL;
}

static void needs(struct head *head, const char *what)
{
    struct syn_written at = syn_head_value_place(head, MEASURE);

    head->status = syn_diag_fail_at(
        head->diag, SYN_ECONFIG, at.loc, at.caret, "catalogue.head-needs",
        "\"@measure %s\" needs \"@%s\"", syn_measure_names[head->out->measure],
        what);
}

static void unfit(struct head *head, int key)
{
    struct syn_written at = syn_head_key_place(head, key);

    head->status = syn_diag_fail_at(
        head->diag, SYN_ECONFIG, at.loc, at.caret, "catalogue.head-unfit",
        "\"@%s\" does not go with \"@measure %s\"", syn_head_keys[key].name,
        syn_measure_names[head->out->measure]);
}

/* KEY says nothing beside OTHER. */
static void excludes(struct head *head, int key, int other)
{
    struct syn_written at = syn_head_key_place(head, key);

    head->status = syn_diag_fail_at(
        head->diag, SYN_ECONFIG, at.loc, at.caret, "catalogue.head-either",
        "\"@%s\" and \"@%s\" do not go together", syn_head_keys[key].name,
        syn_head_keys[other].name);
}

/* --- values ------------------------------------------------------------ */

enum { MAX_PER = 10000000, MAX_TIMES = 1000, MAX_DAYS = 36500 };

/* The words given for KEY; at least one, then NULL. */
static const char *const *words_of(struct head *head, int key)
{
    static const char *const none[] = {"", NULL};
    const char *text = syn_head_text(head, key);
    const char *const *words =
        text && *text ? syn_words(text, strlen(text), head->arena) : none;

    return words[0] ? words : none;
}

/* Reads "24 months": a number from LEAST to MOST and the word UNIT, or the
 * number alone if UNIT is NULL.  OTHER if it is not given. */
static int number_of(struct head *head,
                     int key,
                     const char *unit,
                     int least,
                     int most,
                     int other)
{
    const char *const *words = words_of(head, key);
    int number = other;

    if (!is_given(head, key) || !head->given[key].n_value)
        return other;
    bool good =
        syn_scalar_int(&number, words[0]) && number >= least && number <= most;
    good = good && (unit ? words[1] && !words[2] && strcmp(words[1], unit) == 0
                         : !words[1]);
    if (good)
        return number;
    if (unit || key != PER) {
        syn_head_wrong(head, key);
        return other;
    }
    struct syn_written at = syn_head_value_place(head, key);
    head->status = syn_diag_fail_at(
        head->diag, SYN_ECONFIG, at.loc, at.caret, "catalogue.head-value",
        "\"@%s\" must be as in: %s", "per", "100"); /* Of a ratio. */
    return other;
}

/* The name of a column, or NULL. */
static const char *column_of(struct head *head, int key)
{
    const char *text = syn_head_text(head, key);

    if (!text || !*text)
        return NULL;
    if (!syn_name_valid(text))
        syn_head_wrong(head, key);
    return text;
}

static void set_of(struct head *head)
{
    struct syn_indicator *out = head->out;
    bool share = out->measure == SYN_MEASURE_SHARE;

    out->of = column_of(head, OF);
    out->of_population = share && out->of && strcmp(out->of, "population") == 0;
    if (out->of_population)
        out->of = NULL;
    static const char *const yes[] = {"yes", NULL};
    syn_head_choose(head, INVERT, yes);
    out->invert = is_given(head, INVERT);
    if (out->invert && !out->of_population)
        unfit(head, INVERT);
}

/* "10 %", "10%", or "10". */
static void set_top(struct head *head)
{
    const char *const *words = words_of(head, TOP);
    struct syn_indicator *out = head->out;

    if (!is_given(head, TOP) || !head->given[TOP].n_value)
        return;
    size_t n = strlen(words[0]);
    bool joined = n > 1 && words[0][n - 1] == '%' && !words[1];
    const char *number =
        joined ? syn_arena_strndup(head->arena, words[0], n - 1) : words[0];
    out->top_percent =
        joined || (words[1] && !words[2] && strcmp(words[1], "%") == 0);
    if (!syn_scalar_int(&out->top, number) || out->top < 1 ||
        out->top > (out->top_percent ? 100 : MAX_TIMES) ||
        (words[1] && !out->top_percent))
        syn_head_wrong(head, TOP);
}

static void set_with(struct head *head)
{
    const char *text = syn_head_text(head, WITH);

    head->out->with = (struct syn_ages){SYN_UNSET, SYN_UNSET};
    if (text && *text && !syn_scalar_ages(&head->out->with, text))
        syn_head_wrong(head, WITH);
}

/* The unit at the end of the name of a column: "response_minutes". */
static enum syn_time_unit unit_of_name(const char *name)
{
    static const char *const ends[] = {"", "_minutes", "_hours", "_days"};

    for (size_t i = 1; name && i < sizeof ends / sizeof *ends; i++) {
        size_t n = strlen(name), end = strlen(ends[i]);
        if (n > end && strcmp(name + n - end, ends[i]) == 0)
            return (enum syn_time_unit)i;
    }
    return SYN_TIME_NONE;
}

static void set_statistic(struct head *head)
{
    static const char *const names[] = {"none",   "median", "p80",  "p90",
                                        "mean",   "sum",    "gini", "age",
                                        "recent", "open",   NULL};
    static const char *const units[] = {"none", "minutes", "hours",
                                        "days", "months",  NULL};
    struct syn_indicator *out = head->out;

    out->statistic =
        (enum syn_statistic)syn_head_choose(head, STATISTIC, names);
    out->in = (enum syn_time_unit)syn_head_choose(head, IN, units);
    out->value = column_of(head, VALUE);
    out->value_unit = out->value ? unit_of_name(out->value)
                      : out->measure == SYN_MEASURE_AORISTIC ? SYN_TIME_NONE
                                                             : SYN_TIME_DAYS;
    if (!out->in)
        out->in = out->value_unit;
    else if (!out->value_unit)
        unfit(head, IN);
}

static void set_values(struct head *head)
{
    static const char *const spreads[] = {"person", "area", "hour", NULL};
    struct syn_indicator *out = head->out;
    const char *per = out->measure == SYN_MEASURE_RATIO ? NULL : "inhabitants";

    set_of(head);
    set_top(head);
    set_with(head);
    set_statistic(head);
    out->per = number_of(head, PER, per, 1, MAX_PER, 0);
    out->at_least = number_of(head, AT_LEAST, NULL, 1, MAX_TIMES, 0);
    out->window = number_of(head, WINDOW, "months", 1, 120, 0);
    out->look_back = number_of(head, LOOK_BACK, "months", 1, 240, 0);
    out->within = number_of(head, WITHIN, "days", 0, MAX_DAYS, -1);
    out->from = column_of(head, FROM);
    out->to = column_of(head, TO);
    out->yes = column_of(head, YES);
    out->base = column_of(head, BASE);
    out->by = (enum syn_spread)syn_head_choose(head, BY, spreads);
}

/* --- what goes together ------------------------------------------------ */

static void check_keys(struct head *head)
{
    uint64_t need = kinds[head->out->measure].needs;
    uint64_t take = kinds[head->out->measure].takes | need;

    for (size_t i = 0; i < N_SPECIAL; i++) {
        int key = special[i];
        if (need & KEY(key) && !is_given(head, key))
            needs(head, syn_head_keys[key].name);
        else if (is_given(head, key) && !(take & KEY(key)))
            unfit(head, key);
    }
    if (need & KEY(WHEN) && !is_given(head, WHEN)) /* All others may have it. */
        needs(head, syn_head_keys[WHEN].name);
}

/* The unit must be counted as the kind counts. */
static void check_unit(struct head *head)
{
    static const char *const example[] = {[SYN_COUNT_EVENTS] = "event",
                                          [SYN_COUNT_CASES] = "case",
                                          [SYN_COUNT_PERSONS] = "person"};
    const struct syn_indicator *out = head->out;
    enum syn_counting wanted = out->unit->counting;

    if (out->measure == SYN_MEASURE_REPEAT ||
        out->measure == SYN_MEASURE_FIRST ||
        out->measure == SYN_MEASURE_RETURN || out->of_population ||
        (out->measure == SYN_MEASURE_FOLLOWUP && out->of))
        wanted = SYN_COUNT_PERSONS;
    else if (out->measure == SYN_MEASURE_GROUP ||
             (out->measure == SYN_MEASURE_CONCENTRATION &&
              out->unit->counting == SYN_COUNT_PERSONS))
        wanted = SYN_COUNT_CASES;
    if (out->measure == SYN_MEASURE_AORISTIC && wanted == SYN_COUNT_PERSONS)
        wanted = SYN_COUNT_CASES;
    if (wanted == out->unit->counting || !is_given(head, UNIT))
        return;
    struct syn_written at = syn_head_value_place(head, UNIT);
    head->status = syn_diag_fail_at(
        head->diag, SYN_ECONFIG, at.loc, at.caret, "catalogue.head-unit",
        "\"@measure %s\" counts units such as \"%s\"",
        syn_measure_names[out->measure], example[wanted]);
}

static bool is_order(enum syn_statistic s)
{
    return s >= SYN_STATISTIC_MEDIAN && s <= SYN_STATISTIC_SUM;
}

static void check_statistic(struct head *head)
{
    const struct syn_indicator *out = head->out;
    enum syn_statistic s = out->statistic;
    bool good = s == SYN_STATISTIC_NONE;

    if (out->measure == SYN_MEASURE_DURATION)
        good = is_order(s);
    else if (out->measure == SYN_MEASURE_AORISTIC)
        good = s == SYN_STATISTIC_MEAN || s == SYN_STATISTIC_SUM;
    else if (out->measure == SYN_MEASURE_CONCENTRATION)
        good = good || s == SYN_STATISTIC_GINI;
    else if (out->measure == SYN_MEASURE_SURVEY)
        good = out->value ? s == SYN_STATISTIC_MEAN : good;
    else if (out->measure == SYN_MEASURE_STATUS)
        good = s >= SYN_STATISTIC_AGE;
    if (is_given(head, STATISTIC) && !good)
        unfit(head, STATISTIC);
    else if (!good)
        needs(head, "statistic");
}

/* What is one of several ways, of which there must be one. */
static void check_ways(struct head *head)
{
    const struct syn_indicator *out = head->out;
    bool span = out->from && out->to, yes = out->yes && out->base;
    bool spread = out->at_least || out->top || out->statistic;

    if (out->measure == SYN_MEASURE_FOLLOWUP && !out->of && !out->to)
        needs(head, "of");
    else if (out->measure == SYN_MEASURE_DURATION && !span && !out->value)
        needs(head, out->from ? "to" : "from");
    else if (out->measure == SYN_MEASURE_CONCENTRATION && !spread)
        needs(head, "at-least");
    else if (out->measure == SYN_MEASURE_SURVEY && !out->of && !yes &&
             !out->value)
        needs(head, out->yes ? "base" : "of");
}

/* Of a status, each key belongs to one statistic. */
static void check_status(struct head *head)
{
    const struct syn_indicator *out = head->out;
    bool recent = out->statistic == SYN_STATISTIC_RECENT;
    bool open = out->statistic == SYN_STATISTIC_OPEN;

    if (recent && !out->window)
        needs(head, "window");
    else if (open && !(out->from && out->to))
        needs(head, out->from ? "to" : "from");
    else if (out->window && !recent)
        excludes(head, WINDOW, STATISTIC);
    else if ((out->from || out->to) && !open)
        excludes(head, out->from ? FROM : TO, STATISTIC);
}

/* Of these one would be passed over in silence. */
static const struct {
    enum syn_measure_kind measure;
    int key, other;
} apart[] = {
    {SYN_MEASURE_FOLLOWUP, TO, OF},
    {SYN_MEASURE_FOLLOWUP, FROM, OF},
    {SYN_MEASURE_DURATION, VALUE, FROM},
    {SYN_MEASURE_DURATION, VALUE, TO},
    {SYN_MEASURE_CONCENTRATION, TOP, AT_LEAST},
    {SYN_MEASURE_CONCENTRATION, TOP, STATISTIC},
    {SYN_MEASURE_CONCENTRATION, AT_LEAST, STATISTIC},
    {SYN_MEASURE_SURVEY, OF, YES},
    {SYN_MEASURE_SURVEY, OF, BASE},
    {SYN_MEASURE_SURVEY, OF, VALUE},
    {SYN_MEASURE_SURVEY, VALUE, YES},
    {SYN_MEASURE_SURVEY, VALUE, BASE},
};

static void check_apart(struct head *head)
{
    for (size_t i = 0; i < sizeof apart / sizeof *apart; i++)
        if (apart[i].measure == head->out->measure && !head->status &&
            is_given(head, apart[i].key) && is_given(head, apart[i].other))
            excludes(head, apart[i].key, apart[i].other);
}

void syn_head_kind(struct head *head)
{
    set_values(head);
    if (!is_given(head, MEASURE))
        return;
    check_keys(head);
    check_unit(head);
    if (head->status)
        return; /* What is wrong in itself fits nothing. */
    check_statistic(head);
    check_ways(head);
    if (head->out->measure == SYN_MEASURE_STATUS)
        check_status(head);
    check_apart(head);
}

/* --- what the kinds show ----------------------------------------------- */

bool syn_indicator_has_value(const struct syn_indicator *indicator)
{
    switch (indicator->measure) {
    case SYN_MEASURE_DURATION:
    case SYN_MEASURE_AORISTIC:
        return true;
    case SYN_MEASURE_CONCENTRATION:
        return indicator->statistic == SYN_STATISTIC_GINI;
    case SYN_MEASURE_SURVEY:
        return indicator->value != NULL;
    case SYN_MEASURE_STATUS:
        return indicator->statistic == SYN_STATISTIC_AGE;
    default:
        return false;
    }
}

bool syn_indicator_is_part(const struct syn_indicator *indicator)
{
    switch (indicator->measure) {
    case SYN_MEASURE_SHARE:
    case SYN_MEASURE_REPEAT:
    case SYN_MEASURE_RETURN:
    case SYN_MEASURE_GROUP:
    case SYN_MEASURE_FOLLOWUP:
        return true;
    case SYN_MEASURE_CONCENTRATION:
    case SYN_MEASURE_SURVEY:
        return !syn_indicator_has_value(indicator);
    default:
        return false;
    }
}
