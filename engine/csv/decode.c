#include "decode.h"

#include <string.h>

/* 0x80 to 0x9f of Windows-1252; 0: not defined (unicode.org, CP1252.TXT). */
static const unsigned short high[32] = {
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
    0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017d, 0,
    0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
    0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178,
};

bool syn_undefined_1252(unsigned char byte)
{
    return byte >= 0x80 && byte < 0xa0 && high[byte - 0x80] == 0;
}

static size_t put(char *to, unsigned code)
{
    size_t n = 0;

    if (code < 0x80) {
        to[n++] = (char)code;
    } else if (code < 0x800) {
        to[n++] = (char)(0xc0 | code >> 6);
    } else if (code < 0x10000) {
        to[n++] = (char)(0xe0 | code >> 12);
        to[n++] = (char)(0x80 | (code >> 6 & 0x3f));
    } else {
        to[n++] = (char)(0xf0 | code >> 18);
        to[n++] = (char)(0x80 | (code >> 12 & 0x3f));
        to[n++] = (char)(0x80 | (code >> 6 & 0x3f));
    }
    if (code >= 0x80)
        to[n++] = (char)(0x80 | (code & 0x3f));
    return n;
}

bool syn_is_utf16(enum syn_encoding encoding)
{
    return encoding == SYN_ENC_UTF16LE || encoding == SYN_ENC_UTF16BE;
}

bool syn_decode_whole(const struct syn_decoder *decoder)
{
    return !decoder->half && !decoder->high;
}

/* Adds the UNIT of 16 bits. */
static size_t put_unit(struct syn_decoder *d, char *to, unsigned unit)
{
    enum { REPLACEMENT = 0xfffd };
    unsigned before = d->high;
    bool low = unit >= 0xdc00 && unit < 0xe000;
    size_t n = 0;

    d->high = 0;
    if (before && low)
        return put(to, 0x10000 + ((before - 0xd800) << 10) + (unit - 0xdc00));
    if (before || low) {
        d->bad = true;
        n = put(to, REPLACEMENT);
    }
    if (unit >= 0xd800 && unit < 0xdc00)
        d->high = unit;
    else if (!low)
        n += put(to + n, unit);
    return n;
}

static size_t
decode_utf16(struct syn_decoder *d, char *to, const char *from, size_t n)
{
    size_t written = 0;

    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)from[i];
        if (d->half) {
            unsigned small = d->encoding == SYN_ENC_UTF16LE ? d->first : c;
            unsigned large = d->encoding == SYN_ENC_UTF16LE ? c : d->first;
            written += put_unit(d, to + written, large << 8 | small);
        }
        d->first = c;
        d->half = !d->half;
    }
    return written;
}

static size_t decode_1252(char *to, const char *from, size_t n)
{
    size_t written = 0;

    for (size_t i = 0; i < n; i++) {
        unsigned c = (unsigned char)from[i];
        if (c >= 0x80 && c < 0xa0 && high[c - 0x80])
            c = high[c - 0x80];
        /* Undefined bytes were refused by syn_csv_examine(). */
        written += put(to + written, c);
    }
    return written;
}

size_t
syn_decode(struct syn_decoder *decoder, char *to, const char *from, size_t n)
{
    if (decoder->encoding == SYN_ENC_WINDOWS_1252)
        return decode_1252(to, from, n);
    if (syn_is_utf16(decoder->encoding))
        return decode_utf16(decoder, to, from, n);
    memcpy(to, from, n);
    return n;
}
