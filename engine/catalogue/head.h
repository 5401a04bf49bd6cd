/* head.h - one reading of an indicator's head.  Private to catalogue. */
#ifndef SAMSYN_CATALOGUE_HEAD_H
#define SAMSYN_CATALOGUE_HEAD_H

#include <samsyn/catalogue/indicator.h>

enum {
    TITLE, /* And the next two: in the order of enum syn_lang. */
    ABOUT = TITLE + SYN_N_LANGS,
    FOCUS = ABOUT + SYN_N_LANGS,
    MEASURE,
    UNIT,
    DATE,
    GROUPS,
    GEOGRAPHY,
    THROUGH,
    PER,
    BETTER,
    DRIVEN,
    ROW,
    OF,
    WHEN,
    AT_LEAST,
    WITH,
    WINDOW,
    LOOK_BACK,
    WITHIN,
    FROM,
    TO,
    VALUE,
    YES,
    BASE,
    STATISTIC,
    IN,
    BY,
    TOP,
    INVERT,
    N_HEAD_KEYS
};

/* A line of the file, and its parts if it is one of the head. */
struct line {
    const char *at;
    size_t n;
    unsigned number;
    const char *key, *value; /* NULL: not of the head. */
    size_t n_key, n_value;
    bool body;
};

/* One reading of a head. */
struct head {
    struct syn_indicator *out;
    struct line given[N_HEAD_KEYS]; /* KEY is NULL: not given. */
    struct syn_arena *arena;
    struct syn_diag *diag;
    enum syn_status status;
};

/* The text given for KEY, or its default, or NULL. */
const char *syn_head_text(const struct head *head, int key);

/* Where KEY, or its value, stands; it was given. */
struct syn_written syn_head_key_place(const struct head *head, int key);
struct syn_written syn_head_value_place(const struct head *head, int key);

/* Says that the value of KEY, at its own place, is not what it must be. */
void syn_head_wrong(struct head *head, int key);

/* The index of the value of KEY in CHOICES; 0 if it is not given, or, which is
 * reported, none of them. */
int syn_head_choose(struct head *head, int key, const char *const *choices);

/* Reads what belongs to a kind of measure, and checks what each kind needs and
 * what only others can have.  After the general keys. */
void syn_head_kind(struct head *head);

#endif
