/* Any text is an indicator.  What must hold:
 *
 *  (1) It is refused with a message, or read without one; each message stands
 *      at a place in the file.
 *  (2) The body begins where it is said to, behind the head.
 *  (3) The head written anew from what was read is read as the same. */
#include "fuzz.h"

#include <samsyn/base/text.h>
#include <samsyn/catalogue/indicator.h>

static struct {
    const char *text;
    size_t lines, heard;
} ear;

static const char *line_at(unsigned line)
{
    const char *at = ear.text;

    for (; line > 1; line--) {
        at += strcspn(at, "\n");
        MUST(*at);
        at++;
    }
    return at;
}

/* A byte order mark is not of the first line. */
enum { MARK = 3 };

static void check_place(struct syn_loc loc)
{
    MUST(strcmp(loc.path, "i.sql") == 0);
    MUST(loc.line <= ear.lines + 1);
    if (loc.line && loc.column)
        MUST(loc.column <= strcspn(line_at(loc.line), "\n") + 1 + MARK);
}

static void listen(void *data, const struct syn_message *m)
{
    (void)data;
    MUST(m->code && m->text && *m->text);
    MUST(syn_utf8_valid(m->text, strlen(m->text)));
    check_place(m->loc);
    ear.heard += m->severity == SYN_ERROR;
    if (m->caret.line)
        MUST(m->caret.line >= ear.text &&
             m->caret.line <= ear.text + strlen(ear.text));
}

static enum syn_status
read(struct syn_indicator *out, const char *text, struct syn_arena *arena)
{
    struct syn_diag diag = {.emit = listen};

    ear.text = text;
    ear.lines = ear.heard = 0;
    for (const char *s = text; *s; s++)
        ear.lines += *s == '\n';
    enum syn_status status =
        syn_indicator_parse(out, "i.sql", text, arena, &diag);
    MUST(status == SYN_OK || status == SYN_ECONFIG);
    MUST((ear.heard > 0) == (status != SYN_OK)); /* (1) */
    return status;
}

/* (2) */
static void check_body(const struct syn_indicator *i)
{
    size_t length = strlen(i->text);
    unsigned line = 1;

    MUST(i->body >= i->text && i->body < i->text + length);
    for (const char *s = i->text; s < i->body; s++)
        line += *s == '\n';
    MUST(i->body_line == line);
    MUST(i->body == i->text || i->body[-1] == '\n');
    const char *first = i->body + strspn(i->body, " \t\r");
    MUST(*first && *first != '\n' && strncmp(first, "--", 2) != 0);
    for (const char *s = i->text; s < i->body; s += strcspn(s, "\n") + 1) {
        const char *word = s + strspn(s, " \t\r");
        MUST(*word == '\n' || strncmp(word, "--", 2) == 0);
    }
}

static void check_values(const struct syn_indicator *i)
{
    MUST(i->focus >= 0 && i->focus < SYN_N_FOCUS);
    MUST(i->measure < SYN_N_MEASURES && i->better <= SYN_BETTER_NEUTRAL);
    MUST(i->unit >= syn_units && i->unit < syn_units + syn_n_units);
    MUST(i->per >= 0 && (i->measure != SYN_MEASURE_RATE || i->per > 0));
    MUST(i->measure != SYN_MEASURE_SHARE || i->of || i->of_population);
    MUST(i->measure != SYN_MEASURE_COUNT || !i->of);
    MUST(!i->through == !i->roles);
    MUST(i->date != SYN_BY_COLUMN || i->date_column);
    for (int l = 0; l < SYN_N_LANGS; l++)
        MUST(i->title[l] && *i->title[l]);
    MUST(i->groups && i->groups[0]);
    MUST(i->when.all ==
         (!i->when.bits[0] && !i->when.bits[1] && !i->when.bits[2]));
    MUST(i->when.bits[2] >> (168 - 128) == 0);
    for (size_t k = 0; syn_head_keys[k].name; k++)
        for (size_t nth = 0; nth < 3; nth++)
            check_place(
                syn_indicator_written(i, syn_head_keys[k].name, nth).loc);
}

/* --- writing ----------------------------------------------------------- */

static void write_hours(struct syn_text *out, const struct syn_hours *when)
{
    static const char *const days[] = {"mon", "tue", "wed", "thu",
                                       "fri", "sat", "sun"};
    const char *before = "-- @when ";

    for (int h = 0; h < 168; h++) {
        int next = (h + 1) % 168;
        if (!(when->bits[h / 64] >> (h % 64) & 1))
            continue;
        syn_text_addf(out, "%s%s %02d:00 - %s %02d:00", before, days[h / 24],
                      h % 24, days[next / 24], next % 24);
        before = ", ";
    }
    syn_text_add(out, "\n");
}

static void add_text(struct syn_text *out, const char *key, const char *text)
{
    if (text)
        syn_text_addf(out, "-- @%s %s\n", key, text);
}

static void add_number(struct syn_text *out,
                       const char *key,
                       int number,
                       int none,
                       const char *unit)
{
    if (number != none)
        syn_text_addf(out, "-- @%s %d%s\n", key, number, unit);
}

static void write_kind(struct syn_text *out, const struct syn_indicator *i)
{
    static const char *const statistics[] = {NULL,     "median", "p80",  "p90",
                                             "mean",   "sum",    "gini", "age",
                                             "recent", "open"};
    static const char *const units[] = {NULL, "minutes", "hours", "days",
                                        "months"};
    static const char *const spreads[] = {"person", "area", "hour"};

    add_text(out, "of", i->of_population ? "population" : i->of);
    add_text(out, "invert", i->invert ? "yes" : NULL);
    add_number(out, "at-least", i->at_least, 0, "");
    if (i->with.from != SYN_UNSET)
        syn_text_addf(out, "-- @with %d-%d\n", i->with.from, i->with.to);
    add_number(out, "window", i->window, 0, " months");
    add_number(out, "look-back", i->look_back, 0, " months");
    add_number(out, "within", i->within, -1, " days");
    add_number(out, "top", i->top, 0, i->top_percent ? " %" : "");
    if (i->has_geography)
        add_text(out, "geography", syn_geography_names[i->geography]);
    add_text(out, "from", i->from);
    add_text(out, "to", i->to);
    add_text(out, "value", i->value);
    add_text(out, "yes", i->yes);
    add_text(out, "base", i->base);
    add_text(out, "statistic", statistics[i->statistic]);
    if (i->measure == SYN_MEASURE_DURATION)
        add_text(out, "in", units[i->in]);
    if (i->measure == SYN_MEASURE_CONCENTRATION)
        add_text(out, "by", spreads[i->by]);
}

/* The same, told twice. */
static void check_kind(const struct syn_indicator *a,
                       const struct syn_indicator *b)
{
    MUST(a->of_population == b->of_population && a->invert == b->invert);
    MUST(a->at_least == b->at_least && a->window == b->window);
    MUST(a->with.from == b->with.from && a->with.to == b->with.to);
    MUST(a->look_back == b->look_back && a->within == b->within);
    MUST(a->top == b->top && a->top_percent == b->top_percent);
    MUST(a->statistic == b->statistic && a->by == b->by);
    MUST(a->value_unit == b->value_unit && a->in == b->in);
}

static const char *write_head(const struct syn_indicator *i,
                              struct syn_arena *arena)
{
    static const char *const betters[] = {"lower", "higher", "neutral"};
    struct syn_text out = {.arena = arena};

    for (int l = 0; l < SYN_N_LANGS; l++) {
        syn_text_addf(&out, "-- @title.%s %s\n", syn_lang_code[l], i->title[l]);
        if (i->about[l])
            syn_text_addf(&out, "-- @about.%s %s\n", syn_lang_code[l],
                          i->about[l]);
    }
    syn_text_addf(&out, "-- @focus %s\n-- @measure %s\n-- @unit %s\n",
                  syn_focus_ids[i->focus], syn_measure_names[i->measure],
                  i->unit->name);
    syn_text_addf(&out, "-- @date %s\n-- @better %s\n-- @groups",
                  i->date_column, betters[i->better]);
    for (size_t g = 0; i->groups[g]; g++)
        syn_text_addf(&out, " %s", i->groups[g]);
    syn_text_add(&out, "\n");
    if (i->through)
        syn_text_addf(&out, "-- @through %s", i->through);
    for (size_t r = 0; i->through && i->roles[r]; r++)
        syn_text_addf(&out, " %s%s", i->roles[r], i->roles[r + 1] ? "" : "\n");
    if (i->per)
        syn_text_addf(&out, "-- @per %d%s\n", i->per,
                      i->measure == SYN_MEASURE_RATIO ? "" : " inhabitants");
    write_kind(&out, i);
    if (i->police_driven)
        syn_text_add(&out, "-- @driven police\n");
    if (i->no_row)
        syn_text_add(&out, "-- @row no\n");
    if (!i->when.all)
        write_hours(&out, &i->when);
    syn_text_add(&out, i->body);
    return out.at;
}

static bool same_text(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

/* (3) */
static void check_same(const struct syn_indicator *a,
                       const struct syn_indicator *b)
{
    for (int l = 0; l < SYN_N_LANGS; l++) {
        MUST(same_text(a->title[l], b->title[l]));
        MUST(same_text(a->about[l], b->about[l]));
    }
    MUST(a->focus == b->focus && a->measure == b->measure);
    MUST(a->unit == b->unit && a->date == b->date && a->per == b->per);
    MUST(a->better == b->better && a->police_driven == b->police_driven);
    MUST(a->no_row == b->no_row && same_text(a->of, b->of));
    MUST(same_text(a->through, b->through) &&
         same_text(a->date_column, b->date_column));
    for (size_t r = 0; a->through && (a->roles[r] || b->roles[r]); r++)
        MUST(same_text(a->roles[r], b->roles[r]));
    check_kind(a, b);
    MUST(memcmp(a->when.bits, b->when.bits, sizeof a->when.bits) == 0);
    MUST(same_text(a->body, b->body));
    for (size_t g = 0; a->groups[g] || b->groups[g]; g++)
        MUST(same_text(a->groups[g], b->groups[g]));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct syn_arena *arena = syn_arena_new((size_t)256 << 20);
    struct fuzz_input in = fuzz_input(data, n);
    struct syn_indicator indicator, again;
    const char *text = fuzz_text(&in, '\0', arena);

    if (read(&indicator, text, arena) == SYN_OK) {
        ear.text = indicator.text; /* Without a byte order mark. */
        check_body(&indicator);
        check_values(&indicator);
        MUST(read(&again, write_head(&indicator, arena), arena) == SYN_OK);
        check_same(&indicator, &again);
    }
    syn_arena_free(arena);
    return 0;
}
