#include "document.h"

#include <string.h>

void syn_document_see(struct document *doc, const char *text)
{
    syn_each_number(text, doc->see, doc->data);
}

/* Only numbers are judged: a text without one hides nothing. */
void syn_document_hide(struct document *doc,
                       const char *where,
                       const char *text)
{
    if (!strpbrk(text, "0123456789"))
        return;
    struct carrier *carrier =
        syn_grow(&doc->carriers, doc->n_carriers++, &doc->carrier_room,
                 sizeof *carrier, doc->kept);

    carrier->where = syn_arena_strdup(doc->kept, where);
    carrier->text = syn_arena_strdup(doc->kept, text);
}

void syn_document_add_bytes(struct document *doc, const char *bytes, size_t n)
{
    if (!doc->wants_bytes)
        return;
    syn_text_add_n(&doc->bytes, bytes, n);
    syn_text_add(&doc->bytes, "\n");
}

void syn_document_draw(struct document *doc,
                       const char *where,
                       double value,
                       double slack)
{
    struct mark *mark = syn_grow(&doc->marks, doc->n_marks++, &doc->mark_room,
                                 sizeof *mark, doc->kept);

    *mark = (struct mark){syn_arena_strdup(doc->kept, where), value, slack};
}

enum syn_status syn_document_broken(const struct document *doc,
                                    const char *kind,
                                    struct syn_diag *diag)
{
    return syn_diag_fail(diag, SYN_EINPUT, (struct syn_loc){doc->file, 0, 0},
                         "audit.unreadable", "this cannot be read as %s", kind);
}

/* --- tables -------------------------------------------------------------- */

void syn_table_add(struct table_builder *table, const char *text)
{
    *(uint32_t *)syn_grow(&table->cell, table->n, &table->room,
                          sizeof *table->cell, table->doc->kept) =
        (uint32_t)syn_index_add(table->doc->pool, text, strlen(text));
    table->n++;
    table->in_row++;
}

void syn_table_end_row(struct table_builder *table)
{
    if (table->in_row == 0)
        return;
    if (table->n_columns == 0)
        table->n_columns = table->in_row;
    while (table->in_row < table->n_columns)
        syn_table_add(table, "");
    table->ragged |= table->in_row != table->n_columns;
    table->in_row = 0;
}

void syn_table_end(struct table_builder *table)
{
    struct document *doc = table->doc;

    syn_table_end_row(table);
    if (table->n_columns < 2 || table->ragged)
        return;
    size_t n_rows = table->n / table->n_columns - 1;
    unsigned *line = syn_arena_alloc(doc->kept, n_rows + 1, sizeof *line);
    const char **names =
        syn_arena_alloc(doc->kept, table->n_columns, sizeof *names);
    for (size_t i = 0; i < table->n_columns; i++)
        names[i] = doc->pool->keys[table->cell[i]].bytes;
    for (size_t i = 0; i < n_rows; i++)
        line[i] = (unsigned)i + 2;
    struct sheet *sheet = syn_grow(&doc->tables, doc->n_tables++,
                                   &doc->table_room, sizeof *sheet, doc->kept);
    *sheet = (struct sheet){.path = doc->file,
                            .n_columns = table->n_columns,
                            .n_rows = n_rows,
                            .column = names,
                            .cell = table->cell + table->n_columns,
                            .pool = doc->pool,
                            .line = line};
}

/* --- numbers ------------------------------------------------------------- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/* How many bytes of a gap between groups of digits stand at S: a space, or one
 * of U+00A0, U+2009 and U+202F. */
static size_t gap_at(const char *s)
{
    static const char *const gaps[] = {" ", "\xc2\xa0", "\xe2\x80\x89",
                                       "\xe2\x80\xaf"};

    for (size_t i = 0; i < sizeof gaps / sizeof *gaps; i++)
        if (strncmp(s, gaps[i], strlen(gaps[i])) == 0)
            return strlen(gaps[i]);
    return 0;
}

static size_t digits_at(const char *s)
{
    size_t n = 0;

    while (is_digit(s[n]))
        n++;
    return n;
}

enum { LONGEST_NUMBER = 24 };

/* "7 919" is also the number 7919. */
static void each_group(const char *s,
                       void (*fn)(void *data, const char *number),
                       void *data)
{
    char number[LONGEST_NUMBER + 4];
    size_t n = digits_at(s), groups = 1;

    if (n > 3)
        return;
    memcpy(number, s, n);
    for (s += n;
         gap_at(s) && digits_at(s + gap_at(s)) == 3 && n + 3 < LONGEST_NUMBER;
         groups++) {
        s += gap_at(s);
        memcpy(number + n, s, 3);
        n += 3;
        s += 3;
    }
    number[n] = '\0';
    if (groups > 1)
        fn(data, number);
}

void syn_each_number(const char *text,
                     void (*fn)(void *data, const char *number),
                     void *data)
{
    const char *s = text;

    while (*s) {
        char number[LONGEST_NUMBER + 1];
        size_t n = 0;
        if (!is_digit(*s)) {
            s++;
            continue;
        }
        if (s > text && is_letter(s[-1])) { /* "K2" is a name. */
            s += digits_at(s);
            continue;
        }
        each_group(s, fn, data);
        for (; (is_digit(*s) || ((*s == '.' || *s == ',') && is_digit(s[1]))) &&
               n < LONGEST_NUMBER;
             s++)
            number[n++] = (char)(*s == ',' ? '.' : *s);
        number[n] = '\0';
        fn(data, number);
    }
}

/* --- CSV ----------------------------------------------------------------- */

/* Sees every text of SHEET, once. */
static void see_sheet(struct document *doc, const struct sheet *sheet)
{
    bool *seen = syn_arena_alloc(doc->arena, doc->pool->n + 1, sizeof *seen);

    for (size_t i = 0; i < sheet->n_columns; i++)
        syn_document_see(doc, sheet->column[i]);
    for (size_t i = 0; i < sheet->n_rows * sheet->n_columns; i++) {
        if (!seen[sheet->cell[i]])
            syn_document_see(doc, doc->pool->keys[sheet->cell[i]].bytes);
        seen[sheet->cell[i]] = true;
    }
}

enum syn_status syn_read_csv(struct document *doc,
                             const char *bytes,
                             size_t size,
                             struct syn_diag *diag)
{
    char *rest = syn_arena_alloc(doc->arena, size + 1, 1);
    size_t kept = 0;

    syn_document_add_bytes(doc, bytes, size);
    for (size_t i = 0; i < size;) { /* A comment is no part of a table. */
        const char *end = memchr(bytes + i, '\n', size - i);
        size_t n = end ? (size_t)(end - bytes) + 1 - i : size - i;
        if (bytes[i] == '#') {
            syn_document_hide(doc, "comment line",
                              syn_arena_strndup(doc->arena, bytes + i, n));
        } else {
            memcpy(rest + kept, bytes + i, n);
            kept += n;
        }
        i += n;
    }
    struct sheet *sheet = syn_grow(&doc->tables, doc->n_tables++,
                                   &doc->table_room, sizeof *sheet, doc->kept);
    enum syn_status status = syn_sheet_parse(sheet, doc->file, rest, kept,
                                             doc->pool, doc->arena, diag);
    if (!status)
        see_sheet(doc, sheet);
    return status;
}
