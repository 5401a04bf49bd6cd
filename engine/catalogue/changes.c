/* Changes of level that a person has confirmed: breaks of the one series, which
 * the normal range starts anew from, and comparisons look across. */
#include <string.h>

#include <samsyn/base/calendar.h>
#include <samsyn/base/text.h>

#include "parts.h"

#define AT(member) offsetof(struct syn_change, member)

static const struct syn_key keys[] = {
    {"indicator", SYN_KEY_TEXT, true, AT(indicator), .example = "bicycle_theft",
     .help = "the indicator whose level changed"},
    {"group", SYN_KEY_TEXT, false, AT(group), .example = "target",
     .help = "only its figures of this group; without it, all of them"},
    {"area", SYN_KEY_TEXT, false, AT(area), .example = "\"0105\"",
     .help = "only its figures of the area with this code, or of \"all\" the "
             "place; without it, all of them"},
    {"from", SYN_KEY_TEXT, true, AT(from), .example = "2024K1",
     .help = "first quarter, month or day of the new level"},
    {"reason", SYN_KEY_TEXT, true, AT(reason),
     .example = "Sykkelparkering med vakt åpnet",
     .help = "what is known of it, as printed under the figure"},
    {"by", SYN_KEY_TEXT, true, AT(by), .example = "SLT-koordinator",
     .help = "who confirmed it, as printed under the figure"},
};

static enum syn_status finish(void *item, struct syn_diag *diag)
{
    struct syn_change *change = item;
    struct syn_written at = syn_item_written(&change->item, "from", 0);
    struct syn_period period;

    if (syn_period_parse(&period, change->from)) {
        change->day = syn_period_first_day(period);
        return SYN_OK;
    }
    if (syn_day_parse(&change->day, change->from))
        return SYN_OK;
    return syn_diag_fail_at(
        diag, SYN_ECONFIG, at.loc, at.caret, "catalogue.change-from",
        "\"%s\" is no quarter, month or day; examples: 2024K1, 2024-01, "
        "2024-01-15",
        change->from);
}

const struct syn_schema syn_change_schema = {
    .name = "change",
    .size = sizeof(struct syn_change),
    .keys = keys,
    .n_keys = sizeof keys / sizeof *keys,
    .finish = finish,
};

static struct syn_break as_break(const struct syn_change *change)
{
    struct syn_break b = {.day = change->day,
                          .applies_to = change->indicator,
                          .type = SYN_BREAK_CHANGE,
                          .handling = SYN_BREAK_SPLIT,
                          .group = change->group,
                          .area = change->area,
                          .by = change->by};

    for (int i = 0; i < SYN_N_LANGS; i++)
        b.description[i] = change->reason;
    return b;
}

static enum syn_status check_group(const struct syn_catalogue *catalogue,
                                   const struct syn_change *change,
                                   struct syn_arena *arena,
                                   struct syn_diag *diag)
{
    struct syn_written at = syn_item_written(&change->item, "group", 0);
    const char **names =
        syn_arena_alloc(arena, catalogue->n_groups + 1, sizeof *names);

    if (!change->group || syn_catalogue_group(catalogue, change->group))
        return SYN_OK;
    for (size_t i = 0; i < catalogue->n_groups; i++)
        names[i] = catalogue->groups[i].item.name;
    at.caret.suggestion = syn_suggest(change->group, names);
    return syn_diag_fail_at(diag, SYN_ECONFIG, at.loc, at.caret,
                            "catalogue.group", "there is no group \"%s\"",
                            change->group);
}

enum syn_status syn_changes_add(struct syn_catalogue *catalogue,
                                struct syn_arena *arena,
                                struct syn_diag *diag)
{
    const struct syn_change *changes = catalogue->project.changes.at;
    struct syn_lists *lists = &catalogue->lists;
    size_t n = catalogue->project.changes.n;
    struct syn_break *at =
        syn_arena_alloc(arena, lists->n_breaks + n, sizeof *at);
    enum syn_status status = SYN_OK;

    if (lists->n_breaks)
        memcpy(at, lists->breaks, lists->n_breaks * sizeof *at);
    for (size_t i = 0; i < n; i++) {
        at[lists->n_breaks + i] = as_break(&changes[i]);
        status = syn_first_trouble(
            status, check_group(catalogue, &changes[i], arena, diag));
    }
    lists->breaks = at;
    lists->n_breaks += n;
    return status;
}
