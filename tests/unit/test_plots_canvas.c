#include "test.h"

#include <math.h>

#include <samsyn/base/file.h>
#include <samsyn/plots/canvas.h>
#include <samsyn/plots/theme.h>

enum { MAX_FILE = 1 << 20 };

static const char *svg_of(const struct syn_canvas *canvas)
{
    struct syn_text out = {.arena = canvas->arena};
    syn_canvas_svg(canvas, "f3", false, &out);
    return out.at;
}

static size_t read_file(char **out, const char *path, struct syn_arena *arena)
{
    size_t n = 0;
    assert_int_equal(syn_file_read(out, &n, path, MAX_FILE, arena, &diag),
                     SYN_OK);
    return n;
}

static bool holds(const char *bytes, size_t n, const char *what)
{
    size_t length = strlen(what);
    for (size_t i = 0; i + length <= n; i++)
        if (memcmp(bytes + i, what, length) == 0)
            return true;
    return false;
}

static struct syn_canvas *example(struct syn_arena *arena)
{
    struct syn_canvas *canvas = syn_canvas_new(120, 60.25, arena);

    canvas->title = "Vold < 25 år & \"eldre\"";
    canvas->description = "Siste verdi 33.";
    canvas->lang = "nb";
    canvas->date = "2025-06-30";
    syn_canvas_rect(canvas, -0.04, 2.385, 10, 20.06, SYN_THEME_BAND);
    syn_canvas_line(canvas, 1, 2, 11.5, 2, 2, 0x1b1b1b);
    syn_canvas_line(canvas, 1, 2, 1, 30, 0.9, 0x4a4a4a)->dash = SYN_DASH_RULE;
    syn_canvas_shape(canvas, SYN_SHAPE_DOT, 5, 6, 4.4, 0x595959);
    syn_canvas_shape(canvas, SYN_SHAPE_UP, 20, 30, 10, 0xb3470b);
    syn_canvas_shape(canvas, SYN_SHAPE_DOWN, 20, 30, 10, 0x12436d);
    syn_canvas_shape(canvas, SYN_SHAPE_UP_OPEN, 40, 30, 12, 0xb3470b);
    syn_canvas_shape(canvas, SYN_SHAPE_RING, 5, 6, 10, 0x595959);
    syn_canvas_text(canvas, 60, 40, SYN_ANCHOR_MIDDLE, 8.5, 0x4a4a4a, "a<b");
    syn_canvas_text(canvas, 119, 50, SYN_ANCHOR_END, 11, 0x12436d, "33*")
        ->weight = SYN_WEIGHT_BOLD;
    return canvas;
}

/* Written by hand from the header.  A triangle of side 10 is 10 * sqrt(3/4) =
 * 8.66 high; an open circle of 10 has a stroke of 1.6 inside its edge; an open
 * triangle of 12 has one of 1.92, so it is drawn 1 - 0.96 * sqrt(12) / 12 =
 * 0.72 as large around a point at two thirds of 10.39. */
static const char expected[] =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 120 60.3\" "
    "width=\"120pt\" height=\"60.3pt\" lang=\"nb\" "
    "font-family=\"Open Sans, Inter, Noto Sans, DejaVu Sans, sans-serif\" "
    "role=\"img\" aria-labelledby=\"f3-t f3-d\">\n"
    "<title id=\"f3-t\">Vold &lt; 25 år &amp; &quot;eldre&quot;</title>\n"
    "<desc id=\"f3-d\">Siste verdi 33.</desc>\n"
    "<g aria-hidden=\"true\">\n"
    "<rect x=\"0\" y=\"2.4\" width=\"10\" height=\"20.1\" fill=\"#dce3ee\"/>\n"
    "<line x1=\"1\" y1=\"2\" x2=\"11.5\" y2=\"2\" stroke=\"#1b1b1b\" "
    "stroke-width=\"2\" stroke-linecap=\"round\"/>\n"
    "<line x1=\"1\" y1=\"2\" x2=\"1\" y2=\"30\" stroke=\"#4a4a4a\" "
    "stroke-width=\"0.9\" stroke-dasharray=\"2 2\"/>\n"
    "<circle cx=\"5\" cy=\"6\" r=\"2.2\" fill=\"#595959\"/>\n"
    "<polygon points=\"15,34.3 20,25.7 25,34.3\" fill=\"#b3470b\"/>\n"
    "<polygon points=\"15,25.7 20,34.3 25,25.7\" fill=\"#12436d\"/>\n"
    "<polygon points=\"35.7,34.2 40,26.7 44.3,34.2\" fill=\"#ffffff\" "
    "stroke=\"#b3470b\" stroke-width=\"1.9\"/>\n"
    "<circle cx=\"5\" cy=\"6\" r=\"4.2\" fill=\"#ffffff\" stroke=\"#595959\" "
    "stroke-width=\"1.6\"/>\n"
    "<text x=\"60\" y=\"40\" font-size=\"8.5\" text-anchor=\"middle\" "
    "fill=\"#4a4a4a\">a&lt;b</text>\n"
    "<text x=\"119\" y=\"50\" font-size=\"11\" text-anchor=\"end\" "
    "font-weight=\"bold\" fill=\"#12436d\">33*</text>\n"
    "</g>\n</svg>\n";

static void svg_is_real_text_with_a_name_and_rounded_places(void **state)
{
    assert_string_equal(svg_of(example(*state)), expected);
}

static void a_picture_without_a_title_is_passed_over_in_silence(void **state)
{
    const char *svg = svg_of(syn_canvas_new(10, 10, *state));

    assert_non_null(strstr(svg, "<svg xmlns=\"http://www.w3.org/2000/svg\" "
                                "viewBox=\"0 0 10 10\""));
    assert_non_null(strstr(svg, "sans-serif\" aria-hidden=\"true\">"));
    assert_null(strstr(svg, "role="));
    assert_null(strstr(svg, "<title"));
}

static void a_file_of_its_own_has_a_declaration_and_paper(void **state)
{
    struct syn_text out = {.arena = *state};

    syn_canvas_svg(syn_canvas_new(10, 10, *state), "x", true, &out);
    assert_int_equal(strncmp(out.at, "<?xml version=\"1.0\"", 19), 0);
    assert_non_null(strstr(out.at, "height=\"100%\" fill=\"#ffffff\"/>"));
}

static void a_mark_that_is_not_all_there_is_left_out(void **state)
{
    struct syn_canvas *canvas = syn_canvas_new(50, 50, *state);

    syn_canvas_line(canvas, 1, NAN, 3, 4, 1, 0)->dash = SYN_DASH_RULE;
    syn_canvas_line(canvas, 1, 2, 3, INFINITY, 1, 0);
    syn_canvas_rect(canvas, 1, 2, NAN, 4, 0);
    syn_canvas_shape(canvas, SYN_SHAPE_BREAK, 1, NAN, 4, 0);
    syn_canvas_shape(canvas, SYN_SHAPE_DASH, 1, NAN, 4, 0);
    syn_canvas_shape(canvas, SYN_SHAPE_UP, NAN, 1, 4, 0);
    syn_canvas_text(canvas, NAN, 1, SYN_ANCHOR_START, 9, 0, "7");
    assert_null(canvas->first);
    syn_canvas_rect(canvas, 1, 2, 3, 4, 0);
    assert_non_null(canvas->first);
    assert_null(canvas->first->next);
}

static void text_is_made_fit_for_every_format(void **state)
{
    static const struct {
        const char *given, *kept;
    } texts[] = {
        {"Østfold \xe2\x80\x93 år", "Østfold \xe2\x80\x93 år"},
        {"a\nb\tc\x7f", "a b c "},
        {"a\xc3", "a\xef\xbf\xbd"},
        {"\xff\xc0\xaf!", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd!"},
        {"x\xef\xbf\xbfy\xef\xbf\xbez", "xyz"},
        {"\xf0\x9f\x9a\xb2 4", "\xf0\x9f\x9a\xb2 4"},
        {"", ""},
    };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct syn_canvas *canvas = syn_canvas_new(50, 50, *state);
        const struct syn_mark *mark = syn_canvas_text(
            canvas, 1, 9, SYN_ANCHOR_START, 9, 0, texts[i].given);
        assert_string_equal(mark->text, texts[i].kept);
    }
}

static void a_point_is_a_point_and_bold_is_wider(void **state)
{
    double ten = syn_text_width("0123456789", 10, SYN_WEIGHT_NORMAL);

    (void)state;
    /* Ten digits of some half an em.  At 96 dots an inch: a third more. */
    assert_true(ten > 48 && ten < 70);
    assert_true(fabs(syn_text_width("0123456789", 20, SYN_WEIGHT_NORMAL) -
                     2 * ten) < 0.1);
    assert_true(syn_text_width("nivå", 10, SYN_WEIGHT_BOLD) >
                syn_text_width("nivå", 10, SYN_WEIGHT_NORMAL));
    assert_true(syn_text_width("", 10, SYN_WEIGHT_NORMAL) == 0);
}

static void texts_that_touch_or_leave_are_counted(void **state)
{
    struct syn_canvas *canvas = syn_canvas_new(100, 100, *state);
    const char *first = "none";

    syn_canvas_text(canvas, 10, 50, SYN_ANCHOR_START, 10, 0, "over");
    syn_canvas_text(canvas, 10, 70, SYN_ANCHOR_START, 10, 0, "under");
    syn_canvas_text(canvas, 10, 50, SYN_ANCHOR_START, 10, 0, " ");
    assert_int_equal(syn_canvas_collisions(canvas, &first), 0);
    assert_string_equal(first, "none");
    syn_canvas_text(canvas, 12, 53, SYN_ANCHOR_START, 10, 0, "on it");
    assert_int_equal(syn_canvas_collisions(canvas, &first), 1);
    assert_string_equal(first, "on it");
    syn_canvas_text(canvas, 2, 90, SYN_ANCHOR_END, 10, 0, "left");
    syn_canvas_text(canvas, 98, 90, SYN_ANCHOR_START, 10, 0, "right");
    syn_canvas_text(canvas, 50, 3, SYN_ANCHOR_MIDDLE, 10, 0, "top");
    assert_int_equal(syn_canvas_collisions(canvas, NULL), 4);
}

static void the_same_canvas_gives_the_same_bytes(void **state)
{
    static const char *const paths[] = {"canvas.svg", "canvas.pdf",
                                        "canvas.png"};

    for (size_t i = 0; i < 3; i++) {
        struct syn_canvas *canvas = example(*state);
        char *first, *second;
        assert_int_equal(syn_canvas_write(canvas, paths[i], &diag), SYN_OK);
        size_t n = read_file(&first, paths[i], *state);
        assert_int_equal(syn_canvas_write(canvas, paths[i], &diag), SYN_OK);
        assert_int_equal(read_file(&second, paths[i], *state), n);
        assert_true(n > 0);
        assert_memory_equal(first, second, n);
    }
}

static void a_pdf_has_the_date_of_the_data_and_not_of_the_clock(void **state)
{
    struct syn_canvas *canvas = example(*state);
    char *pdf;

    assert_int_equal(syn_canvas_write(canvas, "date.pdf", &diag), SYN_OK);
    size_t n = read_file(&pdf, "date.pdf", *state);
    assert_true(holds(pdf, n, "20250630000000Z)"));
    assert_true(holds(pdf, n, "/Title"));
    canvas->date = NULL;
    assert_int_equal(syn_canvas_write(canvas, "date.pdf", &diag), SYN_OK);
    n = read_file(&pdf, "date.pdf", *state);
    assert_true(holds(pdf, n, "19700101000000Z)"));
}

/* Bytes 16 to 23 of a PNG are its width and its height. */
static void a_png_has_two_dots_a_point(void **state)
{
    char *png;

    assert_int_equal(syn_canvas_write(example(*state), "dots.png", &diag),
                     SYN_OK);
    assert_true(read_file(&png, "dots.png", *state) > 24);
    assert_memory_equal(png + 16, "\0\0\0\xf0\0\0\0\x79", 8); /* 240, 121 */
}

static void what_cannot_be_written_is_said(void **state)
{
    struct syn_canvas *canvas = example(*state);

    assert_int_equal(syn_canvas_write(canvas, "a.gif", &diag), SYN_EUSAGE);
    assert_string_equal(heard.code, "plots.format");
    assert_string_equal(heard.loc.path, "a.gif");
    assert_int_equal(syn_canvas_write(canvas, "suffixless", &diag), SYN_EUSAGE);
    assert_int_equal(syn_canvas_write(canvas, "no/such/a.svg", &diag), SYN_EIO);
    assert_int_equal(syn_canvas_write(canvas, "no/such/a.pdf", &diag), SYN_EIO);
    canvas->width = 1e5; /* Cairo has no image of that width. */
    assert_int_equal(syn_canvas_write(canvas, "wide.png", &diag), SYN_EIO);
    assert_string_equal(heard.code, "plots.draw");
    assert_false(syn_file_exists("wide.png"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(svg_is_real_text_with_a_name_and_rounded_places),
        TEST(a_picture_without_a_title_is_passed_over_in_silence),
        TEST(a_file_of_its_own_has_a_declaration_and_paper),
        TEST(a_mark_that_is_not_all_there_is_left_out),
        TEST(text_is_made_fit_for_every_format),
        TEST(a_point_is_a_point_and_bold_is_wider),
        TEST(texts_that_touch_or_leave_are_counted),
        TEST(the_same_canvas_gives_the_same_bytes),
        TEST(a_pdf_has_the_date_of_the_data_and_not_of_the_clock),
        TEST(a_png_has_two_dots_a_point),
        TEST(what_cannot_be_written_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
