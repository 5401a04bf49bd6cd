#include "units.h"

#include <math.h>

#include <gsl/gsl_sort.h>

/* More units than this are not a list of places or persons. */
static const double most_units = 1e7;

bool syn_units_read(struct syn_units *out, struct syn_stat *s)
{
    const double *x = syn_stat_column(s, "value");
    double extra = syn_stat_number(s, "units");
    bool positive = syn_stat_is(s, "base", "positive");
    if (!x || syn_stat_missing(s, x))
        return false;
    if (isnan(extra))
        extra = 0;
    if (!(extra >= 0 && extra <= most_units)) {
        syn_stat_wrong(s, "units");
        return false;
    }
    size_t zeros = positive ? 0 : (size_t)extra;
    *out = (struct syn_units){.sorted = syn_stat_room(s, s->n + zeros + 1)};
    for (size_t i = 0; i < s->n; i++)
        if (!positive || x[i] != 0)
            out->sorted[out->n++] = x[i];
    out->n += zeros;
    gsl_sort(out->sorted, 1, out->n);
    enum syn_refusal refusal = syn_gini(&out->gini, out->sorted, out->n);
    if (refusal == SYN_REFUSAL_NO_DATA && s->n > 0)
        refusal = SYN_REFUSAL_NO_EVENTS;
    if (refusal)
        syn_stat_refuse(s, refusal, NULL);
    else if (out->n < SYN_GINI_LEAST_UNITS)
        return !syn_stat_soft(s, SYN_REFUSAL_TOO_FEW_PERSONS, NULL);
    return !refusal;
}
