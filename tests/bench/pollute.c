/* pollute.c - clean files, polluted in every way that extracts are,
 * and what the loader makes of them:
 *
 *     right        loaded, every cell as it was in the clean file
 *     quarantined  not loaded, and the quarantine names one of its lines
 *     refused      not loaded, because the whole extract was refused aloud
 *     wrong        loaded with another cell, twice, or made of nothing
 *     lost         none of these: gone without a word
 *
 *     pollute      prints a table; fails unless wrong and lost are 0
 *
 * After Vitagliano et al., Pollock, PVLDB 16(8), 2023. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <samsyn/base/calendar.h>
#include <samsyn/base/file.h>
#include <samsyn/base/limits.h>
#include <samsyn/base/text.h>
#include <samsyn/catalogue/catalogue.h>
#include <samsyn/extract/extract.h>

#include "pollute.h"

static char folder[] = "/tmp/samsyn-pollute-XXXXXX";
static const char *reason = ""; /* Of the last refusal. */

static void listen(void *data, const struct syn_message *message)
{
    (void)data;
    if (message->severity == SYN_ERROR)
        reason = message->code;
}

static struct syn_diag diag = {.emit = listen};

/* --- loading ----------------------------------------------------------- */

static const unsigned char key[SYN_SIPHASH_KEY] = "0123456789abcde";
static struct syn_catalogue *catalogue;

/* What became of the records of one file. */
struct score {
    size_t files, right, quarantined, refused, wrong, lost;
};

struct loaded {
    struct syn_layout layout;
    struct syn_profiles *profiles;
    struct syn_dictionary *areas;
    struct syn_extract_summary summary;
    size_t times[RECORDS + 1], wrong;
};

static size_t index_of(const char *const *names, size_t n, const char *name)
{
    size_t i = 0;
    while (i < n && strcmp(names[i], name) != 0)
        i++;
    return i;
}

static bool day_is(int64_t day, const char *text)
{
    char iso[SYN_DAY_BYTES];
    int wanted;

    if (!*text)
        return day == SYN_NULL;
    if (text[2] == '.')
        snprintf(iso, sizeof iso, "%.4s-%.2s-%.2s", text + 6, text + 3, text);
    else
        snprintf(iso, sizeof iso, "%s", text);
    return syn_day_parse(&wanted, iso) && wanted == day;
}

/* Whether row I of BLOCK is RECORD, cell by cell. */
static bool is_right(const struct loaded *l,
                     const struct syn_record_block *b,
                     size_t i,
                     const struct style *style,
                     int record,
                     struct syn_arena *a)
{
    static const int texts[] = {CODE, LAW, NOTE, LAST};
    const char *const *names = (const char *const *)l->layout.categories;
    size_t decided = index_of((const char *const *)l->layout.extras,
                              l->layout.n_extras, "decided");

    for (size_t t = 0; t < sizeof texts / sizeof *texts; t++) {
        size_t at = index_of(names, l->layout.n_categories, headers[texts[t]]);
        const char *text = syn_profiles_text(l->profiles, b->profile[i], at);
        if (strcmp(text, value_of(style, record, texts[t], a)) != 0)
            return false;
    }
    int64_t area = b->value[SYN_EV_AREA][i];
    return area != SYN_NULL &&
           strcmp(syn_dictionary_text(l->areas, (uint32_t)area),
                  value_of(style, record, AREA, a)) == 0 &&
           day_is(b->value[SYN_EV_REPORTED][i],
                  value_of(style, record, REPORTED, a)) &&
           day_is(b->value[SYN_N_EVENT_VALUES + decided][i],
                  value_of(style, record, DECIDED, a)) &&
           b->value[SYN_EV_WEIGHT][i] ==
               atoi(value_of(style, record, WEIGHT, a));
}

static void count_rows(struct loaded *l,
                       const struct syn_record_block *b,
                       const struct style *style,
                       struct syn_arena *arena)
{
    size_t no =
        SYN_N_EVENT_VALUES + index_of((const char *const *)l->layout.extras,
                                      l->layout.n_extras, "suspects");

    for (size_t i = 0; i < b->n; i++) {
        int64_t record = b->value[no][i] - 500;
        bool known = record >= 1 && record <= RECORDS;
        if (!known || l->times[record] ||
            !is_right(l, b, i, style, (int)record, arena))
            l->wrong++;
        if (known)
            l->times[record]++;
    }
}

static enum syn_status load(struct loaded *l,
                            const char *path,
                            const struct style *style,
                            struct syn_arena *arena)
{
    const struct syn_contract *contract = &catalogue->contracts[0];
    const struct syn_record_block *block;
    struct syn_csv_facts facts;
    struct syn_extract *extract;

    syn_layout_make(&l->layout, contract->definition, contract, 1, arena);
    l->profiles = syn_profiles_new(l->layout.n_categories, arena);
    l->areas = syn_dictionary_new(arena);
    syn_dictionary_add(l->areas, "", 0);
    enum syn_status status =
        syn_extract_identify(&l->summary, contract, path, arena, &diag);
    if (!status)
        status = syn_csv_examine(&facts, path, &(struct syn_dialect){0}, &diag);
    if (!status)
        status = syn_extract_open(
            &extract, contract, path, &facts,
            &(struct syn_extract_options){.key = key,
                                          .layout = &l->layout,
                                          .profiles = l->profiles,
                                          .areas = l->areas},
            arena, &diag);
    if (status)
        return status;
    while ((block = syn_extract_next(extract)))
        count_rows(l, block, style, arena);
    return syn_extract_finish(&l->summary, extract, &diag);
}

/* Whether the quarantine names one of the N lines from LINE on. */
static bool is_named(const struct loaded *l, unsigned line, unsigned n)
{
    for (size_t i = 0; i < l->summary.n_quarantine; i++)
        if (l->summary.quarantine[i].line >= line &&
            l->summary.quarantine[i].line < line + n)
            return true;
    return false;
}

static const char *put_file(const struct file *file)
{
    static char path[64];

    snprintf(path, sizeof path, "%s/extracts/a.csv", folder);
    FILE *out = fopen(path, "wb");
    for (size_t i = 0; out && i < file->n; i++)
        fwrite(file->piece[i].at, 1, file->piece[i].n, out);
    if (!out || fclose(out) != 0) {
        perror(path);
        exit(2);
    }
    return path;
}

static void score_file(struct score *score,
                       const struct file *file,
                       struct syn_arena *arena)
{
    struct loaded l = {0};
    unsigned line = 1;
    enum syn_status status = load(&l, put_file(file), file->style, arena);

    score->files++;
    score->wrong += status ? 0 : l.wrong;
    for (size_t p = 0; p < file->n; p++) {
        const struct piece *piece = &file->piece[p];
        unsigned n = 0;
        for (size_t i = 0; i < piece->n; i++)
            n += piece->at[i] == '\n';
        if (piece->record <= 0)
            ;
        else if (status)
            score->refused++;
        else if (l.times[piece->record])
            score->right++;
        else if (is_named(&l, line, n ? n : 1))
            score->quarantined++;
        else
            score->lost++;
        line += n;
    }
    if (!status)
        score->right -= l.wrong < score->right ? l.wrong : score->right;
}

/* --- all of it --------------------------------------------------------- */

static void score_one(struct score *score,
                      size_t o,
                      const struct style *style,
                      int record,
                      int column)
{
    struct syn_arena *arena = syn_arena_new((size_t)1 << 30);
    struct file file = clean_file(style, arena);
    struct score one = {0};

    if (operations[o].file)
        operations[o].file(&file);
    else
        operations[o].record(&file, record, column);
    score_file(&one, &file, arena);
    if ((one.wrong || one.lost) && getenv("VERBOSE"))
        printf("    %s, %s: record %d, column %d: %zu wrong, %zu lost\n",
               operations[o].name, style->name, record, column, one.wrong,
               one.lost);
    score->files += one.files;
    score->right += one.right;
    score->quarantined += one.quarantined;
    score->refused += one.refused;
    score->wrong += one.wrong;
    score->lost += one.lost;
    syn_arena_free(arena);
}

static struct score score_operation(size_t o)
{
    struct score score = {0};
    int records = operations[o].file ? 1 : RECORDS;
    int columns = operations[o].cells ? COLUMNS : 1;

    reason = "";
    for (size_t s = 0; s < STYLES; s++)
        for (int r = 1; r <= records; r++)
            for (int c = 0; c < columns; c++)
                score_one(&score, o, &styles[s], r, c);
    return score;
}

static void make_project(struct syn_arena *arena)
{
    static const char project[] =
        "council: R\nplace: P\nbuiltin_indicators: no\n";
    static const char contract[] =
        "source: police_case\n"
        "title: T\n"
        "files: a.csv\n"
        "covers: {from: 2024-01, to: 2024-12}\n"
        "max_bad: 1\n"
        "columns:\n"
        "  suspects: no\n"
        "  reported: {column: reported, format: dd.mm.yyyy, required: yes}\n"
        "  decided: {column: decided, format: yyyy-mm-dd}\n"
        "  code: code\n"
        "  law: law\n"
        "  area: area\n"
        "  note: {column: note, kind: category}\n"
        "  weight: weight\n"
        "  last: {column: last, kind: category}\n";

    if (!mkdtemp(folder)) {
        perror(folder);
        exit(2);
    }
    if (syn_folder_make(syn_path_join(folder, "extracts", arena), &diag) ||
        syn_folder_make(syn_path_join(folder, "contracts", arena), &diag) ||
        syn_file_write(syn_path_join(folder, "samsyn.yaml", arena), project,
                       sizeof project - 1, &diag) ||
        syn_file_write(syn_path_join(folder, "contracts/c.yaml", arena),
                       contract, sizeof contract - 1, &diag) ||
        syn_catalogue_read(&catalogue, folder, arena, &diag)) {
        fprintf(stderr, "pollute: cannot make the project: %s\n", reason);
        exit(2);
    }
}

int main(void)
{
    struct syn_arena *arena = syn_arena_new((size_t)64 << 20);
    struct score all = {0};

    make_project(arena);
    printf("%-31s %6s %8s %11s %8s %6s %5s  %s\n", "pollution", "files",
           "right", "quarantined", "refused", "wrong", "lost", "last refusal");
    for (size_t o = 0; o < n_operations; o++) {
        struct score s = score_operation(o);
        printf("%-31s %6zu %8zu %11zu %8zu %6zu %5zu  %s\n", operations[o].name,
               s.files, s.right, s.quarantined, s.refused, s.wrong, s.lost,
               reason);
        all.files += s.files;
        all.right += s.right;
        all.quarantined += s.quarantined;
        all.refused += s.refused;
        all.wrong += s.wrong;
        all.lost += s.lost;
    }
    printf("%-31s %6zu %8zu %11zu %8zu %6zu %5zu\n", "all", all.files,
           all.right, all.quarantined, all.refused, all.wrong, all.lost);
    (void)!syn_folder_remove(folder, &diag);
    syn_arena_free(arena);
    return all.wrong || all.lost;
}
