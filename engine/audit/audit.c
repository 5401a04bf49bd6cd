#include <samsyn/audit/audit.h>

#include <string.h>

#include <samsyn/csv/reader.h>

#include "book.h"

enum { MOST_SAID = 10, NONE = -1, NO_NUMBER = -2, DIGITS = 18 };

/* Where the columns stand that are looked at; SIZE_MAX: nowhere. */
struct places {
    size_t count, of, status, unit, n;
    size_t derived[3]; /* What is worked out of a count. */
};

static size_t find(const struct syn_record *header, const char *name)
{
    for (size_t i = 0; i < header->n_fields; i++)
        if (strcmp(header->field[i], name) == 0)
            return i;
    return SIZE_MAX;
}

/* The whole number in a cell, NONE for an empty one, or NO_NUMBER. */
static long long number_in(const struct syn_record *row, size_t at)
{
    long long value = 0;
    const char *s = at < row->n_fields ? row->field[at] : "";

    if (!*s)
        return NONE;
    if (strlen(s) > DIGITS)
        return NO_NUMBER;
    for (; *s; s++) {
        if (*s < '0' || *s > '9')
            return NO_NUMBER;
        value = value * 10 + (*s - '0');
    }
    return value;
}

/* Whether the row is one that can be judged. */
static bool is_readable(const struct syn_record *row, const struct places *at)
{
    return row->n_fields == at->n && number_in(row, at->count) != NO_NUMBER &&
           number_in(row, at->of) != NO_NUMBER;
}

bool syn_is_unit_of_things(const char *unit)
{
    static const char *const things[] = {"exercise", "inspection", "patrol",
                                         "plan"};

    for (size_t i = 0; i < sizeof things / sizeof *things; i++)
        if (strcmp(unit, things[i]) == 0)
            return true;
    return false;
}

static bool is_open(long long n, int threshold)
{
    return n > 0 && n < threshold;
}

static bool has_value(const struct syn_record *row, const struct places *at)
{
    bool found = *row->field[at->count] || *row->field[at->of];

    for (size_t i = 0; i < sizeof at->derived / sizeof *at->derived; i++)
        found |= at->derived[i] < row->n_fields && *row->field[at->derived[i]];
    return found;
}

/* The code of what a row gives away, or NULL. */
static const char *
leak_of(const struct syn_record *row, const struct places *at, int threshold)
{
    long long count = number_in(row, at->count), of = number_in(row, at->of);
    bool hidden = strcmp(row->field[at->status], "C") == 0;

    if (hidden && has_value(row, at))
        return "audit.open.hidden-value";
    if (at->unit < row->n_fields && syn_is_unit_of_things(row->field[at->unit]))
        return NULL;
    if (is_open(count, threshold) || is_open(of, threshold))
        return "audit.open.small";
    if (count != NONE && of != NONE && is_open(of - count, threshold))
        return "audit.open.rest";
    return NULL;
}

static enum syn_status read_header(struct places *at,
                                   struct syn_reader *reader,
                                   const char *path,
                                   struct syn_diag *diag)
{
    struct syn_record header;
    struct syn_broken broken;
    enum syn_status status = syn_reader_next(&header, reader, &broken, diag);

    if (status == SYN_EIO)
        return status;
    if (!status)
        *at = (struct places){find(&header, "count"),
                              find(&header, "of"),
                              find(&header, "status"),
                              find(&header, "unit"),
                              header.n_fields,
                              {find(&header, "estimate"),
                               find(&header, "lower"), find(&header, "upper")}};
    if (status || at->count == SIZE_MAX || at->of == SIZE_MAX ||
        at->status == SIZE_MAX)
        return syn_diag_fail(diag, SYN_EINPUT, (struct syn_loc){path, 1, 0},
                             "audit.header",
                             "this is no tidy table: count, of or status is "
                             "missing");
    return SYN_OK;
}

static enum syn_status read_rows(struct syn_audit *out,
                                 struct syn_reader *reader,
                                 const struct places *at,
                                 const char *path,
                                 int threshold,
                                 struct syn_diag *diag)
{
    struct syn_record row;
    struct syn_broken broken;
    enum syn_status status;

    while (!(status = syn_reader_next(&row, reader, &broken, diag))) {
        if (!is_readable(&row, at))
            return syn_diag_fail(diag, SYN_EINPUT,
                                 (struct syn_loc){path, row.line, 0},
                                 "audit.row",
                                 "this is no row of a tidy table: it has too "
                                 "few or too many fields, or no number in "
                                 "count or of");
        const char *leak = leak_of(&row, at, threshold);
        out->figures++;
        if (!leak)
            continue;
        if (out->open++ < MOST_SAID)
            (void)!syn_diag_fail(
                diag, SYN_EDISCLOSURE, (struct syn_loc){path, row.line, 0},
                "audit.open", "%s", syn_diag_text(diag, leak, NULL));
    }
    if (status == SYN_EINPUT)
        return syn_diag_fail(diag, status, broken.loc, "audit.broken", "%s",
                             syn_diag_text(diag, broken.rule, broken.text));
    if (status != SYN_DONE)
        return status;
    return out->open ? SYN_EDISCLOSURE : SYN_OK;
}

enum syn_status syn_audit_table(struct syn_audit *out,
                                const char *path,
                                int threshold,
                                struct syn_arena *arena,
                                struct syn_diag *diag)
{
    struct syn_dialect dialect = {.encoding = SYN_ENC_UTF8, .delimiter = ','};
    struct syn_reader *reader;
    struct places at = {0};

    *out = (struct syn_audit){0};
    enum syn_status status =
        syn_reader_open(&reader, path, &dialect, arena, diag);
    if (!status)
        status = read_header(&at, reader, path, diag);
    if (!status)
        status = read_rows(out, reader, &at, path, threshold, diag);
    return status;
}
