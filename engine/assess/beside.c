#include <samsyn/assess/beside.h>

#include <math.h>

#include <samsyn/stats/compare.h>

/* A published average is rounded; the events that it stands for are whole. */
static struct syn_window window_of(double figure, double years)
{
    return (struct syn_window){round(figure * years), years};
}

void syn_beside_judge(struct syn_beside *b)
{
    const struct syn_contrast contrast = {
        .treated_before = window_of(b->place_before, b->years),
        .treated_after = window_of(b->place_after, b->years),
        .control_before = window_of(b->area_before, b->years),
        .control_after = window_of(b->area_after, b->years),
        .phi = 1};
    struct syn_ratio ratio;

    b->known = syn_ratio_of_ratios(&ratio, &contrast, 0.95) == SYN_OK;
    b->place_ratio = b->known ? b->place_after / b->place_before : NAN;
    b->area_ratio = b->known ? b->area_after / b->area_before : NAN;
    b->ratio = b->known ? ratio.value : NAN;
    b->lower = b->known ? ratio.lower : NAN;
    b->upper = b->known ? ratio.upper : NAN;
}
