/* parse_only.c - the yardstick of the ingest benchmark: libcsv reads the same
 * file in blocks of 64 KiB, with callbacks that only count.
 *
 *     parse_only FILE     prints seconds, seconds of the processor, rows,
 * fields */
#define _POSIX_C_SOURCE 200809L

#include <stdio.h>
#include <time.h>

#include <csv.h>

enum { BLOCK = 64 * 1024 };

struct counts {
    size_t fields, rows;
};

static void on_field(void *field, size_t n, void *data)
{
    (void)field;
    (void)n;
    ((struct counts *)data)->fields++;
}

static void on_row(int terminator, void *data)
{
    (void)terminator;
    ((struct counts *)data)->rows++;
}

static double now(clockid_t clock)
{
    struct timespec t;

    clock_gettime(clock, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int parse(FILE *file, struct counts *counts)
{
    static char block[BLOCK];
    struct csv_parser parser;
    size_t n;

    if (csv_init(&parser, CSV_STRICT) != 0)
        return 1;
    csv_set_delim(&parser, ';');
    while ((n = fread(block, 1, sizeof block, file)) > 0)
        if (csv_parse(&parser, block, n, on_field, on_row, counts) != n)
            return 1;
    csv_fini(&parser, on_field, on_row, counts);
    csv_free(&parser);
    return 0;
}

int main(int argc, char **argv)
{
    struct counts counts = {0};
    FILE *file = argc == 2 ? fopen(argv[1], "rb") : NULL;

    if (!file) {
        fprintf(stderr, "usage: parse_only FILE\n");
        return 2;
    }
    double begin = now(CLOCK_MONOTONIC), work = now(CLOCK_PROCESS_CPUTIME_ID);
    if (parse(file, &counts) != 0) {
        fprintf(stderr, "parse_only: cannot parse %s\n", argv[1]);
        return 1;
    }
    printf("%.4f %.4f %zu %zu\n", now(CLOCK_MONOTONIC) - begin,
           now(CLOCK_PROCESS_CPUTIME_ID) - work, counts.rows, counts.fields);
    fclose(file);
    return 0;
}
