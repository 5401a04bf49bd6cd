#include "print.h"

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
