#include "redrawn.h"

#include <stdlib.h>
#include <string.h>

#include <samsyn/base/text.h>

#include "cell_name.h"

/* Sorted: TOLD has "CELL|PERIOD|FORM" of each row of an area, DRAWN
 * "indicator=ID|QUARTER" of each quarter that one is of. */
struct redrawn {
    const char **told, **drawn;
    size_t n_told, n_drawn;
    struct syn_arena *arena;
};

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool holds(const char *const *list, size_t n, const char *text)
{
    return n && bsearch(&text, list, n, sizeof *list, by_text);
}

static bool is_of_area(const struct syn_past_cell *cell)
{
    static const char area[] = ";area=";
    const char *at = strstr(cell->cell, area);

    return at && at[sizeof area - 1] && strcmp(cell->form, "value") != 0;
}

/* The quarter that begins with MONTH. */
static const char *quarter_of(char code[SYN_PERIOD_BYTES], int month)
{
    return syn_period_code(code, syn_period_of_month(SYN_QUARTER, month));
}

static void take_row(struct redrawn *r, const struct syn_past_cell *cell)
{
    struct syn_period period;
    char code[SYN_PERIOD_BYTES];

    if (!is_of_area(cell) || !syn_period_parse(&period, cell->period))
        return;
    r->told[r->n_told++] = syn_arena_printf(r->arena, "%s|%s|%s", cell->cell,
                                            cell->period, cell->form);
    int from = syn_period_first_month(period);
    for (int m = from; m < from + syn_period_months(period.kind); m += 3)
        r->drawn[r->n_drawn++] =
            syn_arena_printf(r->arena, "%.*s|%s", (int)strcspn(cell->cell, ";"),
                             cell->cell, quarter_of(code, m));
}

const struct redrawn *syn_redrawn_find(const struct syn_past *past,
                                       struct syn_arena *arena)
{
    size_t n = past ? past->n : 0;
    struct redrawn *r = syn_arena_alloc(arena, 1, sizeof *r);

    *r = (struct redrawn){
        .told = syn_arena_alloc(arena, n, sizeof *r->told),
        .drawn = syn_arena_alloc(arena, QUARTERS_OF_YEAR * n, sizeof *r->drawn),
        .arena = arena};
    for (size_t i = 0; i < n; i++)
        take_row(r, &past->cell[i]);
    if (!r->n_told)
        return NULL;
    qsort(r->told, r->n_told, sizeof *r->told, by_text);
    qsort(r->drawn, r->n_drawn, sizeof *r->drawn, by_text);
    return r;
}

static bool is_told(const struct redrawn *r,
                    const char *name,
                    const char *form,
                    struct syn_period period)
{
    char code[SYN_PERIOD_BYTES];

    return holds(r->told, r->n_told,
                 syn_arena_printf(r->arena, "%s|%s|%s", name,
                                  syn_period_code(code, period), form));
}

bool syn_redrawn_hides(const struct redrawn *r,
                       const struct node *node,
                       struct syn_period period)
{
    char code[SYN_PERIOD_BYTES];
    bool hides = false;

    if (!r || !node->area)
        return false;
    struct syn_arena_mark mark = syn_arena_mark(r->arena);
    const char *form = node->is_of ? "of" : "count";
    const char *name =
        syn_cell_name(node->indicator, node->group, node->area, r->arena);
    int from = syn_period_first_month(period);
    for (int m = from; !hides && m < from + syn_period_months(period.kind);
         m += 3)
        hides =
            holds(r->drawn, r->n_drawn,
                  syn_arena_printf(r->arena, "indicator=%s|%s",
                                   node->indicator->id, quarter_of(code, m))) &&
            !is_told(r, name, form, syn_period_of_month(SYN_QUARTER, m)) &&
            !is_told(r, name, form, syn_period_of_month(SYN_YEAR, m));
    syn_arena_rewind(r->arena, mark);
    return hides;
}
