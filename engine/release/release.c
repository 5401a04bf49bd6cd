#include <samsyn/release/why.h>

#include <math.h>
#include <string.h>

#include "delays.h"
#include "programme.h"

struct syn_release {
    struct syn_released *at;
    size_t *number; /* Of each in PROGRAMME. */
    size_t n;       /* Of the kinds of period that are published ... */
    size_t n_every; /* ... and after them the others, if it is internal. */
    struct syn_provenance *provenance;
    size_t n_provenance;
    struct syn_completeness *completeness;
    size_t n_completeness;
    const struct syn_not_computable *not_computable;
    size_t n_not_computable;
    struct syn_protection protection;
    int last_month;
    const struct programme *programme; /* NULL: internal. */
};

/* Takes from PROGRAMME what may be said of period T of series number I. */
static void take_numbers(struct syn_cell *cell,
                         const struct syn_series *s,
                         size_t t,
                         const struct programme *programme,
                         size_t i)
{
    int64_t count = syn_programme_count(programme, i, t);
    int64_t of = syn_programme_of(programme, i, t);

    if (count != s->count[t] || (s->of && of != s->of[t]))
        cell->state = s->of && !of ? SYN_STATE_NOT_APPLICABLE
                      : count      ? SYN_STATE_VALUE
                                   : SYN_STATE_ZERO;
    if (cell->state == SYN_STATE_NOT_APPLICABLE)
        return;
    cell->count = count;
    cell->of = of;
    cell->value = syn_programme_value(programme, i, t);
}

/* Period T of series number I of PROGRAMME; without one nothing is hidden. */
static struct syn_cell release_cell(const struct syn_series *s,
                                    size_t t,
                                    const struct programme *programme,
                                    size_t i)
{
    struct syn_cell cell = {
        .state = s->state[t],
        .provisional = s->provisional[t],
        .value = NAN,
        .exposure = s->exposure && s->exposure[t] > 0 ? s->exposure[t] : 0};

    if (programme && syn_programme_hides(programme, i, t))
        cell.state = SYN_STATE_SUPPRESSED;
    else if (programme && syn_programme_counts(programme, i, t))
        take_numbers(&cell, s, t, programme, i);
    if (programme ||
        (cell.state != SYN_STATE_VALUE && cell.state != SYN_STATE_ZERO))
        return cell;
    cell.count = s->count[t];
    cell.of = s->of ? s->of[t] : 0;
    cell.value = s->value ? s->value[t] : NAN;
    return cell;
}

static void add_series(struct syn_release *release,
                       const struct syn_series *s,
                       const struct programme *programme,
                       size_t number,
                       struct syn_arena *arena)
{
    struct syn_cell *cells = syn_arena_alloc(arena, s->n, sizeof *cells);
    bool ratio = s->indicator->measure == SYN_MEASURE_RATIO;

    for (size_t t = 0; t < s->n; t++) {
        cells[t] = release_cell(s, t, programme, number);
        if (!syn_in_programme(s))
            continue;
        release->protection.shown += cells[t].state == SYN_STATE_VALUE ||
                                     cells[t].state == SYN_STATE_ZERO;
        release->protection.suppressed +=
            cells[t].state == SYN_STATE_SUPPRESSED;
    }
    release->number[release->n_every] = number;
    release->at[release->n_every++] =
        (struct syn_released){.indicator = s->indicator,
                              .group = s->group,
                              .source = s->source,
                              .area = s->area,
                              .area_name = s->area_name,
                              .kind = s->kind,
                              .first = s->first,
                              .n = s->n,
                              .has_of = s->of && !ratio,
                              .has_base = s->of && ratio,
                              .has_value = s->value != NULL,
                              .has_exposure = s->exposure != NULL,
                              .cell = cells};
}

static const struct syn_contract *
contract_of(const struct syn_catalogue *catalogue, const char *name)
{
    for (size_t i = 0; i < catalogue->n_contracts; i++)
        if (strcmp(catalogue->contracts[i].item.name, name) == 0)
            return &catalogue->contracts[i];
    return NULL;
}

static struct syn_provenance *provenance_of(struct syn_release *release,
                                            const struct syn_batch *batch)
{
    for (size_t i = 0; i < release->n_provenance; i++)
        if (strcmp(release->provenance[i].contract, batch->contract) == 0)
            return &release->provenance[i];
    struct syn_provenance *p = &release->provenance[release->n_provenance++];
    *p = (struct syn_provenance){.source = batch->source,
                                 .contract = batch->contract,
                                 .extracted = batch->extracted,
                                 .covers_from = batch->covers_from,
                                 .covers_to = batch->covers_to};
    return p;
}

static void add_provenance(struct syn_release *release,
                           const struct syn_series_set *series,
                           const struct syn_catalogue *catalogue,
                           struct syn_arena *arena)
{
    release->provenance =
        syn_arena_alloc(arena, series->n_batches, sizeof *release->provenance);
    for (size_t i = 0; i < series->n_batches; i++) {
        const struct syn_batch *b = &series->batches[i];
        const struct syn_contract *contract =
            contract_of(catalogue, b->contract);
        struct syn_provenance *p = provenance_of(release, b);
        p->title = contract ? contract->title : NULL;
        p->settles = contract ? contract->settles : 0;
        if (b->extracted > p->extracted)
            p->extracted = b->extracted;
        if (b->covers_from < p->covers_from)
            p->covers_from = b->covers_from;
        if (b->covers_to > p->covers_to)
            p->covers_to = b->covers_to;
    }
}

static void add_completeness(struct syn_release *release,
                             const struct syn_series_set *series,
                             const struct syn_catalogue *catalogue,
                             struct syn_arena *arena)
{
    release->completeness =
        syn_arena_alloc(arena, series->n_delays, sizeof *release->completeness);
    for (size_t i = 0; i < series->n_delays; i++)
        release->n_completeness += syn_completeness_make(
            &release->completeness[release->n_completeness], &series->delays[i],
            catalogue, arena);
}

enum syn_status syn_release_make(struct syn_release **out,
                                 const struct syn_series_set *series,
                                 const struct syn_catalogue *catalogue,
                                 const struct syn_past *past,
                                 bool internal,
                                 struct syn_arena *arena,
                                 struct syn_diag *diag)
{
    struct syn_release *release = syn_arena_alloc(arena, 1, sizeof *release);

    if (series->first_month > series->last_month)
        return syn_diag_fail(
            diag, SYN_EINPUT, (struct syn_loc){0}, "release.nothing",
            "the store is empty: put extracts into extracts/ and "
            "run again");
    release->at = syn_arena_alloc(arena, series->n, sizeof *release->at);
    release->number =
        syn_arena_alloc(arena, series->n, sizeof *release->number);
    release->protection = (struct syn_protection){
        .internal = internal,
        .threshold = catalogue->project.disclosure.threshold};
    release->not_computable = series->not_computable;
    release->n_not_computable = series->n_not_computable;
    release->last_month = series->last_month;
    const struct programme *programme = NULL;
    if (!internal) {
        struct syn_series_set *kept = syn_arena_alloc(arena, 1, sizeof *kept);
        *kept = *series; /* Is asked again by syn_release_remember(). */
        programme = syn_programme_protect(kept, catalogue, past, arena);
        enum syn_status status = syn_programme_check(programme, diag);
        if (status)
            return status;
        release->programme = programme;
        release->protection.secondary = syn_programme_is_proved(programme);
        release->protection.pending = syn_programme_pending(programme);
        release->protection.exposed = syn_programme_exposed(programme);
    }
    for (size_t i = 0; i < series->n; i++)
        if (syn_in_programme(&series->at[i]))
            add_series(release, &series->at[i], programme, i, arena);
    release->n = release->n_every;
    for (size_t i = 0; internal && i < series->n; i++)
        if (!syn_in_programme(&series->at[i]))
            add_series(release, &series->at[i], NULL, i, arena);
    add_provenance(release, series, catalogue, arena);
    add_completeness(release, series, catalogue, arena);
    *out = release;
    return SYN_OK;
}

const struct syn_released *syn_release_series(const struct syn_release *release,
                                              size_t *n)
{
    *n = release->n;
    return release->at;
}

const struct syn_released *syn_release_every(const struct syn_release *release,
                                             size_t *n)
{
    *n = release->n_every;
    return release->at;
}

const struct syn_released *
syn_release_find(const struct syn_release *release,
                 const struct syn_indicator *indicator,
                 const struct syn_group *group,
                 const char *area,
                 enum syn_period_kind kind)
{
    for (size_t i = 0; i < release->n_every; i++) {
        const struct syn_released *s = &release->at[i];
        if (s->indicator == indicator && s->group == group && s->kind == kind &&
            (s->area == area ||
             (s->area && area && strcmp(s->area, area) == 0)))
            return s;
    }
    return NULL;
}

struct syn_cell syn_released_cell(const struct syn_released *series,
                                  struct syn_period period)
{
    int at = period.index - series->first;

    if (at >= 0 && (size_t)at < series->n)
        return series->cell[at];
    return (struct syn_cell){
        .state = at < 0 ? SYN_STATE_MISSING : SYN_STATE_NOT_YET, .value = NAN};
}

double syn_released_figure(const struct syn_released *series,
                           const struct syn_cell *cell)
{
    double count = (double)cell->count, of = (double)cell->of;
    int per = series->indicator->per ? series->indicator->per : 1;

    if (cell->state != SYN_STATE_VALUE && cell->state != SYN_STATE_ZERO)
        return NAN;
    if (series->has_value)
        return cell->value;
    if (series->has_of || series->has_base)
        return of > 0 ? (series->has_of ? 100 : per) * count / of : NAN;
    return count;
}

const struct syn_provenance *
syn_release_provenance(const struct syn_release *release, size_t *n)
{
    *n = release->n_provenance;
    return release->provenance;
}

const struct syn_completeness *
syn_release_completeness(const struct syn_release *release,
                         const struct syn_source *source)
{
    for (size_t i = 0; i < release->n_completeness; i++)
        if (release->completeness[i].source == source)
            return &release->completeness[i];
    return NULL;
}

const struct syn_not_computable *
syn_release_not_computable(const struct syn_release *release, size_t *n)
{
    *n = release->n_not_computable;
    return release->not_computable;
}

struct syn_protection syn_release_protection(const struct syn_release *release)
{
    return release->protection;
}

struct syn_why syn_release_why(const struct syn_release *release,
                               const struct syn_released *series,
                               struct syn_period period)
{
    int at = period.index - series->first;

    if (!release->programme || at < 0 || (size_t)at >= series->n)
        return (struct syn_why){0};
    return syn_programme_why(release->programme,
                             release->number[series - release->at], (size_t)at);
}

void syn_release_remember(struct syn_past *out,
                          const struct syn_release *release,
                          struct syn_arena *arena)
{
    *out = (struct syn_past){0};
    if (release->programme)
        syn_programme_remember(out, release->programme, arena);
}

int syn_release_last_month(const struct syn_release *release)
{
    return release->last_month;
}
