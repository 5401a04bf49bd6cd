#include "explain_rows.h"

#include <stdlib.h>
#include <string.h>

#include <samsyn/base/text.h>

enum { MOST_RANGES = 12, MOST_VALUES = 12, N_COLUMNS = 4 };

/* The last of the lines from number I on that follow one upon the other. */
static size_t end_of_range(const struct syn_trace_file *file, size_t i)
{
    while (i + 1 < file->n && file->line[i + 1] == file->line[i] + 1)
        i++;
    return i;
}

/* --- for reading ------------------------------------------------------- */

static const char *and_more(const struct syn_document *document, size_t n)
{
    return syn_say(
        document->lang, "rows.more",
        (const struct syn_place[]){
            {"n", syn_arena_printf(document->arena, "%zu", n)}, {NULL, NULL}},
        document->arena);
}

/* "2, 5-9, 12 and 30 more" */
static const char *lines_of(const struct syn_document *document,
                            const struct syn_trace_file *file)
{
    struct syn_text text = {.arena = document->arena};
    size_t i = 0, ranges = 0;

    for (; i < file->n && ranges < MOST_RANGES; ranges++) {
        size_t end = end_of_range(file, i);
        syn_text_addf(&text, "%s%u", ranges ? ", " : "", file->line[i]);
        if (end > i)
            syn_text_addf(&text, "-%u", file->line[end]);
        i = end + 1;
    }
    if (i < file->n)
        syn_text_addf(&text, " %s", and_more(document, file->n - i));
    return text.at;
}

static const char *name_of_part(const struct syn_document *document,
                                const struct syn_trace *trace,
                                size_t i)
{
    return syn_sentence(document->lang, i                    ? "rows.of"
                                        : trace->n_parts > 1 ? "rows.count"
                                                             : "rows.only");
}

static void add_table(struct syn_document *document,
                      const char *const keys[N_COLUMNS],
                      const char **cells,
                      size_t n)
{
    struct syn_arena *arena = document->arena;
    struct syn_doc_table *table = syn_arena_alloc(arena, 1, sizeof *table);
    const char **columns = syn_arena_alloc(arena, N_COLUMNS, sizeof *columns);

    for (size_t i = 0; i < N_COLUMNS; i++)
        columns[i] = syn_sentence(document->lang, keys[i]);
    *table = (struct syn_doc_table){NULL, columns, cells, N_COLUMNS, n};
    syn_document_add(document, SYN_BLOCK_TABLE)->table = table;
}

static const char *number(size_t n, struct syn_arena *arena)
{
    return syn_arena_printf(arena, "%zu", n);
}

static void add_files(struct syn_document *document,
                      const struct syn_trace *trace)
{
    static const char *const keys[N_COLUMNS] = {"rows.part", "rows.file",
                                                "rows.rows", "rows.lines"};
    struct syn_arena *arena = document->arena;
    size_t n = 0, most = 1;

    for (size_t i = 0; i < trace->n_parts; i++)
        most += trace->part[i].n_files;
    const char **cells =
        syn_arena_alloc(arena, most * N_COLUMNS, sizeof *cells);
    for (size_t i = 0; i < trace->n_parts; i++)
        for (size_t f = 0; f < trace->part[i].n_files; f++, n++) {
            const struct syn_trace_file *file = &trace->part[i].files[f];
            const char **row = cells + n * N_COLUMNS;
            row[0] = name_of_part(document, trace, i);
            row[1] = syn_arena_printf(arena, "%s (%s, %lld)", file->batch->file,
                                      file->batch->source,
                                      (long long)file->batch->id);
            row[2] = number(file->n, arena);
            row[3] = lines_of(document, file);
        }
    if (n)
        add_table(document, keys, cells, n);
    else
        syn_document_add(document, SYN_BLOCK_TEXT)->text =
            syn_sentence(document->lang, "rows.none");
}

/* --- what the rows say ------------------------------------------------- */

/* A value of a column, and how many rows have it. */
struct value {
    const char *text;
    int64_t rows;
};

static int by_rows(const void *a, const void *b)
{
    const struct value *x = a, *y = b;
    if (x->rows != y->rows)
        return x->rows > y->rows ? -1 : 1;
    return strcmp(x->text, y->text);
}

/* The values of COLUMN of PART that are known, most rows first, in OUT. */
static size_t count_values(struct value *out,
                           const struct syn_trace_part *part,
                           size_t column)
{
    size_t n = 0;

    for (size_t p = 0; p < part->n_profiles; p++) {
        const struct syn_trace_profile *profile = &part->profiles[p];
        size_t i = 0;
        if (!*profile->value[column])
            continue;
        while (i < n && strcmp(out[i].text, profile->value[column]) != 0)
            i++;
        if (i == n)
            out[n++] = (struct value){profile->value[column], 0};
        out[i].rows += profile->rows;
    }
    if (n)
        qsort(out, n, sizeof *out, by_rows);
    return n;
}

/* "s271: 31, s273: 9 and 2 more" */
static const char *values_of(const struct syn_document *document,
                             const struct value *values,
                             size_t n)
{
    struct syn_text text = {.arena = document->arena};

    for (size_t i = 0; i < n && i < MOST_VALUES; i++)
        syn_text_addf(&text, "%s%s: %lld", i ? ", " : "", values[i].text,
                      (long long)values[i].rows);
    if (n > MOST_VALUES)
        syn_text_addf(&text, " %s", and_more(document, n - MOST_VALUES));
    return text.at;
}

/* Adds a row of CELLS for each column that says something. */
static size_t add_columns(const char **cells,
                          const struct syn_document *document,
                          const struct syn_trace *trace,
                          size_t i)
{
    const struct syn_trace_part *part = &trace->part[i];
    struct value *values =
        syn_arena_alloc(document->arena, part->n_profiles + 1, sizeof *values);
    size_t rows = 0;

    for (size_t k = 0; k < part->n_columns; k++) {
        size_t n = count_values(values, part, k);
        const char **row = cells + rows * N_COLUMNS;
        if (!n || (n == 1 && strcmp(values[0].text, "0") == 0))
            continue; /* No row has this member of a set. */
        row[0] = name_of_part(document, trace, i);
        row[1] = syn_arena_printf(document->arena, "%zu/%zu", part->n_profiles,
                                  part->n_selected);
        row[2] = part->columns[k];
        row[3] = values_of(document, values, n);
        rows++;
    }
    return rows;
}

static void add_kinds(struct syn_document *document,
                      const struct syn_trace *trace)
{
    static const char *const keys[N_COLUMNS] = {"rows.part", "rows.profiles",
                                                "rows.column", "rows.values"};
    size_t n = 0, most = 1;

    for (size_t i = 0; i < trace->n_parts; i++)
        most += trace->part[i].n_columns;
    const char **cells =
        syn_arena_alloc(document->arena, most * N_COLUMNS, sizeof *cells);
    for (size_t i = 0; i < trace->n_parts; i++)
        n += add_columns(cells + n * N_COLUMNS, document, trace, i);
    if (n)
        add_table(document, keys, cells, n);
}

void syn_cli_add_rows(struct syn_document *document,
                      const struct syn_trace *trace)
{
    bool looked_at = false;
    struct syn_block *heading = syn_document_add(document, SYN_BLOCK_HEADING);

    heading->level = 2;
    heading->text = syn_sentence(document->lang, "rows");
    for (size_t i = 0; i < trace->n_parts; i++)
        looked_at |= trace->part[i].looked_at;
    if (looked_at)
        syn_document_add(document, SYN_BLOCK_TEXT)->text =
            syn_sentence(document->lang, "rows.looked-at");
    add_files(document, trace);
    add_kinds(document, trace);
}

/* --- JSON -------------------------------------------------------------- */

static json_t *files_json(const struct syn_trace_part *part)
{
    json_t *list = json_array();

    for (size_t f = 0; f < part->n_files; f++) {
        const struct syn_trace_file *file = &part->files[f];
        json_t *lines = json_array();
        for (size_t i = 0; i < file->n; i++) {
            size_t end = end_of_range(file, i);
            json_array_append_new(lines,
                                  json_pack("[I, I]", (json_int_t)file->line[i],
                                            (json_int_t)file->line[end]));
            i = end;
        }
        json_array_append_new(
            list,
            json_pack("{s:I, s:s, s:s, s:s, s:I, s:o}", "batch",
                      (json_int_t)file->batch->id, "file", file->batch->file,
                      "source", file->batch->source, "part", file->batch->part,
                      "rows", (json_int_t)file->n, "lines", lines));
    }
    return list;
}

static json_t *profiles_json(const struct syn_trace_part *part)
{
    json_t *list = json_array();

    for (size_t p = 0; p < part->n_profiles; p++) {
        json_t *values = json_object();
        for (size_t i = 0; i < part->n_columns; i++)
            if (*part->profiles[p].value[i])
                json_object_set_new(values, part->columns[i],
                                    json_string(part->profiles[p].value[i]));
        json_array_append_new(list,
                              json_pack("{s:I, s:o}", "rows",
                                        (json_int_t)part->profiles[p].rows,
                                        "values", values));
    }
    return list;
}

json_t *syn_cli_rows_json(const struct syn_trace *trace)
{
    json_t *json = json_object();

    for (size_t i = 0; i < trace->n_parts; i++) {
        const struct syn_trace_part *part = &trace->part[i];
        json_object_set_new(
            json, i ? "denominator" : "numerator",
            json_pack("{s:s, s:s, s:I, s:I, s:b, s:o, s:o}", "indicator",
                      part->indicator->id, "source", part->source->name,
                      "profiles_selected", (json_int_t)part->n_selected, "rows",
                      (json_int_t)part->rows, "looked_at", part->looked_at,
                      "files", files_json(part), "profiles",
                      profiles_json(part)));
    }
    return json;
}
