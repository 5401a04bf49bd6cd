#include "season.h"

#include <math.h>

#include <samsyn/stats/series.h>

bool syn_season_columns(struct syn_season *out,
                        struct syn_stat *s,
                        const struct syn_times *times)
{
    double c = times->cycle;
    int season, most = syn_season_most(c);
    *out = (struct syn_season){.cycle = c};
    if (!syn_season_read(&season, s))
        return false;
    if (season == SYN_SEASON_FACTOR) {
        out->factor = c >= 2 && c == floor(c);
        out->columns = out->factor ? (size_t)c - 1 : 0;
        return true;
    }
    if (season == SYN_SEASON_AUTO)
        season = (double)s->n >= 2 * c;
    if (season > most) {
        season = most;
        syn_stat_warn(s, "season-harmonics-reduced",
                      "The season has as many harmonics as the cycle allows.");
    }
    out->pairs = (size_t)season;
    out->half = season > 0 && 2 * season == c;
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
    for (size_t j = 0, k = 1; k <= o->pairs; k++) {
        double sine, cosine;
        syn_harmonic(&sine, &cosine, (int)k, s, o->cycle);
        if (!(o->half && k == o->pairs))
            x[j++] = sine;
        x[j++] = cosine;
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
