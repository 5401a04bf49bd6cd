#include "plan.h"

#include <stdlib.h>
#include <string.h>

#include <samsyn/base/text.h>

static const struct syn_area_name *find_area(const struct syn_lists *lists,
                                             const char *code)
{
    for (size_t i = 0; i < lists->n_areas; i++)
        if (strcmp(lists->areas[i].code, code) == 0)
            return &lists->areas[i];
    return NULL;
}

/* The place of CODE among the plan's areas, where it is added. */
static int32_t add_area(struct plan *plan, const char *code, const char *name)
{
    for (size_t i = 0; i < plan->n_areas; i++)
        if (strcmp(plan->area_code[i], code) == 0)
            return (int32_t)i;
    plan->area_code[plan->n_areas] = code;
    plan->area_name[plan->n_areas] = name;
    return (int32_t)plan->n_areas++;
}

/* The area that CODE belongs to, or -1: a zone stands for its codes, and a
 * code of the whole place is no area. */
static int32_t area_of(struct plan *plan, const char *code)
{
    const struct syn_lists *lists = &plan->catalogue->lists;
    const struct syn_texts *whole = &plan->catalogue->project.place_codes;
    const struct syn_area_name *known = find_area(lists, code);

    for (size_t i = 0; i < whole->n; i++)
        if (strcmp(whole->at[i], code) == 0)
            return -1;
    if (known && known->zone && *known->zone)
        return add_area(plan, known->zone, known->zone);
    if (known)
        return add_area(plan, code, known->name);
    return lists->n_areas ? -1 : add_area(plan, code, code);
}

static int by_code(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Adds the areas in the order of areas.csv, or else of their codes: never in
 * that of loading. */
static void order_areas(struct plan *plan, const char *const *codes, size_t n)
{
    const struct syn_lists *lists = &plan->catalogue->lists;
    const char **sorted = syn_arena_alloc(plan->arena, n + 1, sizeof *sorted);

    memcpy(sorted, codes, n * sizeof *sorted);
    if (n)
        qsort(sorted, n, sizeof *sorted, by_code);
    for (size_t i = 0; i < lists->n_areas; i++)
        if (n &&
            bsearch(&lists->areas[i].code, sorted, n, sizeof *sorted, by_code))
            area_of(plan, lists->areas[i].code);
    for (size_t i = 0; i < n; i++)
        area_of(plan, sorted[i]);
}

enum syn_status
syn_plan_areas(struct plan *plan, struct sqlite3 *db, struct syn_diag *diag)
{
    const char *const *codes;
    size_t n;
    enum syn_status status = syn_store_areas(&codes, &n, db, plan->arena, diag);

    if (status)
        return status;
    plan->n_area_of = n + 1;
    plan->area_of = syn_arena_alloc(plan->arena, n + 1, sizeof *plan->area_of);
    plan->area_code = syn_arena_alloc(plan->arena, n + 1, sizeof(char *));
    plan->area_name = syn_arena_alloc(plan->arena, n + 1, sizeof(char *));
    order_areas(plan, codes, n);
    plan->area_of[0] = -1;
    for (size_t i = 0; i < n; i++)
        plan->area_of[i + 1] = area_of(plan, codes[i]);
    if (plan->n_areas <= SYN_AREAS)
        return SYN_OK;
    syn_diag_warn(diag, (struct syn_loc){0}, "measure.areas",
                  "%zu areas are too many to show; join them to zones in "
                  "areas.csv",
                  plan->n_areas);
    for (size_t i = 0; i <= n; i++)
        plan->area_of[i] = -1;
    plan->n_areas = 0;
    return SYN_OK;
}
