/* quality.h - the quality report of a store.  Private to run. */
#ifndef SAMSYN_RUN_QUALITY_H
#define SAMSYN_RUN_QUALITY_H

#include <samsyn/report/quality.h>
#include <samsyn/run/run.h>

/* An indicator reads a source. */
struct reading {
    const struct syn_indicator *indicator;
    const struct syn_source *source;
};

/* Why an extract was refused: the code of the message. */
struct refusal {
    const char *path, *code;
};

/* What the report is made of. */
struct quality_from {
    const struct syn_catalogue *catalogue;
    enum syn_lang lang;
    struct sqlite3 *store;
    struct sqlite3 *before; /* Another store to compare with; NULL: none. */
    const struct syn_ingest_report *ingested;
    const struct refusal *refusals;
    size_t n_refusals;
    const struct reading *readings; /* Each indicator once. */
    size_t n_readings;
    double max_bad; /* Share of rows; NAN: no limit but the contracts'. */
    bool warnings_fail;
};

enum syn_status syn_quality_gather(struct syn_quality *out,
                                   const struct quality_from *from,
                                   struct syn_arena *arena,
                                   struct syn_diag *diag) SYN_NODISCARD;

/* The report as JSON text, with a newline. */
const char *syn_quality_json(const struct syn_quality *quality,
                             struct syn_arena *arena);

/* Writes quality.html and quality.json to FOLDER, which is there. */
enum syn_status syn_quality_write(const struct syn_quality *quality,
                                  const char *folder,
                                  struct syn_arena *arena,
                                  struct syn_diag *diag) SYN_NODISCARD;

#endif
