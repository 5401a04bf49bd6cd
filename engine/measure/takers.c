#include <string.h>

#include "scan.h"

/* --- who takes part ---------------------------------------------------- */

static bool is_linked_pass(const struct scan *scan, const struct counter *c)
{
    return c->indicator->through && scan->linked &&
           c->selection.source == scan->linked &&
           strcmp(c->indicator->through, scan->source->name) == 0;
}

static bool
takes_part(const struct scan *scan, const struct counter *c, enum pass pass)
{
    static const enum pass own[] = {[SYN_COUNT_EVENTS] = BY_EVENT,
                                    [SYN_COUNT_CASES] = BY_KEPT_CASE,
                                    [SYN_COUNT_PERSONS] = BY_KEPT_PERSON};

    if (c->detail || c->keeper)
        return false;
    if (pass == BY_LINKED)
        return is_linked_pass(scan, c);
    if (c->selection.source != scan->source)
        return false;
    if (pass == BY_CROWD)
        return c->has_crowd;
    return pass == (c->keeps ? BY_EVENT : own[c->indicator->unit->counting]);
}

bool syn_scan_takes(const struct scan *scan, const struct counter *c)
{
    for (int pass = 0; pass < N_PASSES; pass++)
        if (takes_part(scan, c, (enum pass)pass))
            return true;
    return false;
}

/* Lists for PASS who takes which profile. */
static void make_roster(struct scan *scan, enum pass pass)
{
    const struct plan *plan = scan->plan;
    struct roster *r = &scan->roster[pass];
    size_t n = 0;

    for (size_t i = 0; i < plan->n_counters; i++) {
        const struct counter *c = &plan->counters[i];
        if (takes_part(scan, c, pass) && c->n_selected > r->n_profiles)
            r->n_profiles = c->n_selected;
    }
    r->start =
        syn_arena_alloc(plan->arena, r->n_profiles + 2, sizeof(uint32_t));
    for (size_t i = 0; i < plan->n_counters; i++) {
        const struct counter *c = &plan->counters[i];
        if (takes_part(scan, c, pass))
            for (size_t p = 0; p < c->n_selected; p++)
                r->start[p + 2] += c->selected[p];
    }
    for (size_t p = 2; p < r->n_profiles + 2; p++)
        r->start[p] += r->start[p - 1];
    n = r->start[r->n_profiles + 1];
    r->counter = syn_arena_alloc(plan->arena, n + 1, sizeof *r->counter);
    for (size_t i = 0; i < plan->n_counters; i++) {
        const struct counter *c = &plan->counters[i];
        if (takes_part(scan, c, pass))
            for (size_t p = 0; p < c->n_selected; p++)
                if (c->selected[p])
                    r->counter[r->start[p + 1]++] = (uint16_t)i;
    }
}

/* --- what profiles say ------------------------------------------------- */

static enum syn_status
read_sexes(struct scan *scan, struct sqlite3 *reader, struct syn_diag *diag)
{
    const char *const *sex;
    enum syn_status status =
        syn_store_category(&sex, &scan->n_sex, reader, scan->source, "sex",
                           scan->plan->arena, diag);

    if (status)
        return status;
    scan->sex = syn_arena_alloc(scan->plan->arena, scan->n_sex, 1);
    for (size_t i = 0; i < scan->n_sex; i++)
        if (sex[i]) /* Else not known: in no group of one sex. */
            scan->sex[i] = strcmp(sex[i], "female") == 0 ? SYN_SEX_FEMALE
                           : strcmp(sex[i], "male") == 0 ? SYN_SEX_MALE
                                                         : SYN_SEX_ANY;
    return SYN_OK;
}

/* The number of ROLE, which is one more if it is new; 0 is none. */
static uint8_t number_of_role(struct scan *scan, const char *role)
{
    size_t i = 1;

    if (!role)
        return 0;
    while (i < scan->n_role_names && strcmp(scan->role_name[i], role) != 0)
        i++;
    if (i == N_ROLES)
        return 0;
    if (i == scan->n_role_names)
        scan->role_name[scan->n_role_names++] = role;
    return (uint8_t)i;
}

static enum syn_status
read_roles(struct scan *scan, struct sqlite3 *reader, struct syn_diag *diag)
{
    const char *const *role;
    enum syn_status status =
        syn_store_category(&role, &scan->n_role, reader, scan->source, "role",
                           scan->plan->arena, diag);

    if (status)
        return status;
    scan->role = syn_arena_alloc(scan->plan->arena, scan->n_role, 1);
    for (size_t i = 0; i < scan->n_role; i++)
        scan->role[i] = number_of_role(scan, role[i]);
    return SYN_OK;
}

static void make_groups(struct scan *scan)
{
    const struct syn_catalogue *catalogue = scan->plan->catalogue;

    for (size_t g = 0; g < catalogue->n_groups; g++) {
        const struct syn_group *group = &catalogue->groups[g];
        uint32_t bit = (uint32_t)1 << g;
        bool every = group->ages.from <= 0 && group->ages.to >= SYN_AGE_MAX;
        for (int sex = 0; sex < SEXES; sex++) {
            if (group->sex != SYN_SEX_ANY && group->sex != sex)
                continue;
            if (every)
                scan->ageless[sex] |= bit;
            for (int age = 0; age <= SYN_AGE_MAX; age++)
                if (every || (age >= group->ages.from && age <= group->ages.to))
                    scan->by_age[sex][age] |= bit;
        }
    }
}

enum syn_status syn_scan_prepare(struct scan *scan,
                                 struct sqlite3 *reader,
                                 struct syn_diag *diag)
{
    const struct syn_catalogue *catalogue = scan->plan->catalogue;
    enum syn_status status = SYN_OK;

    scan->has_age = syn_source_provides(catalogue, scan->source, "age");
    scan->has_sex = syn_source_provides(catalogue, scan->source, "sex");
    scan->n_role_names = 1;
    for (int i = 0; i < N_ROLES; i++)
        scan->least_age[i] = SYN_AGE_MAX;
    if (scan->has_sex)
        status = read_sexes(scan, reader, diag);
    if (!status && syn_source_provides(catalogue, scan->source, "role"))
        status = read_roles(scan, reader, diag);
    make_groups(scan);
    for (int pass = 0; pass < N_PASSES; pass++)
        make_roster(scan, (enum pass)pass);
    syn_scan_new_buckets(scan);
    return status;
}

/* --- obstacles that only the source can tell --------------------------- */

/* The lowest age in the roles of C's events. */
static int least_age_of(const struct scan *scan, const struct counter *c)
{
    bool in[N_ROLES] = {!scan->n_role};
    int least = SYN_AGE_MAX;

    for (size_t i = 0; i < scan->n_role_names && c->indicator->through; i++)
        for (size_t w = 0; c->indicator->roles[w]; w++)
            in[i] |= syn_role_in(c->indicator->roles[w], scan->role_name[i]);
    if (!c->indicator->through)
        for (size_t p = 0; p < c->n_selected && p < scan->n_role; p++)
            in[scan->role[p]] |= c->selected[p];
    for (int i = 0; i < N_ROLES; i++)
        if (in[i] && scan->least_age[i] < least)
            least = scan->least_age[i];
    return least;
}

static void
lack(struct counter *c, size_t g, enum syn_obstacle what, const char *detail)
{
    c->lack[g] = what;
    c->lacks[g] = detail;
}

/* (22) Notes the groups of C that need what this source does not have. */
static void check_groups(const struct scan *scan, struct counter *c)
{
    int least = least_age_of(scan, c);

    for (size_t g = 0; g < c->n_groups; g++) {
        const struct syn_group *group = c->group[g];
        bool ages = group->ages.from > 0 || group->ages.to < SYN_AGE_MAX;
        const struct syn_contract *filtered =
            ages ? syn_filtered(scan->plan->catalogue, scan->source, group)
                 : NULL;
        if (ages && !scan->has_age)
            lack(c, g, SYN_NO_AGE, "");
        else if (group->sex != SYN_SEX_ANY && !scan->has_sex)
            lack(c, g, SYN_NO_AGE, "sex");
        else if (filtered)
            lack(c, g, SYN_AGE_FILTER, filtered->item.name);
        else if (ages && group->ages.to < LEAST_AGE && least >= LEAST_AGE &&
                 least < SYN_AGE_MAX)
            lack(c, g, SYN_AGE_FILTER, scan->source->name);
    }
}

void syn_scan_check(const struct scan *scan)
{
    for (size_t i = 0; i < scan->plan->n_counters; i++) {
        struct counter *c = &scan->plan->counters[i];
        if (c->indicator->through
                ? strcmp(c->indicator->through, scan->source->name) == 0
                : c->selection.source == scan->source)
            check_groups(scan, c);
    }
}
