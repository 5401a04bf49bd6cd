/* The numbers in brackets are the requirements of extract/extract.h. */
#include <samsyn/extract/extract.h>

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <samsyn/base/limits.h>
#include <samsyn/base/text.h>

#include "bind.h"
#include "intake.h"

enum { BLOCKS = 4, SAID_BYTES = 512 };

/* Blocks go round: free -> the thread fills -> full -> the caller -> free. */
struct queue {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct syn_record_block *full[BLOCKS], *free[BLOCKS];
    size_t n_full, n_free;
    bool done, stop;
};

struct syn_extract {
    struct intake intake;
    struct queue queue;
    struct syn_record_block *blocks, *held;
    pthread_t thread;
    bool running;
    enum syn_status status; /* Of the thread. */
    char said[SAID_BYTES];  /* What it had to say. */
    struct syn_loc said_at;
};

/* --- the thread -------------------------------------------------------- */

static struct syn_record_block *take_free(struct queue *q)
{
    struct syn_record_block *block = NULL;

    pthread_mutex_lock(&q->lock);
    while (!q->n_free && !q->stop)
        pthread_cond_wait(&q->changed, &q->lock);
    if (!q->stop)
        block = q->free[--q->n_free];
    pthread_mutex_unlock(&q->lock);
    if (block)
        block->n = 0;
    return block;
}

static void give_full(struct syn_extract *extract,
                      struct syn_record_block *block)
{
    const struct syn_extract_options *options = &extract->intake.options;
    struct queue *q = &extract->queue;

    if (options->see)
        options->see(options->data, block);
    pthread_mutex_lock(&q->lock);
    q->full[q->n_full++] = block;
    pthread_cond_signal(&q->changed);
    pthread_mutex_unlock(&q->lock);
}

/* The ear of the thread: the caller's diag belongs to the caller's thread. */
static void hear(void *data, const struct syn_message *message)
{
    struct syn_extract *extract = data;

    snprintf(extract->said, sizeof extract->said, "%s", message->text);
    extract->said_at = message->loc;
}

static void read_records(struct syn_extract *extract)
{
    struct syn_diag diag = {.emit = hear, .data = extract, .lang = SYN_EN};
    struct syn_record_block *block = take_free(&extract->queue);

    while (block) {
        enum syn_status status =
            syn_intake_next(&extract->intake, block, &diag);
        if (block->n == SYN_BLOCK_ROWS || status) {
            give_full(extract, block);
            block = status ? NULL : take_free(&extract->queue);
        }
        if (status && status != SYN_DONE)
            extract->status = status;
    }
}

static void *run(void *data)
{
    struct syn_extract *extract = data;

    read_records(extract);
    pthread_mutex_lock(&extract->queue.lock);
    extract->queue.done = true;
    pthread_cond_signal(&extract->queue.changed);
    pthread_mutex_unlock(&extract->queue.lock);
    return NULL;
}

static void stop(void *p)
{
    struct syn_extract *extract = p;

    if (!extract->running)
        return;
    pthread_mutex_lock(&extract->queue.lock);
    extract->queue.stop = true;
    pthread_cond_broadcast(&extract->queue.changed);
    pthread_mutex_unlock(&extract->queue.lock);
    pthread_join(extract->thread, NULL);
    extract->running = false;
}

static void close_extract(void *p)
{
    struct syn_extract *extract = p;

    stop(extract);
    pthread_mutex_destroy(&extract->queue.lock);
    pthread_cond_destroy(&extract->queue.changed);
    free(extract->blocks);
    syn_intake_free(&extract->intake);
}

static enum syn_status start(struct syn_extract *extract,
                             struct syn_arena *arena,
                             struct syn_diag *diag)
{
    extract->blocks = calloc(BLOCKS, sizeof *extract->blocks);
    if (!extract->blocks)
        syn_arena_exhausted(BLOCKS * sizeof *extract->blocks);
    for (size_t i = 0; i < BLOCKS; i++) {
        extract->blocks[i].gives = extract->intake.gives;
        extract->queue.free[extract->queue.n_free++] = &extract->blocks[i];
    }
    if (pthread_create(&extract->thread, NULL, run, extract) != 0)
        return syn_diag_fail(diag, SYN_EIO, (struct syn_loc){0},
                             "extract.thread", "cannot start a thread");
    extract->running = true;
    /* Deferred last, so done first: the reader and the bindings were deferred
     * before, and must outlive the thread. */
    syn_arena_defer(arena, stop, extract);
    return SYN_OK;
}

enum syn_status syn_extract_open(struct syn_extract **out,
                                 const struct syn_contract *contract,
                                 const char *path,
                                 const struct syn_csv_facts *facts,
                                 const struct syn_extract_options *options,
                                 struct syn_arena *arena,
                                 struct syn_diag *diag)
{
    struct syn_extract *extract = syn_arena_alloc(arena, 1, sizeof *extract);

    pthread_mutex_init(&extract->queue.lock, NULL);
    pthread_cond_init(&extract->queue.changed, NULL);
    syn_arena_defer(arena, close_extract, extract);
    *out = extract;
    enum syn_status status = syn_intake_open(&extract->intake, contract, path,
                                             facts, options, arena, diag);
    if (!status)
        status = start(extract, arena, diag);
    return status;
}

bool syn_extract_gives(const struct syn_extract *extract, size_t value)
{
    return extract->intake.gives[value];
}

const struct syn_record_block *syn_extract_next(struct syn_extract *extract)
{
    struct queue *q = &extract->queue;
    struct syn_record_block *block = NULL;

    pthread_mutex_lock(&q->lock);
    if (extract->held) {
        q->free[q->n_free++] = extract->held;
        pthread_cond_signal(&q->changed);
    }
    while (!q->n_full && !q->done)
        pthread_cond_wait(&q->changed, &q->lock);
    if (q->n_full) {
        block = q->full[0];
        q->n_full--;
        memmove(q->full, q->full + 1,
                q->n_full * sizeof(struct syn_record_block *));
    }
    pthread_mutex_unlock(&q->lock);
    extract->held = block;
    return block;
}

enum syn_status syn_extract_finish(struct syn_extract_summary *out,
                                   struct syn_extract *extract,
                                   struct syn_diag *diag)
{
    stop(extract);
    if (extract->status)
        return syn_diag_fail(diag, extract->status, extract->said_at,
                             "extract.read", "%s", extract->said);
    return syn_intake_judge(out, &extract->intake, diag);
}

/* --- what the name says ------------------------------------------------ */

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static enum syn_status match_name(struct syn_name_parts *parts,
                                  const char *pattern,
                                  const struct syn_contract *contract,
                                  const char *path,
                                  struct syn_diag *diag)
{
    if (syn_convert_name(parts, pattern, base_name(path)))
        return SYN_OK;
    return syn_diag_fail(diag, SYN_ECONFIG, (struct syn_loc){path, 0, 0},
                         "extract.name",
                         "the name of the file does not fit \"%s\" of %s",
                         pattern, contract->path);
}

enum syn_status syn_extract_identify(struct syn_extract_summary *out,
                                     const struct syn_contract *contract,
                                     const char *path,
                                     struct syn_arena *arena,
                                     struct syn_diag *diag)
{
    struct syn_name_parts parts;
    enum syn_status status = SYN_OK;

    *out = (struct syn_extract_summary){
        .covers_from = contract->covers.from,
        .covers_to = contract->covers.to,
        .extracted = contract->extracted,
        .part = contract->part ? contract->part : "",
    };
    if (contract->part_from_name) {
        status =
            match_name(&parts, contract->part_from_name, contract, path, diag);
        out->part = syn_arena_strdup(arena, parts.part);
    }
    if (!status && contract->covers.from_name) {
        status = match_name(&parts, contract->covers.from_name, contract, path,
                            diag);
        out->covers_from =
            parts.year * 12 + (parts.month ? parts.month - 1 : 0);
        out->covers_to = parts.month ? out->covers_from : out->covers_from + 11;
    }
    return status;
}
