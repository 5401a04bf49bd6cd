/* bytes.h - a growing array of bytes, reused from record to record.  Private to
 * csv. */
#ifndef SAMSYN_CSV_BYTES_H
#define SAMSYN_CSV_BYTES_H

#include <stdlib.h>
#include <string.h>

#include <samsyn/base/arena.h>

struct bytes {
    char *at;
    size_t n, room;
};

/* Makes room for N bytes more. */
static inline void syn_bytes_reserve(struct bytes *b, size_t n)
{
    if (b->n + n <= b->room)
        return;
    b->room = (b->n + n) * 2;
    b->at = realloc(b->at, b->room);
    if (!b->at)
        syn_arena_exhausted(b->room);
}

static inline void syn_bytes_append(struct bytes *b, const void *from, size_t n)
{
    syn_bytes_reserve(b, n);
    if (n)
        memcpy(b->at + b->n, from, n);
    b->n += n;
}

#endif
