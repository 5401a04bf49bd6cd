/* memo.h - the texts that a column had lately.  A date, a code, an age: few
 * texts, many times.  What was found out of a text is kept by its place here,
 * so that each is judged and converted once; a place is given to another text
 * when that one comes, so that memory does not grow.
 *
 * Places are only where something is kept, never what it is: no result depends
 * on them.  Private to extract. */
#ifndef SAMSYN_EXTRACT_MEMO_H
#define SAMSYN_EXTRACT_MEMO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { SYN_MEMO_PLACES = 4096, SYN_MEMO_BYTES = 16 };

/* Columns behind these have none, so that wide extracts need no more memory. */
enum { SYN_MEMO_COLUMNS = 64 };

/* A text of at most SYN_MEMO_BYTES bytes, told from any other. */
struct syn_memo_text {
    uint64_t a, b;
    uint32_t n;
};

/* What a cell comes to: the RULE that it breaks, or NULL and two values, of
 * which SYN_NULL says nothing.  Of a set, FIRST is the number of its text. */
struct syn_cell {
    const char *rule;
    int64_t first, second;
};

struct syn_memo_place {
    uint64_t a, b;
    uint32_t n;
    short year; /* For the gate; 0: none. */
    bool taken, converted;
    struct syn_cell cell; /* If CONVERTED. */
};

struct syn_memo {
    size_t tries, hits;
    bool idle; /* Hardly a text came twice: not worth the look. */
    struct syn_memo_place place[SYN_MEMO_PLACES];
};

/* N of them; free() gives them back.  Not of an arena: they are large, and only
 * what is used of them costs memory. */
struct syn_memo *syn_memo_new(size_t n);

/* Its first and last bytes, which overlap where it is short. */
static inline struct syn_memo_text syn_memo_text(const char *s, size_t n)
{
    struct syn_memo_text text = {0, 0, (uint32_t)n};
    uint32_t a, b;

    if (n >= 8) {
        memcpy(&text.a, s, 8);
        memcpy(&text.b, s + n - 8, 8);
    } else if (n >= 4) {
        memcpy(&a, s, 4);
        memcpy(&b, s + n - 4, 4);
        text.a = (uint64_t)a << 32 | b;
    } else if (n) {
        text.a = (uint64_t)(unsigned char)s[0] << 16 |
                 (uint64_t)(unsigned char)s[n / 2] << 8 |
                 (unsigned char)s[n - 1];
    }
    return text;
}

static inline size_t syn_memo_slot(const struct syn_memo_text *text)
{
    uint64_t hash = (text->a ^ (text->b << 29 | text->b >> 35) ^ text->n) *
                    UINT64_C(0x9e3779b97f4a7c15);

    return (hash ^ hash >> 32) >> 20 & (SYN_MEMO_PLACES - 1);
}

/* The place of the N bytes at S, or NULL if they are not there. */
static inline struct syn_memo_place *
syn_memo_find(struct syn_memo *memo, const char *s, size_t n)
{
    if (memo->idle || n > SYN_MEMO_BYTES)
        return NULL;
    struct syn_memo_text text = syn_memo_text(s, n);
    struct syn_memo_place *place = &memo->place[syn_memo_slot(&text)];
    bool found = place->taken && place->a == text.a && place->b == text.b &&
                 place->n == text.n;

    memo->tries++;
    memo->hits += found;
    return found ? place : NULL;
}

/* Gives the N bytes at S, and their YEAR, a place; NULL if they are too many
 * for one, or the memo rests. */
struct syn_memo_place *
syn_memo_keep(struct syn_memo *memo, const char *s, size_t n, int year);

#endif
