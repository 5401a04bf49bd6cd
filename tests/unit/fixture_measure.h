/* fixture_measure.h - small projects, measured.  Everything is static. */
#ifndef SAMSYN_FIXTURE_MEASURE_H
#define SAMSYN_FIXTURE_MEASURE_H

#include "fixture_store.h"

#include <samsyn/measure/series.h>

static struct syn_series_set set;

static inline void put_project(const char *more, struct syn_arena *arena)
{
    put_file("samsyn.yaml",
             syn_arena_printf(arena,
                              "council: R\nplace: P\n"
                              "builtin_indicators: no\n%s",
                              more),
             arena);
}

/* HEAD has what differs from a count of events. */
static inline void put_indicator(const char *id,
                                 const char *head,
                                 const char *body,
                                 struct syn_arena *arena)
{
    put_file(syn_arena_printf(arena, "indicators/%s.sql", id),
             syn_arena_printf(arena,
                              "-- @title.nb T\n-- @focus public-space\n%s%s",
                              head, body),
             arena);
}

#define COUNT(unit) "-- @measure count\n-- @unit " unit "\n"

static inline enum syn_status try_measure(struct syn_arena *arena)
{
    open_project(arena);
    assert_int_equal(ingest(false, arena), SYN_OK);
    settle(true, arena);
    open_reader(arena);
    return syn_series_measure(&set, db, reader, catalogue, arena, &diag);
}

static inline void measure(struct syn_arena *arena)
{
    assert_int_equal(try_measure(arena), SYN_OK);
}

static inline const struct syn_series *find(const char *id,
                                            const char *group,
                                            const char *area,
                                            enum syn_period_kind kind)
{
    for (size_t i = 0; i < set.n; i++) {
        const struct syn_series *s = &set.at[i];
        if (strcmp(s->indicator->id, id) == 0 && s->kind == kind &&
            strcmp(s->group->item.name, group) == 0 && !s->area == !area &&
            (!area || strcmp(s->area, area) == 0))
            return s;
    }
    return NULL;
}

/* States as letters, counts after V, denominators, values: "V3/5 Z M N",
 * "V3=2.50". */
static inline const char *shown(const char *id,
                                const char *group,
                                const char *area,
                                enum syn_period_kind kind,
                                struct syn_arena *arena)
{
    static const char *const letters[SYN_N_STATES] = {"V", "Z", "M",
                                                      "N", "S", "A"};
    const struct syn_series *s = find(id, group, area, kind);
    struct syn_text text = {.arena = arena};

    if (!s)
        return "none";
    for (size_t t = 0; t < s->n; t++) {
        syn_text_addf(&text, "%s%s", t ? " " : "", letters[s->state[t]]);
        if (s->state[t] == SYN_STATE_VALUE)
            syn_text_addf(&text, "%lld", (long long)s->count[t]);
        else
            assert_int_equal(s->count[t], 0);
        if (s->of && s->state[t] < SYN_STATE_MISSING)
            syn_text_addf(&text, "/%lld", (long long)s->of[t]);
        if (s->value && s->state[t] < SYN_STATE_MISSING)
            syn_text_addf(&text, "=%.2f", s->value[t]);
    }
    return text.at;
}

#define SHOWN(id, group, area, kind) shown(id, group, area, kind, *state)

/* Why INDICATOR in GROUP (or NULL) cannot be computed. */
static inline void check_obstacle(const char *id,
                                  const char *group,
                                  enum syn_obstacle obstacle,
                                  const char *detail)
{
    for (size_t i = 0; i < set.n_not_computable; i++) {
        const struct syn_not_computable *n = &set.not_computable[i];
        if (strcmp(n->indicator->id, id) != 0 || !n->group != !group ||
            (group && strcmp(n->group->item.name, group) != 0))
            continue;
        assert_int_equal(n->obstacle, obstacle);
        assert_string_equal(n->detail, detail);
        return;
    }
    fail_msg("%s %s is not said to be not computable", id, group ? group : "");
}

static inline void put_cases(const char *columns, const char *csv, void **state)
{
    put_file("contracts/c.yaml",
             syn_arena_printf(*state,
                              "source: police_case\nfiles: c.csv\n"
                              "covers: {from: 2024-01, to: 2024-06}\n"
                              "columns: %s\n",
                              columns),
             *state);
    put_file("extracts/c.csv", csv, *state);
}

static inline void
put_people(const char *columns, const char *csv, void **state)
{
    put_file("contracts/p.yaml",
             syn_arena_printf(*state,
                              "source: police_person\nfiles: p.csv\n"
                              "covers: {from: 2024-01, to: 2024-06}\n"
                              "columns: %s\n",
                              columns),
             *state);
    put_file("extracts/p.csv", csv, *state);
}

#endif
