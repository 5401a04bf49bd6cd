#include <stdio.h>

#include <samsyn/base/calendar.h>
#include <samsyn/cli/command.h>
#include <samsyn/store/diff.h>

#include "open_store.h"
#include "print.h"

enum { FROM, TO };

static const struct syn_option options[] = {
    {"from", "BATCH|FILE", "the older vintage (default: what is loaded)"},
    {"to", "BATCH|FILE", "the newer one; a file is read and not loaded"},
    {NULL, NULL, NULL},
};

/* "2025K2", or "-" for rows without a date. */
static const char *code_of(char out[SYN_PERIOD_BYTES], int quarter)
{
    if (quarter < 0)
        return "-";
    return syn_period_code(out, (struct syn_period){SYN_QUARTER, quarter});
}

static void print_diff(const struct syn_diff *d, enum syn_lang lang)
{
    char code[SYN_PERIOD_BYTES];

    printf("%s%s%s: %s -> %s\n%s\n", d->source, *d->part ? " " : "", d->part,
           d->from, d->to,
           syn_sentence(lang, d->by_row ? "diff.head" : "diff.head.counts"));
    for (size_t i = 0; i < d->n; i++) {
        const struct syn_diff_quarter *q = &d->quarters[i];
        printf("%-8s %9lld %9lld %9lld", code_of(code, q->quarter),
               (long long)q->from, (long long)q->to,
               (long long)(q->to - q->from));
        if (d->by_row)
            printf(" %9lld %9lld %9lld %9lld", (long long)q->same,
                   (long long)q->added, (long long)q->vanished,
                   (long long)q->changed);
        putchar('\n');
    }
}

static json_t *quarter_json(const struct syn_diff_quarter *q, bool by_row)
{
    char code[SYN_PERIOD_BYTES];
    json_t *json =
        json_pack("{s:s, s:I, s:I}", "quarter", code_of(code, q->quarter),
                  "from", (json_int_t)q->from, "to", (json_int_t)q->to);

    if (json && by_row)
        json_object_update_new(
            json, json_pack("{s:I, s:I, s:I, s:I}", "same", (json_int_t)q->same,
                            "added", (json_int_t)q->added, "vanished",
                            (json_int_t)q->vanished, "changed",
                            (json_int_t)q->changed));
    return json;
}

static void print_json(const struct syn_diff_report *report)
{
    json_t *list = json_array();

    for (size_t i = 0; i < report->n; i++) {
        const struct syn_diff *d = &report->items[i];
        json_t *quarters = json_array();
        for (size_t j = 0; j < d->n; j++)
            json_array_append_new(quarters,
                                  quarter_json(&d->quarters[j], d->by_row));
        json_array_append_new(
            list, json_pack("{s:s, s:s, s:s, s:s, s:s, s:b, s:o}", "source",
                            d->source, "contract", d->contract, "part", d->part,
                            "from", d->from, "to", d->to, "by_row", d->by_row,
                            "quarters", quarters));
    }
    syn_cli_print_json(json_pack("{s:i, s:b, s:o}", "schema_version", 1,
                                 "internal", true, "differences", list));
}

static enum syn_status run(const struct syn_call *call)
{
    const char *folder = call->n_operands ? call->operand[0] : ".";
    struct syn_catalogue *catalogue;
    struct syn_diff_report report;
    struct sqlite3 *db;

    enum syn_status status = syn_cli_open_store(&catalogue, &db, folder, call);
    if (!status)
        status = syn_store_diff(&report, db, catalogue, call->value[FROM],
                                call->value[TO], call->arena, call->diag);
    if (status)
        return status;
    if (call->json) {
        print_json(&report);
        return SYN_OK;
    }
    enum syn_lang lang = syn_cli_lang(call, catalogue);
    printf("%s\n",
           syn_sentence(lang, report.n ? "run.internal" : "diff.nothing"));
    for (size_t i = 0; i < report.n; i++)
        print_diff(&report.items[i], lang);
    return SYN_OK;
}

const struct syn_command syn_cmd_diff = {
    .name = "diff",
    .purpose = "what a corrected extract changes, by quarter",
    .operands = "[PROJECT]",
    .details =
        "Compares a file that is not loaded yet (--to FILE) with what is "
        "loaded for its months:\nrows added, vanished, changed (the same case, "
        "person and role). Without options, each\nbatch that was superseded "
        "with its successor; of those only the number of rows is left.\nThe "
        "counts are unprotected, and not for publication.",
    .example = "samsyn diff demo --to corrected.csv",
    .options = options,
    .most = 1,
    .order = 70,
    .run = run,
};
