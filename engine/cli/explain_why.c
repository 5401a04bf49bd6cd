#include "explain_why.h"

static const char *const names[SYN_N_HIDDEN_BY] = {
    [SYN_HIDDEN_BY_NONE] = NULL,
    [SYN_HIDDEN_BY_AREA] = "sensitive-area",
    [SYN_HIDDEN_BY_REDRAWN] = "redrawn-area",
    [SYN_HIDDEN_BY_THRESHOLD] = "threshold",
    [SYN_HIDDEN_BY_PERSONS] = "persons",
    [SYN_HIDDEN_BY_DOMINANCE] = "dominance",
    [SYN_HIDDEN_BY_REST] = "complement",
    [SYN_HIDDEN_BY_PUBLISHED] = "published",
    [SYN_HIDDEN_BY_SECONDARY] = "secondary",
    [SYN_HIDDEN_BY_RECORDS] = "few-records"};

/* The smallest, or largest, number that RULE lets through. */
static int limit_of(enum syn_hidden_by rule,
                    const struct syn_cli_protection *protection,
                    const struct syn_catalogue *catalogue)
{
    switch (rule) {
    case SYN_HIDDEN_BY_PERSONS:
        return catalogue->project.disclosure.persons;
    case SYN_HIDDEN_BY_DOMINANCE:
        return catalogue->project.disclosure.dominance;
    case SYN_HIDDEN_BY_RECORDS:
        return protection->why.least_records;
    default:
        return syn_indicator_threshold(catalogue, protection->indicator);
    }
}

static const char *say_rule(const struct syn_document *document,
                            enum syn_hidden_by rule,
                            const struct syn_cli_protection *protection,
                            const struct syn_catalogue *catalogue)
{
    struct syn_arena *arena = document->arena;
    const struct syn_place places[] = {
        {"k",
         syn_arena_printf(arena, "%d", limit_of(rule, protection, catalogue))},
        {NULL, NULL}};

    return syn_say(document->lang,
                   syn_arena_printf(arena, "why.%s", names[rule]), places,
                   arena);
}

static void add_rules(struct syn_document *document,
                      const struct syn_cli_protection *protection,
                      const struct syn_catalogue *catalogue)
{
    const struct syn_why *why = &protection->why;
    const enum syn_hidden_by rules[] = {why->count, why->of};
    const bool is_part = why->of || protection->indicator->of_indicator;
    const char *const parts[] = {is_part ? "rows.count" : "rows.only",
                                 "rows.of"};

    for (size_t i = 0; i < 2; i++)
        if (rules[i])
            syn_document_add(document, SYN_BLOCK_TEXT)->text = syn_arena_printf(
                document->arena, "%s: %s",
                syn_sentence(document->lang, parts[i]),
                say_rule(document, rules[i], protection, catalogue));
}

void syn_cli_add_why(struct syn_document *document,
                     const struct syn_cli_protection *protection,
                     const struct syn_catalogue *catalogue)
{
    struct syn_block *heading = syn_document_add(document, SYN_BLOCK_HEADING);

    heading->level = 2;
    heading->text = syn_sentence(document->lang, "why");
    syn_document_add(document, SYN_BLOCK_TEXT)->text =
        syn_sentence(document->lang, protection->refused      ? "why.refused"
                                     : protection->absent     ? "why.absent"
                                     : protection->why.hidden ? "why.hidden"
                                                              : "why.shown");
    if (!protection->refused && protection->why.hidden)
        add_rules(document, protection, catalogue);
}

json_t *syn_cli_why_json(const struct syn_cli_protection *protection)
{
    const struct syn_why *why = &protection->why;

    return json_pack("{s:s, s:s?, s:s?}", "outcome",
                     protection->refused  ? "refused"
                     : protection->absent ? "not published"
                     : why->hidden        ? "hidden"
                                          : "shown",
                     "numerator", names[why->count], "denominator",
                     names[why->of]);
}
