/* Every count of the demo, and of indicators of the further kinds over it, both
 * ways: by the scan, and by plain SQL on the view that a body is written
 * against.  Exactly equal, in every group, area and period.  The numbers are
 * the requirements of measure/series.h. */
#include "fixture_store.h"

#include <samsyn/base/asset.h>
#include <samsyn/demo/demo.h>
#include <samsyn/measure/series.h>

static struct syn_series_set series;
static size_t n_cells, n_shown[SYN_N_MEASURES];

/* --- the project ------------------------------------------------------- */

static const char suspects[] =
    "SELECT profile FROM police_person WHERE role = 'suspect'";

/* Indicators of kinds that the demo has none of. */
static const struct {
    const char *id, *head;
} further[] = {
    {"t_repeat", "repeat\n-- @unit person\n-- @at-least 3\n"
                 "-- @window 12 months\n-- @groups target all under-18 female"},
    {"t_repeat_3", "repeat\n-- @unit person\n-- @at-least 2\n"
                   "-- @window 3 months\n-- @groups all 15-17"},
    {"t_first", "first\n-- @unit person\n-- @look-back 24 months\n"
                "-- @groups target all under-18 male"},
    {"t_return", "return\n-- @unit person\n-- @of t_first\n"
                 "-- @within 365 days\n-- @groups target all under-18"},
    {"t_again", "return\n-- @unit person\n-- @of youth_suspects\n"
                "-- @within 90 days\n-- @groups all target"},
    {"t_follow", "followup\n-- @unit person\n-- @of young_violence_victims\n"
                 "-- @within 30 days\n-- @groups all target"},
    {"t_group", "group\n-- @unit case\n-- @at-least 2\n"
                "-- @groups target all under-18 female"},
    {"t_ratio", "ratio\n-- @unit person\n-- @of youth_offences\n"
                "-- @groups target under-18"},
};

static void put_demo(struct syn_arena *arena)
{
    static const char from[] = "datasets/demo/project/";

    for (size_t i = 0; i < syn_n_assets; i++)
        if (strncmp(syn_assets[i].path, from, sizeof from - 1) == 0)
            put_file(syn_assets[i].path + sizeof from - 1, syn_assets[i].text,
                     arena);
    for (size_t i = 0; i < sizeof further / sizeof *further; i++)
        put_file(syn_arena_printf(arena, "indicators/%s.sql", further[i].id),
                 syn_arena_printf(arena,
                                  "-- @title.nb T\n-- @focus youth-crime\n"
                                  "-- @measure %s\n%s",
                                  further[i].head, suspects),
                 arena);
    assert_int_equal(syn_demo_write(folder, &diag), SYN_OK);
}

/* --- rows -------------------------------------------------------------- */

static void run(const char *sql)
{
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
}

#define MONTH_OF(day)                                                          \
    "(CAST(strftime('%%Y', " day " * 86400, 'unixepoch') AS INTEGER) * 12"     \
    " + CAST(strftime('%%m', " day " * 86400, 'unixepoch') AS INTEGER) - 1)"
#define HOUR_OF_WEEK                                                           \
    "((CAST(strftime('%%w', occurred * 86400, 'unixepoch') AS INTEGER) + 6)"   \
    " %% 7 * 24 + hour)"

/* The source that INDICATOR's body reads. */
static const char *source_of(const struct syn_indicator *indicator)
{
    const char *from = strstr(indicator->body, "FROM ") + 5;
    static char name[64];

    snprintf(name, sizeof name, "%.*s",
             (int)strspn(from, "abcdefghijklmnopqrstuvwxyz_"), from);
    return name;
}

/* Adds the hours of INDICATOR (3). */
static void add_hours(struct syn_text *sql,
                      const struct syn_indicator *indicator)
{
    if (indicator->when.all)
        return;
    syn_text_addf(sql, " AND " HOUR_OF_WEEK " IN (-1");
    for (int h = 0; h < 168; h++)
        if (indicator->when.bits[h / 64] >> (h % 64) & 1)
            syn_text_addf(sql, ", %d", h);
    syn_text_add(sql, ")");
}

/* Makes the table temp.NAME of what INDICATOR's body selects: day, month,
 * person, case, weight, age, sex, area (6). */
static void select_events(const char *name,
                          const struct syn_indicator *indicator,
                          const struct syn_indicator *among,
                          struct syn_arena *arena)
{
    struct syn_text sql = {.arena = arena};
    const char *source = source_of(indicator);
    const struct syn_source *known =
        syn_source_find(catalogue->sources, catalogue->n_sources, source);
    const char *day =
        indicator->date == SYN_BY_REPORTED ? "reported" : "occurred";
    bool sex = syn_source_provides(catalogue, known, "sex");

    syn_text_addf(
        &sql,
        "DROP TABLE IF EXISTS temp.%s; CREATE TEMP TABLE %s AS SELECT"
        " %s AS day, " MONTH_OF(
            "%s") " AS month,"
                  " person_key AS person, case_key,"
                  " coalesce('c' || case_key, batch || ',' || line) AS own,"
                  " coalesce('p' || person_key, batch || ',' || line) AS one,"
                  " weight, age, age_to, %s AS sex, area FROM %s"
                  " WHERE %s IS NOT NULL AND profile IN (%.*s)",
        name, name, day, day, day, sex ? "sex" : "''", source, day,
        (int)strcspn(indicator->body, ";"), indicator->body);
    add_hours(&sql, indicator);
    if (among) {
        syn_text_addf(&sql, " AND profile IN (%.*s)",
                      (int)strcspn(among->body, ";"), among->body);
        add_hours(&sql, among);
    }
    run(sql.at);
}

/* --- cells ------------------------------------------------------------- */

/* Whether INDICATOR counts GROUP through persons (5). */
static bool by_person(const struct syn_indicator *indicator,
                      const struct syn_group *group)
{
    return indicator->through && strcmp(group->item.name, "all") != 0;
}

static void
add_group(struct syn_text *sql, const struct syn_group *group, const char *who)
{
    if (group->ages.from > 0 || group->ages.to < SYN_AGE_MAX)
        syn_text_addf(sql, " AND %s.age >= %d AND %s.age_to <= %d", who,
                      group->ages.from, who, group->ages.to);
    if (group->sex != SYN_SEX_ANY)
        syn_text_addf(sql, " AND %s.sex = '%s'", who,
                      group->sex == SYN_SEX_MALE ? "male" : "female");
}

/* The day LOOK_BACK months before e.day, or the last of that month (14). */
static const char *back_sql(int months, struct syn_arena *arena)
{
    const char *first = syn_arena_printf(
        arena,
        "(unixepoch(e.day * 86400, 'unixepoch', 'start of month', '-%d months')"
        " / 86400)",
        months);
    return syn_arena_printf(
        arena,
        "min(%s + CAST(strftime('%%d', e.day * 86400, 'unixepoch') AS INTEGER)"
        " - 1, unixepoch(%s * 86400, 'unixepoch', '+1 month') / 86400 - 1)",
        first, first);
}

static const char *first_sql(const struct syn_indicator *indicator,
                             const char *history,
                             struct syn_arena *arena)
{
    return syn_arena_printf(
        arena,
        "NOT EXISTS (SELECT 1 FROM temp.%s AS h WHERE h.person = e.person AND"
        " h.day < e.day AND h.day >= %s)",
        history, back_sql(indicator->look_back, arena));
}

static const char *later_sql(const struct syn_indicator *indicator,
                             struct syn_arena *arena)
{
    bool is_return = indicator->measure == SYN_MEASURE_RETURN;
    return syn_arena_printf(
        arena,
        "EXISTS (SELECT 1 FROM temp.own AS l WHERE l.person = e.person AND"
        " l.day >= e.day + %d AND l.day <= e.day + %d%s)",
        is_return, indicator->within, is_return ? " AND l.own <> e.own" : "");
}

static bool is_cohort(const struct syn_indicator *indicator)
{
    return indicator->measure == SYN_MEASURE_RETURN ||
           indicator->measure == SYN_MEASURE_FOLLOWUP;
}

/* Which events of temp.FROM are in a cell of INDICATOR: all, or the first. */
static const char *among_sql(const char *from,
                             const struct syn_indicator *indicator,
                             struct syn_arena *arena)
{
    return indicator->measure == SYN_MEASURE_FIRST
               ? first_sql(indicator, from, arena)
               : "1";
}

static const char *key_of(const struct syn_indicator *indicator)
{
    return indicator->unit->counting == SYN_COUNT_CASES ? "own" : "person";
}

/* What temp.cell and temp.rest were made of: they serve all kinds of period. */
static struct {
    const struct syn_indicator *shown;
    const struct syn_group *group;
    const char *area;
} made[2];

/* Makes temp.cell, or temp.rest, of the events in temp.FROM, of INDICATOR, that
 * are in the group and area of S. */
static void select_cell(bool rest,
                        const char *from,
                        const struct syn_indicator *indicator,
                        const struct syn_series *s,
                        struct syn_arena *arena)
{
    struct syn_text sql = {.arena = arena};
    const char *name = rest ? "rest" : "cell";

    if (made[rest].shown == s->indicator && made[rest].group == s->group &&
        made[rest].area == s->area)
        return;
    made[rest].shown = s->indicator;
    made[rest].group = s->group;
    made[rest].area = s->area;
    syn_text_addf(&sql,
                  "DROP TABLE IF EXISTS temp.%s; CREATE TEMP TABLE %s AS"
                  " SELECT *, %s AS followed FROM temp.%s AS e WHERE %s",
                  name, name,
                  is_cohort(s->indicator) ? later_sql(s->indicator, arena)
                                          : "0",
                  from, among_sql(from, indicator, arena));
    if (by_person(indicator, s->group)) {
        syn_text_addf(&sql,
                      " AND case_key IN (SELECT p.case_key FROM %s AS p WHERE"
                      " p.role = '%s'",
                      indicator->through, indicator->roles[0]);
        add_group(&sql, s->group, "p");
        syn_text_add(&sql,
                     ") AND case_key IN (SELECT case_key FROM"
                     " event_police_case GROUP BY 1 HAVING count(*) = 1)");
    } else {
        add_group(&sql, s->group, "e");
    }
    if (s->area)
        syn_text_addf(&sql,
                      " AND area IN (SELECT id FROM area WHERE code = '%s')",
                      s->area);
    syn_text_addf(&sql,
                  "; CREATE INDEX temp.%s_month ON %s (month, %s, weight)",
                  name, name, key_of(indicator));
    run(sql.at);
}

/* What INDICATOR counts in temp.CELL, by period p(i, a, b). */
static const char *count_sql(const char *cell,
                             const struct syn_indicator *indicator,
                             struct syn_arena *arena)
{
    bool events = indicator->unit->counting == SYN_COUNT_EVENTS;

    return syn_arena_printf(
        arena,
        "SELECT i, %s%s) FROM p JOIN temp.%s ON month BETWEEN a AND b"
        " GROUP BY 1",
        events ? "sum(" : "count(DISTINCT ",
        events ? "weight" : key_of(indicator), cell);
}

/* Persons of temp.cell for whom WHICH holds. */
static const char *persons_sql(const char *which, struct syn_arena *arena)
{
    return syn_arena_printf(
        arena,
        "SELECT i, count(DISTINCT person) FROM p JOIN cell"
        " AS e ON month BETWEEN a AND b WHERE %s GROUP BY 1",
        which);
}

/* How COUNT and OF of S are selected; makes temp.cell as they need it. */
static void select_counts(const char **count,
                          const char **of,
                          const struct syn_series *s,
                          struct syn_arena *arena)
{
    const struct syn_indicator *i = s->indicator, *whole = i->of_indicator;
    bool cohort = is_cohort(i);

    select_cell(false, cohort ? "whole" : "own", cohort ? whole : i, s, arena);
    *of = NULL;
    switch (i->measure) {
    case SYN_MEASURE_REPEAT:
        *count = syn_arena_printf(
            arena,
            "SELECT i, count(*) FROM (SELECT i, person FROM p JOIN cell ON "
            "month"
            " BETWEEN b - %d AND b WHERE person IS NOT NULL GROUP BY i, person"
            " HAVING count(DISTINCT own) >= %d) GROUP BY 1",
            i->window - 1, i->at_least);
        *of = syn_arena_printf(arena,
                               "SELECT i, count(DISTINCT person) FROM p JOIN"
                               " cell ON month BETWEEN b - %d AND b GROUP BY 1",
                               i->window - 1);
        break;
    case SYN_MEASURE_RETURN:
    case SYN_MEASURE_FOLLOWUP:
        *of = persons_sql("1", arena);
        *count = persons_sql("followed", arena);
        break;
    case SYN_MEASURE_GROUP:
        *of = count_sql("cell", i, arena);
        *count = syn_arena_printf(
            arena,
            "SELECT i, count(DISTINCT own) FROM p JOIN cell ON month BETWEEN a"
            " AND b WHERE own IN (SELECT own FROM temp.own GROUP BY own HAVING"
            " count(DISTINCT one) >= %d) GROUP BY 1",
            i->at_least);
        break;
    default:
        *count = count_sql("cell", i, arena);
    }
}

/* --- comparing --------------------------------------------------------- */

/* NUMBERS[period - S->first], by SQL over the periods of S. */
static void
read_numbers(int64_t *numbers, const struct syn_series *s, const char *sql)
{
    sqlite3_stmt *statement;

    memset(numbers, 0, s->n * sizeof *numbers);
    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    while (sqlite3_step(statement) == SQLITE_ROW)
        numbers[sqlite3_column_int(statement, 0) - s->first] =
            sqlite3_column_int64(statement, 1);
    sqlite3_finalize(statement);
}

static void make_periods(const struct syn_series *s, struct syn_arena *arena)
{
    struct syn_text sql = {.arena = arena};

    syn_text_add(&sql, "DROP TABLE IF EXISTS temp.p;"
                       "CREATE TEMP TABLE p (i, a, b);");
    for (size_t t = 0; t < s->n; t++) {
        struct syn_period p = {s->kind, s->first + (int)t};
        int from = syn_period_first_month(p);
        syn_text_addf(&sql, "INSERT INTO p VALUES (%d, %d, %d);", p.index, from,
                      from + syn_period_months(p.kind) - 1);
    }
    run(sql.at);
}

/* Compares what S says; cells without a value are not of SQL's making. */
static void
compare(const struct syn_series *s, const int64_t *count, const int64_t *of)
{
    for (size_t t = 0; t < s->n; t++) {
        bool known =
            s->state[t] == SYN_STATE_VALUE || s->state[t] == SYN_STATE_ZERO;
        if (s->state[t] == SYN_STATE_NOT_APPLICABLE)
            assert_int_equal(of[t], 0);
        if (!known)
            continue;
        if (count[t] != s->count[t] || (s->of && of[t] != s->of[t]))
            fail_msg("%s %s %s kind %d number %zu: %lld of %lld, in SQL %lld "
                     "of %lld",
                     s->indicator->id, s->group->item.name,
                     s->area ? s->area : "all", s->kind, t,
                     (long long)s->count[t], s->of ? (long long)s->of[t] : 0,
                     (long long)count[t], (long long)of[t]);
        assert_int_equal(s->state[t] == SYN_STATE_ZERO, count[t] == 0);
        n_cells++;
    }
}

/* Of an area the quarters; of the place all, but windows that overlap, which
 * take SQL long, for the first group alone. */
static bool is_compared(const struct syn_series *s)
{
    bool first = strcmp(s->group->item.name, s->indicator->groups[0]) == 0;
    return s->kind == SYN_QUARTER ||
           (!s->area && (first || s->kind != SYN_ROLLING_12));
}

static void check_series(const struct syn_series *s, struct syn_arena *arena)
{
    const struct syn_indicator *i = s->indicator;
    int64_t count[200], of[200];
    const char *count_of, *of_of;
    bool part = i->measure == SYN_MEASURE_SHARE ||
                i->measure == SYN_MEASURE_RATIO ||
                i->measure == SYN_MEASURE_SURVEY;

    assert_in_range(s->n, 1, 200);
    make_periods(s, arena);
    memset(of, 0, sizeof of);
    select_counts(&count_of, &of_of, s, arena);
    read_numbers(count, s, count_of);
    if (of_of)
        read_numbers(of, s, of_of);
    if (part) {
        select_cell(true, "whole", i->of_indicator, s, arena);
        read_numbers(of, s, count_sql("rest", i->of_indicator, arena));
    }
    compare(s, count, of);
}

static void every_count_of_the_demo_equals_sql(void **state)
{
    const struct syn_indicator *last = NULL;

    put_demo(*state);
    open_project(*state);
    assert_int_equal(ingest(false, *state), SYN_OK);
    settle(true, *state);
    open_reader(*state);
    assert_int_equal(
        syn_series_measure(&series, db, reader, catalogue, *state, &diag),
        SYN_OK);
    run("CREATE INDEX temp_by_case ON event_police_person (case_key)");
    for (size_t i = 0; i < series.n; i++) {
        const struct syn_series *s = &series.at[i];
        struct syn_arena_mark mark = syn_arena_mark(*state);
        if (syn_indicator_has_value(s->indicator))
            continue;
        if (s->indicator != last) {
            const struct syn_indicator *of = s->indicator->of_indicator;
            bool among = s->indicator->measure == SYN_MEASURE_SHARE;
            select_events("own", s->indicator, among ? of : NULL, *state);
            if (of)
                select_events("whole", of, NULL, *state);
            run("CREATE INDEX temp.own_person ON own (person, day)");
            if (of)
                run("CREATE INDEX temp.whole_person ON whole (person, day)");
            n_shown[s->indicator->measure]++;
            last = s->indicator;
        }
        if (is_compared(s))
            check_series(s, *state);
        syn_arena_rewind(*state, mark);
    }
    print_message("%zu cells\n", n_cells);
    assert_true(n_cells > 15000);
    assert_true(n_shown[SYN_MEASURE_COUNT] > 30);
    assert_int_equal(n_shown[SYN_MEASURE_REPEAT], 2);
    assert_int_equal(n_shown[SYN_MEASURE_FIRST], 1);
    assert_int_equal(n_shown[SYN_MEASURE_RETURN], 2);
    assert_int_equal(n_shown[SYN_MEASURE_FOLLOWUP], 1);
    assert_int_equal(n_shown[SYN_MEASURE_GROUP], 1);
    assert_int_equal(n_shown[SYN_MEASURE_RATIO], 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_IN_FOLDER(every_count_of_the_demo_equals_sql),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
