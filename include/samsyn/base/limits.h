/* base/limits.h - every maximum in the program, with its reason. */
#ifndef SAMSYN_BASE_LIMITS_H
#define SAMSYN_BASE_LIMITS_H

#include <stdint.h>

#define SYN_ARENA_BYTES                                                        \
    ((size_t)2 << 30) /* A run that needs more is a bug.                       \
                       */

#define SYN_FILE_BYTES ((uint64_t)64 << 30) /* No honest extract is larger. */

enum {
    SYN_FIELD_BYTES = 1 << 20,  /* No honest field is longer. */
    SYN_RECORD_BYTES = 8 << 20, /* A longer one is a quote that never closes. */
    SYN_RECORD_LINES = 64,      /* The same, and the most that is read twice. */
    SYN_COLUMNS = 1024,
    SYN_CONFIG_BYTES = 1 << 20,   /* samsyn.yaml, a contract, an indicator. */
    SYN_LIST_BYTES = 64 << 20,    /* A code list, population.csv. */
    SYN_OUTPUT_BYTES = 256 << 20, /* A file that is made in two steps. */
    SYN_YAML_DEPTH = 16,
    SYN_PROFILES = 200000,   /* More: a category column is no category. */
    SYN_CATEGORIES = 100000, /* Values of one category column. */
    SYN_QUARANTINE = 100000, /* Rows refused that one extract may list. */
    SYN_AREAS = 60,          /* More: areas.csv must say how to join them. */
    SYN_INDICATORS = 512,
    SYN_GROUPS = 32,
    SYN_THREADS = 8, /* Each has counts of its own; the disk is one. */
};

#endif
