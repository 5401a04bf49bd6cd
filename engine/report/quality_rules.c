/* The checks, what they find, and what it says. */
#include <samsyn/report/quality.h>

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include <samsyn/base/text.h>

#include "words.h"

const char *const syn_grade_names[SYN_N_GRADES] = {
    "success", "information", "warning", "error", "critical"};

const int syn_delay_days[SYN_DELAYS] = {0, 7, 30, 60, 90, 180, 365};

const struct syn_rule syn_rules[SYN_N_RULES] = {
    {"K01", SYN_GRADE_WARNING, true},  {"K02", SYN_GRADE_WARNING, true},
    {"K03", SYN_GRADE_WARNING, true},  {"K04", SYN_GRADE_WARNING, true},
    {"K05", SYN_GRADE_WARNING, true},  {"K06", SYN_GRADE_WARNING, true},
    {"K07", SYN_GRADE_WARNING, true},  {"K08", SYN_GRADE_WARNING, true},
    {"K09", SYN_GRADE_WARNING, true},  {"K10", SYN_GRADE_WARNING, true},
    {"K11", SYN_GRADE_WARNING, true},  {"K12", SYN_GRADE_WARNING, true},
    {"K13", SYN_GRADE_WARNING, true},  {"K14", SYN_GRADE_WARNING, true},
    {"K15", SYN_GRADE_ERROR, true},    {"K16", SYN_GRADE_ERROR, true},
    {"K17", SYN_GRADE_ERROR, true},    {"K18", SYN_GRADE_ERROR, true},
    {"K19", SYN_GRADE_ERROR, true},    {"K20", SYN_GRADE_ERROR, true},
    {"K21", SYN_GRADE_ERROR, true},    {"K22", SYN_GRADE_ERROR, true},
    {"K23", SYN_GRADE_ERROR, true},    {"K24", SYN_GRADE_ERROR, true},
    {"K30", SYN_GRADE_WARNING, true},  {"K31", SYN_GRADE_WARNING, true},
    {"K32", SYN_GRADE_WARNING, true},  {"K33", SYN_GRADE_WARNING, true},
    {"K34", SYN_GRADE_WARNING, true},  {"K40", SYN_GRADE_CRITICAL, false},
    {"K41", SYN_GRADE_ERROR, false},   {"K42", SYN_GRADE_WARNING, false},
    {"K43", SYN_GRADE_WARNING, false}, {"K44", SYN_GRADE_WARNING, false},
    {"K45", SYN_GRADE_WARNING, false}, {"K46", SYN_GRADE_INFORMATION, false},
    {"K47", SYN_GRADE_WARNING, false}};

size_t syn_rule_find(const char *id)
{
    if (toupper((unsigned char)id[0]) != 'K' || strlen(id) < 3 ||
        (id[3] && id[3] != '-'))
        return SYN_N_RULES;
    for (size_t i = 0; i < SYN_N_RULES; i++)
        if (strncmp(syn_rules[i].id + 1, id + 1, 2) == 0)
            return i;
    return SYN_N_RULES;
}

/* --- the whole --------------------------------------------------------- */

enum syn_grade syn_quality_worst(const struct syn_quality *quality)
{
    enum syn_grade worst = SYN_GRADE_SUCCESS;

    for (size_t i = 0; i < quality->n_findings; i++)
        if (quality->findings[i].grade > worst)
            worst = quality->findings[i].grade;
    return worst;
}

size_t syn_quality_count(const struct syn_quality *quality,
                         enum syn_grade grade)
{
    size_t n = 0;
    for (size_t i = 0; i < quality->n_findings; i++)
        n += quality->findings[i].grade == grade;
    return n;
}

int syn_quality_exit(const struct syn_quality *quality)
{
    enum syn_grade limit =
        quality->warnings_fail ? SYN_GRADE_WARNING : SYN_GRADE_ERROR;
    return syn_quality_worst(quality) >= limit;
}

const char *syn_quality_verdict(const struct syn_quality *quality,
                                struct syn_arena *arena)
{
    const struct voice v = {.lang = quality->lang, .arena = arena};
    size_t critical = syn_quality_count(quality, SYN_GRADE_CRITICAL);
    size_t errors = syn_quality_count(quality, SYN_GRADE_ERROR);
    size_t warnings = syn_quality_count(quality, SYN_GRADE_WARNING);
    size_t n = critical ? critical : errors ? errors : warnings;
    const char *kind = critical   ? "critical"
                       : errors   ? "error"
                       : warnings ? "warning"
                                  : "success";
    const char *form = !n ? "" : n == 1 ? ".one" : ".many";

    if (!quality->n_files)
        return syn_tell(&v, "quality.verdict.none", NULL);
    return syn_tell(&v,
                    syn_arena_printf(arena, "quality.verdict.%s%s", kind, form),
                    "n", syn_word_count(&v, (int64_t)n), NULL);
}

/* --- one finding ------------------------------------------------------- */

static const char *lines_of(const struct syn_quality_finding *f,
                            struct syn_arena *arena)
{
    struct syn_text text = {.arena = arena};

    syn_text_add(&text, "");
    for (size_t i = 0; i < SYN_FINDING_LINES && f->line[i]; i++)
        syn_text_addf(&text, "%s%u", i ? ", " : "", f->line[i]);
    if (f->n > SYN_FINDING_LINES)
        syn_text_add(&text, " ...");
    return text.at;
}

/* TEXT with its first letter large. */
static const char *begun(const struct voice *v, const char *text)
{
    char *copy = syn_arena_strdup(v->arena, text);

    if (*copy >= 'a' && *copy <= 'z')
        *copy = (char)(*copy - ('a' - 'A'));
    return copy;
}

static const char *say_rows(const struct voice *v,
                            const struct syn_quality_finding *f)
{
    const char *text =
        syn_sentence(v->lang, syn_arena_printf(v->arena, "text.%s", f->detail));

    return syn_tell(v,
                    syn_arena_printf(v->arena, "quality.say.%s.%s",
                                     *f->field ? "cell" : "row",
                                     f->n == 1 ? "one" : "many"),
                    "text", begun(v, text), "field", f->field, "n",
                    syn_word_count(v, f->n), "lines", lines_of(f, v->arena),
                    NULL);
}

static const char *say_refused(const struct voice *v,
                               const struct syn_quality_finding *f)
{
    const char *key = syn_arena_printf(v->arena, "quality.why.%s", f->detail);

    if (!syn_sentence_find(v->lang, key))
        key = "quality.why";
    return syn_tell(v, "quality.say.K40", "why", syn_sentence(v->lang, key),
                    NULL);
}

static const char *share_of(const struct voice *v, double share)
{
    return syn_word_percent(v, syn_word_number(v, 100 * share, 1));
}

static const char *month_of(const struct voice *v, int month)
{
    return syn_word_period(v, (struct syn_period){SYN_MONTH, month});
}

const char *syn_quality_say(const struct syn_quality *quality,
                            const struct syn_quality_finding *f,
                            struct syn_arena *arena)
{
    const struct voice v = {.lang = quality->lang, .arena = arena};
    const struct syn_rule *rule = &syn_rules[f->rule];

    if (rule->of_rows)
        return say_rows(&v, f);
    if (strcmp(rule->id, "K40") == 0)
        return say_refused(&v, f);
    return syn_tell(&v,
                    syn_arena_printf(arena, "quality.say.%s.%s", rule->id,
                                     f->n == 1 ? "one" : "many"),
                    "n", syn_word_count(&v, f->n), "field", f->field, "detail",
                    f->detail, "what", f->what ? f->what : "", "a",
                    share_of(&v, f->a), "b", share_of(&v, f->b), "from",
                    month_of(&v, f->from), "to", month_of(&v, f->to), NULL);
}
