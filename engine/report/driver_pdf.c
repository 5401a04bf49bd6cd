/* The PDF of a document: for a meeting, and for the archive.  A4, tagged, with
 * bookmarks; drawn once to count the pages, and once for good. */
#include <samsyn/report/driver.h>

#include <samsyn/base/file.h>

#include "pdf.h"

static enum syn_status render(struct syn_pdf *pdf,
                              const struct syn_document *document,
                              int pages,
                              const char *path,
                              struct syn_arena *arena,
                              struct syn_diag *diag)
{
    *pdf = (struct syn_pdf){.document = document,
                            .arena = arena,
                            .pages = pages,
                            .bytes = {.arena = arena}};
    syn_pdf_open(pdf);
    for (const struct syn_block *block = document->first; block;)
        block = syn_pdf_block_draw(pdf, block);
    cairo_status_t status = syn_pdf_close(pdf);
    if (status == CAIRO_STATUS_SUCCESS)
        return SYN_OK;
    return syn_diag_fail(diag, SYN_EIO, (struct syn_loc){path, 0, 0},
                         "report.pdf", "the pages could not be drawn: %s",
                         cairo_status_to_string(status));
}

static enum syn_status write_pdf(const struct syn_document *document,
                                 const char *path,
                                 struct syn_arena *arena,
                                 struct syn_diag *diag)
{
    struct syn_arena_mark mark = syn_arena_mark(arena);
    const unsigned char *bytes = NULL;
    struct syn_pdf *pdf = syn_arena_alloc(arena, 1, sizeof *pdf);
    size_t size = 0;

    enum syn_status status = render(pdf, document, 0, path, arena, diag);
    if (!status)
        status = render(pdf, document, pdf->page, path, arena, diag);
    if (!status)
        status = syn_pdf_finish(pdf, &bytes, &size, path, diag);
    if (!status)
        status = syn_file_write(path, bytes, size, diag);
    syn_arena_rewind(arena, mark);
    return status;
}

const struct syn_driver syn_driver_pdf = {
    .name = "pdf",
    .suffix = ".pdf",
    .write = write_pdf,
};
