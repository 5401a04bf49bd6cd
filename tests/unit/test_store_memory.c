/* What an ingest costs: memory that does not grow with the extract, and time
 * that grows with it and no faster (store/ingest.h). */
#include "fixture.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <samsyn/catalogue/catalogue.h>
#include <samsyn/store/ingest.h>
#include <samsyn/store/store.h>

/* FEW fill the cache of SQLite, which is a part of what is allowed. */
enum { FEW = 450000, MANY = 3 * FEW, ALLOWED_KIB = 150 * 1024 };

static void write_cases(const char *path, unsigned rows)
{
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    fputs("key;reported;time;code;place;age\n", file);
    seed = 26;
    for (unsigned i = 0; i < rows; i++)
        fprintf(file, "C%07u;%02u.%02u.%u;%02u:%02u;%u;%s;%u\n", i,
                draw_below(28) + 1, draw_below(12) + 1, 2019 + draw_below(6),
                draw_below(24), draw_below(60), 1000 + draw_below(60),
                draw_below(2) ? "public" : "private", 12 + draw_below(60));
    assert_int_equal(fclose(file), 0);
}

/* In a process of its own, whose memory is then known. */
static int ingest(const char *store, struct syn_arena *arena)
{
    struct syn_ingest_report report = {0};
    struct syn_catalogue *catalogue;
    struct sqlite3 *db;
    enum syn_status status =
        syn_catalogue_read(&catalogue, folder, arena, &diag);

    if (!status)
        status = syn_store_open(&db, path_of(store, arena), arena, &diag);
    if (!status)
        status = syn_store_ingest(&report, db, catalogue, false, arena, &diag);
    return status || report.n != 1 || report.items[0].summary.quarantined;
}

/* Ingests so many ROWS; what all that were ingested so far used at most, and
 * what this one took. */
static long
peak_kib(double *seconds, const char *store, unsigned rows, void **state)
{
    struct rusage before, after;
    int status;

    write_cases(path_of("extracts/cases.csv", *state), rows);
    getrusage(RUSAGE_CHILDREN, &before);
    pid_t child = fork();
    if (child == 0) {
        struct syn_arena *arena = syn_arena_new((size_t)256 << 20);
        _exit(ingest(store, arena));
    }
    assert_true(child > 0);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    getrusage(RUSAGE_CHILDREN, &after);
    *seconds = (double)(after.ru_utime.tv_sec - before.ru_utime.tv_sec) +
               (double)(after.ru_utime.tv_usec - before.ru_utime.tv_usec) / 1e6;
    return after.ru_maxrss;
}

static void memory_is_flat_and_time_is_linear(void **state)
{
    double few_seconds, many_seconds;

    put_file("samsyn.yaml", "council: R\nplace: P\nbuiltin_indicators: no\n",
             *state);
    put_file("contracts/cases.yaml",
             "source: police_case\nfiles: cases.csv\n"
             "covers: {from: 2019-01, to: 2024-12}\ncolumns:\n"
             "  case_key: key\n  reported: {column: reported, format: "
             "dd.mm.yyyy}\n"
             "  time: {column: time, format: \"HH:MM\"}\n  code: code\n"
             "  place: place\n  age: age\n",
             *state);
    put_file("extracts/cases.csv", "", *state);
    long few = peak_kib(&few_seconds, "few.db", FEW, state);
    long many = peak_kib(&many_seconds, "many.db", MANY, state);
    print_message("%d rows: %ld KiB, %.2f s; %d rows: %ld KiB, %.2f s\n", FEW,
                  few, few_seconds, MANY, many, many_seconds);
    assert_true(many < few + 4 * 1024);
    assert_true(many < ALLOWED_KIB);
    /* Nine times, if it grew with the square; three is what it should be. */
    assert_true(many_seconds < few_seconds * 6);
}

int main(void)
{
#ifdef __SANITIZE_ADDRESS__
    print_message("skipped: the sanitizer's own memory grows\n");
    return 0;
#endif
    const struct CMUnitTest tests[] = {
        TEST_IN_FOLDER(memory_is_flat_and_time_is_linear),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
