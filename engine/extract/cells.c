/* The numbers in brackets are the requirements of cells.h. */
#include "cells.h"

#include <string.h>

#include <samsyn/base/text.h>
#include <samsyn/extract/convert.h>

static const char content[] = "content", period[] = "period";

/* --- headers ----------------------------------------------------------- */

/* The name of the place "{name}" at S, in ARENA; *S moves behind it. */
static const char *place_at(const char **s, struct syn_arena *arena)
{
    const char *end = strchr(*s, '}');
    const char *name = syn_arena_strndup(arena, *s + 1, (size_t)(end - *s) - 1);

    *s = end + 1;
    return name;
}

size_t syn_cells_names(const char *names[SYN_CELL_PLACES],
                       const struct syn_contract_cells *cells,
                       struct syn_arena *arena)
{
    size_t n = 0;

    if (cells->values.n)
        names[n++] = content;
    for (const char *s = cells->headers; s && (s = strchr(s, '{')) != NULL;) {
        const char *name = place_at(&s, arena);
        if (strcmp(name, period) != 0 && n < SYN_CELL_PLACES)
            names[n++] = name;
    }
    return n;
}

/* What HEADER has in the places of PATTERN, in their order; what stands first
 * takes as much as it can.  False if it has another form. */
static bool
match(const char *found[][2], const char *pattern, const char *header)
{
    if (!*pattern)
        return !*header;
    if (*pattern != '{')
        return *pattern == *header && match(found, pattern + 1, header + 1);
    const char *rest = strchr(pattern, '}') + 1;
    for (const char *end = header + strlen(header); end > header; end--) {
        (*found)[0] = header;
        (*found)[1] = end;
        if (match(found + 1, rest, end))
            return true;
    }
    return false;
}

/* --- columns ----------------------------------------------------------- */

/* What a table is bound to. */
struct binding {
    struct syn_cells *cells;
    const struct syn_contract *contract;
    const char *const *header;
    size_t n_fields;
    const struct syn_extract_options *options;
    struct syn_loc where;
    struct syn_arena *arena;
    struct syn_diag *diag;
};

static enum syn_status no_column(const struct binding *b, const char *name)
{
    return syn_diag_fail_at(
        b->diag, SYN_EINPUT, b->where,
        (struct syn_caret){.suggestion = syn_suggest(name, b->header)},
        "extract.no-figures",
        "the header has no column \"%s\", which the \"cells\" of %s name", name,
        b->contract->path);
}

static enum syn_status
find(size_t *out, const struct binding *b, const char *name)
{
    *out = SIZE_MAX;
    for (size_t f = 0; name && f < b->n_fields; f++)
        if (strcmp(b->header[f], name) == 0) {
            *out = f;
            return SYN_OK;
        }
    return name ? no_column(b, name) : SYN_OK;
}

static uint32_t
number_of(const struct binding *b, size_t place, const char *s, size_t n)
{
    return syn_dictionary_add(
        syn_profiles_dictionary(b->options->profiles, b->cells->slot[place]), s,
        n);
}

static enum syn_status bind_values(struct binding *b)
{
    const struct syn_pairs *values = &b->cells->wanted->values;

    for (size_t i = 0; i < values->n; i++) {
        struct syn_cell_column *column = &b->cells->at[b->cells->n];
        const char *name = values->at[i].text;
        enum syn_status status = find(&column->field, b, values->at[i].key);
        if (status)
            return status;
        column->span = b->cells->span;
        column->category[0] = number_of(b, 0, name, strlen(name));
        b->cells->n++;
    }
    return SYN_OK;
}

/* Whether the contract reads the column into something else. */
static bool is_read(const struct binding *b, const char *header)
{
    const struct syn_contract_column *columns = b->contract->columns.at;

    for (size_t i = 0; i < b->contract->columns.n; i++)
        for (size_t k = 0; k < columns[i].headers.n; k++)
            if (strcmp(columns[i].headers.at[k], header) == 0)
                return true;
    return false;
}

/* One header that may have the form.  False if its period is none. */
static bool bind_header(struct binding *b, size_t field)
{
    struct syn_cell_column *column = &b->cells->at[b->cells->n];
    const char *pattern = b->cells->wanted->headers;
    const char *found[SYN_CELL_PLACES + 2][2];

    if (is_read(b, b->header[field]) ||
        !match(found, pattern, b->header[field]))
        return true;
    *column = (struct syn_cell_column){.field = field, .span = b->cells->span};
    size_t place = 0, i = 0;
    for (const char *s = pattern; (s = strchr(s, '{')) != NULL; i++) {
        size_t n = (size_t)(found[i][1] - found[i][0]);
        bool is_period = strncmp(s + 1, "period}", 7) == 0;
        if (is_period && !syn_span_read(&column->span, found[i][0], n))
            return false;
        if (!is_period && place < b->cells->n_slots) {
            column->category[place] = number_of(b, place, found[i][0], n);
            place++;
        }
        s = strchr(s, '}');
    }
    b->cells->n++;
    return true;
}

static enum syn_status bind_headers(struct binding *b)
{
    const char *pattern = b->cells->wanted->headers;

    for (size_t f = 0; f < b->n_fields; f++)
        if (!bind_header(b, f))
            return syn_diag_fail(b->diag, SYN_EINPUT, b->where,
                                 "extract.header-period",
                                 "the header of column %zu has the form of "
                                 "\"%s\", but no period in it",
                                 f + 1, pattern);
    if (b->cells->n)
        return SYN_OK;
    return syn_diag_fail(b->diag, SYN_EINPUT, b->where, "extract.header-form",
                         "no header has the form \"%s\", which %s asks for",
                         pattern, b->contract->path);
}

/* Where the layout has the categories of the cells. */
static void find_slots(struct binding *b)
{
    const struct syn_layout *layout = b->options->layout;
    const char *names[SYN_CELL_PLACES];

    b->cells->n_slots = syn_cells_names(names, b->cells->wanted, b->arena);
    for (size_t i = 0; i < b->cells->n_slots; i++)
        for (size_t c = 0; c < layout->n_categories; c++)
            if (strcmp(layout->categories[c], names[i]) == 0)
                b->cells->slot[i] = c;
}

enum syn_status syn_cells_bind(struct syn_cells *out,
                               const struct syn_contract *contract,
                               const char *const *header,
                               size_t n_fields,
                               const struct syn_extract_options *options,
                               struct syn_loc where,
                               struct syn_arena *arena,
                               struct syn_diag *diag)
{
    struct binding b = {out,     contract, header, n_fields,
                        options, where,    arena,  diag};
    const char *at = contract->cells.at;

    if (contract->row_fields != SYN_UNSET &&
        (size_t)contract->row_fields < n_fields)
        b.n_fields = (size_t)contract->row_fields; /* The rest has no cells. */
    *out = (struct syn_cells){.period = SIZE_MAX, .base = SIZE_MAX};
    if (!syn_contract_is_table(contract))
        return SYN_OK;
    out->wanted = &contract->cells;
    out->at = syn_arena_alloc(arena, n_fields + out->wanted->values.n + 1,
                              sizeof *out->at);
    if (at && !syn_span_read(&out->span, at, strlen(at)))
        return syn_diag_fail(diag, SYN_ECONFIG, contract->cells.item.loc,
                             "extract.period",
                             "\"%s\" is no period; examples: 2024, 2023-2024, "
                             "2024K1, 2024-01",
                             at);
    find_slots(&b);
    enum syn_status status = find(&out->period, &b, out->wanted->period);
    if (!status)
        status = find(&out->base, &b, out->wanted->n);
    if (!status)
        status = out->wanted->headers ? bind_headers(&b) : bind_values(&b);
    return status;
}

/* --- rows -------------------------------------------------------------- */

const char *syn_cells_convert(struct syn_cells *cells,
                              const struct syn_record *record,
                              size_t *field)
{
    struct syn_number_form form = {cells->wanted->decimal,
                                   cells->wanted->thousands};

    *field = cells->period;
    if (*field != SIZE_MAX &&
        !syn_span_read(&cells->span, record->field[*field],
                       record->length[*field]))
        return "K33-bad-period";
    cells->n_now = SYN_NULL;
    *field = cells->base;
    if (*field != SIZE_MAX && record->length[*field] &&
        !syn_convert_whole(&cells->n_now, record->field[*field],
                           record->length[*field], form))
        return "K12-bad-number";
    for (size_t i = 0; i < cells->n; i++) { /* (1) */
        struct syn_cell_column *column = &cells->at[i];
        *field = column->field;
        if (!syn_cell_read(&column->now, record->field[*field],
                           record->length[*field], cells->wanted))
            return "K34-bad-figure";
    }
    return NULL;
}

static int64_t bits_of(double value)
{
    int64_t bits;

    memcpy(&bits, &value, sizeof bits);
    return bits;
}

void syn_cells_put(const struct syn_cells *cells,
                   struct syn_record_block *block,
                   struct syn_profiles *profiles,
                   uint32_t *category,
                   unsigned line)
{
    for (size_t i = 0; i < cells->n; i++) { /* (2) */
        const struct syn_cell_column *column = &cells->at[i];
        const struct syn_observation *now = &column->now;
        bool has = now->state == SYN_CELL_VALUE || now->state == SYN_CELL_ZERO;
        struct syn_span span =
            cells->period == SIZE_MAX ? column->span : cells->span;
        size_t at = block->n++;
        for (size_t k = 0; k < cells->n_slots; k++)
            category[cells->slot[k]] = column->category[k];
        block->line[at] = line;
        block->profile[at] = syn_profiles_add(profiles, category);
        block->value[SYN_CELL_FROM][at] = span.from;
        block->value[SYN_CELL_TO][at] = span.to;
        block->value[SYN_CELL_FIGURE][at] =
            has ? bits_of(now->value) : SYN_NULL;
        block->value[SYN_CELL_BASE][at] = cells->n_now;
        block->value[SYN_CELL_STATE][at] = now->state;
        block->value[SYN_CELL_PROVISIONAL][at] = now->provisional;
    }
}
