/* A draft becomes a publication, if it is what the store would make today and
 * nobody has touched it. */
#include <samsyn/run/run.h>

#include <string.h>

#include <samsyn/base/file.h>
#include <samsyn/base/limits.h>
#include <samsyn/base/text.h>
#include <samsyn/report/compose.h>

#include "draft.h"
#include "manifest.h"

enum { LARGEST_FILE = 256 << 20, DEEPEST = 4 };

#define MANIFEST "manifest.json"
#define TIDY "tables/tidy.csv"

struct draft {
    const char *folder;
    json_t *manifest;
    const struct syn_state_of_affairs *state;
    struct syn_arena *arena;
    struct syn_diag *diag;
};

static const char *path_in(const struct draft *d, const char *name)
{
    return syn_path_join(d->folder, name, d->arena);
}

static struct syn_loc place(const struct draft *d, const char *name)
{
    return (struct syn_loc){path_in(d, name), 0, 0};
}

/* --- the draft as it was written --------------------------------------- */

static enum syn_status read_draft(struct draft *d)
{
    const char *path = path_in(d, MANIFEST);

    if (!syn_file_exists(path))
        return syn_diag_fail(d->diag, SYN_EINPUT, place(d, ""),
                             "publish.no-draft",
                             "there is no draft here yet: samsyn run");
    return syn_manifest_read(&d->manifest, path, d->arena, d->diag);
}

static enum syn_status edited(const struct draft *d, const char *name)
{
    return syn_diag_fail(d->diag, SYN_EDISCLOSURE, place(d, name),
                         "publish.edited",
                         "this is not what the run wrote: run again, and "
                         "publish what it writes");
}

/* The hash that the manifest has of the file NAME, or NULL. */
static const char *hash_said(const struct draft *d, const char *name)
{
    const json_t *outputs = json_object_get(d->manifest, "outputs");

    for (size_t i = 0; i < json_array_size(outputs); i++) {
        const json_t *item = json_array_get(outputs, i);
        const char *file = json_string_value(json_object_get(item, "file"));
        if (file && strcmp(file, name) == 0)
            return json_string_value(json_object_get(item, "sha256"));
    }
    return NULL;
}

static enum syn_status check_file(const struct draft *d, const char *name)
{
    const char *said = name ? hash_said(d, name) : NULL;
    struct syn_arena *step = syn_arena_new(SYN_ARENA_BYTES);
    char sha256[SYN_SHA256_HEX] = "", *bytes;
    size_t size;
    enum syn_status status = SYN_OK;

    if (said && syn_file_exists(path_in(d, name))) {
        status = syn_file_read(&bytes, &size, path_in(d, name), LARGEST_FILE,
                               step, d->diag);
        if (!status)
            syn_sha256_hex(sha256, bytes, size);
    }
    syn_arena_free(step);
    if (status)
        return status;
    return said && strcmp(said, sha256) == 0 ? SYN_OK
                                             : edited(d, name ? name : "");
}

static enum syn_status check_files(const struct draft *d)
{
    const json_t *outputs = json_object_get(d->manifest, "outputs");
    enum syn_status status =
        json_array_size(outputs) ? SYN_OK : edited(d, MANIFEST);

    for (size_t i = 0; !status && i < json_array_size(outputs); i++)
        status = check_file(d, json_string_value(json_object_get(
                                   json_array_get(outputs, i), "file")));
    return status;
}

/* What lies there and the manifest does not know would be given out with the
 * rest. */
static enum syn_status
check_strangers(const struct draft *d, const char *below, int depth)
{
    const char *path = path_in(d, below);
    const char *const *names;
    enum syn_status status =
        syn_folder_list(&names, path, "*", d->arena, d->diag);

    for (size_t i = 0; !status && names[i]; i++) {
        const char *name = syn_path_join(below, names[i], d->arena);
        if (strcmp(name, MANIFEST) != 0 && !hash_said(d, name))
            return syn_diag_fail(d->diag, SYN_EDISCLOSURE, place(d, name),
                                 "publish.stranger",
                                 "no run wrote this file: move it away");
    }
    if (!status)
        status = syn_folder_list_folders(&names, path, d->arena, d->diag);
    for (size_t i = 0; !status && depth < DEEPEST && names[i]; i++)
        status = check_strangers(d, syn_path_join(below, names[i], d->arena),
                                 depth + 1);
    return status;
}

static const char *text_of(const struct draft *d, const char *key)
{
    const char *text = json_string_value(json_object_get(d->manifest, key));
    return text ? text : "";
}

static enum syn_status check_written(const struct draft *d)
{
    const json_t *protection = json_object_get(d->manifest, "protection");
    char period[SYN_PERIOD_BYTES];

    if (!json_is_false(json_object_get(protection, "internal")))
        return syn_diag_fail(d->diag, SYN_EDISCLOSURE, place(d, MANIFEST),
                             "publish.internal",
                             "this draft is internal and not for publication: "
                             "run without --internal");
    syn_period_code(period, d->state->findings.period);
    if (strcmp(text_of(d, "period"), period) != 0)
        return edited(d, MANIFEST);
    enum syn_status status = check_files(d);
    return status ? status : check_strangers(d, "", 0);
}

/* --- the draft as it would be written today ---------------------------- */

static enum syn_status check_vintage(const struct draft *d)
{
    char vintage[SYN_SHA256_HEX];
    enum syn_status status =
        syn_store_vintage(vintage, d->state->store, d->arena, d->diag);

    if (status || strcmp(text_of(d, "vintage"), vintage) == 0)
        return status;
    return syn_diag_fail(d->diag, SYN_EDISCLOSURE, place(d, MANIFEST),
                         "publish.vintage",
                         "this draft was made from other extracts than the "
                         "store now holds: run again");
}

/* Whether the figures are those of today: of this configuration, and beside all
 * that has been published since. */
static enum syn_status check_figures(const struct draft *d)
{
    struct syn_text text = {.arena = d->arena};
    const char *said = hash_said(d, TIDY), *language = text_of(d, "language");
    char sha256[SYN_SHA256_HEX];
    int lang = 0;

    while (lang < SYN_N_LANGS - 1 && strcmp(syn_lang_code[lang], language) != 0)
        lang++;
    syn_tidy_add(&text, d->state->release, &d->state->findings,
                 &(struct syn_cut){0}, (enum syn_lang)lang, false);
    syn_sha256_hex(sha256, text.at, text.n);
    if (said && strcmp(said, sha256) == 0)
        return syn_draft_audit(d->state, d->folder, d->arena, d->diag);
    return syn_diag_fail(d->diag, SYN_EDISCLOSURE, place(d, TIDY),
                         "publish.figures",
                         "these are not the figures that a run would release "
                         "now: run again");
}

/* --- publishing -------------------------------------------------------- */

/* Finds the publication that DRAFT already is; its id is 0 if it is none. */
static enum syn_status find_published(struct syn_publication *out,
                                      const struct draft *d,
                                      const char *hash)
{
    const struct syn_publication *list;
    size_t n;
    enum syn_status status =
        syn_published_list(&list, &n, d->state->store, d->arena, d->diag);

    *out = (struct syn_publication){0};
    for (size_t i = 0; !status && i < n; i++)
        if (strcmp(list[i].manifest, hash) == 0)
            *out = list[i];
    return status;
}

static enum syn_status
remember(struct syn_publication *out, const struct draft *d, const char *hash)
{
    struct syn_past said;

    syn_release_remember(&said, d->state->release, d->arena);
    struct syn_published *cells =
        syn_arena_alloc(d->arena, said.n, sizeof *cells);
    *out = (struct syn_publication){.period = text_of(d, "period"),
                                    .manifest = hash,
                                    .vintage = text_of(d, "vintage")};
    for (size_t i = 0; i < said.n; i++) {
        const struct syn_past_cell *c = &said.cell[i];
        bool is_figure = strcmp(c->form, "value") == 0;
        cells[i] = (struct syn_published){.universe = c->universe,
                                          .cell = c->cell,
                                          .period = c->period,
                                          .form = c->form,
                                          .args = c->args,
                                          .shown = c->shown,
                                          .is_figure = is_figure,
                                          .count = c->count,
                                          .value = c->value};
        if (strcmp(c->form, "count") == 0)
            *(c->shown ? &out->shown : &out->hidden) += 1;
    }
    return syn_published_add(out, d->state->store, cells, said.n, d->arena,
                             d->diag);
}

/* First the ledger, then the mark in the manifest: after a crash between the
 * two the next call makes it up. */
static enum syn_status
publish(struct syn_publish_result *out, const struct draft *d, bool dry)
{
    char sha256[SYN_SHA256_HEX];

    syn_manifest_hash(sha256, d->manifest);
    const char *hash = syn_arena_strdup(d->arena, sha256);
    enum syn_status status = find_published(&out->publication, d, hash);
    out->already = !status && out->publication.id;
    if (!status && !out->already)
        status = check_vintage(d);
    if (!status && !out->already)
        status = check_figures(d);
    if (status || dry)
        return status;
    if (!out->already)
        status = remember(&out->publication, d, hash);
    if (!status && !json_object_get(d->manifest, "ledger"))
        status = syn_manifest_mark(d->manifest, &out->publication,
                                   path_in(d, MANIFEST), d->diag);
    return status;
}

enum syn_status syn_publish(struct syn_publish_result *out,
                            const struct syn_publish_options *options,
                            struct syn_arena *arena,
                            struct syn_diag *diag)
{
    const struct syn_run_options as_stored = {.folder = options->folder,
                                              .period = options->period,
                                              .as_stored = true};
    struct draft d = {.state = &out->state, .arena = arena, .diag = diag};

    *out = (struct syn_publish_result){0};
    enum syn_status status = SYN_OK;
    if (syn_folder_exists(options->folder)) /* One draft a time. */
        status = syn_folder_lock(options->folder, arena, diag);
    if (!status)
        status = syn_run_assess(&out->state, &as_stored, arena, diag);
    if (status)
        return status;
    d.folder = out->folder =
        syn_draft_folder(&out->state, options->folder, NULL, false, arena);
    status = read_draft(&d);
    if (!status)
        status = check_written(&d);
    return status ? status : publish(out, &d, options->dry);
}
