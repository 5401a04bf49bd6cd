/* base/language.h - whole sentences in nb, nn and en, from datasets/language.
 *
 * A sentence has a key ("find.normal") and named places ("{n}").  Sentences
 * are never glued: what differs in grammar is a sentence of its own. */
#ifndef SAMSYN_BASE_LANGUAGE_H
#define SAMSYN_BASE_LANGUAGE_H

#include <stddef.h>

#include <samsyn/base/arena.h>

enum syn_lang { SYN_NB, SYN_NN, SYN_EN, SYN_N_LANGS };

/* "nb", "nn", "en". */
extern const char *const syn_lang_code[SYN_N_LANGS];

/* Sets *OUT to the language that TEXT names: "nb", or a locale such as
 * "nn_NO.UTF-8" ("no" counts as nb).  Returns 0 if it names none of them. */
int syn_lang_parse(enum syn_lang *out, const char *text);

/* The sentence KEY in LANG, or NULL if there is none. */
const char *syn_sentence_find(enum syn_lang lang, const char *key);

/* The same; a key without a sentence is returned itself, in which form a test
 * finds it. */
const char *syn_sentence(enum syn_lang lang, const char *key);

/* A value for the place {NAME}. */
struct syn_place {
    const char *name, *text;
};

/* Returns the sentence KEY with its PLACES filled, in ARENA.  PLACES end with
 * a NULL name. */
const char *syn_say(enum syn_lang lang,
                    const char *key,
                    const struct syn_place *places,
                    struct syn_arena *arena);

#endif
