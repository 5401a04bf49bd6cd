#include "render.h"

#include <stdlib.h>
#include <string.h>

#include <samsyn/base/file.h>
#include <samsyn/base/hash.h>
#include <samsyn/base/limits.h>
#include <samsyn/base/text.h>

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

static json_t *make_manifest(const struct syn_run_result *result,
                             struct syn_arena *arena)
{
    const struct syn_state_of_affairs *state = &result->state;
    struct syn_protection p = syn_release_protection(state->release);
    char period[SYN_PERIOD_BYTES];

    return json_pack(
        "{s:i, s:s, s:s, s:s, s:{s:b, s:i, s:b, s:I, s:I}, s:o, "
        "s:o, s:o}",
        "schema_version", 1, "samsyn", SYN_VERSION, "period",
        syn_period_code(period, state->findings.period), "language",
        syn_lang_code[state->lang], "protection", "internal", p.internal,
        "threshold", p.threshold, "secondary", p.secondary, "shown",
        (json_int_t)p.shown, "suppressed", (json_int_t)p.suppressed, "inputs",
        inputs_of(state), "dims", syn_manifest_nodes(state->release),
        "additive", syn_manifest_ties(state->release, arena));
}

enum syn_status syn_manifest_write(const struct syn_run_result *result,
                                   const char *folder,
                                   const char *const *files,
                                   struct syn_arena *arena,
                                   struct syn_diag *diag)
{
    json_t *manifest = make_manifest(result, arena), *outputs = json_array();
    enum syn_status status = outputs_of(outputs, folder, files, diag);

    json_object_set_new(manifest, "outputs", outputs);
    char *text = json_dumps(manifest, JSON_INDENT(2));
    if (!text)
        syn_arena_exhausted(0);
    if (!status) {
        const char *line = syn_arena_printf(arena, "%s\n", text);
        status = syn_file_write(syn_path_join(folder, "manifest.json", arena),
                                line, strlen(line), diag);
    }
    free(text);
    json_decref(manifest);
    return status;
}
