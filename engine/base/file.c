#include <samsyn/base/file.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <samsyn/base/text.h>

enum { PATH_BYTES = 4096 };

static enum syn_status
fail(struct syn_diag *diag, const char *path, const char *code)
{
    return syn_diag_fail(diag, SYN_EIO, (struct syn_loc){path, 0, 0}, code,
                         "%s: %s", syn_diag_text(diag, code, NULL),
                         strerror(errno));
}

static void close_fd(void *p)
{
    close(*(int *)p);
}

/* Opens the regular file at PATH; ARENA closes it. */
static enum syn_status open_regular(int *out,
                                    struct stat *info,
                                    const char *path,
                                    struct syn_arena *arena,
                                    struct syn_diag *diag)
{
    int *fd = syn_arena_alloc(arena, 1, sizeof *fd);

    *fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (*fd < 0)
        return fail(diag, path, "base.open");
    syn_arena_defer(arena, close_fd, fd);
    if (fstat(*fd, info) != 0)
        return fail(diag, path, "base.open");
    if (!S_ISREG(info->st_mode))
        return syn_diag_fail(diag, SYN_EINPUT, (struct syn_loc){path, 0, 0},
                             "base.not-a-file", "this is not a regular file");
    *out = *fd;
    return SYN_OK;
}

static enum syn_status
read_all(char *to, size_t size, int fd, const char *path, struct syn_diag *diag)
{
    size_t done = 0;

    while (done < size) {
        ssize_t n = read(fd, to + done, size - done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail(diag, path, "base.read");
        if (n == 0)
            return syn_diag_fail(diag, SYN_EIO, (struct syn_loc){path, 0, 0},
                                 "base.changed",
                                 "the file became shorter while it was read");
        done += (size_t)n;
    }
    return SYN_OK;
}

enum syn_status syn_file_read(char **out,
                              size_t *size,
                              const char *path,
                              size_t limit,
                              struct syn_arena *arena,
                              struct syn_diag *diag)
{
    struct stat info = {0};
    int fd = -1;

    enum syn_status status = open_regular(&fd, &info, path, arena, diag);
    if (status)
        return status;
    *size = (size_t)info.st_size;
    if (*size > limit)
        return syn_diag_fail(diag, SYN_EINPUT, (struct syn_loc){path, 0, 0},
                             "base.too-large",
                             "the file is larger than %zu bytes", limit);
    *out = syn_arena_alloc(arena, *size + 1, 1);
    return read_all(*out, *size, fd, path, diag);
}

static int write_all(int fd, const char *bytes, size_t size)
{
    while (size) {
        ssize_t n = write(fd, bytes, size);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return -1;
        bytes += n;
        size -= (size_t)n;
    }
    return fsync(fd);
}

/* Makes the renaming in the folder of PATH last. */
static int sync_folder(const char *path)
{
    char folder[PATH_BYTES];
    const char *slash = strrchr(path, '/');

    snprintf(folder, sizeof folder, "%.*s", slash ? (int)(slash - path) : 1,
             slash ? path : ".");
    int fd = open(*folder ? folder : "/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return -1;
    int failed = fsync(fd);
    close(fd);
    return failed;
}

enum syn_status syn_file_write(const char *path,
                               const void *bytes,
                               size_t size,
                               struct syn_diag *diag)
{
    char beside[PATH_BYTES];

    if (snprintf(beside, sizeof beside, "%s.tmp", path) >= (int)sizeof beside) {
        errno = ENAMETOOLONG;
        return fail(diag, path, "base.write");
    }
    unlink(beside); /* What an earlier run left when it was killed. */
    int fd = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW,
                  0666);
    if (fd < 0)
        return fail(diag, path, "base.write");
    int failed = write_all(fd, bytes, size);
    int reason = errno;
    if (close(fd) != 0 && !failed) {
        failed = -1;
        reason = errno;
    }
    if (!failed && (rename(beside, path) != 0 || sync_folder(path) != 0)) {
        failed = -1;
        reason = errno;
    }
    if (!failed)
        return SYN_OK;
    unlink(beside);
    errno = reason;
    return fail(diag, path, "base.write");
}

bool syn_file_exists(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISREG(info.st_mode);
}

bool syn_folder_exists(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

enum syn_status syn_folder_make(const char *path, struct syn_diag *diag)
{
    char part[PATH_BYTES];
    size_t n = strlen(path);

    if (n >= sizeof part) {
        errno = ENAMETOOLONG;
        return fail(diag, path, "base.folder");
    }
    for (size_t i = 1; i <= n; i++) {
        if (path[i] != '/' && path[i] != '\0')
            continue;
        snprintf(part, sizeof part, "%.*s", (int)i, path);
        if (mkdir(part, 0777) != 0) {
            if (errno != EEXIST)
                return fail(diag, path, "base.folder");
        } else if (sync_folder(part) != 0) { /* Or a power cut takes it. */
            return fail(diag, path, "base.folder");
        }
    }
    if (!syn_folder_exists(path)) {
        errno = ENOTDIR;
        return fail(diag, path, "base.folder");
    }
    return SYN_OK;
}

enum { DEEPEST = 4 };

static int remove_tree(const char *path, int depth)
{
    char inner[PATH_BYTES];
    struct stat info;
    int failed = 0;

    if (lstat(path, &info) != 0)
        return errno == ENOENT ? 0 : -1;
    if (!S_ISDIR(info.st_mode))
        return unlink(path);
    DIR *folder = depth ? opendir(path) : NULL;
    if (!folder)
        return -1;
    for (struct dirent *entry; !failed && (entry = readdir(folder)) != NULL;) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        int n = snprintf(inner, sizeof inner, "%s/%s", path, entry->d_name);
        failed = n >= (int)sizeof inner ? -1 : remove_tree(inner, depth - 1);
    }
    int reason = errno;
    closedir(folder);
    errno = reason;
    return failed ? failed : rmdir(path);
}

enum syn_status syn_folder_remove(const char *path, struct syn_diag *diag)
{
    return remove_tree(path, DEEPEST) ? fail(diag, path, "base.remove")
                                      : SYN_OK;
}

/* The old folder steps aside before the new one comes, and goes last: at no
 * point is a half of it to be seen.  What a killed run left aside goes first.
 */
enum syn_status
syn_folder_replace(const char *to, const char *from, struct syn_diag *diag)
{
    char aside[PATH_BYTES];

    if (syn_file_exists(to) || /* Somebody's file is not ours to remove. */
        snprintf(aside, sizeof aside, "%s.old", to) >= (int)sizeof aside) {
        errno = ENOTDIR;
        return fail(diag, to, "base.rename");
    }
    enum syn_status status = syn_folder_remove(aside, diag);
    if (status)
        return status;
    if ((syn_folder_exists(to) && rename(to, aside) != 0) ||
        rename(from, to) != 0 || sync_folder(to) != 0)
        return fail(diag, to, "base.rename");
    status = syn_folder_remove(aside, diag);
    if (!status && sync_folder(to) != 0)
        return fail(diag, to, "base.rename");
    return status;
}

enum syn_status syn_folder_lock(const char *path,
                                struct syn_arena *arena,
                                struct syn_diag *diag)
{
    int *fd = syn_arena_alloc(arena, 1, sizeof *fd);

    *fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (*fd < 0)
        return fail(diag, path, "base.folder");
    syn_arena_defer(arena, close_fd, fd);
    while (flock(*fd, LOCK_EX) != 0)
        if (errno != EINTR)
            return fail(diag, path, "base.folder");
    return SYN_OK;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void close_folder(void *p)
{
    closedir(p);
}

struct names {
    const char **at;
    size_t n, room;
};

static void
add_name(struct names *names, const char *name, struct syn_arena *arena)
{
    if (names->n + 1 >= names->room) {
        size_t room = names->room ? names->room * 2 : 64;
        const char **at = syn_arena_alloc(arena, room, sizeof *at);
        if (names->n)
            memcpy(at, names->at, names->n * sizeof *at);
        names->at = at;
        names->room = room;
    }
    names->at[names->n++] = syn_arena_strdup(arena, name);
    names->at[names->n] = NULL;
}

/* Folders, or what is none. */
static enum syn_status list(const char *const **out,
                            const char *path,
                            const char *pattern,
                            bool folders,
                            struct syn_arena *arena,
                            struct syn_diag *diag)
{
    static const char *const nothing[] = {NULL};
    struct names names = {0};
    DIR *folder = opendir(path);

    *out = nothing;
    if (!folder)
        return errno == ENOENT ? SYN_OK : fail(diag, path, "base.folder");
    syn_arena_defer(arena, close_folder, folder);
    errno = 0;
    for (struct dirent *entry; (entry = readdir(folder)) != NULL; errno = 0)
        if (syn_glob_match(pattern, entry->d_name) &&
            strcmp(entry->d_name, ".") != 0 &&
            strcmp(entry->d_name, "..") != 0 &&
            syn_folder_exists(syn_path_join(path, entry->d_name, arena)) ==
                folders)
            add_name(&names, entry->d_name, arena);
    if (errno)
        return fail(diag, path, "base.folder");
    if (names.n) {
        qsort(names.at, names.n, sizeof *names.at, by_name);
        *out = names.at;
    }
    return SYN_OK;
}

enum syn_status syn_folder_list(const char *const **out,
                                const char *path,
                                const char *pattern,
                                struct syn_arena *arena,
                                struct syn_diag *diag)
{
    return list(out, path, pattern, false, arena, diag);
}

enum syn_status syn_folder_list_folders(const char *const **out,
                                        const char *path,
                                        struct syn_arena *arena,
                                        struct syn_diag *diag)
{
    return list(out, path, "*", true, arena, diag);
}

const char *
syn_path_join(const char *folder, const char *name, struct syn_arena *arena)
{
    if (!*folder || strcmp(folder, ".") == 0 || *name == '/')
        return name;
    size_t n = strlen(folder);
    return syn_arena_printf(arena, "%s%s%s", folder,
                            folder[n - 1] == '/' ? "" : "/", name);
}
