/* events.h - dated events and breaks over a plot.  Private to plots. */
#ifndef EVENTS_H
#define EVENTS_H

#include "axes.h"
#include "fit.h"

enum { SYN_EVENTS = 3 };

/* An event with a place for its text: over the plot, so that it hides nothing,
 * before or behind its rule, in a row counted from the plot. */
struct syn_event_place {
    const struct syn_chart_event *event;
    struct syn_lines lines;
    double rule; /* Where the rule is. */
    double left; /* Where the text begins. */
    bool behind;
    unsigned row;
};

struct syn_event_places {
    struct syn_event_place at[SYN_EVENTS];
    size_t n;
    double row_height;
    double height; /* Of all rows, with a gap under them; 0 for no event. */
};

/* Finds a place for each event of CHART that lies on AXES. */
struct syn_event_places syn_events_place(const struct syn_chart *chart,
                                         const struct syn_axes *axes,
                                         struct syn_arena *arena);

/* Draws their rules and texts, when AXES know their top. */
void syn_events_draw(const struct syn_event_places *places,
                     const struct syn_axes *axes,
                     struct syn_canvas *canvas);

#endif
