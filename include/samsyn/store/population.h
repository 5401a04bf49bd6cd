/* store/population.h - the population, where a table of others gives it.
 *
 * A contract whose cells are of "use: population" (Statistics Norway's table
 * 07459) stands for rows of population.csv:
 *
 *  (1) The columns area, sex and age say of whom a figure is, a year of when:
 * on 1 January.  "K-3105" is 3105; "13 år" and "013 13 år" are 13, "105 år
 *      eller eldre" is 105.  Rows that are sums of both sexes or of all ages
 * are passed over. (2) What cannot be read so, what stands there twice, and an
 * area of which a year is known in part only, are errors: a rate would come out
 * wrong. (3) A year of an area that population.csv has too must be the same
 * there. Nothing is chosen between the two in silence. */
#ifndef SAMSYN_STORE_POPULATION_H
#define SAMSYN_STORE_POPULATION_H

#include <samsyn/catalogue/catalogue.h>

struct sqlite3;

/* Adds what the tables in DB say to the population of CATALOGUE.
 *
 * Returns SYN_EINPUT for (2) and (3), reported with both places; SYN_EIO. */
enum syn_status syn_store_population(struct syn_catalogue *catalogue,
                                     struct sqlite3 *db,
                                     struct syn_arena *arena,
                                     struct syn_diag *diag) SYN_NODISCARD;

#endif
