/* Formats of a spreadsheet.
 *
 *  (1) A number format has sections for positive numbers, negative ones, zero
 *      and text.  One without a place for a digit shows no number: ";;;".
 *  (2) A font that is white, where the cell is not filled with another colour,
 *      shows nothing; nor does one smaller than can be read. */
#include "styles.h"

#include <stdlib.h>
#include <string.h>

enum { SMALLEST_FONT = 2, TEXT_SECTION = 3 };

static const xmlNode *child(const xmlNode *node, const char *name)
{
    for (const xmlNode *n = node ? node->children : NULL; n; n = n->next)
        if (n->type == XML_ELEMENT_NODE &&
            strcmp((const char *)n->name, name) == 0)
            return n;
    return NULL;
}

/* Element number AT below NODE. */
static const xmlNode *item(const xmlNode *node, size_t at)
{
    for (const xmlNode *n = node ? node->children : NULL; n; n = n->next)
        if (n->type == XML_ELEMENT_NODE && at-- == 0)
            return n;
    return NULL;
}

/* --- number formats (1) -------------------------------------------------- */

/* Section number AT of CODE; NULL: it has fewer. */
static const char *section(const char *code, int at)
{
    bool quoted = false;

    for (; at && *code; code++) {
        quoted ^= *code == '"';
        at -= *code == ';' && !quoted;
    }
    return at ? NULL : code;
}

/* Whether the section at TEXT has a place for what is formatted. */
static bool has_place(const char *text)
{
    bool quoted = false, open = false;

    for (; *text && (quoted || *text != ';'); text++) {
        if (*text == '"')
            quoted = !quoted;
        else if (!quoted && *text == '[') /* [Red], [>100] */
            open = true;
        else if (*text == ']')
            open = false;
        else if (!quoted && !open && strchr("0#?@GgYyMmDdHhSs", *text))
            return true; /* A digit, a text, General, or a part of a date. */
        if (!quoted && *text == '\\' && text[1])
            text++;
    }
    return false;
}

static const char *why_of_format(const char *code, bool is_number)
{
    const char *part = section(code, is_number ? 0 : TEXT_SECTION);

    return part && *code && !has_place(part)
               ? "a number format that shows nothing, in cell"
               : NULL;
}

static const char *
format_code(struct document *doc, const xmlNode *formats, const char *id)
{
    for (const xmlNode *n = formats ? formats->children : NULL; n; n = n->next)
        if (n->type == XML_ELEMENT_NODE &&
            strcmp(syn_attribute(doc, n, "numFmtId"), id) == 0)
            return syn_attribute(doc, n, "formatCode");
    return "";
}

/* --- fonts (2) ----------------------------------------------------------- */

static bool is_white(struct document *doc, const xmlNode *color)
{
    if (!color)
        return false;
    const char *rgb = syn_attribute(doc, color, "rgb");
    size_t n = strlen(rgb);

    return (n >= 6 && xmlStrcasecmp((const xmlChar *)rgb + n - 6,
                                    (const xmlChar *)"FFFFFF") == 0) ||
           strcmp(syn_attribute(doc, color, "indexed"), "1") == 0 ||
           strcmp(syn_attribute(doc, color, "indexed"), "9") == 0 ||
           (strcmp(syn_attribute(doc, color, "theme"), "0") == 0 &&
            !*syn_attribute(doc, color, "tint"));
}

static bool is_filled(struct document *doc, const xmlNode *fill)
{
    const xmlNode *pattern = child(fill, "patternFill");
    const char *type =
        pattern ? syn_attribute(doc, pattern, "patternType") : "";

    if (child(fill, "gradientFill"))
        return true;
    return *type && strcmp(type, "none") != 0 &&
           !is_white(doc, child(pattern, "fgColor"));
}

static const char *
why_of_font(struct document *doc, const xmlNode *font, const xmlNode *fill)
{
    const xmlNode *size = child(font, "sz");

    if (is_white(doc, child(font, "color")) && !is_filled(doc, fill))
        return "white text in cell";
    if (size && strtod(syn_attribute(doc, size, "val"), NULL) < SMALLEST_FONT)
        return "text too small to read in cell";
    return NULL;
}

/* --- all of them --------------------------------------------------------- */

static size_t
number_of(struct document *doc, const xmlNode *node, const char *name)
{
    return strtoul(syn_attribute(doc, node, name), NULL, 10);
}

void syn_styles_read(struct styles *out,
                     struct document *doc,
                     const xmlDoc *xml)
{
    const xmlNode *root = xml ? xmlDocGetRootElement(xml) : NULL,
                  *formats = child(root, "numFmts"),
                  *fonts = child(root, "fonts"), *fills = child(root, "fills"),
                  *cells = child(root, "cellXfs"), *n;

    *out = (struct styles){0};
    for (; (n = item(cells, out->n)) != NULL; out->n++) {
        const char *code =
            format_code(doc, formats, syn_attribute(doc, n, "numFmtId"));
        const char *why =
            why_of_font(doc, item(fonts, number_of(doc, n, "fontId")),
                        item(fills, number_of(doc, n, "fillId")));
        *(struct style *)syn_grow(&out->styles, out->n, &out->room,
                                  sizeof *out->styles, doc->arena) =
            (struct style){why ? why : why_of_format(code, true),
                           why ? why : why_of_format(code, false)};
    }
}

const char *
syn_styles_hide(const struct styles *styles, size_t at, bool is_number)
{
    if (at >= styles->n)
        return NULL;
    return is_number ? styles->styles[at].number : styles->styles[at].text;
}
