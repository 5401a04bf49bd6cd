#include "test.h"

#include <math.h>

#include <samsyn/catalogue/contract.h>
#include <samsyn/catalogue/project.h>

/* What one reading said. */
static struct {
    size_t n, required;
    char code[64], suggestion[64], text[256];
    unsigned line, column, width;
} ear;

/* Keeps the first message that is not about a key that is missing. */
static void listen(void *data, const struct syn_message *m)
{
    (void)data;
    if (strcmp(m->code, "catalogue.required") == 0) {
        ear.required++;
        return;
    }
    if (ear.n++)
        return;
    snprintf(ear.code, sizeof ear.code, "%s", m->code);
    snprintf(ear.text, sizeof ear.text, "%s", m->text);
    snprintf(ear.suggestion, sizeof ear.suggestion, "%s",
             m->caret.suggestion ? m->caret.suggestion : "");
    ear.line = m->loc.line;
    ear.column = m->loc.column;
    ear.width = m->caret.width;
}

static struct syn_diag listener = {.emit = listen};

static enum syn_status
read(void **state, void *out, const struct syn_schema *schema, const char *text)
{
    memset(&ear, 0, sizeof ear);
    return syn_yaml_parse(out, schema, "file.yaml", text, strlen(text), *state,
                          &listener);
}

static void every_key_has_help_and_an_example(void **state)
{
    (void)state;
    for (size_t s = 0; syn_schemas[s]; s++)
        for (size_t i = 0; i < syn_schemas[s]->n_keys; i++) {
            const struct syn_key *key = &syn_schemas[s]->keys[i];
            assert_non_null(key->help);
            assert_true(strlen(key->help) > 10);
            assert_null(strchr(key->help, '\n'));
            assert_non_null(key->example);
            assert_true(!key->required || !key->fallback);
        }
}

static void every_example_can_be_read(void **state)
{
    for (size_t s = 0; syn_schemas[s]; s++) {
        const struct syn_schema *schema = syn_schemas[s];
        void *out = syn_arena_alloc(*state, 1, schema->size);
        for (size_t i = 0; i < schema->n_keys; i++) {
            const struct syn_key *key = &schema->keys[i];
            char text[256];
            /* One key alone may be too little, but never misread. */
            snprintf(text, sizeof text, "%s: %s", key->name, key->example);
            (void)!read(state, out, schema, text);
            assert_true(ear.n == 0 ||
                        strcmp(ear.code, "catalogue.either") == 0 ||
                        strcmp(ear.code, "catalogue.covers") == 0 ||
                        strcmp(ear.code, "catalogue.cell-columns") == 0 ||
                        strcmp(ear.code, "catalogue.cell-period") == 0 ||
                        strcmp(ear.code, "catalogue.group-who") == 0 ||
                        strcmp(ear.code, "catalogue.baseline-half") == 0);
        }
    }
}

/* The key with two letters swapped at I; false if that changes nothing. */
static int swap(char out[64], const char *key, size_t i)
{
    snprintf(out, 64, "%s", key);
    out[i] = key[i + 1];
    out[i + 1] = key[i];
    return key[i] != key[i + 1];
}

static void misspell(void **state,
                     const struct syn_schema *schema,
                     const char *key,
                     const char *written)
{
    char text[128];

    if (strcmp(written, "title_ne") == 0)
        return; /* As near to title_nb as to title_en. */
    snprintf(text, sizeof text, "\n  %s: x", written);
    assert_int_equal(
        read(state, syn_arena_alloc(*state, 1, schema->size), schema, text),
        SYN_ECONFIG);
    assert_string_equal(ear.code, "catalogue.key");
    assert_string_equal(ear.suggestion, key);
    assert_int_equal(ear.line, 2);
    assert_int_equal(ear.column, 3);
    assert_int_equal(ear.width, strlen(written));
}

static void every_misspelt_key_is_recognised(void **state)
{
    char written[64];
    size_t tried = 0;

    for (size_t s = 0; syn_schemas[s]; s++)
        for (size_t k = 0; k < syn_schemas[s]->n_keys; k++) {
            const char *key = syn_schemas[s]->keys[k].name;
            for (size_t i = 0; i + 1 < strlen(key); i++) {
                if (swap(written, key, i)) {
                    misspell(state, syn_schemas[s], key, written);
                    tried++;
                }
                /* One letter twice. */
                snprintf(written, sizeof written, "%.*s%s", (int)i + 1, key,
                         key + i);
                misspell(state, syn_schemas[s], key, written);
            }
        }
    assert_true(tried > 200);
}

static const char project_text[] =
    "council: Politirådet i Eksempel kommune\n"
    "place: Eksempel kommune\n"
    "place_codes: [0105, 3003, 3105]\n"
    "agreement: {from: 2024-01, to: 2025-12, baseline_from: 2022-01,\n"
    "            baseline_to: 2023-12}\n"
    "starts: 2019-01\n"
    "groups:\n"
    "  16-19: 16-19\n"
    "  girls: {ages: 13-25, sex: female, title: jenter, title_en: girls}\n"
    "headline_group: girls\n"
    "outputs: html\n";

static void a_project_is_read(void **state)
{
    struct syn_project p;

    assert_int_equal(read(state, &p, &syn_project_schema, project_text),
                     SYN_OK);
    assert_string_equal(p.place_codes.at[0], "0105");
    assert_int_equal(p.place_codes.n, 3);
    assert_int_equal(p.language, SYN_NB);
    assert_int_equal(p.agreement.from, 24288);
    assert_int_equal(p.agreement.to, 24311);
    assert_int_equal(p.agreement.baseline_from, 24264);
    assert_int_equal(p.starts, 24228);
    assert_int_equal(p.shown_quarters, 20);
    assert_int_equal(p.disclosure.threshold, 5);
    assert_true(p.builtin_indicators);
    assert_string_equal(p.store, "samsyn.db");
    assert_int_equal(p.outputs.n, 1);
    assert_null(p.indicators.at);
    assert_null(p.note);
    const struct syn_group *groups = p.groups.at;
    assert_int_equal(p.groups.n, 2);
    assert_string_equal(groups[0].item.name, "16-19");
    assert_int_equal(groups[0].ages.to, 19);
    assert_int_equal(groups[0].sex, SYN_SEX_ANY);
    assert_string_equal(groups[0].title[SYN_NN], "16-19");
    assert_int_equal(groups[1].sex, SYN_SEX_FEMALE);
    assert_string_equal(groups[1].title[SYN_NB], "jenter");
    assert_string_equal(groups[1].title[SYN_EN], "girls");
}

static void outputs_are_all_if_none_are_named(void **state)
{
    struct syn_project p;

    assert_int_equal(
        read(state, &p, &syn_project_schema, "council: a\nplace: b\n"), SYN_OK);
    assert_int_equal(p.outputs.n, 5);
    assert_string_equal(p.outputs.at[4], "png");
    assert_string_equal(p.headline_group, "target");
    assert_int_equal(p.agreement.from, SYN_UNSET);
    assert_int_equal(p.starts, SYN_UNSET);
}

/* What stands after "council" and "place", and what is said. */
static const struct {
    const char *text, *code;
    unsigned line, column;
} wrong_project[] = {
    {"disclosure: {threshold: 0}", "catalogue.range", 2, 25},
    {"disclosure: {threshold: 101}", "catalogue.range", 2, 25},
    {"disclosure: {treshold: 5}", "catalogue.key", 2, 14},
    {"outputs: [html, docx]", "catalogue.choice", 2, 17},
    {"language: no", "catalogue.choice", 2, 11},
    {"groups: {Ungdom: 13-25}", "catalogue.group-name", 2, 10},
    {"groups: {everyone: {title: x}}", "catalogue.group-who", 2, 10},
    {"groups: {g: {sex: any}}", "catalogue.group-who", 2, 10},
    {"agreement: {from: 2024-02, to: 2024-01}", "catalogue.agreement-order", 2,
     32},
    {"agreement: {from: 2024-01, to: 2024-02, baseline_from: 2023-01}",
     "catalogue.baseline-half", 2, 56},
    {"agreement: {from: 2024-01, to: 2024-02, baseline_from: 2023-01, "
     "baseline_to: 2023-03}",
     "catalogue.baseline-length", 2, 56},
    {"agreement: {from: 2024-01, to: 2024-02, baseline_from: 2023-12, "
     "baseline_to: 2024-01}",
     "catalogue.agreement-order", 2, 19},
};

static void a_project_that_cannot_be_is_refused(void **state)
{
    struct syn_project p;
    char text[256];

    for (size_t i = 0; i < sizeof wrong_project / sizeof *wrong_project; i++) {
        snprintf(text, sizeof text, "council: a # place\n%s\nplace: b\n",
                 wrong_project[i].text);
        assert_int_equal(read(state, &p, &syn_project_schema, text),
                         SYN_ECONFIG);
        assert_string_equal(ear.code, wrong_project[i].code);
        assert_int_equal(ear.line, wrong_project[i].line);
        assert_int_equal(ear.column, wrong_project[i].column);
        assert_int_equal(ear.n, 1);
    }
}

static const char contract_text[] =
    "source: police_case\n"
    "files: [\"cases_*.csv\"]\n"
    "covers: {from: 2019-01, to: 2025-06}\n"
    "extracted: 2025-07-04\n"
    "delimiter: tab\n"
    "encoding: windows-1252\n"
    "columns:\n"
    "  case_key: Saksnummer\n"
    "  reported: {column: [Anmeldt dato, Anmeldt], format: dd.mm.yyyy}\n"
    "  place:\n"
    "    column: Stedtype\n"
    "    nth: 2\n"
    "    values: {offentlig: public, privat: private}\n"
    "    unknown: [\"\", ukjent]\n"
    "    other: other\n"
    "  municipality: {constant: 3105}\n"
    "  alarm: {column: Alarm, kind: category, trim: ja}\n"
    "accept:\n"
    "  - {column: Lat, rule: coordinate, reason: rounded}\n";

static void a_contract_is_read(void **state)
{
    struct syn_contract c;

    assert_int_equal(read(state, &c, &syn_contract_schema, contract_text),
                     SYN_OK);
    assert_int_equal(c.covers.from, 24228);
    assert_int_equal(c.covers.to, 24305);
    assert_int_equal(c.extracted, 20273); /* date -d 2025-07-04 +%s / 86400 */
    assert_int_equal(c.settles, 0);
    assert_int_equal(c.encoding, 2);
    assert_string_equal(c.delimiter, "\t");
    assert_true(fabs(c.max_bad - 0.05) < 1e-12);
    assert_int_equal(c.columns.n, 5);
    const struct syn_contract_column *column =
        syn_contract_column_find(&c, "case_key");
    assert_string_equal(column->headers.at[0], "Saksnummer");
    assert_int_equal(column->nth, 1);
    assert_int_equal(column->min, SYN_UNSET);
    assert_int_equal(column->unknown.n, 1);
    assert_string_equal(column->unknown.at[0], "");
    assert_null(column->separator);
    assert_int_equal(column->kind, -1);
    assert_int_equal(syn_contract_column_kind(&c, column), SYN_COL_CASE_KEY);
    column = syn_contract_column_find(&c, "reported");
    assert_int_equal(column->headers.n, 2);
    assert_string_equal(column->formats.at[0], "dd.mm.yyyy");
    column = syn_contract_column_find(&c, "place");
    assert_int_equal(column->nth, 2);
    assert_int_equal(column->values.n, 2);
    assert_string_equal(column->values.at[1].text, "private");
    assert_int_equal(column->values.at[1].loc.line, 13);
    assert_int_equal(column->unknown.n, 2);
    assert_string_equal(column->other, "other");
    assert_string_equal(syn_contract_column_find(&c, "municipality")->constant,
                        "3105");
    assert_true(syn_contract_column_find(&c, "alarm")->trim);
    assert_null(syn_contract_column_find(&c, "alar"));
    const struct syn_contract_accept *accept = c.accept.at;
    assert_string_equal(accept[0].rule, "coordinate");
}

/* A contract but for the line that is replaced. */
static const struct {
    const char *covers, *columns, *rest, *code;
    unsigned line, column;
} wrong_contract[] = {
    {"{from: 2019-01}", "{age: A}", "", "catalogue.covers", 3, 1},
    {"{}", "{age: A}", "", "catalogue.covers", 3, 1},
    {"{from: 2019-01, to: 2018-12}", "{age: A}", "", "catalogue.covers-order",
     3, 29},
    {"{from: 2019-01, to: 2019-12, from_column: age}", "{age: A}", "",
     "catalogue.covers", 3, 1},
    {"{from_name: \"{mm}.csv\"}", "{age: A}", "", "catalogue.pattern", 3, 21},
    {"{from_name: \"{yyyy}{m}.csv\"}", "{age: A}", "", "catalogue.pattern", 3,
     21},
    {"{from_column: reported}", "{age: A}", "", "catalogue.from-column", 3, 23},
    {"{from: 2019-01, to: 2019-01}", "{}", "", "catalogue.nothing", 4, 1},
    {"{from_column: age}", "{age: {}}", "", "catalogue.either", 4, 11},
    {"{from_column: age}", "{age: {column: A, constant: 1}}", "",
     "catalogue.either", 4, 38},
    {"{from_column: age}", "{age: {column: A, min: 9, max: 8}}", "",
     "catalogue.min-max", 4, 41},
    {"{from_column: age}", "{Age: A}", "", "catalogue.name", 4, 11},
    {"{from_column: age}", "{age: {column: A, knd: set}}", "", "catalogue.key",
     4, 28},
    {"{from_column: age}", "{age: {column: A, kind: sett}}", "",
     "catalogue.choice", 4, 34},
    {"{from_column: age}", "{age: A}", "delimiter: x", "catalogue.choice", 5,
     12},
    {"{from_column: age}", "{age: A}", "max_bad: 1.5", "catalogue.range", 5,
     10},
    {"{from_column: age}", "{age: A}", "part: a\npart_from_name: \"{part}\"",
     "catalogue.either", 5, 7},
    {"{from_column: age}", "{age: A}", "part_from_name: a.csv",
     "catalogue.pattern", 5, 17},
    {"{from_column: age}", "{age: A}",
     "accept: [{column: A, rule: phone, reason: r}]", "catalogue.accept-stored",
     5, 19},
    {"{from_column: age}", "{age: A}",
     "accept: [{column: B, rule: fone, reason: r}]", "catalogue.choice", 5, 28},
};

static void a_contract_that_cannot_be_is_refused(void **state)
{
    struct syn_contract c;
    char text[512];

    for (size_t i = 0; i < sizeof wrong_contract / sizeof *wrong_contract;
         i++) {
        snprintf(text, sizeof text,
                 "source: s\nfiles: f\ncovers: %s\ncolumns: %s\n%s\n",
                 wrong_contract[i].covers, wrong_contract[i].columns,
                 wrong_contract[i].rest);
        assert_int_equal(read(state, &c, &syn_contract_schema, text),
                         SYN_ECONFIG);
        assert_string_equal(ear.code, wrong_contract[i].code);
        assert_int_equal(ear.line, wrong_contract[i].line);
        assert_int_equal(ear.column, wrong_contract[i].column);
        assert_int_equal(ear.n, 1);
    }
}

static void what_is_required_is_asked_for_with_an_example(void **state)
{
    struct syn_contract c;

    static const char text[] = "source: s\nfiles: f\n"
                               "covers: {from: 2019-01, to: 2019-12}\n";

    assert_int_equal(syn_yaml_parse(&c, &syn_contract_schema, "c.yaml", text,
                                    sizeof text - 1, *state, &diag),
                     SYN_ECONFIG);
    assert_string_equal(heard.code, "catalogue.required");
    assert_string_equal(heard.text,
                        "\"columns\" is missing, as in columns: {reported: "
                        "Anmeldt dato, age: Alder}");
    assert_int_equal(heard.loc.line, 1);
    assert_int_equal(heard.loc.column, 1);
}

static void a_mistake_looks_as_it_should(void **state)
{
    char text[512] = "";
    FILE *out = fmemopen(text, sizeof text, "w");
    struct syn_diag to_file = {
        .emit = syn_diag_to_file, .data = out, .lang = SYN_EN};
    struct syn_frame frame = {.what = "contract", .which = "police_case"};
    static const char yaml[] = "source: police_case\nfiles: a\ncovers:\n"
                               "  from_name: \"{yyyy}\"\ncolums:\n  age: Å\n"
                               "columns: {age: A}\n";
    struct syn_contract c;

    syn_frame_push(&to_file, &frame);
    assert_int_equal(syn_yaml_parse(&c, &syn_contract_schema,
                                    "contracts/police.yaml", yaml,
                                    sizeof yaml - 1, *state, &to_file),
                     SYN_ECONFIG);
    syn_frame_pop(&to_file, &frame);
    fclose(out);
    assert_string_equal(
        text, "contracts/police.yaml:5:1: error: unknown key "
              "\"colums\"; did you mean \"columns\"? [catalogue.key]\n"
              "    5 | colums:\n"
              "      | ^~~~~~\n"
              "    in contract police_case\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_key_has_help_and_an_example),
        TEST(every_example_can_be_read),
        TEST(every_misspelt_key_is_recognised),
        TEST(a_project_is_read),
        TEST(outputs_are_all_if_none_are_named),
        TEST(a_project_that_cannot_be_is_refused),
        TEST(a_contract_is_read),
        TEST(a_contract_that_cannot_be_is_refused),
        TEST(what_is_required_is_asked_for_with_an_example),
        TEST(a_mistake_looks_as_it_should),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
