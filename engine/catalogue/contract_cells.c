/* What a contract says of a table whose cells are figures already. */
#include <string.h>

#include <samsyn/catalogue/contract.h>

#include "parts.h"

#define AT(member) offsetof(struct syn_contract_cells, member)

static const char *const decimals[] = {",", ".", NULL};
static const char *const groupings[] = {" ", ".", ",", "'", NULL};

/* In the order of enum syn_cell_state. */
const char *const syn_cell_state_names[] = {
    "value",      "zero",           "missing", "not_yet",
    "suppressed", "not_applicable", NULL};

/* In the order of enum syn_cell_use. */
static const char *const uses[] = {"none", "population", "comparator", NULL};

static const struct syn_key cells_keys[] = {
    {"values", SYN_KEY_TEXTMAP, false, AT(values),
     .example = "{Innflytting: moved_in, Utflytting: moved_out}",
     .help = "headers of the columns with figures, and what they are called"},
    {"headers", SYN_KEY_TEXT, false, AT(headers),
     .example = "\"{content} {period}\"",
     .help = "form of the headers of the columns with figures"},
    {"period", SYN_KEY_TEXT, false, AT(period), .example = "År",
     .help = "header of the column with the period"},
    {"at", SYN_KEY_TEXT, false, AT(at), .example = "\"2023-2024\"",
     .help = "the period, where all of the table has one"},
    {"n", SYN_KEY_TEXT, false, AT(n), .example = "Antall svar",
     .help = "header of the column with the number that a figure rests on"},
    {"use", SYN_KEY_CHOICE, false, AT(use), .choices = uses, .fallback = "none",
     .example = "population",
     .help = "population: what rates are for (columns area, sex, age); "
             "comparator: what samsyn compare sets the place beside (column "
             "area)"},
    {"symbols", SYN_KEY_TEXTMAP, false, AT(symbols),
     .example = "{NA: suppressed}",
     .help = "what stands in place of a figure, and the state it means"},
    {"decimal", SYN_KEY_TEXT, false, AT(decimal), .choices = decimals,
     .fallback = "\".\"", .example = "\",\"",
     .help = "what stands before the decimals of a figure"},
    {"thousands", SYN_KEY_TEXT, false, AT(thousands), .choices = groupings,
     .example = "\" \"",
     .help = "what stands between groups of three digits of a figure"},
};

enum syn_cell_state syn_cell_state_of(const char *name)
{
    for (int i = 0; i < SYN_N_CELL_STATES; i++)
        if (strcmp(syn_cell_state_names[i], name) == 0)
            return (enum syn_cell_state)i;
    return SYN_N_CELL_STATES;
}

static enum syn_status fail(const struct syn_contract_cells *cells,
                            const char *key,
                            size_t nth,
                            const char *code,
                            const char *text,
                            struct syn_diag *diag)
{
    struct syn_written at = syn_item_written(&cells->item, key, nth);

    return syn_diag_fail_at(diag, SYN_ECONFIG, at.loc, at.caret, code, "%s",
                            syn_diag_text(diag, code, text));
}

/* Whether PATTERN has places with names between texts, each once. */
static bool is_pattern(const char *pattern)
{
    size_t places = 0;
    bool touching = false;

    for (const char *s = pattern; *s;) {
        if (*s != '{') {
            touching = false;
            if (*s++ == '}')
                return false;
            continue;
        }
        const char *end = strchr(s, '}');
        char place[64] = "";
        if (!end || touching || (size_t)(end - s) + 2 > sizeof place)
            return false;
        memcpy(place, s, (size_t)(end - s) + 1);
        if (strstr(end, place)) /* Twice. */
            return false;
        place[end - s] = '\0';
        if (!syn_name_valid(place + 1))
            return false;
        s = end + 1;
        touching = true;
        places++;
    }
    return places > 0 && places <= SYN_CELL_PLACES;
}

static enum syn_status check_symbols(const struct syn_contract_cells *cells,
                                     struct syn_diag *diag)
{
    for (size_t i = 0; i < cells->symbols.n; i++)
        if (syn_cell_state_of(cells->symbols.at[i].text) >= SYN_N_CELL_STATES ||
            strcmp(cells->symbols.at[i].text, "value") == 0)
            return fail(cells, "symbols", i, "catalogue.cell-state",
                        "a symbol means zero, missing, not_yet, suppressed or "
                        "not_applicable",
                        diag);
    return SYN_OK;
}

static enum syn_status check_names(const struct syn_contract_cells *cells,
                                   struct syn_diag *diag)
{
    for (size_t i = 0; i < cells->values.n; i++)
        if (!syn_name_valid(cells->values.at[i].text))
            return fail(cells, "values", i, "catalogue.cell-name",
                        "a name is a-z first, then a-z, 0-9 and _, at most 60",
                        diag);
    return SYN_OK;
}

static enum syn_status finish_cells(void *item, struct syn_diag *diag)
{
    const struct syn_contract_cells *cells = item;
    bool in_header =
        cells->headers && strstr(cells->headers, "{period}") != NULL;

    if ((cells->values.n > 0) == (cells->headers != NULL))
        return fail(cells, cells->headers ? "headers" : NULL, 0,
                    "catalogue.cell-columns",
                    "either \"values\" or \"headers\" must say which columns "
                    "have figures",
                    diag);
    if (cells->headers && !is_pattern(cells->headers))
        return fail(cells, "headers", 0, "catalogue.cell-pattern",
                    "this needs places such as {content}, each once, with some "
                    "text between two of them",
                    diag);
    if (in_header + (cells->period != NULL) + (cells->at != NULL) != 1)
        return fail(cells, cells->period ? "period" : "at", 0,
                    "catalogue.cell-period",
                    "the period must be told in one way: by \"period\", by "
                    "\"at\", or by {period} in \"headers\"",
                    diag);
    enum syn_status status = check_symbols(cells, diag);
    return syn_first_trouble(status, check_names(cells, diag));
}

const struct syn_schema syn_contract_cells_schema = {
    .name = "cells",
    .size = sizeof(struct syn_contract_cells),
    .keys = cells_keys,
    .n_keys = sizeof cells_keys / sizeof *cells_keys,
    .finish = finish_cells,
};
