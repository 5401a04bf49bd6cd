/* look.h - released figures, for the commands that show some.  Private to cli.
 */
#ifndef SAMSYN_CLI_LOOK_H
#define SAMSYN_CLI_LOOK_H

#include <samsyn/cli/command.h>
#include <samsyn/report/page.h>
#include <samsyn/run/run.h>

/* What was asked for, from the options of a command; NULL: not given. */
struct look_wanted {
    const char *group, *area, *by, *period;
    bool internal;
    const char *const *names; /* Of indicators; N_NAMES. */
    size_t n_names;
};

/* The figures of a project as they are stored, and those that are meant. */
struct look {
    struct syn_state_of_affairs state;
    struct syn_page_from from;
    struct syn_cut cut;
};

/* The folder of the project: the first operand of CALL if it is a folder with a
 * samsyn.yaml, else ".".  *NEXT is the first operand that is not it. */
const char *syn_cli_folder(size_t *next, const struct syn_call *call);

/* Reads the project in FOLDER and what was loaded, protects and assesses.
 * Nothing is loaded, nothing written.
 *
 * Returns SYN_EUSAGE for an indicator, a group, an area or a kind of period
 * that does not exist, SYN_EINPUT if nothing was loaded yet, SYN_ECONFIG,
 * SYN_EDISCLOSURE, SYN_EIO. */
enum syn_status syn_cli_look(struct look *out,
                             const struct syn_call *call,
                             const char *folder,
                             const struct look_wanted *wanted) SYN_NODISCARD;

/* Fails with SYN_EUSAGE unless WANTED names an indicator. */
enum syn_status
syn_cli_one_indicator(const struct syn_call *call,
                      const struct look_wanted *wanted) SYN_NODISCARD;

/* Only quarters and years are protected together: fails with SYN_EUSAGE for
 * NAME, of another KIND, unless LOOK is internal. */
enum syn_status syn_cli_can_show(const struct look *look,
                                 const struct syn_call *call,
                                 enum syn_period_kind kind,
                                 const char *name) SYN_NODISCARD;

/* The area that is meant; NULL: the whole place. */
const char *syn_cli_area(const struct look *look);

/* Prints DOCUMENT as Markdown. */
void syn_cli_print_page(const struct syn_document *document,
                        struct syn_arena *arena);

#endif
