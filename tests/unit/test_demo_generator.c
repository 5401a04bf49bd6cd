/* The demo's files, read back by code that knows nothing of the generator.
 * Numbers are those of datasets/demo/TRUTH.md, where awk counted them. */
#include "test.h"

#include <stdlib.h>
#include <unistd.h>

#include <samsyn/base/file.h>
#include <samsyn/base/text.h>
#include <samsyn/demo/demo.h>

enum { FIELDS = 16, FIRST_YEAR = 2020, YEARS = 6, NUMBERS = 6000 };

static char first[] = "/tmp/samsyn-demo-XXXXXX";
static char second[] = "/tmp/samsyn-demo-XXXXXX";

static const struct {
    const char *name;
    int rows; /* Without the header. */
} files[] = {
    {"population.csv", 1484},
    {"extracts/straffesaker.csv", 21238},
    {"extracts/personer.csv", 13665},
    {"extracts/oppdrag.csv", 6373},
    {"extracts/utekontakt_2020-2023.csv", 2567},
    {"extracts/utekontakt_2023-2025.csv", 2315},
    {"extracts/bekymringsmeldinger.csv", 2633},
    {"extracts/beredskap.csv", 716},
    {"extracts/innbyggere_2021-10.csv", 24},
    {"extracts/innbyggere_2021-11.csv", 24},
    {"extracts/innbyggere_2021-12.csv", 24},
    {"extracts/innbyggere_2023-10.csv", 24},
    {"extracts/innbyggere_2023-11.csv", 24},
    {"extracts/innbyggere_2023-12.csv", 24},
    {"extracts/innbyggere_2025-10.csv", 24},
    {"extracts/innbyggere_2025-11.csv", 24},
    {"extracts/innbyggere_2025-12.csv", 24},
};
enum { FILES = sizeof files / sizeof *files };

static char *read_file(const char *folder,
                       const char *name,
                       size_t *size,
                       struct syn_arena *arena)
{
    char *text;
    assert_int_equal(syn_file_read(&text, size,
                                   syn_path_join(folder, name, arena), 8 << 20,
                                   arena, &diag),
                     SYN_OK);
    return text;
}

/* The rows of a file without quotes, one after the other. */
struct rows {
    char *at;
    char delimiter;
    char *field[FIELDS];
    int n;
};

/* Cuts the next line into fields.  False at the end. */
static bool next_row(struct rows *rows)
{
    char *line = rows->at, *end = strchr(line, '\n');
    if (!end)
        return false;
    rows->at = end + 1;
    end[end > line && end[-1] == '\r' ? -1 : 0] = '\0';
    for (rows->n = 0; line && rows->n < FIELDS; rows->n++) {
        rows->field[rows->n] = line;
        line = strchr(line, rows->delimiter);
        if (line)
            *line++ = '\0';
    }
    return true;
}

static struct rows
open_rows(const char *name, char delimiter, struct syn_arena *arena)
{
    size_t size;
    struct rows rows = {.at = read_file(first, name, &size, arena),
                        .delimiter = delimiter};
    assert_true(next_row(&rows));
    return rows;
}

/* Of "31.12.2025": the year, and the month from January 2020 on. */
static int year_of(const char *date)
{
    return (int)strtol(date + 6, NULL, 10);
}

static int month_of(const char *date)
{
    return (year_of(date) - FIRST_YEAR) * 12 + (int)strtol(date + 3, NULL, 10) -
           1;
}

/* Rows planted as bad have numbers that no case has. */
static bool is_sound(const struct rows *rows)
{
    return rows->n == 15 && strtol(rows->field[0] + 5, NULL, 10) < NUMBERS;
}

static bool is_one_of(const char *code, const char *const *codes)
{
    for (; *codes; codes++)
        if (strcmp(code, *codes) == 0)
            return true;
    return false;
}

static const char *const violence[] = {"s155", "s271", "s272", "s273", "s274",
                                       "s282", "s283", "s327", "s328", NULL};
static const char *const damage[] = {"s351", "s352", "s353", "s355", NULL};
static const char *const shops[] = {"s321b", "s323b", NULL};
static const char *const bicycles[] = {"s321s", NULL};

/* Sound cases with one of CODES, by year of the report. */
static void
by_year(int n[YEARS], const char *const *codes, struct syn_arena *arena)
{
    struct rows rows = open_rows("extracts/straffesaker.csv", ';', arena);
    memset(n, 0, YEARS * sizeof *n);
    while (next_row(&rows))
        if (is_sound(&rows) && is_one_of(rows.field[4], codes))
            n[year_of(rows.field[1]) - FIRST_YEAR]++;
}

static void assert_years(const int got[YEARS], const int wanted[YEARS])
{
    for (int i = 0; i < YEARS; i++)
        assert_int_equal(got[i], wanted[i]);
}

static void the_same_bytes_are_written_twice(void **state)
{
    for (int i = 0; i < FILES; i++) {
        size_t size, again;
        struct syn_arena_mark mark = syn_arena_mark(*state);
        char *a = read_file(first, files[i].name, &size, *state);
        char *b = read_file(second, files[i].name, &again, *state);
        assert_int_equal(size, again);
        assert_memory_equal(a, b, size);
        syn_arena_rewind(*state, mark);
    }
}

static void every_file_has_its_rows_and_there_is_no_other(void **state)
{
    const char *const *names;
    size_t n = 0, size;

    for (int i = 0; i < FILES; i++) {
        struct syn_arena_mark mark = syn_arena_mark(*state);
        int lines = 0;
        for (char *at = read_file(first, files[i].name, &size, *state);
             (at = strchr(at, '\n')); at++)
            lines++;
        assert_int_equal(lines - 1, files[i].rows);
        syn_arena_rewind(*state, mark);
    }
    assert_int_equal(syn_folder_list(&names,
                                     syn_path_join(first, "extracts", *state),
                                     "*", *state, &diag),
                     SYN_OK);
    while (names[n])
        n++;
    assert_int_equal(n, FILES - 1);
}

/* The longest run of digits. */
static size_t longest_number(const char *text, size_t size)
{
    size_t longest = 0, run = 0;
    for (size_t i = 0; i < size; i++) {
        run = text[i] >= '0' && text[i] <= '9' ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    return longest;
}

static void nothing_looks_like_a_telephone_or_identity_number(void **state)
{
    for (int i = 0; i < FILES; i++) {
        size_t size;
        struct syn_arena_mark mark = syn_arena_mark(*state);
        char *text = read_file(first, files[i].name, &size, *state);
        assert_true(longest_number(text, size) < 8);
        assert_null(strchr(text, '@'));
        syn_arena_rewind(*state, mark);
    }
}

static void
the_police_write_windows_1252_and_the_municipality_utf_8(void **state)
{
    size_t size;
    for (int i = 1; i < FILES; i++) {
        struct syn_arena_mark mark = syn_arena_mark(*state);
        char *text = read_file(first, files[i].name, &size, *state);
        bool police = i <= 3;
        assert_int_equal(syn_utf8_valid(text, size), !police);
        assert_int_equal(strstr(text, "\r\n") != NULL, police);
        syn_arena_rewind(*state, mark);
    }
    char *text =
        read_file(first, "extracts/bekymringsmeldinger.csv", &size, *state);
    assert_memory_equal(text, "\xef\xbb\xbf", 3);
}

static void the_levels_are_those_of_the_town_and_one_row_is_short(void **state)
{
    struct rows rows = open_rows("extracts/straffesaker.csv", ';', *state);
    int n[YEARS] = {0}, late = 0, all = 0, short_rows = 0;
    static const int wanted[YEARS] = {3363, 3318, 3239, 3740, 3737, 3837};

    while (next_row(&rows)) {
        short_rows += rows.n != 15;
        if (!is_sound(&rows))
            continue;
        n[year_of(rows.field[1]) - FIRST_YEAR]++;
        late += year_of(rows.field[2]) < year_of(rows.field[1]);
        all++;
    }
    assert_int_equal(short_rows, 1);
    assert_years(n, wanted);
    assert_in_range(late * 1000 / all, 60, 70);
}

static void bicycle_theft_is_halved_in_2024(void **state)
{
    int n[YEARS];
    static const int wanted[YEARS] = {183, 196, 173, 212, 105, 89};
    by_year(n, bicycles, *state);
    assert_years(n, wanted);
    assert_true(2 * (n[4] + n[5]) < 11 * (n[2] + n[3]) / 10);
}

static void damage_stays_as_it_was(void **state)
{
    int n[YEARS];
    static const int wanted[YEARS] = {225, 237, 221, 221, 233, 234};
    by_year(n, damage, *state);
    assert_years(n, wanted);
    for (int i = 0; i < YEARS; i++)
        assert_in_range(n[i], 200, 255);
}

static void shoplifting_peaks_in_the_second_quarter_of_2025(void **state)
{
    struct rows rows = open_rows("extracts/straffesaker.csv", ';', *state);
    int n[YEARS * 4] = {0};

    while (next_row(&rows))
        if (is_sound(&rows) && is_one_of(rows.field[4], shops))
            n[month_of(rows.field[1]) / 3]++;
    assert_int_equal(n[21], 167);
    for (int i = 0; i < YEARS * 4; i++)
        assert_true(i == 21 || 2 * n[21] > 3 * n[i]);
}

/* What each case is, found by its key. */
struct found {
    bool violent, outside;
    signed char counted;
};

static struct found *find_cases(struct syn_arena *arena)
{
    struct found *cases =
        syn_arena_alloc(arena, YEARS * NUMBERS, sizeof *cases);
    struct rows rows = open_rows("extracts/straffesaker.csv", ';', arena);

    while (next_row(&rows)) {
        long number = strtol(rows.field[0] + 5, NULL, 10);
        long year = strtol(rows.field[0], NULL, 10) - FIRST_YEAR;
        if (!is_sound(&rows))
            continue;
        struct found *c = &cases[year * NUMBERS + number];
        c->violent = is_one_of(rows.field[4], violence);
        c->outside = strcmp(rows.field[7], "Offentlig sted") == 0;
    }
    return cases;
}

/* Whether the row of personer.csv is of a suspect; CASE is set to its case. */
static bool is_suspect(struct rows *rows, struct found *cases, struct found **c)
{
    long year = strtol(rows->field[0], NULL, 10) - FIRST_YEAR;
    *c = &cases[year * NUMBERS + strtol(rows->field[0] + 5, NULL, 10)];
    return strcmp(rows->field[2], "Mistenkt") == 0 ||
           strcmp(rows->field[2], "Siktet") == 0;
}

static bool has_age(const char *field, long low, long high)
{
    long age = strtol(field, NULL, 10);
    return *field && age >= low && age <= high;
}

static int compare(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Minors suspected of violence, January to September of YEAR. */
static int minors(int year, struct syn_arena *arena)
{
    struct found *cases = find_cases(arena), *c;
    struct rows rows = open_rows("extracts/personer.csv", ';', arena);
    char **keys = syn_arena_alloc(arena, 20000, sizeof *keys);
    int n = 0, distinct = 0;

    while (next_row(&rows))
        if (is_suspect(&rows, cases, &c) && c->violent &&
            has_age(rows.field[4], 10, 17) && year_of(rows.field[3]) == year &&
            month_of(rows.field[3]) % 12 < 9)
            keys[n++] = rows.field[1];
    qsort(keys, (size_t)n, sizeof *keys, compare);
    for (int i = 0; i < n; i++)
        distinct += i == 0 || strcmp(keys[i], keys[i - 1]) != 0;
    return distinct;
}

static void minors_and_violence_burst_in_2023(void **state)
{
    struct syn_arena_mark mark = syn_arena_mark(*state);
    assert_int_equal(minors(2022, *state), 37);
    syn_arena_rewind(*state, mark);
    assert_int_equal(minors(2023, *state), 90);
}

static void violence_of_the_young_peaks_in_the_last_quarter(void **state)
{
    struct found *cases = find_cases(*state), *c;
    struct rows rows = open_rows("extracts/personer.csv", ';', *state);
    static const int wanted[YEARS * 4] = {9,  17, 17, 21, 11, 14, 18, 14,
                                          18, 15, 15, 13, 31, 26, 28, 18,
                                          13, 16, 11, 10, 21, 13, 22, 47};
    int n[YEARS * 4] = {0};

    while (next_row(&rows)) {
        if (!is_suspect(&rows, cases, &c) || !c->violent || !c->outside ||
            c->counted || !has_age(rows.field[4], 13, 25))
            continue;
        c->counted = 1;
    }
    rows = open_rows("extracts/straffesaker.csv", ';', *state);
    while (next_row(&rows)) {
        long number = strtol(rows.field[0] + 5, NULL, 10);
        long year = strtol(rows.field[0], NULL, 10) - FIRST_YEAR;
        if (number < NUMBERS && cases[year * NUMBERS + number].counted)
            n[month_of(rows.field[1]) / 3]++;
    }
    for (int i = 0; i < YEARS * 4; i++)
        assert_int_equal(n[i], wanted[i]);
    assert_true(n[23] > 2 * n[22]);
}

static void outreach_misses_one_month_and_does_more_in_2025(void **state)
{
    static const char *const names[] = {"extracts/utekontakt_2020-2023.csv",
                                        "extracts/utekontakt_2023-2025.csv"};
    int months[YEARS * 12] = {0}, before = 0, after = 0;

    for (int i = 0; i < 2; i++) {
        struct rows rows = open_rows(names[i], i ? ',' : ';', *state);
        while (next_row(&rows)) {
            long year = strtol(rows.field[0], NULL, 10);
            long month = strtol(rows.field[0] + 5, NULL, 10);
            months[(year - FIRST_YEAR) * 12 + month - 1]++;
        }
    }
    for (int i = 0; i < YEARS * 12; i++)
        assert_int_equal(months[i] == 0, i == 42); /* July 2023 */
    for (int i = 48; i < 60; i++) {
        before += months[i];
        after += months[i + 12];
    }
    assert_in_range(after * 100 / before, 145, 175);
}

static void an_assignment_has_several_codes_and_psychiatry_rises(void **state)
{
    struct rows rows = open_rows("extracts/oppdrag.csv", ';', *state);
    const char *before = "";
    int several = 0, n[YEARS] = {0};

    while (next_row(&rows)) {
        several += strcmp(rows.field[0], before) == 0;
        before = rows.field[0];
        if (strcmp(rows.field[2], "Psykiatri") == 0)
            n[year_of(rows.field[1]) - FIRST_YEAR]++;
    }
    assert_true(several > 500);
    assert_true(10 * n[5] > 16 * n[0]);
}

static void a_drug_code_is_replaced_on_1_july_2022(void **state)
{
    struct rows rows = open_rows("extracts/straffesaker.csv", ';', *state);
    int old = 0, new = 0;

    while (next_row(&rows)) {
        int month = month_of(rows.field[2]); /* When it happened. */
        if (strcmp(rows.field[4], "l24") == 0) {
            assert_true(month < 30 || strcmp(rows.field[2], "01.07.2022") == 0);
            old++;
        } else if (strncmp(rows.field[4], "l24", 3) == 0) {
            assert_true(month >= 30);
            new ++;
        }
    }
    assert_true(old > 600 && new > 600);
}

static int write_demo(void **state)
{
    (void)state;
    if (!mkdtemp(first) || !mkdtemp(second))
        return 1;
    return syn_demo_write(first, &diag) || syn_demo_write(second, &diag);
}

static int remove_demo(void **state)
{
    struct syn_arena *arena = syn_arena_new(1 << 20);
    char *const folders[] = {first, second};

    (void)state;
    for (int f = 0; f < 2; f++) {
        for (int i = 0; i < FILES; i++)
            unlink(syn_path_join(folders[f], files[i].name, arena));
        rmdir(syn_path_join(folders[f], "extracts", arena));
        rmdir(folders[f]);
    }
    syn_arena_free(arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_same_bytes_are_written_twice),
        TEST(every_file_has_its_rows_and_there_is_no_other),
        TEST(nothing_looks_like_a_telephone_or_identity_number),
        TEST(the_police_write_windows_1252_and_the_municipality_utf_8),
        TEST(the_levels_are_those_of_the_town_and_one_row_is_short),
        TEST(bicycle_theft_is_halved_in_2024),
        TEST(damage_stays_as_it_was),
        TEST(shoplifting_peaks_in_the_second_quarter_of_2025),
        TEST(minors_and_violence_burst_in_2023),
        TEST(violence_of_the_young_peaks_in_the_last_quarter),
        TEST(outreach_misses_one_month_and_does_more_in_2025),
        TEST(an_assignment_has_several_codes_and_psychiatry_rises),
        TEST(a_drug_code_is_replaced_on_1_july_2022),
    };
    return cmocka_run_group_tests_name("demo/generator", tests, write_demo,
                                       remove_demo);
}
