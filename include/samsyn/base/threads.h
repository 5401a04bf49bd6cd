/* base/threads.h - pieces of work that do not touch each other, on several
 * cores. */
#ifndef SAMSYN_BASE_THREADS_H
#define SAMSYN_BASE_THREADS_H

#include <stddef.h>

/* How many cores this process may run on: 1 to SYN_THREADS. */
size_t syn_threads_count(void);

/* Calls WORK(DATA, I) once for each I below N, in no order, and returns when
 * all have returned.  The caller works too, and alone if there is one core or
 * no thread can be had; so what comes out must not depend on which thread did
 * what.  An arena, a diag and a database have one thread at a time. */
void syn_threads_run(void (*work)(void *data, size_t i), void *data, size_t n);

#endif
