#include <stdio.h>
#include <string.h>

#include <samsyn/cli/command.h>
#include <samsyn/run/run.h>

#include "open_store.h"
#include "print.h"

enum { PERIOD, DRY_RUN };

static const struct syn_option options[] = {
    {"period", "2025K2",
     "the quarter of the draft (default: the last complete)"},
    {"dry-run", NULL, "only look whether it could be published"},
    {NULL, NULL, NULL},
};

static void tell(const struct syn_call *call,
                 const struct syn_publish_result *r)
{
    const struct syn_publication *p = &r->publication;
    const char *key = r->already             ? "publish.already"
                      : call->value[DRY_RUN] ? "publish.would"
                                             : "publish.done";
    char number[32], shown[32], hidden[32], period[SYN_PERIOD_BYTES];

    snprintf(number, sizeof number, "%lld", (long long)p->id);
    snprintf(shown, sizeof shown, "%lld", (long long)p->shown);
    snprintf(hidden, sizeof hidden, "%lld", (long long)p->hidden);
    printf("%s\n%s\n",
           syn_say(syn_cli_lang(call, r->state.catalogue), key,
                   (struct syn_place[]){
                       {"period",
                        syn_period_code(period, r->state.findings.period)},
                       {"release", number},
                       {"shown", shown},
                       {"hidden", hidden},
                       {0}},
                   call->arena),
           r->folder);
}

static json_t *text_or_null(const char *text)
{
    return text ? json_string(text) : json_null();
}

static void tell_json(const struct syn_call *call,
                      const struct syn_publish_result *r)
{
    const struct syn_publication *p = &r->publication;
    char period[SYN_PERIOD_BYTES];

    syn_cli_print_json(json_pack(
        "{s:i, s:s, s:s, s:b, s:b, s:o, s:o, s:o, s:I, s:I}", "schema_version",
        1, "period", syn_period_code(period, r->state.findings.period),
        "folder", r->folder, "already", r->already, "dry_run",
        call->value[DRY_RUN] != NULL, "release",
        p->id ? json_integer((json_int_t)p->id) : json_null(), "published_at",
        text_or_null(p->at), "sha256", text_or_null(p->sha256), "shown",
        (json_int_t)p->shown, "hidden", (json_int_t)p->hidden));
}

/* The period of CALL, which may be an operand or an option, but not two. */
static enum syn_status take_period(const char **out,
                                   const struct syn_call *call)
{
    const char *operand = call->n_operands > 1 ? call->operand[1] : NULL;

    *out = operand ? operand : call->value[PERIOD];
    if (!operand || !call->value[PERIOD] ||
        strcmp(operand, call->value[PERIOD]) == 0)
        return SYN_OK;
    return syn_diag_fail(call->diag, SYN_EUSAGE, (struct syn_loc){0},
                         "publish.period", "which quarter: %s or %s?", operand,
                         call->value[PERIOD]);
}

static enum syn_status run(const struct syn_call *call)
{
    struct syn_publish_result result;
    struct syn_publish_options wanted = {
        .folder = call->n_operands ? call->operand[0] : ".",
        .dry = call->value[DRY_RUN] != NULL};
    enum syn_status status = take_period(&wanted.period, call);

    if (!status)
        status = syn_publish(&result, &wanted, call->arena, call->diag);
    if (status)
        return status;
    if (call->json)
        tell_json(call, &result);
    else if (!call->quiet)
        tell(call, &result);
    return SYN_OK;
}

const struct syn_command syn_cmd_publish = {
    .name = "publish",
    .purpose = "the draft becomes a publication, and is remembered",
    .operands = "[PROJECT [PERIOD]]",
    .details =
        "What the draft in out/PERIOD shows, and what it hides, is written to "
        "the ledger in\nthe store. From then on every run protects new figures "
        "together with it: a figure\nthat is out stays out, one that was "
        "hidden "
        "stays hidden, and a correction that is\nsmall waits. A draft that was "
        "edited, is internal, or is not what a run would write\nnow is refused "
        "with exit status 5. Publishing twice changes nothing.",
    .example = "samsyn publish demo 2025K2",
    .options = options,
    .most = 2,
    .order = 35,
    .run = run,
};
