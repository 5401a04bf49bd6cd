/* gate_parts.h - the parts of gate.h.  Private to extract.
 *
 * Each part looks at one cell and improves OUT if it finds something graver. */
#ifndef SAMSYN_EXTRACT_GATE_PARTS_H
#define SAMSYN_EXTRACT_GATE_PARTS_H

#include <samsyn/extract/gate.h>

/* What a cell is made of: bits of syn_gate_class, and its number of digits. */
enum {
    GATE_DIGIT = 1,
    GATE_LOWER = 2,
    GATE_UPPER = 4,
    GATE_SPACE = 8,
    GATE_AT = 16,
    GATE_POINT = 32, /* . and , */
    GATE_HIGH = 64,  /* Part of a letter such as a with a ring; or of (4). */
    GATE_COLON = 128,
};
extern const unsigned char syn_gate_class[256];

struct gate_text {
    const char *s;
    size_t n;
    unsigned seen;
    size_t digits;
};

static inline bool gate_is(char c, unsigned class)
{
    return (syn_gate_class[(unsigned char)c] & class) != 0;
}

enum { GATE_LETTER = GATE_LOWER | GATE_UPPER | GATE_HIGH };

/* Takes a finding if it is graver than what OUT has. */
void syn_gate_found(struct syn_gate_finding *out,
                    enum syn_gate_kind kind,
                    enum syn_gate_verdict verdict,
                    const char *rule);

/* A word of the text: letters, with hyphens inside. */
struct gate_word {
    size_t from, to;
};

/* The first word at or after *AT, which moves behind it. */
bool syn_gate_next_word(struct gate_word *out,
                        const struct gate_text *text,
                        size_t *at);

/* Lower-case letters of the word, at most SIZE - 1 bytes; its length. */
size_t syn_gate_fold(char *out, size_t size, const char *s, size_t n);

/* Whether one of the two words before AT is among WORDS (lower case, ends with
 * NULL); only spaces, points, colons and "nr" may stand between. */
bool syn_gate_context(const struct gate_text *text,
                      size_t at,
                      const char *const *words);

/* Digits that begin at *AT, in groups of DIGITS with single separators. */
enum { GATE_GROUPS = 8 };
struct gate_run {
    size_t from, to;
    char digit[20]; /* The first ones. */
    size_t n;       /* All of them. */
    unsigned char group[GATE_GROUPS];
    size_t n_groups; /* GATE_GROUPS + 1: more. */
    char separator;  /* The first. */
};
bool syn_gate_next_run(struct gate_run *out,
                       const struct gate_text *text,
                       size_t *at);

/* Whether the digits from FROM to TO of the text are the decimals of a number,
 * or the whole part before a decimal point (gate.h, 6). */
bool syn_gate_is_decimal(const struct gate_text *text, size_t from, size_t to);

void syn_gate_numbers(struct syn_gate_finding *out,
                      const struct gate_text *text,
                      bool new_rule);
void syn_gate_contact(struct syn_gate_finding *out,
                      const struct gate_text *text);
void syn_gate_place(struct syn_gate_finding *out, const struct gate_text *text);
void syn_gate_names(struct syn_gate_finding *out, const struct gate_text *text);
void syn_gate_times(struct syn_gate_finding *out, const struct gate_text *text);

/* Writes to TO, which has ROOM for at least 128 bytes, what the text S of N
 * bytes means from *AT on (NFKC; spaces, dashes and digits of any script are
 * one each; what has no width is gone), as much as there is room for; *AT
 * moves behind what was taken.  Returns the bytes written. */
size_t
syn_gate_plain(char *to, size_t room, const char *s, size_t n, size_t *at);

/* Whether syn_gate_plain() would change nothing. */
bool syn_gate_is_plain(const char *s, size_t n);

/* Year of a date that is all of the text, or 0. */
int syn_gate_date_year(const char *s, size_t n);

/* Length of the date at S (dd.mm.yyyy, dd.mm.yy, yyyy-mm-dd, dd/mm-yy, ddmmyy),
 * or 0. */
size_t syn_gate_date(const char *s, size_t n, int *year);

/* Whether the text has the form of a sentence, and is long. */
bool syn_gate_sentence(const char *s, size_t n);

#endif
