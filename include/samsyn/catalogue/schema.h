/* catalogue/schema.h - what a YAML file may say, as a table.
 *
 * One table makes the reader, its error messages and the help text, so they
 * cannot drift apart.  Reading fills a C struct: each key knows the offset of
 * the member that it fills.
 *
 *  (1) Every scalar is typed by the schema: 0105 stays text, "no" is a word.
 *  (2) No anchors, aliases, tags or second documents; no duplicate keys.
 *  (3) An unknown key is an error with its place and, if one is near, the key
 *      that was perhaps meant.
 *  (4) A key that is not there keeps its default, which is written in the
 *      table and read by the same reader.
 *  (5) Where an object is expected and it has a SHORTHAND, a scalar or a list
 *      stands for the object with that key alone. */
#ifndef SAMSYN_CATALOGUE_SCHEMA_H
#define SAMSYN_CATALOGUE_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>

#include <samsyn/base/arena.h>
#include <samsyn/base/diag.h>

/* The member that a key of each type fills. */
enum syn_key_type {
    SYN_KEY_TEXT,    /* const char * */
    SYN_KEY_INT,     /* int */
    SYN_KEY_NUMBER,  /* double */
    SYN_KEY_BOOL,    /* bool; true or false, yes or no, ja or nei */
    SYN_KEY_DAY,     /* int, days since 1970; "2024-01-31" */
    SYN_KEY_MONTH,   /* int, year * 12 + month - 1; "2024-01" */
    SYN_KEY_AGES,    /* struct syn_ages; "13-25", "15", "65-" */
    SYN_KEY_CHOICE,  /* int, the index in CHOICES */
    SYN_KEY_TEXTS,   /* struct syn_texts; a list, or one scalar */
    SYN_KEY_OBJECT,  /* the struct itself, of schema SUB */
    SYN_KEY_OBJECTS, /* struct syn_items; a list of SUB */
    SYN_KEY_MAP,     /* struct syn_items; free keys, each a SUB */
    SYN_KEY_TEXTMAP, /* struct syn_pairs; free keys with texts */
};

/* Not given: texts and lists are NULL; whole numbers, days, months and both
 * ages SYN_UNSET; numbers NaN; choices -1. */
enum { SYN_UNSET = -2147483647 - 1 };

/* The highest age: "65-" is 65 to 120, and 0 to 120 is every age, known or
 * not. */
enum { SYN_AGE_MAX = 120 };

struct syn_ages {
    int from, to; /* Both inclusive. */
};

struct syn_texts {
    const char *const *at; /* NULL at the end; NULL if not given. */
    size_t n;
};

/* A free key with its text. */
struct syn_pair {
    const char *key, *text;
    struct syn_loc loc;
};

struct syn_pairs {
    const struct syn_pair *at;
    size_t n;
};

struct syn_node;

/* What every struct of a schema begins with. */
struct syn_item {
    struct syn_loc loc;          /* Where it stands. */
    const char *name;            /* In a map, its key; else NULL. */
    const struct syn_node *node; /* What was read; NULL if not given. */
};

/* N structs of the schema's size, side by side. */
struct syn_items {
    const void *at;
    size_t n;
};

/* What the user wrote, for a message about it. */
struct syn_written {
    struct syn_loc loc;
    struct syn_caret caret;
};

/* Where KEY of ITEM was written: its value, or the one numbered NTH (from 0)
 * of a list or a map.  The key alone if it has no such value, and ITEM itself
 * if KEY is NULL or not there. */
struct syn_written
syn_item_written(const struct syn_item *item, const char *key, size_t nth);

struct syn_schema;

struct syn_key {
    const char *name;
    enum syn_key_type type;
    bool required;
    size_t offset;
    const struct syn_schema *sub;
    const char *const *choices; /* NULL-terminated.  A TEXT, and each of TEXTS,
                                 * must be one of them too, if given. */
    double min, max;            /* Of INT and NUMBER; both 0: any. */
    const char *fallback;       /* As a user would write it; NULL: none. */
    const char *help;           /* English; "key.SCHEMA.NAME" elsewhere. */
    const char *example;
};

struct syn_schema {
    const char *name; /* "samsyn.yaml", "contract", "column". */
    size_t size;      /* Of the struct, which begins with a syn_item. */
    const struct syn_key *keys;
    size_t n_keys;
    const char *shorthand; /* (5), or NULL. */

    /* Called with a struct that was read without a mistake: checks what no key
     * can alone, and fills what follows from the others.  NULL: nothing. */
    enum syn_status (*finish)(void *item, struct syn_diag *diag);
};

/* Reads the YAML file at PATH into *OUT, a struct of SCHEMA in ARENA.
 *
 * Returns SYN_ECONFIG, reported at file:line:column with a caret; SYN_EIO. */
enum syn_status syn_yaml_read(void *out,
                              const struct syn_schema *schema,
                              const char *path,
                              struct syn_arena *arena,
                              struct syn_diag *diag) SYN_NODISCARD;

/* The same from SIZE bytes of TEXT; PATH is for messages only. */
enum syn_status syn_yaml_parse(void *out,
                               const struct syn_schema *schema,
                               const char *path,
                               const char *text,
                               size_t size,
                               struct syn_arena *arena,
                               struct syn_diag *diag) SYN_NODISCARD;

/* Every schema that "samsyn help" can show, by name; NULL at the end. */
extern const struct syn_schema *const syn_schemas[];

#endif
