/* JSON: arrays of objects are tables; what has no place in one, or a name that
 * begins with an underscore, is a carrier. */
#include "document.h"

#include <string.h>

#include <jansson.h>

#include "index.h"

static const char *scalar(struct document *doc, json_t *value)
{
    if (json_is_string(value))
        return json_string_value(value);
    if (json_is_integer(value))
        return syn_arena_printf(doc->arena, "%lld",
                                (long long)json_integer_value(value));
    if (json_is_real(value))
        return syn_arena_printf(doc->arena, "%.12g", json_real_value(value));
    return json_is_true(value) ? "true" : json_is_false(value) ? "false" : "";
}

/* Names of the columns: keys of the objects, and of objects in them. */
static void name_columns(struct index *names, json_t *row)
{
    const char *key, *inner;
    json_t *value, *deep;

    json_object_foreach(row, key, value)
    {
        if (!json_is_object(value))
            syn_index_add(names, key, strlen(key));
        else
            json_object_foreach(value, inner, deep)
                syn_index_add(names, inner, strlen(inner));
    }
}

static json_t *find(json_t *row, const char *name)
{
    const char *key;
    json_t *value, *found = json_object_get(row, name);

    json_object_foreach(row, key, value) if (!found && json_is_object(value))
        found = json_object_get(value, name);
    return found;
}

static void add_table(struct document *doc, json_t *rows)
{
    struct index names = {.arena = doc->arena};
    struct table_builder table = {.doc = doc};
    size_t i;
    json_t *row;

    json_array_foreach(rows, i, row) name_columns(&names, row);
    for (size_t k = 0; k < names.n; k++)
        syn_table_add(&table, names.keys[k].bytes);
    syn_table_end_row(&table);
    json_array_foreach(rows, i, row)
    {
        for (size_t k = 0; k < names.n; k++) {
            const char *text = scalar(doc, find(row, names.keys[k].bytes));
            syn_table_add(&table, text);
            syn_document_see(doc, text);
        }
        syn_table_end_row(&table);
    }
    syn_table_end(&table);
}

static bool is_table(json_t *value)
{
    size_t i;
    json_t *row;

    if (!json_array_size(value))
        return false;
    json_array_foreach(value, i, row) if (!json_is_object(row)) return false;
    return true;
}

static void walk( // NOLINT(misc-no-recursion)
    struct document *doc,
    const char *name,
    json_t *value,
    bool hidden)
{
    const char *key;
    json_t *inner;
    size_t i;

    if (!hidden && is_table(value)) {
        add_table(doc, value);
        return;
    }
    json_object_foreach(value, key, inner)
        walk(doc, key, inner, hidden || key[0] == '_');
    json_array_foreach(value, i, inner) walk(doc, name, inner, hidden);
    if (json_is_object(value) || json_is_array(value))
        return;
    if (hidden || json_is_string(value))
        syn_document_hide(doc,
                          syn_arena_printf(doc->arena, "JSON \"%s\"", name),
                          scalar(doc, value));
    else
        syn_document_see(doc, scalar(doc, value));
}

enum syn_status syn_read_json(struct document *doc,
                              const char *bytes,
                              size_t size,
                              struct syn_diag *diag)
{
    json_error_t error;
    json_t *root = json_loadb(bytes, size, JSON_DECODE_ANY, &error);

    if (!root)
        return syn_document_broken(doc, "JSON", diag);
    syn_document_add_bytes(doc, bytes, size);
    walk(doc, "", root, false);
    json_decref(root);
    return SYN_OK;
}
