#include "bind.h"

#include <string.h>

#include <glib.h>

#include <samsyn/base/text.h>

/* Dates that can be told apart without being asked. */
static const char *const plain_dates[] = {"dd.mm.yyyy[ HH:MM]",
                                          "yyyy-mm-dd[ HH:MM]",
                                          "yyyy-mm-ddTHH:MM:SSZ",
                                          "yyyy-mm-dd HH:MM:SS",
                                          "yyyy-mm",
                                          NULL};
static const char *const plain_times[] = {"HH:MM", "HH:MM:SS", "H:MM", "HHMM",
                                          NULL};

static bool is_date(enum syn_column_kind kind)
{
    return kind == SYN_COL_REPORTED || kind == SYN_COL_OCCURRED ||
           kind == SYN_COL_DATE;
}

/* --- finding the field ------------------------------------------------- */

/* The NTH field of HEADER called NAME, or SIZE_MAX. */
static size_t
find_field(const struct syn_record *header, const char *name, int nth)
{
    for (size_t f = 0; f < header->n_fields; f++)
        if (strcmp(header->field[f], name) == 0 && --nth <= 0)
            return f;
    return SIZE_MAX;
}

static const char *nearest(const struct syn_record *header,
                           const struct syn_texts *wanted,
                           struct syn_arena *arena)
{
    const char **names =
        syn_arena_alloc(arena, header->n_fields + 1, sizeof *names);

    for (size_t i = 0; i < header->n_fields; i++)
        names[i] = syn_arena_strdup(arena, header->field[i]);
    for (size_t i = 0; i < wanted->n; i++) {
        const char *found = syn_suggest(wanted->at[i], names);
        if (found)
            return found;
    }
    return NULL;
}

static enum syn_status no_field(const struct syn_binding *binding,
                                const struct syn_contract *contract,
                                const struct syn_record *header,
                                struct syn_loc where,
                                struct syn_arena *arena,
                                struct syn_diag *diag)
{
    const struct syn_contract_column *column = binding->column;
    const char *found = nearest(header, &column->headers, arena);
    size_t at = found ? find_field(header, found, 1) : SIZE_MAX;

    where.column = 1;
    for (size_t i = 0; at != SIZE_MAX && i < at; i++)
        where.column += header->length[i] + 1;
    return syn_diag_fail_at(
        diag, SYN_EINPUT, where, (struct syn_caret){.suggestion = found},
        "extract.no-column",
        "the header has no column \"%s\", which %s:%u names "
        "for \"%s\"",
        column->headers.at[0], contract->path, column->item.loc.line,
        column->item.name);
}

static enum syn_status find_column(struct syn_binding *binding,
                                   const struct syn_contract *contract,
                                   const struct syn_record *header,
                                   struct syn_loc where,
                                   struct syn_arena *arena,
                                   struct syn_diag *diag)
{
    const struct syn_contract_column *column = binding->column;

    binding->field = SIZE_MAX;
    binding->header = column->item.name;
    if (column->constant)
        return SYN_OK;
    for (size_t i = 0; i < column->headers.n; i++) {
        binding->field = find_field(header, column->headers.at[i], column->nth);
        if (binding->field != SIZE_MAX) {
            binding->header = column->headers.at[i];
            return SYN_OK;
        }
    }
    return no_field(binding, contract, header, where, arena, diag);
}

/* --- formats and zones ------------------------------------------------- */

static void free_zone(void *zone)
{
    g_time_zone_unref(zone);
}

static enum syn_status bind_formats(struct syn_binding *binding,
                                    struct syn_arena *arena,
                                    struct syn_diag *diag)
{
    const struct syn_contract_column *column = binding->column;
    bool time = binding->kind == SYN_COL_TIME;
    const char *const *texts = column->formats.at ? column->formats.at
                               : time             ? plain_times
                                                  : plain_dates;

    for (; *texts && binding->n_formats < SYN_FORMATS; texts++) {
        struct syn_format *format = &binding->format[binding->n_formats++];
        if (!syn_format_compile(format, *texts) || format->has_date == time)
            return syn_diag_fail(diag, SYN_ECONFIG, column->item.loc,
                                 "extract.format",
                                 "\"%s\" is not a format of a %s; examples: "
                                 "dd.mm.yyyy, yyyy-mm-dd HH:MM, m/d/yyyy, HHMM",
                                 *texts, time ? "time" : "date");
    }
    if (!column->zone)
        return SYN_OK;
    binding->zone = g_time_zone_new_identifier(column->zone);
    if (!binding->zone)
        return syn_diag_fail(
            diag, SYN_ECONFIG, column->item.loc, "extract.zone",
            "\"%s\" is not a time zone; example: Europe/Oslo", column->zone);
    syn_arena_defer(arena, free_zone, binding->zone);
    return SYN_OK;
}

/* --- binding ----------------------------------------------------------- */

/* The place of NAME, or N: a layout has room for so many columns. */
static size_t index_of(const char *const *names, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(names[i], name) == 0)
            return i;
    return n;
}

static void free_meanings(void *p)
{
    g_free(((struct syn_binding *)p)->meaning);
}

static void bind_categories(struct syn_binding *binding,
                            const struct syn_contract *contract,
                            const struct syn_layout *layout,
                            struct syn_arena *arena)
{
    const char *name = binding->column->item.name;
    const char *const *categories = (const char *const *)layout->categories;

    binding->seen = syn_dictionary_new(arena);
    syn_arena_defer(arena, free_meanings, binding);
    binding->n_members = 1;
    if (binding->kind == SYN_COL_SET) {
        binding->members =
            syn_set_members(contract->definition, binding->column, arena);
        for (binding->n_members = 0; binding->members[binding->n_members];)
            binding->n_members++;
        if (binding->n_members)
            name = syn_member_name(name, binding->members[0], arena);
    }
    binding->category = index_of(categories, layout->n_categories, name);
}

/* Where the values of a cell go.  What has one value has SYN_NULL for the
 * other, which is never written. */
static void bind_targets(struct syn_binding *b)
{
    static const size_t targets[SYN_N_COLUMN_KINDS][2] = {
        [SYN_COL_REPORTED] = {SYN_EV_REPORTED, SYN_EV_HOUR},
        [SYN_COL_OCCURRED] = {SYN_EV_OCCURRED, SYN_EV_HOUR},
        [SYN_COL_TIME] = {SYN_EV_HOUR, SYN_EV_HOUR},
        [SYN_COL_AGE] = {SYN_EV_AGE, SYN_EV_AGE_TO},
        [SYN_COL_AREA] = {SYN_EV_AREA},
        [SYN_COL_CASE_KEY] = {SYN_EV_CASE_KEY},
        [SYN_COL_PERSON_KEY] = {SYN_EV_PERSON_KEY},
        [SYN_COL_WEIGHT] = {SYN_EV_WEIGHT},
    };
    bool extra = b->kind == SYN_COL_DATE || b->kind == SYN_COL_NUMBER;

    b->target[0] = extra ? b->value : targets[b->kind][0];
    b->target[1] = targets[b->kind][1];
}

/* Whether the layout had room for the column of BINDING. */
static enum syn_status check_room(const struct syn_binding *binding,
                                  const struct syn_layout *layout,
                                  struct syn_diag *diag)
{
    bool category =
        binding->kind == SYN_COL_CATEGORY || binding->kind == SYN_COL_SET;
    bool extra =
        binding->kind == SYN_COL_DATE || binding->kind == SYN_COL_NUMBER;

    if ((!category ||
         binding->category + binding->n_members <= layout->n_categories) &&
        (!extra || binding->value < SYN_N_EVENT_VALUES + layout->n_extras))
        return SYN_OK;
    return syn_diag_fail(diag, SYN_ECONFIG, binding->column->item.loc,
                         "extract.room",
                         "there are too many columns; \"%s\" has no room left",
                         binding->column->item.name);
}

enum syn_status syn_bind(struct syn_binding **out,
                         size_t *n,
                         const struct syn_contract *contract,
                         const struct syn_layout *layout,
                         const struct syn_record *header,
                         struct syn_loc where,
                         struct syn_arena *arena,
                         struct syn_diag *diag)
{
    const struct syn_contract_column *columns = contract->columns.at;
    struct syn_binding *bindings =
        syn_arena_alloc(arena, contract->columns.n, sizeof *bindings);
    enum syn_status status = SYN_OK, result = SYN_OK;

    for (size_t i = 0; i < contract->columns.n; i++) {
        struct syn_binding *b = &bindings[i];
        b->column = &columns[i];
        b->kind = syn_contract_column_kind(contract, b->column);
        b->known =
            syn_source_column_find(contract->definition, b->column->item.name);
        status = find_column(b, contract, header, where, arena, diag);
        if (!status && (is_date(b->kind) || b->kind == SYN_COL_TIME))
            status = bind_formats(b, arena, diag);
        if (status)
            result = status;
        /* A column of its own knows the time better than a date does. */
        b->gives_hour = b->kind == SYN_COL_TIME ||
                        (b->kind == SYN_COL_OCCURRED &&
                         !syn_contract_column_find(contract, "time"));
        bind_categories(b, contract, layout, arena);
        b->value = SYN_N_EVENT_VALUES +
                   index_of((const char *const *)layout->extras,
                            layout->n_extras, b->column->item.name);
        bind_targets(b);
        b->is_first = true;
        for (size_t j = 0; j < i; j++)
            b->is_first &= bindings[j].field != b->field;
        status = check_room(b, layout, diag);
        if (status)
            result = status;
    }
    *out = bindings;
    *n = contract->columns.n;
    return result;
}
