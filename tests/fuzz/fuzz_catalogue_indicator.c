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
    MUST(i->measure <= SYN_MEASURE_RATE && i->better <= SYN_BETTER_NEUTRAL);
    MUST(i->unit >= syn_units && i->unit < syn_units + syn_n_units);
    MUST(i->per >= 0 && (i->measure != SYN_MEASURE_RATE || i->per > 0));
    MUST((i->of != NULL) == (i->measure == SYN_MEASURE_SHARE));
    MUST(!i->through == !i->role);
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

static const char *write_head(const struct syn_indicator *i,
                              struct syn_arena *arena)
{
    static const char *const measures[] = {"count", "share", "rate"};
    static const char *const dates[] = {"reported", "occurred"};
    static const char *const betters[] = {"lower", "higher", "neutral"};
    struct syn_text out = {.arena = arena};

    for (int l = 0; l < SYN_N_LANGS; l++) {
        syn_text_addf(&out, "-- @title.%s %s\n", syn_lang_code[l], i->title[l]);
        if (i->about[l])
            syn_text_addf(&out, "-- @about.%s %s\n", syn_lang_code[l],
                          i->about[l]);
    }
    syn_text_addf(&out, "-- @focus %s\n-- @measure %s\n-- @unit %s\n",
                  syn_focus_ids[i->focus], measures[i->measure], i->unit->name);
    syn_text_addf(&out, "-- @date %s\n-- @better %s\n-- @groups",
                  dates[i->date], betters[i->better]);
    for (size_t g = 0; i->groups[g]; g++)
        syn_text_addf(&out, " %s", i->groups[g]);
    syn_text_add(&out, "\n");
    if (i->through)
        syn_text_addf(&out, "-- @through %s %s\n", i->through, i->role);
    if (i->per)
        syn_text_addf(&out, "-- @per %d inhabitants\n", i->per);
    if (i->of)
        syn_text_addf(&out, "-- @of %s\n", i->of);
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
    MUST(same_text(a->through, b->through) && same_text(a->role, b->role));
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
