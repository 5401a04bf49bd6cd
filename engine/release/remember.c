/* A programme beside what was published, and as it will be remembered. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <samsyn/base/text.h>

#include "cell_name.h"
#include "ledger.h"
#include "nodes.h"

static const char *name_of(const struct node *n, struct syn_arena *arena)
{
    return syn_cell_name(n->indicator, n->group, n->area, arena);
}

static const char *form_of(const struct node *n)
{
    return n->is_of ? "of" : "count";
}

/* Where a row of the ledger belongs: a cell of the plan, or the figure of
 * period T of series number SERIES. */
struct place {
    const char *key, *args;
    uint32_t cell;
    size_t series, t;
};

struct places {
    struct place *at;
    size_t n;
};

static const char *key_of(const char *cell,
                          const char *period,
                          const char *form,
                          struct syn_arena *arena)
{
    return syn_arena_printf(arena, "%s|%s|%s", cell, period, form);
}

static int by_key(const void *a, const void *b)
{
    const struct place *x = a, *y = b;
    return strcmp(x->key, y->key);
}

static size_t count_periods(const struct programme *p)
{
    size_t n = p->plan.n_cells;

    for (size_t i = 0; i < p->series->n; i++)
        n += p->series->at[i].value ? p->series->at[i].n : 0;
    return n;
}

static void add_places_of_node(struct places *places,
                               const struct programme *p,
                               const struct node *n)
{
    const char *name = name_of(n, p->arena);
    const char *args = syn_cell_definition(n->indicator, p->arena);
    char code[SYN_PERIOD_BYTES];

    for (int k = 0; k < 2; k++)
        for (size_t t = 0; n->series[k] && t < n->series[k]->n; t++) {
            const struct syn_series *s = n->series[k];
            struct syn_period period = {s->kind, s->first + (int)t};
            if (n->cell[k][t] == SYN_NO_CELL)
                continue;
            places->at[places->n++] = (struct place){
                .key = key_of(name, syn_period_code(code, period), form_of(n),
                              p->arena),
                .args = args,
                .cell = n->cell[k][t]};
        }
}

/* Figures are of the node of their count. */
static void add_places_of_figures(struct places *places,
                                  const struct programme *p,
                                  size_t i)
{
    const struct syn_series *s = &p->series->at[i];
    char code[SYN_PERIOD_BYTES];

    if (!s->value || p->count_of[i] == NO_NODE)
        return;
    const struct node *n = &p->node[p->count_of[i]];
    const char *name = name_of(n, p->arena);
    const char *args = syn_cell_definition(n->indicator, p->arena);
    for (size_t t = 0; t < s->n; t++) {
        struct syn_period period = {s->kind, s->first + (int)t};
        places->at[places->n++] =
            (struct place){.key = key_of(name, syn_period_code(code, period),
                                         "value", p->arena),
                           .args = args,
                           .cell = SYN_NO_CELL,
                           .series = i,
                           .t = t};
    }
}

static struct places find_places(const struct programme *p)
{
    struct places places = {0};

    places.at = syn_arena_alloc(p->arena, count_periods(p), sizeof *places.at);
    for (size_t i = 0; i < p->n_nodes; i++)
        add_places_of_node(&places, p, &p->node[i]);
    for (size_t i = 0; i < p->series->n; i++)
        add_places_of_figures(&places, p, i);
    qsort(places.at, places.n, sizeof *places.at, by_key);
    return places;
}

/* The first place of CELL, or NULL; those after it with the same key are of
 * groups with the same ages. */
static const struct place *find_place(const struct places *places,
                                      const struct syn_past_cell *cell,
                                      struct syn_arena *arena)
{
    struct syn_arena_mark mark = syn_arena_mark(arena);
    const struct place like = {
        .key = key_of(cell->cell, cell->period, cell->form, arena)};
    const struct place *found =
        bsearch(&like, places->at, places->n, sizeof *places->at, by_key);

    while (found && found > places->at && by_key(found - 1, &like) == 0)
        found--;
    syn_arena_rewind(arena, mark);
    return found;
}

static bool is_next(const struct places *places, const struct place *place)
{
    return place + 1 < places->at + places->n && by_key(place, place + 1) == 0;
}

/* --- vintages ---------------------------------------------------------- */

/* A vintage while it is read; KNOWN are the inner counts that it says. */
struct reading {
    int64_t *inner, *alone, *count;
    enum syn_standing *standing;
    bool *known;
};

static struct reading begin_reading(const struct programme *p)
{
    const struct syn_plan *plan = &p->plan;
    struct reading r = {
        .inner = syn_arena_alloc(p->arena, plan->n_inner, sizeof *r.inner),
        .known = syn_arena_alloc(p->arena, plan->n_inner, sizeof *r.known),
        .alone = syn_arena_alloc(p->arena, plan->n_cells, sizeof *r.alone),
        .count = syn_arena_alloc(p->arena, plan->n_cells, sizeof *r.count),
        .standing =
            syn_arena_alloc(p->arena, plan->n_cells, sizeof *r.standing)};

    for (size_t c = 0; c < plan->n_cells; c++)
        r.alone[c] = -1;
    return r;
}

static void take_figure(const struct programme *p,
                        const struct place *place,
                        const struct syn_past_cell *cell,
                        const struct syn_past_cell *count)
{
    struct figure **of = &p->figure[place->series];
    size_t n = p->series->at[place->series].n;

    if (!*of) {
        *of = syn_arena_alloc(p->arena, n, sizeof **of);
        for (size_t t = 0; t < n; t++)
            (*of)[t].value = NAN;
    }
    if (cell->shown && count)
        (*of)[place->t] = (struct figure){cell->value, count->count};
}

/* Another definition is another cell, whose number is known if it was shown. */
static void take_cell(struct reading *r,
                      const struct programme *p,
                      const struct place *place,
                      const struct syn_past_cell *cell)
{
    const struct syn_plan_cell *of = &p->plan.cells[place->cell];

    if (strcmp(cell->args, place->args) != 0) {
        if (cell->shown)
            r->alone[place->cell] = cell->count;
        return;
    }
    r->standing[place->cell] =
        cell->shown ? SYN_STANDING_SHOWN : SYN_STANDING_HIDDEN;
    r->count[place->cell] = cell->count;
    if (of->n_cover == 1 && cell->count >= 0) {
        r->inner[*of->cover] = cell->count;
        r->known[*of->cover] = true;
    }
}

/* Reads one publication from row number FROM on; returns where the next one
 * begins.  A figure comes after the count that it is beside. */
static size_t read_vintage(struct reading *out,
                           const struct programme *p,
                           const struct places *places,
                           const struct syn_past *past,
                           size_t from)
{
    const struct syn_past_cell *count = NULL;
    size_t i = from;

    *out = begin_reading(p);
    for (; i < past->n && past->cell[i].release == past->cell[from].release;
         i++) {
        const struct syn_past_cell *cell = &past->cell[i];
        const struct place *place = find_place(places, cell, p->arena);
        bool same = count && strcmp(count->cell, cell->cell) == 0 &&
                    strcmp(count->period, cell->period) == 0;
        if (strcmp(cell->form, "count") == 0)
            count = cell;
        for (; place; place = is_next(places, place) ? place + 1 : NULL)
            if (place->cell != SYN_NO_CELL)
                take_cell(out, p, place, cell);
            else
                take_figure(p, place, cell, same ? count : NULL);
    }
    return i;
}

/* What a vintage does not say of an inner count is as in the one before, or as
 * in the one after. */
static void fill(struct reading *r, size_t n, const struct programme *p)
{
    for (size_t k = 1; k < n; k++)
        for (size_t i = 0; i < p->plan.n_inner; i++)
            if (!r[k].known[i] && r[k - 1].known[i]) {
                r[k].inner[i] = r[k - 1].inner[i];
                r[k].known[i] = true;
            }
    for (size_t k = n; k-- > 0;)
        for (size_t i = 0; i < p->plan.n_inner; i++)
            if (!r[k].known[i])
                r[k].inner[i] =
                    k + 1 < n ? r[k + 1].inner[i] : p->plan.inner[i];
}

/* A year that was shown as another number than its quarters make was counted
 * by itself. */
static void part_sums(struct reading *r, const struct programme *p)
{
    for (size_t c = 0; c < p->plan.n_cells; c++) {
        int64_t sum = syn_plan_sum(&p->plan.cells[c], r->inner);
        if (r->standing[c] == SYN_STANDING_SHOWN && sum != r->count[c]) {
            r->alone[c] = r->count[c];
            r->standing[c] = SYN_STANDING_OPEN;
        }
    }
}

/* Which cells were hidden when they were last spoken of. */
static bool *
find_hidden(const struct programme *p, const struct vintage *v, size_t n)
{
    bool *hidden = syn_arena_alloc(p->arena, p->plan.n_cells, sizeof *hidden);

    for (size_t k = 0; k < n; k++)
        for (size_t c = 0; c < p->plan.n_cells; c++)
            if (v[k].standing[c] != SYN_STANDING_OPEN)
                hidden[c] = v[k].standing[c] == SYN_STANDING_HIDDEN;
    return hidden;
}

static size_t count_publications(const struct syn_past *past)
{
    size_t n = 0;

    for (size_t i = 0; i < past->n; i++)
        n += !i || past->cell[i].release != past->cell[i - 1].release;
    return n;
}

void syn_programme_decide(struct programme *p, const struct syn_past *past)
{
    size_t n = past ? count_publications(past) : 0, at = 0;
    struct reading *reading = syn_arena_alloc(p->arena, n, sizeof *reading);
    struct vintage *vintage = syn_arena_alloc(p->arena, n, sizeof *vintage);
    struct places places = {0};

    if (n) {
        places = find_places(p);
        p->figure = syn_arena_alloc(p->arena, p->series->n, sizeof *p->figure);
    }
    for (size_t k = 0; k < n; k++)
        at = read_vintage(&reading[k], p, &places, past, at);
    fill(reading, n, p);
    for (size_t k = 0; k < n; k++) {
        part_sums(&reading[k], p);
        vintage[k] = (struct vintage){.inner = reading[k].inner,
                                      .standing = reading[k].standing,
                                      .alone = reading[k].alone};
    }
    p->is_beside = n > 0;
    p->was_hidden = find_hidden(p, vintage, n);
    syn_ledger_protect(
        &p->decided, &p->n_pending, &p->plan, p->plan.n_cells,
        &(struct past){.vintage = vintage,
                       .n = n,
                       .memory = past ? past->memory : NULL,
                       .frozen = p->catalogue->project.disclosure.revisions ==
                                 SYN_REVISIONS_FROZEN},
        p->arena);
}

/* --- remembering ------------------------------------------------------- */

/* Which cells some series shows: a part is hidden with its whole, though the
 * plan may show that. */
static const bool *find_shown(const struct programme *p)
{
    bool *shown = syn_arena_alloc(p->arena, p->plan.n_cells, sizeof *shown);

    for (size_t i = 0; i < p->series->n; i++) {
        const struct syn_series *s = &p->series->at[i];
        for (size_t t = 0; t < s->n && p->count_of[i] != NO_NODE; t++) {
            if (!is_counted(s, t) || syn_programme_hides(p, i, t))
                continue;
            shown[cell_of(p, p->count_of[i], s, t)] = true;
            if (p->whole_of[i] != NO_NODE)
                shown[cell_of(p, p->whole_of[i], s, t)] = true;
        }
    }
    return shown;
}

/* Whether NODE is not of now, or is a group with the ages of another that was
 * remembered already. */
static bool is_again(const struct programme *p, const struct node *node)
{
    const struct syn_ages *ages = &node->group->ages;

    for (int k = 0; k < 2; k++)
        if (node->series[k] && node->series[k] >= p->series->at + p->n_now)
            return true;
    for (const struct node *n = p->node; n < node; n++)
        if (n->indicator == node->indicator && n->is_of == node->is_of &&
            n->group != node->group && n->group->ages.from == ages->from &&
            n->group->ages.to == ages->to &&
            n->group->sex == node->group->sex && !n->area == !node->area &&
            (!n->area || strcmp(n->area, node->area) == 0))
            return true;
    return false;
}

/* A row of NODE, as it is in S; the period and what it says are to be filled.
 */
static struct syn_past_cell begin_row(const struct programme *p,
                                      const struct node *node,
                                      const struct syn_series *s)
{
    const struct syn_indicator *i = node->indicator;

    return (struct syn_past_cell){
        .universe =
            syn_arena_printf(p->arena, "%s;%s;%s", s->source->name,
                             i->unit->name, syn_measure_names[i->measure]),
        .cell = name_of(node, p->arena),
        .form = form_of(node),
        .args = syn_cell_definition(i, p->arena),
        .count = -1,
        .value = NAN};
}

static const char *
period_of(const struct programme *p, const struct syn_series *s, size_t t)
{
    char code[SYN_PERIOD_BYTES];
    struct syn_period period = {s->kind, s->first + (int)t};

    return syn_arena_strdup(p->arena, syn_period_code(code, period));
}

/* A cell that is neither hidden nor shown anywhere was not spoken of. */
static size_t remember_cells(struct syn_past_cell *out,
                             const struct programme *p,
                             const struct node *node,
                             const bool *shown)
{
    size_t n = 0;

    for (int k = 0; k < 2; k++) {
        const struct syn_series *s = node->series[k];
        if (!s)
            continue;
        struct syn_past_cell row = begin_row(p, node, s);
        for (size_t t = 0; t < s->n; t++) {
            uint32_t cell = node->cell[k][t];
            if (cell == SYN_NO_CELL ||
                (!shown[cell] && p->decided.decision[cell] == SYN_SHOW))
                continue;
            row.period = period_of(p, s, t);
            row.shown = shown[cell];
            row.count = p->decided.value[cell];
            out[n++] = row;
        }
    }
    return n;
}

static size_t
remember_figures(struct syn_past_cell *out, const struct programme *p, size_t i)
{
    const struct syn_series *s = &p->series->at[i];
    size_t n = 0;

    if (!s->value || p->count_of[i] == NO_NODE ||
        is_again(p, &p->node[p->count_of[i]]))
        return 0;
    struct syn_past_cell row = begin_row(p, &p->node[p->count_of[i]], s);
    row.form = "value";
    row.shown = true;
    for (size_t t = 0; t < s->n; t++) {
        if (!is_counted(s, t) || syn_programme_hides(p, i, t))
            continue;
        row.value = syn_programme_value(p, i, t);
        row.period = period_of(p, s, t);
        if (!isnan(row.value))
            out[n++] = row;
    }
    return n;
}

void syn_programme_remember(struct syn_past *out,
                            const struct programme *p,
                            struct syn_arena *arena)
{
    struct syn_past_cell *cell =
        syn_arena_alloc(arena, count_periods(p), sizeof *cell);

    const bool *shown = find_shown(p);

    *out = (struct syn_past){.cell = cell};
    for (size_t i = 0; i < p->n_nodes; i++)
        if (!is_again(p, &p->node[i]))
            out->n += remember_cells(cell + out->n, p, &p->node[i], shown);
    for (size_t i = 0; i < p->series->n; i++)
        out->n += remember_figures(cell + out->n, p, i);
}
