/* Folders of written files: what they say together, and where they say more
 * than a reader sees. */
#include "folder.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <samsyn/base/file.h>
#include <samsyn/base/limits.h>

enum { LARGEST_FILE = 256 << 20, DEEPEST = 8 };

void syn_folder_find(struct folder_audit *a,
                     const char *file,
                     const char *cell,
                     const char *finding,
                     const char *recipe)
{
    struct syn_finding_line *line =
        syn_grow(&a->findings, a->n_findings++, &a->finding_room, sizeof *line,
                 a->arena);

    *line = (struct syn_finding_line){
        .file = file, .cell = cell, .finding = finding, .recipe = recipe};
}

/* --- files --------------------------------------------------------------- */

static const struct {
    const char *suffix;
    enum syn_status (*read)(struct document *,
                            const char *,
                            size_t,
                            struct syn_diag *);
} kinds[] = {{".csv", syn_read_csv},  {".json", syn_read_json},
             {".svg", syn_read_svg},  {".html", syn_read_html},
             {".htm", syn_read_html}, {".xlsx", syn_read_xlsx},
             {".pdf", syn_read_pdf},  {".md", syn_read_md},
             {".png", syn_read_png}};

static bool has_suffix(const char *name, const char *suffix)
{
    size_t n = strlen(name), m = strlen(suffix);

    return n > m && strcmp(name + n - m, suffix) == 0;
}

/* Only what is judged together with other files outlives this. */
static enum syn_status
read_kind(struct folder_audit *a, struct folder_file *file, size_t kind)
{
    struct syn_arena *step = syn_arena_new(SYN_ARENA_BYTES);
    struct document *doc = &file->doc;
    char *bytes;
    size_t size;

    doc->arena = doc->bytes.arena = step;
    doc->data = file;
    enum syn_status status =
        syn_file_read(&bytes, &size, doc->file, LARGEST_FILE, step, a->diag);
    if (!status)
        status = kinds[kind].read(doc, bytes, size, a->diag);
    if (!status)
        syn_folder_search(file);
    doc->bytes = (struct syn_text){0};
    doc->arena = NULL;
    syn_arena_free(step);
    return status;
}

static enum syn_status
read_file(struct folder_audit *a, const char *path, struct source_folder *from)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (!has_suffix(path, kinds[i].suffix))
            continue;
        struct folder_file *file = syn_grow(
            &a->files, a->n_files++, &a->file_room, sizeof *file, a->arena);
        *file =
            (struct folder_file){.from = from,
                                 .shown.index.arena = a->arena,
                                 .hidden = &a->hidden,
                                 .doc = {.kept = a->arena,
                                         .pool = &a->pool,
                                         .file = path,
                                         .see = syn_folder_see,
                                         .wants_bytes = a->hidden.index.n > 0}};
        return read_kind(a, file, i);
    }
    return SYN_OK;
}

/* The names in the folder PATH, in byte order. */
static enum syn_status list_names(const char ***out,
                                  size_t *n,
                                  struct folder_audit *a,
                                  const char *path)
{
    DIR *dir = opendir(path);
    size_t room = 0;

    *out = NULL;
    *n = 0;
    if (!dir)
        return syn_diag_fail(a->diag, SYN_EIO, (struct syn_loc){path, 0, 0},
                             "audit.folder", "this folder cannot be read");
    for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        *(const char **)syn_grow(out, *n, &room, sizeof(char *), a->arena) =
            syn_arena_strdup(a->arena, entry->d_name);
        ++*n;
    }
    closedir(dir);
    return SYN_OK;
}

static int by_text(const void *x, const void *y)
{
    return strcmp(*(const char *const *)x, *(const char *const *)y);
}

/* The quality report is about rows of extracts, marked as not for publication,
 * and holds no cell. */
static bool is_internal(const char *name)
{
    return strcmp(name, "quality.html") == 0 ||
           strcmp(name, "quality.json") == 0;
}

static enum syn_status read_folder( // NOLINT(misc-no-recursion)
    struct folder_audit *a,
    const char *path,
    struct source_folder *from,
    int depth)
{
    const char **names;
    size_t n;
    enum syn_status status = list_names(&names, &n, a, path);

    if (n)
        qsort(names, n, sizeof *names, by_text);
    for (size_t i = 0; !status && i < n; i++) {
        const char *child = syn_path_join(path, names[i], a->arena);
        struct stat stat;
        if (lstat(child, &stat))
            continue;
        if (S_ISDIR(stat.st_mode) && depth < DEEPEST)
            status = read_folder(a, child, from, depth + 1);
        else if (S_ISREG(stat.st_mode) &&
                 strcmp(names[i], "manifest.json") == 0)
            status = syn_folder_manifest(a, child, from);
        else if (S_ISREG(stat.st_mode) && !is_internal(names[i]))
            status = read_file(a, child, from);
    }
    return status;
}

static enum syn_status
read_all(struct folder_audit *a, const char *const *paths, size_t n, bool known)
{
    enum syn_status status = SYN_OK;

    for (size_t i = 0; !status && i < n; i++) {
        struct source_folder *from = syn_arena_alloc(a->arena, 1, sizeof *from);
        from->order = a->n_folders++;
        from->known = known;
        from->shown.index.arena = a->arena;
        if (syn_folder_exists(paths[i]))
            status = read_folder(a, paths[i], from, 0);
        else if (syn_file_exists(paths[i]))
            status = read_file(a, paths[i], from);
        else
            status = syn_diag_fail(
                a->diag, SYN_EIO, (struct syn_loc){paths[i], 0, 0},
                "audit.folder", "this folder cannot be read");
    }
    return status;
}

/* --- the audit ----------------------------------------------------------- */

enum syn_status syn_folder_audit(struct syn_folder_audit *out,
                                 const struct syn_folder_call *call,
                                 struct syn_arena *arena,
                                 struct syn_diag *diag)
{
    struct folder_audit a = {.arena = arena, .diag = diag, .call = call};

    a.threshold = call->threshold > 0 ? call->threshold : 5;
    a.width = call->width > 0 ? call->width : syn_width_of(a.threshold);
    a.pool.arena = a.cells.arena = a.hidden.index.arena = arena;
    a.universes.arena = a.tie_keys.arena = arena;
    *out = (struct syn_folder_audit){0};
    enum syn_status status = syn_folder_lists(&a);
    if (!status)
        status = read_all(&a, call->against, call->n_against, true);
    if (!status)
        status = read_all(&a, call->folders, call->n_folders, false);
    if (!status)
        status = syn_folder_tables(&a);
    if (!status)
        status = syn_folder_attack(&a);
    if (status)
        return status;
    syn_folder_carriers(&a);
    for (size_t i = 0; i < a.n_files; i++)
        out->files += !a.files[i].from->known;
    out->targets = a.n_targets;
    out->n = a.n_findings;
    out->findings = a.findings;
    return SYN_OK;
}
