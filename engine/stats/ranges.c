#include <samsyn/stats/ranges.h>

#include <math.h>

double syn_ranges_mean(const double *y, size_t n, double limit)
{
    long double sum = 0;
    size_t used = 0;
    for (size_t i = 1; i < n; i++) {
        double range = fabs(y[i] - y[i - 1]);
        if (isnan(range) || range >= limit)
            continue;
        sum += range;
        used++;
    }
    return used ? (double)(sum / (long double)used) : NAN;
}

double syn_ranges_screened(const double *y, size_t n, double screen)
{
    double mean = syn_ranges_mean(y, n, INFINITY);
    return screen > 0 ? syn_ranges_mean(y, n, screen * mean) : mean;
}
