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
    if (code < 0x800) {
        to[0] = (char)(0xc0 | code >> 6);
        to[1] = (char)(0x80 | (code & 0x3f));
        return 2;
    }
    to[0] = (char)(0xe0 | code >> 12);
    to[1] = (char)(0x80 | (code >> 6 & 0x3f));
    to[2] = (char)(0x80 | (code & 0x3f));
    return 3;
}

size_t
syn_decode(char *to, const char *from, size_t n, enum syn_encoding encoding)
{
    size_t written = 0;

    if (encoding != SYN_ENC_WINDOWS_1252) {
        memcpy(to, from, n);
        return n;
    }
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)from[i];
        if (c < 0x80)
            to[written++] = (char)c;
        else if (c >= 0xa0)
            written += put(to + written, c);
        else /* Undefined bytes were refused by syn_csv_examine(). */
            written += put(to + written, high[c - 0x80] ? high[c - 0x80] : c);
    }
    return written;
}
