#include <samsyn/methods/method.h>

#include "common.h"
#include "json.h"

static void add_option(struct syn_text *out, const struct syn_method_option *o)
{
    static const char *const kinds[] = {
        [SYN_OPTION_NUMBER] = "NUMBER", [SYN_OPTION_NUMBERS] = "NUMBER,...",
        [SYN_OPTION_WHOLE] = "N",       [SYN_OPTION_CHOICE] = "",
        [SYN_OPTION_TEXT] = "TEXT",     [SYN_OPTION_FLAG] = "",
    };
    const char *value = o->choices ? o->choices : kinds[o->kind];
    syn_text_addf(out, "  --%s%s%s", o->name, *value ? " " : "", value);
    if (o->fallback)
        syn_text_addf(out, " (%s)", o->fallback);
    syn_text_addf(out, "\n      %s\n", o->help);
}

static void add_options(struct syn_text *out, const struct syn_method *m)
{
    syn_text_add(out, "\noptions:\n");
    for (const struct syn_method_option *o = m->options; o && o->name; o++)
        add_option(out, o);
    for (const struct syn_common_option *c = syn_common_options; c->option.name;
         c++)
        if (c->uses & m->uses)
            add_option(out, &c->option);
    syn_text_add(out, "  --column --where --rows --by --delimiter --indent\n"
                      "      which rows and columns, and how the JSON is laid "
                      "out: samsyn help stat\n");
}

void syn_method_help(struct syn_text *out, const struct syn_method *method)
{
    const struct syn_method *m = method;
    syn_text_addf(out, "samsyn stat %s - %s\n", m->name, m->purpose);
    if (m->alias)
        syn_text_addf(out, "also called: %s\n", m->alias);
    syn_text_addf(out, "\nformula:\n%s\n", m->formula);
    syn_text_addf(out, "\ncolumns:\n  %s\n", m->columns ? m->columns : "none");
    if (m->definitions) {
        syn_text_add(out, "\ndefinitions (the first is the default):\n ");
        for (const char *const *d = m->definitions; *d; d++)
            syn_text_addf(out, " %s", *d);
        syn_text_add(out, "\n");
    }
    add_options(out, m);
    if (m->rows)
        syn_text_addf(out, "\nfields of a row:\n  %s\n", m->rows);
    if (m->result)
        syn_text_addf(out, "\nfields of the result:\n  %s\n", m->result);
    syn_text_addf(out, "\nexample:\n%s\n", m->example);
    syn_text_addf(out, "\nreference:\n  %s\n", m->reference);
}

static void put_text(struct syn_json *json, const char *key, const char *text)
{
    if (text)
        syn_json_text(json, key, text);
    else
        syn_json_null(json, key);
}

static void list_option(struct syn_json *json,
                        const struct syn_method_option *o)
{
    static const char *const kinds[] = {
        [SYN_OPTION_NUMBER] = "number", [SYN_OPTION_NUMBERS] = "numbers",
        [SYN_OPTION_WHOLE] = "whole",   [SYN_OPTION_CHOICE] = "choice",
        [SYN_OPTION_TEXT] = "text",     [SYN_OPTION_FLAG] = "flag",
    };
    syn_json_open(json, NULL, '{');
    syn_json_text(json, "name", o->name);
    syn_json_text(json, "kind", kinds[o->kind]);
    put_text(json, "choices", o->choices);
    put_text(json, "default", o->fallback);
    syn_json_text(json, "help", o->help);
    syn_json_close(json, '}');
}

static void list_method(struct syn_json *json, const struct syn_method *m)
{
    syn_json_open(json, NULL, '{');
    syn_json_text(json, "name", m->name);
    put_text(json, "alias", m->alias);
    syn_json_text(json, "purpose", m->purpose);
    put_text(json, "columns", m->columns);
    syn_json_open(json, "definitions", '[');
    for (const char *const *d = m->definitions; d && *d; d++)
        syn_json_text(json, NULL, *d);
    syn_json_close(json, ']');
    syn_json_open(json, "options", '[');
    for (const struct syn_common_option *c = syn_common_options; c->option.name;
         c++)
        if (c->uses & m->uses)
            list_option(json, &c->option);
    for (const struct syn_method_option *o = m->options; o && o->name; o++)
        list_option(json, o);
    syn_json_close(json, ']');
    put_text(json, "rows", m->rows);
    put_text(json, "result", m->result);
    syn_json_close(json, '}');
}

void syn_method_list(struct syn_text *out)
{
    struct syn_json json = {
        .text = {.arena = out->arena}, .indent = 2, .empty = true};
    syn_json_open(&json, NULL, '{');
    syn_json_open(&json, "methods", '[');
    for (size_t i = 0; i < syn_n_methods; i++)
        list_method(&json, syn_methods[i]);
    syn_json_close(&json, ']');
    syn_json_close(&json, '}');
    syn_text_add_n(out, json.text.at, json.text.n);
    syn_text_add(out, "\n");
}
