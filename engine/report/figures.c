/* Which figures a briefing has, and what all of them share. */
#include "parts.h"

#include <math.h>

#include <samsyn/base/text.h>
#include <samsyn/plots/chart.h>
#include <samsyn/plots/theme.h>

#include "figure.h"

enum { MOST_FIGURES = 8, MOST_TRENDS = 3 };

#define HEIGHT 208.0 /* Points: three of them fill a page. */

/* --- both canvases of a chart ------------------------------------------ */

enum syn_status syn_figure_draw(struct syn_figure **out,
                                const struct brief *brief,
                                const char *kind,
                                struct syn_chart *chart,
                                struct syn_doc_table table)
{
    struct syn_arena *arena = brief->voice.arena;
    struct syn_figure *figure = syn_arena_alloc(arena, 1, sizeof *figure);
    struct syn_canvas *bare, *full;

    /* A figure may travel without its page: it carries the mark itself. */
    chart->footer[2] = brief->document->banner;
    chart->bare = true;
    enum syn_status status =
        syn_chart_draw(&bare, kind, chart, arena, brief->diag);
    chart->bare = false;
    if (!status)
        status = syn_chart_draw(&full, kind, chart, arena, brief->diag);
    if (status)
        return status;
    *figure = (struct syn_figure){
        .bare = bare,
        .full = full,
        .title = chart->title,
        .subtitle = chart->subtitle,
        .footer = {chart->footer[0], chart->footer[1], chart->footer[2]},
        .alt = chart->description,
        .table = table};
    *out = figure;
    return SYN_OK;
}

struct syn_chart syn_figure_chart(const struct brief *brief)
{
    enum syn_lang lang = brief->voice.lang;
    return (struct syn_chart){.lang = syn_lang_code[lang],
                              .date = brief->document->date,
                              .decimal = lang == SYN_EN ? '.' : ',',
                              .width = SYN_THEME_FULL_WIDTH,
                              .height = HEIGHT};
}

/* --- which of them ----------------------------------------------------- */

/* A trend needs four shown quarters to be worth a picture. */
bool syn_figure_worth(const struct syn_finding *f)
{
    size_t values = 0;

    for (size_t i = 0; i < f->n_history; i++)
        values += !syn_word_state(f->history[i].cell.state);
    return f->series->kind == SYN_QUARTER && values >= 4;
}

/* Adds FIGURE with its number.  A heading without figures would be odd. */
static void add_figure(struct syn_briefing *out,
                       struct brief *brief,
                       struct syn_figure *figure)
{
    if (!out->n_figures) {
        syn_document_add(brief->document, SYN_BLOCK_PAGE);
        struct syn_block *heading =
            syn_document_add(brief->document, SYN_BLOCK_HEADING);
        heading->level = 2;
        heading->text = syn_sentence(brief->voice.lang, "figures");
    }
    figure->id =
        syn_arena_printf(brief->voice.arena, "f%zu", out->n_figures + 1);
    out->figures[out->n_figures++] = figure;
    syn_document_add(brief->document, SYN_BLOCK_FIGURE)->figure = figure;
}

enum syn_status syn_add_figures(struct syn_briefing *out, struct brief *brief)
{
    enum syn_status status = SYN_OK;
    struct syn_figure *figure;
    size_t drawn = 0;

    out->figures =
        syn_arena_alloc(brief->voice.arena, MOST_FIGURES, sizeof *out->figures);
    for (size_t i = 0; !status && i < brief->n_ranked && drawn < MOST_TRENDS;
         i++) {
        const struct syn_finding *f = brief->ranked[i];
        bool told = f->class == SYN_CLASS_CLEAR || f->class == SYN_CLASS_SIGN;
        if (!syn_figure_worth(f) || (!told && drawn))
            continue;
        status = syn_figure_trend(&figure, brief, f);
        if (!status)
            add_figure(out, brief, figure);
        drawn++;
    }
    if (!status)
        status = syn_figure_profile(&figure, brief);
    if (!status && figure)
        add_figure(out, brief, figure);
    return status;
}
