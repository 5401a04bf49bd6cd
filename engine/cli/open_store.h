/* open_store.h - the project and the store that a command is about. */
#ifndef SAMSYN_CLI_OPEN_STORE_H
#define SAMSYN_CLI_OPEN_STORE_H

#include <samsyn/catalogue/catalogue.h>
#include <samsyn/cli/command.h>

struct sqlite3;

/* Reads the project in FOLDER and opens its store.
 *
 * Returns SYN_EINPUT if nothing was loaded yet, SYN_ECONFIG, SYN_EIO. */
enum syn_status syn_cli_open_store(struct syn_catalogue **catalogue,
                                   struct sqlite3 **db,
                                   const char *folder,
                                   const struct syn_call *call) SYN_NODISCARD;

/* The language of what CALL prints about a project. */
enum syn_lang syn_cli_lang(const struct syn_call *call,
                           const struct syn_catalogue *catalogue);

#endif
