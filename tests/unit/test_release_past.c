/* What may be shown beside what was published: release/past.h and the rules of
 * engine/release/ledger.h.  Expected figures are worked out by hand; the
 * threshold is 5. */
#include "fixture_series.h"

#include <math.h>

#include <samsyn/release/why.h>

static struct syn_catalogue catalogue;
static struct syn_series series[8];
static struct syn_release *release;
static const struct syn_source source = {.name = "police_case"};
static const struct syn_group bands[] = {
    {.item = {.name = "13-17"}, .ages = {13, 17}},
    {.item = {.name = "13-15"}, .ages = {13, 15}},
    {.item = {.name = "16-17"}, .ages = {16, 17}},
    {.item = {.name = "young"}, .ages = {13, 17}},
};

static struct syn_past_cell cells[4096];
static struct syn_past past;

static enum syn_status make(size_t n, struct syn_arena *arena)
{
    struct syn_series_set *set = syn_arena_alloc(arena, 1, sizeof *set);

    heard = (struct heard){0};
    for (size_t i = 0; i < n; i++)
        series[i].source = &source;
    *set = (struct syn_series_set){.at = series,
                                   .n = n,
                                   .first_month = 2024 * 12,
                                   .last_month = 2024 * 12 + 11};
    return syn_release_make(&release, set, &catalogue, &past, false, arena,
                            &diag);
}

/* Puts the release behind what was published before. */
static void publish(struct syn_arena *arena)
{
    struct syn_past said;
    int64_t last = past.n ? cells[past.n - 1].release : 0;

    syn_release_remember(&said, release, arena);
    for (size_t i = 0; i < said.n; i++) {
        cells[past.n + i] = said.cell[i];
        cells[past.n + i].release = last + 1;
    }
    past.cell = cells;
    past.n += said.n;
}

static void begin(size_t indicators_)
{
    catalogue = make_catalogue(indicators_);
    past = (struct syn_past){0};
}

/* A number of series number I as it is shown; -1: hidden, -2: none. */
static int64_t shown(size_t i, size_t t)
{
    size_t n;
    const struct syn_cell *c = &syn_release_series(release, &n)[i].cell[t];

    if (c->state == SYN_STATE_SUPPRESSED)
        return -1;
    return c->state == SYN_STATE_VALUE || c->state == SYN_STATE_ZERO ? c->count
                                                                     : -2;
}

static struct syn_series quarters(const struct syn_group *group,
                                  size_t n,
                                  const int *counts,
                                  void *arena)
{
    struct syn_series s =
        make_series(0, SYN_QUARTER, 2024 * 4, n, counts, arena);

    s.group = group;
    return s;
}

static void what_was_not_published_changes_nothing(void **state)
{
    begin(1);
    series[0] = quarters(&groups[0], COUNTS(20, 3, 0), *state);
    assert_int_equal(make(1, *state), SYN_OK);
    assert_int_equal(shown(0, 0), 20);
    assert_int_equal(shown(0, 1), -1);
    assert_int_equal(syn_release_protection(release).pending, 0);
}

/* Shown: 20 and 0; hidden: 3, as it was.  A quarter that is not over is not
 * spoken of. */
static void a_release_is_remembered_cell_by_cell(void **state)
{
    begin(1);
    series[0] = quarters(&groups[0], COUNTS(20, 3, 0, -2), *state);
    assert_int_equal(make(1, *state), SYN_OK);
    publish(*state);
    assert_int_equal(past.n, 3);
    assert_string_equal(cells[0].universe, "police_case;case;count");
    assert_string_equal(cells[0].cell, "indicator=i0;group=0-120;area=");
    assert_string_equal(cells[0].period, "2024K1");
    assert_string_equal(cells[0].form, "count");
    assert_int_equal(strlen(cells[0].args), 16);
    assert_true(cells[0].shown && cells[0].count == 20);
    assert_false(cells[1].shown);
    assert_int_equal(cells[1].count, 3);
    assert_true(cells[2].shown && cells[2].count == 0);
}

/* 3 was hidden, is 30 by now, and stays hidden; 4 is new. */
static void what_was_hidden_is_hidden_because_of_that(void **state)
{
    size_t n;
    struct syn_period period = {SYN_QUARTER, 2024 * 4 + 1};

    begin(1);
    series[0] = quarters(&groups[0], COUNTS(20, 3, -2), *state);
    assert_int_equal(make(1, *state), SYN_OK);
    publish(*state);
    series[0] = quarters(&groups[0], COUNTS(20, 30, 4), *state);
    assert_int_equal(make(1, *state), SYN_OK);
    const struct syn_released *s = syn_release_series(release, &n);
    assert_int_equal(shown(0, 1), -1);
    assert_int_equal(syn_release_why(release, s, period).count,
                     SYN_HIDDEN_BY_PUBLISHED);
    period.index++;
    assert_int_equal(syn_release_why(release, s, period).count,
                     SYN_HIDDEN_BY_THRESHOLD);
}

static struct syn_series area(const char *code, struct syn_series s)
{
    s.area = s.area_name = code;
    return s;
}

/* Of 46, A has 20 and B 3; C and D have 4 each, E 15.  Then A and B are one: 23
 * beside the 20 that are out would tell of B.  A quarter later nothing of the
 * old areas is known, and AB, 30, is shown. */
static void
areas_that_were_joined_are_not_shown_beside_their_parts(void **state)
{
    size_t n;
    struct syn_period period = {SYN_QUARTER, 2024 * 4};

    begin(1);
    series[0] = quarters(&groups[0], COUNTS(46, -2), *state);
    series[1] = area("A", quarters(&groups[0], COUNTS(20, -2), *state));
    series[2] = area("B", quarters(&groups[0], COUNTS(3, -2), *state));
    series[3] = area("C", quarters(&groups[0], COUNTS(4, -2), *state));
    series[4] = area("D", quarters(&groups[0], COUNTS(4, -2), *state));
    series[5] = area("E", quarters(&groups[0], COUNTS(15, -2), *state));
    assert_int_equal(make(6, *state), SYN_OK);
    assert_int_equal(shown(1, 0), 20);
    assert_int_equal(shown(2, 0), -1);
    publish(*state);
    for (int again = 0; again < 2; again++) { /* Also when AB is known. */
        series[0] = quarters(&groups[0], COUNTS(46, 60), *state);
        series[1] = area("AB", quarters(&groups[0], COUNTS(23, 30), *state));
        series[2] = area("C", quarters(&groups[0], COUNTS(4, 10), *state));
        series[3] = area("D", quarters(&groups[0], COUNTS(4, 5), *state));
        series[4] = area("E", quarters(&groups[0], COUNTS(15, 15), *state));
        assert_int_equal(make(5, *state), SYN_OK);
        assert_int_equal(shown(0, 0), 46);
        assert_int_equal(shown(1, 0), -1);
        assert_int_equal(syn_release_why(release,
                                         &syn_release_series(release, &n)[1],
                                         period)
                             .count,
                         SYN_HIDDEN_BY_REDRAWN);
        assert_int_equal(shown(1, 1), 30);
        assert_int_equal(shown(4, 0), 15);
        publish(*state);
    }
}

/* Of 50, A has 20, B 8 and C 3.  Then A takes both: the 31 less what is out are
 * those of C.  D has one more, by itself, and E as many as before. */
static void
an_area_that_keeps_its_name_is_not_shown_if_it_took_others(void **state)
{
    begin(1);
    series[0] = quarters(&groups[0], COUNTS(50, -2), *state);
    series[1] = area("A", quarters(&groups[0], COUNTS(20, -2), *state));
    series[2] = area("B", quarters(&groups[0], COUNTS(8, -2), *state));
    series[3] = area("C", quarters(&groups[0], COUNTS(3, -2), *state));
    series[4] = area("D", quarters(&groups[0], COUNTS(4, -2), *state));
    series[5] = area("E", quarters(&groups[0], COUNTS(15, -2), *state));
    assert_int_equal(make(6, *state), SYN_OK);
    assert_int_equal(shown(1, 0), 20);
    assert_int_equal(shown(2, 0), 8);
    assert_int_equal(shown(3, 0), -1);
    publish(*state);
    for (int again = 0; again < 2; again++) {
        series[0] = quarters(&groups[0], COUNTS(50, 60), *state);
        series[1] = area("A", quarters(&groups[0], COUNTS(31, 30), *state));
        series[2] = area("D", quarters(&groups[0], COUNTS(4, 10), *state));
        series[3] = area("E", quarters(&groups[0], COUNTS(15, 20), *state));
        assert_int_equal(make(4, *state), SYN_OK);
        assert_int_equal(shown(0, 0), 50);
        assert_int_equal(shown(1, 0), -1);
        assert_int_equal(shown(1, 1), 30);
        assert_int_equal(shown(3, 0), 15);
        publish(*state);
    }
}

static void an_internal_release_is_not_remembered(void **state)
{
    struct syn_past said = {.n = 1};
    struct syn_series_set set = {.at = series, .n = 1, .last_month = 5};

    begin(1);
    series[0] = quarters(&groups[0], COUNTS(20), *state);
    assert_int_equal(
        syn_release_make(&release, &set, &catalogue, NULL, true, *state, &diag),
        SYN_OK);
    syn_release_remember(&said, release, *state);
    assert_int_equal(said.n, 0);
}

/* 13-17 was 20.  Then 13-15 is 17 and 16-17 is 3: 20 - 17 = 3 may not be told,
 * though 13-17 is no group any more. */
static void a_group_that_is_gone_is_still_known(void **state)
{
    begin(1);
    series[0] = quarters(&bands[1], COUNTS(17), *state);
    series[1] = quarters(&bands[2], COUNTS(3), *state);
    assert_int_equal(make(2, *state), SYN_OK);
    assert_int_equal(shown(0, 0), 17); /* By themselves. */
    assert_int_equal(shown(1, 0), -1);
    series[2] = quarters(&bands[0], COUNTS(20), *state);
    series[0] = series[2];
    assert_int_equal(make(1, *state), SYN_OK);
    publish(*state);
    series[0] = quarters(&bands[1], COUNTS(17), *state);
    assert_int_equal(make(2, *state), SYN_OK);
    assert_int_equal(shown(0, 0), -1);
    assert_int_equal(shown(1, 0), -1);
    publish(*state); /* The group that is gone is not said once more. */
    assert_int_equal(past.n, 3);
}

/* A group with another name and the same ages is the same: 20 stays, for 22
 * would tell of two. */
static void a_group_is_known_by_its_ages(void **state)
{
    begin(1);
    series[0] = quarters(&bands[0], COUNTS(20), *state);
    assert_int_equal(make(1, *state), SYN_OK);
    publish(*state);
    series[0] = quarters(&bands[3], COUNTS(22), *state);
    assert_int_equal(make(1, *state), SYN_OK);
    assert_int_equal(shown(0, 0), 20);
    assert_int_equal(syn_release_protection(release).pending, 1);
}

static void two_groups_of_the_same_ages_are_remembered_once(void **state)
{
    begin(1);
    series[0] = quarters(&bands[0], COUNTS(20), *state);
    series[1] = quarters(&bands[3], COUNTS(20), *state);
    assert_int_equal(make(2, *state), SYN_OK);
    publish(*state);
    assert_int_equal(past.n, 1);
    series[0] = quarters(&bands[0], COUNTS(22), *state);
    series[1] = quarters(&bands[3], COUNTS(22), *state);
    assert_int_equal(make(2, *state), SYN_OK);
    assert_int_equal(shown(0, 0), 20);
    assert_int_equal(shown(1, 0), 20);
}

/* 10 of 40 were out.  12 of 40: two more wait; 16 of 40: six more do not. */
static void a_part_waits_like_a_count(void **state)
{
    int64_t of[] = {40};

    begin(1);
    indicators[0].measure = SYN_MEASURE_SHARE;
    series[0] = quarters(&groups[0], COUNTS(10), *state);
    series[0].of = of;
    assert_int_equal(make(1, *state), SYN_OK);
    publish(*state);
    assert_int_equal(past.n, 2);
    assert_string_equal(cells[1].form, "of");
    series[0].count[0] = 12;
    assert_int_equal(make(1, *state), SYN_OK);
    assert_int_equal(shown(0, 0), 10);
    series[0].count[0] = 16;
    assert_int_equal(make(1, *state), SYN_OK);
    assert_int_equal(shown(0, 0), 16);
}

/* A figure goes with its count: while 20 waits for 22, so does 2.5; with 30 it
 * is what it is now. */
static void a_figure_stays_with_its_count(void **state)
{
    double value[] = {2.5};
    size_t n;

    begin(1);
    indicators[0].measure = SYN_MEASURE_DURATION;
    series[0] = quarters(&groups[0], COUNTS(20), *state);
    series[0].value = value;
    assert_int_equal(make(1, *state), SYN_OK);
    publish(*state);
    assert_int_equal(past.n, 2);
    assert_string_equal(cells[1].form, "value");
    value[0] = 4.5;
    assert_int_equal(make(1, *state), SYN_OK);
    assert_float_equal(syn_release_series(release, &n)[0].cell[0].value, 2.5,
                       0);
    series[0].count[0] = 22;
    assert_int_equal(make(1, *state), SYN_OK);
    assert_float_equal(syn_release_series(release, &n)[0].cell[0].value, 2.5,
                       0);
    series[0].count[0] = 30;
    assert_int_equal(make(1, *state), SYN_OK);
    assert_float_equal(syn_release_series(release, &n)[0].cell[0].value, 4.5,
                       0);
}

/* 0 of 0 is not applicable; with 3 of 8 the cases are too few to be told, and 8
 * of 20 are not. */
static void a_part_of_nothing_that_becomes_one_is_told(void **state)
{
    int64_t of[] = {0};

    begin(1);
    indicators[0].measure = SYN_MEASURE_SHARE;
    series[0] = quarters(&groups[0], COUNTS(0), *state);
    series[0].of = of;
    series[0].state[0] = SYN_STATE_NOT_APPLICABLE;
    assert_int_equal(make(1, *state), SYN_OK);
    publish(*state);
    assert_int_equal(past.n, 2);
    of[0] = 4; /* Four more in all, and three more of them: both wait. */
    series[0].count[0] = 3;
    series[0].state[0] = SYN_STATE_VALUE;
    assert_int_equal(make(1, *state), SYN_OK);
    assert_int_equal(shown(0, 0), -2);
    of[0] = 20;
    series[0].count[0] = 8;
    assert_int_equal(make(1, *state), SYN_OK);
    assert_int_equal(shown(0, 0), 8);
}

/* A year of persons is no sum: 50 may be less than 20 + 20 + 20 + 20.  It waits
 * by itself, and its quarters too. */
static void a_year_of_persons_waits_by_itself(void **state)
{
    static const struct syn_unit person = {"person", SYN_COUNT_PERSONS, false};

    begin(1);
    indicators[0].unit = &person;
    series[0] = quarters(&groups[0], COUNTS(20, 20, 20, 20), *state);
    series[1] = make_series(0, SYN_YEAR, 2024, COUNTS(50), *state);
    assert_int_equal(make(2, *state), SYN_OK);
    assert_int_equal(shown(1, 0), 50);
    publish(*state);
    series[0] = quarters(&groups[0], COUNTS(30, 20, 20, 22), *state);
    series[1] = make_series(0, SYN_YEAR, 2024, COUNTS(53), *state);
    assert_int_equal(make(2, *state), SYN_OK);
    assert_int_equal(shown(0, 0), 30);
    assert_int_equal(shown(0, 3), 20);
    assert_int_equal(shown(1, 0), 50);
    assert_int_equal(syn_release_protection(release).pending, 2);
}

/* The hidden 3 of an earlier quarter is not known any more (-1): it stays
 * hidden all the same. */
static void what_is_not_known_any_more_stays_hidden(void **state)
{
    begin(1);
    series[0] = quarters(&groups[0], COUNTS(20, 3), *state);
    assert_int_equal(make(1, *state), SYN_OK);
    publish(*state);
    cells[1].count = -1;
    series[0] = quarters(&groups[0], COUNTS(20, 30), *state);
    assert_int_equal(make(1, *state), SYN_OK);
    assert_int_equal(shown(0, 1), -1);
}

/* A missing period, as after a purge, is missing whatever was published. */
static void what_is_missing_now_is_missing(void **state)
{
    begin(1);
    series[0] = quarters(&groups[0], COUNTS(20, 20), *state);
    assert_int_equal(make(1, *state), SYN_OK);
    publish(*state);
    series[0] = quarters(&groups[0], COUNTS(-1, 20), *state);
    assert_int_equal(make(1, *state), SYN_OK);
    assert_int_equal(shown(0, 0), -2);
    assert_int_equal(shown(0, 1), 20);
}

/* The place and its areas E, N and S in one quarter. */
static void set_areas(int all, int e, int n, int s, struct syn_arena *arena)
{
    static const char *const names[] = {NULL, "E", "N", "S"};
    const int counts[] = {all, e, n, s};

    for (size_t i = 0; i < 4; i++) {
        series[i] = quarters(&groups[0], 1, &counts[i], arena);
        series[i].area = series[i].area_name = names[i];
    }
}

/* 40 = 20 + 12 + 8 was published, then 48 = 24 + 16 + 8: eight more in all, and
 * four in each of two areas, which wait.  With 48 beside 20, 12 and 8 it would
 * be told that it was four in each, as none can be more: all of it waits. */
static void a_total_waits_for_its_parts(void **state)
{
    begin(1);
    set_areas(40, 20, 12, 8, *state);
    assert_int_equal(make(4, *state), SYN_OK);
    publish(*state);
    set_areas(48, 24, 16, 8, *state);
    assert_int_equal(make(4, *state), SYN_OK);
    assert_int_equal(shown(0, 0), 40);
    assert_int_equal(shown(1, 0), 20);
    assert_int_equal(shown(2, 0), 12);
    set_areas(52, 27, 17, 8, *state); /* 7 and 5: all of it is told. */
    assert_int_equal(make(4, *state), SYN_OK);
    assert_int_equal(shown(0, 0), 52);
    assert_int_equal(shown(1, 0), 27);
    assert_int_equal(shown(2, 0), 17);
    assert_int_equal(shown(3, 0), 8);
}

/* 9 = 5 + 3 + 1 was published without the areas, then 14 = 6 + 5 + 3: five more
 * in all, which are told.  That 5 + 3 + 1 are at least 9 is known of the first
 * publication alone. */
static void each_publication_is_known_for_itself(void **state)
{
    begin(1);
    set_areas(9, 5, 3, 1, *state);
    assert_int_equal(make(4, *state), SYN_OK);
    assert_int_equal(shown(0, 0), 9);
    publish(*state);
    set_areas(14, 6, 5, 3, *state);
    for (int again = 0; again < 3; again++) {
        assert_int_equal(make(4, *state), SYN_OK);
        assert_int_equal(shown(0, 0), 14);
        for (size_t i = 1; i < 4; i++)
            assert_int_equal(shown(i, 0), -1);
        publish(*state);
    }
}

/* 8 was published; 2 would be too small to be told, whatever the difference. */
static void what_becomes_small_waits(void **state)
{
    begin(1);
    series[0] = quarters(&groups[0], COUNTS(8, 0), *state);
    assert_int_equal(make(1, *state), SYN_OK);
    publish(*state);
    series[0] = quarters(&groups[0], COUNTS(2, 4), *state);
    assert_int_equal(make(1, *state), SYN_OK);
    assert_int_equal(shown(0, 0), 8);
    assert_int_equal(shown(0, 1), 0);
    series[0] = quarters(&groups[0], COUNTS(0, 5), *state);
    assert_int_equal(make(1, *state), SYN_OK);
    assert_int_equal(shown(0, 0), 0);
    assert_int_equal(shown(0, 1), 5);
}

/* Q1 = 2 and Q2 = 3 of a year of 45, with 20 and 20 out, are 5 together: at a
 * threshold of 3 that was enough, at 10 it is not, and nothing can be added. */
static void what_cannot_be_made_safe_is_refused(void **state)
{
    begin(1);
    catalogue.project.disclosure.threshold = 3;
    series[0] = quarters(&groups[0], COUNTS(2, 3, 20, 20), *state);
    series[1] = make_series(0, SYN_YEAR, 2024, COUNTS(45), *state);
    assert_int_equal(make(2, *state), SYN_OK);
    assert_int_equal(shown(0, 0), -1);
    assert_int_equal(shown(0, 1), -1);
    assert_int_equal(shown(0, 2), 20);
    assert_int_equal(shown(1, 0), 45);
    publish(*state);
    assert_int_equal(make(2, *state), SYN_OK);
    catalogue.project.disclosure.threshold = 10;
    assert_int_equal(make(2, *state), SYN_EDISCLOSURE);
    assert_string_equal(heard.code, "release.refused");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_was_not_published_changes_nothing),
        TEST(a_release_is_remembered_cell_by_cell),
        TEST(what_was_hidden_is_hidden_because_of_that),
        TEST(areas_that_were_joined_are_not_shown_beside_their_parts),
        TEST(an_area_that_keeps_its_name_is_not_shown_if_it_took_others),
        TEST(an_internal_release_is_not_remembered),
        TEST(a_group_that_is_gone_is_still_known),
        TEST(a_group_is_known_by_its_ages),
        TEST(two_groups_of_the_same_ages_are_remembered_once),
        TEST(a_part_waits_like_a_count),
        TEST(a_figure_stays_with_its_count),
        TEST(a_part_of_nothing_that_becomes_one_is_told),
        TEST(a_year_of_persons_waits_by_itself),
        TEST(what_is_not_known_any_more_stays_hidden),
        TEST(what_is_missing_now_is_missing),
        TEST(a_total_waits_for_its_parts),
        TEST(each_publication_is_known_for_itself),
        TEST(what_becomes_small_waits),
        TEST(what_cannot_be_made_safe_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
