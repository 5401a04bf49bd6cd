/* cli/command.h - a command as data: parser, help and completion are made from
 * the same table, so they cannot drift apart.
 *
 * Add a command by adding engine/cli/cmd_NAME.c that defines syn_cmd_NAME; the
 * build finds it.  A '-' in a command's name is a '_' in the file's. */
#ifndef SAMSYN_CLI_COMMAND_H
#define SAMSYN_CLI_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

#include <samsyn/base/arena.h>
#include <samsyn/base/diag.h>
#include <samsyn/base/language.h>

enum { SYN_MOST_OPTIONS = 16, SYN_MOST_OPERANDS = 16 };

/* An option: --NAME, or --NAME ARGUMENT.  HELP is English; in another language
 * the sentence "opt.COMMAND.NAME" stands in its place. */
struct syn_option {
    const char *name;
    const char *argument; /* NULL: it takes none. */
    const char *help;
};

/* A call as parsed.  VALUE[i] belongs to option number i of the command: NULL
 * if it was not given, "" for one without argument. */
struct syn_call {
    const char *value[SYN_MOST_OPTIONS];
    const char *operand[SYN_MOST_OPERANDS];
    size_t n_operands;
    enum syn_lang lang;
    bool lang_given; /* By --lang or SAMSYN_LANG: stands over samsyn.yaml. */
    bool quiet, json;
    char **rest; /* Of a RAW command: what was written after its name. */
    struct syn_arena *arena;
    struct syn_diag *diag;
};

struct syn_command {
    const char *name;
    const char *purpose;  /* One line; "cmd.NAME" in other languages. */
    const char *operands; /* "[PROJECT]"; "" for none. */
    const char *details;  /* A paragraph, or NULL; "details.NAME". */
    const char *example;
    const struct syn_option *options; /* NULL name at the end. */
    size_t least, most;               /* Operands. */
    int order;                        /* In the list of commands. */
    bool raw; /* Reads its arguments itself: they depend on the first. */
    enum syn_status (*run)(const struct syn_call *call);
};

extern const struct syn_command *const syn_commands[];
extern const size_t syn_n_commands;

/* Runs the program with its arguments and returns what the process exits
 * with. */
int syn_cli_main(int argc, char **argv);

/* Sets the language of CALL to GIVEN, or to that of the environment. */
enum syn_status syn_cli_set_language(struct syn_call *call,
                                     const char *given) SYN_NODISCARD;

/* The command called NAME, or NULL. */
const struct syn_command *syn_command_find(const char *name);

/* The English TEXT, or the sentence KEY in the language of CALL. */
const char *syn_cli_text(enum syn_lang lang, const char *key, const char *text);

/* Prints the help of COMMAND, and the list of commands. */
void syn_cli_help(const struct syn_command *command, enum syn_lang lang);
void syn_cli_overview(enum syn_lang lang);

#endif
