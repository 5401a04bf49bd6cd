/* Moves between tables that agree with what is shown.
 *
 * A move adds d = p - q to the classes, p >= 0 and 0 <= q <= mass.  The linear
 * program makes sum(p + q) least while the target moves by WANTED:
 *
 *     shown unit       its sum does not move
 *     hidden unit      does not fall below 1, where zeros are always shown
 *     bound            stays kept
 *     target           moves by WANTED, less what the dear variable SHORT takes
 *
 * From d = 0 it is dual feasible, and a short cycle is a few steps of the dual
 * simplex away.  Only classes that are tied to the target take part, and none
 * that what is shown fixes by itself.  The NEAR of them are tried first, as if
 * all others stood still: what moves there is a move of the whole. */
#include "parts.h"

#include <limits.h>
#include <math.h>
#include <string.h>

#include <glpk.h>

enum { DEAREST = 5, MOST_TIMES = 3, NEAR = 96, FAR = 320, LOOSE = 20 };

static const double DEAR = 1e5; /* More than the longest cycle costs. */
static const double CHEAP = 0.1;
static const double WHOLE = 1e-6; /* A number so close to a whole one is it. */

/* Class number I of the program has columns 2i + 1 (p) and 2i + 2 (q); the last
 * column is SHORT.  Row number I is a unit, or a bound behind the units; the
 * last row is the target. */
struct search {
    struct problem *p;
    glp_prob *lp;
    struct exchange *exchange;
    bool stale;                  /* FIXED is of what was shown before. */
    bool *fixed;                 /* Of each class: it cannot move. */
    uint32_t *class, *row;       /* In the program. */
    uint32_t *class_at, *row_at; /* Place in those + 1, of each; 0: none. */
    int n, m, most;              /* At most MOST classes take part. */
    bool is_cut;                 /* There were more. */
    bool was_cut;                /* Once, in this scope. */
    int *i, *j;                  /* Triplets of the matrix. */
    double *value;
    int attempt;
};

/* --- what is fixed ----------------------------------------------------- */

/* Whether what is shown of unit U fixes all its classes that are left: one
 * alone, or several of which none can fall. */
static bool fixes(const struct search *s, const struct unit *u)
{
    uint32_t left = 0;
    int64_t mass = 0;

    for (uint32_t i = 0; i < u->n; i++)
        if (!s->fixed[u->class[i]]) {
            left++;
            mass += s->p->mass[u->class[i]];
        }
    return left && (left == 1 || mass == 0);
}

static void fix(struct search *s)
{
    struct problem *p = s->p;
    bool more = true;

    memset(s->fixed, 0, p->n_classes * sizeof *s->fixed);
    while (more) {
        more = false;
        for (uint32_t u = 0; u < p->n_units; u++) {
            const struct unit *unit = &p->unit[u];
            if (!unit->shown || !fixes(s, unit))
                continue;
            more = true;
            for (uint32_t i = 0; i < unit->n; i++)
                s->fixed[unit->class[i]] = true;
        }
    }
    s->stale = false;
}

void syn_search_renew(struct search *s)
{
    s->stale = true;
    syn_exchange_renew(s->exchange);
}

bool syn_search_short_cut(struct move *out,
                          struct search *s,
                          const struct target *t,
                          int sign,
                          int wanted)
{
    return syn_exchange_move(out, s->exchange, t, sign, wanted) >= wanted;
}

/* --- which classes and rows take part ---------------------------------- */

static void add_class(struct search *s, uint32_t k, bool wide)
{
    if (s->class_at[k] || (s->fixed[k] && !wide))
        return;
    s->is_cut |= s->n >= s->most;
    if (s->n >= s->most)
        return;
    s->class[s->n++] = k;
    s->class_at[k] = (uint32_t)s->n;
}

static void add_row(struct search *s,
                    uint32_t row,
                    const uint32_t *class,
                    uint32_t n,
                    bool wide)
{
    if (s->row_at[row])
        return;
    s->row[s->m++] = row;
    s->row_at[row] = (uint32_t)s->m;
    for (uint32_t i = 0; i < n; i++)
        add_class(s, class[i], wide);
}

static void forget(struct search *s)
{
    for (int i = 0; i < s->n; i++)
        s->class_at[s->class[i]] = 0;
    for (int i = 0; i < s->m; i++)
        s->row_at[s->row[i]] = 0;
    s->n = s->m = 0;
    s->is_cut = false;
}

/* All that is tied to the target T; WIDE: by fixed classes too. */
static void gather(struct search *s, const struct target *t, bool wide)
{
    const struct problem *p = s->p;

    forget(s);
    for (uint32_t i = 0; i < p->unit[t->first].n; i++)
        add_class(s, p->unit[t->first].class[i], wide);
    for (uint32_t i = 0; t->second != NO_UNIT && i < p->unit[t->second].n; i++)
        add_class(s, p->unit[t->second].class[i], wide);
    for (int c = 0; c < s->n; c++) {
        uint32_t k = s->class[c];
        for (uint32_t i = 0; i < p->n_in[k]; i++) {
            const struct unit *u = &p->unit[p->in[k][i]];
            if (u->shown || syn_unit_is_some(p, u))
                add_row(s, p->in[k][i], u->class, u->n, wide);
        }
        for (uint32_t i = 0; i < p->n_bound_in[k]; i++) {
            const struct bound *b = &p->bound[p->bound_in[k][i]];
            if (b->slack > LOOSE)
                continue; /* What is found is weighed by all. */
            add_row(s, p->n_units + p->bound_in[k][i], b->class, b->n, wide);
        }
    }
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

void syn_search_forget(void)
{
    glp_free_env();
}

struct search *syn_search_new(struct problem *p)
{
    struct search *s = syn_arena_alloc(p->arena, 1, sizeof *s);
    size_t rows = (size_t)p->n_units + p->n_bounds;
    size_t room = 2 * (size_t)p->n_classes + 2;

    for (uint32_t u = 0; u < p->n_units; u++)
        room += 2 * (size_t)p->unit[u].n;
    for (uint32_t b = 0; b < p->n_bounds; b++)
        room += 2 * (size_t)p->bound[b].n;
    glp_term_out(GLP_OFF);
    glp_error_hook(out_of_memory, NULL);
    *s = (struct search){
        .p = p,
        .lp = glp_create_prob(),
        .exchange = syn_exchange_new(p),
        .stale = true,
        .fixed = syn_arena_alloc(p->arena, p->n_classes, sizeof *s->fixed),
        .class = syn_arena_alloc(p->arena, p->n_classes, sizeof *s->class),
        .class_at =
            syn_arena_alloc(p->arena, p->n_classes, sizeof *s->class_at),
        .row = syn_arena_alloc(p->arena, rows, sizeof *s->row),
        .row_at = syn_arena_alloc(p->arena, rows, sizeof *s->row_at),
        .i = syn_arena_alloc(p->arena, room, sizeof *s->i),
        .j = syn_arena_alloc(p->arena, room, sizeof *s->j),
        .value = syn_arena_alloc(p->arena, room, sizeof *s->value)};
    syn_arena_defer(p->arena, drop, s);
    return s;
}

void syn_search_cost(struct search *s, int attempt)
{
    s->attempt = attempt;
}

/* A cost from 1 to DEAREST (Lehmer's generator, Park and Miller 1988). */
static double draw_cost(uint64_t *chance)
{
    *chance = *chance * 48271 % 2147483647;
    return (double)(1 + *chance % DEAREST);
}

/* A shown unit of one class is told by the bounds of its columns. */
static bool is_single(const struct search *s, uint32_t row)
{
    const struct problem *p = s->p;

    return row < p->n_units && p->unit[row].n == 1 && p->unit[row].shown;
}

/* Classes that open targets would like to see moved come cheap, so that one
 * move serves several. */
static void favour_open(struct search *s)
{
    const struct problem *p = s->p;

    for (uint32_t t = 0; t < p->n_targets; t++) {
        const struct unit *u = &p->unit[p->target[t].first];
        if (p->target[t].proved)
            continue;
        for (uint32_t i = 0; i < u->n; i++) {
            uint32_t c = s->class_at[u->class[i]];
            if (c && (p->target[t].second == NO_UNIT ||
                      syn_target_weight(p, &p->target[t], u->class[i]) > 0))
                glp_set_obj_coef(s->lp, (int)(2 * c - 1), CHEAP);
        }
    }
}

static void set_columns(struct search *s)
{
    uint64_t chance = (uint64_t)s->attempt + 1;

    glp_add_cols(s->lp, 2 * s->n + 1);
    for (int c = 0; c < s->n; c++) {
        double most = (double)s->p->mass[s->class[c]];
        glp_set_col_bnds(s->lp, 2 * c + 1, GLP_LO, 0, 0);
        glp_set_col_bnds(s->lp, 2 * c + 2, most > 0 ? GLP_DB : GLP_FX, 0, most);
        for (int side = 1; side <= 2; side++)
            glp_set_obj_coef(s->lp, 2 * c + side,
                             s->attempt ? draw_cost(&chance) : 1);
    }
    if (!s->attempt)
        favour_open(s);
    glp_set_col_bnds(s->lp, 2 * s->n + 1, GLP_LO, 0, 0);
    glp_set_obj_coef(s->lp, 2 * s->n + 1, DEAR);
    for (int r = 0; r < s->m; r++)
        if (is_single(s, s->row[r])) {
            uint32_t k = s->p->unit[s->row[r]].class[0];
            int c = (int)s->class_at[k] - 1;
            glp_set_col_bnds(s->lp, 2 * c + 1, GLP_FX, 0, 0);
            glp_set_col_bnds(s->lp, 2 * c + 2, GLP_FX, 0, 0);
        }
}

/* Adds WEIGHT times class K to row R of the triplets, N of them so far. */
static int put(struct search *s, int n, int r, uint32_t k, double weight)
{
    int c = (int)s->class_at[k] - 1;

    if (c < 0 || weight == 0)
        return n;
    for (int side = 1; side <= 2; side++) {
        if (side == 2 && !s->p->mass[k])
            break; /* It cannot fall. */
        s->i[++n] = r;
        s->j[n] = 2 * c + side;
        s->value[n] = side == 1 ? weight : -weight;
    }
    return n;
}

static int put_rows(struct search *s)
{
    const struct problem *p = s->p;
    int n = 0;

    for (int r = 0; r < s->m; r++) {
        if (s->row[r] >= p->n_units) {
            const struct bound *b = &p->bound[s->row[r] - p->n_units];
            glp_set_row_bnds(s->lp, r + 1, GLP_LO, (double)-b->slack, 0);
            for (uint32_t i = 0; i < b->n; i++)
                n = put(s, n, r + 1, b->class[i], (double)b -> weight[i]);
            continue;
        }
        const struct unit *u = &p->unit[s->row[r]];
        if (is_single(s, s->row[r]))
            glp_set_row_bnds(s->lp, r + 1, GLP_FR, 0, 0);
        else if (u->shown)
            glp_set_row_bnds(s->lp, r + 1, GLP_FX, 0, 0);
        else
            glp_set_row_bnds(s->lp, r + 1, GLP_LO, (double)(1 - u->value), 0);
        for (uint32_t i = 0; !is_single(s, s->row[r]) && i < u->n; i++)
            n = put(s, n, r + 1, u->class[i], 1);
    }
    return n;
}

static void build(struct search *s, const struct target *t, int sign, bool wide)
{
    struct problem *p = s->p;

    if (s->stale)
        fix(s);
    gather(s, t, wide);
    glp_erase_prob(s->lp);
    glp_add_rows(s->lp, s->m + 1);
    set_columns(s);
    int n = put_rows(s);
    for (uint32_t i = 0; i < p->unit[t->first].n; i++)
        p->change[p->unit[t->first].class[i]] += sign;
    for (uint32_t i = 0; t->second != NO_UNIT && i < p->unit[t->second].n; i++)
        p->change[p->unit[t->second].class[i]] -= sign;
    for (int c = 0; c < s->n; c++)
        n = put(s, n, s->m + 1, s->class[c], (double)p -> change[s->class[c]]);
    for (uint32_t i = 0; i < p->unit[t->first].n; i++)
        p->change[p->unit[t->first].class[i]] = 0;
    for (uint32_t i = 0; t->second != NO_UNIT && i < p->unit[t->second].n; i++)
        p->change[p->unit[t->second].class[i]] = 0;
    s->i[++n] = s->m + 1;
    s->j[n] = 2 * s->n + 1;
    s->value[n] = 1;
    glp_load_matrix(s->lp, n, s->i, s->j, s->value);
}

/* Solves for the target moving by WANTED; STRICT: no less.  False if it
 * cannot. */
static bool solve(struct search *s, int wanted, bool strict)
{
    glp_smcp how;

    glp_init_smcp(&how);
    how.msg_lev = GLP_MSG_OFF;
    how.meth = GLP_DUALP;
    glp_set_row_bnds(s->lp, s->m + 1, GLP_FX, wanted, wanted);
    glp_set_col_bnds(s->lp, 2 * s->n + 1, strict ? GLP_FX : GLP_LO, 0, 0);
    glp_std_basis(s->lp);
    return glp_simplex(s->lp, &how) == 0 && glp_get_status(s->lp) == GLP_OPT;
}

/* --- moves ------------------------------------------------------------- */

/* How class number C of the program moves. */
static double moves(const struct search *s, int c)
{
    return glp_get_col_prim(s->lp, 2 * c + 1) -
           glp_get_col_prim(s->lp, 2 * c + 2);
}

/* The move in the program TIMES over, if it is whole and agrees. */
static bool take_times(struct move *out, struct search *s, int times)
{
    uint32_t n = 0;

    for (int c = 0; c < s->n; c++) {
        double d = times * moves(s, c);
        if (fabs(d - rint(d)) > WHOLE || fabs(d) > 1e15 ||
            rint(d) < (double)-s->p->mass[s->class[c]])
            return false;
        n += rint(d) != 0;
    }
    uint32_t *class = syn_arena_alloc(s->p->arena, n, sizeof *class);
    int64_t *change = syn_arena_alloc(s->p->arena, n, sizeof *change);
    n = 0;
    for (int c = 0; c < s->n; c++) {
        double d = rint(times * moves(s, c));
        if (d == 0)
            continue;
        class[n] = s->class[c];
        change[n++] = (int64_t)d;
    }
    *out = (struct move){.class = class, .change = change, .n = n};
    return syn_move_weigh(s->p, out);
}

/* Halves and thirds are whole when done twice or three times, and moving
 * further than wanted does no harm. */
static bool take_move(struct move *out, struct search *s)
{
    for (int times = 1; times <= MOST_TIMES; times++)
        if (take_times(out, s, times))
            return true;
    return false;
}

void syn_search_scope(struct search *s, enum scope scope)
{
    static const int most[] = {NEAR, FAR, INT_MAX};

    s->most = most[scope];
    s->was_cut = false;
}

bool syn_search_was_cut(const struct search *s)
{
    return s->was_cut;
}

int64_t syn_search_move(struct move *out,
                        double *reach,
                        struct search *s,
                        const struct target *t,
                        int sign,
                        int wanted)
{
    *out = (struct move){0};
    *reach = 0;
    build(s, t, sign, false);
    s->was_cut |= s->is_cut;
    if (!solve(s, wanted, false))
        return 0;
    *reach = wanted - glp_get_col_prim(s->lp, 2 * s->n + 1);
    if (take_move(out, s) && syn_move_of(out, t) * sign >= wanted)
        return syn_move_of(out, t) * sign;
    for (int less = (int)floor(*reach + WHOLE); less > 0; less--)
        if (solve(s, less, true) && take_move(out, s))
            return syn_move_of(out, t) * sign;
    *out = (struct move){0};
    return 0;
}

/* Row R, or the single unit that its column is told by, resists by more than
 * LEAST. */
static bool resists(const struct search *s, int r, double least)
{
    if (s->row[r] >= s->p->n_units || !s->p->unit[s->row[r]].shown)
        return false;
    if (!is_single(s, s->row[r]))
        return fabs(glp_get_row_dual(s->lp, r + 1)) > least;
    int c = (int)s->class_at[s->p->unit[s->row[r]].class[0]] - 1;
    return glp_get_col_dual(s->lp, 2 * c + 1) < -least ||
           (s->p->mass[s->class[c]] &&
            glp_get_col_dual(s->lp, 2 * c + 2) < -least);
}

uint32_t
syn_search_pins(struct search *s, const struct target *t, uint32_t *pins)
{
    uint32_t n = 0;
    double least = DEAR / 1000;

    s->attempt = 0;
    for (int pass = 0; pass < 2 && !n; pass++, least = 1e-7)
        for (int sign = 1; sign >= -1; sign -= 2) {
            s->most = INT_MAX;
            build(s, t, sign, true);
            if (!solve(s, t->width, false))
                continue;
            for (int r = 0; r < s->m; r++)
                if (resists(s, r, least))
                    pins[n++] = s->row[r];
        }
    return n;
}
