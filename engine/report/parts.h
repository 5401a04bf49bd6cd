/* parts.h - the parts of a briefing.  Private to report. */
#ifndef SAMSYN_REPORT_PARTS_H
#define SAMSYN_REPORT_PARTS_H

#include <samsyn/report/compose.h>

#include "words.h"

/* All that a part is made from. */
struct brief {
    struct voice voice;
    const struct syn_release *release;
    const struct syn_findings *findings;
    const struct syn_catalogue *catalogue;
    struct syn_document *document;
    const struct syn_finding **ranked; /* What to tell first, comes first. */
    size_t n_ranked;
    struct syn_diag *diag;
};

/* A brief for a short document; marked if the release is internal. */
struct syn_page_from;
struct brief syn_brief_make(const struct syn_page_from *from,
                            struct syn_arena *arena);

/* The shape and colour that stand for a finding. */
enum syn_shape syn_finding_shape(enum syn_class class, int direction);
unsigned syn_finding_colour(const struct syn_finding *finding);

/* "Klar okning" and its like, with the modifiers. */
const char *syn_finding_words(const struct brief *brief,
                              const struct syn_finding *finding);

/* "Nytt niva fra ...": what is to be said of B under a figure, if it is a
 * change of level that was confirmed; else NULL. */
const char *syn_change_note(const struct brief *brief,
                            const struct syn_break *b);

/* A suggested change of level of FINDING in a sentence. */
const char *syn_shift_sentence(const struct brief *brief,
                               const struct syn_finding *finding,
                               const struct syn_shift *shift);

/* Adds what provisional figures may become, as far as that is known. */
void syn_add_nowcasts(struct brief *brief);

/* Adds the changes of level that a person should look at. */
void syn_add_shifts(struct brief *brief);

/* Why a finding is assessed as it is, or not: the end of a sentence. */
const char *syn_reason_words(const struct brief *brief, enum syn_reason reason);

/* What counts of FINDING are divided by to be figures such as that of CELL. */
double syn_finding_scale(const struct syn_finding *finding,
                         const struct syn_cell *cell);

/* "12-29", of a share in per cent; ".." if there is none. */
const char *syn_finding_range(const struct brief *brief,
                              const struct syn_finding *finding);

/* "hoyst 12 eller minst 29": the counts LOW and below or HIGH and above, in the
 * figures of FINDING where the denominator is OF; a limit that is NaN is left
 * out.  NULL if both are. */
const char *syn_finding_limits(const struct brief *brief,
                               const struct syn_finding *finding,
                               int64_t of,
                               double low,
                               double high);

/* The smallest change that COMPARISON would have shown, as counts of its later
 * window; NULL if none. */
const char *syn_comparison_limits(const struct brief *brief,
                                  const struct syn_finding *finding);

/* The one sentence on FINDING, without its name in front. */
const char *syn_finding_sentence(const struct brief *brief,
                                 const struct syn_finding *finding);

/* How much FINDING's figure may still rise, and whether that matters; NULL
 * where that is not known, or nothing is expected. */
const char *syn_nowcast_sentence(const struct brief *brief,
                                 const struct syn_finding *finding);

/* A title as R1 wants it: the finding, in few words. */
const char *syn_finding_title(const struct brief *brief,
                              const struct syn_finding *finding);

/* Adds the table by focus area: of every indicator, or of the MOST in each
 * area that a reader should see first. */
enum syn_status syn_add_status(struct brief *brief, size_t most) SYN_NODISCARD;

/* Adds the charts of the strongest findings, and the age profile. */
enum syn_status syn_add_figures(struct syn_briefing *out,
                                struct brief *brief) SYN_NODISCARD;

/* Adds the table of the agreement period against the one before. */
void syn_add_comparison(struct brief *brief);

/* Adds what a reader must know about the numbers. */
void syn_add_notes(struct brief *brief);
/* How many signs of change chance alone would give. */
void syn_add_chance(struct brief *brief);

/* What cannot be computed, and why; of the indicator ONLY, if that is given. */
void syn_add_not_computable(struct brief *brief,
                            const struct syn_indicator *only);

/* The unit of the y axis in words: "anmeldelser per kvartal". */
const char *syn_subtitle(const struct brief *brief,
                         const struct syn_finding *finding);

/* Where the figures of FINDING come from; NULL: all of them. */
const char *syn_source_line(const struct brief *brief,
                            const struct syn_finding *finding);

#endif
