/* Names of persons in text: a given name and another name, by the lists in
 * datasets/names. */
#include "gate_parts.h"

#include <pthread.h>
#include <string.h>

#include <samsyn/base/asset.h>

enum { SLOTS = 4096, NAME_BYTES = 40 };

enum {
    GIVEN = 1,
    NEEDS_FAMILY = 2, /* Of a given name. */
    FAMILY = 4,
    CANCELS = 8,
    NO_NAME = 16,
    WORD = 32, /* Of a given name. */
};

/* Words by their hash; filled once and only read then. */
static struct {
    char word[NAME_BYTES];
    unsigned is;
} words[SLOTS];
static pthread_once_t once = PTHREAD_ONCE_INIT;

/* FNV-1a. */
static size_t slot_of(const char *word)
{
    unsigned hash = 2166136261u;

    for (const char *c = word; *c; c++)
        hash = (hash ^ (unsigned char)*c) * 16777619u;
    hash ^= hash >> 15;
    for (size_t at = hash % SLOTS;; at = (at + 1) % SLOTS)
        if (!*words[at].word || strcmp(words[at].word, word) == 0)
            return at;
}

static unsigned kind_of(const char *word)
{
    return words[slot_of(word)].is;
}

static void read_list(const char *path, unsigned is)
{
    const struct syn_asset *asset = syn_asset_find(path);
    const char *s = asset ? strchr(asset->text, '\n') : NULL;
    size_t room = SLOTS / 2; /* Half empty, so a search ends soon. */
    char word[NAME_BYTES];

    while (s && *++s && room--) {
        size_t n = strcspn(s, ";\n");
        bool word_too = strncmp(s + n, ";word", 5) == 0;
        bool needs = word_too || strncmp(s + n, ";yes", 4) == 0;
        if (n && n < sizeof word) {
            syn_gate_fold(word, sizeof word, s, n);
            size_t at = slot_of(word);
            memcpy(words[at].word, word, sizeof words[at].word);
            words[at].is |=
                is | (needs ? NEEDS_FAMILY : 0) | (word_too ? WORD : 0);
        }
        s = strchr(s + n, '\n');
    }
}

static void read_lists(void)
{
    read_list("datasets/names/given.csv", GIVEN);
    read_list("datasets/names/family.csv", FAMILY);
    read_list("datasets/names/cancel.csv", CANCELS);
    read_list("datasets/names/none.csv", NO_NAME);
}

/* --- words of the cell ------------------------------------------------- */

/* How a word is written, and what the lists say of it. */
struct token {
    struct gate_word at;
    bool capital, shouted; /* "Kari", "KARI" */
    size_t n;              /* Bytes. */
    unsigned is;
    char folded[NAME_BYTES];
};

static void judge_case(struct token *token, const char *s)
{
    size_t upper = 0, lower = 0;

    for (size_t i = token->at.from; i < token->at.to; i++) {
        unsigned char c = (unsigned char)s[i];
        bool latin = i > token->at.from && (unsigned char)s[i - 1] == 0xc3;
        upper += gate_is(s[i], GATE_UPPER) || (latin && c < 0x9f);
        lower += gate_is(s[i], GATE_LOWER) || (latin && c >= 0xa0);
    }
    unsigned char first = (unsigned char)s[token->at.from];
    bool latin = first == 0xc3 && token->n > 1 &&
                 (unsigned char)s[token->at.from + 1] < 0x9f;
    token->capital = gate_is(s[token->at.from], GATE_UPPER) || latin;
    token->shouted = token->capital && !lower && upper > 1;
}

static bool
next_token(struct token *out, const struct gate_text *text, size_t *at)
{
    *out = (struct token){0};
    if (!syn_gate_next_word(&out->at, text, at))
        return false;
    out->n = out->at.to - out->at.from;
    judge_case(out, text->s);
    if (out->n >= sizeof out->folded)
        return true;
    syn_gate_fold(out->folded, sizeof out->folded, text->s + out->at.from,
                  out->n);
    out->is = kind_of(out->folded);
    char *hyphen = strchr(out->folded, '-');
    if (!out->is && hyphen) { /* Anne-Marie */
        *hyphen = '\0';
        out->is = kind_of(out->folded);
        *hyphen = '-';
    }
    return true;
}

static bool ends_with(const struct token *token, const char *ending)
{
    size_t n = strlen(token->folded), m = strlen(ending);

    return n > m && strcmp(token->folded + n - m, ending) == 0;
}

static bool is_family(const struct token *token)
{
    return (token->is & FAMILY) || ends_with(token, "sen") ||
           ends_with(token, "ssen");
}

/* A compound of a street, a school or the like. */
static bool is_place(const struct token *token)
{
    static const char *const endings[] = {
        "gata",     "gate",    "gaten",   "veien",  "vegen",  "skole",
        "skolen",   "plass",   "plassen", "parken", "senter", "senteret",
        "kirke",    "stasjon", "hallen",  "torget", "saken",  "prosjektet",
        "distrikt", "kommune", "sykehus", NULL};

    for (const char *const *e = endings; *e; e++)
        if (ends_with(token, *e))
            return true;
    return false;
}

/* Whether the word at AT, in any case, makes a place of what stands before. */
static bool cancels(const struct gate_text *text, size_t at)
{
    struct gate_word word;
    struct token token = {0};

    if (at + 1 >= text->n || text->s[at] != ' ' ||
        !syn_gate_next_word(&word, text, &at))
        return false;
    if (word.to - word.from >= sizeof token.folded)
        return false;
    syn_gate_fold(token.folded, sizeof token.folded, text->s + word.from,
                  word.to - word.from);
    return (kind_of(token.folded) & CANCELS) || is_place(&token);
}

/* "Prosjekt Kari Nordmann": the word before. */
static bool cancelled_before(const struct token *before)
{
    return (before->is & CANCELS) || is_place(before);
}

/* "kari nordmann": nothing but the lists tells that.  A given name that is a
 * word needs a family name that is none: "per johansen", not "per strand". */
static bool is_small_pair(const struct token *given, const struct token *family)
{
    bool listed = (family->is & FAMILY) != 0;
    bool word = (given->is & NEEDS_FAMILY) &&
                !(listed && (!(given->is & WORD) || ends_with(family, "sen")));

    return (given->is & GIVEN) && !given->capital && !family->capital &&
           !word && !(given->is & (CANCELS | NO_NAME)) &&
           !(family->is & (CANCELS | NO_NAME)) && is_family(family) &&
           !is_place(family);
}

/* "Kari Nordmann"; both in capitals only if both are listed. */
static bool is_pair(const struct token *given, const struct token *family)
{
    if (is_small_pair(given, family))
        return true;
    if (!(given->is & GIVEN) || !given->capital || !family->capital ||
        family->n < 3)
        return false;
    if (family->is & (CANCELS | NO_NAME) || is_place(family))
        return false;
    if (given->shouted || family->shouted || (given->is & NEEDS_FAMILY))
        return is_family(family) && given->shouted == family->shouted;
    return true;
}

static bool is_turned(const struct token *family, const struct token *given)
{
    return (given->is & GIVEN) && given->capital && is_family(family) &&
           family->capital;
}

/* What stands between two words. */
static char between(const struct gate_text *text,
                    const struct token *a,
                    const struct token *b)
{
    size_t n = b->at.from - a->at.to;

    if ((n == 1 || (n == 2 && text->s[b->at.from - 1] == ' ')) &&
        text->s[a->at.to] == ' ')
        return ' ';
    if (n == 2 && memcmp(text->s + a->at.to, ", ", 2) == 0)
        return ',';
    /* A middle initial: "Kari N. Nordmann" is two words and a point. */
    return n == 2 && memcmp(text->s + a->at.to, ". ", 2) == 0 && a->n == 1
               ? ' '
               : '\0';
}

/* Further names after the pair: the place may be named behind them. */
static size_t end_of_names(const struct gate_text *text, struct token last)
{
    struct token next;
    size_t at = last.at.to;

    while (next_token(&next, text, &at) && next.capital &&
           between(text, &last, &next) == ' ')
        last = next;
    return last.at.to;
}

static bool behind_is_place(const struct gate_text *text,
                            const struct token *last)
{
    struct token next;
    size_t at = last->at.to, end = end_of_names(text, *last);

    while (at < end && next_token(&next, text, &at))
        if ((next.is & CANCELS) || is_place(&next))
            return true;
    return cancels(text, end);
}

void syn_gate_names(struct syn_gate_finding *out, const struct gate_text *text)
{
    struct token older = {0}, before = {0}, token;
    size_t at = 0;

    pthread_once(&once, read_lists);
    while (next_token(&token, text, &at)) {
        char gap = before.n ? between(text, &before, &token) : '\0';
        bool initial = token.n == 1 && token.capital && at < text->n &&
                       text->s[at] == '.' && (before.is & GIVEN);
        if (gap == ' ' && initial)
            token.is = before.is; /* The given name goes on. */
        bool pair = gap == ' ' && !initial && is_pair(&before, &token) &&
                    !cancelled_before(&older);
        bool turned = gap == ',' && is_turned(&before, &token);
        if (gap == ' ' && !(token.is & NEEDS_FAMILY))
            turned = is_turned(&before, &token) && !cancelled_before(&before) &&
                     !(before.is & NO_NAME) && !cancelled_before(&older);
        if ((pair || turned) && !behind_is_place(text, &token)) {
            syn_gate_found(out, SYN_KIND_NAME, SYN_GATE_FLAG, "name");
            return;
        }
        older = before;
        before = token;
    }
}
