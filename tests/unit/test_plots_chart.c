#include "test.h"

#include <math.h>

#include <samsyn/base/file.h>
#include <samsyn/plots/chart.h>
#include <samsyn/plots/theme.h>

enum { QUARTERS = 22, MANY = 400, MAX_FILE = 1 << 20 };

/* All invented. */
static const int counts[QUARTERS] = {21, 19, 21, 20, 17, 21, 24, 20,
                                     7,  28, 19, 17, 13, 19, 25, 22,
                                     22, 26, 28, 30, 24, 33};
static const int lows[] = {10, 13, 11, 13}, highs[] = {27, 32, 28, 30};
static const char *const years[] = {"2020", "2021", "2022",
                                    "2023", "2024", "2025"};

static struct syn_point points[MANY];
static struct syn_chart_series series;

static const struct syn_chart_event events[] = {
    {14, "Utekontakten utvidet, sept. 2023", false},
    {8, "Ny registrering fra 2022", true},
    {21, "Natteravner startet, april 2025", false},
};

/* N quarters. */
static void fill(size_t n)
{
    series = (struct syn_chart_series){"Eksempel", points, n, SYN_THEME_INK};
    for (size_t i = 0; i < n; i++) {
        points[i] = (struct syn_point){.y = counts[i % QUARTERS],
                                       .low = lows[i % 4],
                                       .high = highs[i % 4],
                                       .expected = 19.7,
                                       .shape = SYN_SHAPE_DOT,
                                       .colour = SYN_THEME_COMMON};
        if (i % 4 == 0) {
            points[i].label = years[i / 4 % 6];
            points[i].major = true;
        }
    }
}

static void plain(void)
{
    fill(QUARTERS);
}

static void gap(void)
{
    fill(QUARTERS);
    points[3].state = points[5].state = SYN_POINT_MISSING;
    points[9].y = NAN;
    points[0].state = points[21].state = SYN_POINT_MISSING;
}

static void all_missing(void)
{
    fill(QUARTERS);
    for (size_t i = 0; i < QUARTERS; i++)
        points[i].state = SYN_POINT_MISSING;
}

static void suppressed(void)
{
    fill(QUARTERS);
    points[0].state = points[10].state = points[11].state = points[21].state =
        SYN_POINT_SUPPRESSED;
}

static void one_point(void)
{
    fill(1);
}

static void nothing(void)
{
    fill(0);
}

static void many(void)
{
    fill(MANY);
}

static void many_suppressed(void)
{
    fill(MANY);
    for (size_t i = 0; i < MANY; i++)
        points[i].state = SYN_POINT_SUPPRESSED;
}

static void provisional(void)
{
    fill(QUARTERS);
    points[21].provisional = true;
    points[21].shape = SYN_SHAPE_UP_OPEN;
    points[21].colour = SYN_THEME_UNFAVOURABLE;
}

static void zero_only(void)
{
    fill(QUARTERS);
    for (size_t i = 0; i < QUARTERS; i++)
        points[i].y = points[i].low = points[i].high = points[i].expected = 0;
}

static void huge_values(void)
{
    fill(QUARTERS);
    for (size_t i = 0; i < QUARTERS; i++)
        points[i].y = 1e9 + 1e7 * (double)i;
    points[4].y = 1e300;
    points[5].y = INFINITY;
    points[6].high = 1e308;
}

static void every_shape(void)
{
    fill(SYN_N_SHAPES);
    for (size_t i = 0; i < SYN_N_SHAPES; i++)
        points[i].shape = (enum syn_shape)i;
}

/* What every kind must be able to draw, and whether events go with it. */
static const struct {
    const char *name;
    void (*make)(void);
    size_t n_events;
} canonical[] = {
    {"plain", plain, 0},
    {"gap", gap, 1},
    {"all-missing", all_missing, 0},
    {"suppressed", suppressed, 0},
    {"one-point", one_point, 0},
    {"nothing", nothing, 3},
    {"many", many, 1},
    {"many-suppressed", many_suppressed, 0},
    {"provisional", provisional, 1},
    {"break-and-events", provisional, 3},
    {"zero", zero_only, 0},
    {"huge", huge_values, 0},
    {"shapes", every_shape, 0},
};
enum { N_CANONICAL = sizeof canonical / sizeof *canonical };

static struct syn_chart chart_of(size_t i)
{
    canonical[i].make();
    return (struct syn_chart){
        .title = "Ungdomsvold < 18 år over normalt nivå i 2. kvartal 2025",
        .subtitle = "Anmeldt vold med mistenkt 13–17 år, antall per kvartal, "
                    "Eksempel kommune, 2020–2025",
        .footer = {"* Foreløpig. Grå felt: normal variasjon per kvartal.",
                   "Kilde: anonymisert uttrekk, mottatt 10. juli 2025."},
        .description = "Linjediagram. Siste verdi 33, normalt 13–32.",
        .lang = "nb",
        .date = "2025-06-30",
        .series = &series,
        .n_series = 1,
        .events = events,
        .n_events = canonical[i].n_events,
        .decimal = ',',
        .last_value = "33*",
        .last_label = "2. kv. 2025",
        .range_label = "normalt: 13–32",
        .range_note = "(95 % av kvartalene)",
        .last_colour = SYN_THEME_UNFAVOURABLE,
        .width = SYN_THEME_FULL_WIDTH,
        .height = SYN_THEME_FULL_HEIGHT,
    };
}

static struct syn_canvas *
draw(const char *kind, const struct syn_chart *chart, struct syn_arena *arena)
{
    struct syn_canvas *canvas = NULL;
    assert_int_equal(syn_chart_draw(&canvas, kind, chart, arena, &diag),
                     SYN_OK);
    return canvas;
}

static const char *svg_of(const struct syn_canvas *canvas)
{
    struct syn_text out = {.arena = canvas->arena};
    syn_canvas_svg(canvas, "f", false, &out);
    return out.at;
}

static const struct syn_mark *find_text(const struct syn_canvas *canvas,
                                        const char *text)
{
    for (const struct syn_mark *m = canvas->first; m; m = m->next)
        if (m->kind == SYN_MARK_TEXT && strcmp(m->text, text) == 0)
            return m;
    return NULL;
}

static void write_twice(const struct syn_chart *chart,
                        const char *kind,
                        const char *path,
                        struct syn_arena *arena)
{
    char *bytes[2];
    size_t n[2];

    for (int i = 0; i < 2; i++) {
        struct syn_canvas *canvas = draw(kind, chart, arena);
        assert_int_equal(syn_canvas_write(canvas, path, &diag), SYN_OK);
        assert_int_equal(
            syn_file_read(&bytes[i], &n[i], path, MAX_FILE, arena, &diag),
            SYN_OK);
    }
    assert_true(n[0] > 0);
    assert_int_equal(n[0], n[1]);
    assert_memory_equal(bytes[0], bytes[1], n[0]);
}

static void every_kind_draws_everything_and_twice_the_same(void **state)
{
    static const char *const suffixes[] = {"svg", "pdf", "png"};
    char path[96];

    for (size_t k = 0; k < syn_n_chart_kinds; k++)
        for (size_t i = 0; i < N_CANONICAL; i++)
            for (size_t f = 0; f < 3; f++) {
                struct syn_arena_mark mark = syn_arena_mark(*state);
                struct syn_chart chart = chart_of(i);
                snprintf(path, sizeof path, "chart-%s-%s.%s",
                         syn_chart_kinds[k]->name, canonical[i].name,
                         suffixes[f]);
                write_twice(&chart, syn_chart_kinds[k]->name, path, *state);
                syn_arena_rewind(*state, mark);
            }
}

static void no_text_touches_another_or_leaves(void **state)
{
    static const struct {
        double width, height;
        bool bare;
    } sizes[] = {
        {SYN_THEME_FULL_WIDTH, SYN_THEME_FULL_HEIGHT, false},
        {SYN_THEME_FULL_WIDTH, SYN_THEME_HALF_HEIGHT, true},
        {SYN_THEME_HALF_WIDTH, SYN_THEME_HALF_HEIGHT, false},
        {SYN_THEME_HALF_WIDTH, SYN_THEME_HALF_HEIGHT, true},
    };

    for (size_t k = 0; k < syn_n_chart_kinds; k++)
        for (size_t i = 0; i < N_CANONICAL; i++)
            for (size_t s = 0; s < 4; s++) {
                struct syn_arena_mark mark = syn_arena_mark(*state);
                struct syn_chart chart = chart_of(i);
                const char *first = "";
                chart.width = sizes[s].width;
                chart.height = sizes[s].height;
                chart.bare = sizes[s].bare;
                struct syn_canvas *canvas =
                    draw(syn_chart_kinds[k]->name, &chart, *state);
                if (syn_canvas_collisions(canvas, &first))
                    fail_msg("%s of %s, size %zu: \"%s\"",
                             syn_chart_kinds[k]->name, canonical[i].name, s,
                             first);
                syn_arena_rewind(*state, mark);
            }
}

/* Every element is closed, in order; no stray "<" or "&". */
static void assert_well_formed(const char *s)
{
    char open[16][16];
    size_t depth = 0;

    for (s += strcspn(s, "<&"); *s; s += 1 + strcspn(s + 1, "<&")) {
        size_t n = strcspn(s + 1, "> \n/;");
        if (*s == '&') {
            assert_int_equal(s[n + 1], ';');
            continue;
        }
        const char *end = strchr(s, '>');
        assert_non_null(end);
        if (s[1] == '/') {
            n = (size_t)(end - s) - 2;
            assert_true(depth > 0);
            depth--;
            assert_int_equal(strlen(open[depth]), n);
            assert_memory_equal(open[depth], s + 2, n);
        } else if (end[-1] != '/') {
            assert_true(depth < 16 && n < 16);
            snprintf(open[depth++], 16, "%.*s", (int)n, s + 1);
        }
    }
    assert_int_equal(depth, 0);
}

static void svg_is_well_formed_and_knows_no_missing_number(void **state)
{
    for (size_t k = 0; k < syn_n_chart_kinds; k++)
        for (size_t i = 0; i < N_CANONICAL; i++) {
            struct syn_arena_mark mark = syn_arena_mark(*state);
            struct syn_chart chart = chart_of(i);
            const char *svg =
                svg_of(draw(syn_chart_kinds[k]->name, &chart, *state));
            assert_well_formed(svg);
            assert_non_null(strstr(svg, "Ungdomsvold &lt; 18 år"));
            assert_null(strstr(svg, "\"nan"));
            assert_null(strstr(svg, "\"inf"));
            assert_null(strstr(svg, "\"-0\""));
            syn_arena_rewind(*state, mark);
        }
}

/* Whatever stands in a point that is hidden or missing: the same picture. */
static void what_is_hidden_leaves_no_number(void **state)
{
    for (size_t k = 0; k < syn_n_chart_kinds; k++)
        for (int hide = SYN_POINT_MISSING; hide <= SYN_POINT_SUPPRESSED;
             hide++) {
            struct syn_chart chart = chart_of(0);
            points[7].state = points[21].state = (enum syn_point_state)hide;
            points[7].y = points[21].y = 777;
            points[7].low = points[21].low = 770;
            points[7].high = points[21].high = 790;
            points[7].expected = points[21].expected = 780;
            const char *with =
                svg_of(draw(syn_chart_kinds[k]->name, &chart, *state));
            points[7].y = points[7].low = points[7].high = NAN;
            points[7].expected = NAN;
            points[21] = points[7];
            const char *without =
                svg_of(draw(syn_chart_kinds[k]->name, &chart, *state));
            assert_string_equal(with, without);
        }
}

static void a_long_title_is_wrapped_and_a_mad_one_cut(void **state)
{
    struct syn_chart chart = chart_of(0);
    char mad[2000];

    chart.title = "Anmeldt vold og trusler med mistenkt 13–17 år i offentlige "
                  "rom ligger over normalt nivå i 2. kvartal 2025";
    struct syn_canvas *canvas = draw("trend", &chart, *state);
    assert_null(find_text(canvas, chart.title));
    assert_int_equal(syn_canvas_collisions(canvas, NULL), 0);
    assert_null(strstr(svg_of(canvas), "\xe2\x80\xa6"));
    memset(mad, 'W', sizeof mad - 1);
    mad[sizeof mad - 1] = '\0';
    chart.title = chart.subtitle = chart.footer[2] = chart.last_value = mad;
    chart.last_label = chart.range_label = chart.range_note = mad;
    canvas = draw("trend", &chart, *state);
    assert_int_equal(syn_canvas_collisions(canvas, NULL), 0);
    assert_non_null(strstr(svg_of(canvas), "\xe2\x80\xa6"));
}

static void a_bare_chart_leaves_its_texts_to_the_page(void **state)
{
    struct syn_chart chart = chart_of(0);
    struct syn_canvas *canvas = draw("trend", &chart, *state);

    assert_non_null(find_text(canvas, chart.title));
    assert_non_null(find_text(canvas, chart.footer[1]));
    chart.bare = true;
    canvas = draw("trend", &chart, *state);
    assert_null(find_text(canvas, chart.title));
    assert_null(find_text(canvas, chart.footer[1]));
    assert_string_equal(canvas->title, chart.title);
    assert_true(canvas->height == chart.height);
}

static void labels_that_have_no_room_are_thinned_evenly(void **state)
{
    struct syn_chart chart = chart_of(6);
    size_t years_shown = 0;

    struct syn_canvas *canvas = draw("trend", &chart, *state);
    for (const struct syn_mark *m = canvas->first; m; m = m->next)
        years_shown += m->kind == SYN_MARK_TEXT && m->text[0] == '2' &&
                       strlen(m->text) == 4;
    assert_true(years_shown > 5 && years_shown < MANY / 4);
}

static void what_cannot_be_drawn_is_said(void **state)
{
    struct syn_chart chart = chart_of(0);
    struct syn_canvas *canvas = NULL;

    assert_int_equal(syn_chart_draw(&canvas, "pie", &chart, *state, &diag),
                     SYN_ECONFIG);
    assert_string_equal(heard.code, "plots.kind");
    chart.n_series = 2;
    assert_int_equal(syn_chart_draw(&canvas, "trend", &chart, *state, &diag),
                     SYN_ECONFIG);
    assert_string_equal(heard.text, "a trend chart takes 1 to 1 series, not 2");
    chart.n_series = 0;
    assert_int_equal(syn_chart_draw(&canvas, "steps", &chart, *state, &diag),
                     SYN_ECONFIG);
    assert_null(canvas);
    assert_null(syn_chart_kind_find("pie"));
    assert_string_equal(syn_chart_kind_find("spark")->name, "spark");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_kind_draws_everything_and_twice_the_same),
        TEST(no_text_touches_another_or_leaves),
        TEST(svg_is_well_formed_and_knows_no_missing_number),
        TEST(what_is_hidden_leaves_no_number),
        TEST(a_long_title_is_wrapped_and_a_mad_one_cut),
        TEST(a_bare_chart_leaves_its_texts_to_the_page),
        TEST(labels_that_have_no_room_are_thinned_evenly),
        TEST(what_cannot_be_drawn_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
