/* fingerprint.h - 128 bits that stand for the rows of a batch.  Private.
 *
 *  (1) It is a sum over rows, so their order does not matter, and the sums of
 *      parts add up.
 *  (2) A row counts by its line, the texts of its categories and area, and its
 *      values by name.  The numbers of profiles and areas, which differ from
 *      store to store, are not in it; nor are columns without a value, so that
 *      a column that a contract adds later changes nothing.
 *  (3) Keys of cases and persons count as the store has them, hashed under its
 *      own key.
 *
 * The hash of a row is V.P + W.A modulo 2^64: V and W hash its line and values,
 * P the texts of its profile, A that of its area.  Both texts can therefore
 * come after the rows, once for each profile and area, while a thread is still
 * adding new ones.  It finds accidents; who wants to can forge it. */
#ifndef SAMSYN_STORE_FINGERPRINT_H
#define SAMSYN_STORE_FINGERPRINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <samsyn/base/arena.h>
#include <samsyn/base/diag.h>
#include <samsyn/extract/profiles.h>

struct sqlite3;

/* Two halves of 64 bits: of a row, of a text, or of a sum. */
struct syn_print {
    uint64_t a, b;
};

/* The mixing step of splitmix64 (Steele, Lea and Flood 2014). */
static inline uint64_t syn_print_mix(uint64_t x)
{
    x += UINT64_C(0x9e3779b97f4a7c15);
    x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
    return x ^ (x >> 31);
}

/* Adds VALUE of the column with SEED (syn_print_seed()) to the row. */
static inline void
syn_print_value(struct syn_print *row, uint64_t seed, int64_t value)
{
    uint64_t x = syn_print_mix(seed ^ (uint64_t)value);

    row->a += x;
    row->b += syn_print_mix(x);
}

/* What stands for a row once all its values are added. */
static inline struct syn_print syn_print_row(struct syn_print row)
{
    return (struct syn_print){syn_print_mix(row.a), syn_print_mix(row.b)};
}

/* The hash of a row, of its profile and area (NULL: not known). */
static inline struct syn_print syn_print_join(struct syn_print row,
                                              struct syn_print profile,
                                              const struct syn_print *area)
{
    struct syn_print sum = {row.a * profile.a, row.b * profile.b};

    if (area) {
        sum.a += row.b * area->a;
        sum.b += row.a * area->b;
    }
    return sum;
}

static inline void syn_print_add(struct syn_print *sum, struct syn_print more)
{
    sum->a += more.a;
    sum->b += more.b;
}

/* What a column called NAME begins with. */
uint64_t syn_print_seed(const char *name);

/* Adds the category called NAME to a profile, unless TEXT is empty or NULL. */
void syn_print_text(struct syn_print *sum, const char *name, const char *text);

/* What stands for a profile once all its texts are added. */
struct syn_print syn_print_profile(struct syn_print sum);

/* Rows added up by profile and by area, whose texts are not known yet. */
struct syn_print_sums {
    struct syn_print *by_profile, *by_area;
    size_t n_profiles, n_areas; /* Room. */
    struct syn_arena *arena;
};

/* Makes room for number N in *AT, which has room for *ROOM. */
void syn_print_grow(struct syn_print **at,
                    size_t *room,
                    size_t n,
                    struct syn_arena *arena);

/* Adds a ROW (syn_print_row()); AREA 0 is not known. */
static inline void syn_print_sums_add(struct syn_print_sums *sums,
                                      struct syn_print row,
                                      size_t profile,
                                      size_t area)
{
    if (profile >= sums->n_profiles)
        syn_print_grow(&sums->by_profile, &sums->n_profiles, profile,
                       sums->arena);
    if (area >= sums->n_areas)
        syn_print_grow(&sums->by_area, &sums->n_areas, area, sums->arena);
    syn_print_add(&sums->by_profile[profile], row);
    syn_print_add(&sums->by_area[area], row);
}

/* The prints of the profiles and areas that an extract has, by number. */
struct syn_print *syn_print_profiles(const struct syn_profiles *profiles,
                                     const char *const *categories,
                                     size_t n_categories,
                                     struct syn_arena *arena);
struct syn_print *syn_print_areas(const struct syn_dictionary *areas,
                                  struct syn_arena *arena);

/* The fingerprint, when all rows are added. */
struct syn_print syn_print_total(const struct syn_print_sums *sums,
                                 const struct syn_print *profiles,
                                 const struct syn_print *areas);

/* A row as read back from the store. */
struct syn_print_row_read {
    int64_t batch, case_key, person_key; /* Keys: 0 if not known. */
    int day; /* Reported, else occurred; SYN_UNKNOWN. */
    int64_t weight;
    struct syn_print print; /* Joined with profile and area. */
    uint64_t role;          /* Hash of the category "role"; 0: none. */
    bool again;             /* A further figure of the row before. */
};

/* What of a row is in its print: all, all but its line, or what it says in any
 * store, whatever the key of that store. */
enum syn_print_of { SYN_PRINT_ALL, SYN_PRINT_NO_LINE, SYN_PRINT_NO_KEYS };

/* Calls FN for every event of SOURCE and every figure, or of BATCH if that is
 * not 0; the figures of a row come one after the other.
 *
 * Returns SYN_EIO. */
enum syn_status syn_print_scan(struct sqlite3 *db,
                               const char *source,
                               int64_t batch,
                               enum syn_print_of of,
                               void (*fn)(void *data,
                                          const struct syn_print_row_read *row),
                               void *data,
                               struct syn_arena *arena,
                               struct syn_diag *diag) SYN_NODISCARD;

/* The fingerprint and the number of rows that the store has of BATCH. */
enum syn_status syn_print_of_batch(struct syn_print *out,
                                   int64_t *rows,
                                   struct sqlite3 *db,
                                   const char *source,
                                   int64_t batch,
                                   struct syn_arena *arena,
                                   struct syn_diag *diag) SYN_NODISCARD;

/* The hash of a "role" that tells rows of one person in one case apart. */
uint64_t syn_print_role(const char *text);

#endif
