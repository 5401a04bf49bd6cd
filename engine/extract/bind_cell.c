/* Cells of an extract turned into values, by the binding of their column. */
#include "bind.h"

#include <string.h>

#include <glib.h>

#include <samsyn/base/text.h>

/* A piece of a cell. */
struct piece {
    const char *s;
    size_t n;
};

static bool piece_is(struct piece p, const char *text)
{
    return strlen(text) == p.n && memcmp(p.s, text, p.n) == 0;
}

static struct piece trimmed(struct piece p)
{
    while (p.n && p.s[0] == ' ') {
        p.s++;
        p.n--;
    }
    while (p.n && p.s[p.n - 1] == ' ')
        p.n--;
    return p;
}

static bool is_unknown(const struct syn_binding *b, struct piece p)
{
    for (size_t i = 0; i < b->column->unknown.n; i++)
        if (piece_is(p, b->column->unknown.at[i]))
            return true;
    return false;
}

static bool is_listed(const char *const *list, struct piece p)
{
    for (; list && *list; list++)
        if (piece_is(p, *list))
            return true;
    return false;
}

/* The part of P that the column takes (enum syn_take). */
static struct piece taken(const struct syn_binding *b, struct piece p)
{
    static const char sign[] = "\xc2\xac";
    static const char *const depths[] = {"0", "1", "2", "3", "4",
                                         "5", "6", "7", "8", "9"};
    size_t code = 0, depth = 0;

    while (code < p.n && p.s[code] != ' ')
        code++;
    struct piece text = {p.s + code, p.n - code};
    switch (b->column->take) {
    case SYN_TAKE_CODE:
        return (struct piece){p.s, code};
    case SYN_TAKE_TEXT:
        return text.n ? (struct piece){text.s + 1, text.n - 1} : p;
    case SYN_TAKE_DEPTH:
        if (p.n < 2 || memcmp(p.s, sign, 2) != 0)
            p = text.n ? (struct piece){text.s + 1, text.n - 1} : text;
        for (; p.n >= 2 && memcmp(p.s, sign, 2) == 0 && depth < 9; depth++)
            p = (struct piece){p.s + 2, p.n - 2};
        return (struct piece){depths[depth], 1};
    default:
        return p;
    }
}

/* What P means by the contract's value map and the source's closed list; its
 * text NULL if it means nothing. */
static struct piece canonical(const struct syn_binding *b, struct piece p)
{
    const struct syn_pairs *values = &b->column->values;
    bool target = false;

    for (size_t i = 0; i < values->n; i++) {
        if (piece_is(p, values->at[i].key))
            return (struct piece){values->at[i].text,
                                  strlen(values->at[i].text)};
        target |= piece_is(p, values->at[i].text);
    }
    const char *const *closed = b->known ? b->known->values : NULL;
    if (is_listed(closed, p) || (!closed && (target || !values->n)))
        return p;
    if (b->column->other)
        return (struct piece){b->column->other, strlen(b->column->other)};
    return (struct piece){NULL, 0};
}

/* Makes room for one more meaning and returns where it goes. */
static uint32_t *new_meaning(struct syn_binding *b)
{
    if ((b->n_meanings + 1) * b->n_members > b->room) {
        b->room = (b->n_meanings + 1) * b->n_members * 2;
        b->meaning = g_realloc(b->meaning, b->room * sizeof *b->meaning);
    }
    return b->meaning + b->n_meanings++ * b->n_members;
}

static void mean_category(struct syn_binding *b,
                          struct syn_profiles *profiles,
                          struct piece p)
{
    uint32_t *meaning = new_meaning(b);
    struct piece value =
        is_unknown(b, p) ? (struct piece){"", 0} : canonical(b, taken(b, p));
    bool bad = !value.s || (!value.n && b->column->required);

    *meaning =
        bad ? SYN_NO_MEANING
            : syn_dictionary_add(syn_profiles_dictionary(profiles, b->category),
                                 value.s, value.n);
}

static size_t member_of(const struct syn_binding *b, struct piece p)
{
    size_t i = 0;
    while (i < b->n_members && !piece_is(p, b->members[i]))
        i++;
    return i;
}

static void
mean_set(struct syn_binding *b, struct syn_profiles *profiles, struct piece p)
{
    uint32_t *meaning = new_meaning(b);
    size_t separator = strlen(b->column->separator);
    bool bad = b->column->required && is_unknown(b, p);

    for (size_t i = 0; i < b->n_members; i++)
        meaning[i] = syn_dictionary_add(
            syn_profiles_dictionary(profiles, b->category + i), "0", 1);
    while (p.n && !is_unknown(b, p)) {
        size_t n = 0;
        while (n < p.n &&
               (!separator || n + separator > p.n ||
                memcmp(p.s + n, b->column->separator, separator) != 0))
            n++;
        struct piece one = canonical(b, trimmed((struct piece){p.s, n}));
        size_t member = one.s ? member_of(b, one) : b->n_members;
        if (member < b->n_members)
            meaning[member] = syn_dictionary_add(
                syn_profiles_dictionary(profiles, b->category + member), "1",
                1);
        else
            bad = true;
        n = n + separator < p.n ? n + separator : p.n;
        p.s += n;
        p.n -= n;
    }
    if (bad && b->n_members)
        meaning[0] = SYN_NO_MEANING;
}

static struct syn_converted one_value(int64_t value)
{
    return (struct syn_converted){NULL, value, SYN_NULL};
}

static struct syn_converted no_value(void)
{
    return (struct syn_converted){NULL, SYN_NULL, SYN_NULL};
}

static struct syn_converted fault(const char *rule)
{
    return (struct syn_converted){rule, SYN_NULL, SYN_NULL};
}

/* Nothing stands there, or what the contract says is not known. */
static struct syn_converted missing(const struct syn_binding *b)
{
    return b->column->required ? fault("K09-missing-value") : no_value();
}

static struct syn_converted category_cell(struct syn_binding *b,
                                          struct syn_profiles *profiles,
                                          struct piece p)
{
    uint32_t number = syn_dictionary_add(b->seen, p.s, p.n);

    if (number == b->n_meanings) {
        if (b->kind == SYN_COL_SET)
            mean_set(b, profiles, p);
        else
            mean_category(b, profiles, p);
    }
    if (b->n_members && b->meaning[number * b->n_members] == SYN_NO_MEANING)
        return fault(is_unknown(b, p) ? "K09-missing-value"
                                      : "K08-unknown-value");
    return one_value(b->kind == SYN_COL_SET ? number : b->meaning[number]);
}

/* Turns UTC into the time of the contract's zone. */
static void localise(struct syn_when *when, GTimeZone *zone)
{
    gint64 seconds = (gint64)when->day * 86400 + (gint64)when->minute * 60;
    gint interval =
        g_time_zone_find_interval(zone, G_TIME_TYPE_UNIVERSAL, seconds);
    gint64 local = seconds + g_time_zone_get_offset(zone, interval);
    gint64 day = local / 86400 - (local % 86400 < 0);

    when->day = (int)day;
    when->minute = (int)((local - day * 86400) / 60);
}

static bool
read_when(struct syn_when *out, struct syn_binding *b, struct piece p)
{
    for (size_t i = 0; i < b->n_formats; i++) {
        if (!syn_convert_when(out, p.s, p.n, &b->format[i]))
            continue;
        if (b->zone && out->minute >= 0)
            localise(out, b->zone);
        return true;
    }
    return false;
}

static struct syn_converted date_cell(struct syn_binding *b, struct piece p)
{
    struct syn_when when;

    if (!read_when(&when, b, p))
        return fault(b->kind == SYN_COL_TIME ? "K14-bad-time" : "K10-bad-date");
    return (struct syn_converted){
        .first = b->kind == SYN_COL_TIME ? SYN_NULL : when.day,
        .second =
            b->gives_hour && when.minute >= 0 ? when.minute / 60 : SYN_NULL};
}

static bool in_bounds(const struct syn_contract_column *column, int64_t value)
{
    return (column->min == SYN_UNSET || value >= column->min) &&
           (column->max == SYN_UNSET || value <= column->max);
}

static struct syn_converted age_cell(struct syn_binding *b, struct piece p)
{
    struct syn_ages span;
    int64_t number;

    for (size_t i = 0; i < b->column->values.n; i++)
        if (piece_is(p, b->column->values.at[i].key))
            p = (struct piece){b->column->values.at[i].text,
                               strlen(b->column->values.at[i].text)};
    /* -1 and 120 stand for "not known" in real registers. */
    if (is_unknown(b, p) ||
        (syn_convert_int(&number, p.s, p.n) && !in_bounds(b->column, number)))
        return missing(b);
    if (!syn_convert_ages(&span, p.s, p.n))
        return fault("K13-bad-age");
    return (struct syn_converted){NULL, span.from, span.to};
}

static struct syn_converted number_cell(struct syn_binding *b, struct piece p)
{
    int64_t number;
    const struct syn_number_form form = {b->column->decimal,
                                         b->column->thousands};
    bool good = form.decimal || form.thousands
                    ? syn_convert_whole(&number, p.s, p.n, form)
                    : syn_convert_int(&number, p.s, p.n);

    if (!good || !in_bounds(b->column, number))
        return fault("K12-bad-number");
    return one_value(number);
}

/* The code P with the zeros in front that a spreadsheet took from it. */
static struct piece
padded(const struct syn_contract_column *column, struct piece p, char room[16])
{
    size_t width = (size_t)column->pad, zeros;

    if (!p.n || p.n >= width)
        return p;
    for (size_t i = 0; i < p.n; i++)
        if (p.s[i] < '0' || p.s[i] > '9')
            return p;
    zeros = width - p.n;
    memset(room, '0', zeros);
    memcpy(room + zeros, p.s, p.n);
    return (struct piece){room, width};
}

/* Keys are texts: 007 and 7 are two. */
static int64_t hash_key(struct piece p, const unsigned char *key)
{
    int64_t hash = syn_siphash(p.s, p.n, key);
    return hash == SYN_NULL ? SYN_NULL + 1 : hash;
}

struct syn_converted syn_bind_cell(struct syn_binding *b,
                                   const struct syn_bind_tables *tables,
                                   const char *s,
                                   size_t n)
{
    struct piece p = {s, n};
    char room[16];

    if (b->column->trim)
        p = trimmed(p);
    if (b->column->pad && !is_unknown(b, p))
        p = padded(b->column, p, room);
    if (b->kind == SYN_COL_CATEGORY || b->kind == SYN_COL_SET)
        return category_cell(b, tables->profiles, p);
    if (is_unknown(b, p))
        return missing(b);
    switch (b->kind) {
    case SYN_COL_AGE:
        return age_cell(b, p);
    case SYN_COL_NUMBER:
    case SYN_COL_WEIGHT:
        return number_cell(b, p);
    case SYN_COL_AREA:
        p = canonical(b, p);
        return p.s ? one_value(syn_dictionary_add(tables->areas, p.s, p.n))
                   : fault("K08-unknown-value");
    case SYN_COL_CASE_KEY:
    case SYN_COL_PERSON_KEY:
        return one_value(hash_key(p, tables->key));
    default:
        return date_cell(b, p);
    }
}

void syn_bind_put(struct syn_row_values *row,
                  const struct syn_binding *b,
                  const struct syn_converted *cell)
{
    if (b->kind == SYN_COL_CATEGORY) {
        row->category[b->category] = (uint32_t)cell->first;
        return;
    }
    if (b->kind == SYN_COL_SET) {
        const uint32_t *meaning =
            b->meaning + (size_t)cell->first * b->n_members;
        for (size_t i = 0; i < b->n_members; i++)
            row->category[b->category + i] = meaning[i];
        return;
    }
    if (cell->first != SYN_NULL)
        row->value[b->target[0]] = cell->first;
    if (cell->second != SYN_NULL)
        row->value[b->target[1]] = cell->second;
}
