#include "node.h"

#include <stdlib.h>
#include <string.h>

#include <yaml.h>

#include <samsyn/base/limits.h>
#include <samsyn/base/text.h>

static const char bom[] = "\xef\xbb\xbf";

/* A place in the text that moves with libyaml's marks, which count characters
 * (and lines at breaks that no editor knows): here are bytes and newlines. */
struct cursor {
    const char *text, *end;
    const char *at, *line_start;
    size_t index; /* Of AT, in characters. */
    unsigned line;
};

struct tree {
    const char *path;
    struct cursor cursor;
    yaml_parser_t parser;
    struct syn_arena *arena;
    struct syn_diag *diag;
    enum syn_status status;
    bool ended; /* By a mistake that nothing can follow. */
};

static void move_to(struct cursor *c, size_t index)
{
    if (index < c->index) {
        c->at = c->line_start = c->text;
        c->index = 0;
        c->line = 1;
    }
    for (; c->index < index && c->at < c->end; c->index++) {
        bool newline = *c->at++ == '\n';
        while (c->at < c->end && ((unsigned char)*c->at & 0xc0) == 0x80)
            c->at++;
        if (newline) {
            c->line_start = c->at;
            c->line++;
        }
    }
}

/* What stands from FROM to TO; on the first line of it only. */
static struct syn_written
written(struct tree *tree, yaml_mark_t from, yaml_mark_t to)
{
    struct cursor *c = &tree->cursor;

    move_to(c, from.index);
    const char *at = c->at;
    size_t width = 0;
    for (size_t n = from.index; n < to.index && at + width < c->end; n++) {
        if (at[width] == '\n' || at[width] == '\r')
            break;
        width++;
        while (at + width < c->end && ((unsigned char)at[width] & 0xc0) == 0x80)
            width++;
    }
    return (struct syn_written){
        .loc = {tree->path, c->line, (unsigned)(at - c->line_start) + 1},
        .caret = {.line = c->line_start, .width = width ? (unsigned)width : 1}};
}

/* The byte at MARK. */
static char byte_at(struct tree *tree, yaml_mark_t mark)
{
    move_to(&tree->cursor, mark.index);
    if (tree->cursor.at == tree->cursor.end)
        return '\0';
    return *tree->cursor.at;
}

static bool begins_badly(char c)
{
    return c && strchr("*&!@`%", c);
}

/* Reports that libyaml cannot go on.  Its words are fixed and never quote. */
static enum syn_status fail_syntax(struct tree *tree)
{
    const yaml_parser_t *parser = &tree->parser;
    yaml_mark_t mark = parser->problem_mark;

    if (parser->context && begins_badly(byte_at(tree, parser->context_mark)))
        mark = parser->context_mark;
    char cause = byte_at(tree, mark);
    struct syn_written at = written(tree, mark, mark);

    if (cause == '\t')
        return syn_diag_fail_at(tree->diag, SYN_ECONFIG, at.loc, at.caret,
                                "catalogue.tab",
                                "a tab cannot indent here; use spaces");
    if (begins_badly(cause))
        return syn_diag_fail_at(
            tree->diag, SYN_ECONFIG, at.loc, at.caret, "catalogue.quote",
            "put a text that begins with %c in quotes", cause);
    return syn_diag_fail_at(tree->diag, SYN_ECONFIG, at.loc, at.caret,
                            "catalogue.syntax", "this is not YAML: %s",
                            parser->problem ? parser->problem
                                            : "it cannot be read");
}

static bool next_event(struct tree *tree, yaml_event_t *event)
{
    if (tree->ended)
        return false;
    if (!yaml_parser_parse(&tree->parser, event)) {
        if (tree->parser.error == YAML_MEMORY_ERROR)
            syn_arena_exhausted(0);
        tree->status = fail_syntax(tree);
        tree->ended = true;
        return false;
    }
    return true;
}

static void check_decoration(struct tree *tree,
                             struct syn_written at,
                             const yaml_char_t *anchor,
                             const yaml_char_t *tag)
{
    if (anchor)
        tree->status = syn_diag_fail_at(
            tree->diag, SYN_ECONFIG, at.loc, at.caret, "catalogue.anchor",
            "anchors (&) and aliases (*) are not read here; write the value "
            "itself, in quotes if it begins so");
    if (tag)
        tree->status = syn_diag_fail_at(
            tree->diag, SYN_ECONFIG, at.loc, at.caret, "catalogue.tag",
            "tags (!) are not read here; write the value itself, in quotes if "
            "it begins so");
}

/* Escapes can write what the bytes of a file may not hold. */
static void
check_characters(struct tree *tree, const struct syn_node *node, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)node->text[i];
        if ((c >= 0x20 && c != 0x7f) || c == '\t' || c == '\n')
            continue;
        tree->status = syn_diag_fail_at(
            tree->diag, SYN_ECONFIG, node->at.loc, node->at.caret,
            "catalogue.control", "a text may not hold control characters");
        return;
    }
}

static void
read_scalar(struct tree *tree, struct syn_node *node, const yaml_event_t *event)
{
    const char *value = (const char *)event->data.scalar.value;
    size_t length = event->data.scalar.length;

    node->kind = SYN_NODE_SCALAR;
    node->text = syn_arena_strndup(tree->arena, value, length);
    node->nothing =
        !length && event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    check_decoration(tree, node->at, event->data.scalar.anchor,
                     event->data.scalar.tag);
    check_characters(tree, node, length);
}

static bool check_key(struct tree *tree, const struct syn_node *key)
{
    if (key->kind != SYN_NODE_SCALAR)
        tree->status = syn_diag_fail_at(tree->diag, SYN_ECONFIG, key->at.loc,
                                        key->at.caret, "catalogue.key-text",
                                        "a key must be a plain text");
    return key->kind == SYN_NODE_SCALAR && !key->refused;
}

struct entry {
    const struct syn_node *node;
};

static int by_key(const void *a, const void *b)
{
    const struct syn_node *x = ((const struct entry *)a)->node;
    const struct syn_node *y = ((const struct entry *)b)->node;
    int order = strcmp(x->key->text, y->key->text);

    if (order)
        return order;
    /* Nodes of a map are never at the same place. */
    if (x->key->at.loc.line != y->key->at.loc.line)
        return x->key->at.loc.line < y->key->at.loc.line ? -1 : 1;
    return x->key->at.loc.column < y->key->at.loc.column ? -1 : 1;
}

/* Sorted, so that a large map costs little. */
static void check_duplicates(struct tree *tree, const struct syn_node *map)
{
    struct entry *at = syn_arena_alloc(tree->arena, map->n, sizeof *at);
    size_t n = 0;

    for (const struct syn_node *node = map->first; node; node = node->next)
        at[n++].node = node;
    if (n)
        qsort(at, n, sizeof *at, by_key);
    for (size_t i = 1; i < n; i++) {
        const struct syn_node *key = at[i].node->key;
        const struct syn_node *before = at[i - 1].node->key;
        if (strcmp(key->text, before->text) == 0)
            tree->status = syn_diag_fail_at(
                tree->diag, SYN_ECONFIG, key->at.loc, key->at.caret,
                "catalogue.duplicate", "\"%s\" stands twice; before in line %u",
                key->text, before->at.loc.line);
    }
}

static struct syn_node *
read_node(struct tree *tree, const yaml_event_t *event, int depth);

/* The node that the next event begins; NULL at the end of what it is in. */
static struct syn_node *read_next(struct tree *tree, int depth)
{
    yaml_event_t event;
    struct syn_node *node = NULL;

    if (!next_event(tree, &event))
        return NULL;
    if (event.type != YAML_SEQUENCE_END_EVENT &&
        event.type != YAML_MAPPING_END_EVENT)
        node = read_node(tree, &event, depth);
    yaml_event_delete(&event);
    return node;
}

static void read_list(struct tree *tree, struct syn_node *list, int depth)
{
    const struct syn_node **end = &list->first;

    for (;;) {
        struct syn_node *node = read_next(tree, depth);
        if (!node)
            return;
        *end = node;
        end = &node->next;
        list->n++;
    }
}

static void read_map(struct tree *tree, struct syn_node *map, int depth)
{
    const struct syn_node **end = &map->first;

    for (;;) {
        struct syn_node *key = read_next(tree, depth);
        struct syn_node *value = key ? read_next(tree, depth) : NULL;
        if (!value)
            break;
        if (!check_key(tree, key))
            continue;
        value->key = key;
        *end = value;
        end = &value->next;
        map->n++;
    }
    check_duplicates(tree, map);
}

static void read_inside(struct tree *tree, struct syn_node *node, int depth)
{
    if (depth >= SYN_YAML_DEPTH) {
        tree->status = syn_diag_fail_at(
            tree->diag, SYN_ECONFIG, node->at.loc, node->at.caret,
            "catalogue.depth", "nested more than %d deep", SYN_YAML_DEPTH);
        tree->ended = true;
        return;
    }
    if (node->kind == SYN_NODE_LIST)
        read_list(tree, node, depth + 1);
    else
        read_map(tree, node, depth + 1);
}

static struct syn_node *
read_node(struct tree *tree, const yaml_event_t *event, int depth)
{
    struct syn_node *node = syn_arena_alloc(tree->arena, 1, sizeof *node);

    node->at = written(tree, event->start_mark, event->end_mark);
    switch (event->type) {
    case YAML_ALIAS_EVENT:
        check_decoration(tree, node->at, event->data.alias.anchor, NULL);
        node->text = "";
        node->refused = true;
        break;
    case YAML_SEQUENCE_START_EVENT:
        node->kind = SYN_NODE_LIST;
        check_decoration(tree, node->at, event->data.sequence_start.anchor,
                         event->data.sequence_start.tag);
        read_inside(tree, node, depth);
        break;
    case YAML_MAPPING_START_EVENT:
        node->kind = SYN_NODE_MAP;
        check_decoration(tree, node->at, event->data.mapping_start.anchor,
                         event->data.mapping_start.tag);
        read_inside(tree, node, depth);
        break;
    default:
        read_scalar(tree, node, event);
    }
    return node;
}

/* Reads to the end of the file: one document, or none. */
static struct syn_node *read_stream(struct tree *tree)
{
    struct syn_node *root = NULL;
    yaml_event_t event;

    while (next_event(tree, &event)) {
        yaml_event_type_t type = event.type;
        struct syn_written at = written(tree, event.start_mark, event.end_mark);
        yaml_event_delete(&event);
        if (type == YAML_STREAM_END_EVENT)
            return root;
        if (type != YAML_DOCUMENT_START_EVENT)
            continue;
        if (root) {
            tree->status = syn_diag_fail_at(
                tree->diag, SYN_ECONFIG, at.loc, at.caret, "catalogue.document",
                "a second document begins here; a file holds one");
            return root;
        }
        root = read_next(tree, 0);
    }
    return root;
}

static void delete_parser(void *p)
{
    yaml_parser_delete(p);
}

static struct tree *start(const char *path,
                          const char *text,
                          size_t size,
                          struct syn_arena *arena,
                          struct syn_diag *diag)
{
    struct tree *tree = syn_arena_alloc(arena, 1, sizeof *tree);
    const char *copy = syn_arena_strndup(arena, text, size);

    *tree = (struct tree){.path = path, .arena = arena, .diag = diag};
    tree->cursor = (struct cursor){.text = copy,
                                   .end = copy + size,
                                   .at = copy,
                                   .line_start = copy,
                                   .line = 1};
    if (!yaml_parser_initialize(&tree->parser))
        syn_arena_exhausted(sizeof tree->parser);
    syn_arena_defer(arena, delete_parser, &tree->parser);
    yaml_parser_set_encoding(&tree->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&tree->parser, (const unsigned char *)copy,
                                 size);
    return tree;
}

enum syn_status syn_bytes_check(const char *path,
                                const char *text,
                                size_t size,
                                struct syn_diag *diag)
{
    const char *nul = memchr(text, '\0', size);
    size_t valid = syn_utf8_valid_prefix(text, size);

    if (!nul && valid == size)
        return SYN_OK;
    const char *bad = nul && (size_t)(nul - text) < valid ? nul : text + valid;
    struct syn_loc loc = {path, 1, 1};
    for (const char *s = text; s < bad; s++) {
        loc.column++;
        if (*s == '\n')
            loc = (struct syn_loc){path, loc.line + 1, 1};
    }
    if (bad == nul)
        return syn_diag_fail(diag, SYN_ECONFIG, loc, "catalogue.nul",
                             "a NUL byte stands here, as in UTF-16; save the "
                             "file as UTF-8");
    return syn_diag_fail(diag, SYN_ECONFIG, loc, "catalogue.utf8",
                         "this is not UTF-8; save the file as UTF-8");
}

enum syn_status syn_node_parse(const struct syn_node **out,
                               const char *path,
                               const char *text,
                               size_t size,
                               struct syn_arena *arena,
                               struct syn_diag *diag)
{
    *out = NULL;
    if (size > SYN_CONFIG_BYTES)
        return syn_diag_fail(
            diag, SYN_ECONFIG, (struct syn_loc){path, 0, 0}, "catalogue.size",
            "the file is larger than %d bytes", SYN_CONFIG_BYTES);
    if (size >= sizeof bom - 1 && memcmp(text, bom, sizeof bom - 1) == 0) {
        text += sizeof bom - 1;
        size -= sizeof bom - 1;
    }
    enum syn_status status = syn_bytes_check(path, text, size, diag);
    if (status)
        return status;
    struct tree *tree = start(path, text, size, arena, diag);
    struct syn_node *root = read_stream(tree);
    if (!tree->ended && (!root || root->nothing)) {
        root = syn_arena_alloc(arena, 1, sizeof *root);
        *root = (struct syn_node){.kind = SYN_NODE_MAP, .at.loc = {path, 1, 1}};
    }
    *out = tree->ended ? NULL : root;
    return tree->status;
}

const struct syn_node *syn_node_find(const struct syn_node *node,
                                     const char *key)
{
    for (node = node->first; node; node = node->next)
        if (node->key && strcmp(node->key->text, key) == 0)
            return node;
    return NULL;
}
