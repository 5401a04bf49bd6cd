#include "design.h"

#include <math.h>
#include <string.h>

#include <gsl/gsl_math.h>

bool syn_season_read(struct syn_season *out,
                     struct syn_stat *s,
                     const struct syn_times *times)
{
    const char *text = syn_stat_option(s, "season");
    double c = times->cycle, pairs = 0;
    *out = (struct syn_season){.cycle = c};
    if (!text || strcmp(text, "none") == 0)
        return true;
    if (strcmp(text, "factor") == 0) {
        out->factor = c >= 2 && c == floor(c);
        out->columns = out->factor ? (size_t)c - 1 : 0;
        return true;
    }
    if (strcmp(text, "auto") == 0)
        pairs = (double)s->n >= 2 * c;
    else if (!syn_number_parse(&pairs, text) || pairs != floor(pairs) ||
             pairs < 0 || pairs > 1000) {
        syn_stat_wrong(s, "season");
        return false;
    }
    if (pairs > floor(c / 2)) {
        pairs = floor(c / 2);
        syn_stat_warn(s, "season-harmonics-reduced",
                      "There are at most half as many harmonic pairs as "
                      "periods a year.");
    }
    out->pairs = (size_t)pairs;
    out->half = pairs > 0 && pairs == c / 2;
    out->columns = 2 * out->pairs - (out->half ? 1 : 0);
    return true;
}

void syn_season_fill(double *x, const struct syn_season *o, double s)
{
    if (o->factor) {
        double at = fmod(s - 1, o->cycle);
        for (size_t j = 0; j < o->columns; j++)
            x[j] = at == (double)(j + 1);
        return;
    }
    for (size_t j = 0, k = 0; k < o->pairs; k++) {
        double angle =
            2 * M_PI * fmod((double)(k + 1) * s, o->cycle) / o->cycle;
        if (!(o->half && k + 1 == o->pairs))
            x[j++] = sin(angle);
        x[j++] = cos(angle);
    }
}

const char *
syn_season_name(const struct syn_season *o, size_t i, struct syn_arena *arena)
{
    bool cosine = i % 2 == 1 || (o->half && i + 1 == o->columns);
    const char *stem = o->factor ? "season" : cosine ? "cos" : "sin";
    return syn_arena_printf(arena, "%s%zu", stem,
                            o->factor ? i + 2 : i / 2 + 1);
}
