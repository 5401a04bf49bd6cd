#include <stdio.h>
#include <string.h>

#include <samsyn/catalogue/catalogue.h>
#include <samsyn/cli/command.h>
#include <samsyn/plots/chart.h>

#include "print.h"

static const struct syn_option options[] = {{NULL, NULL, NULL}};

static void list_indicators(const struct syn_catalogue *catalogue,
                            enum syn_lang lang)
{
    int focus = -1;

    for (size_t i = 0; i < catalogue->n_indicators; i++) {
        const struct syn_indicator *indicator = &catalogue->indicators[i];
        if (indicator->focus != focus) {
            char key[64];
            focus = indicator->focus;
            snprintf(key, sizeof key, "focus.%s", syn_focus_ids[focus]);
            printf("%s\n", syn_sentence(lang, key));
        }
        printf("  %-28s %s\n", indicator->id, indicator->title[lang]);
    }
}

static void list_json(const struct syn_catalogue *catalogue, enum syn_lang lang)
{
    json_t *list = json_array();

    for (size_t i = 0; i < catalogue->n_indicators; i++) {
        const struct syn_indicator *indicator = &catalogue->indicators[i];
        json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:s}", "id",
                                              indicator->id, "title",
                                              indicator->title[lang], "focus",
                                              syn_focus_ids[indicator->focus],
                                              "unit", indicator->unit->name));
    }
    json_t *json =
        json_pack("{s:i, s:o}", "schema_version", 1, "indicators", list);
    syn_cli_print_json(json);
}

static enum syn_status run(const struct syn_call *call)
{
    const char *folder = call->n_operands ? call->operand[0] : ".";
    struct syn_catalogue *catalogue;
    enum syn_status status =
        syn_catalogue_read(&catalogue, folder, call->arena, call->diag);

    if (status)
        return status;
    enum syn_lang lang = call->lang_given
                             ? call->lang
                             : (enum syn_lang)catalogue->project.language;
    if (call->json)
        list_json(catalogue, lang);
    else
        list_indicators(catalogue, lang);
    return SYN_OK;
}

const struct syn_command syn_cmd_list = {
    .name = "list",
    .purpose = "the indicators of a project, by focus area",
    .operands = "[PROJECT]",
    .example = "samsyn list demo --lang en",
    .options = options,
    .most = 1,
    .order = 40,
    .run = run,
};
