/* For sched_getaffinity(). */
#define _GNU_SOURCE // NOLINT(bugprone-reserved-identifier)
#include <samsyn/base/threads.h>

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

#include <samsyn/base/limits.h>

struct queue {
    void (*work)(void *data, size_t i);
    void *data;
    size_t n;
    atomic_size_t next;
};

/* What a process may use can be less than what the machine has. */
size_t syn_threads_count(void)
{
    cpu_set_t cores;

    if (sched_getaffinity(0, sizeof cores, &cores) != 0)
        return 1;
    size_t n = (size_t)CPU_COUNT(&cores);
    return n > SYN_THREADS ? SYN_THREADS : n;
}

static void *take(void *data)
{
    struct queue *queue = data;

    for (size_t i; (i = atomic_fetch_add(&queue->next, 1)) < queue->n;)
        queue->work(queue->data, i);
    return NULL;
}

void syn_threads_run(void (*work)(void *data, size_t i), void *data, size_t n)
{
    struct queue queue = {.work = work, .data = data, .n = n};
    size_t most = syn_threads_count(), others = 0;
    pthread_t thread[SYN_THREADS];

    most = most < n ? most : n;
    while (others + 1 < most &&
           pthread_create(&thread[others], NULL, take, &queue) == 0)
        others++;
    take(&queue);
    for (size_t i = 0; i < others; i++)
        pthread_join(thread[i], NULL);
}
