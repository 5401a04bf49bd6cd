/* plots/theme.h - how every chart and page looks, in one place.
 *
 * Colours keep a contrast of 3 to 1 against white where they carry meaning,
 * text 4.5 to 1 (WCAG 2.1, 1.4.3 and 1.4.11). */
#ifndef SAMSYN_PLOTS_THEME_H
#define SAMSYN_PLOTS_THEME_H

enum {
    SYN_THEME_INK = 0x1b1b1b,    /* Text, data lines, the x axis. */
    SYN_THEME_MUTED = 0x4a4a4a,  /* Secondary text. */
    SYN_THEME_COMMON = 0x595959, /* A mark within normal variation. */
    SYN_THEME_UNFAVOURABLE = 0xb3470b,
    SYN_THEME_FAVOURABLE = 0x12436d,
    SYN_THEME_REFERENCE = 0x6b6b6b, /* Expected value, reference lines. */
    SYN_THEME_BAND = 0xdce3ee,      /* Normal range. */
    SYN_THEME_GRID = 0xd9d9d9,
    SYN_THEME_PANEL = 0xf2f6fa, /* Behind a box of text. */
    SYN_THEME_PAPER = 0xffffff,
};

/* Points. */
#define SYN_THEME_FULL_WIDTH 493.0  /* 174 mm, the text width of a page. */
#define SYN_THEME_FULL_HEIGHT 241.0 /* 85 mm */
#define SYN_THEME_HALF_WIDTH 238.0  /* 84 mm */
#define SYN_THEME_HALF_HEIGHT 170.0 /* 60 mm */
#define SYN_THEME_SPARK_WIDTH 102.0 /* 36 mm */
#define SYN_THEME_SPARK_HEIGHT 17.0 /* 6 mm */

/* The sizes of texts.  Nothing that is printed is smaller than 8 points. */
#define SYN_THEME_TITLE_PT 12.0
#define SYN_THEME_VALUE_PT 11.0
#define SYN_THEME_SUBTITLE_PT 9.0
#define SYN_THEME_LABEL_PT 8.5
#define SYN_THEME_NOTE_PT 8.0

/* How thick lines are, and how wide marks. */
#define SYN_THEME_DATA_PT 2.0
#define SYN_THEME_OTHER_PT 1.5 /* A reference; the line of a sparkline. */
#define SYN_THEME_AXIS_PT 1.0
#define SYN_THEME_EXPECTED_PT 0.9
#define SYN_THEME_GRID_PT 0.7
#define SYN_THEME_DOT_PT 4.4
#define SYN_THEME_SIGNAL_PT 9.0

#define SYN_THEME_FONT "Open Sans, Inter, Noto Sans, DejaVu Sans, sans-serif"

#endif
