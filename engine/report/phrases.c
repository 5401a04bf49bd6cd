/* Findings to words.  The classes and their words are a closed list; nothing
 * here says why something changed. */
#include "parts.h"

#include <math.h>
#include <string.h>

#include <samsyn/base/text.h>
#include <samsyn/plots/theme.h>

enum syn_shape syn_finding_shape(enum syn_class class, int direction)
{
    switch (class) {
    case SYN_CLASS_CLEAR:
        return direction > 0 ? SYN_SHAPE_UP : SYN_SHAPE_DOWN;
    case SYN_CLASS_SIGN:
        return direction > 0 ? SYN_SHAPE_UP_OPEN : SYN_SHAPE_DOWN_OPEN;
    case SYN_CLASS_FEW:
        return SYN_SHAPE_RING;
    case SYN_CLASS_INCOMPARABLE:
        return SYN_SHAPE_BREAK;
    case SYN_CLASS_UNASSESSED:
        return SYN_SHAPE_DASH;
    default:
        return SYN_SHAPE_DOT;
    }
}

unsigned syn_finding_colour(const struct syn_finding *finding)
{
    if (finding->favourable)
        return SYN_THEME_FAVOURABLE;
    if (finding->unfavourable)
        return SYN_THEME_UNFAVOURABLE;
    return SYN_THEME_COMMON;
}

/* Whether F is below the normal range, and no fall only for what may yet be
 * registered. */
static bool is_held(const struct syn_finding *f)
{
    return f->class == SYN_CLASS_NORMAL && f->cell.provisional &&
           f->normal.known && (double)f->cell.count < f->normal.low;
}

/* The key of a class: "class.clear.up". */
static const char *class_key(const struct brief *brief,
                             const struct syn_finding *finding)
{
    static const char *const names[SYN_N_CLASSES] = {
        "few", "normal", "sign", "clear", "incomparable", "unassessed"};
    const char *way =
        finding->class == SYN_CLASS_SIGN || finding->class == SYN_CLASS_CLEAR
            ? finding->direction > 0 ? ".up" : ".down"
            : "";
    if (is_held(finding))
        return "class.held";
    return syn_arena_printf(brief->voice.arena, "class.%s%s",
                            names[finding->class], way);
}

const char *syn_finding_words(const struct brief *brief,
                              const struct syn_finding *finding)
{
    return syn_sentence(brief->voice.lang, class_key(brief, finding));
}

double syn_finding_scale(const struct syn_finding *finding,
                         const struct syn_cell *cell)
{
    const struct syn_released *s = finding->series;

    if (!s->has_of && !s->has_base)
        return 1;
    return (double)cell->of / (s->has_of ? 100 : fmax(1, s->indicator->per));
}

const char *syn_finding_range(const struct brief *brief,
                              const struct syn_finding *finding)
{
    const struct syn_normal *n = &finding->normal;

    if (!n->known)
        return "..";
    const struct syn_released *s = finding->series;
    if (!s->has_of && !s->has_base)
        return syn_word_range(&brief->voice, n->low, n->high);
    if (!finding->cell.of)
        return "..";
    double of = syn_finding_scale(finding, &finding->cell);
    const char *range =
        syn_word_range(&brief->voice, n->low / of, n->high / of);
    return s->has_of ? syn_word_percent(&brief->voice, range) : range;
}

/* N of FINDING as a figure where the denominator is OF. */
static const char *figure_of(const struct brief *brief,
                             const struct syn_finding *finding,
                             int64_t of,
                             double n)
{
    const struct voice *v = &brief->voice;
    const struct syn_cell cell = {.of = of};

    if (!of)
        return syn_word_count(v, (int64_t)n);
    const char *value =
        syn_word_number(v, n / syn_finding_scale(finding, &cell), 1);
    return finding->series->has_of ? syn_word_percent(v, value) : value;
}

const char *syn_finding_limits(const struct brief *brief,
                               const struct syn_finding *finding,
                               int64_t of,
                               double low,
                               double high)
{
    if (isnan(low) && isnan(high))
        return NULL;
    return syn_tell(
        &brief->voice,
        isnan(low)    ? "limits.high"
        : isnan(high) ? "limits.low"
                      : "limits.both",
        "lo", isnan(low) ? "" : figure_of(brief, finding, of, low), "hi",
        isnan(high) ? "" : figure_of(brief, finding, of, high), NULL);
}

const char *syn_comparison_limits(const struct brief *brief,
                                  const struct syn_finding *finding)
{
    const struct syn_comparison *c = &finding->comparison;
    double same = (double)c->before * c->exposure_after / c->exposure_before;

    return syn_finding_limits(brief, finding, 0, floor(c->least_fall * same),
                              ceil(c->least_rise * same));
}

/* What would be a sign in the coming period; "" if that is not known. */
static const char *next_sign(const struct brief *brief,
                             const struct syn_finding *f)
{
    const struct syn_coming *c = &f->coming;
    const char *limits =
        c->known ? syn_finding_limits(brief, f, c->of, c->next.sign_low,
                                      c->next.sign_high)
                 : NULL;
    if (!limits)
        return "";
    return syn_arena_printf(brief->voice.arena, " %s",
                            syn_tell(&brief->voice, "find.next", "per",
                                     syn_word_period(&brief->voice, c->period),
                                     "limits", limits, NULL));
}

/* "31 anmeldelser", or "12 prosent". */
static const char *amount(const struct brief *brief,
                          const struct syn_finding *finding)
{
    const struct syn_released *s = finding->series;

    if (s->has_base || s->has_value)
        return syn_word_figure(&brief->voice, s, &finding->cell);
    if (!s->has_of)
        return syn_word_amount(&brief->voice, finding->indicator->unit,
                               finding->cell.count);
    return syn_tell(
        &brief->voice, "amount.percent", "n",
        syn_word_number(&brief->voice,
                        100 * syn_estimate_share(&finding->cell).value, 0),
        NULL);
}

/* How many quarters there are for one such as this: from the tail. */
static const char *one_in(const struct brief *brief,
                          const struct syn_finding *finding)
{
    double k = finding->p > 0 ? floor(1 / finding->p) : 1e6;
    double power = pow(10, fmax(0, floor(log10(k)) - 1));

    return syn_word_count(
        &brief->voice, (int64_t)(k > 10000 ? 10000 : floor(k / power) * power));
}

/* Whether there are too few quarters, not too few events. */
static bool is_short(const struct syn_finding *f)
{
    const int64_t enough = 20;

    return f->class == SYN_CLASS_FEW && !f->normal.known &&
           f->cell.count >= enough;
}

const char *syn_reason_words(const struct brief *brief, enum syn_reason reason)
{
    static const char *const keys[SYN_N_REASONS] = {
        [SYN_REASON_ENOUGH] = "reason.enough",
        [SYN_REASON_FEW_EVENTS] = "reason.few-events",
        [SYN_REASON_FEW_QUARTERS] = "reason.few-quarters",
        [SYN_REASON_IRREGULAR] = "reason.irregular",
        [SYN_REASON_HIDDEN] = "reason.hidden",
        [SYN_REASON_HIDDEN_BEFORE] = "reason.hidden-before",
        [SYN_REASON_MISSING] = "reason.missing",
        [SYN_REASON_BREAK] = "reason.break",
        [SYN_REASON_VALUE] = "reason.value",
        [SYN_REASON_STATUS] = "reason.status",
        [SYN_REASON_WINDOWS] = "reason.windows",
        [SYN_REASON_SELDOM] = "reason.seldom",
        [SYN_REASON_YEAR] = "reason.year",
        [SYN_REASON_INCOMPLETE] = "reason.incomplete"};

    return syn_sentence(brief->voice.lang, keys[reason]);
}

const char *syn_change_note(const struct brief *brief,
                            const struct syn_break *b)
{
    const struct voice *v = &brief->voice;

    if (!b || b->type != SYN_BREAK_CHANGE)
        return NULL;
    return syn_tell(v, "note.change", "date", syn_word_day(v, b->day), "what",
                    b->description[v->lang], "by", b->by, NULL);
}

/* LEVEL of a shift as a figure: "48", "12 %". */
static const char *level_words(const struct brief *brief,
                               const struct syn_finding *f,
                               double level)
{
    const struct voice *v = &brief->voice;
    const struct syn_released *s = f->series;

    if (s->has_of)
        return syn_word_percent(v, syn_word_number(v, 100 * level, 0));
    if (s->has_base)
        level *= s->indicator->per ? s->indicator->per : 1;
    return syn_word_number(v, level, level < 10 ? 1 : 0);
}

const char *syn_shift_sentence(const struct brief *brief,
                               const struct syn_finding *f,
                               const struct syn_shift *shift)
{
    const struct voice *v = &brief->voice;

    return syn_tell(v, shift->after > shift->before ? "shift.up" : "shift.down",
                    "per", syn_word_period(v, shift->from), "m",
                    level_words(brief, f, shift->after), "m0",
                    level_words(brief, f, shift->before), NULL);
}

/* A year against the one before, whether that is more than chance, and since
 * when there was none. */
static const char *by_years(const struct brief *brief,
                            const struct syn_finding *f)
{
    const struct voice *v = &brief->voice;
    const struct syn_sums *s = &f->sums;
    const char *verdict = s->direction > 0   ? "find.sums.up"
                          : s->direction < 0 ? "find.sums.down"
                                             : "find.sums.same";
    const char *since = f->gap.quarters > 1
                            ? syn_tell(v, "find.gap", "per",
                                       syn_word_period(v, f->gap.last), NULL)
                            : NULL;

    return syn_arena_printf(
        v->arena, "%s%s%s%s%s",
        syn_tell(v, s->last.kind == SYN_YEAR ? "find.few.year" : "find.few",
                 "n4", syn_word_count(v, s->now), "n4p",
                 syn_word_count(v, s->before), "per",
                 syn_word_period(v, s->last), NULL),
        isnan(s->p) ? "" : " ",
        isnan(s->p) ? "" : syn_sentence(v->lang, verdict), since ? " " : "",
        since ? since : "");
}

/* Hidden, too few, not assessed, or not to be compared. */
static const char *sentence_without_class(const struct brief *brief,
                                          const struct syn_finding *f)
{
    const struct voice *v = &brief->voice;
    const char *period = syn_word_period(v, f->period);

    if (f->cell.state == SYN_STATE_SUPPRESSED)
        return syn_arena_printf(
            v->arena, "%s%s%s", syn_tell(v, "find.suppressed", NULL),
            f->sums.known ? " " : "", f->sums.known ? by_years(brief, f) : "");
    if (f->class == SYN_CLASS_INCOMPARABLE && f->series_break)
        return syn_tell(v,
                        f->series_break->type == SYN_BREAK_CHANGE
                            ? "find.change"
                            : "find.break",
                        "date", syn_word_day(v, f->series_break->day), "what",
                        f->series_break->description[v->lang], NULL);
    if (syn_word_state(f->cell.state))
        return syn_tell(v, "find.missing", "per", period, NULL);
    if (f->class == SYN_CLASS_UNASSESSED)
        return syn_tell(v, "find.unassessed", "amount", amount(brief, f), "per",
                        period, "reason", syn_reason_words(brief, f->reason),
                        NULL);
    if (f->class == SYN_CLASS_INCOMPARABLE)
        return syn_tell(v, "find.incomparable", "amount", amount(brief, f),
                        "per", period, NULL);
    if (f->sums.known && !is_short(f))
        return by_years(brief, f);
    if (is_short(f))
        return syn_tell(v, "find.short", "amount", amount(brief, f), "per",
                        period, NULL);
    return syn_tell(v, "find.few.short", "amount", amount(brief, f), "per",
                    period, NULL);
}

/* "nest siste kvartal": the quarter LAG before the last. */
static const char *quarter_back(const struct voice *v, int lag)
{
    return syn_tell(v,
                    lag == 0   ? "quarter.last"
                    : lag == 1 ? "quarter.last.but-one"
                               : "quarter.before-last",
                    "n", syn_word_count(v, lag), NULL);
}

const char *syn_nowcast_sentence(const struct brief *brief,
                                 const struct syn_finding *f)
{
    const struct voice *v = &brief->voice;
    const struct syn_nowcast *n = &f->nowcast;

    if (!n->known || f->class == SYN_CLASS_UNASSESSED || n->completeness >= 1 ||
        isinf(n->rise_high))
        return NULL;
    return syn_tell(
        v, n->steady ? "find.nowcast.same" : "find.nowcast.change", "q",
        quarter_back(v, n->lag), "a",
        syn_word_range(v, floor(100 * n->rise_low), ceil(100 * n->rise_high)),
        "n", syn_word_range(v, n->lower, n->upper), NULL);
}

const char *syn_finding_sentence(const struct brief *brief,
                                 const struct syn_finding *f)
{
    const struct voice *v = &brief->voice;
    const char *key, *way = f->direction > 0 ? "up" : "down";

    if (f->class != SYN_CLASS_NORMAL && f->class != SYN_CLASS_SIGN &&
        f->class != SYN_CLASS_CLEAR)
        return sentence_without_class(brief, f);
    if (f->class == SYN_CLASS_NORMAL)
        key = is_held(f) ? "find.normal.held" : "find.normal";
    else if (f->run.quarters)
        key = f->run.direction > 0 ? "find.run.up" : "find.run.down";
    else
        key = syn_arena_printf(v->arena, "find.%s.%s",
                               f->class == SYN_CLASS_CLEAR ? "clear" : "sign",
                               way);
    const char *said = syn_tell(
        v, key, "amount", amount(brief, f), "per",
        syn_word_period(v, f->period), "range", syn_finding_range(brief, f),
        "k", one_in(brief, f), "r", syn_word_count(v, (int64_t)f->run.quarters),
        "m", figure_of(brief, f, f->cell.of, f->run.count), "m0",
        figure_of(brief, f, f->cell.of, f->run.expected), NULL);
    if (f->class == SYN_CLASS_NORMAL)
        said = syn_arena_printf(v->arena, "%s%s", said, next_sign(brief, f));
    const char *later = syn_nowcast_sentence(brief, f);
    if (later)
        said = syn_arena_printf(v->arena, "%s %s", said, later);
    if (!f->indicator->police_driven)
        return said;
    return syn_arena_printf(v->arena, "%s %s", said,
                            syn_tell(v, "find.police", NULL));
}

const char *syn_finding_title(const struct brief *brief,
                              const struct syn_finding *f)
{
    const struct voice *v = &brief->voice;
    const char *name = f->indicator->title[v->lang]; /* Who: the subtitle. */
    const char *key = is_held(f) ? "title.held" : "title.normal";

    if (f->run.quarters && f->class != SYN_CLASS_NORMAL)
        key = f->direction > 0 ? "title.run.up" : "title.run.down";
    else if (f->class == SYN_CLASS_CLEAR || f->class == SYN_CLASS_SIGN)
        key = f->direction > 0 ? "title.up" : "title.down";
    else if (f->class == SYN_CLASS_FEW)
        key = is_short(f) ? "title.short" : "title.few";
    else if (f->class == SYN_CLASS_INCOMPARABLE)
        key = "title.incomparable";
    else if (f->class == SYN_CLASS_UNASSESSED)
        key = "title.unassessed";
    return syn_tell(v, key, "ind", name, "per",
                    syn_word_period_short(v, f->period), "since",
                    syn_word_period_short(v, f->run.from), "n",
                    syn_word_count(v, (int64_t)f->n_history), NULL);
}

const char *syn_subtitle(const struct brief *brief, const struct syn_finding *f)
{
    const struct voice *v = &brief->voice;
    const char *unit =
        syn_sentence(v->lang, syn_arena_printf(v->arena, "unit.%s.many",
                                               f->indicator->unit->name));
    const char *who = syn_is_everyone(f->series->group)
                          ? ""
                          : syn_arena_printf(v->arena, ", %s",
                                             f->series->group->title[v->lang]);
    const struct syn_released *s = f->series;
    const char *key = s->has_of                     ? "subtitle.share"
                      : s->has_base || s->has_value ? "subtitle.value"
                                                    : "subtitle.count";
    return syn_tell(v, key, "unit", unit, "who", who, "place",
                    s->area_name ? s->area_name
                    : s->area    ? s->area
                                 : brief->catalogue->project.place,
                    NULL);
}

/* Whether figures of FINDING come from P; NULL: of any finding. */
static bool is_from(const struct syn_finding *f, const struct syn_provenance *p)
{
    const char *through = f ? f->indicator->through : NULL;

    return !f || strcmp(f->series->source->name, p->source) == 0 ||
           (through && strcmp(through, p->source) == 0);
}

static const char *name_of(const struct syn_provenance *p)
{
    return p->title ? p->title : p->contract;
}

const char *syn_source_line(const struct brief *brief,
                            const struct syn_finding *finding)
{
    const struct voice *v = &brief->voice;
    struct syn_text names = {.arena = v->arena};
    size_t n;
    const struct syn_provenance *p = syn_release_provenance(brief->release, &n);
    int latest = SYN_UNSET;

    syn_text_add(&names, "");
    for (size_t i = 0; i < n; i++) {
        bool said = false;
        if (!is_from(finding, &p[i]))
            continue;
        for (size_t j = 0; j < i && !said; j++)
            said = is_from(finding, &p[j]) &&
                   strcmp(name_of(&p[j]), name_of(&p[i])) == 0;
        if (!said)
            syn_text_addf(&names, "%s%s", names.n ? ", " : "", name_of(&p[i]));
        latest = p[i].extracted > latest ? p[i].extracted : latest;
    }
    return syn_tell(v, "note.source", "names", names.at, "date",
                    latest == SYN_UNSET ? ".." : syn_word_day(v, latest), NULL);
}
