/* forms.h - what a printed figure says of a count.
 *
 * A figure rounded to D decimals lies within half a unit of its last place,
 * both ends included: how a tie was rounded is not known.  Private to audit. */
#ifndef SAMSYN_AUDIT_FORMS_H
#define SAMSYN_AUDIT_FORMS_H

#include "problem.h"

/* A decimal number: DIGITS / SCALE, SCALE a power of ten. */
struct decimal {
    int64_t digits, scale;
};

enum { AS_WRITTEN = -1 };

/* Reads "12", "-2.50", with COMMA "2,50" as well.  False: it is no number. */
bool syn_decimal_read(struct decimal *out, const char *text, bool comma);

/* Whether it is a whole number that is not negative, and which. */
bool syn_decimal_count(int64_t *out, struct decimal decimal);

/* LOW / SCALE <= the figure that was printed <= HIGH / SCALE */
struct figure {
    int64_t low, high, scale;
};

/* False if the figure has more digits than can be reckoned with. */
bool syn_figure_make(struct figure *out, struct decimal shown, int decimals);

/* The counts n >= 0 that fit.  LOW > HIGH: none does. */
struct counts {
    int64_t low, high;
};

/* n x PER / POPULATION; 100 n / TOTAL is PER 100. */
struct counts
syn_counts_of_rate(struct figure shown, int64_t per, struct decimal population);

/* 100 (n / EARLIER - 1) */
struct counts syn_counts_of_change(struct figure shown, struct decimal earlier);

/* A 95 % limit of a Poisson count: exact (Garwood 1936), or Byar's
 * approximation (Breslow and Day 1987, 2.13 and 2.14). */
struct counts syn_counts_of_limit(struct figure shown, bool byar, bool upper);

/* Says that 100 PART / WHOLE was printed as SHOWN. */
void syn_relate_percent(struct book *book,
                        struct figure shown,
                        uint32_t part,
                        uint32_t whole);

/* Says that MORE >= LESS. */
void syn_relate_order(struct book *book, uint32_t more, uint32_t less);

#endif
