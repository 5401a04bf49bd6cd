/* extract/convert.h - numbers, dates, ages and names of files, as tables. */
#include "test.h"

#include <samsyn/extract/convert.h>

/* Days since 1970 from date(1): date -u -d 2024-02-29 +%s, by 86400. */
static const struct {
    const char *format, *text;
    int day, minute;
    bool zoned;
} dates[] = {
    {"dd.mm.yyyy", "29.02.2024", 19782, -1, false},
    {"dd.mm.yyyy[ HH:MM]", "29.02.2024", 19782, -1, false},
    {"dd.mm.yyyy[ HH:MM]", "29.02.2024 23:59", 19782, 1439, false},
    {"d.m.yyyy", "1.3.2024", 19783, -1, false},
    {"d.m.yyyy", "01.03.2024", 19783, -1, false},
    {"yyyy-mm-dd", "2015-10-01", 16709, -1, false},
    {"yyyy-mm-ddTHH:MM:SSZ", "2024-02-29T23:30:59Z", 19782, 1410, true},
    {"yyyy-mm-ddTHH:MM:SSZ", "2024-03-01T00:30:00+01:00", 19782, 1410, true},
    {"yyyy-mm-ddTHH:MM:SSZ", "2024-03-01T00:30:00+0100", 19782, 1410, true},
    {"yyyy-mm-ddTHH:MM:SSZ", "2024-02-29T18:30:00-05:00", 19782, 1410, true},
    {"yyyy-mm-ddTHH:MM:SSZ", "2024-12-31T23:30:00-02:00", 20089, 90, true},
    {"mm/dd/yyyy", "02/29/2024", 19782, -1, false},
    {"m/d/yyyy H:MM", "2/9/2024 7:05", 19762, 425, false},
    {"m/d/yyyy H:MM", "12/31/1969 17:05", -1, 1025, false},
    {"yyyy-mm", "2024-03", 19783, -1, false},
    {"yyyymmdd", "20240301", 19783, -1, false},
    {"HHMM", "0100", 0, 60, false},
    {"HHMM", "100", 0, 60, false},
    {"HHMM", "5", 0, 5, false},
    {"HHMM", "45", 0, 45, false},
    {"HHMM", "0", 0, 0, false},
    {"HHMM", "2359", 0, 1439, false},
    {"H:MM", "7:05", 0, 425, false},
    {"HH:MM:SS", "23:59:60", 0, 1439, false},
    {"[HH:MM]", "", 0, -1, false},
    {"serial", "1", -25567, -1, false},
    {"serial", "59", -25509, -1, false},
    {"serial", "61", -25508, -1, false},
    {"serial", "25569", 0, -1, false},
    {"serial", "45292.5", 19723, 720, false},
    {"serial", "45292,999999999", 19724, 0, false},
};

static void dates_and_times_are_read_by_their_format(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
        struct syn_format format;
        struct syn_when when;

        print_message("%s %s\n", dates[i].format, dates[i].text);
        assert_true(syn_format_compile(&format, dates[i].format));
        assert_true(syn_convert_when(&when, dates[i].text,
                                     strlen(dates[i].text), &format));
        assert_int_equal(when.day, dates[i].day);
        assert_int_equal(when.minute, dates[i].minute);
        assert_int_equal(when.zoned, dates[i].zoned);
    }
}

static const struct {
    const char *format, *text;
} impossible[] = {
    {"serial", "60"},
    {"serial", "0"},
    {"serial", "45292."},
    {"serial", "-1"},
    {"serial", "2958466"},
    {"dd.mm.yyyy", "30.02.2024"},
    {"dd.mm.yyyy", "29.02.2023"},
    {"dd.mm.yyyy", "29.02.1900"},
    {"dd.mm.yyyy", "31.04.2024"},
    {"dd.mm.yyyy", "00.04.2024"},
    {"dd.mm.yyyy", "01.13.2024"},
    {"dd.mm.yyyy", "01.00.2024"},
    {"dd.mm.yyyy", "1.4.2024"},
    {"dd.mm.yyyy", "01.04.24"},
    {"dd.mm.yyyy", "01.04.02024"},
    {"dd.mm.yyyy", "01.04.2024 "},
    {"dd.mm.yyyy", " 01.04.2024"},
    {"dd.mm.yyyy", "01-04-2024"},
    {"dd.mm.yyyy", "01.04.2024x"},
    {"dd.mm.yyyy", ""},
    {"dd.mm.yyyy", "01.04.0024"},
    {"dd.mm.yyyy[ HH:MM]", "01.04.2024 "},
    {"dd.mm.yyyy[ HH:MM]", "01.04.2024 12"},
    {"dd.mm.yyyy[ HH:MM]", "01.04.2024 24:00"},
    {"dd.mm.yyyy[ HH:MM]", "01.04.2024 12:60"},
    {"dd.mm.yyyy[ HH:MM]", "01.04.2024 1:00"},
    {"mm/dd/yyyy", "13/01/2024"},
    {"yyyy-mm", "2024-13"},
    {"HHMM", "2400"},
    {"HHMM", "1260"},
    {"HHMM", "99"},
    {"HHMM", "12345"},
    {"HHMM", ""},
    {"HHMM", "-1"},
    {"HH:MM:SS", "12:00:61"},
    {"yyyy-mm-ddTHH:MM:SSZ", "2024-03-01T00:30:00"},
    {"yyyy-mm-ddTHH:MM:SSZ", "2024-03-01T00:30:00+1"},
    {"yyyy-mm-ddTHH:MM:SSZ", "2024-03-01T00:30:00+15:00"},
    {"yyyy-mm-ddTHH:MM:SSZ", "2024-03-01T00:30:00+01:60"},
};

static void what_is_no_date_is_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof impossible / sizeof *impossible; i++) {
        struct syn_format format;
        struct syn_when when;

        print_message("%s %s\n", impossible[i].format, impossible[i].text);
        assert_true(syn_format_compile(&format, impossible[i].format));
        assert_false(syn_convert_when(&when, impossible[i].text,
                                      strlen(impossible[i].text), &format));
    }
}

static void a_format_has_a_month_and_year_or_an_hour(void **state)
{
    static const char *const wrong[] = {
        "",         "dd",
        "dd.mm",    "yyyy",
        "MM",       "SS",
        "x",        "yyyy HH",
        "mm HH:MM", "----------------------------------yyyy-mm"};
    struct syn_format format;

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        print_message("%s\n", wrong[i]);
        assert_false(syn_format_compile(&format, wrong[i]));
    }
    assert_true(syn_format_compile(&format, "yyyy-mm-dd HH:MM:SSZ"));
    assert_true(format.has_date && format.has_time && format.has_zone);
    assert_true(syn_format_compile(&format, "HHMM"));
    assert_true(!format.has_date && format.has_time && !format.has_zone);
}

/* Every byte counts: a text is read to its length, not to its NUL. */
static void a_text_ends_where_its_length_says(void **state)
{
    struct syn_format format;
    struct syn_when when;
    struct syn_ages ages;
    int64_t n;

    (void)state;
    assert_true(syn_format_compile(&format, "yyyy-mm"));
    assert_true(syn_convert_when(&when, "2024-03-01", 7, &format));
    assert_false(syn_convert_when(&when, "2024-03", 6, &format));
    assert_true(syn_convert_int(&n, "123", 2));
    assert_int_equal(n, 12);
    assert_true(syn_convert_ages(&ages, "15-17", 2));
    assert_int_equal(ages.to, 15);
}

static const struct {
    const char *text;
    int ok;
    int64_t value;
} numbers[] = {
    {"0", 1, 0},
    {"-1", 1, -1},
    {"+7", 1, 7},
    {"007", 1, 7},
    {"12.0", 1, 12},
    {"-3.0", 1, -3},
    {"999999999999999999", 1, 999999999999999999},
    {"9999999999999999999", 0, 0},
    {"", 0, 0},
    {"-", 0, 0},
    {".0", 0, 0},
    {"1.", 0, 0},
    {"1.5", 0, 0},
    {"1.00", 0, 0},
    {" 1", 0, 0},
    {"1 ", 0, 0},
    {"1 000", 0, 0},
    {"1e3", 0, 0},
    {"--1", 0, 0},
    {"0x1", 0, 0},
};

static void whole_numbers_are_read_and_nothing_else(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        int64_t value;
        print_message("%s\n", numbers[i].text);
        assert_int_equal(
            syn_convert_int(&value, numbers[i].text, strlen(numbers[i].text)),
            numbers[i].ok);
        if (numbers[i].ok)
            assert_int_equal(value, numbers[i].value);
    }
}

static const struct {
    const char *text;
    int from, to; /* -1: refused. */
} ages[] = {
    {"17", 17, 17},
    {"0", 0, 0},
    {"120", 120, 120},
    {"15-17", 15, 17},
    {"15 - 17", 15, 17},
    {"15\xe2\x80\x93"
     "17",
     15, 17},
    {"15 til 17", 15, 17},
    {"15-17 \xc3\xa5r", 15, 17},
    {"0 \xc3\xa5r", 0, 0},
    {"65+", 65, SYN_AGE_MAX},
    {"65 \xc3\xa5r og over", 65, SYN_AGE_MAX},
    {"<18", 0, 17},
    {"under 10", 0, 9},
    {"over 34", 35, SYN_AGE_MAX},
    {">34", 35, SYN_AGE_MAX},
    {"121", -1, 0},
    {"17-15", -1, 0},
    {"<0", -1, 0},
    {"over 120", -1, 0},
    {"-1", -1, 0},
    {"", -1, 0},
    {"15-", -1, 0},
    {"+", -1, 0},
    {"15-17-19", -1, 0},
    {"ukjent", -1, 0},
    {"17 aa", -1, 0},
    {"1 7", -1, 0},
};

static void ages_and_bands_are_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof ages / sizeof *ages; i++) {
        struct syn_ages span;
        print_message("%s\n", ages[i].text);
        assert_int_equal(
            syn_convert_ages(&span, ages[i].text, strlen(ages[i].text)),
            ages[i].from >= 0);
        if (ages[i].from < 0)
            continue;
        assert_int_equal(span.from, ages[i].from);
        assert_int_equal(span.to, ages[i].to);
    }
}

static const struct {
    const char *pattern, *name;
    int year, month; /* YEAR -1: does not fit. */
    const char *part;
} names[] = {
    {"{yyyy}-{mm}-{part}-stop-and-search.csv",
     "2018-04-city-of-london-stop-and-search.csv", 2018, 4, "city-of-london"},
    {"{month}{yyyy}.csv", "September2017.csv", 2017, 9, ""},
    {"{month}{yyyy}.csv", "desember2017.csv", 2017, 12, ""},
    {"{month}{yyyy}.csv", "mai2017.csv", 2017, 5, ""},
    {"{month}{yyyy}.csv", "january2017.csv", 2017, 1, ""},
    {"{month}_{yyyy}.csv", "januar_2017.csv", 2017, 1, ""},
    {"a_{yy}{mm}.csv", "a_2412.csv", 2024, 12, ""},
    {"*_{yyyy}.csv", "a_b_2024.csv", 2024, 0, ""},
    {"*{part}*", "x", 0, 0, "x"},
    {"a.csv", "a.csv", 0, 0, ""},
    {"a.csv", "a.csv2", -1, 0, ""},
    {"a.csv", "aXcsv", -1, 0, ""},
    {"{yyyy}-{mm}.csv", "2018-13.csv", -1, 0, ""},
    {"{yyyy}-{mm}.csv", "2018-00.csv", -1, 0, ""},
    {"{yyyy}-{mm}.csv", "2018-4.csv", -1, 0, ""},
    {"{yyyy}.csv", "218.csv", -1, 0, ""},
    {"{month}.csv", "maius.csv", -1, 0, ""},
    {"{part}.csv", ".csv", -1, 0, ""},
};

static void names_of_files_say_month_and_part(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct syn_name_parts parts;
        print_message("%s %s\n", names[i].pattern, names[i].name);
        assert_int_equal(
            syn_convert_name(&parts, names[i].pattern, names[i].name),
            names[i].year >= 0);
        if (names[i].year < 0)
            continue;
        assert_int_equal(parts.year, names[i].year);
        assert_int_equal(parts.month, names[i].month);
        assert_string_equal(parts.part, names[i].part);
    }
}

static void a_part_too_long_does_not_fit(void **state)
{
    struct syn_name_parts parts;
    char name[100];

    (void)state;
    memset(name, 'x', sizeof name);
    name[63] = '\0';
    assert_true(syn_convert_name(&parts, "{part}", name));
    name[63] = 'x';
    name[64] = '\0';
    assert_false(syn_convert_name(&parts, "{part}", name));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(dates_and_times_are_read_by_their_format),
        TEST(what_is_no_date_is_refused),
        TEST(a_format_has_a_month_and_year_or_an_hour),
        TEST(a_text_ends_where_its_length_says),
        TEST(whole_numbers_are_read_and_nothing_else),
        TEST(ages_and_bands_are_read),
        TEST(names_of_files_say_month_and_part),
        TEST(a_part_too_long_does_not_fit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
