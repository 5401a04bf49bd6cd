/* What the indicators of one source have in common.  Profiles that the same
 * indicators select are an atom; atoms are counted as indicators are, in the
 * same scan, so that each indicator is the sum of its atoms.  What of an atom
 * is in the same groups is a leaf, so that each group is a sum of leaves. */
#include <string.h>

#include "plan.h"

/* --- kin --------------------------------------------------------------- */

static bool is_plain(const struct counter *c)
{
    return !c->keeps && !c->detail && !c->indicator->of_population;
}

/* Whether A and B look at the same day of the same records, in the same way. */
static bool is_kin(const struct counter *a, const struct counter *b)
{
    return is_plain(a) && is_plain(b) &&
           a->selection.source == b->selection.source && a->date == b->date &&
           syn_same_roles(a->indicator, b->indicator);
}

bool syn_same_hours(const struct syn_hours *a, const struct syn_hours *b)
{
    return a->all == b->all &&
           (a->all || memcmp(a->bits, b->bits, sizeof a->bits) == 0);
}

static bool are_hours_in(const struct syn_hours *a, const struct syn_hours *b)
{
    bool in = b->all || !a->all;

    for (size_t i = 0; i < 3 && !b->all; i++)
        in = in && !(a->bits[i] & ~b->bits[i]);
    return in;
}

static bool selects(const struct counter *c, size_t profile)
{
    return profile < c->n_selected && c->selected[profile];
}

bool syn_selection_in(const struct counter *a, const struct counter *b)
{
    for (size_t p = 0; p < a->n_selected; p++)
        if (a->selected[p] && !selects(b, p))
            return false;
    return true;
}

/* Things of one are things of the other, and counted once each: atoms add up.
 */
static bool is_family(const struct counter *a, const struct counter *b)
{
    return is_kin(a, b) && syn_same_hours(&a->when, &b->when) &&
           a->indicator->unit->counting == b->indicator->unit->counting &&
           a->indicator->unit->counting != SYN_COUNT_PERSONS;
}

/* --- atoms ------------------------------------------------------------- */

/* Counters that are a family, and what their profiles fall into: ATOM of each
 * profile, from 1; 0 is nobody's. */
struct family {
    size_t *member; /* Numbers of counters. */
    size_t n;
    uint32_t *atom, *number, n_profiles, n_atoms;
};

/* Numbers atoms by their first profile. */
static void renumber(struct family *f)
{
    uint32_t n = 0;

    memset(f->number, 0, (2 * (size_t)f->n_profiles + 1) * sizeof *f->number);
    for (uint32_t p = 0; p < f->n_profiles; p++) {
        uint32_t *k = &f->number[f->atom[p]];
        if (f->atom[p] && !*k)
            *k = ++n;
        f->atom[p] = *k;
    }
    f->n_atoms = n;
}

/* Parts each atom into what C selects and what it does not. */
static void cut(struct family *f, const struct counter *c)
{
    uint32_t n = f->n_atoms;

    memset(f->number, 0, ((size_t)f->n_profiles + 1) * sizeof *f->number);
    for (uint32_t p = 0; p < f->n_profiles; p++) {
        uint32_t *part = &f->number[f->atom[p]];
        if (!selects(c, p))
            continue;
        if (!*part)
            *part = ++n;
        f->atom[p] = *part;
    }
    renumber(f);
}

/* The family of counter number I, if that is its first. */
static struct family find_family(struct plan *plan, size_t i)
{
    struct family f = {.member = syn_arena_alloc(plan->arena, plan->n_counters,
                                                 sizeof *f.member)};
    const struct counter *first = &plan->counters[i];
    bool differ = false;

    for (size_t k = 0; k < plan->n_counters; k++) {
        const struct counter *c = &plan->counters[k];
        if (!is_family(first, c))
            continue;
        if (k < i)
            return (struct family){0};
        differ |= !syn_selection_in(first, c) || !syn_selection_in(c, first);
        f.member[f.n++] = k;
        if (c->n_selected > f.n_profiles)
            f.n_profiles = (uint32_t)c->n_selected;
    }
    if (!differ)
        return (struct family){0};
    f.atom = syn_arena_alloc(plan->arena, f.n_profiles, sizeof *f.atom);
    f.number = syn_arena_alloc(plan->arena, 2 * (size_t)f.n_profiles + 1,
                               sizeof *f.number);
    for (size_t k = 0; k < f.n; k++)
        cut(&f, &plan->counters[f.member[k]]);
    return f;
}

/* --- their counters ---------------------------------------------------- */

static const char *const *
member_groups(const struct plan *plan, const struct family *f, size_t k)
{
    return plan->counters[f->member[k]].shown->groups;
}

static size_t
count_first(const struct plan *plan, const struct family *f, const char *group)
{
    size_t n = 0;

    for (size_t k = 0; k < f->n; k++)
        n += strcmp(member_groups(plan, f, k)[0], group) == 0;
    return n;
}

static void add_group(const char **groups, size_t *n, const char *group)
{
    for (size_t i = 0; i < *n; i++)
        if (strcmp(groups[i], group) == 0) /* There are N. NOLINT */
            return;
    groups[(*n)++] = group;
}

/* The groups of all members.  Areas are counted of the first one: that which
 * is first for most. */
static const char *const *groups_of(const struct plan *plan,
                                    const struct family *f)
{
    const char **groups = syn_arena_alloc(
        plan->arena, plan->catalogue->n_groups + 1, sizeof *groups);
    const char *best = member_groups(plan, f, 0)[0];
    size_t n = 0;

    for (size_t k = 1; k < f->n; k++) {
        const char *first = member_groups(plan, f, k)[0];
        if (count_first(plan, f, first) > count_first(plan, f, best))
            best = first;
    }
    add_group(groups, &n, best);
    for (size_t k = 0; k < f->n; k++)
        for (size_t g = 0; member_groups(plan, f, k)[g]; g++)
            add_group(groups, &n, member_groups(plan, f, k)[g]);
    return groups;
}

/* Counts atom number K of F as the first member counts. */
static void add_atom(struct plan *plan,
                     const struct family *f,
                     uint32_t k,
                     const struct syn_indicator *indicator)
{
    struct counter *c = &plan->counters[plan->n_counters++];
    const struct counter *like = &plan->counters[f->member[0]];

    *c = (struct counter){.indicator = indicator,
                          .shown = indicator,
                          .is_atom = true,
                          .selection.source = like->selection.source,
                          .n_selected = f->n_profiles,
                          .when = like->when,
                          .place = like->place,
                          .geography = like->geography,
                          .date = like->date,
                          .a = like->a,
                          .b = like->b};
    c->selected =
        syn_arena_alloc(plan->arena, f->n_profiles, sizeof *c->selected);
    for (uint32_t p = 0; p < f->n_profiles; p++)
        c->selected[p] = f->atom[p] == k;
    syn_counter_groups(plan, c);
}

/* Lists for C the atoms of F that it selects; they begin with counter number
 * FIRST. */
static void give_atoms(struct plan *plan,
                       struct counter *c,
                       const struct family *f,
                       size_t first)
{
    size_t n = 0;

    c->atom = syn_arena_alloc(plan->arena, f->n_atoms + 1, sizeof *c->atom);
    memset(f->number, 0, (f->n_atoms + 1) * sizeof *f->number);
    for (uint32_t p = 0; p < f->n_profiles; p++)
        if (selects(c, p) && !f->number[f->atom[p]]++)
            c->atom[n++] = &plan->counters[first + f->atom[p] - 1];
}

static void add_atoms(struct plan *plan, const struct family *f)
{
    struct syn_indicator *indicator =
        syn_arena_alloc(plan->arena, 1, sizeof *indicator);
    size_t first = plan->n_counters;

    *indicator = *plan->counters[f->member[0]].indicator;
    indicator->groups = groups_of(plan, f);
    indicator->measure = SYN_MEASURE_COUNT;
    indicator->of = NULL;
    indicator->of_indicator = NULL;
    for (uint32_t k = 1; k <= f->n_atoms; k++)
        add_atom(plan, f, k, indicator);
    for (size_t m = 0; m < f->n; m++)
        give_atoms(plan, &plan->counters[f->member[m]], f, first);
}

static void free_leaves(void *arena)
{
    syn_arena_free(arena);
}

void syn_plan_atoms(struct plan *plan)
{
    size_t own = plan->n_counters, n = own;
    struct family *family = syn_arena_alloc(plan->arena, own, sizeof *family);

    plan->n_indicator_counters = own;
    plan->leaves = syn_arena_new(SIZE_MAX);
    syn_arena_defer(plan->arena, free_leaves, plan->leaves);
    for (size_t i = 0; i < own; i++)
        if (is_plain(&plan->counters[i]))
            n += (family[i] = find_family(plan, i)).n_atoms;
    if (n == own || n > UINT16_MAX) /* More than a roster has room for. */
        return;
    struct counter *all = syn_arena_alloc(plan->arena, n, sizeof *all);
    memcpy(all, plan->counters, own * sizeof *all);
    plan->counters = all;
    for (size_t i = 0; i < own; i++)
        if (family[i].n_atoms)
            add_atoms(plan, &family[i]);
}

/* --- leaves ------------------------------------------------------------ */

struct leaf *
syn_leaf_of(const struct plan *plan, struct counter *c, uint32_t in)
{
    for (size_t i = 0; i < c->n_leaves; i++)
        if (c->leaf[i].in == in)
            return &c->leaf[i];
    if (c->n_leaves == c->room_leaves) {
        struct leaf *more =
            syn_arena_alloc(plan->leaves, 2 * c->room_leaves + 8, sizeof *more);
        if (c->n_leaves)
            memcpy(more, c->leaf, c->n_leaves * sizeof *more);
        c->leaf = more;
        c->room_leaves = 2 * c->room_leaves + 8;
    }
    size_t n = plan->n_periods[SYN_QUARTER];
    struct leaf *leaf = &c->leaf[c->n_leaves++];
    *leaf = (struct leaf){
        .in = in,
        .count = syn_arena_alloc(plan->leaves, n, sizeof *leaf->count),
        .stamp = syn_arena_alloc(plan->leaves, n, sizeof *leaf->stamp)};
    return leaf;
}

void syn_leaf_add(const struct plan *plan,
                  struct counter *c,
                  uint32_t in,
                  int month,
                  uint32_t ordinal,
                  int64_t weight)
{
    struct leaf *leaf = syn_leaf_of(plan, c, in);
    int at = plan->period_of[SYN_QUARTER][month - plan->first_month];

    if (!ordinal)
        leaf->count[at] += weight;
    else if (leaf->stamp[at] != ordinal)
        leaf->count[at]++;
    leaf->stamp[at] = ordinal;
}

static size_t count_leaves(const struct counter *c)
{
    size_t n = 0;

    for (size_t i = 0; c->atom[i]; i++)
        n += c->atom[i]->n_leaves;
    return n;
}

/* Areas are known of the first group of atoms alone, and by one place. */
static const int64_t *const *
area_counts(const struct plan *plan, const struct counter *c, size_t area)
{
    size_t n = 0;

    while (c->atom[n])
        n++;
    if (n &&
        (c->atom[0]->group[0] != c->group[0] || c->atom[0]->place != c->place))
        return NULL;
    const int64_t **counts =
        syn_arena_alloc(plan->arena, n + 1, sizeof *counts);
    for (size_t i = 0; i < n; i++)
        counts[i] = c->atom[i]->by_area[area].count.count[SYN_QUARTER];
    return counts;
}

const int64_t *const *syn_atom_counts(const struct plan *plan,
                                      const struct counter *c,
                                      size_t g,
                                      size_t area)
{
    size_t n = 0;

    if (!c || !c->atom || c->keeps)
        return NULL;
    if (area != SYN_WHOLE_PLACE)
        return area_counts(plan, c, area);
    const int64_t **counts =
        syn_arena_alloc(plan->arena, count_leaves(c) + 1, sizeof *counts);
    for (size_t i = 0; c->atom[i]; i++)
        for (size_t k = 0; k < c->atom[i]->n_leaves; k++)
            if (c->atom[i]->leaf[k].in & c->group_bit[g])
                counts[n++] = c->atom[i]->leaf[k].count;
    return counts;
}

/* --- one in another ---------------------------------------------------- */

/* Whether all that A counts B counts too, of the same kind; or the persons of
 * A are persons in what B counts. */
static bool is_inside(const struct counter *a, const struct counter *b)
{
    enum syn_counting x = a->indicator->unit->counting;
    enum syn_counting y = b->indicator->unit->counting;

    return is_kin(a, b) && a->place == b->place &&
           are_hours_in(&a->when, &b->when) &&
           (x == y || x == SYN_COUNT_PERSONS) && syn_selection_in(a, b);
}

void syn_plan_insides(struct syn_series_set *out, const struct plan *plan)
{
    size_t room = 64;

    out->inside = syn_arena_alloc(plan->arena, room, sizeof *out->inside);
    for (size_t i = 0; i < plan->n_indicator_counters; i++)
        for (size_t k = 0; k < plan->n_indicator_counters; k++) {
            const struct counter *a = &plan->counters[i];
            const struct counter *b = &plan->counters[k];
            if (a->indicator == b->indicator || a->indicator != a->shown ||
                b->indicator != b->shown || !is_inside(a, b))
                continue;
            if (out->n_inside == room) {
                struct syn_inside *more =
                    syn_arena_alloc(plan->arena, room *= 2, sizeof *more);
                memcpy(more, out->inside, out->n_inside * sizeof *more);
                out->inside = more;
            }
            out->inside[out->n_inside++] = (struct syn_inside){
                a->indicator, b->indicator,
                a->indicator->unit->counting == b->indicator->unit->counting};
        }
}
