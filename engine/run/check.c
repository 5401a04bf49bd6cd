/* Everything but the briefing: extracts into a store that lives in memory only,
 * and the report on them. */
#include <samsyn/run/run.h>

#include <math.h>
#include <string.h>

#include <samsyn/base/file.h>
#include <samsyn/base/text.h>
#include <samsyn/measure/series.h>
#include <samsyn/store/population.h>
#include <samsyn/store/store.h>

#include "quality.h"

enum { MOST_REFUSALS = 4096 };

/* Hears why extracts are refused, and passes everything on. */
struct ear {
    struct syn_diag *to;
    struct refusal *refusals;
    size_t n;
    struct syn_arena *arena;
};

static void listen(void *data, const struct syn_message *m)
{
    struct ear *ear = data;

    if (m->severity == SYN_ERROR && m->loc.path && ear->n < MOST_REFUSALS)
        ear->refusals[ear->n++] =
            (struct refusal){syn_arena_strdup(ear->arena, m->loc.path),
                             syn_arena_strdup(ear->arena, m->code)};
    ear->to->emit(ear->to->data, m);
}

static enum syn_status ingest(struct syn_ingest_report *out,
                              struct ear *ear,
                              struct sqlite3 *db,
                              const struct syn_catalogue *catalogue,
                              struct syn_arena *arena)
{
    struct syn_diag heard = *ear->to;

    ear->refusals =
        syn_arena_alloc(arena, MOST_REFUSALS, sizeof *ear->refusals);
    heard.emit = listen;
    heard.data = ear;
    enum syn_status status =
        syn_store_ingest(out, db, catalogue, false, arena, &heard);
    memcpy(ear->to->count, heard.count, sizeof heard.count);
    return status;
}

static void ignore(void *data, const struct syn_message *message)
{
    (void)data;
    (void)message;
}

/* The project's own store, if it has one that can be read. */
static struct sqlite3 *open_before(const struct syn_catalogue *catalogue,
                                   const char *folder,
                                   struct syn_arena *arena)
{
    const char *path = syn_path_join(folder, catalogue->project.store, arena);
    struct syn_diag silent = {.emit = ignore};
    struct sqlite3 *db = NULL;

    if (!syn_file_exists(path) ||
        syn_store_open_reader(&db, path, arena, &silent))
        return NULL;
    return db;
}

/* Each indicator once, with what it reads. */
static void list_readings(struct quality_from *from,
                          const struct syn_series_set *series,
                          struct syn_arena *arena)
{
    struct reading *list = syn_arena_alloc(arena, series->n + 1, sizeof *list);
    size_t n = 0;

    for (size_t i = 0; i < series->n; i++)
        if (!n || list[n - 1].indicator != series->at[i].indicator)
            list[n++] =
                (struct reading){series->at[i].indicator, series->at[i].source};
    from->readings = list;
    from->n_readings = n;
}

static enum syn_status write_report(struct syn_check_result *out,
                                    const struct syn_check_options *options,
                                    struct syn_arena *arena,
                                    struct syn_diag *diag)
{
    const char *folder = options->out;

    if (!folder)
        folder = syn_path_join(options->folder, "out/quality", arena);
    enum syn_status status = syn_folder_make(folder, diag);
    if (!status)
        status = syn_quality_write(&out->quality, folder, arena, diag);
    if (!status)
        out->page = syn_path_join(folder, "quality.html", arena);
    return status;
}

static enum syn_status judge(const struct syn_check_result *out,
                             enum syn_status ingested,
                             struct syn_diag *diag)
{
    if (ingested || !syn_quality_exit(&out->quality))
        return ingested;
    return syn_diag_fail(diag, SYN_EINPUT, (struct syn_loc){out->page, 0, 0},
                         "run.quality",
                         "the quality report lists what must be mended");
}

enum syn_status syn_run_check(struct syn_check_result *out,
                              const struct syn_check_options *options,
                              struct syn_arena *arena,
                              struct syn_diag *diag)
{
    struct quality_from from = {.max_bad = options->max_bad,
                                .warnings_fail = options->warnings_fail};
    struct ear ear = {.to = diag, .arena = arena};
    struct syn_catalogue *catalogue;
    struct syn_series_set series;

    *out = (struct syn_check_result){0};
    enum syn_status status =
        syn_catalogue_read(&catalogue, options->folder, arena, diag);
    if (!status)
        status = syn_store_open(&from.store, ":memory:", arena, diag);
    if (status)
        return status;
    enum syn_status ingested =
        ingest(&out->ingested, &ear, from.store, catalogue, arena);
    if (ingested && ingested != SYN_EINPUT)
        return ingested;
    status = syn_store_settle(from.store, catalogue, true, arena, diag);
    if (!status)
        status = syn_store_population(catalogue, from.store, arena, diag);
    if (!status)
        status = syn_series_measure(&series, from.store, from.store, catalogue,
                                    arena, diag);
    if (status)
        return status;
    from.catalogue = catalogue;
    from.lang = options->lang ? *options->lang
                              : (enum syn_lang)catalogue->project.language;
    from.before = open_before(catalogue, options->folder, arena);
    from.ingested = &out->ingested;
    from.refusals = ear.refusals;
    from.n_refusals = ear.n;
    list_readings(&from, &series, arena);
    status = syn_quality_gather(&out->quality, &from, arena, diag);
    if (!status)
        status = write_report(out, options, arena, diag);
    if (status)
        return status;
    out->json = syn_quality_json(&out->quality, arena);
    return judge(out, ingested, diag);
}
