/* measure_cells.c - everything that is measured of a project whose extracts are
 * loaded, of all kinds of period, as tests/reference/measures.R writes it.
 *
 *     measure_cells FOLDER
 *
 * A line a series: indicator;group;area;kind;first period;cells.  A cell is
 * its state, a letter (V value, Z zero, M missing, N not yet, A not
 * applicable), then COUNT /OF =VALUE @person-years, as there are.  What cannot
 * be computed has the kind "none" and why. */
#include <math.h>
#include <stdio.h>

#include <samsyn/base/file.h>
#include <samsyn/base/limits.h>
#include <samsyn/base/text.h>
#include <samsyn/measure/series.h>
#include <samsyn/store/store.h>

static void say(void *data, const struct syn_message *message)
{
    (void)data;
    fprintf(stderr, "%s\n", message->text);
}

static void print_cell(const struct syn_series *s, size_t t)
{
    static const char letters[SYN_N_STATES] = {'V', 'Z', 'M', 'N', 'S', 'A'};

    printf("%s%c", t ? " " : "", letters[s->state[t]]);
    if (s->state[t] > SYN_STATE_ZERO)
        return;
    if (s->state[t] == SYN_STATE_VALUE)
        printf("%lld", (long long)s->count[t]);
    if (s->of)
        printf("/%lld", (long long)s->of[t]);
    if (s->value && !isnan(s->value[t]))
        printf("=%.15g", s->value[t]);
    if (s->exposure && s->exposure[t] > 0)
        printf("@%.15g", s->exposure[t]);
}

static void print_series(const struct syn_series *s)
{
    static const char *const kinds[SYN_N_PERIOD_KINDS] = {
        "month", "quarter", "tertial", "half", "year", "school", "rolling"};
    char code[SYN_PERIOD_BYTES];

    printf("%s;%s;%s;%s;%s;", s->indicator->id, s->group->item.name,
           s->area ? s->area : "all", kinds[s->kind],
           syn_period_code(code, (struct syn_period){s->kind, s->first}));
    for (size_t t = 0; t < s->n; t++)
        print_cell(s, t);
    printf("\n");
}

static void print_obstacle(const struct syn_not_computable *n)
{
    static const char *const names[SYN_N_OBSTACLES] = {
        [SYN_NO_EXTRACT] = "extract",
        [SYN_NO_COLUMN] = "column",
        [SYN_NO_KEY] = "key",
        [SYN_NO_AGE] = "age",
        [SYN_AGE_BANDS] = "age-bands",
        [SYN_NO_LINK] = "link",
        [SYN_NEGATIVE] = "negative",
        [SYN_NO_HISTORY] = "history",
        [SYN_KEY_CHANGE] = "keys",
        [SYN_KEY_SCHEME] = "scheme",
        [SYN_AGE_FILTER] = "age-filter",
        [SYN_NO_POPULATION] = "population",
        [SYN_NO_TAG] = "tag",
        [SYN_GEOGRAPHY] = "geography",
    };

    printf("%s;%s;;none;;%s\n", n->indicator->id,
           n->group ? n->group->item.name : "", names[n->obstacle]);
}

int main(int argc, char **argv)
{
    struct syn_arena *arena = syn_arena_new(SYN_ARENA_BYTES);
    struct syn_diag diag = {.emit = say};
    struct syn_catalogue *catalogue;
    struct sqlite3 *db, *reader;
    struct syn_series_set set;

    if (argc != 2) {
        fprintf(stderr, "usage: measure_cells FOLDER\n");
        return 2;
    }
    const char *path = syn_path_join(argv[1], "samsyn.db", arena);
    if (syn_catalogue_read(&catalogue, argv[1], arena, &diag) ||
        syn_store_open(&db, path, arena, &diag) ||
        syn_store_open_reader(&reader, path, arena, &diag) ||
        syn_series_measure(&set, db, reader, catalogue, arena, &diag))
        return 1;
    printf("indicator;group;area;kind;first;cells\n");
    for (size_t i = 0; i < set.n; i++)
        print_series(&set.at[i]);
    for (size_t i = 0; i < set.n_not_computable; i++)
        print_obstacle(&set.not_computable[i]);
    syn_arena_free(arena);
    return 0;
}
