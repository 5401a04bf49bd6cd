/* What a programme decided, and why it decided nothing. */
#include <math.h>

#include <samsyn/base/text.h>

#include "ledger.h"
#include "nodes.h"

int syn_least_records(const struct syn_indicator *indicator)
{
    switch (indicator->statistic) {
    case SYN_STATISTIC_MEDIAN:
        return 10;
    case SYN_STATISTIC_P80:
        return 25;
    case SYN_STATISTIC_P90:
        return 50;
    default:
        return 0;
    }
}

bool syn_programme_hides_node(const struct programme *p,
                              int node,
                              const struct syn_series *s,
                              size_t t)
{
    if (node == NO_NODE)
        return false;
    uint32_t cell = cell_of(p, node, s, t);
    return cell == SYN_NO_CELL || p->decided.refused ||
           p->decided.decision[cell] != SYN_SHOW ||
           (p->is_beside && /* Is out, but need not be said again. */
            (is_small_count(p, s, p->decided.value[cell]) ||
             p->cells[cell].sensitive));
}

bool syn_programme_rest_is_small(const struct programme *p, size_t i, size_t t)
{
    const struct syn_series *s = &p->series->at[i];

    return p->whole_of[i] != NO_NODE && syn_indicator_is_part(s->indicator) &&
           is_small_count(
               p, s, syn_programme_of(p, i, t) - syn_programme_count(p, i, t));
}

bool syn_programme_counts(const struct programme *p, size_t i, size_t t)
{
    return is_counted(&p->series->at[i], t);
}

bool syn_programme_hides(const struct programme *p, size_t i, size_t t)
{
    const struct syn_series *s = &p->series->at[i];

    return is_counted(s, t) &&
           (syn_programme_hides_node(p, p->count_of[i], s, t) ||
            syn_programme_hides_node(p, p->whole_of[i], s, t) ||
            (p->is_beside && syn_programme_rest_is_small(p, i, t)) ||
            syn_programme_count(p, i, t) < syn_least_records(s->indicator));
}

int64_t syn_programme_count(const struct programme *p, size_t i, size_t t)
{
    return p->decided.value[cell_of(p, p->count_of[i], &p->series->at[i], t)];
}

int64_t syn_programme_of(const struct programme *p, size_t i, size_t t)
{
    const struct syn_series *s = &p->series->at[i];

    if (p->whole_of[i] == NO_NODE)
        return s->of ? s->of[t] : 0;
    return p->decided.value[cell_of(p, p->whole_of[i], s, t)];
}

double syn_programme_value(const struct programme *p, size_t i, size_t t)
{
    const struct syn_series *s = &p->series->at[i];
    const struct figure *out = p->figure ? p->figure[i] : NULL;

    if (out && !isnan(out[t].value) &&
        out[t].count == syn_programme_count(p, i, t))
        return out[t].value;
    return s->value ? s->value[t] : NAN;
}

bool syn_programme_is_proved(const struct programme *p)
{
    return !p->decided.refused &&
           p->decided.n_proved == p->decided.n_primary + p->decided.n_virtual;
}

size_t syn_programme_pending(const struct programme *p)
{
    return p->n_pending;
}

size_t syn_programme_exposed(const struct programme *p)
{
    return p->is_beside ? p->decided.n_exposed : 0;
}

/* --- refusal ----------------------------------------------------------- */

enum { NAMED = 4 };

/* The node and the period of cell number CELL. */
static const struct node *
find_cell(struct syn_period *period, const struct programme *p, uint32_t cell)
{
    for (size_t i = 0; i < p->n_nodes; i++)
        for (int k = 0; k < 2; k++) {
            const struct syn_series *s = p->node[i].series[k];
            for (size_t t = 0; s && t < s->n; t++)
                if (p->node[i].cell[k][t] == cell) {
                    *period = (struct syn_period){s->kind, s->first + (int)t};
                    return &p->node[i];
                }
        }
    return &p->node[0];
}

static void
name_cell(struct syn_text *text, const struct programme *p, uint32_t cell)
{
    struct syn_period period = {0};
    char code[SYN_PERIOD_BYTES];
    const struct node *n = find_cell(&period, p, cell);

    syn_text_addf(text, "indicator=%s;group=%s", n->indicator->id,
                  n->group->item.name);
    if (n->area)
        syn_text_addf(text, ";area=%s", n->area);
    syn_text_addf(text, ";period=%s", syn_period_code(code, period));
}

enum syn_status syn_programme_check(const struct programme *p,
                                    struct syn_diag *diag)
{
    const struct syn_protected *decided = &p->decided;
    struct syn_text target = {.arena = p->arena}, causes = target;
    struct syn_period period;

    if (!p->is_beside || !decided->refused)
        return SYN_OK;
    const struct node *n = find_cell(&period, p, decided->stuck.first);
    name_cell(&target, p, decided->stuck.first);
    if (decided->stuck.second != SYN_NO_CELL) {
        syn_text_add(&target, " - ");
        name_cell(&target, p, decided->stuck.second);
    }
    for (size_t i = 0; i < decided->n_cause && i < NAMED; i++) {
        syn_text_add(&causes, i ? ", " : "");
        name_cell(&causes, p, decided->cause[i]);
    }
    if (decided->n_cause > NAMED)
        syn_text_add(&causes, ", ...");
    return syn_ledger_refuse(n->indicator->id, target.at,
                             causes.n ? causes.at : "-",
                             n->area ? "area" : "group", diag);
}
