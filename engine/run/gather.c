/* The parts of the quality report that read events. */
#include "gather.h"

#include <math.h>
#include <string.h>

#include <samsyn/base/text.h>
#include <samsyn/store/unique.h>

enum {
    MOST_CODES = 20,
    LEAST_EVENTS = 50, /* A share of fewer says nothing. */
    SETTLED_DAYS = 365
};

#define GROWN 0.10 /* So much more unknown than before is worth a word. */

/* --- unknown values, delays -------------------------------------------- */

struct shares {
    struct syn_quality_missing *missing;
    size_t n_missing, room;
    struct syn_quality_delay *delays;
    size_t n_delays;
};

static bool is_in_contract(const struct gather *g,
                           const struct syn_batch *batch,
                           const char *column)
{
    const struct syn_catalogue *c = g->from->catalogue;

    for (size_t i = 0; i < c->n_contracts; i++)
        if (strcmp(c->contracts[i].item.name, batch->contract) == 0)
            return syn_contract_column_find(&c->contracts[i], column) != NULL;
    return false;
}

/* The batch before number I, or after it, under its contract and part; NULL. */
static const struct syn_batch *
beside(const struct gather *g, size_t i, bool after)
{
    size_t j = after ? i + 1 : i - 1;
    const struct syn_batch *b = &g->batches[i];

    if ((!after && i == 0) || j >= g->n_batches)
        return NULL;
    const struct syn_batch *o = &g->batches[j];
    return strcmp(b->source, o->source) == 0 &&
                   strcmp(b->contract, o->contract) == 0 &&
                   strcmp(b->part, o->part) == 0
               ? o
               : NULL;
}

static double
share_in(const struct syn_tally *tally, size_t batch, size_t column)
{
    int64_t rows = tally->rows[batch];
    int64_t missing = tally->missing[batch * tally->n_columns + column];
    return rows ? (double)missing / (double)rows : NAN;
}

static void compare_share(struct gather *g,
                          const struct syn_tally *tally,
                          size_t i,
                          const struct syn_quality_missing *m)
{
    bool large =
        tally->rows[i] >= LEAST_EVENTS && tally->rows[i - 1] >= LEAST_EVENTS;

    syn_gather_checks(g, "K44", 1);
    if (!large || !(m->share - m->before >= GROWN))
        return;
    struct syn_quality_finding *f = syn_gather_finding(g, "K44");
    f->file = m->file;
    f->source = m->source;
    f->field = m->column;
    f->what = m->before_file;
    f->a = m->share;
    f->b = m->before;
    f->n = 1;
}

/* The last extract of each contract and part, against the one before. */
static void add_missing(struct gather *g,
                        struct shares *shares,
                        const struct syn_tally *tally,
                        size_t i)
{
    const struct syn_batch *b = &g->batches[i], *before = beside(g, i, false);

    for (size_t c = 0; c < tally->n_columns; c++) {
        struct syn_quality_missing m = {
            .source = b->source,
            .column = tally->columns[c],
            .file = b->file,
            .before_file = before ? before->file : NULL,
            .share = share_in(tally, i, c),
            .before = before ? share_in(tally, i - 1, c) : NAN};
        if (!is_in_contract(g, b, m.column))
            continue;
        if (before)
            compare_share(g, tally, i, &m);
        if ((m.share > 0 || m.before > 0) && shares->n_missing < shares->room)
            shares->missing[shares->n_missing++] = m;
    }
}

static void add_delay(struct shares *shares,
                      const struct syn_source *source,
                      const struct syn_tally *tally)
{
    struct syn_quality_delay *d = &shares->delays[shares->n_delays];

    if (tally->dated < LEAST_EVENTS)
        return;
    *d = (struct syn_quality_delay){.source = source->name, .n = tally->dated};
    memcpy(d->within, tally->within, sizeof d->within);
    shares->n_delays++;
}

static enum syn_status add_source_shares(struct gather *g,
                                         struct shares *shares,
                                         const struct syn_source *source)
{
    struct syn_tally tally;
    int latest = SYN_UNSET;

    for (size_t i = 0; i < g->n_batches; i++)
        if (strcmp(g->batches[i].source, source->name) == 0 &&
            g->batches[i].extracted > latest)
            latest = g->batches[i].extracted;
    if (latest == SYN_UNSET)
        return SYN_OK;
    const struct syn_tally_of of = {source, g->batches, g->n_batches,
                                    latest - SETTLED_DAYS, syn_delay_days};
    enum syn_status status = syn_store_tally(
        &tally, g->from->store, g->from->catalogue, &of, g->arena, g->diag);
    if (status)
        return status;
    for (size_t i = 0; i < g->n_batches; i++)
        if (strcmp(g->batches[i].source, source->name) == 0 &&
            !beside(g, i, true))
            add_missing(g, shares, &tally, i);
    add_delay(shares, source, &tally);
    return SYN_OK;
}

enum syn_status syn_gather_shares(struct gather *g)
{
    const struct syn_catalogue *c = g->from->catalogue;
    struct shares shares = {.room = (g->n_batches + 1) * SYN_TALLY_COLUMNS};
    enum syn_status status = SYN_OK;

    shares.missing =
        syn_arena_alloc(g->arena, shares.room, sizeof *shares.missing);
    shares.delays =
        syn_arena_alloc(g->arena, c->n_sources + 1, sizeof *shares.delays);
    for (size_t i = 0; !status && i < c->n_sources; i++)
        status = add_source_shares(g, &shares, &c->sources[i]);
    g->out->missing = shares.missing;
    g->out->n_missing = shares.n_missing;
    g->out->delays = shares.delays;
    g->out->n_delays = shares.n_delays;
    return status;
}

/* --- codes ------------------------------------------------------------- */

static const char *const *known_codes(const struct gather *g)
{
    const struct syn_lists *lists = &g->from->catalogue->lists;
    const char **codes =
        syn_arena_alloc(g->arena, lists->n_codes + 1, sizeof *codes);

    for (size_t i = 0; i < lists->n_codes; i++)
        codes[i] = lists->codes[i].code;
    return codes;
}

static bool has_codes(const struct gather *g, const struct syn_source *source)
{
    const struct syn_source_column *column =
        syn_source_column_find(source, "code");
    int first, last;

    return column && column->kind == SYN_COL_CATEGORY && !column->values &&
           syn_source_provides(g->from->catalogue, source, "code") &&
           syn_gather_span(g, source->name, &first, &last);
}

static enum syn_status add_source_codes(struct gather *g,
                                        struct syn_quality_code *codes,
                                        const char *const *known,
                                        const struct syn_source *source)
{
    const struct syn_code_count *unknown;
    size_t n;
    enum syn_status status = syn_store_unknown_codes(
        &unknown, &n, g->from->store, source, g->arena, g->diag);

    if (status)
        return status;
    syn_gather_checks(g, "K46", 1);
    g->out->all_codes += n;
    for (size_t i = 0; i < n && g->out->n_codes < MOST_CODES; i++)
        codes[g->out->n_codes++] = (struct syn_quality_code){
            .source = source->name,
            .code = unknown[i].code,
            .suggestion = syn_suggest(unknown[i].code, known),
            .rows = unknown[i].rows};
    if (!n)
        return SYN_OK;
    struct syn_quality_finding *f = syn_gather_finding(g, "K46");
    f->source = source->name;
    f->field = "code";
    f->n = (int64_t)n;
    return SYN_OK;
}

enum syn_status syn_gather_codes(struct gather *g)
{
    const struct syn_catalogue *c = g->from->catalogue;
    struct syn_quality_code *codes =
        syn_arena_alloc(g->arena, MOST_CODES, sizeof *codes);
    const char *const *known = known_codes(g);
    enum syn_status status = SYN_OK;

    g->out->codes = codes;
    for (size_t i = 0; !status && i < c->n_sources; i++)
        if (c->lists.n_codes && has_codes(g, &c->sources[i]))
            status = add_source_codes(g, codes, known, &c->sources[i]);
    return status;
}

/* --- changes ----------------------------------------------------------- */

static void add_change(struct gather *g,
                       struct syn_quality_change *list,
                       struct syn_quality_change change,
                       const char *source)
{
    list[g->out->n_changes++] = change;
    if (change.vanished < 0)
        return;
    syn_gather_checks(g, "K45", 1);
    if (!change.vanished)
        return;
    struct syn_quality_finding *f = syn_gather_finding(g, "K45");
    f->file = change.file;
    f->source = source;
    f->what = change.before_file;
    f->n = change.vanished;
}

/* Counts what only one of two ascending lists has. */
static void compare_contents(struct syn_quality_change *change,
                             const uint64_t *now,
                             size_t n,
                             const uint64_t *before,
                             size_t m)
{
    size_t i = 0, j = 0;

    change->added = change->vanished = 0;
    while (i < n || j < m) {
        bool only_now = j == m || (i < n && now[i] < before[j]);
        bool only_before = i == n || (j < m && before[j] < now[i]);
        change->added += only_now;
        change->vanished += only_before;
        i += !only_before;
        j += !only_now;
    }
}

static enum syn_status compare_batches(struct gather *g,
                                       struct syn_quality_change *change,
                                       const struct syn_batch *now,
                                       const struct syn_batch *before)
{
    int from = now->covers_from > before->covers_from ? now->covers_from
                                                      : before->covers_from;
    int to =
        now->covers_to < before->covers_to ? now->covers_to : before->covers_to;
    struct syn_arena *step = syn_arena_new(SIZE_MAX / 2);
    uint64_t *a, *b;
    size_t n, m;

    enum syn_status status = syn_store_contents(&a, &n, g->from->store, now,
                                                from, to, step, g->diag);
    if (!status)
        status = syn_store_contents(&b, &m, g->from->before, before, from, to,
                                    step, g->diag);
    if (!status)
        compare_contents(change, a, n, b, m);
    syn_arena_free(step);
    return status;
}

/* Whether BEFORE gives its place to NOW. */
static bool takes_place(const struct syn_batch *now,
                        const struct syn_batch *before)
{
    return strcmp(now->source, before->source) == 0 &&
           strcmp(now->contract, before->contract) == 0 &&
           strcmp(now->part, before->part) == 0 &&
           strcmp(now->sha256, before->sha256) != 0 &&
           now->covers_from <= before->covers_to &&
           before->covers_from <= now->covers_to;
}

/* Against another store: the project's own, when nothing is loaded yet. */
static enum syn_status add_changes_before(struct gather *g,
                                          struct syn_quality_change **list)
{
    const struct syn_batch *old;
    size_t n;
    enum syn_status status =
        syn_store_batches(&old, &n, g->from->before, g->arena, g->diag);

    if (status)
        return status;
    *list =
        syn_arena_alloc(g->arena, (g->n_batches + 1) * (n + 1), sizeof **list);
    for (size_t i = 0; i < g->n_batches; i++)
        for (size_t j = 0; !status && j < n; j++) {
            const struct syn_batch *now = &g->batches[i];
            struct syn_quality_change change = {.file = now->file,
                                                .before_file = old[j].file,
                                                .contract = now->contract,
                                                .rows = now->loaded,
                                                .before_rows = old[j].loaded,
                                                .added = -1,
                                                .vanished = -1};
            if (!takes_place(now, &old[j]))
                continue;
            status = compare_batches(g, &change, now, &old[j]);
            add_change(g, *list, change, now->source);
        }
    return status;
}

enum syn_status syn_gather_changes(struct gather *g)
{
    struct syn_quality_change *list = NULL;

    if (g->from->before) {
        enum syn_status status = add_changes_before(g, &list);
        g->out->changes = list;
        return status;
    }
    list = syn_arena_alloc(g->arena, g->n_batches + 1, sizeof *list);
    g->out->changes = list;
    for (size_t i = 0; i < g->n_batches; i++) {
        const struct syn_batch *b = &g->batches[i];
        const struct syn_batch_origin *origin = syn_gather_origin(g, b->id);
        if (origin && origin->before_file)
            add_change(g, list,
                       (struct syn_quality_change){
                           .file = b->file,
                           .before_file = origin->before_file,
                           .contract = b->contract,
                           .rows = b->loaded,
                           .before_rows = origin->before_loaded,
                           .added = -1,
                           .vanished = -1},
                       b->source);
    }
    return SYN_OK;
}

/* --- uniqueness -------------------------------------------------------- */

static const struct syn_contract *contract_of(const struct gather *g,
                                              const struct syn_batch *b)
{
    const struct syn_catalogue *c = g->from->catalogue;

    for (size_t i = 0; i < c->n_contracts; i++)
        if (strcmp(c->contracts[i].item.name, b->contract) == 0)
            return &c->contracts[i];
    return NULL;
}

static enum syn_status add_unique(struct gather *g, const struct syn_batch *b)
{
    const struct syn_contract *contract = contract_of(g, b);
    struct syn_uniqueness found;

    if (!contract) /* It was taken away since. */
        return SYN_OK;
    enum syn_status status =
        syn_store_uniqueness(&found, g->from->store, g->from->catalogue,
                             contract->definition, b->id, g->arena, g->diag);
    if (status || !*found.columns)
        return status;
    syn_gather_checks(g, "K47", 1);
    if (!found.unique)
        return SYN_OK;
    struct syn_quality_finding *f = syn_gather_finding(g, "K47");
    f->file = b->file;
    f->source = b->source;
    f->detail = found.columns;
    f->n = found.unique;
    f->a = (double)found.unique / (double)found.rows;
    if (!isnan(contract->gate.max_unique)) /* Somebody has decided. */
        f->grade = SYN_GRADE_INFORMATION;
    return SYN_OK;
}

enum syn_status syn_gather_unique(struct gather *g)
{
    enum syn_status status = SYN_OK;

    for (size_t i = 0; !status && i < g->n_batches; i++)
        status = add_unique(g, &g->batches[i]);
    return status;
}
