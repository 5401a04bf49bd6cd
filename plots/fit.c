#include "fit.h"

#include <math.h>
#include <string.h>

#include <samsyn/plots/theme.h>

#define LINE_HEIGHT 1.22 /* Of the font size. */
#define ASCENT 0.95      /* From the top of a line to its base line. */
#define ELLIPSIS "\xe2\x80\xa6"

/* A font, and where texts that are tried are kept. */
struct fitting {
    double width, size;
    enum syn_weight weight;
    struct syn_arena *arena;
};

double syn_lines_step(const struct syn_lines *lines)
{
    return LINE_HEIGHT * lines->size;
}

double syn_lines_height(const struct syn_lines *lines)
{
    return (double)lines->n * syn_lines_step(lines);
}

static bool fits(const struct fitting *f, const char *text)
{
    return syn_text_width(text, f->size, f->weight) <= f->width;
}

/* The first N bytes of TEXT, and then SUFFIX. */
static const char *
head(const struct fitting *f, const char *text, size_t n, const char *suffix)
{
    return syn_arena_printf(f->arena, "%.*s%s", (int)n, text, suffix);
}

/* I, or where the character that it lies in begins. */
static size_t character_start(const char *text, size_t i)
{
    while (i > 0 && ((unsigned char)text[i] & 0xc0) == 0x80)
        i--;
    return i;
}

/* The most bytes of TEXT, of whole characters, that fit with SUFFIX. */
static size_t
prefix(const struct fitting *f, const char *text, const char *suffix)
{
    size_t low = 0, high = strlen(text) + 1;

    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (fits(f, head(f, text, character_start(text, middle), suffix)))
            low = middle;
        else
            high = middle;
    }
    return character_start(text, low);
}

/* How much of TEXT, which does not fit, goes on this line: whole words, or of
 * a word that is longer than the line what fits, but at least a character. */
static size_t first_line(const struct fitting *f, const char *text)
{
    size_t n = prefix(f, text, "");

    for (size_t i = n; i > 0; i--)
        if (text[i] == ' ')
            return i;
    if (n == 0)
        for (n = 1; ((unsigned char)text[n] & 0xc0) == 0x80; n++)
            ;
    return n;
}

static void add_line(struct syn_lines *lines, const char *text)
{
    lines->at[lines->n++] = text;
    lines->width =
        fmax(lines->width, syn_text_width(text, lines->size, lines->weight));
}

struct syn_lines syn_lines_wrap(const char *text,
                                double width,
                                size_t most,
                                double size,
                                enum syn_weight weight,
                                struct syn_arena *arena)
{
    struct fitting f = {width, size, weight, arena};
    struct syn_lines lines = {.size = size, .weight = weight};

    while (text && *text) {
        if (fits(&f, text)) {
            add_line(&lines, text);
            break;
        }
        if (lines.n + 1 >= most || lines.n + 1 >= SYN_LINES) {
            size_t n = prefix(&f, text, ELLIPSIS);
            add_line(&lines, head(&f, text, n, ELLIPSIS));
            lines.cut = true;
            break;
        }
        size_t n = first_line(&f, text);
        add_line(&lines, head(&f, text, n, ""));
        text += n + strspn(text + n, " ");
    }
    return lines;
}

struct syn_lines syn_lines_heading(const char *text,
                                   double width,
                                   double size,
                                   enum syn_weight weight,
                                   struct syn_arena *arena)
{
    static const struct {
        double scale;
        size_t most;
    } tries[] = {{1, 1}, {0.92, 1}, {1, 2}, {0.92, 2}, {0.84, 2}, {0.84, 3}};
    struct syn_lines lines = {0};

    for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
        lines = syn_lines_wrap(text, width, tries[i].most,
                               fmax(size * tries[i].scale, SYN_THEME_NOTE_PT),
                               weight, arena);
        if (!lines.cut)
            break;
    }
    return lines;
}

/* Where to divide TEXT in two; 0 if nowhere.  A comma makes up for lines that
 * are a little uneven. */
static size_t middle_of(const struct fitting *f, const char *text)
{
    double least = INFINITY;
    size_t best = 0;

    for (size_t i = 1; text[i]; i++) {
        if (text[i] != ' ')
            continue;
        double first = syn_text_width(head(f, text, i, ""), f->size, f->weight);
        double second = syn_text_width(text + i + 1, f->size, f->weight);
        double cost = fmax(first, second) * (text[i - 1] == ',' ? 0.7 : 1);
        if (fmax(first, second) <= f->width && cost < least) {
            least = cost;
            best = i;
        }
    }
    return best;
}

struct syn_lines syn_lines_balance(const char *text,
                                   double width,
                                   double size,
                                   struct syn_arena *arena)
{
    struct fitting f = {width, size, SYN_WEIGHT_NORMAL, arena};
    struct syn_lines lines = {.size = size};
    double short_enough = 8 * size;

    if (!text || !*text)
        return lines;
    size_t middle = middle_of(&f, text);
    if (!middle || (fits(&f, text) &&
                    syn_text_width(text, size, f.weight) <= short_enough))
        return syn_lines_wrap(text, width, 2, size, f.weight, arena);
    add_line(&lines, head(&f, text, middle, ""));
    add_line(&lines, text + middle + 1);
    return lines;
}

double syn_lines_draw(struct syn_canvas *canvas,
                      const struct syn_lines *lines,
                      double x,
                      double y,
                      enum syn_anchor anchor,
                      unsigned colour)
{
    for (size_t i = 0; i < lines->n; i++) {
        syn_canvas_text(canvas, x, y + ASCENT * lines->size, anchor,
                        lines->size, colour, lines->at[i])
            ->weight = lines->weight;
        y += syn_lines_step(lines);
    }
    return y;
}

static void keep_inside(struct syn_slot *slot, double top, double bottom)
{
    slot->centre = fmin(slot->centre, bottom - slot->height / 2);
    slot->centre = fmax(slot->centre, top + slot->height / 2);
}

/* Two that overlap share the way. */
static void push_apart(struct syn_slot *upper, struct syn_slot *lower)
{
    double overlap =
        upper->centre + upper->height / 2 - (lower->centre - lower->height / 2);

    if (overlap > 0) {
        upper->centre -= overlap / 2;
        lower->centre += overlap / 2;
    }
}

void syn_slots_spread(struct syn_slot *slots,
                      size_t n,
                      double top,
                      double bottom)
{
    /* With few of them this settles soon. */
    for (int pass = 0; pass < 64; pass++) {
        for (size_t i = 0; i < n; i++)
            keep_inside(&slots[i], top, bottom);
        for (size_t i = 1; i < n; i++)
            push_apart(&slots[i - 1], &slots[i]);
    }
}
