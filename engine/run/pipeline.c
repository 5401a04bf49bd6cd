/* The whole program in one function: read this file first. */
#include <samsyn/run/run.h>

#include <string.h>

#include <samsyn/audit/audit.h>
#include <samsyn/audit/folder.h>
#include <samsyn/base/file.h>
#include <samsyn/base/text.h>
#include <samsyn/store/population.h>
#include <samsyn/store/store.h>

#include "draft.h"
#include "render.h"

static enum syn_status choose_period(struct syn_period *out,
                                     const char *wanted,
                                     const struct syn_release *release,
                                     struct syn_diag *diag)
{
    *out = syn_findings_last_quarter(release);
    if (!wanted)
        return SYN_OK;
    if (syn_period_parse(out, wanted) && out->kind == SYN_QUARTER)
        return SYN_OK;
    return syn_diag_fail(diag, SYN_EUSAGE, (struct syn_loc){0}, "run.period",
                         "\"%s\" is not a quarter; example: 2025K2", wanted);
}

/* Whether anything was loaded that was not there before. */
static bool is_changed(const struct syn_ingest_report *report)
{
    for (size_t i = 0; i < report->n; i++)
        if (report->items[i].result == SYN_INGEST_LOADED)
            return true;
    return false;
}

enum syn_status syn_run_assess(struct syn_state_of_affairs *out,
                               const struct syn_run_options *options,
                               struct syn_arena *arena,
                               struct syn_diag *diag)
{
    struct sqlite3 *store = NULL, *reader = NULL;
    struct syn_series_set series;
    struct syn_memory memory;
    struct syn_past past = {.memory = &memory};
    struct syn_period period;
    const char *path = NULL;

    enum syn_status status =
        syn_catalogue_read(&out->catalogue, options->folder, arena, diag);
    if (!status) {
        path = syn_path_join(options->folder, out->catalogue->project.store,
                             arena);
        out->lang = options->lang
                        ? *options->lang
                        : (enum syn_lang)out->catalogue->project.language;
        status = options->as_stored && !syn_file_exists(path)
                     ? syn_diag_fail(
                           diag, SYN_EINPUT, (struct syn_loc){path, 0, 0},
                           "log.no-store", "nothing was loaded yet: samsyn run")
                     : syn_store_open(&store, path, arena, diag);
    }
    out->store = store;
    if (!status && !options->as_stored)
        status = syn_store_ingest(&out->ingested, store, out->catalogue,
                                  options->supersede, arena, diag);
    if (!status)
        status = syn_store_settle(store, out->catalogue,
                                  is_changed(&out->ingested), arena, diag);
    if (!status)
        status = syn_store_population(out->catalogue, store, arena, diag);
    if (!status)
        status = syn_store_open_reader(&reader, path, arena, diag);
    if (!status)
        status = syn_series_measure(&series, store, reader, out->catalogue,
                                    arena, diag);
    if (!status && !options->internal)
        status = syn_past_read(&past, store, options->folder, arena, diag);
    memory = syn_memory_in(store);
    if (!status)
        status = syn_release_make(&out->release, &series, out->catalogue, &past,
                                  options->internal, arena, diag);
    if (!status)
        status = choose_period(&period, options->period, out->release, diag);
    if (!status)
        status = syn_findings_assess(&out->findings, out->release,
                                     out->catalogue, period, arena, diag);
    return status;
}

/* Says where, never which number. */
static enum syn_status tell_findings(const struct syn_folder_audit *found,
                                     struct syn_diag *diag)
{
    enum { MOST_SAID = 10 };

    for (size_t i = 0; i < found->n && i < MOST_SAID; i++)
        (void)!syn_diag_fail(
            diag, SYN_EDISCLOSURE,
            (struct syn_loc){found->findings[i].file, 0, 0}, "run.audit",
            "%s: %s: %s", found->findings[i].finding, found->findings[i].cell,
            found->findings[i].recipe);
    return found->n ? SYN_EDISCLOSURE : SYN_OK;
}

/* An unprotected draft is meant to hold small counts, and says so on every
 * page; there is nothing to doubt. */
enum syn_status syn_draft_audit(const struct syn_state_of_affairs *state,
                                const char *folder,
                                struct syn_arena *arena,
                                struct syn_diag *diag)
{
    struct syn_protection protection = syn_release_protection(state->release);
    const struct syn_folder_call call = {.folders = &folder,
                                         .n_folders = 1,
                                         .threshold = protection.threshold,
                                         .attack = true};
    struct syn_folder_audit files;
    struct syn_audit table;

    if (protection.internal)
        return SYN_OK;
    enum syn_status status = syn_audit_table(
        &table, syn_path_join(folder, "tables/tidy.csv", arena),
        state->catalogue->project.disclosure.threshold, arena, diag);
    if (!status)
        status = syn_folder_audit(&files, &call, arena, diag);
    return status ? status : tell_findings(&files, diag);
}

const char *syn_draft_folder(const struct syn_state_of_affairs *state,
                             const char *folder,
                             const char *out,
                             bool internal,
                             struct syn_arena *arena)
{
    char code[SYN_PERIOD_BYTES];

    if (out)
        return out;
    return syn_path_join(
        folder,
        syn_arena_printf(arena, "out/%s%s",
                         syn_period_code(code, state->findings.period),
                         internal ? "-internal" : ""),
        arena);
}

/* What is out stays out, whatever it is by now. */
static void tell_past(const struct syn_release *release, struct syn_diag *diag)
{
    struct syn_protection p = syn_release_protection(release);

    if (p.pending)
        syn_diag_warn(diag, (struct syn_loc){0}, "run.pending",
                      "%zu figures that are published have pending corrections",
                      p.pending);
    if (p.exposed)
        syn_diag_warn(diag, (struct syn_loc){0}, "run.exposed",
                      "%zu small figures were published earlier and cannot be "
                      "hidden again",
                      p.exposed);
}

enum syn_status syn_run(struct syn_run_result *out,
                        const struct syn_run_options *options,
                        struct syn_arena *arena,
                        struct syn_diag *diag)
{
    *out = (struct syn_run_result){0};
    enum syn_status status = syn_run_assess(&out->state, options, arena, diag);
    if (status)
        return status;
    out->folder = syn_draft_folder(&out->state, options->folder, options->out,
                                   options->internal, arena);
    const char *draft = syn_arena_printf(arena, "%s.draft", out->folder);
    status =
        syn_folder_lock(options->folder, arena, diag); /* One draft a time. */
    if (!status)
        status = syn_folder_remove(draft, diag);
    if (!status)
        status = syn_render(out, draft, arena, diag);
    if (!status)
        status = syn_draft_audit(&out->state, draft, arena, diag);
    if (!status) {
        tell_past(out->state.release, diag);
        return syn_folder_replace(out->folder, draft, diag);
    }
    if (syn_folder_exists(draft) && syn_folder_remove(draft, diag))
        return SYN_EIO;
    return status;
}
