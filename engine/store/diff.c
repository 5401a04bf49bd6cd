/* The numbers in brackets are the requirements of store/diff.h. */
#include <samsyn/store/diff.h>

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include <samsyn/base/calendar.h>
#include <samsyn/base/file.h>
#include <samsyn/base/text.h>

#include "sides.h"

/* Quarters of the years that a date can have (base/calendar.h); in front of
 * them, what has no date. */
enum { FIRST_QUARTER = 1600 * 4, QUARTERS = 801 * 4, MOST_DIFFS = 4096 };

/* All quarters there could be, while they are counted. */
struct tally {
    struct syn_diff_quarter at[QUARTERS + 1];
};

static struct syn_diff_quarter *quarter_of(struct tally *tally, int month)
{
    struct syn_period q =
        syn_period_of_month(SYN_QUARTER, month < 0 ? 0 : month);
    int place = month < 0 ? 0 : q.index - FIRST_QUARTER + 1;

    return &tally->at[place < 0 || place > QUARTERS ? 0 : place];
}

/* --- by row ------------------------------------------------------------ */

static int compare(uint64_t a, uint64_t b)
{
    return a < b ? -1 : a > b;
}

static int by_key(const struct syn_side_row *x, const struct syn_side_row *y)
{
    int order = compare((uint64_t)x->case_key, (uint64_t)y->case_key);

    if (!order)
        order = compare((uint64_t)x->person_key, (uint64_t)y->person_key);
    return order ? order : compare(x->role, y->role);
}

static int by_print(const struct syn_side_row *x, const struct syn_side_row *y)
{
    int order = compare(x->print.a, y->print.a);
    return order ? order : compare(x->print.b, y->print.b);
}

/* A total order: rows that are equal in all of it are the same. */
static int by_all(const void *a, const void *b)
{
    const struct syn_side_row *x = a, *y = b;
    int order = by_key(x, y);

    if (!order)
        order = by_print(x, y);
    return order ? order : (x->month > y->month) - (x->month < y->month);
}

/* The rows of one key, and those of them that found no equal. */
struct group {
    struct syn_side_row *rows;
    size_t n, left;
};

static struct group
take_group(struct syn_side *side, size_t *at, const struct syn_side_row *key)
{
    struct group group = {.rows = side->rows + *at};

    while (*at < side->n && by_key(&side->rows[*at], key) == 0) {
        ++*at;
        group.n++;
    }
    return group;
}

/* Moves the rows that have no equal to the front of both groups (1). */
static void
match_group(struct tally *tally, struct group *from, struct group *to)
{
    size_t i = 0, j = 0;

    while (i < from->n && j < to->n) {
        int order = by_print(&from->rows[i], &to->rows[j]);
        if (order == 0) {
            quarter_of(tally, to->rows[j].month)->same++;
            i++;
            j++;
        } else if (order < 0) {
            from->rows[from->left++] = from->rows[i++];
        } else {
            to->rows[to->left++] = to->rows[j++];
        }
    }
    while (i < from->n)
        from->rows[from->left++] = from->rows[i++];
    while (j < to->n)
        to->rows[to->left++] = to->rows[j++];
}

static void
count_group(struct tally *tally, struct group *from, struct group *to)
{
    const struct syn_side_row *key = from->n ? from->rows : to->rows;
    bool keyed = key->case_key || key->person_key;

    match_group(tally, from, to);
    size_t changed = !keyed ? 0 : from->left < to->left ? from->left : to->left;
    for (size_t i = 0; i < changed; i++)
        quarter_of(tally, to->rows[i].month)->changed++;
    for (size_t i = changed; i < to->left; i++)
        quarter_of(tally, to->rows[i].month)->added++;
    for (size_t i = changed; i < from->left; i++)
        quarter_of(tally, from->rows[i].month)->vanished++;
}

static void
count_rows(struct tally *tally, struct syn_side *from, struct syn_side *to)
{
    size_t i = 0, j = 0;

    if (from->n)
        qsort(from->rows, from->n, sizeof *from->rows, by_all);
    if (to->n)
        qsort(to->rows, to->n, sizeof *to->rows, by_all);
    while (i < from->n || j < to->n) {
        const struct syn_side_row *key =
            j == to->n                                 ? &from->rows[i]
            : i == from->n                             ? &to->rows[j]
            : by_key(&from->rows[i], &to->rows[j]) < 0 ? &from->rows[i]
                                                       : &to->rows[j];
        struct syn_side_row copy = *key;
        struct group a = take_group(from, &i, &copy);
        struct group b = take_group(to, &j, &copy);
        count_group(tally, &a, &b);
    }
}

/* --- by quarter -------------------------------------------------------- */

static bool is_within(int month, int first, int last)
{
    return month < 0 || (month >= first && month <= last);
}

/* Adds what SIDE has in months FIRST to LAST to its column. */
static void count_side(struct tally *tally,
                       const struct syn_side *side,
                       bool is_from,
                       int first,
                       int last)
{
    for (size_t i = 0; i < (side->by_row ? side->n : side->n_months); i++) {
        int month = side->by_row ? side->rows[i].month : side->months[i].month;
        int64_t rows = side->by_row ? 1 : side->months[i].rows;
        struct syn_diff_quarter *q = quarter_of(tally, month);
        if (!is_within(month, first, last))
            continue;
        if (is_from)
            q->from += rows;
        else
            q->to += rows;
    }
}

static bool is_empty(const struct syn_diff_quarter *q)
{
    return !(q->from | q->to | q->same | q->added | q->vanished | q->changed);
}

/* Compares the sides, and adds what came of it to OUT.  NARROW: only months
 * that FROM covers, as its successor may cover more. */
static void add_diff(struct syn_diff_report *out,
                     struct syn_side *from,
                     struct syn_side *to,
                     bool narrow,
                     struct syn_arena *arena)
{
    struct tally *tally = syn_arena_alloc(arena, 1, sizeof *tally);
    int first = narrow ? from->covers_from : INT_MIN;
    int last = narrow ? from->covers_to : INT_MAX;
    struct syn_diff *diff = &out->items[out->n++];

    *diff = (struct syn_diff){.source = to->source,
                              .contract = to->contract,
                              .part = to->part,
                              .from = from->name ? from->name : "-",
                              .to = to->name,
                              .by_row = from->by_row && to->by_row,
                              .quarters = syn_arena_alloc(
                                  arena, QUARTERS + 1, sizeof *diff->quarters)};
    count_side(tally, from, true, first, last);
    count_side(tally, to, false, first, last);
    if (diff->by_row)
        count_rows(tally, from, to);
    for (int i = 0; i <= QUARTERS; i++) {
        tally->at[i].quarter = i ? FIRST_QUARTER + i - 1 : -1;
        if (!is_empty(&tally->at[i]))
            diff->quarters[diff->n++] = tally->at[i];
    }
}

/* --- which ------------------------------------------------------------- */

/* What a comparison needs at hand. */
struct choice {
    struct syn_diff_report *out;
    struct sqlite3 *db;
    const struct syn_catalogue *catalogue;
    const struct syn_batch *batches;
    size_t n;
    struct syn_arena *arena;
    struct syn_diag *diag;
};

static const struct syn_batch *find_batch(const struct choice *c, int64_t id)
{
    for (size_t i = 0; i < c->n; i++)
        if (c->batches[i].id == id)
            return &c->batches[i];
    return NULL;
}

/* The batch that TEXT is the number of, or NULL. */
static const struct syn_batch *parse_batch(const struct choice *c,
                                           const char *text)
{
    char *end;
    long long id = strtoll(text, &end, 10);

    return *end || end == text ? NULL : find_batch(c, id);
}

static enum syn_status unknown(const struct choice *c, const char *text)
{
    return syn_diag_fail(c->diag, SYN_EUSAGE, (struct syn_loc){0}, "diff.side",
                         "\"%s\" is no batch of the ledger (samsyn log --all) "
                         "and no file that a contract fits",
                         text);
}

static bool fits(const struct syn_contract *contract, const char *file)
{
    const char *slash = strrchr(file, '/');

    for (size_t i = 0; i < contract->files.n; i++)
        if (syn_glob_match(contract->files.at[i], slash ? slash + 1 : file))
            return true;
    return false;
}

static enum syn_status successors(struct choice *c)
{
    enum syn_status status = SYN_OK;

    for (size_t i = 0; !status && i < c->n; i++) {
        const struct syn_batch *old = &c->batches[i];
        const struct syn_batch *new = find_batch(c, old->superseded_by);
        struct syn_side from = {0}, to = {0};
        if (!old->superseded_by || !new || *old->purged_at || *new->purged_at)
            continue;
        status = syn_side_batch(&from, c->db, old, c->arena, c->diag);
        if (!status)
            status = syn_side_batch(&to, c->db, new, c->arena, c->diag);
        if (!status && c->out->n < MOST_DIFFS)
            add_diff(c->out, &from, &to, true, c->arena);
    }
    return status;
}

/* All live batches for months that TO covers. */
static enum syn_status live_side(struct syn_side *from,
                                 const struct choice *c,
                                 const struct syn_side *to)
{
    enum syn_status status = SYN_OK;

    *from = (struct syn_side){.by_row = true};
    for (size_t i = 0; !status && i < c->n; i++) {
        const struct syn_batch *b = &c->batches[i];
        if (!b->superseded_by && !*b->purged_at &&
            strcmp(b->contract, to->contract) == 0 &&
            strcmp(b->part, to->part) == 0 && b->covers_from <= to->covers_to &&
            b->covers_to >= to->covers_from)
            status = syn_side_batch(from, c->db, b, c->arena, c->diag);
    }
    return status;
}

/* Reads the side that TEXT names; a file by CONTRACT. */
static enum syn_status read_side(struct syn_side *side,
                                 const struct choice *c,
                                 const char *text,
                                 const struct syn_contract *contract)
{
    const struct syn_batch *b = parse_batch(c, text);

    *side = (struct syn_side){0};
    if (b)
        return syn_side_batch(side, c->db, b, c->arena, c->diag);
    return syn_side_file(side, c->db, c->catalogue, contract, text, c->arena,
                         c->diag);
}

static enum syn_status compare_by(const struct choice *c,
                                  const char *from_text,
                                  const char *to_text,
                                  const struct syn_contract *contract)
{
    struct syn_side from, to;
    enum syn_status status = read_side(&to, c, to_text, contract);

    if (!status && from_text)
        status = read_side(&from, c, from_text, contract);
    else if (!status)
        status = live_side(&from, c, &to);
    if (!status && c->out->n < MOST_DIFFS)
        add_diff(c->out, &from, &to, false, c->arena);
    return status;
}

/* A batch says by which contract the other side is read; two files are read by
 * all that they fit. */
static enum syn_status
two_sides(const struct choice *c, const char *from, const char *to)
{
    const struct syn_batch *a = from ? parse_batch(c, from) : NULL;
    const struct syn_batch *b = parse_batch(c, to);
    const char *file = !b ? to : from && !a ? from : NULL;
    enum syn_status status = SYN_OK;

    if (!b && !syn_file_exists(to))
        return unknown(c, to);
    if (from && !a && !syn_file_exists(from))
        return unknown(c, from);
    if (!file)
        return compare_by(c, from, to, NULL);
    for (size_t i = 0; !status && i < c->catalogue->n_contracts; i++) {
        const struct syn_contract *contract = &c->catalogue->contracts[i];
        const struct syn_batch *known = a ? a : b;
        if (known ? strcmp(contract->item.name, known->contract) == 0
                  : fits(contract, file))
            status = compare_by(c, from, to, contract);
    }
    return status || c->out->n ? status : unknown(c, file);
}

enum syn_status syn_store_diff(struct syn_diff_report *out,
                               struct sqlite3 *db,
                               const struct syn_catalogue *catalogue,
                               const char *from,
                               const char *to,
                               struct syn_arena *arena,
                               struct syn_diag *diag)
{
    struct choice c = {.out = out,
                       .db = db,
                       .catalogue = catalogue,
                       .arena = arena,
                       .diag = diag};

    *out = (struct syn_diff_report){
        .items = syn_arena_alloc(arena, MOST_DIFFS, sizeof *out->items)};
    enum syn_status status =
        syn_store_ledger(&c.batches, &c.n, db, arena, diag);
    if (status)
        return status;
    if (!to && from)
        return syn_diag_fail(diag, SYN_EUSAGE, (struct syn_loc){0}, "diff.to",
                             "say what it is to be compared with: --to");
    return to ? two_sides(&c, from, to) : successors(&c);
}
