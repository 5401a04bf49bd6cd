#include "memo.h"

#include <stdlib.h>

#include <samsyn/base/arena.h>

/* So many texts show what a column is like. */
enum { TRIAL = 2 * SYN_MEMO_PLACES };

void *syn_memo_room(size_t n, size_t size)
{
    void *room = calloc(n + 1, size);

    if (!room)
        syn_arena_exhausted(n * size);
    return room;
}

const struct syn_memo_place *
syn_memo_keep(struct syn_memo *memo, const char *s, size_t n, int year)
{
    if (memo->tries >= TRIAL) {
        memo->idle |= memo->hits * 4 < memo->tries;
        memo->tries = memo->hits = 0;
    }
    if (memo->idle || n > SYN_MEMO_BYTES)
        return NULL;
    struct syn_memo_text text = syn_memo_text(s, n);
    struct syn_memo_place *place = &memo->place[syn_memo_slot(&text)];

    *place = (struct syn_memo_place){.a = text.a,
                                     .b = text.b,
                                     .n = text.n,
                                     .year = year,
                                     .turn = place->turn + 1};
    return place;
}
