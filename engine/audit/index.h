/* index.h - numbers the different byte strings it is shown, in the order in
 * which they first come.  Private to audit. */
#ifndef SAMSYN_AUDIT_INDEX_H
#define SAMSYN_AUDIT_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <samsyn/base/arena.h>

/* Zero-initialised but for ARENA. */
struct index {
    struct syn_arena *arena;
    struct index_key {
        const void *bytes;
        size_t n;
    } * keys;
    uint32_t *slots; /* Number of a key + 1; 0 is free. */
    size_t n, room, n_slots;
};

#define INDEX_NONE SIZE_MAX

/* The number of the N BYTES, which are copied if they are new. */
size_t syn_index_add(struct index *index, const void *bytes, size_t n);

/* Their number, or INDEX_NONE. */
size_t syn_index_find(const struct index *index, const void *bytes, size_t n);

/* Grows the array *ARRAY of N items of SIZE bytes in ARENA so that one more has
 * room, and returns a pointer to that one, zeroed. */
void *syn_grow(
    void *array, size_t n, size_t *room, size_t size, struct syn_arena *arena);

#endif
