/* Rows that are not loaded, and what becomes of the extract for it. */
#include "intake.h"

#include <stdlib.h>
#include <string.h>

#include <samsyn/base/limits.h>

void syn_intake_free(struct intake *in)
{
    free(in->quarantine);
    free(in->suspects);
    free(in->withdrawn);
    free(in->memo);
}

/* --- quarantine -------------------------------------------------------- */

struct syn_quarantined syn_intake_row(const struct intake *in,
                                      unsigned line,
                                      size_t field,
                                      const char *rule)
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

void syn_intake_quarantine(struct intake *in, struct syn_quarantined row)
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

void syn_intake_suspect(struct intake *in,
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
        syn_intake_quarantine(in, s->row);
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
