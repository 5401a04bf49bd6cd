/* What was published, handed to the release by value. */
#include "draft.h"

#include <string.h>

#include <jansson.h>

#include <samsyn/base/file.h>
#include <samsyn/store/kept.h>

/* A publication that outputs tell of and the store does not. */
static enum syn_status miss(const char *path, struct syn_diag *diag)
{
    return syn_diag_fail(
        diag, SYN_EDISCLOSURE, (struct syn_loc){path, 0, 0}, "run.ledger",
        "this was made after a publication that the store does not remember: "
        "put the newest backup of the store back, or, if nothing here was "
        "given to anybody, move the folder away");
}

static enum syn_status compare(const char *path,
                               const json_t *manifest,
                               const struct syn_publication *list,
                               size_t n,
                               struct syn_diag *diag)
{
    const json_t *ledger = json_object_get(manifest, "ledger");
    json_int_t id = json_integer_value(json_object_get(ledger, "release"));
    const char *sha256 = json_string_value(json_object_get(ledger, "sha256"));

    if (!ledger)
        return SYN_OK;
    if (!sha256 || id < 1 || (size_t)id > n ||
        strcmp(list[id - 1].sha256, sha256) != 0)
        return miss(path, diag);
    return SYN_OK;
}

static enum syn_status check_outputs(const char *folder,
                                     const struct syn_publication *list,
                                     size_t n,
                                     struct syn_arena *arena,
                                     struct syn_diag *diag)
{
    const char *out = syn_path_join(folder, "out", arena);
    const char *const *folders;
    enum syn_status status =
        syn_folder_list_folders(&folders, out, arena, diag);

    for (size_t i = 0; !status && folders[i]; i++) {
        const char *path = syn_path_join(syn_path_join(out, folders[i], arena),
                                         "manifest.json", arena);
        json_t *manifest = json_load_file(path, 0, NULL);
        if (manifest) /* What is none tells of nothing. */
            status = compare(path, manifest, list, n, diag);
        json_decref(manifest);
    }
    return status;
}

static void take_cells(struct syn_past *out,
                       const struct syn_published *said,
                       size_t n,
                       struct syn_arena *arena)
{
    struct syn_past_cell *cell = syn_arena_alloc(arena, n, sizeof *cell);

    for (size_t i = 0; i < n; i++)
        cell[i] = (struct syn_past_cell){.release = said[i].release,
                                         .universe = said[i].universe,
                                         .cell = said[i].cell,
                                         .period = said[i].period,
                                         .form = said[i].form,
                                         .args = said[i].args,
                                         .shown = said[i].shown,
                                         .count = said[i].count,
                                         .value = said[i].value};
    out->cell = cell;
    out->n = n;
}

enum syn_status syn_past_read(struct syn_past *out,
                              struct sqlite3 *store,
                              const char *folder,
                              struct syn_arena *arena,
                              struct syn_diag *diag)
{
    const struct syn_publication *list;
    const struct syn_published *said;
    size_t n;
    enum syn_status status = syn_published_list(&list, &n, store, arena, diag);

    if (!status)
        status = check_outputs(folder, list, n, arena, diag);
    if (!status)
        status = syn_published_read(&said, &n, store, arena, diag);
    if (!status)
        take_cells(out, said, n, arena);
    return status;
}

enum syn_status syn_past_last(struct syn_publication *out,
                              struct sqlite3 *store,
                              struct syn_arena *arena,
                              struct syn_diag *diag)
{
    const struct syn_publication *list;
    size_t n;
    enum syn_status status = syn_published_list(&list, &n, store, arena, diag);

    *out = (struct syn_publication){0};
    if (!status && n)
        *out = list[n - 1];
    return status;
}

/* --- decisions --------------------------------------------------------- */

static bool recall(void *store, const char *key, void *out, size_t n)
{
    return syn_kept_recall(store, key, out, n);
}

static void keep(void *store, const char *key, const void *bytes, size_t n)
{
    syn_kept_keep(store, key, bytes, n);
}

struct syn_memory syn_memory_in(struct sqlite3 *store)
{
    return (struct syn_memory){.data = store, .recall = recall, .keep = keep};
}
