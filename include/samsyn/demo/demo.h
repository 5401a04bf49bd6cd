/* demo/demo.h - extracts of a municipality that does not exist.
 *
 * "Eksempel kommune" has the shape of a Norwegian town of 60 000 and the
 * traits of real registers: seasons, weekend nights, late registration, few
 * persons behind many cases, codes that are replaced.  Every number is
 * invented.  datasets/demo/TRUTH.md says what was planted. */
#ifndef SAMSYN_DEMO_DEMO_H
#define SAMSYN_DEMO_DEMO_H

#include <samsyn/base/diag.h>
#include <samsyn/base/status.h>

/* Writes FOLDER/extracts/ and FOLDER/population.csv: the same bytes every
 * time, on every machine.
 *
 * Returns SYN_EIO. */
enum syn_status syn_demo_write(const char *folder,
                               struct syn_diag *diag) SYN_NODISCARD;

#endif
