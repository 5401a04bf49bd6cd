#include "load.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include <sqlite3.h>

#include <samsyn/base/calendar.h>
#include <samsyn/base/limits.h>
#include <samsyn/base/text.h>
#include <samsyn/store/store.h>
#include <samsyn/store/unique.h>

#include "cells.h"
#include "loader.h"
#include "seal.h"
#include "tables.h"

/* What one load needs at hand. */
struct load {
    struct syn_ingested *item;
    struct sqlite3 *db;
    const struct syn_source *source;
    struct syn_layout layout;
    struct syn_profiles *profiles;
    struct syn_dictionary *areas;
    size_t known_profiles, known_areas;
    struct syn_extract *extract;
    struct syn_loader *loader; /* In the arena: the thread may outlive this. */
    int64_t batch;
    struct syn_arena *arena;
    struct syn_diag *diag;
};

static enum syn_status
prepare(struct load *l, struct sqlite3_stmt **out, const char *sql)
{
    return syn_store_prepare(out, l->db, sql, l->arena, l->diag);
}

/* Steps once and resets; SYN_EIO if that is not the end. */
static enum syn_status finish_step(struct load *l, sqlite3_stmt *statement)
{
    int rc = sqlite3_step(statement);

    sqlite3_reset(statement);
    return rc == SQLITE_DONE ? SYN_OK : syn_store_fail(l->db, l->diag);
}

/* --- what the store knows already -------------------------------------- */

static enum syn_status read_profiles(struct load *l)
{
    struct syn_text sql = {.arena = l->arena};
    uint32_t *ids =
        syn_arena_alloc(l->arena, l->layout.n_categories + 1, sizeof *ids);
    sqlite3_stmt *select;
    int rc;

    syn_text_add(&sql, "SELECT profile");
    for (size_t i = 0; i < l->layout.n_categories; i++)
        syn_text_addf(&sql, ", \"%s\"", l->layout.categories[i]);
    syn_text_addf(&sql, " FROM \"profile_%s\" ORDER BY profile",
                  l->source->name);
    enum syn_status status = prepare(l, &select, sql.at);
    if (status)
        return status;
    while ((rc = sqlite3_step(select)) == SQLITE_ROW) {
        for (size_t i = 0; i < l->layout.n_categories; i++) {
            const char *text =
                (const char *)sqlite3_column_text(select, (int)i + 1);
            ids[i] =
                syn_dictionary_add(syn_profiles_dictionary(l->profiles, i),
                                   text ? text : "", text ? strlen(text) : 0);
        }
        syn_profiles_add(l->profiles, ids);
    }
    l->known_profiles = syn_profiles_count(l->profiles);
    return rc == SQLITE_DONE ? SYN_OK : syn_store_fail(l->db, l->diag);
}

/* Number 0 of the dictionary stays empty: area 0 is "not known". */
static enum syn_status read_areas(struct load *l)
{
    sqlite3_stmt *select;
    int rc;

    syn_dictionary_add(l->areas, "", 0);
    enum syn_status status =
        prepare(l, &select, "SELECT code FROM area ORDER BY id");
    if (status)
        return status;
    while ((rc = sqlite3_step(select)) == SQLITE_ROW) {
        const char *code = (const char *)sqlite3_column_text(select, 0);
        syn_dictionary_add(l->areas, code, strlen(code));
    }
    l->known_areas = syn_dictionary_count(l->areas);
    return rc == SQLITE_DONE ? SYN_OK : syn_store_fail(l->db, l->diag);
}

/* --- writing ----------------------------------------------------------- */

static const char *month_code(char out[SYN_PERIOD_BYTES], int month)
{
    return syn_period_code(out, (struct syn_period){SYN_MONTH, month});
}

static void bind_text(sqlite3_stmt *statement, int at, const char *text)
{
    sqlite3_bind_text(statement, at, text, -1, SQLITE_TRANSIENT);
}

/* The number of the next batch: nobody else can write now. */
static enum syn_status number_batch(struct load *l)
{
    sqlite3_stmt *select;
    enum syn_status status =
        prepare(l, &select, "SELECT coalesce(max(id), 0) + 1 FROM batch");

    if (status)
        return status;
    if (sqlite3_step(select) != SQLITE_ROW)
        return syn_store_fail(l->db, l->diag);
    l->batch = sqlite3_column_int64(select, 0);
    sqlite3_reset(select);
    return SYN_OK;
}

/* The batch row comes first, since events carry its number; its counts follow
 * at the end. */
static enum syn_status insert_batch(struct load *l)
{
    const struct syn_ingested *item = l->item;
    char delimiter[] = {item->facts.dialect.delimiter, '\0'},
         clock[SYN_UTC_BYTES];
    sqlite3_stmt *insert;

    enum syn_status status = prepare(
        l, &insert,
        "INSERT INTO batch (id, source, contract, part, file, sha256,"
        " contract_sha256, covers_from, covers_to, extracted_at, encoding,"
        " delimiter, rows_read, loaded, quarantined, blank, fingerprint,"
        " loaded_at) VALUES (?10, ?1, ?2, ?3, ?4, ?5, ?6, '', '', '', ?7,"
        " ?8, 0, 0, 0, 0, 0, ?9)");
    if (status)
        return status;
    const char *slash = strrchr(item->file, '/');
    bind_text(insert, 1, item->contract->source);
    bind_text(insert, 2, item->contract->item.name);
    bind_text(insert, 3, item->summary.part);
    bind_text(insert, 4, slash ? slash + 1 : item->file);
    bind_text(insert, 5, item->facts.sha256);
    bind_text(insert, 6, item->contract->sha256);
    bind_text(insert, 7, syn_encoding_names[item->facts.dialect.encoding]);
    bind_text(insert, 8, delimiter);
    bind_text(insert, 9, syn_utc_now(clock));
    sqlite3_bind_int64(insert, 10, l->batch);
    return finish_step(l, insert);
}

static const char *value_name(const struct syn_layout *layout, size_t i)
{
    return i < SYN_N_EVENT_VALUES ? syn_event_value_names[i]
                                  : layout->extras[i - SYN_N_EVENT_VALUES];
}

static void free_arena(void *arena)
{
    syn_arena_free(arena);
}

/* The loader's sums grow in a thread of their own, so in an arena of their
 * own, which outlives the thread. */
static void prepare_loader(struct load *l)
{
    struct syn_loader *loader = syn_arena_alloc(l->arena, 1, sizeof *loader);
    struct syn_arena *sums = syn_arena_new(SYN_ARENA_BYTES);

    l->loader = loader;
    syn_arena_defer(l->arena, free_arena, sums);
    loader->sums.arena = sums;
    loader->n_values = SYN_N_EVENT_VALUES + l->layout.n_extras;
    loader->line_seed = syn_print_seed("line");
    for (size_t i = 0; i < loader->n_values; i++)
        loader->seed[i] = syn_print_seed(value_name(&l->layout, i));
}

static enum syn_status insert_events(struct load *l)
{
    struct syn_text sql = {.arena = l->arena};
    size_t n = l->loader->n_values;

    syn_text_addf(&sql, "INSERT INTO \"event_%s\" (batch, line, profile",
                  l->source->name);
    for (size_t i = 0; i < n; i++)
        syn_text_addf(&sql, ", \"%s\"", value_name(&l->layout, i));
    syn_text_addf(&sql, ") SELECT %lld, line, profile", (long long)l->batch);
    for (size_t i = 0; i < n; i++)
        syn_text_addf(
            &sql, syn_extract_gives(l->extract, i) ? ", v%zu" : ", NULL", i);
    syn_text_add(&sql, " FROM syn_loader");
    l->loader->extract = l->extract;
    if (syn_loader_register(l->db, l->loader) != SQLITE_OK)
        return syn_store_fail(l->db, l->diag);
    return syn_store_exec(l->db, sql.at, l->diag);
}

static enum syn_status insert_cells(struct load *l)
{
    return syn_cells_insert(&l->loader->sums, l->db, l->extract,
                            l->source->name, l->batch, l->arena, l->diag);
}

static enum syn_status insert_profiles(struct load *l)
{
    struct syn_text sql = {.arena = l->arena};
    size_t n = l->layout.n_categories;
    sqlite3_stmt *insert;

    syn_text_addf(&sql, "INSERT INTO \"profile_%s\" (profile", l->source->name);
    for (size_t i = 0; i < n; i++)
        syn_text_addf(&sql, ", \"%s\"", l->layout.categories[i]);
    syn_text_add(&sql, ") VALUES (?");
    for (size_t i = 0; i < n; i++)
        syn_text_add(&sql, ", ?");
    syn_text_add(&sql, ")");
    enum syn_status status = prepare(l, &insert, sql.at);
    for (size_t p = l->known_profiles;
         !status && p < syn_profiles_count(l->profiles); p++) {
        sqlite3_bind_int64(insert, 1, (sqlite3_int64)p + 1);
        for (size_t i = 0; i < n; i++) {
            const char *text = syn_profiles_text(l->profiles, (uint32_t)p, i);
            if (l->layout.is_flag[i] && !*text)
                sqlite3_bind_null(insert, (int)i + 2);
            else
                bind_text(insert, (int)i + 2, text);
        }
        status = finish_step(l, insert);
    }
    return status;
}

static enum syn_status insert_areas(struct load *l)
{
    sqlite3_stmt *insert;
    enum syn_status status =
        prepare(l, &insert, "INSERT INTO area (id, code) VALUES (?1, ?2)");

    for (size_t i = l->known_areas;
         !status && i < syn_dictionary_count(l->areas); i++) {
        sqlite3_bind_int64(insert, 1, (sqlite3_int64)i);
        bind_text(insert, 2, syn_dictionary_text(l->areas, (uint32_t)i));
        status = finish_step(l, insert);
    }
    return status;
}

static enum syn_status insert_quarantine(struct load *l)
{
    const struct syn_extract_summary *s = &l->item->summary;
    sqlite3_stmt *insert;
    enum syn_status status = prepare(
        l, &insert, "INSERT INTO quarantine VALUES (?1, ?2, ?3, ?4, ?5, ?6)");

    for (size_t i = 0; !status && i < s->n_quarantine; i++) {
        sqlite3_bind_int64(insert, 1, l->batch);
        sqlite3_bind_int64(insert, 2, s->quarantine[i].line);
        sqlite3_bind_int64(insert, 3, s->quarantine[i].column);
        bind_text(insert, 4, s->quarantine[i].field);
        bind_text(insert, 5, s->quarantine[i].rule);
        bind_text(insert, 6, s->quarantine[i].sha256);
        status = finish_step(l, insert);
    }
    return status;
}

/* Takes back the rows that the gate judged after they were loaded. */
static enum syn_status delete_withdrawn(struct load *l)
{
    const struct syn_extract_summary *s = &l->item->summary;
    sqlite3_stmt *delete;
    enum syn_status status = prepare(
        l, &delete,
        syn_arena_printf(l->arena,
                         "DELETE FROM \"%s\" WHERE batch = ?1 AND line = ?2",
                         syn_rows_table(l->db, l->source->name, l->arena)));

    for (size_t i = 0; !status && i < s->n_withdrawn; i++) {
        sqlite3_bind_int64(delete, 1, l->batch);
        sqlite3_bind_int64(delete, 2, s->withdrawn[i]);
        status = finish_step(l, delete);
    }
    return status;
}

static enum syn_status update_batch(struct load *l)
{
    const struct syn_extract_summary *s = &l->item->summary;
    char from[SYN_PERIOD_BYTES], to[SYN_PERIOD_BYTES], day[SYN_DAY_BYTES];
    sqlite3_stmt *update;

    enum syn_status status = prepare(
        l, &update,
        "UPDATE batch SET covers_from = ?2, covers_to = ?3, extracted_at = ?4,"
        " rows_read = ?5, loaded = ?6, quarantined = ?7, blank = ?8"
        " WHERE id = ?1");
    if (status)
        return status;
    sqlite3_bind_int64(update, 1, l->batch);
    bind_text(update, 2, month_code(from, s->covers_from));
    bind_text(update, 3, month_code(to, s->covers_to));
    bind_text(update, 4, syn_day_code(day, s->extracted));
    sqlite3_bind_int64(update, 5, (sqlite3_int64)s->rows_read);
    sqlite3_bind_int64(update, 6, (sqlite3_int64)s->loaded);
    sqlite3_bind_int64(update, 7, (sqlite3_int64)s->quarantined);
    sqlite3_bind_int64(update, 8, (sqlite3_int64)s->blank);
    return finish_step(l, update);
}

/* The loader's sums have the rows that were taken back as well; that is rare,
 * and then the store is read again. */
static enum syn_status seal_batch(struct load *l)
{
    enum syn_status status = SYN_OK;
    struct syn_print print;
    int64_t rows;

    if (l->item->summary.n_withdrawn)
        status = syn_print_of_batch(&print, &rows, l->db, l->source->name,
                                    l->batch, l->arena, l->diag);
    else
        print = syn_print_total(
            &l->loader->sums,
            syn_print_profiles(l->profiles, l->layout.categories,
                               l->layout.n_categories, l->arena),
            syn_print_areas(l->areas, l->arena));
    return status ? status
                  : syn_seal_loaded(l->db, l->batch, &print, l->arena, l->diag);
}

/* --- superseding ------------------------------------------------------- */

static enum syn_status overlap_error(const struct syn_ingested *item,
                                     const char *file,
                                     struct syn_diag *diag)
{
    return syn_diag_fail(diag, SYN_EINPUT, (struct syn_loc){item->file, 0, 0},
                         "store.overlap",
                         "%s already covers months of this extract; run with "
                         "--supersede to replace it",
                         file);
}

enum syn_status syn_load_overlaps(const struct syn_ingested *item,
                                  struct sqlite3 *db,
                                  int64_t replaces,
                                  int64_t successor,
                                  bool supersede,
                                  struct syn_arena *arena,
                                  struct syn_diag *diag)
{
    struct load l = {.db = db, .arena = arena, .diag = diag};
    char from[SYN_PERIOD_BYTES], to[SYN_PERIOD_BYTES];
    sqlite3_stmt *select;

    enum syn_status status =
        prepare(&l, &select,
                "SELECT id, file FROM batch WHERE source = ?1 AND contract = ?2"
                " AND part = ?3 AND superseded_by IS NULL AND covers_from <= ?5"
                " AND covers_to >= ?4 AND id <> ?6 AND id <> ?7 ORDER BY id");
    if (status)
        return status;
    bind_text(select, 1, item->contract->source);
    bind_text(select, 2, item->contract->item.name);
    bind_text(select, 3, item->summary.part);
    bind_text(select, 4, month_code(from, item->summary.covers_from));
    bind_text(select, 5, month_code(to, item->summary.covers_to));
    sqlite3_bind_int64(select, 6, replaces);
    sqlite3_bind_int64(select, 7, successor);
    while (!status && !(status = syn_store_step(select, diag))) {
        if (!supersede)
            status = overlap_error(
                item, (const char *)sqlite3_column_text(select, 1), diag);
        else
            status =
                syn_seal_retire(db, sqlite3_column_int64(select, 0),
                                item->contract->source, successor, arena, diag);
    }
    sqlite3_reset(select);
    return status == SYN_DONE ? SYN_OK : status;
}

/* --- uniqueness -------------------------------------------------------- */

static enum syn_status check_unique(struct load *l,
                                    const struct syn_catalogue *catalogue)
{
    struct syn_uniqueness found;

    if (isnan(l->item->contract->gate.max_unique))
        return SYN_OK; /* The quality report asks for a decision. */
    enum syn_status status = syn_store_uniqueness(
        &found, l->db, catalogue, l->source, l->batch, l->arena, l->diag);
    return status ? status
                  : syn_unique_judge(&found, l->item->contract, l->item->file,
                                     l->diag);
}

/* --- one transaction --------------------------------------------------- */

static enum syn_status transact(struct load *l,
                                const struct syn_catalogue *catalogue,
                                int64_t replaces,
                                bool supersede)
{
    struct syn_ingested *item = l->item;
    bool late = item->contract->covers.from_column != NULL;

    /* Until it is settled again, the store is not (syn_store_settle()). */
    enum syn_status status = syn_store_exec(
        l->db, "DELETE FROM setting WHERE name = 'settled'", l->diag);
    if (!status)
        status = number_batch(l);
    /* First: a live batch of these bytes may exist only once.  Its successor
     * follows at once, so references are looked at in the end. */
    if (!status && replaces)
        status =
            syn_store_exec(l->db, "PRAGMA defer_foreign_keys = ON", l->diag);
    if (!status && replaces)
        status = syn_seal_retire(l->db, replaces, l->source->name, l->batch,
                                 l->arena, l->diag);
    if (!status)
        status = insert_batch(l);
    if (!status)
        status = l->source->is_table ? insert_cells(l) : insert_events(l);
    if (!status)
        status = syn_extract_finish(&item->summary, l->extract, l->diag);
    if (!status)
        status = insert_profiles(l);
    if (!status)
        status = insert_areas(l);
    if (!status)
        status = insert_quarantine(l);
    if (!status)
        status = delete_withdrawn(l);
    if (!status)
        status = check_unique(l, catalogue);
    if (!status)
        status = update_batch(l);
    if (!status && (supersede || late))
        status = syn_load_overlaps(item, l->db, replaces, l->batch, supersede,
                                   l->arena, l->diag);
    if (!status)
        status = seal_batch(l);
    if (!status)
        status = syn_seal_schema(l->db, l->diag);
    return status;
}

enum syn_status syn_load(struct syn_ingested *item,
                         struct sqlite3 *db,
                         const struct syn_catalogue *catalogue,
                         const unsigned char *key,
                         int64_t replaces,
                         bool supersede,
                         struct syn_arena *arena,
                         struct syn_diag *diag)
{
    struct load l = {.item = item,
                     .db = db,
                     .source = item->contract->definition,
                     .arena = arena,
                     .diag = diag};

    l.layout = syn_layout_of(catalogue, l.source, arena);
    l.profiles = syn_profiles_new(l.layout.n_categories, arena);
    l.areas = syn_dictionary_new(arena);
    enum syn_status status =
        syn_tables_make(db, l.source, &l.layout, arena, diag);
    if (!status)
        status = read_profiles(&l);
    if (!status)
        status = read_areas(&l);
    prepare_loader(&l);
    if (!status)
        status = syn_extract_open(
            &l.extract, item->contract, item->file, &item->facts,
            &(struct syn_extract_options){
                .key = key,
                .layout = &l.layout,
                .profiles = l.profiles,
                .areas = l.areas,
                .see = l.source->is_table ? NULL : syn_loader_see,
                .data = l.loader},
            arena, diag);
    if (!status)
        status = transact(&l, catalogue, replaces, supersede);
    return status;
}
