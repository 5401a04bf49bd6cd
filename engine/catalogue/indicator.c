/* The head of an indicator.  Its form:
 *
 *  (1) Lines of "-- @key value" stand at the top; blank lines and other
 *      comments may stand between.  The body begins with the first other line.
 *  (2) Unknown, repeated and missing keys, and values that are not what the
 *      key wants, are errors with their place, all of them in one reading.
 *  (3) A head line after the body has begun is an error: it would otherwise
 *      say nothing and seem to. */
#include <samsyn/catalogue/indicator.h>

#include <string.h>

#include <samsyn/base/text.h>

#include "node.h"
#include "parts.h"
#include "scalar.h"

const char *const syn_focus_ids[SYN_N_FOCUS + 1] = {"youth-crime",
                                                    "close-relations",
                                                    "hate-extremism",
                                                    "substance-mental-health",
                                                    "public-space",
                                                    "organised-crime",
                                                    "preparedness",
                                                    "cooperation",
                                                    NULL};

const struct syn_unit syn_units[] = {
    {"case", SYN_COUNT_CASES},        {"assignment", SYN_COUNT_CASES},
    {"report", SYN_COUNT_CASES},      {"person", SYN_COUNT_PERSONS},
    {"event", SYN_COUNT_EVENTS},      {"contact", SYN_COUNT_EVENTS},
    {"respondent", SYN_COUNT_EVENTS}, {"offence", SYN_COUNT_EVENTS},
    {"search", SYN_COUNT_EVENTS},     {"arrest", SYN_COUNT_EVENTS},
    {"activity", SYN_COUNT_EVENTS},   {"conversation", SYN_COUNT_EVENTS},
    {"charge", SYN_COUNT_EVENTS},     {"referral", SYN_COUNT_EVENTS},
    {"inspection", SYN_COUNT_EVENTS}, {"pupil", SYN_COUNT_EVENTS},
    {"measure", SYN_COUNT_EVENTS},    {"use-of-force", SYN_COUNT_EVENTS},
};
const size_t syn_n_units = sizeof syn_units / sizeof *syn_units;

static const char *const measures[] = {"count", "share", "rate", NULL};
static const char *const dates[] = {"reported", "occurred", NULL};
static const char *const betters[] = {"lower", "higher", "neutral", NULL};
static const char *const drivers[] = {"police", NULL};
static const char *const rows[] = {"no", NULL};

enum {
    TITLE, /* And the next two: in the order of enum syn_lang. */
    ABOUT = TITLE + SYN_N_LANGS,
    FOCUS = ABOUT + SYN_N_LANGS,
    MEASURE,
    UNIT,
    DATE,
    GROUPS,
    THROUGH,
    PER,
    BETTER,
    DRIVEN,
    ROW,
    OF,
    WHEN,
    N_HEAD_KEYS
};

const struct syn_head_key syn_head_keys[] = {
    [TITLE + SYN_NB] = {"title.nb", "text", NULL, "Vold i det offentlige rom",
                        "name in bokmål; this or the English one is needed",
                        false},
    [TITLE +
        SYN_NN] = {"title.nn", "text", NULL, "Vald i det offentlege rommet",
                   "name in nynorsk; without it, the one in bokmål", false},
    [TITLE + SYN_EN] = {"title.en", "text", NULL, "Violence in public places",
                        "name in English; without it, the one in bokmål",
                        false},
    [ABOUT + SYN_NB] = {"about.nb", "text", NULL, "Anmeldte saker om vold ute",
                        "definition in words, in bokmål", false},
    [ABOUT + SYN_NN] = {"about.nn", "text", NULL, "Melde saker om vald ute",
                        "definition in words, in nynorsk", false},
    [ABOUT + SYN_EN] = {"about.en", "text", NULL, "Reported cases of violence",
                        "definition in words, in English", false},
    [FOCUS] = {"focus", "one of the focus areas", NULL, "public-space",
               "area of the agreement that it belongs to", true},
    [MEASURE] = {"measure", "count, share or rate", NULL, "count",
                 "what kind of figure it is", true},
    [UNIT] = {"unit", "name of a unit", NULL, "case", "what is counted", true},
    [DATE] = {"date", "reported or occurred", "reported", "occurred",
              "the date that puts an event in a period", false},
    [GROUPS] = {"groups", "names of groups", "all", "all target",
                "who it is counted for", false},
    [THROUGH] = {"through", "source and role", NULL, "police_person suspect",
                 "a case is in a group when a person in this role is", false},
    [PER] = {"per", "number and inhabitants", NULL, "1000 inhabitants",
             "the population that a rate is for", false},
    [BETTER] = {"better", "lower, higher or neutral", "neutral", "lower",
                "the direction that is wished for", false},
    [DRIVEN] = {"driven", "police", NULL, "police",
                "it follows what the police choose to look for", false},
    [ROW] = {"row", "no", NULL, "no",
             "it only serves a share and has no row in a briefing", false},
    [OF] = {"of", "id of an indicator", NULL, "public_violence",
            "what a share is a share of", false},
    [WHEN] = {"when", "hours of the week", NULL,
              "fri 22:00 - sat 06:00, sat 22:00 - sun 06:00",
              "only events in these hours", false},
    [N_HEAD_KEYS] = {NULL, NULL, NULL, NULL, NULL, false},
};

/* A line of the file, and its parts if it is one of the head. */
struct line {
    const char *at;
    size_t n;
    unsigned number;
    const char *key, *value; /* NULL: not of the head. */
    size_t n_key, n_value;
    bool body;
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

/* Passes blanks at S, not past END. */
static const char *skip(const char *s, const char *end)
{
    while (s < end && is_blank(*s))
        s++;
    return s;
}

/* (1) Finds what the LINE is. */
static void sort_out(struct line *line)
{
    const char *end = line->at + line->n, *s = skip(line->at, end);

    line->body = s < end && (end - s < 2 || s[0] != '-' || s[1] != '-');
    if (s == end || line->body)
        return;
    s = skip(s + 2, end);
    if (s == end || *s != '@')
        return;
    line->key = ++s;
    while (s < end && !is_blank(*s))
        s++;
    line->n_key = (size_t)(s - line->key);
    line->value = skip(s, end);
    while (end > line->value && is_blank(end[-1]))
        end--;
    line->n_value = (size_t)(end - line->value);
}

/* Makes LINE the one after it; the first one if it is zeroed.  False at the
 * end of TEXT. */
static bool next_line(struct line *line, const char *text)
{
    const char *at = line->at ? line->at + line->n : text;

    if (line->at && *at)
        at++;
    if (!*at)
        return false;
    *line = (struct line){
        .at = at, .n = strcspn(at, "\n"), .number = line->number + 1};
    sort_out(line);
    return true;
}

/* One reading of a head. */
struct head {
    struct syn_indicator *out;
    struct line given[N_HEAD_KEYS]; /* KEY is NULL: not given. */
    struct syn_arena *arena;
    struct syn_diag *diag;
    enum syn_status status;
};

static struct syn_written
place(const char *path, const struct line *line, const char *at, size_t n)
{
    return (struct syn_written){
        .loc = {path, line->number, (unsigned)(at - line->at) + 1},
        .caret = {.line = line->at, .width = n ? (unsigned)n : 1}};
}

static struct syn_written place_of_key(const struct head *head,
                                       const struct line *line)
{
    return place(head->out->path, line, line->key - 1, line->n_key + 1);
}

static struct syn_written place_of_value(const struct head *head, int key)
{
    const struct line *line = &head->given[key];
    return place(head->out->path, line, line->value, line->n_value);
}

static const char *text_of(const struct head *head, int key)
{
    const struct line *line = &head->given[key];
    return line->key
               ? syn_arena_strndup(head->arena, line->value, line->n_value)
               : syn_head_keys[key].fallback;
}

static void wrong_value(struct head *head, int key, struct syn_written at)
{
    head->status =
        syn_diag_fail_at(head->diag, SYN_ECONFIG, at.loc, at.caret,
                         "catalogue.head-value", "\"@%s\" must be as in: %s",
                         syn_head_keys[key].name, syn_head_keys[key].example);
}

static int find_key(const struct line *line)
{
    for (int i = 0; i < N_HEAD_KEYS; i++)
        if (strlen(syn_head_keys[i].name) == line->n_key &&
            memcmp(syn_head_keys[i].name, line->key, line->n_key) == 0)
            return i;
    return -1;
}

static void unknown_key(struct head *head, const struct line *line)
{
    const char *names[N_HEAD_KEYS + 1];
    const char *key = syn_arena_strndup(head->arena, line->key, line->n_key);
    struct syn_written at = place_of_key(head, line);

    for (int i = 0; i <= N_HEAD_KEYS; i++)
        names[i] = syn_head_keys[i].name;
    const char *meant = syn_suggest(key, names);
    if (meant)
        at.caret.suggestion = syn_arena_printf(head->arena, "@%s", meant);
    head->status =
        syn_diag_fail_at(head->diag, SYN_ECONFIG, at.loc, at.caret,
                         "catalogue.head-key", "unknown key \"@%s\"", key);
}

static void take_line(struct head *head, const struct line *line)
{
    int key = find_key(line);
    struct syn_written at = place_of_key(head, line);

    if (key < 0)
        unknown_key(head, line);
    else if (head->given[key].key)
        head->status =
            syn_diag_fail_at(head->diag, SYN_ECONFIG, at.loc, at.caret,
                             "catalogue.head-duplicate",
                             "\"@%s\" stands twice; before in line %u",
                             syn_head_keys[key].name, head->given[key].number);
    else if (!line->n_value)
        wrong_value(head, key, at);
    if (key >= 0 && !head->given[key].key)
        head->given[key] = *line;
}

/* (3) */
static void check_body(struct head *head, struct line line)
{
    while (next_line(&line, head->out->text)) {
        struct syn_written at;
        if (!line.key)
            continue;
        at = place_of_key(head, &line);
        head->status = syn_diag_fail_at(
            head->diag, SYN_ECONFIG, at.loc, at.caret, "catalogue.head-late",
            "a line of the head stands after the query has begun");
    }
}

/* Finds the lines of the head and where the body begins. */
static void find_lines(struct head *head)
{
    struct line line = {0};

    while (next_line(&line, head->out->text) && !line.body)
        if (line.key)
            take_line(head, &line);
    if (line.body) {
        head->out->body = line.at;
        head->out->body_line = line.number;
        check_body(head, line);
        return;
    }
    head->status =
        syn_diag_fail(head->diag, SYN_ECONFIG,
                      (struct syn_loc){head->out->path, line.number, 0},
                      "catalogue.head-only",
                      "the query is missing; it stands after the head");
}

/* The index of the value of KEY in CHOICES; 0, reported, if it is none. */
static int choose(struct head *head, int key, const char *const *choices)
{
    const char *text = text_of(head, key);
    struct syn_written at;

    if (!text || !*text)
        return 0;
    int found = syn_scalar_choice(choices, text);
    if (found >= 0)
        return found;
    at = place_of_value(head, key);
    head->status = syn_choice_fail(&at, syn_head_keys[key].name, text, choices,
                                   head->arena, head->diag);
    return 0;
}

static void set_words(struct head *head)
{
    const char *first[SYN_N_LANGS], *about = NULL, *title = NULL;
    struct syn_indicator *out = head->out;

    for (int i = 0; i < SYN_N_LANGS; i++) {
        first[i] = text_of(head, TITLE + i);
        out->about[i] = text_of(head, ABOUT + i);
        title = title ? title : first[i];
        about = about ? about : out->about[i];
    }
    for (int i = 0; i < SYN_N_LANGS; i++) {
        out->title[i] = first[i] ? first[i] : title;
        out->about[i] = out->about[i] ? out->about[i] : about;
    }
    if (!first[SYN_NB] && !first[SYN_EN])
        head->status = syn_diag_fail(
            head->diag, SYN_ECONFIG, (struct syn_loc){out->path, 1, 0},
            "catalogue.head-title",
            "\"@title.nb\" or \"@title.en\" is missing");
}

static void set_unit(struct head *head)
{
    const char *names[sizeof syn_units / sizeof *syn_units + 1] = {NULL};

    for (size_t i = 0; i < syn_n_units; i++)
        names[i] = syn_units[i].name;
    head->out->unit = &syn_units[choose(head, UNIT, names)];
}

static void set_groups(struct head *head)
{
    const char *text = text_of(head, GROUPS);
    const char *const *names = syn_words(text, strlen(text), head->arena);

    head->out->groups = names;
    for (size_t i = 0; names[i]; i++)
        if (!syn_group_name_valid(names[i]))
            wrong_value(head, GROUPS,
                        syn_indicator_written(head->out, "groups", i));
}

static void set_through(struct head *head)
{
    const char *text = text_of(head, THROUGH);

    if (!text || !*text)
        return;
    const char *const *words = syn_words(text, strlen(text), head->arena);
    if (!words[0] || !words[1] || words[2] || !syn_name_valid(words[0]) ||
        !syn_name_valid(words[1])) {
        wrong_value(head, THROUGH, place_of_value(head, THROUGH));
        return;
    }
    head->out->through = words[0];
    head->out->role = words[1];
}

enum { MAX_PER = 10000000 };

static void set_per(struct head *head)
{
    const char *text = text_of(head, PER);
    int per = 0;

    if (!text || !*text)
        return;
    const char *const *words = syn_words(text, strlen(text), head->arena);
    if (!words[0] || !words[1] || words[2] || !syn_scalar_int(&per, words[0]) ||
        per < 1 || per > MAX_PER || strcmp(words[1], "inhabitants") != 0)
        wrong_value(head, PER, place_of_value(head, PER));
    else
        head->out->per = per;
}

static void set_of(struct head *head)
{
    const char *text = text_of(head, OF);

    if (!text || !*text)
        return;
    head->out->of = text;
    if (!syn_name_valid(text))
        wrong_value(head, OF, place_of_value(head, OF));
}

static void set_when(struct head *head)
{
    const struct line *line = &head->given[WHEN];

    head->out->when.all = true;
    if (!line->key || !line->n_value)
        return;
    const char *bad =
        syn_hours_parse(&head->out->when, line->value, line->n_value);
    if (bad)
        wrong_value(head, WHEN,
                    place(head->out->path, line, bad,
                          (size_t)(line->value + line->n_value - bad)));
}

static void check_required(struct head *head)
{
    for (int i = 0; i < N_HEAD_KEYS; i++)
        if (syn_head_keys[i].required && !head->given[i].key)
            head->status = syn_diag_fail(
                head->diag, SYN_ECONFIG,
                (struct syn_loc){head->out->path, 1, 0},
                "catalogue.head-required",
                "\"@%s\" is missing, as in -- @%s %s", syn_head_keys[i].name,
                syn_head_keys[i].name, syn_head_keys[i].example);
}

/* What a kind of measure needs, and what only it can have. */
static void check_pairs(struct head *head)
{
    const struct syn_indicator *out = head->out;
    bool share = out->measure == SYN_MEASURE_SHARE;
    const char *needs = NULL;

    if (!head->given[MEASURE].key)
        return;
    struct syn_written at = place_of_value(head, MEASURE);
    if (share && !head->given[OF].key)
        needs = "of";
    else if (out->measure == SYN_MEASURE_RATE && !head->given[PER].key)
        needs = "per";
    if (needs)
        head->status = syn_diag_fail_at(
            head->diag, SYN_ECONFIG, at.loc, at.caret, "catalogue.head-needs",
            "\"@measure %s\" needs \"@%s\"", measures[out->measure], needs);
    int unfit = share && head->given[PER].key   ? PER
                : !share && head->given[OF].key ? OF
                                                : N_HEAD_KEYS;
    if (unfit == N_HEAD_KEYS)
        return;
    at = place_of_key(head, &head->given[unfit]);
    head->status = syn_diag_fail_at(
        head->diag, SYN_ECONFIG, at.loc, at.caret, "catalogue.head-unfit",
        "\"@%s\" does not go with \"@measure %s\"", syn_head_keys[unfit].name,
        measures[out->measure]);
}

static void set_all(struct head *head)
{
    struct syn_indicator *out = head->out;

    set_words(head);
    out->focus = choose(head, FOCUS, syn_focus_ids);
    out->measure = (enum syn_measure_kind)choose(head, MEASURE, measures);
    set_unit(head);
    out->date = (enum syn_date_basis)choose(head, DATE, dates);
    set_groups(head);
    set_through(head);
    set_per(head);
    out->better = (enum syn_better)choose(head, BETTER, betters);
    choose(head, DRIVEN, drivers);
    out->police_driven = head->given[DRIVEN].key != NULL;
    choose(head, ROW, rows);
    out->no_row = head->given[ROW].key != NULL;
    set_of(head);
    set_when(head);
    check_required(head);
    check_pairs(head);
}

enum syn_status syn_indicator_parse(struct syn_indicator *out,
                                    const char *path,
                                    const char *text,
                                    struct syn_arena *arena,
                                    struct syn_diag *diag)
{
    static const char bom[] = "\xef\xbb\xbf";
    struct head head = {.out = out, .arena = arena, .diag = diag};
    enum syn_status status = syn_bytes_check(path, text, strlen(text), diag);

    if (status)
        return status;
    if (strncmp(text, bom, sizeof bom - 1) == 0)
        text += sizeof bom - 1;
    *out = (struct syn_indicator){.path = path, .text = text};
    find_lines(&head);
    set_all(&head);
    return head.status;
}

struct syn_written syn_indicator_written(const struct syn_indicator *indicator,
                                         const char *key,
                                         size_t nth)
{
    struct line line = {0};

    while (next_line(&line, indicator->text) && !line.body) {
        if (!line.key || line.n_key != strlen(key) ||
            memcmp(line.key, key, line.n_key) != 0)
            continue;
        const char *at = line.value, *end = line.value + line.n_value;
        for (size_t i = 0; i < nth; i++) {
            at += strcspn(at, " ");
            at = skip(at, end);
        }
        size_t n = strcspn(at, " ");
        if (at >= end)
            return place(indicator->path, &line, line.key - 1, line.n_key + 1);
        return place(indicator->path, &line, at,
                     n < (size_t)(end - at) ? n : (size_t)(end - at));
    }
    return (struct syn_written){.loc = {indicator->path, 0, 0}};
}
