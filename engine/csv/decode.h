/* decode.h - bytes of a file to UTF-8.  Private to csv. */
#ifndef SAMSYN_CSV_DECODE_H
#define SAMSYN_CSV_DECODE_H

#include <samsyn/csv/reader.h>

/* What a byte becomes at most. */
enum { SYN_DECODE_GROWTH = 3 };

/* A stream of bytes while it is decoded.  Zero-initialised but for ENCODING;
 * the rest is the beginning of a UTF-16 character that the bytes to come will
 * end. */
struct syn_decoder {
    enum syn_encoding encoding;
    bool bad; /* UTF-16 only: half a pair was met, and became U+FFFD. */
    bool half;
    unsigned char first; /* Of a unit of two bytes, if HALF. */
    unsigned high;       /* A high surrogate that waits for its low one. */
};

/* Writes the N bytes FROM as UTF-8 to TO, which has room for N + 1 times
 * SYN_DECODE_GROWTH, and returns how many it wrote. */
size_t
syn_decode(struct syn_decoder *decoder, char *to, const char *from, size_t n);

/* Whether the stream may end where it is, without half a character left. */
bool syn_decode_whole(const struct syn_decoder *decoder);

bool syn_is_utf16(enum syn_encoding encoding);

/* Whether Windows-1252 leaves BYTE undefined. */
bool syn_undefined_1252(unsigned char byte);

#endif
