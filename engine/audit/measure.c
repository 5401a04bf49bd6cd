/* What a drawing tells by its lengths: labels of an axis give the scale, bars,
 * dots and corners of lines the values. */
#include "markup.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "index.h"

/* A number written at a place. */
struct label {
    double at[2], value; /* x and y */
};

/* VALUE = ZERO + at x STEP along an axis, from FIRST to LAST value. */
struct axis {
    bool found;
    double zero, step, first, last;
};

enum { X, Y, LEAST_LABELS = 3 };

struct drawing {
    struct document *doc;
    struct label *labels;
    size_t n, room;
    struct axis axis[2];
};

static double
number(struct document *doc, const xmlNode *node, const char *name)
{
    return strtod(syn_attribute(doc, node, name), NULL);
}

static void add_label(struct drawing *d, const xmlNode *n)
{
    const char *text = syn_content(d->doc, n);
    char *end;
    double value = strtod(text, &end);

    if (end == text || end[strspn(end, " \n\t")] != '\0')
        return;
    struct label *label =
        syn_grow(&d->labels, d->n++, &d->room, sizeof *label, d->doc->arena);
    *label =
        (struct label){{number(d->doc, n, "x"), number(d->doc, n, "y")}, value};
}

static void find_labels( // NOLINT(misc-no-recursion)
    struct drawing *d,
    const xmlNode *node)
{
    for (const xmlNode *n = node; n; n = n->next) {
        if (n->type == XML_ELEMENT_NODE &&
            strcmp((const char *)n->name, "text") == 0)
            add_label(d, n);
        find_labels(d, n->type == XML_ELEMENT_NODE ? n->children : NULL);
    }
}

/* The axis that two labels would make, and how many others stand on it. */
static struct axis try_axis(const struct drawing *d,
                            int axis,
                            const struct label *a,
                            const struct label *b,
                            size_t *fits)
{
    int across = axis == X ? Y : X;
    double length = b->at[axis] - a->at[axis];
    struct axis try = {true, 0, 0, INFINITY, -INFINITY};

    *fits = 0;
    if (fabs(a->at[across] - b->at[across]) > 1 || fabs(length) < 2 ||
        a->value == b->value)
        return try;
    try.step = (b->value - a->value) / length;
    try.zero = a->value - a->at[axis] * try.step;
    for (size_t m = 0; m < d->n; m++) {
        const struct label *c = &d->labels[m];
        double off = try.zero + c->at[axis] * try.step - c->value;
        if (fabs(c->at[across] - a->at[across]) > 1 ||
            fabs(off) > fabs(try.step))
            continue;
        ++*fits;
        try.first = fmin(try.first, c->value);
        try.last = fmax(try.last, c->value);
    }
    return try;
}

/* The most labels in one line across AXIS whose values grow evenly. */
static void find_axis(struct drawing *d, int axis)
{
    size_t most = LEAST_LABELS - 1, fits;

    for (size_t i = 0; i < d->n; i++)
        for (size_t k = i + 1; k < d->n; k++) {
            struct axis try =
                try_axis(d, axis, &d->labels[i], &d->labels[k], &fits);
            if (fits > most) {
                most = fits;
                d->axis[axis] = try;
            }
        }
}

static double value_at(const struct axis *axis, double at)
{
    return axis->zero + axis->step * at;
}

/* Labels stand a little beside their line: a shift of a few units is allowed
 * for by taking the baseline where bars begin. */
static void draw(struct drawing *d, int axis, double at, const char *where)
{
    const struct axis *a = &d->axis[axis];
    double value = value_at(a, at), slack = fabs(a->step) / 2;

    if (!a->found || value < a->first - slack || value > a->last + slack)
        return;
    syn_document_draw(d->doc, where, value, slack);
}

/* A bar: from the axis' zero, in length. */
static void draw_bar(struct drawing *d, const xmlNode *n)
{
    static const char *const from[] = {"x", "y"};
    static const char *const size[] = {"width", "height"};

    for (int axis = X; axis <= Y; axis++) {
        const struct axis *a = &d->axis[axis];
        double start = number(d->doc, n, from[axis]),
               length = number(d->doc, n, size[axis]);
        if (!a->found || a->first > 0 || length <= 0)
            continue;
        double base = axis == X ? start : start + length;
        /* Text is set up to half a line off its tick. */
        if (fabs(value_at(a, base)) > 6 * fabs(a->step))
            continue;
        double value = length * fabs(a->step);
        if (value <= a->last + fabs(a->step))
            syn_document_draw(
                d->doc, axis == X ? "width of <rect>" : "height of <rect>",
                value, fabs(a->step) / 2);
    }
}

/* The corners of a path or of a list of points. */
static void draw_points(struct drawing *d, const char *text, const char *where)
{
    double pair[2];
    int have = 0;

    while (*text) {
        char *end;
        double value = strtod(text, &end);
        if (end == text) {
            if (strchr("HhVvCcSsQqTtAa", *text))
                return; /* A curve or a single coordinate: no list. */
            text++;
            continue;
        }
        pair[have++] = value;
        text = end;
        if (have == 2) {
            draw(d, Y, pair[Y], where);
            have = 0;
        }
    }
}

static void find_marks( // NOLINT(misc-no-recursion)
    struct drawing *d,
    const xmlNode *node)
{
    for (const xmlNode *n = node; n; n = n->next) {
        if (n->type != XML_ELEMENT_NODE)
            continue;
        const char *name = (const char *)n->name;
        if (strcmp(name, "rect") == 0)
            draw_bar(d, n);
        else if (strcmp(name, "circle") == 0)
            draw(d, d->axis[Y].found ? Y : X,
                 number(d->doc, n, d->axis[Y].found ? "cy" : "cx"),
                 "place of <circle>");
        else if (strcmp(name, "polyline") == 0)
            draw_points(d, syn_attribute(d->doc, n, "points"),
                        "corner of <polyline>");
        else if (strcmp(name, "path") == 0 &&
                 strcmp(syn_attribute(d->doc, n, "fill"), "none") == 0)
            draw_points(d, syn_attribute(d->doc, n, "d"), "corner of <path>");
        find_marks(d, n->children);
    }
}

void syn_measure_drawing(struct document *doc, const xmlNode *node)
{
    struct drawing d = {.doc = doc};

    find_labels(&d, node->children);
    find_axis(&d, X);
    find_axis(&d, Y);
    if (d.axis[X].found || d.axis[Y].found)
        find_marks(&d, node->children);
}
