#include "figure_json.h"

#include <math.h>

#include "print.h"

/* A number, or null where there is none. */
static json_t *number(double value, bool known)
{
    return syn_cli_number_json(known ? value : NAN);
}

static json_t *count(int64_t n, bool known)
{
    return known ? json_integer((json_int_t)n) : json_null();
}

static const char *const states[SYN_N_STATES] = {
    [SYN_STATE_VALUE] = "value",
    [SYN_STATE_ZERO] = "zero",
    [SYN_STATE_MISSING] = "missing",
    [SYN_STATE_NOT_YET] = "not yet",
    [SYN_STATE_SUPPRESSED] = "suppressed",
    [SYN_STATE_NOT_APPLICABLE] = "not applicable"};

static const char *const classes[SYN_N_CLASSES] = {
    [SYN_CLASS_FEW] = "too few",
    [SYN_CLASS_NORMAL] = "normal variation",
    [SYN_CLASS_SIGN] = "signs of change",
    [SYN_CLASS_CLEAR] = "clear change",
    [SYN_CLASS_INCOMPARABLE] = "not comparable",
    [SYN_CLASS_UNASSESSED] = "not assessed"};

json_t *syn_cli_cell_json(const struct look *look,
                          const struct syn_released *s,
                          struct syn_period period)
{
    struct syn_cell released = syn_released_cell(s, period), *cell = &released;
    const struct syn_point_assessed *p =
        syn_findings_point(&look->state.findings, s, period);
    struct syn_estimate e = syn_estimate_cell(s, cell);
    bool known =
        cell->state == SYN_STATE_VALUE || cell->state == SYN_STATE_ZERO;
    bool judged = p && p->normal.known;
    char code[SYN_PERIOD_BYTES];

    return json_pack(
        "{s:s, s:s, s:b, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}",
        "period", syn_period_code(code, period), "state", states[cell->state],
        "provisional", cell->provisional, "count", count(cell->count, known),
        "of", count(cell->of, known && (s->has_of || s->has_base)),
        "person_years", number(cell->exposure, known && s->has_exposure),
        "estimate", number(e.value, known), "lower", number(e.lower, known),
        "upper", number(e.upper, known), "normal_low",
        number(judged ? p->normal.low : 0, judged), "normal_high",
        number(judged ? p->normal.high : 0, judged), "class",
        p ? json_string(classes[p->class]) : json_null());
}

json_t *syn_cli_series_json(const struct look *look,
                            const struct syn_released *s)
{
    json_t *cells = json_array();

    for (size_t t = 0; t < s->n; t++)
        json_array_append_new(
            cells,
            syn_cli_cell_json(look, s,
                              (struct syn_period){s->kind, s->first + (int)t}));
    return json_pack(
        "{s:s, s:s, s:s, s:s, s:s, s:i, s:s, s:o}", "indicator",
        s->indicator->id, "title", s->indicator->title[look->state.lang],
        "unit", s->indicator->unit->name, "group", s->group->item.name, "area",
        s->area ? s->area : "all", "per", s->indicator->per, "source",
        s->source->name, "cells", cells);
}
