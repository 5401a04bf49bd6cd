/* parts.h - what the files of this layer share and no other layer sees. */
#ifndef SAMSYN_CATALOGUE_PARTS_H
#define SAMSYN_CATALOGUE_PARTS_H

#include <samsyn/base/limits.h>
#include <samsyn/catalogue/catalogue.h>

enum { N_BUILTIN_GROUPS = 14, MAX_OWN_GROUPS = SYN_GROUPS - N_BUILTIN_GROUPS };

extern const struct syn_schema syn_group_schema;
extern const struct syn_schema syn_agreement_schema;
extern const struct syn_schema syn_disclosure_schema;
extern const struct syn_schema syn_change_schema;
extern const struct syn_schema syn_sensitive_schema;
extern const struct syn_schema syn_contract_column_schema;
extern const struct syn_schema syn_contract_covers_schema;
extern const struct syn_schema syn_contract_gate_schema;
extern const struct syn_schema syn_contract_accept_schema;
extern const struct syn_schema syn_contract_skip_schema;
extern const struct syn_schema syn_contract_cells_schema;

/* Of two statuses the one to go on with: the first trouble. */
enum syn_status syn_first_trouble(enum syn_status before, enum syn_status now);

/* The contracts in FOLDER/contracts. */
enum syn_status syn_contracts_read(struct syn_catalogue *out,
                                   const char *folder,
                                   struct syn_arena *arena,
                                   struct syn_diag *diag) SYN_NODISCARD;

/* Adds the sources and columns that only contracts name, gives each contract
 * its definition, and checks columns against it. */
enum syn_status syn_sources_complete(struct syn_catalogue *out,
                                     struct syn_contract *contracts,
                                     struct syn_arena *arena,
                                     struct syn_diag *diag) SYN_NODISCARD;

/* The built-in indicators, if the project wants them, and those in
 * FOLDER/indicators; sorted, chosen, @of resolved, groups checked;
 * and whether those that changes are of are there. */
enum syn_status syn_indicators_read(struct syn_catalogue *out,
                                    const char *folder,
                                    struct syn_arena *arena,
                                    struct syn_diag *diag) SYN_NODISCARD;

/* Whether what the project calls sensitive is something. */
enum syn_status syn_sensitive_check(const struct syn_catalogue *catalogue,
                                    struct syn_diag *diag) SYN_NODISCARD;

/* Adds the project's changes to the breaks, and checks their groups. */
enum syn_status syn_changes_add(struct syn_catalogue *catalogue,
                                struct syn_arena *arena,
                                struct syn_diag *diag) SYN_NODISCARD;

/* Reads "fri 22:00 - sat 06:00, sat 22:00 - sun 06:00", or "22:00 - 06:00" for
 * every day, from the N bytes at TEXT.  Returns NULL, or where it is wrong. */
const char *syn_hours_parse(struct syn_hours *out, const char *text, size_t n);

/* NAME without its last ENDING. */
const char *
syn_stem(const char *name, const char *ending, struct syn_arena *arena);

/* The words of the N bytes at TEXT, between spaces; NULL at the end. */
const char *const *
syn_words(const char *text, size_t n, struct syn_arena *arena);

#endif
