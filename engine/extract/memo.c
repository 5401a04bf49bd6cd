#include "memo.h"

#include <stdlib.h>

#include <samsyn/base/arena.h>

/* So many texts show what a column is like. */
enum { TRIAL = 2 * SYN_MEMO_PLACES };

struct syn_memo *syn_memo_new(size_t n)
{
    struct syn_memo *memo = calloc(n + 1, sizeof *memo);

    if (!memo)
        syn_arena_exhausted(n * sizeof *memo);
    return memo;
}

struct syn_memo_place *
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
                                     .year = (short)year,
                                     .taken = true};
    return place;
}
