#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <samsyn/base/limits.h>
#include <samsyn/cli/command.h>
#include <samsyn/methods/method.h>

enum { FIRST_READ = 1 << 16, MOST_GIVEN = 128 };

static const struct syn_option options[] = {
    {"list", NULL, "all methods with columns, options and fields, as JSON"},
    {NULL, NULL, NULL},
};

/* What was written: METHOD, options, FILE. */
struct written {
    const struct syn_method *method;
    const char *file, *lang;
    struct syn_given given[MOST_GIVEN];
    size_t n_given;
    bool help, list;
};

extern const struct syn_command syn_cmd_stat;

static enum syn_status usage(const struct syn_call *call,
                             const char *code,
                             const char *text,
                             const char *what)
{
    return syn_diag_fail(call->diag, SYN_EUSAGE, (struct syn_loc){0}, code,
                         "%s %s", syn_diag_text(call->diag, code, text), what);
}

static enum syn_status unknown_method(const struct syn_call *call,
                                      const char *name)
{
    const char **names =
        syn_arena_alloc(call->arena, syn_n_methods + 1, sizeof *names);
    for (size_t i = 0; i < syn_n_methods; i++)
        names[i] = syn_methods[i]->name;
    return syn_diag_fail_at(
        call->diag, SYN_EUSAGE, (struct syn_loc){0},
        (struct syn_caret){.suggestion = syn_suggest(name, names)},
        "stat.method", "there is no method \"%s\"; see samsyn stat --list",
        name);
}

/* Options that are not the method's.  True if WRITTEN is one. */
static bool take_own(struct written *w, const char *written, char ***next)
{
    if (strcmp(written, "help") == 0)
        w->help = true;
    else if (strcmp(written, "list") == 0)
        w->list = true;
    else if (strncmp(written, "lang=", 5) == 0)
        w->lang = written + 5;
    else if (strcmp(written, "lang") == 0 && **next)
        w->lang = *(*next)++;
    else /* JSON is all there is, and nothing is said beside it. */
        return strcmp(written, "json") == 0 || strcmp(written, "quiet") == 0;
    return true;
}

/* Takes the option WRITTEN; its value may be the argument at *NEXT. */
static enum syn_status take_option(struct written *w,
                                   const struct syn_call *call,
                                   const char *written,
                                   char ***next)
{
    size_t n = strcspn(written, "=");
    if (take_own(w, written, next))
        return SYN_OK;
    const struct syn_method_option *option =
        w->method ? syn_method_option_find(w->method, written, n) : NULL;
    bool prefixed = w->method && w->method->prefixed && memchr(written, '.', n);
    if (!option && !prefixed)
        return syn_diag_fail(call->diag, SYN_EUSAGE, (struct syn_loc){0},
                             "stat.option",
                             "unknown option --%s; see samsyn help stat %s",
                             syn_arena_strndup(call->arena, written, n),
                             w->method ? w->method->name : "");
    const char *value = written[n] ? written + n + 1 : NULL;
    bool flag = option && option->kind == SYN_OPTION_FLAG;
    if (flag && value)
        return usage(call, "cli.no-argument", "no argument belongs to",
                     written);
    if (!flag && !value)
        value = **next ? *(*next)++ : NULL;
    if (!flag && !value)
        return usage(call, "cli.argument", "an argument is missing after",
                     written);
    if (w->n_given == MOST_GIVEN)
        return usage(call, "cli.operand",
                     "this is one argument too many:", written);
    w->given[w->n_given++] = (struct syn_given){
        syn_arena_strndup(call->arena, written, n), value ? value : ""};
    return SYN_OK;
}

static enum syn_status parse(struct written *w, const struct syn_call *call)
{
    char **next = call->rest;
    enum syn_status status = SYN_OK;

    if (*next && strncmp(*next, "--", 2) != 0) {
        w->method = syn_method_find(*next);
        if (!w->method)
            return unknown_method(call, *next);
        next++;
    }
    while (!status && *next) {
        const char *written = *next++;
        if (strncmp(written, "--", 2) == 0)
            status = take_option(w, call, written + 2, &next);
        else if (w->file)
            status = usage(call, "cli.operand",
                           "this is one argument too many:", written);
        else
            w->file = written;
    }
    return status;
}

/* All of FILE, which may be a pipe. */
static enum syn_status read_stream(struct syn_text *out,
                                   FILE *file,
                                   const char *path,
                                   struct syn_diag *diag)
{
    char *buffer = syn_arena_alloc(out->arena, FIRST_READ, 1);
    size_t n;
    while ((n = fread(buffer, 1, FIRST_READ, file)) > 0) {
        syn_text_add_n(out, buffer, n);
        if (out->n > SYN_LIST_BYTES)
            return syn_diag_fail(diag, SYN_EIO, (struct syn_loc){path, 0, 0},
                                 "stat.too-large", "the file is too large");
    }
    if (ferror(file))
        return syn_diag_fail(diag, SYN_EIO, (struct syn_loc){path, 0, 0},
                             "stat.read", "cannot be read: %s",
                             strerror(errno));
    return SYN_OK;
}

static enum syn_status
read_file(struct syn_text *out, const char *path, struct syn_diag *diag)
{
    if (strcmp(path, "-") == 0)
        return read_stream(out, stdin, path, diag);
    FILE *file = fopen(path, "rbe");
    if (!file)
        return syn_diag_fail(diag, SYN_EIO, (struct syn_loc){path, 0, 0},
                             "stat.open", "cannot be opened: %s",
                             strerror(errno));
    enum syn_status status = read_stream(out, file, path, diag);
    fclose(file);
    return status;
}

static enum syn_status
run_method(struct syn_text *out, const struct written *w, struct syn_diag *diag)
{
    struct syn_text input = {.arena = out->arena};
    const char *path = w->file ? w->file : "-";
    enum syn_status status =
        w->method->columns ? read_file(&input, path, diag) : SYN_OK;
    if (status)
        return status;
    return syn_method_run(out, w->method, w->given, w->n_given,
                          strcmp(path, "-") == 0 ? "<stdin>" : path,
                          input.n ? input.at : "", input.n, diag);
}

static enum syn_status run(const struct syn_call *call)
{
    struct syn_call spoken = *call;
    struct syn_text out = {.arena = call->arena};
    struct written *w = syn_arena_alloc(call->arena, 1, sizeof *w);
    enum syn_status status = parse(w, call);

    if (!status)
        status = syn_cli_set_language(&spoken, w->lang);
    if (!status && !w->method && !w->help && !w->list)
        status = usage(call, "cli.missing", "missing:", "METHOD");
    if (status)
        return status;
    if (w->list) {
        syn_method_list(&out);
    } else if (w->help && w->method) {
        syn_method_help(&out, w->method);
    } else if (w->help) {
        syn_cli_help(&syn_cmd_stat, spoken.lang);
    } else {
        status = run_method(&out, w, call->diag);
    }
    if (!status && out.n)
        fwrite(out.at, 1, out.n, stdout);
    return status;
}

const struct syn_command syn_cmd_stat = {
    .name = "stat",
    .purpose = "one statistical method on one CSV file",
    .operands = "METHOD [FILE|-]",
    .details =
        "Reads a CSV file with a header (or standard input), runs METHOD and "
        "prints JSON.\nNo project, no store, no disclosure control. samsyn "
        "help stat METHOD shows formula,\ncolumns, options and reference. What "
        "cannot be computed is refused with a reason.\n\nOptions of all "
        "methods: --definition NAME, --confidence P,..., --per N,\n--start "
        "PERIOD, --period KIND, --cycle C, --season S, --trend yes|no, "
        "--time-unit U,\n--baseline N, --force, --seed N, --simulations N, "
        "--residuals, --indent N,\n--column NAME=HEADER, --where HEADER=VALUE, "
        "--rows A:B, --by HEADER, --delimiter D",
    .example = "samsyn stat rate --per 1000 rates.csv",
    .options = options,
    .order = 66,
    .raw = true,
    .run = run,
};
