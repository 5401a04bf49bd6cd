/* Text is measured as it will be drawn: unhinted, so that a size does not
 * depend on the surface, and without ligatures, which would end as actual-text
 * spans in a PDF and cut its headings. */
#include "canvas_text.h"

#include <math.h>
#include <string.h>

#include <samsyn/plots/theme.h>

#include "canvas_write.h"

static void set_context(PangoContext *context)
{
    cairo_font_options_t *options = cairo_font_options_create();

    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(context, options);
    cairo_font_options_destroy(options);
    pango_context_set_round_glyph_positions(context, FALSE);
    /* Pango takes a point for 1/72 of 96 dots unless told. */
    pango_cairo_context_set_resolution(context, 72);
    /* Else that of the environment; no glyph differs between nb, nn and en. */
    pango_context_set_language(context, pango_language_from_string("en"));
}

PangoLayout *syn_layout_new(cairo_t *cr, const struct syn_mark *mark)
{
    PangoLayout *layout = pango_cairo_create_layout(cr);
    PangoFontDescription *font = pango_font_description_new();
    PangoAttrList *attributes = pango_attr_list_new();

    set_context(pango_layout_get_context(layout));
    pango_font_description_set_family_static(font, SYN_THEME_FONT);
    pango_font_description_set_size(font, (int)lround(mark->h * PANGO_SCALE));
    if (mark->weight == SYN_WEIGHT_BOLD)
        pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
    pango_attr_list_insert(attributes,
                           pango_attr_font_features_new("liga=0,clig=0"));
    pango_layout_set_attributes(layout, attributes);
    pango_attr_list_unref(attributes);
    pango_layout_set_text(layout, mark->text, -1);
    return layout;
}

double syn_layout_left(PangoLayout *layout, const struct syn_mark *mark)
{
    static const double shift[] = {0, 0.5, 1}; /* By anchor. */
    PangoRectangle box;

    pango_layout_get_extents(layout, NULL, &box);
    return mark->x - shift[mark->anchor] * box.width / PANGO_SCALE;
}

/* Something to measure on.  No dot is ever drawn. */
static cairo_t *measure_new(void)
{
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1);
    cairo_t *cr = cairo_create(surface);

    cairo_surface_destroy(surface);
    return cr;
}

double syn_text_width(const char *text, double size, enum syn_weight weight)
{
    struct syn_mark mark = {.h = size, .weight = weight, .text = text};
    cairo_t *cr = measure_new();
    PangoLayout *layout = syn_layout_new(cr, &mark);
    PangoRectangle box;

    pango_layout_get_extents(layout, NULL, &box);
    g_object_unref(layout);
    cairo_destroy(cr);
    return (double)box.width / PANGO_SCALE;
}

struct box {
    const char *text;
    double x0, y0, x1, y1;
};

/* What the ink of MARK covers. */
static struct box ink_of(cairo_t *cr, const struct syn_mark *mark)
{
    PangoLayout *layout = syn_layout_new(cr, mark);
    double base = (double)pango_layout_get_baseline(layout) / PANGO_SCALE;
    double left = syn_layout_left(layout, mark);
    PangoRectangle ink;

    pango_layout_get_extents(layout, &ink, NULL);
    g_object_unref(layout);
    struct box box = {.text = mark->text,
                      .x0 = left + (double)ink.x / PANGO_SCALE,
                      .y0 = mark->y - base + (double)ink.y / PANGO_SCALE};
    box.x1 = box.x0 + (double)ink.width / PANGO_SCALE;
    box.y1 = box.y0 + (double)ink.height / PANGO_SCALE;
    return box;
}

static bool is_empty(const struct box *box)
{
    return box->x1 <= box->x0 || box->y1 <= box->y0;
}

static bool leaves(const struct box *box, const struct syn_canvas *canvas)
{
    return box->x0 < 0 || box->y0 < 0 || box->x1 > canvas->width ||
           box->y1 > canvas->height;
}

static bool overlap(const struct box *a, const struct box *b)
{
    return a->x0 < b->x1 && b->x0 < a->x1 && a->y0 < b->y1 && b->y0 < a->y1;
}

/* Sets *OUT to the boxes of all texts with ink, in the arena of CANVAS. */
static size_t boxes_of(struct box **out, const struct syn_canvas *canvas)
{
    cairo_t *cr = measure_new();
    size_t n = 0;

    for (const struct syn_mark *m = canvas->first; m; m = m->next)
        n += m->kind == SYN_MARK_TEXT;
    *out = syn_arena_alloc(canvas->arena, n, sizeof **out);
    n = 0;
    for (const struct syn_mark *m = canvas->first; m; m = m->next) {
        if (m->kind != SYN_MARK_TEXT)
            continue;
        (*out)[n] = ink_of(cr, m);
        n += !is_empty(&(*out)[n]);
    }
    cairo_destroy(cr);
    return n;
}

size_t syn_canvas_collisions(const struct syn_canvas *canvas,
                             const char **first)
{
    struct syn_arena_mark mark = syn_arena_mark(canvas->arena);
    struct box *boxes;
    size_t n = boxes_of(&boxes, canvas), found = 0;

    for (size_t i = 0; i < n; i++) {
        size_t here = leaves(&boxes[i], canvas);
        for (size_t j = 0; j < i; j++)
            here += overlap(&boxes[i], &boxes[j]);
        if (here && !found && first)
            *first = boxes[i].text;
        found += here;
    }
    syn_arena_rewind(canvas->arena, mark);
    return found;
}

/* Whether the bytes at S are U+FFFE or U+FFFF: UTF-8 can hold them, XML
 * cannot. */
static bool is_no_character(const char *s)
{
    return strncmp(s, "\xef\xbf\xbe", 3) == 0 ||
           strncmp(s, "\xef\xbf\xbf", 3) == 0;
}

const char *syn_text_clean(const char *text, struct syn_arena *arena)
{
    struct syn_text out = {.arena = arena};
    size_t n = strlen(text);

    syn_text_add(&out, "");
    for (const char *s = text, *end = text + n; s < end; s++) {
        if (!syn_utf8_valid_prefix(s, (size_t)(end - s) < 4 ? (size_t)(end - s)
                                                            : 4)) {
            syn_text_add(&out, "\xef\xbf\xbd");
        } else if (is_no_character(s)) {
            s += 2;
        } else if ((unsigned char)*s < 0x20 || *s == 0x7f) {
            syn_text_add(&out, " ");
        } else {
            do
                syn_text_add_n(&out, s, 1);
            while ((s[1] & 0xc0) == 0x80 && s++);
        }
    }
    return out.at;
}
