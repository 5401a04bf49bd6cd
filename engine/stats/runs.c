#include <samsyn/stats/runs.h>

#include <math.h>

#include <samsyn/stats/quantile.h>

/* As unlikely as this is too few crossings. */
static const double few = 0.05;

enum syn_refusal syn_runs_count(struct syn_runs *out,
                                const double *y,
                                const double *centre,
                                size_t stride,
                                size_t n)
{
    int side = 0;
    size_t run = 0;
    double least;
    *out = (struct syn_runs){0};
    for (size_t i = 0; i < n; i++) {
        double off = y[i] - centre[i * stride];
        if (isnan(off))
            continue;
        int now = (off > 0) - (off < 0);
        out->n++;
        out->ties += now == 0;
        if (now == 0)
            continue;
        out->crossings += now == -side;
        run = now == side ? run + 1 : 1;
        out->longest = run > out->longest ? run : out->longest;
        side = now;
    }
    out->n_useful = out->n - out->ties;
    if (out->n == 0)
        return SYN_REFUSAL_NO_DATA;
    if (out->n_useful == 0)
        return SYN_REFUSAL_NO_VARIATION;
    double useful = (double)out->n_useful;
    if (syn_binomial_quantile(&least, few, SYN_LOWER, useful - 1, 0.5))
        return SYN_REFUSAL_NUMERIC;
    out->longest_max = (size_t)(round(log2(useful)) + 3);
    out->crossings_min = (size_t)least;
    out->long_run = out->longest > out->longest_max;
    out->few_crossings = out->crossings < out->crossings_min;
    return SYN_REFUSAL_NONE;
}
