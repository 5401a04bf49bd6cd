/* The one schema walker: a tree of nodes (node.h) becomes a C struct.  The
 * numbers are those of schema.h. */
#include <math.h>
#include <string.h>

#include <samsyn/base/calendar.h>
#include <samsyn/base/file.h>
#include <samsyn/base/limits.h>
#include <samsyn/base/text.h>
#include <samsyn/catalogue/schema.h>

#include "node.h"
#include "scalar.h"

/* One reading; STATUS is set by the first mistake and the reading goes on. */
struct walk {
    struct syn_arena *arena;
    struct syn_diag *diag;
    enum syn_status status;
};

static enum syn_status fail_type(const struct syn_key *key,
                                 struct syn_written at,
                                 struct syn_diag *diag)
{
    struct syn_loc loc = at.loc;
    struct syn_caret caret = at.caret;
    const char *name = key->name, *such = key->example;
    enum syn_status bad = SYN_ECONFIG;

    switch (key->type) {
    case SYN_KEY_INT:
        return syn_diag_fail_at(diag, bad, loc, caret, "catalogue.type-int",
                                "\"%s\" must be a whole number, as in %s: %s",
                                name, name, such);
    case SYN_KEY_NUMBER:
        return syn_diag_fail_at(diag, bad, loc, caret, "catalogue.type-number",
                                "\"%s\" must be a number, as in %s: %s", name,
                                name, such);
    case SYN_KEY_BOOL:
        return syn_diag_fail_at(diag, bad, loc, caret, "catalogue.type-bool",
                                "\"%s\" must be yes or no, as in %s: %s", name,
                                name, such);
    case SYN_KEY_DAY:
        return syn_diag_fail_at(diag, bad, loc, caret, "catalogue.type-day",
                                "\"%s\" must be a date, as in %s: %s", name,
                                name, such);
    case SYN_KEY_MONTH:
        return syn_diag_fail_at(diag, bad, loc, caret, "catalogue.type-month",
                                "\"%s\" must be a month, as in %s: %s", name,
                                name, such);
    case SYN_KEY_AGES:
        return syn_diag_fail_at(diag, bad, loc, caret, "catalogue.type-ages",
                                "\"%s\" must be ages, as in %s: %s", name, name,
                                such);
    case SYN_KEY_TEXTS:
        return syn_diag_fail_at(diag, bad, loc, caret, "catalogue.type-texts",
                                "\"%s\" must be a list of texts, as in %s: %s",
                                name, name, such);
    case SYN_KEY_OBJECTS:
        return syn_diag_fail_at(diag, bad, loc, caret, "catalogue.type-list",
                                "\"%s\" must be a list, as in %s: %s", name,
                                name, such);
    case SYN_KEY_OBJECT:
    case SYN_KEY_MAP:
    case SYN_KEY_TEXTMAP:
        return syn_diag_fail_at(diag, bad, loc, caret, "catalogue.type-map",
                                "\"%s\" must have keys of its own, as in "
                                "%s: %s",
                                name, name, such);
    case SYN_KEY_TEXT:
    case SYN_KEY_CHOICE:
        break;
    }
    return syn_diag_fail_at(diag, bad, loc, caret, "catalogue.type-text",
                            "\"%s\" must be one text, as in %s: %s", name, name,
                            such);
}

static void wrong_type(struct walk *walk,
                       const struct syn_key *key,
                       const struct syn_node *node)
{
    walk->status = fail_type(key, node->at, walk->diag);
}

static void check_range(struct walk *walk,
                        const struct syn_key *key,
                        const struct syn_node *node,
                        double value)
{
    if ((key->min < key->max || key->max > 0) &&
        (value < key->min || value > key->max))
        walk->status = syn_diag_fail_at(walk->diag, SYN_ECONFIG, node->at.loc,
                                        node->at.caret, "catalogue.range",
                                        "\"%s\" must be from %g to %g",
                                        key->name, key->min, key->max);
}

/* The index of the text of NODE in the choices of KEY, or -1. */
static int find_choice(struct walk *walk,
                       const struct syn_key *key,
                       const struct syn_node *node)
{
    int found = syn_scalar_choice(key->choices, node->text);

    if (found < 0)
        walk->status = syn_choice_fail(&node->at, key->name, node->text,
                                       key->choices, walk->arena, walk->diag);
    return found;
}

/* (1) The scalar TEXT as a member of the type of KEY. */
static bool convert(void *member, const struct syn_key *key, const char *text)
{
    switch (key->type) {
    case SYN_KEY_INT:
        return syn_scalar_int(member, text);
    case SYN_KEY_NUMBER:
        return syn_scalar_number(member, text);
    case SYN_KEY_BOOL:
        return syn_scalar_bool(member, text);
    case SYN_KEY_DAY:
        return syn_day_parse(member, text);
    case SYN_KEY_MONTH:
        return syn_scalar_month(member, text);
    case SYN_KEY_AGES:
        return syn_scalar_ages(member, text);
    case SYN_KEY_CHOICE: /* Its own list decides. */
        return true;
    default:
        *(const char **)member = text;
        return true;
    }
}

static void read_scalar(struct walk *walk,
                        void *member,
                        const struct syn_key *key,
                        const struct syn_node *node)
{
    if (node->kind != SYN_NODE_SCALAR || !convert(member, key, node->text))
        wrong_type(walk, key, node);
    else if (key->type == SYN_KEY_CHOICE)
        *(int *)member = find_choice(walk, key, node);
    else if (key->choices)
        find_choice(walk, key, node);
    else if (key->type == SYN_KEY_INT)
        check_range(walk, key, node, *(int *)member);
    else if (key->type == SYN_KEY_NUMBER)
        check_range(walk, key, node, *(double *)member);
}

static bool
is_nothing(struct walk *walk, const char *name, const struct syn_node *node)
{
    if (node->nothing)
        walk->status = syn_diag_fail_at(
            walk->diag, SYN_ECONFIG, node->at.loc, node->at.caret,
            "catalogue.empty", "\"%s\" has no value; give one, or leave it out",
            name);
    return node->nothing || node->refused;
}

static void read_texts(struct walk *walk,
                       struct syn_texts *out,
                       const struct syn_key *key,
                       const struct syn_node *node)
{
    bool one = node->kind == SYN_NODE_SCALAR;
    size_t n = one ? 1 : node->n;
    const char **at = syn_arena_alloc(walk->arena, n + 1, sizeof *at);

    if (node->kind == SYN_NODE_MAP) {
        wrong_type(walk, key, node);
        return;
    }
    *out = (struct syn_texts){.at = at, .n = n};
    for (node = one ? node : node->first; node;
         node = one ? NULL : node->next) {
        *at++ = node->text ? node->text : "";
        if (node->kind != SYN_NODE_SCALAR)
            wrong_type(walk, key, node);
        else if (!is_nothing(walk, key->name, node) && key->choices)
            find_choice(walk, key, node);
    }
}

static void read_pairs(struct walk *walk,
                       struct syn_pairs *out,
                       const struct syn_key *key,
                       const struct syn_node *node)
{
    struct syn_pair *at = syn_arena_alloc(walk->arena, node->n, sizeof *at);

    if (node->kind != SYN_NODE_MAP) {
        wrong_type(walk, key, node);
        return;
    }
    *out = (struct syn_pairs){.at = at, .n = node->n};
    for (node = node->first; node; node = node->next, at++) {
        *at = (struct syn_pair){node->key->text, node->text, node->at.loc};
        struct syn_key one = {
            .name = node->key->text, .type = SYN_KEY_TEXT, .example = "text"};
        if (!is_nothing(walk, one.name, node) && node->kind != SYN_NODE_SCALAR)
            wrong_type(walk, &one, node);
    }
}

static void read_object(struct walk *walk,
                        void *out,
                        const struct syn_schema *schema,
                        const struct syn_key *key,
                        const struct syn_node *node);

/* A list or a map of structs of one schema, side by side. */
static void read_objects(struct walk *walk,
                         struct syn_items *out,
                         const struct syn_key *key,
                         const struct syn_node *node)
{
    enum syn_node_kind wanted =
        key->type == SYN_KEY_MAP ? SYN_NODE_MAP : SYN_NODE_LIST;
    if (node->kind != wanted) {
        wrong_type(walk, key, node);
        return;
    }
    char *at = syn_arena_alloc(walk->arena, node->n, key->sub->size);
    *out = (struct syn_items){.at = at, .n = node->n};
    for (node = node->first; node; node = node->next, at += key->sub->size)
        if (!is_nothing(walk, node->key ? node->key->text : key->name, node))
            read_object(walk, at, key->sub, key, node);
}

static void read_value(struct walk *walk,
                       void *member,
                       const struct syn_key *key,
                       const struct syn_node *node)
{
    if (is_nothing(walk, key->name, node))
        return;
    switch (key->type) {
    case SYN_KEY_TEXTS:
        read_texts(walk, member, key, node);
        break;
    case SYN_KEY_TEXTMAP:
        read_pairs(walk, member, key, node);
        break;
    case SYN_KEY_OBJECT:
        read_object(walk, member, key->sub, key, node);
        break;
    case SYN_KEY_OBJECTS:
    case SYN_KEY_MAP:
        read_objects(walk, member, key, node);
        break;
    default:
        read_scalar(walk, member, key, node);
    }
}

static void set_defaults(struct walk *walk,
                         char *out,
                         const struct syn_schema *schema,
                         struct syn_loc loc);

/* (4) What a key is worth that nobody wrote. */
static void set_default(struct walk *walk,
                        char *member,
                        const struct syn_key *key,
                        struct syn_loc loc)
{
    const struct syn_node *node;

    if (key->type == SYN_KEY_OBJECT)
        set_defaults(walk, member, key->sub, loc);
    else if (key->type == SYN_KEY_NUMBER)
        *(double *)(void *)member = NAN;
    else if (key->type == SYN_KEY_CHOICE)
        *(int *)(void *)member = -1;
    else if (key->type == SYN_KEY_AGES)
        *(struct syn_ages *)(void *)member =
            (struct syn_ages){SYN_UNSET, SYN_UNSET};
    else if (key->type == SYN_KEY_INT || key->type == SYN_KEY_DAY ||
             key->type == SYN_KEY_MONTH)
        *(int *)(void *)member = SYN_UNSET;
    if (!key->fallback)
        return;
    enum syn_status status =
        syn_node_parse(&node, key->name, key->fallback, strlen(key->fallback),
                       walk->arena, walk->diag);
    if (status)
        walk->status = status;
    else
        read_value(walk, member, key, node);
}

static void set_defaults(struct walk *walk,
                         char *out,
                         const struct syn_schema *schema,
                         struct syn_loc loc)
{
    ((struct syn_item *)(void *)out)->loc = loc;
    for (size_t i = 0; i < schema->n_keys; i++)
        set_default(walk, out + schema->keys[i].offset, &schema->keys[i], loc);
}

static const struct syn_key *find_key(const struct syn_schema *schema,
                                      const char *name)
{
    for (size_t i = 0; i < schema->n_keys; i++)
        if (strcmp(schema->keys[i].name, name) == 0)
            return &schema->keys[i];
    return NULL;
}

/* (3) */
static void unknown_key(struct walk *walk,
                        const struct syn_schema *schema,
                        const struct syn_node *key)
{
    struct syn_caret caret = key->at.caret;
    const char **names =
        syn_arena_alloc(walk->arena, schema->n_keys + 1, sizeof *names);

    for (size_t i = 0; i < schema->n_keys; i++)
        names[i] = schema->keys[i].name;
    caret.suggestion = syn_suggest(key->text, names);
    walk->status =
        syn_diag_fail_at(walk->diag, SYN_ECONFIG, key->at.loc, caret,
                         "catalogue.key", "unknown key \"%s\"", key->text);
}

static void read_keys(struct walk *walk,
                      char *out,
                      const struct syn_schema *schema,
                      const struct syn_node *map)
{
    for (const struct syn_node *node = map->first; node; node = node->next) {
        const struct syn_key *key = find_key(schema, node->key->text);
        if (key)
            read_value(walk, out + key->offset, key, node);
        else
            unknown_key(walk, schema, node->key);
    }
}

static void check_required(struct walk *walk,
                           const struct syn_schema *schema,
                           const struct syn_node *map)
{
    struct syn_written at = map->key ? map->key->at : map->at;

    if (!map->key)
        at.caret.width = 1; /* A whole map has no end worth underlining. */
    for (size_t i = 0; i < schema->n_keys; i++) {
        const struct syn_key *key = &schema->keys[i];
        if (key->required && !syn_node_find(map, key->name))
            walk->status = syn_diag_fail_at(walk->diag, SYN_ECONFIG, at.loc,
                                            at.caret, "catalogue.required",
                                            "\"%s\" is missing, as in %s: %s",
                                            key->name, key->name, key->example);
    }
}

static void read_object(struct walk *walk,
                        void *out,
                        const struct syn_schema *schema,
                        const struct syn_key *key,
                        const struct syn_node *node)
{
    struct syn_item *item = out;
    enum syn_status before = walk->status;

    set_defaults(walk, out, schema, node->at.loc);
    item->loc = node->key ? node->key->at.loc : node->at.loc;
    item->name = key && key->type == SYN_KEY_MAP ? node->key->text : NULL;
    item->node = node;
    walk->status = SYN_OK;
    if (node->kind == SYN_NODE_MAP) {
        read_keys(walk, out, schema, node);
        check_required(walk, schema, node);
    } else if (schema->shorthand) { /* (5) */
        const struct syn_key *only = find_key(schema, schema->shorthand);
        read_value(walk, (char *)out + only->offset, only, node);
    } else if (key) {
        wrong_type(walk, key, node);
    } else {
        walk->status = syn_diag_fail_at(
            walk->diag, SYN_ECONFIG, node->at.loc, node->at.caret,
            "catalogue.type-file", "%s must consist of lines such as %s: %s",
            schema->name, schema->keys[0].name, schema->keys[0].example);
    }
    if (!walk->status && schema->finish)
        walk->status = schema->finish(out, walk->diag);
    if (before)
        walk->status = before;
}

/* NOLINTNEXTLINE(readability-function-size): TEXT and SIZE are one thing. */
enum syn_status syn_yaml_parse(void *out,
                               const struct syn_schema *schema,
                               const char *path,
                               const char *text,
                               size_t size,
                               struct syn_arena *arena,
                               struct syn_diag *diag)
{
    struct walk walk = {.arena = arena, .diag = diag};
    const struct syn_node *root;

    memset(out, 0, schema->size);
    enum syn_status status =
        syn_node_parse(&root, path, text, size, arena, diag);
    if (root)
        read_object(&walk, out, schema, NULL, root);
    return status ? status : walk.status;
}

enum syn_status syn_yaml_read(void *out,
                              const struct syn_schema *schema,
                              const char *path,
                              struct syn_arena *arena,
                              struct syn_diag *diag)
{
    char *text;
    size_t size;

    enum syn_status status =
        syn_file_read(&text, &size, path, SYN_CONFIG_BYTES, arena, diag);
    if (status) /* To the user it is the project that is wrong. */
        return status == SYN_EINPUT ? SYN_ECONFIG : status;
    return syn_yaml_parse(out, schema, path, text, size, arena, diag);
}

struct syn_written
syn_item_written(const struct syn_item *item, const char *key, size_t nth)
{
    const struct syn_node *node = item->node;

    if (!node)
        return (struct syn_written){.loc = item->loc};
    struct syn_written whole = node->key ? node->key->at : node->at;
    if (!key)
        return whole;
    if (node->kind == SYN_NODE_MAP) {
        node = syn_node_find(node, key);
        if (!node)
            return whole;
        whole = node->key->at;
    }
    if (node->kind == SYN_NODE_SCALAR)
        return nth ? whole : node->at;
    for (node = node->first; node && nth; nth--)
        node = node->next;
    return node ? node->at : whole;
}
