#include "hasher.h"

static void *run(void *data)
{
    struct syn_hasher *h = data;

    pthread_mutex_lock(&h->lock);
    for (;;) {
        while (!h->bytes && !h->done)
            pthread_cond_wait(&h->changed, &h->lock);
        if (!h->bytes)
            break;
        pthread_mutex_unlock(&h->lock);
        syn_sha256_update(&h->hash, h->bytes, h->n);
        pthread_mutex_lock(&h->lock);
        h->bytes = NULL;
        pthread_cond_signal(&h->changed);
    }
    pthread_mutex_unlock(&h->lock);
    return NULL;
}

void syn_hasher_begin(struct syn_hasher *h)
{
    *h = (struct syn_hasher){0};
    syn_sha256_init(&h->hash);
    pthread_mutex_init(&h->lock, NULL);
    pthread_cond_init(&h->changed, NULL);
}

/* Waits until what was added before is hashed. */
static void catch_up(struct syn_hasher *h)
{
    pthread_mutex_lock(&h->lock);
    while (h->bytes)
        pthread_cond_wait(&h->changed, &h->lock);
    pthread_mutex_unlock(&h->lock);
}

void syn_hasher_add(struct syn_hasher *h, const char *bytes, size_t n)
{
    const size_t short_file = (size_t)64 * 1024;

    if (n > short_file && !h->running)
        h->running = pthread_create(&h->thread, NULL, run, h) == 0;
    if (!h->running) {
        syn_sha256_update(&h->hash, bytes, n);
        return;
    }
    catch_up(h);
    pthread_mutex_lock(&h->lock);
    h->bytes = n ? bytes : NULL;
    h->n = n;
    pthread_cond_signal(&h->changed);
    pthread_mutex_unlock(&h->lock);
}

void syn_hasher_end(struct syn_hasher *h, char out[SYN_SHA256_HEX])
{
    if (h->running) {
        pthread_mutex_lock(&h->lock);
        h->done = true;
        pthread_cond_signal(&h->changed);
        pthread_mutex_unlock(&h->lock);
        pthread_join(h->thread, NULL);
    }
    pthread_mutex_destroy(&h->lock);
    pthread_cond_destroy(&h->changed);
    syn_sha256_final(&h->hash, out);
}
