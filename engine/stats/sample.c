#include <samsyn/stats/sample.h>

#include <math.h>

#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>

size_t syn_sample_size(const double *x, size_t n)
{
    size_t size = 0;
    for (size_t i = 0; i < n; i++)
        size += isnan(x[i]) ? 0 : 1;
    return size;
}

double syn_sample_mean(const double *x, size_t n)
{
    long double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += isnan(x[i]) ? 0 : x[i];
    return (double)(sum / (long double)syn_sample_size(x, n));
}

double syn_sample_variance(const double *x, size_t n)
{
    long double sum = 0, off = 0, mean = 0;
    size_t size = syn_sample_size(x, n);
    if (size < 2)
        return NAN;
    for (size_t i = 0; i < n; i++)
        mean += isnan(x[i]) ? 0 : x[i];
    mean /= (long double)size;
    for (size_t i = 0; i < n; i++) {
        long double d = isnan(x[i]) ? 0 : x[i] - mean;
        sum += d * d;
        off += d;
    }
    sum -= off * off / (long double)size;
    return (double)(sum / (long double)(size - 1));
}

double syn_sample_quantile(const double *x, size_t n, double p, double *work)
{
    size_t size = 0;
    for (size_t i = 0; i < n; i++)
        if (!isnan(x[i]))
            work[size++] = x[i];
    if (size == 0)
        return NAN;
    gsl_sort(work, 1, size);
    return gsl_stats_quantile_from_sorted_data(work, 1, size, p);
}

bool syn_sample_has_negative(const double *x, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (x[i] < 0)
            return true;
    return false;
}
