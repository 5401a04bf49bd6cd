#include <stdio.h>

#include <samsyn/cli/command.h>
#include <samsyn/measure/series.h>
#include <samsyn/run/run.h>
#include <samsyn/store/store.h>

static const struct syn_option options[] = {{NULL, NULL, NULL}};

/* Everything but the writing, in a store that lives in memory only. */
static enum syn_status check(const struct syn_call *call,
                             struct syn_catalogue **catalogue,
                             struct syn_ingest_report *report)
{
    const char *folder = call->n_operands ? call->operand[0] : ".";
    struct syn_series_set series;
    struct sqlite3 *db = NULL;

    enum syn_status status =
        syn_catalogue_read(catalogue, folder, call->arena, call->diag);
    if (!status)
        status = syn_store_open(&db, ":memory:", call->arena, call->diag);
    if (!status)
        status = syn_store_ingest(report, db, *catalogue, false, call->arena,
                                  call->diag);
    if (!status)
        status =
            syn_store_settle(db, *catalogue, true, call->arena, call->diag);
    if (!status)
        status = syn_series_measure(&series, db, db, *catalogue, call->arena,
                                    call->diag);
    return status;
}

static void tell(const struct syn_call *call,
                 const struct syn_ingest_report *report)
{
    for (size_t i = 0; i < report->n; i++) {
        const struct syn_extract_summary *s = &report->items[i].summary;
        char from[SYN_PERIOD_BYTES], to[SYN_PERIOD_BYTES], n[4][24];
        const uint64_t counts[4] = {s->rows_read, s->loaded, s->quarantined,
                                    s->blank};
        for (int k = 0; k < 4; k++)
            snprintf(n[k], sizeof n[k], "%llu", (unsigned long long)counts[k]);
        printf("%s\n",
               syn_say(
                   call->lang, "check.file",
                   (struct syn_place[]){
                       {"file", report->items[i].file},
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
}

static enum syn_status run(const struct syn_call *call)
{
    struct syn_catalogue *catalogue;
    struct syn_ingest_report report;
    enum syn_status status = check(call, &catalogue, &report);

    if (!status && !call->quiet)
        tell(call, &report);
    return status;
}

const struct syn_command syn_cmd_check = {
    .name = "check",
    .purpose = "read the project and its extracts, and say what is wrong",
    .operands = "[PROJECT]",
    .details =
        "Reads the configuration, every extract by its contract, and every "
        "indicator,\nwithout touching the store or writing a file.",
    .example = "samsyn check demo",
    .options = options,
    .most = 1,
    .order = 2,
    .run = run,
};
