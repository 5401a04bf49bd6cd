/* The numbers in brackets are the requirements of run/beside.h. */
#include <samsyn/run/beside.h>

#include <string.h>

#include <samsyn/base/text.h>
#include <samsyn/store/comparator.h>

struct table {
    const struct syn_catalogue *catalogue;
    const struct syn_outside *rows;
    size_t n;
    struct syn_span before, after;
    struct syn_arena *arena;
    struct syn_diag *diag;
};

static enum syn_status
usage(const struct table *t, const char *code, const char *english)
{
    return syn_diag_fail(t->diag, SYN_EUSAGE, (struct syn_loc){0}, code, "%s",
                         syn_diag_text(t->diag, code, english));
}

static bool is_place(const struct table *t, const char *area)
{
    const struct syn_texts *codes = &t->catalogue->project.place_codes;

    for (size_t i = 0; i < codes->n; i++)
        if (strcmp(codes->at[i], area) == 0)
            return true;
    return false;
}

static bool same(struct syn_span a, struct syn_span b)
{
    return a.from == b.from && a.to == b.to;
}

/* --- periods (2) ------------------------------------------------------- */

/* The last span with figures that lies from FROM to TO; false if none. */
static bool
last_in(struct syn_span *out, const struct table *t, int from, int to)
{
    bool found = false;

    for (size_t i = 0; i < t->n; i++) {
        struct syn_span s = t->rows[i].span;
        if (t->rows[i].state != SYN_CELL_VALUE || s.from < from || s.to > to ||
            s.to < s.from || (found && s.to <= out->to))
            continue;
        *out = s;
        found = true;
    }
    return found;
}

static enum syn_status
read_period(struct syn_span *out, const struct table *t, const char *given)
{
    if (syn_span_read(out, given, strlen(given)))
        for (size_t i = 0; i < t->n; i++)
            if (same(t->rows[i].span, *out))
                return SYN_OK;
    return usage(t, "beside.period",
                 "--before, --after: the table has no such period");
}

static enum syn_status choose_periods(struct table *t,
                                      const struct syn_beside_wanted *wanted)
{
    const struct syn_agreement *a = &t->catalogue->project.agreement;
    const int ever = 12 * 3000;
    enum syn_status status = SYN_OK;
    bool found = true;

    if (wanted->after)
        status = read_period(&t->after, t, wanted->after);
    else
        found =
            (a->from != SYN_UNSET && last_in(&t->after, t, a->from, a->to)) ||
            last_in(&t->after, t, 0, ever);
    if (!status && wanted->before)
        status = read_period(&t->before, t, wanted->before);
    else if (!status && found)
        found = (a->baseline_from != SYN_UNSET &&
                 last_in(&t->before, t, a->baseline_from, t->after.from - 1) &&
                 t->before.to < a->from) ||
                last_in(&t->before, t, 0, t->after.from - 1);
    if (!status && !found)
        return syn_diag_fail(
            t->diag, SYN_EINPUT, (struct syn_loc){0}, "beside.periods",
            "%s has no two periods that do not overlap", wanted->source);
    if (!status &&
        (t->before.to >= t->after.from ||
         t->before.to - t->before.from != t->after.to - t->after.from))
        return usage(t, "beside.overlap",
                     "--before, --after: the two periods must be of one "
                     "length, and the first "
                     "end before the second begins");
    return status;
}

/* --- figures (1) ------------------------------------------------------- */

/* Of AREA (NULL: the place) in SPAN; false if it is not known. */
static bool figure(double *out,
                   const struct table *t,
                   const char *what,
                   const char *area,
                   struct syn_span span)
{
    bool found = false;

    *out = 0;
    for (size_t i = 0; i < t->n; i++) {
        const struct syn_outside *r = &t->rows[i];
        bool here = area ? strcmp(r->area, area) == 0 : is_place(t, r->area);
        if (!here || !same(r->span, span) || strcmp(r->what, what) != 0)
            continue;
        if (r->state == SYN_CELL_SUPPRESSED)
            return false;
        if (r->state != SYN_CELL_VALUE && r->state != SYN_CELL_ZERO)
            continue; /* A code that was not in force. */
        *out += r->value;
        found = true;
    }
    return found;
}

static bool set_beside(struct syn_beside *out,
                       const struct table *t,
                       const char *what,
                       const char *area)
{
    char code[SYN_SPAN_BYTES];

    *out = (struct syn_beside){
        .what = what,
        .area = area,
        .before = syn_arena_strdup(t->arena, syn_span_code(code, t->before)),
        .after = syn_arena_strdup(t->arena, syn_span_code(code, t->after)),
        .years = (t->after.to - t->after.from + 1) / 12.0};
    bool known = figure(&out->place_before, t, what, NULL, t->before) &&
                 figure(&out->place_after, t, what, NULL, t->after) &&
                 figure(&out->area_before, t, what, area, t->before) &&
                 figure(&out->area_after, t, what, area, t->after);
    if (known)
        syn_beside_judge(out);
    return known;
}

/* --- the table --------------------------------------------------------- */

/* Adds NAME to the N NAMES unless it is there; few are, of many rows. */
static void add_name(const char **names, size_t *n, const char *name)
{
    for (size_t i = *n; i-- > 0;)
        if (strcmp(names[i], name) == 0)
            return;
    names[(*n)++] = name;
}

/* "0", also as "0000". */
static bool is_country(const char *area)
{
    return *area && !area[strspn(area, "0")];
}

/* The other places (3), NULL at the end. */
static const char **choose_areas(const struct table *t, const char *wanted)
{
    const char **areas = syn_arena_alloc(t->arena, t->n + 1, sizeof *areas);
    size_t n = 0;

    for (size_t i = 0; !wanted && i < t->n; i++)
        if (is_country(t->rows[i].area))
            wanted = t->rows[i].area;
    for (size_t i = 0; i < t->n; i++)
        if (wanted ? strcmp(t->rows[i].area, wanted) == 0
                   : !is_place(t, t->rows[i].area))
            add_name(areas, &n, t->rows[i].area);
    return areas;
}

static const struct syn_source *find_source(const struct table *t,
                                            const char *name)
{
    const struct syn_catalogue *c = t->catalogue;

    for (size_t i = 0; i < c->n_contracts; i++)
        if (c->contracts[i].cells.use == SYN_USE_COMPARATOR &&
            strcmp(c->contracts[i].source, name) == 0)
            return c->contracts[i].definition;
    return NULL;
}

enum syn_status syn_run_beside(const struct syn_beside **out,
                               size_t *n,
                               const struct syn_beside_wanted *wanted,
                               const struct syn_catalogue *catalogue,
                               struct sqlite3 *db,
                               struct syn_arena *arena,
                               struct syn_diag *diag)
{
    struct table t = {.catalogue = catalogue, .arena = arena, .diag = diag};
    const struct syn_source *source = find_source(&t, wanted->source);

    if (!source)
        return usage(
            &t, "beside.source",
            "--with: no contract has such a source with \"use: comparator\"");
    enum syn_status status =
        syn_store_outside(&t.rows, &t.n, db, catalogue, source, arena, diag);
    if (!status)
        status = choose_periods(&t, wanted);
    if (status)
        return status;
    const char **areas = choose_areas(&t, wanted->area);
    size_t n_areas = 0, n_whats = 0;
    const char **whats = syn_arena_alloc(arena, t.n, sizeof *whats);
    while (areas[n_areas])
        n_areas++;
    if (!n_areas && wanted->area)
        return usage(&t, "beside.area", "--area: the table has no such area");
    for (size_t i = 0; i < t.n; i++)
        add_name(whats, &n_whats, t.rows[i].what);
    struct syn_beside *at =
        syn_arena_alloc(arena, n_whats * n_areas + 1, sizeof *at);
    *n = 0;
    for (size_t w = 0; w < n_whats; w++)
        for (size_t a = 0; a < n_areas; a++)
            *n += set_beside(&at[*n], &t, whats[w], areas[a]);
    *out = at;
    return SYN_OK;
}
