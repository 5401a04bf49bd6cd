/* The map of offence codes: what a code is called, its tags, the law, its focus
 * areas, and how sure that is, while a window of dates holds. */
#include <limits.h>
#include <string.h>

#include <samsyn/base/asset.h>
#include <samsyn/base/file.h>
#include <samsyn/base/text.h>
#include <samsyn/catalogue/indicator.h>

#include "list.h"
#include "parts.h"
#include "scalar.h"

enum {
    CODE,
    VALID_FROM,
    VALID_TO,
    TITLE,
    TAGS,
    LAW,
    SSB_GROUP,
    POD_CATEGORY,
    PRIMARY,
    SECONDARY,
    MARK,
    N_CODE_COLUMNS
};

static const struct syn_table_column code_columns[N_CODE_COLUMNS] = {
    [CODE] = {"code", true},
    [VALID_FROM] = {"valid_from", true},
    [VALID_TO] = {"valid_to", true},
    [TITLE] = {"title", true},
    [TAGS] = {"tags", true},
    [LAW] = {"law", false},
    [SSB_GROUP] = {"ssb_group", false},
    [POD_CATEGORY] = {"pod_category", false},
    [PRIMARY] = {"primary", false},
    [SECONDARY] = {"secondary", false},
    [MARK] = {"mark", false},
};

const char *const syn_evidence_names[] = {"sure", "likely", "check", NULL};

/* The focus areas in COLUMN, a bit each. */
static unsigned focus_areas(struct syn_list *list, size_t column)
{
    unsigned bits = 0;

    for (const char *const *w = syn_list_words(list, column); *w; w++) {
        int found = syn_list_choice(list, column, *w, syn_focus_ids);
        if (found >= 0)
            bits |= 1u << found;
    }
    return bits;
}

/* What a body can ask for: the tags of CODE as written, and one for each of its
 * focus areas, "primary-public-space". */
static const char *const *with_focus_tags(const struct syn_code *code,
                                          const char *const *tags,
                                          struct syn_arena *arena)
{
    size_t n = 0;

    while (tags[n])
        n++;
    const char **all =
        syn_arena_alloc(arena, n + 2 * (size_t)SYN_N_FOCUS + 1, sizeof *all);
    memcpy(all, tags, n * sizeof *all);
    for (size_t i = 0; i < SYN_N_FOCUS; i++) {
        if (code->primary & 1u << i)
            all[n++] = syn_arena_printf(arena, "primary-%s", syn_focus_ids[i]);
        if (code->secondary & 1u << i)
            all[n++] =
                syn_arena_printf(arena, "secondary-%s", syn_focus_ids[i]);
    }
    return all;
}

static struct syn_code read_code(struct syn_list *list, const char *system)
{
    struct syn_code code = {
        .system = system,
        .code = syn_list_needed(list, CODE),
        .title = syn_list_optional(list, TITLE),
        .valid_from = syn_list_optional_day(list, VALID_FROM),
        .valid_to = syn_list_optional_day(list, VALID_TO),
        .law = syn_list_optional(list, LAW),
        .ssb_group = syn_list_optional(list, SSB_GROUP),
        .pod_category = syn_list_optional(list, POD_CATEGORY),
        .primary = focus_areas(list, PRIMARY),
        .secondary = focus_areas(list, SECONDARY),
        .mark = syn_list_choice(list, MARK, syn_list_optional(list, MARK),
                                syn_evidence_names)};

    syn_list_check_order(list, code.valid_from, code.valid_to);
    code.tags = with_focus_tags(&code, syn_list_words(list, TAGS), list->arena);
    return code;
}

/* All the code lists, while they grow. */
struct codes {
    struct syn_code *at;
    size_t n;
};

static enum syn_status
read_codes(struct codes *out, struct syn_list *list, const char *system)
{
    struct syn_list_entry *entry = syn_list_entries(list);
    struct syn_code *at =
        syn_arena_alloc(list->arena, out->n + list->table.n_rows, sizeof *at);

    if (out->n)
        memcpy(at, out->at, out->n * sizeof *at);
    out->at = at;
    at += out->n;
    for (; syn_list_has_row(list); list->row++) {
        struct syn_code code = read_code(list, system);
        at[list->row] = code;
        entry[list->row] = syn_list_entry(list, code.code);
        entry[list->row].from = code.valid_from; /* SYN_UNSET is the lowest. */
        entry[list->row].to =
            code.valid_to == SYN_UNSET ? INT_MAX : code.valid_to;
    }
    syn_list_check_overlaps(list, entry, list->row);
    out->n += list->row;
    return syn_list_finish(list);
}

/* The list that came with the program, unless NAMES has one of its name. */
static enum syn_status read_builtin_codes(struct codes *out,
                                          const struct syn_asset *asset,
                                          const char *const *names,
                                          struct syn_arena *arena,
                                          struct syn_diag *diag)
{
    struct syn_list list = {
        .columns = code_columns, .arena = arena, .diag = diag};
    const char *name = strrchr(asset->path, '/') + 1;

    if (syn_scalar_choice(names, name) >= 0)
        return SYN_OK;
    enum syn_status status =
        syn_table_parse(&list.table, asset->path, asset->text, asset->size,
                        code_columns, N_CODE_COLUMNS, arena, diag);
    return status ? status
                  : read_codes(out, &list, syn_stem(name, ".csv", arena));
}

enum syn_status syn_codes_read(struct syn_lists *out,
                               const char *folder,
                               struct syn_arena *arena,
                               struct syn_diag *diag)
{
    const char *path = syn_path_join(folder, "codes", arena);
    const char *const *names;
    struct codes codes = {0};

    enum syn_status status =
        syn_folder_list(&names, path, "*.csv", arena, diag);
    if (status)
        return status;
    for (size_t i = 0; i < syn_n_assets; i++)
        if (syn_glob_match("datasets/codes/*.csv", syn_assets[i].path))
            status = syn_first_trouble(
                status,
                read_builtin_codes(&codes, &syn_assets[i], names, arena, diag));
    for (; *names; names++) {
        struct syn_list list = {.arena = arena, .diag = diag};
        enum syn_status now =
            syn_list_open(&list, syn_path_join(path, *names, arena),
                          code_columns, N_CODE_COLUMNS);
        if (!now)
            now = read_codes(&codes, &list, syn_stem(*names, ".csv", arena));
        status = syn_first_trouble(status, now);
    }
    out->codes = codes.at;
    out->n_codes = codes.n;
    return status;
}

static bool is_tag(const struct syn_lists *lists, const char *tag)
{
    for (size_t i = 0; i < lists->n_codes; i++)
        for (const char *const *t = lists->codes[i].tags; *t; t++)
            if (strcmp(*t, tag) == 0)
                return true;
    return false;
}

/* Passes the next comparison of "tag" after S: where its words begin, or NULL.
 */
static const char *next_tags(const char *s)
{
    while ((s = strstr(s, "tag"))) {
        s += strlen("tag");
        const char *after = s + strspn(s, " \t\r\n");
        if (*after == '=' || strncmp(after, "IN", 2) == 0 ||
            strncmp(after, "in", 2) == 0)
            return after;
    }
    return NULL;
}

/* The words of "tag = 'x'" and "tag IN ('x', 'y')" end with the bracket that
 * ends the inner SELECT or the list. */
const char *syn_codes_lack(const struct syn_lists *lists,
                           const struct syn_indicator *indicator,
                           struct syn_arena *arena)
{
    const char *first = NULL, *s = indicator->body;

    while (s && (s = next_tags(s))) {
        const char *end = s + strcspn(s, ")"), *quote = s;
        while ((quote = memchr(quote, '\'', (size_t)(end - quote)))) {
            size_t n = strcspn(++quote, "')");
            const char *tag = syn_arena_strndup(arena, quote, n);
            if (is_tag(lists, tag))
                return NULL;
            first = first ? first : tag;
            quote += n + (quote[n] == '\'');
        }
        s = end;
    }
    return first;
}
