#include <stdio.h>

#include "look.h"
#include "print.h"

enum { PERIOD, INTERNAL };

static const struct syn_option options[] = {
    {"period", "2025K2", "as far as this quarter (default: the last complete)"},
    {"internal", NULL, "unprotected figures, marked as not for publication"},
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
               "all of them.",
    .example = "samsyn compare demo violence_public",
    .options = options,
    .most = SYN_MOST_OPERANDS,
    .order = 55,
    .run = run,
};
