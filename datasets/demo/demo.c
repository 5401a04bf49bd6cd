#include <samsyn/demo/demo.h>

#include <samsyn/base/arena.h>
#include <samsyn/base/file.h>

#include "cases.h"
#include "services.h"

enum { MEMORY = 128 << 20 };

static struct syn_demo_sheet police_sheet(struct syn_arena *arena)
{
    return (struct syn_demo_sheet){.text = {.arena = arena},
                                   .delimiter = ';',
                                   .norwegian_dates = true,
                                   .windows = true};
}

static struct syn_demo_sheet municipal_sheet(struct syn_arena *arena,
                                             char delimiter)
{
    struct syn_demo_sheet sheet = {.text = {.arena = arena},
                                   .delimiter = delimiter};
    if (delimiter == ';')
        syn_text_add(&sheet.text, "\xef\xbb\xbf");
    return sheet;
}

static enum syn_status write_police(const char *folder,
                                    const struct syn_demo_people *people,
                                    struct syn_arena *arena,
                                    struct syn_diag *diag)
{
    struct syn_demo_cases cases;
    struct syn_demo_sheet sheet = police_sheet(arena);
    struct syn_demo_sheet persons = police_sheet(arena);
    struct syn_demo_sheet assignments = police_sheet(arena);

    syn_demo_cases_make(&cases, arena);
    syn_demo_cases_write(&sheet, &cases);
    syn_demo_persons_write(&persons, &cases, people);
    syn_demo_assignments_write(&assignments, people);

    enum syn_status status =
        syn_demo_save(&sheet, folder, "straffesaker.csv", arena, diag);
    if (!status)
        status = syn_demo_save(&persons, folder, "personer.csv", arena, diag);
    if (!status)
        status =
            syn_demo_save(&assignments, folder, "oppdrag.csv", arena, diag);
    return status;
}

static enum syn_status write_services(const char *folder,
                                      const struct syn_demo_people *people,
                                      struct syn_arena *arena,
                                      struct syn_diag *diag)
{
    struct syn_demo_sheet older = municipal_sheet(arena, ';');
    struct syn_demo_sheet newer = municipal_sheet(arena, ',');
    struct syn_demo_sheet reports = municipal_sheet(arena, ';');
    struct syn_demo_sheet log = municipal_sheet(arena, ';');

    syn_demo_outreach_write(&older, &newer, people);
    syn_demo_child_welfare_write(&reports, people);
    syn_demo_preparedness_write(&log);

    enum syn_status status =
        syn_demo_save(&older, folder, "utekontakt_2020-2023.csv", arena, diag);
    if (!status)
        status = syn_demo_save(&newer, folder, "utekontakt_2023-2025.csv",
                               arena, diag);
    if (!status)
        status = syn_demo_save(&reports, folder, "bekymringsmeldinger.csv",
                               arena, diag);
    if (!status)
        status = syn_demo_save(&log, folder, "beredskap.csv", arena, diag);
    return status;
}

static enum syn_status
write_survey(const char *folder, struct syn_arena *arena, struct syn_diag *diag)
{
    char name[] = "innbyggere_2021-10.csv";
    for (int wave = 0; wave < SYN_DEMO_WAVES; wave++)
        for (int month = 0; month < SYN_DEMO_WAVE_MONTHS; month++) {
            struct syn_demo_sheet sheet = municipal_sheet(arena, ',');
            syn_demo_digits(name + 11, 2021 + 2 * wave, 4);
            syn_demo_digits(name + 16, 10 + month, 2);
            syn_demo_survey_write(&sheet, wave, month);
            enum syn_status status =
                syn_demo_save(&sheet, folder, name, arena, diag);
            if (status)
                return status;
        }
    return SYN_OK;
}

enum syn_status syn_demo_write(const char *folder, struct syn_diag *diag)
{
    struct syn_arena *arena = syn_arena_new(MEMORY);
    struct syn_demo_people *people = syn_demo_people_make(arena);
    struct syn_demo_sheet population = municipal_sheet(arena, ',');
    const char *extracts = syn_path_join(folder, "extracts", arena);

    enum syn_status status = syn_folder_make(extracts, diag);
    if (!status)
        status = write_police(extracts, people, arena, diag);
    if (!status)
        status = write_services(extracts, people, arena, diag);
    if (!status)
        status = write_survey(extracts, arena, diag);
    syn_demo_population_write(&population);
    if (!status)
        status =
            syn_demo_save(&population, folder, "population.csv", arena, diag);
    syn_arena_free(arena);
    return status;
}
