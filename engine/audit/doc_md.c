/* Markdown: what is set on the page, and what is not: comments, definitions of
 * links, alternative texts and attributes of elements. */
#include "document.h"

#include <string.h>

/* The N bytes at TEXT, as a string. */
static const char *piece(const struct document *doc, const char *text, size_t n)
{
    return syn_arena_strndup(doc->arena, text, n);
}

/* --- tables -------------------------------------------------------------- */

/* "| a | b |": adds a row.  A row of dashes only rules the table. */
static void take_row(struct table_builder *table, const char *line)
{
    if (strspn(line, "|-: \t") == strlen(line))
        return;
    for (const char *s = line + 1; *s;) {
        size_t n = strcspn(s, "|"), skip = strspn(s, " \t"), length = n;
        while (length > skip && strchr(" \t", s[length - 1]))
            length--;
        if (s[n] || length > skip) /* Nothing stands behind the last bar. */
            syn_table_add(table,
                          piece(table->doc, s + (skip < length ? skip : length),
                                length - (skip < length ? skip : length)));
        s += n + (s[n] != '\0');
    }
    syn_table_end_row(table);
}

/* --- lines --------------------------------------------------------------- */

/* What is inside "<...>" at S: a comment, or an element with attributes.
 * Returns what follows it. */
static const char *take_element(struct document *doc, const char *s)
{
    bool comment = strncmp(s, "<!--", 4) == 0;
    const char *end = strstr(s, comment ? "-->" : ">");
    size_t n = end ? (size_t)(end - s) : strlen(s);

    syn_document_hide(doc, comment ? "comment" : "attribute of an element",
                      piece(doc, s, n));
    return end ? end + (comment ? 3 : 1) : s + n;
}

/* "![alternative text](place)" at S. */
static const char *take_picture(struct document *doc, const char *s)
{
    size_t n = strcspn(s, "]\n");

    syn_document_hide(doc, "alternative text", piece(doc, s + 2, n - 2));
    return s + n;
}

/* "(place)" behind a link or picture, at S. */
static const char *take_place(struct document *doc, const char *s)
{
    const char *title = s + strcspn(s, "\")\n");
    size_t n = strcspn(s, ")\n");

    if (*title == '"')
        syn_document_hide(doc, "title of a link", piece(doc, s, n));
    return s + n;
}

static bool is_definition(const char *line)
{
    size_t n = strcspn(line, "]\n");

    return *line == '[' && line[n] == ']' && line[n + 1] == ':';
}

/* Splits what a reader sees from what not, from S to the end of the file, but
 * for whole lines that are neither. */
static void read_text(struct document *doc, const char *s)
{
    struct syn_text seen = {.arena = doc->arena};
    bool first = true; /* Of its line. */

    while (*s) {
        if (first && is_definition(s)) {
            size_t n = strcspn(s, "\n");
            syn_document_hide(doc, "definition of a link", piece(doc, s, n));
            s += n;
            continue;
        }
        first = *s == '\n';
        if (*s == '<' && strchr("!/abcdefghijklmnopqrstuvwxyz", s[1]) && s[1])
            s = take_element(doc, s), syn_text_add(&seen, "\n");
        else if (s[0] == '!' && s[1] == '[')
            s = take_picture(doc, s);
        else if (s[0] == ']' && s[1] == '(')
            s = take_place(doc, s);
        else
            syn_text_add_n(&seen, s++, 1);
    }
    if (seen.at)
        syn_document_see(doc, seen.at);
}

static void read_tables(struct document *doc, const char *text)
{
    struct table_builder table = {.doc = doc};

    for (const char *s = text; *s;) {
        size_t n = strcspn(s, "\n");
        if (*s == '|') {
            take_row(&table, piece(doc, s, n));
        } else if (table.n) {
            syn_table_end(&table);
            table = (struct table_builder){.doc = doc};
        }
        s += n + (s[n] == '\n');
    }
    if (table.n)
        syn_table_end(&table);
}

enum syn_status syn_read_md(struct document *doc,
                            const char *bytes,
                            size_t size,
                            struct syn_diag *diag)
{
    if (!syn_utf8_valid(bytes, size))
        return syn_document_broken(doc, "Markdown", diag);
    const char *text = piece(doc, bytes, size);
    syn_document_add_bytes(doc, bytes, size);
    read_tables(doc, text);
    read_text(doc, text);
    return SYN_OK;
}
