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
    double size;         /* Of its letters. */
};

/* VALUE = ZERO + at x STEP along an axis, from FIRST to LAST value. */
struct axis {
    bool found;
    bool ruled; /* Lines beside the labels say where exactly they stand. */
    double zero, step, first, last;
};

enum { X, Y, LEAST_LABELS = 3, USUAL_SIZE = 12 };

/* Places are written with a tenth, of labels, lines and marks: as many tenths
 * a mark may be off a line, and something for the arithmetic. */
#define RULED_SLACK 0.25
/* Without lines it is not known where exactly a label stands. */
#define LABEL_SLACK 1.0

static double value_at(const struct axis *axis, double at)
{
    return axis->zero + axis->step * at;
}

struct drawing {
    struct document *doc;
    struct label *labels;
    double *lines[2]; /* Places of lines across each axis. */
    size_t n, room, n_lines[2], line_room[2];
    struct axis axis[2];
};

static double
number(struct document *doc, const xmlNode *node, const char *name)
{
    return strtod(syn_attribute(doc, node, name), NULL);
}

/* Reads "1 000", "0,5" and "-3" as charts write them: with a space of any
 * kind between thousands, a point or a comma, a hyphen or a minus sign. */
static bool read_label(double *out, const char *text)
{
    static const char *const marks[][2] = {
        {"\xc2\xa0", ""},     {"\xe2\x80\x89", ""},
        {"\xe2\x80\xaf", ""}, {"\xe2\x88\x92", "-"},
        {",", "."},           {" ", ""},
        {"\n", ""},           {"\t", ""}};
    char plain[32], *end;
    size_t n = 0;

    while (*text && n + 1 < sizeof plain) {
        size_t i = 0;
        while (i < sizeof marks / sizeof *marks &&
               strncmp(text, marks[i][0], strlen(marks[i][0])) != 0)
            i++;
        if (i == sizeof marks / sizeof *marks) {
            plain[n++] = *text++;
            continue;
        }
        if (*marks[i][1])
            plain[n++] = *marks[i][1];
        text += strlen(marks[i][0]);
    }
    plain[n] = '\0';
    *out = strtod(plain, &end);
    return n && !*text && !*end && strspn(plain, "-0123456789.") == n;
}

static void add_label(struct drawing *d, const xmlNode *n)
{
    double value, size = number(d->doc, n, "font-size");

    if (!read_label(&value, syn_content(d->doc, n)))
        return;
    struct label *label =
        syn_grow(&d->labels, d->n++, &d->room, sizeof *label, d->doc->arena);
    *label = (struct label){{number(d->doc, n, "x"), number(d->doc, n, "y")},
                            value,
                            size > 0 ? size : USUAL_SIZE};
}

/* A line that runs straight across an axis. */
static void add_line(struct drawing *d, const xmlNode *n)
{
    static const char *const from[] = {"x1", "y1"}, *const to[] = {"x2", "y2"};

    for (int axis = X; axis <= Y; axis++) {
        double at = number(d->doc, n, from[axis]);
        if (fabs(at - number(d->doc, n, to[axis])) > 0.01)
            continue;
        *(double *)syn_grow(&d->lines[axis], d->n_lines[axis],
                            &d->line_room[axis], sizeof at, d->doc->arena) = at;
        d->n_lines[axis]++;
    }
}

static void find_labels( // NOLINT(misc-no-recursion)
    struct drawing *d,
    const xmlNode *node)
{
    for (const xmlNode *n = node; n; n = n->next) {
        if (n->type != XML_ELEMENT_NODE)
            continue;
        if (strcmp((const char *)n->name, "text") == 0)
            add_label(d, n);
        else if (strcmp((const char *)n->name, "line") == 0)
            add_line(d, n);
        find_labels(d, n->children);
    }
}

/* Whether label C stands on the axis TRY through label A. */
static bool is_on(const struct label *c,
                  int axis,
                  const struct axis *try,
                  const struct label *a)
{
    int across = axis == X ? Y : X;
    double off = try->zero + c->at[axis] * try->step - c->value;

    return fabs(c->at[across] - a->at[across]) <= 1 &&
           fabs(off) <= fabs(try->step);
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
    struct axis try = {.found = true, .first = INFINITY, .last = -INFINITY};

    *fits = 0;
    if (fabs(a->at[across] - b->at[across]) > 1 || fabs(length) < 2 ||
        a->value == b->value)
        return try;
    try.step = (b->value - a->value) / length;
    try.zero = a->value - a->at[axis] * try.step;
    for (size_t m = 0; m < d->n; m++) {
        if (!is_on(&d->labels[m], axis, &try, a))
            continue;
        ++*fits;
        try.first = fmin(try.first, d->labels[m].value);
        try.last = fmax(try.last, d->labels[m].value);
    }
    return try;
}

/* The line nearest to AT along AXIS; NaN if there is none. */
static double nearest_line(const struct drawing *d, int axis, double at)
{
    double nearest = NAN;

    for (size_t i = 0; i < d->n_lines[axis]; i++)
        if (isnan(nearest) || fabs(d->lines[axis][i] - at) < fabs(nearest - at))
            nearest = d->lines[axis][i];
    return nearest;
}

/* A label is set a little beside the line that it names, all by as much: the
 * lines of the outermost labels are the scale, if every label has one. */
static void rule_axis(struct drawing *d, int axis, const struct label *first)
{
    struct axis *a = &d->axis[axis], ruled = *a;
    const struct label *ends[2] = {NULL, NULL};
    double nearest = INFINITY;

    for (size_t i = 0; i < d->n; i++) {
        const struct label *l = &d->labels[i];
        if (!is_on(l, axis, a, first))
            continue;
        if (l->value == a->first)
            ends[0] = l;
        if (l->value == a->last)
            ends[1] = l;
    }
    if (!ends[0] || !ends[1])
        return;
    for (size_t k = 0; k < d->n_lines[axis]; k++) {
        /* Each line near the lowest label may be its own. */
        double from = d->lines[axis][k], off = from - ends[0]->at[axis],
               to = nearest_line(d, axis, ends[1]->at[axis] + off);
        if (fabs(off) > ends[0]->size ||
            fabs(to - ends[1]->at[axis] - off) > RULED_SLACK ||
            fabs(off) >= nearest)
            continue;
        bool all = true;
        for (size_t i = 0; i < d->n; i++)
            if (is_on(&d->labels[i], axis, a, first))
                all &= fabs(nearest_line(d, axis, d->labels[i].at[axis] + off) -
                            d->labels[i].at[axis] - off) <= RULED_SLACK;
        if (!all)
            continue;
        nearest = fabs(off);
        ruled.ruled = true;
        ruled.step = (a->last - a->first) / (to - from);
        ruled.zero = a->first - from * ruled.step;
    }
    *a = ruled;
}

/* The most labels in one line across AXIS whose values grow evenly. */
static void find_axis(struct drawing *d, int axis)
{
    size_t most = LEAST_LABELS - 1, fits;
    const struct label *first = NULL;

    for (size_t i = 0; i < d->n; i++)
        for (size_t k = i + 1; k < d->n; k++) {
            struct axis try =
                try_axis(d, axis, &d->labels[i], &d->labels[k], &fits);
            if (fits > most) {
                most = fits;
                d->axis[axis] = try;
                first = &d->labels[i];
            }
        }
    if (first)
        rule_axis(d, axis, first);
}

static double slack_of(const struct axis *axis)
{
    return fabs(axis->step) * (axis->ruled ? RULED_SLACK : LABEL_SLACK);
}

static void draw(struct drawing *d, int axis, double at, const char *where)
{
    const struct axis *a = &d->axis[axis];
    double value = value_at(a, at), slack = slack_of(a);

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
        /* Text is set up to half a line off its tick; lines are not. */
        if (fabs(value_at(a, base)) > (a->ruled ? 1 : 6) * fabs(a->step))
            continue;
        double value = length * fabs(a->step);
        if (value <= a->last + fabs(a->step))
            syn_document_draw(
                d->doc, axis == X ? "width of <rect>" : "height of <rect>",
                value, slack_of(a));
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
