/* Whether an extract's header has what its contract names. */
#include <string.h>

#include <samsyn/base/text.h>

#include "intake.h"

/* What an accepted finding may not be: in a column that is stored. */
static enum syn_status check_accepted(const struct intake *in,
                                      struct syn_diag *diag)
{
    const struct syn_contract_accept *accept = in->contract->accept.at;

    for (size_t i = 0; i < in->contract->accept.n; i++)
        for (size_t b = 0; b < in->n_bindings; b++)
            if (in->bindings[b].field != SIZE_MAX &&
                strcmp(in->bindings[b].header, accept[i].column) == 0)
                return syn_diag_fail(
                    diag, SYN_ECONFIG, accept[i].item.loc, "extract.accept",
                    "\"%s\" is read into the store, so nothing can be accepted "
                    "there",
                    accept[i].column);
    return SYN_OK;
}

/* The field of the column called NAME, which KEY of the contract names. */
static enum syn_status find_named(size_t *out,
                                  const struct intake *in,
                                  const char *name,
                                  const char *key,
                                  struct syn_diag *diag)
{
    *out = SIZE_MAX;
    if (!name)
        return SYN_OK;
    for (size_t f = 0; f < in->n_fields && f < in->row_fields; f++)
        if (strcmp(in->header[f], name) == 0)
            *out = f;
    if (*out != SIZE_MAX)
        return SYN_OK;
    return syn_diag_fail_at(
        diag, SYN_EINPUT, (struct syn_loc){in->path, 1, 0},
        (struct syn_caret){.suggestion = syn_suggest(name, in->header)},
        "extract.only",
        "the header has no column \"%s\", which %s names in \"%s\"", name,
        in->contract->path, key);
}

/* How many fields a row has, and whether all that is bound is among them. */
static enum syn_status size_rows(struct intake *in, struct syn_diag *diag)
{
    const struct syn_contract *contract = in->contract;

    in->row_fields = in->n_fields;
    if (contract->row_fields != SYN_UNSET)
        in->row_fields = (size_t)contract->row_fields;
    in->empty_last = contract->trailing_delimiter;
    if (in->empty_last && (!in->n_fields || *in->header[in->n_fields - 1]))
        in->row_fields++;
    for (size_t i = 0; i < in->n_bindings; i++)
        if (in->bindings[i].field != SIZE_MAX &&
            in->bindings[i].field >= in->row_fields)
            return syn_diag_fail(
                diag, SYN_EINPUT, in->bindings[i].column->item.loc,
                "extract.row-fields",
                "rows of %zu fields have nothing in the column \"%s\"",
                in->row_fields, in->bindings[i].header);
    return SYN_OK;
}

enum syn_status syn_intake_check_header(struct intake *in,
                                        struct syn_diag *diag)
{
    const struct syn_contract *contract = in->contract;
    enum syn_status status = check_accepted(in, diag);

    if (!status)
        status = size_rows(in, diag);
    if (!status)
        status = find_named(&in->only, in, contract->only, "only", diag);
    if (!status)
        status = find_named(&in->sum_field, in, contract->skip_rows.column,
                            "skip_rows", diag);
    return status;
}
