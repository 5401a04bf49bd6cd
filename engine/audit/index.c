#include "index.h"

#include <string.h>

#include <samsyn/base/hash.h>

enum { FIRST_SLOTS = 64, FIRST_ROOM = 16 };

/* The slot where the key stands, or the free one where it belongs. */
static size_t slot_of(const struct index *index, const void *bytes, size_t n)
{
    size_t at = (size_t)syn_hash64(bytes, n) & (index->n_slots - 1);

    for (; index->slots[at]; at = (at + 1) & (index->n_slots - 1)) {
        const struct index_key *key = &index->keys[index->slots[at] - 1];
        if (key->n == n && memcmp(key->bytes, bytes, n) == 0)
            break;
    }
    return at;
}

static void enlarge(struct index *index)
{
    index->n_slots = index->n_slots ? 2 * index->n_slots : FIRST_SLOTS;
    index->slots =
        syn_arena_alloc(index->arena, index->n_slots, sizeof *index->slots);
    for (size_t i = 0; i < index->n; i++)
        index->slots[slot_of(index, index->keys[i].bytes, index->keys[i].n)] =
            (uint32_t)i + 1;
}

void *syn_grow(
    void *array, size_t n, size_t *room, size_t size, struct syn_arena *arena)
{
    void *at; /* ARRAY is a pointer to a pointer of any type. */

    memcpy(&at, array, sizeof at);
    if (n == *room) {
        *room = n ? 2 * n : FIRST_ROOM;
        void *larger = syn_arena_alloc(arena, *room, size);
        if (n)
            memcpy(larger, at, n * size);
        at = larger;
        memcpy(array, &at, sizeof at);
    }
    return (char *)at + n * size;
}

size_t syn_index_add(struct index *index, const void *bytes, size_t n)
{
    if (2 * (index->n + 1) > index->n_slots)
        enlarge(index);
    size_t at = slot_of(index, bytes, n);
    if (index->slots[at])
        return index->slots[at] - 1;
    struct index_key *key = syn_grow(&index->keys, index->n, &index->room,
                                     sizeof *index->keys, index->arena);
    key->bytes = syn_arena_strndup(index->arena, bytes, n);
    key->n = n;
    index->slots[at] = (uint32_t)++index->n;
    return index->n - 1;
}

size_t syn_index_find(const struct index *index, const void *bytes, size_t n)
{
    if (!index->n_slots)
        return INDEX_NONE;
    size_t at = slot_of(index, bytes, n);
    return index->slots[at] ? index->slots[at] - 1 : INDEX_NONE;
}
