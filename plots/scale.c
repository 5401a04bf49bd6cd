#include <samsyn/plots/scale.h>

#include <math.h>

/* Of a step.  A tenth is no double: without it 17 * 0.1, which is a bit more
 * than 1.7, would ask for one tick more. */
#define ROUNDING 1e-9

/* The scale with STEP that encloses LOW to HIGH. */
static struct syn_scale enclose(double low, double high, double step)
{
    double first = floor(low / step + ROUNDING);
    double last = ceil(high / step - ROUNDING);

    return (struct syn_scale){
        .low = first * step, .step = step, .n = (int)(last - first)};
}

/* Steps from a tenth of what is needed upwards; the fewest intervals win, of
 * equals the narrowest. */
static struct syn_scale best(double low, double high, int wanted)
{
    static const double nice[] = {1, 2, 5};
    double power = floor(log10((high - low) / wanted)) - 1;
    struct syn_scale chosen = enclose(low, high, pow(10, power));

    for (int i = 1; i < 12; i++) {
        int tens = i / 3;
        double step = nice[i % 3] * pow(10, power + tens);
        struct syn_scale scale = enclose(low, high, step);
        if (2 * scale.n > wanted && scale.n < chosen.n)
            chosen = scale;
    }
    return chosen;
}

struct syn_scale syn_scale_pretty(double low, double high, int wanted)
{
    double span = high - low;

    if (wanted < 1)
        wanted = 1;
    /* A span of the last bits of LOW, or of nearly nothing, has no ticks. */
    if (isfinite(span) && span > 1e-300 && span > 1e-12 * fabs(low))
        return best(low, high, wanted);

    struct syn_scale unit = best(0, 1, wanted);
    unit.low = isfinite(low) ? low : 0;
    return unit;
}

double syn_scale_position(const struct syn_scale *scale, double value)
{
    return (value - scale->low) / (scale->step * scale->n);
}
