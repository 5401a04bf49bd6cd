#include <samsyn/base/hash.h>

#include <string.h>

#include <nettle/sha2.h>
#include <sodium.h>

/* SHA-256 is of nettle, which uses the instructions that processors have for
 * it: every byte of every extract is hashed. */
_Static_assert(sizeof(struct sha256_ctx) <= sizeof(struct syn_sha256),
               "struct syn_sha256 is too small");

static struct sha256_ctx *state_of(struct syn_sha256 *hash)
{
    return (struct sha256_ctx *)(void *)hash->state;
}

void syn_sha256_init(struct syn_sha256 *hash)
{
    sha256_init(state_of(hash));
}

void syn_sha256_update(struct syn_sha256 *hash, const void *bytes, size_t n)
{
    sha256_update(state_of(hash), n, bytes);
}

void syn_sha256_final(struct syn_sha256 *hash, char out[SYN_SHA256_HEX])
{
    unsigned char raw[SYN_SHA256_BYTES];

    sha256_digest(state_of(hash), sizeof raw, raw);
    sodium_bin2hex(out, SYN_SHA256_HEX, raw, sizeof raw);
}

void syn_sha256_hex(char out[SYN_SHA256_HEX], const void *bytes, size_t n)
{
    struct syn_sha256 hash;

    syn_sha256_init(&hash);
    syn_sha256_update(&hash, bytes, n);
    syn_sha256_final(&hash, out);
}

int64_t syn_siphash(const void *bytes,
                    size_t n,
                    const unsigned char key[SYN_SIPHASH_KEY])
{
    unsigned char raw[crypto_shorthash_BYTES];
    uint64_t value = 0;

    crypto_shorthash(raw, bytes, n, key);
    for (size_t i = 0; i < sizeof raw; i++)
        value |= (uint64_t)raw[i] << (8 * i);
    return (int64_t)value;
}

void syn_random_key(unsigned char key[SYN_SIPHASH_KEY])
{
    randombytes_buf(key, SYN_SIPHASH_KEY);
}

/* The mixing step of splitmix64 (Steele, Lea and Flood 2014). */
static uint64_t mix(uint64_t x)
{
    x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
    return x ^ (x >> 31);
}

/* Eight bytes at a time, each mixed with its place and added: no step waits for
 * the one before. */
uint64_t syn_hash64(const void *bytes, size_t n)
{
    const uint64_t golden = UINT64_C(0x9e3779b97f4a7c15);
    const unsigned char *at = bytes;
    uint64_t sum = golden * (n + 1), place = golden, word = 0;

    for (; n >= 8; n -= 8, at += 8, place += golden) {
        memcpy(&word, at, 8);
        sum += mix(word ^ place);
    }
    word = 0;
    memcpy(&word, at, n);
    return mix(sum + mix(word ^ place));
}
