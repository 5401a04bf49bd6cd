#include <stdio.h>

#include <samsyn/cli/command.h>
#include <samsyn/store/ledger.h>

#include "open_store.h"
#include "print.h"

static const struct syn_option options[] = {{NULL, NULL, NULL}};

static enum syn_status run(const struct syn_call *call)
{
    const char *folder = call->n_operands == 2 ? call->operand[0] : ".";
    const char *file = call->operand[call->n_operands - 1];
    struct syn_catalogue *catalogue;
    char sha256[SYN_SHA256_HEX];
    struct sqlite3 *db;

    enum syn_status status = syn_cli_open_store(&catalogue, &db, folder, call);
    if (!status)
        status = syn_store_backup(sha256, db, file, call->arena, call->diag);
    if (status)
        return status;
    if (call->json)
        syn_cli_print_json(json_pack("{s:i, s:s, s:s}", "schema_version", 1,
                                     "file", file, "sha256", sha256));
    else if (!call->quiet)
        printf("%s  %s\n", sha256, file);
    return SYN_OK;
}

const struct syn_command syn_cmd_backup = {
    .name = "backup",
    .purpose = "write a checked copy of the store",
    .operands = "[PROJECT] FILE",
    .details =
        "FILE must not be there before. To restore, copy it back to where the "
        "store was, while\nnothing runs, and check it with samsyn log "
        "--verify.",
    .example = "samsyn backup demo samsyn-2025-04-30.db",
    .options = options,
    .least = 1,
    .most = 2,
    .order = 86,
    .run = run,
};
