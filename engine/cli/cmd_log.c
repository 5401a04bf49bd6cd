#include <stdio.h>

#include <samsyn/base/calendar.h>
#include <samsyn/base/file.h>
#include <samsyn/catalogue/catalogue.h>
#include <samsyn/cli/command.h>
#include <samsyn/store/rows.h>
#include <samsyn/store/store.h>

#include "print.h"

static const struct syn_option options[] = {{NULL, NULL, NULL}};

static void print_batches(const struct syn_batch *b, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        char from[SYN_PERIOD_BYTES], to[SYN_PERIOD_BYTES];
        printf(
            "%-17s %s..%s %8lld %6lld %s%s%s %.12s\n", b[i].source,
            syn_period_code(from,
                            (struct syn_period){SYN_MONTH, b[i].covers_from}),
            syn_period_code(to, (struct syn_period){SYN_MONTH, b[i].covers_to}),
            (long long)b[i].loaded, (long long)b[i].quarantined, b[i].file,
            *b[i].part ? " " : "", b[i].part, b[i].sha256);
    }
}

static void print_json(const struct syn_batch *b, size_t n)
{
    json_t *list = json_array();

    for (size_t i = 0; i < n; i++)
        json_array_append_new(
            list,
            json_pack("{s:s, s:s, s:s, s:s, s:s, s:I, s:I, s:I, s:I}", "source",
                      b[i].source, "contract", b[i].contract, "part", b[i].part,
                      "file", b[i].file, "sha256", b[i].sha256, "rows_read",
                      (json_int_t)b[i].rows_read, "loaded",
                      (json_int_t)b[i].loaded, "quarantined",
                      (json_int_t)b[i].quarantined, "blank",
                      (json_int_t)b[i].blank));
    json_t *json =
        json_pack("{s:i, s:o}", "schema_version", 1, "batches", list);
    syn_cli_print_json(json);
}

static enum syn_status run(const struct syn_call *call)
{
    const char *folder = call->n_operands ? call->operand[0] : ".";
    struct syn_catalogue *catalogue;
    const struct syn_batch *batches;
    struct sqlite3 *db;
    size_t n;

    enum syn_status status =
        syn_catalogue_read(&catalogue, folder, call->arena, call->diag);
    if (status)
        return status;
    const char *path =
        syn_path_join(folder, catalogue->project.store, call->arena);
    if (!syn_file_exists(path))
        return syn_diag_fail(call->diag, SYN_EINPUT,
                             (struct syn_loc){path, 0, 0}, "log.no-store",
                             "nothing was loaded yet: samsyn run");
    status = syn_store_open(&db, path, call->arena, call->diag);
    if (!status)
        status = syn_store_batches(&batches, &n, db, call->arena, call->diag);
    if (!status && call->json)
        print_json(batches, n);
    else if (!status)
        print_batches(batches, n);
    return status;
}

const struct syn_command syn_cmd_log = {
    .name = "log",
    .purpose = "what was loaded: months, rows, rows in quarantine, hash",
    .operands = "[PROJECT]",
    .example = "samsyn log demo",
    .options = options,
    .most = 1,
    .order = 5,
    .run = run,
};
