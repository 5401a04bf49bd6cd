/* Folders of written files: what they say together, and where they say more
 * than a reader sees. */
#include "folder.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <samsyn/base/file.h>

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
             {".pdf", syn_read_pdf}};

static bool has_suffix(const char *name, const char *suffix)
{
    size_t n = strlen(name), m = strlen(suffix);

    return n > m && strcmp(name + n - m, suffix) == 0;
}

static enum syn_status
read_file(struct folder_audit *a, const char *path, struct source_folder *from)
{
    enum syn_status status = SYN_OK;

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        char *bytes;
        size_t size;
        if (!has_suffix(path, kinds[i].suffix))
            continue;
        struct folder_file *file = syn_grow(
            &a->files, a->n_files++, &a->file_room, sizeof *file, a->arena);
        *file = (struct folder_file){.from = from,
                                     .doc = {.arena = a->arena, .file = path}};
        file->doc.seen.arena = file->doc.bytes.arena = a->arena;
        status =
            syn_file_read(&bytes, &size, path, LARGEST_FILE, a->arena, a->diag);
        if (!status)
            status = kinds[i].read(&file->doc, bytes, size, a->diag);
        return status;
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
    *out = (struct syn_folder_audit){0};
    enum syn_status status = read_all(&a, call->against, call->n_against, true);
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
