#include "forms.h"

#include <math.h>
#include <string.h>

#include <gsl/gsl_cdf.h>

enum { MOST_DIGITS = 15, MOST_DECIMALS = 9 };

bool syn_decimal_read(struct decimal *out, const char *text, bool comma)
{
    bool negative = *text == '-', point = false;
    int digits = 0, decimals = 0;

    *out = (struct decimal){0, 1};
    for (text += negative; *text; text++) {
        if (!point && (*text == '.' || (comma && *text == ','))) {
            point = true;
            continue;
        }
        if (*text < '0' || *text > '9' || ++digits > MOST_DIGITS)
            return false;
        if (point && ++decimals > MOST_DECIMALS)
            return false;
        out->digits = out->digits * 10 + (*text - '0');
        out->scale *= point ? 10 : 1;
    }
    if (negative)
        out->digits = -out->digits;
    return digits > 0;
}

bool syn_decimal_count(int64_t *out, struct decimal d)
{
    *out = d.digits / d.scale;
    return d.digits >= 0 && d.digits % d.scale == 0;
}

static int64_t power(int n)
{
    int64_t p = 1;

    while (n-- > 0)
        p *= 10;
    return p;
}

bool syn_figure_make(struct figure *out, struct decimal shown, int decimals)
{
    if (decimals > MOST_DECIMALS)
        return false;
    /* Ten times finer than either, so that half a unit is whole. */
    int64_t unit = decimals == AS_WRITTEN ? shown.scale : power(decimals);
    int64_t scale = 10 * (unit > shown.scale ? unit : shown.scale), middle;
    if (__builtin_mul_overflow(shown.digits, scale / shown.scale, &middle))
        return false;
    int64_t half = scale / unit / 2;
    *out = (struct figure){middle - half, middle + half, scale};
    return true;
}

static wide floor_of(wide a, wide b)
{
    return a / b - (a % b != 0 && (a < 0) != (b < 0));
}

/* The n >= 0 with LOW <= n x BY <= HIGH. */
static struct counts counts_between(wide low, wide high, wide by)
{
    wide from = -floor_of(-low, by), to = floor_of(high, by);
    const wide most = INT64_MAX / 4;

    from = from < 0 ? 0 : from > most ? most : from;
    to = to < 0 ? -1 : to > most ? most : to;
    return (struct counts){(int64_t)from, (int64_t)to};
}

struct counts
syn_counts_of_rate(struct figure shown, int64_t per, struct decimal population)
{
    return counts_between((wide)shown.low * population.digits,
                          (wide)shown.high * population.digits,
                          (wide)per * shown.scale * population.scale);
}

struct counts syn_counts_of_change(struct figure shown, struct decimal earlier)
{
    wide whole = (wide)100 * shown.scale;

    return counts_between((shown.low + whole) * earlier.digits,
                          (shown.high + whole) * earlier.digits,
                          whole * earlier.scale);
}

static double limit_of(double n, bool byar, bool upper)
{
    const double z = 1.959963984540054;

    if (!upper && n == 0)
        return 0;
    if (byar) {
        double m = upper ? n + 1 : n;
        double root = 1 - 1 / (9 * m) + (upper ? z : -z) / (3 * sqrt(m));
        return m * root * root * root;
    }
    return upper ? gsl_cdf_chisq_Pinv(0.975, 2 * (n + 1)) / 2
                 : gsl_cdf_chisq_Pinv(0.025, 2 * n) / 2;
}

/* The least n whose limit is at least VALUE; limits grow with n. */
static int64_t first_limit(double value, bool byar, bool upper)
{
    int64_t low = 0, high = 1;

    while (high < INT64_C(1) << 40 &&
           limit_of((double)high, byar, upper) < value)
        high *= 2;
    while (low < high) {
        int64_t middle = low + (high - low) / 2;
        if (limit_of((double)middle, byar, upper) < value)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

struct counts syn_counts_of_limit(struct figure shown, bool byar, bool upper)
{
    /* A limit is reckoned in doubles: a tie is let in. */
    double low = (double)shown.low / (double)shown.scale,
           high = (double)shown.high / (double)shown.scale,
           slack = 1e-9 * (1 + fabs(high));
    int64_t after = first_limit(high + slack, byar, upper);

    return (struct counts){first_limit(low - slack, byar, upper), after - 1};
}

void syn_relate_percent(struct book *book,
                        struct figure shown,
                        uint32_t part,
                        uint32_t whole)
{
    const uint32_t at[] = {part, whole};
    const int64_t low[] = {100 * shown.scale, -shown.low};
    const int64_t high[] = {100 * shown.scale, -shown.high};

    syn_book_relate(book, "percent", at, low, 2, 0, NO_HIGH);
    syn_book_relate(book, "percent", at, high, 2, NO_LOW, 0);
    syn_book_bound(book, whole, 1, NO_HIGH); /* Of none there is no share. */
}

void syn_relate_order(struct book *book, uint32_t more, uint32_t less)
{
    const uint32_t at[] = {more, less};
    const int64_t by[] = {1, -1};

    syn_book_relate(book, "rank", at, by, 2, 0, NO_HIGH);
}
