/* What the columns of an extract are to the gate, and what they decide. */
#include "intake.h"

/* What the contract reads a field into. */
static void watch_binding(struct gate_column *watch,
                          const struct syn_binding *binding)
{
    switch (binding->kind) {
    case SYN_COL_CATEGORY:
    case SYN_COL_SET:
    case SYN_COL_AREA:
        break;
    case SYN_COL_REPORTED:
    case SYN_COL_OCCURRED:
        watch->is_event = true;
        watch->converted = true;
        break;
    default:
        watch->converted = true;
    }
}

/* The rule of 2032 is certain where the contract says so, or its months do. */
static bool is_after_2032(const struct syn_contract *contract)
{
    const int change = 2032 * 12;

    if (contract->gate.identity_2032 == 0) /* auto */
        return contract->covers.to != SYN_UNSET &&
               contract->covers.to >= change;
    return contract->gate.identity_2032 == 1;
}

static struct syn_loc header_of(const struct intake *in)
{
    return (struct syn_loc){in->path, 1 + (unsigned)in->contract->skip_lines,
                            0};
}

enum syn_status syn_intake_watch(struct intake *in,
                                 struct syn_arena *arena,
                                 struct syn_diag *diag)
{
    enum syn_status status = SYN_OK;

    in->identity_2032 = is_after_2032(in->contract);
    in->watch = syn_arena_alloc(arena, in->n_fields, sizeof *in->watch);
    in->n_memos =
        in->n_fields < SYN_MEMO_COLUMNS ? in->n_fields : SYN_MEMO_COLUMNS;
    in->memo = syn_memo_new(in->n_memos);
    in->place = syn_arena_alloc(arena, in->n_fields, sizeof *in->place);
    for (size_t b = 0; b < in->n_bindings; b++)
        if (in->bindings[b].field != SIZE_MAX)
            watch_binding(&in->watch[in->bindings[b].field], &in->bindings[b]);
    for (size_t f = 0; f < in->n_fields; f++) {
        in->watch[f].header = in->header[f];
        syn_gate_column_accept(&in->watch[f], in->contract);
        if (!status)
            status = syn_gate_column_header(&in->watch[f], header_of(in), diag);
    }
    return status;
}

/* More than 0.1 % of the rows, or more than 20, if the contract does not say
 * otherwise (disclosure control, 11.3). */
bool syn_intake_too_personal(const struct intake *in)
{
    const struct syn_contract_gate *gate = &in->contract->gate;

    return in->quarantined_by_gate > (uint64_t)gate->max_rows ||
           (double)in->quarantined_by_gate > gate->max_share * (double)in->rows;
}

static enum syn_status worse(enum syn_status a, enum syn_status b)
{
    return a ? a : b;
}

/* Warnings of all columns; SYN_EINPUT if one refuses the extract. */
enum syn_status syn_intake_judge_columns(const struct intake *in,
                                         struct syn_diag *diag)
{
    int from = in->contract->covers.from;
    enum syn_status status = SYN_OK;

    if (from == SYN_UNSET)
        from = in->first_month;
    int year = from == SYN_UNSET ? 0 : from / 12;
    for (size_t f = 0; f < in->n_fields; f++)
        status = worse(status, syn_gate_column_judge(&in->watch[f], year,
                                                     header_of(in), diag));
    return status;
}
