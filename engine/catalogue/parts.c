#include "parts.h"

#include <string.h>

enum syn_status syn_first_trouble(enum syn_status before, enum syn_status now)
{
    return before ? before : now;
}

const char *
syn_stem(const char *name, const char *ending, struct syn_arena *arena)
{
    return syn_arena_strndup(arena, name, strlen(name) - strlen(ending));
}

const char *const *
syn_words(const char *text, size_t n, struct syn_arena *arena)
{
    const char **words = syn_arena_alloc(arena, n / 2 + 2, sizeof *words);
    const char *end = text + n;

    for (size_t i = 0; text < end;) {
        const char *from = text;
        while (text < end && *text != ' ')
            text++;
        if (text > from)
            words[i++] = syn_arena_strndup(arena, from, (size_t)(text - from));
        else
            text++;
    }
    return words;
}
