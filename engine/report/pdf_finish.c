/* What cairo 1.16 cannot write is added to its file by qpdf:
 *
 *  (1) the language of the document, and its title in the title bar;
 *  (2) alternative texts of Figures, scopes of TH, in the order of drawing;
 *  (3) artifacts: cairo is told NonStruct, which a reader would speak;
 *  (4) metadata as XMP, a producer without a version, an ID of the content;
 *  (5) the order of tabbing.
 *
 * No conformance to PDF/UA or PDF/A is claimed in the metadata: that is for a
 * checker to say. */
#include "pdf.h"

#include <stdlib.h>
#include <string.h>

#include <qpdf/qpdf-c.h>

enum { DEPTH = 64 }; /* Of the tree of structure; ours has 6. */

/* A walk over the tree of structure, in the order of drawing. */
struct walk {
    const struct syn_pdf *pdf;
    qpdf_data q;
    size_t n_figures, n_headings;
    bool strange; /* Something was not as drawn. */
};

static void cleanup(void *p)
{
    struct walk *walk = p;
    qpdf_cleanup(&walk->q);
}

static void
set_text(qpdf_data q, qpdf_oh dictionary, const char *key, const char *text)
{
    qpdf_oh_replace_key(q, dictionary, key,
                        qpdf_oh_new_unicode_string(q, text));
}

static void
set_parsed(qpdf_data q, qpdf_oh dictionary, const char *key, const char *object)
{
    qpdf_oh_replace_key(q, dictionary, key, qpdf_oh_parse(q, object));
}

static bool is_element(const struct walk *walk, qpdf_oh node, const char *type)
{
    return qpdf_oh_is_dictionary(walk->q, node) &&
           qpdf_oh_is_name_and_equals(
               walk->q, qpdf_oh_get_key(walk->q, node, "/S"), type);
}

/* Requirement 2. */
static void describe(struct walk *walk, qpdf_oh node)
{
    const struct syn_pdf *pdf = walk->pdf;

    if (is_element(walk, node, "/Figure")) {
        if (walk->n_figures < pdf->alts.n)
            set_text(walk->q, node, "/Alt", pdf->alts.at[walk->n_figures]);
        walk->n_figures++;
    } else if (is_element(walk, node, "/TH")) {
        if (walk->n_headings < pdf->scopes.n)
            set_parsed(walk->q, node, "/A",
                       syn_arena_printf(pdf->arena, "<< /O /Table %s >>",
                                        pdf->scopes.at[walk->n_headings]));
        walk->n_headings++;
    }
}

/* Takes NODE out of the parents of marks: its mark is an artifact now. */
static void forget_marks(struct walk *walk, qpdf_oh node)
{
    qpdf_data q = walk->q;
    qpdf_oh page = qpdf_oh_get_key(q, node, "/Pg");
    qpdf_oh kids = qpdf_oh_get_key(q, node, "/K");
    qpdf_oh numbers = qpdf_oh_get_key(
        q,
        qpdf_oh_get_key(q,
                        qpdf_oh_get_key(q, qpdf_get_root(q), "/StructTreeRoot"),
                        "/ParentTree"),
        "/Nums");
    if (!qpdf_oh_is_dictionary(q, page) || !qpdf_oh_is_array(q, numbers))
        return;
    long long key =
        qpdf_oh_get_int_value(q, qpdf_oh_get_key(q, page, "/StructParents"));
    qpdf_oh mark =
        qpdf_oh_is_array(q, kids) ? qpdf_oh_get_array_item(q, kids, 0) : kids;
    if (!qpdf_oh_is_integer(q, mark))
        return;
    for (int i = 0; i + 1 < qpdf_oh_get_array_n_items(q, numbers); i += 2) {
        qpdf_oh parents = qpdf_oh_get_array_item(q, numbers, i + 1);
        if (qpdf_oh_get_int_value(q, qpdf_oh_get_array_item(q, numbers, i)) ==
            key)
            qpdf_oh_set_array_item(q, parents,
                                   qpdf_oh_get_int_value_as_int(q, mark),
                                   qpdf_oh_new_null(q));
    }
}

/* Walks over NODE and what is under it; requirement 3 for the tree. */
static void visit(struct walk *walk, qpdf_oh node, int depth)
{
    qpdf_data q = walk->q;
    qpdf_oh kids = qpdf_oh_get_key(q, node, "/K");

    if (depth > DEPTH) {
        walk->strange = true;
        return;
    }
    describe(walk, node);
    if (qpdf_oh_is_dictionary(q, kids)) {
        visit(walk, kids, depth + 1);
        return;
    }
    if (!qpdf_oh_is_array(q, kids))
        return;
    for (int i = 0; i < qpdf_oh_get_array_n_items(q, kids);) {
        qpdf_oh kid = qpdf_oh_get_array_item(q, kids, i);
        if (is_element(walk, kid, "/NonStruct")) {
            forget_marks(walk, kid);
            qpdf_oh_erase_item(q, kids, i);
            continue;
        }
        if (qpdf_oh_is_dictionary(q, kid))
            visit(walk, kid, depth + 1);
        i++;
    }
}

/* Where BYTES begins in the SIZE bytes at FROM, or NULL. */
static const char *find(const char *from, size_t size, const char *bytes)
{
    size_t n = strlen(bytes);

    for (; size >= n; from++, size--) {
        const char *next = memchr(from, *bytes, size - n + 1);
        if (!next)
            return NULL;
        size -= (size_t)(next - from);
        from = next;
        if (memcmp(from, bytes, n) == 0)
            return from;
    }
    return NULL;
}

/* Requirement 3 for what is on a page: "/NonStruct << /MCID 7 >> BDC" becomes
 * "/Artifact BMC". */
static void mark_artifacts(struct syn_text *out, const char *at, size_t size)
{
    const char *end = at + size, *tag;

    while ((tag = find(at, (size_t)(end - at), "/NonStruct")) != NULL) {
        const char *command = find(tag, (size_t)(end - tag), "BDC");
        if (!command)
            break;
        syn_text_add_n(out, at, (size_t)(tag - at));
        syn_text_add(out, "/Artifact BMC");
        at = command + 3;
    }
    syn_text_add_n(out, at, (size_t)(end - at));
}

static void finish_page(const struct walk *walk, qpdf_oh page)
{
    qpdf_data q = walk->q;
    unsigned char *bytes = NULL;
    size_t size = 0;

    set_parsed(q, page, "/Tabs", "/S");
    if (qpdf_oh_get_page_content_data(q, page, &bytes, &size) & QPDF_ERRORS)
        return;
    syn_arena_defer(walk->pdf->arena, free, bytes);
    struct syn_text content = {.arena = walk->pdf->arena};
    mark_artifacts(&content, (const char *)bytes, size);
    qpdf_oh stream = qpdf_oh_new_stream(q);
    qpdf_oh_replace_stream_data(q, stream, (const unsigned char *)content.at,
                                content.n, qpdf_oh_new_null(q),
                                qpdf_oh_new_null(q));
    qpdf_oh_replace_key(q, page, "/Contents", stream);
}

static void add_property(struct syn_text *xmp,
                         const char *before,
                         const char *value,
                         const char *after)
{
    syn_text_add(xmp, before);
    syn_text_add_xml(xmp, value ? value : "");
    syn_text_add(xmp, after);
}

/* Requirement 4. */
static void set_xmp(const struct walk *walk, const char *lang)
{
    const struct syn_document *document = walk->pdf->document;
    struct syn_text xmp = {.arena = walk->pdf->arena};
    qpdf_data q = walk->q;

    syn_text_add(&xmp,
                 "<?xpacket begin=\"\xef\xbb\xbf\" "
                 "id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                 "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF "
                 "xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
                 "<rdf:Description rdf:about=\"\" "
                 "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
                 "xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" "
                 "xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\">\n");
    add_property(&xmp, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">",
                 document->title, "</rdf:li></rdf:Alt></dc:title>\n");
    add_property(&xmp, "<dc:creator><rdf:Seq><rdf:li>", document->council,
                 "</rdf:li></rdf:Seq></dc:creator>\n");
    add_property(&xmp, "<dc:language><rdf:Bag><rdf:li>", lang,
                 "</rdf:li></rdf:Bag></dc:language>\n");
    add_property(&xmp, "<xmp:CreateDate>", document->date,
                 "</xmp:CreateDate>\n");
    syn_text_add(&xmp, "<xmp:CreatorTool>samsyn</xmp:CreatorTool>\n"
                       "<pdf:Producer>samsyn</pdf:Producer>\n"
                       "</rdf:Description></rdf:RDF></x:xmpmeta>\n"
                       "<?xpacket end=\"r\"?>");
    qpdf_oh stream = qpdf_oh_new_stream(q);
    qpdf_oh_replace_stream_data(q, stream, (const unsigned char *)xmp.at, xmp.n,
                                qpdf_oh_new_null(q), qpdf_oh_new_null(q));
    qpdf_oh dictionary = qpdf_oh_get_dict(q, stream);
    set_parsed(q, dictionary, "/Type", "/Metadata");
    set_parsed(q, dictionary, "/Subtype", "/XML");
    qpdf_oh_replace_key(q, qpdf_get_root(q), "/Metadata", stream);
}

static void finish_document(struct walk *walk)
{
    static const char *const langs[SYN_N_LANGS] = {
        [SYN_NB] = "nb-NO", [SYN_NN] = "nn-NO", [SYN_EN] = "en-GB"};
    const char *lang = langs[walk->pdf->document->lang];
    qpdf_data q = walk->q;
    qpdf_oh root = qpdf_get_root(q);

    set_text(q, root, "/Lang", lang);
    set_parsed(q, root, "/ViewerPreferences", "<< /DisplayDocTitle true >>");
    qpdf_set_info_key(q, "/Producer", "samsyn");
    set_xmp(walk, lang);
    visit(walk, qpdf_oh_get_key(q, root, "/StructTreeRoot"), 0);
    int n = qpdf_get_num_pages(q);
    for (int i = 0; i < n; i++)
        finish_page(walk, qpdf_get_page_n(q, (size_t)i));
    walk->strange |= walk->n_figures != walk->pdf->alts.n ||
                     walk->n_headings != walk->pdf->scopes.n;
}

static enum syn_status
fail(const char *path, struct syn_diag *diag, const char *why)
{
    return syn_diag_fail(diag, SYN_EIO, (struct syn_loc){path, 0, 0},
                         "report.pdf-finish",
                         "the pages could not be finished: %s", why);
}

enum syn_status syn_pdf_finish(const struct syn_pdf *pdf,
                               const unsigned char **out,
                               size_t *size,
                               const char *path,
                               struct syn_diag *diag)
{
    struct walk *walk = syn_arena_alloc(pdf->arena, 1, sizeof *walk);

    *walk = (struct walk){.pdf = pdf, .q = qpdf_init()};
    syn_arena_defer(pdf->arena, cleanup, walk);
    qpdf_silence_errors(walk->q);
    qpdf_set_suppress_warnings(walk->q, QPDF_TRUE);
    if (qpdf_read_memory(walk->q, "samsyn", pdf->bytes.at, pdf->bytes.n, NULL) &
        QPDF_ERRORS)
        return fail(path, diag, "cairo's file is not readable");
    finish_document(walk);
    if (walk->strange)
        return fail(path, diag, "the structure is not the one drawn");
    if (qpdf_init_write_memory(walk->q) & QPDF_ERRORS)
        return fail(path, diag, "no memory");
    qpdf_set_deterministic_ID(walk->q, QPDF_TRUE);
    qpdf_set_minimum_pdf_version(walk->q, "1.7");
    if ((qpdf_write(walk->q) & QPDF_ERRORS) || qpdf_has_error(walk->q))
        return fail(path, diag, "qpdf could not write it");
    *out = qpdf_get_buffer(walk->q);
    *size = qpdf_get_buffer_length(walk->q);
    return SYN_OK;
}
