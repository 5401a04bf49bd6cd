#include <samsyn/csv/text.h>

#include <stdbool.h>
#include <string.h>

#include <samsyn/base/text.h>

#include "decode.h"

static bool is_1252(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (syn_undefined_1252((unsigned char)s[i]))
            return false;
    return true;
}

/* Whether letters of several bytes stand in the text, which then is damaged
 * UTF-8 or of two encodings. */
static bool has_utf8_letter(const char *s, size_t n)
{
    for (size_t i = 0; i < n;) {
        size_t good = syn_utf8_valid_prefix(s + i, n - i);
        for (size_t k = i; k < i + good; k++)
            if (s[k] & 0x80)
                return true;
        i += good + 1;
    }
    return false;
}

/* SYN_ENC_DETECT: none. */
static enum syn_encoding encoding_of(const char *s, size_t n)
{
    if (n >= 2 && memcmp(s, "\377\376", 2) == 0)
        return SYN_ENC_UTF16LE;
    if (n >= 2 && memcmp(s, "\376\377", 2) == 0)
        return SYN_ENC_UTF16BE;
    if (n >= 4 && s[0] && !s[1] && s[2] && !s[3])
        return SYN_ENC_UTF16LE;
    if (n >= 4 && !s[0] && s[1] && !s[2] && s[3])
        return SYN_ENC_UTF16BE;
    if (syn_utf8_valid(s, n))
        return SYN_ENC_UTF8;
    return is_1252(s, n) && !has_utf8_letter(s, n) ? SYN_ENC_WINDOWS_1252
                                                   : SYN_ENC_DETECT;
}

enum syn_status syn_csv_text(const char **out,
                             size_t *n,
                             const char *bytes,
                             size_t size,
                             const char *path,
                             struct syn_arena *arena,
                             struct syn_diag *diag)
{
    static const char mark[] = "\xef\xbb\xbf";
    struct syn_decoder decoder = {.encoding = encoding_of(bytes, size)};
    char *text = syn_arena_alloc(arena, size + 1, SYN_DECODE_GROWTH);

    *n = 0;
    if (decoder.encoding != SYN_ENC_DETECT)
        *n = syn_decode(&decoder, text, bytes, size);
    text[*n] = '\0';
    *out = text;
    if (decoder.encoding == SYN_ENC_DETECT || decoder.bad ||
        !syn_decode_whole(&decoder))
        return syn_diag_fail(diag, SYN_EINPUT, (struct syn_loc){path, 0, 0},
                             "csv.undecodable",
                             "the file is not wholly UTF-8, UTF-16 or "
                             "Windows-1252, so it cannot be read safely");
    if (*n >= 3 && memcmp(text, mark, 3) == 0) {
        *out += 3;
        *n -= 3;
    }
    return SYN_OK;
}
