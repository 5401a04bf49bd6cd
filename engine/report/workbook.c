#include <samsyn/report/workbook.h>

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <xlsxwriter.h>

#include <samsyn/base/file.h>
#include <samsyn/base/limits.h>
#include <samsyn/base/text.h>

#include "parts.h"

/* What all sheets share. */
struct book {
    lxw_workbook *workbook;
    lxw_format *strong, *number;
    const struct brief *brief;
    bool failed; /* A cell could not be written. */
};

static void put_text(struct book *book,
                     lxw_worksheet *sheet,
                     size_t row,
                     size_t column,
                     const char *text)
{
    if (text && *text)
        book->failed |=
            worksheet_write_string(sheet, (lxw_row_t)row, (lxw_col_t)column,
                                   text, NULL) != LXW_NO_ERROR;
}

static void put_number(struct book *book,
                       lxw_worksheet *sheet,
                       size_t row,
                       size_t column,
                       double value,
                       lxw_format *format)
{
    if (isfinite(value))
        book->failed |=
            worksheet_write_number(sheet, (lxw_row_t)row, (lxw_col_t)column,
                                   value, format) != LXW_NO_ERROR;
}

/* A column of a table: its heading's key, and how wide it is in letters. */
struct column {
    const char *key;
    double width;
};

static lxw_worksheet *add_sheet(struct book *book,
                                const char *key,
                                const struct column *columns,
                                size_t n)
{
    const struct voice *v = &book->brief->voice;
    lxw_worksheet *sheet =
        workbook_add_worksheet(book->workbook, syn_sentence(v->lang, key));

    if (!sheet) {
        book->failed = true;
        return NULL;
    }
    for (size_t c = 0; c < n; c++)
        worksheet_set_column(sheet, (lxw_col_t)c, (lxw_col_t)c,
                             columns[c].width, NULL);
    if (book->brief->document->banner)
        worksheet_set_header(sheet, book->brief->document->banner);
    return sheet;
}

/* Makes the first ROWS rows below the headings a table of Excel's, which is
 * what gives it filters, and a screen reader its headings. */
static void make_table(struct book *book,
                       lxw_worksheet *sheet,
                       const char *name,
                       const struct column *columns,
                       size_t n,
                       size_t rows)
{
    const struct voice *v = &book->brief->voice;
    lxw_table_column *heads = syn_arena_alloc(v->arena, n, sizeof *heads);
    lxw_table_column **list =
        syn_arena_alloc(v->arena, n + 1, sizeof(lxw_table_column *));

    for (size_t c = 0; c < n; c++) {
        heads[c].header =
            syn_arena_strdup(v->arena, syn_sentence(v->lang, columns[c].key));
        list[c] = &heads[c];
    }
    lxw_table_options options = {.name = syn_arena_strdup(v->arena, name),
                                 .style_type = LXW_TABLE_STYLE_TYPE_LIGHT,
                                 .style_type_number = 1,
                                 .columns = list};
    worksheet_freeze_panes(sheet, 1, 0);
    book->failed |=
        worksheet_add_table(sheet, 0, 0, (lxw_row_t)(rows ? rows : 1),
                            (lxw_col_t)(n - 1), &options) != LXW_NO_ERROR;
}

/* --- cover ------------------------------------------------------------- */

static void add_cover(struct book *book)
{
    const struct brief *brief = book->brief;
    const struct voice *v = &brief->voice;
    static const struct column column = {"sheet.cover", 100};
    lxw_worksheet *sheet = add_sheet(book, column.key, &column, 1);
    size_t row = 0;

    if (!sheet)
        return;
    worksheet_write_string(sheet, 0, 0, brief->catalogue->project.council,
                           book->strong);
    put_text(book, sheet, ++row, 0,
             syn_word_period(v, brief->findings->period));
    put_text(book, sheet, ++row, 0, brief->document->banner);
    for (const struct syn_block *b = brief->document->first; b; b = b->next)
        for (size_t i = 0; i < b->n_items; i++)
            put_text(book, sheet, ++row, 0, b->items[i].text);
    put_text(book, sheet, ++row, 0, syn_sentence(v->lang, "sheet.status"));
}

/* --- findings ---------------------------------------------------------- */

static const struct column finding_columns[] = {
    {"sheet.focus", 26}, {"sheet.indicator", 28}, {"sheet.title", 44},
    {"sheet.group", 14}, {"sheet.period", 10},    {"sheet.count", 9},
    {"sheet.of", 9},     {"sheet.low", 11},       {"sheet.high", 11},
    {"sheet.class", 26}, {"sheet.before", 12},    {"sheet.after", 12},
    {"sheet.ratio", 9},  {"sheet.lower", 9},      {"sheet.upper", 9},
    {"sheet.obs", 8},
};
enum { FINDING_COLUMNS = sizeof finding_columns / sizeof *finding_columns };

static void put_finding(struct book *book,
                        lxw_worksheet *sheet,
                        size_t row,
                        const struct syn_finding *f)
{
    const struct voice *v = &book->brief->voice;
    const struct syn_comparison *c = &f->comparison;
    bool shown = !syn_word_state(f->cell.state);
    char code[SYN_PERIOD_BYTES], focus[64];

    snprintf(focus, sizeof focus, "focus.%s",
             syn_focus_ids[f->indicator->focus]);
    put_text(book, sheet, row, 0, syn_sentence(v->lang, focus));
    put_text(book, sheet, row, 1, f->indicator->id);
    put_text(book, sheet, row, 2, f->indicator->title[v->lang]);
    put_text(book, sheet, row, 3, f->series->group->item.name);
    put_text(book, sheet, row, 4, syn_period_code(code, f->period));
    put_number(book, sheet, row, 5, shown ? (double)f->cell.count : NAN, NULL);
    put_number(book, sheet, row, 6,
               shown && (f->series->has_of || f->series->has_base)
                   ? (double)f->cell.of
                   : NAN,
               NULL);
    put_number(book, sheet, row, 7, f->normal.known ? f->normal.low : NAN,
               NULL);
    put_number(book, sheet, row, 8, f->normal.known ? f->normal.high : NAN,
               NULL);
    put_text(book, sheet, row, 9,
             shown ? syn_finding_words(book->brief, f) : NULL);
    if (c->known) {
        put_number(book, sheet, row, 10, (double)c->before, NULL);
        put_number(book, sheet, row, 11, (double)c->after, NULL);
        put_number(book, sheet, row, 12, c->ratio, book->number);
        put_number(book, sheet, row, 13, c->lower, book->number);
        put_number(book, sheet, row, 14, c->upper, book->number);
    }
    put_text(book, sheet, row, 15, syn_tidy_status(&f->cell));
}

static void add_findings(struct book *book, const struct syn_cut *cut)
{
    lxw_worksheet *sheet =
        add_sheet(book, "sheet.findings", finding_columns, FINDING_COLUMNS);
    const struct syn_findings *findings = book->brief->findings;
    size_t rows = 0;

    for (size_t i = 0; sheet && i < findings->n; i++)
        if (syn_cut_holds(cut, findings->at[i].series))
            put_finding(book, sheet, ++rows, &findings->at[i]);
    if (sheet)
        make_table(book, sheet, "Findings", finding_columns, FINDING_COLUMNS,
                   rows);
}

/* --- figures ----------------------------------------------------------- */

static const struct column figure_columns[] = {
    {"sheet.focus", 26}, {"sheet.indicator", 28}, {"sheet.title", 44},
    {"sheet.unit", 14},  {"sheet.group", 14},     {"sheet.area", 14},
    {"sheet.place", 20}, {"sheet.period", 10},    {"sheet.count", 9},
    {"sheet.of", 9},     {"sheet.estimate", 10},  {"sheet.lower", 9},
    {"sheet.upper", 9},  {"sheet.obs", 8},        {"sheet.conf", 8},
};
enum { FIGURE_COLUMNS = sizeof figure_columns / sizeof *figure_columns };

static void put_figure(struct book *book,
                       lxw_worksheet *sheet,
                       size_t row,
                       const struct syn_released *s,
                       size_t t)
{
    const struct voice *v = &book->brief->voice;
    const struct syn_cell *cell = &s->cell[t];
    const struct syn_period period = {s->kind, s->first + (int)t};
    struct syn_estimate e = syn_estimate_cell(s, cell);
    double times = s->has_of ? 100 : 1;
    bool shown = !syn_word_state(cell->state);
    char code[SYN_PERIOD_BYTES], focus[64];

    snprintf(focus, sizeof focus, "focus.%s",
             syn_focus_ids[s->indicator->focus]);
    put_text(book, sheet, row, 0, syn_sentence(v->lang, focus));
    put_text(book, sheet, row, 1, s->indicator->id);
    put_text(book, sheet, row, 2, s->indicator->title[v->lang]);
    put_text(book, sheet, row, 3, s->indicator->unit->name);
    put_text(book, sheet, row, 4, s->group->item.name);
    put_text(book, sheet, row, 5, s->area ? s->area : "all");
    put_text(book, sheet, row, 6, s->area_name);
    put_text(book, sheet, row, 7, syn_period_code(code, period));
    put_number(book, sheet, row, 8, shown ? (double)cell->count : NAN, NULL);
    put_number(book, sheet, row, 9,
               shown && (s->has_of || s->has_base) ? (double)cell->of : NAN,
               NULL);
    put_number(book, sheet, row, 10, times * e.value, book->number);
    put_number(book, sheet, row, 11, times * e.lower, book->number);
    put_number(book, sheet, row, 12, times * e.upper, book->number);
    put_text(book, sheet, row, 13, syn_tidy_status(cell));
    put_text(book, sheet, row, 14,
             syn_release_protection(book->brief->release).internal ? "N" : "F");
}

static void add_figures(struct book *book, const struct syn_cut *cut)
{
    lxw_worksheet *sheet =
        add_sheet(book, "sheet.figures", figure_columns, FIGURE_COLUMNS);
    size_t n, rows = 0;
    const struct syn_released *series =
        syn_release_series(book->brief->release, &n);

    for (size_t i = 0; sheet && i < n; i++)
        for (size_t t = 0; syn_cut_holds(cut, &series[i]) && t < series[i].n;
             t++)
            put_figure(book, sheet, ++rows, &series[i], t);
    if (sheet)
        make_table(book, sheet, "Figures", figure_columns, FIGURE_COLUMNS,
                   rows);
}

/* --- the file ---------------------------------------------------------- */

/* The clock is not in the file: it was made when the last period ended. */
static void set_properties(struct book *book)
{
    const struct brief *brief = book->brief;
    struct syn_arena *arena = brief->voice.arena;
    int day = syn_period_last_day(brief->findings->period);
    lxw_doc_properties properties = {
        .title = syn_arena_strdup(arena, brief->catalogue->project.council),
        .author = syn_arena_strdup(arena, "samsyn"),
        .created = (time_t)day * 24 * 60 * 60};

    workbook_set_properties(book->workbook, &properties);
}

/* Moves what the library wrote at ROUGH to PATH, as all files are written. */
static enum syn_status settle(const char *rough,
                              const char *path,
                              struct syn_arena *arena,
                              struct syn_diag *diag)
{
    char *bytes;
    size_t size;
    enum syn_status status =
        syn_file_read(&bytes, &size, rough, SYN_OUTPUT_BYTES, arena, diag);

    if (!status)
        status = syn_file_write(path, bytes, size, diag);
    unlink(rough);
    return status;
}

enum syn_status syn_workbook_write(const struct syn_page_from *from,
                                   const struct syn_cut *cut,
                                   const char *path,
                                   struct syn_arena *arena,
                                   struct syn_diag *diag)
{
    struct brief brief = syn_brief_make(from, arena);
    const char *rough = syn_arena_printf(arena, "%s.rough", path);
    struct book book = {.workbook = workbook_new(rough), .brief = &brief};

    if (!book.workbook)
        syn_arena_exhausted(0);
    book.strong = workbook_add_format(book.workbook);
    format_set_bold(book.strong);
    format_set_font_size(book.strong, 14);
    book.number = workbook_add_format(book.workbook);
    format_set_num_format(book.number, "0.00");
    syn_add_notes(&brief);
    set_properties(&book);
    add_cover(&book);
    add_findings(&book, cut);
    add_figures(&book, cut);
    if (workbook_close(book.workbook) != LXW_NO_ERROR || book.failed) {
        unlink(rough);
        return syn_diag_fail(diag, SYN_EIO, (struct syn_loc){path, 0, 0},
                             "report.workbook",
                             "the spreadsheet cannot be written");
    }
    return settle(rough, path, arena, diag);
}
