/* Keys are hashes, alike in all their bits: dealt by the first of them, most
 * parts hold one or two things, and nothing is moved log(n) times. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "plan.h"

enum { MOST_BITS = 16, SMALL = 32, MOST_BYTES = 64 };

typedef int order_fn(const void *a, const void *b);

static size_t part_of(const char *thing, unsigned skip, unsigned bits)
{
    uint64_t key;

    memcpy(&key, thing, sizeof key);
    return (size_t)((key ^ (UINT64_C(1) << 63)) << skip >> (64 - bits));
}

static bool are_in_order(const char *at, size_t n, size_t size, order_fn *order)
{
    for (size_t i = 1; i < n; i++)
        if (order(at + (i - 1) * size, at + i * size) > 0)
            return false;
    return true;
}

/* Both leave equal things in the order in which they came. */
static void sort_part(char *at, size_t n, size_t size, order_fn *order)
{
    char thing[MOST_BYTES];

    if (n > SMALL) {
        qsort(at, n, size, order);
        return;
    }
    for (size_t i = 1; i < n; i++) {
        size_t k = i;
        while (k && order(at + (k - 1) * size, at + i * size) > 0)
            k--;
        if (k == i)
            continue;
        memcpy(thing, at + i * size, size);
        memmove(at + (k + 1) * size, at + k * size, (i - k) * size);
        memcpy(at + k * size, thing, size);
    }
}

void *
syn_keyed_sort(void *at, size_t n, size_t size, unsigned skip, order_fn *order)
{
    unsigned bits = 1;

    assert(size <= MOST_BYTES);
    if (are_in_order(at, n, size, order))
        return at;
    while (bits < MOST_BITS && n >> (bits + 1))
        bits++;
    size_t n_parts = (size_t)1 << bits;
    size_t *end = calloc(n_parts + 1, sizeof *end);
    char *dealt = malloc(n * size);
    if (!end || !dealt)
        syn_arena_exhausted(n * size);
    for (size_t i = 0; i < n; i++)
        end[part_of((char *)at + i * size, skip, bits) + 1]++;
    for (size_t p = 0; p < n_parts; p++)
        end[p + 1] += end[p];
    for (size_t i = 0; i < n; i++) {
        const char *thing = (char *)at + i * size;
        memcpy(dealt + end[part_of(thing, skip, bits)]++ * size, thing, size);
    }
    for (size_t p = 0, from = 0; p < n_parts; from = end[p++])
        sort_part(dealt + from * size, end[p] - from, size, order);
    free(end);
    free(at);
    return dealt;
}
