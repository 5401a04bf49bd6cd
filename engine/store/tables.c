/* Names of sources and columns are checked when contracts are read
 * (syn_name_valid()), so they may stand in SQL; they are quoted all the same,
 * as some are words of SQL. */
#include "tables.h"

#include <string.h>

#include <sqlite3.h>

#include "cells.h"

struct syn_layout syn_layout_of(const struct syn_catalogue *catalogue,
                                const struct syn_source *source,
                                struct syn_arena *arena)
{
    struct syn_layout layout;

    syn_layout_make(&layout, source, catalogue->contracts,
                    catalogue->n_contracts, arena);
    return layout;
}

bool syn_table_exists(struct sqlite3 *db, const char *name)
{
    return sqlite3_table_column_metadata(db, "main", name, NULL, NULL, NULL,
                                         NULL, NULL, NULL) == SQLITE_OK;
}

static bool
has_column(struct sqlite3 *db, const char *table, const char *column)
{
    return sqlite3_table_column_metadata(db, "main", table, column, NULL, NULL,
                                         NULL, NULL, NULL) == SQLITE_OK;
}

/* Adds a column to the table if it is not there. */
static enum syn_status add_column(struct sqlite3 *db,
                                  const char *table,
                                  const char *column,
                                  const char *type,
                                  struct syn_arena *arena,
                                  struct syn_diag *diag)
{
    if (has_column(db, table, column))
        return SYN_OK;
    return syn_store_exec(
        db,
        syn_arena_printf(arena, "ALTER TABLE \"%s\" ADD COLUMN \"%s\" %s",
                         table, column, type),
        diag);
}

const char *
syn_rows_table(struct sqlite3 *db, const char *source, struct syn_arena *arena)
{
    const char *cells = syn_arena_printf(arena, "cell_%s", source);

    return syn_table_exists(db, cells)
               ? cells
               : syn_arena_printf(arena, "event_%s", source);
}

/* The table of a source's rows, without what contracts add. */
static enum syn_status make_rows(struct sqlite3 *db,
                                 const struct syn_source *source,
                                 struct syn_arena *arena,
                                 struct syn_diag *diag)
{
    if (source->is_table)
        return syn_cells_make(db, source, arena, diag);
    return syn_store_exec(
        db,
        syn_arena_printf(
            arena,
            "CREATE TABLE IF NOT EXISTS \"event_%s\" (batch INTEGER NOT NULL,"
            " line INTEGER NOT NULL, profile INTEGER NOT NULL, reported "
            "INTEGER,"
            " occurred INTEGER, hour INTEGER, age INTEGER, age_to INTEGER,"
            " area INTEGER, case_key INTEGER, person_key INTEGER,"
            " weight INTEGER NOT NULL) STRICT;",
            source->name),
        diag);
}

enum syn_status syn_tables_make(struct sqlite3 *db,
                                const struct syn_source *source,
                                const struct syn_layout *layout,
                                struct syn_arena *arena,
                                struct syn_diag *diag)
{
    const char *profile = syn_arena_printf(arena, "profile_%s", source->name);
    const char *event = syn_arena_printf(arena, "event_%s", source->name);
    enum syn_status status = syn_store_exec(
        db,
        syn_arena_printf(arena,
                         "CREATE TABLE IF NOT EXISTS \"%s\""
                         " (profile INTEGER PRIMARY KEY) STRICT;",
                         profile),
        diag);

    if (!status)
        status = make_rows(db, source, arena, diag);
    for (size_t i = 0; !status && i < layout->n_categories; i++)
        status = add_column(db, profile, layout->categories[i],
                            layout->is_flag[i] ? "INTEGER"
                                               : "TEXT NOT NULL DEFAULT ''",
                            arena, diag);
    for (size_t i = 0; !status && i < layout->n_extras; i++)
        status =
            add_column(db, event, layout->extras[i], "INTEGER", arena, diag);
    return status;
}

bool syn_source_provides(const struct syn_catalogue *catalogue,
                         const struct syn_source *source,
                         const char *column)
{
    for (size_t i = 0; i < catalogue->n_contracts; i++)
        if (strcmp(catalogue->contracts[i].source, source->name) == 0 &&
            syn_contract_column_find(&catalogue->contracts[i], column))
            return true;
    return false;
}

static bool has_contract(const struct syn_catalogue *catalogue,
                         const char *source)
{
    for (size_t i = 0; i < catalogue->n_contracts; i++)
        if (strcmp(catalogue->contracts[i].source, source) == 0)
            return true;
    return false;
}

const struct syn_source *
syn_source_linked(const struct syn_catalogue *catalogue,
                  const struct syn_source *source)
{
    if (!source->links_to || !has_contract(catalogue, source->links_to) ||
        !has_contract(catalogue, source->name) ||
        !syn_source_provides(catalogue, source, "case_key"))
        return NULL;
    return syn_source_find(catalogue->sources, catalogue->n_sources,
                           source->links_to);
}

/* Whether keys of A and B are made in ways that never meet: each contract of
 * both names one, and no name is the same. */
static bool
keys_differ(const struct syn_catalogue *catalogue, const char *a, const char *b)
{
    for (size_t i = 0; i < catalogue->n_contracts; i++)
        for (size_t k = 0; k < catalogue->n_contracts; k++) {
            const struct syn_contract *one = &catalogue->contracts[i];
            const struct syn_contract *other = &catalogue->contracts[k];
            if (strcmp(one->source, a) != 0 || strcmp(other->source, b) != 0)
                continue;
            if (!one->key_scheme || !other->key_scheme ||
                strcmp(one->key_scheme, other->key_scheme) == 0)
                return false;
        }
    return true;
}

const struct syn_source *
syn_source_joined(const struct syn_catalogue *catalogue,
                  const struct syn_source *source)
{
    const struct syn_source *linked = syn_source_linked(catalogue, source);

    return linked && !keys_differ(catalogue, source->name, linked->name)
               ? linked
               : NULL;
}

static bool is_listed(const struct syn_layout *layout, const char *name)
{
    for (size_t i = 0; i < layout->n_categories; i++)
        if (strcmp(layout->categories[i], name) == 0)
            return true;
    return false;
}

bool syn_source_has_several(const struct syn_catalogue *catalogue,
                            const struct syn_source *source,
                            const char *column)
{
    for (size_t i = 0; i < catalogue->n_contracts; i++) {
        const struct syn_contract *contract = &catalogue->contracts[i];
        const struct syn_contract_column *c =
            strcmp(contract->source, source->name) == 0
                ? syn_contract_column_find(contract, column)
                : NULL;
        if (c && c->separator &&
            syn_contract_column_kind(contract, c) == SYN_COL_CATEGORY)
            return true;
    }
    return false;
}

/* One source whose categories a view has. */
struct side {
    const struct syn_source *source;
    const char *prefix;
    struct syn_layout layout;
};

/* The source and what it is linked to; how many. */
static size_t sides_of(struct side sides[2],
                       const struct syn_catalogue *catalogue,
                       const struct syn_source *source,
                       const char *prefix,
                       const char *other,
                       struct syn_arena *arena)
{
    const struct syn_source *linked = syn_source_linked(catalogue, source);

    sides[0] =
        (struct side){source, prefix, syn_layout_of(catalogue, source, arena)};
    if (!linked)
        return 1;
    sides[1] =
        (struct side){linked, other, syn_layout_of(catalogue, linked, arena)};
    return 2;
}

void syn_add_categories(struct syn_text *sql,
                        const struct syn_catalogue *catalogue,
                        const struct syn_source *source,
                        const char *prefix,
                        const char *other,
                        struct syn_arena *arena)
{
    struct side sides[2];
    size_t n = sides_of(sides, catalogue, source, prefix, other, arena);

    for (size_t k = 0; k < n; k++)
        for (size_t i = 0; i < sides[k].layout.n_categories; i++) {
            const char *name = sides[k].layout.categories[i];
            if (k && is_listed(&sides[0].layout, name))
                continue;
            if (syn_source_has_several(catalogue, sides[k].source, name))
                syn_text_addf(sql, ", split_%s_%zu.value AS \"%s\"",
                              sides[k].prefix, i, name);
            else
                syn_text_addf(sql, ", %s.\"%s\" AS \"%s\"", sides[k].prefix,
                              name, name);
        }
}

void syn_add_splits(struct syn_text *sql,
                    const struct syn_catalogue *catalogue,
                    const struct syn_source *source,
                    const char *prefix,
                    const char *other,
                    struct syn_arena *arena)
{
    struct side sides[2];
    size_t n = sides_of(sides, catalogue, source, prefix, other, arena);

    for (size_t k = 0; k < n; k++)
        for (size_t i = 0; i < sides[k].layout.n_categories; i++) {
            const char *name = sides[k].layout.categories[i];
            if ((k && is_listed(&sides[0].layout, name)) ||
                !syn_source_has_several(catalogue, sides[k].source, name))
                continue;
            syn_text_addf(
                sql, " LEFT JOIN json_each(" SYN_VALUES_SQL ") AS split_%s_%zu",
                syn_arena_printf(arena, "%s.\"%s\"", sides[k].prefix, name),
                sides[k].prefix, i);
        }
}

/* Adds the columns of dates and place: a source's own, or its case's. */
static void add_values(struct syn_text *sql,
                       const struct syn_catalogue *catalogue,
                       const struct syn_source *source)
{
    static const struct {
        const char *column, *given_by;
    } values[] = {{"reported", "reported"},
                  {"occurred", "occurred"},
                  {"hour", "occurred"},
                  {"area", "area"}};

    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        syn_text_addf(sql, ", %s.%s AS %s",
                      syn_source_provides(catalogue, source, values[i].given_by)
                          ? "e"
                          : "l",
                      values[i].column, values[i].column);
}

/* The same of figures. */
static const char *table_view_sql(const struct syn_catalogue *catalogue,
                                  const struct syn_source *source,
                                  struct syn_arena *arena)
{
    struct syn_text sql = {.arena = arena};
    const char *name = source->name;

    syn_text_addf(&sql,
                  "DROP VIEW IF EXISTS \"%s\"; CREATE VIEW \"%s\" AS "
                  "SELECT c.batch, c.line, c.period, c.profile, c.value, c.n,"
                  " c.state, c.provisional",
                  name, name);
    syn_add_categories(&sql, catalogue, source, "p", "p", arena);
    syn_text_addf(&sql,
                  " FROM \"cell_%s\" AS c JOIN \"profile_%s\" AS p"
                  " ON p.profile = c.profile;",
                  name, name);
    return sql.at;
}

/* The view that people with an SQL shell use, and against which every count is
 * tested. */
static const char *view_sql(const struct syn_catalogue *catalogue,
                            const struct syn_source *source,
                            struct syn_arena *arena)
{
    const struct syn_source *linked = syn_source_linked(catalogue, source);
    struct syn_text sql = {.arena = arena};
    const char *name = source->name;

    syn_text_addf(&sql,
                  "DROP VIEW IF EXISTS \"%s\"; CREATE VIEW \"%s\" AS "
                  "SELECT e.batch, e.line, %s.profile, e.age, e.age_to,"
                  " e.case_key, e.person_key, e.weight",
                  name, name, linked ? "pair" : "e");
    if (linked)
        add_values(&sql, catalogue, source);
    else
        syn_text_add(&sql, ", e.reported, e.occurred, e.hour, e.area");
    syn_add_categories(&sql, catalogue, source, "p", "q", arena);
    syn_text_addf(&sql,
                  " FROM \"event_%s\" AS e JOIN \"profile_%s\" AS p"
                  " ON p.profile = e.profile",
                  name, name);
    if (linked)
        syn_text_addf(&sql,
                      " LEFT JOIN \"link_%s\" AS l ON l.case_key = e.case_key"
                      " JOIN \"pair_%s\" AS pair ON pair.own = e.profile"
                      " AND pair.linked IS l.profile"
                      " LEFT JOIN \"profile_%s\" AS q ON q.profile = l.profile",
                      name, name, linked->name);
    syn_add_splits(&sql, catalogue, source, "p", "q", arena);
    syn_text_add(&sql, ";");
    return sql.at;
}

/* Of the rows of one case: they say the same, in all that a link tells. */
#define SAME(column)                                                           \
    "min(" column ") IS max(" column ") AND count(" column ") IN (0, "         \
    "count(*))"
#define ALIKE                                                                  \
    "(" SAME("profile") " AND " SAME("reported") " AND " SAME(                 \
        "occurred") " AND " SAME("hour") " AND " SAME("area") ")"

/* Warns of cases of LINKED that SOURCE tells of, and whose rows differ. */
static enum syn_status warn_unlinked(struct sqlite3 *db,
                                     const struct syn_source *source,
                                     const struct syn_source *linked,
                                     struct syn_arena *arena,
                                     struct syn_diag *diag)
{
    sqlite3_stmt *statement;
    long long n = 0;

    const char *sql = syn_arena_printf(
        arena,
        "SELECT count(*) FROM (SELECT 1 FROM \"event_%s\" WHERE case_key IN"
        " (SELECT case_key FROM \"event_%s\") GROUP BY case_key"
        " HAVING NOT " ALIKE ")",
        linked->name, source->name);

    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK)
        return syn_store_fail(db, diag);
    if (sqlite3_step(statement) == SQLITE_ROW)
        n = sqlite3_column_int64(statement, 0);
    if (sqlite3_finalize(statement) != SQLITE_OK)
        return syn_store_fail(db, diag);
    if (n)
        syn_diag_warn(diag, (struct syn_loc){0}, "store.unlinked",
                      "%lld cases stand in %s several times and not with the "
                      "same content; %s is not linked to them",
                      n, linked->name, source->name);
    return SYN_OK;
}

/* Cases by key, and the pairs of profiles that occur.  A case whose rows differ
 * is not linked: which of them is meant is not known. */
static enum syn_status link_source(struct sqlite3 *db,
                                   const struct syn_source *source,
                                   const struct syn_source *linked,
                                   struct syn_arena *arena,
                                   struct syn_diag *diag)
{
    const char *from = source->name, *to = linked->name;

    enum syn_status status = syn_store_exec(
        db,
        syn_arena_printf(
            arena,
            "DROP TABLE IF EXISTS \"link_%s\"; DROP TABLE IF EXISTS "
            "\"pair_%s\";"
            "CREATE TABLE \"link_%s\" (case_key INTEGER PRIMARY KEY,"
            " profile INTEGER NOT NULL, reported INTEGER, occurred INTEGER,"
            " hour INTEGER, area INTEGER) STRICT;"
            "INSERT INTO \"link_%s\" SELECT case_key, min(profile), "
            "min(reported),"
            " min(occurred), min(hour), min(area) FROM \"event_%s\""
            " WHERE case_key IS NOT NULL GROUP BY case_key HAVING " ALIKE ";"
            "CREATE TABLE \"pair_%s\" (profile INTEGER PRIMARY KEY,"
            " own INTEGER NOT NULL, linked INTEGER) STRICT;"
            "INSERT INTO \"pair_%s\" (own, linked) SELECT DISTINCT e.profile,"
            " l.profile FROM \"event_%s\" AS e LEFT JOIN \"link_%s\" AS l"
            " ON l.case_key = e.case_key ORDER BY 1, 2;"
            "CREATE INDEX \"pair_%s_own\" ON \"pair_%s\" (own, linked);",
            from, from, from, from, to, from, from, from, from, from, from),
        diag);
    return status ? status : warn_unlinked(db, source, linked, arena, diag);
}

static enum syn_status make_source(struct sqlite3 *db,
                                   const struct syn_catalogue *catalogue,
                                   const struct syn_source *source,
                                   bool relink,
                                   struct syn_arena *arena,
                                   struct syn_diag *diag)
{
    const struct syn_source *linked = syn_source_linked(catalogue, source);
    struct syn_layout layout = syn_layout_of(catalogue, source, arena);
    const char *pair = syn_arena_printf(arena, "pair_%s", source->name);

    enum syn_status status = syn_tables_make(db, source, &layout, arena, diag);
    if (!status && linked) {
        struct syn_layout theirs = syn_layout_of(catalogue, linked, arena);
        status = syn_tables_make(db, linked, &theirs, arena, diag);
        if (!status && (relink || !syn_table_exists(db, pair)))
            status = link_source(db, source, linked, arena, diag);
    }
    if (!status)
        status = syn_store_exec(db,
                                source->is_table
                                    ? table_view_sql(catalogue, source, arena)
                                    : view_sql(catalogue, source, arena),
                                diag);
    return status;
}

/* The codes of the place itself, as the project has them. */
static const char *place_sql(const struct syn_catalogue *catalogue,
                             struct syn_arena *arena)
{
    const struct syn_texts *codes = &catalogue->project.place_codes;
    struct syn_text sql = {.arena = arena};

    syn_text_add(&sql, "DROP VIEW IF EXISTS place_code; CREATE VIEW place_code"
                       " AS SELECT '' AS code WHERE 0");
    for (size_t i = 0; i < codes->n; i++) {
        char *quoted = sqlite3_mprintf("%Q", codes->at[i]);
        syn_text_addf(&sql, " UNION ALL SELECT %s", quoted);
        sqlite3_free(quoted);
    }
    syn_text_add(&sql, ";");
    return sql.at;
}

enum syn_status syn_views_make(struct sqlite3 *db,
                               const struct syn_catalogue *catalogue,
                               bool relink,
                               struct syn_arena *arena,
                               struct syn_diag *diag)
{
    enum syn_status status =
        syn_store_exec(db, place_sql(catalogue, arena), diag);

    for (size_t i = 0; !status && i < catalogue->n_sources; i++)
        if (has_contract(catalogue, catalogue->sources[i].name))
            status = make_source(db, catalogue, &catalogue->sources[i], relink,
                                 arena, diag);
    return status;
}
