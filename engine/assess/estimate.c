#include <samsyn/assess/finding.h>

#include <math.h>

#include <samsyn/stats/rate.h>
#include <samsyn/stats/share.h>

#include "assess.h"

static const double confidence = 0.95;

bool syn_cell_known(const struct syn_cell *cell)
{
    return cell->state == SYN_STATE_VALUE || cell->state == SYN_STATE_ZERO;
}

struct syn_estimate syn_estimate_rate(const struct syn_cell *cell,
                                      const struct syn_indicator *indicator)
{
    struct syn_rate rate;

    if (!syn_cell_known(cell) || cell->exposure <= 0 || !indicator->per ||
        syn_rate_garwood(&rate, (double)cell->count, cell->exposure,
                         indicator->per, confidence))
        return (struct syn_estimate){NAN, NAN, NAN};
    return (struct syn_estimate){rate.value, rate.lower, rate.upper};
}

struct syn_estimate syn_estimate_share(const struct syn_cell *cell)
{
    struct syn_share share;

    if (!syn_cell_known(cell) || cell->of <= 0 ||
        syn_share_wilson(&share, (double)cell->count, (double)cell->of,
                         confidence))
        return (struct syn_estimate){NAN, NAN, NAN};
    return (struct syn_estimate){share.value, share.lower, share.upper};
}

struct syn_estimate syn_estimate_cell(const struct syn_released *series,
                                      const struct syn_cell *cell)
{
    if (series->has_of)
        return syn_estimate_share(cell);
    if (series->has_base || series->has_value)
        return (struct syn_estimate){syn_released_figure(series, cell), NAN,
                                     NAN};
    return syn_estimate_rate(cell, series->indicator);
}
