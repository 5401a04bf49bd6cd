/* Events as the scan reads them.  Which pair of profiles an event of a linked
 * source has is looked up here: SQLite would need a third of its time for it.
 */
#include <samsyn/store/rows.h>

#include <stdlib.h>

#include <sqlite3.h>

#include <samsyn/base/text.h>
#include <samsyn/store/store.h>

#include "read.h"

/* The pairs of one profile of the source: by the linked one, 0 if none. */
struct pair {
    uint32_t linked, profile;
};

struct pairs {
    struct pair *at;
    size_t *start; /* By own profile: its first; and one more. */
    size_t n_own;
};

struct syn_events {
    sqlite3_stmt *statement;
    struct sqlite3 *db;
    const struct syn_source *source;
    const char *sql;
    bool linked;
    struct pairs pairs; /* If it is linked. */
    size_t n_more;
};

/* --- pairs ------------------------------------------------------------- */

static enum syn_status read_pairs(struct pairs *out,
                                  struct sqlite3 *db,
                                  const char *source,
                                  struct syn_arena *arena,
                                  struct syn_diag *diag)
{
    int64_t n, last;
    sqlite3_stmt *s;
    size_t at = 0;

    if (!syn_read_number(&n, db,
                         syn_arena_printf(arena,
                                          "SELECT count(*) FROM \"pair_%s\"",
                                          source)) ||
        !syn_read_number(&last, db,
                         syn_arena_printf(arena,
                                          "SELECT max(own) FROM \"pair_%s\"",
                                          source)))
        return syn_store_fail(db, diag);
    out->n_own = (size_t)last + 1;
    out->at = syn_arena_alloc(arena, (size_t)n, sizeof *out->at);
    out->start = syn_arena_alloc(arena, out->n_own + 1, sizeof *out->start);
    enum syn_status status = syn_store_prepare(
        &s, db,
        syn_arena_printf(arena,
                         "SELECT own, ifnull(linked, 0), profile"
                         " FROM \"pair_%s\" ORDER BY 1, 2",
                         source),
        arena, diag);
    while (!status && at < (size_t)n && !(status = syn_store_step(s, diag))) {
        out->at[at++] = (struct pair){(uint32_t)sqlite3_column_int64(s, 1),
                                      (uint32_t)sqlite3_column_int64(s, 2)};
        out->start[sqlite3_column_int64(s, 0) + 1] = at;
    }
    for (size_t own = 1; own <= out->n_own; own++)
        if (!out->start[own]) /* It has none. */
            out->start[own] = out->start[own - 1];
    return status == SYN_DONE ? SYN_OK : status;
}

static int by_linked(const void *a, const void *b)
{
    const struct pair *x = a, *y = b;
    return (x->linked > y->linked) - (x->linked < y->linked);
}

/* The pair of OWN and LINKED, or 0. */
static uint32_t
pair_of(const struct pairs *pairs, uint32_t own, uint32_t linked)
{
    const struct pair key = {.linked = linked}, *found;

    if (own >= pairs->n_own)
        return 0;
    found = bsearch(&key, pairs->at + pairs->start[own],
                    pairs->start[own + 1] - pairs->start[own], sizeof key,
                    by_linked);
    return found ? found->profile : 0;
}

/* --- opening ----------------------------------------------------------- */

/* Adds the columns that an event has, from the tables called E (its own) and,
 * where its own extract has no dates or place, those of its case, L. */
static void add_values(struct syn_text *sql,
                       const struct syn_catalogue *catalogue,
                       const struct syn_source *source,
                       bool linked)
{
    bool own = !linked || syn_source_provides(catalogue, source, "reported");
    const char *reported = own ? "e" : "l";
    own = !linked || syn_source_provides(catalogue, source, "occurred");
    const char *occurred = own ? "e" : "l";
    own = !linked || syn_source_provides(catalogue, source, "area");
    const char *area = own ? "e" : "l";

    syn_text_addf(sql,
                  "SELECT e.profile, %s.reported, %s.occurred, %s.hour, e.age,"
                  " e.age_to, %s.area, e.case_key, e.person_key, e.weight",
                  reported, occurred, occurred, area);
    if (linked)
        syn_text_add(sql,
                     ", l.profile, l.reported, l.occurred, l.hour, l.area");
}

static const char *events_sql(const struct syn_events *events,
                              const struct syn_catalogue *catalogue,
                              const char *const *columns,
                              struct syn_arena *arena)
{
    const char *name = events->source->name;
    struct syn_text sql = {.arena = arena};

    add_values(&sql, catalogue, events->source, events->linked);
    for (size_t i = 0; i < events->n_more; i++)
        syn_text_addf(&sql, ", e.\"%s\"", columns[i]);
    syn_text_addf(&sql, " FROM \"event_%s\" AS e", name);
    if (events->linked)
        syn_text_addf(&sql,
                      " LEFT JOIN \"link_%s\" AS l ON l.case_key = e.case_key",
                      name);
    syn_text_add(&sql, " WHERE e.rowid BETWEEN ?1 AND ?2");
    return sql.at;
}

/* Prepares EVENTS for the rows FROM to TO. */
static enum syn_status prepare(struct syn_events *events,
                               int64_t from,
                               int64_t to,
                               struct syn_arena *arena,
                               struct syn_diag *diag)
{
    enum syn_status status = syn_store_prepare(&events->statement, events->db,
                                               events->sql, arena, diag);

    if (status)
        return status;
    sqlite3_bind_int64(events->statement, 1, from);
    sqlite3_bind_int64(events->statement, 2, to);
    return SYN_OK;
}

enum syn_status syn_events_open(struct syn_events **out,
                                struct sqlite3 *db,
                                const struct syn_catalogue *catalogue,
                                const struct syn_source *source,
                                const char *const *columns,
                                size_t n,
                                struct syn_arena *arena,
                                struct syn_diag *diag)
{
    struct syn_events *events = syn_arena_alloc(arena, 1, sizeof *events);
    enum syn_status status = SYN_OK;

    events->db = db;
    events->source = source;
    events->linked = syn_source_linked(catalogue, source) != NULL;
    events->n_more = n;
    events->sql = events_sql(events, catalogue, columns, arena);
    *out = events;
    if (events->linked)
        status = read_pairs(&events->pairs, db, source->name, arena, diag);
    if (!status)
        status = prepare(events, INT64_MIN, INT64_MAX, arena, diag);
    return status;
}

enum syn_status syn_events_share(struct syn_events **out,
                                 const struct syn_events *all,
                                 struct sqlite3 *db,
                                 size_t part,
                                 size_t n,
                                 struct syn_arena *arena,
                                 struct syn_diag *diag)
{
    struct syn_events *events = syn_arena_alloc(arena, 1, sizeof *events);
    const char *sql = syn_arena_printf(
        arena, "SELECT max(rowid) FROM \"event_%s\"", all->source->name);
    int64_t last;

    *events = *all;
    events->db = db;
    *out = events;
    if (!syn_read_number(&last, db, sql))
        return syn_store_fail(db, diag);
    int64_t each = last / (int64_t)n, from = (int64_t)part * each;
    return prepare(events, part ? from + 1 : INT64_MIN,
                   part + 1 < n ? from + each : INT64_MAX, arena, diag);
}

/* --- reading ----------------------------------------------------------- */

/* A value of a connection that one thread has may be asked twice. */
static int64_t large(sqlite3_stmt *s, int at)
{
    sqlite3_value *value = sqlite3_column_value(s, at);

    return sqlite3_value_type(value) == SQLITE_NULL
               ? SYN_UNKNOWN
               : sqlite3_value_int64(value);
}

static int32_t small(sqlite3_stmt *s, int at)
{
    return (int32_t)large(s, at);
}

/* The next row of EVENTS in OUT, as it is stored. */
static enum syn_status read_row(struct syn_event *out,
                                struct syn_events *events,
                                struct syn_diag *diag)
{
    sqlite3_stmt *s = events->statement;
    int rc = sqlite3_step(s);

    if (rc == SQLITE_DONE)
        return SYN_DONE;
    if (rc != SQLITE_ROW)
        return syn_store_fail(events->db, diag);
    *out = (struct syn_event){.profile = (uint32_t)sqlite3_column_int64(s, 0),
                              .reported = small(s, 1),
                              .occurred = small(s, 2),
                              .hour = small(s, 3),
                              .age = small(s, 4),
                              .age_to = small(s, 5),
                              .area = sqlite3_column_int(s, 6),
                              .case_key = sqlite3_column_int64(s, 7),
                              .person_key = sqlite3_column_int64(s, 8),
                              .weight = sqlite3_column_int64(s, 9)};
    if (events->linked) {
        out->linked.profile = (uint32_t)sqlite3_column_int64(s, 10);
        out->linked.reported = small(s, 11);
        out->linked.occurred = small(s, 12);
        out->linked.hour = small(s, 13);
        out->linked.area = sqlite3_column_int(s, 14);
    }
    for (size_t i = 0; i < events->n_more; i++) {
        int at = (events->linked ? 15 : 10) + (int)i;
        out->more[i] = large(s, at);
    }
    return SYN_OK;
}

enum syn_status syn_events_next(struct syn_event *out,
                                struct syn_events *events,
                                struct syn_diag *diag)
{
    enum syn_status status;

    while (!(status = read_row(out, events, diag))) {
        if (!events->linked)
            return SYN_OK;
        out->profile =
            pair_of(&events->pairs, out->profile, out->linked.profile);
        if (out->profile)
            return SYN_OK;
    }
    return status;
}
