/* check_extract.h - the whole personal-data gate over single files.  Private to
 * cli.
 *
 *  (1) Every cell of every column is scanned, by a contract or without one.
 *  (2) One line for each row that is not taken, and for each column that wants
 * a decision; then whether the file is accepted or refused. (3) No value is
 * shown: only its shape. */
#ifndef SAMSYN_CLI_CHECK_EXTRACT_H
#define SAMSYN_CLI_CHECK_EXTRACT_H

#include <samsyn/cli/command.h>

/* Checks the files that CALL has as operands by the contract at PATH (NULL:
 * none).
 *
 * Returns SYN_EINPUT if one is refused or has rows that are not taken; the
 * errors of reading. */
enum syn_status syn_check_extracts(const struct syn_call *call,
                                   const char *contract,
                                   bool new_rule) SYN_NODISCARD;

#endif
