#include "print.h"

#include <math.h>
#include <stdio.h>

#include <samsyn/base/arena.h>

void syn_cli_print_json(json_t *json)
{
    if (!json) /* jansson gives NULL when there is no memory. */
        syn_arena_exhausted(0);
    json_dumpf(json, stdout, JSON_INDENT(2));
    putchar('\n');
    json_decref(json);
}

json_t *syn_cli_number_json(double value)
{
    return isfinite(value) ? json_real(value) : json_null();
}

void syn_cli_print_field(FILE *file, const char *s, size_t n, bool alone)
{
    bool plain = n || !alone;

    for (size_t i = 0; plain && i < n; i++)
        plain = s[i] != ',' && s[i] != '"' && s[i] != '\r' && s[i] != '\n';
    if (plain) {
        fwrite(s, 1, n, file);
        return;
    }
    putc('"', file);
    for (size_t i = 0; i < n; i++) {
        if (s[i] == '"')
            putc('"', file);
        putc(s[i], file);
    }
    putc('"', file);
}
