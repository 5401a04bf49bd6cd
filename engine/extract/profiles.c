/* Open addressing with linear probing; tables of numbers into arrays that only
 * grow, so a number stays what it was. */
#include <samsyn/extract/profiles.h>

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <samsyn/base/hash.h>

enum { FIRST_ROOM = 64, EMPTY = 0, RECENT = 4096 };

static void *grow(void *at, size_t bytes)
{
    void *bigger = realloc(at, bytes);
    if (!bigger)
        syn_arena_exhausted(bytes);
    return bigger;
}

/* N numbers hashed; SLOT holds number + 1. */
struct index {
    uint32_t *slot;
    uint64_t *hash; /* By number. */
    size_t n, room; /* ROOM is a power of two, at least twice N. */
};

static void place(struct index *index, uint32_t number)
{
    size_t mask = index->room - 1;
    size_t at = index->hash[number] & mask;

    while (index->slot[at] != EMPTY)
        at = (at + 1) & mask;
    index->slot[at] = number + 1;
}

/* Makes room for one more number with HASH, and places it. */
static uint32_t index_add(struct index *index, uint64_t hash)
{
    uint32_t number = (uint32_t)index->n;

    if (2 * (index->n + 1) > index->room) {
        index->room = index->room ? index->room * 2 : FIRST_ROOM;
        free(index->slot);
        index->slot = calloc(index->room, sizeof *index->slot);
        if (!index->slot)
            syn_arena_exhausted(index->room);
        index->hash = grow(index->hash, index->room * sizeof *index->hash);
        for (uint32_t i = 0; i < index->n; i++)
            place(index, i);
    }
    index->hash[number] = hash;
    index->n++;
    place(index, number);
    return number;
}

struct syn_dictionary {
    struct index index;
    char *bytes; /* The texts, NUL-terminated. */
    size_t n_bytes, room_bytes;
    size_t *start; /* By number. */
    size_t room;
};

static void free_dictionary(void *p)
{
    struct syn_dictionary *d = p;
    free(d->index.slot);
    free(d->index.hash);
    free(d->bytes);
    free(d->start);
}

struct syn_dictionary *syn_dictionary_new(struct syn_arena *arena)
{
    struct syn_dictionary *d = syn_arena_alloc(arena, 1, sizeof *d);
    syn_arena_defer(arena, free_dictionary, d);
    return d;
}

static void keep_text(struct syn_dictionary *d, const char *s, size_t n)
{
    if (d->index.n >= d->room) {
        d->room = d->room ? d->room * 2 : FIRST_ROOM;
        d->start = grow(d->start, d->room * sizeof *d->start);
    }
    if (d->n_bytes + n + 1 > d->room_bytes) {
        d->room_bytes = (d->n_bytes + n + 1) * 2;
        d->bytes = grow(d->bytes, d->room_bytes);
    }
    d->start[d->index.n] = d->n_bytes;
    if (n)
        memcpy(d->bytes + d->n_bytes, s, n);
    d->bytes[d->n_bytes + n] = '\0';
    d->n_bytes += n + 1;
}

static bool same_text(const struct syn_dictionary *d,
                      uint32_t number,
                      const char *s,
                      size_t n)
{
    const char *text = d->bytes + d->start[number];
    return memcmp(text, s, n) == 0 && text[n] == '\0';
}

uint32_t syn_dictionary_add(struct syn_dictionary *d, const char *s, size_t n)
{
    uint64_t hash = syn_hash64(s, n);
    size_t mask = d->index.room - 1;

    for (size_t at = hash & mask; d->index.room; at = (at + 1) & mask) {
        uint32_t found = d->index.slot[at];
        if (found == EMPTY)
            break;
        if (d->index.hash[found - 1] == hash &&
            strnlen(d->bytes + d->start[found - 1], n + 1) == n &&
            same_text(d, found - 1, s, n))
            return found - 1;
    }
    keep_text(d, s, n);
    return index_add(&d->index, hash);
}

size_t syn_dictionary_count(const struct syn_dictionary *d)
{
    return d->index.n;
}

const char *syn_dictionary_text(const struct syn_dictionary *d, uint32_t number)
{
    return d->bytes + d->start[number];
}

/* --- combinations ------------------------------------------------------ */

struct syn_profiles {
    struct index index;
    size_t n_columns;
    struct syn_dictionary **dictionary;
    uint32_t *ids; /* N_COLUMNS by number. */
    size_t room;
    const size_t *varying; /* Columns; NULL: nothing is promised. */
    size_t n_varying;
    uint32_t recent[RECENT]; /* Number + 1 of what was added lately. */
};

static void free_profiles(void *p)
{
    struct syn_profiles *profiles = p;
    free(profiles->index.slot);
    free(profiles->index.hash);
    free(profiles->ids);
}

struct syn_profiles *syn_profiles_new(size_t n, struct syn_arena *arena)
{
    struct syn_profiles *profiles = syn_arena_alloc(arena, 1, sizeof *profiles);

    profiles->n_columns = n;
    profiles->dictionary =
        syn_arena_alloc(arena, n + 1, sizeof(struct syn_dictionary *));
    for (size_t i = 0; i < n; i++)
        profiles->dictionary[i] = syn_dictionary_new(arena);
    syn_arena_defer(arena, free_profiles, profiles);
    return profiles;
}

struct syn_dictionary *syn_profiles_dictionary(struct syn_profiles *profiles,
                                               size_t column)
{
    return profiles->dictionary[column];
}

static uint32_t add_combination(struct syn_profiles *p, const uint32_t *ids)
{
    size_t bytes = p->n_columns * sizeof *ids;
    uint64_t hash = syn_hash64(ids, bytes);
    size_t mask = p->index.room - 1;

    for (size_t at = hash & mask; p->index.room; at = (at + 1) & mask) {
        uint32_t found = p->index.slot[at];
        if (found == EMPTY)
            break;
        if (p->index.hash[found - 1] == hash &&
            (!bytes ||
             memcmp(p->ids + (found - 1) * p->n_columns, ids, bytes) == 0))
            return found - 1;
    }
    if ((p->index.n + 1) * p->n_columns > p->room) {
        p->room = ((p->index.n + 1) * p->n_columns) * 2;
        p->ids = grow(p->ids, p->room * sizeof *p->ids);
    }
    if (bytes)
        memcpy(p->ids + p->index.n * p->n_columns, ids, bytes);
    return index_add(&p->index, hash);
}

void syn_profiles_vary(struct syn_profiles *p, const size_t *which, size_t n)
{
    p->varying = which;
    p->n_varying = n;
    memset(p->recent, 0, sizeof p->recent);
}

/* Where in RECENT the combination belongs, by the columns that vary. */
static uint32_t *recent_of(struct syn_profiles *p, const uint32_t *ids)
{
    uint64_t hash = 0;

    for (size_t i = 0; i < p->n_varying; i++)
        hash = (hash ^ ids[p->varying[i]]) * UINT64_C(0x9e3779b97f4a7c15);
    return &p->recent[(hash ^ hash >> 32) & (RECENT - 1)];
}

static bool
is_same(const struct syn_profiles *p, uint32_t number, const uint32_t *ids)
{
    const uint32_t *known = p->ids + number * p->n_columns;

    for (size_t i = 0; i < p->n_varying; i++)
        if (known[p->varying[i]] != ids[p->varying[i]])
            return false;
    return true;
}

uint32_t syn_profiles_add(struct syn_profiles *p, const uint32_t *ids)
{
    if (!p->varying)
        return add_combination(p, ids);
    uint32_t *recent = recent_of(p, ids);
    if (*recent == EMPTY || !is_same(p, *recent - 1, ids))
        *recent = add_combination(p, ids) + 1;
    return *recent - 1;
}

size_t syn_profiles_count(const struct syn_profiles *profiles)
{
    return profiles->index.n;
}

const char *syn_profiles_text(const struct syn_profiles *profiles,
                              uint32_t profile,
                              size_t column)
{
    uint32_t id = profiles->ids[profile * profiles->n_columns + column];
    return syn_dictionary_text(profiles->dictionary[column], id);
}
