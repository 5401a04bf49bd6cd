#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <samsyn/base/file.h>
#include <samsyn/base/text.h>
#include <samsyn/cli/command.h>
#include <samsyn/run/run.h>

#include "check_extract.h"
#include "check_identifiers.h"
#include "check_table.h"
#include "print.h"
#include "standard_input.h"

enum {
    AS_TABLE,
    CONTRACT,
    OUT,
    REJECTS,
    ENCODING,
    DELIMITER,
    QUOTE,
    ESCAPE,
    LINE_END,
    HEADER_LINES,
    SKIP_LINES,
    MAX_BAD,
    FAIL_ON,
    IDENTIFIERS,
    IDENTITY_2032
};

static const struct syn_option options[] = {
    {"as-table", "FILE",
     "read one CSV file with every column as text; - is standard input"},
    {"contract", "FILE", "contract that says how the file is written"},
    {"out", "PATH",
     "where to write (default: out/quality in the project); with --as-table "
     "the file for what was accepted, as RFC 4180 in UTF-8"},
    {"rejects", "FILE", "where to list what was not, and why"},
    {"encoding", "NAME", "utf-8, windows-1252, utf-16le, utf-16be"},
    {"delimiter", "TEXT", "what stands between fields; tab"},
    {"quote", "CHAR", "what stands around fields; none"},
    {"escape", "CHAR", "what stands before a quote in a quoted field"},
    {"line-end", "lf|cr", "what ends a line"},
    {"header-lines", "N", "rows of the header (default: 1)"},
    {"skip-lines", "N", "lines before the header (default: 0)"},
    {"max-bad", "SHARE",
     "fail where more than this share of a file's rows cannot be read"},
    {"fail-on", "warning", "end with 1 if there is any warning"},
    {"identifiers", "FILE",
     "judge each line of a text by the personal-data gate; - is standard "
     "input"},
    {"identity-2032", NULL,
     "numbers that are valid only by the rule of 2032 are certain"},
    {NULL, NULL, NULL},
};

/* --- one table --------------------------------------------------------- */

static enum syn_status wrong_option(const struct syn_call *call, int option)
{
    return syn_diag_fail(call->diag, SYN_EUSAGE, (struct syn_loc){0},
                         "check.option", "--%s cannot be \"%s\"",
                         options[option].name, call->value[option]);
}

/* A whole number of lines. */
static enum syn_status
take_lines(int *out, const struct syn_call *call, int option)
{
    char *end;

    if (!call->value[option])
        return SYN_OK;
    long n = strtol(call->value[option], &end, 10);
    if (end == call->value[option] || *end || n < 0 || n > 1000)
        return wrong_option(call, option);
    *out = (int)n;
    return SYN_OK;
}

/* One byte that is ASCII, or a NAME that stands for one. */
static enum syn_status take_char(char *out,
                                 const struct syn_call *call,
                                 int option,
                                 const char *name,
                                 char meant)
{
    const char *s = call->value[option];

    if (!s)
        return SYN_OK;
    if (strcmp(s, name) == 0)
        *out = meant;
    else if (s[0] > 0 && s[0] != '\r' && s[0] != '\n' && !s[1])
        *out = s[0];
    else
        return wrong_option(call, option);
    return SYN_OK;
}

static enum syn_status take_delimiter(struct syn_dialect *out,
                                      const struct syn_call *call)
{
    const char *s = call->value[DELIMITER];

    if (s && s[0] > 0 && s[1] == ' ' && !s[2]) {
        out->delimiter = s[0];
        out->second = s[1];
        return SYN_OK;
    }
    if (s)
        out->second = '\0';
    return take_char(&out->delimiter, call, DELIMITER, "tab", '\t');
}

static enum syn_status take_encoding(struct syn_dialect *out,
                                     const struct syn_call *call)
{
    const char *s = call->value[ENCODING];

    if (s && strcmp(s, "iso-8859-1") == 0)
        s = "windows-1252";
    for (int i = 0; s && syn_encoding_names[i]; i++)
        if (strcmp(s, syn_encoding_names[i]) == 0) {
            out->encoding = (enum syn_encoding)i;
            return SYN_OK;
        }
    return s ? wrong_option(call, ENCODING) : SYN_OK;
}

static enum syn_status take_line_end(struct syn_dialect *out,
                                     const struct syn_call *call)
{
    const char *s = call->value[LINE_END];

    if (!s)
        return SYN_OK;
    out->cr = strcmp(s, "cr") == 0;
    return out->cr || strcmp(s, "lf") == 0 ? SYN_OK
                                           : wrong_option(call, LINE_END);
}

/* What the contract says, then what the options do. */
static enum syn_status want(struct syn_table_wanted *out,
                            const struct syn_call *call)
{
    struct syn_contract contract;
    struct syn_dialect *d = &out->dialect;
    int skip = 0;
    enum syn_status status = SYN_OK;

    *out = (struct syn_table_wanted){.file = call->value[AS_TABLE],
                                     .out = call->value[OUT],
                                     .rejects = call->value[REJECTS],
                                     .header_lines = 1};
    if (call->value[CONTRACT]) {
        status = syn_yaml_read(&contract, &syn_contract_schema,
                               call->value[CONTRACT], call->arena, call->diag);
        if (status)
            return status;
        *d = syn_contract_dialect(&contract);
        out->header_lines = contract.header_lines;
        skip = contract.skip_lines;
    }
    status = take_encoding(d, call);
    if (!status)
        status = take_delimiter(d, call);
    if (!status)
        status = take_char(&d->quote, call, QUOTE, "none", (char)SYN_NO_QUOTE);
    if (!status)
        status = take_char(&d->escape, call, ESCAPE, "none", '\0');
    if (!status)
        status = take_line_end(d, call);
    if (!status)
        status = take_lines(&out->header_lines, call, HEADER_LINES);
    if (!status)
        status = take_lines(&skip, call, SKIP_LINES);
    d->skip_lines = (unsigned)skip;
    return status;
}

/* The byte C as a text; NULL if there is none. */
static const char *shown(char c, struct syn_arena *arena)
{
    if (c == (char)SYN_NO_QUOTE)
        return "none";
    return c ? syn_arena_strndup(arena, &c, 1) : NULL;
}

static json_t *dialect_json(const struct syn_table_checked *found,
                            const struct syn_table_wanted *wanted,
                            struct syn_arena *arena)
{
    const struct syn_dialect *d = &found->facts.dialect;
    char delimiter[3] = {d->delimiter, d->second, '\0'};

    return json_pack("{s:s, s:b, s:s, s:s, s:s?, s:s, s:i, s:i}", "encoding",
                     syn_encoding_names[d->encoding], "bom", d->bom,
                     "delimiter", syn_arena_strdup(arena, delimiter), "quote",
                     shown(d->quote ? d->quote : '"', arena), "escape",
                     shown(d->escape, arena), "line_end", d->cr ? "cr" : "lf",
                     "skip_lines", (int)d->skip_lines, "header_lines",
                     wanted->header_lines);
}

static void table_json(const struct syn_table_checked *found,
                       const struct syn_table_wanted *wanted,
                       struct syn_arena *arena)
{
    json_t *rules = json_object();

    for (size_t i = 0; i < found->n_rules; i++)
        json_object_set_new(rules, found->rule[i].rule,
                            json_integer((json_int_t)found->rule[i].n));
    syn_cli_print_json(json_pack(
        "{s:i, s:s, s:s, s:I, s:o, s:I, s:I, s:I, s:I, s:I, s:I, s:o}",
        "schema_version", 1, "file", wanted->file, "sha256",
        found->facts.sha256, "bytes", (json_int_t)found->facts.bytes, "dialect",
        dialect_json(found, wanted, arena), "columns",
        (json_int_t)found->n_fields, "header", (json_int_t)found->header,
        "rows_read", (json_int_t)found->read, "accepted",
        (json_int_t)found->accepted, "blank", (json_int_t)found->blank,
        "rejected", (json_int_t)found->rejected, "rejected_by_rule", rules));
}

static void table_text(const struct syn_call *call,
                       const struct syn_table_checked *found,
                       const struct syn_table_wanted *wanted)
{
    const uint64_t counts[] = {found->read, found->accepted, found->rejected,
                               found->blank};
    char n[4][24];

    for (int k = 0; k < 4; k++)
        snprintf(n[k], sizeof n[k], "%llu", (unsigned long long)counts[k]);
    printf("%s\n", syn_say(call->lang, "check.table",
                           (struct syn_place[]){{"file", wanted->file},
                                                {"read", n[0]},
                                                {"accepted", n[1]},
                                                {"bad", n[2]},
                                                {"blank", n[3]},
                                                {0}},
                           call->arena));
    for (size_t i = 0; i < found->n_rules; i++)
        printf("  %llu  %s\n", (unsigned long long)found->rule[i].n,
               found->rule[i].rule);
}

static enum syn_status run_table(const struct syn_call *call)
{
    struct syn_table_wanted wanted;
    struct syn_table_checked found;
    struct syn_input in;
    enum syn_status status = want(&wanted, call);

    if (!status)
        status = syn_input_open(&in, wanted.file, call->arena, call->diag);
    if (status)
        return status;
    wanted.file = in.path;
    status = syn_check_table(&found, &wanted, call->arena, &in.diag);
    if (status)
        return status;
    wanted.file = in.file;
    if (call->json)
        table_json(&found, &wanted, call->arena);
    else if (!call->quiet)
        table_text(call, &found, &wanted);
    return SYN_OK;
}

/* --- a project --------------------------------------------------------- */

static void tell_file(const struct syn_call *call,
                      const struct syn_ingested *item)
{
    const struct syn_extract_summary *s = &item->summary;
    char from[SYN_PERIOD_BYTES], to[SYN_PERIOD_BYTES], n[4][24];
    const uint64_t counts[4] = {s->rows_read, s->loaded, s->quarantined,
                                s->blank};

    for (int k = 0; k < 4; k++)
        snprintf(n[k], sizeof n[k], "%llu", (unsigned long long)counts[k]);
    printf("%s\n",
           syn_say(call->lang, "check.file",
                   (struct syn_place[]){
                       {"file", item->file},
                       {"read", n[0]},
                       {"loaded", n[1]},
                       {"bad", n[2]},
                       {"blank", n[3]},
                       {"from", syn_period_code(
                                    from, (struct syn_period){SYN_MONTH,
                                                              s->covers_from})},
                       {"to",
                        syn_period_code(
                            to, (struct syn_period){SYN_MONTH, s->covers_to})},
                       {0}},
                   call->arena));
}

static void tell(const struct syn_call *call, struct syn_check_result *result)
{
    for (size_t i = 0; i < result->ingested.n; i++)
        if (!result->ingested.items[i].status)
            tell_file(call, &result->ingested.items[i]);
    result->quality.lang = call->lang;
    printf("%s\n%s\n", syn_quality_verdict(&result->quality, call->arena),
           result->page);
}

static enum syn_status read_options(struct syn_check_options *out,
                                    const struct syn_call *call)
{
    const char *share = call->value[MAX_BAD], *fail = call->value[FAIL_ON];
    struct syn_loc nowhere = {0};
    char *end;

    *out = (struct syn_check_options){
        .folder = call->n_operands ? call->operand[0] : ".",
        .out = call->value[OUT],
        .lang = call->lang_given ? &call->lang : NULL,
        .max_bad = NAN,
        .warnings_fail = fail != NULL};
    if (fail && strcmp(fail, "warning") != 0)
        return syn_diag_fail(call->diag, SYN_EUSAGE, nowhere, "check.fail-on",
                             "--fail-on takes \"warning\", not \"%s\"", fail);
    if (!share)
        return SYN_OK;
    out->max_bad = strtod(share, &end);
    if (end != share && !*end && out->max_bad >= 0 && out->max_bad <= 1)
        return SYN_OK;
    return syn_diag_fail(call->diag, SYN_EUSAGE, nowhere, "check.max-bad",
                         "\"%s\" is no share from 0 to 1; example: 0.01",
                         share);
}

/* --identifiers is a question of its own. */
static enum syn_status check_identifiers(const struct syn_call *call)
{
    struct syn_loc nowhere = {0};

    for (int i = 0; options[i].name; i++)
        if (call->value[i] && i != IDENTIFIERS && i != IDENTITY_2032)
            return syn_diag_fail(
                call->diag, SYN_EUSAGE, nowhere, "check.not-with",
                "--%s does not go with --identifiers", options[i].name);
    if (call->n_operands)
        return syn_diag_fail(call->diag, SYN_EUSAGE, nowhere, "check.one-file",
                             "--identifiers takes one file, and \"%s\" is one "
                             "too many",
                             call->operand[0]);
    return syn_check_identifiers(call, call->value[IDENTIFIERS],
                                 call->value[IDENTITY_2032] != NULL);
}

/* Whether the operands are extracts, and not a project. */
static bool are_files(const struct syn_call *call)
{
    const char *first = call->n_operands ? call->operand[0] : "";

    return call->n_operands > 0 && !syn_folder_exists(first) &&
           (call->n_operands > 1 || syn_file_exists(first) ||
            strcmp(first, "-") == 0);
}

/* Options that go with a question about extracts, CONTRACT or not. */
static enum syn_status check_extracts(const struct syn_call *call)
{
    for (int i = 0; options[i].name; i++)
        if (call->value[i] && i != CONTRACT && i != IDENTITY_2032)
            return syn_diag_fail(call->diag, SYN_EUSAGE, (struct syn_loc){0},
                                 "check.not-with-files",
                                 "--%s does not go with extracts",
                                 options[i].name);
    return syn_check_extracts(call, call->value[CONTRACT],
                              call->value[IDENTITY_2032] != NULL);
}

static enum syn_status run_project(const struct syn_call *call)
{
    struct syn_check_options wanted;
    struct syn_check_result result = {0};

    enum syn_status status = read_options(&wanted, call);
    if (status)
        return status;
    status = syn_run_check(&result, &wanted, call->arena, call->diag);
    if (call->json && result.json)
        fputs(result.json, stdout);
    else if (result.page && !call->quiet)
        tell(call, &result);
    return status;
}

static enum syn_status run(const struct syn_call *call)
{
    if (call->value[IDENTIFIERS])
        return check_identifiers(call);
    if (!call->value[AS_TABLE] && are_files(call))
        return check_extracts(call);
    if (call->n_operands > 1)
        return syn_diag_fail(
            call->diag, SYN_EUSAGE, (struct syn_loc){0}, "check.one-project",
            "a project is checked alone; \"%s\" is one too many",
            call->operand[1]);
    if (call->value[IDENTITY_2032])
        return syn_diag_fail(call->diag, SYN_EUSAGE, (struct syn_loc){0},
                             "check.only-with",
                             "--%s needs --identifiers, or an extract",
                             options[IDENTITY_2032].name);
    return call->value[AS_TABLE] ? run_table(call) : run_project(call);
}

const struct syn_command syn_cmd_check = {
    .name = "check",
    .purpose = "read the project and its extracts, and say what is wrong",
    .operands = "[PROJECT | EXTRACT...]",
    .details =
        "Reads the configuration, every extract by its contract, and every "
        "indicator,\nwithout touching the store, and writes a quality report: "
        "quality.html and\nquality.json.  The checks are told of in samsyn "
        "help rules.\nWith --as-table it reads one CSV file as it stands, "
        "whatever it is about, and\nsplits it into what is whole and what is "
        "not.  With --identifiers it tells of each line\nof a text what "
        "personal data it is, without showing it.\nOf single extracts it tells "
        "what the personal-data gate finds; - is standard input.",
    .example = "samsyn check demo --fail-on warning",
    .options = options,
    .most = SYN_MOST_OPERANDS,
    .order = 20,
    .run = run,
};
