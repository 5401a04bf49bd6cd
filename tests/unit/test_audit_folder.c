/* Folders of written files are doubted: audit/folder.h.  Each carrier has its
 * planted number, and a look-alike that is safe. */
#include "fixture.h"

#include <zip.h>

#include <samsyn/audit/folder.h>

static struct syn_folder_audit found;

static enum syn_status
audit(const char *hierarchy, const char *truth, struct syn_arena *arena)
{
    const char *paths[2] = {path_of("1", arena), path_of("2", arena)};
    const struct syn_folder_call call = {
        .folders = paths,
        .n_folders = syn_folder_exists(paths[1]) ? 2 : 1,
        .hierarchy = hierarchy ? put_file("hier.csv", hierarchy, arena) : NULL,
        .truth = truth ? put_file("truth.csv", truth, arena) : NULL,
        .attack = true};

    heard = (struct heard){0};
    return syn_folder_audit(&found, &call, arena, &diag);
}

static const struct syn_finding_line *finding(const char *kind)
{
    for (size_t i = 0; i < found.n; i++)
        if (strcmp(found.findings[i].finding, kind) == 0)
            return &found.findings[i];
    return NULL;
}

static void clear(struct syn_arena *arena)
{
    assert_int_equal(syn_folder_remove(path_of("1", arena), &diag), SYN_OK);
    assert_int_equal(syn_folder_remove(path_of("2", arena), &diag), SYN_OK);
}

/* --- tables -------------------------------------------------------------- */

static void a_safe_table_passes(void **state)
{
    put_file("1/t.csv",
             "focus,age,value,status\nv,a,:,hidden\nv,b,:,hidden\n"
             "v,T,20,published\nw,a,:,hidden\nw,b,:,hidden\nw,T,30,published\n"
             "T,a,25,published\nT,b,25,published\nT,T,50,published\n",
             *state);
    assert_int_equal(audit(NULL, NULL, *state), SYN_OK);
    assert_int_equal(found.n, 0);
    assert_int_equal(found.files, 1);
    assert_int_equal(found.targets, 4);
}

static void a_sum_gives_a_cell_away_in_every_format(void **state)
{
    static const char *const names[] = {"1/t.csv", "1/t.json", "1/t.html"};
    static const char *const texts[] = {
        "age,value\na,:\nb,10\nT,13\n",
        "{\"rows\":[{\"cell\":{\"age\":\"a\"},\"value\":null},{\"cell\":"
        "{\"age\":\"b\"},\"value\":10},{\"cell\":{\"age\":\"T\"},"
        "\"value\":13}]}",
        "<html><body><table><tr><th>age</th><th>value</th></tr><tr><td>a</td>"
        "<td>:</td></tr><tr><td>b</td><td>10</td></tr><tr><td>T</td><td>13"
        "</td></tr></table></body></html>"};

    for (size_t i = 0; i < 3; i++) {
        print_message("%s\n", names[i]);
        put_file(names[i], texts[i], *state);
        assert_int_equal(audit(NULL, NULL, *state), SYN_OK);
        assert_int_equal(found.n, 1);
        assert_string_equal(found.findings[0].finding, "EXACT");
        assert_string_equal(found.findings[0].cell, "age=a");
        assert_string_equal(found.findings[0].recipe, "a = T - b");
        assert_false(found.findings[0].has_interval);
        clear(*state);
    }
}

static void a_value_is_told_to_who_knows_it(void **state)
{
    put_file("1/t.csv", "age,value\na,:\nb,10\nT,13\n", *state);
    assert_int_equal(audit(NULL, "age,count\na,3\nb,10\n", *state), SYN_OK);
    assert_int_equal(found.n, 1);
    assert_true(found.findings[0].has_interval);
    assert_int_equal(found.findings[0].low, 3);
    /* What is hidden to protect others may be known. */
    assert_int_equal(audit(NULL, "age,count\na,30\nb,10\n", *state), SYN_OK);
    assert_int_equal(found.n, 0);
}

static void a_year_minus_three_quarters_is_found(void **state)
{
    put_file("1/a.csv",
             "focus,period,value\nv,2025K1,10\nv,2025K2,20\nv,2025K3,:\n",
             *state);
    assert_int_equal(audit(NULL, NULL, *state), SYN_OK);
    assert_int_equal(found.n, 0);
    put_file("2/b.csv", "focus,period,value\nv,2025K4,20\nv,2025,52\n", *state);
    assert_int_equal(audit(NULL, NULL, *state), SYN_OK);
    assert_int_equal(found.n, 1);
    assert_string_equal(found.findings[0].cell, "focus=v;period=2025K3");
    assert_non_null(strstr(found.findings[0].recipe, "v/2025 "));
}

static void the_hierarchy_says_what_a_node_is(void **state)
{
    put_file("1/t.csv", "age,value\n13-15,:\n13-17,12\n16-17,10\n", *state);
    assert_int_equal(audit(NULL, NULL, *state), SYN_OK);
    assert_int_equal(found.n, 0);
    assert_int_equal(audit("dimension,node,leaf\nage,13-17,13-15\n"
                           "age,13-17,16-17\n",
                           NULL, *state),
                     SYN_OK);
    assert_non_null(finding("EXACT"));
    assert_int_equal(audit("dimension,node,leaf\nzone,x,y\n", NULL, *state),
                     SYN_OK); /* A dimension of no table says nothing. */
}

static void files_that_disagree_are_told(void **state)
{
    put_file("1/a.csv", "age,value\na,10\nb,:\nc,40\n", *state);
    put_file("1/b.csv", "age,value\na,11\nc,40\n", *state);
    assert_int_equal(audit(NULL, NULL, *state), SYN_OK);
    assert_int_equal(found.n, 1);
    assert_string_equal(finding("INCONSISTENT")->cell, "age=a");
    put_file("1/b.csv", "age,value\na,10\nb,30\n", *state);
    assert_int_equal(audit(NULL, NULL, *state), SYN_OK);
    assert_string_equal(finding("INCONSISTENT")->cell, "age=b");
}

static void a_small_correction_is_a_small_count(void **state)
{
    put_file("1/a.csv", "age,value\na,40\nb,50\n", *state);
    put_file("2/b.csv", "age,value\na,42\nb,60\n", *state);
    assert_int_equal(audit(NULL, NULL, *state), SYN_OK);
    assert_int_equal(found.n, 1);
    assert_string_equal(finding("EXACT")->cell, "age=a");
}

static void a_hidden_row_has_no_other_number(void **state)
{
    put_file("1/a.csv", "age,value,rate\na,:,1.9\nb,50,3.1\n", *state);
    assert_int_equal(audit(NULL, NULL, *state), SYN_OK);
    assert_string_equal(finding("LEAK")->cell, "age=a");
}

/* --- carriers ------------------------------------------------------------ */

#define SVG(inside)                                                            \
    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 300 200\">"       \
    "<text x=\"20\" y=\"180\">0</text><text x=\"20\" y=\"140\">10</text>"      \
    "<text x=\"20\" y=\"100\">20</text><text x=\"20\" y=\"60\">30</text>"      \
    "<rect x=\"40\" y=\"80\" width=\"20\" height=\"100\"/>"                    \
    "<text x=\"45\" y=\"75\">25</text>" inside "</svg>"
#define HTML(inside)                                                           \
    "<!DOCTYPE html><html lang=\"nb\"><head><title>Cases</title></head>"       \
    "<body><p class=\"c7\">25 cases, 12 of them</p>" inside "</body></html>"

static const struct {
    const char *name, *text;
    const char *where; /* NULL: safe. */
} planted[] = {
    {"1/a.svg", SVG(""), NULL},
    {"1/a.svg", SVG("<title>25 in all</title>"), NULL},
    {"1/a.svg", SVG("<title>3 hidden</title>"), "title"},
    {"1/a.svg", SVG("<desc>from 25 to 3</desc>"), "desc"},
    {"1/a.svg", SVG("<metadata>n=7</metadata>"), "metadata"},
    {"1/a.svg", SVG("<!-- 17 -->"), "comment"},
    {"1/a.svg", SVG("<g data-n=\"17\"/>"), "data-n"},
    {"1/a.svg", SVG("<g aria-label=\"17\"/>"), "aria-label"},
    {"1/a.svg", SVG("<text x=\"9\" y=\"9\" opacity=\"0\">17</text>"), "text"},
    {"1/a.svg", SVG("<text x=\"9\" y=\"9\" style=\"display:none\">17</text>"),
     "text"},
    {"1/a.svg", SVG("<text x=\"9\" y=\"9\" fill=\"white\">17</text>"), "text"},
    {"1/a.svg", SVG("<rect x=\"70\" y=\"168\" width=\"20\" height=\"12\"/>"),
     "height"},
    {"1/a.svg", SVG("<circle cx=\"70\" cy=\"168\" r=\"3\"/>"), "circle"},
    {"1/a.svg", SVG("<circle cx=\"70\" cy=\"80\" r=\"3\"/>"), NULL},
    {"1/a.svg", SVG("<polyline points=\"50,80 90,168\"/>"), "polyline"},
    {"1/a.svg", SVG("<path fill=\"none\" d=\"M50,80 L90,168\"/>"), "path"},
    {"1/a.html", HTML(""), NULL},
    {"1/a.html", HTML("<img alt=\"25 cases\" src=\"f1.png\">"), NULL},
    {"1/a.html", HTML("<img alt=\"3 cases\" src=\"f1.png\">"), "alt"},
    {"1/a.html", HTML("<p data-raw=\"3\">:</p>"), "data-raw"},
    {"1/a.html", HTML("<p title=\"3\">:</p>"), "title"},
    {"1/a.html", HTML("<p style=\"display:none\">3</p>"), "<p>"},
    {"1/a.html", HTML("<p hidden>3</p>"), "<p>"},
    {"1/a.html", HTML("<p style=\"color: #FFF\">3</p>"), "<p>"},
    {"1/a.html", HTML("<p style=\"background-color:#fff\">12</p>"), NULL},
    {"1/a.html", HTML("<!-- was 3 -->"), "comment"},
    {"1/a.html", HTML("<script>var n=[25,3]</script>"), "script"},
    {"1/a.html", HTML("<meta name=\"description\" content=\"3 cases\">"),
     "content"},
    {"1/a.html", HTML("<input type=\"hidden\" value=\"3\">"), "value"},
    {"1/a.html", HTML("<p style=\"--n:3\">:</p>"), "style"},
    {"1/a.csv", "x,y\n# hidden: 3\n25,12\n", "comment"},
    {"1/a.json", "{\"shown\":25,\"_raw\":3}", "_raw"},
    {"1/a.json", "{\"shown\":25,\"n\":3}", NULL},
    {"1/a.md", "# 25 cases\n\n![25 cases](figures/f3.png)\n", NULL},
    {"1/a.md", "# 25 cases\n\n<!-- really 3 -->\n", "comment"},
    {"1/a.md", "# 25 cases\n\n[//]: # (really 3)\n", "definition"},
    {"1/a.md", "25 cases\n\n![3 cases](figures/f3.png)\n", "alternative"},
    {"1/a.md", "[25 cases](a.html \"3 of them\")\n", "title"},
    {"1/a.md", "25 <span data-n=\"3\">cases</span>\n", "attribute"},
    {"1/a.md", "25 < 30, and 30 > 3\n", NULL},
};

static void every_planted_number_is_found(void **state)
{
    for (size_t i = 0; i < sizeof planted / sizeof *planted; i++) {
        print_message("%s\n", planted[i].text);
        put_file(planted[i].name, planted[i].text, *state);
        assert_int_equal(audit(NULL, NULL, *state), SYN_OK);
        assert_int_equal(found.n, planted[i].where != NULL);
        if (planted[i].where) {
            assert_string_equal(found.findings[0].finding, "LEAK");
            assert_non_null(strstr(found.findings[0].recipe, planted[i].where));
        }
        clear(*state);
    }
}

/* --- spreadsheets -------------------------------------------------------- */

#define XML_HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define RELS                                                                   \
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

static const char first_sheet[] = XML_HEAD
    "<worksheet xmlns=\"" MAIN "\"><sheetData>"
    "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v>"
    "</c></row><row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>a</t></is></c>"
    "<c r=\"B2\"><v>25</v></c></row></sheetData></worksheet>";

static void put_xlsx(const char *state_of_second,
                     const char *second,
                     const char *name,
                     const char *more,
                     struct syn_arena *arena)
{
    const struct {
        const char *name, *text;
    } parts[] = {
        {"xl/workbook.xml",
         syn_arena_printf(arena,
                          XML_HEAD "<workbook xmlns=\"" MAIN
                                   "\" xmlns:r=\"" RELS
                                   "\"><sheets><sheet name=\"T\" sheetId=\"1\" "
                                   "r:id=\"rId1\"/><sheet name=\"U\" "
                                   "sheetId=\"2\" %s r:id=\"rId2\"/></sheets>"
                                   "</workbook>",
                          state_of_second)},
        {"xl/_rels/workbook.xml.rels",
         XML_HEAD "<Relationships xmlns=\"http://schemas.openxmlformats.org/"
                  "package/2006/relationships\"><Relationship Id=\"rId1\" "
                  "Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" "
                  "Target=\"worksheets/sheet2.xml\"/></Relationships>"},
        {"xl/sharedStrings.xml",
         XML_HEAD "<sst xmlns=\"" MAIN "\"><si><t>age</t></si><si><t>value</t>"
                  "</si></sst>"},
        {"xl/worksheets/sheet1.xml", first_sheet},
        {"xl/worksheets/sheet2.xml", second},
        {name, more},
    };
    const char *path = put_file("1/a.xlsx", "", arena);
    int error;
    assert_int_equal(remove(path), 0);
    zip_t *zip = zip_open(path, ZIP_CREATE, &error);

    assert_non_null(zip);
    for (size_t i = 0; i < sizeof parts / sizeof *parts && parts[i].name; i++)
        assert_true(zip_file_add(zip, parts[i].name,
                                 zip_source_buffer(zip, parts[i].text,
                                                   strlen(parts[i].text), 0),
                                 0) >= 0);
    assert_int_equal(zip_close(zip), 0);
}

#define SHEET(row, columns)                                                    \
    XML_HEAD "<worksheet xmlns=\"" MAIN "\">" columns "<sheetData>" row        \
             "</sheetData></worksheet>"
#define CELL "<c r=\"B1\"><v>3</v></c>"

/* A cell of format number N; the formats are below. */
#define STYLED(n)                                                              \
    SHEET("<row r=\"1\"><c r=\"B1\" s=\"" n "\"><v>3</v></c></row>", "")
#define STYLES                                                                 \
    XML_HEAD "<styleSheet xmlns=\"" MAIN "\"><numFmts count=\"2\">"            \
             "<numFmt numFmtId=\"164\" formatCode=\";;;\"/>"                   \
             "<numFmt numFmtId=\"165\" formatCode=\"&quot;0&quot;\"/>"         \
             "</numFmts><fonts><font><sz val=\"11\"/></font><font><color "     \
             "rgb=\"FFFFFFFF\"/></font><font><sz val=\"1\"/></font></fonts>"   \
             "<fills><fill><patternFill patternType=\"none\"/></fill><fill>"   \
             "<patternFill patternType=\"solid\"><fgColor rgb=\"FF003366\"/>"  \
             "</patternFill></fill></fills><cellXfs><xf/>"                     \
             "<xf numFmtId=\"164\"/><xf fontId=\"1\"/>"                        \
             "<xf fontId=\"1\" fillId=\"1\"/><xf numFmtId=\"2\"/>"             \
             "<xf fontId=\"2\"/><xf numFmtId=\"165\"/></cellXfs></styleSheet>"

static void a_spreadsheet_hides_nothing(void **state)
{
    static const struct {
        const char *sheet_state, *second, *name, *more, *where;
    } cases[] = {
        {"", SHEET("<row r=\"1\">" CELL "</row>", ""), NULL, NULL, NULL},
        {"state=\"hidden\"", SHEET("<row r=\"1\">" CELL "</row>", ""), NULL,
         NULL, "B1 of U"},
        {"state=\"veryHidden\"", SHEET("<row r=\"1\">" CELL "</row>", ""), NULL,
         NULL, "B1 of U"},
        {"", SHEET("<row r=\"1\" hidden=\"1\">" CELL "</row>", ""), NULL, NULL,
         "B1"},
        {"",
         SHEET("<row r=\"1\">" CELL "</row>",
               "<cols><col min=\"2\" max=\"2\" hidden=\"1\"/></cols>"),
         NULL, NULL, "B1"},
        {"",
         SHEET("<row r=\"1\"><c r=\"B1\"><f>25-22</f><v>25</v></c></row>", ""),
         NULL, NULL, "formula"},
        {"",
         SHEET("<row r=\"1\" ht=\"0\">" CELL "</row>",
               "<sheetFormatPr defaultRowHeight=\"15\"/>"),
         NULL, NULL, "B1"},
        {"",
         SHEET("<row r=\"1\">" CELL "</row>",
               "<sheetFormatPr zeroHeight=\"1\"/>"),
         NULL, NULL, "B1"},
        {"", STYLED("1"), "xl/styles.xml", STYLES, "shows nothing"},
        {"", STYLED("2"), "xl/styles.xml", STYLES, "white text"},
        {"", STYLED("3"), "xl/styles.xml", STYLES, NULL}, /* On a dark fill. */
        {"", STYLED("4"), "xl/styles.xml", STYLES, NULL}, /* 0.00 */
        {"", STYLED("5"), "xl/styles.xml", STYLES, "too small"},
        {"", STYLED("6"), "xl/styles.xml", STYLES, "shows nothing"},
        {"", SHEET("", ""), "xl/embeddings/book.xlsx", "PK", "embedded"},
        {"", SHEET("", ""), "docProps/custom.xml",
         XML_HEAD "<p><property name=\"n 3\"/></p>", "custom.xml"},
        {"", SHEET("", ""), "docProps/core.xml",
         XML_HEAD "<p><description>3 hidden</description></p>", "core.xml"},
        {"", SHEET("", ""), "docProps/core.xml",
         XML_HEAD "<p><created>2025-11-03</created></p>", NULL},
        {"", SHEET("", ""), "xl/comments1.xml",
         XML_HEAD "<comments><t>really 3</t></comments>", "comments1"},
        {"", SHEET("", ""), "xl/charts/chart1.xml",
         XML_HEAD "<c><numCache><pt><v>3</v></pt></numCache></c>", "chart1"},
        {"", SHEET("", ""), "xl/charts/chart1.xml",
         XML_HEAD "<c><numCache><pt><v>25</v></pt></numCache></c>", NULL},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        print_message("%zu\n", i);
        put_xlsx(cases[i].sheet_state, cases[i].second, cases[i].name,
                 cases[i].more, *state);
        assert_int_equal(audit(NULL, NULL, *state), SYN_OK);
        assert_int_equal(found.n, cases[i].where != NULL);
        if (cases[i].where)
            assert_non_null(strstr(found.findings[0].recipe, cases[i].where));
        clear(*state);
    }
}

/* --- PDF ----------------------------------------------------------------- */

/* A page that says 25, with MORE objects and keys; qpdf finds them without a
 * table of places. */
static void put_pdf(const char *page_text,
                    const char *catalog,
                    const char *info,
                    const char *more,
                    struct syn_arena *arena)
{
    put_file(
        "1/a.pdf",
        syn_arena_printf(
            arena,
            "%%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R %s>>\nendobj\n"
            "2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n"
            "3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]"
            "/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>"
            "/Properties<</L 7 0 R>>>>>>\nendobj\n"
            "4 0 obj\n<</Length %zu>>\nstream\n%s\nendstream\nendobj\n"
            "5 0 obj\n<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>\n"
            "endobj\n6 0 obj\n<<%s>>\nendobj\n%s\ntrailer\n"
            "<</Root 1 0 R/Info 6 0 R/Size 9>>\nstartxref\n0\n%%%%EOF\n",
            catalog, strlen(page_text), page_text, info, more),
        arena);
}

#define PAGE "BT /F1 9 Tf 9 9 Td (25 cases) Tj ET"

#define LAYERS(usual) "/OCProperties<</OCGs[7 0 R]" usual ">>"
#define LAYER "7 0 obj\n<</Type/OCG/Name(notes)>>\nendobj"

static void a_pdf_hides_nothing(void **state)
{
    static const struct {
        const char *page, *catalog, *info, *more, *where;
    } cases[] = {
        {PAGE, "", "/Producer(samsyn 0.1)", "", NULL},
        {PAGE, "", "/Title(25 cases)/CreationDate(D:20251103)", "", NULL},
        {PAGE, "", "/Title(3 cases)", "", "Title"},
        {PAGE, "", "/Custom(3)", "", "Custom"},
        {PAGE, "/Names<</EmbeddedFiles 7 0 R>>", "",
         "7 0 obj\n<</Type/EmbeddedFile/Length 7>>\nstream\nhidden\n3"
         "\nendstream\nendobj",
         "attachment"},
        {PAGE, "/Metadata 7 0 R", "",
         "7 0 obj\n<</Type/Metadata/Length 36>>\nstream\n"
         "<x><title>3 cases in all</title></x>\nendstream\nendobj",
         "XMP"},
        {PAGE " BT /F1 9 Tf 3 Tr 9 9 Td (3) Tj ET", "", "", "", "invisible"},
        {PAGE " BT 1 g /F1 9 Tf 9 9 Td (3) Tj ET", "", "", "", "white"},
        {PAGE " BT /F1 9 Tf 9 9 Td [(3) -20 (1)] TJ ET", "", "", "", NULL},
        {PAGE " /OC /L BDC BT /F1 9 Tf 9 9 Td (3) Tj ET EMC",
         LAYERS("/D<</OFF[7 0 R]>>"), "", LAYER, "layer"},
        {PAGE " /OC /L BDC BT /F1 9 Tf 9 9 Td (3) Tj ET EMC",
         LAYERS("/D<</BaseState/OFF>>"), "", LAYER, "layer"},
        {PAGE " /OC /L BDC BT /F1 9 Tf 9 9 Td (3) Tj ET EMC",
         LAYERS("/D<</BaseState/OFF/ON[7 0 R]>>"), "", LAYER, NULL},
        {PAGE " /OC /L BDC BT /F1 9 Tf 9 9 Td (25) Tj ET EMC BT (3) Tj ET",
         LAYERS("/D<</OFF[7 0 R]>>"), "", LAYER, NULL},
        {PAGE, "", "", "7 0 obj\n<</Type/Annot/Contents(was 3)>>\nendobj",
         "Contents"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        print_message("%zu\n", i);
        put_pdf(cases[i].page, cases[i].catalog, cases[i].info, cases[i].more,
                *state);
        assert_int_equal(audit(NULL, NULL, *state), SYN_OK);
        assert_int_equal(found.n, cases[i].where != NULL);
        if (cases[i].where)
            assert_non_null(strstr(found.findings[0].recipe, cases[i].where));
        clear(*state);
    }
}

/* --- PNG ----------------------------------------------------------------- */

/* Adds a chunk of TYPE with N bytes; its sum is not looked at. */
static void
add_chunk(struct syn_text *png, const char *type, const char *bytes, size_t n)
{
    const char length[] = {0, 0, 0, (char)n};

    syn_text_add_n(png, length, 4);
    syn_text_add(png, type);
    syn_text_add_n(png, bytes, n);
    syn_text_add_n(png, "sums", 4);
}

static void a_picture_hides_nothing(void **state)
{
    /* "3 of 25", compressed by Python's zlib. */
    static const char packed[] =
        "Comment\0\0"
        "\x78\x9c\x33\x56\xc8\x4f\x53\x30\x32\x05\x00\x06\xe8\x01\xb0";
    static const struct {
        const char *type, *bytes;
        size_t n;
        const char *behind, *where;
    } cases[] = {
        {"pHYs", "\0\0\x0b\x13\0\0\x0b\x13\1", 9, "", NULL},
        {"tEXt", "Software\0x 1.16", 15, "", NULL},
        {"tEXt", "Comment\0really 3", 16, "", "tEXt"},
        {"tEXt", "Comment\0no number", 17, "", NULL},
        {"iTXt", "Comment\0\0\0\0\0really 3", 20, "", "iTXt"},
        {"zTXt", packed, sizeof packed - 1, "", "zTXt"},
        {"zTXt", "Comment\0\0none", 13, "", "cannot be unpacked"},
        {"eXIf", "MM\0* 3 of them", 14, "", "eXIf"},
        {"pHYs", "\0\0\x0b\x13\0\0\x0b\x13\1", 9, "3", "behind the end"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct syn_text png = {.arena = *state};
        print_message("%zu\n", i);
        syn_text_add(&png, "\x89PNG\r\n\x1a\n");
        add_chunk(&png, "IHDR", "\0\0\0\1\0\0\0\1\10\0\0\0\0", 13);
        add_chunk(&png, cases[i].type, cases[i].bytes, cases[i].n);
        add_chunk(&png, "IEND", "", 0);
        syn_text_add(&png, cases[i].behind);
        put_bytes("1/a.png", png.at, png.n, *state);
        assert_int_equal(audit(NULL, NULL, *state), SYN_OK);
        assert_int_equal(found.n, cases[i].where != NULL);
        if (cases[i].where)
            assert_non_null(strstr(found.findings[0].recipe, cases[i].where));
        clear(*state);
    }
}

/* --- sentinels ----------------------------------------------------------- */

static void a_hidden_number_stands_nowhere(void **state)
{
    const char *truth = "age,count,state\na,7919,hidden\nb,40,published\n";

    put_file("1/a.html", HTML("<p>40</p>"), *state);
    put_file("1/a.csv", "age,value\na,:\nb,40\n", *state);
    assert_int_equal(audit(NULL, truth, *state), SYN_OK);
    assert_int_equal(found.n, 0);
    put_file("1/a.html", HTML("<p id=\"n7919\">40</p>"), *state);
    assert_int_equal(audit(NULL, truth, *state), SYN_OK);
    assert_string_equal(finding("LEAK")->recipe, "7919 in the bytes");
}

static void what_is_not_its_kind_is_refused(void **state)
{
    static const char *const names[] = {"1/a.json", "1/a.svg", "1/a.xlsx",
                                        "1/a.pdf", "1/a.png"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        print_message("%s\n", names[i]);
        put_file(names[i], "no such thing", *state);
        assert_int_equal(audit(NULL, NULL, *state), SYN_EINPUT);
        assert_string_equal(heard.code, "audit.unreadable");
        clear(*state);
    }
    assert_int_equal(audit(NULL, NULL, *state), SYN_EIO);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_IN_FOLDER(a_safe_table_passes),
        TEST_IN_FOLDER(a_sum_gives_a_cell_away_in_every_format),
        TEST_IN_FOLDER(a_value_is_told_to_who_knows_it),
        TEST_IN_FOLDER(a_year_minus_three_quarters_is_found),
        TEST_IN_FOLDER(the_hierarchy_says_what_a_node_is),
        TEST_IN_FOLDER(files_that_disagree_are_told),
        TEST_IN_FOLDER(a_small_correction_is_a_small_count),
        TEST_IN_FOLDER(a_hidden_row_has_no_other_number),
        TEST_IN_FOLDER(every_planted_number_is_found),
        TEST_IN_FOLDER(a_spreadsheet_hides_nothing),
        TEST_IN_FOLDER(a_pdf_hides_nothing),
        TEST_IN_FOLDER(a_picture_hides_nothing),
        TEST_IN_FOLDER(a_hidden_number_stands_nowhere),
        TEST_IN_FOLDER(what_is_not_its_kind_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
