#include "look.h"

#include <stdio.h>
#include <string.h>

#include <samsyn/base/file.h>
#include <samsyn/base/text.h>
#include <samsyn/report/markdown.h>

#include "open_store.h"

enum { MOST_SUGGESTED = 1024 };

const char *syn_cli_folder(size_t *next, const struct syn_call *call)
{
    const char *first = call->n_operands ? call->operand[0] : NULL;

    *next = first &&
            syn_file_exists(syn_path_join(first, "samsyn.yaml", call->arena));
    return *next ? first : ".";
}

/* Blames NAME, which is nothing that WHERE can be, and suggests one of NAMES.
 */
static enum syn_status blame(const struct syn_call *call,
                             const char *where,
                             const char *name,
                             const char *const *names)
{
    const char *meant = syn_suggest(name, names);

    if (meant)
        return syn_diag_fail(
            call->diag, SYN_EUSAGE, (struct syn_loc){0}, "cli.name.suggest",
            "%s: there is no \"%s\"; did you mean \"%s\"?", where, name, meant);
    return syn_diag_fail(call->diag, SYN_EUSAGE, (struct syn_loc){0},
                         "cli.name", "%s: there is no \"%s\" in this project",
                         where, name);
}

static enum syn_status find_indicators(struct look *look,
                                       const struct syn_call *call,
                                       const struct look_wanted *wanted)
{
    const struct syn_catalogue *catalogue = look->state.catalogue;
    const struct syn_indicator **found =
        syn_arena_alloc(call->arena, wanted->n_names, sizeof(void *));

    for (size_t i = 0; i < wanted->n_names; i++) {
        const char *names[MOST_SUGGESTED + 1] = {0};
        found[i] = syn_catalogue_indicator(catalogue, wanted->names[i]);
        if (found[i])
            continue;
        for (size_t k = 0; k < catalogue->n_indicators && k < MOST_SUGGESTED;
             k++)
            names[k] = catalogue->indicators[k].id;
        return blame(call, "INDICATOR", wanted->names[i], names);
    }
    look->cut.indicators = found;
    look->cut.n_indicators = wanted->n_names;
    return SYN_OK;
}

static enum syn_status
find_group(struct look *look, const struct syn_call *call, const char *name)
{
    const struct syn_catalogue *catalogue = look->state.catalogue;
    const char *names[MOST_SUGGESTED + 1] = {0};

    if (!name)
        return SYN_OK;
    look->cut.group = syn_catalogue_group(catalogue, name);
    if (look->cut.group)
        return SYN_OK;
    for (size_t k = 0; k < catalogue->n_groups && k < MOST_SUGGESTED; k++)
        names[k] = catalogue->groups[k].item.name;
    return blame(call, "--group", name, names);
}

/* Any area of any series, or "all". */
static enum syn_status
find_area(struct look *look, const struct syn_call *call, const char *name)
{
    size_t n;
    const struct syn_released *series =
        syn_release_series(look->state.release, &n);

    look->cut.area = name;
    if (!name || strcmp(name, "all") == 0)
        return SYN_OK;
    for (size_t i = 0; i < n; i++)
        if (series[i].area && strcmp(series[i].area, name) == 0)
            return SYN_OK;
    return blame(call, "--area", name, (const char *const[]){"all", NULL});
}

enum syn_status syn_cli_can_show(const struct look *look,
                                 const struct syn_call *call,
                                 enum syn_period_kind kind,
                                 const char *name)
{
    if (kind == SYN_QUARTER || kind == SYN_YEAR ||
        syn_release_protection(look->state.release).internal)
        return SYN_OK;
    return syn_diag_fail(
        call->diag, SYN_EUSAGE, (struct syn_loc){0}, "cli.period.internal",
        "%s: only quarters and years are published; add --internal", name);
}

static enum syn_status
find_kind(struct look *look, const struct syn_call *call, const char *name)
{
    static const enum syn_period_kind kinds[SYN_N_PERIOD_KINDS] = {
        SYN_MONTH, SYN_QUARTER,     SYN_TERTIAL,   SYN_HALF_YEAR,
        SYN_YEAR,  SYN_SCHOOL_YEAR, SYN_ROLLING_12};

    for (size_t i = 0; name && i < SYN_N_PERIOD_KINDS; i++)
        if (strcmp(syn_period_kind_names[i], name) == 0)
            look->cut.kind = &kinds[i];
    if (name && !look->cut.kind)
        return blame(call, "--by", name, syn_period_kind_names);
    return name ? syn_cli_can_show(look, call, *look->cut.kind, name) : SYN_OK;
}

enum syn_status syn_cli_look(struct look *out,
                             const struct syn_call *call,
                             const char *folder,
                             const struct look_wanted *wanted)
{
    const struct syn_run_options options = {
        .folder = folder,
        .period = wanted->period,
        .lang = call->lang_given ? &call->lang : NULL,
        .internal = wanted->internal,
        .as_stored = true};

    *out = (struct look){0};
    enum syn_status status =
        syn_run_assess(&out->state, &options, call->arena, call->diag);
    if (status)
        return status;
    out->from = (struct syn_page_from){out->state.release, &out->state.findings,
                                       out->state.catalogue, out->state.lang};
    status = find_indicators(out, call, wanted);
    if (!status)
        status = find_group(out, call, wanted->group);
    if (!status)
        status = find_area(out, call, wanted->area);
    return status ? status : find_kind(out, call, wanted->by);
}

enum syn_status syn_cli_one_indicator(const struct syn_call *call,
                                      const struct look_wanted *wanted)
{
    if (wanted->n_names)
        return SYN_OK;
    return syn_diag_fail(call->diag, SYN_EUSAGE, (struct syn_loc){0},
                         "cli.indicator",
                         "which indicator? samsyn list shows them");
}

const char *syn_cli_area(const struct look *look)
{
    const char *area = look->cut.area;
    return area && strcmp(area, "all") != 0 ? area : NULL;
}

void syn_cli_print_page(const struct syn_document *document,
                        struct syn_arena *arena)
{
    struct syn_text text = {.arena = arena};

    syn_markdown_add(&text, document);
    fputs(text.at, stdout);
}
