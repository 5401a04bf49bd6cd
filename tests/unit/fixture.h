/* fixture.h - a folder for the files of one test.  Included by the tests that
 * need it; everything in it is static. */
#ifndef SAMSYN_FIXTURE_H
#define SAMSYN_FIXTURE_H

#include <stdlib.h>
#include <unistd.h>

#include "test.h"

#include <samsyn/base/file.h>
#include <samsyn/base/text.h>

static char folder[64];

/* The path of NAME in the folder. */
static inline const char *path_of(const char *name, struct syn_arena *arena)
{
    return syn_arena_printf(arena, "%s/%s", folder, name);
}

/* Writes N BYTES as the file NAME, with the folders above it. */
static inline const char *put_bytes(const char *name,
                                    const void *bytes,
                                    size_t n,
                                    struct syn_arena *arena)
{
    const char *path = path_of(name, arena);
    char *above = syn_arena_strdup(arena, path);

    *strrchr(above, '/') = '\0';
    assert_int_equal(syn_folder_make(above, &diag), SYN_OK);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, n, file), n);
    assert_int_equal(fclose(file), 0);
    return path;
}

static inline const char *
put_file(const char *name, const char *text, struct syn_arena *arena)
{
    return put_bytes(name, text, strlen(text), arena);
}

static inline int setup_in_folder(void **state)
{
    snprintf(folder, sizeof folder, "/tmp/samsyn-test-XXXXXX");
    return mkdtemp(folder) ? setup(state) : -1;
}

static inline int teardown_in_folder(void **state)
{
    int left = teardown(state);
    return left | (syn_folder_remove(folder, &diag) != SYN_OK);
}

#define TEST_IN_FOLDER(name)                                                   \
    cmocka_unit_test_setup_teardown(name, setup_in_folder, teardown_in_folder)

/* Numbers that look random and are the same in every run (splitmix64). */
static uint64_t seed;

static inline uint64_t draw(void)
{
    uint64_t z = seed += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

/* From 0 to N - 1. */
static inline unsigned draw_below(unsigned n)
{
    return (unsigned)(draw() % n);
}

#endif
