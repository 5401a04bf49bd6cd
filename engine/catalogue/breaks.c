/* Breaks: days on which a series stops meaning what it meant.
 *
 * Those that came with the program are about Norwegian law and practice, so
 * they hold for built-in indicators only; a project's own hold for all. */
#include <string.h>

#include <samsyn/base/asset.h>
#include <samsyn/base/text.h>
#include <samsyn/catalogue/catalogue.h>

#include "list.h"
#include "parts.h"

static const char builtin_path[] = "datasets/breaks/norway.csv";

enum {
    DATE,
    APPLIES_TO,
    TYPE,
    DESCRIPTION,
    HANDLING,
    NYNORSK,
    ENGLISH,
    SOURCE,
    MARK,
    N_BREAK_COLUMNS
};

static const struct syn_table_column columns[N_BREAK_COLUMNS] = {
    [DATE] = {"date", true},
    [APPLIES_TO] = {"applies_to", true},
    [TYPE] = {"type", true},
    [DESCRIPTION] = {"description", true},
    [HANDLING] = {"handling", false},
    [NYNORSK] = {"description_nn", false},
    [ENGLISH] = {"description_en", false},
    [SOURCE] = {"source", false},
    [MARK] = {"mark", false},
};

const char *const syn_break_type_names[SYN_N_BREAK_TYPES] = {
    "law", "code", "practice", "system", "border", "pandemic", "change"};
const char *const syn_break_handling_names[SYN_N_BREAK_HANDLINGS] = {
    "split", "incomparable", "mark"};

/* Types that a list has: all but the last. */
enum { N_LISTED = SYN_BREAK_CHANGE };

/* In the order of the enums, in English and then in Norwegian. */
static const char *const types[] = {
    "law",  "code",    "practice", "system", "border",  "pandemic", "lov",
    "kode", "praksis", "system",   "grense", "pandemi", NULL};
static const char *const handlings[] = {
    "split",           "incomparable", "mark", "del_serien",
    "ikke_sammenlign", "marker",       NULL};

static struct syn_break read_break(struct syn_list *list, bool builtin)
{
    const char *handling = syn_list_optional(list, HANDLING);
    const char *nn = syn_list_optional(list, NYNORSK);
    const char *en = syn_list_optional(list, ENGLISH);
    struct syn_break b = {.day = syn_list_needed_day(list, DATE),
                          .applies_to = syn_list_needed(list, APPLIES_TO),
                          .builtin = builtin};
    int type = syn_list_choice(list, TYPE, syn_list_needed(list, TYPE), types);
    int how = syn_list_choice(list, HANDLING, handling, handlings);

    b.type = (enum syn_break_type)(type < 0 ? 0 : type % N_LISTED);
    b.handling =
        (enum syn_break_handling)(how < 0 ? 0 : how % SYN_N_BREAK_HANDLINGS);
    for (int i = 0; i < SYN_N_LANGS; i++)
        b.description[i] = syn_list_optional(list, DESCRIPTION);
    if (*nn)
        b.description[SYN_NN] = nn;
    if (*en)
        b.description[SYN_EN] = en;
    return b;
}

static enum syn_status
read_breaks(struct syn_lists *out, struct syn_list *list, bool builtin)
{
    struct syn_break *at = syn_arena_alloc(
        list->arena, out->n_breaks + list->table.n_rows, sizeof *at);

    if (out->n_breaks)
        memcpy(at, out->breaks, out->n_breaks * sizeof *at);
    for (; syn_list_has_row(list); list->row++)
        at[out->n_breaks + list->row] = read_break(list, builtin);
    out->breaks = at;
    out->n_breaks += list->row;
    return syn_list_finish(list);
}

enum syn_status syn_breaks_read(struct syn_lists *out,
                                const char *path,
                                struct syn_arena *arena,
                                struct syn_diag *diag)
{
    const struct syn_asset *asset = syn_asset_find(builtin_path);
    struct syn_list list = {.arena = arena, .diag = diag};
    struct syn_list shipped = {
        .columns = columns, .arena = arena, .diag = diag};
    enum syn_status status =
        syn_list_open(&list, path, columns, N_BREAK_COLUMNS);

    if (!status)
        status = read_breaks(out, &list, false);
    if (status || !asset)
        return status;
    status =
        syn_table_parse(&shipped.table, builtin_path, asset->text, asset->size,
                        columns, N_BREAK_COLUMNS, arena, diag);
    return status ? status : read_breaks(out, &shipped, true);
}

/* Whether the body of INDICATOR asks for WORD, in quotes. */
static bool asks_for(const struct syn_indicator *indicator, const char *word)
{
    size_t n = strlen(word);

    for (const char *s = indicator->body; s && (s = strstr(s, word)); s += n)
        if (s > indicator->body && s[-1] == '\'' && s[n] == '\'')
            return true;
    return false;
}

/* Whether INDICATOR selects by one of TAGS that matches PATTERN; NULL: any. */
static bool asks_for_tag(const struct syn_indicator *indicator,
                         const char *const *tags,
                         const char *pattern)
{
    for (const char *const *t = tags; t && *t; t++)
        if ((!pattern || syn_glob_match(pattern, *t)) &&
            asks_for(indicator, *t))
            return true;
    return false;
}

/* Whether INDICATOR selects by a code, by its name or by one of its tags: a
 * code that matches BY_CODE, or a tag that matches BY_TAG. */
static bool uses_code(const struct syn_lists *lists,
                      const struct syn_indicator *indicator,
                      const char *by_code,
                      const char *by_tag)
{
    for (size_t i = 0; i < lists->n_codes; i++) {
        const struct syn_code *code = &lists->codes[i];
        if (by_code && !syn_glob_match(by_code, code->code))
            continue;
        if ((by_code && asks_for(indicator, code->code)) ||
            asks_for_tag(indicator, code->tags, by_tag))
            return true;
    }
    return false;
}

/* What stands after PREFIX in TEXT, or NULL. */
static const char *after(const char *prefix, const char *text)
{
    size_t n = strlen(prefix);
    return strncmp(text, prefix, n) == 0 ? text + n : NULL;
}

bool syn_break_applies(const struct syn_break *b,
                       const struct syn_lists *lists,
                       const struct syn_indicator *indicator)
{
    const char *by_code = after("code:", b->applies_to);
    const char *by_tag = after("tag:", b->applies_to);

    if (b->builtin && !indicator->builtin)
        return false;
    if (by_code || by_tag)
        return indicator->body && strstr(indicator->body, "code") &&
               uses_code(lists, indicator, by_code, by_tag);
    return syn_glob_match(b->applies_to, indicator->id);
}

bool syn_break_applies_to(const struct syn_break *b,
                          const struct syn_lists *lists,
                          const struct syn_indicator *indicator,
                          const char *group,
                          const char *area)
{
    return syn_break_applies(b, lists, indicator) &&
           (!b->group || strcmp(b->group, group) == 0) &&
           (!b->area || strcmp(b->area, area ? area : "all") == 0);
}
