/* Tables near a table.
 *
 * Fischetti, Glover and Lodi (2005) pump an infeasible whole point towards a
 * table in the same way as a move leads from one table to the next: the least
 * sum of changes, over differences p - q, with what is left of every row. */
#include "solver.h"

#include <math.h>

enum { MOST_TRIES = 8, MOST_STEPS = 100000, DEAREST = 5 };

/* Columns 2i + 1 and 2i + 2 are p and q of variable number i of the block. */
static void set_row(struct solver *s, int at, const struct row *row)
{
    const struct problem *p = s->problem;
    int *column = syn_arena_alloc(p->arena, 2 * row->n + 1, sizeof *column),
        n = 0;
    double *factor = syn_arena_alloc(p->arena, 2 * row->n + 1, sizeof *factor);

    for (size_t i = 0; i < row->n; i++) {
        if (p->fixed[row->at[i]] >= 0)
            continue;
        int first = 2 * (s->column[row->at[i]] - 1) + 1;
        column[++n] = first;
        factor[n] = (double)row->by[i];
        column[++n] = first + 1;
        factor[n] = -(double)row->by[i];
    }
    glp_set_mat_row(s->moves, at, n, column, factor);
}

/* What is left of ROW at s->x. */
static void set_bounds(struct solver *s, int at, const struct row *row)
{
    wide sum = syn_row_sum(row, s->x);
    double low = (double)(row->low - sum), high = (double)(row->high - sum);

    if (row->low == NO_LOW)
        glp_set_row_bnds(s->moves, at, row->high == NO_HIGH ? GLP_FR : GLP_UP,
                         0, high);
    else if (row->high == NO_HIGH)
        glp_set_row_bnds(s->moves, at, GLP_LO, low, 0);
    else
        glp_set_row_bnds(s->moves, at, row->low == row->high ? GLP_FX : GLP_DB,
                         low, high);
}

static void make_moves(struct solver *s)
{
    int n = (int)syn_sorted_count(&s->vars, s->block),
        m = (int)syn_sorted_count(&s->rows, s->block);

    s->moves = glp_create_prob();
    glp_add_cols(s->moves, 2 * n);
    glp_add_rows(s->moves, m + 1);
    for (int i = 0; i < m; i++)
        set_row(
            s, i + 1,
            &s->problem->rows[syn_sorted_item(&s->rows, s->block, (size_t)i)]);
}

/* From the point s->x, which need be no table. */
static void start_at(struct solver *s)
{
    for (size_t i = 0; i < syn_sorted_count(&s->vars, s->block); i++) {
        int64_t x = s->x[syn_sorted_item(&s->vars, s->block, i)];
        glp_set_col_bnds(s->moves, 2 * (int)i + 1, GLP_LO, 0, 0);
        glp_set_col_bnds(s->moves, 2 * (int)i + 2, x ? GLP_DB : GLP_FX, 0,
                         (double)x);
    }
    for (size_t i = 0; i < syn_sorted_count(&s->rows, s->block); i++)
        set_bounds(s, (int)i + 1,
                   &s->problem->rows[syn_sorted_item(&s->rows, s->block, i)]);
}

static void aim_at(struct solver *s, const struct row *goal, int64_t value)
{
    int last = glp_get_num_rows(s->moves);

    if (!goal) {
        glp_set_mat_row(s->moves, last, 0, NULL, NULL);
        glp_set_row_bnds(s->moves, last, GLP_FR, 0, 0);
        return;
    }
    struct row at = *goal;
    at.low = at.high = value;
    set_row(s, last, &at);
    set_bounds(s, last, &at);
}

/* All costs are 1 at first, then drawn from a fixed seed. */
static void set_costs(struct solver *s, int tries, uint32_t *chance)
{
    for (int i = 1; i <= glp_get_num_cols(s->moves); i++) {
        *chance = *chance * 1664525u + 1013904223u; /* Knuth and Lewis. */
        glp_set_obj_coef(s->moves, i,
                         tries ? 1 + (*chance >> 16) % DEAREST : 1);
    }
}

/* Moves s->x by what GLPK found, rounded.  False if it is no table. */
static bool step(struct solver *s)
{
    for (size_t i = 0; i < syn_sorted_count(&s->vars, s->block); i++) {
        double d = glp_get_col_prim(s->moves, 2 * (int)i + 1) -
                   glp_get_col_prim(s->moves, 2 * (int)i + 2);
        int64_t *x = &s->x[syn_sorted_item(&s->vars, s->block, i)];
        *x += (int64_t)llround(d);
        if (*x < 0)
            *x = 0;
    }
    return syn_solver_take(s);
}

/* Copies the variables of the block. */
static void copy(const struct solver *s, int64_t *to, const int64_t *from)
{
    for (size_t i = 0; i < syn_sorted_count(&s->vars, s->block); i++) {
        uint32_t v = syn_sorted_item(&s->vars, s->block, i);
        to[v] = from[v];
    }
}

/* One stride from s->x; with no GOAL, to any table.  Leaves s->x where it is if
 * there was none. */
static bool
stride(struct solver *s, const struct row *goal, int64_t value, int most_tries)
{
    uint32_t chance = 20251123;
    glp_smcp how;

    glp_init_smcp(&how);
    how.msg_lev = GLP_MSG_OFF;
    how.meth = GLP_DUALP; /* No move at all is dual feasible. */
    copy(s, s->from, s->x);
    for (int tries = 0; tries < most_tries; tries++) {
        start_at(s);
        aim_at(s, goal, value);
        set_costs(s, tries, &chance);
        glp_std_basis(s->moves);
        if (!syn_solver_run(s, s->moves, &how, MOST_STEPS) ||
            glp_get_status(s->moves) != GLP_OPT)
            break;
        if (step(s) && (!goal || syn_row_sum(goal, s->x) == value))
            return true;
        if (goal) /* Without one the next try starts where this one ended. */
            copy(s, s->x, s->from);
    }
    copy(s, s->x, s->from);
    return false;
}

/* Long strides first, shorter ones where they fail. */
bool syn_solver_move(struct solver *s, const struct row *goal, int64_t value)
{
    enum { LONG_TRIES = 3 };

    if (!s->moves)
        make_moves(s);
    if (!goal || !s->found)
        return stride(s, goal, value, MOST_TRIES);
    copy(s, s->x, s->base);
    int64_t at = (int64_t)syn_row_sum(goal, s->x), left = value - at;
    while (at != value) {
        bool unit = left == 1 || left == -1;
        if (stride(s, goal, at + left, unit ? MOST_TRIES : LONG_TRIES)) {
            at += left;
            left = value - at;
        } else if (unit) {
            return false;
        } else {
            left /= 2;
        }
    }
    return true;
}

void syn_solver_forget_moves(struct solver *s)
{
    if (s->moves)
        glp_delete_prob(s->moves);
    s->moves = NULL;
}
