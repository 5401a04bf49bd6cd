/* The central test: every count of the scan equals plain SQL on the views.
 *
 * Random projects are made: cases with linked persons, and contacts; keys that
 * are missing or stand twice, ages in years and in bands, unknown values,
 * reversals, months without an extract, parts.  Random indicators count them.
 * The SQL is written from the definitions in measure/series.h, whose numbers
 * are cited, and shares nothing with the scan. */
#include "fixture_random.h"
#include "fixture_store.h"

#include <samsyn/measure/series.h>

enum {
    FIRST = 2023 * 12,
    MONTHS = 24,
    INDICATORS = 24,
    HOURS = 168,
    PROJECTS = 8
};

/* --- contracts, and what they cover ------------------------------------ */

enum source { CASE, PERSON, CONTACT };

static const struct {
    const char *name;
    const char *columns;
} sources[] = {
    {"police_case",
     "{case_key: S, reported: D, occurred: T, code: K, place: P, area: O,"
     " hate_motive: {column: H, separator: /}}"},
    {"police_person", "{case_key: S, person_key: N, role: R, age: A, sex: X}"},
    {"outreach",
     "{reported: D, occurred: T, person_key: N, age: A, sex: X, weight: W,"
     " area: O, topic: {column: E, separator: /}}"},
};

/* By file: September 2023 lacks for cases, and November 2024 is their last;
 * the west is shorter than the east. */
static const struct {
    const char *file, *part;
    enum source source;
    int from, to; /* Months after FIRST. */
} files[] = {
    {"case_a", "", CASE, 0, 7},           {"case_b", "", CASE, 9, 22},
    {"person", "", PERSON, 0, 23},        {"street_e", "east", CONTACT, 0, 23},
    {"street_w", "west", CONTACT, 2, 21},
};
enum { FILES = sizeof files / sizeof *files };

static void put_extracts(bool odd, struct syn_arena *arena)
{
    for (size_t i = 0; i < FILES; i++) {
        const char *csv =
            files[i].source == CASE
                ? cases_of((unsigned)i * CASES / 2, CASES / 2, arena)
            : files[i].source == PERSON ? persons_of(odd, arena)
                                        : contacts_of(odd, arena);
        char from[SYN_PERIOD_BYTES], to[SYN_PERIOD_BYTES];
        put_file(syn_arena_printf(arena, "extracts/%s.csv", files[i].file), csv,
                 arena);
        put_file(
            syn_arena_printf(arena, "contracts/%s.yaml", files[i].file),
            syn_arena_printf(
                arena,
                "source: %s\nfiles: %s.csv\npart: \"%s\"\n"
                "covers: {from: %s, to: %s}\ncolumns: %s\n",
                sources[files[i].source].name, files[i].file, files[i].part,
                syn_period_code(
                    from,
                    (struct syn_period){SYN_MONTH, FIRST + files[i].from}),
                syn_period_code(
                    to, (struct syn_period){SYN_MONTH, FIRST + files[i].to}),
                sources[files[i].source].columns),
            arena);
    }
}

/* (7) Whether every part covers MONTH. */
static bool is_covered(enum source source, int month)
{
    for (size_t i = 0; i < FILES; i++) {
        bool covered = files[i].source != source;
        for (size_t k = 0; k < FILES && !covered; k++)
            covered = files[k].source == source &&
                      strcmp(files[k].part, files[i].part) == 0 &&
                      files[k].from <= month && month <= files[k].to;
        if (!covered)
            return false;
    }
    return true;
}

static int last_covered(enum source source)
{
    int last = -1;
    for (size_t i = 0; i < FILES; i++)
        if (files[i].source == source && files[i].to > last)
            last = files[i].to;
    return last;
}

/* (7) Missing is stronger than not yet. */
static enum syn_state
covered_state(enum source source, bool by_person, struct syn_period period)
{
    int first = syn_period_first_month(period) - FIRST;
    enum syn_state state = SYN_STATE_VALUE;

    for (int m = first; m < first + syn_period_months(period.kind); m++) {
        if (m > last_covered(source)) {
            if (state == SYN_STATE_VALUE)
                state = SYN_STATE_NOT_YET;
        } else if (!is_covered(source, m) ||
                   (by_person && !is_covered(PERSON, m))) {
            state = SYN_STATE_MISSING;
        }
    }
    return state;
}

/* --- indicators -------------------------------------------------------- */

static const char *const predicates[][8] = {
    [CASE] = {"place = 'public'", "place IN ('public', 'licensed', '')",
              "code IN (SELECT code FROM code_tag WHERE tag = 'violence')",
              "hate_motive_religion = 1", "code LIKE 'd%' OR place = ''", "1",
              "hate_motive_lgbt = 0 AND code <> ''", NULL},
    [PERSON] = {"role = 'suspect'", "role = 'suspect' AND place = 'public'",
                "sex = 'female'", "code LIKE 'd%'", "place IS NULL",
                "role <> 'victim' AND hate_motive_religion = 1", "1", NULL},
    [CONTACT] = {"topic_crime = 1", "topic_school = 0", "sex = ''", "1",
                 "topic_school = 1 AND topic_substance = 1", NULL},
};
static const char *const units[][4] = {
    [CASE] = {"case", "offence", NULL},
    [PERSON] = {"person", "case", "charge", NULL},
    [CONTACT] = {"contact", "person", NULL}};
static const char *const group_names[] = {"all",  "target", "teen", "girls",
                                          "kids", "men",    NULL};

struct made {
    char id[16];
    enum source source;
    const char *unit, *predicate;
    bool occurred, through;
    unsigned from_hour, n_hours; /* Of the week, from Monday; 0: any. */
    int of;                      /* -1: a count. */
};
static struct made made[INDICATORS];

static void draw_indicator(int i)
{
    struct made *m = &made[i];
    bool share = i % 3 == 2;

    *m = (struct made){.of = -1, .source = (enum source)draw_below(3)};
    if (share)
        *m = made[i - 1];
    m->of = share ? i - 1 : -1;
    snprintf(m->id, sizeof m->id, "%s%d", share ? "share" : "count", i);
    m->predicate = one_of(predicates[m->source]);
    m->n_hours = one_in(3) ? 1 + draw_below(HOURS - 1) : 0;
    m->from_hour = draw_below(HOURS);
    if (share)
        return;
    m->unit = one_of(units[m->source]);
    m->occurred = one_in(3);
    m->through =
        m->source == CASE && strcmp(m->unit, "case") == 0 && !one_in(3);
}

static const char *const weekdays[] = {"mon", "tue", "wed", "thu",
                                       "fri", "sat", "sun"};

static void put_indicator(const struct made *m, struct syn_arena *arena)
{
    struct syn_text text = {.arena = arena};
    unsigned end = (m->from_hour + m->n_hours) % HOURS;
    bool personal = m->source != CASE || m->through;

    syn_text_addf(&text,
                  "-- @title.nb T\n-- @focus public-space\n-- @measure %s\n"
                  "-- @unit %s\n-- @date %s\n-- @groups",
                  m->of < 0 ? "count" : "share", m->unit,
                  m->occurred ? "occurred" : "reported");
    unsigned turn = personal ? draw_below(6) : 0, n = personal ? 4 : 1;
    for (unsigned g = 0; g < n; g++)
        syn_text_addf(&text, " %s", group_names[(g + turn) % 6]);
    if (m->through)
        syn_text_add(&text, "\n-- @through police_person suspect");
    if (m->of >= 0)
        syn_text_addf(&text, "\n-- @of %s", made[m->of].id);
    if (m->n_hours)
        syn_text_addf(&text, "\n-- @when %s %02u:00 - %s %02u:00",
                      weekdays[m->from_hour / 24], m->from_hour % 24,
                      weekdays[end / 24], end % 24);
    syn_text_addf(&text, "\nSELECT profile FROM %s WHERE %s\n",
                  sources[m->source].name, m->predicate);
    put_file(syn_arena_printf(arena, "indicators/%s.sql", m->id), text.at,
             arena);
}

/* --- the same in SQL --------------------------------------------------- */

#define MONTH_OF(day)                                                          \
    "(CAST(strftime('%Y', " day " * 86400, 'unixepoch') AS INTEGER) * 12"      \
    " + CAST(strftime('%m', " day " * 86400, 'unixepoch') AS INTEGER) - 1)"
/* Inside a format.  Sunday is 0 in SQLite. */
#define HOUR_OF_WEEK                                                           \
    "((CAST(strftime('%%w', e.occurred * 86400, 'unixepoch') AS INTEGER) + 6)" \
    " %% 7 * 24 + e.hour)"

/* Which events of M lie in its cells, whatever the group (3, 6). */
static void add_events(struct syn_text *sql, const struct made *m)
{
    const char *source = sources[m->source].name;

    syn_text_addf(sql,
                  " WHERE e.profile IN (SELECT profile FROM %s WHERE %s)"
                  " AND e.%s IS NOT NULL",
                  source, m->predicate, m->occurred ? "occurred" : "reported");
    if (m->n_hours)
        syn_text_addf(sql,
                      " AND e.occurred IS NOT NULL AND e.hour IS NOT NULL"
                      " AND (" HOUR_OF_WEEK " - %u + 168) %% 168 < %u",
                      m->from_hour, m->n_hours);
    if (m->of < 0)
        return;
    const struct made *of = &made[m->of];
    syn_text_addf(sql, " AND e.profile IN (SELECT profile FROM %s WHERE %s)",
                  source, of->predicate);
    if (of->n_hours)
        syn_text_addf(sql,
                      " AND e.hour IS NOT NULL AND e.occurred IS NOT NULL"
                      " AND (" HOUR_OF_WEEK " - %u + 168) %% 168 < %u",
                      of->from_hour, of->n_hours);
}

/* (2), (5): what is counted, of which rows, in GROUP; or with NESTED false,
 * those whose band straddles its limits (4). */
static const char *sql_of(const struct made *m,
                          const struct syn_group *group,
                          const char *area,
                          bool nested,
                          struct syn_arena *arena)
{
    struct syn_text sql = {.arena = arena};
    bool ages = group->ages.from > 0 || group->ages.to < SYN_AGE_MAX;
    bool all = !ages && group->sex == SYN_SEX_ANY;
    bool by_person = m->through && !all;
    const char *who = by_person ? "p" : "e";

    syn_text_addf(&sql, "SELECT %s AS month, ",
                  m->occurred ? MONTH_OF("e.occurred")
                              : MONTH_OF("e.reported"));
    syn_text_add(&sql, strcmp(m->unit, "person") == 0
                           ? "'p' || e.person_key AS key, 1 AS weight"
                       : strcmp(m->unit, "case") == 0
                           ? "coalesce('c' || e.case_key, 'r' || e.batch || ','"
                             " || e.line) AS key, 1 AS weight"
                           : "NULL AS key, e.weight AS weight");
    syn_text_addf(&sql, " FROM %s AS e", sources[m->source].name);
    if (by_person)
        syn_text_add(&sql, " JOIN event_police_person AS q"
                           " ON q.case_key = e.case_key"
                           " JOIN police_person AS p"
                           " ON p.batch = q.batch AND p.line = q.line");
    add_events(&sql, m);
    if (strcmp(m->unit, "person") == 0)
        syn_text_add(&sql, " AND e.person_key IS NOT NULL");
    if (by_person) /* A case that stands twice is linked to nobody. */
        syn_text_add(&sql, " AND p.role = 'suspect' AND e.case_key IN"
                           " (SELECT case_key FROM event_police_case"
                           " GROUP BY case_key HAVING count(*) = 1)");
    if (group->sex != SYN_SEX_ANY)
        syn_text_addf(&sql, " AND %s.sex = '%s'", who,
                      group->sex == SYN_SEX_MALE ? "male" : "female");
    if (ages)
        syn_text_addf(&sql,
                      nested ? " AND %s.age >= %d AND %s.age_to <= %d"
                             : " AND %s.age_to >= %d AND %s.age <= %d",
                      who, group->ages.from, who, group->ages.to);
    if (ages && !nested)
        syn_text_addf(&sql, " AND NOT (%s.age >= %d AND %s.age_to <= %d)", who,
                      group->ages.from, who, group->ages.to);
    if (area)
        syn_text_addf(&sql,
                      " AND e.area IN (SELECT id FROM temp.place"
                      " WHERE name = '%s')",
                      area);
    return sql.at;
}

/* Makes what ROWS selects the table temp.counted, if it is not that already:
 * it is asked once for each kind of period. */
static void make_counted(const char *rows)
{
    static char last[4096];

    if (strcmp(last, rows) == 0)
        return;
    assert_true(strlen(rows) < sizeof last);
    snprintf(last, sizeof last, "%s", rows);
    if (sqlite3_exec(db, "DROP TABLE IF EXISTS temp.counted", NULL, NULL,
                     NULL) != SQLITE_OK)
        fail_msg("%s", sqlite3_errmsg(db));
    char *sql = sqlite3_mprintf("CREATE TEMP TABLE counted AS %s", rows);
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    sqlite3_free(sql);
}

/* COUNT[period - FIRST_PERIOD], by plain GROUP BY. */
static void count_by_sql(int64_t *count,
                         size_t n,
                         const char *rows,
                         const char *unit,
                         struct syn_period first,
                         struct syn_arena *arena)
{
    bool distinct = strcmp(unit, "case") == 0 || strcmp(unit, "person") == 0;
    sqlite3_stmt *s;
    struct syn_text periods = {.arena = arena};
    for (size_t t = 0; t < n; t++) {
        struct syn_period p = {first.kind, first.index + (int)t};
        int from = syn_period_first_month(p);
        syn_text_addf(&periods, "%s(%d, %d, %d)", t ? ", " : "", p.index, from,
                      from + syn_period_months(p.kind) - 1);
    }
    const char *sql = syn_arena_printf(
        arena,
        "WITH period(i, a, b) AS (VALUES %s) SELECT i, %s FROM temp.counted"
        " JOIN period ON month BETWEEN a AND b GROUP BY 1",
        periods.at, distinct ? "count(DISTINCT key)" : "sum(weight)");

    make_counted(rows);

    memset(count, 0, n * sizeof *count);
    if (sqlite3_prepare_v2(db, sql, -1, &s, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    while (sqlite3_step(s) == SQLITE_ROW) {
        int at = sqlite3_column_int(s, 0) - first.index;
        if (at >= 0 && (size_t)at < n)
            count[at] = sqlite3_column_int64(s, 1);
    }
    sqlite3_finalize(s);
}

/* --- comparing --------------------------------------------------------- */

static struct syn_series_set series;
static size_t n_cells, n_not_computable;

/* (4), and a month in which reversals exceed events. */
static bool is_computable(const struct made *m,
                          const struct syn_group *group,
                          const char *area,
                          struct syn_arena *arena)
{
    int64_t month[MONTHS];
    bool ages = group->ages.from > 0 || group->ages.to < SYN_AGE_MAX;

    if (ages &&
        number_from(syn_arena_printf(arena, "SELECT count(*) FROM (%s)",
                                     sql_of(m, group, NULL, false, arena))) > 0)
        return false;
    count_by_sql(month, MONTHS, sql_of(m, group, area, true, arena), m->unit,
                 (struct syn_period){SYN_MONTH, FIRST}, arena);
    for (size_t t = 0; t < MONTHS; t++)
        if (month[t] < 0)
            return false;
    return true;
}

static void check_series(const struct syn_series *s,
                         const struct made *m,
                         struct syn_arena *arena)
{
    int64_t count[MONTHS], of[MONTHS];
    struct syn_period first = {s->kind, s->first};
    bool by_person = m->through && strcmp(s->group->item.name, "all") != 0;
    const struct made *whole = m->of < 0 ? NULL : &made[m->of];

    assert_in_range(s->n, 1, MONTHS);
    count_by_sql(count, s->n, sql_of(m, s->group, s->area, true, arena),
                 m->unit, first, arena);
    if (whole)
        count_by_sql(of, s->n, sql_of(whole, s->group, s->area, true, arena),
                     m->unit, first, arena);
    for (size_t t = 0; t < s->n; t++, n_cells++) {
        enum syn_state state =
            covered_state(m->source, by_person,
                          (struct syn_period){s->kind, s->first + (int)t});
        bool is_value = state == SYN_STATE_VALUE;
        if (is_value && whole && of[t] == 0)
            state = SYN_STATE_NOT_APPLICABLE;
        else if (is_value && count[t] == 0)
            state = SYN_STATE_ZERO;
        assert_int_equal(s->state[t], state);
        assert_int_equal(s->count[t], is_value ? count[t] : 0);
        assert_int_equal(s->of != NULL, whole != NULL);
        if (whole)
            assert_int_equal(s->of[t], is_value ? of[t] : 0);
    }
}

static void check_indicator(const struct syn_indicator *indicator,
                            struct syn_arena *arena)
{
    const struct made *m = made;

    while (strcmp(m->id, indicator->id) != 0)
        m++;
    for (size_t g = 0; indicator->groups[g]; g++) {
        const struct syn_group *group =
            syn_catalogue_group(catalogue, indicator->groups[g]);
        bool expected =
            is_computable(m, group, NULL, arena) &&
            (m->of < 0 || is_computable(&made[m->of], group, NULL, arena));
        size_t found = 0, told = 0;
        for (size_t i = 0; i < series.n; i++)
            if (series.at[i].indicator == indicator &&
                series.at[i].group == group) {
                struct syn_arena_mark mark = syn_arena_mark(arena);
                found += !series.at[i].area;
                check_series(&series.at[i], m, arena);
                syn_arena_rewind(arena, mark);
            }
        for (size_t i = 0; i < series.n_not_computable; i++)
            told += series.not_computable[i].indicator == indicator &&
                    series.not_computable[i].group == group;
        assert_int_equal(found, expected ? SYN_N_PERIOD_KINDS : 0);
        if (!expected)
            assert_true(told > 0);
        n_not_computable += !expected;
    }
}

/* Codes a1 and a2 are the north, a3 is itself, a4 the whole place, and others
 * are no places; or each is itself. */
static void put_places(bool zones, struct syn_arena *arena)
{
    if (zones)
        put_file("areas.csv",
                 "code;name;zone\na1;One;north\na2;Two;north\na3;Three;\n"
                 "a4;Four;\n",
                 arena);
    put_file("samsyn.yaml",
             "council: R\nplace: P\nbuiltin_indicators: no\n"
             "place_codes: [a4]\ngroups:\n  teen: {ages: 13-19}\n"
             "  kids: {ages: 10-15}\n  girls: {ages: 13-25, sex: female}\n"
             "  men: {sex: male}\n",
             arena);
}

static void name_places(bool zones)
{
    assert_int_equal(
        syn_store_exec(
            db,
            zones ? "CREATE TEMP TABLE place AS SELECT id, CASE code"
                    " WHEN 'a1' THEN 'north' WHEN 'a2' THEN 'north'"
                    " WHEN 'a3' THEN 'a3' END AS name FROM area"
                  : "CREATE TEMP TABLE place AS SELECT id, code AS name"
                    " FROM area WHERE code <> 'a4'",
            &diag),
        SYN_OK);
}

/* Every area of the plan has its series, but those that cannot be. */
static size_t areas_of(const struct syn_indicator *indicator)
{
    size_t n = 0;
    for (size_t i = 0; i < series.n; i++)
        n += series.at[i].indicator == indicator && series.at[i].area &&
             series.at[i].kind == SYN_YEAR;
    return n;
}

static void try_project(unsigned number, struct syn_arena *arena)
{
    bool odd = number % 3 == 0, zones = number % 2;

    seed = 1000 + number;
    put_places(zones, arena);
    put_file("codes/own.csv",
             "code;valid_from;valid_to;title;tags\nv1;;;V;violence\n"
             "v2;;;V;violence serious\n",
             arena);
    put_extracts(odd, arena);
    for (int i = 0; i < INDICATORS; i++) {
        draw_indicator(i);
        put_indicator(&made[i], arena);
    }
    open_project(arena);
    assert_int_equal(ingest(false, arena), SYN_OK);
    settle(true, arena);
    open_reader(arena);
    name_places(zones);
    assert_int_equal(
        syn_series_measure(&series, db, reader, catalogue, arena, &diag),
        SYN_OK);
    assert_int_equal(catalogue->n_indicators, INDICATORS);
    for (size_t i = 0; i < catalogue->n_indicators; i++) {
        check_indicator(&catalogue->indicators[i], arena);
        assert_true(areas_of(&catalogue->indicators[i]) <= (zones ? 2u : 5u));
    }
}

static void every_count_of_the_scan_equals_sql(void **state)
{
    for (unsigned i = 0; i < PROJECTS; i++) {
        assert_int_equal(teardown_in_folder(state), 0);
        assert_int_equal(setup_in_folder(state), 0);
        try_project(i, *state);
    }
    print_message("%zu cells, %zu not computable\n", n_cells, n_not_computable);
    assert_true(n_cells > 35000);
    assert_true(n_not_computable > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_IN_FOLDER(every_count_of_the_scan_equals_sql),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
