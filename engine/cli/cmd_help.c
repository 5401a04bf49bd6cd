#include <stdio.h>
#include <string.h>

#include <samsyn/base/asset.h>
#include <samsyn/base/text.h>
#include <samsyn/catalogue/catalogue.h>
#include <samsyn/catalogue/schema.h>
#include <samsyn/cli/command.h>
#include <samsyn/methods/method.h>
#include <samsyn/report/quality.h>

static const struct syn_option options[] = {{NULL, NULL, NULL}};

/* --- keys of YAML files ------------------------------------------------ */

static const char *const type_names[] = {
    [SYN_KEY_TEXT] = "text",       [SYN_KEY_INT] = "whole number",
    [SYN_KEY_NUMBER] = "number",   [SYN_KEY_BOOL] = "yes or no",
    [SYN_KEY_DAY] = "day",         [SYN_KEY_MONTH] = "month",
    [SYN_KEY_AGES] = "ages",       [SYN_KEY_CHOICE] = "one of",
    [SYN_KEY_TEXTS] = "list",      [SYN_KEY_OBJECT] = "keys of its own",
    [SYN_KEY_OBJECTS] = "list of", [SYN_KEY_MAP] = "names with",
    [SYN_KEY_TEXTMAP] = "map",
};

static const char *translated(enum syn_lang lang,
                              const char *prefix,
                              const char *name,
                              const char *text)
{
    char key[192];
    snprintf(key, sizeof key, "%s.%s", prefix, name);
    return syn_cli_text(lang, key, text);
}

static void print_type(const struct syn_key *key, enum syn_lang lang)
{
    printf("%s", translated(lang, "type", type_names[key->type],
                            type_names[key->type]));
    for (const char *const *c = key->choices; c && *c; c++)
        if (**c != '\t') /* Written "tab", which is listed too. */
            printf("%s %s", c == key->choices ? "" : ",", *c);
    if (key->sub)
        printf(" (samsyn help %s)", key->sub->name);
}

static void print_key(const struct syn_schema *schema,
                      const struct syn_key *key,
                      enum syn_lang lang)
{
    char name[128];

    snprintf(name, sizeof name, "%s.%s", schema->name, key->name);
    printf("  %s: %s\n      ", key->name,
           translated(lang, "key", name, key->help));
    print_type(key, lang);
    if (key->required)
        printf("; %s", syn_cli_text(lang, "help.required", "required"));
    else if (key->fallback)
        printf("; %s %s", syn_cli_text(lang, "help.default", "default"),
               *key->fallback ? key->fallback : "\"\"");
    if (key->example)
        printf("\n      %s: %s", key->name, key->example);
    putchar('\n');
}

static void print_schema(const struct syn_schema *schema, enum syn_lang lang)
{
    printf("%s\n\n", schema->name);
    for (size_t i = 0; i < schema->n_keys; i++)
        print_key(schema, &schema->keys[i], lang);
    if (schema->shorthand)
        printf("\n%s %s\n",
               syn_cli_text(lang, "help.shorthand",
                            "A text in its place stands for its key"),
               schema->shorthand);
}

static const struct syn_schema *find_schema(const char *name)
{
    for (const struct syn_schema *const *s = syn_schemas; *s; s++)
        if (strcmp((*s)->name, name) == 0)
            return *s;
    return NULL;
}

/* --- the head of an indicator ------------------------------------------ */

static void print_head(enum syn_lang lang)
{
    printf(
        "%s\n\n",
        syn_cli_text(lang, "help.indicator",
                     "An indicator is a file indicators/NAME.sql: a head of "
                     "lines \"-- @key value\",\nthen one SELECT profile FROM "
                     "SOURCE that says which kinds of event count."));
    for (const struct syn_head_key *k = syn_head_keys; k->name; k++) {
        printf("  @%s: %s\n      %s", k->name,
               translated(lang, "head", k->name, k->help), k->type);
        if (k->required)
            printf("; %s", syn_cli_text(lang, "help.required", "required"));
        else if (k->fallback)
            printf("; %s %s", syn_cli_text(lang, "help.default", "default"),
                   k->fallback);
        printf("\n      -- @%s %s\n", k->name, k->example);
    }
    fputs(
        "\n"
        "  -- @title.nb   Vold i det offentlige rom\n"
        "  -- @title.en   Violence in public places\n"
        "  -- @focus      public-space\n"
        "  -- @measure    count\n"
        "  -- @unit       case\n"
        "  -- @groups     all target\n"
        "  -- @through    police_person suspect\n"
        "  -- @per        1000 inhabitants\n"
        "  -- @better     lower\n"
        "  SELECT profile FROM police_case\n"
        "   WHERE code IN (SELECT code FROM code_tag WHERE tag = 'violence')\n"
        "     AND place = 'public';\n",
        stdout);
}

/* --- sources ----------------------------------------------------------- */

static void print_source(const struct syn_source *source)
{
    printf("%s\n", source->name);
    for (size_t c = 0; c < source->n_columns; c++) {
        const struct syn_source_column *column = &source->columns[c];
        printf("  %-16s %-11s %s\n", column->name,
               syn_column_kind_names[column->kind],
               column->norwegian ? column->norwegian : "");
        for (const char *const *v = column->values; v && *v; v++)
            printf("%s%s%s", v == column->values ? "                   " : " ",
                   *v, v[1] ? "" : "\n");
    }
}

static enum syn_status print_sources(const struct syn_call *call)
{
    const struct syn_source *sources;
    size_t n;
    enum syn_status status =
        syn_sources_read(&sources, &n, call->arena, call->diag);

    for (size_t i = 0; !status && i < n; i++)
        print_source(&sources[i]);
    if (!status)
        printf("\n%s\n",
               syn_cli_text(call->lang, "help.template",
                            "samsyn help NAME, with the name of a source, "
                            "shows a contract to start from."));
    return status;
}

/* The contract to start from for the source called NAME, or NULL. */
static const struct syn_asset *find_template(const char *name)
{
    char path[192];

    snprintf(path, sizeof path,
             "datasets/demo/start/contracts/templates/%s.yaml", name);
    return syn_asset_find(path);
}

static void print_template(const struct syn_asset *asset)
{
    fwrite(asset->text, 1, asset->size, stdout);
}

/* --- the rest ---------------------------------------------------------- */

static void print_formats(enum syn_lang lang)
{
    printf(
        "%s\n",
        syn_cli_text(
            lang, "help.formats",
            "A format is written as its result looks: d and dd (day), m and mm "
            "(month), yyyy,\nH and HH (hour), MM (minute), SS (second), Z "
            "(\"Z\" or +01:00); what stands in [ ]\nat the end may be absent. "
            "HHMM also reads 100 as 01:00."));
    fputs("\n  dd.mm.yyyy[ HH:MM]      yyyy-mm-ddTHH:MM:SSZ\n"
          "  mm/dd/yyyy              m/d/yyyy H:MM\n"
          "  yyyy-mm                 HHMM\n",
          stdout);
}

static void print_topics(enum syn_lang lang)
{
    printf("\n%s", syn_cli_text(lang, "help.topics",
                                "samsyn help COMMAND, and samsyn help"));
    for (const struct syn_schema *const *s = syn_schemas; *s; s++)
        printf(" %s%s", (*s)->name, s[1] ? " |" : "");
    puts(" | indicator | sources | formats | lists | rules");
}

static void print_lists(enum syn_lang lang)
{
    printf("%s\n",
           syn_cli_text(lang, "help.lists",
                        "Lists of a project: CSV with a header, as Excel "
                        "saves it"));
    fputs("  codes/SYSTEM.csv  "
          "code;valid_from;valid_to;title;tags;law;ssb_group;\n"
          "                    pod_category;primary;secondary;mark\n"
          "  population.csv    area;year;sex;age;persons\n"
          "  areas.csv         code;name;zone\n"
          "  measures.csv      name;focus;from;to;owner;indicator\n"
          "  breaks.csv        date;applies_to;type;description;handling;\n"
          "                    description_nn;description_en;source;mark\n",
          stdout);
}

/* --- checks of the quality report --------------------------------------- */

static const char *
rule_text(enum syn_lang lang, const char *id, const char *part)
{
    char key[64];

    snprintf(key, sizeof key, "rule.%s%s", id, part);
    return syn_sentence(lang, key);
}

static const char *grade_text(enum syn_lang lang, enum syn_grade grade)
{
    char key[64];

    snprintf(key, sizeof key, "grade.%s", syn_grade_names[grade]);
    return syn_sentence(lang, key);
}

static void print_rules(enum syn_lang lang)
{
    printf("%s\n\n", syn_sentence(lang, "help.rules"));
    for (size_t i = 0; i < SYN_N_RULES; i++)
        printf("  %s  %s (%s)\n", syn_rules[i].id,
               rule_text(lang, syn_rules[i].id, ""),
               grade_text(lang, syn_rules[i].grade));
}

static void print_rule(const struct syn_rule *rule, enum syn_lang lang)
{
    printf("%s %s\n\n%s: %s\n", rule->id, rule_text(lang, rule->id, ""),
           syn_sentence(lang, "help.rule.grade"),
           grade_text(lang, rule->grade));
    printf("%s: %s\n", syn_sentence(lang, "help.rule.means"),
           rule_text(lang, rule->id, ".means"));
    printf("%s: %s\n", syn_sentence(lang, "help.rule.do"),
           rule_text(lang, rule->id, ".do"));
}

static enum syn_status unknown(const struct syn_call *call, const char *topic)
{
    return syn_diag_fail(call->diag, SYN_EUSAGE, (struct syn_loc){0},
                         "help.topic",
                         "there is no help on \"%s\"; see samsyn help", topic);
}

/* samsyn help stat METHOD */
static enum syn_status print_method(const struct syn_call *call)
{
    struct syn_text text = {.arena = call->arena};
    const struct syn_method *method = syn_method_find(call->operand[1]);

    if (!method || strcmp(call->operand[0], "stat") != 0)
        return unknown(call, call->operand[1]);
    syn_method_help(&text, method);
    if (text.n)
        fwrite(text.at, 1, text.n, stdout);
    return SYN_OK;
}

static enum syn_status run(const struct syn_call *call)
{
    const char *topic = call->n_operands ? call->operand[0] : NULL;
    const struct syn_command *command = topic ? syn_command_find(topic) : NULL;
    const struct syn_schema *schema = topic ? find_schema(topic) : NULL;

    if (topic && call->n_operands == 2)
        return print_method(call);
    if (!topic) {
        syn_cli_overview(call->lang);
        print_topics(call->lang);
    } else if (command) {
        syn_cli_help(command, call->lang);
    } else if (schema) {
        print_schema(schema, call->lang);
    } else if (strcmp(topic, "indicator") == 0) {
        print_head(call->lang);
    } else if (strcmp(topic, "sources") == 0) {
        return print_sources(call);
    } else if (find_template(topic)) {
        print_template(find_template(topic));
    } else if (strcmp(topic, "formats") == 0) {
        print_formats(call->lang);
    } else if (strcmp(topic, "lists") == 0) {
        print_lists(call->lang);
    } else if (strcmp(topic, "rules") == 0) {
        print_rules(call->lang);
    } else if (syn_rule_find(topic) < SYN_N_RULES) {
        print_rule(&syn_rules[syn_rule_find(topic)], call->lang);
    } else {
        return unknown(call, topic);
    }
    return SYN_OK;
}

const struct syn_command syn_cmd_help = {
    .name = "help",
    .purpose = "help on a command or a file of the project",
    .operands = "[TOPIC [METHOD]]",
    .example = "samsyn help contract",
    .options = options,
    .most = 2,
    .order = 90,
    .run = run,
};
