#include "render.h"

#include <math.h>
#include <string.h>

#include <samsyn/base/file.h>
#include <samsyn/base/text.h>
#include <samsyn/plots/canvas.h>
#include <samsyn/report/compose.h>
#include <samsyn/report/driver.h>
#include <samsyn/report/workbook.h>

#include "manifest.h"
#include "quality.h"

enum { MOST_FILES = 64 };

/* Where the files go, and which there are. */
struct shelf {
    const char *folder;
    const char *files[MOST_FILES + 1];
    size_t n;
    const struct syn_project *project;
    struct syn_arena *arena;
    struct syn_diag *diag;
};

static bool is_wanted(const struct shelf *shelf, const char *format)
{
    const struct syn_texts *outputs = &shelf->project->outputs;

    for (size_t i = 0; i < outputs->n; i++)
        if (strcmp(outputs->at[i], format) == 0)
            return true;
    return outputs->n == 0;
}

/* Notes that NAME is in the draft and returns its path. */
static const char *put_on(struct shelf *shelf, const char *name)
{
    if (shelf->n < MOST_FILES)
        shelf->files[shelf->n++] = name;
    return syn_path_join(shelf->folder, name, shelf->arena);
}

static enum syn_status write_documents(struct shelf *shelf,
                                       const struct syn_document *document)
{
    enum syn_status status = SYN_OK;

    for (size_t i = 0; !status && i < syn_n_drivers; i++) {
        const struct syn_driver *driver = syn_drivers[i];
        if (!is_wanted(shelf, driver->name))
            continue;
        const char *name =
            syn_arena_printf(shelf->arena, "briefing%s", driver->suffix);
        status = driver->write(document, put_on(shelf, name), shelf->arena,
                               shelf->diag);
    }
    return status;
}

static enum syn_status write_figures(struct shelf *shelf,
                                     const struct syn_briefing *briefing)
{
    static const char *const formats[] = {"svg", "png"};
    enum syn_status status = SYN_OK;

    if (!briefing->n_figures)
        return SYN_OK;
    status = syn_folder_make(
        syn_path_join(shelf->folder, "figures", shelf->arena), shelf->diag);
    for (size_t k = 0; k < 2; k++)
        for (size_t i = 0;
             !status && i < briefing->n_figures && is_wanted(shelf, formats[k]);
             i++) {
            const struct syn_figure *figure = briefing->figures[i];
            const char *name = syn_arena_printf(shelf->arena, "figures/%s.%s",
                                                figure->id, formats[k]);
            status = syn_canvas_write(figure->full, put_on(shelf, name),
                                      shelf->diag);
        }
    return status;
}

/* The tidy table is always written: the audit reads it. */
static enum syn_status write_tables(struct shelf *shelf,
                                    const struct syn_state_of_affairs *state)
{
    enum syn_status status = syn_folder_make(
        syn_path_join(shelf->folder, "tables", shelf->arena), shelf->diag);

    for (int excel = 0; !status && excel < 2; excel++) {
        struct syn_text text = {.arena = shelf->arena};
        if (excel && !is_wanted(shelf, "csv"))
            break;
        if (excel)
            syn_text_add(&text, "\xef\xbb\xbf");
        struct syn_text table = {.arena = shelf->arena};
        syn_tidy_add(&table, state->release, &state->findings,
                     &(struct syn_cut){0}, state->lang, excel != 0);
        syn_text_add(&text, table.at);
        status = syn_file_write(
            put_on(shelf, excel ? "tables/tidy_excel.csv" : "tables/tidy.csv"),
            text.at, text.n, shelf->diag);
    }
    if (status || !is_wanted(shelf, "xlsx"))
        return status;
    const struct syn_page_from from = {state->release, &state->findings,
                                       state->catalogue, state->lang};
    return syn_workbook_write(&from, &(struct syn_cut){0},
                              put_on(shelf, "tables/figures.xlsx"),
                              shelf->arena, shelf->diag);
}

/* Each indicator once, with what it reads. */
static void list_readings(struct quality_from *from,
                          const struct syn_state_of_affairs *state,
                          struct syn_arena *arena)
{
    size_t n_series, n = 0;
    const struct syn_released *series =
        syn_release_series(state->release, &n_series);
    struct reading *list = syn_arena_alloc(arena, n_series + 1, sizeof *list);

    for (size_t i = 0; i < n_series; i++)
        if (!n || list[n - 1].indicator != series[i].indicator)
            list[n++] = (struct reading){series[i].indicator, series[i].source};
    from->readings = list;
    from->n_readings = n;
}

static enum syn_status write_quality(struct shelf *shelf,
                                     const struct syn_state_of_affairs *state)
{
    struct quality_from from = {.catalogue = state->catalogue,
                                .lang = state->lang,
                                .store = state->store,
                                .ingested = &state->ingested,
                                .max_bad = NAN};
    struct syn_quality quality;

    list_readings(&from, state, shelf->arena);
    enum syn_status status =
        syn_quality_gather(&quality, &from, shelf->arena, shelf->diag);
    if (!status)
        status = syn_quality_write(&quality, shelf->folder, shelf->arena,
                                   shelf->diag);
    put_on(shelf, "quality.html");
    put_on(shelf, "quality.json");
    return status;
}

enum syn_status syn_render(struct syn_run_result *result,
                           const char *folder,
                           struct syn_arena *arena,
                           struct syn_diag *diag)
{
    const struct syn_state_of_affairs *state = &result->state;
    struct shelf shelf = {.folder = folder,
                          .project = &state->catalogue->project,
                          .arena = arena,
                          .diag = diag};
    struct syn_briefing briefing;

    enum syn_status status = syn_folder_make(folder, diag);
    if (!status)
        status =
            syn_briefing_compose(&briefing, state->release, &state->findings,
                                 state->catalogue, state->lang, arena, diag);
    if (!status)
        status = write_documents(&shelf, briefing.document);
    if (!status)
        status = write_figures(&shelf, &briefing);
    if (!status)
        status = write_tables(&shelf, state);
    if (!status)
        status = write_quality(&shelf, state);
    if (!status)
        status = syn_manifest_write(result, folder, shelf.files, arena, diag);
    if (status)
        return status;
    result->briefing = syn_path_join(result->folder, shelf.files[0], arena);
    for (size_t i = 0; i < shelf.n; i++)
        if (syn_glob_match("briefing.html", shelf.files[i]))
            result->briefing =
                syn_path_join(result->folder, shelf.files[i], arena);
    result->files = shelf.n + 1;
    return status;
}
