#include "standard_input.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <samsyn/base/limits.h>
#include <samsyn/base/text.h>

/* Messages name the file as the user did. */
static void tell(void *data, const struct syn_message *message)
{
    struct syn_input *in = data;
    struct syn_message named = *message;

    if (named.loc.path && strcmp(named.loc.path, in->path) == 0)
        named.loc.path = in->file;
    in->to->emit(in->to->data, &named);
}

static void close_it(void *p)
{
    close((int)(intptr_t)p);
}

/* Memory that has no name once it is open; -1 if there is none. */
static int open_memory(struct syn_arena *arena)
{
    const char *name = syn_arena_printf(arena, "/samsyn-%ld", (long)getpid());
    int fd = shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0600);

    if (fd >= 0)
        shm_unlink(name);
    return fd;
}

static bool write_all(int fd, const char *bytes, size_t n)
{
    while (n) {
        ssize_t done = write(fd, bytes, n);
        if (done < 0 && errno != EINTR)
            return false;
        bytes += done > 0 ? done : 0;
        n -= done > 0 ? (size_t)done : 0;
    }
    return true;
}

static enum syn_status fill(int fd, struct syn_loc here, struct syn_diag *diag)
{
    char bytes[1 << 16];
    size_t total = 0;
    ssize_t n;

    while ((n = read(STDIN_FILENO, bytes, sizeof bytes)) != 0) {
        if (n < 0 && errno == EINTR)
            continue;
        if (n > 0)
            total += (size_t)n;
        if (total > SYN_OUTPUT_BYTES)
            return syn_diag_fail(diag, SYN_EINPUT, here, "check.too-large",
                                 "there are more than %d bytes",
                                 SYN_OUTPUT_BYTES);
        if (n < 0 || !write_all(fd, bytes, (size_t)n))
            return syn_diag_fail(diag, SYN_EIO, here, "check.read",
                                 "cannot read: %s", strerror(errno));
    }
    return SYN_OK;
}

enum syn_status syn_input_open(struct syn_input *out,
                               const char *file,
                               struct syn_arena *arena,
                               struct syn_diag *diag)
{
    struct syn_loc here = {file, 0, 0};

    *out = (struct syn_input){.file = file, .path = file, .to = diag};
    out->diag = *diag;
    out->diag.emit = tell;
    out->diag.data = out;
    if (strcmp(file, "-") != 0)
        return SYN_OK;
    int fd = open_memory(arena);
    if (fd < 0)
        return syn_diag_fail(diag, SYN_EIO, here, "check.read",
                             "cannot read: %s", strerror(errno));
    syn_arena_defer(arena, close_it, (void *)(intptr_t)fd); // NOLINT
    out->path = syn_arena_printf(arena, "/dev/fd/%d", fd);
    return fill(fd, here, diag);
}
