#include "reconcile.h"

#include <math.h>
#include <string.h>

#include <glpk.h>

#include "parts.h"

static int64_t sum_of(const int64_t *inner, const struct known *k)
{
    int64_t sum = 0;

    for (size_t i = 0; i < k->n_cover; i++)
        sum += inner[k->cover[i]];
    return sum;
}

/* Sets the inner counts that were published as such.  What still does not agree
 * is in doubt.  Returns whether anything is. */
static bool take_leaves(int64_t *inner,
                        bool *doubtful,
                        size_t n_inner,
                        const struct known *known,
                        size_t n_known,
                        struct syn_arena *arena)
{
    bool *leaf = syn_arena_alloc(arena, n_inner, sizeof *leaf);
    bool any = false;

    for (size_t i = 0; i < n_known; i++)
        if (known[i].n_cover == 1) {
            leaf[known[i].cover[0]] = true;
            inner[known[i].cover[0]] = known[i].value;
        }
    for (size_t i = 0; i < n_known; i++) {
        if (sum_of(inner, &known[i]) == known[i].value)
            continue;
        any = true;
        for (size_t j = 0; j < known[i].n_cover; j++)
            doubtful[known[i].cover[j]] |= !leaf[known[i].cover[j]];
    }
    return any;
}

/* The counts as a problem whose cells are what is known. */
static void make_problem(struct problem *p,
                         const int64_t *inner,
                         size_t n_inner,
                         const struct known *known,
                         size_t n_known,
                         struct syn_arena *arena)
{
    struct syn_plan_cell *cell = syn_arena_alloc(arena, n_known, sizeof *cell);

    for (size_t i = 0; i < n_known; i++)
        cell[i] = (struct syn_plan_cell){.cover = known[i].cover,
                                         .n_cover = known[i].n_cover};
    syn_problem_make(p,
                     &(struct syn_plan){.inner = inner,
                                        .n_inner = n_inner,
                                        .cells = cell,
                                        .n_cells = n_known},
                     arena);
}

static void drop(void *lp)
{
    glp_delete_prob(lp);
}

/* Least change: minimise sum(p + q), 0 <= q <= mass, while each unit gets what
 * it lacks.  Class k has columns 2k + 1 and 2k + 2. */
static glp_prob *
make_program(const struct problem *p, const struct known *known, size_t n_known)
{
    glp_prob *lp = glp_create_prob();
    int *at = syn_arena_alloc(p->arena, 2 * p->n_classes + 1, sizeof *at);
    double *value =
        syn_arena_alloc(p->arena, 2 * p->n_classes + 1, sizeof *value);

    syn_arena_defer(p->arena, drop, lp);
    glp_add_rows(lp, (int)p->n_units);
    glp_add_cols(lp, (int)(2 * p->n_classes));
    for (uint32_t k = 0; k < p->n_classes; k++) {
        double most = (double)p->mass[k];
        int column = (int)(2 * k + 1);
        glp_set_col_bnds(lp, column, GLP_LO, 0, 0);
        glp_set_col_bnds(lp, column + 1, most > 0 ? GLP_DB : GLP_FX, 0, most);
        glp_set_obj_coef(lp, column, 1);
        glp_set_obj_coef(lp, column + 1, 1);
    }
    for (size_t i = 0; i < n_known; i++) {
        const struct unit *u = &p->unit[p->unit_of[i]];
        int row = (int)p->unit_of[i] + 1, n = 0;
        double lack = (double)(known[i].value - u->value);
        for (uint32_t j = 0; j < 2 * u->n; j++) {
            at[++n] = (int)(2 * u->class[j / 2] + 1 + j % 2);
            value[n] = j % 2 ? -1 : 1;
        }
        glp_set_mat_row(lp, row, n, at, value);
        glp_set_row_bnds(lp, row, GLP_FX, lack, lack);
    }
    return lp;
}

/* Lays the change of each class on its first inner counts. */
static void spread(int64_t *inner,
                   bool *doubtful,
                   size_t n_inner,
                   const struct problem *p,
                   glp_prob *lp)
{
    int64_t *change = syn_arena_alloc(p->arena, p->n_classes, sizeof *change);

    for (uint32_t k = 0; k < p->n_classes; k++)
        change[k] = llrint(glp_get_col_prim(lp, (int)(2 * k + 1)) -
                           glp_get_col_prim(lp, (int)(2 * k + 2)));
    for (size_t i = 0; i < n_inner; i++) {
        int64_t *left = &change[p->class_of[i]];
        int64_t part = *left < -inner[i] ? -inner[i] : *left;
        doubtful[i] |= *left != 0;
        inner[i] += part;
        *left -= part;
    }
}

bool syn_reconcile(int64_t *inner,
                   bool *doubtful,
                   size_t n_inner,
                   const struct known *known,
                   size_t n_known,
                   struct syn_arena *arena)
{
    struct problem p;
    glp_smcp how;

    if (!take_leaves(inner, doubtful, n_inner, known, n_known, arena))
        return true;
    make_problem(&p, inner, n_inner, known, n_known, arena);
    glp_term_out(GLP_OFF);
    glp_prob *lp = make_program(&p, known, n_known);
    glp_init_smcp(&how);
    how.msg_lev = GLP_MSG_OFF;
    how.meth = GLP_DUALP;
    if (glp_simplex(lp, &how) || glp_get_status(lp) != GLP_OPT)
        return false;
    spread(inner, doubtful, n_inner, &p, lp);
    for (size_t i = 0; i < n_known; i++)
        if (sum_of(inner, &known[i]) != known[i].value)
            return false;
    return true;
}
