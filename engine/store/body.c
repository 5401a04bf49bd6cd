/* Bodies run on a connection of their own, which can only read, where the name
 * of a source is a view of its profile dimension.  SQLite's authorizer tells
 * which columns a body reads, and refuses everything but reading them. */
#include <samsyn/store/rows.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include <samsyn/base/limits.h>
#include <samsyn/base/text.h>
#include <samsyn/store/store.h>

#include "tables.h"

enum { STEPS = 1000, MOST_STEPS = 200000, NAME_BYTES = 128 };

/* --- views of profile dimensions --------------------------------------- */

static bool is_ready(struct sqlite3 *reader,
                     const struct syn_source *source,
                     struct syn_arena *arena)
{
    return syn_table_exists(
        reader, syn_arena_printf(arena, "profile_%s", source->name));
}

/* A source without data: a view that has its columns and no rows, so that the
 * body of an indicator can still be checked. */
static void add_empty_view(struct syn_text *sql,
                           const struct syn_catalogue *catalogue,
                           const struct syn_source *source,
                           struct syn_arena *arena)
{
    syn_text_addf(sql, "CREATE TEMP VIEW \"%s\" AS SELECT 0 AS profile",
                  source->name);
    const struct syn_source *all[] = {
        source, source->links_to
                    ? syn_source_find(catalogue->sources, catalogue->n_sources,
                                      source->links_to)
                    : NULL};
    for (size_t k = 0; k < 2 && all[k]; k++) {
        struct syn_layout layout = syn_layout_of(catalogue, all[k], arena);
        struct syn_layout own = syn_layout_of(catalogue, source, arena);
        for (size_t i = 0; i < layout.n_categories; i++) {
            bool again = false;
            for (size_t j = 0; k && j < own.n_categories; j++)
                again |= strcmp(own.categories[j], layout.categories[i]) == 0;
            if (!again)
                syn_text_addf(sql, ", %s AS \"%s\"",
                              layout.is_flag[i] ? "NULL" : "''",
                              layout.categories[i]);
        }
    }
    syn_text_add(sql, " WHERE 0;");
}

static void add_view(struct syn_text *sql,
                     const struct syn_catalogue *catalogue,
                     const struct syn_source *source,
                     struct syn_arena *arena)
{
    const struct syn_source *linked = syn_source_linked(catalogue, source);

    syn_text_addf(sql, "CREATE TEMP VIEW \"%s\" AS SELECT %s.profile",
                  source->name, linked ? "pair" : "p");
    syn_add_categories(sql, catalogue, source, "p", "q", arena);
    if (linked)
        syn_text_addf(sql,
                      " FROM main.\"pair_%s\" AS pair"
                      " JOIN main.\"profile_%s\" AS p ON p.profile = pair.own"
                      " LEFT JOIN main.\"profile_%s\" AS q"
                      " ON q.profile = pair.linked",
                      source->name, source->name, linked->name);
    else
        syn_text_addf(sql, " FROM main.\"profile_%s\" AS p", source->name);
    syn_add_splits(sql, catalogue, source, "p", "q", arena);
    syn_text_add(sql, ";");
}

enum syn_status syn_bodies_prepare(struct sqlite3 *reader,
                                   const struct syn_catalogue *catalogue,
                                   struct syn_arena *arena,
                                   struct syn_diag *diag)
{
    enum syn_status status = SYN_OK;

    for (size_t i = 0; !status && i < catalogue->n_sources; i++) {
        const struct syn_source *source = &catalogue->sources[i];
        struct syn_text sql = {.arena = arena};
        if (is_ready(reader, source, arena))
            add_view(&sql, catalogue, source, arena);
        else
            add_empty_view(&sql, catalogue, source, arena);
        status = syn_store_exec(reader, sql.at, diag);
    }
    return status;
}

/* --- what a body may do ------------------------------------------------ */

struct watch {
    const struct syn_catalogue *catalogue;
    const struct syn_source *source; /* The one that it reads. */
    bool several;                    /* It reads another one too. */
    const char *absent;              /* A column that no contract has. */
    const char **reads;              /* Columns that some have. */
    size_t n_reads;
    struct syn_arena *arena;
    char refused[NAME_BYTES]; /* What it may not do. */
    unsigned steps;
};

/* What a contract calls COLUMN of SOURCE, or of what it is joined to, or NULL;
 * a member of a set (hate_motive_religion) is given by its set. */
static const char *given_by(const struct watch *watch,
                            const struct syn_source *source,
                            const char *column)
{
    char *name = syn_arena_strdup(watch->arena, column);
    const struct syn_source *linked =
        syn_source_joined(watch->catalogue, source);

    for (;;) {
        if (syn_source_provides(watch->catalogue, source, name) ||
            (linked && syn_source_provides(watch->catalogue, linked, name)))
            return name;
        char *last = strrchr(name, '_');
        if (!last)
            return NULL;
        *last = '\0';
    }
}

static void note_column(struct watch *watch, const char *column)
{
    const char *name = given_by(watch, watch->source, column);

    if (!name) {
        if (!watch->absent)
            watch->absent = syn_arena_strdup(watch->arena, column);
        return;
    }
    for (size_t i = 0; i < watch->n_reads; i++)
        if (strcmp(watch->reads[i], name) == 0)
            return;
    watch->reads[watch->n_reads++] = name;
}

static void
note_read(struct watch *watch, const char *table, const char *column)
{
    const struct syn_source *source = syn_source_find(
        watch->catalogue->sources, watch->catalogue->n_sources, table);

    if (!source)
        return;
    watch->several |= watch->source && watch->source != source;
    watch->source = source;
    if (*column && strcmp(column, "profile") != 0)
        note_column(watch, column);
}

static bool may_read(const struct watch *watch, const char *table)
{
    static const char *const allowed[] = {"code", "code_tag", "place_code",
                                          "json_each"}; /* In views. */

    for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++)
        if (strcmp(table, allowed[i]) == 0)
            return true;
    return strncmp(table, "profile_", 8) == 0 ||
           strncmp(table, "pair_", 5) == 0 ||
           syn_source_find(watch->catalogue->sources,
                           watch->catalogue->n_sources, table);
}

static int authorize(void *data,
                     int action,
                     const char *one,
                     const char *two,
                     const char *database,
                     const char *accessor)
{
    struct watch *watch = data;

    (void)database;
    (void)accessor; /* A view, or the name of a WITH. */
    if (action == SQLITE_SELECT || action == SQLITE_FUNCTION)
        return SQLITE_OK;
    if (action == SQLITE_READ && may_read(watch, one)) {
        note_read(watch, one, two);
        return SQLITE_OK;
    }
    snprintf(watch->refused, sizeof watch->refused, "%s",
             action == SQLITE_READ ? one : "");
    return SQLITE_DENY;
}

static int count_steps(void *data)
{
    return ++((struct watch *)data)->steps > MOST_STEPS;
}

/* --- mistakes ---------------------------------------------------------- */

/* The place OFFSET bytes into the body. */
static struct syn_loc
locate(const struct syn_indicator *indicator, int offset, const char **line)
{
    struct syn_loc loc = {indicator->path, indicator->body_line, 1};

    *line = indicator->body;
    for (int i = 0; i < offset && indicator->body[i]; i++) {
        loc.column++;
        if (indicator->body[i] == '\n') {
            loc.line++;
            loc.column = 1;
            *line = indicator->body + i + 1;
        }
    }
    return loc;
}

/* Every name that a body may use. */
static const char *const *names_of(const struct syn_catalogue *catalogue,
                                   struct syn_arena *arena)
{
    static const char *const words[] = {"SELECT",  "FROM", "WHERE",
                                        "profile", "AND",  "code_tag",
                                        "code",    "tag",  "place_code"};
    size_t n = sizeof words / sizeof *words, most = n + 1;
    for (size_t i = 0; i < catalogue->n_sources; i++)
        most += 1 + 128;
    const char **names = syn_arena_alloc(arena, most, sizeof *names);
    memcpy(names, words, sizeof words);
    for (size_t i = 0; i < catalogue->n_sources; i++) {
        struct syn_layout layout =
            syn_layout_of(catalogue, &catalogue->sources[i], arena);
        names[n++] = catalogue->sources[i].name;
        for (size_t k = 0; k < layout.n_categories; k++)
            names[n++] = layout.categories[k];
    }
    return names;
}

static size_t word_length(const char *s)
{
    size_t n = 0;
    while ((s[n] >= 'a' && s[n] <= 'z') || (s[n] >= 'A' && s[n] <= 'Z') ||
           (s[n] >= '0' && s[n] <= '9') || s[n] == '_')
        n++;
    return n;
}

/* Where the word stands that a message of SQLite ends with ("no such table:
 * police_cas"): it gives no offset for tables. */
static int offset_of(const struct syn_indicator *indicator, const char *message)
{
    const char *word = strrchr(message, ' ');
    const char *found = word ? strstr(indicator->body, word + 1) : NULL;

    return found ? (int)(found - indicator->body) : 0;
}

static enum syn_status blame(struct sqlite3 *reader,
                             const struct syn_catalogue *catalogue,
                             const struct syn_indicator *indicator,
                             const struct watch *watch,
                             struct syn_arena *arena,
                             struct syn_diag *diag)
{
    int rc = sqlite3_errcode(reader) & 0xff;

    if (rc == SQLITE_IOERR || rc == SQLITE_NOMEM || rc == SQLITE_CORRUPT ||
        rc == SQLITE_BUSY)
        return syn_store_fail(reader, diag); /* Not the author's mistake. */

    const char *message = sqlite3_errmsg(reader), *line;
    int offset = sqlite3_error_offset(reader);

    if (offset < 0)
        offset = offset_of(indicator, message);
    struct syn_loc loc = locate(indicator, offset, &line);
    const char *word = indicator->body + offset;
    size_t n = word_length(word);
    struct syn_caret caret = {
        .line = line,
        .width = (unsigned)n,
        .suggestion = n ? syn_suggest(syn_arena_strndup(arena, word, n),
                                      names_of(catalogue, arena))
                        : NULL};
    if (sqlite3_errcode(reader) == SQLITE_AUTH)
        return syn_diag_fail_at(
            diag, SYN_ECONFIG, loc, caret, "store.body-refused",
            "a body may only select profiles of one source%s%s",
            *watch->refused ? ", not read " : "", watch->refused);
    if (sqlite3_errcode(reader) == SQLITE_INTERRUPT)
        return syn_diag_fail_at(diag, SYN_ECONFIG, loc, caret,
                                "store.body-slow", "the body takes too long");
    return syn_diag_fail_at(diag, SYN_ECONFIG, loc, caret, "store.sql", "%s",
                            message);
}

static enum syn_status blame_shape(const struct syn_indicator *indicator,
                                   const char *code,
                                   const char *text,
                                   struct syn_diag *diag)
{
    return syn_diag_fail(
        diag, SYN_ECONFIG,
        (struct syn_loc){indicator->path, indicator->body_line, 1}, code, "%s",
        syn_diag_text(diag, code, text));
}

/* --- running ----------------------------------------------------------- */

static int ascending(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static void
keep_distinct(struct syn_selection *out, uint32_t *profiles, size_t n)
{
    size_t kept = 0;

    qsort(profiles, n, sizeof *profiles, ascending);
    for (size_t i = 0; i < n; i++)
        if (!kept || profiles[kept - 1] != profiles[i])
            profiles[kept++] = profiles[i];
    out->profiles = profiles;
    out->n = kept;
}

static enum syn_status collect(struct syn_selection *out,
                               sqlite3_stmt *statement,
                               const struct syn_indicator *indicator,
                               struct syn_arena *arena,
                               struct syn_diag *diag)
{
    size_t n = 0, room = 256;
    uint32_t *profiles = syn_arena_alloc(arena, room, sizeof *profiles);
    int rc;

    while ((rc = sqlite3_step(statement)) == SQLITE_ROW) {
        sqlite3_int64 profile = sqlite3_column_int64(statement, 0);
        if (sqlite3_column_type(statement, 0) != SQLITE_INTEGER ||
            profile < 0 || profile > UINT32_MAX)
            return blame_shape(indicator, "store.body-profile",
                               "the body must select the column profile", diag);
        if (n == room) {
            uint32_t *more = syn_arena_alloc(arena, room * 2, sizeof *more);
            memcpy(more, profiles, n * sizeof *more);
            profiles = more;
            room *= 2;
        }
        profiles[n++] = (uint32_t)profile;
    }
    keep_distinct(out, profiles, n);
    return rc == SQLITE_DONE ? SYN_OK : SYN_EINPUT;
}

static enum syn_status check_shape(sqlite3_stmt *statement,
                                   const char *tail,
                                   const struct watch *watch,
                                   const struct syn_indicator *indicator,
                                   struct syn_diag *diag)
{
    for (;; tail += strcspn(tail, "\n")) { /* Comments may follow. */
        tail += strspn(tail, " \n\t\r;");
        if (strncmp(tail, "--", 2) != 0)
            break;
    }
    if (*tail)
        return blame_shape(indicator, "store.body-several",
                           "the body must be one SELECT", diag);
    if (!statement || !sqlite3_stmt_readonly(statement))
        return blame_shape(indicator, "store.body-write",
                           "the body must be one SELECT that changes nothing",
                           diag);
    if (sqlite3_column_count(statement) != 1 ||
        strcmp(sqlite3_column_name(statement, 0), "profile") != 0)
        return blame_shape(
            indicator, "store.body-column",
            "the body must select the column profile and no other", diag);
    if (!watch->source || watch->several)
        return blame_shape(indicator, "store.body-source",
                           "the body must read exactly one source", diag);
    if (watch->source->is_table)
        return blame_shape(indicator, "store.body-table",
                           "this source has figures, and no records to count",
                           diag);
    return SYN_OK;
}

/* Room for every column that a contract names. */
static const char **room_for_columns(const struct syn_catalogue *catalogue,
                                     struct syn_arena *arena)
{
    size_t n = 0;

    for (size_t i = 0; i < catalogue->n_contracts; i++)
        n += catalogue->contracts[i].columns.n;
    return syn_arena_alloc(arena, n, sizeof(char *));
}

enum syn_status syn_body_run(struct syn_selection *out,
                             struct sqlite3 *reader,
                             const struct syn_catalogue *catalogue,
                             const struct syn_indicator *indicator,
                             struct syn_arena *arena,
                             struct syn_diag *diag)
{
    struct watch watch = {.catalogue = catalogue,
                          .reads = room_for_columns(catalogue, arena),
                          .arena = arena};
    struct syn_frame frame = {"indicator", indicator->id, NULL};
    sqlite3_stmt *statement = NULL;
    const char *tail = "";
    enum syn_status status;

    *out = (struct syn_selection){0};
    syn_frame_push(diag, &frame);
    sqlite3_set_authorizer(reader, authorize, &watch);
    sqlite3_progress_handler(reader, STEPS, count_steps, &watch);
    if (sqlite3_prepare_v2(reader, indicator->body, -1, &statement, &tail) !=
        SQLITE_OK)
        status = blame(reader, catalogue, indicator, &watch, arena, diag);
    else
        status = check_shape(statement, tail, &watch, indicator, diag);
    sqlite3_set_authorizer(reader, NULL, NULL);
    if (!status)
        status = collect(out, statement, indicator, arena, diag);
    if (status == SYN_EINPUT)
        status = blame(reader, catalogue, indicator, &watch, arena, diag);
    sqlite3_finalize(statement);
    sqlite3_progress_handler(reader, 0, NULL, NULL);
    out->source = watch.source;
    out->absent = watch.absent;
    out->reads = watch.reads;
    out->n_reads = watch.n_reads;
    syn_frame_pop(diag, &frame);
    return status;
}
