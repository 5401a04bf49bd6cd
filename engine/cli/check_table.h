/* check_table.h - one CSV file, every column as text: what is whole goes to one
 * file, what is not is listed in another.  Private to cli.
 *
 *  (1) Every record is accepted, rejected by a rule, or blank; the header is
 *      written first.  accepted + rejected + blank = read.
 *  (2) An accepted record has as many fields as the header, or as the first
 *      record where there is none, each as it stands in the file: nothing is
 *      padded, cut, shifted or trimmed.
 *  (3) A record equal to the header is rejected, and so is all that follows it:
 *      it is another table.
 *  (4) OUT is RFC 4180 in UTF-8; the rejects are line,column,rule,message, and
 *      never show what stands there.
 *  (5) Both files appear whole or not at all. */
#ifndef SAMSYN_CLI_CHECK_TABLE_H
#define SAMSYN_CLI_CHECK_TABLE_H

#include <samsyn/catalogue/contract.h>
#include <samsyn/cli/command.h>
#include <samsyn/csv/reader.h>

enum { SYN_MOST_RULES = 32 };

/* What is asked for. */
struct syn_table_wanted {
    const char *file, *out, *rejects; /* OUT and REJECTS may be NULL. */
    struct syn_dialect dialect;
    int header_lines;
};

struct syn_rule_count {
    const char *rule;
    uint64_t n;
};

struct syn_table_checked {
    struct syn_csv_facts facts;
    uint64_t read, header, accepted, rejected, blank;
    size_t n_fields, n_rules;
    struct syn_rule_count rule[SYN_MOST_RULES]; /* In order of appearance. */
};

/* Returns SYN_EINPUT for what is no CSV; SYN_EIO; SYN_EUSAGE. */
enum syn_status syn_check_table(struct syn_table_checked *out,
                                const struct syn_table_wanted *wanted,
                                struct syn_arena *arena,
                                struct syn_diag *diag) SYN_NODISCARD;

#endif
