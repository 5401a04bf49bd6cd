/* intake.h - one row after another: scanned, converted, or quarantined.
 * Private to extract; runs in its thread. */
#ifndef SAMSYN_EXTRACT_INTAKE_H
#define SAMSYN_EXTRACT_INTAKE_H

#include "bind.h"
#include "gate_column.h"
#include "memo.h"

/* A valid identity number alone in its cell: the column will decide. */
struct suspect {
    struct syn_quarantined row;
    size_t column;
    enum syn_gate_evidence evidence;
    bool silent; /* It was blank for this contract, and not loaded. */
};

struct intake {
    const struct syn_contract *contract;
    const char *path;
    struct syn_file_mark mark; /* Of the file that was examined. */
    struct syn_extract_options options;
    struct syn_reader *reader;
    struct syn_binding *bindings;
    size_t n_bindings, n_fields;
    struct gate_column *watch; /* By field. */
    bool identity_2032;        /* The rule of 2032 is certain. */
    struct syn_memo *memo;     /* By field: texts that are no personal data. */
    size_t n_memos;
    struct syn_memo_place **place; /* By field, of the current row. */
    const char **header;
    size_t only;           /* Field, or SIZE_MAX. */
    size_t sum_field;      /* Tells rows that are sums; or SIZE_MAX. */
    size_t row_fields;     /* Of every row. */
    bool empty_last;       /* The last of them says nothing. */
    uint64_t declared;     /* Rows quarantined that the contract announces. */
    uint64_t blank_before; /* Blank lines before the first row. */
    struct syn_bind_tables tables;
    struct syn_cell unkept; /* The cell of a text that has no place. */
    size_t n_values;        /* Of a row; the rest is not used. */
    bool gives[SYN_N_EVENT_VALUES + SYN_EXTRAS];
    struct syn_row_values row;

    uint64_t rows, loaded, silent, quarantined_by_gate;
    struct syn_quarantined *quarantine;
    size_t n_quarantine, quarantine_room;
    struct suspect *suspects;
    size_t n_suspects, suspect_room;
    unsigned *withdrawn;
    int first_month, last_month; /* Of the column that says what is covered. */
    size_t covering;             /* Its value, or SIZE_MAX. */
};

enum syn_status syn_intake_open(struct intake *intake,
                                const struct syn_contract *contract,
                                const char *path,
                                const struct syn_csv_facts *facts,
                                const struct syn_extract_options *options,
                                struct syn_arena *arena,
                                struct syn_diag *diag);

/* Reads one record, and adds it to BLOCK if it is loaded.  SYN_DONE at the
 * end, or when too much is quarantined to go on. */
enum syn_status syn_intake_next(struct intake *intake,
                                struct syn_record_block *block,
                                struct syn_diag *diag);

/* The record on LINE, as quarantined for what stands in FIELD (SIZE_MAX: in all
 * of it) and breaks RULE. */
struct syn_quarantined syn_intake_row(const struct intake *intake,
                                      unsigned line,
                                      size_t field,
                                      const char *rule);

void syn_intake_quarantine(struct intake *intake, struct syn_quarantined row);

/* Keeps ROW until COLUMN has decided on EVIDENCE. */
void syn_intake_suspect(struct intake *intake,
                        struct syn_quarantined row,
                        size_t column,
                        enum syn_gate_evidence evidence);

enum syn_status syn_intake_judge(struct syn_extract_summary *out,
                                 struct intake *intake,
                                 struct syn_diag *diag);

/* Makes in->watch of the header and the bindings.  SYN_EINPUT for the header of
 * a direct identifier. */
enum syn_status syn_intake_watch(struct intake *intake,
                                 struct syn_arena *arena,
                                 struct syn_diag *diag);

/* Whether the gate has quarantined more than the contract lets through. */
bool syn_intake_too_personal(const struct intake *intake);

/* Warnings of all columns; SYN_EINPUT if one refuses the extract. */
enum syn_status syn_intake_judge_columns(const struct intake *intake,
                                         struct syn_diag *diag);

void syn_intake_free(struct intake *intake);

#endif
