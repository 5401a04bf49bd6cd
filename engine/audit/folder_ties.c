/* How counts are tied to the counts of their parts: sums, or distinct persons
 * and the like, of which only inequalities are known. */
#include "folder.h"

#include <string.h>

#include <samsyn/base/calendar.h>

static const char *const tie_names[] = {"sum", "distinct", "part", "none",
                                        "last"};

enum { N_TIES = sizeof tie_names / sizeof *tie_names };

/* --- what is declared ---------------------------------------------------- */

static enum tie tie_called(const char *name, enum tie otherwise)
{
    for (int i = 0; name && i < N_TIES; i++)
        if (strcmp(tie_names[i], name) == 0)
            return (enum tie)i;
    return otherwise;
}

/* A person has one sex; all else may be more than one in a period. */
static enum tie usual_tie(const char *dim, bool persons)
{
    bool one = strcmp(dim, "sex") == 0 || strcmp(dim, "kjønn") == 0;

    return persons && !one ? DISTINCT : SUM;
}

static struct ties *
make_ties(const struct folder_audit *a, const json_t *declared, bool persons)
{
    struct ties *ties = syn_arena_alloc(a->arena, 1, sizeof *ties);

    ties->in = syn_arena_alloc(a->arena, a->n_dims + 1, sizeof *ties->in);
    for (size_t d = 0; d < a->n_dims; d++)
        ties->in[d] = declared ? tie_called(json_string_value(json_object_get(
                                                declared, a->dims[d])),
                                            SUM)
                               : usual_tie(a->dims[d], persons);
    return ties;
}

const char *syn_folder_root(const struct source_folder *from,
                            const char *indicator)
{
    enum { LONGEST_CHAIN = 8 };

    for (int i = 0; i < LONGEST_CHAIN; i++) {
        const char *of = json_string_value(
            json_object_get(json_object_get(from->additive, indicator), "of"));
        if (!of)
            break;
        indicator = of;
    }
    return indicator;
}

/* The text in one of two columns, as a number in the pool; that of "". */
static uint32_t text_of(struct folder_audit *a,
                        const struct entry *e,
                        const char *name,
                        const char *other)
{
    size_t at = syn_sheet_either(e->sheet, name, other);

    return at == SIZE_MAX ? (uint32_t)syn_index_add(&a->pool, "", 0)
                          : e->sheet->cell[e->row * e->sheet->n_columns + at];
}

static struct ties *declared_ties(struct folder_audit *a,
                                  const struct source_folder *from,
                                  const char *indicator,
                                  const char *unit)
{
    bool persons = strcmp(unit, "person") == 0;
    const json_t *declared = json_object_get(from->additive, indicator),
                 *of = json_object_get(declared, "of");
    struct ties *ties = make_ties(a, declared, persons);

    ties->of_things = syn_is_unit_of_things(unit);
    if (json_is_string(of)) {
        ties->of_name = json_string_value(of);
        ties->of = make_ties(a, json_object_get(from->additive, ties->of_name),
                             persons);
    } else if (of) {
        ties->of_name = syn_arena_printf(a->arena, "%s/of", indicator);
        ties->of = make_ties(a, of, persons);
        ties->of_is_own = true;
    }
    return ties;
}

const struct ties *syn_folder_ties(struct folder_audit *a,
                                   const struct entry *e)
{
    const struct source_folder *from = e->file->from;
    const struct {
        size_t order;
        uint32_t indicator, unit;
    } key = {from->order, text_of(a, e, "indicator", "indikator"),
             text_of(a, e, "unit", "enhet")};
    size_t before = a->tie_keys.n,
           at = syn_index_add(&a->tie_keys, &key, sizeof key);

    if (at == before)
        *(struct ties **)syn_grow(&a->ties, before, &a->tie_room,
                                  sizeof(struct ties *), a->arena) =
            declared_ties(a, from, a->pool.keys[key.indicator].bytes,
                          a->pool.keys[key.unit].bytes);
    return a->ties[at];
}

/* --- what lies in what --------------------------------------------------- */

/* Months of a period, from FIRST to one before END. */
struct months {
    int first, end;
};

static bool months_of(struct months *out, const char *name)
{
    struct syn_period p;

    if (!syn_period_parse(&p, name))
        return false;
    out->first = syn_period_first_month(p);
    out->end = out->first + syn_period_months(p.kind);
    return true;
}

static const struct node *
plain_node(const struct space *space, size_t dim, uint32_t at)
{
    return &space->dims[dim].nodes[space->dims[dim].nodes[at].plain];
}

static size_t size_of(const struct space *space, size_t dim, uint32_t at)
{
    struct months m;

    return months_of(&m, syn_space_name(space, dim, at))
               ? (size_t)(m.end - m.first)
               : plain_node(space, dim, at)->n_leaves;
}

/* How much of PART lies in WHOLE. */
static size_t
common(const struct space *space, size_t dim, uint32_t whole, uint32_t part)
{
    const struct node *w = plain_node(space, dim, whole),
                      *p = plain_node(space, dim, part);
    struct months x, y;
    size_t n = 0;

    if (months_of(&x, syn_space_name(space, dim, whole)) &&
        months_of(&y, syn_space_name(space, dim, part))) {
        int first = x.first > y.first ? x.first : y.first,
            end = x.end < y.end ? x.end : y.end;
        return end > first ? (size_t)(end - first) : 0;
    }
    for (size_t i = 0, k = 0; i < w->n_leaves && k < p->n_leaves;) {
        n += w->leaf[i] == p->leaf[k];
        if (w->leaf[i] <= p->leaf[k])
            i++;
        else
            k++;
    }
    return n;
}

static bool
is_inside(const struct space *space, size_t dim, uint32_t whole, uint32_t part)
{
    size_t n = size_of(space, dim, part);

    return n < size_of(space, dim, whole) &&
           common(space, dim, whole, part) == n;
}

/* --- relations ----------------------------------------------------------- */

/* The cell like CELL with the node AT in dimension DIM, or NO_CELL. */
static uint32_t
beside(const struct book *book, uint32_t cell, size_t dim, uint32_t at)
{
    size_t n = book->space.n_dims;
    uint32_t *node = syn_arena_alloc(book->arena, n + 1, sizeof *node);

    memcpy(node, book->cells[cell].node, n * sizeof *node);
    node[dim] = at;
    size_t found = syn_index_find(&book->keys, node, n * sizeof *node);
    return found == INDEX_NONE ? NO_CELL : (uint32_t)found;
}

/* The cells that lie in CELL along DIM, and in no other of them. */
static size_t
parts_of(uint32_t *out, const struct book *book, uint32_t cell, size_t dim)
{
    const struct space *space = &book->space;
    uint32_t whole = book->cells[cell].node[dim];
    size_t n = 0, kept = 0;

    for (uint32_t i = 0; i < space->dims[dim].names.n; i++) {
        uint32_t part =
            space->dims[dim].nodes[i].apart && is_inside(space, dim, whole, i)
                ? beside(book, cell, dim, i)
                : NO_CELL;
        if (part != NO_CELL)
            out[n++] = part;
    }
    for (size_t i = 0; i < n; i++) {
        bool direct = true;
        for (size_t k = 0; k < n; k++)
            direct &= !is_inside(space, dim, book->cells[out[k]].node[dim],
                                 book->cells[out[i]].node[dim]);
        if (direct) { /* The others stay, to be compared with. */
            uint32_t part = out[i];
            memmove(&out[kept + 1], &out[kept], (i - kept) * sizeof *out);
            out[kept++] = part;
        }
    }
    return kept;
}

/* CELL is no more than all of those parts together that do not overlap, if they
 * leave nothing out. */
static void tie_together(struct book *book,
                         uint32_t cell,
                         size_t dim,
                         const uint32_t *part,
                         size_t n)
{
    const struct space *space = &book->space;
    uint32_t *at = syn_arena_alloc(book->arena, n + 1, sizeof *at);
    int64_t *by = syn_arena_alloc(book->arena, n + 1, sizeof *by);
    size_t kept = 1, left = size_of(space, dim, book->cells[cell].node[dim]);

    at[0] = cell;
    by[0] = -1;
    for (size_t i = 0; i < n; i++) {
        uint32_t node = book->cells[part[i]].node[dim];
        bool apart = true;
        for (size_t k = 1; k < kept; k++)
            apart &=
                common(space, dim, book->cells[at[k]].node[dim], node) == 0;
        if (!apart)
            continue;
        at[kept] = part[i];
        by[kept++] = 1;
        left -= size_of(space, dim, node);
    }
    if (left == 0)
        syn_book_relate(book, "all parts together", at, by, kept, 0, NO_HIGH);
}

/* Whether the period of PART ends with that of WHOLE. */
static bool
is_last(const struct space *space, size_t dim, uint32_t whole, uint32_t part)
{
    struct months x, y;

    return months_of(&x, syn_space_name(space, dim, whole)) &&
           months_of(&y, syn_space_name(space, dim, part)) && x.end == y.end;
}

static void tie_cell(
    struct book *book, uint32_t cell, size_t dim, enum tie tie, uint32_t *part)
{
    static const int64_t apart[] = {1, -1};
    size_t n = tie == NONE ? 0 : parts_of(part, book, cell, dim);

    for (size_t i = 0; i < n; i++) {
        const uint32_t both[] = {cell, part[i]};
        if (tie != LAST)
            syn_book_relate(book, "a part of it", both, apart, 2, 0, NO_HIGH);
        else if (is_last(&book->space, dim, book->cells[cell].node[dim],
                         book->cells[part[i]].node[dim]))
            syn_book_relate(book, "the last part of it", both, apart, 2, 0, 0);
    }
    if (n && tie == DISTINCT)
        tie_together(book, cell, dim, part, n);
}

void syn_folder_tie(struct book *book, const struct ties *const *ties, size_t n)
{
    size_t most = 0;

    for (size_t d = 0; d < book->space.n_dims; d++)
        if (book->space.dims[d].names.n > most)
            most = book->space.dims[d].names.n;
    uint32_t *part = syn_arena_alloc(book->arena, most + 1, sizeof *part);
    for (uint32_t i = 0; i < n; i++)
        for (size_t d = 0; ties[i] && d < book->space.n_dims; d++)
            if (ties[i]->in[d] != SUM)
                tie_cell(book, i, d, ties[i]->in[d], part);
}
