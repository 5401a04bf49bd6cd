#include "events.h"

#include <limits.h>
#include <math.h>

#include <samsyn/plots/theme.h>

#define GAP_PT 4.0    /* Between a rule and its text. */
#define UNDER_PT 3.0  /* Between the texts and the plot. */
#define MOST_PT 140.0 /* How wide a text may be. */
#define RULE_PT 0.9
#define BREAK_PT 1.4 /* From the middle of a double rule to its lines. */

static double right_of(const struct syn_event_place *place)
{
    return place->left + place->lines.width;
}

/* The rule of A runs through its own row and all rows under it. */
static bool crosses(const struct syn_event_place *a,
                    const struct syn_event_place *b)
{
    return a->row >= b->row && a->rule > b->left - GAP_PT / 2 &&
           a->rule < right_of(b) + GAP_PT / 2;
}

static bool disturbs(const struct syn_event_place *a,
                     const struct syn_event_place *b)
{
    bool over = a->row == b->row && a->left < right_of(b) + GAP_PT &&
                b->left < right_of(a) + GAP_PT;
    return over || crosses(a, b) || crosses(b, a);
}

static void put(struct syn_event_place *place, unsigned row, bool behind)
{
    place->row = row;
    place->behind = behind;
    place->left = behind ? place->rule + GAP_PT
                         : place->rule - GAP_PT - place->lines.width;
}

/* How bad it is that PLACES are as they are: a text that is disturbed or leaves
 * the canvas, then a row more, then a text behind its rule. */
static unsigned cost_of(const struct syn_event_places *places,
                        const struct syn_chart *chart)
{
    unsigned cost = 0;

    for (size_t i = 0; i < places->n; i++) {
        const struct syn_event_place *place = &places->at[i];
        cost += (unsigned)place->row * 10 + place->behind;
        if (place->left < 1 || right_of(place) > chart->width - 1)
            cost += 2000;
        for (size_t j = 0; j < i; j++)
            cost += disturbs(&places->at[j], place) ? 1000 : 0;
    }
    return cost;
}

/* Arrangement number WAY: for each place before or behind, and a row. */
static void arrange(struct syn_event_places *places, unsigned way)
{
    for (size_t i = 0; i < places->n; i++) {
        put(&places->at[i], way / 2 % SYN_EVENTS, way % 2);
        way /= 2 * SYN_EVENTS;
    }
}

/* With three events there are few enough arrangements to try them all. */
static void find_places(struct syn_event_places *places,
                        const struct syn_chart *chart)
{
    unsigned ways = 1, best = 0, least = UINT_MAX;

    for (size_t i = 0; i < places->n; i++)
        ways *= 2 * SYN_EVENTS;
    for (unsigned way = 0; way < ways; way++) {
        arrange(places, way);
        unsigned cost = cost_of(places, chart);
        if (cost < least) {
            least = cost;
            best = way;
        }
    }
    arrange(places, best);
}

/* The event with the smallest place on the axis that is not below FROM and not
 * among PLACES; NULL if there is none. */
static const struct syn_chart_event *
next_event(const struct syn_chart *chart,
           const struct syn_axes *axes,
           const struct syn_event_places *places)
{
    const struct syn_chart_event *next = NULL;

    for (size_t i = 0; i < chart->n_events; i++) {
        const struct syn_chart_event *event = &chart->events[i];
        bool taken = !(event->at >= 0 && event->at <= (double)axes->n);
        for (size_t j = 0; j < places->n; j++)
            taken = taken || places->at[j].event == event;
        if (!taken && (!next || event->at < next->at))
            next = event;
    }
    return next;
}

struct syn_event_places syn_events_place(const struct syn_chart *chart,
                                         const struct syn_axes *axes,
                                         struct syn_arena *arena)
{
    struct syn_event_places places = {0};
    const struct syn_chart_event *event;

    while (places.n < SYN_EVENTS &&
           (event = next_event(chart, axes, &places)) != NULL) {
        struct syn_event_place place = {.event = event};
        place.rule = axes->left + event->at * axes->step;
        double wide = fmax(place.rule, chart->width - place.rule) - 2 * GAP_PT;
        place.lines = syn_lines_balance(event->text, fmin(wide, MOST_PT),
                                        SYN_THEME_NOTE_PT, arena);
        places.row_height =
            fmax(places.row_height, syn_lines_height(&place.lines) + 1);
        places.at[places.n++] = place;
    }
    find_places(&places, chart);
    for (size_t i = 0; i < places.n; i++)
        places.height =
            fmax(places.height,
                 (double)(places.at[i].row + 1) * places.row_height + UNDER_PT);
    return places;
}

static void draw_rule(const struct syn_event_place *place,
                      const struct syn_axes *axes,
                      struct syn_canvas *canvas,
                      double top)
{
    if (!place->event->is_break) {
        syn_canvas_line(canvas, place->rule, axes->bottom, place->rule, top,
                        RULE_PT, SYN_THEME_MUTED)
            ->dash = SYN_DASH_RULE;
        return;
    }
    for (int side = -1; side <= 1; side += 2) {
        double x = place->rule + side * BREAK_PT;
        syn_canvas_line(canvas, x, axes->bottom, x, top, RULE_PT,
                        SYN_THEME_MUTED);
    }
}

void syn_events_draw(const struct syn_event_places *places,
                     const struct syn_axes *axes,
                     struct syn_canvas *canvas)
{
    for (size_t i = 0; i < places->n; i++) {
        const struct syn_event_place *place = &places->at[i];
        double under = axes->top - UNDER_PT - SYN_THEME_LABEL_PT / 2 -
                       (double)place->row * places->row_height;
        double top = under - syn_lines_height(&place->lines);

        draw_rule(place, axes, canvas, top);
        syn_lines_draw(canvas, &place->lines,
                       place->behind ? place->left : place->rule - GAP_PT, top,
                       place->behind ? SYN_ANCHOR_START : SYN_ANCHOR_END,
                       SYN_THEME_MUTED);
    }
}
