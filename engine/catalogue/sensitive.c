/* Indicators of which more is hidden than of others. */
#include <string.h>

#include "parts.h"

#define AT(member) offsetof(struct syn_sensitive, member)

static const struct syn_key keys[] = {
    {"of", SYN_KEY_TEXT, true, AT(of), .example = "close-relations",
     .help = "a focus area, or an indicator"},
    {"threshold", SYN_KEY_INT, false, AT(threshold), .min = 1, .max = 1000,
     .fallback = "10", .example = "10",
     .help = "counts from 1 below it are not shown, and none of an area"},
};

const struct syn_schema syn_sensitive_schema = {
    .name = "sensitive",
    .size = sizeof(struct syn_sensitive),
    .keys = keys,
    .n_keys = sizeof keys / sizeof *keys,
};

static bool is_of(const struct syn_sensitive *s,
                  const struct syn_indicator *indicator)
{
    return strcmp(s->of, indicator->id) == 0 ||
           strcmp(s->of, syn_focus_ids[indicator->focus]) == 0;
}

int syn_indicator_threshold(const struct syn_catalogue *catalogue,
                            const struct syn_indicator *indicator)
{
    const struct syn_disclosure *d = &catalogue->project.disclosure;
    const struct syn_sensitive *s = d->sensitive.at;
    int threshold = indicator->unit->of_things ? 1 : d->threshold;

    for (size_t i = 0; i < d->sensitive.n; i++)
        if (is_of(&s[i], indicator) && s[i].threshold > threshold)
            threshold = s[i].threshold;
    return threshold;
}

bool syn_indicator_is_sensitive(const struct syn_catalogue *catalogue,
                                const struct syn_indicator *indicator)
{
    const struct syn_disclosure *d = &catalogue->project.disclosure;
    const struct syn_sensitive *s = d->sensitive.at;

    for (size_t i = 0; i < d->sensitive.n; i++)
        if (is_of(&s[i], indicator))
            return true;
    return false;
}

enum syn_status syn_sensitive_check(const struct syn_catalogue *catalogue,
                                    struct syn_diag *diag)
{
    const struct syn_disclosure *d = &catalogue->project.disclosure;
    const struct syn_sensitive *s = d->sensitive.at;
    enum syn_status status = SYN_OK;

    for (size_t i = 0; i < d->sensitive.n; i++) {
        struct syn_written at = syn_item_written(&s[i].item, "of", 0);
        bool known = false;
        for (int f = 0; f < SYN_N_FOCUS; f++)
            known |= strcmp(s[i].of, syn_focus_ids[f]) == 0;
        for (size_t k = 0; k < catalogue->n_indicators; k++)
            known |= strcmp(s[i].of, catalogue->indicators[k].id) == 0;
        if (!known)
            status = syn_diag_fail_at(
                diag, SYN_ECONFIG, at.loc, at.caret, "catalogue.sensitive",
                "\"%s\" is neither a focus area nor an indicator that is used; "
                "samsyn list names them",
                s[i].of);
    }
    return status;
}
