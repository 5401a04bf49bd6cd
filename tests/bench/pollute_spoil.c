#include "pollute.h"

#include <stdio.h>
#include <string.h>

#include <samsyn/base/limits.h>
#include <samsyn/base/text.h>

/* --- pollution of one record or cell ----------------------------------- */

static void delete_delimiter(struct file *file, int record, int column)
{
    struct piece *p = record_of(file, record);
    if (column)
        splice(file, p, cell_at(file, p, column) - 1, 1, "", 0);
}

static void insert_delimiter(struct file *file, int record, int column)
{
    struct piece *p = record_of(file, record);
    splice(file, p, cell_at(file, p, column), 0, &file->style->delimiter, 1);
}

static void insert_quote(struct file *file, int record, int column)
{
    struct piece *p = record_of(file, record);
    size_t at = cell_at(file, p, column);
    size_t end = column + 1 < COLUMNS ? cell_at(file, p, column + 1) - 1 : at;
    splice(file, p, (at + end) / 2, 0, "\"", 1);
}

static void quote_opens(struct file *file, int record, int column)
{
    struct piece *p = record_of(file, record);
    splice(file, p, cell_at(file, p, column), 0, "\"", 1);
}

static void other_delimiter(struct file *file, int record, int column)
{
    struct piece *p = record_of(file, record);
    (void)column;
    for (int c = COLUMNS - 1; c; c--)
        p->at[cell_at(file, p, c) - 1] = '|';
}

static void cut_in_the_middle(struct file *file, int record, int column)
{
    struct piece *p = record_of(file, record);
    size_t at = cell_at(file, p, 4);
    (void)column;
    splice(file, p, at, p->n - at, file->style->line_end,
           strlen(file->style->line_end));
}

static void put_byte(struct file *file, int record, const char *byte)
{
    struct piece *p = record_of(file, record);
    splice(file, p, cell_at(file, p, CODE) + 2, 0, byte, 1);
}

static void nul_byte(struct file *file, int record, int column)
{
    (void)column;
    put_byte(file, record, "\0");
}

/* Before a cell: inside quotes it would be text. */
static void lone_cr(struct file *file, int record, int column)
{
    struct piece *p = record_of(file, record);
    (void)column;
    splice(file, p, cell_at(file, p, CODE), 0, "\r", 1);
}

static void invalid_utf8(struct file *file, int record, int column)
{
    (void)column;
    put_byte(file, record, "\xf8");
}

static void undefined_byte(struct file *file, int record, int column)
{
    (void)column;
    put_byte(file, record, "\x81");
}

static void huge_field(struct file *file, int record, int column)
{
    struct piece *p = record_of(file, record);
    size_t n = SYN_FIELD_BYTES + 1;
    char *huge = syn_arena_alloc(file->arena, n, 1);

    (void)column;
    memset(huge, 'x', n);
    splice(file, p, cell_at(file, p, LAST), 0, huge, n);
}

static void many_lines(struct file *file, int record, int column)
{
    struct piece *p = record_of(file, record);
    char lines[SYN_RECORD_LINES + 4];
    size_t at = cell_at(file, p, LAW);

    (void)column;
    memset(lines, '\n', sizeof lines);
    lines[0] = lines[sizeof lines - 1] = '"';
    splice(file, p, at, cell_at(file, p, AREA) - 1 - at, lines, sizeof lines);
}

static void many_columns(struct file *file, int record, int column)
{
    struct piece *p = record_of(file, record);
    char many[SYN_COLUMNS];

    (void)column;
    memset(many, file->style->delimiter, sizeof many);
    splice(file, p, cell_at(file, p, LAST), 0, many, sizeof many);
}

static void trailing_delimiter(struct file *file, int record, int column)
{
    char by[4];

    (void)column;
    snprintf(by, sizeof by, "%c%s", file->style->delimiter,
             file->style->line_end);
    end_with(file, record_of(file, record), by);
}

/* --- pollution of a file ----------------------------------------------- */

static void nothing(struct file *f)
{
    (void)f;
}
static void no_bytes(struct file *f)
{
    cut_from(f, 0);
}
static void header_only(struct file *f)
{
    cut_from(f, 1);
}
static void one_record(struct file *f)
{
    cut_from(f, 2);
}
static void no_final_line_end(struct file *f)
{
    end_with(f, &f->piece[f->n - 1], "");
}
static void two_final_line_ends(struct file *f)
{
    add_text(f, f->style->line_end);
}
static void no_header(struct file *f)
{
    f->piece[0].n = 0;
}
static void header_of_two_rows(struct file *f)
{
    insert_piece(f, 1,
                 f->style->delimiter == ';' ? "a;b;c;d;e;f;g;h;i\n"
                                            : "a,b,c,d,e,f,g,h,i\n");
}
static void preamble(struct file *f)
{
    insert_piece(f, 0, "Straffesaker 2024\n");
    f->piece[1].record = -1;
}
static void preamble_and_blank(struct file *f)
{
    insert_piece(f, 0, "Straffesaker 2024\n\n");
    f->piece[1].record = -1;
}
static void footnote(struct file *f)
{
    add_text(f, "* Foreløpige tall; kan endres\n");
}
static void sum_row(struct file *f)
{
    add_text(f, f->style->delimiter == ';' ? "Sum;;;;;;;40;\n"
                                           : "Sum,,,,,,,40,\n");
}
static void repeated_header(struct file *f)
{
    insert_piece(f, RECORDS / 2, "");
    f->piece[RECORDS / 2].at = f->piece[0].at;
    f->piece[RECORDS / 2].n = f->piece[0].n;
}
static void second_table_fewer(struct file *f)
{
    add_text(f, f->style->delimiter == ';' ? "\na;b\n1;2\n3;4\n"
                                           : "\na,b\n1,2\n3,4\n");
}
static void second_table_more(struct file *f)
{
    add_text(f, f->style->delimiter == ';'
                    ? "\na;b;c;d;e;f;g;h;i;j\n1;2;3;4;5;6;7;8;9;10\n"
                    : "\na,b,c,d,e,f,g,h,i,j\n1,2,3,4,5,6,7,8,9,10\n");
}
static void second_table_same(struct file *f)
{
    add_text(f, f->style->delimiter == ';'
                    ? "\na;b;c;d;e;f;g;h;i\n1;2;3;4;5;6;7;8;9\n"
                    : "\na,b,c,d,e,f,g,h,i\n1,2,3,4,5,6,7,8,9\n");
}
static void use_delimiter(struct file *f, char by)
{
    for (size_t i = 0; i < f->n; i++)
        for (int c = COLUMNS - 1; c; c--)
            f->piece[i].at[cell_at(f, &f->piece[i], c) - 1] = by;
}
static void tabs(struct file *f)
{
    use_delimiter(f, '\t');
}
static void bars(struct file *f)
{
    use_delimiter(f, '|');
}
static void blanks(struct file *f)
{
    use_delimiter(f, ' ');
}
static void delimiter_and_blank(struct file *f)
{
    for (size_t i = 0; i < f->n; i++)
        for (int c = COLUMNS - 1; c; c--)
            splice(f, &f->piece[i], cell_at(f, &f->piece[i], c), 0, " ", 1);
}
static void backslashes(struct file *f)
{
    replace_all(f, "\"\"", "\\\"");
}
static void end_lines(struct file *f, const char *by)
{
    for (size_t i = 0; i < f->n; i++)
        end_with(f, &f->piece[i], by);
}
static void ends_lf(struct file *f)
{
    end_lines(f, "\n");
}
static void ends_crlf(struct file *f)
{
    end_lines(f, "\r\n");
}
static void ends_crcrlf(struct file *f)
{
    end_lines(f, "\r\r\n");
}
static void ends_cr(struct file *f)
{
    end_lines(f, "\r");
}
static void ends_mixed(struct file *f)
{
    for (size_t i = 0; i < f->n; i += 3)
        end_with(f, &f->piece[i], i % 2 ? "\n" : "\r\n");
}
static void trailing_delimiters(struct file *f)
{
    for (int r = 0; r <= RECORDS; r++)
        trailing_delimiter(f, r, 0);
}
static void mark(struct file *f)
{
    splice(f, &f->piece[0], 0, 0, "\xef\xbb\xbf", 3);
}
/* The Norwegian letters, in the pieces from FROM on. */
static void narrow(struct file *f, size_t from)
{
    static const char *const letters[][2] = {{"\xc3\xa6", "\xe6"},
                                             {"\xc3\xb8", "\xf8"},
                                             {"\xc3\xa5", "\xe5"},
                                             {"\xc2\xa7", "\xa7"}};
    struct file part = {.style = f->style, .arena = f->arena, .n = f->n - from};

    memcpy(part.piece, f->piece + from, part.n * sizeof *part.piece);
    for (size_t i = 0; i < 4; i++)
        replace_all(&part, letters[i][0], letters[i][1]);
    memcpy(f->piece + from, part.piece, part.n * sizeof *part.piece);
}
/* UTF-16: once narrow, each letter is one byte, and its number is that byte. */
static void widen(struct file *f, bool big, const char *first)
{
    narrow(f, 0);
    for (size_t p = 0; p < f->n; p++) {
        struct syn_text text = {.arena = f->arena};
        syn_text_add_n(&text, first, p ? 0 : strlen(first));
        for (size_t i = 0; i < f->piece[p].n; i++) {
            char two[] = {f->piece[p].at[i], '\0'};
            syn_text_add_n(&text, big ? two + 1 : two, 1);
            syn_text_add_n(&text, big ? two : two + 1, 1);
        }
        f->piece[p].at = text.at;
        f->piece[p].n = text.n;
    }
}
static void utf16_le(struct file *f)
{
    widen(f, false, "\xff\xfe");
}
static void utf16_be(struct file *f)
{
    widen(f, true, "\xfe\xff");
}
static void utf16_no_mark(struct file *f)
{
    widen(f, false, "");
}
static void windows_1252(struct file *f)
{
    narrow(f, 0);
}
static void two_encodings(struct file *f)
{
    narrow(f, RECORDS / 2);
}
static void column_missing(struct file *f)
{
    for (size_t i = 0; i < f->n; i++) {
        size_t at = cell_at(f, &f->piece[i], LAW);
        size_t end = cell_at(f, &f->piece[i], AREA);
        splice(f, &f->piece[i], at, end - at, "", 0);
    }
}
static void column_renamed(struct file *f)
{
    f->piece[0].at[cell_at(f, &f->piece[0], LAW) + 1] = 'o';
}
static void column_doubled(struct file *f)
{
    for (size_t i = 0; i < f->n; i++) {
        size_t at = cell_at(f, &f->piece[i], LAW);
        size_t end = cell_at(f, &f->piece[i], AREA);
        splice(f, &f->piece[i], at, 0,
               syn_arena_strndup(f->arena, f->piece[i].at + at, end - at),
               end - at);
    }
}
/* Two columns change places, header and all. */
static void columns_swapped(struct file *f)
{
    for (size_t i = 0; i < f->n; i++) {
        size_t a = cell_at(f, &f->piece[i], CODE);
        size_t b = cell_at(f, &f->piece[i], LAW);
        size_t c = cell_at(f, &f->piece[i], AREA);
        char *law = syn_arena_strndup(f->arena, f->piece[i].at + b, c - b);
        splice(f, &f->piece[i], b, c - b, "", 0);
        splice(f, &f->piece[i], a, 0, law, c - b);
    }
}
static void begin_with(struct file *f, const char *magic, size_t n)
{
    splice(f, &f->piece[0], 0, 0, magic, n);
}
static void gzip(struct file *f)
{
    begin_with(f, "\x1f\x8b\x08", 3);
}
static void excel(struct file *f)
{
    begin_with(f, "PK\x03\x04", 4);
}
static void pdf(struct file *f)
{
    begin_with(f, "%PDF-1.7\n", 9);
}
static void truncated(struct file *f)
{
    f->piece[f->n - 1].n = cell_at(f, &f->piece[f->n - 1], LAW) + 2;
}

/* --- all of them ------------------------------------------------------- */

const struct operation operations[] = {
    {"clean", nothing, NULL, false},
    {"delimiter deleted", NULL, delete_delimiter, true},
    {"delimiter inserted", NULL, insert_delimiter, true},
    {"quote in a cell", NULL, insert_quote, true},
    {"quote before a cell", NULL, quote_opens, true},
    {"another delimiter in a row", NULL, other_delimiter, false},
    {"row cut in the middle", NULL, cut_in_the_middle, false},
    {"NUL", NULL, nul_byte, false},
    {"lone CR", NULL, lone_cr, false},
    {"invalid UTF-8", NULL, invalid_utf8, false},
    {"undefined byte", NULL, undefined_byte, false},
    {"field over the limit", NULL, huge_field, false},
    {"too many lines", NULL, many_lines, false},
    {"1033 columns", NULL, many_columns, false},
    {"trailing delimiter on one", NULL, trailing_delimiter, false},
    {"0 bytes", no_bytes, NULL, false},
    {"header only", header_only, NULL, false},
    {"one record", one_record, NULL, false},
    {"no final line end", no_final_line_end, NULL, false},
    {"two final line ends", two_final_line_ends, NULL, false},
    {"no header", no_header, NULL, false},
    {"header of two rows", header_of_two_rows, NULL, false},
    {"preamble", preamble, NULL, false},
    {"preamble and blank line", preamble_and_blank, NULL, false},
    {"footnote", footnote, NULL, false},
    {"sum row", sum_row, NULL, false},
    {"repeated header", repeated_header, NULL, false},
    {"second table, fewer columns", second_table_fewer, NULL, false},
    {"second table, more columns", second_table_more, NULL, false},
    {"second table, as many", second_table_same, NULL, false},
    {"tabs", tabs, NULL, false},
    {"bars", bars, NULL, false},
    {"blanks, not declared", blanks, NULL, false},
    {"delimiter and blank, not decl.", delimiter_and_blank, NULL, false},
    {"backslashes, not declared", backslashes, NULL, false},
    {"line ends LF", ends_lf, NULL, false},
    {"line ends CRLF", ends_crlf, NULL, false},
    {"line ends CRCRLF", ends_crcrlf, NULL, false},
    {"line ends CR", ends_cr, NULL, false},
    {"line ends mixed", ends_mixed, NULL, false},
    {"trailing delimiter on all", trailing_delimiters, NULL, false},
    {"byte order mark", mark, NULL, false},
    {"UTF-16 LE", utf16_le, NULL, false},
    {"UTF-16 BE", utf16_be, NULL, false},
    {"UTF-16 without mark", utf16_no_mark, NULL, false},
    {"Windows-1252", windows_1252, NULL, false},
    {"two encodings", two_encodings, NULL, false},
    {"column missing", column_missing, NULL, false},
    {"column renamed", column_renamed, NULL, false},
    {"column doubled", column_doubled, NULL, false},
    {"columns swapped", columns_swapped, NULL, false},
    {"gzip", gzip, NULL, false},
    {"Excel", excel, NULL, false},
    {"PDF", pdf, NULL, false},
    {"truncated in the last record", truncated, NULL, false},
};
const size_t n_operations = sizeof operations / sizeof *operations;
