/* memory.c - the n-th allocation fails.  Preloaded into the program under test,
 * so that it reaches the allocations of every library.
 *
 * MEMORY_AT=N     the N-th allocation fails
 * MEMORY_ALL=1    and every later one
 * MEMORY_COUNT=F  writes the number of allocations to the file F
 *
 * Counted from main() on: what libraries do before it is not the program's. For
 * glibc, whose own functions it calls. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);

static atomic_long calls, fails_at;
static atomic_bool counts, all;
static int (*real_main)(int, char **, char **);

static bool fails(void)
{
    if (!counts)
        return false;
    long now = ++calls;
    if (fails_at == 0 || (all ? now < fails_at : now != fails_at))
        return false;
    errno = ENOMEM;
    return true;
}

static int counted_main(int argc, char **argv, char **environment)
{
    const char *at = getenv("MEMORY_AT");

    all = getenv("MEMORY_ALL") != NULL;
    fails_at = at ? atol(at) : 0;
    counts = true;
    return real_main(argc, argv, environment);
}

typedef int start_main(int (*)(int, char **, char **),
                       int,
                       char **,
                       void (*)(void),
                       void (*)(void),
                       void (*)(void),
                       void *);
start_main __libc_start_main;

int __libc_start_main(int (*main)(int, char **, char **),
                      int argc,
                      char **argv,
                      void (*init)(void),
                      void (*fini)(void),
                      void (*rtld_fini)(void),
                      void *stack_end)
{
    start_main *real = (start_main *)dlsym(RTLD_NEXT, "__libc_start_main");

    real_main = main;
    return real(counted_main, argc, argv, init, fini, rtld_fini, stack_end);
}

void *malloc(size_t size)
{
    return fails() ? NULL : __libc_malloc(size);
}

void *calloc(size_t n, size_t size)
{
    return fails() ? NULL : __libc_calloc(n, size);
}

void *realloc(void *old, size_t size)
{
    return fails() ? NULL : __libc_realloc(old, size);
}

void *aligned_alloc(size_t alignment, size_t size)
{
    return fails() ? NULL : __libc_memalign(alignment, size);
}

int posix_memalign(void **out, size_t alignment, size_t size)
{
    void *p = fails() ? NULL : __libc_memalign(alignment, size);

    if (!p)
        return ENOMEM;
    *out = p;
    return 0;
}

__attribute__((destructor)) static void write_count(void)
{
    const char *path = getenv("MEMORY_COUNT");
    char text[32];

    counts = false;
    int n = snprintf(text, sizeof text, "%ld\n", (long)calls);
    int fd = path ? open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600) : -1;

    if (fd >= 0) {
        (void)!write(fd, text, (size_t)n);
        close(fd);
    }
}
