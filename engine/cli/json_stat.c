#include "json_stat.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include <samsyn/base/text.h>

/* What is told of a cell. */
enum measure { COUNT, OF, VALUE, N_MEASURES };

/* One dataset: the series of an indicator over one kind of period. */
struct cube {
    const struct syn_released *const *series; /* Of the cube; N_SERIES. */
    size_t n_series;
    const struct syn_group **groups;
    const char **areas, **area_names; /* "all" for the whole place. */
    size_t n_groups, n_areas;
    int first; /* Index of the first period. */
    size_t n_periods, n_measures;
    enum measure measure[N_MEASURES]; /* Those that are told. */
};

static size_t place_of_group(struct cube *cube, const struct syn_group *group)
{
    for (size_t i = 0; i < cube->n_groups; i++)
        if (cube->groups[i] == group)
            return i;
    cube->groups[cube->n_groups] = group;
    return cube->n_groups++;
}

static size_t place_of_area(struct cube *cube, const struct syn_released *s)
{
    const char *code = s->area ? s->area : "all";

    for (size_t i = 0; i < cube->n_areas; i++)
        if (strcmp(cube->areas[i], code) == 0)
            return i;
    cube->areas[cube->n_areas] = code;
    cube->area_names[cube->n_areas] = s->area_name ? s->area_name : code;
    return cube->n_areas++;
}

static struct cube make_cube(const struct syn_released *const *series,
                             size_t n,
                             struct syn_arena *arena)
{
    struct cube cube = {.series = series,
                        .n_series = n,
                        .groups = syn_arena_alloc(arena, n, sizeof(void *)),
                        .areas = syn_arena_alloc(arena, n, sizeof(void *)),
                        .area_names = syn_arena_alloc(arena, n, sizeof(void *)),
                        .first = series[0]->first};
    int last = cube.first;

    cube.measure[cube.n_measures++] = COUNT;
    if (series[0]->has_of || series[0]->has_base)
        cube.measure[cube.n_measures++] = OF;
    if (series[0]->has_value)
        cube.measure[cube.n_measures++] = VALUE;

    for (size_t i = 0; i < n; i++) {
        int end = series[i]->first + (int)series[i]->n;
        place_of_group(&cube, series[i]->group);
        place_of_area(&cube, series[i]);
        cube.first =
            series[i]->first < cube.first ? series[i]->first : cube.first;
        last = end > last ? end : last;
    }
    cube.n_periods = (size_t)(last - cube.first);
    return cube;
}

/* --- values ------------------------------------------------------------ */

static const char *symbol_of(const struct syn_cell *cell)
{
    static const char *const symbols[SYN_N_STATES] = {
        [SYN_STATE_MISSING] = "..",
        [SYN_STATE_NOT_YET] = "...",
        [SYN_STATE_SUPPRESSED] = ":",
        [SYN_STATE_NOT_APPLICABLE] = "."};

    if (symbols[cell->state])
        return symbols[cell->state];
    return cell->provisional ? "*" : NULL;
}

static json_t *number_of(const struct syn_cell *cell, enum measure measure)
{
    if (measure == VALUE)
        return isfinite(cell->value) ? json_real(cell->value) : json_null();
    return json_integer((json_int_t)(measure == OF ? cell->of : cell->count));
}

/* Puts a cell's values at PLACE on, row-major; what no series has is null. */
static void put_cell(json_t *values,
                     json_t *status,
                     const struct cube *cube,
                     const struct syn_cell *cell,
                     size_t place)
{
    const char *symbol = symbol_of(cell);
    bool known =
        cell->state == SYN_STATE_VALUE || cell->state == SYN_STATE_ZERO;
    char key[24];

    for (size_t m = 0; m < cube->n_measures; m++) {
        if (known)
            json_array_set_new(values, place + m,
                               number_of(cell, cube->measure[m]));
        snprintf(key, sizeof key, "%zu", place + m);
        if (symbol)
            json_object_set_new(status, key, json_string(symbol));
    }
}

static void fill(json_t *values, json_t *status, struct cube *cube)
{
    size_t all =
        cube->n_groups * cube->n_areas * cube->n_periods * cube->n_measures;

    for (size_t i = 0; i < all; i++)
        json_array_append_new(values, json_null());
    for (size_t i = 0; i < cube->n_series; i++) {
        const struct syn_released *s = cube->series[i];
        size_t row = place_of_group(cube, s->group) * cube->n_areas +
                     place_of_area(cube, s);
        for (size_t t = 0; t < s->n; t++) {
            size_t at =
                row * cube->n_periods + (size_t)(s->first - cube->first) + t;
            put_cell(values, status, cube, &s->cell[t], at * cube->n_measures);
        }
    }
}

/* --- dimensions -------------------------------------------------------- */

static void add_category(json_t *category, const char *code, const char *label)
{
    json_t *index = json_object_get(category, "index");

    json_array_append_new(index, json_string(code));
    json_object_set_new(json_object_get(category, "label"), code,
                        json_string(label));
}

static json_t *new_category(void)
{
    return json_pack("{s:[], s:{}}", "index", "label");
}

static json_t *dimensions(const struct cube *cube, enum syn_lang lang)
{
    static const char *const codes[N_MEASURES] = {"count", "of", "value"};
    static const char *const labels[N_MEASURES] = {"sheet.count", "sheet.of",
                                                   "sheet.value"};
    json_t *group = new_category(), *area = new_category();
    json_t *period = new_category(), *measure = new_category();
    char code[SYN_PERIOD_BYTES];

    for (size_t i = 0; i < cube->n_groups; i++)
        add_category(group, cube->groups[i]->item.name,
                     cube->groups[i]->title[lang]);
    for (size_t i = 0; i < cube->n_areas; i++)
        add_category(area, cube->areas[i], cube->area_names[i]);
    for (size_t t = 0; t < cube->n_periods; t++) {
        syn_period_code(code, (struct syn_period){cube->series[0]->kind,
                                                  cube->first + (int)t});
        add_category(period, code, code);
    }
    for (size_t m = 0; m < cube->n_measures; m++)
        add_category(measure, codes[cube->measure[m]],
                     syn_sentence(lang, labels[cube->measure[m]]));
    return json_pack("{s:{s:s,s:o}, s:{s:s,s:o}, s:{s:s,s:o}, s:{s:s,s:o}}",
                     "group", "label", syn_sentence(lang, "sheet.group"),
                     "category", group, "area", "label",
                     syn_sentence(lang, "sheet.area"), "category", area,
                     "period", "label", syn_sentence(lang, "sheet.period"),
                     "category", period, "measure", "label",
                     syn_sentence(lang, "sheet.count"), "category", measure);
}

static json_t *dataset(struct cube *cube, const struct look *look)
{
    const struct syn_released *first = cube->series[0];
    enum syn_lang lang = look->state.lang;
    json_t *values = json_array(), *status = json_object();

    fill(values, status, cube);
    return json_pack(
        "{s:s, s:s, s:s, s:[s,s,s,s], s:[I,I,I,I], s:{s:[s], s:[s]}, s:o, s:o,"
        " s:o, s:{s:s, s:s, s:s, s:b}}",
        "version", "2.0", "class", "dataset", "label",
        first->indicator->title[lang], "id", "group", "area", "period",
        "measure", "size", (json_int_t)cube->n_groups,
        (json_int_t)cube->n_areas, (json_int_t)cube->n_periods,
        (json_int_t)cube->n_measures, "role", "time", "period", "metric",
        "measure", "dimension", dimensions(cube, lang), "value", values,
        "status", status, "extension", "indicator", first->indicator->id,
        "focus", syn_focus_ids[first->indicator->focus], "unit",
        first->indicator->unit->name, "internal",
        syn_release_protection(look->state.release).internal);
}

/* --- the collection ---------------------------------------------------- */

json_t *syn_cli_json_stat(const struct look *look)
{
    size_t n;
    const struct syn_released *series =
        syn_release_series(look->state.release, &n);
    struct syn_arena *arena = syn_arena_new((size_t)256 << 20);
    const struct syn_released **some =
        syn_arena_alloc(arena, n + 1, sizeof(void *));
    bool *done = syn_arena_alloc(arena, n + 1, sizeof *done);
    json_t *items = json_array();

    for (size_t i = 0; i < n; i++) {
        size_t n_some = 0;
        for (size_t k = i; k < n && !done[i]; k++) {
            if (series[k].indicator != series[i].indicator ||
                series[k].kind != series[i].kind ||
                !syn_cut_holds(&look->cut, &series[k]))
                continue;
            some[n_some++] = &series[k];
            done[k] |= k != i;
        }
        if (!n_some)
            continue;
        struct cube cube = make_cube(some, n_some, arena);
        json_array_append_new(items, dataset(&cube, look));
    }
    syn_arena_free(arena);
    return json_pack(
        "{s:s, s:s, s:s, s:{s:o}}", "version", "2.0", "class", "collection",
        "label", look->state.catalogue->project.council, "link", "item", items);
}
