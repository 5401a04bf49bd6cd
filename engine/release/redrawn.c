#include "redrawn.h"

#include <stdlib.h>
#include <string.h>

#include <samsyn/base/text.h>

#include "cell_name.h"

/* What was said of an area: "CELL|PERIOD|FORM", and the count if that is known.
 * ORDER is that of the publications. */
struct told {
    const char *key;
    int64_t count;
    size_t order;
};

/* Texts, sorted. */
struct texts {
    const char **at;
    size_t n;
};

/* TOLD is sorted.  DRAWN are the "indicator=ID|QUARTER" of quarters that any
 * area was told of, MOVED those of them that an area was told of which is none
 * any more. */
struct redrawn {
    struct told *told;
    size_t n_told;
    struct texts drawn, moved;
    struct syn_arena *arena;
};

/* --- what was told ------------------------------------------------------ */

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int by_key(const void *a, const void *b)
{
    const struct told *x = a, *y = b;
    int order = strcmp(x->key, y->key);

    return order ? order : (x->order > y->order) - (x->order < y->order);
}

static void sort_texts(struct texts *texts)
{
    if (texts->n)
        qsort(texts->at, texts->n, sizeof *texts->at, by_text);
}

static bool holds(const struct texts *texts, const char *text)
{
    return texts->n &&
           bsearch(&text, texts->at, texts->n, sizeof *texts->at, by_text);
}

/* The area of CELL; NULL: the whole place. */
static const char *area_of(const struct syn_past_cell *cell)
{
    static const char area[] = ";area=";
    const char *at = strstr(cell->cell, area);

    return at && at[sizeof area - 1] ? at + sizeof area - 1 : NULL;
}

/* The quarter of INDICATOR, "indicator=ID", that begins with MONTH. */
static const char *
quarter_of(const struct redrawn *r, const char *indicator, size_t n, int month)
{
    char code[SYN_PERIOD_BYTES];

    return syn_arena_printf(
        r->arena, "%.*s|%s", (int)n, indicator,
        syn_period_code(code, syn_period_of_month(SYN_QUARTER, month)));
}

static void
take_row(struct redrawn *r, const struct syn_past_cell *cell, bool is_now)
{
    struct syn_period period;

    if (!syn_period_parse(&period, cell->period))
        return;
    r->told[r->n_told] =
        (struct told){syn_arena_printf(r->arena, "%s|%s|%s", cell->cell,
                                       cell->period, cell->form),
                      cell->count, r->n_told};
    r->n_told++;
    int from = syn_period_first_month(period);
    for (int m = from; m < from + syn_period_months(period.kind); m += 3) {
        const char *quarter =
            quarter_of(r, cell->cell, strcspn(cell->cell, ";"), m);
        r->drawn.at[r->drawn.n++] = quarter;
        if (!is_now)
            r->moved.at[r->moved.n++] = quarter;
    }
}

/* The areas of the first N of NODES, sorted. */
static struct texts
areas_of(const struct node *nodes, size_t n, struct syn_arena *arena)
{
    struct texts out = {.at = syn_arena_alloc(arena, n, sizeof *out.at)};

    for (size_t i = 0; i < n; i++)
        if (nodes[i].area)
            out.at[out.n++] = nodes[i].area;
    sort_texts(&out);
    return out;
}

const struct redrawn *syn_redrawn_find(const struct syn_past *past,
                                       const struct node *nodes,
                                       size_t n_nodes,
                                       struct syn_arena *arena)
{
    size_t n = past ? past->n : 0, quarters = QUARTERS_OF_YEAR * n;
    struct redrawn *r = syn_arena_alloc(arena, 1, sizeof *r);
    struct texts now = areas_of(nodes, n_nodes, arena);

    *r = (struct redrawn){
        .told = syn_arena_alloc(arena, n, sizeof *r->told),
        .drawn.at = syn_arena_alloc(arena, quarters, sizeof *r->drawn.at),
        .moved.at = syn_arena_alloc(arena, quarters, sizeof *r->moved.at),
        .arena = arena};
    for (size_t i = 0; i < n; i++) {
        const char *area = area_of(&past->cell[i]);
        if (area && strcmp(past->cell[i].form, "value") != 0)
            take_row(r, &past->cell[i], holds(&now, area));
    }
    if (!r->n_told)
        return NULL;
    qsort(r->told, r->n_told, sizeof *r->told, by_key);
    sort_texts(&r->drawn);
    sort_texts(&r->moved);
    return r;
}

/* --- what may be told now ----------------------------------------------- */

/* What was said last of NODE in PERIOD, or NULL. */
static const struct told *find_told(const struct redrawn *r,
                                    const struct node *node,
                                    struct syn_period period)
{
    char code[SYN_PERIOD_BYTES];
    const struct told like = {
        .key = syn_arena_printf(
            r->arena, "%s|%s|%s",
            syn_cell_name(node->indicator, node->group, node->area, r->arena),
            syn_period_code(code, period), node->is_of ? "of" : "count"),
        .order = SIZE_MAX};
    size_t from = 0, to = r->n_told;

    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (by_key(&r->told[middle], &like) < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return from > 0 && strcmp(r->told[from - 1].key, like.key) == 0
               ? &r->told[from - 1]
               : NULL;
}

/* Whether NODE counts something else than was told of PERIOD. */
static bool is_other(const struct told *told,
                     const struct node *node,
                     struct syn_period period)
{
    int kind = period.kind == SYN_YEAR ? YEARS : QUARTERS;
    const struct syn_series *s = node->series[kind];
    size_t t = s ? (size_t)(period.index - s->first) : 0;

    return told && s && t < s->n &&
           told->count != syn_node_count(node, kind, t);
}

/* Whether NODE may not be shown in the quarter that begins with MONTH. */
static bool
hides_quarter(const struct redrawn *r, const struct node *node, int month)
{
    struct syn_period quarter = syn_period_of_month(SYN_QUARTER, month),
                      year = syn_period_of_month(SYN_YEAR, month);
    const char *indicator =
        syn_arena_printf(r->arena, "indicator=%s", node->indicator->id);
    const char *name = quarter_of(r, indicator, strlen(indicator), month);
    const struct told *of_quarter = find_told(r, node, quarter),
                      *of_year = find_told(r, node, year);

    if (!holds(&r->drawn, name))
        return false;
    return (!of_quarter && !of_year) ||
           (holds(&r->moved, name) && (is_other(of_quarter, node, quarter) ||
                                       is_other(of_year, node, year)));
}

bool syn_redrawn_hides(const struct redrawn *r,
                       const struct node *node,
                       struct syn_period period)
{
    bool hides = false;

    if (!r || !node->area)
        return false;
    struct syn_arena_mark mark = syn_arena_mark(r->arena);
    int from = syn_period_first_month(period);
    for (int m = from; !hides && m < from + syn_period_months(period.kind);
         m += 3)
        hides = hides_quarter(r, node, m);
    syn_arena_rewind(r->arena, mark);
    return hides;
}
