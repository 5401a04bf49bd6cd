/* check_identifiers.h - lines of text, each looked at by the personal-data
 * gate. Private to cli.
 *
 *  (1) One row for each line of FILE, in order: what it is, how sure that is,
 * by which rule, and its shape.  A line break at the end begins no line. (2)
 * There are no columns here: what only a column can settle is WARN. (3) No
 * value is shown. */
#ifndef SAMSYN_CLI_CHECK_IDENTIFIERS_H
#define SAMSYN_CLI_CHECK_IDENTIFIERS_H

#include <samsyn/cli/command.h>

/* Prints what is found in FILE ("-": standard input).  NEW_RULE: the check
 * digits of 2032 are certain.
 *
 * Returns SYN_EINPUT if a line is personal data, or nothing can be read of
 * FILE; SYN_EIO. */
enum syn_status syn_check_identifiers(const struct syn_call *call,
                                      const char *file,
                                      bool new_rule) SYN_NODISCARD;

#endif
