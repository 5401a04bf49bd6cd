/* power_loss.h - what is not durable yet, and how it is lost: power.c notes and
 * asks.  Everything in it is static. */
#ifndef SAMSYN_POWER_LOSS_H
#define SAMSYN_POWER_LOSS_H

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { SECTOR = 512, DIED = 137 };

/* A file that was opened below the folder: known by its inode, since names
 * change and descriptors are copied. */
struct file {
    dev_t device;
    ino_t inode;
    char path[PATH_MAX];
    struct file *next;
};

enum kind { WRITTEN, CUT, GROWN_FROM_NOTHING, MADE, MOVED, REMOVED };

/* Something that is not durable yet. */
struct change {
    enum kind kind;
    struct file *file; /* NULL: a folder. */
    off64_t at, size;  /* SIZE: of the file, before. */
    size_t n;
    char *old;           /* The N bytes at AT, before. */
    char path[PATH_MAX]; /* The name that was made, left or removed. */
    char to[PATH_MAX];   /* MOVED: the new name. */
    char kept[PATH_MAX]; /* Where the file is that TO or PATH was, or empty. */
    struct change *older;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct file *files;
static struct change *newest;
static char watched[PATH_MAX], aside[PATH_MAX / 2];
static long operations, dies_at, n_kept;
static bool dies_at_end, lies, lies_of_folders;
static uint64_t state = 88172645463325252u;

/* The calls themselves, past the functions of this file. */
#define REAL(...) syscall(__VA_ARGS__)

static int real_open(const char *path, int flags)
{
    return (int)REAL(SYS_openat, AT_FDCWD, path, flags, 0600);
}

static int real_rename(const char *from, const char *to)
{
    return (int)REAL(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}

static int real_unlink(const char *path)
{
    return (int)REAL(SYS_unlinkat, AT_FDCWD, path, 0);
}

static int real_mkdir(const char *path, mode_t mode)
{
    return (int)REAL(SYS_mkdirat, AT_FDCWD, path, mode);
}

static unsigned chance(unsigned of)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (unsigned)(state >> 33) % of;
}

static void *allocate(size_t size)
{
    void *p = calloc(1, size ? size : 1);

    if (!p)
        abort();
    return p;
}

/* --- names ------------------------------------------------------------- */

static bool is_below(const char *path, const char *folder)
{
    size_t n = strlen(folder);
    return n && strncmp(path, folder, n) == 0 && path[n] == '/';
}

static bool is_in(const char *path, const char *folder)
{
    return is_below(path, folder) && !strchr(path + strlen(folder) + 1, '/');
}

/* Sets OUT to the absolute path of NAME, which need not exist; false if it is
 * not watched. */
static bool resolve(char out[PATH_MAX], int folder, const char *name)
{
    char joined[PATH_MAX + 64], resolved[PATH_MAX];

    if (!*watched)
        return false;
    if (*name == '/' || folder == AT_FDCWD)
        snprintf(joined, sizeof joined, "%s%s", *name == '/' ? "" : "./", name);
    else
        snprintf(joined, sizeof joined, "/proc/self/fd/%d/%s", folder, name);
    char *slash = strrchr(joined, '/');
    *slash = '\0';
    if (!realpath(slash == joined ? "/" : joined, resolved))
        return false;
    return snprintf(out, PATH_MAX, "%s/%s", resolved, slash + 1) < PATH_MAX &&
           is_below(out, watched);
}

/* Makes PATH, if it is FROM or below it, the same of TO. */
static void rebase(char path[PATH_MAX], const char *from, const char *to)
{
    char rest[PATH_MAX];

    if (strcmp(path, from) != 0 && !is_below(path, from))
        return;
    strcpy(rest, path + strlen(from));
    snprintf(path, PATH_MAX, "%s%s", to, rest);
}

/* --- files and changes ------------------------------------------------- */

static struct file *find_file(const struct stat64 *info)
{
    for (struct file *f = files; f; f = f->next)
        if (f->device == info->st_dev && f->inode == info->st_ino)
            return f;
    return NULL;
}

static struct file *file_at(const char *path)
{
    struct stat64 info;
    return lstat64(path, &info) == 0 ? find_file(&info) : NULL;
}

static void move_files(const char *from, const char *to)
{
    for (struct file *f = files; f; f = f->next)
        rebase(f->path, from, to);
}

static struct change *note(enum kind kind, struct file *file, const char *path)
{
    struct change *change = allocate(sizeof *change);

    change->kind = kind;
    change->file = file;
    change->older = newest;
    snprintf(change->path, sizeof change->path, "%s", path);
    return newest = change;
}

static bool is_name(const struct change *change)
{
    return change->kind >= MADE;
}

static void keep_old(struct change *change, off64_t at, size_t n)
{
    int fd = real_open(change->file->path, O_RDONLY | O_CLOEXEC);

    change->at = at;
    change->n = n;
    change->old = allocate(n);
    if (fd < 0 || pread64(fd, change->old, n, at) < 0)
        memset(change->old, 0, n);
    if (fd >= 0)
        close(fd);
}

/* --- what has become durable ------------------------------------------- */

/* Forgets the change at AT.  What it replaced is gone for good, and its inode
 * may come again. */
static void forget(struct change **at)
{
    struct change *change = *at;

    *at = change->older;
    if (*change->kept) {
        struct file *gone = file_at(change->kept);
        if (gone)
            gone->inode = 0;
        real_unlink(change->kept);
    }
    free(change->old);
    free(change);
}

static void file_is_durable(const struct file *file)
{
    for (struct change **at = &newest; *at;)
        if ((*at)->file == file && (!is_name(*at) || (*at)->kind == MADE))
            forget(at);
        else
            at = &(*at)->older;
}

/* A folder that is gone takes what was done to names in it along; one that was
 * moved takes them to its new name. */
static void settle_older(const struct change *durable)
{
    for (struct change **at = (struct change **)&durable->older; *at;) {
        struct change *change = *at;
        if (durable->kind == REMOVED && !durable->file && is_name(change) &&
            is_below(change->path, durable->path)) {
            forget(at);
            continue;
        }
        if (durable->kind == MOVED) {
            rebase(change->path, durable->path, durable->to);
            rebase(change->to, durable->path, durable->to);
        }
        at = &change->older;
    }
}

static void folder_is_durable(const char *folder)
{
    for (struct change **at = &newest; *at;)
        if (is_name(*at) &&
            is_in((*at)->kind == MOVED ? (*at)->to : (*at)->path, folder)) {
            settle_older(*at);
            forget(at);
        } else {
            at = &(*at)->older;
        }
}

/* --- the loss ---------------------------------------------------------- */

static void name_aside(char out[PATH_MAX])
{
    snprintf(out, PATH_MAX, "%s/%ld.%ld", aside, (long)getpid(), ++n_kept);
}

static void lose_written(const struct change *change, int fd)
{
    off64_t end = change->at + (off64_t)change->n;
    struct stat64 info;

    for (off64_t at = change->at; at < end;) {
        off64_t next = (at / SECTOR + 1) * SECTOR;
        size_t n = (size_t)((next < end ? next : end) - at);
        unsigned luck = chance(8); /* 0-2: stays, 3: torn, 4-7: restored. */
        if (luck > 2)
            (void)REAL(SYS_pwrite64, fd, change->old + (at - change->at),
                       luck > 3 ? n : n / 2, at);
        at += (off64_t)n;
    }
    if (fstat64(fd, &info) == 0 && info.st_size > change->size &&
        chance(4) == 0)
        (void)REAL(SYS_ftruncate, fd, change->size);
}

static void lose_bytes(const struct change *change)
{
    int fd = real_open(change->file->path, O_RDWR | O_CLOEXEC);
    struct stat64 info;

    if (fd < 0)
        return;
    if (change->kind == WRITTEN) {
        lose_written(change, fd);
    } else if (chance(2) == 0 && change->kind == CUT) {
        (void)REAL(SYS_ftruncate, fd, change->size);
        (void)REAL(SYS_pwrite64, fd, change->old, change->n, change->at);
    } else if (change->kind == GROWN_FROM_NOTHING && chance(2) == 0 &&
               fstat64(fd, &info) == 0 && info.st_size > 0) {
        (void)REAL(SYS_ftruncate, fd, chance((unsigned)info.st_size));
    }
    close(fd);
}

static void lose_name(const struct change *change)
{
    const char *path = change->kind == MOVED ? change->to : change->path;
    char lost[PATH_MAX];

    if (change->kind == MADE) { /* A folder goes with what is in it. */
        name_aside(lost);
        if (real_rename(change->path, lost) == 0)
            move_files(change->path, lost);
    } else if (change->kind == MOVED) {
        if (real_rename(change->to, change->path) == 0)
            move_files(change->to, change->path);
    } else if (!*change->kept) {
        real_mkdir(change->path, 0777);
    }
    if (*change->kept && real_rename(change->kept, path) == 0)
        move_files(change->kept, path);
}

static void lose_power(int status)
{
    unsigned names = 0;

    for (struct change *c = newest; c; c = c->older)
        names += is_name(c);
    unsigned lost = chance(names + 1);
    for (struct change *c = newest; c; c = c->older)
        if (!is_name(c))
            lose_bytes(c);
        else if (lost > 0 && lost--)
            lose_name(c);
    _exit(status);
}

static void operation(void)
{
    if (++operations == dies_at)
        lose_power(DIED);
}

#endif
