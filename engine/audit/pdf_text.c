/* The text that the pages of a PDF show: strings of the content streams, by
 * the fonts' own tables to Unicode. */
#include "pdf.h"

#include <stdlib.h>
#include <string.h>

/* What codes of a font mean. */
struct font {
    const char *name; /* "/f-0-0" */
    bool mapped;      /* It has a table; otherwise codes are Latin-1. */
    int width;        /* Bytes of a code. */
    struct font_code {
        unsigned code;
        const char *text;
    } * codes;
    size_t n, room;
};

enum { DEEPEST_STATE = 64 };

struct page {
    struct pdf *pdf;
    struct font *fonts;
    size_t n_fonts, font_room;
    const struct font *font;
    struct state {
        bool invisible, white;
    } state, saved[DEEPEST_STATE]; /* By q and Q. */
    size_t n_saved;
    qpdf_oh layers;    /* By name, for marked content. */
    size_t marks, off; /* Depth of marked content; of that which is off. */
    bool form_is_off;
    struct syn_text line;
};

bool syn_pdf_was_shown(const struct pdf *pdf, int object)
{
    for (size_t i = 0; i < pdf->n_shown; i++)
        if (pdf->shown[i] == object)
            return true;
    return false;
}

const char *syn_pdf_stream(struct pdf *pdf, qpdf_oh stream, size_t *size)
{
    QPDF_BOOL filtered = QPDF_FALSE;
    unsigned char *bytes = NULL;

    *size = 0;
    if (qpdf_oh_get_stream_data(pdf->qpdf, stream, qpdf_dl_generalized,
                                &filtered, &bytes, size) &
        QPDF_ERRORS)
        return NULL;
    char *copy =
        bytes ? syn_arena_strndup(pdf->doc->arena, (char *)bytes, *size) : NULL;
    free(bytes);
    return copy;
}

/* --- fonts --------------------------------------------------------------- */

static unsigned hex_value(const char *digits, size_t n)
{
    unsigned value = 0;

    for (size_t i = 0; i < n; i++) {
        char c = digits[i];
        value = value * 16 + (unsigned)(c <= '9'   ? c - '0'
                                        : c <= 'F' ? c - 'A' + 10
                                                   : c - 'a' + 10);
    }
    return value;
}

/* UTF-16 in hexadecimal as UTF-8, its last unit raised by MORE. */
static const char *
utf8_of(struct pdf *pdf, const char *hex, size_t n, unsigned more)
{
    struct syn_text out = {.arena = pdf->doc->arena};

    for (size_t i = 0; i + 4 <= n; i += 4) {
        unsigned u = hex_value(hex + i, 4) + (i + 8 > n ? more : 0);
        char bytes[4];
        size_t k = 0;
        if (u < 0x80) {
            bytes[k++] = (char)u;
        } else if (u < 0x800) {
            bytes[k++] = (char)(0xc0 | u >> 6);
            bytes[k++] = (char)(0x80 | (u & 63));
        } else {
            bytes[k++] = (char)(0xe0 | (u >> 12 & 15));
            bytes[k++] = (char)(0x80 | (u >> 6 & 63));
            bytes[k++] = (char)(0x80 | (u & 63));
        }
        syn_text_add_n(&out, bytes, k);
    }
    return out.at ? out.at : "";
}

static void
add_code(struct pdf *pdf, struct font *font, unsigned code, const char *text)
{
    struct font_code *c = syn_grow(&font->codes, font->n++, &font->room,
                                   sizeof *c, pdf->doc->arena);

    *c = (struct font_code){code, text};
}

/* The next <hex> at *S before END; its digits. */
static const char *next_hex(const char **s, const char *end, size_t *n)
{
    const char *open = memchr(*s, '<', (size_t)(end - *s));
    const char *close = open ? memchr(open, '>', (size_t)(end - open)) : NULL;

    if (!close)
        return NULL;
    *s = close + 1;
    *n = (size_t)(close - open) - 1;
    return open + 1;
}

static void read_section(struct pdf *pdf,
                         struct font *font,
                         const char *s,
                         const char *end,
                         bool ranges)
{
    size_t n, m, k = 0;
    const char *from, *to, *text = NULL;

    while ((from = next_hex(&s, end, &n)) != NULL) {
        font->width = (int)n / 2;
        to = ranges ? next_hex(&s, end, &m) : from;
        unsigned first = hex_value(from, n),
                 last = ranges && to ? hex_value(to, m) : first;
        const char *list = s + strspn(s, " \r\n\t");
        for (unsigned code = first; code <= last && code - first < 65536;
             code++) {
            if (code == first || (ranges && *list == '['))
                text = next_hex(&s, end, &k);
            if (!text)
                return;
            add_code(pdf, font, code,
                     utf8_of(pdf, text, k,
                             ranges && *list != '[' ? code - first : 0));
        }
    }
}

static void read_map(struct pdf *pdf, struct font *font, const char *map)
{
    static const char *const begin[] = {"beginbfchar", "beginbfrange"};
    static const char *const stop[] = {"endbfchar", "endbfrange"};

    font->mapped = true;
    font->width = 1;
    for (int kind = 0; kind < 2; kind++)
        for (const char *s = map; (s = strstr(s, begin[kind])) != NULL;) {
            const char *end = strstr(s, stop[kind]);
            if (!end)
                return;
            read_section(pdf, font, s + strlen(begin[kind]), end, kind == 1);
            s = end;
        }
}

static void read_fonts(struct page *page, qpdf_oh resources)
{
    qpdf_data q = page->pdf->qpdf;
    qpdf_oh fonts = qpdf_oh_get_key(q, resources, "/Font");

    if (!qpdf_oh_is_dictionary(q, fonts))
        return;
    qpdf_oh_begin_dict_key_iter(q, fonts);
    while (qpdf_oh_dict_more_keys(q)) {
        struct font *font =
            syn_grow(&page->fonts, page->n_fonts++, &page->font_room,
                     sizeof *font, page->pdf->doc->arena);
        *font =
            (struct font){.name = syn_arena_strdup(page->pdf->doc->arena,
                                                   qpdf_oh_dict_next_key(q))};
    }
    for (size_t i = 0; i < page->n_fonts; i++) {
        qpdf_oh font = qpdf_oh_get_key(q, fonts, page->fonts[i].name);
        qpdf_oh map = qpdf_oh_is_dictionary(q, font)
                          ? qpdf_oh_get_key(q, font, "/ToUnicode")
                          : fonts;
        size_t size;
        const char *text = qpdf_oh_is_stream(q, map)
                               ? syn_pdf_stream(page->pdf, map, &size)
                               : NULL;
        if (text)
            read_map(page->pdf, &page->fonts[i], text);
    }
}

/* --- content ------------------------------------------------------------- */

static void add_string(struct page *page, const unsigned char *s, size_t n)
{
    const struct font *font = page->font;
    size_t width = font && font->mapped ? (size_t)font->width : 1;

    for (size_t i = 0; width && i + width <= n; i += width) {
        unsigned code = 0;
        char plain[2] = {(char)s[i], '\0'};
        const char *text = s[i] < 128 ? plain : "?";
        for (size_t k = 0; k < width; k++)
            code = code << 8 | s[i + k];
        for (size_t k = 0; font && font->mapped && k < font->n; k++)
            if (font->codes[k].code == code)
                text = font->codes[k].text;
        syn_text_add(&page->line, text);
    }
}

/* What is behind a backslash at S; *C is what it stands for. */
static const char *unescape(const char *s, const char *end, char *c)
{
    int value = 0;

    if (*s < '0' || *s > '7') {
        *c = (char)(*s == 'n' || *s == 'r' ? '\n' : *s);
        return s;
    }
    for (int k = 0; k < 3 && s < end && *s >= '0' && *s <= '7'; k++)
        value = value * 8 + (*s++ - '0');
    *c = (char)value;
    return s - 1;
}

/* "(...)" from S on; returns what is behind it. */
static const char *
read_literal(struct page *page, const char *s, const char *end)
{
    struct syn_text out = {.arena = page->pdf->doc->arena};
    int depth = 1;

    for (s++; s < end; s++) {
        char c = *s;
        if (c == '\\' && s + 1 < end)
            s = unescape(s + 1, end, &c);
        else if (c == '(')
            depth++;
        else if (c == ')' && --depth == 0)
            break;
        syn_text_add_n(&out, &c, 1);
    }
    add_string(page, (const unsigned char *)(out.at ? out.at : ""), out.n);
    return s < end ? s + 1 : s;
}

static const char *read_hex(struct page *page, const char *s, const char *end)
{
    struct syn_text out = {.arena = page->pdf->doc->arena};
    char pair[2] = {'0', '0'};
    int have = 0;

    for (s++; s < end && *s != '>'; s++) {
        if (!strchr("0123456789abcdefABCDEF", *s))
            continue;
        pair[have++] = *s;
        if (have == 2) {
            char c = (char)hex_value(pair, 2);
            syn_text_add_n(&out, &c, 1);
            have = 0;
        }
    }
    add_string(page, (const unsigned char *)(out.at ? out.at : ""), out.n);
    return s < end ? s + 1 : s;
}

static void flush(struct page *page)
{
    if (!page->line.n)
        return;
    if (page->off || page->form_is_off)
        syn_document_hide(page->pdf->doc, "layer that is not shown",
                          page->line.at);
    else if (page->state.invisible || page->state.white)
        syn_document_hide(page->pdf->doc,
                          page->state.white ? "white text" : "invisible text",
                          page->line.at);
    else
        syn_document_see(page->pdf->doc, page->line.at);
    syn_document_add_bytes(page->pdf->doc, page->line.at, page->line.n);
    page->line.n = 0;
}

static bool is_word(const char *token, size_t n, const char *word)
{
    return strlen(word) == n && memcmp(token, word, n) == 0;
}

/* Marked content begins: of the layer NAME, if it is one.  OFF is the depth at
 * which one began that is not shown. */
static void begin_mark(struct page *page, const char *name)
{
    flush(page);
    page->marks++;
    if (!page->off && qpdf_oh_is_dictionary(page->pdf->qpdf, page->layers) &&
        syn_pdf_is_off(page->pdf,
                       qpdf_oh_get_key(page->pdf->qpdf, page->layers, name)))
        page->off = page->marks;
}

static void end_mark(struct page *page)
{
    flush(page);
    if (page->off == page->marks)
        page->off = 0;
    if (page->marks)
        page->marks--;
}

/* Whether the operator was one of marked content. */
static bool
operate_mark(struct page *page, const char *token, size_t n, const char *name)
{
    bool begins = is_word(token, n, "BDC") || is_word(token, n, "BMC");

    if (begins)
        begin_mark(page, token[1] == 'D' ? name : "/");
    else if (is_word(token, n, "EMC"))
        end_mark(page);
    else
        return false;
    return true;
}

/* What an operator does to how text is shown. */
static void operate(struct page *page,
                    const char *token,
                    size_t n,
                    const char *name,
                    const double *number)
{
    static const char *const ends[] = {"Td", "TD", "Tm", "T*",
                                       "ET", "'",  "\"", NULL};

    for (size_t i = 0; ends[i]; i++)
        if (is_word(token, n, ends[i]))
            flush(page);
    if (operate_mark(page, token, n, name))
        return;
    if (is_word(token, n, "Tr")) {
        flush(page);
        page->state.invisible = number[0] == 3 || number[0] == 7;
    } else if (is_word(token, n, "g")) {
        flush(page);
        page->state.white = number[0] >= 1;
    } else if (is_word(token, n, "rg")) {
        flush(page);
        page->state.white = number[0] >= 1 && number[1] >= 1 && number[2] >= 1;
    } else if (is_word(token, n, "q")) {
        if (page->n_saved++ < DEEPEST_STATE)
            page->saved[page->n_saved - 1] = page->state;
    } else if (is_word(token, n, "Q") && page->n_saved) {
        flush(page);
        if (--page->n_saved < DEEPEST_STATE)
            page->state = page->saved[page->n_saved];
    } else if (is_word(token, n, "Tf")) {
        page->font = NULL;
        for (size_t i = 0; i < page->n_fonts; i++)
            if (strcmp(page->fonts[i].name, name) == 0)
                page->font = &page->fonts[i];
    }
}

/* What stands before an operator. */
struct operands {
    char name[128];
    double number[3]; /* The newest first. */
};

/* A name, a number or an operator at S; returns its length. */
static size_t read_word(struct page *page,
                        struct operands *before,
                        const char *s,
                        const char *end)
{
    static const char stops[] = " \t\r\n\f()<>[]{}/%";
    size_t n = 1;
    char *tail;
    double value = strtod(s, &tail);

    while (s + n < end && !strchr(stops, s[n]))
        n++;
    if (*s == '/') {
        size_t kept = n < sizeof before->name ? n : sizeof before->name - 1;
        memcpy(before->name, s, kept);
        before->name[kept] = '\0';
    } else if (tail > s) {
        before->number[2] = before->number[1];
        before->number[1] = before->number[0];
        before->number[0] = value;
    } else {
        operate(page, s, n, before->name, before->number);
    }
    return n;
}

static const char *
read_comment(struct page *page, const char *s, const char *end)
{
    const char *line = memchr(s, '\n', (size_t)(end - s));
    size_t n = (size_t)((line ? line : end) - s);

    syn_document_hide(page->pdf->doc, "comment in a page",
                      syn_arena_strndup(page->pdf->doc->arena, s, n));
    return s + n;
}

static void read_content(struct page *page, const char *s, size_t size)
{
    const char *end = s + size;
    struct operands before = {{0}, {0}};

    while (s < end)
        if (*s == '(')
            s = read_literal(page, s, end);
        else if (*s == '<' && s + 1 < end && s[1] == '<')
            s += 2; /* Properties: its second "<" opens no string. */
        else if (*s == '<')
            s = read_hex(page, s, end);
        else if (*s == '%')
            s = read_comment(page, s, end);
        else if (!*s || strchr(" \t\r\n\f<>[]{})", *s))
            s++;
        else
            s += read_word(page, &before, s, end);
    flush(page);
}

static void show(struct page *page, qpdf_oh stream)
{
    struct pdf *pdf = page->pdf;
    size_t size;
    const char *text = syn_pdf_stream(pdf, stream, &size);

    *(int *)syn_grow(&pdf->shown, pdf->n_shown++, &pdf->shown_room, sizeof(int),
                     pdf->doc->arena) =
        qpdf_oh_get_object_id(pdf->qpdf, stream);
    if (text)
        read_content(page, text, size);
}

/* Forms that a page may draw, and those that they may. */
static void show_forms( // NOLINT(misc-no-recursion)
    struct page *page,
    qpdf_oh resources,
    int depth)
{
    qpdf_data q = page->pdf->qpdf;
    qpdf_oh forms = qpdf_oh_get_key(q, resources, "/XObject");
    const char *keys[256];
    size_t n = 0;

    if (!qpdf_oh_is_dictionary(q, forms) || depth > 4)
        return;
    qpdf_oh_begin_dict_key_iter(q, forms);
    while (qpdf_oh_dict_more_keys(q)) {
        const char *key = qpdf_oh_dict_next_key(q);
        if (n < sizeof keys / sizeof *keys)
            keys[n++] = syn_arena_strdup(page->pdf->doc->arena, key);
    }
    for (size_t i = 0; i < n; i++) {
        qpdf_oh form = qpdf_oh_get_key(q, forms, keys[i]);
        qpdf_oh dict =
            qpdf_oh_is_stream(q, form) ? qpdf_oh_get_dict(q, form) : forms;
        qpdf_oh own = qpdf_oh_get_key(q, dict, "/Resources"),
                kind = qpdf_oh_get_key(q, dict, "/Subtype");
        if (!qpdf_oh_is_name(q, kind) ||
            strcmp(qpdf_oh_get_name(q, kind), "/Form") != 0)
            continue;
        qpdf_oh found = qpdf_oh_is_dictionary(q, own) ? own : resources;
        struct page inner = {.pdf = page->pdf,
                             .layers = qpdf_oh_get_key(q, found, "/Properties"),
                             .form_is_off = syn_pdf_is_off(
                                 page->pdf, qpdf_oh_get_key(q, dict, "/OC")),
                             .line.arena = page->pdf->doc->arena};
        read_fonts(&inner, found);
        show(&inner, form);
        if (qpdf_oh_is_dictionary(q, own))
            show_forms(&inner, own, depth + 1);
    }
}

void syn_pdf_pages(struct pdf *pdf)
{
    qpdf_data q = pdf->qpdf;
    int n = qpdf_get_num_pages(q);

    qpdf_push_inherited_attributes_to_page(q);
    for (int i = 0; i < n; i++) {
        qpdf_oh at = qpdf_get_page_n(q, (size_t)i);
        struct page page = {.pdf = pdf, .line.arena = pdf->doc->arena};
        qpdf_oh resources = qpdf_oh_get_key(q, at, "/Resources"),
                content = qpdf_oh_get_key(q, at, "/Contents");
        page.layers = qpdf_oh_get_key(q, resources, "/Properties");
        read_fonts(&page, resources);
        if (qpdf_oh_is_stream(q, content))
            show(&page, content);
        for (int k = 0; qpdf_oh_is_array(q, content) &&
                        k < qpdf_oh_get_array_n_items(q, content);
             k++)
            show(&page, qpdf_oh_get_array_item(q, content, k));
        show_forms(&page, resources, 0);
    }
}
