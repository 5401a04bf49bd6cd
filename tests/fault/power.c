/* power.c - a loss of power, simulated.  Preloaded into the program under test.
 *
 * Files are really written.  For all below POWER_FOLDER it is noted how things
 * were before, until a sync makes the new state durable.  When the power goes,
 * some of what was not durable is taken back, and the process ends:
 *
 *   bytes       each sector of 512 bytes is kept, restored or torn; the file
 * may have its old length new files   may have any part of their length names
 * made, moved, removed (folders too): restored from the newest backwards, as
 * many as chance says, as a journaling file system does.  A sync of the folder
 * makes them durable, and a sync of a new file its own name.
 *
 * POWER_FOLDER=D  what to watch; beside it, D.power keeps what may come back
 * POWER_AT=N      the power goes instead of the N-th operation, status 137; or
 * POWER_AT=end    when the program has ended, with its own status
 * POWER_SEED=S    which of the possible losses it is
 * POWER_COUNT=F   writes the number of operations to the file F
 * POWER_LIES=all  no sync makes anything durable, or
 * POWER_LIES=folders  none of a folder: controls, to see that the loss bites
 *
 * Not seen: mmap, io_uring, O_TRUNC, streams of the C library.  Nothing is
 * reordered across a sync.  For Linux and glibc. */
#define _GNU_SOURCE
#include "power_loss.h"

/* --- begin and end ----------------------------------------------------- */

static void on_end(int status, void *unused)
{
    const char *path = getenv("POWER_COUNT");
    (void)unused;

    pthread_mutex_lock(&lock);
    if (dies_at_end) {
        fflush(NULL);
        lose_power(status);
    }
    while (newest)
        forget(&newest);
    *watched = '\0';
    pthread_mutex_unlock(&lock);
    FILE *file = path ? fopen(path, "w") : NULL;
    if (file) {
        fprintf(file, "%ld\n", operations);
        fclose(file);
    }
}

/* Before main, so that what is registered here runs last. */
__attribute__((constructor)) static void begin(void)
{
    const char *folder = getenv("POWER_FOLDER"), *at = getenv("POWER_AT");
    const char *seed = getenv("POWER_SEED"), *lie = getenv("POWER_LIES");

    if (!folder || !realpath(folder, watched))
        return;
    if (snprintf(aside, sizeof aside, "%s.power", watched) >=
            (int)sizeof aside ||
        (real_mkdir(aside, 0700) != 0 && errno != EEXIST))
        abort();
    dies_at_end = at && strcmp(at, "end") == 0;
    dies_at = at && !dies_at_end ? atol(at) : 0;
    lies = lie && strcmp(lie, "all") == 0;
    lies_of_folders = lies || (lie && strcmp(lie, "folders") == 0);
    if (seed)
        state ^= strtoull(seed, NULL, 10) * 0x9e3779b97f4a7c15u;
    for (int i = 0; i < 20; i++)
        chance(2);
    on_exit(on_end, NULL);
}

/* --- open -------------------------------------------------------------- */

static void opened(int fd, const char *path, bool is_new)
{
    struct stat64 info;

    if (fd < 0 || fstat64(fd, &info) != 0 || !S_ISREG(info.st_mode))
        return;
    struct file *file = find_file(&info);
    if (!file) {
        file = allocate(sizeof *file);
        *file = (struct file){info.st_dev, info.st_ino, "", files};
        files = file;
    }
    snprintf(file->path, sizeof file->path, "%s", path);
    if (!is_new)
        return;
    note(MADE, file, path);
    note(GROWN_FROM_NOTHING, file, path);
}

static int open_at(int folder, const char *name, int flags, mode_t mode)
{
    char path[PATH_MAX];
    struct stat64 info;

    if (!resolve(path, folder, name))
        return (int)REAL(SYS_openat, folder, name, flags, mode);
    pthread_mutex_lock(&lock);
    bool is_new = lstat64(path, &info) != 0;
    if (is_new && (flags & O_CREAT))
        operation();
    int fd = (int)REAL(SYS_openat, folder, name, flags, mode);
    int reason = errno;
    opened(fd, path, is_new);
    pthread_mutex_unlock(&lock);
    errno = reason;
    return fd;
}

static mode_t mode_of(int flags, va_list more)
{
    bool given = (flags & O_CREAT) || (flags & O_TMPFILE) == O_TMPFILE;
    return given ? va_arg(more, mode_t) : 0;
}

#define OPEN(name)                                                             \
    int name(const char *path, int flags, ...)                                 \
    {                                                                          \
        va_list more;                                                          \
        va_start(more, flags);                                                 \
        mode_t mode = mode_of(flags, more);                                    \
        va_end(more);                                                          \
        return open_at(AT_FDCWD, path, flags, mode);                           \
    }
OPEN(open)
OPEN(open64)

/* What _FORTIFY_SOURCE makes of open() without a mode. */
int __open_2(const char *path, int flags);

int __open_2(const char *path, int flags)
{
    return open_at(AT_FDCWD, path, flags, 0);
}

/* --- write, truncate, sync --------------------------------------------- */

static struct file *file_of(int fd, struct stat64 *info)
{
    return *watched && fstat64(fd, info) == 0 ? find_file(info) : NULL;
}

static void before_write(int fd, off64_t at, size_t n)
{
    struct stat64 info;
    struct file *file = file_of(fd, &info);

    if (!file)
        return;
    operation();
    if (at < 0)
        at = fcntl(fd, F_GETFL) & O_APPEND ? info.st_size
                                           : lseek64(fd, 0, SEEK_CUR);
    struct change *change = note(WRITTEN, file, file->path);
    change->size = info.st_size;
    keep_old(change, at, n);
}

static void before_truncate(int fd, off64_t size)
{
    struct stat64 info;
    struct file *file = file_of(fd, &info);

    if (!file)
        return;
    operation();
    if (info.st_size <= size)
        return;
    struct change *change = note(CUT, file, file->path);
    change->size = info.st_size;
    keep_old(change, size, (size_t)(info.st_size - size));
}

static void before_sync(int fd)
{
    struct stat64 info;
    struct file *file = file_of(fd, &info);
    char link[64], path[PATH_MAX] = "";

    if (file) {
        operation();
        if (!lies)
            file_is_durable(file);
        return;
    }
    if (!*watched || fstat64(fd, &info) != 0 || !S_ISDIR(info.st_mode))
        return;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    if (readlink(link, path, sizeof path - 1) <= 0 ||
        (strcmp(path, watched) != 0 && !is_below(path, watched)))
        return;
    operation();
    if (!lies_of_folders)
        folder_is_durable(path);
}

#define BEFORE(what)                                                           \
    do {                                                                       \
        int reason = errno;                                                    \
        pthread_mutex_lock(&lock);                                             \
        what;                                                                  \
        pthread_mutex_unlock(&lock);                                           \
        errno = reason;                                                        \
    } while (0)

ssize_t write(int fd, const void *bytes, size_t n)
{
    BEFORE(before_write(fd, -1, n));
    return REAL(SYS_write, fd, bytes, n);
}

ssize_t pwrite64(int fd, const void *bytes, size_t n, off64_t at)
{
    BEFORE(before_write(fd, at, n));
    return REAL(SYS_pwrite64, fd, bytes, n, at);
}

int ftruncate64(int fd, off64_t size)
{
    BEFORE(before_truncate(fd, size));
    return (int)REAL(SYS_ftruncate, fd, size);
}

ssize_t pwrite(int, const void *, size_t, off_t)
    __attribute__((alias("pwrite64")));
int ftruncate(int, off_t) __attribute__((alias("ftruncate64")));

int fsync(int fd)
{
    BEFORE(before_sync(fd));
    return (int)REAL(SYS_fsync, fd);
}

int fdatasync(int fd)
{
    BEFORE(before_sync(fd));
    return (int)REAL(SYS_fdatasync, fd);
}

/* --- names that come and go -------------------------------------------- */

int unlink(const char *name)
{
    char path[PATH_MAX], kept[PATH_MAX];
    struct stat64 info;

    if (!resolve(path, AT_FDCWD, name) || lstat64(path, &info) != 0)
        return real_unlink(name);
    pthread_mutex_lock(&lock);
    operation();
    name_aside(kept);
    int failed = real_rename(path, kept);
    if (!failed) {
        struct file *file = file_at(kept);
        strcpy(note(REMOVED, file, path)->kept, kept);
        move_files(path, kept);
    }
    pthread_mutex_unlock(&lock);
    return failed;
}

int rename(const char *from, const char *to)
{
    char source[PATH_MAX], target[PATH_MAX], kept[PATH_MAX];

    if (!resolve(source, AT_FDCWD, from) || !resolve(target, AT_FDCWD, to))
        return real_rename(from, to);
    pthread_mutex_lock(&lock);
    operation();
    name_aside(kept);
    bool replaces = link(target, kept) == 0; /* Not of a folder. */
    int failed = real_rename(source, target);
    if (!failed) {
        struct change *change = note(MOVED, file_at(target), source);
        strcpy(change->to, target);
        if (replaces) {
            strcpy(change->kept, kept);
            move_files(target, kept);
        }
        move_files(source, target);
    } else if (replaces) {
        real_unlink(kept);
    }
    pthread_mutex_unlock(&lock);
    return failed;
}

static int change_folder(enum kind kind, const char *name, mode_t mode)
{
    char path[PATH_MAX];
    bool seen = resolve(path, AT_FDCWD, name);

    if (seen)
        BEFORE(operation());
    int failed = kind == MADE
                     ? real_mkdir(name, mode)
                     : (int)REAL(SYS_unlinkat, AT_FDCWD, name, AT_REMOVEDIR);
    if (seen && !failed)
        BEFORE(note(kind, NULL, path));
    return failed;
}

int mkdir(const char *name, mode_t mode)
{
    return change_folder(MADE, name, mode);
}

int rmdir(const char *name)
{
    return change_folder(REMOVED, name, 0);
}
