/* PDF: the text of the pages, and every other string and stream. */
#include "pdf.h"

#include <string.h>

#include <qpdf/qpdf-c.h>

#include <libxml/parser.h>

/* Keys whose strings are about time, program and structure. */
static const char *const formal[] = {
    "/ID",       "/CreationDate", "/ModDate",    "/Producer", "/Creator",
    "/Registry", "/Ordering",     "/Lang",       "/CharSet",  "/FontName",
    "/BaseFont", "/Names",        "/Limits",     "/Dest",     "/D",
    "/M",        "/DA",           "/DW",         "/S",        "/CIDSet",
    "/Lookup",   "/Panose",       "/FontFamily", "/Info",     NULL};

/* Elements and attributes of XMP that are about time and program. */
static const char *const xmp_formal[] = {
    "CreateDate",  "ModifyDate", "MetadataDate", "DocumentID", "InstanceID",
    "CreatorTool", "Producer",   "format",       "part",       "conformance",
    "rev",         "about",      "xmptk",        NULL};

static bool is_one_of(const char *name, const char *const *names)
{
    for (; *names; names++)
        if (strcmp(name, *names) == 0)
            return true;
    return false;
}

static bool
is_name(qpdf_data q, qpdf_oh dict, const char *key, const char *value)
{
    qpdf_oh name = qpdf_oh_get_key(q, dict, key);

    return qpdf_oh_is_name(q, name) &&
           strcmp(qpdf_oh_get_name(q, name), value) == 0;
}

/* --- strings of objects -------------------------------------------------- */

static void hide_strings( // NOLINT(misc-no-recursion)
    struct document *doc,
    qpdf_data q,
    qpdf_oh at,
    const char *where)
{
    if (qpdf_oh_is_string(q, at)) {
        const char *text = qpdf_oh_get_utf8_value(q, at);
        syn_document_hide(doc, where, text);
        syn_document_add_bytes(doc, text, strlen(text));
        return;
    }
    for (int i = 0;
         qpdf_oh_is_array(q, at) && i < qpdf_oh_get_array_n_items(q, at); i++) {
        qpdf_oh item = qpdf_oh_get_array_item(q, at, i);
        if (!qpdf_oh_is_indirect(q, item))
            hide_strings(doc, q, item, where);
    }
    qpdf_oh dict = qpdf_oh_is_stream(q, at) ? qpdf_oh_get_dict(q, at) : at;
    if (!qpdf_oh_is_dictionary(q, dict))
        return;
    /* The iterator is one for a handle: keys are listed before going down. */
    const char *keys[64];
    size_t n = 0;
    qpdf_oh_begin_dict_key_iter(q, dict);
    while (qpdf_oh_dict_more_keys(q)) {
        const char *key = qpdf_oh_dict_next_key(q);
        if (n < sizeof keys / sizeof *keys)
            keys[n++] = syn_arena_strdup(doc->arena, key);
    }
    for (size_t i = 0; i < n; i++) {
        qpdf_oh value = qpdf_oh_get_key(q, dict, keys[i]);
        if (!qpdf_oh_is_indirect(q, value) && !is_one_of(keys[i], formal))
            hide_strings(doc, q, value,
                         syn_arena_printf(doc->arena, "PDF %s", keys[i] + 1));
    }
}

/* --- streams ------------------------------------------------------------- */

static void hide_xmp( // NOLINT(misc-no-recursion)
    struct document *doc,
    const xmlNode *node)
{
    for (const xmlNode *n = node; n; n = n->next) {
        if (n->type == XML_TEXT_NODE || n->type == XML_COMMENT_NODE)
            syn_document_hide(doc, "XMP metadata", (const char *)n->content);
        if (n->type != XML_ELEMENT_NODE ||
            is_one_of((const char *)n->name, xmp_formal))
            continue;
        for (const xmlAttr *a = n->properties; a; a = a->next)
            if (!is_one_of((const char *)a->name, xmp_formal) && a->children)
                syn_document_hide(doc, "XMP metadata",
                                  (const char *)a->children->content);
        hide_xmp(doc, n->children);
    }
}

static bool is_text(const char *bytes, size_t n)
{
    size_t odd = 0;

    for (size_t i = 0; i < n; i++)
        odd += (unsigned char)bytes[i] < 32 && !strchr("\t\r\n", bytes[i]);
    return odd * 20 <= n;
}

/* A stream that is no page, font or image. */
static void hide_stream(struct document *doc,
                        qpdf_data q,
                        qpdf_oh stream,
                        const char *text,
                        size_t size)
{
    qpdf_oh dict = qpdf_oh_get_dict(q, stream);

    if (is_name(q, dict, "/Type", "/Metadata")) {
        xmlDoc *xml = xmlReadMemory(text, (int)size, NULL, NULL,
                                    XML_PARSE_NONET | XML_PARSE_NOERROR |
                                        XML_PARSE_NOWARNING);
        if (xml)
            hide_xmp(doc, xml->children);
        else
            syn_document_hide(doc, "XMP metadata", text);
        xmlFreeDoc(xml);
        return;
    }
    if (is_name(q, dict, "/Subtype", "/Image") ||
        is_name(q, dict, "/Type", "/XRef") ||
        is_name(q, dict, "/Type", "/ObjStm") || strstr(text, "begincmap") ||
        qpdf_oh_has_key(q, dict, "/FunctionType") ||
        qpdf_oh_has_key(q, dict, "/ShadingType") ||
        qpdf_oh_has_key(q, dict, "/Length1"))
        return;
    if (is_name(q, dict, "/Type", "/EmbeddedFile") || is_text(text, size))
        syn_document_hide(doc,
                          is_name(q, dict, "/Type", "/EmbeddedFile")
                              ? "attachment"
                              : "stream that no page shows",
                          text);
}

/* --- layers -------------------------------------------------------------- */

static void add_layers(struct pdf *pdf, qpdf_oh list)
{
    qpdf_data q = pdf->qpdf;

    for (int i = 0;
         qpdf_oh_is_array(q, list) && i < qpdf_oh_get_array_n_items(q, list);
         i++) {
        *(int *)syn_grow(&pdf->off, pdf->n_off, &pdf->off_room, sizeof(int),
                         pdf->doc->arena) =
            qpdf_oh_get_object_id(q, qpdf_oh_get_array_item(q, list, i));
        pdf->n_off++;
    }
}

static void remove_layers(struct pdf *pdf, qpdf_oh list)
{
    qpdf_data q = pdf->qpdf;

    for (int i = 0;
         qpdf_oh_is_array(q, list) && i < qpdf_oh_get_array_n_items(q, list);
         i++)
        for (size_t k = 0; k < pdf->n_off; k++)
            if (pdf->off[k] ==
                qpdf_oh_get_object_id(q, qpdf_oh_get_array_item(q, list, i)))
                pdf->off[k] = 0;
}

void syn_pdf_layers(struct pdf *pdf)
{
    qpdf_data q = pdf->qpdf;
    qpdf_oh layers = qpdf_oh_get_key(q, qpdf_get_root(q), "/OCProperties");

    if (!qpdf_oh_is_dictionary(q, layers))
        return;
    qpdf_oh usual = qpdf_oh_get_key(q, layers, "/D");
    if (!qpdf_oh_is_dictionary(q, usual))
        return;
    if (is_name(q, usual, "/BaseState", "/OFF")) {
        add_layers(pdf, qpdf_oh_get_key(q, layers, "/OCGs"));
        remove_layers(pdf, qpdf_oh_get_key(q, usual, "/ON"));
    }
    add_layers(pdf, qpdf_oh_get_key(q, usual, "/OFF"));
}

bool syn_pdf_is_off(const struct pdf *pdf, qpdf_oh at)
{
    qpdf_data q = pdf->qpdf;

    if (!qpdf_oh_is_dictionary(q, at))
        return false;
    for (size_t i = 0; i < pdf->n_off; i++)
        if (pdf->off[i] && pdf->off[i] == qpdf_oh_get_object_id(q, at))
            return true;
    if (!is_name(q, at, "/Type", "/OCMD"))
        return false;
    qpdf_oh of = qpdf_oh_get_key(q, at, "/OCGs");
    bool off = !qpdf_oh_is_array(q, of) && syn_pdf_is_off(pdf, of);
    for (int i = 0;
         qpdf_oh_is_array(q, of) && i < qpdf_oh_get_array_n_items(q, of); i++)
        off |= syn_pdf_is_off(pdf, qpdf_oh_get_array_item(q, of, i));
    return off;
}

/* --- the file ------------------------------------------------------------ */

static void read_objects(struct pdf *pdf)
{
    qpdf_data q = pdf->qpdf;
    int n = qpdf_oh_get_int_value_as_int(
        q, qpdf_oh_get_key(q, qpdf_get_trailer(q), "/Size"));

    for (int id = 1; id < n; id++) {
        qpdf_oh at = qpdf_get_object_by_id(q, id, 0);
        size_t size;
        if (!qpdf_oh_is_initialized(q, at) || qpdf_oh_is_null(q, at))
            continue;
        hide_strings(pdf->doc, q, at, "PDF string");
        const char *text =
            qpdf_oh_is_stream(q, at) ? syn_pdf_stream(pdf, at, &size) : NULL;
        if (!text)
            continue;
        syn_document_add_bytes(pdf->doc, text, size);
        if (!syn_pdf_was_shown(pdf, id))
            hide_stream(pdf->doc, q, at, text, size);
    }
    qpdf_oh info = qpdf_oh_get_key(q, qpdf_get_trailer(q), "/Info");
    if (!qpdf_oh_is_indirect(q, info))
        hide_strings(pdf->doc, q, info, "PDF Info");
}

/* Whether BYTES hold more than one revision: an older one can be had back. */
static bool is_revised(const char *bytes, size_t size)
{
    static const char word[] = "startxref";
    size_t n = sizeof word - 1, found = 0, first = size < 1024 ? size : 1024;

    for (size_t i = 0; i + n <= size; i++)
        found += memcmp(bytes + i, word, n) == 0;
    for (size_t i = 0; i + 11 <= first; i++)
        if (memcmp(bytes + i, "/Linearized", 11) == 0)
            found--; /* Such a file has two of them. */
    return found > 1;
}

enum syn_status syn_read_pdf(struct document *doc,
                             const char *bytes,
                             size_t size,
                             struct syn_diag *diag)
{
    struct pdf pdf = {.doc = doc, .qpdf = qpdf_init()};

    qpdf_set_suppress_warnings(pdf.qpdf, QPDF_TRUE);
    qpdf_silence_errors(pdf.qpdf);
    if (qpdf_read_memory(pdf.qpdf, doc->file, bytes, size, NULL) &
        QPDF_ERRORS) {
        (void)qpdf_get_error(pdf.qpdf); /* Else it prints a complaint. */
        qpdf_cleanup(&pdf.qpdf);
        return syn_document_broken(doc, "PDF", diag);
    }
    if (is_revised(bytes, size))
        doc->defect = "an earlier revision is in the file";
    syn_pdf_layers(&pdf);
    syn_pdf_pages(&pdf);
    read_objects(&pdf);
    qpdf_cleanup(&pdf.qpdf);
    return SYN_OK;
}
