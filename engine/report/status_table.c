#include "parts.h"

#include <math.h>
#include <stdint.h>

#include <samsyn/base/text.h>
#include <samsyn/plots/chart.h>
#include <samsyn/plots/theme.h>

static enum syn_point_state point_state(enum syn_state state)
{
    if (state == SYN_STATE_SUPPRESSED)
        return SYN_POINT_SUPPRESSED;
    return syn_word_state(state) ? SYN_POINT_MISSING : SYN_POINT_VALUE;
}

/* The last quarters as a sparkline; its band is the range of the last one. */
static enum syn_status draw_spark(const struct syn_canvas **out,
                                  struct brief *brief,
                                  const struct syn_finding *f)
{
    struct syn_arena *arena = brief->voice.arena;
    size_t most = (size_t)brief->catalogue->project.shown_quarters;
    size_t n = f->n_history < most ? f->n_history : most;
    const struct syn_point_assessed *from = f->history + f->n_history - n;
    struct syn_point *points = syn_arena_alloc(arena, n, sizeof *points);
    struct syn_canvas *canvas;

    for (size_t i = 0; i < n; i++) {
        bool last = i + 1 == n;
        double y = syn_released_figure(f->series, &from[i].cell);
        double of = syn_finding_scale(f, &from[i].cell);
        points[i] = (struct syn_point){
            .state = point_state(from[i].cell.state),
            .y = y,
            .low = last && f->normal.known ? f->normal.low / of : NAN,
            .high = last && f->normal.known ? f->normal.high / of : NAN,
            .expected = NAN,
            .shape = syn_finding_shape(f->class, f->direction),
            .colour = syn_finding_colour(f)};
    }
    struct syn_chart chart = {
        .series = &(struct syn_chart_series){.points = points,
                                             .n = n,
                                             .colour = SYN_THEME_INK},
        .n_series = 1,
        .lang = syn_lang_code[brief->voice.lang],
        .decimal = ',',
        .width = SYN_THEME_SPARK_WIDTH,
        .height = SYN_THEME_SPARK_HEIGHT,
        .bare = true};
    enum syn_status status =
        syn_chart_draw(&canvas, "spark", &chart, arena, brief->diag);
    *out = canvas;
    return status;
}

/* What stands in place of a sparkline, or NULL. */
static const char *no_spark(const struct brief *brief,
                            const struct syn_finding *f)
{
    enum syn_lang lang = brief->voice.lang;
    size_t values = 0;

    for (size_t i = 0; i < f->n_history; i++)
        values += !syn_word_state(f->history[i].cell.state);
    if (f->class == SYN_CLASS_INCOMPARABLE && f->series_break)
        return syn_sentence(lang, "spark.break");
    if (values >= 2)
        return NULL;
    return syn_sentence(lang, f->cell.state == SYN_STATE_SUPPRESSED
                                  ? "spark.suppressed"
                                  : "spark.short");
}

static enum syn_status fill_row(struct syn_status_row *row,
                                struct brief *brief,
                                const struct syn_finding *f)
{
    const struct voice *v = &brief->voice;
    bool clear = f->class == SYN_CLASS_CLEAR;
    const char *label = syn_word_indicator(v, f->indicator, f->series->group);

    if (f->series->kind == SYN_YEAR)
        label = syn_arena_printf(v->arena, "%s, %d", label,
                                 syn_period_year(f->period));
    *row = (struct syn_status_row){
        .label = syn_arena_printf(
            v->arena, "%s%s", label,
            f->indicator->police_driven ? "\xc2\xa0\xe2\x80\xa0" : ""),
        .value = syn_word_cell(v, f->series, &f->cell),
        .range = syn_finding_range(brief, f),
        .spark_text = no_spark(brief, f),
        .shape = syn_finding_shape(f->class, f->direction),
        .colour = syn_finding_colour(f),
        .words = syn_finding_words(brief, f),
        .strong = clear};
    return row->spark_text ? SYN_OK : draw_spark(&row->spark, brief, f);
}

/* --- which rows -------------------------------------------------------- */

enum { NOTABLE = 3 };

/* What a reader should see first in a focus area: changes, then what is as
 * usual, then what is too few but shown. */
static int interest(const struct syn_finding *f)
{
    bool shown = !syn_word_state(f->cell.state);

    switch (f->class) {
    case SYN_CLASS_CLEAR:
        return 5;
    case SYN_CLASS_SIGN:
        return 4;
    case SYN_CLASS_NORMAL:
        return NOTABLE;
    default:
        return shown && f->normal.known ? 2 : shown;
    }
}

/* Whether finding number AT is among the first MOST of its focus area.  In a
 * choice, what can be said nothing of stands only where nothing else does. */
static bool
is_among(const struct syn_findings *findings, size_t at, size_t most)
{
    const struct syn_finding *f = &findings->at[at];
    size_t before = 0;

    for (size_t i = 0; i < findings->n; i++) {
        const struct syn_finding *other = &findings->at[i];
        int ahead = interest(other) - interest(f);
        if (other->indicator->focus == f->indicator->focus &&
            (ahead > 0 || (ahead == 0 && i < at)))
            before++;
    }
    return before < most &&
           (most == SIZE_MAX || before == 0 || interest(f) >= NOTABLE);
}

/* --- the table --------------------------------------------------------- */

static void head_columns(struct syn_status_table *table,
                         const struct brief *brief)
{
    const struct voice *v = &brief->voice;

    table->columns[0] = syn_sentence(v->lang, "table.indicator");
    table->columns[1] = syn_word_period_short(v, brief->findings->period);
    table->columns[2] = syn_sentence(v->lang, "table.range");
    table->columns[3] = syn_tell(
        v, "table.spark", "n",
        syn_word_count(v, brief->catalogue->project.shown_quarters), NULL);
    table->columns[4] = syn_sentence(v->lang, "table.class");
}

enum syn_status syn_add_status(struct brief *brief, size_t most)
{
    const struct voice *v = &brief->voice;
    const struct syn_findings *findings = brief->findings;
    struct syn_status_table *table =
        syn_arena_alloc(v->arena, 1, sizeof *table);
    struct syn_status_row *rows =
        syn_arena_alloc(v->arena, findings->n + SYN_N_FOCUS, sizeof *rows);
    int focus = -1;
    enum syn_status status = SYN_OK;

    head_columns(table, brief);
    table->rows = rows;
    for (size_t i = 0; !status && i < findings->n; i++) {
        const struct syn_finding *f = &findings->at[i];
        if (!is_among(findings, i, most))
            continue;
        if (f->indicator->focus != focus) {
            focus = f->indicator->focus;
            rows[table->n_rows++].heading =
                syn_sentence(v->lang, syn_arena_printf(v->arena, "focus.%s",
                                                       syn_focus_ids[focus]));
        }
        status = fill_row(&rows[table->n_rows++], brief, f);
    }
    syn_document_add(brief->document, SYN_BLOCK_STATUS)->status = table;
    return status;
}
