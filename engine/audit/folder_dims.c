/* Which columns of all tables are dimensions, and which only describe. */
#include "folder.h"

#include <string.h>

#include <samsyn/base/calendar.h>
#include <samsyn/base/language.h>

/* Columns of tables that describe, and name no cell. */
static const char *const about[] = {
    "title",       "unit",        "of",          "estimate",  "lower",
    "upper",       "normal_low",  "normal_high", "skjermet",  "note",
    "recipe",      "lo",          "hi",          "rate",      "percent",
    "share",       "change",      "rank",        "per",       "source",
    "file",        "sha256",      "label",       "navn",      "enhet",
    "av",          "vurdering",   "områdenavn",  "frigitt",   "forhold",
    "normalt fra", "normalt til", "antall før",  "antall nå", NULL};

static bool is_about(const char *name)
{
    for (size_t i = 0; about[i]; i++)
        if (strcmp(about[i], name) == 0)
            return true;
    return syn_is_reserved_name(name);
}

size_t syn_folder_value_column(const struct sheet *sheet)
{
    for (size_t i = 0; i < sheet->n_columns; i++)
        if (syn_is_value_name(sheet->column[i]))
            return i;
    return SIZE_MAX;
}

static size_t find_dim(const struct folder_audit *a, const char *name)
{
    for (size_t i = 0; i < a->n_dims; i++)
        if (strcmp(a->dims[i], name) == 0)
            return i;
    return SIZE_MAX;
}

void syn_folder_add_dim(struct folder_audit *a, const char *name)
{
    if (find_dim(a, name) != SIZE_MAX || is_about(name) ||
        syn_is_value_name(name))
        return;
    *(const char **)syn_grow(&a->dims, a->n_dims, &a->dim_room, sizeof(char *),
                             a->arena) = name;
    a->n_dims++;
}

/* Whether the columns of SHEET are dimensions, a value, and what is about
 * them; with a truth or a hierarchy it must have one of their dimensions. */
static bool is_cell_table(const struct folder_audit *a,
                          const struct sheet *sheet)
{
    bool named = false;

    if (syn_folder_value_column(sheet) == SIZE_MAX || sheet->n_rows == 0)
        return false;
    for (size_t i = 0; i < sheet->n_columns; i++)
        named |= find_dim(a, sheet->column[i]) != SIZE_MAX;
    return named || (!a->truth.column && !a->hierarchy.column);
}

/* Dimensions of one table belong together; tables without a common one are
 * about different things. */
static void join_dims(struct folder_audit *a, const struct sheet *sheet)
{
    size_t first = SIZE_MAX;

    for (size_t d = 0; d < a->n_dims; d++) {
        if (syn_sheet_column(sheet, a->dims[d]) == SIZE_MAX)
            continue;
        size_t old = a->component[d];
        if (first == SIZE_MAX)
            first = old;
        for (size_t k = 0; k < a->n_dims; k++)
            if (a->component[k] == old)
                a->component[k] = first;
    }
}

/* Calls FN with every table that names cells. */
void syn_folder_each_table(struct folder_audit *a,
                           void (*fn)(struct folder_audit *,
                                      const struct folder_file *,
                                      const struct sheet *))
{
    for (size_t i = 0; i < a->n_files; i++)
        for (size_t k = 0; k < a->files[i].doc.n_tables; k++)
            if (is_cell_table(a, &a->files[i].doc.tables[k]))
                fn(a, &a->files[i], &a->files[i].doc.tables[k]);
}

/* Whether a column holds measures: a number with decimals stands in it. */
static bool is_measure(const struct sheet *sheet, size_t column)
{
    struct decimal number;

    for (size_t i = 0; i < sheet->n_rows; i++)
        if (syn_decimal_read(&number, syn_sheet_cell(sheet, i, column), true) &&
            number.scale > 1)
            return true;
    return false;
}

static void add_dims(struct folder_audit *a,
                     const struct folder_file *file,
                     const struct sheet *sheet)
{
    (void)file;
    for (size_t c = 0; c < sheet->n_columns; c++)
        if (!is_measure(sheet, c))
            syn_folder_add_dim(a, sheet->column[c]);
}

/* --- labels -------------------------------------------------------------- */

/* A column that follows from another (the title of an indicator, the name of a
 * zone) names no cells of its own: as a dimension it would cut every cell into
 * as many as it has texts, and hide that a total is one. */

static bool is_total(const struct folder_audit *a, uint32_t text)
{
    return strcmp(a->pool.keys[text].bytes, "T") == 0;
}

static bool is_declared(const struct folder_audit *a, const char *dim)
{
    size_t k;
    json_t *known;

    for (size_t i = 0; a->hierarchy.column && i < a->hierarchy.n_rows; i++)
        if (strcmp(syn_sheet_cell(&a->hierarchy, i,
                                  syn_sheet_column(&a->hierarchy, "dimension")),
                   dim) == 0)
            return true;
    for (size_t i = 0; i < a->n_files; i++)
        json_array_foreach(a->files[i].from->dims, k, known)
        {
            const char *name =
                json_string_value(json_object_get(known, "name"));
            if (name && strcmp(name, dim) == 0)
                return true;
        }
    return false;
}

/* What is known of two columns while rows go by. */
struct pairing {
    const char *from, *to;
    uint32_t *goes_to; /* Of each text of FROM: the text of TO + 1. */
    bool *again;       /* It came in more than one row. */
    bool follows, constant;
    bool totals_agree; /* TO is T where FROM is. */
    bool from_total, to_total;
    uint32_t first; /* Text of TO + 1. */
};

static void pair_row(const struct folder_audit *a,
                     struct pairing *p,
                     uint32_t from,
                     uint32_t to)
{
    bool x = is_total(a, from), y = is_total(a, to);

    p->totals_agree &= x == y;
    p->from_total |= x;
    p->to_total |= y;
    p->again[from] = p->goes_to[from] != 0;
    p->follows &= p->goes_to[from] == 0 || p->goes_to[from] == to + 1;
    p->goes_to[from] = to + 1;
    p->constant &= p->first == 0 || p->first == to + 1;
    p->first = to + 1;
}

static void pair_rows(const struct folder_audit *a,
                      struct pairing *p,
                      const struct sheet *sheet)
{
    size_t from = syn_sheet_column(sheet, p->from),
           to = syn_sheet_column(sheet, p->to);

    if (from == SIZE_MAX || to == SIZE_MAX || !is_cell_table(a, sheet))
        return;
    for (size_t i = 0; i < sheet->n_rows && p->follows; i++)
        pair_row(a, p, sheet->cell[i * sheet->n_columns + from],
                 sheet->cell[i * sheet->n_columns + to]);
}

/* Whether the texts of TO are labels of those of FROM.  One row of each is no
 * evidence, unless TO has a label for the total as well. */
static bool
is_label(const struct folder_audit *a, const char *from, const char *to)
{
    struct pairing p = {
        .from = from,
        .to = to,
        .follows = true,
        .constant = true,
        .totals_agree = true,
        .goes_to = syn_arena_alloc(a->arena, a->pool.n + 1, sizeof *p.goes_to),
        .again = syn_arena_alloc(a->arena, a->pool.n + 1, sizeof *p.again)};
    bool evident = true;

    for (size_t i = 0; i < a->n_files && p.follows; i++)
        for (size_t k = 0; k < a->files[i].doc.n_tables && p.follows; k++)
            pair_rows(a, &p, &a->files[i].doc.tables[k]);
    for (size_t i = 0; i < a->pool.n; i++)
        evident &= p.goes_to[i] == 0 || p.again[i];
    return p.follows && !p.constant && (!p.to_total || p.totals_agree) &&
           (evident || (p.from_total && !p.to_total));
}

static bool has_periods(const struct folder_audit *a, const char *dim)
{
    struct syn_period period;

    for (size_t i = 0; i < a->n_files; i++)
        for (size_t k = 0; k < a->files[i].doc.n_tables; k++) {
            const struct sheet *sheet = &a->files[i].doc.tables[k];
            size_t at = syn_sheet_column(sheet, dim);
            if (at != SIZE_MAX && sheet->n_rows &&
                syn_period_parse(&period, syn_sheet_cell(sheet, 0, at)))
                return true;
        }
    return false;
}

static bool follows_from_another(const struct folder_audit *a, size_t dim)
{
    const char *name = a->dims[dim];

    if (strcmp(name, "indicator") == 0 || strcmp(name, "indikator") == 0 ||
        is_declared(a, name) || has_periods(a, name))
        return false;
    for (size_t d = 0; d < a->n_dims; d++)
        if (d != dim && is_label(a, a->dims[d], name))
            return true;
    return false;
}

static void drop_labels(struct folder_audit *a)
{
    for (size_t d = a->n_dims; d-- > 0;)
        if (follows_from_another(a, d)) {
            a->n_dims--;
            memmove(&a->dims[d], &a->dims[d + 1],
                    (a->n_dims - d) * sizeof *a->dims);
        }
}

/* --- tables of samsyn ------------------------------------------------------
 */

/* Its spreadsheet speaks the reader's language; here is what its columns are
 * called in the tidy table.  Labels have other texts there. */
static const struct {
    const char *key, *name;
} columns[] = {
    {"sheet.indicator", "indicator"}, {"sheet.group", "group"},
    {"sheet.area", "area"},           {"sheet.period", "period"},
    {"sheet.count", "count"},         {"sheet.of", "of"},
    {"sheet.unit", "unit"},           {"sheet.obs", "status"},
    {"sheet.title", "title"},         {"sheet.focus", "label"},
    {"sheet.place", "label"},         {"sheet.estimate", "estimate"},
    {"sheet.lower", "lower"},         {"sheet.upper", "upper"},
    {"sheet.low", "normal_low"},      {"sheet.high", "normal_high"},
    {"sheet.class", "note"},          {"sheet.before", "note"},
    {"sheet.after", "note"},          {"sheet.ratio", "note"},
    {"sheet.conf", "note"},
};

static const char *plain_name(const char *name)
{
    if (strcmp(name, "focus") == 0) /* Every indicator has one. */
        return "label";
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        for (int lang = 0; lang < SYN_N_LANGS; lang++)
            if (strcmp(name,
                       syn_sentence((enum syn_lang)lang, columns[i].key)) == 0)
                return columns[i].name;
    return name;
}

/* Calls the columns of a samsyn folder by their plain names. */
static void name_columns(struct folder_audit *a, struct folder_file *file)
{
    for (size_t k = 0; file->from->samsyn && k < file->doc.n_tables; k++) {
        struct sheet *sheet = &file->doc.tables[k];
        const char **names =
            syn_arena_alloc(a->arena, sheet->n_columns, sizeof *names);
        for (size_t c = 0; c < sheet->n_columns; c++)
            names[c] = plain_name(sheet->column[c]);
        sheet->column = names;
    }
}

/* --- all of them ---------------------------------------------------------- */

static void join_file(struct folder_audit *a,
                      const struct folder_file *file,
                      const struct sheet *sheet)
{
    (void)file;
    join_dims(a, sheet);
}

void syn_folder_dims(struct folder_audit *a)
{
    size_t dimension = syn_sheet_column(&a->hierarchy, "dimension");

    for (size_t i = 0; i < a->n_files; i++)
        name_columns(a, &a->files[i]);
    syn_folder_tell_apart(a);
    for (size_t i = 0; a->hierarchy.column && i < a->hierarchy.n_rows; i++)
        syn_folder_add_dim(a, syn_sheet_cell(&a->hierarchy, i, dimension));
    if (!a->truth.column) {
        syn_folder_each_table(a, add_dims);
        drop_labels(a);
    }
    a->component =
        syn_arena_alloc(a->arena, a->n_dims + 1, sizeof *a->component);
    for (size_t d = 0; d < a->n_dims; d++)
        a->component[d] = d;
    if (a->truth.column)
        join_dims(a, &a->truth);
    syn_folder_each_table(a, join_file);
    a->truth_dims =
        syn_arena_alloc(a->arena, a->n_dims + 1, sizeof *a->truth_dims);
    for (size_t d = 0; a->truth.column && d < a->n_dims; d++)
        a->truth_dims[d] = syn_sheet_column(&a->truth, a->dims[d]);
}
