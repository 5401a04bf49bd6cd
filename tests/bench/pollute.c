/* pollute.c - clean files, polluted in every way of reliability.md section 5,
 * and what the loader makes of them:
 *
 *     right        loaded, every cell as it was in the clean file
 *     quarantined  not loaded, and the quarantine names one of its lines
 *     refused      not loaded, because the whole extract was refused aloud
 *     wrong        loaded with another cell, twice, or made of nothing
 *     lost         none of these: gone without a word
 *
 *     pollute      prints a table; fails unless wrong and lost are 0
 *
 * After Vitagliano et al., Pollock, PVLDB 16(8), 2023. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <samsyn/base/calendar.h>
#include <samsyn/base/file.h>
#include <samsyn/base/limits.h>
#include <samsyn/base/text.h>
#include <samsyn/catalogue/catalogue.h>
#include <samsyn/extract/extract.h>

enum { RECORDS = 40, COLUMNS = 9, PIECES = 2 * RECORDS + 8 };

static char folder[] = "/tmp/samsyn-pollute-XXXXXX";
static const char *reason = ""; /* Of the last refusal. */

static void listen(void *data, const struct syn_message *message)
{
    (void)data;
    if (message->severity == SYN_ERROR)
        reason = message->code;
}

static struct syn_diag diag = {.emit = listen};

/* --- clean files ------------------------------------------------------- */

enum { NO, REPORTED, DECIDED, CODE, LAW, AREA, NOTE, WEIGHT, LAST };
static const char *const headers[COLUMNS] = {"no",   "reported", "decided",
                                             "code", "law",      "area",
                                             "note", "weight",   "last"};

/* How a clean file is written. */
static const struct style {
    const char *name;
    char delimiter;
    const char *line_end;
    bool quoted; /* Every cell; else what must be. */
    bool breaks; /* Notes with line breaks in them. */
} styles[] = {
    {"plain", ';', "\n", false, false},
    {"breaks", ';', "\n", false, true},
    {"quoted", ';', "\r\n", true, true},
    {"comma", ',', "\r\n", false, false},
};
enum { STYLES = sizeof styles / sizeof *styles };

/* A piece of a file: a record (from 1), or something else (0). */
struct piece {
    char *at;
    size_t n;
    int record;
};

struct file {
    const struct style *style;
    struct piece piece[PIECES];
    size_t n;
    struct syn_arena *arena;
};

/* The value of COLUMN in the clean RECORD. */
static const char *
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

static void add_text(struct file *file, const char *text)
{
    add_piece(file, text, strlen(text), 0);
}

/* Adds a record, or the header (0). */
static void add_record(struct file *file, int record)
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

static struct file clean_file(const struct style *style,
                              struct syn_arena *arena)
{
    struct file file = {.style = style, .arena = arena};

    for (int r = 0; r <= RECORDS; r++)
        add_record(&file, r);
    return file;
}

/* --- tools of pollution ------------------------------------------------ */

static struct piece *record_of(struct file *file, int record)
{
    for (size_t i = 0; i < file->n; i++)
        if (file->piece[i].record == record &&
            (record || i == 0)) /* The header is the first. */
            return &file->piece[i];
    return NULL;
}

/* Replaces N bytes at AT of PIECE by the M bytes BY. */
static void splice(struct file *file,
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
static size_t
cell_at(const struct file *file, const struct piece *piece, int column)
{
    bool quoted = false;
    size_t i = 0;

    for (; i < piece->n && column; i++) {
        quoted ^= piece->at[i] == '"';
        column -= piece->at[i] == file->style->delimiter && !quoted;
    }
    return i;
}

static void replace_all(struct file *file, const char *what, const char *by)
{
    for (size_t p = 0; p < file->n; p++)
        for (size_t i = 0; i + strlen(what) <= file->piece[p].n; i++)
            if (memcmp(file->piece[p].at + i, what, strlen(what)) == 0) {
                splice(file, &file->piece[p], i, strlen(what), by, strlen(by));
                i += strlen(by) ? strlen(by) - 1 : 0;
            }
}

/* Replaces the line end of PIECE. */
static void end_with(struct file *file, struct piece *piece, const char *by)
{
    size_t n = strlen(file->style->line_end);
    splice(file, piece, piece->n - n, n, by, strlen(by));
}

/* Removes the pieces from AT on. */
static void cut_from(struct file *file, size_t at)
{
    file->n = at;
}

static void insert_piece(struct file *file, size_t at, const char *text)
{
    add_text(file, text);
    struct piece last = file->piece[file->n - 1];
    memmove(&file->piece[at + 1], &file->piece[at],
            (file->n - 1 - at) * sizeof last);
    file->piece[at] = last;
}

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

/* --- loading ----------------------------------------------------------- */

static const unsigned char key[SYN_SIPHASH_KEY] = "0123456789abcde";
static struct syn_catalogue *catalogue;

/* What became of the records of one file. */
struct score {
    size_t files, right, quarantined, refused, wrong, lost;
};

struct loaded {
    struct syn_layout layout;
    struct syn_profiles *profiles;
    struct syn_dictionary *areas;
    struct syn_extract_summary summary;
    size_t times[RECORDS + 1], wrong;
};

static size_t index_of(const char *const *names, size_t n, const char *name)
{
    size_t i = 0;
    while (i < n && strcmp(names[i], name) != 0)
        i++;
    return i;
}

static bool day_is(int64_t day, const char *text)
{
    char iso[SYN_DAY_BYTES];
    int wanted;

    if (!*text)
        return day == SYN_NULL;
    if (text[2] == '.')
        snprintf(iso, sizeof iso, "%.4s-%.2s-%.2s", text + 6, text + 3, text);
    else
        snprintf(iso, sizeof iso, "%s", text);
    return syn_day_parse(&wanted, iso) && wanted == day;
}

/* Whether row I of BLOCK is RECORD, cell by cell. */
static bool is_right(const struct loaded *l,
                     const struct syn_record_block *b,
                     size_t i,
                     const struct style *style,
                     int record,
                     struct syn_arena *a)
{
    static const int texts[] = {CODE, LAW, NOTE, LAST};
    const char *const *names = (const char *const *)l->layout.categories;
    size_t decided = index_of((const char *const *)l->layout.extras,
                              l->layout.n_extras, "decided");

    for (size_t t = 0; t < sizeof texts / sizeof *texts; t++) {
        size_t at = index_of(names, l->layout.n_categories, headers[texts[t]]);
        const char *text = syn_profiles_text(l->profiles, b->profile[i], at);
        if (strcmp(text, value_of(style, record, texts[t], a)) != 0)
            return false;
    }
    int64_t area = b->value[SYN_EV_AREA][i];
    return area != SYN_NULL &&
           strcmp(syn_dictionary_text(l->areas, (uint32_t)area),
                  value_of(style, record, AREA, a)) == 0 &&
           day_is(b->value[SYN_EV_REPORTED][i],
                  value_of(style, record, REPORTED, a)) &&
           day_is(b->value[SYN_N_EVENT_VALUES + decided][i],
                  value_of(style, record, DECIDED, a)) &&
           b->value[SYN_EV_WEIGHT][i] ==
               atoi(value_of(style, record, WEIGHT, a));
}

static void count_rows(struct loaded *l,
                       const struct syn_record_block *b,
                       const struct style *style,
                       struct syn_arena *arena)
{
    size_t no =
        SYN_N_EVENT_VALUES + index_of((const char *const *)l->layout.extras,
                                      l->layout.n_extras, "suspects");

    for (size_t i = 0; i < b->n; i++) {
        int64_t record = b->value[no][i] - 500;
        bool known = record >= 1 && record <= RECORDS;
        if (!known || l->times[record] ||
            !is_right(l, b, i, style, (int)record, arena))
            l->wrong++;
        if (known)
            l->times[record]++;
    }
}

static enum syn_status load(struct loaded *l,
                            const char *path,
                            const struct style *style,
                            struct syn_arena *arena)
{
    const struct syn_contract *contract = &catalogue->contracts[0];
    const struct syn_record_block *block;
    struct syn_csv_facts facts;
    struct syn_extract *extract;

    syn_layout_make(&l->layout, contract->definition, contract, 1, arena);
    l->profiles = syn_profiles_new(l->layout.n_categories, arena);
    l->areas = syn_dictionary_new(arena);
    syn_dictionary_add(l->areas, "", 0);
    enum syn_status status =
        syn_extract_identify(&l->summary, contract, path, arena, &diag);
    if (!status)
        status = syn_csv_examine(&facts, path, &(struct syn_dialect){0}, &diag);
    if (!status)
        status = syn_extract_open(
            &extract, contract, path, &facts,
            &(struct syn_extract_options){.key = key,
                                          .layout = &l->layout,
                                          .profiles = l->profiles,
                                          .areas = l->areas},
            arena, &diag);
    if (status)
        return status;
    while ((block = syn_extract_next(extract)))
        count_rows(l, block, style, arena);
    return syn_extract_finish(&l->summary, extract, &diag);
}

/* Whether the quarantine names one of the N lines from LINE on. */
static bool is_named(const struct loaded *l, unsigned line, unsigned n)
{
    for (size_t i = 0; i < l->summary.n_quarantine; i++)
        if (l->summary.quarantine[i].line >= line &&
            l->summary.quarantine[i].line < line + n)
            return true;
    return false;
}

static const char *put_file(const struct file *file)
{
    static char path[64];

    snprintf(path, sizeof path, "%s/extracts/a.csv", folder);
    FILE *out = fopen(path, "wb");
    for (size_t i = 0; out && i < file->n; i++)
        fwrite(file->piece[i].at, 1, file->piece[i].n, out);
    if (!out || fclose(out) != 0) {
        perror(path);
        exit(2);
    }
    return path;
}

static void score_file(struct score *score,
                       const struct file *file,
                       struct syn_arena *arena)
{
    struct loaded l = {0};
    unsigned line = 1;
    enum syn_status status = load(&l, put_file(file), file->style, arena);

    score->files++;
    score->wrong += status ? 0 : l.wrong;
    for (size_t p = 0; p < file->n; p++) {
        const struct piece *piece = &file->piece[p];
        unsigned n = 0;
        for (size_t i = 0; i < piece->n; i++)
            n += piece->at[i] == '\n';
        if (piece->record <= 0)
            ;
        else if (status)
            score->refused++;
        else if (l.times[piece->record])
            score->right++;
        else if (is_named(&l, line, n ? n : 1))
            score->quarantined++;
        else
            score->lost++;
        line += n;
    }
    if (!status)
        score->right -= l.wrong < score->right ? l.wrong : score->right;
}

/* --- all of it --------------------------------------------------------- */

static const struct {
    const char *name;
    void (*file)(struct file *);
    void (*record)(struct file *, int record, int column);
    bool cells; /* Each record and column; else each record. */
} operations[] = {
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
enum { OPERATIONS = sizeof operations / sizeof *operations };

static void score_one(struct score *score,
                      size_t o,
                      const struct style *style,
                      int record,
                      int column)
{
    struct syn_arena *arena = syn_arena_new((size_t)1 << 30);
    struct file file = clean_file(style, arena);
    struct score one = {0};

    if (operations[o].file)
        operations[o].file(&file);
    else
        operations[o].record(&file, record, column);
    score_file(&one, &file, arena);
    if ((one.wrong || one.lost) && getenv("VERBOSE"))
        printf("    %s, %s: record %d, column %d: %zu wrong, %zu lost\n",
               operations[o].name, style->name, record, column, one.wrong,
               one.lost);
    score->files += one.files;
    score->right += one.right;
    score->quarantined += one.quarantined;
    score->refused += one.refused;
    score->wrong += one.wrong;
    score->lost += one.lost;
    syn_arena_free(arena);
}

static struct score score_operation(size_t o)
{
    struct score score = {0};
    int records = operations[o].file ? 1 : RECORDS;
    int columns = operations[o].cells ? COLUMNS : 1;

    reason = "";
    for (size_t s = 0; s < STYLES; s++)
        for (int r = 1; r <= records; r++)
            for (int c = 0; c < columns; c++)
                score_one(&score, o, &styles[s], r, c);
    return score;
}

static void make_project(struct syn_arena *arena)
{
    static const char project[] =
        "council: R\nplace: P\nbuiltin_indicators: no\n";
    static const char contract[] =
        "source: police_case\n"
        "title: T\n"
        "files: a.csv\n"
        "covers: {from: 2024-01, to: 2024-12}\n"
        "max_bad: 1\n"
        "columns:\n"
        "  suspects: no\n"
        "  reported: {column: reported, format: dd.mm.yyyy, required: yes}\n"
        "  decided: {column: decided, format: yyyy-mm-dd}\n"
        "  code: code\n"
        "  law: law\n"
        "  area: area\n"
        "  note: {column: note, kind: category}\n"
        "  weight: weight\n"
        "  last: {column: last, kind: category}\n";

    if (!mkdtemp(folder)) {
        perror(folder);
        exit(2);
    }
    if (syn_folder_make(syn_path_join(folder, "extracts", arena), &diag) ||
        syn_folder_make(syn_path_join(folder, "contracts", arena), &diag) ||
        syn_file_write(syn_path_join(folder, "samsyn.yaml", arena), project,
                       sizeof project - 1, &diag) ||
        syn_file_write(syn_path_join(folder, "contracts/c.yaml", arena),
                       contract, sizeof contract - 1, &diag) ||
        syn_catalogue_read(&catalogue, folder, arena, &diag)) {
        fprintf(stderr, "pollute: cannot make the project: %s\n", reason);
        exit(2);
    }
}

int main(void)
{
    struct syn_arena *arena = syn_arena_new((size_t)64 << 20);
    struct score all = {0};

    make_project(arena);
    printf("%-31s %6s %8s %11s %8s %6s %5s  %s\n", "pollution", "files",
           "right", "quarantined", "refused", "wrong", "lost", "last refusal");
    for (size_t o = 0; o < OPERATIONS; o++) {
        struct score s = score_operation(o);
        printf("%-31s %6zu %8zu %11zu %8zu %6zu %5zu  %s\n", operations[o].name,
               s.files, s.right, s.quarantined, s.refused, s.wrong, s.lost,
               reason);
        all.files += s.files;
        all.right += s.right;
        all.quarantined += s.quarantined;
        all.refused += s.refused;
        all.wrong += s.wrong;
        all.lost += s.lost;
    }
    printf("%-31s %6zu %8zu %11zu %8zu %6zu %5zu\n", "all", all.files,
           all.right, all.quarantined, all.refused, all.wrong, all.lost);
    (void)!syn_folder_remove(folder, &diag);
    syn_arena_free(arena);
    return all.wrong || all.lost;
}
