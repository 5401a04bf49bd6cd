/* The numbers in brackets are the requirements of check_extract.h. */
#include "check_extract.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include <samsyn/base/limits.h>
#include <samsyn/base/text.h>
#include <samsyn/csv/reader.h>
#include <samsyn/extract/extract.h>
#include <samsyn/extract/gate.h>
#include <samsyn/extract/unique.h>

#include "print.h"
#include "standard_input.h"

enum { MOST_DECISIONS = SYN_COLUMNS };

/* A file while it is checked. */
struct checking {
    const struct syn_call *call;
    const struct syn_contract *contract;
    struct syn_input in;
    struct syn_csv_facts facts;
    struct syn_extract_summary found;
    const char **masks;     /* Of each row not taken. */
    const char **decisions; /* On columns, in words. */
    size_t n_decisions;
    struct syn_diag *to; /* Who hears everything else. */
};

/* What the gate says of columns belongs to the result. */
static void hear(void *data, const struct syn_message *m)
{
    static const char *const codes[] = {
        "extract.gate-warn", "extract.personal-header",
        "extract.personal-column", "extract.unique", "extract.unique-warn"};
    struct checking *c = data;
    bool decision = false;

    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        decision |= strcmp(m->code, codes[i]) == 0;

    if (decision && c->n_decisions < MOST_DECISIONS)
        c->decisions[c->n_decisions++] =
            syn_arena_strdup(c->call->arena, m->text);
    else
        c->to->emit(c->to->data, m);
}

/* --- reading ----------------------------------------------------------- */

/* How many rows are alone: a decision for the contract, or against it. */
static enum syn_status judge_unique(const struct checking *c,
                                    const struct syn_uniqueness *found,
                                    struct syn_diag *diag)
{
    if (found->unique && isnan(c->contract->gate.max_unique))
        syn_diag_warn(diag, (struct syn_loc){c->in.path, 0, 0},
                      "extract.unique-warn",
                      "%lld of %lld rows are alone with %s, and the smallest "
                      "group has %lld; ask for months, age groups or larger "
                      "zones before it is loaded, or decide on max_unique in "
                      "the contract",
                      (long long)found->unique, (long long)found->rows,
                      found->columns, (long long)found->smallest);
    return syn_unique_judge(found, c->contract, c->in.path, diag);
}

static enum syn_status read_extract(struct checking *c, struct syn_diag *diag)
{
    static const unsigned char key[SYN_SIPHASH_KEY]; /* Nothing is kept. */
    struct syn_dialect wanted = syn_contract_dialect(c->contract);
    struct syn_arena *arena = c->call->arena;
    struct syn_layout layout;
    struct syn_extract *extract;

    syn_layout_make(&layout, c->contract->definition, c->contract, 1, arena);
    struct syn_dictionary *areas = syn_dictionary_new(arena);
    syn_dictionary_add(areas, "", 0);
    struct syn_profiles *profiles =
        syn_profiles_new(layout.n_categories, arena);
    struct syn_unique_count *unique =
        syn_unique_begin(c->contract, &layout, profiles, arena);
    enum syn_status status =
        syn_extract_identify(&c->found, c->contract, c->in.path, arena, diag);
    if (!status)
        status = syn_csv_examine(&c->facts, c->in.path, &wanted, diag);
    if (!status)
        status = syn_extract_open(
            &extract, c->contract, c->in.path, &c->facts,
            &(struct syn_extract_options){.key = key,
                                          .layout = &layout,
                                          .profiles = profiles,
                                          .areas = areas,
                                          .see = syn_unique_see,
                                          .data = unique},
            arena, diag);
    if (status)
        return status;
    while (syn_extract_next(extract)) {
    }
    status = syn_extract_finish(&c->found, extract, diag);
    struct syn_uniqueness alone = syn_unique_found(unique);
    return status ? status : judge_unique(c, &alone, diag);
}

/* The shape of the cell that Q is about; of the whole record if of none. */
static const char *mask_of(const struct checking *c,
                           const struct syn_quarantined *q,
                           const struct syn_record *record,
                           const struct syn_reader *reader)
{
    char mask[SYN_GATE_MASK_BYTES];
    size_t n;
    const char *s = syn_reader_raw(reader, &n);

    for (size_t f = 0; record && q->column && f < record->n_fields; f++)
        if (syn_reader_locate(reader, f).column == q->column) {
            s = record->field[f];
            n = record->length[f];
        }
    while (n && (s[n - 1] == '\n' || s[n - 1] == '\r'))
        n--;
    syn_gate_mask(mask, s, n);
    return syn_arena_strdup(c->call->arena, mask);
}

/* Reads once more, for what rows look like: those not taken, in order. */
static enum syn_status read_masks(struct checking *c, struct syn_diag *diag)
{
    const struct syn_quarantined *q = c->found.quarantine;
    size_t n = c->found.n_quarantine, at = 0;
    struct syn_arena *arena = c->call->arena;
    struct syn_reader *reader;
    struct syn_record record;
    struct syn_broken broken;

    c->masks = syn_arena_alloc(arena, n + 1, sizeof *c->masks);
    for (size_t i = 0; i < n; i++)
        c->masks[i] = "";
    if (!n)
        return SYN_OK;
    enum syn_status status =
        syn_reader_open(&reader, c->in.path, &c->facts.dialect, arena, diag);
    while (!status || status == SYN_EINPUT) {
        status = syn_reader_next(&record, reader, &broken, diag);
        unsigned line = status ? broken.first_line : record.line;
        while (at < n && status != SYN_DONE && q[at].line < line)
            at++;
        for (; at < n && status != SYN_DONE && q[at].line == line; at++)
            c->masks[at] = mask_of(c, &q[at], status ? NULL : &record, reader);
    }
    return status == SYN_DONE ? SYN_OK : status;
}

/* --- telling ----------------------------------------------------------- */

static void tell_text(const struct checking *c, bool accepted)
{
    for (size_t i = 0; i < c->found.n_quarantine; i++) {
        const struct syn_quarantined *q = &c->found.quarantine[i];
        printf("%s:%u:%u: %s: %s\n", c->in.file, q->line,
               q->column ? q->column : 1, q->rule, c->masks[i]);
    }
    for (size_t i = 0; i < c->n_decisions; i++)
        printf("%s: %s\n", c->in.file, c->decisions[i]);
    printf("%s: %s\n", c->in.file, accepted ? "accepted" : "refused");
}

static json_t *tell_json(const struct checking *c, bool accepted)
{
    json_t *findings = json_array(), *columns = json_array();

    for (size_t i = 0; i < c->found.n_quarantine; i++) {
        const struct syn_quarantined *q = &c->found.quarantine[i];
        json_array_append_new(
            findings,
            json_pack("{s:i, s:i, s:s, s:s, s:s}", "line", (int)q->line,
                      "column", (int)(q->column ? q->column : 1), "field",
                      q->field, "rule", q->rule, "masked", c->masks[i]));
    }
    for (size_t i = 0; i < c->n_decisions; i++)
        json_array_append_new(columns, json_string(c->decisions[i]));
    return json_pack("{s:s, s:s, s:I, s:I, s:o, s:o}", "file", c->in.file,
                     "verdict", accepted ? "accepted" : "refused", "rows_read",
                     (json_int_t)c->found.rows_read, "quarantined",
                     (json_int_t)c->found.quarantined, "findings", findings,
                     "columns", columns);
}

/* Adds what became of one file to FILES (NULL: prints it). */
static enum syn_status check_file(json_t *files,
                                  const struct syn_call *call,
                                  const struct syn_contract *contract,
                                  const char *file)
{
    struct checking *c = syn_arena_alloc(call->arena, 1, sizeof *c);

    *c = (struct checking){.call = call,
                           .contract = contract,
                           .decisions = syn_arena_alloc(
                               call->arena, MOST_DECISIONS, sizeof(char *)),
                           .to = &c->in.diag};
    enum syn_status status =
        syn_input_open(&c->in, file, call->arena, call->diag);
    if (status)
        return status;
    struct syn_diag heard = c->in.diag;
    heard.emit = hear;
    heard.data = c;
    enum syn_status judged = read_extract(c, &heard);
    if (judged && judged != SYN_EINPUT)
        return judged;
    status = read_masks(c, &c->in.diag);
    if (status)
        return status;
    if (files)
        json_array_append_new(files, tell_json(c, !judged));
    else
        tell_text(c, !judged);
    return judged ? judged : c->found.n_quarantine ? SYN_EINPUT : SYN_OK;
}

enum syn_status
syn_check_extracts(const struct syn_call *call, const char *path, bool new_rule)
{
    enum syn_status worst = SYN_OK;
    struct syn_contract contract;
    enum syn_status status =
        syn_contract_read(&contract, path, call->arena, call->diag);

    if (status)
        return status;
    if (new_rule)
        contract.gate.identity_2032 = 1;
    json_t *files = call->json ? json_array() : NULL;
    for (size_t i = 0; i < call->n_operands; i++) {
        status = check_file(files, call, &contract, call->operand[i]);
        if (status && worst != SYN_EIO)
            worst = status;
    }
    if (files)
        syn_cli_print_json(
            json_pack("{s:i, s:o}", "schema_version", 1, "files", files));
    return worst;
}
