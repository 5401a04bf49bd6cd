/* gate_column.h - what the gate has seen of one column, and what it decides.
 *
 *  (1) Of digits alone in their cells, the column decides (gate.h, 3).
 *  (2) A column of sentences, and one of dates 10 to 100 years before what is
 *      covered, refuses the extract; so does a header of a direct identifier.
 *  (3) WARN is told once for each column and kind, with how many cells.
 *  (4) What the contract accepts is silent, and hides nothing else.
 *
 * Private to extract. */
#ifndef SAMSYN_EXTRACT_GATE_COLUMN_H
#define SAMSYN_EXTRACT_GATE_COLUMN_H

#include <stdint.h>

#include <samsyn/base/diag.h>
#include <samsyn/catalogue/contract.h>
#include <samsyn/extract/gate.h>

enum { GATE_YEARS = 256, GATE_FIRST_YEAR = 1850, GATE_DISTINCT = 64 };

struct gate_column {
    const char *header;
    unsigned accepted; /* Bits 1 << enum syn_gate_kind. */
    bool accepts_header;
    bool
        converted; /* To a date, a number or a hash: WARN has nothing to add. */
    bool is_event; /* When something was reported or happened. */
    size_t cells;  /* That are not empty. */
    size_t candidates[SYN_N_EVIDENCE], hits[SYN_N_EVIDENCE], accounts;
    size_t warned[SYN_N_GATE_KINDS];
    size_t sentences, distinct, dates;
    uint32_t seen[GATE_DISTINCT]; /* Hashes of sentences. */
    uint32_t year[GATE_YEARS];
};

/* Fills accepted and accepts_header from CONTRACT. */
void syn_gate_column_accept(struct gate_column *column,
                            const struct syn_contract *contract);

/* The year of a cell that is a date, if COLUMN counts them; else 0. */
int syn_gate_column_year(const struct gate_column *column,
                         const char *s,
                         size_t n);

/* Adds a cell in which nothing was found but perhaps YEAR. */
static inline void
syn_gate_column_quiet(struct gate_column *column, size_t n, int year)
{
    column->cells += n > 0;
    if (year) {
        column->dates++;
        column->year[year - GATE_FIRST_YEAR]++;
    }
}

/* Whether syn_gate_column_quiet() is all that FINDING asks for. */
bool syn_gate_is_quiet(const struct syn_gate_finding *finding);

/* Adds a cell, what was found in it, and its YEAR. */
void syn_gate_column_note(struct gate_column *column,
                          const char *s,
                          size_t n,
                          int year,
                          const struct syn_gate_finding *finding);

/* The kind that quarantines the row, or SYN_KIND_NONE.  COLUMN may be NULL: a
 * cell behind the last header. */
enum syn_gate_kind syn_gate_column_flag(const struct gate_column *column,
                                        const struct syn_gate_finding *finding);

/* "K19-account": of rows in quarantine. */
const char *syn_gate_quarantine_rule(enum syn_gate_kind kind);

/* SYN_EINPUT if COLUMN has the header of a direct identifier. */
enum syn_status syn_gate_column_header(const struct gate_column *column,
                                       struct syn_loc loc,
                                       struct syn_diag *diag) SYN_NODISCARD;

/* After the last row, with the first YEAR that is covered: warnings (3), and
 * SYN_EINPUT for (2). */
enum syn_status syn_gate_column_judge(const struct gate_column *column,
                                      int year,
                                      struct syn_loc loc,
                                      struct syn_diag *diag) SYN_NODISCARD;

#endif
