#include <stdio.h>
#include <string.h>

#include <samsyn/base/text.h>
#include <samsyn/plots/canvas.h>

#include "look.h"
#include "print.h"

enum { GROUP, AREA, PERIOD, OUT, INTERNAL };

static const struct syn_option options[] = {
    {"group", "NAME", "of this group (default: the headline group)"},
    {"area", "CODE", "of this area (default: the whole place)"},
    {"period", "2025K2", "up to this quarter (default: the last complete)"},
    {"out", "FILE", ".svg, .png or .pdf (default: INDICATOR.svg)"},
    {"internal", NULL, "unprotected figures, marked as not for publication"},
    {NULL, NULL, NULL},
};

static enum syn_status find_series(const struct syn_released **out,
                                   const struct look *look,
                                   const struct syn_call *call)
{
    const struct syn_indicator *indicator = look->cut.indicators[0];
    const struct syn_group *group =
        look->cut.group ? look->cut.group
                        : syn_headline_group(look->state.catalogue, indicator);

    *out = syn_release_find(look->state.release, indicator, group,
                            syn_cli_area(look), SYN_QUARTER);
    if (*out)
        return SYN_OK;
    return syn_diag_fail(call->diag, SYN_EINPUT, (struct syn_loc){0},
                         "cli.chart.series",
                         "%s is not released for this group and area by "
                         "quarter: samsyn explain %s",
                         indicator->id, indicator->id);
}

static enum syn_status
draw(const char **path, const struct look *look, const struct syn_call *call)
{
    const struct syn_released *series;
    const struct syn_figure *figure;

    enum syn_status status = find_series(&series, look, call);
    if (!status)
        status = syn_page_figure(&figure, &look->from, series,
                                 look->state.findings.period, call->arena,
                                 call->diag);
    if (status)
        return status;
    if (!figure)
        return syn_diag_fail(call->diag, SYN_EINPUT, (struct syn_loc){0},
                             "cli.chart.few",
                             "fewer than four quarters of %s are shown: a "
                             "picture would be empty",
                             series->indicator->id);
    *path = call->value[OUT] ? call->value[OUT]
                             : syn_arena_printf(call->arena, "%s.svg",
                                                series->indicator->id);
    return syn_canvas_write(figure->full, *path, call->diag);
}

static enum syn_status run(const struct syn_call *call)
{
    size_t first;
    const char *folder = syn_cli_folder(&first, call), *path = NULL;
    const struct look_wanted wanted = {.group = call->value[GROUP],
                                       .area = call->value[AREA],
                                       .period = call->value[PERIOD],
                                       .internal =
                                           call->value[INTERNAL] != NULL,
                                       .names = call->operand + first,
                                       .n_names = call->n_operands - first};
    struct look look;

    enum syn_status status = syn_cli_one_indicator(call, &wanted);
    if (!status)
        status = syn_cli_look(&look, call, folder, &wanted);
    if (!status)
        status = draw(&path, &look, call);
    if (status)
        return status;
    if (call->json)
        syn_cli_print_json(json_pack("{s:i, s:b, s:s}", "schema_version", 1,
                                     "internal", wanted.internal, "file",
                                     path));
    else if (!call->quiet)
        puts(path);
    return SYN_OK;
}

const struct syn_command syn_cmd_chart = {
    .name = "chart",
    .purpose = "the trend of an indicator as a picture",
    .operands = "[PROJECT] INDICATOR",
    .details = "Its quarters with the normal range of each, from released "
               "figures.",
    .example = "samsyn chart demo violence_public --out violence.png",
    .options = options,
    .least = 1,
    .most = 2,
    .order = 57,
    .run = run,
};
