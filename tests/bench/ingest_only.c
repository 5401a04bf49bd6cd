/* ingest_only.c - reads the extracts of a project into its store, as a run does
 * first, and nothing else.
 *
 *     ingest_only PROJECT
 *     prints seconds, seconds of the processor, peak KiB, rows loaded */
#define _POSIX_C_SOURCE 200809L

#include <inttypes.h>
#include <stdio.h>
#include <sys/resource.h>
#include <time.h>

#include <samsyn/base/file.h>
#include <samsyn/base/limits.h>
#include <samsyn/base/text.h>
#include <samsyn/catalogue/catalogue.h>
#include <samsyn/store/ingest.h>
#include <samsyn/store/store.h>

static double now(clockid_t clock)
{
    struct timespec t;

    clock_gettime(clock, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void say(void *data, const struct syn_message *message)
{
    (void)data;
    fprintf(stderr, "ingest_only: %s\n", message->text);
}

static enum syn_status ingest(struct syn_ingest_report *out,
                              const char *folder,
                              struct syn_arena *arena)
{
    struct syn_diag diag = {.emit = say, .lang = SYN_EN};
    struct syn_catalogue *catalogue;
    struct sqlite3 *store = NULL;
    enum syn_status status =
        syn_catalogue_read(&catalogue, folder, arena, &diag);

    if (!status)
        status = syn_store_open(
            &store, syn_path_join(folder, catalogue->project.store, arena),
            arena, &diag);
    if (!status)
        status = syn_store_ingest(out, store, catalogue, false, arena, &diag);
    return status;
}

int main(int argc, char **argv)
{
    struct syn_arena *arena = syn_arena_new(SYN_ARENA_BYTES);
    struct syn_ingest_report report = {0};
    struct rusage usage;
    uint64_t rows = 0;
    double begin = now(CLOCK_MONOTONIC);

    if (argc != 2) {
        fprintf(stderr, "usage: ingest_only PROJECT\n");
        return 2;
    }
    enum syn_status status = ingest(&report, argv[1], arena);
    double seconds = now(CLOCK_MONOTONIC) - begin;
    for (size_t i = 0; i < report.n; i++)
        rows += report.items[i].summary.loaded;
    getrusage(RUSAGE_SELF, &usage);
    printf("%.4f %.4f %ld %" PRIu64 "\n", seconds,
           now(CLOCK_PROCESS_CPUTIME_ID), usage.ru_maxrss, rows);
    syn_arena_free(arena);
    return status != SYN_OK;
}
