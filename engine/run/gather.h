/* gather.h - what the parts of the quality report share.  Private to run. */
#ifndef SAMSYN_RUN_GATHER_H
#define SAMSYN_RUN_GATHER_H

#include <samsyn/store/rows.h>
#include <samsyn/store/tally.h>

#include "quality.h"

struct gather {
    const struct quality_from *from;
    struct syn_quality *out;
    const struct syn_batch *batches;
    size_t n_batches;
    const struct syn_batch_origin *origins;
    size_t n_origins;
    struct syn_quality_finding *findings;
    size_t n_findings, room;
    struct syn_arena *arena;
    struct syn_diag *diag;
};

/* Adds an empty finding of the rule ID; good until the next. */
struct syn_quality_finding *syn_gather_finding(struct gather *g,
                                               const char *id);

/* Notes that the check ID was made N times more. */
void syn_gather_checks(struct gather *g, const char *id, size_t n);

/* What is known of the live batch numbered BATCH beside; NULL. */
const struct syn_batch_origin *syn_gather_origin(const struct gather *g,
                                                 int64_t batch);

/* The months from the first to the last that SOURCE covers; false: none. */
bool syn_gather_span(const struct gather *g,
                     const char *source,
                     int *first,
                     int *last);

/* The parts that read events: unknown values and delays, what changed, codes
 * that no list has, rows that are alone with what they say of a person. */
enum syn_status syn_gather_shares(struct gather *g) SYN_NODISCARD;
enum syn_status syn_gather_changes(struct gather *g) SYN_NODISCARD;
enum syn_status syn_gather_codes(struct gather *g) SYN_NODISCARD;
enum syn_status syn_gather_unique(struct gather *g) SYN_NODISCARD;

#endif
