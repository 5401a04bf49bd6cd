/* Streets with a house number, and pairs of map coordinates. */
#include "gate_parts.h"

#include <string.h>

/* CERTAIN: also in small letters ("storgata 5").  A word that is only the
 * ending needs a name before it ("Karl Johans gate 5"). */
static const struct {
    const char *ending;
    bool certain;
} streets[] = {
    {"gata", true},
    {"gate", false},
    {"gaten", true},
    {"veien", true},
    {"vegen", true},
    {"vei", false},
    {"veg", false},
    {"gt", false},
    {"vn", false},
    {"all\xc3\xa9", true},
    {"alleen", true},
    {"all\xc3\xa9"
     "en",
     true},
    {"plass", false},
    {"plassen", false},
    {"torg", false},
    {"torget", false},
    {"stien", false},
    {"sti", false},
    {"bakken", false},
    {"bakke", false},
    {"svingen", false},
    {"kroken", false},
    {"lia", false},
    {"haugen", false},
    {"tunet", false},
    {"grenda", false},
    {"jordet", false},
    {"smuget", false},
    {"brygge", false},
    {"kaia", false},
    {"ringen", false},
    {"terrasse", false},
    {"l\xc3\xb8kka", false},
    {"faret", false},
    {"feltet", false},
    {"stubben", false},
    {"toppen", false},
    {"kleiva", false},
    {"strede", false},
    {"stredet", false},
    {"hagen", false},
    {"lunden", false},
};

/* Words in small letters; with a capital they are the names of streets. */
static bool is_way(const char *word)
{
    static const char *const words[] = {"hovedveien", "skoleveien", "gangveien",
                                        "omveien",    "sideveien",  "snarveien",
                                        NULL};

    for (const char *const *w = words; *w; w++)
        if (strcmp(word, *w) == 0)
            return true;
    return false;
}

/* Roads that are no address, and words that only end like one. */
static bool is_stopped(const char *word)
{
    static const char *const words[] = {"riksvei",
                                        "riksveg",
                                        "riksveien",
                                        "fylkesvei",
                                        "fylkesveg",
                                        "fylkesveien",
                                        "europavei",
                                        "europaveg",
                                        "europaveien",
                                        "motorvei",
                                        "motorveg",
                                        "motorveien",
                                        "hovedvei",
                                        "hjemveien",
                                        "gangvei",
                                        "sykkelveien",
                                        "parkeringsplass",
                                        "arbeidsplass",
                                        "barnehageplass",
                                        "lekeplass",
                                        "hele veien",
                                        "hovedveg",
                                        "arbeidsplassen",
                                        "familia",
                                        "parkeringsplassen",
                                        "kommunevei",
                                        "investigate",
                                        "delegate",
                                        "navigate",
                                        "aggregate",
                                        "skoleplass",
                                        "elevplass",
                                        "l\xc3\xa6replass",
                                        "sitteplass",
                                        "etterforskningen",
                                        "\xc3\xb8vingen",
                                        "ringen",
                                        "hagen",
                                        "skolehagen",
                                        "barnehagen",
                                        "barnehage",
                                        NULL};

    for (const char *const *w = words; *w; w++)
        if (strcmp(word, *w) == 0)
            return true;
    return false;
}

enum ending { NO_STREET, ONLY_ENDING, IF_CAPITAL, STREET };

static enum ending ending_of(const char *word, size_t n)
{
    for (size_t i = 0; i < sizeof streets / sizeof *streets; i++) {
        size_t m = strlen(streets[i].ending);
        if (n < m || memcmp(word + n - m, streets[i].ending, m) != 0)
            continue;
        if (n == m)
            return ONLY_ENDING;
        if (n >= m + 2)
            return streets[i].certain ? STREET : IF_CAPITAL;
    }
    return NO_STREET;
}

/* Whether one of WORDS (lower case, ends with NULL) begins at AT. */
static bool begins_with_word(const struct gate_text *text,
                             size_t at,
                             const char *const *words)
{
    struct gate_word word;
    char folded[16];
    size_t from = at;

    if (!syn_gate_next_word(&word, text, &from) || word.from != at ||
        word.to - word.from >= sizeof folded)
        return false;
    syn_gate_fold(folded, sizeof folded, text->s + word.from,
                  word.to - word.from);
    for (; *words; words++)
        if (strcmp(folded, *words) == 0)
            return true;
    return false;
}

/* After a house number: what makes it a quantity. */
static bool is_unit(const struct gate_text *text, size_t at)
{
    static const char *const units[] = {
        "km",    "m",    "meter",  "ganger",  "gang",  "min",      "minutter",
        "timer", "time", "dager",  "prosent", "kl",    "personer", "stk",
        "av",    "uker", "elever", "biler",   "saker", "barn",     NULL};
    const char *s = text->s;

    if (at < text->n && s[at] == '%')
        return true;
    if (at + 1 >= text->n || s[at] != ' ')
        return false;
    return s[at + 1] == '%' || gate_is(s[at + 1], GATE_DIGIT) ||
           begins_with_word(text, at + 1, units);
}

/* A space, one to three digits, perhaps a letter. */
static bool has_house(const struct gate_text *text, size_t at)
{
    const char *s = text->s;
    size_t digits = 0;

    if (at < text->n && s[at] == '.')
        at++;
    if (at >= text->n || s[at] != ' ')
        return false;
    while (at < text->n && s[at] == ' ')
        at++;
    if (at + 3 < text->n && (s[at] | 32) == 'n' && (s[at + 1] | 32) == 'r')
        at += s[at + 2] == '.' && s[at + 3] == ' ' ? 4 : 3; /* nr. 5 */
    for (; at < text->n && gate_is(s[at], GATE_DIGIT); at++)
        digits++;
    if (digits < 1 || digits > 3 || s[at - digits] == '0')
        return false;
    if (at < text->n && gate_is(s[at], GATE_LOWER | GATE_UPPER))
        at++; /* 5A */
    if (at < text->n && gate_is(s[at], GATE_LETTER | GATE_DIGIT | GATE_COLON))
        return false;
    if (at + 1 < text->n && gate_is(s[at], GATE_POINT) &&
        gate_is(s[at + 1], GATE_DIGIT))
        return false;
    return !is_unit(text, at);
}

static bool is_capital(const struct gate_text *text, size_t at)
{
    unsigned char c = (unsigned char)text->s[at];

    return gate_is(text->s[at], GATE_UPPER) ||
           (c == 0xc3 && at + 1 < text->n &&
            (unsigned char)text->s[at + 1] < 0x9f);
}

static bool is_street(const struct gate_text *text,
                      const struct gate_word *word,
                      const struct gate_word *before)
{
    char folded[64];
    size_t n = word->to - word->from;

    if (n >= sizeof folded)
        return false;
    n = syn_gate_fold(folded, sizeof folded, text->s + word->from, n);
    enum ending ending = ending_of(folded, n);
    /* STADIUM GATE 3 is no street. */
    bool shouted = gate_is(text->s[word->to - 1], GATE_UPPER);
    bool only = ending == ONLY_ENDING && !shouted;
    if (ending == NO_STREET || (!only && is_stopped(folded)) ||
        (is_way(folded) && !is_capital(text, word->from)))
        return false;
    bool adjacent = before->to && before->to + 1 == word->from &&
                    before->to - before->from > 2;
    return ending == STREET ||
           (only && adjacent && is_capital(text, before->from)) ||
           (ending == IF_CAPITAL && is_capital(text, word->from));
}

static void look_address(struct syn_gate_finding *out,
                         const struct gate_text *text)
{
    struct gate_word word, before = {0, 0};

    for (size_t at = 0; syn_gate_next_word(&word, text, &at); before = word)
        if (has_house(text, word.to) && is_street(text, &word, &before)) {
            syn_gate_found(out, SYN_KIND_ADDRESS, SYN_GATE_FLAG, "address");
            return;
        }
}

/* --- coordinates ------------------------------------------------------- */

/* Whether the digits from FROM to TO, with decimals that begin behind SIGN, are
 * degrees: 1 to 180, with four decimals or more. */
static bool is_degrees(const char *s, size_t from, size_t sign, size_t to)
{
    int whole = 0;

    for (size_t i = from; i < sign && whole <= 180; i++)
        whole = whole * 10 + (s[i] - '0');
    return from < sign && to - sign > 4 && whole >= 1 && whole <= 180;
}

/* 1.58309E+10 and 12.34567 % are none. */
static bool is_measure(const struct gate_text *text, size_t at)
{
    static const char *const units[] = {"prosent", "pst", "km",  "m", "cm",
                                        "mm",      "kg",  "g",   "l", "kr",
                                        "nok",     "eur", "usd", NULL};

    while (at < text->n && text->s[at] == ' ')
        at++;
    if (at == text->n || text->s[at] == '%')
        return at < text->n;
    if (at + 1 < text->n && (text->s[at] | 32) == 'e' &&
        (strchr("+-", text->s[at + 1]) || gate_is(text->s[at + 1], GATE_DIGIT)))
        return true;
    return begins_with_word(text, at, units);
}

static bool has_coordinate(const struct gate_text *text)
{
    const char *s = text->s;

    for (size_t i = 1; i + 4 < text->n; i++) {
        if (!gate_is(s[i], GATE_POINT))
            continue;
        size_t from = i, to = i + 1;
        while (from && gate_is(s[from - 1], GATE_DIGIT))
            from--;
        while (to < text->n && gate_is(s[to], GATE_DIGIT))
            to++;
        if (is_degrees(s, from, i, to) && !is_measure(text, to) &&
            syn_gate_is_decimal(text, i + 1, to))
            return true;
    }
    return false;
}

/* Metres: an easting of six digits, a northing of Norway of seven. */
static int utm_axis(const char *s, size_t n)
{
    if (n == 6 && *s != '0')
        return 1;
    if (n != 7)
        return 0;
    int head = (s[0] - '0') * 10 + s[1] - '0';
    return head >= 64 && head <= 79 ? 2 : 0;
}

static void look_utm(struct syn_gate_finding *out, const struct gate_text *text)
{
    int before = 0;
    size_t ended = 0;

    for (size_t i = 0; i < text->n;) {
        if (!gate_is(text->s[i], GATE_DIGIT)) {
            i++;
            continue;
        }
        size_t from = i;
        while (i < text->n && gate_is(text->s[i], GATE_DIGIT))
            i++;
        bool decimals =
            from && from - 1 == ended && before &&
            (text->s[ended] == '.' || (text->s[ended] == ',' && i - from <= 3));
        if (decimals) {
            ended = i;
            continue;
        }
        int axis = utm_axis(text->s + from, i - from);
        if (axis && before && axis != before && from > ended &&
            from - ended <= 8) {
            syn_gate_found(out, SYN_KIND_COORDINATE, SYN_GATE_FLAG,
                           "coordinate-utm");
            return;
        }
        before = axis;
        ended = i;
    }
}

void syn_gate_place(struct syn_gate_finding *out, const struct gate_text *text)
{
    bool letters = (text->seen & (GATE_LOWER | GATE_UPPER)) != 0;

    if (letters && text->digits && (text->seen & GATE_SPACE))
        look_address(out, text);
    if (text->digits >= 5 && (text->seen & GATE_POINT) && has_coordinate(text))
        syn_gate_found(out, SYN_KIND_COORDINATE, SYN_GATE_FLAG, "coordinate");
    if (text->digits >= 13 && text->n >= 14)
        look_utm(out, text);
}
