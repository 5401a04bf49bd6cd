#include "pollute.h"

#include <string.h>

#include <samsyn/base/text.h>

/* --- clean files ------------------------------------------------------- */

const char *const headers[COLUMNS] = {"no",   "reported", "decided",
                                      "code", "law",      "area",
                                      "note", "weight",   "last"};

const struct style styles[STYLES] = {
    {"plain", ';', "\n", false, false},
    {"breaks", ';', "\n", false, true},
    {"quoted", ';', "\r\n", true, true},
    {"comma", ',', "\r\n", false, false},
};

const char *
value_of(const struct style *style, int record, int column, struct syn_arena *a)
{
    static const char *const notes[] = {"b\xc3\xa6r; \xc3\xb8l, \xc3\xa5l",
                                        "sa \"nei\" og gikk", "", "uten",
                                        "linje 1\nlinje 2"};
    const char *note = notes[record % 5];

    switch (column) {
    case NO:
        return syn_arena_printf(a, "%d", 500 + record);
    case REPORTED:
        return syn_arena_printf(a, "%02d.%02d.2024", record % 28 + 1,
                                record % 12 + 1);
    case DECIDED:
        return record % 3 ? syn_arena_printf(a, "2024-12-%02d", record % 28 + 1)
                          : "";
    case CODE:
        return syn_arena_printf(a, "%d", 1000 + record * 7);
    case LAW:
        return record % 2 ? "\xc2\xa7 273 f\xc3\xb8rste ledd" : "straffeloven";
    case AREA:
        return syn_arena_printf(a, "%d", 101 + record % 6);
    case NOTE:
        return !style->breaks && strchr(note, '\n') ? "brudd" : note;
    case WEIGHT:
        return record % 9 ? "1" : "-1";
    default:
        return "";
    }
}

static void
write_cell(struct syn_text *out, const struct style *style, const char *text)
{
    bool quotes = style->quoted || strpbrk(text, ";,\"\n");

    syn_text_add(out, quotes ? "\"" : "");
    for (; *text; text++)
        syn_text_add_n(out, *text == '"' ? "\"\"" : text, *text == '"' ? 2 : 1);
    syn_text_add(out, quotes ? "\"" : "");
}

static void add_piece(struct file *file, const char *at, size_t n, int record)
{
    file->piece[file->n++] =
        (struct piece){syn_arena_strndup(file->arena, at, n), n, record};
}

void add_text(struct file *file, const char *text)
{
    add_piece(file, text, strlen(text), 0);
}

/* Adds a record, or the header (0). */
void add_record(struct file *file, int record)
{
    struct syn_text row = {.arena = file->arena};

    for (int c = 0; c < COLUMNS; c++) {
        if (c)
            syn_text_add_n(&row, &file->style->delimiter, 1);
        write_cell(&row, file->style,
                   record ? value_of(file->style, record, c, file->arena)
                          : headers[c]);
    }
    syn_text_add(&row, file->style->line_end);
    add_piece(file, row.at, row.n, record);
}

struct file clean_file(const struct style *style, struct syn_arena *arena)
{
    struct file file = {.style = style, .arena = arena};

    for (int r = 0; r <= RECORDS; r++)
        add_record(&file, r);
    return file;
}

/* --- tools of pollution ------------------------------------------------ */

struct piece *record_of(struct file *file, int record)
{
    for (size_t i = 0; i < file->n; i++)
        if (file->piece[i].record == record &&
            (record || i == 0)) /* The header is the first. */
            return &file->piece[i];
    return NULL;
}

/* Replaces N bytes at AT of PIECE by the M bytes BY. */
void splice(struct file *file,
            struct piece *piece,
            size_t at,
            size_t n,
            const char *by,
            size_t m)
{
    struct syn_text text = {.arena = file->arena};

    syn_text_add_n(&text, piece->at, at);
    syn_text_add_n(&text, by, m);
    syn_text_add_n(&text, piece->at + at + n, piece->n - at - n);
    piece->at = text.at;
    piece->n = text.n;
}

/* Where cell COLUMN of PIECE begins. */
size_t cell_at(const struct file *file, const struct piece *piece, int column)
{
    bool quoted = false;
    size_t i = 0;

    for (; i < piece->n && column; i++) {
        quoted ^= piece->at[i] == '"';
        column -= piece->at[i] == file->style->delimiter && !quoted;
    }
    return i;
}

void replace_all(struct file *file, const char *what, const char *by)
{
    for (size_t p = 0; p < file->n; p++)
        for (size_t i = 0; i + strlen(what) <= file->piece[p].n; i++)
            if (memcmp(file->piece[p].at + i, what, strlen(what)) == 0) {
                splice(file, &file->piece[p], i, strlen(what), by, strlen(by));
                i += strlen(by) ? strlen(by) - 1 : 0;
            }
}

/* Replaces the line end of PIECE. */
void end_with(struct file *file, struct piece *piece, const char *by)
{
    size_t n = strlen(file->style->line_end);
    splice(file, piece, piece->n - n, n, by, strlen(by));
}

/* Removes the pieces from AT on. */
void cut_from(struct file *file, size_t at)
{
    file->n = at;
}

void insert_piece(struct file *file, size_t at, const char *text)
{
    add_text(file, text);
    struct piece last = file->piece[file->n - 1];
    memmove(&file->piece[at + 1], &file->piece[at],
            (file->n - 1 - at) * sizeof last);
    file->piece[at] = last;
}
