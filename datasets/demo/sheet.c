#include "sheet.h"

#include <string.h>

#include <samsyn/base/calendar.h>
#include <samsyn/base/file.h>

static void separate(struct syn_demo_sheet *sheet)
{
    if (sheet->begun)
        syn_text_add_n(&sheet->text, &sheet->delimiter, 1);
    sheet->begun = true;
}

void syn_demo_field(struct syn_demo_sheet *sheet, const char *value)
{
    separate(sheet);
    if (strchr(value, sheet->delimiter))
        syn_text_add_csv(&sheet->text, value, sheet->delimiter);
    else
        syn_text_add_n(&sheet->text, value, strlen(value));
}

char *syn_demo_digits(char *at, int value, int width)
{
    for (int i = width - 1; i >= 0; i--) {
        at[i] = (char)('0' + value % 10);
        value /= 10;
    }
    return at + width;
}

void syn_demo_number(struct syn_demo_sheet *sheet, int value)
{
    separate(sheet);
    if (value < 0)
        return;
    int width = 1;
    for (int rest = value; rest > 9; rest /= 10)
        width++;
    char out[16];
    syn_demo_digits(out, value, width);
    syn_text_add_n(&sheet->text, out, (size_t)width);
}

void syn_demo_date(struct syn_demo_sheet *sheet, int day)
{
    struct syn_civil date = syn_day_civil(day);
    char out[10], *at = out;

    separate(sheet);
    if (sheet->norwegian_dates) {
        at = syn_demo_digits(at, date.day, 2);
        *at++ = '.';
        at = syn_demo_digits(at, date.month, 2);
        *at++ = '.';
        syn_demo_digits(at, date.year, 4);
    } else {
        at = syn_demo_digits(at, date.year, 4);
        *at++ = '-';
        at = syn_demo_digits(at, date.month, 2);
        *at++ = '-';
        syn_demo_digits(at, date.day, 2);
    }
    syn_text_add_n(&sheet->text, out, sizeof out);
}

void syn_demo_end(struct syn_demo_sheet *sheet)
{
    syn_text_add(&sheet->text, sheet->windows ? "\r\n" : "\n");
    sheet->begun = false;
}

void syn_demo_row(struct syn_demo_sheet *sheet, const char *fields)
{
    for (const char *at = fields;; at++) {
        size_t n = strcspn(at, "|");
        separate(sheet);
        syn_text_add_n(&sheet->text, at, n);
        at += n;
        if (!*at)
            break;
    }
    syn_demo_end(sheet);
}

/* Turns the two bytes that UTF-8 has for a Norwegian letter into the one of
 * Windows-1252, where it stands. */
static void to_windows(struct syn_text *text)
{
    size_t to = 0;
    for (size_t from = 0; from < text->n; from++) {
        unsigned char byte = (unsigned char)text->at[from];
        if (byte == 0xc3)
            byte = (unsigned char)(text->at[++from] + 0x40);
        text->at[to++] = (char)byte;
    }
    text->n = to;
}

enum syn_status syn_demo_save(struct syn_demo_sheet *sheet,
                              const char *folder,
                              const char *name,
                              struct syn_arena *arena,
                              struct syn_diag *diag)
{
    if (sheet->windows)
        to_windows(&sheet->text);
    return syn_file_write(syn_path_join(folder, name, arena), sheet->text.at,
                          sheet->text.n, diag);
}
