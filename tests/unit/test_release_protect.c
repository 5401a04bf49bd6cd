/* Which cells of a programme may be shown: release/protect.h.
 *
 * Expected decisions are from hand arithmetic.  What counts is asked of an
 * enumerator that shares nothing with the code: it lists every table of whole
 * numbers that agrees with what is shown. */
#include "test.h"

#include <samsyn/release/protect.h>

enum { MOST_CELLS = 256, MOST_INNER = 64 };

/* A cross of up to three dimensions, each with its leaves and their total, as a
 * closed programme. */
static struct syn_plan_cell cells[MOST_CELLS];
static uint32_t covers[MOST_CELLS][MOST_INNER];
static int64_t inner[MOST_INNER];
static struct syn_plan plan;
static struct syn_protected result;

static void make_plan(const int *leaves, const int64_t *counts)
{
    int a = leaves[0], b = leaves[1], c = leaves[2];
    size_t n = 0;

    memset(cells, 0, sizeof cells);
    for (int x = 0; x <= (a > 1 ? a : 0); x++)
        for (int y = 0; y <= (b > 1 ? b : 0); y++)
            for (int z = 0; z <= (c > 1 ? c : 0); z++, n++) {
                size_t m = 0;
                for (int i = 0; i < a * b * c; i++)
                    if ((x == a || a == 1 || i / (b * c) == x) &&
                        (y == b || b == 1 || i / c % b == y) &&
                        (z == c || c == 1 || i % c == z))
                        covers[n][m++] = (uint32_t)i;
                cells[n] = (struct syn_plan_cell){
                    .cover = covers[n], .n_cover = m, .size = -1};
            }
    memcpy(inner, counts, (size_t)(a * b * c) * sizeof *inner);
    plan = (struct syn_plan){.inner = inner,
                             .n_inner = (size_t)(a * b * c),
                             .cells = cells,
                             .n_cells = n,
                             .threshold = 5,
                             .width = 3};
}

/* The decisions as a row of letters: shown, primary, secondary. */
static const char *pattern(void)
{
    static char text[MOST_CELLS + 1];

    for (size_t c = 0; c < plan.n_cells; c++)
        text[c] = "sPx"[result.decision[c]];
    text[plan.n_cells] = '\0';
    return text;
}

static void protect(void **state)
{
    syn_plan_protect(&result, &plan, *state);
}

/* --- the enumerator ---------------------------------------------------- */

static int64_t left[MOST_CELLS], table[MOST_INNER];
static int64_t lowest[MOST_CELLS], highest[MOST_CELLS];
static size_t tables;
static int64_t ceiling;

static bool lies_in(size_t cell, size_t i)
{
    for (size_t j = 0; j < cells[cell].n_cover; j++)
        if (cells[cell].cover[j] == i)
            return true;
    return false;
}

static void note_table(void)
{
    int64_t sum[MOST_CELLS];

    for (size_t c = 0; c < plan.n_cells; c++) {
        sum[c] = 0;
        for (size_t i = 0; i < plan.n_inner; i++)
            if (lies_in(c, i))
                sum[c] += table[i];
        if (result.decision[c] == SYN_SHOW && sum[c] != result.value[c])
            return;
        if (result.decision[c] != SYN_SHOW && plan.zeros == SYN_ZEROS_SHOWN &&
            sum[c] == 0)
            return;
    }
    for (size_t c = 0; c < plan.n_cells; c++) {
        if (!tables || sum[c] < lowest[c])
            lowest[c] = sum[c];
        if (!tables || sum[c] > highest[c])
            highest[c] = sum[c];
    }
    tables++;
}

static void enumerate(size_t i)
{
    if (i == plan.n_inner) {
        note_table();
        return;
    }
    int64_t most = ceiling;
    for (size_t c = 0; c < plan.n_cells; c++)
        if (result.decision[c] == SYN_SHOW && lies_in(c, i) && left[c] < most)
            most = left[c];
    for (table[i] = 0; table[i] <= most; table[i]++) {
        int64_t put = table[i];
        bool dead = false;
        for (size_t c = 0; c < plan.n_cells; c++) {
            if (!lies_in(c, i))
                continue;
            left[c] -= put;
            /* The last of a shown cell must fill it. */
            if (result.decision[c] == SYN_SHOW &&
                cells[c].cover[cells[c].n_cover - 1] == i && left[c])
                dead = true;
        }
        if (!dead)
            enumerate(i + 1);
        table[i] = put;
        for (size_t c = 0; c < plan.n_cells; c++)
            if (lies_in(c, i))
                left[c] += put;
    }
}

/* Every small hidden cell keeps the width, by the enumerator; no inner count is
 * tried above MOST. */
static void assert_safe(int64_t most)
{
    tables = 0;
    ceiling = most;
    for (size_t c = 0; c < plan.n_cells; c++)
        left[c] = result.value[c];
    enumerate(0);
    assert_true(tables > 0);
    for (size_t c = 0; c < plan.n_cells; c++) {
        if (result.value[c] > 0 && result.value[c] < plan.threshold) {
            assert_int_not_equal(result.decision[c], SYN_SHOW);
            assert_true(highest[c] - lowest[c] >= plan.width);
        }
    }
}

/* --- tests ------------------------------------------------------------- */

/* Crime by age, with the sums; by hand the six hidden cells are a ring in which
 * one number from 0 to 11 is free. */
static void a_ring_of_six_cells_protects_two_small_ones(void **state)
{
    make_plan((int[]){3, 3, 1}, (int64_t[]){12, 3, 20, 9, 14, 8, 17, 22, 4});
    protect(state);
    assert_false(result.refused);
    assert_string_equal(pattern(), "xPssxsxssxPsssss");
    assert_int_equal(result.n_primary, 2);
    assert_int_equal(result.n_proved, result.n_primary + result.n_virtual);
    assert_safe(60);
    assert_int_equal(lowest[1], 0);
    assert_int_equal(highest[1], 11);
    assert_int_equal(lowest[10], 1);
    assert_int_equal(highest[10], 12);
}

static void nothing_is_hidden_where_no_cell_is_small(void **state)
{
    make_plan((int[]){2, 3, 1}, (int64_t[]){5, 9, 30, 12, 0, 7});
    protect(state);
    assert_string_equal(pattern(), "ssssssssssss");
    assert_int_equal(result.n_proved, 0);
}

static void a_total_below_the_threshold_hides_all_that_is_not_zero(void **state)
{
    make_plan((int[]){3, 1, 1}, (int64_t[]){2, 0, 1});
    protect(state);
    assert_int_equal(result.decision[0], SYN_HIDE_PRIMARY);
    assert_int_equal(result.decision[2], SYN_HIDE_PRIMARY);
    assert_int_equal(result.decision[3], SYN_HIDE_PRIMARY);
    assert_safe(10);
}

static void of_two_categories_both_are_hidden_or_the_total_is(void **state)
{
    make_plan((int[]){2, 1, 1}, (int64_t[]){3, 40});
    protect(state);
    assert_string_equal(pattern(), "Psx");
    assert_safe(50);
}

static void an_empty_plan_needs_nothing(void **state)
{
    plan = (struct syn_plan){.threshold = 5, .width = 3};
    protect(state);
    assert_false(result.refused);
    assert_int_equal(result.n_proved, 0);
}

static void a_total_with_one_part_is_decided_with_it(void **state)
{
    make_plan((int[]){3, 1, 1}, (int64_t[]){3, 20, 20});
    cells[4] = cells[0]; /* A group that has one leaf. */
    plan.n_cells = 5;
    protect(state);
    assert_string_equal(pattern(), "PsxsP");
    assert_int_equal(result.n_primary, 2);
    assert_int_equal(result.n_proved, 2 + result.n_virtual);
}

/* 20 and 18 would tell 2, which no cell is. */
static void a_small_difference_of_nested_cells_is_kept(void **state)
{
    static const uint32_t part[] = {0, 1}, whole[] = {0, 1, 2, 3};

    plan =
        (struct syn_plan){.inner = (int64_t[]){9, 9, 1, 1},
                          .n_inner = 4,
                          .cells =
                              (struct syn_plan_cell[]){
                                  {.cover = part, .n_cover = 2, .size = -1},
                                  {.cover = whole, .n_cover = 4, .size = -1}},
                          .n_cells = 2,
                          .threshold = 5,
                          .width = 3};
    protect(state);
    assert_string_equal(pattern(), "sx");
    assert_int_equal(result.n_virtual, 1);
    assert_int_equal(result.n_proved, 1);
}

/* Year and three quarters are out: the fourth is known whatever is hidden. */
static void
what_is_out_and_tells_a_small_cell_is_refused_and_named(void **state)
{
    make_plan((int[]){4, 1, 1}, (int64_t[]){20, 30, 40, 3});
    for (int c = 0; c < 5; c++)
        cells[c].standing = c == 3 ? SYN_STANDING_OPEN : SYN_STANDING_SHOWN;
    protect(state);
    assert_true(result.refused);
    assert_int_equal(result.stuck.first, 3);
    assert_int_equal(result.stuck.second, SYN_NO_CELL);
    assert_int_equal(result.n_cause, 4);
}

static void
a_cell_that_is_out_is_shown_and_one_that_was_hidden_is_not(void **state)
{
    make_plan((int[]){4, 1, 1}, (int64_t[]){20, 30, 40, 3});
    cells[0].standing = cells[1].standing = SYN_STANDING_SHOWN;
    cells[2].standing = SYN_STANDING_HIDDEN;
    protect(state);
    assert_false(result.refused);
    assert_string_equal(pattern(), "ssxPs");
    assert_safe(60);
}

static void a_small_cell_that_is_out_is_reported_not_mended(void **state)
{
    make_plan((int[]){3, 1, 1}, (int64_t[]){7, 30, 40});
    plan.threshold = 10;
    plan.width = 8;
    cells[0].standing = SYN_STANDING_SHOWN;
    protect(state);
    assert_false(result.refused);
    assert_string_equal(pattern(), "ssss");
    assert_int_equal(result.n_exposed, 1);
}

static void what_matters_most_is_hidden_last(void **state)
{
    make_plan((int[]){3, 1, 1}, (int64_t[]){3, 40, 20});
    for (int c = 0; c < 4; c++)
        cells[c].importance = c != 2;
    protect(state);
    assert_string_equal(pattern(), "Pxss");
}

/* Three hidden cells with sum 3 are 1, 1, 1 where zeros are printed. */
static void where_zeros_are_shown_ones_do_not_give_themselves_away(void **state)
{
    make_plan((int[]){4, 1, 1}, (int64_t[]){1, 1, 1, 30});
    plan.zeros = SYN_ZEROS_SHOWN;
    protect(state);
    assert_false(result.refused);
    assert_safe(40);
}

/* Persons are at least one and at most the cases, which are shown: cell 0 is
 * cases, cell 1 persons, each a number of its own. */
static void a_bound_that_pins_a_person_count_hides_the_cases(void **state)
{
    static const uint32_t first[] = {0}, second[] = {1}, rest[] = {2};

    plan = (struct syn_plan){
        .inner = (int64_t[]){6, 4, 30},
        .n_inner = 3,
        .cells =
            (struct syn_plan_cell[]){
                {.cover = first, .n_cover = 1, .size = -1},
                {.cover = second, .n_cover = 1, .size = -1},
                {.cover = rest, .n_cover = 1, .size = -1}},
        .n_cells = 3,
        .bounds = (struct syn_plan_bound[]){{.cell = (uint32_t[]){0, 1},
                                             .weight = (int[]){1, -1},
                                             .n = 2,
                                             .low = 0},
                                            {.cell = (uint32_t[]){1},
                                             .weight = (int[]){1},
                                             .n = 1,
                                             .low = 4}},
        .n_bounds = 2,
        .threshold = 5,
        .width = 3};
    protect(state); /* Persons lie in 4..6 while 6 cases are shown. */
    assert_false(result.refused);
    assert_string_equal(pattern(), "xPs");
}

static uint32_t chance = 1;

static int64_t draw(int most)
{
    chance = chance * 1664525u + 1013904223u;
    return (int64_t)((chance >> 16) % (uint32_t)(most + 1));
}

static void assert_random_tables_are_safe(void **state,
                                          const int *leaves,
                                          int most,
                                          enum syn_zeros zeros)
{
    int64_t counts[MOST_INNER];

    for (int i = 0; i < leaves[0] * leaves[1] * leaves[2]; i++)
        counts[i] = draw(2) ? draw(most) : 0;
    make_plan(leaves, counts);
    plan.zeros = zeros;
    plan.threshold = 3 + (int)draw(2);
    plan.width = plan.threshold - 2;
    protect(state);
    assert_false(result.refused);
    assert_int_equal(result.n_proved, result.n_primary + result.n_virtual);
    assert_safe(14);
    syn_arena_free(*state);
    *state = syn_arena_new((size_t)1 << 30);
}

static void random_tables_keep_every_small_cell_wide(void **state)
{
    for (int round = 0; round < 60; round++)
        for (int zeros = 0; zeros < 2; zeros++) {
            assert_random_tables_are_safe(state, (int[]){3, 3, 1}, 6,
                                          (enum syn_zeros)zeros);
            assert_random_tables_are_safe(state, (int[]){2, 2, 2}, 5,
                                          (enum syn_zeros)zeros);
            assert_random_tables_are_safe(state, (int[]){6, 1, 1}, 4,
                                          (enum syn_zeros)zeros);
        }
}

static void the_same_plan_gives_the_same_decisions(void **state)
{
    int64_t counts[27];
    char before[MOST_CELLS + 1];

    for (int i = 0; i < 27; i++)
        counts[i] = draw(12);
    make_plan((int[]){3, 3, 3}, counts);
    protect(state);
    memcpy(before, pattern(), sizeof before);
    protect(state);
    assert_string_equal(pattern(), before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_ring_of_six_cells_protects_two_small_ones),
        TEST(nothing_is_hidden_where_no_cell_is_small),
        TEST(a_total_below_the_threshold_hides_all_that_is_not_zero),
        TEST(of_two_categories_both_are_hidden_or_the_total_is),
        TEST(an_empty_plan_needs_nothing),
        TEST(a_total_with_one_part_is_decided_with_it),
        TEST(a_small_difference_of_nested_cells_is_kept),
        TEST(what_is_out_and_tells_a_small_cell_is_refused_and_named),
        TEST(a_cell_that_is_out_is_shown_and_one_that_was_hidden_is_not),
        TEST(a_small_cell_that_is_out_is_reported_not_mended),
        TEST(what_matters_most_is_hidden_last),
        TEST(where_zeros_are_shown_ones_do_not_give_themselves_away),
        TEST(a_bound_that_pins_a_person_count_hides_the_cases),
        TEST(random_tables_keep_every_small_cell_wide),
        TEST(the_same_plan_gives_the_same_decisions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
