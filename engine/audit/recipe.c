/* How a number is given away, in words. */
#include "solver.h"

#include <samsyn/base/text.h>

static const char *name_of(const struct solver *s, uint32_t row)
{
    const struct row *r = &s->problem->rows[row];
    return r->cell == NO_CELL ? r->relation
                              : syn_book_short(s->problem->book, r->cell);
}

const char *syn_recipe_sum(const struct solver *s,
                           const struct combination *c,
                           const struct target *t)
{
    struct syn_text text = {.arena = s->problem->arena};

    if (c->n == 1 && s->problem->rows[c->at[0]].cell == t->cell)
        return "printed as it is";
    if (c->divisor != 1)
        syn_text_addf(&text, "%lld x ", (long long)c->divisor);
    syn_text_add(&text, syn_book_short(s->problem->book, t->cell));
    for (size_t sign = 0; sign < 2; sign++) /* What is added comes first. */
        for (size_t i = 0, first = 1; i < c->n; i++) {
            int64_t by = c->by[i];
            if ((by < 0) != (sign == 1))
                continue;
            syn_text_add(&text, sign == 1 ? " - " : first ? " = " : " + ");
            first = 0;
            if (by != 1 && by != -1)
                syn_text_addf(&text, "%lld x ", (long long)(by < 0 ? -by : by));
            syn_text_add(&text, name_of(s, c->at[i]));
        }
    if (s->attack->values)
        syn_text_addf(&text, " = %lld", (long long)t->low);
    return text.at;
}

static void add_term(struct syn_text *text,
                     const struct solver *s,
                     uint32_t row,
                     bool *first)
{
    syn_text_add(text, *first ? " by " : ", ");
    syn_text_add(text, name_of(s, row));
    *first = false;
}

const char *syn_recipe_interval(const struct solver *s,
                                const struct target *t,
                                const struct end *low,
                                const struct end *high)
{
    struct syn_text text = {.arena = s->problem->arena};
    bool first = true;

    bool open = s->attack->values || t->verdict != EXACT;
    if (open)
        syn_text_addf(&text, "%lld <= ", (long long)t->low);
    syn_text_add(&text, syn_book_short(s->problem->book, t->cell));
    if (!open)
        syn_text_add(&text, " can be one number only,");
    else if (t->high != NO_HIGH)
        syn_text_addf(&text, " <= %lld", (long long)t->high);
    for (size_t i = 0; i < low->n_terms; i++)
        add_term(&text, s, low->term[i], &first);
    for (size_t i = 0; i < high->n_terms; i++) {
        bool told = false;
        for (size_t k = 0; k < low->n_terms; k++)
            told |= low->term[k] == high->term[i];
        if (!told)
            add_term(&text, s, high->term[i], &first);
    }
    return text.at;
}
