/* run/run.h - the main job: a project folder in, a draft of a briefing out. */
#ifndef SAMSYN_RUN_RUN_H
#define SAMSYN_RUN_RUN_H

#include <stdbool.h>

#include <samsyn/assess/finding.h>
#include <samsyn/catalogue/catalogue.h>
#include <samsyn/release/release.h>
#include <samsyn/report/quality.h>
#include <samsyn/store/ingest.h>
#include <samsyn/store/published.h>

struct syn_run_options {
    const char *folder; /* Of the project. */
    const char *period; /* "2025K2"; NULL: the last complete quarter. */
    const char *out; /* Folder to write to; NULL: out/PERIOD in the project. */
    const enum syn_lang *lang; /* NULL: as samsyn.yaml says. */
    bool internal;             /* Unprotected, and marked as such. */
    bool supersede;            /* New extracts may replace what they overlap. */
    bool as_stored;            /* New extracts are left where they are. */
};

/* A project read, loaded, counted and protected. */
struct syn_state_of_affairs {
    struct syn_catalogue *catalogue;
    struct syn_ingest_report ingested;
    struct syn_release *release;
    struct syn_findings findings;
    enum syn_lang lang;
    struct sqlite3 *store; /* Open while the arena lives. */
};

/* What a run made. */
struct syn_run_result {
    struct syn_state_of_affairs state;
    const char *folder;   /* Where the draft stands. */
    const char *briefing; /* The file to open first. */
    size_t files;
};

struct syn_check_options {
    const char *folder;        /* Of the project. */
    const char *out;           /* NULL: out/quality in the project. */
    const enum syn_lang *lang; /* NULL: as samsyn.yaml says. */
    double max_bad;     /* Share of rows in quarantine that is too much; NAN:
                         * what the contracts say and no more. */
    bool warnings_fail; /* A warning is reason enough to fail. */
};

/* What a check found. */
struct syn_check_result {
    struct syn_ingest_report ingested;
    struct syn_quality quality;
    const char *page; /* The report; NULL: it could not be made. */
    const char *json; /* The same as JSON. */
};

/* Reads everything, in a store that lives in memory only, and writes the
 * quality report; also if extracts are refused.
 *
 * Returns SYN_EINPUT if an extract was refused or the report says that it
 * cannot be used, SYN_ECONFIG, SYN_EIO. */
enum syn_status syn_run_check(struct syn_check_result *out,
                              const struct syn_check_options *options,
                              struct syn_arena *arena,
                              struct syn_diag *diag) SYN_NODISCARD;

/* Everything up to the findings; nothing is written but the store.
 *
 * Returns SYN_EINPUT if an extract was refused, SYN_ECONFIG, SYN_EUSAGE for a
 * period that is none, SYN_EIO. */
enum syn_status syn_run_assess(struct syn_state_of_affairs *out,
                               const struct syn_run_options *options,
                               struct syn_arena *arena,
                               struct syn_diag *diag) SYN_NODISCARD;

/* The whole job.  The draft appears whole or not at all; if the audit finds it
 * unsafe, it is removed and the status is SYN_EDISCLOSURE. */
enum syn_status syn_run(struct syn_run_result *out,
                        const struct syn_run_options *options,
                        struct syn_arena *arena,
                        struct syn_diag *diag) SYN_NODISCARD;

struct syn_publish_options {
    const char *folder; /* Of the project. */
    const char *period; /* "2025K2"; NULL: the last complete quarter. */
    bool dry;           /* Only look whether it could be. */
};

struct syn_publish_result {
    struct syn_state_of_affairs state;
    const char *folder; /* Of the draft. */
    bool already;       /* It was published before; nothing has changed. */
    struct syn_publication publication; /* Id 0: a dry run. */
};

/* The draft out/PERIOD becomes a publication, which every later run protects.
 *
 * Returns SYN_EINPUT if there is no draft; SYN_EDISCLOSURE if it is internal,
 * if a file in it is not what the run wrote, or if a run would not write the
 * same figures now; SYN_ECONFIG, SYN_EIO. */
enum syn_status syn_publish(struct syn_publish_result *out,
                            const struct syn_publish_options *options,
                            struct syn_arena *arena,
                            struct syn_diag *diag) SYN_NODISCARD;

#endif
