#include "stat.h"

#include <math.h>
#include <string.h>

double *syn_stat_room(struct syn_stat *s, size_t n)
{
    return syn_arena_alloc(s->arena, n ? n : 1, sizeof(double));
}

/* --- options ------------------------------------------------------------ */

const char *syn_stat_option(const struct syn_stat *s, const char *name)
{
    for (size_t i = s->n_given; i-- > 0;)
        if (strcmp(s->given[i].name, name) == 0)
            return s->given[i].value;
    const struct syn_method_option *option =
        syn_method_option_find(s->method, name, strlen(name));
    return option ? option->fallback : NULL;
}

bool syn_stat_is(const struct syn_stat *s, const char *name, const char *value)
{
    const char *given = syn_stat_option(s, name);
    return given && strcmp(given, value) == 0;
}

bool syn_stat_flag(const struct syn_stat *s, const char *name)
{
    return syn_stat_option(s, name) != NULL;
}

double syn_stat_number(const struct syn_stat *s, const char *name)
{
    double x;
    const char *given = syn_stat_option(s, name);
    return given && syn_number_parse(&x, given) ? x : NAN;
}

size_t syn_stat_simulations(struct syn_stat *s, size_t own)
{
    double given = syn_stat_number(s, "simulations");
    size_t n = given >= 0 && given < 1e9 ? (size_t)given : own;
    if (n > 0 && n < own)
        syn_stat_warn(s, "few-simulations",
                      "Fewer simulations than the method asks for: what rests "
                      "on them is less certain.");
    return n;
}

size_t
syn_stat_numbers(struct syn_stat *s, const char *name, double *out, size_t most)
{
    size_t n;
    const char *given = syn_stat_option(s, name);
    const char *const *names = syn_stat_names(s, given ? given : "", &n);
    for (size_t i = 0; i < n && i < most; i++)
        if (!syn_number_parse(&out[i], names[i]))
            out[i] = NAN;
    return n < most ? n : most;
}

const char *const *
syn_stat_names(struct syn_stat *s, const char *list, size_t *n)
{
    size_t room = 2;
    for (const char *c = list; *c; c++)
        room += *c == ',';
    const char **names = syn_arena_alloc(s->arena, room, sizeof *names);
    *n = 0;
    while (*list) {
        size_t length = strcspn(list, ",");
        names[(*n)++] = syn_arena_strndup(s->arena, list, length);
        list += length + (list[length] == ',');
    }
    return names;
}

bool syn_stat_defined(const struct syn_stat *s, const char *definition)
{
    return strcmp(s->definition, definition) == 0;
}

void syn_stat_wrong(struct syn_stat *s, const char *name)
{
    if (s->status)
        return;
    const char *value = syn_stat_option(s, name);
    if (value)
        s->status =
            syn_diag_fail(s->diag, SYN_EUSAGE, (struct syn_loc){0},
                          "stat.value", "--%s cannot be \"%s\"", name, value);
    else
        s->status = syn_diag_fail(s->diag, SYN_EUSAGE, (struct syn_loc){0},
                                  "stat.no-value", "--%s is missing", name);
}

/* --- columns ------------------------------------------------------------ */

/* The header that NAME is read from: --column NAME=HEADER. */
static const char *header_of(const struct syn_stat *s, const char *name)
{
    size_t n = strlen(name);
    for (size_t i = s->n_given; i-- > 0;) {
        const char *value = s->given[i].value;
        if (strcmp(s->given[i].name, "column") == 0 &&
            strncmp(value, name, n) == 0 && value[n] == '=')
            return value + n + 1;
    }
    return name;
}

static size_t place_of(const struct syn_stat *s, const char *name)
{
    return syn_input_column(s->input, header_of(s, name));
}

bool syn_stat_has(const struct syn_stat *s, const char *name)
{
    return place_of(s, name) < s->input->n_columns;
}

static const char *cell(const struct syn_stat *s, size_t i, size_t column)
{
    return s->input->cell[s->index[i] * s->input->n_columns + column];
}

const double *syn_stat_column_maybe(struct syn_stat *s, const char *name)
{
    size_t column = place_of(s, name);
    if (column == s->input->n_columns)
        return NULL;
    double *out = syn_stat_room(s, s->n);
    for (size_t i = 0; i < s->n; i++) {
        const char *text = cell(s, i, column);
        out[i] = NAN;
        if (*text && !syn_number_parse(&out[i], text) && !s->status)
            s->status = syn_diag_fail(
                s->diag, SYN_EINPUT,
                syn_input_locate(s->input, s->index[i], column, s->arena),
                "stat.number", "this cell of the column \"%s\" is not a number",
                header_of(s, name));
    }
    return s->status ? NULL : out;
}

const double *syn_stat_column(struct syn_stat *s, const char *name)
{
    const double *out = syn_stat_column_maybe(s, name);
    if (!out && !s->status)
        s->status = syn_diag_fail(
            s->diag, SYN_EUSAGE, (struct syn_loc){s->input->path, 1, 0},
            "stat.column", "there is no column \"%s\"", header_of(s, name));
    return out;
}

const double *
syn_stat_column_of(struct syn_stat *s, const char *a, const char *b)
{
    return syn_stat_column(s,
                           !syn_stat_has(s, a) && syn_stat_has(s, b) ? b : a);
}

const char *const *syn_stat_texts_maybe(struct syn_stat *s, const char *name)
{
    size_t column = place_of(s, name);
    if (column == s->input->n_columns)
        return NULL;
    const char **out = syn_arena_alloc(s->arena, s->n + 1, sizeof *out);
    for (size_t i = 0; i < s->n; i++)
        out[i] = cell(s, i, column);
    return out;
}

/* --- fields ------------------------------------------------------------- */

void syn_put(struct syn_stat *s, const char *key, double value)
{
    syn_json_number(&s->json, key, value);
}

void syn_put_text(struct syn_stat *s, const char *key, const char *value)
{
    if (value)
        syn_json_text(&s->json, key, value);
    else
        syn_json_null(&s->json, key);
}

void syn_put_bool(struct syn_stat *s, const char *key, bool value)
{
    syn_json_bool(&s->json, key, value);
}

void syn_put_null(struct syn_stat *s, const char *key)
{
    syn_json_null(&s->json, key);
}

void syn_put_list(struct syn_stat *s,
                  const char *key,
                  const double *value,
                  size_t n)
{
    syn_json_open(&s->json, key, '[');
    for (size_t i = 0; i < n; i++)
        syn_json_number(&s->json, NULL, value[i]);
    syn_json_close(&s->json, ']');
}

void syn_put_object(struct syn_stat *s, const char *key)
{
    syn_json_open(&s->json, key, '{');
}

void syn_put_object_end(struct syn_stat *s)
{
    syn_json_close(&s->json, '}');
}

void syn_put_array(struct syn_stat *s, const char *key)
{
    syn_json_open(&s->json, key, '[');
}

void syn_put_array_end(struct syn_stat *s)
{
    syn_json_close(&s->json, ']');
}

void syn_put_estimate(struct syn_stat *s,
                      const char *key,
                      const double value[3])
{
    syn_put_object(s, key);
    syn_put(s, "estimate", value[0]);
    syn_put(s, "lower", value[1]);
    syn_put(s, "upper", value[2]);
    syn_put_object_end(s);
}

static void
put_reason(struct syn_stat *s, enum syn_refusal refusal, const char *reason)
{
    syn_put_text(s, "refused", syn_refusal_id(refusal));
    syn_put_text(s, "reason", reason ? reason : syn_refusal_reason(refusal));
}

void syn_put_refused(struct syn_stat *s,
                     const char *key,
                     enum syn_refusal refusal,
                     const char *reason)
{
    syn_put_object(s, key);
    put_reason(s, refusal, reason);
    syn_put_object_end(s);
}

void syn_put_intervals(struct syn_stat *s,
                       const double *lower,
                       const double *upper)
{
    if (s->n_confidence < 2)
        return;
    syn_put_array(s, "intervals");
    for (size_t i = 0; i < s->n_confidence; i++) {
        syn_put_object(s, NULL);
        syn_put(s, "confidence", s->confidence[i]);
        syn_put(s, "lower", lower[i]);
        syn_put(s, "upper", upper[i]);
        syn_put_object_end(s);
    }
    syn_put_array_end(s);
}

void syn_stat_rows(struct syn_stat *s)
{
    syn_json_open(&s->json, "rows", '[');
}

void syn_stat_rows_end(struct syn_stat *s)
{
    syn_json_close(&s->json, ']');
}

void syn_stat_result(struct syn_stat *s)
{
    syn_json_open(&s->json, "result", '{');
}

void syn_stat_result_end(struct syn_stat *s)
{
    syn_json_close(&s->json, '}');
}

void syn_row(struct syn_stat *s, size_t i)
{
    s->row_mark = s->json;
    s->row_open = true;
    syn_json_open(&s->json, NULL, '{');
    syn_put(s, "row", (double)i + 1);
    size_t id = place_of(s, "id");
    const char *text = id < s->input->n_columns ? cell(s, i, id) : "";
    syn_put_text(s, "id", *text ? text : NULL);
}

void syn_row_end(struct syn_stat *s)
{
    s->row_open = false;
    syn_json_close(&s->json, '}');
}

/* --- refusals ----------------------------------------------------------- */

void syn_row_refuse(struct syn_stat *s,
                    size_t i,
                    enum syn_refusal refusal,
                    const char *reason)
{
    if (s->row_open)
        syn_json_rewind(&s->json, &s->row_mark);
    syn_row(s, i);
    if (s->times)
        syn_put_time(s, "t", s->times, i);
    put_reason(s, refusal, reason);
    syn_row_end(s);
}

void syn_stat_refuse(struct syn_stat *s,
                     enum syn_refusal refusal,
                     const char *reason)
{
    s->refused = syn_refusal_id(refusal);
    s->reason = reason ? reason : syn_refusal_reason(refusal);
}

void syn_stat_refuse_with(struct syn_stat *s,
                          enum syn_refusal refusal,
                          const char *reason)
{
    syn_stat_refuse(s, refusal, reason);
    s->details = true;
    s->json = s->start;
    s->json.text = (struct syn_text){.arena = s->arena};
}

bool syn_stat_soft(struct syn_stat *s,
                   enum syn_refusal refusal,
                   const char *reason)
{
    if (s->force) {
        syn_stat_warn(s, syn_refusal_id(refusal),
                      reason ? reason : syn_refusal_reason(refusal));
        return false;
    }
    syn_stat_refuse(s, refusal, reason);
    return true;
}

void syn_stat_warn(struct syn_stat *s, const char *id, const char *text)
{
    struct syn_warning **at = &s->warnings;
    for (; *at; at = &(*at)->next)
        if (strcmp((*at)->id, id) == 0 && strcmp((*at)->text, text) == 0)
            return;
    *at = syn_arena_alloc(s->arena, 1, sizeof **at);
    (*at)->id = id;
    (*at)->text = text;
}

bool syn_stat_missing(struct syn_stat *s, const double *value)
{
    for (size_t i = 0; i < s->n; i++)
        if (isnan(value[i])) {
            syn_stat_refuse(s, SYN_REFUSAL_MISSING_VALUES, NULL);
            return true;
        }
    return false;
}

bool syn_stat_not_counts(struct syn_stat *s, const double *count, bool whole)
{
    for (size_t i = 0; i < s->n; i++) {
        if (count[i] < 0) {
            syn_stat_refuse(s, SYN_REFUSAL_NEGATIVE_COUNT, NULL);
            return true;
        }
        if (whole && !isnan(count[i]) && count[i] != floor(count[i])) {
            syn_stat_refuse(s, SYN_REFUSAL_FRACTIONAL_COUNT, NULL);
            return true;
        }
    }
    return false;
}

bool syn_stat_not_exposures(struct syn_stat *s, const double *exposure)
{
    for (size_t i = 0; exposure && i < s->n; i++)
        if (exposure[i] <= 0) {
            syn_stat_refuse(s, SYN_REFUSAL_ZERO_EXPOSURE, NULL);
            return true;
        }
    return false;
}
