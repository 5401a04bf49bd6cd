#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <samsyn/base/file.h>
#include <samsyn/base/text.h>
#include <samsyn/report/workbook.h>

#include "json_stat.h"
#include "print.h"

enum { FORMAT, OUT, INTERNAL };

static const struct syn_option options[] = {
    {"format", "csv|excel-csv|xlsx|json-stat",
     "of the file (default: by its suffix, else csv)"},
    {"out", "FILE", "where to write (default: to standard output)"},
    {"internal", NULL, "unprotected figures, marked as not for publication"},
    {NULL, NULL, NULL},
};

enum format { CSV, EXCEL_CSV, XLSX, JSON_STAT, N_FORMATS };

static const char *const formats[N_FORMATS] = {"csv", "excel-csv", "xlsx",
                                               "json-stat"};

static bool ends_with(const char *text, const char *end)
{
    size_t n = strlen(text), m = strlen(end);
    return n >= m && strcmp(text + n - m, end) == 0;
}

static enum syn_status choose(enum format *out, const struct syn_call *call)
{
    const char *written = call->value[FORMAT];
    const char *path = call->value[OUT] ? call->value[OUT] : "";

    *out = ends_with(path, ".xlsx")   ? XLSX
           : ends_with(path, ".json") ? JSON_STAT
                                      : CSV;
    for (int f = 0; written && f < N_FORMATS; f++)
        if (strcmp(formats[f], written) == 0) {
            *out = (enum format)f;
            written = NULL;
        }
    if (written)
        return syn_diag_fail(call->diag, SYN_EUSAGE, (struct syn_loc){0},
                             "cli.export.format",
                             "--format: \"%s\" is none of csv, excel-csv, "
                             "xlsx, json-stat",
                             written);
    if (*out == XLSX && !*path)
        return syn_diag_fail(call->diag, SYN_EUSAGE, (struct syn_loc){0},
                             "cli.export.out",
                             "a spreadsheet needs a file: --out FILE.xlsx");
    return SYN_OK;
}

/* Writes TEXT to the file that was asked for, or prints it. */
static enum syn_status
put(const struct syn_call *call, const char *text, size_t n)
{
    if (call->value[OUT])
        return syn_file_write(call->value[OUT], text, n, call->diag);
    fwrite(text, 1, n, stdout);
    return SYN_OK;
}

static enum syn_status put_json(const struct syn_call *call, json_t *json)
{
    char *text = json_dumps(json, JSON_INDENT(1));

    if (!text)
        syn_arena_exhausted(0);
    enum syn_status status = put(call, text, strlen(text));
    free(text);
    json_decref(json);
    return status;
}

static enum syn_status
put_csv(const struct syn_call *call, const struct look *look, bool excel)
{
    struct syn_text table = {.arena = call->arena}, text = table;

    syn_tidy_add(&table, look->state.release, &look->state.findings, &look->cut,
                 look->state.lang, excel);
    syn_text_add(&text, excel ? "\xef\xbb\xbf" : "");
    syn_text_add(&text, table.at);
    return put(call, text.at, text.n);
}

static enum syn_status run(const struct syn_call *call)
{
    size_t first;
    const char *folder = syn_cli_folder(&first, call);
    const struct look_wanted wanted = {.internal =
                                           call->value[INTERNAL] != NULL,
                                       .names = call->operand + first,
                                       .n_names = call->n_operands - first};
    struct look look;
    enum format format;

    enum syn_status status = choose(&format, call);
    if (!status)
        status = syn_cli_look(&look, call, folder, &wanted);
    if (status)
        return status;
    if (format == XLSX)
        status = syn_workbook_write(&look.from, &look.cut, call->value[OUT],
                                    call->arena, call->diag);
    else if (format == JSON_STAT)
        status = put_json(call, syn_cli_json_stat(&look));
    else
        status = put_csv(call, &look, format == EXCEL_CSV);
    if (!status && call->value[OUT] && !call->quiet)
        puts(call->value[OUT]);
    return status;
}

const struct syn_command syn_cmd_export = {
    .name = "export",
    .purpose = "the released figures as CSV, a spreadsheet or JSON-stat",
    .operands = "[PROJECT] [INDICATOR...]",
    .details = "excel-csv is CSV as Norwegian Excel reads it. Without "
               "INDICATOR, all of them.",
    .example = "samsyn export demo --out figures.xlsx",
    .options = options,
    .most = SYN_MOST_OPERANDS,
    .order = 65,
    .run = run,
};
