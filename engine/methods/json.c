#include "json.h"

#include <math.h>
#include <stdio.h>

static void next_line(struct syn_json *json)
{
    if (!json->indent)
        return;
    syn_text_add(&json->text, "\n");
    for (int i = 0; i < json->indent * json->depth; i++)
        syn_text_add_n(&json->text, " ", 1);
}

static void quote(struct syn_json *json, const char *s)
{
    syn_text_add_n(&json->text, "\"", 1);
    for (; *s; s++) {
        unsigned char c = (unsigned char)*s;
        if (c == '"' || c == '\\') {
            syn_text_add_n(&json->text, "\\", 1);
            syn_text_add_n(&json->text, s, 1);
        } else if (c < 0x20) {
            syn_text_addf(&json->text, "\\u%04x", c);
        } else {
            syn_text_add_n(&json->text, s, 1);
        }
    }
    syn_text_add_n(&json->text, "\"", 1);
}

/* What stands before a value: a comma, a new line, the key. */
static void begin(struct syn_json *json, const char *key)
{
    if (!json->empty)
        syn_text_add_n(&json->text, ",", 1);
    if (json->depth > 0)
        next_line(json);
    json->empty = false;
    if (key) {
        quote(json, key);
        syn_text_add(&json->text, json->indent ? ": " : ":");
    }
}

void syn_json_open(struct syn_json *json, const char *key, char bracket)
{
    begin(json, key);
    syn_text_add_n(&json->text, &bracket, 1);
    json->depth++;
    json->empty = true;
}

void syn_json_close(struct syn_json *json, char bracket)
{
    json->depth--;
    if (!json->empty)
        next_line(json);
    syn_text_add_n(&json->text, &bracket, 1);
    json->empty = false;
}

void syn_json_number(struct syn_json *json, const char *key, double value)
{
    if (isnan(value)) {
        syn_json_null(json, key);
    } else if (isinf(value)) {
        syn_json_text(json, key, value > 0 ? "Inf" : "-Inf");
    } else {
        begin(json, key);
        /* Minus nothing is nothing. */
        syn_text_addf(&json->text, "%.17g", value == 0 ? 0 : value);
    }
}

void syn_json_text(struct syn_json *json, const char *key, const char *value)
{
    begin(json, key);
    quote(json, value);
}

void syn_json_bool(struct syn_json *json, const char *key, bool value)
{
    begin(json, key);
    syn_text_add(&json->text, value ? "true" : "false");
}

void syn_json_null(struct syn_json *json, const char *key)
{
    begin(json, key);
    syn_text_add(&json->text, "null");
}

void syn_json_join(struct syn_json *json, const struct syn_json *body)
{
    if (body->text.n == 0)
        return;
    if (!json->empty)
        syn_text_add_n(&json->text, ",", 1);
    syn_text_add_n(&json->text, body->text.at, body->text.n);
    json->empty = false;
}

void syn_json_rewind(struct syn_json *json, const struct syn_json *mark)
{
    json->text.n = mark->text.n;
    json->depth = mark->depth;
    json->empty = mark->empty;
}
