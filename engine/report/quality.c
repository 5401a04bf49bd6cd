/* The quality report as a document. */
#include <samsyn/report/quality.h>

#include <math.h>
#include <stdarg.h>
#include <string.h>

#include <samsyn/base/text.h>
#include <samsyn/catalogue/schema.h>

#include "words.h"

#define EN_DASH "\xe2\x80\x93"

enum { HASH_SHOWN = 16, MONTHS = 12, LISTED = 500 };

struct paper {
    const struct syn_quality *q;
    struct voice voice;
    struct syn_document *document;
};

/* A table that is filled row by row. */
struct sheet {
    struct syn_doc_table table;
    const char **cells;
    size_t n;
};

static const char *sentence(const struct paper *p, const char *key)
{
    return syn_sentence(p->voice.lang, key);
}

static void add_heading(struct paper *p, const char *key, const char *lead)
{
    struct syn_block *block = syn_document_add(p->document, SYN_BLOCK_HEADING);

    block->level = 2;
    block->text = sentence(p, key);
    if (lead)
        syn_document_add(p->document, SYN_BLOCK_LEAD)->text = sentence(p, lead);
}

static void add_text(struct paper *p, const char *text)
{
    syn_document_add(p->document, SYN_BLOCK_TEXT)->text = text;
}

/* A table of ROWS rows, under the last heading; its columns are the sentences
 * "quality.col.NAME" of the names that follow, up to NULL. */
static struct sheet *new_sheet(struct paper *p, size_t rows, ...)
{
    struct sheet *sheet = syn_arena_alloc(p->voice.arena, 1, sizeof *sheet);
    const char **columns =
        syn_arena_alloc(p->voice.arena, MONTHS + 2, sizeof *columns);
    va_list args;
    const char *name;

    va_start(args, rows);
    while ((name = va_arg(args, const char *)))
        columns[sheet->table.n_columns++] = sentence(
            p, syn_arena_printf(p->voice.arena, "quality.col.%s", name));
    va_end(args);
    sheet->table.columns = columns;
    sheet->table.n_rows = rows;
    sheet->cells = syn_arena_alloc(
        p->voice.arena, rows * sheet->table.n_columns + 1, sizeof(char *));
    sheet->table.cells = sheet->cells;
    return sheet;
}

static void put(struct sheet *sheet, const char *text)
{
    sheet->cells[sheet->n++] = text ? text : "";
}

static void put_count(struct paper *p, struct sheet *sheet, int64_t n)
{
    put(sheet, syn_word_count(&p->voice, n));
}

static void end_sheet(struct paper *p, const struct sheet *sheet)
{
    syn_document_add(p->document, SYN_BLOCK_TABLE)->table = &sheet->table;
}

static const char *grade_word(const struct paper *p, enum syn_grade grade)
{
    return sentence(p, syn_arena_printf(p->voice.arena, "grade.%s",
                                        syn_grade_names[grade]));
}

static const char *percent(const struct paper *p, double share)
{
    if (!isfinite(share))
        return "..";
    return syn_word_percent(&p->voice,
                            syn_word_number(&p->voice, 100 * share, 1));
}

/* --- the top ----------------------------------------------------------- */

static int64_t all_checks(const struct syn_quality *q)
{
    int64_t n = 0;
    for (size_t i = 0; i < SYN_N_RULES; i++)
        n += q->checks[i];
    return n;
}

static void add_top(struct paper *p)
{
    const struct syn_quality *q = p->q;
    const struct voice *v = &p->voice;
    int64_t rows = 0, loaded = 0, bad = 0;
    struct syn_block *block = syn_document_add(p->document, SYN_BLOCK_HEADING);

    block->level = 1;
    block->text = sentence(p, "quality.title");
    syn_document_add(p->document, SYN_BLOCK_LEAD)->text =
        syn_quality_verdict(q, v->arena);
    for (size_t i = 0; i < q->n_files; i++) {
        rows += q->files[i].rows;
        loaded += q->files[i].loaded;
        bad += q->files[i].quarantined;
    }
    add_text(p, syn_tell(v, "quality.sums", "files",
                         syn_word_count(v, (int64_t)q->n_files), "rows",
                         syn_word_count(v, rows), "loaded",
                         syn_word_count(v, loaded), "bad",
                         syn_word_count(v, bad), NULL));
    add_text(p, syn_tell(v, "quality.return", "checks",
                         syn_word_count(v, all_checks(q)), "code",
                         syn_word_count(v, syn_quality_exit(q)), NULL));
}

/* --- files ------------------------------------------------------------- */

static const char *months_of(const struct paper *p, int from, int to)
{
    char a[SYN_PERIOD_BYTES], b[SYN_PERIOD_BYTES];
    struct syn_period first = {SYN_MONTH, from}, last = {SYN_MONTH, to};

    if (from == to)
        return syn_arena_strdup(p->voice.arena, syn_period_code(a, first));
    return syn_arena_printf(p->voice.arena, "%s " EN_DASH " %s",
                            syn_period_code(a, first),
                            syn_period_code(b, last));
}

/* "windows-1252 ;" */
static const char *written_of(const struct paper *p,
                              const struct syn_quality_file *f)
{
    if (f->delimiter == '\t')
        return syn_arena_printf(p->voice.arena, "%s, tab", f->encoding);
    return syn_arena_printf(p->voice.arena, "%s, \xc2\xab%c\xc2\xbb",
                            f->encoding, f->delimiter);
}

static void
put_file(struct paper *p, struct sheet *sheet, const struct syn_quality_file *f)
{
    put(sheet, f->file);
    put(sheet, f->contract);
    if (f->refused) {
        put(sheet, sentence(p, "quality.refused"));
        for (int i = 0; i < 3; i++)
            put(sheet, "..");
        return;
    }
    put(sheet, months_of(p, f->covers_from, f->covers_to));
    put_count(p, sheet, f->rows);
    put_count(p, sheet, f->loaded);
    put_count(p, sheet, f->quarantined);
}

static void put_bytes(struct paper *p,
                      struct sheet *sheet,
                      const struct syn_quality_file *f)
{
    char day[SYN_DAY_BYTES];

    put(sheet, f->file);
    if (f->refused) {
        for (int i = 0; i < 3; i++)
            put(sheet, "..");
        return;
    }
    put(sheet,
        syn_arena_strdup(p->voice.arena, syn_day_code(day, f->extracted)));
    put(sheet, written_of(p, f));
    put(sheet, syn_arena_strndup(p->voice.arena, f->sha256, HASH_SHOWN));
}

static void add_files(struct paper *p)
{
    const struct syn_quality *q = p->q;

    if (!q->n_files)
        return;
    add_heading(p, "quality.files", NULL);
    struct sheet *sheet = new_sheet(p, q->n_files, "file", "contract", "months",
                                    "rows", "loaded", "bad", NULL);
    for (size_t i = 0; i < q->n_files; i++)
        put_file(p, sheet, &q->files[i]);
    end_sheet(p, sheet);
    add_heading(p, "quality.bytes", "quality.bytes.lead");
    sheet = new_sheet(p, q->n_files, "file", "extracted", "written", "sha256",
                      NULL);
    for (size_t i = 0; i < q->n_files; i++)
        put_bytes(p, sheet, &q->files[i]);
    end_sheet(p, sheet);
}

/* --- counts ------------------------------------------------------------ */

static void add_grades(struct paper *p)
{
    const struct syn_quality *q = p->q;
    struct sheet *sheet = new_sheet(p, SYN_N_GRADES, "grade", "number", NULL);
    int64_t found = 0;

    add_heading(p, "quality.grades", "quality.grades.lead");
    for (size_t g = SYN_N_GRADES; g-- > 1;) {
        size_t n = syn_quality_count(q, (enum syn_grade)g);
        put(sheet, grade_word(p, (enum syn_grade)g));
        put_count(p, sheet, (int64_t)n);
        found += (int64_t)n;
    }
    put(sheet, grade_word(p, SYN_GRADE_SUCCESS));
    int64_t rest = all_checks(q) - found;
    put_count(p, sheet, rest > 0 ? rest : 0);
    end_sheet(p, sheet);
}

static void add_rules(struct paper *p)
{
    const struct syn_quality *q = p->q;
    struct sheet *sheet =
        new_sheet(p, SYN_N_RULES, "rule", "looks", "checks", "findings", NULL);

    for (size_t r = 0; r < SYN_N_RULES; r++) {
        int64_t found = 0;
        for (size_t i = 0; i < q->n_findings; i++)
            found += q->findings[i].rule == r;
        put(sheet, syn_rules[r].id);
        put(sheet, sentence(p, syn_arena_printf(p->voice.arena, "rule.%s",
                                                syn_rules[r].id)));
        put_count(p, sheet, q->checks[r]);
        put_count(p, sheet, found);
    }
    add_heading(p, "quality.rules", NULL);
    end_sheet(p, sheet);
}

/* --- the list ---------------------------------------------------------- */

static void add_list(struct paper *p)
{
    const struct syn_quality *q = p->q;
    size_t n = q->n_findings < LISTED ? q->n_findings : LISTED;
    struct syn_arena *arena = p->voice.arena;

    add_heading(p, "quality.list", NULL);
    if (!n) {
        add_text(p, sentence(p, "quality.list.none"));
        return;
    }
    struct sheet *sheet =
        new_sheet(p, n, "grade", "rule", "where", "message", "do", NULL);
    for (size_t i = 0; i < n; i++) {
        const struct syn_quality_finding *f = &q->findings[i];
        put(sheet, grade_word(p, f->grade));
        put(sheet, syn_rules[f->rule].id);
        put(sheet, !f->file ? f->source
                   : f->line[0]
                       ? syn_arena_printf(arena, "%s:%u", f->file, f->line[0])
                       : f->file);
        put(sheet, syn_quality_say(q, f, arena));
        put(sheet, sentence(p, syn_arena_printf(arena, "rule.%s.do",
                                                syn_rules[f->rule].id)));
    }
    end_sheet(p, sheet);
    if (n < q->n_findings)
        add_text(
            p, syn_tell(&p->voice, "quality.list.more", "n",
                        syn_word_count(&p->voice, (int64_t)(q->n_findings - n)),
                        NULL));
}

/* --- the calendar ------------------------------------------------------ */

static int first_year(const struct syn_quality_calendar *c)
{
    return c->first / MONTHS;
}

static int years_of(const struct syn_quality_calendar *c)
{
    return (c->first + (int)c->n - 1) / MONTHS - first_year(c) + 1;
}

static const char *mark_of(const struct syn_quality_calendar *c, int month)
{
    static const char *const marks[] = {
        [SYN_COVER_NONE] = EN_DASH,
        [SYN_COVER_PARTLY] = "\xe2\x97\x90", /* Half a circle. */
        [SYN_COVER_WHOLE] = "\xe2\x97\x8f"}; /* A circle. */

    if (month < c->first || month >= c->first + (int)c->n)
        return "";
    return marks[c->mark[month - c->first]];
}

/* The last year from YEAR on whose marks are those of YEAR. */
static int last_alike(const struct syn_quality_calendar *c, int year)
{
    int last = first_year(c) + years_of(c) - 1, to = year;

    for (; to < last; to++)
        for (int m = 0; m < MONTHS; m++)
            if (strcmp(mark_of(c, year * MONTHS + m),
                       mark_of(c, (to + 1) * MONTHS + m)) != 0)
                return to;
    return to;
}

static void put_years(struct paper *p,
                      struct sheet *sheet,
                      const struct syn_quality_calendar *c)
{
    struct syn_arena *arena = p->voice.arena;
    int last = first_year(c) + years_of(c) - 1;

    for (int y = first_year(c), to; y <= last; y = to + 1) {
        to = last_alike(c, y);
        put(sheet, to == y ? syn_arena_printf(arena, "%s %d", c->source, y)
                           : syn_arena_printf(arena, "%s %d" EN_DASH "%d",
                                              c->source, y, to));
        for (int m = 0; m < MONTHS; m++)
            put(sheet, mark_of(c, y * MONTHS + m));
    }
}

static void add_calendar(struct paper *p)
{
    const struct syn_quality *q = p->q;
    size_t rows = 0;

    for (size_t i = 0; i < q->n_calendars; i++)
        rows += (size_t)years_of(&q->calendars[i]);
    if (!rows)
        return;
    add_heading(p, "quality.calendar", "quality.calendar.lead");
    struct sheet *sheet =
        new_sheet(p, rows, "source.year", "1", "2", "3", "4", "5", "6", "7",
                  "8", "9", "10", "11", "12", NULL);
    for (size_t i = 0; i < q->n_calendars; i++)
        put_years(p, sheet, &q->calendars[i]);
    sheet->table.n_rows = sheet->n / sheet->table.n_columns;
    end_sheet(p, sheet);
}

/* --- shares ------------------------------------------------------------ */

static void add_missing(struct paper *p)
{
    const struct syn_quality *q = p->q;

    add_heading(p, "quality.missing", "quality.missing.lead");
    if (!q->n_missing) {
        add_text(p, sentence(p, "quality.missing.none"));
        return;
    }
    struct sheet *sheet = new_sheet(p, q->n_missing, "source", "column", "file",
                                    "share", "before", "before.file", NULL);
    for (size_t i = 0; i < q->n_missing; i++) {
        const struct syn_quality_missing *m = &q->missing[i];
        put(sheet, m->source);
        put(sheet, m->column);
        put(sheet, m->file);
        put(sheet, percent(p, m->share));
        put(sheet, percent(p, m->before));
        put(sheet, m->before_file ? m->before_file : "..");
    }
    end_sheet(p, sheet);
}

static void add_delays(struct paper *p)
{
    const struct syn_quality *q = p->q;

    add_heading(p, "quality.delay", "quality.delay.lead");
    if (!q->n_delays) {
        add_text(p, sentence(p, "quality.delay.none"));
        return;
    }
    struct sheet *sheet = new_sheet(p, q->n_delays, "source", "events",
                                    "days.0", "days.7", "days.30", "days.60",
                                    "days.90", "days.180", "days.365", NULL);
    for (size_t i = 0; i < q->n_delays; i++) {
        const struct syn_quality_delay *d = &q->delays[i];
        put(sheet, d->source);
        put_count(p, sheet, d->n);
        for (int k = 0; k < SYN_DELAYS; k++)
            put(sheet, percent(p, (double)d->within[k] / (double)d->n));
    }
    end_sheet(p, sheet);
}

/* --- changes, codes ---------------------------------------------------- */

static void put_known(struct paper *p, struct sheet *sheet, int64_t n)
{
    put(sheet, n < 0 ? ".." : syn_word_count(&p->voice, n));
}

static void add_changes(struct paper *p)
{
    const struct syn_quality *q = p->q;

    add_heading(p, "quality.changes",
                q->n_changes ? "quality.changes.lead" : NULL);
    if (!q->n_changes) {
        add_text(p, sentence(p, "quality.changes.none"));
        return;
    }
    struct sheet *sheet =
        new_sheet(p, q->n_changes, "file", "before.file", "rows", "before.rows",
                  "added", "vanished", NULL);
    for (size_t i = 0; i < q->n_changes; i++) {
        const struct syn_quality_change *c = &q->changes[i];
        put(sheet, c->file);
        put(sheet, c->before_file);
        put_count(p, sheet, c->rows);
        put_count(p, sheet, c->before_rows);
        put_known(p, sheet, c->added);
        put_known(p, sheet, c->vanished);
    }
    end_sheet(p, sheet);
}

static void add_codes(struct paper *p)
{
    const struct syn_quality *q = p->q;
    const struct voice *v = &p->voice;

    add_heading(p, "quality.codes", q->n_codes ? "quality.codes.lead" : NULL);
    if (!q->n_codes) {
        add_text(p, sentence(p, "quality.codes.none"));
        return;
    }
    struct sheet *sheet =
        new_sheet(p, q->n_codes, "code", "source", "rows", "meant", NULL);
    for (size_t i = 0; i < q->n_codes; i++) {
        put(sheet, q->codes[i].code);
        put(sheet, q->codes[i].source);
        put_count(p, sheet, q->codes[i].rows);
        put(sheet, q->codes[i].suggestion ? q->codes[i].suggestion : EN_DASH);
    }
    end_sheet(p, sheet);
    if (q->all_codes > q->n_codes)
        add_text(
            p, syn_tell(v, "quality.codes.more", "n",
                        syn_word_count(v, (int64_t)(q->all_codes - q->n_codes)),
                        NULL));
}

/* --- effects ----------------------------------------------------------- */

/* Everything that is found in SOURCE: "K08, K10". */
static const char *rules_in(const struct paper *p, const char *source)
{
    const struct syn_quality *q = p->q;
    struct syn_text text = {.arena = p->voice.arena};

    syn_text_add(&text, "");
    for (size_t r = 0; r < SYN_N_RULES; r++)
        for (size_t i = 0; i < q->n_findings; i++)
            if (q->findings[i].rule == r &&
                q->findings[i].grade >= SYN_GRADE_WARNING &&
                q->findings[i].source &&
                strcmp(q->findings[i].source, source) == 0) {
                syn_text_addf(&text, "%s%s", text.n ? ", " : "",
                              syn_rules[r].id);
                break;
            }
    return text.at;
}

static void add_effects(struct paper *p)
{
    const struct syn_quality *q = p->q;
    const struct voice *v = &p->voice;

    add_heading(p, "quality.effects",
                q->n_effects ? "quality.effects.lead" : NULL);
    if (!q->n_effects) {
        add_text(p, sentence(p, "quality.effects.none"));
        return;
    }
    struct sheet *sheet =
        new_sheet(p, q->n_effects, "indicator", "source", "rule", NULL);
    for (size_t i = 0; i < q->n_effects; i++) {
        put(sheet, q->effects[i].indicator->title[v->lang]);
        put(sheet, q->effects[i].source);
        put(sheet, rules_in(p, q->effects[i].source));
    }
    end_sheet(p, sheet);
}

static void add_unchecked(struct paper *p)
{
    const char *const *keys = p->q->unchecked;
    size_t n = 0;

    while (keys && keys[n])
        n++;
    if (!n)
        return;
    struct syn_doc_item *items =
        syn_arena_alloc(p->voice.arena, n, sizeof *items);
    for (size_t i = 0; i < n; i++)
        items[i].text = sentence(p, keys[i]);
    add_heading(p, "quality.not", NULL);
    struct syn_block *block = syn_document_add(p->document, SYN_BLOCK_NOTES);
    block->items = items;
    block->n_items = n;
}

/* The last day that an extract was made: the date of the report. */
static void set_date(struct paper *p)
{
    int latest = SYN_UNSET;
    char day[SYN_DAY_BYTES];

    for (size_t i = 0; i < p->q->n_files; i++)
        if (!p->q->files[i].refused && p->q->files[i].extracted > latest)
            latest = p->q->files[i].extracted;
    if (latest == SYN_UNSET)
        return;
    p->document->date =
        syn_arena_strdup(p->voice.arena, syn_day_code(day, latest));
    p->document->period = syn_word_day(&p->voice, latest);
}

struct syn_document *syn_quality_compose(const struct syn_quality *quality,
                                         struct syn_arena *arena)
{
    struct paper p = {.q = quality,
                      .voice = {.lang = quality->lang, .arena = arena},
                      .document = syn_document_new(quality->lang, arena)};
    struct syn_document *d = p.document;

    d->title = syn_arena_printf(arena, "%s: %s", quality->council,
                                sentence(&p, "quality.title"));
    d->council = quality->council;
    d->page_of = sentence(&p, "page");
    d->table_summary = sentence(&p, "figure.table");
    d->skip_link = sentence(&p, "skip");
    d->banner = sentence(&p, "quality.banner");
    set_date(&p);
    add_top(&p);
    add_files(&p);
    add_grades(&p);
    add_rules(&p);
    add_list(&p);
    add_calendar(&p);
    add_missing(&p);
    add_delays(&p);
    add_changes(&p);
    add_codes(&p);
    add_effects(&p);
    add_unchecked(&p);
    return d;
}
