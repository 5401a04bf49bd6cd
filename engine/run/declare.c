/* What a reader must know to add up: the nodes of groups and areas, and of each
 * indicator which of its counts are sums of others.
 *
 *  (1) It follows from definitions, and from what is shown: a hidden count has
 *      no part in it.
 *  (2) Where definitions let counts be sums and shown ones are not (a case that
 *      has rows of two ages), the weaker tie that fits all that is shown is
 *      declared. */
#include "manifest.h"

#include <stdio.h>
#include <string.h>

/* How a count is tied to the counts of its parts, from strong to weak. */
enum tie {
    SUM,      /* It is their sum. */
    DISTINCT, /* No part is more; all parts together are no less. */
    PART,     /* No part is more. */
    NONE,
    LAST /* Of periods: it is that of the last part. */
};

static const char *const tie_names[] = {"sum", "distinct", "part", "none",
                                        "last"};

enum dimension { GROUPS, AREAS, PERIODS, N_DIMENSIONS };

static const char *const dimension_names[] = {"group", "area", "period"};

enum { QUARTERS = 4 };

/* The counts of an indicator, or what they are parts of. */
struct counts {
    const struct syn_released *series;
    size_t n;
    const struct syn_indicator *indicator;
    bool is_of;
};

/* --- what definitions say ------------------------------------------------ */

static enum tie in_periods(const struct syn_indicator *i, enum tie usual)
{
    switch (i->measure) {
    case SYN_MEASURE_STATUS:
    case SYN_MEASURE_REPEAT:
        return i->measure == SYN_MEASURE_REPEAT && !i->window ? PART : LAST;
    case SYN_MEASURE_CONCENTRATION:
        return i->window ? LAST : NONE;
    case SYN_MEASURE_GROUP:
        return DISTINCT;
    default:
        return usual;
    }
}

static enum tie in_places(const struct syn_indicator *i, enum tie usual)
{
    switch (i->measure) {
    case SYN_MEASURE_REPEAT:
        return PART;
    case SYN_MEASURE_CONCENTRATION:
        return NONE;
    case SYN_MEASURE_STATUS:
    case SYN_MEASURE_GROUP:
        return DISTINCT;
    default:
        return usual;
    }
}

/* Whether a thing that is counted may be of several ages: a case through its
 * persons, or counted in rows that are persons of cases. */
static bool has_ages(const struct counts *c)
{
    const struct syn_indicator *i = c->indicator;

    return i->through || (i->unit->counting == SYN_COUNT_CASES &&
                          c->series->source && c->series->source->links_to);
}

static enum tie by_definition(const struct counts *c, enum dimension dimension)
{
    const struct syn_indicator *i = c->indicator;
    bool once = i->unit->counting != SYN_COUNT_PERSONS;
    enum tie usual =
        once && (dimension != GROUPS || !has_ages(c)) ? SUM : DISTINCT;

    if (i->invert)
        return NONE;
    if (dimension == PERIODS)
        return in_periods(i, usual);
    if (c->is_of) /* Of cases through persons, or pairs of both. */
        return i->measure == SYN_MEASURE_GROUP ||
                       i->measure == SYN_MEASURE_CONCENTRATION
                   ? DISTINCT
                   : usual;
    return in_places(i, usual);
}

/* --- what is shown ------------------------------------------------------- */

static bool is_shown(int64_t *out,
                     const struct counts *c,
                     const struct syn_released *s,
                     struct syn_period period)
{
    struct syn_cell cell = syn_released_cell(s, period);

    *out = c->is_of ? cell.of : cell.count;
    return cell.state == SYN_STATE_VALUE || cell.state == SYN_STATE_ZERO;
}

/* A count and some of its parts, which do not overlap. */
struct family {
    int64_t whole;
    int64_t sum, most; /* Of the parts that are shown. */
    bool complete;     /* They leave nothing out. */
};

static bool fits(enum tie tie, const struct family *f)
{
    switch (tie) {
    case SUM:
        return f->complete ? f->sum == f->whole : f->sum <= f->whole;
    case DISTINCT:
        return f->most <= f->whole && (!f->complete || f->sum >= f->whole);
    case PART:
        return f->most <= f->whole;
    default:
        return true;
    }
}

static void weaken(enum tie *tie, const struct family *f)
{
    while (!fits(*tie, f))
        ++*tie;
}

static void add_part(struct family *f,
                     const struct counts *c,
                     const struct syn_released *s,
                     struct syn_period period)
{
    int64_t count;

    if (!is_shown(&count, c, s, period)) {
        f->complete = false;
        return;
    }
    f->sum += count;
    f->most = count > f->most ? count : f->most;
}

static const struct syn_released *quarters_of(const struct counts *c,
                                              const struct syn_released *year)
{
    for (size_t i = 0; i < c->n; i++) {
        const struct syn_released *s = &c->series[i];
        if (s->kind == SYN_QUARTER && s->group == year->group &&
            (s->area == year->area ||
             (s->area && year->area && strcmp(s->area, year->area) == 0)))
            return s;
    }
    return NULL;
}

static void look_at_year(enum tie *tie,
                         const struct counts *c,
                         const struct syn_released *s)
{
    const struct syn_released *q = quarters_of(c, s);

    for (int t = 0; q && t < (int)s->n; t++) {
        const struct syn_period year = {SYN_YEAR, s->first + t};
        struct family f = {.complete = true};
        int64_t last;
        if (!is_shown(&f.whole, c, s, year))
            continue;
        for (int k = 0; k < QUARTERS; k++) {
            struct syn_period part = {SYN_QUARTER, year.index * QUARTERS + k};
            add_part(&f, c, q, part);
            if (*tie == LAST && k == QUARTERS - 1 &&
                is_shown(&last, c, q, part) && last != f.whole)
                *tie = NONE;
        }
        weaken(tie, &f);
    }
}

/* Whether PART is a part of WHOLE in DIMENSION, and the same else. */
static bool is_part(const struct syn_released *whole,
                    const struct syn_released *part,
                    enum dimension dimension)
{
    if (part->kind != whole->kind || whole->area)
        return false;
    return dimension == AREAS
               ? part->area && part->group == whole->group
               : !part->area && syn_group_is_in(part->group, whole->group);
}

/* The parts of WHOLE side by side; those that overlap others are left out.
 * Returns how many years of age they leave out. */
static int lie_apart(const struct syn_released **out,
                     size_t *n,
                     const struct counts *c,
                     const struct syn_released *whole,
                     enum dimension dimension)
{
    int ages = whole->group->ages.to - whole->group->ages.from + 1;

    *n = 0;
    for (size_t i = 0; i < c->n; i++) {
        const struct syn_released *s = &c->series[i];
        bool good = is_part(whole, s, dimension);
        for (size_t k = 0; good && dimension == GROUPS && k < *n; k++)
            good = syn_groups_are_apart(s->group, out[k]->group);
        if (!good)
            continue;
        out[(*n)++] = s;
        if (s->group->sex == whole->group->sex)
            ages -= s->group->ages.to - s->group->ages.from + 1;
    }
    return ages;
}

static void look_at_parts(enum tie *tie,
                          const struct counts *c,
                          const struct syn_released *s,
                          enum dimension dimension,
                          struct syn_arena *arena)
{
    const struct syn_released **part =
        syn_arena_alloc(arena, c->n, sizeof *part);
    size_t n;
    int left = lie_apart(part, &n, c, s, dimension);

    for (int t = 0; n && t < (int)s->n; t++) {
        const struct syn_period period = {s->kind, s->first + t};
        struct family f = {.complete = dimension == GROUPS && left == 0};
        if (!is_shown(&f.whole, c, s, period))
            continue;
        for (size_t k = 0; k < n; k++)
            add_part(&f, c, part[k], period);
        weaken(tie, &f);
    }
}

static json_t *ties_of(const struct counts *c, struct syn_arena *arena)
{
    json_t *out = json_object();

    for (int d = 0; d < N_DIMENSIONS; d++) {
        enum tie tie = by_definition(c, d);
        for (size_t i = 0; i < c->n; i++) {
            if (d != PERIODS)
                look_at_parts(&tie, c, &c->series[i], d, arena);
            else if (c->series[i].kind == SYN_YEAR)
                look_at_year(&tie, c, &c->series[i]);
        }
        json_object_set_new(out, dimension_names[d],
                            json_string(tie_names[tie]));
    }
    return out;
}

/* --- indicators ---------------------------------------------------------- */

/* Whether what C are parts of is what another indicator counts, by definition
 * and wherever both are shown. */
static bool is_of_other(const struct counts *c,
                        const struct syn_release *release)
{
    const struct syn_indicator *i = c->indicator, *of = i->of_indicator;

    if (!of || i->measure != SYN_MEASURE_SHARE || i->unit != of->unit ||
        i->date != of->date)
        return false;
    for (size_t k = 0; k < c->n; k++) {
        const struct syn_released *s = &c->series[k],
                                  *other = syn_release_find(
                                      release, of, s->group, s->area, s->kind);
        for (int t = 0; other && t < (int)s->n; t++) {
            const struct syn_period period = {s->kind, s->first + t};
            struct syn_cell a = syn_released_cell(s, period),
                            b = syn_released_cell(other, period);
            if (a.state == SYN_STATE_VALUE && b.state == SYN_STATE_VALUE &&
                a.of != b.count)
                return false;
        }
    }
    return true;
}

static json_t *declare(struct counts c,
                       const struct syn_release *release,
                       struct syn_arena *arena)
{
    json_t *out = ties_of(&c, arena);

    c.is_of = true;
    if (!c.series->has_of || c.indicator->of_population)
        return out;
    if (is_of_other(&c, release))
        json_object_set_new(out, "of",
                            json_string(c.indicator->of_indicator->id));
    else
        json_object_set_new(out, "of", ties_of(&c, arena));
    return out;
}

json_t *syn_manifest_ties(const struct syn_release *release,
                          struct syn_arena *arena)
{
    json_t *out = json_object();
    size_t n;
    const struct syn_released *series = syn_release_series(release, &n);

    for (size_t i = 0, run; i < n; i += run) {
        struct counts c = {.series = &series[i],
                           .indicator = series[i].indicator};
        for (run = 0; i + run < n && series[i + run].indicator == c.indicator;
             run++)
            c.n++;
        json_object_set_new(out, c.indicator->id, declare(c, release, arena));
    }
    return out;
}

/* --- nodes --------------------------------------------------------------- */

static const char *const sex_names[] = {"", "/female", "/male", "/unknown"};

enum { SEXES = 3, ATOM_BYTES = 32 };

/* Where ages are told apart by any group: ages from LIMIT[i] to one below the
 * next are one leaf. */
struct ages {
    bool limit[SYN_AGE_MAX + 2];
    bool by_sex;
};

static void
find_limits(struct ages *out, const struct syn_released *s, size_t n)
{
    *out = (struct ages){0};
    for (size_t i = 0; i < n; i++) {
        out->limit[s[i].group->ages.from] = true;
        out->limit[s[i].group->ages.to + 1] = true;
        out->by_sex |= s[i].group->sex != SYN_SEX_ANY;
    }
}

/* Adds the leaf NAME for the sexes of GROUP. */
static void
add_leaf(json_t *to, const char *name, const struct syn_group *g, bool by_sex)
{
    char leaf[ATOM_BYTES];

    for (int sex = 1; sex <= SEXES; sex++)
        if (g->sex == SYN_SEX_ANY || sex == g->sex) {
            snprintf(leaf, sizeof leaf, "%s%s", name,
                     by_sex ? sex_names[sex] : "");
            json_array_append_new(to, json_string(leaf));
            if (!by_sex)
                return;
        }
}

static json_t *leaves_of(const struct syn_group *g, const struct ages *ages)
{
    json_t *out = json_array();
    char name[ATOM_BYTES];

    for (int from = g->ages.from; from <= g->ages.to;) {
        int to = from + 1;
        while (!ages->limit[to])
            to++;
        snprintf(name, sizeof name, "%d-%d", from, to - 1);
        add_leaf(out, name, g, ages->by_sex);
        from = to;
    }
    if (g->ages.from == 0 && g->ages.to == SYN_AGE_MAX)
        add_leaf(out, "unknown", g, ages->by_sex);
    return out;
}

static void add_code(json_t *to, const char *code)
{
    json_array_append_new(to, json_sprintf("code %s", code));
}

/* The codes that are AREA, which may be joined otherwise the next time.  A zone
 * may be called as a code that is in another one. */
static json_t *codes_of(const char *area, const struct syn_lists *lists)
{
    json_t *out = json_array();
    bool is_code = true;

    for (size_t i = 0; i < lists->n_areas; i++) {
        const struct syn_area_name *a = &lists->areas[i];
        if (a->zone && strcmp(a->zone, area) == 0)
            add_code(out, a->code);
        if (strcmp(a->code, area) == 0)
            is_code = !a->zone || !*a->zone;
    }
    if (is_code)
        add_code(out, area);
    return out;
}

json_t *syn_manifest_nodes(const struct syn_release *release,
                           const struct syn_lists *lists)
{
    json_t *groups = json_object(), *areas = json_object(),
           *whole = json_array();
    struct ages ages;
    size_t n;
    const struct syn_released *s = syn_release_series(release, &n);

    find_limits(&ages, s, n);
    for (size_t i = 0; i < n; i++) {
        const char *group = s[i].group->item.name;
        if (!json_object_get(groups, group))
            json_object_set_new(groups, group, leaves_of(s[i].group, &ages));
        if (!s[i].area || json_object_get(areas, s[i].area))
            continue;
        json_t *codes = codes_of(s[i].area, lists);
        json_array_extend(whole, codes);
        json_object_set_new(areas, s[i].area, codes);
    }
    json_array_append_new(whole, json_string("unknown"));
    json_object_set_new(areas, "all", whole);
    return json_pack("[{s:s, s:o}, {s:s, s:b, s:o}]", "name",
                     dimension_names[GROUPS], "nodes", groups, "name",
                     dimension_names[AREAS], "codes", true, "nodes", areas);
}
