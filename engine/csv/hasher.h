/* hasher.h - SHA-256 of a file by a thread of its own, while the caller looks
 * at the same bytes for other things.  Private to csv. */
#ifndef SAMSYN_CSV_HASHER_H
#define SAMSYN_CSV_HASHER_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

#include <samsyn/base/hash.h>

/* A short file never gets a thread. */
struct syn_hasher {
    struct syn_sha256 hash;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    pthread_t thread;
    bool running, done;
    const char *bytes; /* To be hashed; NULL: the thread waits. */
    size_t n;
};

void syn_hasher_begin(struct syn_hasher *hasher);

/* Adds the N BYTES, which stay as they are until the next call has returned. */
void syn_hasher_add(struct syn_hasher *hasher, const char *bytes, size_t n);

/* Ends the thread; OUT is the hash of all that was added. */
void syn_hasher_end(struct syn_hasher *hasher, char out[SYN_SHA256_HEX]);

#endif
