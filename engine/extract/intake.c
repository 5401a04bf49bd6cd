#include "intake.h"

#include <stdlib.h>
#include <string.h>

#include "header.h"
#include "shape.h"
#include <samsyn/base/limits.h>

/* Rows kept of a column until it is judged.  More than 20 refuse the extract,
 * so the rest need not be kept; by chance, a long file has many more. */
enum { MOST_SUSPECTS = 1000 };

/* --- opening ----------------------------------------------------------- */

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
    status = syn_cells_bind(
        &in->cells, in->contract, in->header, in->n_fields, &in->options,
        (struct syn_loc){in->path, header.line, 0}, arena, diag);
    in->most = in->cells.wanted ? in->cells.n : 1;
    if (status)
        return status;
    return syn_bind(&in->bindings, &in->n_bindings, in->contract,
                    in->options.layout, &header,
                    (struct syn_loc){in->path, header.line, 0}, arena, diag);
}

/* A category that is not in this contract is unknown: "" (a set: no member is
 * known, so "" as well). */
static void prepare_row(struct intake *in, struct syn_arena *arena)
{
    size_t n = in->options.layout->n_categories;

    in->row.category = syn_arena_alloc(arena, n + 1, sizeof *in->row.category);
    in->unknown = syn_arena_alloc(arena, n + 1, sizeof *in->unknown);
    for (size_t i = 0; i < n; i++)
        in->unknown[i] = syn_dictionary_add(
            syn_profiles_dictionary(in->options.profiles, i), "", 0);
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
        status = syn_intake_check_header(in, diag);
    if (!status)
        status = syn_intake_watch(in, arena, diag);
    if (!status) {
        in->blank_before = syn_reader_blank(in->reader);
        prepare_row(in, arena);
        find_covering(in);
    }
    return status;
}

void syn_intake_free(struct intake *in)
{
    free(in->quarantine);
    free(in->suspects);
    free(in->withdrawn);
}

/* --- quarantine -------------------------------------------------------- */

static struct syn_quarantined
row_of(const struct intake *in, unsigned line, size_t field, const char *rule)
{
    struct syn_quarantined row = {.line = line, .field = "", .rule = rule};
    size_t n;
    const char *raw = syn_reader_raw(in->reader, &n);

    if (field != SIZE_MAX) {
        row.field = in->header[field];
        row.column = syn_reader_locate(in->reader, field).column;
    }
    syn_sha256_hex(row.sha256, raw, n);
    return row;
}

static void quarantine(struct intake *in, struct syn_quarantined row)
{
    if (in->n_quarantine == in->quarantine_room) {
        in->quarantine_room =
            in->quarantine_room ? in->quarantine_room * 2 : 64;
        in->quarantine = realloc(in->quarantine,
                                 in->quarantine_room * sizeof *in->quarantine);
        if (!in->quarantine)
            syn_arena_exhausted(in->quarantine_room);
    }
    in->quarantined_by_gate += row.gate;
    in->quarantine[in->n_quarantine++] = row;
}

static void suspect(struct intake *in,
                    struct syn_quarantined row,
                    size_t column,
                    enum syn_gate_evidence evidence)
{
    if (in->n_suspects == in->suspect_room) {
        in->suspect_room = in->suspect_room ? in->suspect_room * 2 : 64;
        in->suspects =
            realloc(in->suspects, in->suspect_room * sizeof *in->suspects);
        if (!in->suspects)
            syn_arena_exhausted(in->suspect_room);
    }
    row.rule = "K15-identity-number";
    row.gate = true;
    in->suspects[in->n_suspects++] =
        (struct suspect){row, column, evidence, false};
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
            suspect(in, row_of(in, record->line, f, NULL), f,
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
    syn_gate_column_note(&in->watch[f], cell, n, &finding);
    if (finding.hits)
        note_hits(in, record, f, finding.hits);
    return syn_gate_column_flag(&in->watch[f], &finding);
}

/* Whether the record may pass the gate; if not, it is quarantined.  The rest of
 * its cells is seen all the same: a column is judged by all of them. */
static bool pass_gate(struct intake *in, const struct syn_record *record)
{
    enum syn_gate_kind first = SYN_KIND_NONE;
    size_t where = SIZE_MAX;

    for (size_t f = 0; f < record->n_fields; f++) {
        enum syn_gate_kind kind = look_at(in, record, f);
        if (kind != SYN_KIND_NONE && first == SYN_KIND_NONE) {
            first = kind;
            where = f < in->n_fields ? f : SIZE_MAX;
        }
    }
    if (first == SYN_KIND_NONE)
        return true;
    struct syn_quarantined row =
        row_of(in, record->line, where, syn_gate_quarantine_rule(first));
    row.gate = true;
    quarantine(in, row);
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

/* Converts the record into ROW.  NULL, or the rule that FIELD breaks. */
static const char *
convert(struct intake *in, const struct syn_record *record, size_t *field)
{
    *field = SIZE_MAX;
    for (size_t i = 0; i < SYN_N_EVENT_VALUES + SYN_EXTRAS; i++)
        in->row.value[i] = SYN_NULL;
    in->row.value[SYN_EV_WEIGHT] = 1;
    memcpy(in->row.category, in->unknown,
           in->options.layout->n_categories * sizeof *in->unknown);
    for (size_t i = 0; i < in->n_bindings; i++) {
        struct syn_binding *b = &in->bindings[i];
        const char *constant = b->column->constant;
        bool fixed = b->field == SIZE_MAX;
        const char *rule = syn_bind_cell(
            b, &in->row, in->options.profiles, in->options.areas,
            in->options.key, fixed ? constant : record->field[b->field],
            fixed ? strlen(constant) : record->length[b->field]);
        if (rule) {
            *field = b->field;
            return rule;
        }
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
    size_t n = SYN_N_EVENT_VALUES + in->options.layout->n_extras;

    in->loaded++;
    if (in->cells.wanted) {
        syn_cells_put(&in->cells, block, in->options.profiles, in->row.category,
                      line);
        return;
    }
    size_t at = block->n++;
    block->line[at] = line;
    block->profile[at] =
        syn_profiles_add(in->options.profiles, in->row.category);
    for (size_t i = 0; i < n; i++)
        block->value[i][at] = in->row.value[i];
    note_month(in);
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
    if (!rule && in->cells.wanted)
        rule = syn_cells_convert(&in->cells, record, field);
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
        quarantine(in, row_of(in, record->line, SIZE_MAX, rule));
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
    struct syn_quarantined row = row_of(in, record->line, field, rule);
    if (field != SIZE_MAX && syn_is_about_form(rule))
        syn_draw_shape(row.shape, record->field[field], record->length[field]);
    quarantine(in, row);
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
            row_of(in, broken.first_line, SIZE_MAX,
                   below ? "K31-footnote" : broken.rule);
        in->declared += below;
        row.column = broken.loc.column;
        quarantine(in, row);
    } else if (status) {
        return status;
    } else {
        take(in, &record, block);
    }
    in->rows++;
    return in->n_quarantine >= SYN_QUARANTINE ? SYN_DONE : SYN_OK;
}

/* --- judging ----------------------------------------------------------- */

static int by_line(const void *a, const void *b)
{
    const struct syn_quarantined *x = a, *y = b;
    return (x->line > y->line) - (x->line < y->line);
}

static bool is_quarantined(const struct intake *in, size_t n, unsigned line)
{
    for (size_t i = 0; i < n; i++)
        if (in->quarantine[i].line == line)
            return true;
    return false;
}

/* By the rule of 2032 only where it is in force; the other kinds always. */
static bool is_identity_column(const struct intake *in, const struct suspect *s)
{
    const struct gate_column *watch = &in->watch[s->column];

    if (s->evidence == SYN_EVIDENCE_2032 && !in->identity_2032)
        return false;
    return syn_gate_column(s->evidence, watch->candidates[s->evidence],
                           watch->hits[s->evidence]);
}

/* Lets each column decide on its suspects (gate_column.h, 1).  Returns how many
 * loaded rows are taken back. */
static size_t decide_suspects(struct intake *in)
{
    size_t before = in->n_quarantine, taken = 0;
    unsigned last = 0;

    in->withdrawn = calloc(in->n_suspects + 1, sizeof *in->withdrawn);
    if (!in->withdrawn)
        syn_arena_exhausted(in->n_suspects);
    for (size_t i = 0; i < in->n_suspects; i++) {
        const struct suspect *s = &in->suspects[i];
        if (s->row.line == last || !is_identity_column(in, s) ||
            is_quarantined(in, before, s->row.line))
            continue;
        last = s->row.line;
        quarantine(in, s->row);
        if (s->silent)
            in->silent--;
        else
            in->withdrawn[taken++] = s->row.line;
    }
    in->loaded -= taken;
    if (in->n_quarantine)
        qsort(in->quarantine, in->n_quarantine, sizeof *in->quarantine,
              by_line);
    return taken;
}

static struct syn_loc first_fault(const struct intake *in, bool gate)
{
    for (size_t i = 0; i < in->n_quarantine; i++)
        if (in->quarantine[i].gate || !gate)
            return (struct syn_loc){in->path, in->quarantine[i].line,
                                    in->quarantine[i].column};
    return (struct syn_loc){in->path, 0, 0};
}

static enum syn_status refuse_personal(const struct intake *in,
                                       struct syn_diag *diag)
{
    const struct syn_quarantined *first = in->quarantine;

    while (!first->gate)
        first++;
    return syn_diag_fail(diag, SYN_EINPUT, first_fault(in, true),
                         "extract.personal-data",
                         "personal data in %zu of %zu rows (first: %s in "
                         "column \"%s\"); nothing "
                         "was loaded; ask the owner for an anonymised extract "
                         "and delete this one",
                         (size_t)in->quarantined_by_gate, (size_t)in->rows,
                         first->rule, first->field);
}

static enum syn_status refuse_bad(const struct intake *in,
                                  struct syn_diag *diag)
{
    const struct syn_quarantined *first = in->quarantine;

    if (*first->shape)
        syn_diag_note(diag, first_fault(in, false), "extract.shape",
                      "what stands there has the form %s", first->shape);
    return syn_diag_fail(
        diag, SYN_EINPUT, first_fault(in, false), "extract.too-many-bad",
        "%zu of %zu rows cannot be read (first: %s%s%s%s); nothing was loaded; "
        "mend the extract or its contract %s, or raise max_bad there",
        in->n_quarantine, (size_t)in->rows, first->rule,
        *first->field ? " in column \"" : "", first->field,
        *first->field ? "\"" : "", in->contract->path);
}

static enum syn_status settle_coverage(struct syn_extract_summary *out,
                                       const struct intake *in,
                                       struct syn_diag *diag)
{
    if (in->covering != SIZE_MAX) {
        if (in->first_month == SYN_UNSET)
            return syn_diag_fail(
                diag, SYN_EINPUT, (struct syn_loc){in->path, 0, 0},
                "extract.no-coverage",
                "no row has a date, so what the extract covers "
                "cannot be told");
        out->covers_from = in->first_month;
        out->covers_to = in->last_month;
    }
    if (out->extracted == SYN_UNSET)
        out->extracted = syn_month_first_day(out->covers_to + 1) - 1;
    return SYN_OK;
}

enum syn_status syn_intake_judge(struct syn_extract_summary *out,
                                 struct intake *in,
                                 struct syn_diag *diag)
{
    size_t withdrawn = decide_suspects(in);

    out->rows_read = in->rows + syn_reader_blank(in->reader);
    out->loaded = in->loaded;
    out->quarantined = in->n_quarantine;
    out->blank = in->silent + syn_reader_blank(in->reader);
    out->quarantine = in->quarantine;
    out->n_quarantine = in->n_quarantine;
    out->withdrawn = in->withdrawn;
    out->n_withdrawn = withdrawn;
    if (syn_reader_changed(in->reader, &in->mark))
        return syn_diag_fail(diag, SYN_EIO, (struct syn_loc){in->path, 0, 0},
                             "extract.changed",
                             "the file changed while it was read; nothing was "
                             "loaded; run again");
    enum syn_status personal = syn_intake_judge_columns(in, diag);
    if (in->quarantined_by_gate && syn_intake_too_personal(in))
        return refuse_personal(in, diag);
    if (personal)
        return personal;
    if (in->n_quarantine >= SYN_QUARANTINE ||
        (double)(in->n_quarantine - in->declared) >
            in->contract->max_bad * (double)in->rows)
        return refuse_bad(in, diag);
    if (syn_profiles_count(in->options.profiles) > SYN_PROFILES)
        return syn_diag_fail(diag, SYN_EINPUT, (struct syn_loc){in->path, 0, 0},
                             "extract.profiles",
                             "the category columns have more than %d different "
                             "combinations; which column is no category?",
                             SYN_PROFILES);
    return settle_coverage(out, in, diag);
}
