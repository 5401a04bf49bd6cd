/* Rates by age band: the last full year beside the years before. */
#include "parts.h"

#include <math.h>

#include <samsyn/base/text.h>
#include <samsyn/plots/chart.h>
#include <samsyn/plots/theme.h>

#include "figure.h"

/* Whether GROUP is one of a row of neighbouring age bands: no sex, and no
 * other group of the indicator inside it. */
static bool is_band(const struct brief *brief,
                    const struct syn_indicator *indicator,
                    const struct syn_group *group)
{
    if (syn_is_everyone(group) || group->sex != SYN_SEX_ANY)
        return false;
    for (const char *const *name = indicator->groups; *name; name++) {
        const struct syn_group *other =
            syn_catalogue_group(brief->catalogue, *name);
        if (other && other != group && other->sex == SYN_SEX_ANY &&
            other->ages.from >= group->ages.from &&
            other->ages.to <= group->ages.to)
            return false;
    }
    return true;
}

enum { MOST_BANDS = 16, BEFORE_YEARS = 3 };

/* Bands of INDICATOR in order of age. */
static size_t find_bands(const struct syn_group **bands,
                         const struct brief *brief,
                         const struct syn_indicator *indicator)
{
    size_t n = 0;

    for (const char *const *name = indicator->groups; *name && n < MOST_BANDS;
         name++) {
        const struct syn_group *group =
            syn_catalogue_group(brief->catalogue, *name);
        if (!group || !is_band(brief, indicator, group))
            continue;
        size_t at = n++;
        for (; at && bands[at - 1]->ages.from > group->ages.from; at--)
            bands[at] = bands[at - 1];
        bands[at] = group;
    }
    return n;
}

/* The sum of the cells of the BEFORE_YEARS years before YEAR; its state is
 * missing unless all of them have a value. */
static struct syn_cell sum_before(const struct syn_released *series, int year)
{
    struct syn_cell sum = {.state = SYN_STATE_VALUE};

    for (int y = year - BEFORE_YEARS; y < year; y++) {
        struct syn_cell cell =
            syn_released_cell(series, (struct syn_period){SYN_YEAR, y});
        if (syn_word_state(cell.state))
            sum.state = SYN_STATE_MISSING;
        sum.count += cell.count;
        sum.exposure += cell.exposure;
    }
    return sum;
}

static struct syn_point rate_point(const struct syn_cell *cell,
                                   const struct syn_indicator *indicator,
                                   const char *label)
{
    struct syn_estimate rate = syn_estimate_rate(cell, indicator);
    bool known = !syn_word_state(cell->state) && isfinite(rate.value);

    return (struct syn_point){.state = known ? SYN_POINT_VALUE
                                       : cell->state == SYN_STATE_SUPPRESSED
                                           ? SYN_POINT_SUPPRESSED
                                           : SYN_POINT_MISSING,
                              .y = rate.value,
                              .low = rate.lower,
                              .high = rate.upper,
                              .expected = NAN,
                              .colour = SYN_THEME_FAVOURABLE,
                              .label = label};
}

/* The indicator whose bands say most: the first with three or more of them,
 * a rate, and a full year shown in at least half. */
static const struct syn_indicator *find_profile(const struct brief *brief,
                                                int year,
                                                size_t *n_bands,
                                                const struct syn_group **bands)
{
    for (size_t i = 0; i < brief->findings->n; i++) {
        const struct syn_indicator *indicator =
            brief->findings->at[i].indicator;
        size_t shown = 0, n = find_bands(bands, brief, indicator);
        for (size_t b = 0; b < n; b++) {
            const struct syn_released *s = syn_release_find(
                brief->release, indicator, bands[b], NULL, SYN_YEAR);
            struct syn_cell cell = {.state = SYN_STATE_MISSING};
            if (s)
                cell =
                    syn_released_cell(s, (struct syn_period){SYN_YEAR, year});
            shown += !syn_word_state(cell.state) && cell.exposure > 0;
        }
        if (n >= 3 && shown * 2 >= n) {
            *n_bands = n;
            return indicator;
        }
    }
    return NULL;
}

static const char *rate_text(const struct brief *brief,
                             const struct syn_point *p)
{
    if (p->state == SYN_POINT_SUPPRESSED)
        return ":";
    return syn_word_number(&brief->voice, p->y, 1);
}

static struct syn_doc_table profile_table(const struct brief *brief,
                                          const struct syn_group *const *bands,
                                          const struct syn_point *now,
                                          const struct syn_point *before,
                                          size_t n,
                                          const char *labels[2])
{
    const struct voice *v = &brief->voice;
    const char **columns = syn_arena_alloc(v->arena, 3, sizeof *columns);
    const char **cells = syn_arena_alloc(v->arena, 3 * n, sizeof *cells);

    columns[0] = syn_sentence(v->lang, "table.age");
    columns[1] = labels[0];
    columns[2] = labels[1];
    for (size_t i = 0; i < n; i++) {
        cells[3 * i] = bands[i]->title[v->lang];
        cells[3 * i + 1] = rate_text(brief, &now[i]);
        cells[3 * i + 2] = rate_text(brief, &before[i]);
    }
    return (struct syn_doc_table){NULL, columns, cells, 3, n};
}

/* R1 asks for the finding in the title: the band with the highest rate. */
static const char *profile_title(const struct brief *brief,
                                 const struct syn_indicator *indicator,
                                 const struct syn_group *const *bands,
                                 const struct syn_point *now,
                                 size_t n)
{
    size_t most = n;

    for (size_t i = 0; i < n; i++)
        if (now[i].state == SYN_POINT_VALUE &&
            (most == n || now[i].y > now[most].y))
            most = i;
    return syn_tell(&brief->voice, "profile.title", "ind",
                    indicator->title[brief->voice.lang], "band",
                    most < n ? bands[most]->title[brief->voice.lang] : "..",
                    NULL);
}

enum syn_status syn_figure_profile(struct syn_figure **out,
                                   const struct brief *brief)
{
    const struct voice *v = &brief->voice;
    int year = (brief->findings->period.index + 1) / 4 - 1;
    const struct syn_group *bands[MOST_BANDS];
    struct syn_point now[MOST_BANDS], before[MOST_BANDS];
    size_t n = 0;
    const struct syn_indicator *indicator =
        find_profile(brief, year, &n, bands);

    *out = NULL;
    if (!indicator)
        return SYN_OK;
    for (size_t i = 0; i < n; i++) {
        const struct syn_released *s = syn_release_find(
            brief->release, indicator, bands[i], NULL, SYN_YEAR);
        struct syn_cell cell = {.state = SYN_STATE_MISSING}, sum = cell;
        if (s) {
            cell = syn_released_cell(s, (struct syn_period){SYN_YEAR, year});
            sum = sum_before(s, year);
        }
        now[i] = rate_point(&cell, indicator, bands[i]->title[v->lang]);
        before[i] = rate_point(&sum, indicator, bands[i]->title[v->lang]);
    }
    const char *this_year = syn_arena_printf(v->arena, "%d", year);
    const char *labels[2] = {
        this_year,
        syn_tell(v, "profile.before", "from",
                 syn_arena_printf(v->arena, "%d", year - BEFORE_YEARS), "to",
                 syn_arena_printf(v->arena, "%d", year - 1), NULL)};
    struct syn_chart_series series[2] = {
        {labels[0], now, n, SYN_THEME_FAVOURABLE},
        {labels[1], before, n, SYN_THEME_REFERENCE}};
    struct syn_chart chart = syn_figure_chart(brief);
    chart.title = profile_title(brief, indicator, bands, now, n);
    chart.subtitle =
        syn_tell(v, "profile.subtitle", "ind", indicator->title[v->lang], "per",
                 syn_word_count(v, indicator->per), "place",
                 brief->catalogue->project.place, "year", this_year, NULL);
    chart.footer[0] = syn_sentence(v->lang, "profile.note");
    chart.footer[1] = syn_source_line(brief, NULL);
    chart.description = syn_tell(v, "alt.profile", "title", chart.title, "year",
                                 this_year, "before", labels[1], NULL);
    chart.series = series;
    chart.n_series = 2;
    struct syn_doc_table table =
        profile_table(brief, bands, now, before, n, labels);
    table.caption = chart.title;
    return syn_figure_draw(out, brief, "steps", &chart, table);
}
