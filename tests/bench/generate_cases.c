/* generate_cases.c - an extract of cases for benchmarks: ten columns, invented.
 *
 *     generate_cases ROWS [SEED] > cases.csv
 *
 * The same rows and seed give the same bytes on every machine. */
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

enum { FIRST_YEAR = 2019, YEARS = 6, CODES = 60, AREAS = 12 };

/* Day N since the first one of FIRST_YEAR; every month has 28 days, which
 * keeps the generator plain and every date valid. */
static void print_date(unsigned n)
{
    printf("%02u.%02u.%u;", n % 28 + 1, n / 28 % 12 + 1,
           FIRST_YEAR + n / (28 * 12));
}

static void print_row(uint64_t row, uint64_t rows)
{
    static const char *const places[] = {"public",   "private", "school",
                                         "licensed", "transit", "other"};
    static const char *const sexes[] = {"female", "male", "male", ""};
    unsigned days = 28 * 12 * YEARS;
    unsigned occurred = (unsigned)((double)row / (double)rows * (days - 40));
    unsigned age = below(16) ? 12 + below(60) : 0;

    /* Never 11 digits: with a letter in front, one in 800 would be a valid
     * identity number by chance, and the gate refuse the extract. */
    printf("C%08" PRIu64 ";", row / 2);
    print_date(occurred + below(40));
    print_date(occurred);
    printf("%02u:%02u;", below(24), below(60));
    printf("%u;%s;%u;", 1000 + 7 * below(CODES), places[below(6)],
           101 + below(AREAS));
    if (age)
        printf("%u", age);
    printf(";%s;1\n", sexes[below(4)]);
}

int main(int argc, char **argv)
{
    uint64_t rows = argc > 1 ? strtoull(argv[1], NULL, 10) : 0;

    state = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
    if (!rows) {
        fprintf(stderr, "usage: generate_cases ROWS [SEED]\n");
        return 2;
    }
    puts("case_key;reported;occurred;time;code;place;area;age;sex;weight");
    for (uint64_t row = 0; row < rows; row++)
        print_row(row, rows);
    return fflush(stdout) != 0;
}
