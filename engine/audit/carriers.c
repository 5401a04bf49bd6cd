/* What a reader does not see, and what is drawn, must not tell more than the
 * text (disclosure control of files); hidden numbers must stand nowhere. */
#include "folder.h"

#include <math.h>
#include <string.h>

#include <samsyn/base/calendar.h>

static void note(struct numbers *n, const char *number)
{
    struct decimal d;

    if (!syn_decimal_read(&d, number, false))
        return;
    while (d.scale > 1 && d.digits % 10 == 0) /* 3.10 is 3.1. */
        d.digits /= 10, d.scale /= 10;
    syn_index_add(&n->index, &d, sizeof d);
}

/* A number too long to be a count is NONE: it counts as shown, not as hidden.
 */
static bool is_among(const struct numbers *n, const char *number, bool none)
{
    struct decimal d;

    if (!syn_decimal_read(&d, number, false))
        return none;
    while (d.scale > 1 && d.digits % 10 == 0)
        d.digits /= 10, d.scale /= 10;
    return syn_index_find(&n->index, &d, sizeof d) != INDEX_NONE;
}

static bool is_noted(const struct numbers *n, const char *number)
{
    return is_among(n, number, true);
}

/* One file while it is judged. */
struct judgement {
    struct folder_audit *audit;
    struct folder_file *file;
    const struct numbers
        *shown; /* By the file; a samsyn folder, by all of it. */
    const struct numbers *hidden;
    const char *where;
    bool told;
};

static void leak(struct judgement *j, const char *what)
{
    if (!j->told)
        syn_folder_find(j->audit, j->file->doc.file, "-", "LEAK", what);
    j->told = true; /* Once for each place. */
}

static bool is_year(const char *number)
{
    return strlen(number) == 4 &&
           (strncmp(number, "19", 2) == 0 || strncmp(number, "20", 2) == 0);
}

/* Whether NUMBER is one that is hidden.  A short one stands for itself only
 * where a reader does not see it for another reason: "4. kvartal". */
static bool is_secret(const struct judgement *j, const char *number)
{
    enum { LEAST_DIGITS = 3 };

    if (!j->hidden->index.n || !is_among(j->hidden, number, false))
        return false;
    return strspn(number, "0123456789") >= LEAST_DIGITS ||
           !j->file->from->samsyn || !is_noted(j->shown, number);
}

static void judge_number(void *data, const char *number)
{
    struct judgement *j = data;

    if (is_secret(j, number))
        leak(j, syn_arena_printf(j->audit->arena, "%s: %s", j->where, number));
    else if (!is_noted(j->shown, number) && !is_year(number))
        leak(j,
             j->audit->call->truth
                 ? syn_arena_printf(j->audit->arena, "%s: %s", j->where, number)
                 : j->where);
}

static bool is_shown_value(const struct judgement *j, const struct mark *mark)
{
    const struct index *index = &j->shown->index;

    for (size_t i = 0; i < index->n; i++) {
        struct decimal d;
        memcpy(&d, index->keys[i].bytes, sizeof d);
        if (fabs((double)d.digits / (double)d.scale - mark->value) <=
            mark->slack)
            return true;
    }
    return false;
}

static void judge_marks(struct judgement *j)
{
    const struct document *doc = &j->file->doc;

    for (size_t i = 0; i < doc->n_marks; i++) {
        j->told = false;
        if (!is_shown_value(j, &doc->marks[i]))
            leak(j, j->audit->call->truth
                        ? syn_arena_printf(j->audit->arena, "%s: %.4g",
                                           doc->marks[i].where,
                                           doc->marks[i].value)
                        : doc->marks[i].where);
    }
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Whether the N BYTES hold the digits TEXT, and no digit beside them. */
static bool
holds_number(const char *bytes, size_t n, const char *text, size_t length)
{
    for (size_t i = 0; i + length <= n; i++)
        if (bytes[i] == text[0] && memcmp(bytes + i, text, length) == 0 &&
            !(i && is_digit(bytes[i - 1])) &&
            !(i + length < n && is_digit(bytes[i + length])))
            return true;
    return false;
}

void syn_folder_see(void *data, const char *number)
{
    enum { LEAST_DIGITS = 3 };
    struct folder_file *file = data;

    note(&file->shown, number);
    if (file->hidden->index.n && !file->seen &&
        strspn(number, "0123456789") >= LEAST_DIGITS &&
        is_among(file->hidden, number, false))
        file->seen = syn_arena_strdup(file->doc.kept, number);
}

/* A hidden number of four digits stands for itself anywhere; one of three is
 * also a place in a drawing, and is looked for in the text. */
void syn_folder_search(struct folder_file *file)
{
    enum { LEAST_DIGITS = 4 };
    const struct syn_text *bytes = &file->doc.bytes;

    for (size_t i = 0; i < file->hidden->index.n && !file->in_bytes; i++) {
        struct decimal d;
        memcpy(&d, file->hidden->index.keys[i].bytes, sizeof d);
        const char *text =
            syn_arena_printf(file->doc.arena, "%lld", (long long)d.digits);
        if (strlen(text) >= LEAST_DIGITS &&
            holds_number(bytes->at, bytes->n, text, strlen(text)))
            file->in_bytes = syn_arena_strdup(file->doc.kept, text);
    }
}

static void judge_bytes(struct judgement *j)
{
    if (j->file->seen)
        leak(j, syn_arena_printf(j->audit->arena, "text: %s", j->file->seen));
    if (j->file->in_bytes)
        leak(j, syn_arena_printf(j->audit->arena, "%s in the bytes",
                                 j->file->in_bytes));
}

/* A row that is hidden, and has a number in another column. */
static void judge_row(struct folder_audit *a, const struct entry *e)
{
    static const char *const ok[] = {"population", "decimals", "threshold",
                                     "per", NULL};

    if (e->shown || e->file->from->known || e->dropped || !e->counts)
        return;
    for (size_t c = 0; c < e->sheet->n_columns; c++) {
        struct decimal number;
        bool named = c == e->value;
        for (size_t d = 0; d < a->n_dims; d++)
            named |= e->dim_column[d] == c;
        for (size_t i = 0; ok[i]; i++)
            named |= strcmp(e->sheet->column[c], ok[i]) == 0;
        if (!named && syn_decimal_read(
                          &number, syn_sheet_cell(e->sheet, e->row, c), true))
            syn_folder_find(a, e->file->doc.file, syn_folder_key(a, e), "LEAK",
                            syn_arena_printf(a->arena,
                                             "column \"%s\" of a hidden row",
                                             e->sheet->column[c]));
    }
}

/* Without those that are shown somewhere. */
void syn_folder_hidden(struct folder_audit *a)
{
    struct numbers published = {.index.arena = a->arena};
    size_t state =
        a->truth.column ? syn_sheet_column(&a->truth, "state") : SIZE_MAX;

    if (state == SIZE_MAX)
        return;
    for (size_t i = 0; i < a->truth.n_rows; i++)
        if (strcmp(syn_sheet_cell(&a->truth, i, state), "published") == 0)
            note(&published, syn_sheet_cell(&a->truth, i, a->truth_count));
    for (size_t i = 0; i < a->truth.n_rows; i++) {
        const char *text = syn_sheet_cell(&a->truth, i, a->truth_count);
        if (strcmp(syn_sheet_cell(&a->truth, i, state), "hidden") == 0 &&
            *text && !is_noted(&published, text))
            note(&a->hidden, text);
    }
}

/* A copy of TEXT with its dates, "2025-12-31", blanked: they are no counts. */
static const char *without_dates(const char *text, struct syn_arena *arena)
{
    enum { DATE_LENGTH = 10 };
    char *copy = syn_arena_strdup(arena, text);
    size_t n = strlen(copy);

    for (size_t i = 0; i + DATE_LENGTH <= n; i++) {
        char date[DATE_LENGTH + 1] = "";
        int day;
        memcpy(date, copy + i, DATE_LENGTH);
        if (is_digit(date[0]) && syn_day_parse(&day, date))
            memset(copy + i, ' ', DATE_LENGTH);
    }
    return copy;
}

/* What is shown where FILE is read: of a samsyn folder, all of it. */
static const struct numbers *shown_beside(struct folder_audit *a,
                                          struct folder_file *file)
{
    struct source_folder *from = file->from;

    if (!from->samsyn)
        return &file->shown;
    for (size_t i = 0; !from->is_gathered && i < a->n_files; i++)
        for (size_t k = 0;
             a->files[i].from == from && k < a->files[i].shown.index.n; k++)
            syn_index_add(&from->shown.index,
                          a->files[i].shown.index.keys[k].bytes,
                          sizeof(struct decimal));
    from->is_gathered = true;
    return &from->shown;
}

static void judge_file(struct folder_audit *a, struct folder_file *file)
{
    struct judgement j = {.audit = a,
                          .file = file,
                          .shown = shown_beside(a, file),
                          .hidden = &a->hidden};

    for (size_t i = 0; i < file->doc.n_carriers; i++) {
        j.where = file->doc.carriers[i].where;
        j.told = false;
        syn_each_number(without_dates(file->doc.carriers[i].text, a->arena),
                        judge_number, &j);
    }
    judge_marks(&j);
    j.told = false;
    judge_bytes(&j);
    j.told = false;
    if (file->doc.defect)
        leak(&j, file->doc.defect);
}

void syn_folder_carriers(struct folder_audit *a)
{
    for (size_t i = 0; i < a->n_entries; i++)
        judge_row(a, &a->entries[i]);
    for (size_t i = 0; i < a->n_files; i++)
        if (!a->files[i].from->known)
            judge_file(a, &a->files[i]);
}
