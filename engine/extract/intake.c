#include "intake.h"

#include <stdlib.h>
#include <string.h>

#include <samsyn/base/limits.h>
#include <samsyn/base/text.h>

#include "header.h"
#include "shape.h"

/* Rows kept of a column until it is judged.  More than 20 refuse the extract,
 * so the rest need not be kept; by chance, a long file has many more. */
enum { MOST_SUSPECTS = 1000 };

/* --- opening ----------------------------------------------------------- */

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

static enum syn_status read_header(struct intake *in,
                                   const struct syn_dialect *dialect,
                                   struct syn_arena *arena,
                                   struct syn_diag *diag)
{
    struct syn_record header;

    enum syn_status status = syn_header_read(&header, in->reader, in->contract,
                                             in->path, dialect, arena, diag);
    if (status)
        return status;
    in->n_fields = header.n_fields;
    in->header = syn_arena_alloc(arena, in->n_fields + 1, sizeof *in->header);
    for (size_t f = 0; f < in->n_fields; f++)
        in->header[f] = header.field[f];
    return syn_bind(&in->bindings, &in->n_bindings, in->contract,
                    in->options.layout, &header,
                    (struct syn_loc){in->path, header.line, 0}, arena, diag);
}

static bool is_bound(const struct intake *in, size_t category)
{
    for (size_t i = 0; i < in->n_bindings; i++) {
        const struct syn_binding *b = &in->bindings[i];
        if ((b->kind == SYN_COL_CATEGORY || b->kind == SYN_COL_SET) &&
            category - b->category < b->n_members)
            return true;
    }
    return false;
}

/* A category that is not in this contract is unknown: "" (a set: no member is
 * known, so "" as well).  The others are written anew for each row. */
static void prepare_row(struct intake *in, struct syn_arena *arena)
{
    size_t n = in->options.layout->n_categories, n_varying = 0;
    size_t *varying = syn_arena_alloc(arena, n + 1, sizeof *varying);

    in->n_values = SYN_N_EVENT_VALUES + in->options.layout->n_extras;
    in->tables = (struct syn_bind_tables){.profiles = in->options.profiles,
                                          .areas = in->options.areas,
                                          .key = in->options.key};
    in->row.category = syn_arena_alloc(arena, n + 1, sizeof *in->row.category);
    for (size_t i = 0; i < n; i++) {
        in->row.category[i] = syn_dictionary_add(
            syn_profiles_dictionary(in->options.profiles, i), "", 0);
        if (is_bound(in, i))
            varying[n_varying++] = i;
    }
    syn_profiles_vary(in->options.profiles, varying, n_varying);
}

/* Notes which values rows can have: the weight, and what is bound. */
static void note_given(struct intake *in)
{
    in->gives[SYN_EV_WEIGHT] = true;
    for (size_t i = 0; i < in->n_bindings; i++) {
        const struct syn_binding *b = &in->bindings[i];
        if (b->kind == SYN_COL_CATEGORY || b->kind == SYN_COL_SET)
            continue;
        in->gives[b->target[0]] = true;
        if (b->gives_hour || b->kind == SYN_COL_AGE)
            in->gives[b->target[1]] = true;
    }
}

/* Finds the value whose dates say what is covered. */
static void find_covering(struct intake *in)
{
    const char *name = in->contract->covers.from_column;

    in->covering = SIZE_MAX;
    for (size_t i = 0; name && i < in->n_bindings; i++) {
        const struct syn_binding *b = &in->bindings[i];
        if (strcmp(b->column->item.name, name) == 0)
            in->covering = b->kind == SYN_COL_REPORTED ? SYN_EV_REPORTED
                           : b->kind == SYN_COL_DATE   ? b->value
                                                       : SYN_EV_OCCURRED;
    }
}

enum syn_status syn_intake_open(struct intake *in,
                                const struct syn_contract *contract,
                                const char *path,
                                const struct syn_csv_facts *facts,
                                const struct syn_extract_options *options,
                                struct syn_arena *arena,
                                struct syn_diag *diag)
{
    *in = (struct intake){.contract = contract,
                          .path = path,
                          .mark = facts->mark,
                          .options = *options,
                          .first_month = SYN_UNSET,
                          .last_month = SYN_UNSET};
    enum syn_status status =
        syn_reader_open(&in->reader, path, &facts->dialect, arena, diag);
    if (!status)
        status = read_header(in, &facts->dialect, arena, diag);
    if (!status)
        status = check_accepted(in, diag);
    if (!status)
        status = size_rows(in, diag);
    if (!status)
        status = find_named(&in->only, in, contract->only, "only", diag);
    if (!status)
        status = find_named(&in->sum_field, in, contract->skip_rows.column,
                            "skip_rows", diag);
    if (!status)
        status = syn_intake_watch(in, arena, diag);
    if (!status) {
        in->blank_before = syn_reader_blank(in->reader);
        prepare_row(in, arena);
        note_given(in);
        find_covering(in);
    }
    return status;
}

/* --- rows -------------------------------------------------------------- */

/* Digits alone in field F that are valid: the column will decide. */
static void note_hits(struct intake *in,
                      const struct syn_record *record,
                      size_t f,
                      unsigned hits)
{
    for (unsigned e = 0; e < SYN_N_EVIDENCE; e++)
        if ((hits >> e & 1) && in->watch[f].hits[e] <= MOST_SUSPECTS)
            syn_intake_suspect(in, syn_intake_row(in, record->line, f, NULL), f,
                               (enum syn_gate_evidence)e);
}

/* What the gate finds in field F: a kind, or SYN_KIND_NONE. */
static enum syn_gate_kind
look_at(struct intake *in, const struct syn_record *record, size_t f)
{
    const char *cell = record->field[f];
    size_t n = record->length[f];
    struct syn_gate_finding finding = syn_gate_cell(cell, n, in->identity_2032);

    if (f >= in->n_fields)
        return syn_gate_column_flag(NULL, &finding);
    int year = syn_gate_column_year(&in->watch[f], cell, n);
    syn_gate_column_note(&in->watch[f], cell, n, year, &finding);
    if (finding.hits)
        note_hits(in, record, f, finding.hits);
    in->place[f] = f < in->n_memos && syn_gate_is_quiet(&finding)
                       ? syn_memo_keep(&in->memo[f], cell, n, year)
                       : NULL;
    return syn_gate_column_flag(&in->watch[f], &finding);
}

/* Whether field F has a text that was looked at before: nothing is in it. */
static inline bool
is_known(struct intake *in, const struct syn_record *record, size_t f)
{
    if (f >= in->n_memos)
        return false;
    size_t n = record->length[f];

    in->place[f] = syn_memo_find(&in->memo[f], record->field[f], n);
    if (in->place[f])
        syn_gate_column_quiet(&in->watch[f], n, in->place[f]->year);
    return in->place[f] != NULL;
}

/* Whether the record may pass the gate; if not, it is quarantined.  The rest of
 * its cells is seen all the same: a column is judged by all of them. */
static bool pass_gate(struct intake *in, const struct syn_record *record)
{
    enum syn_gate_kind first = SYN_KIND_NONE;
    size_t where = SIZE_MAX;

    for (size_t f = 0; f < record->n_fields; f++) {
        if (is_known(in, record, f))
            continue;
        enum syn_gate_kind kind = look_at(in, record, f);
        if (kind != SYN_KIND_NONE && first == SYN_KIND_NONE) {
            first = kind;
            where = f < in->n_fields ? f : SIZE_MAX;
        }
    }
    if (first == SYN_KIND_NONE)
        return true;
    struct syn_quarantined row = syn_intake_row(
        in, record->line, where, syn_gate_quarantine_rule(first));
    row.gate = true;
    syn_intake_quarantine(in, row);
    return false;
}

static bool is_header(const struct intake *in, const struct syn_record *record)
{
    if (in->contract->header_lines != 1 || record->n_fields < in->n_fields)
        return false;
    for (size_t f = 0; f < in->n_fields; f++)
        if (strcmp(record->field[f], in->header[f]) != 0)
            return false;
    return true;
}

/* What the cell of B in RECORD comes to.  As often as not, the same text in the
 * same column was converted before. */
static inline const struct syn_cell *convert_cell(
    struct intake *in, struct syn_binding *b, const struct syn_record *record)
{
    struct syn_memo_place *place =
        b->field != SIZE_MAX && b->is_first ? in->place[b->field] : NULL;
    struct syn_cell *cell = place ? &place->cell : &in->unkept;
    const char *constant = b->column->constant;

    if (place && place->converted)
        return cell;
    *cell = b->field == SIZE_MAX
                ? syn_bind_cell(b, &in->tables, constant, strlen(constant))
                : syn_bind_cell(b, &in->tables, record->field[b->field],
                                record->length[b->field]);
    if (place)
        place->converted = true;
    return cell;
}

/* Converts the record into ROW.  NULL, or the rule that FIELD breaks. */
static const char *
convert(struct intake *in, const struct syn_record *record, size_t *field)
{
    *field = SIZE_MAX;
    for (size_t i = 0; i < in->n_values; i++)
        in->row.value[i] = SYN_NULL;
    in->row.value[SYN_EV_WEIGHT] = 1;
    for (size_t i = 0; i < in->n_bindings; i++) {
        struct syn_binding *b = &in->bindings[i];
        const struct syn_cell *cell = convert_cell(in, b, record);
        if (cell->rule) {
            *field = b->field;
            return cell->rule;
        }
        syn_bind_put(&in->row, b, cell);
    }
    return NULL;
}

static bool has_dates(const struct intake *in)
{
    for (size_t i = 0; i < in->n_bindings; i++)
        if (in->bindings[i].kind == SYN_COL_REPORTED ||
            in->bindings[i].kind == SYN_COL_OCCURRED)
            return true;
    return false;
}

static void note_month(struct intake *in)
{
    if (in->covering == SIZE_MAX || in->row.value[in->covering] == SYN_NULL)
        return;
    int month = syn_day_month((int)in->row.value[in->covering]);
    if (in->first_month == SYN_UNSET || month < in->first_month)
        in->first_month = month;
    if (in->last_month == SYN_UNSET || month > in->last_month)
        in->last_month = month;
}

static void
load(struct intake *in, struct syn_record_block *block, unsigned line)
{
    size_t at = block->n++;

    block->line[at] = line;
    block->profile[at] =
        syn_profiles_add(in->options.profiles, in->row.category);
    for (size_t i = 0; i < in->n_values; i++)
        block->value[i][at] = in->row.value[i];
    note_month(in);
    in->loaded++;
}

/* The first rule that the record breaks, and the FIELD that does; NULL. */
static const char *
fault_of(struct intake *in, const struct syn_record *record, size_t *field)
{
    *field = SIZE_MAX;
    if (record->n_fields != in->row_fields ||
        (in->empty_last && record->length[in->row_fields - 1]))
        return "K06-field-count";
    if (is_header(in, record))
        return "K07-repeated-header";
    const char *rule = convert(in, record, field);
    if (rule)
        return rule;
    if (in->row.value[SYN_EV_REPORTED] == SYN_NULL &&
        in->row.value[SYN_EV_OCCURRED] == SYN_NULL && has_dates(in))
        return "K11-no-date";
    return NULL;
}

/* Whether what is read now stands below the table. */
static bool is_below(const struct intake *in)
{
    return in->contract->footnotes &&
           syn_reader_blank(in->reader) > in->blank_before;
}

/* The rule by which the contract announces that the record is no row; NULL. */
static const char *announced(const struct intake *in,
                             const struct syn_record *record)
{
    const struct syn_texts *values = &in->contract->skip_rows.values;

    if (is_below(in))
        return "K31-footnote";
    if (in->sum_field == SIZE_MAX || in->sum_field >= record->n_fields)
        return NULL;
    for (size_t i = 0; i < values->n; i++)
        if (strcmp(values->at[i], record->field[in->sum_field]) == 0)
            return "K30-sum-row";
    return NULL;
}

static void take(struct intake *in,
                 const struct syn_record *record,
                 struct syn_record_block *block)
{
    size_t field;

    if (!pass_gate(in, record))
        return;
    const char *rule = announced(in, record);
    if (rule) {
        in->declared++;
        syn_intake_quarantine(in,
                              syn_intake_row(in, record->line, SIZE_MAX, rule));
        return;
    }
    if (in->only != SIZE_MAX && record->n_fields == in->row_fields &&
        record->length[in->only] == 0) {
        in->silent++;
        for (size_t i = in->n_suspects;
             i-- && in->suspects[i].row.line == record->line;)
            in->suspects[i].silent = true;
        return;
    }
    rule = fault_of(in, record, &field);
    if (!rule) {
        load(in, block, record->line);
        return;
    }
    struct syn_quarantined row = syn_intake_row(in, record->line, field, rule);
    if (field != SIZE_MAX && syn_is_about_form(rule))
        syn_draw_shape(row.shape, record->field[field], record->length[field]);
    syn_intake_quarantine(in, row);
}

enum syn_status syn_intake_next(struct intake *in,
                                struct syn_record_block *block,
                                struct syn_diag *diag)
{
    struct syn_record record;
    struct syn_broken broken;

    enum syn_status status =
        syn_reader_next(&record, in->reader, &broken, diag);
    if (status == SYN_EINPUT) {
        bool below = is_below(in);
        struct syn_quarantined row =
            syn_intake_row(in, broken.first_line, SIZE_MAX,
                           below ? "K31-footnote" : broken.rule);
        in->declared += below;
        row.column = broken.loc.column;
        syn_intake_quarantine(in, row);
    } else if (status) {
        return status;
    } else {
        take(in, &record, block);
    }
    in->rows++;
    return in->n_quarantine >= SYN_QUARANTINE ? SYN_DONE : SYN_OK;
}
