#include <samsyn/catalogue/catalogue.h>

#include <string.h>

#include <samsyn/base/file.h>
#include <samsyn/base/text.h>

#include "parts.h"

#define EVERY_AGE                                                              \
    {                                                                          \
        0, SYN_AGE_MAX                                                         \
    }

/* "all" is first, and stays. */
static const struct syn_group builtin_groups[N_BUILTIN_GROUPS] = {
    {{.name = "all"},
     EVERY_AGE,
     SYN_SEX_ANY,
     NULL,
     {"alle", "alle", "everyone"}},
    {{.name = "target"},
     {13, 25},
     SYN_SEX_ANY,
     NULL,
     {"13–25 år", "13–25 år", "aged 13–25"}},
    {{.name = "under-18"},
     {10, 17},
     SYN_SEX_ANY,
     NULL,
     {"under 18 år", "under 18 år", "under 18"}},
    {{.name = "13-14"},
     {13, 14},
     SYN_SEX_ANY,
     NULL,
     {"13–14 år", "13–14 år", "aged 13–14"}},
    {{.name = "15-17"},
     {15, 17},
     SYN_SEX_ANY,
     NULL,
     {"15–17 år", "15–17 år", "aged 15–17"}},
    {{.name = "18-20"},
     {18, 20},
     SYN_SEX_ANY,
     NULL,
     {"18–20 år", "18–20 år", "aged 18–20"}},
    {{.name = "21-25"},
     {21, 25},
     SYN_SEX_ANY,
     NULL,
     {"21–25 år", "21–25 år", "aged 21–25"}},
    {{.name = "0-17"},
     {0, 17},
     SYN_SEX_ANY,
     NULL,
     {"0–17 år", "0–17 år", "aged 0–17"}},
    {{.name = "10-14"},
     {10, 14},
     SYN_SEX_ANY,
     NULL,
     {"10–14 år", "10–14 år", "aged 10–14"}},
    {{.name = "13-18"},
     {13, 18},
     SYN_SEX_ANY,
     NULL,
     {"13–18 år", "13–18 år", "aged 13–18"}},
    {{.name = "18-22"},
     {18, 22},
     SYN_SEX_ANY,
     NULL,
     {"18–22 år", "18–22 år", "aged 18–22"}},
    {{.name = "18-25"},
     {18, 25},
     SYN_SEX_ANY,
     NULL,
     {"18–25 år", "18–25 år", "aged 18–25"}},
    {{.name = "female"},
     EVERY_AGE,
     SYN_SEX_FEMALE,
     NULL,
     {"kvinner", "kvinner", "women and girls"}},
    {{.name = "male"},
     EVERY_AGE,
     SYN_SEX_MALE,
     NULL,
     {"menn", "menn", "men and boys"}},
};

/* Built-in groups, each replaced by the own one of its name; then the others.
 */
static void set_groups(struct syn_catalogue *out, struct syn_arena *arena)
{
    const struct syn_group *own = out->project.groups.at;
    size_t n = N_BUILTIN_GROUPS, n_own = out->project.groups.n;
    struct syn_group *at = syn_arena_alloc(arena, n + n_own, sizeof *at);

    memcpy(at, builtin_groups, sizeof builtin_groups);
    for (size_t i = 0; i < n_own; i++) {
        size_t same = 0;
        while (same < N_BUILTIN_GROUPS &&
               strcmp(at[same].item.name, own[i].item.name) != 0)
            same++;
        at[same < N_BUILTIN_GROUPS ? same : n++] = own[i];
    }
    out->groups = at;
    out->n_groups = n;
}

static enum syn_status check_groups(const struct syn_catalogue *catalogue,
                                    struct syn_arena *arena,
                                    struct syn_diag *diag)
{
    const struct syn_project *project = &catalogue->project;
    struct syn_written at =
        syn_item_written(&project->item, "headline_group", 0);
    const char **names =
        syn_arena_alloc(arena, catalogue->n_groups + 1, sizeof *names);

    if (syn_catalogue_group(catalogue, project->headline_group))
        return SYN_OK;
    for (size_t i = 0; i < catalogue->n_groups; i++)
        names[i] = catalogue->groups[i].item.name;
    at.caret.suggestion = syn_suggest(project->headline_group, names);
    return syn_diag_fail_at(diag, SYN_ECONFIG, at.loc, at.caret,
                            "catalogue.group", "there is no group \"%s\"",
                            project->headline_group);
}

static enum syn_status read_project(struct syn_project *out,
                                    const char *folder,
                                    struct syn_arena *arena,
                                    struct syn_diag *diag)
{
    const char *path = syn_path_join(folder, "samsyn.yaml", arena);

    if (!syn_file_exists(path))
        return syn_diag_fail(diag, SYN_ECONFIG, (struct syn_loc){path, 0, 0},
                             "catalogue.no-project",
                             "there is no samsyn.yaml here; make a project "
                             "with: samsyn init %s",
                             folder);
    enum syn_status status =
        syn_yaml_read(out, &syn_project_schema, path, arena, diag);
    out->folder = folder;
    return status;
}

/* What can be read even if samsyn.yaml is wrong, so that one run tells all. */
static enum syn_status read_rest(struct syn_catalogue *out,
                                 const char *folder,
                                 struct syn_arena *arena,
                                 struct syn_diag *diag)
{
    enum syn_status status =
        syn_sources_read(&out->sources, &out->n_sources, arena, diag);

    if (status)
        return status;
    status = syn_contracts_read(out, folder, arena, diag);
    return syn_first_trouble(status,
                             syn_lists_read(&out->lists, folder, arena, diag));
}

enum syn_status syn_catalogue_read(struct syn_catalogue **out,
                                   const char *folder,
                                   struct syn_arena *arena,
                                   struct syn_diag *diag)
{
    struct syn_catalogue *catalogue =
        syn_arena_alloc(arena, 1, sizeof *catalogue);

    folder = syn_arena_strdup(arena, folder);
    *out = catalogue;
    enum syn_status status =
        read_project(&catalogue->project, folder, arena, diag);
    if (status && !catalogue->project.folder)
        return status;
    enum syn_status rest = read_rest(catalogue, folder, arena, diag);
    if (status) /* Its groups and lists are not to be relied on. */
        return status;
    set_groups(catalogue, arena);
    status = check_groups(catalogue, arena, diag);
    status = syn_first_trouble(rest, status);
    status = syn_first_trouble(status, syn_changes_add(catalogue, arena, diag));
    status = syn_first_trouble(
        status, syn_indicators_read(catalogue, folder, arena, diag));
    return status ? status : syn_sensitive_check(catalogue, diag);
}

const struct syn_group *
syn_catalogue_group(const struct syn_catalogue *catalogue, const char *name)
{
    for (size_t i = 0; i < catalogue->n_groups; i++)
        if (strcmp(catalogue->groups[i].item.name, name) == 0)
            return &catalogue->groups[i];
    return NULL;
}

const struct syn_indicator *
syn_catalogue_indicator(const struct syn_catalogue *catalogue, const char *id)
{
    for (size_t i = 0; i < catalogue->n_indicators; i++)
        if (strcmp(catalogue->indicators[i].id, id) == 0)
            return &catalogue->indicators[i];
    return NULL;
}

bool syn_group_is_in(const struct syn_group *a, const struct syn_group *b)
{
    return a != b && a->ages.from >= b->ages.from && a->ages.to <= b->ages.to &&
           (b->sex == SYN_SEX_ANY || a->sex == b->sex);
}

bool syn_groups_are_apart(const struct syn_group *a, const struct syn_group *b)
{
    return a->ages.to < b->ages.from || b->ages.to < a->ages.from ||
           (a->sex != SYN_SEX_ANY && b->sex != SYN_SEX_ANY && a->sex != b->sex);
}
