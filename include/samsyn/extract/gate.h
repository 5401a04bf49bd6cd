/* extract/gate.h - the personal-data gate: what must not be in an extract.
 *
 *  (1) Every cell of every column is scanned, named in the contract or not.
 *  (2) Identity numbers: 11 digits with both check digits right, as
 *      fodselsnummer, D-number, H-number or synthetic number (Skatteetaten;
 *      months + 40, + 65, + 80; days + 40), written with single separators or
 *      without.  The date must exist in some century.
 *  (3) In a cell with other text around it, one is enough.  In a column of
 *      numbers, random keys pass the check digits by chance (0.24 %), so the
 *      column decides: see syn_gate_is_identity().
 *  (4) E-mail addresses; phone numbers with the prefix +47 or 0047;
 *      coordinates: a number from 1 to 180 with four decimals or more.
 *  (5) Nothing here keeps or shows a value. */
#ifndef SAMSYN_EXTRACT_GATE_H
#define SAMSYN_EXTRACT_GATE_H

#include <stdbool.h>
#include <stddef.h>

enum syn_gate_rule {
    SYN_GATE_CLEAN,
    SYN_GATE_IDENTITY,  /* (2), with text around it. */
    SYN_GATE_CANDIDATE, /* 11 digits alone in the cell; not valid. */
    SYN_GATE_NUMERIC,   /* 11 digits alone in the cell; valid. */
    SYN_GATE_EMAIL,
    SYN_GATE_PHONE,
    SYN_GATE_COORDINATE,
    SYN_N_GATE_RULES
};

/* "identity-number", "e-mail", "phone", "coordinate" ... for messages and for
 * "accept:" in a contract. */
extern const char *const syn_gate_rule_names[SYN_N_GATE_RULES];

/* The worst that the N bytes at S hold. */
enum syn_gate_rule syn_gate_scan(const char *s, size_t n);

/* Whether 11 DIGITS are a valid identity number of any kind (2). */
bool syn_gate_identity(const char digits[11]);

/* Whether a column with CANDIDATES cells of 11 digits, HITS of them valid,
 * holds identity numbers: more than chance gives (probability below 1e-6), or
 * so few that chance cannot be judged. */
bool syn_gate_is_identity(size_t candidates, size_t hits);

#endif
