/* extract/gate.h - the personal-data gate: what must not be in an extract.
 *
 *  (1) Every cell of every column is scanned, named in the contract or not.
 *  (2) FLAG is certain and quarantines the row.  WARN needs a decision in the
 *      contract; it is counted by column and never quarantines.  Of several
 *      findings the gravest counts, then the order of the kinds.
 *  (3) 10, 11 and 12 digits alone in their cell may be keys: the column decides
 *      by what chance would give (enum syn_gate_evidence).
 *  (4) Text is compared as Unicode's NFKC has it: spaces that do not break,
 *      zero-width characters, soft hyphens, accents written apart and digits
 *      of any form hide nothing.
 *  (5) Numbers of organisations are of no person.
 *  (6) Digits behind a decimal sign are no number of their own, and neither are
 *      those before it: 75,56789012345 can be a coordinate and nothing else.
 *  (7) Identity numbers are 11 digits with both check digits right, and a date
 *      that exists in some century: fodselsnummer, D-number (day + 40),
 *      H-number (month + 40) and synthetic ones (+ 65, + 80), as Skatteetaten
 *      has it; with single separators or without, glued to letters or not.
 *  (8) Nothing here keeps or shows a value. */
#ifndef SAMSYN_EXTRACT_GATE_H
#define SAMSYN_EXTRACT_GATE_H

#include <stdbool.h>
#include <stddef.h>

enum syn_gate_kind {
    SYN_KIND_FNR,
    SYN_KIND_DNR,
    SYN_KIND_HNR,
    SYN_KIND_FH,
    SYN_KIND_SYNTHETIC_NHN,
    SYN_KIND_SYNTHETIC_TENOR,
    SYN_KIND_DUF,
    SYN_KIND_ACCOUNT,
    SYN_KIND_ORGNR,
    SYN_KIND_PHONE,
    SYN_KIND_EMAIL,
    SYN_KIND_HANDLE,
    SYN_KIND_ADDRESS,
    SYN_KIND_PLATE,
    SYN_KIND_NAME,
    SYN_KIND_CASE,
    SYN_KIND_COORDINATE,
    SYN_KIND_BIRTH_DATE,
    SYN_KIND_TIME,
    SYN_KIND_KEY,
    SYN_KIND_FREE_TEXT,
    SYN_KIND_NONE,
    SYN_N_GATE_KINDS = SYN_KIND_NONE
};
extern const char *const syn_gate_kind_names[SYN_N_GATE_KINDS + 1];

enum syn_gate_verdict { SYN_GATE_PASS, SYN_GATE_WARN, SYN_GATE_FLAG };

/* What only a column can settle, each with its own chance. */
enum syn_gate_evidence {
    SYN_EVIDENCE_IDENTITY, /* 11 digits (7). */
    SYN_EVIDENCE_FH,       /* 11 digits, first 8 or 9. */
    SYN_EVIDENCE_2032,     /* 11 digits, valid only by the rule of 2032. */
    SYN_EVIDENCE_FNR10,    /* 10 digits that lost a leading zero. */
    SYN_EVIDENCE_DUF,      /* 12 digits that begin with a year. */
    SYN_N_EVIDENCE
};

struct syn_gate_finding {
    enum syn_gate_kind kind;
    enum syn_gate_verdict verdict;
    const char *rule; /* "fnr", "account-form" ...; "" for none. */
    unsigned flags,
        warns;           /* Bits 1 << enum syn_gate_kind: all that was found. */
    unsigned candidates; /* Bits 1 << enum syn_gate_evidence: digits alone in
                          * the cell, of that length. */
    unsigned hits;       /* The same, and valid. */
    bool account;        /* 11 digits alone, valid as an account. */
};

/* What the N bytes at S hold.  NEW_RULE: numbers that are valid only by the
 * rule of 2032 are certain; else they are WARN.  A hit (3) is WARN here, for
 * the column to raise. */
struct syn_gate_finding syn_gate_cell(const char *s, size_t n, bool new_rule);

/* The same of a text that stands in no column: digits that are valid are what
 * they seem, and FLAG; what only a column can settle stays WARN. */
struct syn_gate_finding syn_gate_line(const char *s, size_t n, bool new_rule);

/* How the N bytes at S may be shown: '#' for each digit, 'x' for each letter,
 * '?' for what would steer a terminal, the rest as it is; the first
 * SYN_GATE_MASK_CHARS characters, in UTF-8.  Returns the bytes. */
enum { SYN_GATE_MASK_CHARS = 40, SYN_GATE_MASK_BYTES = 40 * 6 + 1 };
size_t syn_gate_mask(char out[SYN_GATE_MASK_BYTES], const char *s, size_t n);

/* What a header is of, if it names a direct identifier ("Navn", "Tlf."):
 * SYN_KIND_NONE if not. */
enum syn_gate_kind syn_gate_header(const char *header);

/* Which identity number 11 DIGITS are; SYN_KIND_NONE.  NEW_RULE: K1 of 2032 as
 * well. */
enum syn_gate_kind syn_gate_identity_kind(const char digits[11], bool new_rule);

bool syn_gate_account(const char digits[11]);
bool syn_gate_duf(const char digits[12]);
bool syn_gate_orgnr(const char digits[9]);

/* Whether a column with CANDIDATES cells, HITS of them valid, holds what
 * EVIDENCE is of: more than chance gives (probability below 1e-6), or so few
 * that chance cannot be judged. */
bool syn_gate_column(enum syn_gate_evidence evidence,
                     size_t candidates,
                     size_t hits);

#endif
