#include <string.h>

#include <samsyn/base/file.h>
#include <samsyn/base/text.h>
#include <samsyn/store/store.h>

#include "explain_rows.h"
#include "explain_why.h"
#include "figure_json.h"
#include "print.h"

enum { GROUP, AREA, INTERNAL };

static const struct syn_option options[] = {
    {"group", "NAME", "the figure of this group (default: the headline group)"},
    {"area", "CODE", "the figure of this area (default: the whole place)"},
    {"internal", NULL, "unprotected figures, marked as not for publication"},
    {NULL, NULL, NULL},
};

/* PERIOD as written, or the quarter that is reported on. */
static enum syn_status choose(struct syn_period *out,
                              const struct syn_call *call,
                              const struct look *look,
                              const char *written)
{
    *out = look->state.findings.period;
    if (!written)
        return SYN_OK;
    if (syn_period_parse(out, written))
        return syn_cli_can_show(look, call, out->kind, written);
    return syn_diag_fail(
        call->diag, SYN_EUSAGE, (struct syn_loc){0}, "cli.period",
        "\"%s\" is no period; examples: 2025K2, 2025", written);
}

static json_t *breaks_json(const struct look *look,
                           const struct syn_indicator *indicator,
                           const struct syn_group *group,
                           const char *area)
{
    const struct syn_lists *lists = &look->state.catalogue->lists;
    json_t *list = json_array();
    char day[SYN_DAY_BYTES];

    for (size_t i = 0; i < lists->n_breaks; i++)
        if (syn_break_applies_to(&lists->breaks[i], lists, indicator,
                                 group->item.name, area))
            json_array_append_new(
                list,
                json_pack("{s:s, s:s, s:s, s:s, s:s?}", "date",
                          syn_day_code(day, lists->breaks[i].day), "type",
                          syn_break_type_names[lists->breaks[i].type],
                          "handling",
                          syn_break_handling_names[lists->breaks[i].handling],
                          "description",
                          lists->breaks[i].description[look->state.lang], "by",
                          lists->breaks[i].by));
    return list;
}

static json_t *obstacles_json(const struct look *look,
                              const struct syn_indicator *indicator)
{
    static const char *const names[SYN_N_OBSTACLES] = {
        "no extract", "no column",     "no key",     "no age",     "age bands",
        "no link",    "negative",      "no history", "key change", "key scheme",
        "age filter", "no population", "no tag",     "geography"};
    size_t n;
    const struct syn_not_computable *list =
        syn_release_not_computable(look->state.release, &n);
    json_t *json = json_array();

    for (size_t i = 0; i < n; i++)
        if (list[i].indicator == indicator)
            json_array_append_new(
                json,
                json_pack("{s:s, s:s, s:s?}", "reason", names[list[i].obstacle],
                          "detail", list[i].detail, "group",
                          list[i].group ? list[i].group->item.name : NULL));
    return json;
}

static json_t *next_json(const struct syn_coming *c)
{
    char code[SYN_PERIOD_BYTES];

    if (!c->known)
        return json_null();
    return json_pack("{s:s, s:o, s:o, s:o, s:o, s:o, s:o}", "period",
                     syn_period_code(code, c->period), "expected",
                     syn_cli_number_json(c->expected), "of",
                     c->of ? json_integer((json_int_t)c->of) : json_null(),
                     "sign_low", syn_cli_number_json(c->next.sign_low),
                     "sign_high", syn_cli_number_json(c->next.sign_high),
                     "clear_low", syn_cli_number_json(c->next.clear_low),
                     "clear_high", syn_cli_number_json(c->next.clear_high));
}

/* What the agreement's comparison left out, and what it would have found. */
static json_t *comparison_json(const struct syn_comparison *c)
{
    if (!c->known)
        return json_null();
    return json_pack(
        "{s:I, s:I, s:o, s:o, s:o, s:o, s:{s:o, s:o}, s:{s:o, s:o}}", "before",
        (json_int_t)c->before, "after", (json_int_t)c->after, "ratio",
        syn_cli_number_json(c->ratio), "lower", syn_cli_number_json(c->lower),
        "upper", syn_cli_number_json(c->upper), "p", syn_cli_number_json(c->p),
        "detectable", "rise", syn_cli_number_json(c->least_rise), "fall",
        syn_cli_number_json(c->least_fall), "excluded", "rise_percent",
        syn_cli_number_json(100 * (c->upper - 1)), "fall_percent",
        syn_cli_number_json(100 * (c->lower - 1)));
}

static json_t *detectability_json(const struct syn_finding *f)
{
    return json_pack("{s:o, s:o}", "next", next_json(&f->coming), "comparison",
                     comparison_json(&f->comparison));
}

static const char *const methods[SYN_N_ASSESSED_BY] = {
    [SYN_BY_NONE] = NULL,
    [SYN_BY_RANGE] = "early-warning",
    [SYN_BY_YEARS] = "rare-events"};

/* Refusals of "samsyn stat" where there is one. */
static const char *const reasons[SYN_N_REASONS] = {
    [SYN_REASON_ENOUGH] = "enough-events",
    [SYN_REASON_FEW_EVENTS] = "too-few-events",
    [SYN_REASON_FEW_QUARTERS] = "too-few-points",
    [SYN_REASON_IRREGULAR] = "numeric",
    [SYN_REASON_HIDDEN] = "suppressed",
    [SYN_REASON_HIDDEN_BEFORE] = "suppressed-before",
    [SYN_REASON_MISSING] = "missing-values",
    [SYN_REASON_BREAK] = "break",
    [SYN_REASON_VALUE] = "value",
    [SYN_REASON_STATUS] = "status",
    [SYN_REASON_WINDOWS] = "overlapping-windows",
    [SYN_REASON_SELDOM] = "not-every-quarter",
    [SYN_REASON_YEAR] = "year",
    [SYN_REASON_INCOMPLETE] = "low-completeness"};

/* A year against the one before, and the time without an event. */
static json_t *rare_json(const struct syn_finding *f)
{
    const struct syn_sums *s = &f->sums;
    char code[SYN_PERIOD_BYTES];

    if (f->by != SYN_BY_YEARS)
        return json_null();
    json_t *sums = s->known ? json_pack("{s:s, s:I, s:I, s:o, s:o, s:o, s:o}",
                                        "until", syn_period_code(code, s->last),
                                        "now", (json_int_t)s->now, "before",
                                        (json_int_t)s->before, "ratio",
                                        syn_cli_number_json(s->ratio), "lower",
                                        syn_cli_number_json(s->lower), "upper",
                                        syn_cli_number_json(s->upper), "p",
                                        syn_cli_number_json(s->p))
                            : json_null();
    json_t *gap =
        f->gap.quarters
            ? json_pack("{s:i, s:s, s:o}", "quarters", f->gap.quarters, "last",
                        syn_period_code(code, f->gap.last), "p",
                        syn_cli_number_json(f->gap.p))
            : json_null();
    return json_pack("{s:o, s:o}", "sums", sums, "since_last", gap);
}

/* What a provisional count is likely to become, with 95 % limits. */
static json_t *nowcast_json(const struct syn_finding *f)
{
    const struct syn_nowcast *n = &f->nowcast;

    if (!n->known)
        return json_null();
    return json_pack("{s:f, s:f, s:f, s:f}", "completeness", n->completeness,
                     "nowcast", n->value, "lower", n->lower, "upper", n->upper);
}

/* The run that raised the class. */
static json_t *run_json(const struct syn_finding *f)
{
    char code[SYN_PERIOD_BYTES];

    if (!f->run.quarters)
        return json_null();
    return json_pack("{s:I, s:s, s:f, s:f}", "quarters",
                     (json_int_t)f->run.quarters, "from",
                     syn_period_code(code, f->run.from), "count", f->run.count,
                     "expected", f->run.expected);
}

/* Changes of level that no one has confirmed. */
static json_t *suggested_json(const struct syn_finding *f)
{
    json_t *list = json_array();
    char code[SYN_PERIOD_BYTES];

    for (size_t i = 0; i < f->n_shifts; i++)
        json_array_append_new(
            list, json_pack("{s:s, s:f, s:f}", "from",
                            syn_period_code(code, f->shifts[i].from), "before",
                            f->shifts[i].before, "after", f->shifts[i].after));
    return list;
}

/* What is explained; what protection makes of it and the rows behind it only if
 * INTERNAL. */
struct question {
    struct syn_traced figure;
    bool internal;
    struct syn_cli_protection protection;
    struct syn_trace trace;
};

static void print_json(const struct look *look,
                       const struct question *q,
                       struct syn_arena *arena)
{
    const struct syn_indicator *indicator = q->figure.indicator;
    const struct syn_released *series =
        syn_release_find(look->state.release, indicator, q->figure.group,
                         q->figure.area, q->figure.period.kind);
    enum syn_lang lang = look->state.lang;
    struct syn_finding f = {0};

    if (series)
        f = syn_finding_in(&look->state.findings, series, look->state.release,
                           look->state.catalogue, q->figure.period, arena);
    json_t *json = json_pack(
        "{s:i, s:b, s:s, s:s, s:s?, s:s, s:s, s:s, s:s, s:s?, s:s, s:o, s:o,"
        " s:o, s:o, s:s?, s:s?, s:o, s:o, s:o, s:o}",
        "schema_version", 1, "internal",
        syn_release_protection(look->state.release).internal, "indicator",
        indicator->id, "title", indicator->title[lang], "definition",
        indicator->about[lang], "focus", syn_focus_ids[indicator->focus],
        "unit", indicator->unit->name, "group", q->figure.group->item.name,
        "area", q->figure.area ? q->figure.area : "all", "of",
        indicator->of_indicator ? indicator->of_indicator->id : NULL, "text",
        indicator->text, "breaks",
        breaks_json(look, indicator, q->figure.group, q->figure.area),
        "not_computable", obstacles_json(look, indicator), "figure",
        series ? syn_cli_cell_json(look, series, q->figure.period)
               : json_null(),
        "nowcast", nowcast_json(&f), "method", methods[f.by], "reason",
        series ? reasons[f.reason] : NULL, "run", run_json(&f), "rare_events",
        rare_json(&f), "detectability",
        series ? detectability_json(&f) : json_null(), "suggested_changes",
        suggested_json(&f));
    if (json && q->internal) {
        json_object_set_new(json, "protection",
                            syn_cli_why_json(&q->protection));
        json_object_set_new(json, "behind", syn_cli_rows_json(&q->trace));
    }
    syn_cli_print_json(json);
}

static void print_page(const struct look *look,
                       const struct question *q,
                       struct syn_arena *arena)
{
    struct syn_document *page =
        syn_page_explain(&look->from, q->figure.indicator, q->figure.group,
                         q->figure.area, q->figure.period, arena);

    if (q->internal) {
        syn_cli_add_why(page, &q->protection, look->state.catalogue);
        syn_cli_add_rows(page, &q->trace);
    }
    syn_cli_print_page(page, arena);
}

/* The figure of PERIOD that is asked for. */
static struct syn_traced figure_of(const struct look *look,
                                   struct syn_period period)
{
    const struct syn_indicator *indicator = look->cut.indicators[0];

    return (struct syn_traced){
        .indicator = indicator,
        .group = look->cut.group
                     ? look->cut.group
                     : syn_headline_group(look->state.catalogue, indicator),
        .area = syn_cli_area(look),
        .period = period};
}

/* A project that cannot be published can still be explained; what else there is
 * to say was said when it was first looked at. */
static void pass_as_warning(void *data, const struct syn_message *message)
{
    struct syn_diag *diag = data;
    struct syn_message warning = *message;

    if (message->severity != SYN_ERROR)
        return;
    warning.severity = SYN_WARNING;
    diag->emit(diag->data, &warning);
}

/* Protects the project as if it were to be published, and asks what became of
 * the figure. */
static enum syn_status find_protection(struct question *q,
                                       const struct syn_call *call,
                                       const char *folder,
                                       const struct look_wanted *wanted)
{
    struct syn_diag diag = {
        .emit = pass_as_warning, .data = call->diag, .lang = call->diag->lang};
    struct syn_call own = *call;
    struct look_wanted released = *wanted;
    struct look look;

    own.diag = &diag;
    released.internal = false;
    q->protection.indicator = q->figure.indicator;
    enum syn_status status = syn_cli_look(&look, &own, folder, &released);
    q->protection.refused = status == SYN_EDISCLOSURE;
    if (status)
        return q->protection.refused ? SYN_OK : status;
    struct syn_traced figure = figure_of(&look, q->figure.period);
    const struct syn_released *series =
        syn_release_find(look.state.release, figure.indicator, figure.group,
                         figure.area, figure.period.kind);
    q->protection.absent = !series;
    if (series)
        q->protection.why =
            syn_release_why(look.state.release, series, figure.period);
    return SYN_OK;
}

/* Finds the rows that the figure is made of; on a connection of its own, as
 * bodies run. */
static enum syn_status trace(struct question *q,
                             const struct look *look,
                             const char *folder,
                             const struct syn_call *call)
{
    const struct syn_catalogue *catalogue = look->state.catalogue;
    struct sqlite3 *reader;
    enum syn_status status = syn_store_open_reader(
        &reader, syn_path_join(folder, catalogue->project.store, call->arena),
        call->arena, call->diag);

    return status
               ? status
               : syn_series_trace(&q->trace, &q->figure, look->state.store,
                                  reader, catalogue, call->arena, call->diag);
}

static enum syn_status run(const struct syn_call *call)
{
    size_t first;
    const char *folder = syn_cli_folder(&first, call);
    const struct look_wanted wanted = {.group = call->value[GROUP],
                                       .area = call->value[AREA],
                                       .internal =
                                           call->value[INTERNAL] != NULL,
                                       .names = call->operand + first,
                                       .n_names = call->n_operands > first};
    struct question q = {.internal = wanted.internal};
    struct syn_period period;
    struct look look;

    enum syn_status status = syn_cli_one_indicator(call, &wanted);
    if (!status)
        status = syn_cli_look(&look, call, folder, &wanted);
    if (!status)
        status = choose(&period, call, &look,
                        call->n_operands > first + 1 ? call->operand[first + 1]
                                                     : NULL);
    if (status)
        return status;
    q.figure = figure_of(&look, period);
    if (q.internal)
        status = find_protection(&q, call, folder, &wanted);
    if (!status && q.internal)
        status = trace(&q, &look, folder, call);
    if (status)
        return status;
    if (call->json)
        print_json(&look, &q, call->arena);
    else
        print_page(&look, &q, call->arena);
    return SYN_OK;
}

const struct syn_command syn_cmd_explain = {
    .name = "explain",
    .purpose = "what an indicator counts, and where a figure is from",
    .operands = "[PROJECT] INDICATOR [PERIOD]",
    .details = "PERIOD is a quarter (2025K2) or a year (2025); default: the "
               "quarter that is reported on.\n--internal adds which rule "
               "hides the figure, if one does, and the rows that it is made "
               "of: extracts, lines, values.",
    .example = "samsyn explain demo violence_public 2025K4 --group target",
    .options = options,
    .least = 1,
    .most = 3,
    .order = 60,
    .run = run,
};
