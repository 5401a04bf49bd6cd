/* The numbers in brackets are the requirements of store/population.h. */
#include <samsyn/store/population.h>

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <sqlite3.h>

#include <samsyn/base/text.h>
#include <samsyn/extract/cells.h>
#include <samsyn/store/store.h>

#include "read.h"

enum { MOST_TOLD = 10 };

/* A row of the population, from wherever. */
struct person_row {
    struct syn_population row;
    const char *town; /* The area; "" if it is the place. */
    bool known, of_table;
};

struct people {
    const struct syn_catalogue *catalogue;
    struct person_row *at;
    size_t n, room;
    unsigned told;
    struct syn_arena *arena;
    struct syn_diag *diag;
};

/* --- reading a cell (1) ------------------------------------------------ */

static enum syn_status complain(struct people *p,
                                const struct syn_population *row,
                                const char *code,
                                const char *english)
{
    if (p->told++ >= MOST_TOLD)
        return SYN_EINPUT;
    return syn_diag_fail(p->diag, SYN_EINPUT,
                         (struct syn_loc){row->file, row->line, 0}, code, "%s",
                         syn_diag_text(p->diag, code, english));
}

static bool is_among(const char *s, const char *const *words)
{
    for (; *words; words++)
        if (strcasecmp(s, *words) == 0)
            return true;
    return false;
}

/* Whether S is what tables call a sum. */
static bool is_sum(const char *s)
{
    static const char *const words[] = {
        "i alt",      "alt",        "totalt",      "total",
        "sum",        "alle",       "begge",       "begge kj\xc3\xb8nn",
        "both sexes", "alle aldre", "alder i alt", "alle aldrar",
        "all ages",   "all",        NULL};

    return is_among(s, words);
}

/* 13, "13 år", "013 13 år", "105 år eller eldre", "105+"; -1 if none. */
static int age_of(const char *s)
{
    char *end;

    if (*s < '0' || *s > '9')
        return -1;
    long age = strtol(s, &end, 10);
    bool band = *end == '-' || strncmp(end, "\xe2\x80\x93", 3) == 0;
    bool ends = !*end || *end == ' ' || *end == '+';
    return band || !ends || age > SYN_AGE_MAX ? -1 : (int)age;
}

/* SYN_SEX_ANY if it is neither. */
static int sex_of(const char *s)
{
    static const char *const female[] = {
        "female", "kvinner", "kvinne", "women",     "females",
        "k",      "f",       "2",      "2 kvinner", NULL};
    static const char *const male[] = {"male", "menn", "mann",   "men", "males",
                                       "m",    "1",    "1 menn", NULL};

    return is_among(s, female) ? SYN_SEX_FEMALE
           : is_among(s, male) ? SYN_SEX_MALE
                               : SYN_SEX_ANY;
}

/* The year that a figure is of; -1 if it is of none. */
static int year_of(const char *period)
{
    struct syn_span span;

    if (!syn_span_read(&span, period, strlen(period)) || span.from % 12 != 0 ||
        span.to != span.from + 11)
        return -1;
    return span.from / 12;
}

static const char *town_of(const struct people *p, const char *area)
{
    const struct syn_texts *codes = &p->catalogue->project.place_codes;

    for (size_t i = 0; i < codes->n; i++)
        if (strcmp(area, codes->at[i]) == 0)
            return "";
    return codes->n ? area : "";
}

static void
add(struct people *p, struct syn_population row, bool known, bool of_table)
{
    if (p->n == p->room) {
        struct person_row *old = p->at;
        p->room = p->room ? p->room * 2 : 1024;
        p->at = syn_arena_alloc(p->arena, p->room, sizeof *p->at);
        if (p->n)
            memcpy(p->at, old, p->n * sizeof *old);
    }
    p->at[p->n++] = (struct person_row){.row = row,
                                        .town = town_of(p, row.area),
                                        .known = known,
                                        .of_table = of_table};
}

/* A row of the statement of read_source(). */
static enum syn_status take(struct people *p, sqlite3_stmt *s)
{
    const char *area = syn_read_text(s, 3, p->arena),
               *sex = syn_read_text(s, 4, p->arena);
    const char *age = syn_read_text(s, 5, p->arena);
    bool known = sqlite3_column_type(s, 6) != SQLITE_NULL;
    double persons = known ? sqlite3_column_double(s, 6) : 0;
    struct syn_population row = {.area = area,
                                 .year = year_of(syn_read_text(s, 2, p->arena)),
                                 .sex = sex_of(sex),
                                 .age = age_of(age),
                                 .file = syn_read_text(s, 0, p->arena),
                                 .line = (unsigned)sqlite3_column_int64(s, 1)};

    if (is_sum(sex) || is_sum(age))
        return SYN_OK;
    if (strncmp(area, "K-", 2) == 0)
        row.area = area + 2;
    if (row.sex == SYN_SEX_ANY)
        return complain(p, &row, "store.population-sex",
                        "the sex of a population is female or male, Kvinner "
                        "or Menn; let the contract say so with \"values\"");
    if (row.age < 0)
        return complain(p, &row, "store.population-age",
                        "a population is by single years of age, such as 13 "
                        "or 105+; order the table so");
    if (row.year < 0)
        return complain(p, &row, "store.population-period",
                        "a population is that of a year, on 1 January");
    if (persons < 0 || persons > INT_MAX || floor(persons) != persons)
        return complain(p, &row, "store.population-figure",
                        "a population is a whole number of persons");
    row.persons = (int64_t)persons;
    add(p, row, known, true);
    return SYN_OK;
}

static enum syn_status
read_source(struct people *p, struct sqlite3 *db, const char *source)
{
    sqlite3_stmt *s;
    enum syn_status step, worst = SYN_OK;
    enum syn_status status = syn_store_prepare(
        &s, db,
        syn_arena_printf(
            p->arena,
            "SELECT b.file, c.line, c.period, p.area, p.sex, p.age, c.value"
            " FROM \"cell_%s\" AS c JOIN \"profile_%s\" AS p"
            " ON p.profile = c.profile JOIN batch AS b ON b.id = c.batch"
            " ORDER BY b.id, c.line, c.rowid",
            source, source),
        p->arena, p->diag);

    if (status)
        return status;
    while ((step = syn_store_step(s, p->diag)) == SYN_OK)
        worst = take(p, s) ? SYN_EINPUT : worst;
    return step == SYN_DONE ? worst : step;
}

/* --- one population of two --------------------------------------------- */

static int by_place(const void *a, const void *b)
{
    const struct person_row *x = a, *y = b;
    int order = strcmp(x->town, y->town);

    if (!order)
        order = (x->row.year > y->row.year) - (x->row.year < y->row.year);
    if (!order)
        order = strcmp(x->row.area, y->row.area);
    if (!order)
        order = (x->row.sex > y->row.sex) - (x->row.sex < y->row.sex);
    if (!order)
        order = (x->row.age > y->row.age) - (x->row.age < y->row.age);
    if (!order)
        order = (int)x->of_table - (int)y->of_table;
    if (!order)
        order = strcmp(x->row.file, y->row.file);
    return order ? order
                 : (x->row.line > y->row.line) - (x->row.line < y->row.line);
}

static bool same_person(const struct person_row *a, const struct person_row *b)
{
    return strcmp(a->row.area, b->row.area) == 0 && a->row.sex == b->row.sex &&
           a->row.age == b->row.age;
}

/* A and B are of the same, and are told with both places. */
static enum syn_status
clash(struct people *p, const struct person_row *a, const struct person_row *b)
{
    struct syn_loc here = {b->row.file, b->row.line, 0};

    if (p->told++ >= MOST_TOLD)
        return SYN_EINPUT;
    if (a->of_table == b->of_table)
        return syn_diag_fail(p->diag, SYN_EINPUT, here,
                             "store.population-twice",
                             "the population of %d is here a second time; the "
                             "first is at %s:%u; load one of the two",
                             b->row.year, a->row.file, a->row.line);
    return syn_diag_fail(
        p->diag, SYN_EINPUT, here, "store.population-conflict",
        "the population of %d is another one at %s:%u; take that year out of "
        "one of the two, or make them the same",
        b->row.year, a->row.file, a->row.line);
}

/* The first row of N at AT that is, or is not, OF_TABLE and counts somebody. */
static const struct person_row *
first_of(const struct person_row *at, size_t n, bool of_table)
{
    for (size_t i = 0; i < n; i++)
        if (at[i].of_table == of_table && at[i].known && at[i].row.persons)
            return &at[i];
    return NULL;
}

/* (2) Rows N at AT are those of an area in a year. */
static enum syn_status
check_whole(struct people *p, const struct person_row *at, size_t n)
{
    const struct person_row *known = NULL, *unknown = NULL;

    for (size_t i = 0; i < n; i++) {
        if (at[i].of_table && at[i].known)
            known = &at[i];
        if (at[i].of_table && !at[i].known && !unknown)
            unknown = &at[i];
    }
    if (!known || !unknown)
        return SYN_OK;
    return complain(p, &unknown->row, "store.population-partly",
                    "the population of this area and year is known in part "
                    "only: no figure stands here; load it whole or not at all");
}

/* Rows N at AT are those of a town in a year: the rows that are one's own go to
 * OUT. */
static enum syn_status keep(struct syn_population *out,
                            size_t *n_out,
                            struct people *p,
                            const struct person_row *at,
                            size_t n)
{
    const struct person_row *listed = first_of(at, n, false);

    for (size_t i = 0; i < n; i++) {
        const struct person_row *before = i ? &at[i - 1] : NULL;
        bool again = before && same_person(before, &at[i]);
        if (!at[i].known)
            continue;
        if (again && before->known && before->of_table == at[i].of_table)
            return clash(p, before, &at[i]);
        if (at[i].of_table && listed) { /* (3) */
            if (again && before->row.persons == at[i].row.persons)
                continue;
            if (again || at[i].row.persons)
                return clash(p, again ? before : listed, &at[i]);
            continue;
        }
        out[(*n_out)++] = at[i].row;
    }
    return SYN_OK;
}

/* The end of the rows from I on that are of one town and year; with AREA, of
 * one area too. */
static size_t end_of(const struct people *p, size_t i, bool area)
{
    size_t j = i;

    while (j < p->n && strcmp(p->at[j].town, p->at[i].town) == 0 &&
           p->at[j].row.year == p->at[i].row.year &&
           (!area || strcmp(p->at[j].row.area, p->at[i].row.area) == 0))
        j++;
    return j;
}

static enum syn_status merge(struct syn_lists *lists, struct people *p)
{
    struct syn_population *out = syn_arena_alloc(p->arena, p->n, sizeof *out);
    enum syn_status worst = SYN_OK;
    size_t n = 0;

    qsort(p->at, p->n, sizeof *p->at, by_place);
    for (size_t i = 0, j; i < p->n; i = j) {
        j = end_of(p, i, true);
        worst = check_whole(p, &p->at[i], j - i) ? SYN_EINPUT : worst;
    }
    for (size_t i = 0, j; i < p->n; i = j) {
        j = end_of(p, i, false);
        worst = keep(out, &n, p, &p->at[i], j - i) ? SYN_EINPUT : worst;
    }
    lists->population = out;
    lists->n_population = n;
    return worst;
}

/* --- the question ------------------------------------------------------ */

/* Without codes of the place, every area is the place. */
static enum syn_status check_places(struct people *p)
{
    const struct person_row *first = first_of(p->at, p->n, true);

    for (size_t i = 0; first && i < p->n; i++)
        if (!p->catalogue->project.place_codes.n && p->at[i].of_table &&
            p->at[i].row.persons &&
            strcmp(p->at[i].row.area, first->row.area) != 0)
            return complain(p, &p->at[i].row, "store.population-place",
                            "the table has several areas; say in samsyn.yaml "
                            "with place_codes which are the place");
    return SYN_OK;
}

/* Whether contract number I is the first of its source that is a population. */
static bool is_population(const struct syn_catalogue *catalogue, size_t i)
{
    const struct syn_contract *contracts = catalogue->contracts;

    if (contracts[i].cells.use != SYN_USE_POPULATION)
        return false;
    for (size_t j = 0; j < i; j++)
        if (contracts[j].cells.use == SYN_USE_POPULATION &&
            strcmp(contracts[j].source, contracts[i].source) == 0)
            return false;
    return true;
}

enum syn_status syn_store_population(struct syn_catalogue *catalogue,
                                     struct sqlite3 *db,
                                     struct syn_arena *arena,
                                     struct syn_diag *diag)
{
    struct people p = {.catalogue = catalogue, .arena = arena, .diag = diag};
    enum syn_status status = SYN_OK;

    for (size_t i = 0; !status && i < catalogue->n_contracts; i++)
        if (is_population(catalogue, i))
            status = read_source(&p, db, catalogue->contracts[i].source);
    if (!status)
        status = check_places(&p);
    if (status || !p.n)
        return status;
    for (size_t i = 0; i < catalogue->lists.n_population; i++)
        add(&p, catalogue->lists.population[i], true, false);
    return merge(&catalogue->lists, &p);
}
