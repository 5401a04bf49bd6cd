#include <stdio.h>

#include <samsyn/run/beside.h>

#include "look.h"
#include "open_store.h"
#include "print.h"

enum { PERIOD, INTERNAL, WITH, BEFORE, AFTER, AREA };

static const struct syn_option options[] = {
    {"period", "2025K2", "as far as this quarter (default: the last complete)"},
    {"internal", NULL, "unprotected figures, marked as not for publication"},
    {"with", "SOURCE", "the place beside others, by a table of comparators"},
    {"before", "2020-2021", "with --with: the first period"},
    {"after", "2023-2024", "with --with: the second period"},
    {"area", "CODE", "with --with: the other place (default: 0, the country)"},
    {NULL, NULL, NULL},
};

static json_t *comparison_json(const struct syn_finding *f)
{
    const struct syn_comparison *c = &f->comparison;
    char from[SYN_PERIOD_BYTES], to[SYN_PERIOD_BYTES];
    char before_from[SYN_PERIOD_BYTES], before_to[SYN_PERIOD_BYTES];

    return json_pack(
        "{s:s, s:s, s:s, s:s, s:s, s:s, s:I, s:I, s:f, s:f, s:b, s:f, s:f,"
        " s:f, s:f, s:b}",
        "indicator", f->indicator->id, "group", f->series->group->item.name,
        "from", syn_period_code(from, c->from), "to",
        syn_period_code(to, c->to), "before_from",
        syn_period_code(before_from, c->before_from), "before_to",
        syn_period_code(before_to, c->before_to), "before",
        (json_int_t)c->before, "after", (json_int_t)c->after, "exposure_before",
        c->exposure_before, "exposure_after", c->exposure_after, "person_years",
        c->per_head, "ratio", c->ratio, "lower", c->lower, "upper", c->upper,
        "p", c->p, "provisional", c->provisional);
}

static void print_json(const struct look *look)
{
    json_t *list = json_array();
    const struct syn_findings *findings = &look->state.findings;

    for (size_t i = 0; i < findings->n; i++)
        if (findings->at[i].comparison.known &&
            syn_cut_holds(&look->cut, findings->at[i].series))
            json_array_append_new(list, comparison_json(&findings->at[i]));
    syn_cli_print_json(
        json_pack("{s:i, s:b, s:o}", "schema_version", 1, "internal",
                  syn_release_protection(look->state.release).internal,
                  "comparisons", list));
}

/* --- beside others ----------------------------------------------------- */

static json_t *beside_json(const struct syn_beside *b)
{
    return json_pack(
        "{s:s, s:s, s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o,"
        " s:o, s:o}",
        "what", b->what, "area", b->area, "before", b->before, "after",
        b->after, "place_before", syn_cli_number_json(b->place_before),
        "place_after", syn_cli_number_json(b->place_after), "area_before",
        syn_cli_number_json(b->area_before), "area_after",
        syn_cli_number_json(b->area_after), "place_ratio",
        syn_cli_number_json(b->place_ratio), "area_ratio",
        syn_cli_number_json(b->area_ratio), "ratio",
        syn_cli_number_json(b->ratio), "lower", syn_cli_number_json(b->lower),
        "upper", syn_cli_number_json(b->upper));
}

static void
print_beside(const char *source, const struct syn_beside *rows, size_t n)
{
    json_t *list = json_array();

    for (size_t i = 0; i < n; i++)
        json_array_append_new(list, beside_json(&rows[i]));
    syn_cli_print_json(json_pack("{s:i, s:s, s:o}", "schema_version", 1,
                                 "source", source, "beside", list));
}

static void tell_beside(const struct syn_call *call,
                        const struct syn_beside *rows,
                        size_t n,
                        const struct syn_catalogue *catalogue)
{
    const struct syn_page_from from = {.catalogue = catalogue,
                                       .lang = syn_cli_lang(call, catalogue)};

    if (call->json)
        print_beside(call->value[WITH], rows, n);
    else
        syn_cli_print_page(syn_page_beside(rows, n, &from, call->arena),
                           call->arena);
}

static enum syn_status
run_beside(const struct syn_call *call, const char *folder, size_t first)
{
    const struct syn_beside_wanted wanted = {.source = call->value[WITH],
                                             .before = call->value[BEFORE],
                                             .after = call->value[AFTER],
                                             .area = call->value[AREA]};
    const struct syn_beside *rows;
    struct syn_catalogue *catalogue;
    struct sqlite3 *db;
    size_t n;

    for (int i = PERIOD; i <= INTERNAL; i++)
        if (call->value[i])
            return syn_diag_fail(
                call->diag, SYN_EUSAGE, (struct syn_loc){0}, "compare.not-with",
                "--%s does not go with --with", options[i].name);
    if (first < call->n_operands)
        return syn_diag_fail(call->diag, SYN_EUSAGE, (struct syn_loc){0},
                             "compare.indicator",
                             "\"%s\" is one too many: --with takes all that "
                             "is in the table",
                             call->operand[first]);
    enum syn_status status = syn_cli_open_store(&catalogue, &db, folder, call);
    if (!status)
        status = syn_run_beside(&rows, &n, &wanted, catalogue, db, call->arena,
                                call->diag);
    if (!status)
        tell_beside(call, rows, n, catalogue);
    return status;
}

static enum syn_status run(const struct syn_call *call)
{
    size_t first;
    const char *folder = syn_cli_folder(&first, call);
    const struct look_wanted wanted = {.period = call->value[PERIOD],
                                       .internal =
                                           call->value[INTERNAL] != NULL,
                                       .names = call->operand + first,
                                       .n_names = call->n_operands - first};
    struct look look;

    if (call->value[WITH])
        return run_beside(call, folder, first);
    for (int i = BEFORE; i <= AREA; i++)
        if (call->value[i])
            return syn_diag_fail(call->diag, SYN_EUSAGE, (struct syn_loc){0},
                                 "compare.only-with", "--%s needs --with",
                                 options[i].name);
    enum syn_status status = syn_cli_look(&look, call, folder, &wanted);
    if (status)
        return status;
    if (call->json)
        print_json(&look);
    else
        syn_cli_print_page(
            syn_page_comparison(&look.from, &look.cut, call->arena),
            call->arena);
    return SYN_OK;
}

const struct syn_command syn_cmd_compare = {
    .name = "compare",
    .purpose = "the agreement period against the one before",
    .operands = "[PROJECT] [INDICATOR...]",
    .details = "Windows of the same quarters, of everything that is loaded, as "
               "a ratio of rates with its\n95 % interval. Without INDICATOR, "
               "all of them.\nWith --with, the figures that a table of "
               "others has of the place beside those\nof another: the ratio of "
               "the two changes. Periods may not overlap.",
    .example = "samsyn compare demo violence_public",
    .options = options,
    .most = SYN_MOST_OPERANDS,
    .order = 55,
    .run = run,
};
