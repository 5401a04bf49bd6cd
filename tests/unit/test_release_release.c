/* What may be shown: release/release.h. */
#include "fixture_series.h"

#include <samsyn/release/why.h>

static struct syn_catalogue catalogue;
static struct syn_series series[8];
static struct syn_series_set set;
static struct syn_release *release;

static void make(size_t n, bool internal, struct syn_arena *arena)
{
    set = (struct syn_series_set){.at = series,
                                  .n = n,
                                  .first_month = 2024 * 12,
                                  .last_month = 2024 * 12 + 11};
    assert_int_equal(syn_release_make(&release, &set, &catalogue, NULL,
                                      internal, arena, &diag),
                     SYN_OK);
}

static const struct syn_cell *cells(void)
{
    size_t n;
    return syn_release_series(release, &n)[0].cell;
}

static void counts_from_one_below_the_threshold_are_not_shown(void **state)
{
    static const int counts[] = {0, 1, 4, 5, 6, -1, -2, 100};

    catalogue = make_catalogue(1);
    series[0] = make_series(0, SYN_QUARTER, 2023 * 4, 8, counts, *state);
    series[0].provisional[3] = true;
    series[0].exposure = (double[]){1, 2, 3, 4, 5, 6, -1, 8};
    make(1, false, *state);
    for (size_t t = 0; t < 8; t++) {
        const struct syn_cell *c = &cells()[t];
        bool hidden = counts[t] == 1 || counts[t] == 4;
        assert_int_equal(c->state,
                         hidden ? SYN_STATE_SUPPRESSED : series[0].state[t]);
        assert_int_equal(c->count, hidden || counts[t] < 0 ? 0 : counts[t]);
        assert_int_equal(c->of, 0);
        assert_int_equal(c->provisional, t == 3);
        assert_true(c->exposure >= 0);
    }
    struct syn_protection p = syn_release_protection(release);
    assert_false(p.internal);
    assert_int_equal(p.threshold, 5);
    assert_int_equal(p.suppressed, 2);
    assert_int_equal(p.shown, 4);
    assert_true(p.secondary);
}

static void an_internal_release_hides_nothing_and_says_so(void **state)
{
    catalogue = make_catalogue(1);
    series[0] = make_series(0, SYN_QUARTER, 2024 * 4, COUNTS(1, 4, 0), *state);
    make(1, true, *state);
    assert_int_equal(cells()[0].count, 1);
    assert_int_equal(cells()[1].count, 4);
    assert_int_equal(cells()[2].state, SYN_STATE_ZERO);
    assert_true(syn_release_protection(release).internal);
    assert_int_equal(syn_release_protection(release).suppressed, 0);
}

/* COUNT of OF, and whether it is shown at a threshold of 5. */
static const struct {
    int count, of;
    bool shown;
} shares[] = {
    {0, 5, true},   {5, 10, true},  {10, 10, true},  {5, 5, true},
    {0, 4, false},  {1, 10, false}, {4, 10, false},  {6, 10, false},
    {9, 10, false}, {5, 9, false},  {50, 54, false}, {50, 55, true},
};

static void a_share_is_hidden_with_its_remainder(void **state)
{
    size_t n = sizeof shares / sizeof *shares;
    int counts[sizeof shares / sizeof *shares];
    int64_t of[sizeof shares / sizeof *shares];

    catalogue = make_catalogue(1);
    for (size_t i = 0; i < n; i++) {
        counts[i] = shares[i].count;
        of[i] = shares[i].of;
    }
    series[0] = make_series(0, SYN_QUARTER, 2024 * 4, n, counts, *state);
    series[0].of = of;
    make(1, false, *state);
    for (size_t i = 0; i < n; i++) {
        print_message("%d of %d\n", shares[i].count, shares[i].of);
        const struct syn_cell *c = &cells()[i];
        assert_int_equal(c->state == SYN_STATE_SUPPRESSED, !shares[i].shown);
        assert_int_equal(c->count, shares[i].shown ? shares[i].count : 0);
        assert_int_equal(c->of, shares[i].shown ? shares[i].of : 0);
    }
}

static void a_share_of_nothing_is_not_applicable(void **state)
{
    catalogue = make_catalogue(1);
    series[0] = make_series(0, SYN_QUARTER, 2024 * 4, COUNTS(0), *state);
    series[0].of = (int64_t[]){0};
    series[0].state[0] = SYN_STATE_NOT_APPLICABLE;
    make(1, false, *state);
    assert_int_equal(cells()[0].state, SYN_STATE_NOT_APPLICABLE);
}

static void months_are_not_in_the_programme(void **state)
{
    size_t n;

    catalogue = make_catalogue(1);
    series[0] = make_series(0, SYN_MONTH, 2024 * 12, COUNTS(9, 9), *state);
    series[1] = make_series(0, SYN_QUARTER, 2024 * 4, COUNTS(19, 8), *state);
    series[2] = make_series(0, SYN_YEAR, 2024, COUNTS(27), *state);
    series[3] = make_series(0, SYN_QUARTER, 2024 * 4, COUNTS(7), *state);
    series[3].area = "0105";
    series[3].area_name = "Sentrum";
    make(4, false, *state);
    const struct syn_released *all = syn_release_series(release, &n);
    assert_int_equal(n, 3);
    for (size_t i = 0; i < n; i++)
        assert_int_not_equal(all[i].kind, SYN_MONTH);
    assert_null(
        syn_release_find(release, &indicators[0], &groups[0], NULL, SYN_MONTH));
    const struct syn_released *s = syn_release_find(
        release, &indicators[0], &groups[0], NULL, SYN_QUARTER);
    assert_int_equal(s->cell[1].count, 8);
    char area[] = "0105";
    s = syn_release_find(release, &indicators[0], &groups[0], area,
                         SYN_QUARTER);
    assert_int_equal(s->cell[0].count, 7);
    assert_null(syn_release_find(release, &indicators[0], &groups[1], NULL,
                                 SYN_QUARTER));
    assert_null(
        syn_release_find(release, &indicators[0], &groups[0], NULL, SYN_MONTH));
}

static void a_period_that_a_series_does_not_reach_has_no_value(void **state)
{
    catalogue = make_catalogue(1);
    series[0] = make_series(0, SYN_QUARTER, 2024 * 4, COUNTS(9), *state);
    make(1, false, *state);
    const struct syn_released *s = syn_release_find(
        release, &indicators[0], &groups[0], NULL, SYN_QUARTER);
    assert_int_equal(
        syn_released_cell(s, (struct syn_period){SYN_QUARTER, 2024 * 4}).count,
        9);
    struct syn_cell cell =
        syn_released_cell(s, (struct syn_period){SYN_QUARTER, 2024 * 4 - 1});
    assert_int_equal(cell.state, SYN_STATE_MISSING);
    assert_int_equal(cell.count, 0);
    cell = syn_released_cell(s, (struct syn_period){SYN_QUARTER, 2024 * 4 + 1});
    assert_true(cell.state == SYN_STATE_MISSING ||
                cell.state == SYN_STATE_NOT_YET);
    assert_int_equal(cell.count, 0);
}

/* --- which rule (release/why.h) ----------------------------------------- */

static struct syn_why why(size_t i, int t)
{
    size_t n;
    const struct syn_released *s = &syn_release_series(release, &n)[i];

    return syn_release_why(release, s,
                           (struct syn_period){s->kind, s->first + t});
}

static void what_is_small_is_hidden_by_the_threshold(void **state)
{
    catalogue = make_catalogue(1);
    series[0] =
        make_series(0, SYN_QUARTER, 2024 * 4, COUNTS(0, 4, 9, -1), *state);
    make(1, false, *state);
    assert_false(why(0, 0).hidden || why(0, 2).hidden || why(0, 3).hidden);
    assert_true(why(0, 1).hidden);
    assert_int_equal(why(0, 1).count, SYN_HIDDEN_BY_THRESHOLD);
    assert_int_equal(why(0, 1).of, SYN_HIDDEN_BY_NONE);
    assert_false(why(0, 4).hidden || why(0, -1).hidden); /* Not reached. */
}

/* 20 events: of 2 persons; of 6, one of whom has 17 (85 %); of 6. */
static void few_persons_and_one_of_many_are_rules_of_their_own(void **state)
{
    catalogue = make_catalogue(1);
    catalogue.project.disclosure.persons = 3;
    catalogue.project.disclosure.dominance = 80;
    series[0] =
        make_series(0, SYN_QUARTER, 2024 * 4, COUNTS(20, 20, 20), *state);
    series[0].persons = (int64_t[]){2, 6, 6};
    series[0].most = (int64_t[]){10, 17, 5};
    make(1, false, *state);
    assert_int_equal(why(0, 0).count, SYN_HIDDEN_BY_PERSONS);
    assert_int_equal(why(0, 1).count, SYN_HIDDEN_BY_DOMINANCE);
    assert_false(why(0, 2).hidden);
}

/* The year is 3 + 6 + 7 + 7: with it and two of the others, 3 is known. */
static void what_would_give_another_away_is_secondary(void **state)
{
    size_t n_secondary = 0;

    catalogue = make_catalogue(1);
    series[0] =
        make_series(0, SYN_QUARTER, 2024 * 4, COUNTS(3, 6, 7, 7), *state);
    series[1] = make_series(0, SYN_YEAR, 2024, COUNTS(23), *state);
    make(2, false, *state);
    assert_int_equal(why(0, 0).count, SYN_HIDDEN_BY_THRESHOLD);
    for (int t = 1; t < 4; t++)
        n_secondary += why(0, t).count == SYN_HIDDEN_BY_SECONDARY;
    n_secondary += why(1, 0).count == SYN_HIDDEN_BY_SECONDARY;
    assert_int_equal(n_secondary, 1);
}

/* 2 of 40; 38 of 40; 3 of 4; 20 of 40. */
static void a_share_is_hidden_by_either_part_or_by_the_rest(void **state)
{
    catalogue = make_catalogue(1);
    indicators[0].measure = SYN_MEASURE_SHARE;
    series[0] =
        make_series(0, SYN_QUARTER, 2024 * 4, COUNTS(2, 38, 3, 20), *state);
    series[0].of = (int64_t[]){40, 40, 4, 40};
    make(1, false, *state);
    assert_int_equal(why(0, 0).count, SYN_HIDDEN_BY_THRESHOLD);
    assert_true(why(0, 1).count == SYN_HIDDEN_BY_REST ||
                why(0, 1).of == SYN_HIDDEN_BY_REST);
    assert_int_equal(why(0, 2).count, SYN_HIDDEN_BY_THRESHOLD);
    assert_int_equal(why(0, 2).of, SYN_HIDDEN_BY_THRESHOLD);
    assert_false(why(0, 3).hidden);
}

static void what_is_sensitive_has_no_areas(void **state)
{
    struct syn_sensitive of = {.of = "i0", .threshold = 10};

    catalogue = make_catalogue(1);
    catalogue.project.disclosure.sensitive = (struct syn_items){&of, 1};
    series[0] = make_series(0, SYN_QUARTER, 2024 * 4, COUNTS(100, 8), *state);
    series[1] = make_series(0, SYN_QUARTER, 2024 * 4, COUNTS(50, 0), *state);
    series[1].area = series[1].area_name = "0105";
    make(2, false, *state);
    assert_false(why(0, 0).hidden);
    assert_int_equal(why(0, 1).count, SYN_HIDDEN_BY_THRESHOLD);
    assert_int_equal(why(1, 0).count, SYN_HIDDEN_BY_AREA);
    assert_int_equal(why(1, 1).count, SYN_HIDDEN_BY_AREA);
}

static void a_median_of_few_is_hidden_by_its_records(void **state)
{
    catalogue = make_catalogue(1);
    indicators[0].measure = SYN_MEASURE_DURATION;
    indicators[0].statistic = SYN_STATISTIC_MEDIAN;
    series[0] = make_series(0, SYN_QUARTER, 2024 * 4, COUNTS(9, 10), *state);
    series[0].value = (double[]){30.5, 31};
    make(1, false, *state);
    assert_int_equal(why(0, 0).count, SYN_HIDDEN_BY_RECORDS);
    assert_int_equal(why(0, 0).least_records, 10);
    assert_false(why(0, 1).hidden);
}

static void of_an_internal_release_nothing_is_hidden(void **state)
{
    catalogue = make_catalogue(1);
    series[0] = make_series(0, SYN_QUARTER, 2024 * 4, COUNTS(3), *state);
    make(1, true, *state);
    assert_false(why(0, 0).hidden);
}

static void an_empty_store_releases_nothing(void **state)
{
    catalogue = make_catalogue(0);
    set = (struct syn_series_set){.first_month = 1, .last_month = 0};
    assert_int_equal(syn_release_make(&release, &set, &catalogue, NULL, false,
                                      *state, &diag),
                     SYN_EINPUT);
    assert_string_equal(heard.code, "release.nothing");
}

static void provenance_is_the_last_extract_under_each_contract(void **state)
{
    static const struct syn_batch batches[] = {
        {.source = "s",
         .contract = "c",
         .covers_from = 10,
         .covers_to = 12,
         .extracted = 400},
        {.source = "s",
         .contract = "c",
         .covers_from = 7,
         .covers_to = 9,
         .extracted = 500},
        {.source = "t",
         .contract = "gone",
         .covers_from = 1,
         .covers_to = 2,
         .extracted = 3},
    };
    struct syn_contract contract = {
        .item = {.name = "c"}, .title = "Øst", .settles = 30};
    size_t n;

    catalogue = make_catalogue(0);
    catalogue.contracts = &contract;
    catalogue.n_contracts = 1;
    set = (struct syn_series_set){
        .batches = batches, .n_batches = 3, .first_month = 1, .last_month = 12};
    assert_int_equal(syn_release_make(&release, &set, &catalogue, NULL, false,
                                      *state, &diag),
                     SYN_OK);
    const struct syn_provenance *p = syn_release_provenance(release, &n);
    assert_int_equal(n, 2);
    assert_string_equal(p[0].title, "Øst");
    assert_int_equal(p[0].covers_from, 7);
    assert_int_equal(p[0].covers_to, 12);
    assert_int_equal(p[0].extracted, 500);
    assert_int_equal(p[0].settles, 30);
    assert_null(p[1].title);
    assert_int_equal(syn_release_last_month(release), 12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(counts_from_one_below_the_threshold_are_not_shown),
        TEST(an_internal_release_hides_nothing_and_says_so),
        TEST(a_share_is_hidden_with_its_remainder),
        TEST(a_share_of_nothing_is_not_applicable),
        TEST(months_are_not_in_the_programme),
        TEST(a_period_that_a_series_does_not_reach_has_no_value),
        TEST(what_is_small_is_hidden_by_the_threshold),
        TEST(few_persons_and_one_of_many_are_rules_of_their_own),
        TEST(what_would_give_another_away_is_secondary),
        TEST(a_share_is_hidden_by_either_part_or_by_the_rest),
        TEST(what_is_sensitive_has_no_areas),
        TEST(a_median_of_few_is_hidden_by_its_records),
        TEST(of_an_internal_release_nothing_is_hidden),
        TEST(an_empty_store_releases_nothing),
        TEST(provenance_is_the_last_extract_under_each_contract),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
