/* Markdown: what an archive, a mail or a terminal can show.  A mark in front of
 * a line becomes a bullet; its meaning is in the words behind it. */
#include <samsyn/report/driver.h>
#include <samsyn/report/markdown.h>

#include <string.h>

#include <samsyn/base/file.h>

static bool has(const char *text)
{
    return text && *text;
}

/* TEXT as a line of its own: what Markdown would take for a mark is escaped,
 * and a line break would end the line. */
static void add_text(struct syn_text *out, const char *text)
{
    for (; has(text); text++) {
        if (strchr("\\`*<>[]|", *text))
            syn_text_add(out, "\\");
        syn_text_add_n(out, *text == '\n' ? " " : text, 1);
    }
}

static void add_paragraph(struct syn_text *out,
                          const char *before,
                          const char *text,
                          const char *after)
{
    if (!has(text))
        return;
    syn_text_add(out, before);
    add_text(out, text);
    syn_text_add(out, after);
    syn_text_add(out, "\n\n");
}

/* --- lists ------------------------------------------------------------- */

/* A mark without words shares those of the next item. */
static void add_items(struct syn_text *out, const struct syn_block *block)
{
    bool any = false;

    for (size_t i = 0; i < block->n_items; i++) {
        const struct syn_doc_item *item = &block->items[i];
        if (!has(item->strong) && !has(item->text))
            continue;
        any = true;
        syn_text_add(out, "- ");
        if (has(item->strong)) {
            syn_text_add(out, "**");
            add_text(out, item->strong);
            syn_text_add(out, has(item->text) ? "** " : "**");
        }
        add_text(out, item->text);
        syn_text_add(out, "\n");
    }
    syn_text_add(out, any ? "\n" : "");
}

/* --- tables ------------------------------------------------------------ */

/* How many columns TEXT takes: its code points. */
static size_t width_of(const char *text)
{
    size_t n = 0;

    for (; has(text); text++)
        n += ((unsigned char)*text & 0xc0) != 0x80;
    return n;
}

static void pad(struct syn_text *out, size_t n)
{
    while (n-- > 0)
        syn_text_add(out, " ");
}

static void add_cell(struct syn_text *out,
                     struct syn_arena *arena,
                     const char *text,
                     size_t width,
                     bool right)
{
    struct syn_text cell = {.arena = arena};

    syn_text_add(&cell, "");
    add_text(&cell, text);
    size_t room = width - width_of(cell.at);
    syn_text_add(out, "| ");
    pad(out, right ? room : 0);
    syn_text_add(out, cell.at);
    pad(out, right ? 0 : room);
    syn_text_add(out, " ");
}

static size_t escaped_width(const char *text)
{
    size_t n = width_of(text);

    for (; has(text); text++)
        n += strchr("\\`*<>[]|", *text) != NULL;
    return n;
}

static void add_rule(struct syn_text *out, size_t width, bool right)
{
    syn_text_add(out, "| ");
    for (size_t i = 0; i + right < width; i++)
        syn_text_add(out, "-");
    syn_text_add(out, right ? ": " : " ");
}

static void add_table(struct syn_text *out,
                      struct syn_arena *arena,
                      const struct syn_doc_table *table)
{
    size_t n = table->n_columns;
    size_t *width = syn_arena_alloc(arena, n, sizeof *width);

    for (size_t c = 0; c < n; c++) {
        width[c] = escaped_width(table->columns[c]);
        for (size_t r = 0; r < table->n_rows; r++) {
            size_t w = escaped_width(table->cells[r * n + c]);
            width[c] = w > width[c] ? w : width[c];
        }
        width[c] = width[c] < 3 ? 3 : width[c];
    }
    add_paragraph(out, "", table->caption, "");
    for (size_t c = 0; c < n; c++)
        add_cell(out, arena, table->columns[c], width[c],
                 syn_doc_table_numeric(table, c));
    syn_text_add(out, "|\n");
    for (size_t c = 0; c < n; c++)
        add_rule(out, width[c], syn_doc_table_numeric(table, c));
    syn_text_add(out, "|\n");
    for (size_t r = 0; r < table->n_rows; r++) {
        for (size_t c = 0; c < n; c++)
            add_cell(out, arena, table->cells[r * n + c], width[c],
                     syn_doc_table_numeric(table, c));
        syn_text_add(out, "|\n");
    }
    syn_text_add(out, "\n");
}

/* The status table without its sparklines. */
static void add_status(struct syn_text *out,
                       struct syn_arena *arena,
                       const struct syn_status_table *status)
{
    enum { N = 4 };
    const char **cells =
        syn_arena_alloc(arena, status->n_rows * N, sizeof *cells);
    const char *columns[N] = {status->columns[0], status->columns[1],
                              status->columns[2], status->columns[4]};
    struct syn_doc_table table = {.columns = columns,
                                  .cells = cells,
                                  .n_columns = N,
                                  .n_rows = status->n_rows};

    for (size_t r = 0; r < status->n_rows; r++) {
        const struct syn_status_row *row = &status->rows[r];
        const char **cell = cells + r * N;
        cell[0] = row->heading ? syn_arena_printf(arena, "%s:", row->heading)
                               : row->label;
        cell[1] = row->value;
        cell[2] = row->range;
        cell[3] = row->words;
    }
    add_table(out, arena, &table);
}

static void add_figure(struct syn_text *out,
                       struct syn_arena *arena,
                       const struct syn_figure *figure)
{
    add_paragraph(out, "**", figure->title, "**");
    add_paragraph(out, "", figure->subtitle, "");
    struct syn_doc_table table = figure->table;
    table.caption = NULL; /* The title stands above. */
    if (table.n_columns)
        add_table(out, arena, &table);
    for (int i = 0; i < 3; i++)
        add_paragraph(out, "", figure->footer[i], "");
}

/* --- blocks ------------------------------------------------------------ */

/* Code is shown as it is: each line with four blanks in front. */
static void add_code(struct syn_text *out, const char *code)
{
    for (const char *line = code; *line;) {
        size_t n = strcspn(line, "\n");
        syn_text_add(out, n ? "    " : "");
        syn_text_add_n(out, line, n);
        syn_text_add(out, "\n");
        line += n + (line[n] == '\n');
    }
    syn_text_add(out, "\n");
}

static void add_block(struct syn_text *out,
                      const struct syn_block *block,
                      struct syn_arena *arena)
{
    static const char *const headings[] = {"# ", "## ", "### "};
    int level = block->level < 1 ? 1 : block->level > 3 ? 3 : block->level;

    switch (block->kind) {
    case SYN_BLOCK_HEADING:
        add_paragraph(out, headings[level - 1], block->text, "");
        break;
    case SYN_BLOCK_LEAD:
    case SYN_BLOCK_TEXT:
        add_paragraph(out, "", block->text, "");
        break;
    case SYN_BLOCK_BOX:
        add_paragraph(out, "## ", block->text, "");
        add_items(out, block);
        break;
    case SYN_BLOCK_KEY:
        add_paragraph(out, "", block->text, "");
        add_items(out, block);
        break;
    case SYN_BLOCK_NOTES:
        add_items(out, block);
        break;
    case SYN_BLOCK_STATUS:
        add_status(out, arena, block->status);
        break;
    case SYN_BLOCK_FIGURE:
        add_figure(out, arena, block->figure);
        break;
    case SYN_BLOCK_TABLE:
        add_table(out, arena, block->table);
        break;
    case SYN_BLOCK_CODE:
        add_code(out, block->text);
        break;
    case SYN_BLOCK_PAGE:
        break;
    }
}

void syn_markdown_add(struct syn_text *out, const struct syn_document *document)
{
    syn_text_add(out, "");
    add_paragraph(out, "**", document->banner, "**");
    add_paragraph(out, "", document->title, "");
    for (const struct syn_block *b = document->first; b; b = b->next)
        add_block(out, b, document->arena);
    while (out->n > 1 && out->at[out->n - 1] == '\n' &&
           out->at[out->n - 2] == '\n')
        out->at[--out->n] = '\0'; /* One newline at the end. */
    if (!out->n)
        syn_text_add(out, "\n");
}

static enum syn_status write_md(const struct syn_document *document,
                                const char *path,
                                struct syn_arena *arena,
                                struct syn_diag *diag)
{
    struct syn_text text = {.arena = arena};

    syn_markdown_add(&text, document);
    return syn_file_write(path, text.at, text.n, diag);
}

const struct syn_driver syn_driver_md = {
    .name = "md",
    .suffix = ".md",
    .write = write_md,
};
