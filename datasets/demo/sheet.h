/* sheet.h - a CSV file as a local system would export it. */
#ifndef SAMSYN_DEMO_SHEET_H
#define SAMSYN_DEMO_SHEET_H

#include <samsyn/base/arena.h>
#include <samsyn/base/diag.h>
#include <samsyn/base/text.h>

struct syn_demo_sheet {
    struct syn_text text; /* UTF-8; converted when it is saved. */
    char delimiter;
    bool norwegian_dates; /* 31.12.2025, else 2025-12-31. */
    bool windows;         /* Windows-1252 and CRLF, else UTF-8 and LF. */
    bool begun;           /* The row has a field. */
};

/* Writes the last WIDTH digits of VALUE, no NUL; returns the place after. */
char *syn_demo_digits(char *at, int value, int width);

/* A row is a call for each field, then syn_demo_end(). */
void syn_demo_field(struct syn_demo_sheet *sheet, const char *value);
void syn_demo_number(struct syn_demo_sheet *sheet, int value); /* < 0: empty */
void syn_demo_date(struct syn_demo_sheet *sheet, int day);
void syn_demo_end(struct syn_demo_sheet *sheet);

/* A row with FIELDS, separated by '|', whatever they mean. */
void syn_demo_row(struct syn_demo_sheet *sheet, const char *fields);

/* Writes FOLDER/NAME.  Returns SYN_EIO. */
enum syn_status syn_demo_save(struct syn_demo_sheet *sheet,
                              const char *folder,
                              const char *name,
                              struct syn_arena *arena,
                              struct syn_diag *diag) SYN_NODISCARD;

#endif
