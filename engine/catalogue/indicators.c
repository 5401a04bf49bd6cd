/* The indicators of a project: which there are, and that they fit. */
#include <stdlib.h>
#include <string.h>

#include <samsyn/base/asset.h>
#include <samsyn/base/file.h>
#include <samsyn/base/text.h>

#include "node.h"
#include "parts.h"
#include "scalar.h"

/* The indicators while they are gathered; AT has room for all. */
struct gathering {
    struct syn_indicator *at;
    size_t n;
    struct syn_arena *arena;
    struct syn_diag *diag;
    enum syn_status status;
};

static int by_id(const void *a, const void *b)
{
    return strcmp(((const struct syn_indicator *)a)->id,
                  ((const struct syn_indicator *)b)->id);
}

static int by_focus(const void *a, const void *b)
{
    const struct syn_indicator *x = a, *y = b;
    return x->focus != y->focus ? x->focus - y->focus : by_id(a, b);
}

static struct syn_indicator *find(const struct gathering *g, const char *id)
{
    for (size_t i = 0; i < g->n; i++)
        if (strcmp(g->at[i].id, id) == 0)
            return &g->at[i];
    return NULL;
}

/* An indicator replaces the one before it that has its id. */
static void add(struct gathering *g,
                const char *id,
                const char *path,
                const char *text,
                bool builtin)
{
    struct syn_indicator *old = find(g, id), *at = old ? old : &g->at[g->n++];
    struct syn_frame frame = {.what = "indicator", .which = id};
    enum syn_status status;

    syn_frame_push(g->diag, &frame);
    status = syn_indicator_parse(at, path, text, g->arena, g->diag);
    if (!syn_name_valid(id))
        status =
            syn_diag_fail(g->diag, SYN_ECONFIG, (struct syn_loc){path, 0, 0},
                          "catalogue.indicator-name",
                          "an indicator's file must be a-z first, then "
                          "a-z, 0-9 and _, at most 60");
    syn_frame_pop(g->diag, &frame);
    at->id = id;
    at->path = path;
    at->builtin = builtin;
    g->status = syn_first_trouble(g->status, status);
}

static bool is_builtin(const struct syn_asset *asset)
{
    return syn_glob_match("queries/indicators/*.sql", asset->path);
}

static void add_builtin(struct gathering *g)
{
    for (size_t i = 0; i < syn_n_assets; i++) {
        const struct syn_asset *asset = &syn_assets[i];
        if (!is_builtin(asset))
            continue;
        const char *name = strrchr(asset->path, '/') + 1;
        add(g, syn_stem(name, ".sql", g->arena), asset->path, asset->text,
            true);
    }
}

static enum syn_status
add_own(struct gathering *g, const char *folder, const char *name)
{
    const char *path = syn_path_join(folder, name, g->arena);
    char *text;
    size_t size;

    enum syn_status status =
        syn_file_read(&text, &size, path, SYN_CONFIG_BYTES, g->arena, g->diag);
    if (!status)
        status = syn_bytes_check(path, text, size, g->diag);
    if (status)
        return status == SYN_EINPUT ? SYN_ECONFIG : status;
    add(g, syn_stem(name, ".sql", g->arena), path, text, false);
    return SYN_OK;
}

static size_t count_builtin(void)
{
    size_t n = 0;
    for (size_t i = 0; i < syn_n_assets; i++)
        n += is_builtin(&syn_assets[i]);
    return n;
}

static enum syn_status
gather(struct gathering *g, const char *folder, bool builtin)
{
    const char *const *names;
    size_t n = 0;

    folder = syn_path_join(folder, "indicators", g->arena);
    enum syn_status status =
        syn_folder_list(&names, folder, "*.sql", g->arena, g->diag);
    if (status)
        return status;
    while (names[n])
        n++;
    if (n > SYN_INDICATORS)
        return syn_diag_fail(
            g->diag, SYN_ECONFIG, (struct syn_loc){folder, 0, 0},
            "catalogue.indicators", "there are more than %d indicators",
            SYN_INDICATORS);
    g->at = syn_arena_alloc(g->arena, n + count_builtin(), sizeof *g->at);
    if (builtin)
        add_builtin(g);
    for (size_t i = 0; i < n; i++)
        g->status = syn_first_trouble(g->status, add_own(g, folder, names[i]));
    return g->status;
}

static const char *const *ids(const struct gathering *g)
{
    const char **names = syn_arena_alloc(g->arena, g->n + 1, sizeof *names);

    for (size_t i = 0; i < g->n; i++)
        names[i] = g->at[i].id;
    return names;
}

/* Says that what stands at AT, called NAME, is no indicator. */
static void
unknown_indicator(struct gathering *g, struct syn_written at, const char *name)
{
    at.caret.suggestion = syn_suggest(name, ids(g));
    g->status = syn_diag_fail_at(g->diag, SYN_ECONFIG, at.loc, at.caret,
                                 "catalogue.indicator",
                                 "there is no indicator \"%s\"", name);
}

/* Keeps what the project lists, and what these are shares of. */
static void choose(struct gathering *g, const struct syn_project *project)
{
    const struct syn_texts *wanted = &project->indicators;
    bool *keep = syn_arena_alloc(g->arena, g->n + 1, sizeof *keep);
    size_t n = 0;

    if (!wanted->at)
        return;
    for (size_t i = 0; i < wanted->n; i++) {
        const struct syn_indicator *found = find(g, wanted->at[i]);
        const struct syn_indicator *of =
            found && found->of ? find(g, found->of) : NULL;
        if (!found)
            unknown_indicator(g,
                              syn_item_written(&project->item, "indicators", i),
                              wanted->at[i]);
        else
            keep[found - g->at] = true;
        if (of)
            keep[of - g->at] = true;
    }
    for (size_t i = 0; i < g->n; i++)
        if (keep[i])
            g->at[n++] = g->at[i];
    g->n = n;
}

/* Whether OF counts what INDICATOR can be a part of, or follow. */
static bool is_counted(const struct syn_indicator *of,
                       const struct syn_indicator *indicator)
{
    bool first = indicator->measure != SYN_MEASURE_SHARE &&
                 indicator->measure != SYN_MEASURE_SURVEY;

    return of->measure == SYN_MEASURE_COUNT ||
           of->measure == SYN_MEASURE_RATE ||
           (first && of->measure == SYN_MEASURE_FIRST);
}

static void check_of(struct gathering *g, struct syn_indicator *indicator)
{
    struct syn_written at = syn_indicator_written(indicator, "of", 0);

    if (!indicator->of)
        return;
    const struct syn_indicator *of = find(g, indicator->of);
    indicator->of_indicator = of;
    if (!of)
        unknown_indicator(g, at, indicator->of);
    else if (of->measure == SYN_MEASURE_SHARE)
        g->status = syn_diag_fail_at(g->diag, SYN_ECONFIG, at.loc, at.caret,
                                     "catalogue.of-share",
                                     "\"%s\" is a share itself", indicator->of);
    else if (!is_counted(of, indicator))
        g->status = syn_diag_fail_at(
            g->diag, SYN_ECONFIG, at.loc, at.caret, "catalogue.of-kind",
            "\"%s\" is no count but \"@measure %s\"", indicator->of,
            syn_measure_names[of->measure]);
    else if (indicator->measure != SYN_MEASURE_RATIO &&
             of->unit != indicator->unit)
        g->status = syn_diag_fail_at(
            g->diag, SYN_ECONFIG, at.loc, at.caret, "catalogue.of-unit",
            "\"%s\" counts another unit (%s), so this cannot be a share of it",
            indicator->of, of->unit->name);
}

static void check_groups(struct gathering *g,
                         const struct syn_catalogue *catalogue,
                         const struct syn_indicator *indicator)
{
    const char **names =
        syn_arena_alloc(g->arena, catalogue->n_groups + 1, sizeof *names);

    for (size_t i = 0; i < catalogue->n_groups; i++)
        names[i] = catalogue->groups[i].item.name;
    for (size_t i = 0; indicator->groups[i]; i++) {
        struct syn_written at = syn_indicator_written(indicator, "groups", i);
        if (syn_catalogue_group(catalogue, indicator->groups[i]))
            continue;
        at.caret.suggestion = syn_suggest(indicator->groups[i], names);
        g->status = syn_diag_fail_at(
            g->diag, SYN_ECONFIG, at.loc, at.caret, "catalogue.group",
            "there is no group \"%s\"", indicator->groups[i]);
    }
}

static void check_through(struct gathering *g,
                          const struct syn_catalogue *catalogue,
                          const struct syn_indicator *indicator)
{
    const char **names =
        syn_arena_alloc(g->arena, catalogue->n_sources + 1, sizeof *names);
    struct syn_written at = syn_indicator_written(indicator, "through", 0);

    for (size_t i = 0; i < catalogue->n_sources; i++)
        names[i] = catalogue->sources[i].name;
    if (!indicator->through ||
        syn_source_find(catalogue->sources, catalogue->n_sources,
                        indicator->through))
        return;
    at.caret.suggestion = syn_suggest(indicator->through, names);
    g->status = syn_diag_fail_at(
        g->diag, SYN_ECONFIG, at.loc, at.caret, "catalogue.source",
        "there is no source \"%s\"", indicator->through);
}

static void check_all(struct gathering *g,
                      const struct syn_catalogue *catalogue)
{
    for (size_t i = 0; i < g->n; i++) {
        struct syn_frame frame = {.what = "indicator", .which = g->at[i].id};
        syn_frame_push(g->diag, &frame);
        check_of(g, &g->at[i]);
        check_groups(g, catalogue, &g->at[i]);
        check_through(g, catalogue, &g->at[i]);
        syn_frame_pop(g->diag, &frame);
    }
}

/* Whether every change is of an indicator: also of one not chosen. */
static void check_changes(struct gathering *g,
                          const struct syn_project *project)
{
    const struct syn_change *changes = project->changes.at;

    for (size_t i = 0; i < project->changes.n; i++)
        if (syn_scalar_choice(ids(g), changes[i].indicator) < 0)
            unknown_indicator(
                g, syn_item_written(&changes[i].item, "indicator", 0),
                changes[i].indicator);
}

enum syn_status syn_indicators_read(struct syn_catalogue *out,
                                    const char *folder,
                                    struct syn_arena *arena,
                                    struct syn_diag *diag)
{
    struct gathering g = {.arena = arena, .diag = diag};
    enum syn_status status =
        gather(&g, folder, out->project.builtin_indicators);

    if (status)
        return status;
    check_changes(&g, &out->project);
    choose(&g, &out->project);
    if (g.n)
        qsort(g.at, g.n, sizeof *g.at, by_focus);
    check_all(&g, out);
    out->indicators = g.at;
    out->n_indicators = g.n;
    return g.status;
}
