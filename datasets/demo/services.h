/* services.h - what is counted beside the police cases. */
#ifndef SAMSYN_DEMO_SERVICES_H
#define SAMSYN_DEMO_SERVICES_H

#include "people.h"
#include "sheet.h"

/* Months, as year * 12 + month - 1. */
enum { SYN_DEMO_FIRST_MONTH = 2020 * 12, SYN_DEMO_END_MONTH = 2026 * 12 };

/* The one month that no extract of the outreach service covers, in which it
 * changed its system. */
enum { SYN_DEMO_GAP_MONTH = 2023 * 12 + 6 };

void syn_demo_assignments_write(struct syn_demo_sheet *sheet,
                                const struct syn_demo_people *people);

/* What the outreach service did before the gap, in OLDER, and after it. */
void syn_demo_outreach_write(struct syn_demo_sheet *older,
                             struct syn_demo_sheet *newer,
                             const struct syn_demo_people *people);

void syn_demo_child_welfare_write(struct syn_demo_sheet *sheet,
                                  const struct syn_demo_people *people);
void syn_demo_preparedness_write(struct syn_demo_sheet *sheet);
void syn_demo_population_write(struct syn_demo_sheet *sheet);

/* The waves of the survey are 2021, 2023 and 2025, in three months each. */
enum { SYN_DEMO_WAVES = 3, SYN_DEMO_WAVE_MONTHS = 3 };
void syn_demo_survey_write(struct syn_demo_sheet *sheet, int wave, int month);

#endif
