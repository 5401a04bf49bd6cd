#include "rewrite.h"

struct syn_walk syn_walk_of(const struct syn_dialect *dialect)
{
    char quote = dialect->quote ? dialect->quote : '"';

    return (struct syn_walk){
        .delimiter = dialect->delimiter,
        .second = dialect->second,
        .quote = quote,
        .escape = dialect->escape == quote ? '\0' : dialect->escape};
}

bool syn_must_rewrite(const struct syn_dialect *dialect)
{
    struct syn_walk walk = syn_walk_of(dialect);
    return walk.second || walk.escape;
}

/* In a quoted field. */
static size_t
step_quoted(struct syn_walk *walk, char out[2], size_t *written, bool pair)
{
    if (walk->escape && pair && out[0] == walk->escape &&
        (out[1] == walk->quote || out[1] == walk->escape)) {
        *written = out[1] == walk->quote ? 2 : 1;
        out[0] = out[1];
        return 2;
    }
    if (pair && out[0] == walk->quote && out[1] == walk->quote) {
        *written = 2;
        return 2;
    }
    walk->quoted = out[0] != walk->quote;
    *written = 1;
    return 1;
}

size_t syn_walk_step(struct syn_walk *walk,
                     char out[2],
                     size_t *written,
                     const char *s,
                     size_t n)
{
    out[0] = s[0];
    out[1] = n > 1 ? s[1] : '\0';
    walk->delimited = false;
    if (walk->quoted)
        return step_quoted(walk, out, written, n > 1);
    *written = 1;
    walk->quoted = s[0] == walk->quote;
    if (s[0] != walk->delimiter)
        return 1;
    if (!walk->second) {
        walk->delimited = true;
        return 1;
    }
    if (n < 2 || s[1] != walk->second)
        return 1;
    walk->delimited = true;
    out[0] = (char)SYN_ONE_DELIMITER;
    return 2;
}

size_t syn_rewrite(struct syn_walk *walk, char *to, const char *from, size_t n)
{
    size_t done = 0;

    for (size_t i = 0; i < n;) {
        char out[2];
        size_t written;
        i += syn_walk_step(walk, out, &written, from + i, n - i);
        for (size_t k = 0; k < written; k++)
            to[done++] = out[k];
    }
    return done;
}

size_t syn_rewrite_origin(struct syn_walk walk,
                          const char *from,
                          size_t n,
                          size_t offset)
{
    size_t i = 0, done = 0;

    while (i < n && done < offset) {
        char out[2];
        size_t written;
        i += syn_walk_step(&walk, out, &written, from + i, n - i);
        done += written;
    }
    return i;
}
