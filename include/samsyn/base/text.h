/* base/text.h - text in an arena: building, comparing, suggesting. */
#ifndef SAMSYN_BASE_TEXT_H
#define SAMSYN_BASE_TEXT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include <samsyn/base/arena.h>

/* A text that grows.  Zero-initialised but for ARENA; AT is NUL-terminated as
 * soon as something was added, and NULL before. */
struct syn_text {
    struct syn_arena *arena;
    char *at;
    size_t n, room;
};

void syn_text_add(struct syn_text *text, const char *s);
void syn_text_add_n(struct syn_text *text, const char *s, size_t n);
void syn_text_addf(struct syn_text *text, const char *fmt, ...)
    SYN_PRINTF(2, 3);

/* Adds S with what XML and HTML give a meaning escaped.  Control bytes, which
 * neither can hold, are left out. */
void syn_text_add_xml(struct syn_text *text, const char *s);

/* Adds S as a CSV field of RFC 4180, quoted where it must be.  A text that a
 * spreadsheet would take for a formula gets an apostrophe in front. */
void syn_text_add_csv(struct syn_text *text, const char *s, char delimiter);

/* Returns a formatted text in ARENA. */
char *syn_arena_printf(struct syn_arena *arena, const char *fmt, ...)
    SYN_PRINTF(2, 3);
char *syn_arena_strdup(struct syn_arena *arena, const char *s);

/* How many bytes at the front of the N at S are ASCII. */
size_t syn_ascii_prefix(const char *s, size_t n);

/* Whether the N bytes at S are valid UTF-8 of Unicode scalar values. */
bool syn_utf8_valid(const char *s, size_t n);

/* How many bytes at the front of the N at S are valid UTF-8. */
size_t syn_utf8_valid_prefix(const char *s, size_t n);

/* The one of NAMES (NULL-terminated) that WRITTEN is most likely to mean: at
 * most two edits away (insert, delete, replace, swap of neighbours) and fewer
 * than half of its letters; or NULL. */
const char *syn_suggest(const char *written, const char *const *names);

/* Whether NAME matches PATTERN, where '*' is any run and '?' any byte. */
bool syn_glob_match(const char *pattern, const char *name);

#endif
