/* extract/profiles.h - distinct texts, and distinct combinations of them.
 *
 * Numbers are given in order of first appearance, from 0. */
#ifndef SAMSYN_EXTRACT_PROFILES_H
#define SAMSYN_EXTRACT_PROFILES_H

#include <stddef.h>
#include <stdint.h>

#include <samsyn/base/arena.h>

struct syn_dictionary;

struct syn_dictionary *syn_dictionary_new(struct syn_arena *arena);

/* The number of the N bytes at S, which are added if they are new. */
uint32_t
syn_dictionary_add(struct syn_dictionary *dictionary, const char *s, size_t n);

size_t syn_dictionary_count(const struct syn_dictionary *dictionary);
const char *syn_dictionary_text(const struct syn_dictionary *dictionary,
                                uint32_t number);

struct syn_profiles;

/* A table of combinations of N categories. */
struct syn_profiles *syn_profiles_new(size_t n, struct syn_arena *arena);

/* The dictionary of category number COLUMN. */
struct syn_dictionary *syn_profiles_dictionary(struct syn_profiles *profiles,
                                               size_t column);

/* Promises that combinations added from now on differ in the N columns at WHICH
 * only, which must outlive PROFILES: then the others need no look. */
void syn_profiles_vary(struct syn_profiles *profiles,
                       const size_t *which,
                       size_t n);

/* The number of the combination of the N category numbers at IDS. */
uint32_t syn_profiles_add(struct syn_profiles *profiles, const uint32_t *ids);

size_t syn_profiles_count(const struct syn_profiles *profiles);
const char *syn_profiles_text(const struct syn_profiles *profiles,
                              uint32_t profile,
                              size_t column);

#endif
