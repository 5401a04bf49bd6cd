/* catalogue/contract.h - what an extract promises, from contracts/NAME.yaml.
 *
 * Columns that a contract does not name are not read into the store. */
#ifndef SAMSYN_CATALOGUE_CONTRACT_H
#define SAMSYN_CATALOGUE_CONTRACT_H

#include <samsyn/catalogue/schema.h>
#include <samsyn/catalogue/source.h>
#include <samsyn/csv/reader.h>

/* Which part of a cell a column takes: "3105 Sarpsborg" is a code and a text;
 * the depth of a label in its hierarchy is how many not signs (U+00AC) it
 * begins with, also behind a code. */
enum syn_take { SYN_TAKE_ALL, SYN_TAKE_CODE, SYN_TAKE_TEXT, SYN_TAKE_DEPTH };

/* Between the values of a category that has several, in the store. */
enum { SYN_BETWEEN_VALUES = '|' };

/* One canonical column, and where in the extract it comes from. */
struct syn_contract_column {
    struct syn_item item;     /* NAME is the canonical column. */
    struct syn_texts headers; /* Alternative headers of the extract. */
    int nth;                  /* Which of several equal headers; 1. */
    const char *constant;     /* A value for every row, instead of a column. */
    struct syn_texts formats; /* Of dates and times (extract/convert.h). */
    const char *zone;         /* "Europe/Oslo": where times are told in UTC. */
    struct syn_pairs values;  /* Value in the extract -> canonical value. */
    struct syn_texts unknown; /* Values that mean "not known". */
    const char *separator;    /* Between several values of a set (NULL: ",") or
                               * of a category (NULL: it has one). */
    int kind;                 /* enum syn_column_kind, for columns of one's
                               * own; -1: as the source has it. */
    const char *other;        /* Value for what VALUES does not list; NULL:
                               * such a value is an error if VALUES is given. */
    bool trim;                /* Spaces around the value do not belong to it. */
    int min, max;             /* Of ages and numbers; outside is unknown for
                               * ages, an error for numbers; SYN_UNSET. */
    bool required;            /* An unknown value is an error. */
    const char *decimal;      /* What stands before decimals; NULL: either. */
    const char *thousands;    /* Between groups of three digits; NULL: none.
                               * " " is also a space that does not break. */
    int pad;  /* Digits a code has: zeros that were lost are put back. */
    int take; /* enum syn_take */
};

/* What a figure of a table is: a figure, or why there is none.  Kept apart all
 * the way; a suppressed figure is neither zero nor missing. */
enum syn_cell_state {
    SYN_CELL_VALUE,
    SYN_CELL_ZERO,
    SYN_CELL_MISSING,
    SYN_CELL_NOT_YET,
    SYN_CELL_SUPPRESSED,
    SYN_CELL_NOT_APPLICABLE,
    SYN_N_CELL_STATES
};

/* "value", "zero", "missing", "not_yet" ... in that order, NULL. */
extern const char *const syn_cell_state_names[];

/* The state called NAME, or SYN_N_CELL_STATES. */
enum syn_cell_state syn_cell_state_of(const char *name);

enum { SYN_CELL_PLACES = 16 }; /* In HEADERS, at most. */

/* What figures are for, beside being there for whoever asks with SQL. */
enum syn_cell_use {
    SYN_USE_NONE,
    SYN_USE_POPULATION, /* store/population.h */
    SYN_USE_COMPARATOR, /* store/comparator.h */
    SYN_N_CELL_USES
};

/* Where the figures stand of an extract that is a table already: statistics,
 * surveys.  A row has one figure or many.  Either VALUES or HEADERS is given,
 * and the period in one of three ways. */
struct syn_contract_cells {
    struct syn_item item;     /* NODE is NULL: the extract has records. */
    struct syn_pairs values;  /* Header -> what the figure is ("content"). */
    const char *headers;      /* "{content} {period}": each place but the period
                               * is a category. */
    const char *period;       /* Header. */
    const char *at;           /* "2024", "2023-2024", "2024K1", "2024-01" */
    const char *n;            /* Header of the base; NULL: none. */
    int use;                  /* enum syn_cell_use */
    struct syn_pairs symbols; /* Text -> state; stand over the usual ones. */
    const char *decimal, *thousands; /* As of a column. */
};

/* Which months an extract covers.  Exactly one of the three is given. */
struct syn_contract_covers {
    struct syn_item item;
    int from, to;            /* Months, inclusive. */
    const char *from_name;   /* "stop_{yyyy}-{mm}.csv"; also {yy}, {month}. */
    const char *from_column; /* From the first to the last date in it. */
};

/* Rows that are sums of others. */
struct syn_contract_skip {
    struct syn_item item;
    const char *column; /* Header of the extract; NULL: no row is a sum. */
    struct syn_texts values;
};

/* A value that is known to stand in a column that is not stored. */
struct syn_contract_accept {
    struct syn_item item;
    const char *column; /* Header of the extract. */
    const char *rule;   /* "coordinate", "name", "header" ... */
    const char *reason;
};

/* What the personal-data gate lets through before it refuses the extract. */
struct syn_contract_gate {
    struct syn_item item;
    double max_share;  /* Of the rows. */
    int max_rows;      /* Whichever is reached first. */
    int identity_2032; /* 0 auto, 1 on, 2 off */
    double max_unique; /* Share of rows that may be alone with their day, age,
                        * sex and place; NaN: nobody has decided. */
};

struct syn_contract {
    struct syn_item item; /* NAME is the file's name without .yaml. */
    const char *path;
    char sha256[65]; /* Of the contract's own bytes. */
    const char *source;
    const char *title;          /* For the footer: "Ost politidistrikt". */
    struct syn_texts files;     /* Patterns below extracts/. */
    const char *part;           /* A force, a station; {part} from the name. */
    const char *part_from_name; /* "{part}-stop-and-search.csv" */
    struct syn_contract_covers covers;
    int extracted;         /* Day; SYN_UNSET: the last day covered. */
    int settles;           /* Days until registration is complete. */
    int encoding;          /* enum syn_encoding */
    const char *delimiter; /* One byte or two; NULL: detect. */
    const char *quote;     /* One byte, or "none"; NULL: the double quote. */
    const char *escape;    /* One byte; NULL: a quote is doubled. */
    int line_end;          /* 0 line feed, 1 carriage return */
    int skip_lines;        /* Lines before the header. */
    int header_lines;
    bool trailing_delimiter; /* Rows end with a delimiter; the header need not.
                              */
    int row_fields; /* Fields of a row, if the header has more; SYN_UNSET. */
    struct syn_contract_skip skip_rows;
    int footnotes;    /* 0 none, 1 whatever stands after a blank line */
    const char *only; /* A header: rows where it is empty say nothing. */
    double max_bad;   /* Share of rows quarantined that refuses the extract. */
    struct syn_contract_gate gate;
    const char *key_scheme;
    int geography;        /* enum syn_geography: what its column "area" is. */
    struct syn_ages ages; /* That the extract was filtered to; SYN_UNSET. */
    struct syn_items columns; /* struct syn_contract_column */
    struct syn_contract_cells cells;
    struct syn_items accept; /* struct syn_contract_accept */

    const struct syn_source *definition; /* Filled after reading. */
};

extern const struct syn_schema syn_contract_schema;

/* Reads the contract at PATH alone, without its project; NULL stands for one
 * that names no column of the extract: all of its columns are unnamed.
 *
 * Returns SYN_ECONFIG, reported; SYN_EIO. */
enum syn_status syn_contract_read(struct syn_contract *out,
                                  const char *path,
                                  struct syn_arena *arena,
                                  struct syn_diag *diag) SYN_NODISCARD;

/* The column of CONTRACT called NAME, or NULL. */
const struct syn_contract_column *
syn_contract_column_find(const struct syn_contract *contract, const char *name);

/* Whether CONTRACT is of a table, whose rows are figures and no records. */
static inline bool syn_contract_is_table(const struct syn_contract *contract)
{
    return contract->cells.item.node != NULL;
}

/* How CONTRACT says its files are written. */
struct syn_dialect syn_contract_dialect(const struct syn_contract *contract);

/* What COLUMN of CONTRACT is to the engine. */
enum syn_column_kind
syn_contract_column_kind(const struct syn_contract *contract,
                         const struct syn_contract_column *column);

#endif
