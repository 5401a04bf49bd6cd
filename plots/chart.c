#include <samsyn/plots/chart.h>

#include <string.h>

const struct syn_chart_kind *syn_chart_kind_find(const char *name)
{
    for (size_t i = 0; i < syn_n_chart_kinds; i++)
        if (strcmp(syn_chart_kinds[i]->name, name) == 0)
            return syn_chart_kinds[i];
    return NULL;
}

static const char *copy(const char *text, struct syn_arena *arena)
{
    return text ? syn_arena_strdup(arena, text) : NULL;
}

enum syn_status syn_chart_draw(struct syn_canvas **out,
                               const char *name,
                               const struct syn_chart *chart,
                               struct syn_arena *arena,
                               struct syn_diag *diag)
{
    const struct syn_chart_kind *kind = syn_chart_kind_find(name);

    if (!kind)
        return syn_diag_fail(diag, SYN_ECONFIG, (struct syn_loc){0},
                             "plots.kind", "there is no chart \"%s\"", name);
    if (chart->n_series < kind->min_series ||
        chart->n_series > kind->max_series)
        return syn_diag_fail(
            diag, SYN_ECONFIG, (struct syn_loc){0}, "plots.series",
            "a %s chart takes %zu to %zu series, not %zu", kind->name,
            kind->min_series, kind->max_series, chart->n_series);

    struct syn_canvas *canvas =
        syn_canvas_new(chart->width, chart->height, arena);
    canvas->title = copy(chart->title, arena);
    canvas->description = copy(chart->description, arena);
    canvas->lang = copy(chart->lang, arena);
    canvas->date = copy(chart->date, arena);
    kind->draw(canvas, chart);
    *out = canvas;
    return SYN_OK;
}
