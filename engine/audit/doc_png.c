/* PNG: the chunks beside the picture.  What the picture shows is not read. */
#include "document.h"

#include <stdlib.h>
#include <string.h>

#include <zlib.h>

enum { HEAD = 8, FRAME = 12, LARGEST_TEXT = 1 << 20 };

static const unsigned char signature[HEAD] = {0x89, 'P',  'N',  'G',
                                              '\r', '\n', 0x1a, '\n'};

/* Chunks that are the picture and how it is to be drawn. */
static bool is_picture(const char *type)
{
    static const char *const types[] = {
        "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB",
        "iCCP", "sBIT", "bKGD", "hIST", "pHYs", "sPLT", "tIME", NULL};

    for (size_t i = 0; types[i]; i++)
        if (strcmp(types[i], type) == 0)
            return true;
    return false;
}

static size_t length_at(const unsigned char *s)
{
    return (size_t)s[0] << 24 | (size_t)s[1] << 16 | (size_t)s[2] << 8 | s[3];
}

/* Bytes as text: what is no letter of ASCII becomes a space. */
static const char *
as_text(const struct document *doc, const unsigned char *bytes, size_t n)
{
    char *text = syn_arena_alloc(doc->arena, n + 1, 1);

    for (size_t i = 0; i < n; i++)
        text[i] = (char)(bytes[i] >= ' ' && bytes[i] < 0x7f ? bytes[i] : ' ');
    return text;
}

/* The N compressed bytes at FROM, as text; NULL: they are none. */
static const char *
inflate_text(const struct document *doc, const unsigned char *from, size_t n)
{
    uLongf size = LARGEST_TEXT;
    unsigned char *to = syn_arena_alloc(doc->arena, size, 1);

    return uncompress(to, &size, from, (uLong)n) == Z_OK
               ? as_text(doc, to, size)
               : NULL;
}

/* Where the text of a chunk begins: behind its keyword, and what a chunk of its
 * type has beside that. */
static size_t
text_at(const char *type, const unsigned char *s, size_t n, bool *packed)
{
    const unsigned char *end = memchr(s, 0, n);
    size_t at = end ? (size_t)(end - s) + 1 : n;

    *packed = strcmp(type, "zTXt") == 0;
    if (*packed)
        return at < n ? at + 1 : n;
    if (strcmp(type, "iTXt") != 0 || n - at < 2)
        return at;
    *packed = s[at] == 1;
    at += 2;
    for (int i = 0; i < 2; i++) { /* Language, keyword in that language. */
        end = memchr(s + at, 0, n - at);
        at = end ? (size_t)(end - s) + 1 : n;
    }
    return at;
}

/* Keywords of what is about program and time. */
static bool is_formal(const char *keyword)
{
    return strcmp(keyword, "Software") == 0 ||
           strcmp(keyword, "Creation Time") == 0 ||
           strncmp(keyword, "date:", 5) == 0;
}

static void read_chunk(struct document *doc,
                       const char *type,
                       const unsigned char *s,
                       size_t n)
{
    const char *where = syn_arena_printf(doc->arena, "%s of the picture", type),
               *text;
    bool is_text = strcmp(type, "tEXt") == 0 || strcmp(type, "zTXt") == 0 ||
                   strcmp(type, "iTXt") == 0,
         packed = false;
    size_t at = is_text ? text_at(type, s, n, &packed) : 0;

    if (is_picture(type) || (is_text && is_formal(syn_arena_strndup(
                                            doc->arena, (const char *)s, n))))
        return;
    text = packed ? inflate_text(doc, s + at, n - at) : as_text(doc, s, n);
    if (!text) {
        doc->defect = "a text of the picture that cannot be unpacked";
        return;
    }
    syn_document_add_bytes(doc, text, strlen(text));
    syn_document_hide(doc, where, text);
}

enum syn_status syn_read_png(struct document *doc,
                             const char *bytes,
                             size_t size,
                             struct syn_diag *diag)
{
    const unsigned char *s = (const unsigned char *)bytes;
    size_t at = HEAD;

    if (size < HEAD || memcmp(s, signature, HEAD) != 0)
        return syn_document_broken(doc, "PNG", diag);
    syn_document_add_bytes(doc, bytes, size);
    for (char type[5] = ""; strcmp(type, "IEND") != 0;) {
        if (size - at < FRAME || length_at(s + at) > size - at - FRAME)
            return syn_document_broken(doc, "PNG", diag);
        size_t n = length_at(s + at);
        memcpy(type, s + at + 4, 4);
        read_chunk(doc, type, s + at + 8, n);
        at += n + FRAME;
    }
    if (at < size)
        doc->defect = "data behind the end of the picture";
    return SYN_OK;
}
