/* meddle.c - somebody changes a file while it is read.  Preloaded into the
 * program under test.
 *
 * MEDDLE_FILE=F   the file, by its absolute path
 * MEDDLE_AT=N     before the N-th open or read of it, the shell runs
 * MEDDLE_DO=C     this command
 * MEDDLE_COUNT=F  writes the number of opens and reads to the file F */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static atomic_long touches;

static void touch(void)
{
    const char *at = getenv("MEDDLE_AT"), *command = getenv("MEDDLE_DO");
    int reason = errno;

    if (++touches == (at ? atol(at) : 0) && command) {
        unsetenv("LD_PRELOAD"); /* The shell is not to be meddled with. */
        if (system(command) != 0)
            abort();
    }
    errno = reason;
}

static bool is_wanted(const char *path)
{
    const char *file = getenv("MEDDLE_FILE");
    char resolved[PATH_MAX];

    return file && realpath(path, resolved) && strcmp(resolved, file) == 0;
}

/* Whether FD is the file, or was before another took its name. */
static bool is_wanted_fd(int fd)
{
    const char *file = getenv("MEDDLE_FILE");
    char link[64], path[PATH_MAX] = "";

    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    return file && readlink(link, path, sizeof path - 1) > 0 &&
           strncmp(path, file, strlen(file)) == 0;
}

static int call_open(const char *path, int flags, mode_t mode)
{
    static int (*real)(const char *, int, ...);

    if (!real)
        real = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, "open64");
    if (is_wanted(path))
        touch();
    return real(path, flags, mode);
}

#define OPEN(name)                                                             \
    int name(const char *path, int flags, ...)                                 \
    {                                                                          \
        va_list more;                                                          \
        va_start(more, flags);                                                 \
        mode_t mode = flags & O_CREAT ? va_arg(more, mode_t) : 0;              \
        va_end(more);                                                          \
        return call_open(path, flags, mode);                                   \
    }
OPEN(open)
OPEN(open64)

int __open_2(const char *path, int flags);

int __open_2(const char *path, int flags)
{
    return call_open(path, flags, 0);
}

ssize_t read(int fd, void *to, size_t size)
{
    static ssize_t (*real)(int, void *, size_t);

    if (!real)
        real = (ssize_t(*)(int, void *, size_t))dlsym(RTLD_NEXT, "read");
    if (is_wanted_fd(fd))
        touch();
    return real(fd, to, size);
}

ssize_t __read_chk(int fd, void *to, size_t size, size_t room);

ssize_t __read_chk(int fd, void *to, size_t size, size_t room)
{
    if (size > room)
        abort();
    return read(fd, to, size);
}

__attribute__((destructor)) static void write_count(void)
{
    const char *path = getenv("MEDDLE_COUNT");
    FILE *file = path ? fopen(path, "w") : NULL;

    if (file) {
        fprintf(file, "%ld\n", (long)touches);
        fclose(file);
    }
}
