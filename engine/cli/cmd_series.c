#include <stdio.h>
#include <string.h>

#include <samsyn/base/text.h>

#include "figure_json.h"
#include "print.h"

enum { GROUP, AREA, BY, FORMAT, INTERNAL };

static const struct syn_option options[] = {
    {"group", "NAME", "of this group only: all, target, 13-17 ..."},
    {"area", "CODE", "of this area only; all: the whole place"},
    {"by", "PERIODS",
     "quarter or year, with --internal also month, tertial, "
     "half-year, school-year, rolling-12 (default: quarters and years)"},
    {"format", "table|csv|json", "how it is printed (default: table)"},
    {"internal", NULL, "unprotected figures, marked as not for publication"},
    {NULL, NULL, NULL},
};

static void print_json(const struct look *look)
{
    json_t *list = json_array();
    size_t n;
    const struct syn_released *series =
        syn_release_every(look->state.release, &n);

    for (size_t i = 0; i < n; i++)
        if (syn_cut_holds(&look->cut, &series[i]))
            json_array_append_new(list, syn_cli_series_json(look, &series[i]));
    syn_cli_print_json(json_pack(
        "{s:i, s:b, s:o}", "schema_version", 1, "internal",
        syn_release_protection(look->state.release).internal, "series", list));
}

static void print_csv(const struct look *look, struct syn_arena *arena)
{
    struct syn_text text = {.arena = arena};

    syn_tidy_add(&text, look->state.release, &look->state.findings, &look->cut,
                 look->state.lang, false);
    fputs(text.at, stdout);
}

static enum syn_status run(const struct syn_call *call)
{
    size_t first;
    const char *folder = syn_cli_folder(&first, call);
    const char *format = call->json            ? "json"
                         : call->value[FORMAT] ? call->value[FORMAT]
                                               : "table";
    const struct look_wanted wanted = {.group = call->value[GROUP],
                                       .area = call->value[AREA],
                                       .by = call->value[BY],
                                       .internal =
                                           call->value[INTERNAL] != NULL,
                                       .names = call->operand + first,
                                       .n_names = call->n_operands - first};
    struct look look;

    if (strcmp(format, "table") != 0 && strcmp(format, "csv") != 0 &&
        strcmp(format, "json") != 0)
        return syn_diag_fail(
            call->diag, SYN_EUSAGE, (struct syn_loc){0}, "cli.format",
            "--format: \"%s\" is none of table, csv, json", format);
    enum syn_status status = syn_cli_look(&look, call, folder, &wanted);
    if (status)
        return status;
    if (strcmp(format, "json") == 0)
        print_json(&look);
    else if (strcmp(format, "csv") == 0)
        print_csv(&look, call->arena);
    else
        syn_cli_print_page(syn_page_series(&look.from, &look.cut, call->arena),
                           call->arena);
    return SYN_OK;
}

const struct syn_command syn_cmd_series = {
    .name = "series",
    .purpose = "the released figures of indicators over time",
    .operands = "[PROJECT] [INDICATOR...]",
    .details = "Of everything that is loaded; nothing new is. Without "
               "INDICATOR, all of them. CSV is a row\na figure, as "
               "tables/tidy.csv of a run.",
    .example = "samsyn series demo violence_public --group target --by quarter",
    .options = options,
    .most = SYN_MOST_OPERANDS,
    .order = 50,
    .run = run,
};
