/* json.h - JSON written field by field.  Private to methods.
 *
 * Numbers have 17 significant digits, so that they read back as they were;
 * infinity is "Inf" or "-Inf", and what is not a number is null. */
#ifndef SAMSYN_METHODS_JSON_H
#define SAMSYN_METHODS_JSON_H

#include <stdbool.h>
#include <stddef.h>

#include <samsyn/base/text.h>

/* INDENT 0 is one line.  DEPTH is that of the value being written; EMPTY, that
 * its container has nothing yet. */
struct syn_json {
    struct syn_text text;
    int indent, depth;
    bool empty;
};

/* A KEY of NULL is an element of an array, or the outermost value. */
void syn_json_open(struct syn_json *json, const char *key, char bracket);
void syn_json_close(struct syn_json *json, char bracket);
void syn_json_number(struct syn_json *json, const char *key, double value);
void syn_json_text(struct syn_json *json, const char *key, const char *value);
void syn_json_bool(struct syn_json *json, const char *key, bool value);
void syn_json_null(struct syn_json *json, const char *key);

/* Continues the container of JSON with what BODY, of the same depth, holds. */
void syn_json_join(struct syn_json *json, const struct syn_json *body);

/* Goes back to what JSON was when it was copied to MARK. */
void syn_json_rewind(struct syn_json *json, const struct syn_json *mark);

#endif
