/* base/hash.h - SHA-256, and the keyed hash that identifiers become. */
#ifndef SAMSYN_BASE_HASH_H
#define SAMSYN_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

enum { SYN_SHA256_BYTES = 32, SYN_SHA256_HEX = 65, SYN_SIPHASH_KEY = 16 };

/* A SHA-256 that is fed piece by piece.  Opaque but for its size. */
struct syn_sha256 {
    _Alignas(16) unsigned char state[128];
};

void syn_sha256_init(struct syn_sha256 *hash);
void syn_sha256_update(struct syn_sha256 *hash, const void *bytes, size_t n);
void syn_sha256_final(struct syn_sha256 *hash, char out[SYN_SHA256_HEX]);

/* The hexadecimal SHA-256 of the N BYTES. */
void syn_sha256_hex(char out[SYN_SHA256_HEX], const void *bytes, size_t n);

/* SipHash-2-4 (Aumasson and Bernstein 2012) of the N BYTES under KEY. */
int64_t syn_siphash(const void *bytes,
                    size_t n,
                    const unsigned char key[SYN_SIPHASH_KEY]);

/* Fills KEY with what the operating system calls random. */
void syn_random_key(unsigned char key[SYN_SIPHASH_KEY]);

/* Spreads the N BYTES over 64 bits, fast and without a key: for tables in
 * memory, whose order is never seen. */
uint64_t syn_hash64(const void *bytes, size_t n);

#endif
