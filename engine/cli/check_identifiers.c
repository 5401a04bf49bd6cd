/* The numbers in brackets are the requirements of check_identifiers.h. */
#include "check_identifiers.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <samsyn/base/file.h>
#include <samsyn/base/limits.h>
#include <samsyn/base/text.h>
#include <samsyn/csv/text.h>
#include <samsyn/extract/gate.h>

#include "print.h"

static const char *const verdicts[] = {"PASS", "WARN", "FLAG"};

static enum syn_status read_standard_input(char **out,
                                           size_t *size,
                                           struct syn_arena *arena,
                                           struct syn_diag *diag)
{
    struct syn_text text = {.arena = arena};
    struct syn_loc here = {"-", 0, 0};
    char bytes[1 << 16];
    ssize_t n;

    while ((n = read(STDIN_FILENO, bytes, sizeof bytes)) != 0) {
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return syn_diag_fail(diag, SYN_EIO, here, "check.read",
                                 "cannot read: %s", strerror(errno));
        if (text.n + (size_t)n > SYN_LIST_BYTES)
            return syn_diag_fail(diag, SYN_EINPUT, here, "check.too-large",
                                 "there are more than %d bytes",
                                 SYN_LIST_BYTES);
        syn_text_add_n(&text, bytes, (size_t)n);
    }
    *out = text.n ? text.at : syn_arena_strdup(arena, "");
    *size = text.n;
    return SYN_OK;
}

static enum syn_status read_text(const char **out,
                                 size_t *n,
                                 const char *file,
                                 struct syn_arena *arena,
                                 struct syn_diag *diag)
{
    bool standard = strcmp(file, "-") == 0;
    char *bytes = NULL;
    size_t size = 0;
    enum syn_status status =
        standard
            ? read_standard_input(&bytes, &size, arena, diag)
            : syn_file_read(&bytes, &size, file, SYN_LIST_BYTES, arena, diag);

    return status ? status
                  : syn_csv_text(out, n, bytes, size, file, arena, diag);
}

/* Length of the line at S, and what a line end takes behind it. */
static size_t line_length(const char *s, size_t n, size_t *taken)
{
    const char *end = memchr(s, '\n', n);
    size_t length = end ? (size_t)(end - s) : n;

    *taken = end ? length + 1 : n;
    return length && end && s[length - 1] == '\r' ? length - 1 : length;
}

static void print_row(unsigned line,
                      const struct syn_gate_finding *found,
                      const char *masked,
                      size_t n)
{
    printf("%u,%s,%s,%s,", line, syn_gate_kind_names[found->kind],
           verdicts[found->verdict], found->rule);
    syn_cli_print_field(stdout, masked, n, false);
    putchar('\n');
}

static json_t *row_json(unsigned line,
                        const struct syn_gate_finding *found,
                        const char *masked)
{
    return json_pack("{s:i, s:s, s:s, s:s, s:s}", "line", (int)line, "kind",
                     syn_gate_kind_names[found->kind], "verdict",
                     verdicts[found->verdict], "rule", found->rule, "masked",
                     masked);
}

/* Prints a row, or adds it to ROWS.  Whether the line is personal data. */
static bool
judge(json_t *rows, unsigned line, const char *s, size_t n, bool new_rule)
{
    struct syn_gate_finding found = syn_gate_line(s, n, new_rule);
    char masked[SYN_GATE_MASK_BYTES];
    size_t length = syn_gate_mask(masked, s, n);

    if (!rows)
        print_row(line, &found, masked, length);
    else
        json_array_append_new(rows, row_json(line, &found, masked));
    return found.verdict == SYN_GATE_FLAG;
}

enum syn_status syn_check_identifiers(const struct syn_call *call,
                                      const char *file,
                                      bool new_rule)
{
    json_t *rows = call->json ? json_array() : NULL;
    unsigned line = 0, flagged = 0;
    const char *text;
    size_t n, taken;
    enum syn_status status =
        read_text(&text, &n, file, call->arena, call->diag);

    if (status) {
        json_decref(rows);
        return status;
    }
    if (!rows)
        puts("line,kind,verdict,rule,masked");
    for (size_t at = 0; at < n; at += taken) {
        size_t length = line_length(text + at, n - at, &taken);
        flagged += judge(rows, ++line, text + at, length, new_rule);
    }
    if (rows)
        syn_cli_print_json(rows);
    if (!flagged)
        return SYN_OK;
    return syn_diag_fail(call->diag, SYN_EINPUT, (struct syn_loc){file, 0, 0},
                         "check.personal", "%u of %u lines are personal data",
                         flagged, line);
}
