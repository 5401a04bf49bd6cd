/* SVG is written by hand.  Cairo would turn text into outlines, which nobody
 * can search, hear or translate, and would number its ids from a counter that
 * lives as long as the process: two drawings, two different files. */
#include <samsyn/plots/canvas.h>

#include <math.h>

#include <samsyn/plots/theme.h>

#include "canvas_write.h"

/* Tenths of a point.  Adding zero turns -0 into 0. */
static void put_number(struct syn_text *out, double value)
{
    double tenths = round(value * 10) / 10 + 0.0;
    syn_text_addf(out, "%.*f", tenths == floor(tenths) ? 0 : 1, tenths);
}

static void put(struct syn_text *out, const char *name, double value)
{
    syn_text_addf(out, " %s=\"", name);
    put_number(out, value);
    syn_text_add(out, "\"");
}

static void put_line(struct syn_text *out, const struct syn_mark *mark)
{
    struct syn_dashes dashes = syn_dashes_of(mark->dash);

    syn_text_add(out, "<line");
    put(out, "x1", mark->x);
    put(out, "y1", mark->y);
    put(out, "x2", mark->x + mark->w);
    put(out, "y2", mark->y + mark->h);
    syn_text_addf(out, " stroke=\"#%06x\"", mark->colour);
    put(out, "stroke-width", mark->thick);
    if (dashes.on > 0)
        syn_text_addf(out, " stroke-dasharray=\"%g %g\"", dashes.on,
                      dashes.off);
    else
        syn_text_add(out, " stroke-linecap=\"round\"");
    syn_text_add(out, "/>\n");
}

static void put_rect(struct syn_text *out, const struct syn_mark *mark)
{
    syn_text_add(out, "<rect");
    put(out, "x", mark->x);
    put(out, "y", mark->y);
    put(out, "width", mark->w);
    put(out, "height", mark->h);
    syn_text_addf(out, " fill=\"#%06x\"/>\n", mark->colour);
}

static void put_triangle(struct syn_text *out,
                         const struct syn_mark *mark,
                         const struct syn_outline *outline)
{
    syn_text_add(out, "<polygon points=\"");
    for (int i = 0; i < 3; i++) {
        put_number(out, mark->x + outline->x[i]);
        syn_text_add(out, ",");
        put_number(out, mark->y + outline->y[i]);
        syn_text_add(out, i < 2 ? " " : "\"");
    }
}

static void put_shape(struct syn_text *out, const struct syn_mark *mark)
{
    struct syn_outline outline = syn_outline_of(mark->shape, mark->w);

    if (outline.radius > 0) {
        syn_text_add(out, "<circle");
        put(out, "cx", mark->x);
        put(out, "cy", mark->y);
        put(out, "r", outline.radius);
    } else {
        put_triangle(out, mark, &outline);
    }
    if (outline.stroke > 0) {
        syn_text_addf(out, " fill=\"#%06x\" stroke=\"#%06x\"",
                      (unsigned)SYN_THEME_PAPER, mark->colour);
        put(out, "stroke-width", outline.stroke);
    } else {
        syn_text_addf(out, " fill=\"#%06x\"", mark->colour);
    }
    syn_text_add(out, "/>\n");
}

static void put_text(struct syn_text *out, const struct syn_mark *mark)
{
    static const char *const anchor[] = {"", " text-anchor=\"middle\"",
                                         " text-anchor=\"end\""};

    syn_text_add(out, "<text");
    put(out, "x", mark->x);
    put(out, "y", mark->y);
    put(out, "font-size", mark->h);
    syn_text_addf(out, "%s%s fill=\"#%06x\">", anchor[mark->anchor],
                  mark->weight == SYN_WEIGHT_BOLD ? " font-weight=\"bold\""
                                                  : "",
                  mark->colour);
    syn_text_add_xml(out, mark->text);
    syn_text_add(out, "</text>\n");
}

static void (*const put_mark[])(struct syn_text *, const struct syn_mark *) = {
    [SYN_MARK_LINE] = put_line,
    [SYN_MARK_RECT] = put_rect,
    [SYN_MARK_SHAPE] = put_shape,
    [SYN_MARK_TEXT] = put_text,
};

static void put_clean(struct syn_text *out, const char *text)
{
    syn_text_add_xml(out, syn_text_clean(text, out->arena));
}

static bool has(const char *text)
{
    return text && *text;
}

/* The name and the description that a screen reader speaks.  A picture without
 * a title is an ornament: it is passed over in silence. */
static void
put_name(struct syn_text *out, const struct syn_canvas *canvas, const char *id)
{
    if (!has(canvas->title)) {
        syn_text_add(out, " aria-hidden=\"true\">\n");
        return;
    }
    syn_text_add(out, " role=\"img\" aria-labelledby=\"");
    put_clean(out, id);
    syn_text_add(out, "-t");
    if (has(canvas->description)) {
        syn_text_add(out, " ");
        put_clean(out, id);
        syn_text_add(out, "-d");
    }
    syn_text_add(out, "\">\n<title id=\"");
    put_clean(out, id);
    syn_text_add(out, "-t\">");
    put_clean(out, canvas->title);
    syn_text_add(out, "</title>\n");
    if (!has(canvas->description))
        return;
    syn_text_add(out, "<desc id=\"");
    put_clean(out, id);
    syn_text_add(out, "-d\">");
    put_clean(out, canvas->description);
    syn_text_add(out, "</desc>\n");
}

static void put_size(struct syn_text *out, const struct syn_canvas *canvas)
{
    syn_text_add(out, " viewBox=\"0 0 ");
    put_number(out, canvas->width);
    syn_text_add(out, " ");
    put_number(out, canvas->height);
    syn_text_add(out, "\" width=\"");
    put_number(out, canvas->width);
    syn_text_add(out, "pt\" height=\"");
    put_number(out, canvas->height);
    syn_text_add(out, "pt\"");
    if (has(canvas->lang)) {
        syn_text_add(out, " lang=\"");
        put_clean(out, canvas->lang);
        syn_text_add(out, "\"");
    }
}

void syn_canvas_svg(const struct syn_canvas *canvas,
                    const char *id,
                    bool standalone,
                    struct syn_text *out)
{
    if (standalone)
        syn_text_add(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    syn_text_add(out, "<svg xmlns=\"http://www.w3.org/2000/svg\"");
    put_size(out, canvas);
    syn_text_add(out, " font-family=\"" SYN_THEME_FONT "\"");
    put_name(out, canvas, id);
    syn_text_add(out, "<g aria-hidden=\"true\">\n");
    if (standalone) /* A viewer's own ground may be dark. */
        syn_text_addf(out,
                      "<rect width=\"100%%\" height=\"100%%\" "
                      "fill=\"#%06x\"/>\n",
                      (unsigned)SYN_THEME_PAPER);
    for (const struct syn_mark *m = canvas->first; m; m = m->next)
        put_mark[m->kind](out, m);
    syn_text_add(out, "</g>\n</svg>\n");
}
