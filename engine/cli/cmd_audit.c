#include <stdio.h>
#include <stdlib.h>

#include <samsyn/audit/folder.h>
#include <samsyn/audit/view.h>
#include <samsyn/base/text.h>
#include <samsyn/cli/command.h>

#include "print.h"

enum { AGAINST, TRUTH, HIERARCHY, THRESHOLD, WIDTH, VIEW, SPEC, SHOWN, FREQ };

static const struct syn_option options[] = {
    {"against", "DIR...", "earlier publications, that are known as well"},
    {"truth", "CELLS.csv", "true counts; what is hidden is searched for"},
    {"hierarchy", "HIER.csv", "nodes of the dimensions: dimension,node,leaf"},
    {"threshold", "5", "counts below are to be hidden"},
    {"width", "3", "width of the interval that must be left (threshold - 2)"},
    {"view", "VIEW.csv", "one view, every row a statement, instead of DIR"},
    {"spec", "SPEC.json", "markers, nodes and derived figures of the view"},
    {"shown", "COLUMN", "the value column of the view"},
    {"freq", "COLUMN", "the count column of the true counts"},
    {NULL, NULL, NULL},
};

/* --- a view ------------------------------------------------------------ */

static void print_view(const struct syn_view *view, struct syn_arena *arena)
{
    struct syn_text text = {.arena = arena};

    for (size_t d = 0; d < view->n_dims; d++) {
        syn_text_add_csv(&text, view->dims[d], ',');
        syn_text_add(&text, ",");
    }
    syn_text_add(&text, "lo,hi,verdict,recipe\n");
    for (size_t i = 0; i < view->n; i++) {
        const struct syn_view_line *line = &view->lines[i];
        for (size_t d = 0; d < view->n_dims; d++) {
            syn_text_add_csv(&text, line->cell[d], ',');
            syn_text_add(&text, ",");
        }
        syn_text_addf(&text, "%lld,", line->low);
        if (line->bounded)
            syn_text_addf(&text, "%lld", line->high);
        syn_text_addf(&text, ",%s,", line->verdict);
        syn_text_add_csv(&text, line->recipe, ',');
        syn_text_add(&text, "\n");
    }
    fputs(text.at, stdout);
}

static void print_view_json(const struct syn_view *view)
{
    json_t *targets = json_array();

    for (size_t i = 0; i < view->n; i++) {
        const struct syn_view_line *line = &view->lines[i];
        json_t *cell = json_array();
        for (size_t d = 0; d < view->n_dims; d++)
            json_array_append_new(cell, json_string(line->cell[d]));
        json_array_append_new(
            targets,
            json_pack("{s:o, s:I, s:o, s:s, s:b, s:s}", "cell", cell, "lo",
                      (json_int_t)line->low, "hi",
                      line->bounded ? json_integer(line->high) : json_null(),
                      "verdict", line->verdict, "linear", line->linear,
                      "recipe", line->recipe));
    }
    syn_cli_print_json(
        json_pack("{s:s, s:o}", "verdict", view->verdict, "targets", targets));
}

static enum syn_status
run_view(const struct syn_call *call, long long threshold, long long width)
{
    const struct syn_view_call wanted = {.view = call->value[VIEW],
                                         .truth = call->value[TRUTH],
                                         .spec = call->value[SPEC],
                                         .shown = call->value[SHOWN],
                                         .freq = call->value[FREQ],
                                         .threshold = threshold,
                                         .width = width};
    struct syn_view view;

    if (!wanted.truth || call->n_operands || call->n_more)
        return syn_diag_fail(call->diag, SYN_EUSAGE, (struct syn_loc){0},
                             "cli.audit-view",
                             "--view needs --truth and takes no folder");
    enum syn_status status =
        syn_view_audit(&view, &wanted, call->arena, call->diag);
    if (status)
        return status;
    if (call->json)
        print_view_json(&view);
    else
        print_view(&view, call->arena);
    return view.safe ? SYN_OK : SYN_EDISCLOSURE;
}

/* --- folders ----------------------------------------------------------- */

static void print_findings(const struct syn_folder_audit *found)
{
    for (size_t i = 0; i < found->n; i++) {
        const struct syn_finding_line *f = &found->findings[i];
        printf("%s\t%s\t%s\t%s\n", f->file, f->cell, f->finding, f->recipe);
    }
}

static void print_findings_json(const struct syn_folder_audit *found)
{
    json_t *list = json_array();

    for (size_t i = 0; i < found->n; i++) {
        const struct syn_finding_line *f = &found->findings[i];
        json_array_append_new(
            list,
            json_pack("{s:s, s:s, s:s, s:o, s:o, s:s}", "file", f->file, "cell",
                      f->cell, "finding", f->finding, "lo",
                      f->has_interval ? json_integer(f->low) : json_null(),
                      "hi",
                      f->has_interval && f->bounded ? json_integer(f->high)
                                                    : json_null(),
                      "recipe", f->recipe));
    }
    syn_cli_print_json(json_pack("{s:s, s:I, s:I, s:o}", "verdict",
                                 found->n ? "unsafe" : "safe", "files",
                                 (json_int_t)found->files, "targets",
                                 (json_int_t)found->targets, "findings", list));
}

static enum syn_status
run_folders(const struct syn_call *call, long long threshold, long long width)
{
    const struct syn_folder_call wanted = {.folders = call->operand,
                                           .n_folders = call->n_operands,
                                           .against = call->more,
                                           .n_against = call->n_more,
                                           .truth = call->value[TRUTH],
                                           .hierarchy = call->value[HIERARCHY],
                                           .threshold = threshold,
                                           .width = width,
                                           .attack = true};
    struct syn_folder_audit found;

    if (!call->n_operands || call->value[SPEC] || call->value[SHOWN] ||
        call->value[FREQ])
        return syn_diag_fail(call->diag, SYN_EUSAGE, (struct syn_loc){0},
                             "cli.audit-folder",
                             "name a folder, or a view with --view; --spec, "
                             "--shown and --freq belong to --view");
    enum syn_status status =
        syn_folder_audit(&found, &wanted, call->arena, call->diag);
    if (status)
        return status;
    if (call->json)
        print_findings_json(&found);
    else
        print_findings(&found);
    if (!call->quiet)
        fprintf(stderr, "%s: %zu files, %zu targets, %zu findings\n",
                found.n ? "unsafe" : "safe", found.files, found.targets,
                found.n);
    return found.n ? SYN_EDISCLOSURE : SYN_OK;
}

static enum syn_status
read_number(long long *out, const struct syn_call *call, int option)
{
    const char *text = call->value[option];
    char *end;

    *out = 0;
    if (!text)
        return SYN_OK;
    *out = strtoll(text, &end, 10);
    if (*end || end == text || *out < 1 || *out > 1000000)
        return syn_diag_fail(call->diag, SYN_EUSAGE, (struct syn_loc){0},
                             "cli.audit-number",
                             "--%s must be a whole number from 1, not \"%s\"",
                             options[option].name, text);
    return SYN_OK;
}

static enum syn_status run(const struct syn_call *call)
{
    long long threshold, width = 0;
    enum syn_status status = read_number(&threshold, call, THRESHOLD);

    if (!status)
        status = read_number(&width, call, WIDTH);
    if (status)
        return status;
    return call->value[VIEW] ? run_view(call, threshold, width)
                             : run_folders(call, threshold, width);
}

const struct syn_command syn_cmd_audit = {
    .name = "audit",
    .purpose = "doubt what was written: can hidden numbers be computed?",
    .operands = "DIR...",
    .details =
        "Reads written files (CSV, JSON, XLSX, SVG, PNG, PDF, HTML, Markdown) "
        "as anyone could, and\ntells what they give away: hidden numbers that "
        "can be computed, or that stand where a\nreader does not look.  "
        "Several "
        "folders are a sequence of publications, oldest first.\nWith --view it "
        "attacks one table, and tells the interval that is left of each hidden"
        "\ncell.  Exit status 5: something is not safe.",
    .example = "samsyn audit out/2025K2 --against out/2025K1",
    .options = options,
    .most = SYN_MOST_OPERANDS,
    .order = 7,
    .run = run,
};
