#include "cell_name.h"

#include <stdio.h>
#include <string.h>

#include <samsyn/base/hash.h>
#include <samsyn/base/text.h>

static const char *const sexes[] = {
    [SYN_SEX_ANY] = "", [SYN_SEX_FEMALE] = " female", [SYN_SEX_MALE] = " male"};

static const char *name_group(const struct syn_group *group,
                              struct syn_arena *arena)
{
    return syn_arena_printf(arena, "%d-%d%s", group->ages.from, group->ages.to,
                            sexes[group->sex]);
}

const char *syn_cell_name(const struct syn_indicator *indicator,
                          const struct syn_group *group,
                          const char *area,
                          struct syn_arena *arena)
{
    return syn_arena_printf(arena, "indicator=%s;group=%s;area=%s",
                            indicator->id, name_group(group, arena),
                            area ? area : "");
}

bool syn_cell_group(struct syn_group *out,
                    const char *name,
                    const struct syn_indicator *indicator,
                    struct syn_arena *arena)
{
    static const char group[] = ";group=";
    const char *at = strstr(name, group);
    struct syn_ages ages;

    if (!at ||
        sscanf(at + sizeof group - 1, "%d-%d", &ages.from, &ages.to) != 2)
        return false;
    for (int sex = SYN_SEX_ANY; sex <= SYN_SEX_MALE; sex++) {
        *out = (struct syn_group){.ages = ages, .sex = sex};
        out->item.name = name_group(out, arena);
        if (strcmp(name, syn_cell_name(indicator, out, NULL, arena)) == 0)
            return true;
    }
    return false;
}

/* --- definitions ------------------------------------------------------- */

static void add_words(struct syn_text *text, const char *const *words)
{
    for (; words && *words; words++)
        syn_text_addf(text, "%s,", *words);
    syn_text_add(text, ";");
}

static void add_word(struct syn_text *text, const char *word)
{
    syn_text_addf(text, "%s;", word ? word : "");
}

const char *syn_cell_definition(const struct syn_indicator *i,
                                struct syn_arena *arena)
{
    struct syn_text text = {.arena = arena};
    char sha256[SYN_SHA256_HEX];

    syn_text_addf(&text, "%d;%s;%d;%d;%d;%d;%d;%d;%d;%d-%d;%d;%d;%d;%d;",
                  (int)i->measure, i->unit->name, (int)i->date,
                  i->of_population, i->invert, i->at_least, i->window,
                  i->look_back, i->within, i->with.from, i->with.to,
                  (int)i->statistic, (int)i->by, i->top_percent, i->top);
    syn_text_addf(&text, "%llx;%llx;%llx;", (unsigned long long)i->when.bits[0],
                  (unsigned long long)i->when.bits[1],
                  (unsigned long long)i->when.bits[2]);
    add_words(&text, i->roles);
    add_word(&text, i->date_column);
    add_word(&text, i->through);
    add_word(&text, i->of);
    add_word(&text, i->from);
    add_word(&text, i->to);
    add_word(&text, i->value);
    add_word(&text, i->yes);
    add_word(&text, i->base);
    add_word(&text, i->body);
    syn_sha256_hex(sha256, text.at, text.n);
    return syn_arena_printf(arena, "%.16s", sha256);
}
