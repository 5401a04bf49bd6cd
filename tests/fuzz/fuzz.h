/* fuzz.h - what every fuzzer needs.
 *
 * A fuzzer asserts what the header of its layer promises.  The same file runs
 * under libFuzzer, and under replay.c, which reads the corpus as a test. */
#ifndef SAMSYN_TESTS_FUZZ_H
#define SAMSYN_TESTS_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <samsyn/base/arena.h>
#include <samsyn/base/diag.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* Says which promise was broken, and stops. */
#define MUST(holds)                                                            \
    ((holds) ? (void)0 : fuzz_broken(__FILE__, __LINE__, #holds))

static inline _Noreturn void
fuzz_broken(const char *file, int line, const char *what)
{
    fprintf(stderr, "%s:%d: broken: %s\n", file, line, what);
    abort();
}

/* Bytes that are taken from the front. */
struct fuzz_input {
    const char *at;
    size_t n;
};

static inline struct fuzz_input fuzz_input(const uint8_t *data, size_t n)
{
    return (struct fuzz_input){(const char *)data, n};
}

static inline unsigned char fuzz_byte(struct fuzz_input *in)
{
    if (!in->n)
        return 0;
    in->n--;
    return (unsigned char)*in->at++;
}

/* What comes before the next LIMIT, or all that is left, as a text. */
static inline char *
fuzz_text(struct fuzz_input *in, char limit, struct syn_arena *arena)
{
    const char *end = in->n ? memchr(in->at, limit, in->n) : NULL;
    size_t n = end ? (size_t)(end - in->at) : in->n;
    const char *nul = n ? memchr(in->at, '\0', n) : NULL;
    char *text =
        syn_arena_strndup(arena, in->at, nul ? (size_t)(nul - in->at) : n);

    in->at += end ? n + 1 : n;
    in->n -= end ? n + 1 : n;
    return text;
}

#endif
