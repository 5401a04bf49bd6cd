/* csv_oracle.h - a plain scanner of RFC 4180 that shares no code with the
 * reader: what it says of any bytes, the reader must say too.  For the fuzzer
 * and for the unit test; everything in it is static. */
#ifndef SAMSYN_CSV_ORACLE_H
#define SAMSYN_CSV_ORACLE_H

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <samsyn/base/limits.h>
#include <samsyn/base/text.h>

struct oracle_field {
    struct syn_text text;
    unsigned line, column;
    size_t at; /* In the file. */
};

/* What the scanner says of one record. */
struct oracle_record {
    const char *rule; /* NULL: it is whole. */
    unsigned line;
    size_t begin, end, n_fields;
    struct oracle_field *field;
};

struct oracle {
    const char *text;
    size_t n, at;
    char delimiter;
    unsigned line;
    size_t line_begins, blank;
    struct syn_arena *arena;
};

static inline int oracle_peek(const struct oracle *s)
{
    return s->at < s->n ? (unsigned char)s->text[s->at] : EOF;
}

static inline size_t oracle_line_end(const struct oracle *s, size_t at)
{
    const char *end = memchr(s->text + at, '\n', s->n - at);
    return end ? (size_t)(end - s->text) : s->n;
}

static inline bool oracle_nul_ahead(const struct oracle *s)
{
    return memchr(s->text + s->at, '\0', oracle_line_end(s, s->at) - s->at) !=
           NULL;
}

static inline void oracle_step(struct oracle *s)
{
    if (s->text[s->at++] == '\n') {
        s->line++;
        s->line_begins = s->at;
    }
}

/* What is asked before each further line of a record. */
static inline const char *oracle_next_line(const struct oracle *s,
                                           const struct oracle_record *seen)
{
    if (s->at < s->n && s->line - seen->line + 1 > SYN_RECORD_LINES)
        return "K05-too-long";
    if (seen->n_fields > SYN_COLUMNS)
        return "K05-too-many-fields";
    return s->at < s->n && oracle_nul_ahead(s) ? "K03-nul-byte" : NULL;
}

/* Reads a field from its opening quote; the rule that it breaks, or NULL. */
static inline const char *oracle_quoted(struct oracle *s,
                                        const struct oracle_record *seen,
                                        struct oracle_field *field)
{
    oracle_step(s);
    for (;;) {
        char c = (char)oracle_peek(s);
        if (oracle_peek(s) == EOF)
            return "K01-unclosed-quote";
        oracle_step(s);
        if (c == '"') {
            if (oracle_peek(s) != '"')
                break;
            oracle_step(s);
        }
        syn_text_add_n(&field->text, &c, 1);
        const char *rule = c == '\n' ? oracle_next_line(s, seen) : NULL;
        if (rule)
            return rule;
    }
    int c = oracle_peek(s);
    bool ends =
        c == (unsigned char)s->delimiter || c == '\r' || c == '\n' || c == EOF;
    return ends ? NULL : "K02-stray-quote";
}

static inline const char *oracle_plain(struct oracle *s,
                                       struct oracle_field *field)
{
    size_t from = s->at;
    int c;

    while ((c = oracle_peek(s)) != (unsigned char)s->delimiter && c != '\r' &&
           c != '\n' && c != EOF && c != '"')
        oracle_step(s);
    syn_text_add_n(&field->text, s->text + from, s->at - from);
    return c == '"' ? "K02-stray-quote" : NULL;
}

/* Carriage returns, then the line end. */
static inline const char *oracle_end_line(struct oracle *s)
{
    while (oracle_peek(s) == '\r')
        oracle_step(s);
    if (oracle_peek(s) != '\n' && oracle_peek(s) != EOF)
        return "K04-lone-cr";
    if (oracle_peek(s) == '\n')
        oracle_step(s);
    return NULL;
}

static inline const char *oracle_read(struct oracle *s,
                                      struct oracle_record *seen)
{
    if (oracle_nul_ahead(s))
        return "K03-nul-byte";
    if (oracle_peek(s) == '\r')
        return "K04-lone-cr";
    for (;;) {
        struct oracle_field *field = &seen->field[seen->n_fields];
        *field = (struct oracle_field){
            .text.arena = s->arena,
            .line = s->line,
            .column = (unsigned)(s->at - s->line_begins) + 1,
            .at = s->at};
        const char *rule = oracle_peek(s) == '"' ? oracle_quoted(s, seen, field)
                                                 : oracle_plain(s, field);
        if (rule)
            return rule;
        seen->n_fields++;
        if (oracle_peek(s) != (unsigned char)s->delimiter)
            break;
        oracle_step(s);
    }
    const char *rule = oracle_end_line(s);
    return rule || seen->n_fields <= SYN_COLUMNS ? rule : "K05-too-many-fields";
}

/* Passes over blank lines.  False at the end. */
static inline bool oracle_find_line(struct oracle *s)
{
    while (s->at < s->n) {
        size_t at = s->at, end = oracle_line_end(s, at);
        while (at < end && s->text[at] == '\r')
            at++;
        if (at < end)
            return true;
        s->at = end < s->n ? end + 1 : end;
        s->line++;
        s->blank++;
        s->line_begins = s->at;
    }
    return false;
}

/* The next record, into SEEN, whose FIELD has room.  False at the end. */
static inline bool oracle_next(struct oracle_record *seen, struct oracle *s)
{
    if (!oracle_find_line(s))
        return false;
    *seen = (struct oracle_record){
        .line = s->line, .begin = s->at, .field = seen->field};
    seen->rule = oracle_read(s, seen);
    if (seen->rule) { /* Reading goes on at the line after its first. */
        seen->end = oracle_line_end(s, seen->begin);
        s->at = seen->end + (seen->end < s->n);
        s->line = seen->line + 1;
    } else {
        seen->end = s->at;
    }
    s->line_begins = s->at;
    return true;
}

#endif
