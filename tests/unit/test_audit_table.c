/* Leaks are found where they stand: audit/audit.h. */
#include "fixture.h"

#include <samsyn/audit/audit.h>

static struct syn_audit found;

#define HEADER "focus,indicator,period,count,of,estimate,lower,upper,status\r\n"

static enum syn_status audit(const char *table, struct syn_arena *arena)
{
    heard = (struct heard){0};
    return syn_audit_table(&found, put_file("tidy.csv", table, arena), 5, arena,
                           &diag);
}

static void a_clean_table_passes(void **state)
{
    assert_int_equal(audit(HEADER "f,i,2024K1,5,,,,,A\r\nf,i,2024K2,,,,,,C\r\n"
                                  "f,i,2024K3,0,,,,,P\r\nf,i,2024K4,,,,,,M\r\n"
                                  "f,j,2024K1,5,10,50.00,20.00,80.00,A\r\n"
                                  "f,j,2024K2,10,10,100.0,70.0,100.0,A\r\n"
                                  "f,j,2024K3,0,5,0.00,0.00,40.00,A\r\n"
                                  "f,\"i, \"\"j\"\"\",2024,1000,,,,,A\r\n",
                           *state),
                     SYN_OK);
    assert_int_equal(found.figures, 8);
    assert_int_equal(found.open, 0);
    assert_int_equal(audit(HEADER, *state), SYN_OK);
    assert_int_equal(found.figures, 0);
}

/* Each stands in line 3. */
static const char *const leaks[] = {
    "f,i,2024K1,1,,,,,A",     "f,i,2024K1,4,,,,,A",
    "f,i,2024K1,4,,,,,P",     "f,i,2024K1,0,3,,,,A",
    "f,i,2024K1,6,10,,,,A",   "f,i,2024K1,99,100,,,,A",
    "f,i,2024K1,3,,,,,C",     "f,i,2024K1,30,,,,,C",
    "f,i,2024K1,0,,,,,C",     "f,i,2024K1,,30,,,,C",
    "f,i,2024K1,,,12.50,,,C", "f,i,2024K1,,,,1.00,9.00,C",
    "f,i,2024K1,,,0.00,,,C",
};

static void every_leak_is_found_at_its_line(void **state)
{
    for (size_t i = 0; i < sizeof leaks / sizeof *leaks; i++) {
        char table[512];
        print_message("%s\n", leaks[i]);
        snprintf(table, sizeof table,
                 HEADER "f,i,2024K0,50,,,,,A\r\n%s\r\nf,i,2024K2,50,,,,,A\r\n",
                 leaks[i]);
        assert_int_equal(audit(table, *state), SYN_EDISCLOSURE);
        assert_int_equal(found.open, 1);
        assert_int_equal(found.figures, 3);
        assert_string_equal(heard.code, "audit.open");
        assert_int_equal(heard.loc.line, 3);
    }
}

static void all_leaks_are_counted(void **state)
{
    struct syn_text table = {.arena = *state};

    syn_text_add(&table, HEADER);
    for (int i = 0; i < 40; i++)
        syn_text_add(&table, "f,i,2024K1,2,,,,,A\r\n");
    assert_int_equal(audit(table.at, *state), SYN_EDISCLOSURE);
    assert_int_equal(found.open, 40);
}

/* What cannot be read cannot be cleared. */
static const char *const unreadable[] = {
    "",
    "focus,period,number\r\n",
    HEADER "f,i,2024K1\r\n",
    HEADER "f,i,2024K1,50,,,,,A,A\r\n",
    HEADER "f,i,2024K1,\"50,,,,,A\r\n",
    HEADER "f,i,2024K1, 3,,,,,A\r\n",
    HEADER "f,i,2024K1,+3,,,,,A\r\n",
    HEADER "f,i,2024K1,3.0,,,,,A\r\n",
    HEADER "f,i,2024K1,few,,,,,A\r\n",
    HEADER "f,i,2024K1,-1,,,,,A\r\n",
    HEADER "f,i,2024K1,99999999999999999999999,,,,,A\r\n",
};

static void what_cannot_be_read_is_refused(void **state)
{
    for (size_t i = 0; i < sizeof unreadable / sizeof *unreadable; i++) {
        print_message("%s\n", unreadable[i]);
        assert_int_equal(audit(unreadable[i], *state), SYN_EINPUT);
    }
    assert_int_equal(
        syn_audit_table(&found, path_of("no.csv", *state), 5, *state, &diag),
        SYN_EIO);
}

static void the_threshold_is_the_one_given(void **state)
{
    const char *path =
        put_file("t.csv", HEADER "f,i,2024K1,9,,,,,A\r\n", *state);

    assert_int_equal(syn_audit_table(&found, path, 9, *state, &diag), SYN_OK);
    assert_int_equal(syn_audit_table(&found, path, 10, *state, &diag),
                     SYN_EDISCLOSURE);
    assert_int_equal(syn_audit_table(&found, path, 1, *state, &diag), SYN_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_IN_FOLDER(a_clean_table_passes),
        TEST_IN_FOLDER(every_leak_is_found_at_its_line),
        TEST_IN_FOLDER(all_leaks_are_counted),
        TEST_IN_FOLDER(what_cannot_be_read_is_refused),
        TEST_IN_FOLDER(the_threshold_is_the_one_given),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
