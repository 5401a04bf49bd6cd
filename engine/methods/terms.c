#include "terms.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <samsyn/base/text.h>

/* The columns of one term, or of one side of an interaction. */
struct part {
    const char *name[SYN_GLM_MAX_TERMS];
    const double *column[SYN_GLM_MAX_TERMS];
    size_t n;
};

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The level that is left out: of the last --reference HEADER=LEVEL, or the
 * first. */
static const char *
reference(const struct syn_stat *s, const char *header, const char *first)
{
    size_t n = strlen(header);
    for (size_t i = s->n_given; i-- > 0;) {
        const char *value = s->given[i].value;
        if (strcmp(s->given[i].name, "reference") == 0 &&
            strncmp(value, header, n) == 0 && value[n] == '=')
            return value + n + 1;
    }
    return first;
}

/* The distinct texts of CELL in byte order. */
static size_t
levels_of(const char **level, struct syn_stat *s, const char *const *cell)
{
    const char **sorted = syn_arena_alloc(s->arena, s->n, sizeof *sorted);
    size_t n = 0, m = 0;
    for (size_t i = 0; i < s->n; i++)
        if (*cell[i])
            sorted[m++] = cell[i];
    qsort(sorted, m, sizeof *sorted, by_bytes);
    for (size_t i = 0; i < m && n < SYN_GLM_MAX_TERMS; i++)
        if (n == 0 || strcmp(level[n - 1], sorted[i]) != 0)
            level[n++] = sorted[i];
    return n;
}

/* A column of 0 and 1, missing where the cell is. */
static double *
indicator(struct syn_stat *s, const char *const *cell, const char *level)
{
    double *out = syn_stat_room(s, s->n);
    for (size_t i = 0; i < s->n; i++)
        out[i] = *cell[i] ? (double)(strcmp(cell[i], level) == 0) : (double)NAN;
    return out;
}

/* WHOLE: no level is left out. */
static bool read_factor(struct part *out,
                        struct syn_design *d,
                        const char *header,
                        bool whole)
{
    struct syn_stat *s = d->s;
    const char *level[SYN_GLM_MAX_TERMS];
    const char *const *cell = syn_stat_texts_maybe(s, header);
    size_t n = levels_of(level, s, cell);
    bool known = false;
    if (n >= SYN_GLM_MAX_TERMS || n == 0 ||
        d->n_bases + n > SYN_GLM_MAX_TERMS) {
        syn_stat_refuse(s, SYN_REFUSAL_DOMAIN,
                        n == 0 ? "A factor has no levels."
                               : "A factor has too many levels.");
        return false;
    }
    const char *out_of_it = reference(s, header, level[0]);
    for (size_t j = 0; j < n; j++) {
        const double *column = indicator(s, cell, level[j]);
        const char *name =
            syn_arena_printf(s->arena, "%s=%s", header, level[j]);
        bool left_out = strcmp(level[j], out_of_it) == 0;
        known = known || left_out;
        d->base[d->n_bases] = column;
        d->base_term[d->n_bases++] = name;
        if (left_out && !whole)
            continue;
        out->name[out->n] = name;
        out->column[out->n++] = column;
    }
    if (!known)
        syn_stat_wrong(s, "reference");
    return known;
}

/* Whether every cell is a number or missing. */
static bool is_numeric(struct syn_stat *s, const char *header)
{
    double x;
    const char *const *cell = syn_stat_texts_maybe(s, header);
    for (size_t i = 0; cell && i < s->n; i++)
        if (*cell[i] && !syn_number_parse(&x, cell[i]))
            return false;
    return true;
}

static bool read_power(struct part *out,
                       struct syn_stat *s,
                       const char *term,
                       const char *hat)
{
    double power;
    const char *header =
        syn_arena_strndup(s->arena, term, (size_t)(hat - term));
    const double *x = syn_stat_column(s, header);
    if (!x)
        return false;
    if (!syn_number_parse(&power, hat + 1)) {
        syn_stat_wrong(s, "terms");
        return false;
    }
    double *column = syn_stat_room(s, s->n);
    for (size_t i = 0; i < s->n; i++)
        column[i] = isnan(x[i]) ? NAN : pow(x[i], power);
    out->name[out->n] = term;
    out->column[out->n++] = column;
    return true;
}

/* A term without a colon. */
static bool
read_part(struct part *out, struct syn_design *d, const char *term, bool whole)
{
    struct syn_stat *s = d->s;
    size_t n = strlen(term);
    const char *hat = strchr(term, '^');
    out->n = 0;
    if (n > 8 && strncmp(term, "factor(", 7) == 0 && term[n - 1] == ')') {
        const char *header = syn_arena_strndup(s->arena, term + 7, n - 8);
        return (syn_stat_has(s, header) || syn_stat_column(s, header)) &&
               read_factor(out, d, header, whole);
    }
    if (hat && !syn_stat_has(s, term))
        return read_power(out, s, term, hat);
    if (syn_stat_has(s, term) && !is_numeric(s, term))
        return read_factor(out, d, term, whole);
    out->name[0] = term;
    out->column[0] = syn_stat_column(s, term);
    out->n = 1;
    return out->column[0] != NULL;
}

/* The products of two parts. */
static void multiply(struct part *a, const struct part *b, struct syn_stat *s)
{
    struct part out = {.n = 0};
    for (size_t k = 0; k < b->n; k++)
        for (size_t j = 0; j < a->n && out.n < SYN_GLM_MAX_TERMS; j++) {
            double *column = syn_stat_room(s, s->n);
            for (size_t i = 0; i < s->n; i++)
                column[i] = a->column[j][i] * b->column[k][i];
            out.name[out.n] =
                syn_arena_printf(s->arena, "%s:%s", a->name[j], b->name[k]);
            out.column[out.n++] = column;
        }
    *a = out;
}

static size_t count_parts(const char *term)
{
    size_t n = 1;
    for (; *term; term++)
        n += *term == ':';
    return n;
}

/* Whether the part of N bytes at PART is one of TERM's. */
static bool has_part(const char *term, const char *part, size_t n)
{
    for (;; term++) {
        size_t own = strcspn(term, ":");
        if (own == n && strncmp(term, part, n) == 0)
            return true;
        term += own;
        if (!*term)
            return false;
    }
}

/* Whether OTHER is TERM without its part at LEFT_OUT. */
static bool is_margin(const char *other, const char *term, const char *left_out)
{
    if (count_parts(other) + 1 != count_parts(term))
        return false;
    for (const char *part = term;; part++) {
        size_t n = strcspn(part, ":");
        if (part != left_out && !has_part(other, part, n))
            return false;
        part += n;
        if (!*part)
            return true;
    }
}

/* The terms of a model in the order given; FACTOR: one of those read was a
 * factor of its own. */
struct terms {
    const char *const *term;
    size_t n;
    bool factor;
};

/* Whether a factor at PART of TERM keeps all its levels: where the model lacks
 * the term without it (the intercept, for a factor alone), no level of it is
 * told by the others.  So R codes it (Chambers & Hastie 1992). */
static bool keeps_levels(const struct terms *t,
                         const struct syn_design *d,
                         const char *term,
                         const char *part)
{
    if (count_parts(term) == 1)
        return !d->intercept && !t->factor;
    for (size_t i = 0; i < t->n; i++)
        if (is_margin(t->term[i], term, part))
            return false;
    return true;
}

static bool add_term(struct syn_design *d, struct terms *t, const char *term)
{
    struct syn_stat *s = d->s;
    struct part all = {.n = 0}, next;
    size_t bases = d->n_bases;
    for (const char *at = term;; at++) {
        size_t n = strcspn(at, ":");
        if (!read_part(&next, d, syn_arena_strndup(s->arena, at, n),
                       keeps_levels(t, d, term, at)))
            return false;
        if (at == term)
            all = next;
        else
            multiply(&all, &next, s);
        at += n;
        if (!*at)
            break;
    }
    t->factor = t->factor || (count_parts(term) == 1 && d->n_bases > bases);
    for (size_t j = 0; j < all.n; j++)
        syn_design_add(d, all.name[j], all.column[j]);
    return !s->refused;
}

bool syn_terms_add(struct syn_design *d, struct syn_stat *s, const char *list)
{
    struct terms t = {.factor = false};
    if (strcmp(list, "none") == 0)
        return true;
    t.term = syn_stat_names(s, list, &t.n);
    for (size_t i = 0; i < t.n; i++)
        if (!add_term(d, &t, t.term[i]))
            return false;
    return true;
}
