/* catalogue/catalogue.h - all that a project declares, read and checked. */
#ifndef SAMSYN_CATALOGUE_CATALOGUE_H
#define SAMSYN_CATALOGUE_CATALOGUE_H

#include <samsyn/catalogue/contract.h>
#include <samsyn/catalogue/indicator.h>
#include <samsyn/catalogue/lists.h>
#include <samsyn/catalogue/project.h>
#include <samsyn/catalogue/source.h>

struct syn_catalogue {
    struct syn_project project;
    const struct syn_source *sources; /* Known ones and those of contracts, with
                                       * the columns that contracts add. */
    size_t n_sources;
    const struct syn_contract *contracts; /* In order of name. */
    size_t n_contracts;
    const struct syn_indicator *indicators; /* By focus, then id: those that the
                                             * project lists and what these are
                                             * shares of. */
    size_t n_indicators;
    const struct syn_group *groups; /* Built-in, then own. "all" is first. */
    size_t n_groups;
    struct syn_lists lists;
};

/* Reads the project in FOLDER.  Own indicators replace built-in ones with the
 * same id.  Checks what can be checked without data: groups and denominators
 * exist, names are valid, every contract's columns are known or typed.
 *
 * Returns SYN_ECONFIG after reporting every mistake it found (not only the
 * first file's); SYN_EIO. */
enum syn_status syn_catalogue_read(struct syn_catalogue **out,
                                   const char *folder,
                                   struct syn_arena *arena,
                                   struct syn_diag *diag) SYN_NODISCARD;

/* The group, the indicator called NAME, or NULL. */
const struct syn_group *
syn_catalogue_group(const struct syn_catalogue *catalogue, const char *name);
const struct syn_indicator *
syn_catalogue_indicator(const struct syn_catalogue *catalogue, const char *id);

/* Whether all of A are in B, another group; whether nobody can be in both. */
bool syn_group_is_in(const struct syn_group *a, const struct syn_group *b);
bool syn_groups_are_apart(const struct syn_group *a, const struct syn_group *b);

/* The smallest count of INDICATOR that is shown: 1 if it counts things behind
 * which is nobody.  What is sensitive is not told of areas. */
int syn_indicator_threshold(const struct syn_catalogue *catalogue,
                            const struct syn_indicator *indicator);
bool syn_indicator_is_sensitive(const struct syn_catalogue *catalogue,
                                const struct syn_indicator *indicator);

#endif
