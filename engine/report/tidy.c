/* The released figures, a row a cell, with the letters of SDMX for what is not
 * there: A normal, P provisional, M missing, F not yet, C confidential, N not
 * applicable. */
#include <samsyn/report/compose.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

const char *syn_tidy_status(const struct syn_cell *cell)
{
    static const char *const letters[SYN_N_STATES] = {
        [SYN_STATE_MISSING] = "M",
        [SYN_STATE_NOT_YET] = "F",
        [SYN_STATE_SUPPRESSED] = "C",
        [SYN_STATE_NOT_APPLICABLE] = "N"};

    if (letters[cell->state])
        return letters[cell->state];
    return cell->provisional ? "P" : "A";
}

struct sheet {
    struct syn_text *out;
    enum syn_lang lang;
    char delimiter, decimal;
    bool internal;
};

static void put(struct sheet *sheet, const char *text)
{
    if (sheet->out->n && sheet->out->at[sheet->out->n - 1] != '\n')
        syn_text_add_n(sheet->out, &sheet->delimiter, 1);
    syn_text_add_csv(sheet->out, text, sheet->delimiter);
}

static void put_count(struct sheet *sheet, int64_t n, bool known)
{
    char text[32] = "";

    if (known)
        snprintf(text, sizeof text, "%lld", (long long)n);
    syn_text_add_n(sheet->out, &sheet->delimiter, 1);
    syn_text_add(sheet->out, text);
}

static void put_number(struct sheet *sheet, double value, bool known)
{
    char text[32] = "";

    if (known && isfinite(value))
        snprintf(text, sizeof text, "%.2f", value);
    char *point = strchr(text, '.');
    if (point)
        *point = sheet->decimal;
    syn_text_add_n(sheet->out, &sheet->delimiter, 1);
    syn_text_add(sheet->out, text);
}

const struct syn_point_assessed *
syn_findings_point(const struct syn_findings *findings,
                   const struct syn_released *series,
                   struct syn_period period)
{
    for (size_t i = 0; i < findings->n; i++) {
        const struct syn_finding *f = &findings->at[i];
        if (f->series != series)
            continue;
        for (size_t t = 0; t < f->n_history; t++)
            if (f->history[t].period.kind == period.kind &&
                f->history[t].period.index == period.index)
                return &f->history[t];
    }
    return NULL;
}

bool syn_cut_holds(const struct syn_cut *cut, const struct syn_released *series)
{
    bool is_asked = cut->n_indicators == 0;

    for (size_t i = 0; i < cut->n_indicators; i++)
        is_asked |= cut->indicators[i] == series->indicator;
    return is_asked && (!cut->group || cut->group == series->group) &&
           (cut->kind
                ? *cut->kind == series->kind
                : series->kind == SYN_QUARTER || series->kind == SYN_YEAR) &&
           (!cut->area ||
            strcmp(cut->area, series->area ? series->area : "all") == 0);
}

static void put_cell(struct sheet *sheet,
                     const struct syn_released *s,
                     struct syn_period period,
                     const struct syn_cell *cell,
                     const struct syn_point_assessed *point)
{
    char code[SYN_PERIOD_BYTES];
    bool known =
        cell->state == SYN_STATE_VALUE || cell->state == SYN_STATE_ZERO;
    bool is_rate = known && s->has_exposure && cell->exposure > 0;
    bool bare = s->has_base || s->has_value; /* No interval is known. */
    struct syn_estimate e = syn_estimate_cell(s, cell);
    double times = s->has_of ? 100 : 1;
    bool estimated = known && (s->has_of || bare || is_rate);

    put(sheet, syn_focus_ids[s->indicator->focus]);
    put(sheet, s->indicator->id);
    put(sheet, s->indicator->title[sheet->lang]);
    put(sheet, s->indicator->unit->name);
    put(sheet, s->group->item.name);
    put(sheet, s->area ? s->area : "all");
    put(sheet, syn_period_code(code, period));
    put_count(sheet, cell->count, known);
    /* The base of a ratio is no whole that the count is part of; it stands in
     * its own indicator's rows. */
    put_count(sheet, cell->of, known && s->has_of);
    put_number(sheet, times * e.value, estimated);
    put_number(sheet, times * e.lower, estimated);
    put_number(sheet, times * e.upper, estimated);
    put_number(sheet, point ? point->normal.low : NAN,
               point && point->normal.known);
    put_number(sheet, point ? point->normal.high : NAN,
               point && point->normal.known);
    put(sheet, syn_tidy_status(cell));
    if (sheet->internal)
        put(sheet, "N");
    syn_text_add(sheet->out, "\r\n");
}

void syn_tidy_add(struct syn_text *out,
                  const struct syn_release *release,
                  const struct syn_findings *findings,
                  const struct syn_cut *cut,
                  enum syn_lang lang,
                  bool excel)
{
    static const char *const header[] = {
        "focus", "indicator", "title",      "unit",        "group",
        "area",  "period",    "count",      "of",          "estimate",
        "lower", "upper",     "normal_low", "normal_high", "status"};
    struct sheet sheet = {out, lang, excel ? ';' : ',', excel ? ',' : '.',
                          syn_release_protection(release).internal};
    size_t n;
    const struct syn_released *series = syn_release_every(release, &n);

    for (size_t i = 0; i < sizeof header / sizeof *header; i++)
        put(&sheet, header[i]);
    if (sheet.internal)
        put(&sheet, "conf_status");
    syn_text_add(out, "\r\n");
    for (size_t i = 0; i < n; i++)
        for (size_t t = 0; syn_cut_holds(cut, &series[i]) && t < series[i].n;
             t++) {
            struct syn_period period = {series[i].kind,
                                        series[i].first + (int)t};
            put_cell(&sheet, &series[i], period, &series[i].cell[t],
                     syn_findings_point(findings, &series[i], period));
        }
}
