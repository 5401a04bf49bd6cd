/* fit.h - texts that must find room.  Private to plots. */
#ifndef FIT_H
#define FIT_H

#include <samsyn/plots/canvas.h>

enum { SYN_LINES = 3 };

/* A text on lines that fit. */
struct syn_lines {
    const char *at[SYN_LINES];
    size_t n;     /* 0 for no text. */
    double size;  /* Of the font, in points. */
    double width; /* Of the longest line. */
    enum syn_weight weight;
    bool cut; /* The end did not fit; an ellipsis stands for it. */
};

/* How far one base line is from the next. */
double syn_lines_step(const struct syn_lines *lines);
double syn_lines_height(const struct syn_lines *lines);

/* TEXT on at most MOST lines of WIDTH.  NULL and "" have no lines. */
struct syn_lines syn_lines_wrap(const char *text,
                                double width,
                                size_t most,
                                double size,
                                enum syn_weight weight,
                                struct syn_arena *arena);

/* The same at SIZE or a little less: on one line if it can be, on two if not,
 * and cut only in the end. */
struct syn_lines syn_lines_heading(const char *text,
                                   double width,
                                   double size,
                                   enum syn_weight weight,
                                   struct syn_arena *arena);

/* TEXT on one line if that is short, or else on two of about the same width,
 * if possible divided after a comma; none wider than WIDTH. */
struct syn_lines syn_lines_balance(const char *text,
                                   double width,
                                   double size,
                                   struct syn_arena *arena);

/* Draws LINES below Y, at X by ANCHOR, and returns where they end. */
double syn_lines_draw(struct syn_canvas *canvas,
                      const struct syn_lines *lines,
                      double x,
                      double y,
                      enum syn_anchor anchor,
                      unsigned colour);

/* Something of HEIGHT that would like its middle at CENTRE. */
struct syn_slot {
    double centre, height;
};

/* Moves SLOTS, which are in order of CENTRE, apart until none overlaps the
 * next, between TOP and BOTTOM if they have room for all. */
void syn_slots_spread(struct syn_slot *slots,
                      size_t n,
                      double top,
                      double bottom);

#endif
