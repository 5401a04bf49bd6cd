/* HTML and SVG: what is shown, what is not, and what is drawn to scale. */
#include "markup.h"

#include <stdlib.h>
#include <string.h>

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>

static bool is_named(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE &&
           strcmp((const char *)node->name, name) == 0;
}

/* HTML knows no upper case. */
static bool is_one_of(const char *name, const char *const *names)
{
    for (; *names; names++)
        if (xmlStrcasecmp((const xmlChar *)name, (const xmlChar *)*names) == 0)
            return true;
    return false;
}

const char *
syn_attribute(struct document *doc, const xmlNode *node, const char *name)
{
    xmlChar *text = xmlGetProp(node, (const xmlChar *)name);
    const char *copy = text ? syn_arena_strdup(doc->arena, (char *)text) : "";

    xmlFree(text);
    return copy;
}

const char *syn_content(struct document *doc, const xmlNode *node)
{
    xmlChar *text = xmlNodeGetContent(node);
    const char *copy = text ? syn_arena_strdup(doc->arena, (char *)text) : "";

    xmlFree(text);
    return copy;
}

/* Elements whose text is not shown on the page. */
static const char *const unseen[] = {
    "script",   "style",    "template", "title",    "desc", "metadata",
    "noscript", "textarea", "option",   "datalist", NULL};

/* Attributes that are about form, place and links. */
static const char *const formal[] = {"class",
                                     "id",
                                     "href",
                                     "lang",
                                     "charset",
                                     "colspan",
                                     "rowspan",
                                     "scope",
                                     "width",
                                     "height",
                                     "viewBox",
                                     "x",
                                     "y",
                                     "x1",
                                     "x2",
                                     "y1",
                                     "y2",
                                     "cx",
                                     "cy",
                                     "r",
                                     "rx",
                                     "ry",
                                     "d",
                                     "points",
                                     "transform",
                                     "fill",
                                     "stroke",
                                     "opacity",
                                     "font-size",
                                     "font-weight",
                                     "font-family",
                                     "stroke-width",
                                     "text-anchor",
                                     "version",
                                     "xmlns",
                                     "role",
                                     "dx",
                                     "dy",
                                     "offset",
                                     "stop-color",
                                     "style",
                                     "rel",
                                     "type",
                                     "for",
                                     "dir",
                                     "preserveAspectRatio",
                                     "stroke-dasharray",
                                     "stroke-linecap",
                                     "stroke-linejoin",
                                     "fill-opacity",
                                     "stroke-opacity",
                                     "fill-rule",
                                     "clip-path",
                                     "patternUnits",
                                     "headers",
                                     "tabindex",
                                     "aria-labelledby",
                                     "aria-hidden",
                                     "aria-describedby",
                                     "http-equiv",
                                     "src",
                                     "loading",
                                     "dominant-baseline",
                                     "stroke-miterlimit",
                                     "letter-spacing",
                                     "font-style",
                                     "markerWidth",
                                     "markerHeight",
                                     "refX",
                                     "refY",
                                     "orient",
                                     "baseline-shift",
                                     "font-variant",
                                     "visibility",
                                     "display",
                                     NULL};

static bool has(const char *text, const char *what)
{
    return strstr(text, what) != NULL;
}

static bool is_white(const char *color)
{
    static const char *const whites[] = {"white", "#fff", "#ffffff",
                                         "transparent", NULL};
    char value[16];
    size_t skip = strspn(color, " "), n = strcspn(color + skip, "; !");

    if (n >= sizeof value)
        return false;
    memcpy(value, color + skip, n);
    value[n] = '\0';
    return is_one_of(value, whites);
}

/* Whether STYLE sets text in white, on no ground of its own. */
static bool sets_white(const char *style)
{
    for (const char *s = style; (s = strstr(s, "color:")) != NULL; s++)
        if ((s == style || s[-1] != '-') && is_white(s + strlen("color:")))
            return !has(style, "background");
    return false;
}

/* Whether what is in NODE is kept from the eye. */
static bool is_hidden(struct document *doc, const xmlNode *node)
{
    const char *style = syn_attribute(doc, node, "style");
    const char *name = (const char *)node->name;

    if (is_one_of(name, unseen) || xmlHasProp(node, (const xmlChar *)"hidden"))
        return true;
    return sets_white(style) || has(style, "display:none") ||
           has(style, "display: none") || has(style, "visibility:hidden") ||
           has(style, "visibility: hidden") || has(style, "opacity:0;") ||
           has(style, "font-size:0") || has(style, "font-size: 0") ||
           strcmp(style, "opacity:0") == 0 ||
           strcmp(syn_attribute(doc, node, "display"), "none") == 0 ||
           strcmp(syn_attribute(doc, node, "visibility"), "hidden") == 0 ||
           strcmp(syn_attribute(doc, node, "opacity"), "0") == 0 ||
           strcmp(syn_attribute(doc, node, "font-size"), "0") == 0 ||
           (is_named(node, "text") &&
            (strcmp(syn_attribute(doc, node, "fill"), "none") == 0 ||
             is_white(syn_attribute(doc, node, "fill")) ||
             strcmp(syn_attribute(doc, node, "fill-opacity"), "0") == 0));
}

/* The part of a style that is no property of CSS: "--value: 3". */
static void
hide_style(struct document *doc, const char *where, const char *style)
{
    for (const char *s = style; (s = strstr(s, "--")) != NULL; s += 2) {
        const char *colon = strchr(s, ':');
        if (colon)
            syn_document_hide(
                doc, where,
                syn_arena_strndup(doc->arena, colon, strcspn(colon, ";")));
    }
}

static void take_attributes(struct document *doc, const xmlNode *node)
{
    bool is_plain_meta =
        is_named(node, "meta") &&
        (strcmp(syn_attribute(doc, node, "name"), "viewport") == 0 ||
         xmlHasProp(node, (const xmlChar *)"http-equiv"));

    for (const xmlAttr *a = node->properties; a; a = a->next) {
        const char *name = (const char *)a->name;
        const char *text = syn_attribute(doc, node, name);
        const char *where = syn_arena_printf(doc->arena, "attribute %s of <%s>",
                                             name, (const char *)node->name);
        if (strcmp(name, "style") == 0)
            hide_style(doc, where, text);
        else if (!is_one_of(name, formal) && !is_plain_meta)
            syn_document_hide(doc, where, text);
    }
}

/* --- tables -------------------------------------------------------------- */

static void take_rows( // NOLINT(misc-no-recursion)
    struct table_builder *table,
    const xmlNode *node)
{
    for (const xmlNode *n = node->children; n; n = n->next) {
        if (is_named(n, "td") || is_named(n, "th")) {
            const char *text = syn_content(table->doc, n);
            size_t skip = strspn(text, " \t\r\n"), length;
            char *copy = syn_arena_strdup(table->doc->arena, text + skip);
            for (length = strlen(copy);
                 length && strchr(" \t\r\n", copy[length - 1]); length--)
                copy[length - 1] = '\0';
            syn_table_add(table, copy);
        } else if (n->type == XML_ELEMENT_NODE && !is_named(n, "table")) {
            take_rows(table, n);
        }
        if (is_named(n, "tr"))
            syn_table_end_row(table);
    }
}

/* --- the tree ------------------------------------------------------------ */

static void walk( // NOLINT(misc-no-recursion)
    struct document *doc,
    const xmlNode *node,
    bool hidden)
{
    for (const xmlNode *n = node; n; n = n->next) {
        if (n->type == XML_COMMENT_NODE)
            syn_document_hide(doc, "comment", (const char *)n->content);
        if (n->type == XML_PI_NODE && n->content)
            syn_document_hide(doc, "processing instruction",
                              (const char *)n->content);
        if (n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE) {
            const char *parent = n->parent ? (const char *)n->parent->name : "";
            if (!hidden)
                syn_document_see(doc, (const char *)n->content);
            else if (strcmp(parent, "style") != 0)
                syn_document_hide(doc,
                                  syn_arena_printf(doc->arena, "<%s>", parent),
                                  (const char *)n->content);
        }
        if (n->type != XML_ELEMENT_NODE)
            continue;
        take_attributes(doc, n);
        if (is_named(n, "table")) {
            struct table_builder table = {.doc = doc};
            take_rows(&table, n);
            syn_table_end(&table);
        }
        if (is_named(n, "svg"))
            syn_measure_drawing(doc, n);
        walk(doc, n->children, hidden || is_hidden(doc, n));
    }
}

enum { XML_WAYS = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING };

enum syn_status syn_read_svg(struct document *doc,
                             const char *bytes,
                             size_t size,
                             struct syn_diag *diag)
{
    xmlDoc *xml = xmlReadMemory(bytes, (int)size, NULL, NULL, XML_WAYS);

    if (!xml)
        return syn_document_broken(doc, "SVG", diag);
    syn_document_add_bytes(doc, bytes, size);
    walk(doc, xml->children, false);
    xmlFreeDoc(xml);
    return SYN_OK;
}

enum syn_status syn_read_html(struct document *doc,
                              const char *bytes,
                              size_t size,
                              struct syn_diag *diag)
{
    htmlDocPtr html =
        htmlReadMemory(bytes, (int)size, NULL, "UTF-8",
                       HTML_PARSE_NONET | HTML_PARSE_NOERROR |
                           HTML_PARSE_NOWARNING | HTML_PARSE_RECOVER);

    if (!html || !xmlDocGetRootElement(html)) {
        xmlFreeDoc(html);
        return syn_document_broken(doc, "HTML", diag);
    }
    syn_document_add_bytes(doc, bytes, size);
    walk(doc, html->children, false);
    xmlFreeDoc(html);
    return SYN_OK;
}
