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

#include "head.h"
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
    {"case", SYN_COUNT_CASES, false},
    {"assignment", SYN_COUNT_CASES, false},
    {"report", SYN_COUNT_CASES, false},
    {"person", SYN_COUNT_PERSONS, false},
    {"event", SYN_COUNT_EVENTS, false},
    {"contact", SYN_COUNT_EVENTS, false},
    {"respondent", SYN_COUNT_EVENTS, false},
    {"offence", SYN_COUNT_EVENTS, false},
    {"search", SYN_COUNT_EVENTS, false},
    {"arrest", SYN_COUNT_EVENTS, false},
    {"activity", SYN_COUNT_EVENTS, false},
    {"conversation", SYN_COUNT_EVENTS, false},
    {"charge", SYN_COUNT_EVENTS, false},
    {"referral", SYN_COUNT_EVENTS, false},
    {"inspection", SYN_COUNT_EVENTS, true},
    {"pupil", SYN_COUNT_EVENTS, false},
    {"exercise", SYN_COUNT_EVENTS, true},
    {"plan", SYN_COUNT_EVENTS, true},
    {"measure", SYN_COUNT_EVENTS, false},
    {"use-of-force", SYN_COUNT_EVENTS, false},
    {"patrol", SYN_COUNT_CASES, true},
    {"user", SYN_COUNT_EVENTS, false},
    {"injured", SYN_COUNT_EVENTS, false},
};
const size_t syn_n_units = sizeof syn_units / sizeof *syn_units;

static const char *const betters[] = {"lower", "higher", "neutral", NULL};
static const char *const drivers[] = {"police", NULL};
static const char *const rows[] = {"no", NULL};

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

struct syn_written syn_head_value_place(const struct head *head, int key)
{
    const struct line *line = &head->given[key];
    return place(head->out->path, line, line->value, line->n_value);
}

const char *syn_head_text(const struct head *head, int key)
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

void syn_head_wrong(struct head *head, int key)
{
    wrong_value(head, key, syn_head_value_place(head, key));
}

struct syn_written syn_head_key_place(const struct head *head, int key)
{
    return place_of_key(head, &head->given[key]);
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

int syn_head_choose(struct head *head, int key, const char *const *choices)
{
    const char *text = syn_head_text(head, key);
    struct syn_written at;

    if (!text || !*text)
        return 0;
    int found = syn_scalar_choice(choices, text);
    if (found >= 0)
        return found;
    at = syn_head_value_place(head, key);
    head->status = syn_choice_fail(&at, syn_head_keys[key].name, text, choices,
                                   head->arena, head->diag);
    return 0;
}

static void set_words(struct head *head)
{
    const char *first[SYN_N_LANGS], *about = NULL, *title = NULL;
    struct syn_indicator *out = head->out;

    for (int i = 0; i < SYN_N_LANGS; i++) {
        first[i] = syn_head_text(head, TITLE + i);
        out->about[i] = syn_head_text(head, ABOUT + i);
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
    head->out->unit = &syn_units[syn_head_choose(head, UNIT, names)];
}

static void set_groups(struct head *head)
{
    const char *text = syn_head_text(head, GROUPS);
    const char *const *names = syn_words(text, strlen(text), head->arena);

    head->out->groups = names;
    for (size_t i = 0; names[i]; i++)
        if (!syn_group_name_valid(names[i]))
            wrong_value(head, GROUPS,
                        syn_indicator_written(head->out, "groups", i));
}

bool syn_role_in(const char *word, const char *role)
{
    for (size_t n; role && *word; word += n + (word[n] == '/')) {
        n = strcspn(word, "/");
        if (strlen(role) == n && memcmp(word, role, n) == 0)
            return true;
    }
    return false;
}

/* Roles that any of "a/b" may be. */
static bool is_role(const char *word)
{
    for (; *word; word++)
        if (!(*word >= 'a' && *word <= 'z') && *word != '_' && *word != '/')
            return false;
    return true;
}

static void set_through(struct head *head)
{
    const char *text = syn_head_text(head, THROUGH);

    if (!text || !*text)
        return;
    const char *const *words = syn_words(text, strlen(text), head->arena);
    bool good = words[0] && words[1] && syn_name_valid(words[0]);
    for (size_t i = 1; good && words[i]; i++)
        good = is_role(words[i]);
    if (!good) {
        syn_head_wrong(head, THROUGH);
        return;
    }
    head->out->through = words[0];
    head->out->roles = words + 1;
}

/* Whatever is no name of the two dates that every event has is a column. */
static void set_date(struct head *head)
{
    static const char *const dates[] = {"reported", "occurred", NULL};
    const char *text = syn_head_text(head, DATE);
    int found = syn_scalar_choice(dates, text);
    bool near = found < 0 && syn_suggest(text, dates);

    if (near)
        syn_head_choose(head, DATE, dates);
    else if (found < 0 && !syn_name_valid(text))
        syn_head_wrong(head, DATE);
    head->out->date = found < 0 ? SYN_BY_COLUMN : (enum syn_date_basis)found;
    head->out->date_column = text;
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

/* A case may count in several areas, so what is asked over more than one would
 * count it more than once. */
static void set_focus(struct head *head)
{
    const char *text = syn_head_text(head, FOCUS);
    struct syn_written at;

    if (!text || (!strpbrk(text, " ,*") && strcmp(text, "all") != 0)) {
        head->out->focus = syn_head_choose(head, FOCUS, syn_focus_ids);
        return;
    }
    at = syn_head_value_place(head, FOCUS);
    head->status = syn_diag_fail_at(
        head->diag, SYN_ECONFIG, at.loc, at.caret, "catalogue.head-focus",
        "an indicator has one focus area: a case may count in several, so a "
        "total over areas is refused");
}

static void set_all(struct head *head)
{
    struct syn_indicator *out = head->out;

    set_words(head);
    set_focus(head);
    out->measure = (enum syn_measure_kind)syn_head_choose(head, MEASURE,
                                                          syn_measure_names);
    set_unit(head);
    set_date(head);
    set_groups(head);
    out->has_geography = head->given[GEOGRAPHY].key != NULL;
    out->geography = (enum syn_geography)syn_head_choose(head, GEOGRAPHY,
                                                         syn_geography_names);
    set_through(head);
    out->better = (enum syn_better)syn_head_choose(head, BETTER, betters);
    syn_head_choose(head, DRIVEN, drivers);
    out->police_driven = head->given[DRIVEN].key != NULL;
    syn_head_choose(head, ROW, rows);
    out->no_row = head->given[ROW].key != NULL;
    set_when(head);
    check_required(head);
    syn_head_kind(head);
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
