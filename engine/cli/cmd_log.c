#include <stdio.h>

#include <samsyn/base/calendar.h>
#include <samsyn/base/text.h>
#include <samsyn/cli/command.h>
#include <samsyn/store/ledger.h>
#include <samsyn/store/published.h>

#include "open_store.h"
#include "print.h"

enum { ALL, AUDIT, VERIFY };

static const struct syn_option options[] = {
    {"all", NULL, "also what was superseded or purged"},
    {"audit", NULL, "what was done to the store, by whom"},
    {"verify", NULL, "compare the store with what was loaded"},
    {NULL, NULL, NULL},
};

/* --- batches ----------------------------------------------------------- */

static const char *month(char out[SYN_PERIOD_BYTES], int index)
{
    return syn_period_code(out, (struct syn_period){SYN_MONTH, index});
}

/* What became of a batch that is no longer live: " by 7", " purged". */
static const char *fate(const struct syn_batch *b, struct syn_arena *arena)
{
    if (*b->purged_at)
        return syn_arena_printf(arena, " purged %.10s", b->purged_at);
    if (b->superseded_by)
        return syn_arena_printf(arena, " superseded by %lld",
                                (long long)b->superseded_by);
    return "";
}

static void print_batches(const struct syn_batch *b,
                          size_t n,
                          bool all,
                          struct syn_arena *arena)
{
    for (size_t i = 0; i < n; i++) {
        char from[SYN_PERIOD_BYTES], to[SYN_PERIOD_BYTES];
        if (all)
            printf("%4lld ", (long long)b[i].id);
        printf("%-17s %s..%s %8lld %6lld %s%s%s %.12s%s\n", b[i].source,
               month(from, b[i].covers_from), month(to, b[i].covers_to),
               (long long)b[i].loaded, (long long)b[i].quarantined, b[i].file,
               *b[i].part ? " " : "", b[i].part, b[i].sha256,
               fate(&b[i], arena));
    }
}

static json_t *batch_json(const struct syn_batch *b, struct syn_arena *arena)
{
    char from[SYN_PERIOD_BYTES], to[SYN_PERIOD_BYTES];

    return json_pack(
        "{s:I, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:I, s:I, s:I, s:I, s:s, s:s,"
        " s:o, s:o}",
        "id", (json_int_t)b->id, "source", b->source, "contract", b->contract,
        "part", b->part, "file", b->file, "sha256", b->sha256, "covers_from",
        month(from, b->covers_from), "covers_to", month(to, b->covers_to),
        "rows_read", (json_int_t)b->rows_read, "loaded", (json_int_t)b->loaded,
        "quarantined", (json_int_t)b->quarantined, "blank",
        (json_int_t)b->blank, "fingerprint",
        syn_arena_printf(arena, "%016llx%016llx",
                         (unsigned long long)b->fingerprint[0],
                         (unsigned long long)b->fingerprint[1]),
        "loaded_at", b->loaded_at, "superseded_by",
        b->superseded_by ? json_integer((json_int_t)b->superseded_by)
                         : json_null(),
        "purged_at", *b->purged_at ? json_string(b->purged_at) : json_null());
}

/* --- publications ------------------------------------------------------ */

static void print_published(const struct syn_publication *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        printf("publish %-9lld %-17s %8lld %6lld %s %.12s\n",
               (long long)p[i].id, p[i].period, (long long)p[i].shown,
               (long long)p[i].hidden, p[i].at, p[i].sha256);
}

static json_t *publication_json(const struct syn_publication *p)
{
    return json_pack("{s:I, s:s, s:s, s:s, s:s, s:s, s:I, s:I}", "release",
                     (json_int_t)p->id, "period", p->period, "published_at",
                     p->at, "manifest", p->manifest, "vintage", p->vintage,
                     "sha256", p->sha256, "shown", (json_int_t)p->shown,
                     "hidden", (json_int_t)p->hidden);
}

static void print_json(const struct syn_batch *b,
                       size_t n,
                       const struct syn_publication *p,
                       size_t n_published,
                       struct syn_arena *arena)
{
    json_t *batches = json_array(), *publications = json_array();

    for (size_t i = 0; i < n; i++)
        json_array_append_new(batches, batch_json(&b[i], arena));
    for (size_t i = 0; i < n_published; i++)
        json_array_append_new(publications, publication_json(&p[i]));
    syn_cli_print_json(json_pack("{s:i, s:o, s:o}", "schema_version", 1,
                                 "batches", batches, "publications",
                                 publications));
}

static enum syn_status log_loaded(const struct syn_call *call,
                                  struct sqlite3 *db)
{
    const struct syn_publication *published;
    const struct syn_batch *batches;
    bool all = call->value[ALL] != NULL;
    size_t n, n_published;
    enum syn_status status =
        all ? syn_store_ledger(&batches, &n, db, call->arena, call->diag)
            : syn_store_batches(&batches, &n, db, call->arena, call->diag);

    if (!status)
        status = syn_published_list(&published, &n_published, db, call->arena,
                                    call->diag);
    if (status)
        return status;
    if (call->json) {
        print_json(batches, n, published, n_published, call->arena);
        return SYN_OK;
    }
    print_batches(batches, n, all, call->arena);
    print_published(published, n_published);
    return SYN_OK;
}

/* --- the audit table --------------------------------------------------- */

static void print_trail(const struct syn_trail_entry *e, size_t n)
{
    for (size_t i = 0; i < n; i++)
        printf("%4lld %s %s %s %s %s %.16s%s\n", (long long)e[i].id, e[i].at,
               e[i].actor, e[i].command, e[i].what, e[i].result, e[i].own,
               e[i].sound ? "" : " !");
}

static void
print_trail_json(const struct syn_trail_entry *e, size_t n, bool whole)
{
    json_t *list = json_array();

    for (size_t i = 0; i < n; i++)
        json_array_append_new(
            list,
            json_pack("{s:I, s:s, s:s, s:s, s:s, s:s, s:s, s:b}", "id",
                      (json_int_t)e[i].id, "at", e[i].at, "actor", e[i].actor,
                      "command", e[i].command, "what", e[i].what, "result",
                      e[i].result, "sha256", e[i].own, "sound", e[i].sound));
    syn_cli_print_json(json_pack("{s:i, s:b, s:o}", "schema_version", 1,
                                 "whole", whole, "entries", list));
}

static enum syn_status log_trail(const struct syn_call *call,
                                 struct sqlite3 *db)
{
    const struct syn_trail_entry *entries;
    bool whole;
    size_t n;
    enum syn_status status =
        syn_trail_read(&entries, &n, &whole, db, call->arena, call->diag);

    if (status)
        return status;
    if (call->json)
        print_trail_json(entries, n, whole);
    else
        print_trail(entries, n);
    if (whole)
        return SYN_OK;
    return syn_diag_fail(call->diag, SYN_EINPUT, (struct syn_loc){0},
                         "log.chain",
                         "the audit table is not as it was written");
}

/* --- verifying --------------------------------------------------------- */

static enum syn_status log_verified(const struct syn_call *call,
                                    struct sqlite3 *db,
                                    enum syn_lang lang)
{
    struct syn_verified v;
    enum syn_status status = syn_store_verify(&v, db, call->arena, call->diag);
    char batches[32], rows[32], bad[32], entries[32];

    if (call->json && status != SYN_EIO)
        syn_cli_print_json(json_pack(
            "{s:i, s:I, s:I, s:I, s:I, s:I}", "schema_version", 1, "batches",
            (json_int_t)v.batches, "rows", (json_int_t)v.rows, "quarantined",
            (json_int_t)v.quarantined, "entries", (json_int_t)v.entries,
            "wrong", (json_int_t)v.wrong));
    if (status || call->json || call->quiet)
        return status;
    snprintf(batches, sizeof batches, "%zu", v.batches);
    snprintf(rows, sizeof rows, "%llu", (unsigned long long)v.rows);
    snprintf(bad, sizeof bad, "%llu", (unsigned long long)v.quarantined);
    snprintf(entries, sizeof entries, "%zu", v.entries);
    printf("%s\n", syn_say(lang, "log.verified",
                           (struct syn_place[]){{"batches", batches},
                                                {"rows", rows},
                                                {"bad", bad},
                                                {"entries", entries},
                                                {0}},
                           call->arena));
    return status;
}

static enum syn_status run(const struct syn_call *call)
{
    const char *folder = call->n_operands ? call->operand[0] : ".";
    struct syn_catalogue *catalogue;
    struct sqlite3 *db;

    enum syn_status status = syn_cli_open_store(&catalogue, &db, folder, call);
    if (status)
        return status;
    if (call->value[VERIFY])
        return log_verified(call, db, syn_cli_lang(call, catalogue));
    if (call->value[AUDIT])
        return log_trail(call, db);
    return log_loaded(call, db);
}

const struct syn_command syn_cmd_log = {
    .name = "log",
    .purpose = "what was loaded and published: months, rows, hashes",
    .operands = "[PROJECT]",
    .example = "samsyn log demo",
    .options = options,
    .most = 1,
    .order = 80,
    .run = run,
};
