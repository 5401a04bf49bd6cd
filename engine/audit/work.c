/* The work that an audit may take: steps of GLPK, by what one costs.  A limit
 * of time would give another answer on another machine. */
#include "solver.h"

int64_t syn_solver_cost(glp_prob *lp)
{
    return 1 + glp_get_num_rows(lp) + glp_get_num_nz(lp);
}

bool syn_solver_is_spent(const struct solver *s)
{
    return *s->attack->work <= 0;
}

bool syn_solver_run(struct solver *s, glp_prob *lp, glp_smcp *how, int steps)
{
    int64_t cost = syn_solver_cost(lp), most = *s->attack->work / cost;
    int before = glp_get_it_cnt(lp);

    if (most <= 0) {
        *s->attack->work = 0;
        return false;
    }
    how->it_lim = most < steps ? (int)most : steps;
    bool failed = glp_simplex(lp, how) != 0;
    *s->attack->work -= cost * (1 + glp_get_it_cnt(lp) - before);
    return !failed;
}
