#include "chart.h"

#include <math.h>
#include <string.h>

#include <samsyn/stats/ranges.h>
#include <samsyn/stats/sample.h>

void syn_warn_clipped(struct syn_stat *s)
{
    syn_stat_warn(s, "clipped-at-zero",
                  "A limit was below 0; 0 stands in its place.");
}

size_t syn_option_whole(const struct syn_stat *s, const char *name)
{
    double x = syn_stat_number(s, name);
    return x > 0 && x < 1e9 ? (size_t)x : 0;
}

bool syn_beyond(struct syn_stat *s, const double *x)
{
    for (size_t i = 0; i < s->n; i++) {
        double size = fabs(x[i]);
        if (isnan(size) || size == 0 || (size >= 1e-100 && size <= 1e15))
            continue;
        syn_stat_refuse(s, SYN_REFUSAL_DOMAIN,
                        "A value is beyond 1e15 or, without being 0, below "
                        "1e-100.");
        return true;
    }
    return false;
}

size_t syn_count_there(const double *x, size_t n)
{
    return syn_sample_size(x, n);
}

bool syn_rows_named(const size_t **rows,
                    size_t *n,
                    struct syn_stat *s,
                    const struct syn_times *times,
                    const char *name,
                    size_t least)
{
    const char *list = syn_stat_option(s, name);
    *rows = NULL;
    *n = 0;
    if (!list)
        return true;
    const char *const *names = syn_stat_names(s, list, n);
    size_t *out = syn_arena_alloc(s->arena, *n + 1, sizeof *out);
    for (size_t i = 0; i < *n; i++)
        if (!syn_times_find(&out[i], times, names[i]) || out[i] < least ||
            out[i] >= s->n || (i && out[i] <= out[i - 1])) {
            syn_stat_wrong(s, name);
            return false;
        }
    *rows = out;
    return true;
}

static double
spread(const struct syn_stat *s, const double *y, size_t base, double centre)
{
    const char *from = syn_stat_option(s, "sigma-from");
    const char *constants = syn_stat_option(s, "constants");
    bool rounded = constants && strcmp(constants, "rounded") == 0;
    bool screen =
        syn_stat_option(s, "screen") && syn_stat_is(s, "screen", "yes");
    double given = syn_stat_number(s, "sigma");
    double d4 = rounded ? SYN_D4_ROUNDED : SYN_D4;
    if (!isnan(given))
        return given;
    if (from && strcmp(from, "poisson") == 0)
        return centre >= 0 ? sqrt(centre) : NAN;
    if (from && strcmp(from, "sd") == 0)
        return sqrt(syn_sample_variance(y, base));
    return syn_ranges_screened(y, base, screen ? d4 : 0) /
           (rounded ? SYN_D2_ROUNDED : SYN_D2);
}

bool syn_level_read(struct syn_level *out, struct syn_stat *s, const double *y)
{
    size_t baseline = syn_option_whole(s, "baseline");
    size_t base = baseline && baseline < s->n ? baseline : s->n;
    size_t there = syn_sample_size(y, base);
    double centre = syn_stat_number(s, "centre");
    bool given = !isnan(centre) && !isnan(syn_stat_number(s, "sigma"));
    out->centre = isnan(centre) ? syn_sample_mean(y, base) : centre;
    out->sigma = spread(s, y, base, out->centre);
    if (there == 0 && !given) {
        syn_stat_refuse(s, SYN_REFUSAL_NO_DATA, NULL);
        return false;
    }
    if (isnan(out->sigma) && there < 2) {
        syn_stat_refuse(s, SYN_REFUSAL_TOO_FEW_POINTS,
                        "One point has no spread that limits could be made "
                        "from.");
        return false;
    }
    if (!(out->sigma > 0)) {
        syn_stat_refuse(s, SYN_REFUSAL_NO_VARIATION, NULL);
        return false;
    }
    return given || there >= 12 ||
           !syn_stat_soft(s, SYN_REFUSAL_TOO_FEW_FOR_LIMITS, NULL);
}
