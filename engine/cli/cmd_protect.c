#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <samsyn/cli/command.h>

#include "print.h"
#include "protect_input.h"

enum {
    FREQ,
    BY,
    HIERARCHY,
    PROGRAMME,
    LEDGER,
    REVISE,
    THRESHOLD,
    WIDTH,
    ZEROS,
    RELEASED
};

static const struct syn_option options[] = {
    {"freq", "COLUMN", "the count"},
    {"by", "A,B,C", "the columns that make a cell"},
    {"hierarchy", "FILE", "nodes of leaves: dimension,node,leaf"},
    {"programme", "FILE",
     "what is published: table,dimension,node (default: all margins)"},
    {"ledger", "FILE", "what was published: the columns of --by, value, state"},
    {"revise", NULL, "adopt the corrections that are large enough"},
    {"threshold", "N", "smallest count that is shown (default: 5)"},
    {"width", "N", "how wide a hidden count stays (default: threshold - 2)"},
    {"zeros", "may-hide|shown",
     "whether a zero may be hidden (default: may-hide)"},
    {"released", NULL, "say only published or hidden"},
    {NULL, NULL, NULL},
};

/* --- options ----------------------------------------------------------- */

static enum syn_status wrong(const struct syn_call *call, int option)
{
    return syn_diag_fail(call->diag, SYN_EUSAGE, (struct syn_loc){0},
                         "protect.option", "--%s cannot be \"%s\"",
                         options[option].name, call->value[option]);
}

static enum syn_status
take_number(int *out, const struct syn_call *call, int option, int least)
{
    const char *s = call->value[option];
    char *end;

    if (!s)
        return SYN_OK;
    long n = strtol(s, &end, 10);
    if (end == s || *end || n < least || n > 1000000)
        return wrong(call, option);
    *out = (int)n;
    return SYN_OK;
}

static enum syn_status take_options(struct syn_cross *out,
                                    const struct syn_call *call)
{
    const char *zeros = call->value[ZEROS];

    *out = (struct syn_cross){.threshold = 5, .width = -1};
    if (!call->value[FREQ] || !call->value[BY])
        return syn_diag_fail(call->diag, SYN_EUSAGE, (struct syn_loc){0},
                             "protect.needs", "--freq and --by are needed");
    if (zeros && strcmp(zeros, "shown") == 0)
        out->zeros = SYN_ZEROS_SHOWN;
    else if (zeros && strcmp(zeros, "may-hide") != 0)
        return wrong(call, ZEROS);
    out->revise = call->value[REVISE] != NULL;
    enum syn_status status = take_number(&out->threshold, call, THRESHOLD, 1);
    if (!status)
        status = take_number(&out->width, call, WIDTH, 0);
    if (!status && out->width < 0)
        out->width = out->threshold > 2 ? out->threshold - 2 : 0;
    return status;
}

/* --- results ----------------------------------------------------------- */

static const char *status_of(const struct syn_cross_cell *cell, bool released)
{
    if (cell->decision == SYN_SHOW)
        return "published";
    if (released)
        return "hidden";
    return cell->decision == SYN_HIDE_PRIMARY ? "primary" : "secondary";
}

static const char *node_of(const struct syn_cross *cross,
                           const struct syn_cross_cell *cell,
                           size_t d)
{
    return cross->dimension[d].node[cell->node[d]].name;
}

static void print_csv(const struct syn_cross *cross,
                      const struct syn_crossed *found,
                      const struct syn_call *call)
{
    const char *by = call->value[BY];

    for (const char *end; *by; by = *end ? end + 1 : end) {
        end = by + strcspn(by, ",");
        syn_cli_print_field(stdout, by, (size_t)(end - by), false);
        putchar(',');
    }
    fputs("value,status\n", stdout);
    for (size_t i = 0; i < found->n; i++) {
        const struct syn_cross_cell *cell = &found->cell[i];
        for (size_t d = 0; d < cross->n_dimensions; d++) {
            const char *name = node_of(cross, cell, d);
            syn_cli_print_field(stdout, name, strlen(name), false);
            putchar(',');
        }
        if (cell->decision == SYN_SHOW)
            printf("%lld", (long long)cell->value);
        printf(",%s\n", status_of(cell, call->value[RELEASED] != NULL));
    }
}

static json_t *row_json(const struct syn_cross *cross,
                        const struct syn_cross_cell *cell,
                        bool released)
{
    json_t *names = json_object();

    for (size_t d = 0; d < cross->n_dimensions; d++)
        json_object_set_new(names, cross->dimension[d].name,
                            json_string(node_of(cross, cell, d)));
    return json_pack("{s:o, s:o, s:s}", "cell", names, "value",
                     cell->decision == SYN_SHOW
                         ? json_integer((json_int_t)cell->value)
                         : json_null(),
                     "status", status_of(cell, released));
}

static void print_json(const struct syn_cross *cross,
                       const struct syn_crossed *found,
                       const struct syn_call *call,
                       double seconds)
{
    json_t *rows = json_array();

    for (size_t i = 0; i < found->n; i++)
        json_array_append_new(rows, row_json(cross, &found->cell[i],
                                             call->value[RELEASED] != NULL));
    syn_cli_print_json(json_pack(
        "{s:i, s:i, s:i, s:s, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:f, s:o}",
        "schema_version", 1, "threshold", cross->threshold, "width",
        cross->width, "zeros",
        cross->zeros == SYN_ZEROS_SHOWN ? "shown" : "may-hide", "cells",
        (json_int_t)found->n, "primary", (json_int_t)found->n_primary,
        "secondary", (json_int_t)found->n_secondary, "published",
        (json_int_t)found->n_shown, "virtual", (json_int_t)found->n_virtual,
        "proved", (json_int_t)found->n_proved, "pending",
        (json_int_t)found->n_pending, "seconds", seconds, "rows", rows));
}

static void tell(const struct syn_call *call, const struct syn_crossed *found)
{
    struct syn_loc nowhere = {0};

    if (found->n_pending)
        syn_diag_warn(call->diag, nowhere, "protect.pending",
                      "%zu cells that were published have pending corrections",
                      found->n_pending);
    if (found->n_exposed)
        syn_diag_warn(call->diag, nowhere, "protect.exposed",
                      "%zu small cells were published earlier and cannot be "
                      "hidden again",
                      found->n_exposed);
}

static double seconds_now(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static enum syn_status run(const struct syn_call *call)
{
    struct syn_cross cross;
    struct syn_crossed found = {0};
    double begun = seconds_now();
    enum syn_status status = take_options(&cross, call);

    if (!status)
        status = syn_protect_read(
            &cross,
            &(struct syn_protect_files){.cells = call->operand[0],
                                        .freq = call->value[FREQ],
                                        .by = call->value[BY],
                                        .hierarchy = call->value[HIERARCHY],
                                        .programme = call->value[PROGRAMME],
                                        .ledger = call->value[LEDGER]},
            call->arena, call->diag);
    if (!status && cross.n_dimensions)
        status = syn_cross_protect(&found, &cross, call->arena, call->diag);
    if (status)
        return status;
    tell(call, &found);
    if (call->json)
        print_json(&cross, &found, call, seconds_now() - begun);
    else
        print_csv(&cross, &found, call);
    return SYN_OK;
}

const struct syn_command syn_cmd_protect = {
    .name = "protect",
    .purpose = "hide what would point at people in a table of counts",
    .operands = "CELLS.csv",
    .details =
        "Reads one row for each inner cell, and writes every cell of the "
        "programme as\npublished, primary (small) or secondary (hidden so that "
        "no small cell can be\nworked out).  What was published before is "
        "kept, "
        "and taken into account.\nWhere nothing safe can be published beside "
        "it, the exit status is 5.",
    .example = "samsyn protect cells.csv --freq count --by focus,age",
    .options = options,
    .least = 1,
    .most = 1,
    .order = 67,
    .run = run,
};
