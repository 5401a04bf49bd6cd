/* decode.h - bytes of a file to UTF-8.  Private to csv. */
#ifndef SAMSYN_CSV_DECODE_H
#define SAMSYN_CSV_DECODE_H

#include <samsyn/csv/reader.h>

/* What a byte becomes at most. */
enum { SYN_DECODE_GROWTH = 3 };

/* Writes the N bytes FROM as UTF-8 to TO, which has room for N times
 * SYN_DECODE_GROWTH, and returns how many it wrote. */
size_t
syn_decode(char *to, const char *from, size_t n, enum syn_encoding encoding);

/* Whether Windows-1252 leaves BYTE undefined. */
bool syn_undefined_1252(unsigned char byte);

#endif
