/* Every count of the demo, and of indicators of the further kinds over it, both
 * ways: by the scan, and by plain SQL on the view that a body is written
 * against.  Exactly equal, in every group and period of the whole place, and in
 * two areas of each indicator.  SQL gives the counts of all kinds of measure,
 * and the values of those that have one.  The numbers are the requirements of
 * measure/series.h.
 *
 * SAMSYN_PROJECT names a project that was run, to compare that as well: the
 * examples on real data do (tests/system/test_examples.sh). */
#include "fixture_store.h"

#include <math.h>

#include <samsyn/base/asset.h>
#include <samsyn/demo/demo.h>
#include <samsyn/measure/series.h>

static struct syn_series_set series;
static size_t n_cells, n_values, n_shown[SYN_N_MEASURES];

/* --- the project ------------------------------------------------------- */

#define SUSPECTS "SELECT profile FROM police_person WHERE role = 'suspect'"

#define CASES "SELECT profile FROM police_case WHERE place = 'public'"

/* Indicators of kinds that the demo has none of. */
static const struct {
    const char *id, *head, *body;
} further[] = {
    {"t_repeat",
     "repeat\n-- @unit person\n-- @at-least 3\n"
     "-- @window 12 months\n-- @groups target all under-18 female",
     SUSPECTS},
    {"t_repeat_3",
     "repeat\n-- @unit person\n-- @at-least 2\n"
     "-- @window 3 months\n-- @groups all 15-17",
     SUSPECTS},
    {"t_first",
     "first\n-- @unit person\n-- @look-back 24 months\n"
     "-- @groups target all under-18 male",
     SUSPECTS},
    {"t_return",
     "return\n-- @unit person\n-- @of t_first\n"
     "-- @within 365 days\n-- @groups target all under-18",
     SUSPECTS},
    {"t_again",
     "return\n-- @unit person\n-- @of youth_suspects\n"
     "-- @within 90 days\n-- @groups all target",
     SUSPECTS},
    {"t_follow",
     "followup\n-- @unit person\n-- @of young_violence_victims\n"
     "-- @within 30 days\n-- @groups all target",
     SUSPECTS},
    {"t_group",
     "group\n-- @unit case\n-- @at-least 2\n"
     "-- @groups target all under-18 female",
     SUSPECTS},
    {"t_ratio",
     "ratio\n-- @unit person\n-- @of youth_offences\n"
     "-- @groups target under-18",
     SUSPECTS},
    {"t_median",
     "duration\n-- @unit case\n-- @from occurred\n-- @to reported\n-- "
     "@statistic median\n-- @groups all",
     CASES},
    {"t_p90",
     "duration\n-- @unit event\n-- @from occurred\n-- @to reported\n-- "
     "@statistic p90\n-- @groups all",
     CASES},
    {"t_mean",
     "duration\n-- @unit case\n-- @from occurred\n-- @to reported\n-- "
     "@statistic mean\n-- @groups all",
     CASES},
    {"t_prompt",
     "followup\n-- @unit case\n-- @from occurred\n-- @to reported\n-- @within "
     "1 days\n-- @groups all",
     CASES},
    {"t_open",
     "status\n-- @unit event\n-- @statistic open\n-- @from occurred\n-- @to "
     "reported\n-- @groups all",
     CASES},
    {"t_gini",
     "concentration\n-- @unit case\n-- @by area\n-- @statistic gini\n-- "
     "@groups all",
     CASES},
    {"t_top",
     "concentration\n-- @unit case\n-- @by person\n-- @top 10%\n-- @groups "
     "target all",
     SUSPECTS},
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
                                  further[i].head, further[i].body),
                 arena);
    assert_int_equal(syn_demo_write(folder, &diag), SYN_OK);
}

/* --- rows -------------------------------------------------------------- */

static void run(const char *sql)
{
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
}

/* Days from 1990 to 2029, each with its month. */
static void make_calendar(void)
{
    run("CREATE TEMP TABLE calendar (day INTEGER PRIMARY KEY, month, week);"
        "INSERT INTO calendar WITH RECURSIVE days (day) AS (SELECT 7305 UNION"
        " ALL SELECT day + 1 FROM days WHERE day < 21900) SELECT day,"
        " CAST(strftime('%Y', day * 86400, 'unixepoch') AS INTEGER) * 12 +"
        " CAST(strftime('%m', day * 86400, 'unixepoch') AS INTEGER) - 1,"
        " (CAST(strftime('%w', day * 86400, 'unixepoch') AS INTEGER) + 6) % 7"
        " FROM days");
}

/* What areas.csv joins. */
static void make_zones(struct syn_arena *arena)
{
    const struct syn_lists *lists = &catalogue->lists;

    run("CREATE TEMP TABLE zones (code, zone)");
    for (size_t i = 0; i < lists->n_areas; i++)
        if (lists->areas[i].zone && *lists->areas[i].zone)
            run(syn_arena_printf(arena, "INSERT INTO zones VALUES ('%s', '%s')",
                                 lists->areas[i].code, lists->areas[i].zone));
}

/* Makes the table temp.rows_SOURCE: each event with what the view says. */
static void make_rows(const char *source, struct syn_arena *arena)
{
    const struct syn_source *known =
        syn_source_find(catalogue->sources, catalogue->n_sources, source);
    bool sex = syn_source_provides(catalogue, known, "sex");
    bool role = syn_source_provides(catalogue, known, "role");

    run(syn_arena_printf(
        arena,
        "CREATE INDEX test_%s ON event_%s (batch, line);"
        "CREATE TEMP TABLE rows_%s AS SELECT e.*, v.profile AS shown,"
        " v.reported AS by_reported, v.occurred AS by_occurred, v.area AS "
        "place,"
        " %s AS sex, %s AS role, w.week * 24 + v.hour AS hour_of_week"
        " FROM %s AS v JOIN event_%s AS e ON e.batch = v.batch"
        " AND e.line = v.line LEFT JOIN calendar AS w ON w.day = v.occurred",
        source, source, source, sex ? "v.sex" : "''", role ? "v.role" : "''",
        source, source));
}

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
    syn_text_add(sql, " AND hour_of_week IN (-1");
    for (int h = 0; h < 168; h++)
        if (indicator->when.bits[h / 64] >> (h % 64) & 1)
            syn_text_addf(sql, ", %d", h);
    syn_text_add(sql, ")");
}

/* The column called NAME of rows_SOURCE. */
static const char *column_of(const char *name, struct syn_arena *arena)
{
    return !name                           ? "NULL"
           : strcmp(name, "reported") == 0 ? "by_reported"
           : strcmp(name, "occurred") == 0
               ? "by_occurred"
               : syn_arena_printf(arena, "\"%s\"", name);
}

static const char *day_of(const struct syn_indicator *indicator,
                          struct syn_arena *arena)
{
    return indicator->date == SYN_BY_REPORTED ? "by_reported"
           : indicator->date == SYN_BY_OCCURRED
               ? "by_occurred"
               : column_of(indicator->date_column, arena);
}

/* Makes the table temp.NAME of what INDICATOR's body selects: day, month,
 * person, case, weight, age, sex, area (6), and the numbers A and B. */
static void select_events(const char *name,
                          const struct syn_indicator *indicator,
                          const struct syn_indicator *among,
                          struct syn_arena *arena)
{
    struct syn_text sql = {.arena = arena};
    const struct syn_indicator *i = indicator;
    const char *day = day_of(i, arena), *source = source_of(i);
    const char *a = i->value  ? i->value
                    : i->yes  ? i->yes
                    : i->from ? i->from
                              : NULL;

    syn_text_addf(&sql,
                  "DROP TABLE IF EXISTS temp.%s; CREATE TEMP TABLE %s AS SELECT"
                  " %s AS day, month, person_key AS person, case_key,"
                  " coalesce('c' || case_key, batch || ',' || line) AS own,"
                  " coalesce('p' || person_key, batch || ',' || line) AS one,"
                  " batch || ',' || line AS row, hour_of_week,"
                  " weight, age, age_to, sex, place, %s AS a, %s AS b"
                  " FROM rows_%s JOIN calendar ON day = %s"
                  " WHERE shown IN (%.*s)",
                  name, name, day, a ? column_of(a, arena) : day,
                  column_of(i->base ? i->base : i->to, arena), source, day,
                  (int)strcspn(i->body, ";"), i->body);
    add_hours(&sql, i);
    if (among) {
        syn_text_addf(&sql, " AND shown IN (%.*s)",
                      (int)strcspn(among->body, ";"), among->body);
        add_hours(&sql, among);
    }
    syn_text_addf(&sql,
                  ";CREATE INDEX temp.%s_person ON %s (person, day);"
                  "CREATE INDEX temp.%s_own ON %s (own)",
                  name, name, name, name);
    run(sql.at);
}

/* --- cells ------------------------------------------------------------- */

/* Whether INDICATOR counts GROUP through persons (5). */
static bool by_person(const struct syn_indicator *indicator,
                      const struct syn_group *group)
{
    return indicator->through &&
           (indicator->roles[1] || strcmp(group->item.name, "all") != 0);
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

/* Whether persons of another indicator are followed (15, 16). */
static bool is_cohort(const struct syn_indicator *indicator)
{
    return indicator->measure == SYN_MEASURE_RETURN ||
           (indicator->measure == SYN_MEASURE_FOLLOWUP && indicator->of);
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

/* Makes temp.CELL of the events in temp.FROM, of INDICATOR, that are in the
 * group and area of S. */
static void select_cell(const char *cell,
                        const char *from,
                        const struct syn_indicator *indicator,
                        const struct syn_series *s,
                        struct syn_arena *arena)
{
    struct syn_text sql = {.arena = arena};
    bool followed = is_cohort(s->indicator) && strcmp(cell, "cell") == 0;

    syn_text_addf(&sql,
                  "DROP TABLE IF EXISTS temp.%s; CREATE TEMP TABLE %s AS"
                  " SELECT *, %s AS followed FROM temp.%s AS e WHERE %s",
                  cell, cell, followed ? later_sql(s->indicator, arena) : "0",
                  from, among_sql(from, indicator, arena));
    if (by_person(indicator, s->group)) {
        for (size_t w = 0; indicator->roles[w]; w++) {
            syn_text_addf(&sql,
                          " AND case_key IN (SELECT p.case_key FROM rows_%s AS"
                          " p WHERE instr('/%s/', '/' || p.role || '/')",
                          indicator->through, indicator->roles[w]);
            add_group(&sql, s->group, "p");
            syn_text_add(&sql, ")");
        }
        syn_text_add(&sql,
                     " AND case_key IN (SELECT case_key FROM"
                     " event_police_case GROUP BY 1 HAVING count(*) = 1)");
    } else {
        add_group(&sql, s->group, "e");
    }
    if (s->area)
        syn_text_addf(&sql,
                      " AND place IN (SELECT id FROM area WHERE code = '%s'"
                      " OR code IN (SELECT code FROM zones WHERE zone ="
                      " '%s'))",
                      s->area, s->area);
    run(sql.at);
}

/* --- kinds: rows of k, i (the period), count, of, value ------------------ */

/* The unit of INDICATOR as an aggregate over rows for which WHICH holds. */
static const char *units_sql(const struct syn_indicator *indicator,
                             const char *which,
                             struct syn_arena *arena)
{
    switch (indicator->unit->counting) {
    case SYN_COUNT_CASES:
        return syn_arena_printf(
            arena, "count(DISTINCT CASE WHEN %s THEN own END)", which);
    case SYN_COUNT_PERSONS:
        return syn_arena_printf(
            arena, "count(DISTINCT CASE WHEN %s THEN person END)", which);
    default:
        return syn_arena_printf(arena,
                                "sum(CASE WHEN %s THEN weight ELSE 0"
                                " END)",
                                which);
    }
}

#define IN_PERIODS " FROM cell AS e JOIN pm USING (month) GROUP BY k, i"

static const char *repeat_sql(const struct syn_indicator *i,
                              struct syn_arena *arena)
{
    return syn_arena_printf(
        arena,
        "SELECT k, i, sum(cases >= %d), count(*), NULL FROM (SELECT k, i,"
        " person, count(DISTINCT own) AS cases FROM p JOIN cell ON month"
        " BETWEEN to_month - %d AND to_month WHERE person IS NOT NULL"
        " GROUP BY k, i, person) GROUP BY k, i",
        i->at_least, i->window - 1);
}

static const char *groups_sql(const struct syn_indicator *i,
                              struct syn_arena *arena)
{
    const char *with =
        i->with.from == SYN_UNSET
            ? ""
            : syn_arena_printf(
                  arena,
                  " AND EXISTS (SELECT 1 FROM own AS w WHERE w.own = e.own AND"
                  " w.one <> e.one AND w.age >= %d AND w.age_to <= %d)",
                  i->with.from, i->with.to);
    return syn_arena_printf(
        arena,
        "SELECT k, i, count(DISTINCT CASE WHEN own IN (SELECT own FROM own"
        " GROUP BY own HAVING count(DISTINCT one) >= %d)%s THEN own END),"
        " count(DISTINCT own), NULL" IN_PERIODS,
        i->at_least, with);
}

/* (18) From the pairs of what is spread and what it is over. */
static const char *spread_sql(const struct syn_indicator *i,
                              struct syn_arena *arena)
{
    const char *over = i->by == SYN_OVER_PERSONS ? "person"
                       : i->by == SYN_OVER_AREAS ? "nullif(place, 0)"
                                                 : "hour_of_week";
    const char *pairs = syn_arena_printf(
        arena,
        "WITH pair AS (SELECT k, i, %s AS one_of, %s AS what,"
        " max(month >= from_month) AS now FROM p"
        " JOIN cell ON month BETWEEN %s AND to_month GROUP BY 1, 2, 3, 4),"
        " size AS (SELECT k, i, count(*) AS x, row_number() OVER (PARTITION BY"
        " k, i ORDER BY count(*) DESC) AS n, row_number() OVER (PARTITION BY k,"
        " i ORDER BY count(*)) AS up, count(*) OVER (PARTITION BY k, i) AS m"
        " FROM pair WHERE one_of IS NOT NULL GROUP BY k, i, one_of)",
        over, i->unit->counting == SYN_COUNT_CASES ? "own" : "row",
        i->window ? syn_arena_printf(arena, "to_month - %d", i->window - 1)
                  : "from_month");
    if (i->at_least)
        return syn_arena_printf(
            arena,
            "%s SELECT k, i, count(DISTINCT CASE WHEN x >= %d THEN what END),"
            " count(DISTINCT what), NULL FROM (SELECT k, i, what, now,"
            " count(one_of) OVER (PARTITION BY k, i, one_of) AS x FROM pair)"
            " WHERE now GROUP BY k, i",
            pairs, i->at_least);
    if (i->statistic == SYN_STATISTIC_GINI)
        return syn_arena_printf(
            arena,
            "%s SELECT k, i, sum(x), NULL, sum((2.0 * up - m - 1) * x) /"
            " (m * sum(x)) FROM size GROUP BY k, i",
            pairs);
    return syn_arena_printf(
        arena,
        "%s SELECT k, i, sum(CASE WHEN n <= %s THEN x END), sum(x), NULL FROM"
        " size GROUP BY k, i",
        pairs,
        i->top_percent ? syn_arena_printf(arena, "(m * %d + 99) / 100", i->top)
                       : syn_arena_printf(arena, "%d", i->top));
}

/* Of type 7: at (n - 1) p, between the two nearest. */
static const char *quantile_sql(const char *p, struct syn_arena *arena)
{
    return syn_arena_printf(
        arena, "sum(x * max(0, 1 - abs((m - 1) * %s - (n - 1)))) AS y", p);
}

/* (19) A case once, by its first row whose time is known and not negative. */
static const char *duration_sql(const struct syn_indicator *i,
                                struct syn_arena *arena)
{
    static const double minutes[] = {[SYN_TIME_NONE] = 1,
                                     [SYN_TIME_MINUTES] = 1,
                                     [SYN_TIME_HOURS] = 60,
                                     [SYN_TIME_DAYS] = 1440,
                                     [SYN_TIME_MONTHS] = 43829.1};
    const char *figure =
        i->statistic == SYN_STATISTIC_MEDIAN ? quantile_sql("0.5", arena)
        : i->statistic == SYN_STATISTIC_P80  ? quantile_sql("0.8", arena)
        : i->statistic == SYN_STATISTIC_P90  ? quantile_sql("0.9", arena)
        : i->statistic == SYN_STATISTIC_MEAN ? "avg(x) AS y"
                                             : "sum(x) AS y";
    return syn_arena_printf(
        arena,
        "WITH timed AS (SELECT month, x FROM (SELECT month, %s AS x,"
        " row_number() OVER (PARTITION BY %s ORDER BY day) AS nth FROM cell"
        " WHERE %s >= 0) WHERE nth = 1),"
        " ranked AS (SELECT k, i, x, row_number() OVER (PARTITION BY k, i ORDER"
        " BY x) AS n, count(*) OVER (PARTITION BY k, i) AS m FROM timed JOIN pm"
        " USING (month))"
        " SELECT k, i, m, NULL, y * %.17g FROM (SELECT k, i, m, %s FROM ranked"
        " GROUP BY k, i)",
        i->to ? "b - a" : "a",
        i->unit->counting == SYN_COUNT_CASES     ? "own"
        : i->unit->counting == SYN_COUNT_PERSONS ? "person"
                                                 : "row",
        i->to ? "b - a" : "a",
        i->value_unit == i->in ? 1 : minutes[i->value_unit] / minutes[i->in],
        figure);
}

/* (21) */
static const char *status_sql(const struct syn_indicator *i,
                              struct syn_arena *arena)
{
    const char *stands = "e.month <= to_month";

    if (i->statistic == SYN_STATISTIC_OPEN)
        stands = "a <= last_day AND (b IS NULL OR b > last_day)";
    else if (i->statistic == SYN_STATISTIC_RECENT)
        stands = syn_arena_printf(
            arena, "e.month BETWEEN to_month - %d AND to_month", i->window - 1);
    return syn_arena_printf(arena,
                            "SELECT k, i, %s, NULL, to_month - max(e.month) "
                            "FROM p JOIN cell AS e ON %s GROUP BY k, i",
                            units_sql(i, "1", arena), stands);
}

/* (20) */
static const char *survey_sql(const struct syn_indicator *i)
{
    return i->value
               ? "SELECT k, i, sum(weight), NULL, 1.0 * sum(weight * a) /"
                 " sum(weight) FROM cell AS e JOIN pm USING (month) WHERE a"
                 " IS NOT NULL GROUP BY k, i"
               : "SELECT k, i, sum(a), sum(b), NULL FROM cell AS e JOIN pm"
                 " USING (month) WHERE a IS NOT NULL AND b IS NOT NULL"
                 " GROUP BY k, i";
}

static const char *figures_sql(const struct syn_indicator *i,
                               struct syn_arena *arena)
{
    switch (i->measure) {
    case SYN_MEASURE_REPEAT:
        return repeat_sql(i, arena);
    case SYN_MEASURE_RETURN:
        return "SELECT k, i, count(DISTINCT CASE WHEN followed THEN person "
               "END),"
               " count(DISTINCT person), NULL" IN_PERIODS;
    case SYN_MEASURE_FOLLOWUP:
        if (i->of)
            return "SELECT k, i, count(DISTINCT CASE WHEN followed THEN person"
                   " END), count(DISTINCT person), NULL" IN_PERIODS;
        return syn_arena_printf(
            arena, "SELECT k, i, %s, %s, NULL" IN_PERIODS,
            units_sql(i, syn_arena_printf(arena, "b - a <= %d", i->within),
                      arena),
            units_sql(i, "1", arena));
    case SYN_MEASURE_GROUP:
        return groups_sql(i, arena);
    case SYN_MEASURE_CONCENTRATION:
        return spread_sql(i, arena);
    case SYN_MEASURE_DURATION:
        return duration_sql(i, arena);
    case SYN_MEASURE_STATUS:
        return status_sql(i, arena);
    case SYN_MEASURE_SURVEY:
        if (!i->of)
            return survey_sql(i);
        break;
    default:
        break;
    }
    return syn_arena_printf(arena, "SELECT k, i, %s, NULL, NULL" IN_PERIODS,
                            units_sql(i, "1", arena));
}

/* --- comparing --------------------------------------------------------- */

enum { PERIODS = 200 };

/* What SQL says of an indicator, group and area. */
static struct {
    int64_t count[SYN_N_PERIOD_KINDS][PERIODS], of[SYN_N_PERIOD_KINDS][PERIODS];
    double value[SYN_N_PERIOD_KINDS][PERIODS];
} said;
static int first_of[SYN_N_PERIOD_KINDS];

static void read_figures(const char *sql, bool denominators)
{
    sqlite3_stmt *s;

    if (sqlite3_prepare_v2(db, sql, -1, &s, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    while (sqlite3_step(s) == SQLITE_ROW) {
        int k = sqlite3_column_int(s, 0);
        int t = sqlite3_column_int(s, 1) - first_of[k];
        if (denominators) {
            said.of[k][t] = sqlite3_column_int64(s, 2);
            continue;
        }
        said.count[k][t] = sqlite3_column_int64(s, 2);
        said.of[k][t] = sqlite3_column_int64(s, 3);
        if (sqlite3_column_type(s, 4) != SQLITE_NULL)
            said.value[k][t] = sqlite3_column_double(s, 4);
    }
    assert_int_equal(sqlite3_finalize(s), SQLITE_OK);
}

/* All periods, and the months of each. */
static void make_periods(struct syn_arena *arena)
{
    struct syn_text sql = {.arena = arena};

    syn_text_add(&sql, "CREATE TEMP TABLE p (k, i, from_month, to_month,"
                       " last_day); INSERT INTO p VALUES ");
    for (int k = 0; k < SYN_N_PERIOD_KINDS; k++) {
        const struct syn_series *s = series.at;
        while ((int)s->kind != k)
            s++;
        assert_in_range(s->n, 1, PERIODS);
        first_of[k] = s->first;
        for (size_t t = 0; t < s->n; t++) {
            struct syn_period p = {s->kind, s->first + (int)t};
            int from = syn_period_first_month(p);
            int to = from + syn_period_months(p.kind) - 1;
            syn_text_addf(&sql, "%s(%d, %d, %d, %d, %d)", k || t ? ", " : "", k,
                          p.index, from, to, syn_month_first_day(to + 1) - 1);
        }
    }
    run(sql.at);
    run("CREATE TEMP TABLE pm AS SELECT k, i, month FROM p JOIN (SELECT"
        " DISTINCT month FROM calendar) ON month BETWEEN from_month AND"
        " to_month; CREATE INDEX temp.pm_month ON pm (month, k, i)");
}

static bool same_value(double a, double b)
{
    return (isnan(a) && isnan(b)) || fabs(a - b) <= 1e-9 * (1 + fabs(b));
}

static void blame(const struct syn_series *s, size_t t, const char *what)
{
    fail_msg("%s %s %s kind %d number %zu: %s is %lld of %lld, %g; in SQL %lld"
             " of %lld, %g",
             s->indicator->id, s->group->item.name, s->area ? s->area : "all",
             s->kind, t, what, (long long)s->count[t],
             s->of ? (long long)s->of[t] : 0, s->value ? s->value[t] : 0,
             (long long)said.count[s->kind][t], (long long)said.of[s->kind][t],
             said.value[s->kind][t]);
}

/* Whether there is nothing to take a part, or a value, of (12). */
static bool is_of_nothing(const struct syn_series *s, size_t t)
{
    return syn_indicator_has_value(s->indicator) ? said.count[s->kind][t] == 0
                                                 : said.of[s->kind][t] == 0;
}

/* Compares what S says; periods that are not covered are not of SQL's making,
 * and nor is the population. */
static void compare(const struct syn_series *s)
{
    const struct syn_indicator *i = s->indicator;

    for (size_t t = 0; t < s->n; t++) {
        int64_t count = said.count[s->kind][t];
        bool known =
            s->state[t] == SYN_STATE_VALUE || s->state[t] == SYN_STATE_ZERO;
        if (s->state[t] == SYN_STATE_NOT_APPLICABLE && !i->of_population &&
            !is_of_nothing(s, t))
            blame(s, t, "what is not applicable");
        if (!known)
            continue;
        if (i->invert)
            count = s->of[t] - count;
        if (count != s->count[t])
            blame(s, t, "the count");
        if (s->of && !i->of_population && said.of[s->kind][t] != s->of[t])
            blame(s, t, "the denominator");
        if (s->value && i->statistic != SYN_STATISTIC_SUM &&
            is_of_nothing(s, t))
            blame(s, t, "the state");
        if (s->value && !same_value(s->value[t], said.value[s->kind][t]))
            blame(s, t, "the value");
        assert_int_equal(s->state[t] == SYN_STATE_ZERO, count == 0);
        n_cells++;
        n_values += s->value != NULL;
    }
}

/* What SQL says of the indicator, group and area of S, in all its periods. */
static void ask(const struct syn_series *s, struct syn_arena *arena)
{
    const struct syn_indicator *i = s->indicator, *of = i->of_indicator;
    bool cohort = is_cohort(i);

    memset(&said, 0, sizeof said);
    for (int k = 0; k < SYN_N_PERIOD_KINDS; k++)
        for (int t = 0; t < PERIODS; t++)
            said.value[k][t] = i->statistic == SYN_STATISTIC_SUM ? 0 : NAN;
    select_cell("cell", cohort ? "whole" : "own", cohort ? of : i, s, arena);
    read_figures(figures_sql(i, arena), false);
    if (!of || cohort)
        return;
    select_cell("cell", "whole", of, s, arena);
    read_figures(syn_arena_printf(arena, "SELECT k, i, %s" IN_PERIODS,
                                  units_sql(of, "1", arena)),
                 true);
}

static void select_indicator(const struct syn_indicator *i,
                             struct syn_arena *arena)
{
    const struct syn_indicator *of = i->of_indicator;
    bool among = of && (i->measure == SYN_MEASURE_SHARE ||
                        i->measure == SYN_MEASURE_SURVEY);

    select_events("own", i, among ? of : NULL, arena);
    if (of)
        select_events("whole", of, NULL, arena);
    n_shown[i->measure]++;
}

/* The whole place, and every sixth area, which turn with the indicators: two of
 * the demo's twelve.  NTH is the area's number in its indicator. */
static bool is_compared(const struct syn_series *s, size_t turn, size_t nth)
{
    return !s->area || (nth + turn) % 6 == 0;
}

static bool same_cell(const struct syn_series *a, const struct syn_series *b)
{
    return a && a->indicator == b->indicator && a->group == b->group &&
           a->area == b->area;
}

/* Measures what was loaded, and makes the tables that SQL counts in. */
static void measure_loaded(struct syn_arena *arena)
{
    open_reader(arena);
    assert_int_equal(
        syn_series_measure(&series, db, reader, catalogue, arena, &diag),
        SYN_OK);
    make_calendar();
    make_zones(arena);
    make_periods(arena);
    for (size_t i = 0; i < catalogue->n_sources; i++)
        if (number_from(syn_arena_printf(
                arena,
                "SELECT count(*) FROM sqlite_schema WHERE name ="
                " 'event_%s'",
                catalogue->sources[i].name)))
            make_rows(catalogue->sources[i].name, arena);
    if (number_from("SELECT count(*) FROM sqlite_temp_schema WHERE name ="
                    " 'rows_police_person'"))
        run("CREATE INDEX temp.by_case ON rows_police_person (case_key)");
}

static void compare_all(void **state)
{
    const struct syn_series *last = NULL;
    size_t turn = 0, nth = 0;

    n_cells = n_values = 0;
    memset(n_shown, 0, sizeof n_shown);
    for (size_t i = 0; i < series.n; i++) {
        const struct syn_series *s = &series.at[i];
        struct syn_arena_mark mark = syn_arena_mark(*state);
        if (!last || s->indicator != last->indicator) {
            select_indicator(s->indicator, *state);
            turn++;
            nth = 0;
        }
        nth += last && s->area != last->area;
        if (is_compared(s, turn, nth)) {
            if (!same_cell(last, s))
                ask(s, *state);
            compare(s);
        }
        last = s;
        syn_arena_rewind(*state, mark);
    }
    print_message("%zu cells, %zu with a value\n", n_cells, n_values);
}

static void every_count_of_the_demo_equals_sql(void **state)
{
    put_demo(*state);
    open_project(*state);
    assert_int_equal(ingest(false, *state), SYN_OK);
    settle(true, *state);
    measure_loaded(*state);
    compare_all(state);
    assert_true(n_cells > 50000);
    assert_true(n_values > 500);
    assert_true(n_shown[SYN_MEASURE_COUNT] > 45);
    for (int k = 0; k < SYN_N_MEASURES; k++) /* No extract has a rate's, and
                                              * none has two moments. */
        assert_int_equal(n_shown[k] > 0,
                         k != SYN_MEASURE_RATE && k != SYN_MEASURE_AORISTIC);
}

/* The store is not loaded again, and gets indices: a copy will do. */
static void every_count_of_a_project_equals_sql(void **state)
{
    const char *project = getenv("SAMSYN_PROJECT");

    if (!project) {
        print_message("skipped: SAMSYN_PROJECT is not set\n");
        skip();
    }
    assert_true((size_t)snprintf(folder, sizeof folder, "%s", project) <
                sizeof folder);
    open_project(*state);
    measure_loaded(*state);
    compare_all(state);
    assert_true(n_cells > 0);
}

int main(void)
{
    const struct CMUnitTest project[] = {cmocka_unit_test_setup_teardown(
        every_count_of_a_project_equals_sql, setup, teardown)};
    const struct CMUnitTest tests[] = {
        TEST_IN_FOLDER(every_count_of_the_demo_equals_sql),
    };
    int failed = cmocka_run_group_tests(project, NULL, NULL);
    return getenv("SAMSYN_PROJECT")
               ? failed
               : failed + cmocka_run_group_tests(tests, NULL, NULL);
}
