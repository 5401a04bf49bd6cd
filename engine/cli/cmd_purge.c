#include <stdio.h>

#include <samsyn/base/calendar.h>
#include <samsyn/cli/command.h>
#include <samsyn/store/ledger.h>

#include "open_store.h"
#include "print.h"

enum { BEFORE, DRY_RUN };

static const struct syn_option options[] = {
    {"before", "DAY", "all that ends before this day"},
    {"dry-run", NULL, "only say what would be removed"},
    {NULL, NULL, NULL},
};

static void tell(const struct syn_call *call,
                 const struct syn_purged *purged,
                 enum syn_lang lang)
{
    char batches[32], rows[32], bad[32];

    for (size_t i = 0; i < purged->n; i++) {
        const struct syn_batch *b = &purged->batches[i];
        char from[SYN_PERIOD_BYTES], to[SYN_PERIOD_BYTES];
        printf(
            "%4lld %-17s %s..%s %s\n", (long long)b->id, b->source,
            syn_period_code(from,
                            (struct syn_period){SYN_MONTH, b->covers_from}),
            syn_period_code(to, (struct syn_period){SYN_MONTH, b->covers_to}),
            b->file);
    }
    snprintf(batches, sizeof batches, "%zu", purged->n);
    snprintf(rows, sizeof rows, "%lld", (long long)purged->rows);
    snprintf(bad, sizeof bad, "%lld", (long long)purged->quarantined);
    printf("%s\n",
           syn_say(lang, call->value[DRY_RUN] ? "purge.would" : "purge.done",
                   (struct syn_place[]){
                       {"batches", batches}, {"rows", rows}, {"bad", bad}, {0}},
                   call->arena));
}

static void tell_json(const struct syn_call *call,
                      const struct syn_purged *purged)
{
    json_t *list = json_array();

    for (size_t i = 0; i < purged->n; i++)
        json_array_append_new(list,
                              json_integer((json_int_t)purged->batches[i].id));
    syn_cli_print_json(json_pack("{s:i, s:b, s:o, s:I, s:I}", "schema_version",
                                 1, "dry_run", call->value[DRY_RUN] != NULL,
                                 "batches", list, "rows",
                                 (json_int_t)purged->rows, "quarantined",
                                 (json_int_t)purged->quarantined));
}

static enum syn_status run(const struct syn_call *call)
{
    const char *folder = call->n_operands ? call->operand[0] : ".";
    struct syn_catalogue *catalogue;
    struct syn_purged purged;
    struct sqlite3 *db;
    int day = 0;

    if (!call->value[BEFORE])
        return syn_diag_fail(call->diag, SYN_EUSAGE, (struct syn_loc){0},
                             "purge.missing",
                             "say what is to be removed: --before 2020-01-01");
    if (!syn_day_parse(&day, call->value[BEFORE]))
        return syn_diag_fail(
            call->diag, SYN_EUSAGE, (struct syn_loc){0}, "purge.before",
            "\"%s\" is not a date; example: 2020-01-01", call->value[BEFORE]);
    enum syn_status status = syn_cli_open_store(&catalogue, &db, folder, call);
    if (!status)
        status = syn_store_purge(&purged, db, catalogue, day,
                                 call->value[DRY_RUN] != NULL, call->arena,
                                 call->diag);
    if (status)
        return status;
    if (call->json)
        tell_json(call, &purged);
    else if (!call->quiet)
        tell(call, &purged, syn_cli_lang(call, catalogue));
    return SYN_OK;
}

const struct syn_command syn_cmd_purge = {
    .name = "purge",
    .purpose = "remove what is older than a day",
    .operands = "[PROJECT]",
    .details =
        "Events and quarantine of the batches whose last month ends before the "
        "day are removed\nand overwritten. The months are missing from then "
        "on, and the same files are not loaded\nagain. The files in extracts/ "
        "and backups are yours to remove.",
    .example = "samsyn purge demo --before 2020-01-01 --dry-run",
    .options = options,
    .most = 1,
    .order = 85,
    .run = run,
};
