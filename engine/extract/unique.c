/* The numbers in brackets are the requirements of extract/unique.h. */
#include <samsyn/extract/unique.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <samsyn/base/text.h>

const char *const syn_quasi_names[SYN_N_QUASI] = {
    "occurred", "reported", "age", "sex", "area", "residence", "municipality"};

const char *syn_quasi_choose(bool there[SYN_N_QUASI], struct syn_arena *arena)
{
    struct syn_text names = {.arena = arena};

    if (!there[SYN_QUASI_AGE] && !there[SYN_QUASI_SEX])
        return "";
    if (there[SYN_QUASI_OCCURRED])
        there[SYN_QUASI_REPORTED] = false;
    for (unsigned q = 0; q < SYN_N_QUASI; q++)
        if (there[q])
            syn_text_addf(&names, "%s%s", names.n ? ", " : "",
                          syn_quasi_names[q]);
    return names.at;
}

enum syn_status syn_unique_judge(const struct syn_uniqueness *found,
                                 const struct syn_contract *contract,
                                 const char *file,
                                 struct syn_diag *diag)
{
    double most = contract->gate.max_unique;

    if (isnan(most) || (double)found->unique <= most * (double)found->rows)
        return SYN_OK;
    return syn_diag_fail(
        diag, SYN_EINPUT, (struct syn_loc){file, 0, 0}, "extract.unique",
        "%lld of %lld rows are alone with %s, which may tell who they are "
        "about; nothing was loaded; ask for months, age groups or larger "
        "zones, or raise max_unique in %s",
        (long long)found->unique, (long long)found->rows, found->columns,
        contract->path);
}

/* --- counting ---------------------------------------------------------- */

enum { FIRST_SLOTS = 1 << 10, CATEGORIES = SYN_QUASI_MUNICIPALITY + 1 };

/* Rows by what they say, as 64 bits; 0 rows: the slot is free. */
struct group {
    uint64_t key;
    int64_t rows;
};

struct syn_unique_count {
    const char *columns;
    bool grouped[SYN_N_QUASI];
    const struct syn_profiles *profiles;
    size_t category[CATEGORIES], n_categories; /* Numbers in the layout. */
    struct group *slot;
    size_t n_slots, n_groups;
};

static void free_slots(void *p)
{
    struct syn_unique_count *count = p;

    free(count->slot);
}

static struct group *new_slots(size_t n)
{
    struct group *slot = calloc(n, sizeof *slot);

    if (!slot)
        syn_arena_exhausted(n * sizeof *slot);
    return slot;
}

static struct group *find(struct group *slot, size_t n, uint64_t key)
{
    size_t at = key & (n - 1);

    while (slot[at].rows && slot[at].key != key)
        at = (at + 1) & (n - 1);
    return &slot[at];
}

static void grow(struct syn_unique_count *count)
{
    struct group *old = count->slot;
    size_t n = count->n_slots * 2;

    count->slot = new_slots(n);
    for (size_t i = 0; i < count->n_slots; i++)
        if (old[i].rows)
            *find(count->slot, n, old[i].key) = old[i];
    count->n_slots = n;
    free(old);
}

struct syn_unique_count *syn_unique_begin(const struct syn_contract *contract,
                                          const struct syn_layout *layout,
                                          const struct syn_profiles *profiles,
                                          struct syn_arena *arena)
{
    struct syn_unique_count *count = syn_arena_alloc(arena, 1, sizeof *count);

    count->profiles = profiles;
    for (unsigned q = 0; q < SYN_N_QUASI; q++)
        count->grouped[q] =
            syn_contract_column_find(contract, syn_quasi_names[q]) != NULL;
    count->columns = syn_quasi_choose(count->grouped, arena);
    for (unsigned q = 0; q < SYN_N_QUASI; q++)
        for (size_t c = 0; count->grouped[q] && c < layout->n_categories; c++)
            if (strcmp(layout->categories[c], syn_quasi_names[q]) == 0)
                count->category[count->n_categories++] = c;
    count->n_slots = FIRST_SLOTS;
    count->slot = new_slots(count->n_slots);
    syn_arena_defer(arena, free_slots, count);
    return count;
}

/* What row number R of BLOCK says of a person (1). */
static uint64_t key_of(const struct syn_unique_count *count,
                       const struct syn_record_block *block,
                       size_t r)
{
    static const struct {
        enum syn_quasi quasi;
        enum syn_event_value value;
    } values[] = {{SYN_QUASI_OCCURRED, SYN_EV_OCCURRED},
                  {SYN_QUASI_REPORTED, SYN_EV_REPORTED},
                  {SYN_QUASI_AGE, SYN_EV_AGE},
                  {SYN_QUASI_AGE, SYN_EV_AGE_TO},
                  {SYN_QUASI_AREA, SYN_EV_AREA}};
    enum { N = sizeof values / sizeof *values };
    uint64_t said[N + CATEGORIES] = {0};

    for (size_t i = 0; i < N; i++)
        if (count->grouped[values[i].quasi] && block->gives[values[i].value])
            said[i] = (uint64_t)block->value[values[i].value][r];
    for (size_t c = 0; c < count->n_categories; c++) {
        const char *text = syn_profiles_text(count->profiles, block->profile[r],
                                             count->category[c]);
        said[N + c] = syn_hash64(text, strlen(text));
    }
    return syn_hash64(said, sizeof said);
}

void syn_unique_see(void *data, const struct syn_record_block *block)
{
    struct syn_unique_count *count = data;

    for (size_t r = 0; *count->columns && r < block->n; r++) {
        uint64_t key = key_of(count, block, r);
        struct group *group = find(count->slot, count->n_slots, key);
        group->key = key;
        count->n_groups += !group->rows++;
        if (count->n_groups * 2 > count->n_slots)
            grow(count);
    }
}

struct syn_uniqueness syn_unique_found(const struct syn_unique_count *count)
{
    struct syn_uniqueness found = {.columns = count->columns};

    for (size_t i = 0; i < count->n_slots; i++) {
        int64_t rows = count->slot[i].rows;
        found.rows += rows;
        found.unique += rows == 1;
        if (rows && (!found.smallest || rows < found.smallest))
            found.smallest = rows;
    }
    return found;
}
