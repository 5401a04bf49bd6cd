/* The numbers are the requirements of gate_column.h. */
#include "gate_column.h"

#include <string.h>

#include "gate_parts.h"

enum { FEW = 20 };

void syn_gate_column_accept(struct gate_column *column,
                            const struct syn_contract *contract)
{
    const struct syn_contract_accept *accept = contract->accept.at;

    for (size_t i = 0; i < contract->accept.n; i++) {
        if (strcmp(accept[i].column, column->header) != 0)
            continue;
        column->accepts_header |= strcmp(accept[i].rule, "header") == 0;
        for (unsigned k = 0; k < SYN_N_GATE_KINDS; k++)
            if (strcmp(accept[i].rule, syn_gate_kind_names[k]) == 0)
                column->accepted |= 1u << k;
    }
}

/* --- cells ------------------------------------------------------------- */

static void note_sentence(struct gate_column *column, const char *s, size_t n)
{
    uint32_t hash = 2166136261u;

    column->sentences++;
    for (size_t i = 0; i < n; i++)
        hash = (hash ^ (unsigned char)s[i]) * 16777619u;
    uint32_t *slot = &column->seen[(hash ^ (hash >> 16)) % GATE_DISTINCT];
    column->distinct += *slot != hash;
    *slot = hash;
}

int syn_gate_column_year(const struct gate_column *column,
                         const char *s,
                         size_t n)
{
    if (column->is_event || n < 8 || n > 19 || !gate_is(*s, GATE_DIGIT))
        return 0;
    int year = syn_gate_date_year(s, n);
    return year >= GATE_FIRST_YEAR && year < GATE_FIRST_YEAR + GATE_YEARS ? year
                                                                          : 0;
}

bool syn_gate_is_quiet(const struct syn_gate_finding *finding)
{
    return !(finding->flags | finding->warns | finding->candidates |
             finding->hits) &&
           !finding->account;
}

void syn_gate_column_note(struct gate_column *column,
                          const char *s,
                          size_t n,
                          int year,
                          const struct syn_gate_finding *finding)
{
    syn_gate_column_quiet(column, n, year);
    if (finding->candidates)
        for (unsigned e = 0; e < SYN_N_EVIDENCE; e++) {
            column->candidates[e] += finding->candidates >> e & 1;
            column->hits[e] += finding->hits >> e & 1;
        }
    column->accounts += finding->account;
    if (!finding->warns || finding->hits)
        return;
    for (unsigned k = 0; k < SYN_N_GATE_KINDS; k++)
        column->warned[k] += finding->warns >> k & 1;
    if (finding->warns >> SYN_KIND_FREE_TEXT & 1)
        note_sentence(column, s, n);
}

enum syn_gate_kind syn_gate_column_flag(const struct gate_column *column,
                                        const struct syn_gate_finding *finding)
{
    unsigned left = finding->flags;

    if (column)
        left &= ~column->accepted;
    else if (finding->hits & 1u << SYN_EVIDENCE_IDENTITY)
        return SYN_KIND_FNR;
    for (unsigned k = 0; left && k < SYN_N_GATE_KINDS; k++)
        if (left >> k & 1)
            return (enum syn_gate_kind)k;
    return SYN_KIND_NONE;
}

const char *syn_gate_quarantine_rule(enum syn_gate_kind kind)
{
    switch (kind) {
    case SYN_KIND_EMAIL:
        return "K16-e-mail";
    case SYN_KIND_PHONE:
        return "K17-phone";
    case SYN_KIND_COORDINATE:
        return "K18-coordinate";
    case SYN_KIND_ACCOUNT:
        return "K19-account";
    case SYN_KIND_ADDRESS:
        return "K20-address";
    case SYN_KIND_PLATE:
        return "K21-plate";
    case SYN_KIND_NAME:
        return "K22-name";
    case SYN_KIND_CASE:
        return "K23-case";
    case SYN_KIND_BIRTH_DATE:
        return "K24-birth-date";
    default:
        return "K15-identity-number";
    }
}

/* --- columns ----------------------------------------------------------- */

enum syn_status syn_gate_column_header(const struct gate_column *column,
                                       struct syn_loc loc,
                                       struct syn_diag *diag)
{
    enum syn_gate_kind kind = syn_gate_header(column->header);

    if (kind == SYN_KIND_NONE || column->accepts_header)
        return SYN_OK;
    return syn_diag_fail(
        diag, SYN_EINPUT, loc, "extract.personal-header",
        "the column \"%s\" is headed as personal data (%s); nothing was "
        "loaded; ask the owner for an anonymised extract and delete this one",
        column->header, syn_gate_kind_names[kind]);
}

static enum syn_status refuse(const struct gate_column *column,
                              enum syn_gate_kind kind,
                              size_t n,
                              struct syn_loc loc,
                              struct syn_diag *diag)
{
    return syn_diag_fail(
        diag, SYN_EINPUT, loc, "extract.personal-column",
        "the column \"%s\" is personal data (%s) in %zu of %zu cells; nothing "
        "was loaded; ask the owner for an anonymised extract and delete this "
        "one",
        column->header, syn_gate_kind_names[kind], n, column->cells);
}

static bool accepts(const struct gate_column *column, enum syn_gate_kind kind)
{
    return column->accepted >> kind & 1;
}

/* Dates in nine of ten cells with a date, that far back. */
static size_t births(const struct gate_column *column, int first_year)
{
    size_t n = 0;

    for (int y = first_year - 100; y <= first_year - 10; y++)
        if (y >= GATE_FIRST_YEAR && y < GATE_FIRST_YEAR + GATE_YEARS)
            n += column->year[y - GATE_FIRST_YEAR];
    bool many = column->dates >= 5 && n * 10 >= column->dates * 9;
    return many && column->dates * 2 >= column->cells ? n : 0;
}

/* Many, and hardly two the same: a category is not written anew each time. */
static bool is_free_text(const struct gate_column *column)
{
    return column->sentences >= FEW / 2 &&
           column->sentences * 5 >= column->cells &&
           column->distinct * 2 >= column->sentences;
}

static void warn(const struct gate_column *column,
                 enum syn_gate_kind kind,
                 size_t n,
                 struct syn_loc loc,
                 struct syn_diag *diag)
{
    if (!n || accepts(column, kind) || column->converted)
        return;
    syn_diag_warn(diag, loc, "extract.gate-warn",
                  "%zu of %zu cells of the column \"%s\" may be personal data "
                  "(%s); say in the contract whether that is accepted",
                  n, column->cells, column->header, syn_gate_kind_names[kind]);
}

/* Digits that were too few by chance, or too many, to be identity numbers. */
static void warn_digits(size_t out[SYN_N_GATE_KINDS],
                        const struct gate_column *column)
{
    const size_t *hits = column->hits, *of = column->candidates;

    if (of[SYN_EVIDENCE_IDENTITY] > FEW &&
        !syn_gate_column(SYN_EVIDENCE_IDENTITY, of[SYN_EVIDENCE_IDENTITY],
                         hits[SYN_EVIDENCE_IDENTITY])) {
        if (column->accounts * 2 > of[SYN_EVIDENCE_IDENTITY])
            out[SYN_KIND_ACCOUNT] += column->accounts;
        else
            out[SYN_KIND_KEY] += of[SYN_EVIDENCE_IDENTITY];
    } else {
        out[SYN_KIND_ACCOUNT] += column->accounts;
        out[SYN_KIND_FNR] += hits[SYN_EVIDENCE_2032];
        out[SYN_KIND_FH] += hits[SYN_EVIDENCE_FH];
    }
    out[SYN_KIND_FNR] += hits[SYN_EVIDENCE_FNR10];
    if (of[SYN_EVIDENCE_DUF] <= FEW)
        out[SYN_KIND_DUF] += hits[SYN_EVIDENCE_DUF];
}

enum syn_status syn_gate_column_judge(const struct gate_column *column,
                                      int year,
                                      struct syn_loc loc,
                                      struct syn_diag *diag)
{
    size_t count[SYN_N_GATE_KINDS];

    memcpy(count, column->warned, sizeof count);
    warn_digits(count, column);
    /* Numbers of eight digits are one thing in a column, not two. */
    enum syn_gate_kind rarer = count[SYN_KIND_CASE] > count[SYN_KIND_PHONE]
                                   ? SYN_KIND_PHONE
                                   : SYN_KIND_CASE;
    enum syn_gate_kind other =
        rarer == SYN_KIND_CASE ? SYN_KIND_PHONE : SYN_KIND_CASE;
    count[other] += count[rarer];
    count[rarer] = 0;
    for (unsigned k = 0; k < SYN_N_GATE_KINDS; k++)
        warn(column, (enum syn_gate_kind)k, count[k], loc, diag);
    size_t born = column->is_event ? 0 : births(column, year);
    if (born && !accepts(column, SYN_KIND_BIRTH_DATE))
        return refuse(column, SYN_KIND_BIRTH_DATE, born, loc, diag);
    if (is_free_text(column) && !accepts(column, SYN_KIND_FREE_TEXT))
        return refuse(column, SYN_KIND_FREE_TEXT, column->sentences, loc, diag);
    return SYN_OK;
}
