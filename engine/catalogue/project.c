#include <samsyn/catalogue/project.h>

#include <samsyn/catalogue/contract.h>

#include "parts.h"

#define AT(member) offsetof(struct syn_group, member)

static const char *const sexes[] = {"any", "female", "male", NULL};

static const struct syn_key group_keys[] = {
    {"ages", SYN_KEY_AGES, false, AT(ages), .fallback = "0-120",
     .example = "13-25",
     .help = "first and last age in years, both included; 65- has no end"},
    {"sex", SYN_KEY_CHOICE, false, AT(sex), .choices = sexes, .fallback = "any",
     .example = "female", .help = "only this sex"},
    {"title", SYN_KEY_TEXT, false, AT(every_title), .example = "16–19 år",
     .help = "what the group is called, in every language without its own"},
    {"title_nb", SYN_KEY_TEXT, false, AT(title[SYN_NB]), .example = "16–19 år",
     .help = "what the group is called in bokmål"},
    {"title_nn", SYN_KEY_TEXT, false, AT(title[SYN_NN]), .example = "16–19 år",
     .help = "what the group is called in nynorsk"},
    {"title_en", SYN_KEY_TEXT, false, AT(title[SYN_EN]),
     .example = "aged 16–19", .help = "what the group is called in English"},
};

static enum syn_status finish_group(void *item, struct syn_diag *diag)
{
    struct syn_group *group = item;
    struct syn_written at = syn_item_written(&group->item, NULL, 0);
    const char *name = group->item.name ? group->item.name : "group";
    const char *other = group->every_title;

    if (!syn_group_name_valid(name))
        return syn_diag_fail_at(
            diag, SYN_ECONFIG, at.loc, at.caret, "catalogue.group-name",
            "\"%s\" cannot name a group: a-z, 0-9, - and _ only, at most 60",
            name);
    if (group->ages.from == 0 && group->ages.to == SYN_AGE_MAX &&
        group->sex == SYN_SEX_ANY)
        return syn_diag_fail_at(diag, SYN_ECONFIG, at.loc, at.caret,
                                "catalogue.group-who",
                                "the group \"%s\" is everyone; give it ages or "
                                "sex",
                                name);
    for (int i = 0; i < SYN_N_LANGS && !other; i++)
        other = group->title[i];
    for (int i = 0; i < SYN_N_LANGS; i++)
        if (!group->title[i])
            group->title[i] = other ? other : name;
    return SYN_OK;
}

const struct syn_schema syn_group_schema = {
    .name = "group",
    .size = sizeof(struct syn_group),
    .keys = group_keys,
    .n_keys = sizeof group_keys / sizeof *group_keys,
    .shorthand = "ages",
    .finish = finish_group,
};

#undef AT
#define AT(member) offsetof(struct syn_agreement, member)

static const struct syn_key agreement_keys[] = {
    {"from", SYN_KEY_MONTH, true, AT(from), .example = "2024-01",
     .help = "first month of the agreement"},
    {"to", SYN_KEY_MONTH, true, AT(to), .example = "2027-12",
     .help = "last month of the agreement"},
    {"baseline_from", SYN_KEY_MONTH, false, AT(baseline_from),
     .example = "2020-01",
     .help = "first month of the time that the agreement is compared with"},
    {"baseline_to", SYN_KEY_MONTH, false, AT(baseline_to), .example = "2023-12",
     .help = "last month of the time that the agreement is compared with"},
};

static enum syn_status fail_agreement(const struct syn_agreement *agreement,
                                      const char *key,
                                      struct syn_diag *diag)
{
    struct syn_written at = syn_item_written(&agreement->item, key, 0);

    return syn_diag_fail_at(diag, SYN_ECONFIG, at.loc, at.caret,
                            "catalogue.agreement-order",
                            "this month is too early: a window ends after it "
                            "begins, and the baseline before the agreement");
}

static enum syn_status finish_agreement(void *item, struct syn_diag *diag)
{
    const struct syn_agreement *a = item;
    struct syn_written at = syn_item_written(&a->item, "baseline_from", 0);

    if (a->to < a->from)
        return fail_agreement(a, "to", diag);
    if (a->baseline_from == SYN_UNSET && a->baseline_to == SYN_UNSET)
        return SYN_OK;
    if (a->baseline_from == SYN_UNSET || a->baseline_to == SYN_UNSET)
        return syn_diag_fail_at(diag, SYN_ECONFIG, at.loc, at.caret,
                                "catalogue.baseline-half",
                                "a baseline has both a first and a last month");
    if (a->baseline_to < a->baseline_from)
        return fail_agreement(a, "baseline_to", diag);
    if (a->from <= a->baseline_to)
        return fail_agreement(a, "from", diag);
    if (a->to - a->from != a->baseline_to - a->baseline_from)
        return syn_diag_fail_at(
            diag, SYN_ECONFIG, at.loc, at.caret, "catalogue.baseline-length",
            "the baseline is %d months long and the agreement %d; only equal "
            "windows can be compared",
            a->baseline_to - a->baseline_from + 1, a->to - a->from + 1);
    return SYN_OK;
}

const struct syn_schema syn_agreement_schema = {
    .name = "agreement",
    .size = sizeof(struct syn_agreement),
    .keys = agreement_keys,
    .n_keys = sizeof agreement_keys / sizeof *agreement_keys,
    .finish = finish_agreement,
};

#undef AT
#define AT(member) offsetof(struct syn_disclosure, member)

/* As enum syn_revisions. */
static const char *const revisions[] = {"revise", "frozen", NULL};

static const struct syn_key disclosure_keys[] = {
    {"threshold", SYN_KEY_INT, false, AT(threshold), .min = 1, .max = 100,
     .fallback = "5", .example = "5",
     .help = "counts from 1 below it are not shown"},
    {"persons", SYN_KEY_INT, false, AT(persons), .min = 1, .max = 100,
     .fallback = "5", .example = "5",
     .help = "where the extract has keys of persons, counts that fewer are "
             "behind are not shown: seven contacts can be one boy"},
    {"dominance", SYN_KEY_INT, false, AT(dominance), .min = 1, .max = 100,
     .fallback = "50", .example = "50",
     .help = "where the extract has keys of persons, counts of which one "
             "person has more than this, in per cent, are not shown"},
    {"revisions", SYN_KEY_CHOICE, false, AT(revisions), .choices = revisions,
     .fallback = "revise", .example = "frozen",
     .help = "whether corrections of published figures are shown once they "
             "are large enough, or never"},
    {"sensitive", SYN_KEY_OBJECTS, false, AT(sensitive),
     .sub = &syn_sensitive_schema,
     .example = "[{of: close-relations, threshold: 10}]",
     .help = "focus areas and indicators with a higher threshold, of which "
             "areas are not told at all"},
};

const struct syn_schema syn_disclosure_schema = {
    .name = "disclosure",
    .size = sizeof(struct syn_disclosure),
    .keys = disclosure_keys,
    .n_keys = sizeof disclosure_keys / sizeof *disclosure_keys,
};

#undef AT
#define AT(member) offsetof(struct syn_project, member)

static const char *const languages[] = {"nb", "nn", "en", NULL};
static const char *const outputs[] = {"html", "pdf", "md",  "csv",
                                      "xlsx", "svg", "png", NULL};

static const struct syn_key project_keys[] = {
    {"council", SYN_KEY_TEXT, true, AT(council),
     .example = "Politirådet i Eksempel kommune",
     .help = "who the briefing is for, as printed on it"},
    {"place", SYN_KEY_TEXT, true, AT(place), .example = "Eksempel kommune",
     .help = "what the figures are about, as printed on the briefing"},
    {"place_codes", SYN_KEY_TEXTS, false, AT(place_codes),
     .example = "[\"0105\", \"3003\", \"3105\"]",
     .help = "codes of the place, old and new: together they are one place"},
    {"language", SYN_KEY_CHOICE, false, AT(language), .choices = languages,
     .fallback = "nb", .example = "nn",
     .help = "language of the briefing: bokmål, nynorsk or English"},
    {"agreement", SYN_KEY_OBJECT, false, AT(agreement),
     .sub = &syn_agreement_schema, .example = "{from: 2024-01, to: 2027-12}",
     .help = "the months of the agreement, and those it is compared with"},
    {"starts", SYN_KEY_MONTH, false, AT(starts), .example = "2019-01",
     .help = "first month that is used; what is older is left out"},
    {"shown_quarters", SYN_KEY_INT, false, AT(shown_quarters), .min = 4,
     .max = 200, .fallback = "20", .example = "20",
     .help = "quarters that a chart shows"},
    {"groups", SYN_KEY_MAP, false, AT(groups), .sub = &syn_group_schema,
     .example = "{sixteen: {ages: 16-19, title: 16–19 år}}",
     .help = "groups of one's own, beside the built-in ones"},
    {"headline_group", SYN_KEY_TEXT, false, AT(headline_group),
     .fallback = "target", .example = "target",
     .help = "group in the status table, where an indicator has it"},
    {"indicators", SYN_KEY_TEXTS, false, AT(indicators),
     .example = "[public_violence, youth_suspects]",
     .help = "only these indicators; without it, all that the data allow"},
    {"builtin_indicators", SYN_KEY_BOOL, false, AT(builtin_indicators),
     .fallback = "yes", .example = "no",
     .help = "whether the indicators that come with samsyn are used"},
    {"disclosure", SYN_KEY_OBJECT, false, AT(disclosure),
     .sub = &syn_disclosure_schema, .example = "{threshold: 5}",
     .help = "how people are protected in what is published"},
    {"changes", SYN_KEY_OBJECTS, false, AT(changes), .sub = &syn_change_schema,
     .example = "[{indicator: bicycle_theft, from: 2024K1, reason: ny "
                "sykkelparkering, by: SLT-koordinator}]",
     .help = "changes of level that a person has confirmed: what is normal is "
             "learnt anew from there; samsyn explain suggests them"},
    {"outputs", SYN_KEY_TEXTS, false, AT(outputs), .choices = outputs,
     .fallback = "[html, pdf, csv, svg, png]", .example = "[html, pdf]",
     .help = "formats that are written"},
    {"store", SYN_KEY_TEXT, false, AT(store), .fallback = "samsyn.db",
     .example = "samsyn.db", .help = "file that keeps what was loaded"},
    {"note", SYN_KEY_TEXT, false, AT(note), .example = "Oppdiktede tall",
     .help = "printed under the status table"},
};

static enum syn_status finish_project(void *item, struct syn_diag *diag)
{
    const struct syn_project *project = item;
    struct syn_written at =
        syn_item_written(&project->item, "groups", MAX_OWN_GROUPS);

    if (project->groups.n > MAX_OWN_GROUPS)
        return syn_diag_fail_at(
            diag, SYN_ECONFIG, at.loc, at.caret, "catalogue.groups",
            "at most %d groups of one's own", MAX_OWN_GROUPS);
    return SYN_OK;
}

const struct syn_schema syn_project_schema = {
    .name = "samsyn.yaml",
    .size = sizeof(struct syn_project),
    .keys = project_keys,
    .n_keys = sizeof project_keys / sizeof *project_keys,
    .finish = finish_project,
};

const struct syn_schema *const syn_schemas[] = {
    &syn_project_schema,         &syn_agreement_schema,
    &syn_group_schema,           &syn_disclosure_schema,
    &syn_change_schema,          &syn_sensitive_schema,
    &syn_contract_schema,        &syn_contract_column_schema,
    &syn_contract_covers_schema, &syn_contract_gate_schema,
    &syn_contract_accept_schema, &syn_contract_skip_schema,
    &syn_contract_cells_schema,  NULL,
};
