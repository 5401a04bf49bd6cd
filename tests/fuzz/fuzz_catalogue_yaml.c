/* Any bytes are samsyn.yaml, a contract, or a part of one.  What must hold:
 *
 *  (1) A file is refused with a message, or read without one; each message
 *      stands at a place in the file, with its line.
 *  (2) What was read keeps what its schema says: types, ranges, choices,
 *      required keys, counts of lists.
 *  (3) Reading it again, or with a comment behind it, says the same. */
#include "fuzz.h"

#include <math.h>

#include <samsyn/base/text.h>
#include <samsyn/catalogue/contract.h>
#include <samsyn/catalogue/project.h>
#include <samsyn/catalogue/schema.h>

static struct {
    const char *text;
    size_t n, lines, heard;
} ear;

/* The line LINE of the file, and its LENGTH. */
static const char *line_at(unsigned line, size_t *length)
{
    const char *at = ear.text, *end = ear.text + ear.n;

    for (; line > 1 && at < end; at++)
        line -= *at == '\n';
    const char *stop = at < end ? memchr(at, '\n', (size_t)(end - at)) : NULL;
    *length = (size_t)((stop ? stop : end) - at);
    return at;
}

static void listen(void *data, const struct syn_message *m)
{
    (void)data;
    MUST(m->code && *m->code && m->text && *m->text);
    MUST(syn_utf8_valid(m->text, strlen(m->text)));
    MUST(!strchr(m->text, '\n') || memchr(ear.text, '\n', ear.n));
    if (m->severity != SYN_ERROR)
        return;
    ear.heard++;
    MUST(m->loc.path && strcmp(m->loc.path, "x.yaml") == 0);
    MUST(m->loc.line <= ear.lines + 1);
    size_t n;
    const char *line = line_at(m->loc.line, &n);
    MUST(m->loc.column <= n + 1);
    if (!m->caret.line)
        return;
    MUST(strcspn(m->caret.line, "\n") == n);
    MUST(memcmp(m->caret.line, line, n) == 0);
    MUST(m->loc.column >= 1 && m->caret.width >= 1);
    MUST(m->loc.column + m->caret.width <= n + 2);
}

static void check_texts(const struct syn_texts *texts,
                        const struct syn_key *key)
{
    MUST(!texts->at == !texts->n || texts->at);
    for (size_t i = 0; texts->at && i <= texts->n; i++) {
        MUST(!texts->at[i] == (i == texts->n));
        MUST(i == texts->n ||
             syn_utf8_valid(texts->at[i], strlen(texts->at[i])));
        for (size_t c = 0; i < texts->n && key->choices; c++) {
            MUST(key->choices[c]);
            if (strcmp(key->choices[c], texts->at[i]) == 0)
                break;
        }
    }
}

static void check_pairs(const struct syn_pairs *pairs)
{
    for (size_t i = 0; i < pairs->n; i++) {
        MUST(pairs->at[i].key && pairs->at[i].text);
        for (size_t j = 0; j < i; j++)
            MUST(strcmp(pairs->at[i].key, pairs->at[j].key) != 0);
    }
}

static void check_number(const struct syn_key *key, double value, bool given)
{
    if (given && (key->min < key->max || key->max > 0))
        MUST(value >= key->min && value <= key->max);
}

static void check_choice(const struct syn_key *key, int choice)
{
    int n = 0;

    while (key->choices[n])
        n++;
    MUST(choice >= -1 && choice < n);
}

static void check_ages(struct syn_ages ages)
{
    MUST((ages.from == SYN_UNSET) == (ages.to == SYN_UNSET));
    if (ages.from != SYN_UNSET)
        MUST(ages.from >= 0 && ages.from <= ages.to && ages.to <= SYN_AGE_MAX);
}

static void check_item(const void *out, const struct syn_schema *schema);

static void check_items(const struct syn_items *items,
                        const struct syn_key *key)
{
    for (size_t i = 0; i < items->n; i++) {
        const struct syn_item *item =
            (const void *)((const char *)items->at + i * key->sub->size);
        check_item(item, key->sub);
        MUST((item->name != NULL) == (key->type == SYN_KEY_MAP));
    }
}

static void check_key(const char *member, const struct syn_key *key)
{
    const void *at = member;
    const char *text;

    switch (key->type) {
    case SYN_KEY_TEXT:
        text = *(const char *const *)at;
        MUST(text || !key->required);
        MUST(!text || syn_utf8_valid(text, strlen(text)));
        break;
    case SYN_KEY_INT:
        check_number(key, *(const int *)at, *(const int *)at != SYN_UNSET);
        break;
    case SYN_KEY_NUMBER:
        check_number(key, *(const double *)at, !isnan(*(const double *)at));
        break;
    case SYN_KEY_BOOL:
        MUST(*(const unsigned char *)at <= 1);
        break;
    case SYN_KEY_DAY:
    case SYN_KEY_MONTH:
        MUST(!key->required || *(const int *)at != SYN_UNSET);
        break;
    case SYN_KEY_AGES:
        check_ages(*(const struct syn_ages *)at);
        break;
    case SYN_KEY_CHOICE:
        check_choice(key, *(const int *)at);
        break;
    case SYN_KEY_TEXTS:
        check_texts(at, key);
        break;
    case SYN_KEY_OBJECT:
        if (((const struct syn_item *)at)->node)
            check_item(at, key->sub);
        break;
    case SYN_KEY_OBJECTS:
    case SYN_KEY_MAP:
        check_items(at, key);
        break;
    case SYN_KEY_TEXTMAP:
        check_pairs(at);
        break;
    }
}

/* (2) */
static void check_item(const void *out, const struct syn_schema *schema)
{
    const struct syn_item *item = out;

    MUST(item->node && item->loc.line <= ear.lines + 1);
    for (size_t i = 0; i < schema->n_keys; i++) {
        const struct syn_key *key = &schema->keys[i];
        struct syn_written at = syn_item_written(item, key->name, i % 3);
        MUST(at.loc.line <= ear.lines + 1);
        check_key((const char *)out + key->offset, key);
    }
}

static enum syn_status read(void **out,
                            const struct syn_schema *schema,
                            const char *text,
                            size_t n,
                            struct syn_arena *arena)
{
    struct syn_diag diag = {.emit = listen};

    bool mark = n >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0;

    ear.text = mark ? text + 3 : text; /* The mark is of no line. */
    ear.n = mark ? n - 3 : n;
    ear.lines = ear.heard = 0;
    for (size_t i = 0; i < n; i++)
        ear.lines += text[i] == '\n';
    *out = syn_arena_alloc(arena, 1, schema->size);
    enum syn_status status =
        syn_yaml_parse(*out, schema, "x.yaml", text, n, arena, &diag);
    MUST(status == SYN_OK || status == SYN_ECONFIG);
    MUST((ear.heard > 0) == (status != SYN_OK)); /* (1) */
    return status;
}

/* (3) */
static void check_again(const struct syn_schema *schema,
                        enum syn_status status,
                        struct fuzz_input in,
                        struct syn_arena *arena)
{
    size_t heard = ear.heard;
    void *out;

    MUST(read(&out, schema, in.at, in.n, arena) == status);
    MUST(ear.heard == heard);
    if (status)
        return;
    struct syn_text longer = {.arena = arena};
    syn_text_add_n(&longer, in.at, in.n);
    syn_text_add(&longer, "\n# A comment.\n");
    MUST(read(&out, schema, longer.at, longer.n, arena) == SYN_OK);
}

static const struct syn_schema *choose(unsigned char which)
{
    size_t n = 0;

    while (syn_schemas[n])
        n++;
    if (which < 96)
        return &syn_project_schema;
    return which < 192 ? &syn_contract_schema : syn_schemas[which % n];
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct fuzz_input in = fuzz_input(data, n);
    const struct syn_schema *schema = choose(fuzz_byte(&in));
    struct syn_arena *arena = syn_arena_new((size_t)256 << 20);
    void *out;

    /* What follows the text in memory is a NUL, as in a file read whole. */
    in.at = syn_arena_strndup(arena, in.n ? in.at : "", in.n);
    enum syn_status status = read(&out, schema, in.at, in.n, arena);
    if (!status)
        check_item(out, schema);
    check_again(schema, status, in, arena);
    syn_arena_free(arena);
    return 0;
}
