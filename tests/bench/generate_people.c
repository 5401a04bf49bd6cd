/* generate_people.c - an extract of persons for benchmarks, that belongs to the
 * cases of generate_cases: seven columns, invented.
 *
 *     generate_people ROWS [SEED] > people.csv
 *
 * A tenth of the persons have half of the rows.  The same rows and seed give
 * the same bytes on every machine. */
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static uint64_t state;

/* splitmix64 (Steele, Lea and Flood 2014). */
static uint64_t draw(void)
{
    uint64_t x = state += UINT64_C(0x9e3779b97f4a7c15);

    x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
    return x ^ (x >> 31);
}

static unsigned below(unsigned n)
{
    return (unsigned)(draw() % n);
}

enum { FIRST_YEAR = 2019, YEARS = 6, AREAS = 12 };

static void print_row(uint64_t row, uint64_t rows)
{
    static const char *const roles[] = {"suspect", "suspect", "victim",
                                        "witness"};
    static const char *const sexes[] = {"female", "male", "male", ""};
    uint64_t persons = rows / 4 + 10, few = persons / 10;
    uint64_t person = below(2) ? draw() % few : draw() % persons;
    unsigned n = (unsigned)((double)row / (double)rows * (28 * 12 * YEARS));

    printf("C%08" PRIu64 ";P%08" PRIu64 ";%s;", row / 4, person,
           roles[below(4)]);
    printf("%02u.%02u.%u;", n % 28 + 1, n / 28 % 12 + 1,
           FIRST_YEAR + n / (28 * 12));
    printf("%u;%s;%u\n", 10 + below(40), sexes[below(4)], 101 + below(AREAS));
}

int main(int argc, char **argv)
{
    uint64_t rows = argc > 1 ? strtoull(argv[1], NULL, 10) : 0;

    state = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
    if (!rows) {
        fprintf(stderr, "usage: generate_people ROWS [SEED]\n");
        return 2;
    }
    puts("case_key;person_key;role;reported;age;sex;area");
    for (uint64_t row = 0; row < rows; row++)
        print_row(row, rows);
    return fflush(stdout) != 0;
}
