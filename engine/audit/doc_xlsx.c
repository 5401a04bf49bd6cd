/* Spreadsheets: cells of the sheets that are shown, and everything else. */
#include "markup.h"

#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>
#include <libxml/xmlreader.h>
#include <zip.h>

#include "styles.h"

enum { LARGEST_PART = 64 << 20 };

struct book_file {
    struct document *doc;
    zip_t *zip;
    struct styles styles;
    const char **strings; /* The shared ones. */
    bool *shown;
    size_t n_strings, room;
};

static bool starts(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

static bool ends(const char *text, const char *with)
{
    size_t n = strlen(text), m = strlen(with);
    return n >= m && strcmp(text + n - m, with) == 0;
}

/* The bytes of the part called NAME, or NULL. */
static char *unpack(struct book_file *f, const char *name, size_t *size)
{
    zip_stat_t stat;

    if (zip_stat(f->zip, name, 0, &stat) || stat.size > LARGEST_PART)
        return NULL;
    zip_file_t *part = zip_fopen(f->zip, name, 0);
    if (!part)
        return NULL;
    char *bytes = syn_arena_alloc(f->doc->arena, stat.size + 1, 1);
    zip_int64_t n = zip_fread(part, bytes, stat.size);
    zip_fclose(part);
    *size = n < 0 ? 0 : (size_t)n;
    return n < 0 ? NULL : bytes;
}

static int read_zip(void *part, char *to, int n)
{
    return (int)zip_fread(part, to, (zip_uint64_t)n);
}

static int close_zip(void *part)
{
    return zip_fclose(part);
}

enum { XML_WAYS = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING };

/* Reads the part called NAME as it is unpacked: nothing of it is kept.  NULL:
 * there is none. */
static xmlTextReader *open_part(struct book_file *f, const char *name)
{
    zip_stat_t stat;

    if (zip_stat(f->zip, name, 0, &stat) || stat.size > LARGEST_PART)
        return NULL;
    zip_file_t *part = zip_fopen(f->zip, name, 0);
    return part
               ? xmlReaderForIO(read_zip, close_zip, part, NULL, NULL, XML_WAYS)
               : NULL;
}

/* The next element called one of NAMES, with all that is in it, or NULL.  Calls
 * after the first must say that they are AFTER one. */
static const xmlNode *
next_element(xmlTextReader *reader, const char *const *names, bool after)
{
    int more = after ? xmlTextReaderNext(reader) : xmlTextReaderRead(reader);

    for (; more == 1; more = xmlTextReaderRead(reader)) {
        const char *name = (const char *)xmlTextReaderConstLocalName(reader);
        if (xmlTextReaderNodeType(reader) != XML_READER_TYPE_ELEMENT)
            continue;
        for (size_t i = 0; names[i]; i++)
            if (strcmp(name, names[i]) == 0)
                return xmlTextReaderExpand(reader);
    }
    return NULL;
}

static xmlDoc *parse(struct book_file *f, const char *name)
{
    size_t size;
    char *bytes = unpack(f, name, &size);

    return bytes ? xmlReadMemory(bytes, (int)size, NULL, NULL, XML_WAYS) : NULL;
}

static bool is_named(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE &&
           strcmp((const char *)node->name, name) == 0;
}

/* The first element called NAME below NODE, itself included. */
static const xmlNode *find( // NOLINT(misc-no-recursion)
    const xmlNode *node,
    const char *name)
{
    for (const xmlNode *n = node; n; n = n->next) {
        if (is_named(n, name))
            return n;
        const xmlNode *below = find(n->children, name);
        if (below)
            return below;
    }
    return NULL;
}

static void read_strings(struct book_file *f)
{
    static const char *const names[] = {"si", NULL};
    xmlTextReader *reader = open_part(f, "xl/sharedStrings.xml");

    for (const xmlNode *n = NULL;
         reader && (n = next_element(reader, names, n != NULL)) != NULL;) {
        *(const char **)syn_grow(&f->strings, f->n_strings, &f->room,
                                 sizeof(char *), f->doc->arena) =
            syn_content(f->doc, n);
        f->n_strings++;
    }
    f->shown =
        syn_arena_alloc(f->doc->arena, f->n_strings + 1, sizeof *f->shown);
    xmlFreeTextReader(reader);
}

/* --- sheets -------------------------------------------------------------- */

static bool is_on(const char *text)
{
    return strcmp(text, "1") == 0 || strcmp(text, "true") == 0;
}

/* "C7" is in column 2, from 0. */
static size_t column_of(const char *reference)
{
    size_t column = 0;

    for (; *reference >= 'A' && *reference <= 'Z'; reference++)
        column = column * 26 + (size_t)(*reference - 'A') + 1;
    return column ? column - 1 : 0;
}

/* What a sheet says of its columns and rows before it comes to its cells. */
struct layout {
    const char *where; /* The name of a hidden sheet, or NULL. */
    struct span {
        size_t first, last;
    } * hidden; /* Columns, from 1. */
    size_t n, room;
    bool rows_hidden; /* Those that do not say otherwise. */
};

static bool is_nought(struct document *doc, const xmlNode *n, const char *name)
{
    return xmlHasProp(n, (const xmlChar *)name) &&
           strtod(syn_attribute(doc, n, name), NULL) <= 0;
}

static void
read_columns(struct layout *out, struct document *doc, const xmlNode *columns)
{
    for (const xmlNode *n = columns->children; n; n = n->next)
        if (is_named(n, "col") && (is_on(syn_attribute(doc, n, "hidden")) ||
                                   is_nought(doc, n, "width")))
            *(struct span *)syn_grow(&out->hidden, out->n++, &out->room,
                                     sizeof *out->hidden, doc->kept) =
                (struct span){strtoul(syn_attribute(doc, n, "min"), NULL, 10),
                              strtoul(syn_attribute(doc, n, "max"), NULL, 10)};
}

static bool is_hidden_column(const struct layout *layout, size_t at)
{
    for (size_t i = 0; i < layout->n; i++)
        if (layout->hidden[i].first <= at + 1 &&
            layout->hidden[i].last >= at + 1)
            return true;
    return false;
}

static bool is_hidden_row(const struct layout *layout,
                          struct document *doc,
                          const xmlNode *row)
{
    return layout->where || is_on(syn_attribute(doc, row, "hidden")) ||
           is_nought(doc, row, "ht") ||
           (layout->rows_hidden && !xmlHasProp(row, (const xmlChar *)"hidden"));
}

static const char *
text_of(struct book_file *f, const xmlNode *cell, bool hidden)
{
    const char *type = syn_attribute(f->doc, cell, "t");
    const xmlNode *value = find(cell->children, "v"),
                  *inline_text = find(cell->children, "is");

    if (inline_text)
        return syn_content(f->doc, inline_text);
    if (!value)
        return "";
    const char *text = syn_content(f->doc, value);
    if (strcmp(type, "s") != 0)
        return text;
    size_t at = strtoul(text, NULL, 10);
    if (at >= f->n_strings)
        return "";
    f->shown[at] |= !hidden;
    return f->strings[at];
}

/* One cell.  Returns its text, or NULL if a reader does not see it. */
static const char *read_cell(struct book_file *f,
                             const xmlNode *c,
                             const struct layout *layout,
                             bool hidden)
{
    struct document *doc = f->doc;
    const char *place = syn_attribute(doc, c, "r"), *why = "hidden cell";
    const xmlNode *formula = find(c->children, "f");
    bool is_number = *syn_attribute(doc, c, "t") == '\0' ||
                     strcmp(syn_attribute(doc, c, "t"), "n") == 0;

    if (!hidden && !is_hidden_column(layout, column_of(place)))
        why = syn_styles_hide(&f->styles,
                              strtoul(syn_attribute(doc, c, "s"), NULL, 10),
                              is_number);
    const char *text = text_of(f, c, why != NULL);
    if (formula)
        syn_document_hide(doc,
                          syn_arena_printf(doc->arena, "formula in %s", place),
                          syn_content(doc, formula));
    if (!why) {
        syn_document_see(doc, text);
        return text;
    }
    syn_document_hide(doc,
                      syn_arena_printf(doc->arena, "%s %s%s%s", why, place,
                                       layout->where ? " of " : "",
                                       layout->where ? layout->where : ""),
                      text);
    return NULL;
}

static void read_row(struct book_file *f,
                     const xmlNode *row,
                     const struct layout *layout,
                     struct table_builder *table)
{
    bool hidden = is_hidden_row(layout, f->doc, row);

    for (const xmlNode *c = row->children; c; c = c->next) {
        const char *text =
            is_named(c, "c") ? read_cell(f, c, layout, hidden) : NULL;
        size_t at = text ? column_of(syn_attribute(f->doc, c, "r")) : 0;
        if (!text)
            continue;
        while (table->in_row < at && at < 1000)
            syn_table_add(table, "");
        syn_table_add(table, text);
    }
    if (!hidden)
        syn_table_end_row(table);
}

/* WHERE: the name of a hidden sheet, or NULL. */
static bool read_sheet(struct book_file *f, const char *name, const char *where)
{
    static const char *const names[] = {"sheetFormatPr",
                                        "cols",
                                        "row",
                                        "headerFooter",
                                        "dataValidations",
                                        "conditionalFormatting",
                                        NULL};
    xmlTextReader *reader = open_part(f, name);
    struct table_builder table = {.doc = f->doc};
    struct layout layout = {.where = where};

    for (const xmlNode *n = NULL;
         reader && (n = next_element(reader, names, n != NULL)) != NULL;) {
        struct syn_arena_mark mark = syn_arena_mark(f->doc->arena);
        if (is_named(n, "row"))
            read_row(f, n, &layout, &table);
        else if (is_named(n, "cols"))
            read_columns(&layout, f->doc, n);
        else if (is_named(n, "sheetFormatPr"))
            layout.rows_hidden = is_on(syn_attribute(f->doc, n, "zeroHeight"));
        else
            syn_document_hide(f->doc, (const char *)n->name,
                              syn_content(f->doc, n));
        syn_arena_rewind(f->doc->arena, mark);
    }
    syn_table_end(&table);
    bool good =
        reader && xmlTextReaderReadState(reader) == XML_TEXTREADER_MODE_EOF;
    xmlFreeTextReader(reader);
    return good;
}

/* The part that the relation ID of the workbook leads to. */
static const char *
target_of(struct book_file *f, const xmlDoc *relations, const char *id)
{
    const xmlNode *root = relations ? xmlDocGetRootElement(relations) : NULL;

    for (const xmlNode *n = root ? root->children : NULL; n; n = n->next) {
        if (!is_named(n, "Relationship") ||
            strcmp(syn_attribute(f->doc, n, "Id"), id) != 0)
            continue;
        const char *target = syn_attribute(f->doc, n, "Target");
        return target[0] == '/'
                   ? target + 1
                   : syn_arena_printf(f->doc->arena, "xl/%s", target);
    }
    return NULL;
}

static bool read_workbook(struct book_file *f)
{
    xmlDoc *xml = parse(f, "xl/workbook.xml"),
           *relations = parse(f, "xl/_rels/workbook.xml.rels");
    const xmlNode *sheets = xml ? find(xml->children, "sheets") : NULL,
                  *names = xml ? find(xml->children, "definedNames") : NULL;
    bool good = sheets != NULL;

    for (const xmlNode *n = sheets ? sheets->children : NULL; n; n = n->next) {
        if (!is_named(n, "sheet"))
            continue;
        const char *state = syn_attribute(f->doc, n, "state");
        const char *name = syn_attribute(f->doc, n, "name");
        const char *part =
            target_of(f, relations, syn_attribute(f->doc, n, "id"));
        bool hidden = *state && strcmp(state, "visible") != 0;
        if (!hidden)
            syn_document_see(f->doc, name);
        good &= part && read_sheet(f, part, hidden ? name : NULL);
    }
    for (const xmlNode *n = names ? names->children : NULL; n; n = n->next)
        if (is_named(n, "definedName")) {
            const char *text = syn_content(f->doc, n);
            if (!strchr(text, '!')) /* "Sheet!$A$1" is a place. */
                syn_document_hide(f->doc, "defined name", text);
        }
    xmlFreeDoc(relations);
    xmlFreeDoc(xml);
    return good;
}

/* --- everything else ----------------------------------------------------- */

/* Properties that are about time and program. */
static bool is_formal(const char *name)
{
    static const char *const formal[] = {
        "created",       "modified",    "revision",          "Application",
        "AppVersion",    "DocSecurity", "ScaleCrop",         "HeadingPairs",
        "LinksUpToDate", "SharedDoc",   "HyperlinksChanged", "TotalTime",
        "TitlesOfParts", NULL};

    for (size_t i = 0; formal[i]; i++)
        if (strcmp(formal[i], name) == 0)
            return true;
    return false;
}

static void hide_texts( // NOLINT(misc-no-recursion)
    struct document *doc,
    const char *part,
    const xmlNode *node)
{
    for (const xmlNode *n = node; n; n = n->next) {
        if (n->type == XML_ELEMENT_NODE && is_formal((const char *)n->name))
            continue;
        if (n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE ||
            n->type == XML_COMMENT_NODE)
            syn_document_hide(doc, part, (const char *)n->content);
        if (n->type == XML_ELEMENT_NODE) {
            static const char *const names[] = {"descr", "title", "name", "v",
                                                NULL};
            for (size_t i = 0; names[i]; i++)
                if (xmlHasProp(n, (const xmlChar *)names[i]) &&
                    (i < 2 || strstr(part, "pivot") || strstr(part, "custom")))
                    syn_document_hide(doc, part,
                                      syn_attribute(doc, n, names[i]));
        }
        hide_texts(doc, part, n->children);
    }
}

/* Parts that were read, or hold no text of their own. */
static bool is_known_part(const char *name)
{
    return ends(name, ".rels") || starts(name, "[Content_Types]") ||
           starts(name, "xl/theme/") || strcmp(name, "xl/styles.xml") == 0 ||
           strcmp(name, "xl/workbook.xml") == 0 ||
           strcmp(name, "xl/sharedStrings.xml") == 0 ||
           starts(name, "xl/worksheets/sheet") || ends(name, "/");
}

static void read_part(struct book_file *f, const char *name)
{
    size_t size = 0;

    if (starts(name, "xl/embeddings/"))
        f->doc->defect = "a file is embedded in the spreadsheet";
    if (is_known_part(name) && !f->doc->wants_bytes)
        return;
    char *bytes = unpack(f, name, &size);
    if (!bytes)
        return;
    syn_document_add_bytes(f->doc, bytes, size);
    if (is_known_part(name))
        return;
    if (!ends(name, ".xml") && !ends(name, ".vml")) {
        syn_document_hide(f->doc, name, bytes);
        return;
    }
    xmlDoc *xml = xmlReadMemory(bytes, (int)size, NULL, NULL, XML_WAYS);
    if (xml)
        hide_texts(f->doc, name, xml->children);
    xmlFreeDoc(xml);
}

enum syn_status syn_read_xlsx(struct document *doc,
                              const char *bytes,
                              size_t size,
                              struct syn_diag *diag)
{
    zip_error_t error;
    zip_source_t *source = zip_source_buffer_create(bytes, size, 0, &error);
    struct book_file f = {.doc = doc};

    f.zip = source ? zip_open_from_source(source, ZIP_RDONLY, &error) : NULL;
    if (!f.zip) {
        zip_source_free(source);
        return syn_document_broken(doc, "XLSX", diag);
    }
    int length = 0;
    const char *note = zip_get_archive_comment(f.zip, &length, 0);
    if (note && length > 0)
        syn_document_hide(doc, "comment of the archive",
                          syn_arena_strndup(doc->arena, note, (size_t)length));
    xmlDoc *styles = parse(&f, "xl/styles.xml");
    syn_styles_read(&f.styles, doc, styles);
    xmlFreeDoc(styles);
    read_strings(&f);
    bool good = read_workbook(&f);
    for (size_t i = 0; i < f.n_strings; i++)
        if (!f.shown[i])
            syn_document_hide(doc, "unused shared string", f.strings[i]);
    for (zip_int64_t i = 0; i < zip_get_num_entries(f.zip, 0); i++)
        read_part(&f, zip_get_name(f.zip, (zip_uint64_t)i, 0));
    zip_discard(f.zip);
    return good ? SYN_OK : syn_document_broken(doc, "XLSX", diag);
}
