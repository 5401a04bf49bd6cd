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
           kind == SYN_COL_DATE || kind == SYN_COL_MOMENT;
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
    bool extra = syn_column_is_extra(b->kind);

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
    bool extra = syn_column_is_extra(binding->kind);

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

/* --- cells ------------------------------------------------------------- */

static bool piece_is(struct syn_part p, const char *text)
{
    return strlen(text) == p.n && memcmp(p.s, text, p.n) == 0;
}

static bool is_unknown(const struct syn_binding *b, struct syn_part p)
{
    for (size_t i = 0; i < b->column->unknown.n; i++)
        if (piece_is(p, b->column->unknown.at[i]))
            return true;
    return false;
}

static bool is_listed(const char *const *list, struct syn_part p)
{
    for (; list && *list; list++)
        if (piece_is(p, *list))
            return true;
    return false;
}

/* What P means by the contract's value map and the source's closed list; its
 * text NULL if it means nothing. */
static struct syn_part canonical(const struct syn_binding *b, struct syn_part p)
{
    const struct syn_pairs *values = &b->column->values;
    bool target = false;

    for (size_t i = 0; i < values->n; i++) {
        if (piece_is(p, values->at[i].key))
            return (struct syn_part){values->at[i].text,
                                     strlen(values->at[i].text)};
        target |= piece_is(p, values->at[i].text);
    }
    const char *const *closed = b->known ? b->known->values : NULL;
    if (is_listed(closed, p) || (!closed && (target || !values->n)))
        return p;
    if (b->column->other)
        return (struct syn_part){b->column->other, strlen(b->column->other)};
    return (struct syn_part){NULL, 0};
}

/* Makes room for one more meaning and returns where it goes. */
static uint32_t *new_meaning(struct syn_binding *b)
{
    if ((b->n_meanings + 1) * b->n_members > b->room) {
        b->room = (b->n_meanings + 1) * b->n_members * 2;
        b->meaning = g_realloc(b->meaning, b->room * sizeof *b->meaning);
    }
    return b->meaning + b->n_meanings++ * b->n_members;
}

/* The meanings of the several values in P, joined in ROOM. */
static struct syn_part canonical_parts(const struct syn_binding *b,
                                       struct syn_part p,
                                       char room[SYN_PARTS_BYTES])
{
    struct syn_parts parts;
    size_t n = SIZE_MAX;
    bool good = syn_parts_split(&parts, p.s, p.n, b->column->separator);

    for (size_t i = 0; good && i < parts.n; i++) {
        struct syn_part one = canonical(b, parts.part[i]);
        good = one.s != NULL;
        parts.part[i] = one;
    }
    if (good)
        n = syn_parts_join(room, &parts);
    return n == SIZE_MAX ? (struct syn_part){NULL, 0}
                         : (struct syn_part){room, n};
}

static void mean_category(struct syn_binding *b,
                          struct syn_profiles *profiles,
                          struct syn_part p)
{
    uint32_t *meaning = new_meaning(b);
    struct syn_part value = {"", 0};
    char room[SYN_PARTS_BYTES];

    if (!is_unknown(b, p)) {
        p.s = syn_take_part((enum syn_take)b->column->take, p.s, &p.n);
        value = b->column->separator ? canonical_parts(b, p, room)
                                     : canonical(b, p);
    }
    bool bad = !value.s || (!value.n && b->column->required);

    *meaning =
        bad ? SYN_NO_MEANING
            : syn_dictionary_add(syn_profiles_dictionary(profiles, b->category),
                                 value.s, value.n);
}

static size_t member_of(const struct syn_binding *b, struct syn_part p)
{
    size_t i = 0;
    while (i < b->n_members && !piece_is(p, b->members[i]))
        i++;
    return i;
}

static void mean_set(struct syn_binding *b,
                     struct syn_profiles *profiles,
                     struct syn_part p)
{
    uint32_t *meaning = new_meaning(b);
    const char *between = b->column->separator ? b->column->separator : ",";
    struct syn_parts parts = {.n = 0};
    bool unknown = is_unknown(b, p);
    bool bad = unknown ? b->column->required
                       : !syn_parts_split(&parts, p.s, p.n, between);

    for (size_t i = 0; i < b->n_members; i++)
        meaning[i] = syn_dictionary_add(
            syn_profiles_dictionary(profiles, b->category + i), "0", 1);
    for (size_t i = 0; i < parts.n; i++) {
        struct syn_part one = canonical(b, parts.part[i]);
        size_t member = one.s ? member_of(b, one) : b->n_members;
        if (member < b->n_members)
            meaning[member] = syn_dictionary_add(
                syn_profiles_dictionary(profiles, b->category + member), "1",
                1);
        else
            bad = true;
    }
    if (bad && b->n_members)
        meaning[0] = SYN_NO_MEANING;
}

static struct syn_converted one_value(int64_t value)
{
    return (struct syn_converted){NULL, value, SYN_NULL};
}

static struct syn_converted no_value(void)
{
    return (struct syn_converted){NULL, SYN_NULL, SYN_NULL};
}

static struct syn_converted fault(const char *rule)
{
    return (struct syn_converted){rule, SYN_NULL, SYN_NULL};
}

/* Nothing stands there, or what the contract says is not known. */
static struct syn_converted missing(const struct syn_binding *b)
{
    return b->column->required ? fault("K09-missing-value") : no_value();
}

static struct syn_converted category_cell(struct syn_binding *b,
                                          struct syn_profiles *profiles,
                                          struct syn_part p)
{
    uint32_t number = syn_dictionary_add(b->seen, p.s, p.n);

    if (number == b->n_meanings) {
        if (b->kind == SYN_COL_SET)
            mean_set(b, profiles, p);
        else
            mean_category(b, profiles, p);
    }
    if (b->n_members && b->meaning[number * b->n_members] == SYN_NO_MEANING)
        return fault(is_unknown(b, p) ? "K09-missing-value"
                                      : "K08-unknown-value");
    return one_value(b->kind == SYN_COL_SET ? number : b->meaning[number]);
}

/* Turns UTC into the time of the contract's zone. */
static void localise(struct syn_when *when, GTimeZone *zone)
{
    gint64 seconds = (gint64)when->day * 86400 + (gint64)when->minute * 60;
    gint interval =
        g_time_zone_find_interval(zone, G_TIME_TYPE_UNIVERSAL, seconds);
    gint64 local = seconds + g_time_zone_get_offset(zone, interval);
    gint64 day = local / 86400 - (local % 86400 < 0);

    when->day = (int)day;
    when->minute = (int)((local - day * 86400) / 60);
}

static bool
read_when(struct syn_when *out, struct syn_binding *b, struct syn_part p)
{
    for (size_t i = 0; i < b->n_formats; i++) {
        if (!syn_convert_when(out, p.s, p.n, &b->format[i]))
            continue;
        if (b->zone && out->minute >= 0)
            localise(out, b->zone);
        return true;
    }
    return false;
}

static struct syn_converted date_cell(struct syn_binding *b, struct syn_part p)
{
    struct syn_when when;

    if (!read_when(&when, b, p))
        return fault(b->kind == SYN_COL_TIME ? "K14-bad-time" : "K10-bad-date");
    if (b->kind == SYN_COL_MOMENT)
        return when.minute < 0
                   ? missing(b)
                   : one_value((int64_t)when.day * 1440 + when.minute);
    return (struct syn_converted){
        .first = b->kind == SYN_COL_TIME ? SYN_NULL : when.day,
        .second =
            b->gives_hour && when.minute >= 0 ? when.minute / 60 : SYN_NULL};
}

static bool in_bounds(const struct syn_contract_column *column, int64_t value)
{
    return (column->min == SYN_UNSET || value >= column->min) &&
           (column->max == SYN_UNSET || value <= column->max);
}

static struct syn_converted age_cell(struct syn_binding *b, struct syn_part p)
{
    struct syn_ages span;
    int64_t number;

    for (size_t i = 0; i < b->column->values.n; i++)
        if (piece_is(p, b->column->values.at[i].key))
            p = (struct syn_part){b->column->values.at[i].text,
                                  strlen(b->column->values.at[i].text)};
    /* -1 and 120 stand for "not known" in real registers. */
    if (is_unknown(b, p) ||
        (syn_convert_int(&number, p.s, p.n) && !in_bounds(b->column, number)))
        return missing(b);
    if (!syn_convert_ages(&span, p.s, p.n))
        return fault("K13-bad-age");
    return (struct syn_converted){NULL, span.from, span.to};
}

static struct syn_converted number_cell(struct syn_binding *b,
                                        struct syn_part p)
{
    int64_t number;
    const struct syn_number_form form = {b->column->decimal,
                                         b->column->thousands};
    bool good = form.decimal || form.thousands
                    ? syn_convert_whole(&number, p.s, p.n, form)
                    : syn_convert_int(&number, p.s, p.n);

    if (!good || !in_bounds(b->column, number))
        return fault("K12-bad-number");
    return one_value(number);
}

/* The code P with the zeros in front that a spreadsheet took from it. */
static struct syn_part padded(const struct syn_contract_column *column,
                              struct syn_part p,
                              char room[16])
{
    size_t width = (size_t)column->pad, zeros;

    if (!p.n || p.n >= width)
        return p;
    for (size_t i = 0; i < p.n; i++)
        if (p.s[i] < '0' || p.s[i] > '9')
            return p;
    zeros = width - p.n;
    memset(room, '0', zeros);
    memcpy(room + zeros, p.s, p.n);
    return (struct syn_part){room, width};
}

/* Keys are texts: 007 and 7 are two. */
static int64_t hash_key(struct syn_part p, const unsigned char *key)
{
    int64_t hash = syn_siphash(p.s, p.n, key);
    return hash == SYN_NULL ? SYN_NULL + 1 : hash;
}

struct syn_converted syn_bind_cell(struct syn_binding *b,
                                   const struct syn_bind_tables *tables,
                                   const char *s,
                                   size_t n)
{
    struct syn_part p = {s, n};
    char room[16];

    if (b->column->trim)
        p = syn_part_trim(p);
    if (b->column->pad && !is_unknown(b, p))
        p = padded(b->column, p, room);
    if (b->kind == SYN_COL_CATEGORY || b->kind == SYN_COL_SET)
        return category_cell(b, tables->profiles, p);
    if (is_unknown(b, p))
        return missing(b);
    switch (b->kind) {
    case SYN_COL_AGE:
        return age_cell(b, p);
    case SYN_COL_NUMBER:
    case SYN_COL_WEIGHT:
        return number_cell(b, p);
    case SYN_COL_AREA:
        p = canonical(b, p);
        return p.s ? one_value(syn_dictionary_add(tables->areas, p.s, p.n))
                   : fault("K08-unknown-value");
    case SYN_COL_CASE_KEY:
    case SYN_COL_PERSON_KEY:
        return one_value(hash_key(p, tables->key));
    default:
        return date_cell(b, p);
    }
}

void syn_bind_put(struct syn_row_values *row,
                  const struct syn_binding *b,
                  const struct syn_converted *cell)
{
    if (b->kind == SYN_COL_CATEGORY) {
        row->category[b->category] = (uint32_t)cell->first;
        return;
    }
    if (b->kind == SYN_COL_SET) {
        const uint32_t *meaning =
            b->meaning + (size_t)cell->first * b->n_members;
        for (size_t i = 0; i < b->n_members; i++)
            row->category[b->category + i] = meaning[i];
        return;
    }
    if (cell->first != SYN_NULL)
        row->value[b->target[0]] = cell->first;
    if (cell->second != SYN_NULL)
        row->value[b->target[1]] = cell->second;
}
