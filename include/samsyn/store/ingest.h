/* store/ingest.h - extracts into the store, each exactly once.
 *
 *  (1) One transaction an extract.  SYN_OK means that every row is loaded once
 *      or listed in quarantine, and stays so; anything else means that nothing
 *      of this extract changed.
 *  (2) The same bytes under the same contract are a no-op that says so.  A
 *      changed contract replaces its own batch.
 *  (3) Other bytes for a source, contract, part and period that is covered
 *      already are refused, unless SUPERSEDE is asked for. */
#ifndef SAMSYN_STORE_INGEST_H
#define SAMSYN_STORE_INGEST_H

#include <samsyn/catalogue/catalogue.h>
#include <samsyn/extract/extract.h>

struct sqlite3;

enum syn_ingest_result { SYN_INGEST_LOADED, SYN_INGEST_ALREADY };

/* What became of one extract. */
struct syn_ingested {
    const struct syn_contract *contract;
    const char *file; /* Path as given. */
    struct syn_csv_facts facts;
    struct syn_extract_summary summary;
    enum syn_ingest_result result;
    enum syn_status status; /* Other than SYN_OK: it was refused. */
};

struct syn_ingest_report {
    struct syn_ingested *items;
    size_t n;
};

/* Loads what is new in extracts/ of the project, contract by contract.  Goes
 * on after an extract that is refused, and returns the worst status; rows in
 * quarantine are reported to DIAG as warnings, by rule.
 *
 * Returns SYN_EINPUT, SYN_ECONFIG, SYN_EIO. */
enum syn_status syn_store_ingest(struct syn_ingest_report *out,
                                 struct sqlite3 *db,
                                 const struct syn_catalogue *catalogue,
                                 bool supersede,
                                 struct syn_arena *arena,
                                 struct syn_diag *diag) SYN_NODISCARD;

/* Reloads the code lists, and joins linked sources: what must be done once
 * after the last extract. */
enum syn_status syn_store_settle(struct sqlite3 *db,
                                 const struct syn_catalogue *catalogue,
                                 bool changed,
                                 struct syn_arena *arena,
                                 struct syn_diag *diag) SYN_NODISCARD;

#endif
