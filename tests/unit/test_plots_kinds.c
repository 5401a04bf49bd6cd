#include "test.h"

#include <math.h>

#include <samsyn/plots/chart.h>
#include <samsyn/plots/theme.h>

enum { QUARTERS = 22 };

/* All invented. */
static const int counts[QUARTERS] = {21, 19, 21, 20, 17, 21, 24, 20,
                                     7,  28, 19, 17, 13, 19, 25, 22,
                                     22, 26, 28, 30, 24, 33};

static struct syn_point points[QUARTERS];
static struct syn_chart_series series;

/* The first N quarters, each with a value. */
static struct syn_chart chart_of(size_t n)
{
    series = (struct syn_chart_series){"Eksempel", points, n, SYN_THEME_INK};
    for (size_t i = 0; i < n; i++)
        points[i] = (struct syn_point){.y = counts[i],
                                       .low = 13,
                                       .high = 32,
                                       .expected = 19.7,
                                       .shape = SYN_SHAPE_DOT,
                                       .colour = SYN_THEME_COMMON};
    return (struct syn_chart){.title = "Ungdomsvold over normalt nivå",
                              .lang = "nb",
                              .series = &series,
                              .n_series = 1,
                              .decimal = ',',
                              .last_value = "33*",
                              .last_label = "2. kv. 2025",
                              .range_label = "normalt: 13–32",
                              .range_note = "(95 % av kvartalene)",
                              .last_colour = SYN_THEME_UNFAVOURABLE,
                              .width = SYN_THEME_FULL_WIDTH,
                              .height = SYN_THEME_FULL_HEIGHT};
}

/* Points 0, 3, 5, 9 and 21 are of STATE. */
static void take_away(enum syn_point_state state)
{
    points[0].state = points[3].state = points[5].state = state;
    points[9].state = points[21].state = state;
}

static struct syn_canvas *
draw(const char *kind, const struct syn_chart *chart, struct syn_arena *arena)
{
    struct syn_canvas *canvas = NULL;
    assert_int_equal(syn_chart_draw(&canvas, kind, chart, arena, &diag),
                     SYN_OK);
    return canvas;
}

/* How many marks of KIND CANVAS has, of width or diameter SIZE if that is not
 * 0. */
static size_t
count(const struct syn_canvas *canvas, enum syn_mark_kind kind, double size)
{
    size_t n = 0;
    for (const struct syn_mark *m = canvas->first; m; m = m->next)
        n += m->kind == kind && (size == 0 || m->thick == size ||
                                 (kind == SYN_MARK_SHAPE && m->w == size));
    return n;
}

static size_t data_lines(const struct syn_canvas *canvas)
{
    return count(canvas, SYN_MARK_LINE, SYN_THEME_DATA_PT);
}

static const struct syn_mark *find_text(const struct syn_canvas *canvas,
                                        const char *text)
{
    for (const struct syn_mark *m = canvas->first; m; m = m->next)
        if (m->kind == SYN_MARK_TEXT && strcmp(m->text, text) == 0)
            return m;
    return NULL;
}

static void a_trend_of_plain_numbers_has_all_its_marks(void **state)
{
    struct syn_chart chart = chart_of(QUARTERS);
    struct syn_canvas *canvas = draw("trend", &chart, *state);

    assert_int_equal(data_lines(canvas), QUARTERS - 1);
    assert_int_equal(count(canvas, SYN_MARK_RECT, 0), QUARTERS);
    assert_int_equal(count(canvas, SYN_MARK_SHAPE, SYN_THEME_DOT_PT), QUARTERS);
    assert_int_equal(count(canvas, SYN_MARK_LINE, SYN_THEME_EXPECTED_PT),
                     QUARTERS);
}

/* 22 points, of which 0, 3, 5, 9 and 21 are missing: 21 segments less those at
 * 0-1, 2-3, 3-4, 4-5, 5-6, 8-9, 9-10 and 20-21. */
static void a_gap_is_never_bridged(void **state)
{
    struct syn_chart chart = chart_of(QUARTERS);
    take_away(SYN_POINT_MISSING);
    struct syn_canvas *canvas = draw("trend", &chart, *state);

    assert_int_equal(data_lines(canvas), 13);
    assert_int_equal(count(canvas, SYN_MARK_RECT, 0), QUARTERS - 5);
    assert_int_equal(count(canvas, SYN_MARK_SHAPE, 0), QUARTERS - 5);
}

static void the_line_is_not_drawn_across_a_break(void **state)
{
    struct syn_chart chart = chart_of(QUARTERS);
    struct syn_chart_event at = {8, "Ny registrering", true};

    chart.events = &at;
    chart.n_events = 1;
    assert_int_equal(data_lines(draw("trend", &chart, *state)), QUARTERS - 2);
    at.at = 8.4; /* Still before the middle of point 8. */
    assert_int_equal(data_lines(draw("trend", &chart, *state)), QUARTERS - 2);
    at.is_break = false;
    assert_int_equal(data_lines(draw("trend", &chart, *state)), QUARTERS - 1);
}

static void the_line_into_a_provisional_point_is_dashed(void **state)
{
    struct syn_chart chart = chart_of(QUARTERS);
    size_t dashed = 0;

    points[21].provisional = true;
    points[21].shape = SYN_SHAPE_UP_OPEN;
    struct syn_canvas *canvas = draw("trend", &chart, *state);
    for (const struct syn_mark *m = canvas->first; m; m = m->next)
        dashed += m->kind == SYN_MARK_LINE && m->dash == SYN_DASH_SEGMENT;
    assert_int_equal(dashed, 1);
    assert_int_equal(count(canvas, SYN_MARK_SHAPE, SYN_THEME_SIGNAL_PT), 1);
}

static void a_hidden_value_is_a_colon_on_the_base_line(void **state)
{
    struct syn_chart chart = chart_of(QUARTERS);
    take_away(SYN_POINT_SUPPRESSED);
    struct syn_canvas *canvas = draw("trend", &chart, *state);
    const struct syn_mark *colon = find_text(canvas, ":");
    const struct syn_mark *zero = find_text(canvas, "0");
    size_t n = 0;

    for (const struct syn_mark *m = canvas->first; m; m = m->next)
        n += m->kind == SYN_MARK_TEXT && strcmp(m->text, ":") == 0;
    assert_int_equal(n, 5);
    assert_true(fabs(colon->y - zero->y) < 8);
}

/* 1.1 * 33 = 36.3, so 0 to 40; 1.1 * 0.38 = 0.418; 1.1 * 12345 = 13579.5; a
 * count of at most 1 has no tick at a half; nothing shown, no number. */
static void the_axis_starts_at_zero_and_speaks_the_language(void **state)
{
    static const struct {
        double most;
        char decimal;
        const char *shown[6];
        const char *not_shown;
    } axes[] = {
        {33, ',', {"0", "10", "20", "30", "40"}, "50"},
        {0.38, ',', {"0,0", "0,2", "0,4", "0,6"}, "0,8"},
        {0.38, '.', {"0.0", "0.2", "0.4", "0.6"}, "0,2"},
        {12345,
         ',',
         {"0",
          "5\xc2\xa0"
          "000",
          "15\xc2\xa0"
          "000"},
         "20\xc2\xa0"
         "000"},
        {1, ',', {"0", "1", "2"}, "0,5"},
        {-3.8,
         ',',
         {"0",
          "\xe2\x88\x92"
          "2",
          "\xe2\x88\x92"
          "6"},
         "2"},
        {NAN, ',', {NULL}, "0"},
    };

    for (size_t i = 0; i < sizeof axes / sizeof *axes; i++) {
        struct syn_chart chart = chart_of(1);
        points[0].y = axes[i].most;
        points[0].low = points[0].high = NAN;
        chart.decimal = axes[i].decimal;
        struct syn_canvas *canvas = draw("trend", &chart, *state);
        for (size_t j = 0; axes[i].shown[j]; j++)
            if (!find_text(canvas, axes[i].shown[j]))
                fail_msg("axis %zu lacks %s", i, axes[i].shown[j]);
        assert_null(find_text(canvas, axes[i].not_shown));
    }
}

static void
a_value_in_the_middle_of_its_range_leaves_room_for_both(void **state)
{
    struct syn_chart chart = chart_of(QUARTERS);

    for (int y = 0; y <= 40; y++) {
        points[21].y = y;
        struct syn_canvas *canvas = draw("trend", &chart, *state);
        assert_int_equal(syn_canvas_collisions(canvas, NULL), 0);
        const struct syn_mark *value = find_text(canvas, "33*");
        const struct syn_mark *range = find_text(canvas, "normalt: 13–32");
        assert_true(value && range && fabs(value->y - range->y) > 15);
        assert_int_equal(value->weight, SYN_WEIGHT_BOLD);
        assert_int_equal(value->colour, SYN_THEME_UNFAVOURABLE);
    }
}

static void an_event_stands_before_its_rule_or_behind_if_need_be(void **state)
{
    struct syn_chart chart = chart_of(QUARTERS);
    struct syn_chart_event one = {14, "Utvidet", false};

    chart.events = &one;
    chart.n_events = 1;
    struct syn_canvas *canvas = draw("trend", &chart, *state);
    assert_int_equal(find_text(canvas, "Utvidet")->anchor, SYN_ANCHOR_END);
    one.at = 0;
    canvas = draw("trend", &chart, *state);
    assert_int_equal(find_text(canvas, "Utvidet")->anchor, SYN_ANCHOR_START);
    one.at = 23; /* After the last point: not on this axis. */
    assert_null(find_text(draw("trend", &chart, *state), "Utvidet"));
    one.at = NAN;
    assert_null(find_text(draw("trend", &chart, *state), "Utvidet"));
}

static void a_long_event_stands_on_two_lines_divided_at_its_comma(void **state)
{
    struct syn_chart chart = chart_of(QUARTERS);
    struct syn_chart_event one = {14, "Utekontakten utvidet, sept. 2023",
                                  false};

    chart.events = &one;
    chart.n_events = 1;
    struct syn_canvas *canvas = draw("trend", &chart, *state);

    assert_non_null(find_text(canvas, "Utekontakten utvidet,"));
    assert_non_null(find_text(canvas, "sept. 2023"));
}

/* 102 by 17 points: from 1 to 102 - 3.2, and from 17 - 3.2 up to 3.2. */
static void a_sparkline_is_where_it_should_be(void **state)
{
    struct syn_chart chart = chart_of(2);

    points[0].y = 0;
    points[1].y = 10;
    points[1].low = 2.5;
    points[1].high = 5;
    points[1].shape = SYN_SHAPE_DOWN;
    points[1].colour = SYN_THEME_FAVOURABLE;
    chart.width = SYN_THEME_SPARK_WIDTH;
    chart.height = SYN_THEME_SPARK_HEIGHT;
    const struct syn_mark *m = draw("spark", &chart, *state)->first;
    assert_int_equal(m->kind, SYN_MARK_RECT);
    assert_true(fabs(m->y - 8.5) < 1e-9 && fabs(m->h - 2.65) < 1e-9);
    m = m->next;
    assert_int_equal(m->kind, SYN_MARK_LINE);
    assert_true(fabs(m->x - 1) < 1e-9 && fabs(m->y - 13.8) < 1e-9);
    assert_true(fabs(m->w - 97.8) < 1e-9 && fabs(m->h + 10.6) < 1e-9);
    m = m->next;
    assert_int_equal(m->shape, SYN_SHAPE_DOWN);
    assert_int_equal(m->colour, SYN_THEME_FAVOURABLE);
    assert_true(fabs(m->x - 98.8) < 1e-9 && fabs(m->y - 3.2) < 1e-9);
    assert_null(m->next);
}

static void a_sparkline_has_no_text_and_marks_a_lonely_point(void **state)
{
    struct syn_chart chart = chart_of(QUARTERS);
    take_away(SYN_POINT_MISSING);
    struct syn_canvas *canvas = draw("spark", &chart, *state);

    assert_int_equal(count(canvas, SYN_MARK_TEXT, 0), 0);
    assert_int_equal(count(canvas, SYN_MARK_SHAPE, 0), 1); /* Point 4. */
    for (size_t i = 0; i < QUARTERS; i++)
        points[i].state = SYN_POINT_SUPPRESSED;
    assert_null(draw("spark", &chart, *state)->first);
    chart = chart_of(0);
    assert_null(draw("spark", &chart, *state)->first);
}

static void steps_have_whiskers_for_the_first_and_labels_for_all(void **state)
{
    static struct syn_point bands[4][3];
    static const char *const names[] = {"Eksempel 2024", "2020–2023",
                                        "Sammenlignbare kommuner", "Landet"};
    static const char *const ages[] = {"10–14", "15–17", "18–22"};
    struct syn_chart_series all[4];
    struct syn_chart chart = chart_of(QUARTERS);

    for (int s = 0; s < 4; s++) {
        all[s] = (struct syn_chart_series){names[s], bands[s], 3,
                                           SYN_THEME_FAVOURABLE};
        for (int i = 0; i < 3; i++)
            bands[s][i] = (struct syn_point){
                .y = 9.4, .low = 7.1, .high = 12.3, .label = ages[i]};
    }
    chart.series = all;
    chart.n_series = 4;
    struct syn_canvas *canvas = draw("steps", &chart, *state);
    assert_int_equal(syn_canvas_collisions(canvas, NULL), 0);
    for (int s = 0; s < 4; s++)
        assert_non_null(find_text(canvas, names[s]));
    for (int i = 0; i < 3; i++)
        assert_non_null(find_text(canvas, ages[i]));
    /* Three steps, two risers between them, and the sample at the label. */
    assert_int_equal(data_lines(canvas), 6);
    assert_int_equal(count(canvas, SYN_MARK_LINE, SYN_THEME_OTHER_PT), 18);
    /* Three lines a whisker, and the x axis, which is as thick. */
    assert_int_equal(count(canvas, SYN_MARK_LINE, SYN_THEME_AXIS_PT), 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_trend_of_plain_numbers_has_all_its_marks),
        TEST(a_gap_is_never_bridged),
        TEST(the_line_is_not_drawn_across_a_break),
        TEST(the_line_into_a_provisional_point_is_dashed),
        TEST(a_hidden_value_is_a_colon_on_the_base_line),
        TEST(the_axis_starts_at_zero_and_speaks_the_language),
        TEST(a_value_in_the_middle_of_its_range_leaves_room_for_both),
        TEST(an_event_stands_before_its_rule_or_behind_if_need_be),
        TEST(a_long_event_stands_on_two_lines_divided_at_its_comma),
        TEST(a_sparkline_is_where_it_should_be),
        TEST(a_sparkline_has_no_text_and_marks_a_lonely_point),
        TEST(steps_have_whiskers_for_the_first_and_labels_for_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
