/* Bounds by linear programs, ends by whole tables.
 *
 *  (1) A block is solved alone; the basis of one target serves the next.
 *  (2) GLPK proposes.  A table counts when, rounded, every row of the block
 *      adds up; what it reaches is remembered for all targets of the block.
 *  (3) The bound of a linear program is rounded to the side that is wider, so
 *      that GLPK's tolerance never makes an interval narrower.
 *  (4) Where the bound is not reached, branch and bound looks for the end, with
 *      a limit of nodes, not of time: same input, same answer. */
#include "solver.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A gap between the bound and whole numbers is closed one by one. */
enum {
    MOST_WORK = 1000000, /* Nodes x variables. */
    LEAST_NODES = 200,
    MOST_PEAK_NODES = 20000,
    MOST_STEPS = 500000,
    MOST_GAP = 8
};

#define TOLERANCE 1e-6 /* GLPK's own is 1e-7. */
#define LARGEST 4e15   /* Whole numbers below are exact in a double. */

/* --- tables -------------------------------------------------------------- */

/* Whether s->x is a table of this block (2). */
static bool fits(const struct solver *s)
{
    const struct problem *p = s->problem;

    for (size_t i = 0; i < syn_sorted_count(&s->rows, s->block); i++)
        if (!syn_row_holds(&p->rows[syn_sorted_item(&s->rows, s->block, i)],
                           s->x))
            return false;
    for (size_t i = 0; i < syn_sorted_count(&s->peaks, s->block); i++) {
        const struct peak *peak =
            &p->peaks[syn_sorted_item(&s->peaks, s->block, i)];
        bool reached = false;
        for (size_t k = 0; k < peak->n; k++)
            reached |= syn_row_sum(&p->rows[peak->row[k]], s->x) == peak->value;
        if (!reached)
            return false;
    }
    return true;
}

static void remember(struct solver *s)
{
    for (size_t i = 0; i < syn_sorted_count(&s->goals, s->block); i++) {
        uint32_t goal = syn_sorted_item(&s->goals, s->block, i);
        int64_t value = (int64_t)syn_row_sum(&s->problem->goals[goal], s->x);
        if (!s->found || value < s->best_low[goal])
            s->best_low[goal] = value;
        if (!s->found || value > s->best_high[goal])
            s->best_high[goal] = value;
    }
    for (size_t i = 0; !s->found && i < syn_sorted_count(&s->vars, s->block);
         i++) {
        uint32_t v = syn_sorted_item(&s->vars, s->block, i);
        s->base[v] = s->x[v];
    }
    s->found = true;
}

bool syn_solver_take(struct solver *s)
{
    bool good = fits(s);

    if (good)
        remember(s);
    return good;
}

/* Takes GLPK's table if it is one. */
static void take(struct solver *s, double (*value_of)(glp_prob *, int))
{
    for (size_t i = 0; i < syn_sorted_count(&s->vars, s->block); i++) {
        double value = value_of(s->lp, (int)i + 1);
        if (!(value > -0.5 && value < LARGEST))
            return;
        s->x[syn_sorted_item(&s->vars, s->block, i)] = (int64_t)llround(value);
    }
    (void)syn_solver_take(s);
}

/* --- programs ------------------------------------------------------------ */

static void set_row(struct solver *s, int at, const struct row *row)
{
    const struct problem *p = s->problem;
    int *column = syn_arena_alloc(p->arena, row->n + 2, sizeof *column), n = 0;
    double *factor = syn_arena_alloc(p->arena, row->n + 2, sizeof *factor);
    double fixed = 0;

    for (size_t i = 0; i < row->n; i++) {
        if (p->fixed[row->at[i]] >= 0) {
            fixed += (double)row->by[i] * (double)p->fixed[row->at[i]];
            continue;
        }
        column[++n] = s->column[row->at[i]];
        factor[n] = (double)row->by[i];
    }
    glp_set_mat_row(s->lp, at, n, column, factor);
    double low = (double)row->low - fixed, high = (double)row->high - fixed;
    if (row->low == NO_LOW)
        glp_set_row_bnds(s->lp, at, row->high == NO_HIGH ? GLP_FR : GLP_UP, 0,
                         high);
    else if (row->high == NO_HIGH)
        glp_set_row_bnds(s->lp, at, GLP_LO, low, 0);
    else
        glp_set_row_bnds(s->lp, at, row->low == row->high ? GLP_FX : GLP_DB,
                         low, high);
}

/* One row of the peak, chosen by a binary column, has the value. */
static void set_peak(struct solver *s, const struct peak *peak)
{
    int first = glp_add_cols(s->lp, (int)peak->n);
    int row = glp_add_rows(s->lp, (int)peak->n + 1);
    int *one = syn_arena_alloc(s->problem->arena, peak->n + 1, sizeof *one);
    double *by = syn_arena_alloc(s->problem->arena, peak->n + 1, sizeof *by);

    for (int k = 0; k < (int)peak->n; k++) {
        struct row chosen = s->problem->rows[peak->row[k]];
        chosen.low = 0;
        chosen.high = NO_HIGH;
        glp_set_col_kind(s->lp, first + k, GLP_BV);
        set_row(s, row + 1 + k, &chosen);
        int n = glp_get_mat_row(s->lp, row + 1 + k, NULL, NULL);
        int *column =
            syn_arena_alloc(s->problem->arena, (size_t)n + 2, sizeof *column);
        double *factor =
            syn_arena_alloc(s->problem->arena, (size_t)n + 2, sizeof *factor);
        glp_get_mat_row(s->lp, row + 1 + k, column, factor);
        column[n + 1] = first + k;
        factor[n + 1] = -(double)peak->value;
        glp_set_mat_row(s->lp, row + 1 + k, n + 1, column, factor);
        one[k + 1] = first + k;
        by[k + 1] = 1;
    }
    glp_set_mat_row(s->lp, row, (int)peak->n, one, by);
    glp_set_row_bnds(s->lp, row, GLP_LO, 1, 0);
}

static void make_program(struct solver *s)
{
    int n = (int)syn_sorted_count(&s->vars, s->block),
        m = (int)syn_sorted_count(&s->rows, s->block);

    s->lp = glp_create_prob();
    glp_add_cols(s->lp, n);
    for (int i = 0; i < n; i++) {
        glp_set_col_bnds(s->lp, i + 1, GLP_LO, 0, 0);
        glp_set_col_kind(s->lp, i + 1, GLP_IV);
        s->column[syn_sorted_item(&s->vars, s->block, (size_t)i)] = i + 1;
    }
    if (m)
        glp_add_rows(s->lp, m);
    for (int i = 0; i < m; i++)
        set_row(
            s, i + 1,
            &s->problem->rows[syn_sorted_item(&s->rows, s->block, (size_t)i)]);
    for (size_t i = 0; i < syn_sorted_count(&s->peaks, s->block); i++)
        set_peak(s,
                 &s->problem->peaks[syn_sorted_item(&s->peaks, s->block, i)]);
    glp_scale_prob(s->lp, GLP_SF_AUTO);
    glp_adv_basis(s->lp, 0);
}

/* Sets GOAL (NULL: nothing) as what is to be least or most. */
static void aim(struct solver *s, const struct row *goal, int direction)
{
    glp_set_obj_dir(s->lp, direction);
    for (int i = 0; i <= glp_get_num_cols(s->lp); i++)
        glp_set_obj_coef(s->lp, i, 0);
    for (size_t i = 0; goal && i < goal->n; i++) {
        uint32_t v = goal->at[i];
        if (s->problem->fixed[v] < 0)
            glp_set_obj_coef(s->lp, s->column[v], (double)goal->by[i]);
    }
}

/* GLP_OPT, GLP_UNBND, GLP_NOFEAS, or GLP_UNDEF for no answer. */
static int relax(struct solver *s)
{
    glp_smcp how;

    glp_init_smcp(&how);
    how.msg_lev = GLP_MSG_OFF;
    for (int tries = 0; tries < 2; tries++) {
        bool good = syn_solver_run(s, s->lp, &how, MOST_STEPS);
        int status = glp_get_status(s->lp);
        if (good &&
            (status == GLP_OPT || status == GLP_UNBND || status == GLP_NOFEAS))
            return status;
        glp_std_basis(s->lp);
    }
    return GLP_UNDEF;
}

/* Of a search: nodes that are left, and what one costs. */
struct search {
    int nodes;
    int64_t cost, *work;
};

static void count_nodes(glp_tree *tree, void *data)
{
    struct search *search = data;

    if (glp_ios_reason(tree) != GLP_ISELECT)
        return;
    *search->work -= search->cost;
    if (--search->nodes <= 0 || *search->work <= 0)
        glp_ios_terminate(tree);
}

/* The same over whole numbers, after relax(); takes what it finds (4). */
static int branch(struct solver *s, int nodes)
{
    enum { STEPS_OF_A_NODE = 10 };
    glp_iocp how;
    struct search search = {nodes, STEPS_OF_A_NODE * syn_solver_cost(s->lp),
                            s->attack->work};

    glp_init_iocp(&how);
    how.msg_lev = GLP_MSG_OFF;
    how.cb_func = count_nodes;
    how.cb_info = &search;
    int failed = glp_intopt(s->lp, &how), status = glp_mip_status(s->lp);
    if (status == GLP_OPT || status == GLP_FEAS)
        take(s, glp_mip_col_val);
    return failed ? GLP_UNDEF : status;
}

/* --- the ends of one goal ------------------------------------------------ */

static void note_terms(struct end *out, const struct solver *s)
{
    for (size_t i = 0;
         i < syn_sorted_count(&s->rows, s->block) && out->n_terms < MOST_TERMS;
         i++)
        if (fabs(glp_get_row_dual(s->lp, (int)i + 1)) > TOLERANCE)
            out->term[out->n_terms++] = syn_sorted_item(&s->rows, s->block, i);
}

static double fixed_part(const struct problem *p, const struct row *goal)
{
    double sum = 0;

    for (size_t i = 0; i < goal->n; i++)
        if (p->fixed[goal->at[i]] >= 0)
            sum += (double)goal->by[i] * (double)p->fixed[goal->at[i]];
    return sum;
}

/* Whether the best table is at the bound, or beyond it, which corrects it. */
static void
compare(struct end *end, const struct solver *s, uint32_t goal, bool high)
{
    int64_t best = high ? s->best_high[goal] : s->best_low[goal];

    if (!s->found)
        return;
    if (high ? best > end->value : best < end->value)
        end->value = best;
    end->reached = best == end->value;
}

/* Adds the row LOW <= goal <= HIGH to the program, for a while. */
static int
add_row(struct solver *s, const struct row *goal, int64_t low, int64_t high)
{
    struct row more = *goal;
    int added = glp_add_rows(s->lp, 1);

    more.low = low;
    more.high = high;
    set_row(s, added, &more);
    aim(s, NULL, GLP_MIN);
    return added;
}

static void remove_row(struct solver *s, int added)
{
    int rows[] = {0, added};

    glp_del_rows(s->lp, 1, rows);
    glp_adv_basis(s->lp, 0);
}

/* Nodes of a large block cost more: fewer of them. */
static int nodes_for(const struct solver *s)
{
    int n = MOST_WORK / (int)(1 + syn_sorted_count(&s->vars, s->block));

    return n < LEAST_NODES       ? LEAST_NODES
           : n > MOST_PEAK_NODES ? MOST_PEAK_NODES
                                 : n;
}

/* Looks for a table in which the goal is between LOW and HIGH.  Returns
 * GLP_NOFEAS if there is none, GLP_UNDEF if the limit came first. */
static int look_between(struct solver *s,
                        const struct row *goal,
                        int64_t low,
                        int64_t high)
{
    int added = add_row(s, goal, low, high), status = relax(s);

    if (status == GLP_OPT)
        status = branch(s, nodes_for(s));
    remove_row(s, added);
    return status;
}

/* The end by branch and bound over the goal itself: where one of several rows
 * has a value, the linear bound is far off. */
static enum syn_status
reach_peak(struct end *out, struct solver *s, uint32_t goal, bool high)
{
    int status = branch(s, MOST_PEAK_NODES);

    if (status == GLP_NOFEAS)
        return SYN_DONE;
    if (status == GLP_OPT)
        out->value =
            (int64_t)llround(glp_mip_obj_val(s->lp) +
                             fixed_part(s->problem, &s->problem->goals[goal]));
    compare(out, s, goal, high);
    return SYN_OK;
}

/* Closes the gap between the bound and the tables, from outside. */
static enum syn_status
close_gap(struct end *out, struct solver *s, uint32_t goal, bool high)
{
    const struct row *row = &s->problem->goals[goal];

    for (int gap = 0; gap < MOST_GAP && !out->reached; gap++) {
        if (!syn_solver_move(s, row, out->value)) {
            int status = look_between(s, row, out->value, out->value);
            if (status == GLP_UNDEF)
                return SYN_OK;
            if (status == GLP_NOFEAS)
                out->value += high ? -1 : 1;
        }
        if (high && out->value < 0)
            return SYN_DONE;
        compare(out, s, goal, high);
    }
    return SYN_OK;
}

/* Returns SYN_DONE if no table fits. */
static enum syn_status
reach(struct end *out, struct solver *s, uint32_t goal, bool high)
{
    const struct row *row = &s->problem->goals[goal];

    *out = (struct end){.value = high ? NO_HIGH : 0};
    aim(s, row, high ? GLP_MAX : GLP_MIN);
    int status = relax(s);
    if (status == GLP_NOFEAS)
        return SYN_DONE;
    if (status != GLP_OPT) {
        out->unbounded = high && status == GLP_UNBND;
        return SYN_OK;
    }
    double value = glp_get_obj_val(s->lp) + fixed_part(s->problem, row);
    double slack = TOLERANCE + 1e-9 * fabs(value);
    out->value = (int64_t)(high ? floor(value + slack) : ceil(value - slack));
    note_terms(out, s);
    take(s, glp_get_col_prim);
    compare(out, s, goal, high);
    if (out->reached)
        return SYN_OK;
    return syn_sorted_count(&s->peaks, s->block)
               ? reach_peak(out, s, goal, high)
               : close_gap(out, s, goal, high);
}

/* Looks for a first table.  SYN_DONE: there is none. */
static enum syn_status find_any(struct solver *s)
{
    aim(s, NULL, GLP_MIN);
    int status = relax(s);

    if (status == GLP_OPT) {
        take(s, glp_get_col_prim);
        if (!s->found && !syn_solver_move(s, NULL, 0))
            status = branch(s, MOST_PEAK_NODES);
    }
    return status == GLP_NOFEAS && !s->found ? SYN_DONE : SYN_OK;
}

/* --- verdicts ------------------------------------------------------------ */

static void judge(struct solver *s,
                  uint32_t goal,
                  const struct end *low,
                  const struct end *high)
{
    struct target *t = &s->targets[goal];
    struct combination c;

    t->low = low->value;
    t->high = high->unbounded ? NO_HIGH : high->value;
    t->recipe = "";
    if (!low->reached || !(high->reached || high->unbounded))
        t->verdict = UNPROVEN;
    else if (t->low == t->high)
        t->verdict = EXACT;
    else
        t->verdict = t->high == NO_HIGH || t->high - t->low >= s->attack->width
                         ? SAFE
                         : NARROW;
    if (t->verdict == SAFE)
        return;
    if (t->verdict == EXACT) {
        if (!s->elimination)
            s->elimination = syn_elimination_make(s->problem);
        t->linear = syn_elimination_express(&c, s->elimination,
                                            &s->problem->goals[goal]);
    }
    t->recipe = t->linear ? syn_recipe_sum(s, &c, t)
                          : syn_recipe_interval(s, t, low, high);
}

/* Whether two tables are far enough apart already. */
static bool is_wide(const struct solver *s, uint32_t goal)
{
    return s->found &&
           s->best_high[goal] - s->best_low[goal] >= s->attack->width;
}

static void say_wide(struct solver *s, uint32_t goal)
{
    s->targets[goal].low = s->best_low[goal];
    s->targets[goal].high = s->best_high[goal];
    s->targets[goal].verdict = SAFE;
    s->targets[goal].recipe = "";
}

/* Seeks two tables far enough apart by short moves: up, down, or half each. */
static bool widen(struct solver *s, uint32_t goal)
{
    const struct row *row = &s->problem->goals[goal];
    int64_t width = s->attack->width, half = width / 2;

    if (s->attack->exact || !s->found)
        return false;
    int64_t at = (int64_t)syn_row_sum(row, s->base);
    const int64_t ends[] = {at + width, at - width, at + width - half,
                            at - half};
    for (size_t i = 0; i < 4 && !is_wide(s, goal); i++)
        if (ends[i] >= 0)
            (void)syn_solver_move(s, row, ends[i]);
    return is_wide(s, goal);
}

/* Nothing more is known than that it is no negative number. */
static void give_up(struct solver *s, uint32_t goal)
{
    s->targets[goal].low = 0;
    s->targets[goal].high = NO_HIGH;
    s->targets[goal].verdict = UNPROVEN;
    s->targets[goal].recipe = "the work that an audit may take is done";
}

static enum syn_status solve_goal(struct solver *s, uint32_t goal)
{
    struct end low, high;

    if (!s->attack->exact && (is_wide(s, goal) || widen(s, goal))) {
        say_wide(s, goal);
        return SYN_OK;
    }
    if (syn_solver_is_spent(s)) {
        give_up(s, goal);
        return SYN_OK;
    }
    enum syn_status status = reach(&low, s, goal, false);
    if (!status)
        status = reach(&high, s, goal, true);
    if (!status && high.unbounded && !is_wide(s, goal)) {
        (void)look_between(s, &s->problem->goals[goal],
                           low.value + s->attack->width, NO_HIGH);
        high.unbounded = is_wide(s, goal);
    }
    if (!status)
        judge(s, goal, &low, &high);
    return status;
}

static enum syn_status solve_block(struct solver *s)
{
    enum syn_status status = SYN_OK;

    s->found = false;
    if (syn_sorted_count(&s->rows, s->block) ==
        0) { /* Nothing is known: any number. */
        for (size_t i = 0; i < syn_sorted_count(&s->goals, s->block); i++) {
            struct target *t =
                &s->targets[syn_sorted_item(&s->goals, s->block, i)];
            *t =
                (struct target){.cell = t->cell, .high = NO_HIGH, .recipe = ""};
        }
        return SYN_OK;
    }
    make_program(s);
    status = find_any(s);
    for (size_t i = 0; !status && i < syn_sorted_count(&s->goals, s->block);
         i++)
        status = solve_goal(s, syn_sorted_item(&s->goals, s->block, i));
    glp_delete_prob(s->lp);
    syn_solver_forget_moves(s);
    return status;
}

/* Goals of which every variable has its value. */
static void solve_fixed(struct solver *s)
{
    size_t none = s->problem->n_blocks;

    for (size_t i = 0; i < syn_sorted_count(&s->goals, none); i++) {
        uint32_t goal = syn_sorted_item(&s->goals, none, i);
        int64_t value = (int64_t)syn_row_sum(&s->problem->goals[goal], s->x);
        struct end end = {.value = value, .reached = true};
        for (size_t k = 0; k < s->problem->n_rows && end.n_terms < MOST_TERMS;
             k++)
            if (s->problem->rows[k].cell == s->targets[goal].cell)
                end.term[end.n_terms++] = (uint32_t)k;
        judge(s, goal, &end, &end);
    }
}

enum syn_status syn_audit_problem_solve(struct target *targets,
                                        const struct problem *p,
                                        const struct attack *attack)
{
    struct solver s = {.problem = p, .attack = attack, .targets = targets};
    enum syn_status status = SYN_OK;

    glp_term_out(GLP_OFF);
    s.x = syn_arena_alloc(p->arena, p->n_vars + 1, sizeof *s.x);
    s.base = syn_arena_alloc(p->arena, p->n_vars + 1, sizeof *s.base);
    s.from = syn_arena_alloc(p->arena, p->n_vars + 1, sizeof *s.from);
    s.column = syn_arena_alloc(p->arena, p->n_vars + 1, sizeof *s.column);
    s.best_low = syn_arena_alloc(p->arena, p->n_goals + 1, sizeof *s.best_low);
    s.best_high =
        syn_arena_alloc(p->arena, p->n_goals + 1, sizeof *s.best_high);
    for (size_t i = 0; i < p->n_vars; i++)
        s.x[i] = p->fixed[i] < 0 ? 0 : p->fixed[i];
    syn_sorted_make(&s.vars, p, VARS, p->n_vars);
    syn_sorted_make(&s.rows, p, ROWS, p->n_rows);
    syn_sorted_make(&s.goals, p, GOALS, p->n_goals);
    syn_sorted_make(&s.peaks, p, PEAKS, p->n_peaks);
    s.block = (uint32_t)p->n_blocks;
    if (!fits(&s))
        return SYN_DONE;
    solve_fixed(&s);
    for (s.block = 0; !status && s.block < p->n_blocks; s.block++)
        status = solve_block(&s);
    glp_free_env();
    return status;
}

enum syn_status syn_book_attack(struct target *targets,
                                size_t n,
                                const struct book *book,
                                const struct attack *attack)
{
    struct problem problem;
    enum syn_status status = syn_audit_problem_make(&problem, book, targets, n);

    return status ? status : syn_audit_problem_solve(targets, &problem, attack);
}
