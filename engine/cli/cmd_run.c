#include <stdio.h>
#include <string.h>

#include <samsyn/cli/command.h>
#include <samsyn/run/run.h>

#include "print.h"

enum { PERIOD, OUT, INTERNAL, SUPERSEDE };

static const struct syn_option options[] = {
    {"period", "2025K2",
     "the quarter to report on (default: the last complete)"},
    {"out", "FOLDER", "where to write (default: out/PERIOD in the project)"},
    {"internal", NULL, "unprotected figures, marked as not for publication"},
    {"supersede", NULL, "let new extracts replace those that they overlap"},
    {NULL, NULL, NULL},
};

/* What became of the rows of all extracts. */
struct totals {
    size_t loaded_files, files;
    uint64_t rows, quarantined;
};

static struct totals add_up(const struct syn_ingest_report *report)
{
    struct totals t = {.files = report->n};

    for (size_t i = 0; i < report->n; i++) {
        if (report->items[i].result != SYN_INGEST_LOADED)
            continue;
        t.loaded_files++;
        t.rows += report->items[i].summary.rows_read;
        t.quarantined += report->items[i].summary.quarantined;
    }
    return t;
}

static void tell(const struct syn_call *call, const struct syn_run_result *r)
{
    struct totals t = add_up(&r->state.ingested);
    struct syn_protection p = syn_release_protection(r->state.release);
    enum syn_lang lang = call->lang_given ? call->lang : r->state.lang;
    char a[32], b[32], c[32];

    snprintf(a, sizeof a, "%zu", t.files);
    snprintf(b, sizeof b, "%llu", (unsigned long long)t.rows);
    snprintf(c, sizeof c, "%llu", (unsigned long long)t.quarantined);
    const char *new_files = syn_say(
        lang, t.loaded_files ? "run.extracts" : "run.extracts.none",
        (struct syn_place[]){{"files", a}, {"rows", b}, {"bad", c}, {0}},
        call->arena);
    snprintf(a, sizeof a, "%zu", r->state.findings.n);
    snprintf(b, sizeof b, "%zu", r->state.findings.n_tested);
    const char *indicators = syn_say(
        lang, "run.indicators",
        (struct syn_place[]){{"n", a}, {"tested", b}, {0}}, call->arena);
    snprintf(a, sizeof a, "%zu", p.suppressed);
    snprintf(b, sizeof b, "%zu", p.suppressed + p.shown);
    const char *hidden =
        syn_say(lang, p.internal ? "run.internal" : "run.hidden",
                (struct syn_place[]){{"n", a}, {"all", b}, {0}}, call->arena);
    printf("%s\n%s\n%s\n%s\n", new_files, indicators, hidden, r->briefing);
}

static void tell_json(const struct syn_run_result *r)
{
    struct totals t = add_up(&r->state.ingested);
    struct syn_protection p = syn_release_protection(r->state.release);
    char period[SYN_PERIOD_BYTES];
    json_t *json = json_pack(
        "{s:i, s:s, s:s, s:s, s:I, s:I, s:I, s:I, s:I, s:I, s:b}",
        "schema_version", 1, "period",
        syn_period_code(period, r->state.findings.period), "folder", r->folder,
        "briefing", r->briefing, "files", (json_int_t)r->files, "rows_read",
        (json_int_t)t.rows, "quarantined", (json_int_t)t.quarantined,
        "indicators", (json_int_t)r->state.findings.n, "shown",
        (json_int_t)p.shown, "suppressed", (json_int_t)p.suppressed, "internal",
        p.internal);

    syn_cli_print_json(json);
}

static enum syn_status run(const struct syn_call *call)
{
    struct syn_run_result result;
    const struct syn_run_options wanted = {
        .folder = call->n_operands ? call->operand[0] : ".",
        .period = call->value[PERIOD],
        .out = call->value[OUT],
        .lang = call->lang_given ? &call->lang : NULL,
        .internal = call->value[INTERNAL] != NULL,
        .supersede = call->value[SUPERSEDE] != NULL};

    enum syn_status status = syn_run(&result, &wanted, call->arena, call->diag);
    if (status)
        return status;
    if (call->json)
        tell_json(&result);
    else if (!call->quiet)
        tell(call, &result);
    return SYN_OK;
}

const struct syn_command syn_cmd_run = {
    .name = "run",
    .purpose = "load new extracts, count, protect, assess, write the briefing",
    .operands = "[PROJECT]",
    .details =
        "The main job.  Reads samsyn.yaml in the folder PROJECT (default: "
        "here), loads what\nis new in extracts/, and writes an audited "
        "draft to out/PERIOD.  Running it again\nwith the same files "
        "writes the same bytes.",
    .example = "samsyn run demo --period 2025K2",
    .options = options,
    .most = 1,
    .order = 30,
    .run = run,
};
