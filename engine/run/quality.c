/* Collects what the quality report tells from the store, so that it is the
 * same whether an extract was loaded now or long ago. */
#include "gather.h"

#include <math.h>
#include <string.h>

static size_t rule_of(const char *id)
{
    return syn_rule_find(id);
}

struct syn_quality_finding *syn_gather_finding(struct gather *g, const char *id)
{
    if (g->n_findings == g->room) {
        size_t room = g->room ? 2 * g->room : 64;
        struct syn_quality_finding *more =
            syn_arena_alloc(g->arena, room, sizeof *more);
        if (g->n_findings)
            memcpy(more, g->findings, g->n_findings * sizeof *more);
        g->findings = more;
        g->room = room;
    }
    struct syn_quality_finding *f = &g->findings[g->n_findings++];
    size_t rule = rule_of(id);
    *f = (struct syn_quality_finding){.rule = rule,
                                      .grade = syn_rules[rule].grade,
                                      .field = "",
                                      .detail = ""};
    return f;
}

void syn_gather_checks(struct gather *g, const char *id, size_t n)
{
    g->out->checks[rule_of(id)] += (int64_t)n;
}

static const char *name_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* --- files ------------------------------------------------------------- */

const struct syn_batch_origin *syn_gather_origin(const struct gather *g,
                                                 int64_t batch)
{
    for (size_t i = 0; i < g->n_origins; i++)
        if (g->origins[i].batch == batch)
            return &g->origins[i];
    return NULL;
}

static struct syn_quality_file file_of(const struct gather *g,
                                       const struct syn_batch *b)
{
    const struct syn_batch_origin *origin = syn_gather_origin(g, b->id);

    return (struct syn_quality_file){
        .file = b->file,
        .source = b->source,
        .contract = b->contract,
        .part = b->part,
        .sha256 = b->sha256,
        .encoding = origin && origin->encoding ? origin->encoding : "",
        .delimiter = origin ? origin->delimiter : '\0',
        .covers_from = b->covers_from,
        .covers_to = b->covers_to,
        .extracted = b->extracted,
        .rows = b->rows_read,
        .loaded = b->loaded,
        .quarantined = b->quarantined,
        .blank = b->blank};
}

static const char *refusal_of(const struct gather *g, const char *path)
{
    const struct quality_from *from = g->from;

    for (size_t i = 0; i < from->n_refusals; i++)
        if (strcmp(from->refusals[i].path, path) == 0)
            return from->refusals[i].code;
    return "";
}

static void add_files(struct gather *g)
{
    const struct syn_ingest_report *in = g->from->ingested;
    struct syn_quality_file *files =
        syn_arena_alloc(g->arena, g->n_batches + in->n, sizeof *files);
    size_t n = 0;

    for (size_t i = 0; i < g->n_batches; i++)
        files[n++] = file_of(g, &g->batches[i]);
    for (size_t r = 0; r < SYN_N_RULES; r++)
        if (syn_rules[r].of_rows)
            g->out->checks[r] = (int64_t)n;
    syn_gather_checks(g, "K40", in->n);
    for (size_t i = 0; i < in->n; i++) {
        const struct syn_ingested *item = &in->items[i];
        if (!item->status)
            continue;
        files[n++] =
            (struct syn_quality_file){.file = name_of(item->file),
                                      .source = item->contract->source,
                                      .contract = item->contract->item.name,
                                      .refused = true};
        struct syn_quality_finding *f = syn_gather_finding(g, "K40");
        f->file = name_of(item->file);
        f->source = item->contract->source;
        f->detail = refusal_of(g, item->file);
        f->n = 1;
    }
    g->out->files = files;
    g->out->n_files = n;
}

/* --- rows -------------------------------------------------------------- */

static bool is_same(const struct syn_quarantine_row *a,
                    const struct syn_quarantine_row *b)
{
    return a->batch == b->batch && strcmp(a->rule, b->rule) == 0 &&
           strcmp(a->field, b->field) == 0;
}

static const struct syn_batch *batch_of(const struct gather *g, int64_t id)
{
    for (size_t i = 0; i < g->n_batches; i++)
        if (g->batches[i].id == id)
            return &g->batches[i];
    return NULL;
}

static bool note_row(struct syn_quality_finding *f,
                     const struct syn_quarantine_row *row)
{
    if (f->n < SYN_FINDING_LINES)
        f->line[f->n] = row->line;
    f->n++;
    return true;
}

static enum syn_status add_rows(struct gather *g)
{
    const struct syn_quarantine_row *rows;
    size_t n;
    enum syn_status status =
        syn_store_quarantine(&rows, &n, g->from->store, g->arena, g->diag);

    if (status)
        return status;
    bool *told = syn_arena_alloc(g->arena, n + 1, sizeof *told);
    for (size_t i = 0; i < n; i++) {
        const struct syn_batch *batch = batch_of(g, rows[i].batch);
        if (told[i] || !batch || rule_of(rows[i].rule) == SYN_N_RULES)
            continue;
        struct syn_quality_finding *f = syn_gather_finding(g, rows[i].rule);
        f->file = batch->file;
        f->source = batch->source;
        f->field = rows[i].field;
        f->detail = rows[i].rule;
        f->column = rows[i].column;
        for (size_t j = i; j < n && rows[j].batch == rows[i].batch; j++)
            if (!told[j] && is_same(&rows[i], &rows[j]))
                told[j] = note_row(f, &rows[j]);
    }
    return SYN_OK;
}

static void check_limit(struct gather *g)
{
    double limit = g->from->max_bad;

    if (isnan(limit))
        return;
    syn_gather_checks(g, "K41", g->n_batches);
    for (size_t i = 0; i < g->n_batches; i++) {
        const struct syn_batch *b = &g->batches[i];
        double share =
            b->rows_read ? (double)b->quarantined / (double)b->rows_read : 0;
        if (share <= limit)
            continue;
        struct syn_quality_finding *f = syn_gather_finding(g, "K41");
        f->file = b->file;
        f->source = b->source;
        f->n = b->quarantined;
        f->a = share;
        f->b = limit;
    }
}

static bool has_extract(const struct gather *g,
                        const struct syn_contract *contract)
{
    const struct syn_ingest_report *in = g->from->ingested;

    for (size_t i = 0; i < in->n; i++)
        if (in->items[i].contract == contract)
            return true;
    for (size_t i = 0; i < g->n_batches; i++)
        if (strcmp(g->batches[i].contract, contract->item.name) == 0)
            return true;
    return false;
}

static void check_contracts(struct gather *g)
{
    const struct syn_catalogue *c = g->from->catalogue;

    syn_gather_checks(g, "K42", c->n_contracts);
    for (size_t i = 0; i < c->n_contracts; i++) {
        if (has_extract(g, &c->contracts[i]))
            continue;
        struct syn_quality_finding *f = syn_gather_finding(g, "K42");
        f->source = c->contracts[i].source;
        f->detail = c->contracts[i].item.name;
        f->n = 1;
    }
}

/* --- months ------------------------------------------------------------ */

/* How many parts of SOURCE cover MONTH, of how many. */
static size_t parts_covering(const struct gather *g,
                             const char *source,
                             int month,
                             size_t *all)
{
    size_t covering = 0;

    *all = 0;
    for (size_t i = 0; i < g->n_batches; i++) {
        const struct syn_batch *b = &g->batches[i];
        bool first = true, covers = false;
        if (strcmp(b->source, source) != 0)
            continue;
        for (size_t j = 0; j < g->n_batches; j++) {
            const struct syn_batch *o = &g->batches[j];
            if (strcmp(o->source, source) != 0 || strcmp(o->part, b->part) != 0)
                continue;
            first = first && j >= i;
            covers =
                covers || (o->covers_from <= month && month <= o->covers_to);
        }
        *all += first;
        covering += first && covers;
    }
    return covering;
}

/* Reports the months from FROM on that are not wholly covered; returns the
 * first after them. */
static size_t report_gap(struct gather *g,
                         const struct syn_quality_calendar *c,
                         size_t from,
                         bool sparse)
{
    size_t to = from;

    while (to < c->n && c->mark[to] != SYN_COVER_WHOLE)
        to++;
    struct syn_quality_finding *f = syn_gather_finding(g, "K43");
    f->source = c->source;
    f->n = (int64_t)(to - from);
    f->from = c->first + (int)from;
    f->to = c->first + (int)to - 1;
    if (sparse) /* A survey is not made each month. */
        f->grade = SYN_GRADE_INFORMATION;
    return to;
}

static void report_gaps(struct gather *g, const struct syn_quality_calendar *c)
{
    size_t covered = 0;

    for (size_t m = 0; m < c->n; m++)
        covered += c->mark[m] != SYN_COVER_NONE;
    for (size_t m = 0; m < c->n; m++)
        if (c->mark[m] != SYN_COVER_WHOLE)
            m = report_gap(g, c, m, covered * 2 < c->n);
}

bool syn_gather_span(const struct gather *g,
                     const char *source,
                     int *first,
                     int *last)
{
    bool any = false;

    for (size_t i = 0; i < g->n_batches; i++) {
        const struct syn_batch *b = &g->batches[i];
        if (strcmp(b->source, source) != 0)
            continue;
        *first = !any || b->covers_from < *first ? b->covers_from : *first;
        *last = !any || b->covers_to > *last ? b->covers_to : *last;
        any = true;
    }
    return any;
}

static void add_calendars(struct gather *g)
{
    const struct syn_catalogue *c = g->from->catalogue;
    struct syn_quality_calendar *list =
        syn_arena_alloc(g->arena, c->n_sources, sizeof *list);
    size_t n = 0;

    for (size_t i = 0; i < c->n_sources; i++) {
        int first, last;
        size_t all;
        if (!syn_gather_span(g, c->sources[i].name, &first, &last))
            continue;
        size_t months = (size_t)(last - first) + 1;
        unsigned char *mark = syn_arena_alloc(g->arena, months, 1);
        for (size_t m = 0; m < months; m++) {
            size_t covering =
                parts_covering(g, c->sources[i].name, first + (int)m, &all);
            mark[m] = covering == 0     ? SYN_COVER_NONE
                      : covering == all ? SYN_COVER_WHOLE
                                        : SYN_COVER_PARTLY;
        }
        list[n] = (struct syn_quality_calendar){c->sources[i].name, first,
                                                months, mark};
        report_gaps(g, &list[n++]);
    }
    syn_gather_checks(g, "K43", n);
    g->out->calendars = list;
    g->out->n_calendars = n;
}

/* --- effects, and the end ---------------------------------------------- */

static bool has_fault(const struct gather *g, const char *source)
{
    for (size_t i = 0; source && i < g->n_findings; i++)
        if (g->findings[i].grade >= SYN_GRADE_WARNING &&
            g->findings[i].source && strcmp(g->findings[i].source, source) == 0)
            return true;
    return false;
}

static void add_effects(struct gather *g)
{
    const struct quality_from *from = g->from;
    struct syn_quality_effect *list =
        syn_arena_alloc(g->arena, 2 * from->n_readings + 1, sizeof *list);
    size_t n = 0;

    for (size_t i = 0; i < from->n_readings; i++) {
        const struct syn_indicator *indicator = from->readings[i].indicator;
        const char *own = from->readings[i].source->name;
        const char *through = indicator->through;
        if (has_fault(g, own))
            list[n++] = (struct syn_quality_effect){indicator, own};
        if (through && strcmp(through, own) != 0 && has_fault(g, through))
            list[n++] = (struct syn_quality_effect){indicator, through};
    }
    g->out->effects = list;
    g->out->n_effects = n;
}

static void add_unchecked(struct gather *g)
{
    const char **keys = syn_arena_alloc(g->arena, 8, sizeof *keys);
    size_t n = 0;

    keys[n++] = "quality.not.truth";
    keys[n++] = "quality.not.names";
    keys[n++] = "quality.not.counts";
    if (!g->out->n_changes)
        keys[n++] = "quality.not.before";
    if (!g->from->catalogue->lists.n_codes)
        keys[n++] = "quality.not.codes";
    if (syn_quality_count(g->out, SYN_GRADE_CRITICAL))
        keys[n++] = "quality.not.refused";
    g->out->unchecked = keys;
}

/* Worst first, then as they were found. */
static void sort_findings(struct gather *g)
{
    struct syn_quality_finding *sorted =
        syn_arena_alloc(g->arena, g->n_findings + 1, sizeof *sorted);
    size_t n = 0;

    for (int grade = SYN_N_GRADES; grade-- > 0;)
        for (size_t i = 0; i < g->n_findings; i++)
            if ((int)g->findings[i].grade == grade)
                sorted[n++] = g->findings[i];
    g->out->findings = sorted;
    g->out->n_findings = n;
}

enum syn_status syn_quality_gather(struct syn_quality *out,
                                   const struct quality_from *from,
                                   struct syn_arena *arena,
                                   struct syn_diag *diag)
{
    struct gather g = {.from = from, .out = out, .arena = arena, .diag = diag};

    *out = (struct syn_quality){.lang = from->lang,
                                .council = from->catalogue->project.council,
                                .warnings_fail = from->warnings_fail};
    enum syn_status status =
        syn_store_batches(&g.batches, &g.n_batches, from->store, arena, diag);
    if (!status)
        status = syn_store_origins(&g.origins, &g.n_origins, from->store, arena,
                                   diag);
    if (status)
        return status;
    add_files(&g);
    status = add_rows(&g);
    check_limit(&g);
    check_contracts(&g);
    add_calendars(&g);
    if (!status)
        status = syn_gather_shares(&g);
    if (!status)
        status = syn_gather_changes(&g);
    if (!status)
        status = syn_gather_codes(&g);
    if (!status)
        status = syn_gather_unique(&g);
    add_effects(&g);
    sort_findings(&g);
    add_unchecked(&g);
    return status;
}
