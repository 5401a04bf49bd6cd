/* The CSV files of datasets/language are compiled in; they are read once, at
 * the first question.  Their form is fixed by the project itself (key;nb;nn;en
 * with RFC 4180 quotes), so this reader is plain; tests hold the files to it.
 */
#include <samsyn/base/language.h>

#include <stdlib.h>
#include <string.h>

#include <pthread.h>

#include <samsyn/base/asset.h>
#include <samsyn/base/text.h>

const char *const syn_lang_code[SYN_N_LANGS] = {"nb", "nn", "en"};

struct sentence {
    const char *key, *text[SYN_N_LANGS];
};

static struct {
    struct sentence *at;
    size_t n, room;
    struct syn_arena *arena;
} book;

static pthread_once_t once = PTHREAD_ONCE_INIT;

enum { BOOK_BYTES = 8 << 20 };

int syn_lang_parse(enum syn_lang *out, const char *text)
{
    size_t n = strcspn(text, "_.@-");

    if (n == 2 && memcmp(text, "no", 2) == 0) {
        *out = SYN_NB;
        return 1;
    }
    for (int i = 0; n == 2 && i < SYN_N_LANGS; i++) {
        if (memcmp(text, syn_lang_code[i], 2) == 0) {
            *out = (enum syn_lang)i;
            return 1;
        }
    }
    return 0;
}

/* Copies the field at *AT into the arena and leaves *AT behind its end. */
static const char *read_field(const char **at)
{
    struct syn_text text = {.arena = book.arena};
    bool quoted = **at == '"';
    const char *s = *at + quoted;

    for (; *s; s++) {
        if (quoted && *s == '"') {
            if (s[1] != '"')
                break;
            s++;
        } else if (!quoted && strchr(";\r\n", *s)) {
            break;
        }
        syn_text_add_n(&text, s, 1);
    }
    *at = s + (quoted && *s == '"');
    return text.at ? text.at : "";
}

static void add_sentence(struct sentence sentence)
{
    if (book.n == book.room) {
        size_t room = book.room ? book.room * 2 : 1024;
        struct sentence *at = syn_arena_alloc(book.arena, room, sizeof *at);
        if (book.n)
            memcpy(at, book.at, book.n * sizeof *at);
        book.at = at;
        book.room = room;
    }
    book.at[book.n++] = sentence;
}

static void read_file(const char *at)
{
    bool header = true;

    while (*at) {
        struct sentence sentence = {.key = read_field(&at)};
        for (int i = 0; i < SYN_N_LANGS && *at == ';'; i++) {
            at++;
            sentence.text[i] = read_field(&at);
        }
        while (*at && *at != '\n')
            at++;
        at += *at == '\n';
        if (!header && *sentence.key)
            add_sentence(sentence);
        header = false;
    }
}

static int by_key(const void *a, const void *b)
{
    return strcmp(((const struct sentence *)a)->key,
                  ((const struct sentence *)b)->key);
}

static void close_book(void)
{
    syn_arena_free(book.arena);
}

static void read_book(void)
{
    book.arena = syn_arena_new(BOOK_BYTES);
    atexit(close_book);
    for (size_t i = 0; i < syn_n_assets; i++)
        if (syn_glob_match("datasets/language/*.csv", syn_assets[i].path))
            read_file(syn_assets[i].text);
    if (book.n)
        qsort(book.at, book.n, sizeof *book.at, by_key);
}

const char *syn_sentence_find(enum syn_lang lang, const char *key)
{
    pthread_once(&once, read_book);
    struct sentence wanted = {.key = key};
    const struct sentence *found =
        book.n ? bsearch(&wanted, book.at, book.n, sizeof *book.at, by_key)
               : NULL;

    return found && found->text[lang] && *found->text[lang] ? found->text[lang]
                                                            : NULL;
}

const char *syn_sentence(enum syn_lang lang, const char *key)
{
    const char *found = syn_sentence_find(lang, key);
    return found ? found : key;
}

static const char *
value_of(const struct syn_place *places, const char *name, size_t n)
{
    for (; places && places->name; places++)
        if (strlen(places->name) == n && memcmp(places->name, name, n) == 0)
            return places->text;
    return NULL;
}

const char *syn_say(enum syn_lang lang,
                    const char *key,
                    const struct syn_place *places,
                    struct syn_arena *arena)
{
    struct syn_text text = {.arena = arena};
    const char *s = syn_sentence(lang, key);

    syn_text_add_n(&text, "", 0);
    while (*s) {
        const char *end = *s == '{' ? strchr(s, '}') : NULL;
        const char *value =
            end ? value_of(places, s + 1, (size_t)(end - s - 1)) : NULL;
        if (value) {
            syn_text_add(&text, value);
            s = end + 1;
        } else {
            syn_text_add_n(&text, s++, 1);
        }
    }
    return text.at;
}
