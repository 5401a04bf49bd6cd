/* Witnesses: two tables of whole numbers that agree with all that is shown and
 * differ in a target by its width.
 *
 * A move adds d = p - q to the classes, p >= 0 and 0 <= q <= mass.  The linear
 * program makes sum(p + q) least while the target moves by S:
 *
 *     shown unit       its sum does not move
 *     hidden unit      does not fall below 1, where zeros are always shown
 *     bound            stays kept
 *     target           moves by S, less what the dear variable SHORT takes
 *
 * From d = 0 it is dual feasible, and a short cycle is a few steps of the dual
 * simplex away.  Least moves are nearly always whole; what is not is tried
 * again with other costs.  What counts is checked in whole numbers. */
#include "parts.h"

#include <math.h>
#include <string.h>

#include <glpk.h>

enum { TRIES = 8, DEAREST = 5 };

static const double DEAR = 1e5; /* More than the longest cycle costs. */

/* Columns: P and Q of class k are 2k + 1 and 2k + 2, SHORT is the last.  Rows:
 * units, bounds, the target. */
struct search {
    struct problem *p;
    glp_prob *lp;
    int target_row, short_column;
    int *at;
    double *value;
    int64_t *change, *sum; /* Of classes, of units; zero between calls. */
    uint64_t chance;
};

/* --- what a move does -------------------------------------------------- */

static int
weight_in(const struct problem *p, const struct target *t, uint32_t k)
{
    int weight = syn_unit_has(p, t->first, k);

    if (t->second != NO_UNIT)
        weight -= syn_unit_has(p, t->second, k);
    return weight;
}

bool syn_unit_has(const struct problem *p, uint32_t u, uint32_t k)
{
    const uint32_t *in = p->in[k];
    uint32_t low = 0, high = p->n_in[k];

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (in[middle] < u)
            low = middle + 1;
        else
            high = middle;
    }
    return low < p->n_in[k] && in[low] == u;
}

static int64_t
moved(const struct problem *p, const struct move *move, const struct target *t)
{
    int64_t sum = 0;

    for (uint32_t i = 0; i < move->n; i++)
        sum += move->change[i] * weight_in(p, t, move->class[i]);
    return sum;
}

int64_t
syn_witness_moves(const struct problem *p, uint32_t w, const struct target *t)
{
    const struct move *part = p->witness[w].part;
    int64_t n = moved(p, &part[0], t) - moved(p, &part[1], t);

    return n < 0 ? -n : n;
}

bool syn_witness_stirs(const struct problem *p, uint32_t w, uint32_t u)
{
    struct target only = {.first = u, .second = NO_UNIT};

    return moved(p, &p->witness[w].part[0], &only) ||
           moved(p, &p->witness[w].part[1], &only);
}

/* Whether the truth and MOVE are a table that agrees with what is shown. */
static bool agrees(struct search *s, const struct move *move)
{
    const struct problem *p = s->p;
    bool good = true;

    for (uint32_t i = 0; i < move->n; i++) {
        uint32_t k = move->class[i];
        good &= p->mass[k] + move->change[i] >= 0;
        for (uint32_t j = 0; j < p->n_in[k]; j++)
            s->sum[p->in[k][j]] += move->change[i];
    }
    for (uint32_t i = 0; i < move->n; i++)
        for (uint32_t j = 0; j < p->n_in[move->class[i]]; j++) {
            uint32_t u = p->in[move->class[i]][j];
            const struct unit *unit = &p->unit[u];
            int64_t low = p->zeros == SYN_ZEROS_SHOWN && unit->value > 0;
            good &=
                unit->shown ? s->sum[u] == 0 : unit->value + s->sum[u] >= low;
        }
    for (uint32_t i = 0; i < move->n; i++)
        for (uint32_t j = 0; j < p->n_in[move->class[i]]; j++)
            s->sum[p->in[move->class[i]][j]] = 0;
    for (uint32_t i = 0; i < move->n; i++)
        s->change[move->class[i]] = move->change[i];
    for (uint32_t b = 0; b < p->n_bounds; b++) {
        const struct bound *bound = &p->bound[b];
        int64_t slack = bound->slack;
        for (uint32_t i = 0; i < bound->n; i++)
            slack += bound->weight[i] * s->change[bound->class[i]];
        good &= slack >= 0;
    }
    for (uint32_t i = 0; i < move->n; i++)
        s->change[move->class[i]] = 0;
    return good;
}

/* --- the program ------------------------------------------------------- */

/* GLPK calls this when it is about to abort.  Our indices are in range, so all
 * that can be wrong is memory. */
static void out_of_memory(void *nothing)
{
    (void)nothing;
    syn_arena_exhausted(0);
}

static void drop(void *p)
{
    struct search *s = p;

    glp_delete_prob(s->lp);
    glp_error_hook(NULL, NULL);
}

/* Sets ROW to the sum of WEIGHT (all 1 if NULL) times CLASS. */
static void set_row(struct search *s,
                    int row,
                    const uint32_t *class,
                    const int64_t *weight,
                    uint32_t n)
{
    int count = 0;

    for (uint32_t i = 0; i < n; i++) {
        double w = weight ? (double)weight[i] : 1;
        s->at[++count] = (int)(2 * class[i] + 1);
        s->value[count] = w;
        if (!s->p->mass[class[i]])
            continue; /* It cannot fall. */
        s->at[++count] = (int)(2 * class[i] + 2);
        s->value[count] = -w;
    }
    glp_set_mat_row(s->lp, row, count, s->at, s->value);
}

void syn_search_show(struct search *s, uint32_t unit, bool shown)
{
    const struct unit *u = &s->p->unit[unit];
    int row = (int)unit + 1;

    if (shown)
        glp_set_row_bnds(s->lp, row, GLP_FX, 0, 0);
    else if (s->p->zeros == SYN_ZEROS_SHOWN && u->value > 0)
        glp_set_row_bnds(s->lp, row, GLP_LO, (double)(1 - u->value), 0);
    else
        glp_set_row_bnds(s->lp, row, GLP_FR, 0, 0);
}

struct search *syn_search_new(struct problem *p)
{
    struct search *s = syn_arena_alloc(p->arena, 1, sizeof *s);
    int columns = (int)(2 * p->n_classes + 1);

    glp_term_out(GLP_OFF);
    glp_error_hook(out_of_memory, NULL);
    *s = (struct search){
        .p = p,
        .lp = glp_create_prob(),
        .target_row = (int)(p->n_units + p->n_bounds + 1),
        .short_column = columns,
        .at = syn_arena_alloc(p->arena, (size_t)columns + 1, sizeof *s->at),
        .value =
            syn_arena_alloc(p->arena, (size_t)columns + 1, sizeof *s->value),
        .change = syn_arena_alloc(p->arena, p->n_classes, sizeof *s->change),
        .sum = syn_arena_alloc(p->arena, p->n_units, sizeof *s->sum)};
    syn_arena_defer(p->arena, drop, s);
    glp_set_obj_dir(s->lp, GLP_MIN);
    glp_add_rows(s->lp, s->target_row);
    glp_add_cols(s->lp, columns);
    for (uint32_t k = 0; k < p->n_classes; k++) {
        double most = (double)p->mass[k];
        glp_set_col_bnds(s->lp, (int)(2 * k + 1), GLP_LO, 0, 0);
        glp_set_col_bnds(s->lp, (int)(2 * k + 2), most > 0 ? GLP_DB : GLP_FX, 0,
                         most);
    }
    for (uint32_t u = 0; u < p->n_units; u++) {
        set_row(s, (int)u + 1, p->unit[u].class, NULL, p->unit[u].n);
        syn_search_show(s, u, p->unit[u].shown);
    }
    for (uint32_t b = 0; b < p->n_bounds; b++) {
        const struct bound *bound = &p->bound[b];
        int row = (int)(p->n_units + b + 1);
        set_row(s, row, bound->class, bound->weight, bound->n);
        glp_set_row_bnds(s->lp, row, GLP_LO, (double)-bound->slack, 0);
    }
    return s;
}

/* --- one move ---------------------------------------------------------- */

/* A cost from 1 to DEAREST (Lehmer's generator, Park and Miller 1988). */
static double cost(struct search *s)
{
    s->chance = s->chance * 48271 % 2147483647;
    return (double)(1 + s->chance % DEAREST);
}

/* TRY 0: every class costs 1; else by chance, the same each time. */
static void set_costs(struct search *s, int attempt)
{
    s->chance = (uint64_t)attempt + 1;
    for (int c = 1; c < s->short_column; c++)
        glp_set_obj_coef(s->lp, c, attempt ? cost(s) : 1);
}

static void set_target(struct search *s, const struct target *t, int sign)
{
    const struct unit *first = &s->p->unit[t->first];
    const struct unit *second =
        t->second == NO_UNIT ? NULL : &s->p->unit[t->second];
    int count = 0;

    for (uint32_t i = 0; i < first->n; i++)
        s->change[first->class[i]] += sign;
    for (uint32_t i = 0; second && i < second->n; i++)
        s->change[second->class[i]] -= sign;
    for (uint32_t k = 0; k < s->p->n_classes; k++) {
        if (!s->change[k])
            continue;
        s->at[++count] = (int)(2 * k + 1);
        s->value[count] = (double)s->change[k];
        if (s->p->mass[k]) {
            s->at[++count] = (int)(2 * k + 2);
            s->value[count] = (double)-s->change[k];
        }
        s->change[k] = 0;
    }
    s->at[++count] = s->short_column;
    s->value[count] = 1;
    glp_set_mat_row(s->lp, s->target_row, count, s->at, s->value);
}

/* Solves for the target in the program moving by WANTED; STRICT: no less.
 * False if it cannot. */
static bool solve(struct search *s, int wanted, bool strict)
{
    glp_smcp how;

    glp_init_smcp(&how);
    how.msg_lev = GLP_MSG_OFF;
    how.meth = GLP_DUALP;
    glp_set_row_bnds(s->lp, s->target_row, GLP_FX, wanted, wanted);
    glp_set_col_bnds(s->lp, s->short_column, strict ? GLP_FX : GLP_LO, 0, 0);
    glp_set_obj_coef(s->lp, s->short_column, DEAR);
    glp_std_basis(s->lp);
    return glp_simplex(s->lp, &how) == 0 && glp_get_status(s->lp) == GLP_OPT;
}

/* The move in the program, if it is whole and agrees. */
static bool take_move(struct move *out, struct search *s)
{
    uint32_t *class = NULL;
    int64_t *change = NULL;
    uint32_t n = 0;

    for (int round = 0; round < 2; round++) {
        if (round) {
            class = syn_arena_alloc(s->p->arena, n, sizeof *class);
            change = syn_arena_alloc(s->p->arena, n, sizeof *change);
            n = 0;
        }
        for (uint32_t k = 0; k < s->p->n_classes; k++) {
            double d = glp_get_col_prim(s->lp, (int)(2 * k + 1)) -
                       glp_get_col_prim(s->lp, (int)(2 * k + 2));
            double whole = round ? d : rint(d);
            if (fabs(d - rint(d)) > 1e-6 || fabs(d) > 1e15)
                return false;
            if (rint(d) == 0)
                continue;
            if (round) {
                class[n] = k;
                change[n] = (int64_t)rint(whole);
            }
            n++;
        }
    }
    *out = (struct move){.class = class, .change = change, .n = n};
    return agrees(s, out);
}

/* Looks for a move of T by WANTED or as much as there is, in whole numbers.
 * Returns by how much; REACH is what the program can do in real numbers. */
static int64_t look(struct move *out,
                    double *reach,
                    struct search *s,
                    const struct target *t,
                    int sign,
                    int wanted)
{
    *out = (struct move){0};
    *reach = 0;
    set_target(s, t, sign);
    if (!solve(s, wanted, false))
        return 0;
    *reach = wanted - glp_get_col_prim(s->lp, s->short_column);
    if (take_move(out, s) && moved(s->p, out, t) * sign >= wanted)
        return moved(s->p, out, t) * sign;
    for (int less = (int)floor(*reach + 1e-6); less > 0; less--)
        if (solve(s, less, true) && take_move(out, s) &&
            moved(s->p, out, t) * sign > 0)
            return moved(s->p, out, t) * sign;
    *out = (struct move){0};
    return 0;
}

/* --- witnesses --------------------------------------------------------- */

static uint32_t keep(struct problem *p, const struct witness *found)
{
    if (p->n_witnesses == p->room) {
        uint32_t room = p->room ? p->room * 2 : 64;
        struct witness *at = syn_arena_alloc(p->arena, room, sizeof *at);
        if (p->n_witnesses)
            memcpy(at, p->witness, p->n_witnesses * sizeof *at);
        p->witness = at;
        p->room = room;
    }
    p->witness[p->n_witnesses] = *found;
    return p->n_witnesses++;
}

/* Whether witness W agrees with what is shown now. */
static bool holds(const struct problem *p, uint32_t w)
{
    for (int part = 0; part < 2; part++) {
        const struct move *move = &p->witness[w].part[part];
        for (uint32_t i = 0; i < move->n; i++)
            for (uint32_t j = 0; j < p->n_in[move->class[i]]; j++) {
                uint32_t u = p->in[move->class[i]][j];
                struct target only = {.first = u, .second = NO_UNIT};
                if (p->unit[u].shown && moved(p, move, &only))
                    return false;
            }
    }
    return true;
}

static bool find_old(struct problem *p, struct target *t)
{
    for (uint32_t w = p->n_witnesses; w-- > 0;)
        if (syn_witness_moves(p, w, t) >= t->width && holds(p, w)) {
            t->witness = w;
            return true;
        }
    return false;
}

static bool find_new(struct search *s, struct target *t)
{
    double up, down;

    for (int attempt = 0; attempt < TRIES; attempt++) {
        struct witness found;
        set_costs(s, attempt);
        int64_t n = look(&found.part[0], &up, s, t, 1, t->width);
        found.part[1] = (struct move){0};
        down = 0;
        if (n < t->width)
            n += look(&found.part[1], &down, s, t, -1, t->width - (int)n);
        if (n >= t->width) {
            t->witness = keep(s->p, &found);
            return true;
        }
        if (floor(up + 1e-6) + floor(down + 1e-6) < t->width)
            return false; /* No costs will help. */
    }
    return false;
}

bool syn_search_prove(struct search *s, uint32_t t)
{
    struct target *target = &s->p->target[t];

    return find_old(s->p, target) || find_new(s, target);
}

bool syn_search_check(struct search *s, uint32_t t)
{
    const struct target *target = &s->p->target[t];

    if (target->width <= 0)
        return true;
    if (target->witness >= s->p->n_witnesses)
        return false;
    const struct witness *w = &s->p->witness[target->witness];
    return agrees(s, &w->part[0]) && agrees(s, &w->part[1]) &&
           syn_witness_moves(s->p, target->witness, target) >= target->width;
}

uint32_t syn_search_pins(struct search *s, uint32_t t, uint32_t *pins)
{
    const struct target *target = &s->p->target[t];
    uint32_t n = 0;
    double least = DEAR / 1000;

    set_costs(s, 0);
    for (int pass = 0; pass < 2 && !n; pass++, least = 1e-7)
        for (int sign = 1; sign >= -1; sign -= 2) {
            set_target(s, target, sign);
            if (!solve(s, target->width, false))
                continue;
            for (uint32_t u = 0; u < s->p->n_units; u++)
                if (s->p->unit[u].shown &&
                    fabs(glp_get_row_dual(s->lp, (int)u + 1)) > least)
                    pins[n++] = u;
        }
    return n;
}
