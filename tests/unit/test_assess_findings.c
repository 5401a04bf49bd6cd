/* Findings of releases made by hand: the numbers are the requirements of
 * assess/finding.h. */
#include "fixture_series.h"

#include <math.h>

#include <samsyn/assess/finding.h>
#include <samsyn/stats/range.h>

enum { FIRST = 2020 * 4 };

static struct syn_catalogue catalogue;
static struct syn_series series[MOST_INDICATORS];
static struct syn_findings findings;

/* Assesses the first N of SERIES, quarters from FIRST on, in number AT. */
static const struct syn_finding *
assess(size_t n, size_t at, struct syn_arena *arena)
{
    struct syn_release *release;
    struct syn_series_set set = {.at = series,
                                 .n = n,
                                 .first_month = FIRST * 3,
                                 .last_month = (FIRST + 40) * 3};

    assert_int_equal(
        syn_release_make(&release, &set, &catalogue, NULL, false, arena, &diag),
        SYN_OK);
    assert_int_equal(
        syn_findings_assess(&findings, release, &catalogue,
                            (struct syn_period){SYN_QUARTER, FIRST + (int)at},
                            arena, &diag),
        SYN_OK);
    return &findings.at[0];
}

/* A series of N quarters about LEVEL (the last digits vary), the last LAST. */
static struct syn_series
level(size_t indicator, size_t n, int about, int last, struct syn_arena *arena)
{
    static const int wobble[] = {0, 2, -1, 1, -2, 3, 0, -3, 1, -1, 2, -2};
    int counts[64];

    for (size_t t = 0; t < n; t++)
        counts[t] = about + wobble[t % 12];
    counts[n - 1] = last;
    return make_series(indicator, SYN_QUARTER, FIRST, n, counts, arena);
}

static const struct syn_finding *
judge(size_t n, int about, int last, struct syn_arena *arena)
{
    catalogue = make_catalogue(1);
    series[0] = level(0, n, about, last, arena);
    return assess(1, n - 1, arena);
}

/* --- (1) --------------------------------------------------------------- */

static void the_normal_range_is_of_the_quarters_before_1(void **state)
{
    const struct syn_finding *f = judge(13, 40, 41, *state);
    double counts[12], work[1024];
    struct syn_range range;

    for (size_t t = 0; t < 12; t++)
        counts[t] = (double)series[0].count[t];
    assert_true(syn_range_work(12) <= 1024);
    assert_int_equal(syn_range_predict(&range, counts, NULL, 12, 12,
                                       (struct syn_range_options){.cycle = 4},
                                       41, work),
                     SYN_OK);
    assert_true(f->normal.known);
    assert_int_equal(f->normal.n_baseline, 12);
    assert_float_equal(f->normal.expected, range.expected, 1e-9);
    assert_float_equal(f->normal.low, range.lo95, 1e-9);
    assert_float_equal(f->normal.high, range.hi95, 1e-9);
    assert_float_equal(f->normal.high998, range.hi998, 1e-9);
    assert_float_equal(f->p, range.mid_p, 1e-9);
    assert_int_equal(f->class, SYN_CLASS_NORMAL);
    assert_int_equal(f->n_history, 13);
    assert_int_equal(findings.n_tested, 1);
    assert_float_equal(findings.by_chance, 0.2, 1e-9);
}

static void what_comes_after_is_not_looked_at_1(void **state)
{
    catalogue = make_catalogue(1);
    series[0] = level(0, 13, 40, 41, *state);
    struct syn_normal alone = assess(1, 12, *state)->normal;
    series[0] = level(0, 20, 40, 90, *state);
    series[0].count[12] = 41;
    struct syn_normal again = assess(1, 12, *state)->normal;
    assert_float_equal(alone.expected, again.expected, 1e-9);
    assert_int_equal(findings.at[0].n_history, 13);
}

static void provisional_quarters_are_no_baseline_1(void **state)
{
    catalogue = make_catalogue(1);
    series[0] = level(0, 14, 40, 41, *state);
    series[0].count[12] = 400;
    series[0].provisional[12] = series[0].provisional[13] = true;
    const struct syn_finding *f = assess(1, 13, *state);
    assert_int_equal(f->normal.n_baseline, 12);
    assert_true(f->normal.expected < 60);
    assert_int_equal(f->class, SYN_CLASS_NORMAL);
    assert_true(f->cell.provisional);
}

/* R: glm(family=poisson) and qnbinom() after 6.9.1, of ten quarters. */
static void the_coming_quarter_says_what_would_be_a_sign_5(void **state)
{
    catalogue = make_catalogue(1);
    series[0] =
        make_series(0, SYN_QUARTER, FIRST, 10,
                    (int[]){12, 9, 15, 8, 14, 11, 10, 13, 9, 12}, *state);
    const struct syn_coming *c = &assess(1, 9, *state)->coming;
    assert_true(c->known);
    assert_int_equal(c->period.index, FIRST + 10);
    assert_float_equal(c->expected, 11.0684102043871, 1e-6);
    assert_float_equal(c->next.sign_low, 3, 0);
    assert_float_equal(c->next.sign_high, 21, 0);
    assert_float_equal(c->next.clear_low, 1, 0);
    assert_float_equal(c->next.clear_high, 27, 0);
    assert_false(judge(8, 40, 42, *state)->coming.known);
}

/* --- (2) --------------------------------------------------------------- */

static const struct {
    const char *why;
    size_t n;
    int about, last;
    enum syn_class class;
    int direction;
} classes[] = {
    {"as always", 13, 40, 42, SYN_CLASS_NORMAL, 0},
    {"far above", 13, 40, 120, SYN_CLASS_CLEAR, 1},
    {"far below", 13, 40, 5, SYN_CLASS_CLEAR, -1},
    {"somewhat above", 13, 40, 58, SYN_CLASS_SIGN, 1},
    {"hidden", 13, 40, 3, SYN_CLASS_FEW, 0},
    {"eight quarters before", 9, 40, 42, SYN_CLASS_NORMAL, 0},
    {"seven quarters before", 8, 40, 42, SYN_CLASS_FEW, 0},
    {"hidden now and then", 13, 5, 60, SYN_CLASS_FEW, 0},
    {"no event", 13, 40, 0, SYN_CLASS_CLEAR, -1},
    {"missing", 13, 40, -1, SYN_CLASS_INCOMPARABLE, 0},
    {"not yet", 13, 40, -2, SYN_CLASS_INCOMPARABLE, 0},
};

static void every_class_has_its_case_2(void **state)
{
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++) {
        const struct syn_finding *f =
            judge(classes[i].n, classes[i].about, classes[i].last, *state);
        print_message("%s: %.2f %.0f-%.0f %.0f-%.0f\n", classes[i].why,
                      f->normal.expected, f->normal.low, f->normal.high,
                      f->normal.low998, f->normal.high998);
        assert_int_equal(f->class, classes[i].class);
        assert_int_equal(f->direction, classes[i].direction);
        assert_int_equal(f->unfavourable, classes[i].direction == 1);
        assert_int_equal(f->favourable, classes[i].direction == -1);
        if (f->class == SYN_CLASS_FEW || f->class == SYN_CLASS_INCOMPARABLE)
            assert_true(isnan(f->p));
    }
}

static void fewer_than_five_expected_is_too_few_2(void **state)
{
    static const int counts[] = {0, 0, 9, 0, 0, 8, 0, 7, 0, 0, 0, 9, 30};

    catalogue = make_catalogue(1);
    series[0] = make_series(0, SYN_QUARTER, FIRST, 13, counts, *state);
    const struct syn_finding *f = assess(1, 12, *state);
    assert_true(f->normal.known && f->normal.expected < 5);
    assert_int_equal(f->class, SYN_CLASS_FEW);
    assert_int_equal(f->direction, 0);
}

/* A quarter of the baseline may be hidden and no more. */
static void a_baseline_much_of_which_is_hidden_is_too_few_2(void **state)
{
    catalogue = make_catalogue(1);
    for (int hidden = 3; hidden <= 4; hidden++) {
        series[0] = level(0, 13, 40, 41, *state);
        for (int i = 0; i < hidden; i++)
            series[0].count[3 * i] = 2;
        const struct syn_finding *f = assess(1, 12, *state);
        assert_int_equal(f->class,
                         hidden == 3 ? SYN_CLASS_NORMAL : SYN_CLASS_FEW);
        if (hidden == 3)
            assert_int_equal(f->normal.n_baseline, 9);
    }
}

static void a_clear_change_must_be_among_the_discoveries_2(void **state)
{
    int last = 41;

    while (judge(13, 40, last, *state)->class != SYN_CLASS_CLEAR)
        last++;
    double p = findings.at[0].p;
    size_t n = (size_t)(0.1 / p) + 2;
    assert_in_range(n, 20, MOST_INDICATORS);
    assert_float_equal(findings.at[0].q, p, 1e-12);
    catalogue = make_catalogue(n);
    series[0] = level(0, 13, 40, last, *state);
    for (size_t i = 1; i < n; i++)
        series[i] = level(i, 13, 40, 40, *state);
    const struct syn_finding *f = assess(n, 12, *state);
    assert_int_equal(findings.n, n);
    assert_int_equal(findings.n_tested, n);
    assert_true(f->q > 0.1);
    assert_int_equal(f->class, SYN_CLASS_SIGN);
    assert_int_equal(f->direction, 1);
    assert_true(f->unfavourable);
}

static void the_wish_decides_what_is_favourable(void **state)
{
    judge(13, 40, 120, *state);
    indicators[0].better = SYN_BETTER_HIGHER;
    const struct syn_finding *f = assess(1, 12, *state);
    assert_true(f->favourable && !f->unfavourable);
    indicators[0].better = SYN_BETTER_NEUTRAL;
    f = assess(1, 12, *state);
    assert_true(!f->favourable && !f->unfavourable);
}

/* --- (4) --------------------------------------------------------------- */

/* The class of LAST after twelve quarters about 40, complete and not. */
static void check_provisional(int last,
                              enum syn_class complete,
                              enum syn_class provisional,
                              struct syn_arena *arena)
{
    assert_int_equal(judge(13, 40, last, arena)->class, complete);
    series[0].provisional[12] = true;
    const struct syn_finding *f = assess(1, 12, arena);
    assert_int_equal(f->class, provisional);
    assert_int_equal(f->favourable, last < 40 && provisional == SYN_CLASS_SIGN);
}

static void a_fall_is_one_step_less_sure_while_provisional_4(void **state)
{
    check_provisional(5, SYN_CLASS_CLEAR, SYN_CLASS_SIGN, *state);
    check_provisional(22, SYN_CLASS_SIGN, SYN_CLASS_NORMAL, *state);
    check_provisional(40, SYN_CLASS_NORMAL, SYN_CLASS_NORMAL, *state);
    check_provisional(58, SYN_CLASS_SIGN, SYN_CLASS_SIGN, *state);
    check_provisional(120, SYN_CLASS_CLEAR, SYN_CLASS_CLEAR, *state);
}

/* --- breaks (1, 2) ----------------------------------------------------- */

static int day_of(int year, int month, int day)
{
    return syn_day_of((struct syn_civil){year, month, day});
}

static void a_break_starts_the_baseline_anew_1(void **state)
{
    struct syn_break a_break = {
        .day = day_of(2021, 1, 1), .applies_to = "i*", .type = SYN_BREAK_LAW};

    judge(13, 40, 41, *state); /* 2020K1 to 2023K1. */
    catalogue.lists.breaks = &a_break;
    catalogue.lists.n_breaks = 1;
    const struct syn_finding *f = assess(1, 12, *state);
    assert_int_equal(f->normal.n_baseline, 8);
    assert_int_equal(f->class, SYN_CLASS_NORMAL);
    /* One day later, and the quarter of the break is on neither side. */
    a_break.day++;
    f = assess(1, 12, *state);
    assert_int_equal(f->class, SYN_CLASS_INCOMPARABLE);
    assert_ptr_equal(f->series_break, &a_break);
    assert_false(f->normal.known);
    a_break.applies_to = "other";
    f = assess(1, 12, *state);
    assert_int_equal(f->normal.n_baseline, 12);
    assert_null(f->series_break);
    /* After the quarter, it is not yet a break. */
    a_break.applies_to = "*";
    a_break.day = day_of(2023, 4, 2);
    f = assess(1, 12, *state);
    assert_int_equal(f->normal.n_baseline, 12);
    /* In the quarter itself, it cannot be judged. */
    a_break.day = day_of(2023, 2, 1);
    f = assess(1, 12, *state);
    assert_int_equal(f->class, SYN_CLASS_INCOMPARABLE);
}

/* --- changes of level (7) ---------------------------------------------- */

static void a_confirmed_change_starts_the_baseline_anew_7(void **state)
{
    struct syn_break change = {.day = day_of(2021, 1, 1),
                               .applies_to = "i0",
                               .type = SYN_BREAK_CHANGE,
                               .description = {"nb", "nn", "en"},
                               .by = "N.N."};

    judge(13, 40, 41, *state); /* 2020K1 to 2023K1. */
    assert_null(findings.at[0].since);
    catalogue.lists.breaks = &change;
    catalogue.lists.n_breaks = 1;
    const struct syn_finding *f = assess(1, 12, *state);
    assert_int_equal(f->normal.n_baseline, 8);
    assert_ptr_equal(f->since, &change);
    change.day = day_of(2022, 4, 1);
    f = assess(1, 12, *state);
    assert_int_equal(f->class, SYN_CLASS_INCOMPARABLE);
    assert_ptr_equal(f->series_break, &change);
    change.group = "target"; /* The series is of all. */
    assert_int_equal(assess(1, 12, *state)->normal.n_baseline, 12);
    change.group = "all";
    assert_int_equal(assess(1, 12, *state)->class, SYN_CLASS_INCOMPARABLE);
    change.area = "0105";
    assert_int_equal(assess(1, 12, *state)->normal.n_baseline, 12);
    change.area = "all";
    assert_int_equal(assess(1, 12, *state)->class, SYN_CLASS_INCOMPARABLE);
}

/* Ten quarters of 40 and ten of 20, by hand: one change saves
 * 2 (400 ln(400/300) + 200 ln(200/300)) = 68, far more than the penalty of
 * 3 ln 20 = 9. */
static void a_step_is_suggested_and_changes_no_class_7(void **state)
{
    static const int counts[] = {40, 40, 40, 40, 40, 40, 40, 40, 40, 40,
                                 20, 20, 20, 20, 20, 20, 20, 20, 20, 20};
    const struct syn_break change = {.day = day_of(2022, 7, 1),
                                     .applies_to = "i0",
                                     .type = SYN_BREAK_CHANGE};

    catalogue = make_catalogue(1);
    series[0] = make_series(0, SYN_QUARTER, FIRST, 20, counts, *state);
    const struct syn_finding *f = assess(1, 19, *state);
    assert_int_equal(f->n_shifts, 1);
    assert_int_equal(f->shifts[0].from.index, FIRST + 10);
    assert_float_equal(f->shifts[0].before, 40, 1e-9);
    assert_float_equal(f->shifts[0].after, 20, 1e-9);
    assert_int_equal(f->normal.n_baseline, 19);
    /* Two of 20 in a segment of six, 200 events where 220 are expected, save
     * 3.6 and cost 7.5.  And not once it is confirmed. */
    assert_int_equal(assess(1, 11, *state)->n_shifts, 0);
    assert_int_equal(assess(1, 15, *state)->n_shifts, 1);
    catalogue.lists.breaks = &change;
    catalogue.lists.n_breaks = 1;
    assert_int_equal(assess(1, 19, *state)->n_shifts, 0);
    assert_int_equal(judge(20, 40, 41, *state)->n_shifts, 0);
}

/* --- (3) --------------------------------------------------------------- */

static void set_agreement(int from, int to, int baseline)
{
    catalogue.project.agreement =
        (struct syn_agreement){.from = from,
                               .to = to,
                               .baseline_from = baseline,
                               .baseline_to = baseline + to - from};
}

/* 30 in 6 person-years against 15 in 6: the ratio is 2; its limits are those of
 * the binomial share 30 of 45 by the mid-P method. */
static void the_agreement_is_compared_in_equal_windows_3(void **state)
{
    catalogue = make_catalogue(1);
    series[0] = make_series(0, SYN_QUARTER, FIRST,
                            COUNTS(5, 5, 5, 99, 10, 10, 10, 77), *state);
    set_agreement(2021 * 12, 2021 * 12 + 11, 2020 * 12);
    const struct syn_comparison *c = &assess(1, 6, *state)->comparison;
    assert_true(c->known);
    assert_int_equal(c->from.index, 2021 * 4);
    assert_int_equal(c->to.index, 2021 * 4 + 2);
    assert_int_equal(c->before_from.index, 2020 * 4);
    assert_int_equal(c->before_to.index, 2020 * 4 + 2);
    assert_int_equal(c->before, 15);
    assert_int_equal(c->after, 30);
    assert_float_equal(c->exposure_before, 0.75, 1e-9);
    assert_false(c->per_head);
    assert_float_equal(c->ratio, 2, 1e-9);
    assert_true(c->lower > 1 && c->lower < 1.2);
    assert_true(c->upper > 3.5 && c->upper < 4);
    assert_true(c->p > 0.01 && c->p < 0.05);
}

/* 20 events before and equal windows: a rise to 2.1 and a fall to .30 times are
 * found with a probability of .80 (table of exact values, Gu et al. 2008's
 * question with the mid-P test); with 5, no fall is. */
static void a_comparison_says_what_it_would_have_found_5(void **state)
{
    catalogue = make_catalogue(1);
    set_agreement(2021 * 12, 2021 * 12 + 11, 2020 * 12);
    series[0] = make_series(0, SYN_QUARTER, FIRST,
                            COUNTS(5, 5, 5, 5, 5, 5, 5, 6), *state);
    const struct syn_comparison *c = &assess(1, 7, *state)->comparison;
    assert_true(c->known);
    assert_float_equal(c->least_rise, 2.1, 0.05);
    assert_float_equal(c->least_fall, 0.30, 0.005);
    series[0] = make_series(0, SYN_QUARTER, FIRST,
                            COUNTS(5, 0, 0, 0, 5, 0, 0, 0), *state);
    c = &assess(1, 7, *state)->comparison;
    assert_true(c->known);
    assert_float_equal(c->least_rise, 3.6, 0.05);
    assert_true(isnan(c->least_fall));
}

static void what_is_hidden_missing_or_broken_is_not_compared_3(void **state)
{
    struct syn_break a_break = {
        .day = day_of(2020, 8, 1), .applies_to = "*", .type = SYN_BREAK_LAW};

    catalogue = make_catalogue(1);
    set_agreement(2021 * 12, 2021 * 12 + 11, 2020 * 12);
    for (int spoiled = 0; spoiled < 8; spoiled++) {
        int counts[] = {5, 5, 5, 5, 10, 10, 10, 10};
        counts[spoiled] = spoiled % 2 ? 2 : -1;
        series[0] = make_series(0, SYN_QUARTER, FIRST, 8, counts, *state);
        assert_false(assess(1, 7, *state)->comparison.known);
    }
    series[0] = make_series(0, SYN_QUARTER, FIRST,
                            COUNTS(5, 5, 5, 5, 10, 10, 10, 10), *state);
    assert_true(assess(1, 7, *state)->comparison.known);
    assert_false(assess(1, 3, *state)->comparison.known);
    catalogue.lists.breaks = &a_break;
    catalogue.lists.n_breaks = 1;
    assert_false(assess(1, 7, *state)->comparison.known);
    a_break.handling = SYN_BREAK_INCOMPARABLE;
    assert_false(assess(1, 7, *state)->comparison.known);
    a_break.handling = SYN_BREAK_MARK;
    assert_true(assess(1, 7, *state)->comparison.known);
    a_break.handling = SYN_BREAK_SPLIT;
    a_break.day = day_of(2020, 1, 1);
    assert_true(assess(1, 7, *state)->comparison.known);
    a_break.day = day_of(2020, 8, 1);
    assert_false(assess(1, 7, *state)->comparison.known);
    a_break.type = SYN_BREAK_CHANGE; /* Is what a comparison shows. */
    assert_true(assess(1, 7, *state)->comparison.known);
}

static void
a_rate_is_compared_only_where_all_of_the_population_is_known_3(void **state)
{
    double exposure[] = {25, 25, 25, 25, 50, 50, 50, 50};

    catalogue = make_catalogue(1);
    set_agreement(2021 * 12, 2021 * 12 + 11, 2020 * 12);
    series[0] = make_series(0, SYN_QUARTER, FIRST,
                            COUNTS(5, 5, 5, 5, 10, 10, 10, 10), *state);
    series[0].exposure = exposure;
    const struct syn_comparison *c = &assess(1, 7, *state)->comparison;
    assert_true(c->known && c->per_head);
    assert_float_equal(c->ratio, 1, 1e-9);
    assert_float_equal(c->exposure_after, 200, 1e-9);
    exposure[0] = -1; /* Not known. */
    assert_false(assess(1, 7, *state)->comparison.known);
}

static void four_quarters_are_summed_if_all_are_shown(void **state)
{
    catalogue = make_catalogue(1);
    series[0] = make_series(0, SYN_QUARTER, FIRST,
                            COUNTS(5, 6, 7, 8, 10, 11, 12, 0), *state);
    const struct syn_finding *f = assess(1, 7, *state);
    assert_true(f->sums.known);
    assert_int_equal(f->sums.now, 33);
    assert_int_equal(f->sums.before, 26);
    series[0].count[0] = 4;
    assert_false(assess(1, 7, *state)->sums.known);
    assert_false(assess(1, 6, *state)->sums.known);
}

/* --- rare events (8) --------------------------------------------------- */

/* Eight quarters, shown as they are: the threshold hides nothing. */
static const struct syn_finding *
judge_rare(size_t n, const int *counts, struct syn_arena *arena)
{
    catalogue = make_catalogue(1);
    catalogue.project.disclosure.threshold = 1;
    series[0] = make_series(0, SYN_QUARTER, FIRST, n, counts, arena);
    return assess(1, n - 1, arena);
}

/* By hand: of 14 events 12 in one of two equal years; 2 (15 + 91 / 2) / 2^14.
 * 9 against 3 is .092 with mid-P, by the same sum. */
static void a_year_is_set_against_the_one_before_8(void **state)
{
    const struct syn_finding *f =
        judge_rare(8, (int[]){1, 0, 1, 0, 3, 3, 3, 3}, *state);
    assert_int_equal(f->class, SYN_CLASS_FEW);
    assert_int_equal(f->by, SYN_BY_YEARS);
    assert_true(f->sums.known);
    assert_int_equal(f->sums.now, 12);
    assert_int_equal(f->sums.before, 2);
    assert_float_equal(f->sums.p, 121.0 / 16384, 1e-9);
    assert_float_equal(f->sums.ratio, 6, 1e-9);
    assert_int_equal(f->sums.direction, 1);
    f = judge_rare(8, (int[]){1, 0, 1, 1, 3, 3, 2, 1}, *state);
    assert_float_equal(f->sums.p, 0.092, 5e-4);
    assert_int_equal(f->sums.direction, 0);
    f = judge_rare(8, (int[]){3, 3, 3, 3, 1, 0, 1, 0}, *state);
    assert_int_equal(f->sums.direction, -1);
    series[0].provisional[7] = true;
    assert_int_equal(assess(1, 7, *state)->sums.direction, 0);
    f = judge_rare(8, (int[]){0, 0, 0, 0, 0, 0, 0, 0}, *state);
    assert_true(f->sums.known && isnan(f->sums.p));
    assert_false(
        judge_rare(7, (int[]){1, 0, 1, 0, 3, 3, 3}, *state)->sums.known);
}

static void calendar_years_stand_in_for_hidden_quarters_8(void **state)
{
    catalogue = make_catalogue(1);
    series[0] = make_series(0, SYN_QUARTER, FIRST,
                            COUNTS(2, 3, 2, 2, 4, 2, 3, 3, 2, 2), *state);
    series[1] = make_series(0, SYN_YEAR, 2020, COUNTS(9, 12, -2), *state);
    const struct syn_finding *f = assess(2, 9, *state); /* 2022K2. */
    assert_int_equal(f->reason, SYN_REASON_HIDDEN);
    assert_int_equal(f->by, SYN_BY_YEARS);
    assert_int_equal(f->sums.last.kind, SYN_YEAR);
    assert_int_equal(f->sums.last.index, 2021);
    assert_int_equal(f->sums.now, 12);
    assert_int_equal(f->sums.before, 9);
    const struct syn_break a_break = {
        .day = day_of(2020, 4, 1), .applies_to = "*", .type = SYN_BREAK_LAW};
    catalogue.lists.breaks = &a_break;
    catalogue.lists.n_breaks = 1;
    assert_int_equal(assess(2, 9, *state)->by, SYN_BY_NONE);
}

/* Six events in four quarters, then four without: (1 - 4/8)^6. */
static void the_time_since_the_last_event_is_told_8(void **state)
{
    const struct syn_finding *f =
        judge_rare(8, (int[]){2, 1, 0, 3, 0, 0, 0, 0}, *state);
    assert_int_equal(f->gap.quarters, 4);
    assert_int_equal(f->gap.last.index, FIRST + 3);
    assert_float_equal(f->gap.p, 1.0 / 64, 1e-12);
    assert_int_equal(
        judge_rare(8, (int[]){2, 1, 0, 3, 0, 0, 0, 1}, *state)->gap.quarters,
        0);
    catalogue = make_catalogue(1); /* Threshold 5: some are hidden. */
    assert_int_equal(assess(1, 7, *state)->gap.quarters, 0);
}

static void every_period_says_why_it_is_assessed_as_it_is_8(void **state)
{
    static const struct {
        size_t n;
        int about, last;
        enum syn_assessed_by by;
        enum syn_reason reason;
    } cases[] = {
        {13, 40, 42, SYN_BY_RANGE, SYN_REASON_ENOUGH},
        {13, 40, 3, SYN_BY_NONE, SYN_REASON_HIDDEN},
        {13, 5, 60, SYN_BY_NONE, SYN_REASON_HIDDEN_BEFORE},
        {5, 40, 42, SYN_BY_NONE, SYN_REASON_FEW_QUARTERS},
        {13, 40, -1, SYN_BY_NONE, SYN_REASON_MISSING},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct syn_finding *f =
            judge(cases[i].n, cases[i].about, cases[i].last, *state);
        assert_int_equal(f->reason, cases[i].reason);
        assert_int_equal(f->by, cases[i].by);
    }
    assert_int_equal(
        judge_rare(9, (int[]){1, 0, 1, 2, 3, 3, 3, 3, 1}, *state)->reason,
        SYN_REASON_FEW_EVENTS);
}

/* --- runs (9) ---------------------------------------------------------- */

/* 24 quarters: 16 of them are judged, so a run is longer than
 * round(log2 16) + 3 = 7.  The quarters about 40 lie below and above in turn
 * until number ABOVE; from there each is as much above what those before let
 * expect as keeps it inside the range. */
static const struct syn_finding *judge_after_run(size_t above,
                                                 struct syn_arena *arena)
{
    catalogue = make_catalogue(1);
    series[0] = level(0, 24, 40, 40, arena);
    for (size_t t = 0; t < 24; t++)
        series[0].count[t] = t % 2 && t + 1 != above ? 42 : 38;
    for (size_t t = above; t < 24; t++) {
        const struct syn_finding *f = assess(1, t, arena);
        series[0].count[t] = (int64_t)ceil(f->normal.expected) + 1;
    }
    return assess(1, 23, arena);
}

static void a_long_run_makes_a_normal_quarter_a_sign_9(void **state)
{
    const struct syn_finding *f = judge_after_run(16, *state);
    assert_true((double)f->cell.count <= f->normal.high);
    assert_int_equal(f->history[23].class, SYN_CLASS_NORMAL);
    assert_int_equal(f->class, SYN_CLASS_SIGN);
    assert_int_equal(f->direction, 1);
    assert_int_equal(f->run.quarters, 8);
    assert_int_equal(f->run.from.index, FIRST + 16);
    assert_true(f->run.count > f->run.expected);
    assert_true(f->unfavourable);
    f = judge_after_run(17, *state); /* Seven are not enough. */
    assert_int_equal(f->class, SYN_CLASS_NORMAL);
    assert_int_equal(f->run.quarters, 0);
    assert_int_equal(f->direction, 0);
}

static void a_sign_at_the_end_of_a_run_is_clear_9(void **state)
{
    judge_after_run(16, *state);
    series[0].count[23] = (int64_t)findings.at[0].normal.high + 1;
    const struct syn_finding *f = assess(1, 23, *state);
    assert_int_equal(f->history[23].class, SYN_CLASS_SIGN);
    assert_int_equal(f->class, SYN_CLASS_CLEAR);
    assert_true(f->p < 0.01 && f->q <= 0.10);
    series[0].count[23] = (int64_t)findings.at[0].normal.low - 1;
    f = assess(1, 23, *state); /* On the other side: the run is over. */
    assert_int_equal(f->class, SYN_CLASS_SIGN);
    assert_int_equal(f->direction, -1);
    assert_int_equal(f->run.quarters, 0);
}

/* --- which series, which quarter --------------------------------------- */

static void the_last_quarter_is_a_complete_one(void **state)
{
    static const int quarters[] = {2023 * 4 + 3, 2023 * 4 + 3, 2024 * 4};

    catalogue = make_catalogue(0);
    for (int i = 0; i < 3; i++) {
        struct syn_release *release;
        struct syn_series_set set = {.first_month = 2020 * 12,
                                     .last_month = 2024 * 12 + i};
        assert_int_equal(syn_release_make(&release, &set, &catalogue, NULL,
                                          false, *state, &diag),
                         SYN_OK);
        assert_int_equal(syn_findings_last_quarter(release).index, quarters[i]);
        assert_int_equal(
            syn_findings_assess(&findings, release, &catalogue,
                                (struct syn_period){SYN_QUARTER, 2024 * 4 + 1},
                                *state, &diag),
            SYN_EUSAGE);
        assert_string_equal(heard.code, "assess.period");
    }
}

static void the_headline_group_is_chosen_if_the_indicator_has_it(void **state)
{
    static const char *const both[] = {"all", "target", NULL};

    (void)state;
    catalogue = make_catalogue(1);
    assert_ptr_equal(syn_headline_group(&catalogue, &indicators[0]),
                     &groups[0]);
    indicators[0].groups = both;
    assert_ptr_equal(syn_headline_group(&catalogue, &indicators[0]),
                     &groups[1]);
}

static void what_is_counted_once_a_year_speaks_by_years(void **state)
{
    catalogue = make_catalogue(1);
    series[0] = make_series(0, SYN_QUARTER, FIRST,
                            COUNTS(50, -1, -1, -1, 60, -1, -1, -1), *state);
    series[1] = make_series(0, SYN_YEAR, 2020, COUNTS(50, 60), *state);
    const struct syn_finding *f = assess(2, 6, *state);
    assert_int_equal(f->series->kind, SYN_YEAR);
    assert_int_equal(f->period.index, 2021);
    assert_int_equal(f->cell.count, 60);
    assert_int_equal(f->class, SYN_CLASS_UNASSESSED);
    assert_int_equal(f->reason, SYN_REASON_YEAR);
}

static void what_is_not_measured_every_quarter_is_not_assessed_2(void **state)
{
    catalogue = make_catalogue(1);
    series[0] = make_series(0, SYN_QUARTER, FIRST,
                            COUNTS(50, -1, -1, -1, 60, -1, -1, -1), *state);
    const struct syn_finding *f = assess(1, 4, *state);
    assert_int_equal(f->class, SYN_CLASS_UNASSESSED);
    assert_int_equal(f->reason, SYN_REASON_SELDOM);
    series[0] = make_series(0, SYN_QUARTER, FIRST,
                            COUNTS(-1, -1, -1, -1, -1, 50, 60), *state);
    assert_int_equal(assess(1, 6, *state)->class, SYN_CLASS_FEW);
    series[0] = make_series(0, SYN_QUARTER, FIRST, COUNTS(-1, 50), *state);
    assert_int_equal(assess(1, 1, *state)->class, SYN_CLASS_FEW);
    indicators[0].measure = SYN_MEASURE_SURVEY;
    assert_int_equal(assess(1, 1, *state)->class, SYN_CLASS_UNASSESSED);
}

/* What a quarter of INDICATORS[0] is called after twelve like it. */
static const struct syn_finding *judge_as_it_is(struct syn_arena *arena)
{
    static double values[13];

    series[0] = level(0, 13, 40, 41, arena);
    series[0].value = syn_indicator_has_value(&indicators[0]) ? values : NULL;
    return assess(1, 12, arena);
}

static void what_no_model_fits_is_not_assessed_2(void **state)
{
    catalogue = make_catalogue(1);
    assert_int_equal(judge_as_it_is(*state)->reason, SYN_REASON_ENOUGH);
    indicators[0].measure = SYN_MEASURE_DURATION;
    indicators[0].statistic = SYN_STATISTIC_MEDIAN;
    const struct syn_finding *f = judge_as_it_is(*state);
    assert_int_equal(f->class, SYN_CLASS_UNASSESSED);
    assert_int_equal(f->reason, SYN_REASON_VALUE);
    assert_int_equal(f->history[5].class, SYN_CLASS_UNASSESSED);
    assert_false(f->normal.known || f->coming.known);
    assert_int_equal(findings.n_tested, 0);
    indicators[0].measure = SYN_MEASURE_STATUS;
    indicators[0].statistic = SYN_STATISTIC_RECENT;
    assert_int_equal(judge_as_it_is(*state)->reason, SYN_REASON_STATUS);
    indicators[0].measure = SYN_MEASURE_REPEAT;
    indicators[0].window = 12;
    f = judge_as_it_is(*state);
    assert_int_equal(f->class, SYN_CLASS_UNASSESSED);
    assert_int_equal(f->reason, SYN_REASON_WINDOWS);
    indicators[0].window = 3;
    assert_int_equal(judge_as_it_is(*state)->class, SYN_CLASS_NORMAL);
    series[0].count[12] = 3; /* Hidden, or missing: still of its kind. */
    assert_int_equal(assess(1, 12, *state)->class, SYN_CLASS_FEW);
    indicators[0].window = 12;
    assert_int_equal(assess(1, 12, *state)->class, SYN_CLASS_UNASSESSED);
    series[0].state[12] = SYN_STATE_MISSING;
    assert_int_equal(assess(1, 12, *state)->class, SYN_CLASS_INCOMPARABLE);
}

/* --- estimates --------------------------------------------------------- */

/* Garwood: 10 events, 4.7953887 to 18.3903560 (poisson.test() of R 4.2).
 * Wilson: 5 of 20, 0.1118617 to 0.4687009 (binom::binom.wilson of R). */
static void a_cell_amounts_to_a_rate_or_a_share(void **state)
{
    struct syn_indicator indicator = {.per = 1000};
    struct syn_cell cell = {
        .state = SYN_STATE_VALUE, .count = 10, .of = 0, .exposure = 20000};
    struct syn_estimate e = syn_estimate_rate(&cell, &indicator);

    (void)state;
    assert_float_equal(e.value, 0.5, 1e-9);
    assert_float_equal(e.lower, 4.7953887 / 20, 1e-6);
    assert_float_equal(e.upper, 18.3903560 / 20, 1e-6);
    cell = (struct syn_cell){.state = SYN_STATE_VALUE, .count = 5, .of = 20};
    e = syn_estimate_share(&cell);
    assert_float_equal(e.value, 0.25, 1e-9);
    assert_float_equal(e.lower, 0.1118617, 1e-6);
    assert_float_equal(e.upper, 0.4687009, 1e-6);
    cell = (struct syn_cell){.state = SYN_STATE_ZERO, .exposure = 1000};
    e = syn_estimate_rate(&cell, &indicator);
    assert_float_equal(e.value, 0, 1e-9);
    assert_float_equal(e.lower, 0, 1e-9);
    assert_float_equal(e.upper, 3.6888795, 1e-6);
}

static void what_is_hidden_has_no_estimate(void **state)
{
    struct syn_indicator indicator = {.per = 1000};
    struct syn_cell cell = {.count = 10, .of = 20, .exposure = 100};

    (void)state;
    for (int s = SYN_STATE_MISSING; s < SYN_N_STATES; s++) {
        cell.state = (enum syn_state)s;
        assert_true(isnan(syn_estimate_rate(&cell, &indicator).value));
        assert_true(isnan(syn_estimate_share(&cell).upper));
    }
    cell.state = SYN_STATE_VALUE;
    cell.exposure = 0;
    assert_true(isnan(syn_estimate_rate(&cell, &indicator).value));
    cell.of = 0;
    assert_true(isnan(syn_estimate_share(&cell).value));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_normal_range_is_of_the_quarters_before_1),
        TEST(what_comes_after_is_not_looked_at_1),
        TEST(provisional_quarters_are_no_baseline_1),
        TEST(the_coming_quarter_says_what_would_be_a_sign_5),
        TEST(every_class_has_its_case_2),
        TEST(fewer_than_five_expected_is_too_few_2),
        TEST(a_baseline_much_of_which_is_hidden_is_too_few_2),
        TEST(a_clear_change_must_be_among_the_discoveries_2),
        TEST(the_wish_decides_what_is_favourable),
        TEST(a_fall_is_one_step_less_sure_while_provisional_4),
        TEST(a_break_starts_the_baseline_anew_1),
        TEST(a_confirmed_change_starts_the_baseline_anew_7),
        TEST(a_step_is_suggested_and_changes_no_class_7),
        TEST(the_agreement_is_compared_in_equal_windows_3),
        TEST(a_comparison_says_what_it_would_have_found_5),
        TEST(what_is_hidden_missing_or_broken_is_not_compared_3),
        TEST(a_rate_is_compared_only_where_all_of_the_population_is_known_3),
        TEST(four_quarters_are_summed_if_all_are_shown),
        TEST(a_year_is_set_against_the_one_before_8),
        TEST(calendar_years_stand_in_for_hidden_quarters_8),
        TEST(the_time_since_the_last_event_is_told_8),
        TEST(every_period_says_why_it_is_assessed_as_it_is_8),
        TEST(a_long_run_makes_a_normal_quarter_a_sign_9),
        TEST(a_sign_at_the_end_of_a_run_is_clear_9),
        TEST(the_last_quarter_is_a_complete_one),
        TEST(the_headline_group_is_chosen_if_the_indicator_has_it),
        TEST(what_is_counted_once_a_year_speaks_by_years),
        TEST(what_is_not_measured_every_quarter_is_not_assessed_2),
        TEST(what_no_model_fits_is_not_assessed_2),
        TEST(a_cell_amounts_to_a_rate_or_a_share),
        TEST(what_is_hidden_has_no_estimate),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
