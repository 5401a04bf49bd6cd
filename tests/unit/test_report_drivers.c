/* The canonical document, with every kind of block and texts that mean
 * something to HTML, goes through every driver. */
#include "test.h"

#include <stdlib.h>
#include <unistd.h>

#include <qpdf/qpdf-c.h>

#include <samsyn/base/file.h>
#include <samsyn/base/text.h>
#include <samsyn/plots/theme.h>
#include <samsyn/report/driver.h>

#define HOSTILE "A <script>alert(1)</script> & \"quotes\" 'here'"
#define HOSTILE_HTML                                                           \
    "A &lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;quotes&quot; 'here'"

enum { BYTES = 64 << 20, ROWS = 30 };

static const struct syn_doc_item items[] = {
    {true, SYN_SHAPE_UP, SYN_THEME_UNFAVOURABLE, "Vold, 13-17 \xc3\xa5r:",
     "31 anmeldelser, mot 12\342\200\22329 som normalt."},
    {true, SYN_SHAPE_DOWN_OPEN, SYN_THEME_FAVOURABLE, HOSTILE, HOSTILE},
    {true, SYN_SHAPE_RING, SYN_THEME_COMMON, NULL, ""},
    {false, SYN_SHAPE_DOT, 0, NULL, "F\xc3\xa6rre tyverier, men flere funn."},
};

static struct syn_canvas *
picture(double width, double height, struct syn_arena *arena)
{
    struct syn_canvas *canvas = syn_canvas_new(width, height, arena);

    canvas->title = HOSTILE;
    canvas->description = "Linjediagram. Siste verdi 31.";
    canvas->lang = "nb";
    syn_canvas_line(canvas, 0, 0, width, height, 1, SYN_THEME_INK);
    if (height < 100)
        return canvas; /* A sparkline has no words. */
    syn_canvas_text(canvas, 2, height / 2, SYN_ANCHOR_START, 8, SYN_THEME_INK,
                    HOSTILE);
    return canvas;
}

static const char *const columns[] = {"Kvartal", "Antall", "Merknad"};
static const char *const cells[] = {"1. kvartal", "12",           HOSTILE,
                                    "2. kvartal", "1\302\240214", ":"};

static const struct syn_doc_table table = {
    .caption = HOSTILE,
    .columns = columns,
    .cells = cells,
    .n_columns = 3,
    .n_rows = 2,
};

static struct syn_figure *
figure(const char *id, bool half, struct syn_arena *arena)
{
    struct syn_figure *made = syn_arena_alloc(arena, 1, sizeof *made);

    *made = (struct syn_figure){
        .id = id,
        .bare = picture(half ? 238 : 493, 150, arena),
        .full = picture(half ? 238 : 493, 170, arena),
        .title = HOSTILE,
        .subtitle = "Antall per kvartal",
        .footer = {"Kilde: oppdiktet", HOSTILE},
        .alt = "Linjediagram \xc3\xb8verst. Siste verdi 31.",
        .half = half,
        .table = table,
    };
    return made;
}

/* Enough rows that the table goes over two pages. */
static struct syn_status_table *status_table(struct syn_arena *arena)
{
    struct syn_status_table *status = syn_arena_alloc(arena, 1, sizeof *status);
    struct syn_status_row *rows = syn_arena_alloc(arena, ROWS, sizeof *rows);

    for (size_t i = 0; i < ROWS; i++)
        rows[i] = (struct syn_status_row){
            .label = i % 2 ? HOSTILE : "Sykkeltyveri",
            .value = "31*",
            .range = "12-29",
            .spark = i % 3 ? picture(102, 17, arena) : NULL,
            .spark_text = "vises ikke",
            .shape = (enum syn_shape)(i % SYN_N_SHAPES),
            .colour = SYN_THEME_FAVOURABLE,
            .words = "Klar nedgang",
            .strong = i % 2,
        };
    for (size_t i = 0; i < ROWS; i += 6)
        rows[i] = (struct syn_status_row){.heading = HOSTILE};
    *status = (struct syn_status_table){
        {"Indikator", "2. kv.", "Normalt", "Siste 20", "Vurdering"},
        rows,
        ROWS};
    return status;
}

static struct syn_block *add(struct syn_document *document,
                             enum syn_block_kind kind,
                             int level,
                             const char *text)
{
    struct syn_block *block = syn_document_add(document, kind);

    block->level = level;
    block->text = text;
    block->items = items;
    block->n_items = sizeof items / sizeof *items;
    return block;
}

static struct syn_document *canonical(struct syn_arena *arena)
{
    struct syn_document *document = syn_document_new(SYN_NB, arena);

    document->title = HOSTILE;
    document->council = HOSTILE;
    document->period = "2. kvartal 2025";
    document->page_of = "side {page} av {pages}";
    document->banner = "Ikke for publisering";
    document->date = "2025-06-30";
    document->table_summary = "Tabell til figuren";
    document->skip_link = "Hopp til innholdet";
    add(document, SYN_BLOCK_HEADING, 1, HOSTILE);
    add(document, SYN_BLOCK_LEAD, 0, HOSTILE);
    add(document, SYN_BLOCK_BOX, 0, "Det viktigste");
    add(document, SYN_BLOCK_HEADING, 2, "Status");
    add(document, SYN_BLOCK_STATUS, 0, NULL)->status = status_table(arena);
    add(document, SYN_BLOCK_KEY, 0, "Slik leser du tabellen:");
    add(document, SYN_BLOCK_NOTES, 0, NULL);
    add(document, SYN_BLOCK_PAGE, 0, NULL);
    add(document, SYN_BLOCK_HEADING, 3, "Figurer");
    add(document, SYN_BLOCK_TEXT, 0, HOSTILE);
    add(document, SYN_BLOCK_FIGURE, 0, NULL)->figure =
        figure("f1", false, arena);
    add(document, SYN_BLOCK_FIGURE, 0, NULL)->figure =
        figure("f2", true, arena);
    add(document, SYN_BLOCK_FIGURE, 0, NULL)->figure =
        figure("f3", true, arena);
    add(document, SYN_BLOCK_TABLE, 0, NULL)->table = &table;
    add(document, SYN_BLOCK_PAGE, 0, NULL);
    return document;
}

static int setup_large(void **state)
{
    heard = (struct heard){0};
    *state = syn_arena_new(BYTES);
    return 0;
}

/* What the driver called NAME makes of DOCUMENT. */
static char *written(const char *name,
                     const struct syn_document *document,
                     size_t *size,
                     struct syn_arena *arena)
{
    char path[] = "/tmp/samsyn-driver-XXXXXX";
    char *bytes = NULL;

    int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    const struct syn_driver *driver = syn_driver_find(name);
    assert_non_null(driver);
    assert_int_equal(driver->write(document, path, arena, &diag), SYN_OK);
    assert_int_equal(syn_file_read(&bytes, size, path, BYTES, arena, &diag),
                     SYN_OK);
    unlink(path);
    return bytes;
}

static size_t count(const char *text, const char *what)
{
    size_t n = 0;

    for (; (text = strstr(text, what)) != NULL; text += strlen(what))
        n++;
    return n;
}

static void every_driver_writes_the_same_bytes_twice(void **state)
{
    assert_true(syn_n_drivers >= 2);
    for (size_t i = 0; i < syn_n_drivers; i++) {
        size_t n = 0, m = 0;
        char *one =
            written(syn_drivers[i]->name, canonical(*state), &n, *state);
        char *two =
            written(syn_drivers[i]->name, canonical(*state), &m, *state);
        assert_true(n > 1000);
        assert_int_equal(n, m);
        assert_memory_equal(one, two, n);
    }
}

static void every_driver_survives_an_empty_document(void **state)
{
    for (size_t i = 0; i < syn_n_drivers; i++) {
        struct syn_document *document = syn_document_new(SYN_EN, *state);
        size_t size = 0;
        document->title = document->council = document->period = "";
        written(syn_drivers[i]->name, document, &size, *state);
        assert_true(size > 0);
    }
}

static void every_driver_says_when_it_cannot_write(void **state)
{
    for (size_t i = 0; i < syn_n_drivers; i++) {
        heard = (struct heard){0};
        assert_int_equal(syn_drivers[i]->write(canonical(*state),
                                               "/nowhere/at/all", *state,
                                               &diag),
                         SYN_EIO);
        assert_string_equal(heard.code, "base.write");
    }
}

static void an_unknown_driver_is_not_found(void **state)
{
    (void)state;
    assert_null(syn_driver_find("docx"));
}

static void a_page_has_one_heading_a_language_and_landmarks(void **state)
{
    size_t size;
    const char *html = written("html", canonical(*state), &size, *state);

    assert_int_equal(strlen(html), size);
    assert_int_equal(strncmp(html, "<!DOCTYPE html>\n<html lang=\"nb\">", 31),
                     0);
    assert_int_equal(count(html, "<h1"), 1);
    assert_int_equal(count(html, "<main "), 1);
    assert_int_equal(count(html, "<header>"), 1);
    assert_int_equal(count(html, "<footer>"), 1);
    assert_non_null(strstr(html, "href=\"#Main\">Hopp til innholdet"));
    assert_non_null(strstr(html, "class=\"banner\">Ikke for publisering"));
}

static void a_page_holds_no_script_and_loads_nothing(void **state)
{
    size_t size;
    const char *html = written("html", canonical(*state), &size, *state);

    assert_non_null(strstr(html, "default-src 'none'"));
    assert_non_null(strstr(html, HOSTILE_HTML));
    assert_null(strstr(html, "<script"));
    assert_null(strstr(html, "\"quotes\""));
    assert_null(strstr(html, "src="));
    assert_null(strstr(html, "url("));
    assert_null(strstr(html, "@import"));
    assert_null(strstr(html, "<link"));
    /* The only address is the name of a language. */
    assert_int_equal(count(html, "http"),
                     count(html, "xmlns=\"http://www.w3.org/2000/svg\"") +
                         count(html, "http-equiv"));
}

/* What each element is opened with is closed as often. */
static void a_page_closes_what_it_opens(void **state)
{
    static const char *const names[] = {
        "table", "thead", "tbody",   "tr",     "th",      "td",
        "ul",    "li",    "figure",  "div",    "svg",     "details",
        "span",  "p",     "summary", "strong", "section", "caption"};
    size_t size;
    const char *html = written("html", canonical(*state), &size, *state);

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char plain[16], more[16], end[16];
        snprintf(plain, sizeof plain, "<%s>", names[i]);
        snprintf(more, sizeof more, "<%s ", names[i]);
        snprintf(end, sizeof end, "</%s>", names[i]);
        assert_true(count(html, end) > 0);
        assert_int_equal(count(html, plain) + count(html, more),
                         count(html, end));
    }
}

static void every_figure_has_a_title_a_description_and_a_table(void **state)
{
    static const char *const ids[] = {"f1", "f2", "f3"};
    size_t size;
    const char *html = written("html", canonical(*state), &size, *state);

    for (size_t i = 0; i < 3; i++) {
        char id[32];
        snprintf(id, sizeof id, "<figure id=\"%s\">", ids[i]);
        assert_int_equal(count(html, id), 1);
        snprintf(id, sizeof id, "<title id=\"%s-t\">", ids[i]);
        assert_int_equal(count(html, id), 1);
        snprintf(id, sizeof id, "<desc id=\"%s-d\">", ids[i]);
        assert_int_equal(count(html, id), 1);
    }
    assert_int_equal(count(html, "<figcaption>"), 3);
    assert_int_equal(count(html, "<details>"), 3);
    assert_int_equal(count(html, "<caption>"), 4);
    assert_int_equal(count(html, "<div class=\"pair\">"), 1);
}

static void the_status_table_has_a_group_for_each_focus_area(void **state)
{
    size_t size;
    const char *html = written("html", canonical(*state), &size, *state);

    assert_int_equal(count(html, "scope=\"rowgroup\""), ROWS / 6);
    assert_int_equal(count(html, "<tbody role=\"rowgroup\">"), ROWS / 6);
    assert_int_equal(count(html, "class=\"row\""), ROWS - ROWS / 6);
    assert_int_equal(count(html, "role=\"columnheader\""), 5);
    /* Those of the status table, and two of each of the four others. */
    assert_int_equal(count(html, "<th scope=\"row\""), ROWS - ROWS / 6 + 8);
}

/* Walks the tree of structure: how many elements are called TYPE, and how
 * many of those have KEY. */
static void tally(qpdf_data q,
                  qpdf_oh node,
                  const char *type,
                  const char *key,
                  size_t found[2])
{
    qpdf_oh kids = qpdf_oh_get_key(q, node, "/K");

    if (qpdf_oh_is_name_and_equals(q, qpdf_oh_get_key(q, node, "/S"), type)) {
        found[0]++;
        found[1] += (bool)qpdf_oh_has_key(q, node, key);
    }
    if (qpdf_oh_is_dictionary(q, kids))
        tally(q, kids, type, key, found);
    if (!qpdf_oh_is_array(q, kids))
        return;
    for (int i = 0; i < qpdf_oh_get_array_n_items(q, kids); i++) {
        qpdf_oh kid = qpdf_oh_get_array_item(q, kids, i);
        if (qpdf_oh_is_dictionary(q, kid))
            tally(q, kid, type, key, found);
    }
}

static qpdf_data opened(void **state)
{
    size_t size;
    const char *pdf = written("pdf", canonical(*state), &size, *state);
    qpdf_data q = qpdf_init();

    assert_memory_equal(pdf, "%PDF-1.7", 8);
    qpdf_silence_errors(q);
    assert_int_equal(qpdf_read_memory(q, "test", pdf, size, NULL),
                     QPDF_SUCCESS);
    return q;
}

static void a_pdf_has_language_title_and_structure(void **state)
{
    qpdf_data q = opened(state);
    qpdf_oh root = qpdf_get_root(q);

    assert_string_equal(
        qpdf_oh_get_utf8_value(q, qpdf_oh_get_key(q, root, "/Lang")), "nb-NO");
    assert_true(
        qpdf_oh_is_dictionary(q, qpdf_oh_get_key(q, root, "/StructTreeRoot")));
    assert_true(qpdf_oh_get_bool_value(
        q, qpdf_oh_get_key(q, qpdf_oh_get_key(q, root, "/ViewerPreferences"),
                           "/DisplayDocTitle")));
    assert_true(
        qpdf_oh_is_dictionary(q, qpdf_oh_get_key(q, root, "/Outlines")));
    assert_string_equal(qpdf_get_info_key(q, "/Producer"), "samsyn");
    assert_true(qpdf_get_num_pages(q) >= 3);
    qpdf_cleanup(&q);
}

static void every_picture_in_a_pdf_has_a_text(void **state)
{
    qpdf_data q = opened(state);
    qpdf_oh tree = qpdf_oh_get_key(q, qpdf_get_root(q), "/StructTreeRoot");
    size_t figures[2] = {0}, headings[2] = {0}, leftovers[2] = {0};

    tally(q, tree, "/Figure", "/Alt", figures);
    tally(q, tree, "/TH", "/A", headings);
    tally(q, tree, "/NonStruct", "/A", leftovers);
    /* Three, and the sparklines: no heading, and not each third row. */
    assert_int_equal(figures[0], 3 + ROWS - ROWS / 3);
    assert_int_equal(figures[1], figures[0]);
    assert_int_equal(headings[0], 5 + ROWS + 3 + 2);
    assert_int_equal(headings[1], headings[0]);
    assert_int_equal(leftovers[0], 0);
    qpdf_cleanup(&q);
}

/* The content of all pages, as cairo wrote it. */
static const char *contents(qpdf_data q, struct syn_arena *arena)
{
    struct syn_text all = {.arena = arena};
    int n = qpdf_get_num_pages(q);

    for (int i = 0; i < n; i++) {
        unsigned char *bytes = NULL;
        size_t size = 0;
        assert_int_equal(qpdf_oh_get_page_content_data(
                             q, qpdf_get_page_n(q, (size_t)i), &bytes, &size),
                         QPDF_SUCCESS);
        syn_text_add_n(&all, (const char *)bytes, size);
        free(bytes);
    }
    return all.at;
}

static void what_is_no_content_of_a_pdf_is_an_artifact(void **state)
{
    qpdf_data q = opened(state);
    const char *all = contents(q, *state);

    assert_true(count(all, "/Artifact BMC") > 20);
    assert_int_equal(count(all, "NonStruct"), 0);
    assert_int_equal(count(all, "BMC\n") + count(all, "BDC\n"),
                     count(all, "EMC"));
    /* A ligature, or a space left out, would cut the text of a reader. */
    assert_int_equal(count(all, "ActualText"), 0);
    qpdf_cleanup(&q);
}

static void the_text_of_a_pdf_can_be_read(void **state)
{
    char path[] = "/tmp/samsyn-pdf-XXXXXX", command[64], text[65536];
    size_t size;
    const char *pdf = written("pdf", canonical(*state), &size, *state);

    if (system("command -v pdftotext >/dev/null") != 0) {
        fputs("pdftotext is not installed: the text was not read\n", stderr);
        skip();
    }
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, pdf, size), (ssize_t)size);
    close(fd);
    snprintf(command, sizeof command, "pdftotext -layout %s -", path);
    FILE *out = popen(command, "r");
    assert_non_null(out);
    text[fread(text, 1, sizeof text - 1, out)] = '\0';
    assert_int_equal(pclose(out), 0);
    unlink(path);
    assert_non_null(strstr(text, HOSTILE));
    assert_non_null(strstr(text, "F\xc3\xa6rre tyverier, men flere funn."));
    assert_non_null(strstr(text, "side 1 av "));
    assert_non_null(strstr(text, "Ikke for publisering"));
    assert_int_equal(count(text, "Klar nedgang"), ROWS - ROWS / 6);
}

static void a_column_of_symbols_and_numbers_is_set_to_the_right(void **state)
{
    static const char *const values[] = {
        "Vold", "1\302\240214", "\342\210\2223", "ny", "12",
        ":",    "..",           "\xc3\xa5"};
    const struct syn_doc_table mixed = {
        .columns = columns, .cells = values, .n_columns = 4, .n_rows = 2};

    (void)state;
    assert_false(syn_doc_table_numeric(&mixed, 0));
    assert_true(syn_doc_table_numeric(&mixed, 1));
    assert_true(syn_doc_table_numeric(&mixed, 2));
    assert_false(syn_doc_table_numeric(&mixed, 3));
}

#define LARGE(name) cmocka_unit_test_setup_teardown(name, setup_large, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        LARGE(every_driver_writes_the_same_bytes_twice),
        LARGE(every_driver_survives_an_empty_document),
        LARGE(every_driver_says_when_it_cannot_write),
        LARGE(an_unknown_driver_is_not_found),
        LARGE(a_page_has_one_heading_a_language_and_landmarks),
        LARGE(a_page_holds_no_script_and_loads_nothing),
        LARGE(a_page_closes_what_it_opens),
        LARGE(every_figure_has_a_title_a_description_and_a_table),
        LARGE(the_status_table_has_a_group_for_each_focus_area),
        LARGE(a_pdf_has_language_title_and_structure),
        LARGE(every_picture_in_a_pdf_has_a_text),
        LARGE(what_is_no_content_of_a_pdf_is_an_artifact),
        LARGE(the_text_of_a_pdf_can_be_read),
        LARGE(a_column_of_symbols_and_numbers_is_set_to_the_right),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
