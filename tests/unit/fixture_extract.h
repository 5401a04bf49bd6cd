/* fixture_extract.h - a contract and a CSV file, read by the extract layer
 * alone.  Everything is static. */
#ifndef SAMSYN_FIXTURE_EXTRACT_H
#define SAMSYN_FIXTURE_EXTRACT_H

#include "fixture.h"

#include <samsyn/catalogue/catalogue.h>
#include <samsyn/extract/extract.h>

enum { MOST_ROWS = 5000 };

static const unsigned char test_key[SYN_SIPHASH_KEY] = "0123456789abcde";

/* What was read last. */
static struct {
    struct syn_catalogue *catalogue;
    struct syn_layout layout;
    struct syn_profiles *profiles;
    struct syn_dictionary *areas;
    struct syn_extract_summary summary;
    struct {
        uint32_t line, profile;
        int64_t value[SYN_N_EVENT_VALUES + SYN_EXTRAS];
    } row[MOST_ROWS];
    size_t n;
} got;

static inline void keep_block(const struct syn_record_block *block)
{
    for (size_t i = 0; i < block->n && got.n < MOST_ROWS; i++, got.n++) {
        got.row[got.n].line = block->line[i];
        got.row[got.n].profile = block->profile[i];
        for (size_t v = 0; v < SYN_N_EVENT_VALUES + SYN_EXTRAS; v++)
            got.row[got.n].value[v] = block->value[v][i];
    }
}

static inline enum syn_status read_file(const char *path,
                                        const struct syn_contract *contract,
                                        struct syn_arena *arena)
{
    struct syn_csv_facts facts;
    struct syn_extract *extract;
    struct syn_dialect wanted = syn_contract_dialect(contract);

    enum syn_status status =
        syn_extract_identify(&got.summary, contract, path, arena, &diag);
    if (!status)
        status = syn_csv_examine(&facts, path, &wanted, &diag);
    if (!status)
        status = syn_extract_open(
            &extract, contract, path, &facts,
            &(struct syn_extract_options){.key = test_key,
                                          .layout = &got.layout,
                                          .profiles = got.profiles,
                                          .areas = got.areas},
            arena, &diag);
    if (status)
        return status;
    const struct syn_record_block *block;
    while ((block = syn_extract_next(extract)))
        keep_block(block);
    return syn_extract_finish(&got.summary, extract, &diag);
}

/* Reads CSV, of N bytes, as extracts/NAME by the text of a CONTRACT. */
static inline enum syn_status extract_bytes(const char *contract,
                                            const char *name,
                                            const char *csv,
                                            size_t n,
                                            struct syn_arena *arena)
{
    got.n = 0;
    heard = (struct heard){0};
    put_file("samsyn.yaml", "council: R\nplace: P\nbuiltin_indicators: no\n",
             arena);
    put_file("contracts/c.yaml", contract, arena);
    assert_int_equal(syn_catalogue_read(&got.catalogue, folder, arena, &diag),
                     SYN_OK);
    const struct syn_contract *c = &got.catalogue->contracts[0];
    syn_layout_make(&got.layout, c->definition, got.catalogue->contracts, 1,
                    arena);
    got.profiles = syn_profiles_new(got.layout.n_categories, arena);
    got.areas = syn_dictionary_new(arena);
    syn_dictionary_add(got.areas, "", 0);
    return read_file(
        put_bytes(syn_arena_printf(arena, "extracts/%s", name), csv, n, arena),
        c, arena);
}

static inline enum syn_status
extract_text(const char *contract, const char *csv, struct syn_arena *arena)
{
    return extract_bytes(contract, "a.csv", csv, strlen(csv), arena);
}

/* The value of category COLUMN in row I. */
static inline const char *category_of(size_t i, const char *column)
{
    for (size_t c = 0; c < got.layout.n_categories; c++)
        if (strcmp(got.layout.categories[c], column) == 0)
            return syn_profiles_text(got.profiles, got.row[i].profile, c);
    return NULL;
}

static inline const char *area_of(size_t i)
{
    int64_t area = got.row[i].value[SYN_EV_AREA];
    return area == SYN_NULL ? NULL
                            : syn_dictionary_text(got.areas, (uint32_t)area);
}

/* The value of the contract's own date or number COLUMN in row I. */
static inline int64_t extra_of(size_t i, const char *column)
{
    for (size_t c = 0; c < got.layout.n_extras; c++)
        if (strcmp(got.layout.extras[c], column) == 0)
            return got.row[i].value[SYN_N_EVENT_VALUES + c];
    fail_msg("no column %s", column);
    return 0;
}

#endif
