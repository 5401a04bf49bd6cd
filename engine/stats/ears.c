#include <samsyn/stats/ears.h>

#include <math.h>

#include <samsyn/stats/sample.h>

/* Rows between the baseline and the row judged, in C2 and C3. */
enum { LAG = 2 };

size_t syn_ears_first(const struct syn_ears_options *o)
{
    return o->baseline + (o->method == 1 ? 0 : o->method == 2 ? LAG : 2 * LAG);
}

/* How many standard deviations ROW lies above the mean of its window. */
static enum syn_refusal distance(struct syn_ears *out,
                                 const double *y,
                                 size_t row,
                                 const struct syn_ears_options *o)
{
    const double *window = y + row - o->baseline - (o->method == 1 ? 0 : LAG);
    out->mean = syn_sample_mean(window, o->baseline);
    out->sd =
        fmax(sqrt(syn_sample_variance(window, o->baseline)), o->min_sigma);
    out->statistic = (y[row] - out->mean) / out->sd;
    return out->sd > 0 ? SYN_REFUSAL_NONE : SYN_REFUSAL_NO_VARIATION;
}

enum syn_refusal syn_ears_row(struct syn_ears *out,
                              const double *y,
                              size_t row,
                              const struct syn_ears_options *o)
{
    double before = 0;
    for (size_t i = 1; o->method == 3 && i <= LAG; i++) {
        if (distance(out, y, row - i, o))
            return SYN_REFUSAL_NO_VARIATION;
        before += fmax(0, out->statistic - 1);
    }
    if (distance(out, y, row, o))
        return SYN_REFUSAL_NO_VARIATION;
    out->upper = out->mean + o->z * out->sd;
    if (o->method == 3) {
        out->statistic = fmax(0, out->statistic - 1) + before;
        out->upper = out->mean + out->sd * (1 + o->z - before);
    }
    out->alarm = o->method == 3 ? out->statistic > o->z : y[row] > out->upper;
    if (o->method == 3 && o->surveillance) {
        out->upper = fmax(0, y[row] + out->sd * (o->z - before));
        out->alarm = y[row] > out->upper;
    } else if (o->method == 3 && before > o->z) {
        out->upper = NAN;
    }
    return SYN_REFUSAL_NONE;
}
