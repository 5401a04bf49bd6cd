#include <samsyn/store/tally.h>

#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include <samsyn/base/calendar.h>
#include <samsyn/base/text.h>
#include <samsyn/store/store.h>

#include "fingerprint.h"
#include "read.h"
#include "tables.h"

enum syn_status syn_store_quarantine(const struct syn_quarantine_row **out,
                                     size_t *n,
                                     struct sqlite3 *db,
                                     struct syn_arena *arena,
                                     struct syn_diag *diag)
{
    int64_t room;
    sqlite3_stmt *s;

    *n = 0;
    if (!syn_read_number(&room, db, "SELECT count(*) FROM quarantine"))
        return syn_store_fail(db, diag);
    struct syn_quarantine_row *rows =
        syn_arena_alloc(arena, (size_t)room, sizeof *rows);
    *out = rows;
    enum syn_status status = syn_store_prepare(
        &s, db,
        "SELECT q.batch, q.line, q.column, q.field, q.rule"
        "  FROM quarantine AS q JOIN batch AS b ON b.id = q.batch"
        " WHERE b.superseded_by IS NULL ORDER BY q.batch, q.line, q.column",
        arena, diag);
    while (!status && *n < (size_t)room && !(status = syn_store_step(s, diag)))
        rows[(*n)++] = (struct syn_quarantine_row){
            .batch = sqlite3_column_int64(s, 0),
            .line = (unsigned)sqlite3_column_int64(s, 1),
            .column = (unsigned)sqlite3_column_int64(s, 2),
            .field = syn_read_text(s, 3, arena),
            .rule = syn_read_text(s, 4, arena)};
    return status == SYN_DONE ? SYN_OK : status;
}

enum syn_status syn_store_origins(const struct syn_batch_origin **out,
                                  size_t *n,
                                  struct sqlite3 *db,
                                  struct syn_arena *arena,
                                  struct syn_diag *diag)
{
    int64_t room;
    sqlite3_stmt *s;

    *n = 0;
    if (!syn_read_number(&room, db, "SELECT count(*) FROM batch"))
        return syn_store_fail(db, diag);
    struct syn_batch_origin *rows =
        syn_arena_alloc(arena, (size_t)room, sizeof *rows);
    *out = rows;
    /* The same bytes under another contract are no other extract. */
    enum syn_status status = syn_store_prepare(
        &s, db,
        "SELECT b.id, b.encoding, b.delimiter, o.file, o.loaded FROM batch AS b"
        "  LEFT JOIN batch AS o ON o.id ="
        "       (SELECT max(id) FROM batch"
        "         WHERE superseded_by = b.id AND sha256 <> b.sha256)"
        " WHERE b.superseded_by IS NULL ORDER BY b.id",
        arena, diag);
    while (!status && *n < (size_t)room &&
           !(status = syn_store_step(s, diag))) {
        const char *before = syn_read_text(s, 3, arena);
        rows[(*n)++] = (struct syn_batch_origin){
            .batch = sqlite3_column_int64(s, 0),
            .encoding = syn_read_text(s, 1, arena),
            .delimiter = *syn_read_text(s, 2, arena),
            .before_file = *before ? before : NULL,
            .before_loaded = sqlite3_column_int64(s, 4)};
    }
    return status == SYN_DONE ? SYN_OK : status;
}

/* --- one pass ---------------------------------------------------------- */

/* Where the columns of a source lie. */
struct places {
    const char *name[SYN_TALLY_COLUMNS];
    const char *stored[SYN_TALLY_COLUMNS]; /* Category, or event value. */
    bool in_profile[SYN_TALLY_COLUMNS];
    size_t n;
};

static void add_place(struct places *places,
                      const char *name,
                      const char *stored,
                      bool in_profile)
{
    for (size_t i = 0; i < places->n; i++)
        if (strcmp(places->name[i], name) == 0)
            return;
    if (places->n == SYN_TALLY_COLUMNS)
        return;
    places->name[places->n] = name;
    places->stored[places->n] = stored;
    places->in_profile[places->n++] = in_profile;
}

/* The first member of the set NAME: it is unknown when all of them are. */
static const char *first_member(const struct syn_layout *layout,
                                const char *name)
{
    size_t n = strlen(name);

    for (size_t i = 0; i < layout->n_categories; i++)
        if (layout->is_flag[i] &&
            strncmp(layout->categories[i], name, n) == 0 &&
            layout->categories[i][n] == '_')
            return layout->categories[i];
    return NULL;
}

static bool has_extra(const struct syn_layout *layout, const char *name)
{
    for (size_t i = 0; i < layout->n_extras; i++)
        if (strcmp(layout->extras[i], name) == 0)
            return true;
    return false;
}

static void place_column(struct places *places,
                         const struct syn_contract *contract,
                         const struct syn_contract_column *column,
                         const struct syn_layout *layout)
{
    static const char *const values[SYN_N_COLUMN_KINDS] = {
        [SYN_COL_REPORTED] = "reported",
        [SYN_COL_OCCURRED] = "occurred",
        [SYN_COL_TIME] = "hour",
        [SYN_COL_AGE] = "age",
        [SYN_COL_AREA] = "area",
        [SYN_COL_CASE_KEY] = "case_key",
        [SYN_COL_PERSON_KEY] = "person_key"};
    const char *name = column->item.name;
    enum syn_column_kind kind = syn_contract_column_kind(contract, column);

    if (column->constant)
        return;
    if (kind == SYN_COL_CATEGORY)
        add_place(places, name, name, true);
    else if (kind == SYN_COL_SET && first_member(layout, name))
        add_place(places, name, first_member(layout, name), true);
    else if (syn_column_is_extra(kind)) {
        if (has_extra(layout, name))
            add_place(places, name, name, false);
    } else if (values[kind])
        add_place(places, name, values[kind], false);
}

static void find_places(struct places *places,
                        const struct syn_catalogue *catalogue,
                        const struct syn_source *source,
                        const struct syn_layout *layout)
{
    *places = (struct places){.n = 0};
    for (size_t c = 0; c < catalogue->n_contracts; c++) {
        const struct syn_contract *contract = &catalogue->contracts[c];
        const struct syn_contract_column *column = contract->columns.at;
        if (strcmp(contract->source, source->name) != 0)
            continue;
        for (size_t i = 0; i < contract->columns.n; i++)
            place_column(places, contract, &column[i], layout);
    }
}

/* Which categories each profile does not know: out[profile * n + column]. */
static enum syn_status read_unknown(unsigned char **out,
                                    size_t *n_profiles,
                                    struct sqlite3 *db,
                                    const struct syn_source *source,
                                    const struct places *places,
                                    struct syn_arena *arena,
                                    struct syn_diag *diag)
{
    struct syn_text sql = {.arena = arena};
    sqlite3_stmt *s;
    int64_t last;

    if (!syn_read_number(
            &last, db,
            syn_arena_printf(arena, "SELECT max(profile) FROM \"profile_%s\"",
                             source->name)))
        return syn_store_fail(db, diag);
    *n_profiles = (size_t)last + 1;
    *out = syn_arena_alloc(arena, *n_profiles * (places->n + 1), 1);
    syn_text_add(&sql, "SELECT profile");
    for (size_t i = 0; i < places->n; i++)
        if (places->in_profile[i])
            syn_text_addf(&sql, ", coalesce(\"%s\", '') = ''",
                          places->stored[i]);
        else
            syn_text_add(&sql, ", 0");
    syn_text_addf(&sql, " FROM \"profile_%s\"", source->name);
    enum syn_status status = syn_store_prepare(&s, db, sql.at, arena, diag);
    while (!status && !(status = syn_store_step(s, diag))) {
        size_t profile = (size_t)sqlite3_column_int64(s, 0);
        for (size_t i = 0; i < places->n; i++)
            (*out)[profile * places->n + i] =
                (unsigned char)sqlite3_column_int(s, (int)i + 1);
    }
    return status == SYN_DONE ? SYN_OK : status;
}

static enum syn_status prepare_pass(sqlite3_stmt **out,
                                    struct sqlite3 *db,
                                    const struct syn_source *source,
                                    const struct places *places,
                                    struct syn_arena *arena,
                                    struct syn_diag *diag)
{
    struct syn_text sql = {.arena = arena};

    syn_text_add(&sql, "SELECT batch, profile, occurred, reported");
    for (size_t i = 0; i < places->n; i++)
        if (places->in_profile[i])
            syn_text_add(&sql, ", 0");
        else
            syn_text_addf(&sql, ", \"%s\" IS NULL", places->stored[i]);
    syn_text_addf(&sql, " FROM \"event_%s\"", source->name);
    return syn_store_prepare(out, db, sql.at, arena, diag);
}

static size_t
find_batch(const struct syn_batch *batches, size_t n, int64_t id, size_t last)
{
    if (last < n && batches[last].id == id)
        return last;
    for (size_t i = 0; i < n; i++)
        if (batches[i].id == id)
            return i;
    return n;
}

static void note_delay(struct syn_tally *tally,
                       sqlite3_stmt *s,
                       int until,
                       const int delays[SYN_TALLY_DELAYS])
{
    if (sqlite3_column_type(s, 2) == SQLITE_NULL ||
        sqlite3_column_type(s, 3) == SQLITE_NULL)
        return;
    int occurred = sqlite3_column_int(s, 2);
    int delay = sqlite3_column_int(s, 3) - occurred;
    if (occurred > until)
        return;
    tally->dated++;
    for (int i = 0; i < SYN_TALLY_DELAYS; i++)
        tally->within[i] += delay <= delays[i];
}

enum syn_status syn_store_tally(struct syn_tally *out,
                                struct sqlite3 *db,
                                const struct syn_catalogue *catalogue,
                                const struct syn_tally_of *of,
                                struct syn_arena *arena,
                                struct syn_diag *diag)
{
    const struct syn_source *source = of->source;
    struct syn_layout layout = syn_layout_of(catalogue, source, arena);
    struct places *p = syn_arena_alloc(arena, 1, sizeof *p);
    unsigned char *unknown = NULL;
    size_t n_profiles = 0, n = of->n, at = n;
    sqlite3_stmt *s = NULL;

    find_places(p, catalogue, source, &layout);
    int64_t *rows = syn_arena_alloc(arena, n + 1, sizeof *rows);
    int64_t *missing =
        syn_arena_alloc(arena, (n + 1) * (p->n + 1), sizeof *missing);
    *out = (struct syn_tally){.columns = p->name,
                              .n_columns = p->n,
                              .n_batches = n,
                              .rows = rows,
                              .missing = missing};
    if (!syn_table_exists(db,
                          syn_arena_printf(arena, "event_%s", source->name)))
        return SYN_OK;
    enum syn_status status =
        read_unknown(&unknown, &n_profiles, db, source, p, arena, diag);
    if (!status)
        status = prepare_pass(&s, db, source, p, arena, diag);
    while (!status && !(status = syn_store_step(s, diag))) {
        size_t profile = (size_t)sqlite3_column_int64(s, 1);
        at = find_batch(of->batches, n, sqlite3_column_int64(s, 0), at);
        rows[at]++;
        for (size_t i = 0; i < p->n; i++)
            missing[at * p->n + i] +=
                p->in_profile[i]
                    ? profile < n_profiles && unknown[profile * p->n + i]
                    : sqlite3_column_int(s, (int)i + 4);
        note_delay(out, s, of->until, of->delays);
    }
    return status == SYN_DONE ? SYN_OK : status;
}

/* --- codes ------------------------------------------------------------- */

enum syn_status syn_store_unknown_codes(const struct syn_code_count **out,
                                        size_t *n,
                                        struct sqlite3 *db,
                                        const struct syn_source *source,
                                        struct syn_arena *arena,
                                        struct syn_diag *diag)
{
    const char *from = syn_arena_printf(
        arena,
        " FROM (SELECT profile, count(*) AS n FROM \"event_%s\""
        " GROUP BY profile) AS e JOIN \"profile_%s\" AS p USING (profile)"
        " JOIN json_each(" SYN_VALUES_SQL ") AS one"
        " WHERE one.value <> ''"
        "   AND one.value NOT IN (SELECT code FROM code)",
        source->name, source->name, "p.code");
    sqlite3_stmt *s;
    int64_t room;

    *out = NULL;
    *n = 0;
    if (source->is_table)
        return SYN_OK;
    if (!syn_read_number(&room, db,
                         syn_arena_printf(arena,
                                          "SELECT count(DISTINCT one.value)%s",
                                          from)))
        return syn_store_fail(db, diag);
    struct syn_code_count *codes =
        syn_arena_alloc(arena, (size_t)room, sizeof *codes);
    *out = codes;
    enum syn_status status = syn_store_prepare(
        &s, db,
        syn_arena_printf(arena,
                         "SELECT one.value, sum(e.n)%s GROUP BY one.value"
                         " ORDER BY sum(e.n) DESC, one.value",
                         from),
        arena, diag);
    while (!status && *n < (size_t)room && !(status = syn_store_step(s, diag)))
        codes[(*n)++] = (struct syn_code_count){syn_read_text(s, 0, arena),
                                                sqlite3_column_int64(s, 1)};
    return status == SYN_DONE ? SYN_OK : status;
}

/* --- contents ---------------------------------------------------------- */

static int by_number(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* Where the prints of the rows of some days go. */
struct contents {
    uint64_t *at;
    size_t n, room;
    int first, last;
    bool open; /* The row before is among them. */
};

static void add_content(void *data, const struct syn_print_row_read *row)
{
    struct contents *c = data;

    if (row->again && c->open) { /* A row of a table is all its figures. */
        c->at[c->n - 1] += row->print.a;
        return;
    }
    c->open = row->day >= c->first && row->day <= c->last && c->n < c->room;
    if (c->open)
        c->at[c->n++] = row->print.a;
}

enum syn_status syn_store_contents(uint64_t **out,
                                   size_t *n,
                                   struct sqlite3 *db,
                                   const struct syn_batch *batch,
                                   int from,
                                   int to,
                                   struct syn_arena *arena,
                                   struct syn_diag *diag)
{
    struct contents c = {.room = (size_t)batch->loaded,
                         .first = syn_month_first_day(from),
                         .last = syn_month_first_day(to + 1) - 1};

    c.at = syn_arena_alloc(arena, c.room + 1, sizeof *c.at);
    enum syn_status status =
        syn_print_scan(db, batch->source, batch->id, SYN_PRINT_NO_KEYS,
                       add_content, &c, arena, diag);
    if (c.n)
        qsort(c.at, c.n, sizeof *c.at, by_number);
    *out = c.at;
    *n = c.n;
    return status;
}
