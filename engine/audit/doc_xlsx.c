/* Spreadsheets: cells of the sheets that are shown, and everything else. */
#include "markup.h"

#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>
#include <zip.h>

#include "index.h"

enum { LARGEST_PART = 64 << 20 };

struct book_file {
    struct document *doc;
    zip_t *zip;
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

static xmlDoc *parse(struct book_file *f, const char *name)
{
    size_t size;
    char *bytes = unpack(f, name, &size);

    return bytes ? xmlReadMemory(bytes, (int)size, NULL, NULL,
                                 XML_PARSE_NONET | XML_PARSE_NOERROR |
                                     XML_PARSE_NOWARNING)
                 : NULL;
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
    xmlDoc *xml = parse(f, "xl/sharedStrings.xml");
    const xmlNode *root = xml ? xmlDocGetRootElement(xml) : NULL;

    for (const xmlNode *n = root ? root->children : NULL; n; n = n->next)
        if (is_named(n, "si")) {
            *(const char **)syn_grow(&f->strings, f->n_strings, &f->room,
                                     sizeof(char *), f->doc->arena) =
                syn_content(f->doc, n);
            f->n_strings++;
        }
    f->shown =
        syn_arena_alloc(f->doc->arena, f->n_strings + 1, sizeof *f->shown);
    xmlFreeDoc(xml);
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

static bool
is_hidden_column(struct document *doc, const xmlNode *columns, size_t at)
{
    for (const xmlNode *n = columns ? columns->children : NULL; n; n = n->next)
        if (is_named(n, "col") && is_on(syn_attribute(doc, n, "hidden")) &&
            strtoul(syn_attribute(doc, n, "min"), NULL, 10) <= at + 1 &&
            strtoul(syn_attribute(doc, n, "max"), NULL, 10) >= at + 1)
            return true;
    return false;
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

static void read_row(struct book_file *f,
                     const xmlNode *row,
                     const xmlNode *columns,
                     const char *where,
                     struct table_builder *table)
{
    bool hidden = where || is_on(syn_attribute(f->doc, row, "hidden"));

    for (const xmlNode *c = row->children; c; c = c->next) {
        if (!is_named(c, "c"))
            continue;
        const char *place = syn_attribute(f->doc, c, "r");
        size_t at = column_of(place);
        bool unseen = hidden || is_hidden_column(f->doc, columns, at);
        const char *text = text_of(f, c, unseen);
        const xmlNode *formula = find(c->children, "f");
        if (formula)
            syn_document_hide(
                f->doc, syn_arena_printf(f->doc->arena, "formula in %s", place),
                syn_content(f->doc, formula));
        if (unseen)
            syn_document_hide(
                f->doc,
                syn_arena_printf(f->doc->arena, "hidden cell %s%s%s", place,
                                 where ? " of " : "", where ? where : ""),
                text);
        else
            syn_document_see(f->doc, text);
        if (!unseen) {
            while (table->in_row < at && at < 1000)
                syn_table_add(table, "");
            syn_table_add(table, text);
        }
    }
    if (!hidden)
        syn_table_end_row(table);
}

/* WHERE: the name of a hidden sheet, or NULL. */
static bool read_sheet(struct book_file *f, const char *name, const char *where)
{
    xmlDoc *xml = parse(f, name);
    const xmlNode *root = xml ? xmlDocGetRootElement(xml) : NULL,
                  *data = root ? find(root, "sheetData") : NULL,
                  *columns = root ? find(root, "cols") : NULL;
    struct table_builder table = {.doc = f->doc};

    for (const xmlNode *n = data ? data->children : NULL; n; n = n->next)
        if (is_named(n, "row"))
            read_row(f, n, columns, where, &table);
    for (const xmlNode *n = root ? root->children : NULL; n; n = n->next)
        if (is_named(n, "headerFooter") || is_named(n, "dataValidations") ||
            is_named(n, "conditionalFormatting"))
            syn_document_hide(f->doc, (const char *)n->name,
                              syn_content(f->doc, n));
    syn_table_end(&table);
    xmlFreeDoc(xml);
    return xml != NULL;
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
    xmlDoc *xml = xmlReadMemory(bytes, (int)size, NULL, NULL,
                                XML_PARSE_NONET | XML_PARSE_NOERROR |
                                    XML_PARSE_NOWARNING);
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
