#include "manifest.h"

#include <stdlib.h>
#include <string.h>

#include <samsyn/base/file.h>
#include <samsyn/base/hash.h>
#include <samsyn/base/limits.h>
#include <samsyn/base/text.h>

#include "draft.h"

enum { LARGEST_OUTPUT = 256 << 20 };

static json_t *inputs_of(const struct syn_state_of_affairs *state)
{
    json_t *inputs = json_array();

    for (size_t i = 0; i < state->ingested.n; i++) {
        const struct syn_ingested *item = &state->ingested.items[i];
        const char *name = item->file;
        for (const char *s = name; *s; s++)
            if (*s == '/')
                name = s + 1;
        json_array_append_new(
            inputs,
            json_pack("{s:s, s:s, s:s, s:s, s:s}", "file", name, "sha256",
                      item->facts.sha256, "source", item->contract->source,
                      "contract", item->contract->item.name, "contract_sha256",
                      item->contract->sha256));
    }
    return inputs;
}

static enum syn_status outputs_of(json_t *outputs,
                                  const char *folder,
                                  const char *const *files,
                                  struct syn_diag *diag)
{
    enum syn_status status = SYN_OK;

    for (; !status && *files; files++) {
        struct syn_arena *step = syn_arena_new(SYN_ARENA_BYTES);
        char *bytes, sha256[SYN_SHA256_HEX];
        size_t size;
        status =
            syn_file_read(&bytes, &size, syn_path_join(folder, *files, step),
                          LARGEST_OUTPUT, step, diag);
        if (!status) {
            syn_sha256_hex(sha256, bytes, size);
            json_array_append_new(outputs, json_pack("{s:s, s:s}", "file",
                                                     *files, "sha256", sha256));
        }
        syn_arena_free(step);
    }
    return status;
}

static json_t *ledger_of(const struct syn_publication *p)
{
    return json_pack("{s:I, s:s}", "release", (json_int_t)p->id, "sha256",
                     p->sha256);
}

static json_t *make_manifest(const struct syn_run_result *result,
                             const char *vintage,
                             const struct syn_publication *last,
                             struct syn_arena *arena)
{
    const struct syn_state_of_affairs *state = &result->state;
    struct syn_protection p = syn_release_protection(state->release);
    char period[SYN_PERIOD_BYTES];
    json_t *manifest =
        json_pack("{s:i, s:s, s:s, s:s, s:s, s:{s:b, s:i, s:b, s:I, s:I}, s:o, "
                  "s:o, s:o}",
                  "schema_version", 1, "samsyn", SYN_VERSION, "period",
                  syn_period_code(period, state->findings.period), "language",
                  syn_lang_code[state->lang], "vintage", vintage, "protection",
                  "internal", p.internal, "threshold", p.threshold, "secondary",
                  p.secondary, "shown", (json_int_t)p.shown, "suppressed",
                  (json_int_t)p.suppressed, "inputs", inputs_of(state), "dims",
                  syn_manifest_nodes(state->release, &state->catalogue->lists),
                  "additive", syn_manifest_ties(state->release, arena));

    if (last->id)
        json_object_set_new(manifest, "ledger", ledger_of(last));
    return manifest;
}

static enum syn_status
write_json(const json_t *json, const char *path, struct syn_diag *diag)
{
    char *text = json_dumps(json, JSON_INDENT(2));
    struct syn_arena *step = syn_arena_new(SYN_ARENA_BYTES);

    if (!text)
        syn_arena_exhausted(0);
    const char *line = syn_arena_printf(step, "%s\n", text);
    enum syn_status status = syn_file_write(path, line, strlen(line), diag);
    syn_arena_free(step);
    free(text);
    return status;
}

enum syn_status syn_manifest_write(const struct syn_run_result *result,
                                   const char *folder,
                                   const char *const *files,
                                   struct syn_arena *arena,
                                   struct syn_diag *diag)
{
    struct syn_publication last;
    char vintage[SYN_SHA256_HEX];
    enum syn_status status =
        syn_past_last(&last, result->state.store, arena, diag);

    if (!status)
        status = syn_store_vintage(vintage, result->state.store, arena, diag);
    if (status)
        return status;
    json_t *manifest = make_manifest(result, vintage, &last, arena);
    json_t *outputs = json_array();
    status = outputs_of(outputs, folder, files, diag);
    json_object_set_new(manifest, "outputs", outputs);
    if (!status)
        status = write_json(
            manifest, syn_path_join(folder, "manifest.json", arena), diag);
    json_decref(manifest);
    return status;
}

/* --- reading ----------------------------------------------------------- */

static void drop(void *json)
{
    json_decref(json);
}

enum syn_status syn_manifest_read(json_t **out,
                                  const char *path,
                                  struct syn_arena *arena,
                                  struct syn_diag *diag)
{
    char *bytes;
    size_t size;
    enum syn_status status =
        syn_file_read(&bytes, &size, path, LARGEST_OUTPUT, arena, diag);

    if (status)
        return status;
    *out = json_loadb(bytes, size, JSON_REJECT_DUPLICATES, NULL);
    if (*out)
        syn_arena_defer(arena, drop, *out);
    if (json_is_object(*out))
        return SYN_OK;
    return syn_diag_fail(diag, SYN_EINPUT, (struct syn_loc){path, 0, 0},
                         "run.manifest", "this is no manifest");
}

void syn_manifest_hash(char out[SYN_SHA256_HEX], const json_t *manifest)
{
    json_t *rest = json_copy((json_t *)manifest);

    json_object_del(rest, "ledger");
    char *text = json_dumps(rest, JSON_COMPACT | JSON_SORT_KEYS);
    if (!text)
        syn_arena_exhausted(0);
    syn_sha256_hex(out, text, strlen(text));
    free(text);
    json_decref(rest);
}

enum syn_status syn_manifest_mark(json_t *manifest,
                                  const struct syn_publication *p,
                                  const char *path,
                                  struct syn_diag *diag)
{
    json_object_set_new(manifest, "ledger", ledger_of(p));
    return write_json(manifest, path, diag);
}
