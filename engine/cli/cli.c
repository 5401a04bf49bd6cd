#include <samsyn/cli/command.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <gsl/gsl_errno.h>
#include <sodium.h>

#include <samsyn/base/limits.h>
#include <samsyn/base/text.h>

/* Options that every command has. */
static const struct syn_option common[] = {
    {"lang", "nb|nn|en", "language of documents and messages"},
    {"quiet", NULL, "only warnings and errors"},
    {"json", NULL, "the result as one JSON object"},
    {"help", NULL, "this text"},
    {NULL, NULL, NULL},
};

enum { LANG, QUIET, JSON, HELP, N_COMMON };

const char *syn_cli_text(enum syn_lang lang, const char *key, const char *text)
{
    const char *said = lang == SYN_EN ? NULL : syn_sentence_find(lang, key);
    return said ? said : text;
}

/* --- commands ---------------------------------------------------------- */

static int by_order(const void *a, const void *b)
{
    const struct syn_command *x = *(const struct syn_command *const *)a;
    const struct syn_command *y = *(const struct syn_command *const *)b;
    return x->order - y->order;
}

const struct syn_command *syn_command_find(const char *name)
{
    for (size_t i = 0; i < syn_n_commands; i++)
        if (strcmp(syn_commands[i]->name, name) == 0)
            return syn_commands[i];
    return NULL;
}

static const char *nearest_command(const char *written)
{
    const char *names[64] = {0};

    for (size_t i = 0; i < syn_n_commands && i < 63; i++)
        names[i] = syn_commands[i]->name;
    return syn_suggest(written, names);
}

/* --- help -------------------------------------------------------------- */

void syn_cli_overview(enum syn_lang lang)
{
    const struct syn_command *sorted[64];
    size_t n = syn_n_commands < 64 ? syn_n_commands : 64;

    memcpy(sorted, syn_commands, n * sizeof *sorted);
    qsort(sorted, n, sizeof *sorted, by_order);
    printf("samsyn %s - %s\n\n", SYN_VERSION,
           syn_cli_text(lang, "cli.tagline",
                        "indicators for knowledge-based crime prevention"));
    printf("%s\n", syn_cli_text(lang, "cli.usage",
                                "usage: samsyn COMMAND [OPTION...]"));
    for (size_t i = 0; i < n; i++) {
        char key[64];
        snprintf(key, sizeof key, "cmd.%s", sorted[i]->name);
        printf("  %-9s %s\n", sorted[i]->name,
               syn_cli_text(lang, key, sorted[i]->purpose));
    }
    printf("\n%s\n", syn_cli_text(lang, "cli.start",
                                  "Begin with: samsyn init --demo demo && "
                                  "samsyn run demo"));
}

static void print_option(const char *command,
                         const struct syn_option *option,
                         enum syn_lang lang)
{
    char key[96], shown[64];

    snprintf(key, sizeof key, "opt.%s.%s", command, option->name);
    snprintf(shown, sizeof shown, "--%s%s%s", option->name,
             option->argument ? " " : "",
             option->argument ? option->argument : "");
    printf("  %-22s %s\n", shown, syn_cli_text(lang, key, option->help));
}

void syn_cli_help(const struct syn_command *command, enum syn_lang lang)
{
    char key[64];

    snprintf(key, sizeof key, "cmd.%s", command->name);
    printf("samsyn %s%s%s - %s\n", command->name, *command->operands ? " " : "",
           command->operands, syn_cli_text(lang, key, command->purpose));
    if (command->details) {
        snprintf(key, sizeof key, "details.%s", command->name);
        printf("\n%s\n", syn_cli_text(lang, key, command->details));
    }
    printf("\n%s\n", syn_cli_text(lang, "cli.options", "options:"));
    for (const struct syn_option *o = command->options; o && o->name; o++)
        print_option(command->name, o, lang);
    for (const struct syn_option *o = common; o->name; o++)
        print_option("common", o, lang);
    if (command->example)
        printf("\n%s %s\n", syn_cli_text(lang, "cli.example", "example:"),
               command->example);
}

/* --- parsing ----------------------------------------------------------- */

static enum syn_status usage(struct syn_call *call,
                             const char *code,
                             const char *text,
                             const char *what)
{
    return syn_diag_fail(call->diag, SYN_EUSAGE, (struct syn_loc){0}, code,
                         "%s %s", syn_diag_text(call->diag, code, text), what);
}

static const struct syn_option *
find_option(const struct syn_option *options, const char *name, size_t n)
{
    for (; options && options->name; options++)
        if (strlen(options->name) == n && strncmp(options->name, name, n) == 0)
            return options;
    return NULL;
}

static enum syn_status unknown_option(struct syn_call *call,
                                      const struct syn_command *command,
                                      const char *written,
                                      size_t n)
{
    const char *names[SYN_MOST_OPTIONS + N_COMMON + 1] = {0};
    size_t count = 0;

    for (const struct syn_option *o = command->options; o && o->name; o++)
        names[count++] = o->name;
    for (const struct syn_option *o = common; o->name; o++)
        names[count++] = o->name;
    const char *name = syn_arena_strndup(call->arena, written, n);
    return syn_diag_fail_at(
        call->diag, SYN_EUSAGE, (struct syn_loc){0},
        (struct syn_caret){.suggestion = syn_suggest(name, names)},
        "cli.option", "unknown option --%s; see samsyn %s --help", name,
        command->name);
}

/* Takes the option at argv[*I]. */
static enum syn_status take_option(struct syn_call *call,
                                   const char *value[N_COMMON],
                                   const struct syn_command *command,
                                   char **argv,
                                   int *i)
{
    const char *written = argv[*i] + 2;
    size_t n = strcspn(written, "=");
    const struct syn_option *own = find_option(command->options, written, n);
    const struct syn_option *shared = find_option(common, written, n);
    const struct syn_option *option = own ? own : shared;
    const char *given = written[n] ? written + n + 1 : NULL;

    if (!option)
        return unknown_option(call, command, written, n);
    if (option->argument && !given)
        given = argv[*i + 1] && strncmp(argv[*i + 1], "--", 2) != 0 ? argv[++*i]
                                                                    : NULL;
    if (option->argument && !given)
        return usage(call, "cli.argument", "an argument is missing after",
                     argv[*i]);
    if (!option->argument && given)
        return usage(call, "cli.no-argument", "no argument belongs to",
                     argv[*i]);
    const char *kept = given ? given : "";
    if (own)
        call->value[own - command->options] = kept;
    else
        value[shared - common] = kept;
    return SYN_OK;
}

enum syn_status syn_cli_set_language(struct syn_call *call, const char *given)
{
    const char *from_environment = getenv("SAMSYN_LANG");

    if (given) {
        call->lang_given = true;
        if (!syn_lang_parse(&call->lang, given))
            return usage(call, "cli.lang",
                         "the languages are nb, nn and en, not", given);
    } else if (from_environment && *from_environment) {
        call->lang_given = true;
        if (!syn_lang_parse(&call->lang, from_environment))
            return usage(call, "cli.lang-environment",
                         "SAMSYN_LANG must be nb, nn or en, not",
                         from_environment);
    }
    call->diag->lang = call->lang;
    return SYN_OK;
}

static enum syn_status parse(struct syn_call *call,
                             bool *help,
                             const struct syn_command *command,
                             char **argv)
{
    const char *value[N_COMMON] = {0};
    bool options = true;
    enum syn_status status = SYN_OK;

    for (int i = 2; !status && argv[i]; i++) {
        if (options && strcmp(argv[i], "--") == 0)
            options = false;
        else if (options && strncmp(argv[i], "--", 2) == 0)
            status = take_option(call, value, command, argv, &i);
        else if (options && argv[i][0] == '-' && argv[i][1])
            status = usage(call, "cli.short",
                           "options begin with two dashes:", argv[i]);
        else if (call->n_operands == command->most)
            status = usage(call, "cli.operand",
                           "this is one argument too many:", argv[i]);
        else
            call->operand[call->n_operands++] = argv[i];
    }
    call->quiet = value[QUIET] != NULL;
    call->json = value[JSON] != NULL;
    *help = value[HELP] != NULL;
    if (!status)
        status = syn_cli_set_language(call, value[LANG]);
    if (!status && !*help && call->n_operands < command->least)
        status = usage(call, "cli.missing", "missing:", command->operands);
    return status;
}

/* --- the program ------------------------------------------------------- */

/* A full disk, a closed pipe show only when the last byte is out. */
static int flush_output(int code)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return code;
    fputs("samsyn: cannot write the result\n", stderr);
    return syn_status_exit(SYN_EIO);
}

static enum syn_lang language_of_the_system(void)
{
    enum syn_lang lang = SYN_EN;
    const char *locale = getenv("LANG");

    if (locale)
        (void)!syn_lang_parse(&lang, locale);
    return lang;
}

static enum syn_status run_command(struct syn_call *call, char **argv)
{
    const struct syn_command *command = syn_command_find(argv[1]);
    bool help = false;

    if (!command)
        return syn_diag_fail_at(
            call->diag, SYN_EUSAGE, (struct syn_loc){0},
            (struct syn_caret){.suggestion = nearest_command(argv[1])},
            "cli.command", "unknown command \"%s\"; see samsyn help", argv[1]);
    if (command->raw) {
        call->rest = argv + 2;
        return command->run(call);
    }
    enum syn_status status = parse(call, &help, command, argv);
    if (status)
        return status;
    if (help) {
        syn_cli_help(command, call->lang);
        return SYN_OK;
    }
    return command->run(call);
}

int syn_cli_main(int argc, char **argv)
{
    struct syn_diag diag = {.emit = syn_diag_to_file,
                            .data = stderr,
                            .lang = language_of_the_system()};
    struct syn_call call = {.diag = &diag, .lang = diag.lang};

    umask(0077);              /* What is about people is its owner's only. */
    signal(SIGPIPE, SIG_IGN); /* They become EPIPE and EFBIG, and are told. */
    signal(SIGXFSZ, SIG_IGN);
    gsl_set_error_handler_off();
    if (sodium_init() < 0)
        return syn_status_exit(SYN_EIO);
    if (argc < 2 || strcmp(argv[1], "--help") == 0) {
        (void)!syn_cli_set_language(&call, NULL);
        syn_cli_overview(call.lang);
        return flush_output(argc < 2 ? syn_status_exit(SYN_EUSAGE) : 0);
    }
    if (strcmp(argv[1], "--version") == 0) {
        printf("samsyn %s\n", SYN_VERSION);
        return flush_output(0);
    }
    for (int i = 2; i + 1 < argc; i++) /* So that mistakes speak it too. */
        if (strcmp(argv[i], "--lang") == 0 &&
            syn_lang_parse(&call.lang, argv[i + 1]))
            diag.lang = call.lang;
    call.arena = syn_arena_new(SYN_ARENA_BYTES);
    enum syn_status status = run_command(&call, argv);
    syn_arena_free(call.arena);
    return flush_output(syn_status_exit(status));
}
