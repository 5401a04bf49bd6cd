/* measure_only.c - the yardstick of the measuring benchmark: a store that is
 * loaded already is measured, and nothing else is done.
 *
 *     measure_only FOLDER     prints seconds by the clock, seconds of all
 *                             processors, megabytes at the peak, series */
#define _POSIX_C_SOURCE 200809L

#include <stdio.h>
#include <sys/resource.h>
#include <time.h>

#include <samsyn/base/file.h>
#include <samsyn/base/limits.h>
#include <samsyn/base/text.h>
#include <samsyn/measure/series.h>
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
    fprintf(stderr, "%s\n", message->text);
}

int main(int argc, char **argv)
{
    struct syn_arena *arena = syn_arena_new(SYN_ARENA_BYTES);
    struct syn_diag diag = {.emit = say};
    struct syn_catalogue *catalogue;
    struct sqlite3 *db, *reader;
    struct syn_series_set series;
    struct rusage after;

    if (argc != 2) {
        fprintf(stderr, "usage: measure_only FOLDER\n");
        return 2;
    }
    const char *path = syn_path_join(argv[1], "samsyn.db", arena);
    if (syn_catalogue_read(&catalogue, argv[1], arena, &diag) ||
        syn_store_open(&db, path, arena, &diag) ||
        syn_store_open_reader(&reader, path, arena, &diag))
        return 1;
    double begin = now(CLOCK_MONOTONIC);
    double used = now(CLOCK_PROCESS_CPUTIME_ID);
    if (syn_series_measure(&series, db, reader, catalogue, arena, &diag))
        return 1;
    double seconds = now(CLOCK_MONOTONIC) - begin;
    used = now(CLOCK_PROCESS_CPUTIME_ID) - used;
    getrusage(RUSAGE_SELF, &after);
    printf("%.3f %.3f %.0f %zu\n", seconds, used,
           (double)after.ru_maxrss / 1024, series.n);
    syn_arena_free(arena);
    return 0;
}
