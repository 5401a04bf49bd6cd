/* report/workbook.h - the released figures as a spreadsheet: what an analyst
 * sorts, filters and pivots.
 *
 * One table a sheet, from column A, one row of headings, no merged cells, no
 * formulas, nothing hidden.  A cell without a value is empty and its status
 * column says why, so that sums work; a colour never carries meaning alone. */
#ifndef SAMSYN_REPORT_WORKBOOK_H
#define SAMSYN_REPORT_WORKBOOK_H

#include <samsyn/report/page.h>

/* Writes the figures of CUT, what the run found, and what a reader must know
 * to the XLSX file at PATH, whole or not at all.  Same figures, same bytes.
 *
 * Returns SYN_EIO. */
enum syn_status syn_workbook_write(const struct syn_page_from *from,
                                   const struct syn_cut *cut,
                                   const char *path,
                                   struct syn_arena *arena,
                                   struct syn_diag *diag) SYN_NODISCARD;

#endif
