#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <samsyn/base/text.h>
#include <samsyn/cli/command.h>
#include <samsyn/run/run.h>

enum { OUT, MAX_BAD, FAIL_ON };

static const struct syn_option options[] = {
    {"out", "FOLDER", "where to write (default: out/quality in the project)"},
    {"max-bad", "SHARE",
     "fail where more than this share of a file's rows cannot be read"},
    {"fail-on", "warning", "end with 1 if there is any warning"},
    {NULL, NULL, NULL},
};

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

static enum syn_status run(const struct syn_call *call)
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

const struct syn_command syn_cmd_check = {
    .name = "check",
    .purpose = "read the project and its extracts, and say what is wrong",
    .operands = "[PROJECT]",
    .details =
        "Reads the configuration, every extract by its contract, and every "
        "indicator,\nwithout touching the store, and writes a quality report: "
        "quality.html and\nquality.json.  The checks are told of in samsyn "
        "help rules.",
    .example = "samsyn check demo --fail-on warning",
    .options = options,
    .most = 1,
    .order = 2,
    .run = run,
};
