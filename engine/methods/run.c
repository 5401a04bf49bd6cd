#include <samsyn/methods/method.h>

#include <math.h>
#include <string.h>

#include "common.h"
#include "stat.h"

const struct syn_method *syn_method_find(const char *name)
{
    for (size_t i = 0; i < syn_n_methods; i++) {
        const struct syn_method *m = syn_methods[i];
        if (strcmp(m->name, name) == 0 ||
            (m->alias && strcmp(m->alias, name) == 0))
            return m;
    }
    return NULL;
}

/* --- options ------------------------------------------------------------ */

static bool is_choice(const char *choices, const char *value)
{
    size_t n = strlen(value);
    for (const char *c = choices; *c; c += strcspn(c, "|"), c += *c == '|')
        if (strcspn(c, "|") == n && strncmp(c, value, n) == 0)
            return true;
    return false;
}

static bool is_numbers(struct syn_stat *s, const char *value)
{
    double x;
    size_t n;
    const char *const *list = syn_stat_names(s, value, &n);
    for (size_t i = 0; i < n; i++)
        if (!syn_number_parse(&x, list[i]))
            return false;
    return n > 0;
}

static bool is_value(struct syn_stat *s,
                     const struct syn_method_option *option,
                     const char *value)
{
    double x;
    switch (option->kind) {
    case SYN_OPTION_NUMBER:
        return syn_number_parse(&x, value);
    case SYN_OPTION_WHOLE:
        return syn_number_parse(&x, value) && x == floor(x) && x >= 0 &&
               x <= 1e9;
    case SYN_OPTION_NUMBERS:
        return is_numbers(s, value);
    case SYN_OPTION_CHOICE:
        return is_choice(option->choices, value);
    case SYN_OPTION_TEXT:
    case SYN_OPTION_FLAG:
        return true;
    }
    return false;
}

static void check_options(struct syn_stat *s)
{
    for (size_t i = 0; i < s->n_given && !s->status; i++) {
        const char *name = s->given[i].name;
        const struct syn_method_option *option =
            syn_method_option_find(s->method, name, strlen(name));
        if (option && !is_value(s, option, s->given[i].value))
            syn_stat_wrong(s, name);
    }
}

static void read_confidence(struct syn_stat *s)
{
    s->n_confidence =
        syn_stat_numbers(s, "confidence", s->confidence, SYN_MOST_CONFIDENCES);
    for (size_t i = 0; i < s->n_confidence; i++)
        if (!(s->confidence[i] >= 0.5 && s->confidence[i] < 1) && !s->status)
            syn_stat_wrong(s, "confidence");
}

static void read_definition(struct syn_stat *s)
{
    const char *given = syn_stat_option(s, "definition");
    const char *const *d = s->method->definitions;
    s->definition = d ? *d : "";
    if (!given)
        return;
    while (d && *d && strcmp(*d, given) != 0)
        d++;
    if (!d || !*d)
        syn_stat_wrong(s, "definition");
    else
        s->definition = *d;
}

static void read_options(struct syn_stat *s)
{
    check_options(s);
    if (s->status)
        return;
    read_confidence(s);
    read_definition(s);
    s->per = syn_stat_number(s, "per");
    if (!(s->per > 0) && !s->status)
        syn_stat_wrong(s, "per");
    double cycle = syn_stat_number(s, "cycle");
    if (cycle <= 0 && !s->status)
        syn_stat_wrong(s, "cycle");
    s->force = syn_stat_flag(s, "force");
    s->residuals = syn_stat_flag(s, "residuals");
}

static void put_option(struct syn_stat *s,
                       const struct syn_method_option *option)
{
    const char *value = syn_stat_option(s, option->name);
    double list[64];
    if (option->kind == SYN_OPTION_FLAG)
        syn_put_bool(s, option->name, value != NULL);
    else if (!value || option->kind == SYN_OPTION_CHOICE)
        syn_put_text(s, option->name, value);
    else if (option->kind == SYN_OPTION_NUMBERS)
        syn_put_list(s, option->name, list,
                     syn_stat_numbers(s, option->name, list, 64));
    else if (option->kind == SYN_OPTION_TEXT && !syn_number_parse(list, value))
        syn_put_text(s, option->name, value);
    else
        syn_put(s, option->name, syn_stat_number(s, option->name));
}

static void put_options(struct syn_stat *s)
{
    syn_put_object(s, "options");
    for (const struct syn_common_option *c = syn_common_options; c->option.name;
         c++)
        if (c->uses & s->method->uses &&
            syn_method_option_find(s->method, c->option.name,
                                   strlen(c->option.name)) == &c->option)
            put_option(s, &c->option);
    for (const struct syn_method_option *o = s->method->options; o && o->name;
         o++)
        put_option(s, o);
    for (size_t i = 0; i < s->n_given; i++)
        if (strchr(s->given[i].name, '.'))
            syn_put_text(s, s->given[i].name, s->given[i].value);
    syn_put_object_end(s);
}

/* --- rows --------------------------------------------------------------- */

/* The column that the option says, up to END. */
static size_t column_of(struct syn_stat *s,
                        const char *option,
                        const char *value,
                        size_t length)
{
    const char *header = syn_arena_strndup(s->arena, value, length);
    size_t column = syn_input_column(s->input, header);
    if (column == s->input->n_columns && !s->status)
        s->status = syn_diag_fail(
            s->diag, SYN_EUSAGE, (struct syn_loc){s->input->path, 1, 0},
            "stat.option-column", "--%s names \"%s\", which is no column",
            option, header);
    return column;
}

/* Keeps the rows of INDEX where a --where holds. */
static size_t
keep_where(struct syn_stat *s, size_t *index, size_t n, const char *where)
{
    const char *equals = strchr(where, '=');
    if (!equals) {
        syn_stat_wrong(s, "where");
        return 0;
    }
    size_t column = column_of(s, "where", where, (size_t)(equals - where));
    size_t kept = 0;
    for (size_t i = 0; i < n && !s->status; i++)
        if (strcmp(s->input->cell[index[i] * s->input->n_columns + column],
                   equals + 1) == 0)
            index[kept++] = index[i];
    return kept;
}

/* Keeps rows A to B of INDEX. */
static size_t
keep_rows(struct syn_stat *s, size_t *index, size_t n, const char *rows)
{
    const char *colon = strchr(rows, ':');
    double from = 1, to = (double)n;
    const char *left =
        colon ? syn_arena_strndup(s->arena, rows, (size_t)(colon - rows)) : "";
    if (!colon || (*left && !syn_number_parse(&from, left)) ||
        (colon[1] && !syn_number_parse(&to, colon + 1)) || from < 1 ||
        from != floor(from) || to != floor(to)) {
        syn_stat_wrong(s, "rows");
        return 0;
    }
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if ((double)i + 1 >= from && (double)i + 1 <= to)
            index[kept++] = index[i];
    return kept;
}

static size_t select_rows(struct syn_stat *s, size_t *index)
{
    size_t n = s->input->n_rows;
    for (size_t i = 0; i < n; i++)
        index[i] = i;
    for (size_t i = 0; i < s->n_given && !s->status; i++)
        if (strcmp(s->given[i].name, "where") == 0)
            n = keep_where(s, index, n, s->given[i].value);
    const char *rows = syn_stat_option(s, "rows");
    return rows && !s->status ? keep_rows(s, index, n, rows) : n;
}

/* --- the result --------------------------------------------------------- */

static void put_body(struct syn_json *out, struct syn_stat *s)
{
    const struct syn_json body = s->json;
    s->json = *out;
    syn_put(s, "n", (double)s->used);
    syn_put_array(s, "warnings");
    for (struct syn_warning *w = s->warnings; w; w = w->next) {
        syn_put_object(s, NULL);
        syn_put_text(s, "id", w->id);
        syn_put_text(s, "text", w->text);
        syn_put_object_end(s);
    }
    syn_put_array_end(s);
    if (s->refused) {
        syn_put_text(s, "refused", s->refused);
        syn_put_text(s, "reason", s->reason);
    }
    if (!s->refused || s->details)
        syn_json_join(&s->json, &body);
    *out = s->json;
}

/* Runs the method on the N rows of INDEX and writes what came of it to OUT,
 * inside the object that is open there. */
static enum syn_status run_on(struct syn_json *out,
                              const struct syn_stat *options,
                              const size_t *index,
                              size_t n)
{
    struct syn_stat s = *options;
    s.index = index;
    s.n = s.used = n;
    s.json = (struct syn_json){.text = {.arena = s.arena},
                               .indent = out->indent,
                               .depth = out->depth,
                               .empty = true};
    s.start = s.json;
    if (n == 0 && s.method->columns)
        syn_stat_refuse(&s, SYN_REFUSAL_NO_DATA, NULL);
    else
        s.method->run(&s);
    if (!s.status)
        put_body(out, &s);
    return s.status;
}

/* Runs the method once for each value of COLUMN. */
static enum syn_status run_groups(struct syn_json *out,
                                  const struct syn_stat *s,
                                  size_t *index,
                                  size_t n,
                                  size_t column)
{
    const struct syn_input *input = s->input;
    size_t *group = syn_arena_alloc(s->arena, n + 1, sizeof *group);
    bool *done = syn_arena_alloc(s->arena, n + 1, sizeof *done);
    enum syn_status status = SYN_OK;

    syn_json_open(out, "groups", '[');
    for (size_t i = 0; i < n && !status; i++) {
        if (done[i])
            continue;
        const char *name = input->cell[index[i] * input->n_columns + column];
        size_t of_group = 0;
        for (size_t j = i; j < n; j++)
            if (strcmp(name,
                       input->cell[index[j] * input->n_columns + column]) ==
                0) {
                group[of_group++] = index[j];
                done[j] = true;
            }
        syn_json_open(out, NULL, '{');
        syn_json_text(out, "group", name);
        status = run_on(out, s, group, of_group);
        syn_json_close(out, '}');
    }
    syn_json_close(out, ']');
    return status;
}

static enum syn_status run_all(struct syn_text *out, struct syn_stat *s)
{
    size_t *index =
        syn_arena_alloc(s->arena, s->input->n_rows + 1, sizeof *index);
    size_t n = select_rows(s, index);
    const char *by = syn_stat_option(s, "by");
    size_t column = by ? column_of(s, "by", by, strlen(by)) : 0;
    if (s->status)
        return s->status;

    s->json = (struct syn_json){.text = {.arena = s->arena},
                                .indent = (int)syn_stat_number(s, "indent"),
                                .empty = true};
    syn_json_open(&s->json, NULL, '{');
    syn_put_text(s, "method", s->method->name);
    syn_put_text(s, "definition", *s->definition ? s->definition : NULL);
    put_options(s);
    struct syn_json json = s->json;
    if (by) {
        syn_json_number(&json, "n", (double)n);
        syn_json_open(&json, "warnings", '[');
        syn_json_close(&json, ']');
    }
    enum syn_status status = by ? run_groups(&json, s, index, n, column)
                                : run_on(&json, s, index, n);
    syn_json_close(&json, '}');
    if (!status) {
        syn_text_add_n(out, json.text.at, json.text.n);
        syn_text_add(out, "\n");
    }
    return status;
}

static char delimiter_of(struct syn_stat *s)
{
    const char *given = syn_stat_option(s, "delimiter");
    if (strcmp(given, "tab") == 0)
        return '\t';
    if (strlen(given) != 1 || strchr("\"\r\n", *given))
        syn_stat_wrong(s, "delimiter");
    return *given;
}

/* Eight arguments: the call and where it came from. NOLINTNEXTLINE */
enum syn_status syn_method_run(struct syn_text *out,
                               const struct syn_method *method,
                               const struct syn_given *given,
                               size_t n_given,
                               const char *path,
                               const char *text,
                               size_t size,
                               struct syn_diag *diag)
{
    struct syn_input input = {.path = path};
    struct syn_stat s = {
        .method = method,
        .input = &input,
        .given = given,
        .n_given = n_given,
        .arena = out->arena,
        .diag = diag,
    };
    read_options(&s);
    char delimiter = delimiter_of(&s);
    if (s.status)
        return s.status;
    if (method->columns)
        s.status =
            syn_input_read(&input, path, text, size, delimiter, s.arena, diag);
    return s.status ? s.status : run_all(out, &s);
}
