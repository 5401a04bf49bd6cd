/* csv/text.h - a whole file as UTF-8. */
#include "fixture.h"

#include <samsyn/csv/text.h>

/* What the SIZE bytes at S are in UTF-8; NULL if refused. */
static const char *decoded(struct syn_arena *arena, const char *s, size_t size)
{
    const char *out;
    size_t n;

    if (syn_csv_text(&out, &n, s, size, "x", arena, &diag))
        return NULL;
    assert_int_equal(n, strlen(out));
    return out;
}
#define DECODED(s) decoded(arena, s, sizeof(s) - 1)

static void text_of_each_encoding_becomes_utf8(void **state)
{
    struct syn_arena *arena = *state;

    assert_string_equal(DECODED(""), "");
    assert_string_equal(DECODED("a\xc3\xa5"), "a\xc3\xa5");
    assert_string_equal(DECODED("\xef\xbb\xbf"
                                "a"),
                        "a");
    assert_string_equal(DECODED("b\xe5t \x80"), "b\xc3\xa5t \xe2\x82\xac");
    assert_string_equal(DECODED("\xff\xfe"
                                "b\0\xe5\0"),
                        "b\xc3\xa5");
    assert_string_equal(DECODED("\xfe\xff\0b\0\xe5"), "b\xc3\xa5");
    assert_string_equal(DECODED("b\0c\0"), "bc");
    assert_string_equal(DECODED("\0b\0c"), "bc");
}

static void what_is_of_no_one_encoding_is_refused(void **state)
{
    struct syn_arena *arena = *state;

    assert_null(DECODED("b\xe5t b\xc3\xa5t")); /* Two encodings. */
    assert_null(DECODED("b\xe5t \x81"));       /* Not defined in 1252. */
    assert_null(DECODED("\xff\xfe"
                        "b\0c")); /* Cut in the middle. */
    assert_null(DECODED("\xff\xfe\x00\xd8"
                        "b\0")); /* Half a pair. */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(text_of_each_encoding_becomes_utf8),
        TEST(what_is_of_no_one_encoding_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
