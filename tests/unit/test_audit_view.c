/* A view is attacked: audit/view.h.  What is expected was counted by trying
 * every table (the enumerator below), or by hand. */
#include "fixture.h"

#include <math.h>

#include <samsyn/audit/view.h>

static struct syn_view found;

static enum syn_status audit(const char *view,
                             const char *truth,
                             const char *spec,
                             struct syn_arena *arena)
{
    const struct syn_view_call call = {
        .view = put_file("view.csv", view, arena),
        .truth = put_file("truth.csv", truth, arena),
        .spec = spec ? put_file("spec.json", spec, arena) : NULL};

    heard = (struct heard){0};
    return syn_view_audit(&found, &call, arena, &diag);
}

/* The line of the cell with these nodes, joined by "/". */
static const struct syn_view_line *line_of(const char *cell)
{
    for (size_t i = 0; i < found.n; i++) {
        char name[256] = "";
        for (size_t d = 0; d < found.n_dims; d++)
            snprintf(name + strlen(name), sizeof name - strlen(name), "%s%s",
                     d ? "/" : "", found.lines[i].cell[d]);
        if (strcmp(name, cell) == 0)
            return &found.lines[i];
    }
    return NULL;
}

static void
expect(const char *cell, long long low, long long high, const char *verdict)
{
    const struct syn_view_line *line = line_of(cell);

    print_message("%s\n", cell);
    assert_non_null(line);
    assert_int_equal(line->low, low);
    assert_int_equal(line->bounded, high >= 0);
    if (high >= 0)
        assert_int_equal(line->high, high);
    assert_string_equal(line->verdict, verdict);
}

/* --- by hand ------------------------------------------------------------- */

static void a_sum_with_one_gap_is_exact(void **state)
{
    assert_int_equal(audit("age,value\na,:\nb,10\nT,13\n",
                           "age,count\na,3\nb,10\n", NULL, *state),
                     SYN_OK);
    assert_int_equal(found.n, 1);
    expect("a", 3, 3, "EXACT");
    assert_true(line_of("a")->linear);
    assert_string_equal(line_of("a")->recipe, "a = T - b = 3");
    assert_false(found.safe);
}

static void two_gaps_leave_what_their_sum_leaves(void **state)
{
    const char *view = "age,value\na,:\nb,:\nc,20\nT,25\n",
               *truth = "age,count\na,3\nb,2\nc,20\n";

    assert_int_equal(audit(view, truth, NULL, *state), SYN_OK);
    expect("a", 0, 5, "SAFE");
    expect("b", 0, 5, "SAFE");
    assert_int_equal(audit(view, truth, "{\"zeros\":\"shown\"}", *state),
                     SYN_OK);
    expect("a", 1, 4, "SAFE");
    assert_int_equal(
        audit(view, truth, "{\"zeros\":\"shown\",\"width\":4}", *state),
        SYN_OK);
    expect("a", 1, 4, "NARROW");
    assert_string_equal(found.verdict, "NARROW");
}

static void printed_zeros_make_two_cells_of_two_known(void **state)
{
    assert_int_equal(audit("age,value\na,:\nb,:\nc,9\nT,11\n",
                           "age,count\na,1\nb,1\nc,9\n",
                           "{\"zeros\":\"shown\"}", *state),
                     SYN_OK);
    expect("a", 1, 1, "EXACT");
    assert_false(line_of("a")->linear);
}

static void nothing_known_is_unbounded(void **state)
{
    assert_int_equal(
        audit("age,value\na,:\nb,9\n", "age,count\na,3\nb,9\n", NULL, *state),
        SYN_OK);
    expect("a", 0, -1, "SAFE");
}

static void a_small_count_that_is_shown_is_exact(void **state)
{
    assert_int_equal(
        audit("age,value\na,3\nb,9\n", "age,count\na,3\nb,9\n", NULL, *state),
        SYN_OK);
    assert_int_equal(found.n, 1);
    expect("a", 3, 3, "EXACT");
}

static void hidden_zeros_are_told_where_they_are_protected(void **state)
{
    const char *view = "age,value\na,:\nb,:\nT,8\n",
               *truth = "age,count\na,0\nb,8\n";

    assert_int_equal(audit(view, truth, NULL, *state), SYN_OK);
    assert_int_equal(found.n, 1);
    assert_int_equal(audit(view, truth, "{\"zeros\":\"protect\"}", *state),
                     SYN_OK);
    assert_int_equal(found.n, 2);
    expect("a", 0, 8, "SAFE");
}

static void two_markers_bound_what_they_hide(void **state)
{
    const char *spec = "{\"markers\":{\"<5\":[1,4],\"-\":[0,0]}}";

    assert_int_equal(audit("age,value\na,<5\nb,:\nc,-\nd,30\nT,40\n",
                           "age,count\na,3\nb,7\nc,0\nd,30\n", spec, *state),
                     SYN_OK);
    expect("a", 1, 4, "SAFE");
    expect("b", 6, 9, "SAFE");
    assert_int_equal(found.n, 2);
}

/* 1000 n / 5210 is 2.11 for n = 11 only: 10 gives 1.92, 12 gives 2.30. */
static void a_rate_of_a_small_population_is_a_count(void **state)
{
    assert_int_equal(
        audit("age,value,form,decimals,population\n"
              "a,2.11,rate,2,5210\na,:,count,,\nb,0.8,rate,1,5210\n",
              "age,count\na,11\nb,4\n", NULL, *state),
        SYN_OK);
    expect("a", 11, 11, "EXACT");
    expect("b", 4, 4, "EXACT");
}

/* 12 % of a total of 26 (rounded to none): 11.5 to 12.5 % is 2.99 to 3.25. */
static void a_share_gives_the_part_of_its_total(void **state)
{
    assert_int_equal(
        audit("age,value,form\na,12,percent\na,:,count\nb,:,count\n"
              "T,26,count\n",
              "age,count\na,3\nb,23\n", NULL, *state),
        SYN_OK);
    expect("a", 3, 3, "EXACT");
    expect("b", 23, 23, "EXACT");
    /* 3 % of 130 hidden ones: 3.25 to 4.55, so 4. */
    assert_int_equal(audit("age,value,form,population\na,3,percent,130\n",
                           "age,count\na,4\n", NULL, *state),
                     SYN_OK);
    expect("a", 4, 4, "EXACT");
}

/* -90 % from 31: between 2.945 and 3.255. */
static void a_change_gives_the_later_count(void **state)
{
    assert_int_equal(
        audit("age,value,form,population\na,-90,change,31\na,:,count,\n",
              "age,count\na,3\n", NULL, *state),
        SYN_OK);
    expect("a", 3, 3, "EXACT");
}

/* R: qchisq(0.975, 2 * (3 + 1)) / 2 is 8.767273, of 2 it is 7.224688;
 * qchisq(0.025, 2 * 3) / 2 is 0.6186721; Byar's upper limit of 3 is 8.766, by
 * hand: 4 (1 - 1/36 + 1.96/6)^3 = 8.767. */
static void a_limit_gives_its_count(void **state)
{
    assert_int_equal(audit("age,value,form,decimals\na,8.8,limit,1\n",
                           "age,count\na,3\n", NULL, *state),
                     SYN_OK);
    expect("a", 3, 3, "EXACT");
    assert_int_equal(audit("age,value,form,decimals\na,0.6,limit,1\n",
                           "age,count\na,3\n", "{\"side\":\"lower\"}", *state),
                     SYN_OK);
    expect("a", 3, 3, "EXACT");
    assert_int_equal(audit("age,value\na,:\n", "age,count\na,3\n",
                           "{\"derived\":[{\"form\":\"limit\",\"cell\":[\"a\"],"
                           "\"method\":\"byar\",\"decimals\":0,\"shown\":9}]}",
                           *state),
                     SYN_OK);
    expect("a", 3, 3, "EXACT");
}

static void a_rank_bounds_what_it_orders(void **state)
{
    assert_int_equal(audit("age,value,form\na,6,count\nb,:,count\nc,:,count\n"
                           "a,1,rank\nb,2,rank\nc,3,rank\nT,16,count\n",
                           "age,count\na,6\nb,6\nc,4\n", NULL, *state),
                     SYN_OK);
    expect("b", 5, 6, "NARROW");
    expect("c", 4, 5, "NARROW");
    assert_int_equal(audit("age,value\na,6\nb,:\nc,:\nT,16\n",
                           "age,count\na,6\nb,6\nc,4\n",
                           "{\"derived\":[{\"form\":\"rank\",\"cells\":"
                           "[[\"a\"],[\"b\"],[\"c\"]]}]}",
                           *state),
                     SYN_OK);
    expect("b", 5, 6, "NARROW");
}

/* All are at most 4 and one is 4: the other of two with sum 6 is 2. */
static void a_maximum_is_one_of_the_drawn(void **state)
{
    assert_int_equal(audit("age,value\na,:\nb,:\nT,6\n",
                           "age,count\na,4\nb,2\n",
                           "{\"derived\":[{\"form\":\"maximum\",\"cells\":"
                           "[[\"a\"],[\"b\"]],\"shown\":4}]}",
                           *state),
                     SYN_OK);
    expect("a", 2, 4, "NARROW");
    assert_int_equal(audit("age,value\na,3\nb,:\nT,7\n",
                           "age,count\na,3\nb,4\n",
                           "{\"derived\":[{\"form\":\"maximum\",\"cells\":"
                           "[[\"a\"],[\"b\"]],\"shown\":4}]}",
                           *state),
                     SYN_OK);
    expect("b", 4, 4, "EXACT");
}

static void groupings_that_overlap_give_their_difference(void **state)
{
    const char *spec =
        "{\"dims\":[{\"name\":\"age\",\"nodes\":{\"13-17\":[\"13-15\","
        "\"16-17\"],\"13-18\":[\"13-15\",\"16-17\",\"18\"]}}]}";

    assert_int_equal(audit("age,value\n13-17,40\n13-18,42\n",
                           "age,count\n13-15,30\n16-17,10\n18,2\n", spec,
                           *state),
                     SYN_OK);
    expect("18", 2, 2, "EXACT");
    assert_string_equal(line_of("18")->recipe, "18 = 13-18 - 13-17 = 2");
}

static void versions_give_their_correction(void **state)
{
    const char *spec = "{\"dims\":[{\"name\":\"version\",\"nodes\":{\"second\":"
                       "[\"first\",\"late\"]}}],\"targets\":[[\"late\"]]}";

    assert_int_equal(audit("version,value\nfirst,31\nsecond,32\n",
                           "version,count\nfirst,31\nlate,1\n", spec, *state),
                     SYN_OK);
    assert_int_equal(found.n, 1);
    expect("late", 1, 1, "EXACT");
}

static void a_target_is_told_whatever_its_size(void **state)
{
    assert_int_equal(audit("age,value\na,50\nb,9\n", "age,count\na,50\nb,9\n",
                           "{\"targets\":[[\"a\"]]}", *state),
                     SYN_OK);
    expect("a", 50, 50, "EXACT");
}

static void a_view_that_no_table_fits_is_refused(void **state)
{
    static const char *const views[] = {
        "age,value\na,5\nb,5\nT,11\n",
        "age,value\na,5\na,6\n",
        "age,value,form\na,:,count\nb,:,count\nT,3,count\na,90,percent\n",
        /* 0 of 1 000 is 0.0 in 1 000, 1 is 1.0. */
        "age,value,form,decimals,population\na,0.5,rate,1,1000\n",
    };

    for (size_t i = 0; i < sizeof views / sizeof *views; i++) {
        print_message("%s", views[i]);
        assert_int_equal(audit(views[i], "age,count\na,1\nb,1\n", NULL, *state),
                         SYN_EINPUT);
        assert_string_equal(heard.code, "audit.contradiction");
    }
}

static void mistakes_have_their_place_and_status(void **state)
{
    static const struct {
        const char *view, *truth, *spec;
        enum syn_status status;
    } cases[] = {
        {"age,value\na,5,5\n", "age,count\na,5\n", NULL, SYN_EINPUT},
        {"", "age,count\na,5\n", NULL, SYN_EINPUT},
        {"age,value\na,5\n", "age,count\na,-5\n", NULL, SYN_EINPUT},
        {"age,value\na,5\n", "age,count\na,1.5\n", NULL, SYN_EINPUT},
        {"age,value\na,5\n", "age,count\na,5\na,5\n", NULL, SYN_EINPUT},
        {"age,value\na,2.5\n", "age,count\na,5\n", NULL, SYN_EINPUT},
        {"age,value,form\na,5,odds\n", "age,count\na,5\n", NULL, SYN_EINPUT},
        {"age,value,form\na,5,rate\n", "age,count\na,5\n", NULL, SYN_EINPUT},
        {"age,x,y\na,5,5\n", "age,count\na,5\n", NULL, SYN_EUSAGE},
        {"old,value\na,5\n", "age,count\na,5\n", NULL, SYN_EUSAGE},
        {"age,value\na,5\n", "age,count\na,5\n", "[", SYN_ECONFIG},
        {"age,value\na,5\n", "age,count\na,5\n", "{\"x\":1}", SYN_ECONFIG},
        {"age,value\na,5\n", "age,count\na,5\n", "{\"zeros\":\"x\"}",
         SYN_ECONFIG},
        {"age,value\na,5\n", "age,count\na,5\n", "{\"targets\":[[\"q\"]]}",
         SYN_ECONFIG},
        {"age,value\na,5\n", "age,count\na,5\n",
         "{\"dims\":[{\"name\":\"x\",\"nodes\":{}}]}", SYN_ECONFIG},
        {"age,value\na,5\n", "age,count\na,5\n",
         "{\"dims\":[{\"name\":\"age\",\"nodes\":{\"p\":[\"q\"],\"q\":[\"p\"]}}"
         "]}",
         SYN_ECONFIG},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        print_message("%zu\n", i);
        assert_int_equal(
            audit(cases[i].view, cases[i].truth, cases[i].spec, *state),
            cases[i].status);
    }
}

/* --- by trying every table ----------------------------------------------- */

enum { ROWS = 2, COLUMNS = 3, INNER = ROWS * COLUMNS, MOST = 64 };

/* A statement of the enumerator: the cells that it sums, and what it says. */
struct said {
    unsigned cells; /* Bit of each inner cell. */
    int form;       /* 0 count, 1 rate, 2 percent, 3 change, 4 hidden, 5 rank */
    double shown, population;
    int decimals;
    int sum; /* True. */
    char name[16];
};

static struct said said[MOST];
static int n_said, least;

/* Of each cell of the view, and of those left out. */
static struct {
    unsigned cells;
    int low, high;
    char name[16];
} all[(ROWS + 1) * (COLUMNS + 1)];

enum { N_CELLS = (ROWS + 1) * (COLUMNS + 1) };

static int sum_of(const int *table, unsigned cells)
{
    int sum = 0;

    for (int i = 0; i < INNER; i++)
        if (cells >> i & 1)
            sum += table[i];
    return sum;
}

static bool holds(const struct said *s, const int *table, int total)
{
    double n = sum_of(table, s->cells), half = 0.5 * pow(10, -s->decimals);

    switch (s->form) {
    case 0:
        return n == s->shown;
    case 1:
        return fabs(1000 * n / s->population - s->shown) <= half + 1e-9;
    case 2:
        return total > 0 && fabs(100 * n / total - s->shown) <= half + 1e-9;
    case 3:
        return fabs(100 * (n / s->population - 1) - s->shown) <= half + 1e-9;
    default:
        return n >= least;
    }
}

static bool table_fits(const int *table)
{
    const struct said *before = NULL;

    for (int i = 0; i < n_said; i++) {
        const struct said *s = &said[i];
        /* The total of a percent: the same row, over all columns. */
        unsigned row = s->cells & 7 ? 7u : 0u;
        row |= s->cells & 56 ? 56u : 0u;
        if (s->form == 5) {
            if (before &&
                sum_of(table, before->cells) < sum_of(table, s->cells))
                return false;
            before = s;
        } else if (!holds(s, table, sum_of(table, row))) {
            return false;
        }
    }
    return true;
}

/* Deals LEFT out to the inner cells from AT on. */
static void try_all(int *table, int at, int left) // NOLINT(misc-no-recursion)
{
    if (at == INNER - 1) {
        table[at] = left;
        if (!table_fits(table))
            return;
        for (int i = 0; i < N_CELLS; i++) {
            int n = sum_of(table, all[i].cells);
            all[i].low = n < all[i].low ? n : all[i].low;
            all[i].high = n > all[i].high ? n : all[i].high;
        }
        return;
    }
    for (table[at] = 0; table[at] <= left; table[at]++)
        try_all(table, at + 1, left - table[at]);
}

static double round_to(double x, int decimals)
{
    double unit = pow(10, decimals);
    return round(x * unit) / unit;
}

/* Names the cells, with intervals that no table has widened yet. */
static void name_cells(void)
{
    for (int r = 0; r <= ROWS; r++)
        for (int c = 0; c <= COLUMNS; c++) {
            int at = r * (COLUMNS + 1) + c;
            all[at].cells = (r == ROWS ? 63u
                             : r       ? 56u
                                       : 7u) &
                            (c == COLUMNS ? 63u : 9u << c);
            all[at].low = 1000;
            all[at].high = -1;
            snprintf(all[at].name, sizeof all[at].name, "%c,%c",
                     r == ROWS ? 'T' : "ab"[r], c == COLUMNS ? 'T' : "xyz"[c]);
        }
}

/* Makes a random statement on the cell of row R and column C (3 and 2: T). */
static void say(const int *truth, int r, int c)
{
    struct said *s = &said[n_said++];
    unsigned in_row = r == ROWS ? 63u : r ? 56u : 7u;
    unsigned in_column = c == COLUMNS ? 63u : 9u << c;

    *s = (struct said){.cells = in_row & in_column};
    memcpy(s->name, all[r * (COLUMNS + 1) + c].name, sizeof s->name);
    s->sum = sum_of(truth, s->cells);
    int total = sum_of(truth, in_row), kind = (int)(draw_below(27720) % 12);
    s->form = kind < 4 ? 0 : kind < 10 ? 4 : kind == 10 ? 1 : 2;
    if (kind == 10 && draw_below(27720) % 2)
        s->form = 3;
    if (s->form == 2 && (total == 0 || c == COLUMNS))
        s->form = 4;
    s->decimals = (int)(draw_below(27720) % 2);
    s->population = s->form == 3 ? 7 : 300 + (int)(draw_below(27720) % 900);
    s->shown = s->form == 0   ? s->sum
               : s->form == 1 ? 1000 * s->sum / s->population
               : s->form == 2 ? 100.0 * s->sum / total
                              : 100 * (s->sum / s->population - 1);
    if (s->form)
        s->shown = round_to(s->shown, s->decimals);
    if (r == ROWS && c == COLUMNS)
        s->form = 0, s->shown = s->sum;
}

static void write_view(struct syn_text *view)
{
    static const char *const forms[] = {"count",  "rate",  "percent",
                                        "change", "count", "rank"};
    int place = 0;

    syn_text_add(view, "r,c,value,form,decimals,population\n");
    for (int i = 0; i < n_said; i++) {
        const struct said *s = &said[i];
        syn_text_addf(view, "%s,", s->name);
        if (s->form == 4)
            syn_text_add(view, ":");
        else if (s->form == 5)
            syn_text_addf(view, "%d", ++place);
        else
            syn_text_addf(view, "%.*f", s->form ? s->decimals : 0, s->shown);
        syn_text_addf(view, ",%s,%d,", forms[s->form], s->decimals);
        if (s->form == 1 || s->form == 3)
            syn_text_addf(view, "%.0f", s->population);
        syn_text_add(view, "\n");
    }
}

/* A random table, and a random view of it. */
static void make_case(struct syn_text *view, struct syn_text *truth)
{
    int table[INNER];

    n_said = 0;
    name_cells();
    least = draw_below(27720) % 2 ? 1 : 0;
    syn_text_add(truth, "r,c,n\n");
    for (int i = 0; i < INNER; i++) {
        table[i] = (int)(draw_below(27720) % 5) % 4 + least;
        syn_text_addf(truth, "%c,%c,%d\n", "ab"[i / COLUMNS],
                      "xyz"[i % COLUMNS], table[i]);
    }
    for (int r = 0; r <= ROWS; r++)
        for (int c = 0; c <= COLUMNS; c++)
            if (draw_below(27720) % 8 || (r == ROWS && c == COLUMNS))
                say(table, r, c);
    if (draw_below(27720) % 3 == 0 &&
        table[0] >= table[1]) { /* A ranking of two. */
        for (int i = 0; i < 2; i++) {
            said[n_said] =
                (struct said){.cells = 1u << i, .form = 5, .sum = table[i]};
            snprintf(said[n_said++].name, sizeof said->name, "a,%c", "xy"[i]);
        }
    }
    write_view(view);
    int total = 0;
    for (int i = 0; i < INNER; i++)
        total += table[i];
    try_all(table, 0, total);
}

static void compare(const struct syn_view_line *line)
{
    char name[16];

    snprintf(name, sizeof name, "%s,%s", line->cell[0], line->cell[1]);
    for (int i = 0; i < N_CELLS; i++) {
        if (strcmp(all[i].name, name) != 0)
            continue;
        assert_int_equal(line->low, all[i].low);
        assert_true(line->bounded);
        assert_int_equal(line->high, all[i].high);
        int width = all[i].high - all[i].low;
        assert_string_equal(line->verdict, width == 0  ? "EXACT"
                                           : width < 3 ? "NARROW"
                                                       : "SAFE");
        return;
    }
    fail_msg("%s is no cell of the view", name);
}

static void intervals_are_those_of_all_tables(void **state)
{
    size_t lines = 0, wide = 0;

    seed = 20251123;
    for (int i = 0; i < 400; i++) {
        struct syn_arena *arena = syn_arena_new((size_t)1 << 28);
        struct syn_text view = {.arena = arena}, truth = {.arena = arena};
        make_case(&view, &truth);
        enum syn_status status = audit(
            view.at, truth.at, least ? "{\"zeros\":\"shown\"}" : NULL, arena);
        if (status)
            print_message("%s%s%s\n", view.at, truth.at, heard.text);
        assert_int_equal(status, SYN_OK);
        for (size_t k = 0; k < found.n; k++)
            compare(&found.lines[k]);
        lines += found.n;
        for (size_t k = 0; k < found.n; k++)
            wide += strcmp(found.lines[k].verdict, "SAFE") == 0;
        syn_arena_free(arena);
    }
    (void)state;
    print_message("%zu cells, %zu wide\n", lines, wide);
    assert_true(lines > 2000 && wide > 200);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_IN_FOLDER(a_sum_with_one_gap_is_exact),
        TEST_IN_FOLDER(two_gaps_leave_what_their_sum_leaves),
        TEST_IN_FOLDER(printed_zeros_make_two_cells_of_two_known),
        TEST_IN_FOLDER(nothing_known_is_unbounded),
        TEST_IN_FOLDER(a_small_count_that_is_shown_is_exact),
        TEST_IN_FOLDER(hidden_zeros_are_told_where_they_are_protected),
        TEST_IN_FOLDER(two_markers_bound_what_they_hide),
        TEST_IN_FOLDER(a_rate_of_a_small_population_is_a_count),
        TEST_IN_FOLDER(a_share_gives_the_part_of_its_total),
        TEST_IN_FOLDER(a_change_gives_the_later_count),
        TEST_IN_FOLDER(a_limit_gives_its_count),
        TEST_IN_FOLDER(a_rank_bounds_what_it_orders),
        TEST_IN_FOLDER(a_maximum_is_one_of_the_drawn),
        TEST_IN_FOLDER(groupings_that_overlap_give_their_difference),
        TEST_IN_FOLDER(versions_give_their_correction),
        TEST_IN_FOLDER(a_target_is_told_whatever_its_size),
        TEST_IN_FOLDER(a_view_that_no_table_fits_is_refused),
        TEST_IN_FOLDER(mistakes_have_their_place_and_status),
        TEST_IN_FOLDER(intervals_are_those_of_all_tables),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
