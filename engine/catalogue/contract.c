#include <samsyn/catalogue/contract.h>

#include <string.h>

#include "parts.h"
#include "scalar.h"

#define AT(member) offsetof(struct syn_contract_column, member)

static const char *const decimals[] = {",", ".", NULL};
static const char *const groupings[] = {" ", ".", ",", "'", NULL};

static const char *const takes[] = {"all", "code", "text", "depth", NULL};

static const struct syn_key column_keys[] = {
    {"column", SYN_KEY_TEXTS, false, AT(headers),
     .example = "[Anmeldt dato, Anmeldt]",
     .help = "header in the extract; of several, the first that is there"},
    {"nth", SYN_KEY_INT, false, AT(nth), .min = 1, .max = SYN_COLUMNS,
     .fallback = "1", .example = "2",
     .help = "which of several columns with that header"},
    {"constant", SYN_KEY_TEXT, false, AT(constant), .example = "3105",
     .help = "one value for every row, instead of a column"},
    {"format", SYN_KEY_TEXTS, false, AT(formats), .example = "dd.mm.yyyy",
     .help =
         "how dates and times are written; of several, the first that fits"},
    {"zone", SYN_KEY_TEXT, false, AT(zone), .example = "Europe/Oslo",
     .help = "time zone of the place, where the extract tells time in UTC"},
    {"values", SYN_KEY_TEXTMAP, false, AT(values),
     .example = "{Kvinne: female, Mann: male}",
     .help = "value in the extract, and the value it stands for"},
    {"unknown", SYN_KEY_TEXTS, false, AT(unknown), .fallback = "[\"\"]",
     .example = "[\"\", Ukjent]", .help = "values that mean \"not known\""},
    {"separator", SYN_KEY_TEXT, false, AT(separator), .example = "\",\"",
     .help = "what stands between several values in a cell; \",\" in a set"},
    {"kind", SYN_KEY_CHOICE, false, AT(kind), .choices = syn_column_kind_names,
     .example = "category",
     .help = "what a column is that the source does not have"},
    {"other", SYN_KEY_TEXT, false, AT(other), .example = "other",
     .help = "value for what \"values\" does not list"},
    {"trim", SYN_KEY_BOOL, false, AT(trim), .fallback = "no", .example = "yes",
     .help = "whether spaces around a value are taken away"},
    {"min", SYN_KEY_INT, false, AT(min), .example = "0",
     .help = "lowest age or number that can be right"},
    {"max", SYN_KEY_INT, false, AT(max), .example = "110",
     .help = "highest age or number that can be right"},
    {"required", SYN_KEY_BOOL, false, AT(required), .fallback = "no",
     .example = "yes", .help = "whether a row without this value is refused"},
    {"decimal", SYN_KEY_TEXT, false, AT(decimal), .choices = decimals,
     .example = "\",\"", .help = "what stands before the decimals of a number"},
    {"thousands", SYN_KEY_TEXT, false, AT(thousands), .choices = groupings,
     .example = "\" \"",
     .help = "what stands between groups of three digits of a number"},
    {"pad", SYN_KEY_INT, false, AT(pad), .min = 0, .max = 15, .fallback = "0",
     .example = "4",
     .help = "digits of a code; zeros that a spreadsheet lost are put back"},
    {"take", SYN_KEY_CHOICE, false, AT(take), .choices = takes,
     .fallback = "all", .example = "code",
     .help = "what of a cell such as \"3105 Sarpsborg\" counts"},
};

static enum syn_status fail_choice_of_two(const struct syn_item *item,
                                          const char *key,
                                          const char *other,
                                          struct syn_diag *diag)
{
    struct syn_written at = syn_item_written(item, key, 0);

    return syn_diag_fail_at(
        diag, SYN_ECONFIG, at.loc, at.caret, "catalogue.either",
        "either \"%s\" or \"%s\" must be given, not both", key, other);
}

static enum syn_status finish_column(void *item, struct syn_diag *diag)
{
    const struct syn_contract_column *column = item;
    struct syn_written at = syn_item_written(&column->item, NULL, 0);

    if (column->item.name && !syn_name_valid(column->item.name))
        return syn_diag_fail_at(
            diag, SYN_ECONFIG, at.loc, at.caret, "catalogue.name",
            "\"%s\" cannot be a name: a-z first, then a-z, 0-9 and _, at most "
            "60",
            column->item.name);
    if ((column->headers.n > 0) == (column->constant != NULL))
        return fail_choice_of_two(&column->item, "constant", "column", diag);
    if (column->min != SYN_UNSET && column->max != SYN_UNSET &&
        column->max < column->min) {
        at = syn_item_written(&column->item, "max", 0);
        return syn_diag_fail_at(diag, SYN_ECONFIG, at.loc, at.caret,
                                "catalogue.min-max",
                                "\"max\" is lower than \"min\"");
    }
    return SYN_OK;
}

const struct syn_schema syn_contract_column_schema = {
    .name = "column",
    .size = sizeof(struct syn_contract_column),
    .keys = column_keys,
    .n_keys = sizeof column_keys / sizeof *column_keys,
    .shorthand = "column",
    .finish = finish_column,
};

#undef AT
#define AT(member) offsetof(struct syn_contract_covers, member)

static const struct syn_key covers_keys[] = {
    {"from", SYN_KEY_MONTH, false, AT(from), .example = "2019-01",
     .help = "first month that the extract covers"},
    {"to", SYN_KEY_MONTH, false, AT(to), .example = "2025-06",
     .help = "last month that the extract covers"},
    {"from_name", SYN_KEY_TEXT, false, AT(from_name),
     .example = "\"stop_{yyyy}-{mm}.csv\"",
     .help = "file name, with {yyyy} or {yy} and {mm} or {month} in it"},
    {"from_column", SYN_KEY_TEXT, false, AT(from_column), .example = "reported",
     .help = "date column; from its first to its last date"},
};

/* Whether each {place} in PATTERN is one that file names can have. */
static bool places_known(const char *pattern)
{
    static const char *const places[] = {"{yyyy}",  "{yy}",   "{mm}",
                                         "{month}", "{part}", NULL};

    for (const char *s = pattern; (s = strpbrk(s, "{}")) != NULL;) {
        size_t i = 0;
        while (places[i] && strncmp(s, places[i], strlen(places[i])) != 0)
            i++;
        if (!places[i])
            return false;
        s += strlen(places[i]);
    }
    return true;
}

static enum syn_status check_pattern(const struct syn_item *item,
                                     const char *key,
                                     const char *pattern,
                                     bool complete,
                                     struct syn_diag *diag)
{
    struct syn_written at = syn_item_written(item, key, 0);

    if (complete && places_known(pattern))
        return SYN_OK;
    return syn_diag_fail_at(
        diag, SYN_ECONFIG, at.loc, at.caret, "catalogue.pattern",
        "\"%s\" needs {yyyy} or {yy} for a period, {part} for a part; it may "
        "also hold {mm} or {month}, and no other braces",
        key);
}

static enum syn_status finish_covers(void *item, struct syn_diag *diag)
{
    const struct syn_contract_covers *covers = item;
    struct syn_written at = syn_item_written(&covers->item, NULL, 0);
    bool from = covers->from != SYN_UNSET, to = covers->to != SYN_UNSET;
    int ways = (from || to) + (covers->from_name != NULL) +
               (covers->from_column != NULL);

    if (ways != 1 || from != to)
        return syn_diag_fail_at(diag, SYN_ECONFIG, at.loc, at.caret,
                                "catalogue.covers",
                                "say what is covered in one way: from and to, "
                                "or from_name, or from_column");
    if (from && covers->to < covers->from) {
        at = syn_item_written(&covers->item, "to", 0);
        return syn_diag_fail_at(diag, SYN_ECONFIG, at.loc, at.caret,
                                "catalogue.covers-order",
                                "\"to\" is before \"from\"");
    }
    if (covers->from_name)
        return check_pattern(&covers->item, "from_name", covers->from_name,
                             strstr(covers->from_name, "{yy") != NULL, diag);
    return SYN_OK;
}

const struct syn_schema syn_contract_covers_schema = {
    .name = "covers",
    .size = sizeof(struct syn_contract_covers),
    .keys = covers_keys,
    .n_keys = sizeof covers_keys / sizeof *covers_keys,
    .finish = finish_covers,
};

#undef AT
#define AT(member) offsetof(struct syn_contract_accept, member)

/* All kinds of extract/gate.h but identity numbers, which nothing
 * excuses; "header" is the name of the column itself. */
static const char *const rules[] = {
    "coordinate", "address",   "phone",  "email",      "name",   "account",
    "plate",      "case",      "duf",    "birth-date", "handle", "time",
    "key",        "free-text", "header", NULL};

static const struct syn_key accept_keys[] = {
    {"column", SYN_KEY_TEXT, true, AT(column), .example = "Latitude",
     .help = "header of a column that is not stored"},
    {"rule", SYN_KEY_TEXT, true, AT(rule), .choices = rules,
     .example = "coordinate", .help = "what is known to stand in it"},
    {"reason", SYN_KEY_TEXT, true, AT(reason),
     .example = "rounded to the nearest street by the police",
     .help = "why that is accepted; printed in the quality report"},
};

const struct syn_schema syn_contract_accept_schema = {
    .name = "accept",
    .size = sizeof(struct syn_contract_accept),
    .keys = accept_keys,
    .n_keys = sizeof accept_keys / sizeof *accept_keys,
};

#undef AT
#define AT(member) offsetof(struct syn_contract_skip, member)

static const struct syn_key skip_keys[] = {
    {"column", SYN_KEY_TEXT, true, AT(column), .example = "Region",
     .help = "header of the column that tells a sum"},
    {"values", SYN_KEY_TEXTS, true, AT(values), .example = "[Sum, Totalt]",
     .help = "what stands there in a row that is the sum of others"},
};

const struct syn_schema syn_contract_skip_schema = {
    .name = "skip_rows",
    .size = sizeof(struct syn_contract_skip),
    .keys = skip_keys,
    .n_keys = sizeof skip_keys / sizeof *skip_keys,
};

#undef AT
#define AT(member) offsetof(struct syn_contract_gate, member)

static const char *const switches[] = {"auto", "on", "off", NULL};

static const struct syn_key gate_keys[] = {
    {"max_share", SYN_KEY_NUMBER, false, AT(max_share), .min = 0, .max = 1,
     .fallback = "0.001", .example = "0.001",
     .help = "share of rows with personal data at which the extract is "
             "refused"},
    {"max_rows", SYN_KEY_INT, false, AT(max_rows), .min = 0, .max = 100000,
     .fallback = "20", .example = "20",
     .help = "rows with personal data at which the extract is refused"},
    {"identity_2032", SYN_KEY_CHOICE, false, AT(identity_2032),
     .choices = switches, .fallback = "auto", .example = "auto",
     .help = "whether identity numbers by the rule of 2032 are certain"},
    {"max_unique", SYN_KEY_NUMBER, false, AT(max_unique), .min = 0, .max = 1,
     .example = "0.2",
     .help = "share of rows that may be alone with their day, age, sex and "
             "place"},
};

const struct syn_schema syn_contract_gate_schema = {
    .name = "gate",
    .size = sizeof(struct syn_contract_gate),
    .keys = gate_keys,
    .n_keys = sizeof gate_keys / sizeof *gate_keys,
};

#undef AT
#define AT(member) offsetof(struct syn_contract, member)

/* In the order of enum syn_encoding; then what is the same as one of it. */
static const char *const encodings[] = {"detect",   "utf-8",    "windows-1252",
                                        "utf-16le", "utf-16be", "iso-8859-1",
                                        NULL};
static const char *const delimiters[] = {";",  ",",  "|", "tab", "\t",
                                         ", ", "; ", " ", NULL};
static const char *const quotes[] = {"\"", "'", "none", NULL};
static const char *const escapes[] = {"\\", NULL};
static const char *const footnotes[] = {"none", "after-blank-line", NULL};
static const char *const line_ends[] = {"lf", "cr", NULL};

static const struct syn_key contract_keys[] = {
    {"source", SYN_KEY_TEXT, true, AT(source), .example = "police_case",
     .help = "kind of extract; one that samsyn knows, or a name of one's own"},
    {"title", SYN_KEY_TEXT, false, AT(title), .example = "Øst politidistrikt",
     .help = "where the figures are from, as printed under them"},
    {"files", SYN_KEY_TEXTS, true, AT(files), .example = "\"cases_*.csv\"",
     .help = "files below extracts/; * is anything"},
    {"part", SYN_KEY_TEXT, false, AT(part), .example = "east",
     .help = "force, station or school, where each sends a file of its own"},
    {"part_from_name", SYN_KEY_TEXT, false, AT(part_from_name),
     .example = "\"*-{part}-stop-and-search.csv\"",
     .help = "file name, with {part} where the part stands"},
    {"covers", SYN_KEY_OBJECT, true, AT(covers),
     .sub = &syn_contract_covers_schema,
     .example = "{from: 2019-01, to: 2025-06}",
     .help = "months that the extract covers; a month without rows is zero"},
    {"extracted", SYN_KEY_DAY, false, AT(extracted), .example = "2025-07-04",
     .help = "day the extract was made; without it, the last day covered"},
    {"settles", SYN_KEY_INT, false, AT(settles), .min = 0, .max = 3650,
     .fallback = "0", .example = "90",
     .help = "days until what happened is registered"},
    {"encoding", SYN_KEY_CHOICE, false, AT(encoding), .choices = encodings,
     .fallback = "detect", .example = "windows-1252",
     .help = "how letters such as å are stored"},
    {"delimiter", SYN_KEY_TEXT, false, AT(delimiter), .choices = delimiters,
     .example = "\";\"", .help = "what stands between fields; else detected"},
    {"quote", SYN_KEY_TEXT, false, AT(quote), .choices = quotes,
     .example = "\"'\"",
     .help = "what stands around a field, else \"; none: quotes are text"},
    {"escape", SYN_KEY_TEXT, false, AT(escape), .choices = escapes,
     .example = "\"\\\\\"",
     .help = "what stands before a quote in a quoted field, else a quote"},
    {"line_end", SYN_KEY_CHOICE, false, AT(line_end), .choices = line_ends,
     .fallback = "lf", .example = "cr",
     .help = "what ends a line; lf also stands for carriage return and lf"},
    {"skip_lines", SYN_KEY_INT, false, AT(skip_lines), .min = 0, .max = 1000,
     .fallback = "0", .example = "3", .help = "lines before the header"},
    {"header_lines", SYN_KEY_INT, false, AT(header_lines), .min = 0, .max = 9,
     .fallback = "1", .example = "2",
     .help = "rows of the header; of none, columns are called 1, 2, 3"},
    {"trailing_delimiter", SYN_KEY_BOOL, false, AT(trailing_delimiter),
     .fallback = "no", .example = "yes",
     .help = "whether every row ends with a delimiter that says nothing"},
    {"row_fields", SYN_KEY_INT, false, AT(row_fields), .min = 1,
     .max = SYN_COLUMNS, .example = "6",
     .help = "fields of every row, where the header has more"},
    {"skip_rows", SYN_KEY_OBJECT, false, AT(skip_rows),
     .sub = &syn_contract_skip_schema,
     .example = "{column: Region, values: [Sum, Totalt]}",
     .help = "rows that are sums of others; listed, and not loaded"},
    {"footnotes", SYN_KEY_CHOICE, false, AT(footnotes), .choices = footnotes,
     .fallback = "none", .example = "after-blank-line",
     .help = "where notes below the table begin; listed, and not loaded"},
    {"only", SYN_KEY_TEXT, false, AT(only), .example = "Offender age",
     .help = "header; rows where it is empty are passed over"},
    {"max_bad", SYN_KEY_NUMBER, false, AT(max_bad), .min = 0, .max = 1,
     .fallback = "0.05", .example = "0.05",
     .help = "share of rows refused at which the whole extract is"},
    {"gate", SYN_KEY_OBJECT, false, AT(gate), .sub = &syn_contract_gate_schema,
     .example = "{max_share: 0.001, max_rows: 20}",
     .help = "how much personal data refuses the extract"},
    {"key_scheme", SYN_KEY_TEXT, false, AT(key_scheme), .example = "east-2024",
     .help = "name of the way keys were made; equal names can be linked"},
    {"geography", SYN_KEY_CHOICE, false, AT(geography),
     .choices = syn_geography_names, .fallback = "scene",
     .example = "residence",
     .help = "which place the area is: where it happened, or where the person "
             "lives"},
    {"ages", SYN_KEY_AGES, false, AT(ages), .example = "15-",
     .help = "ages that the owner left in the extract, if not all"},
    {"columns", SYN_KEY_MAP, true, AT(columns),
     .sub = &syn_contract_column_schema,
     .example = "{reported: Anmeldt dato, age: Alder}",
     .help = "samsyn's columns, and where in the extract they are"},
    {"cells", SYN_KEY_OBJECT, false, AT(cells),
     .sub = &syn_contract_cells_schema,
     .example = "{values: {Andel: share}, period: År}",
     .help = "where the figures stand of an extract that is a table already"},
    {"accept", SYN_KEY_OBJECTS, false, AT(accept),
     .sub = &syn_contract_accept_schema,
     .example = "[{column: Latitude, rule: coordinate, reason: rounded}]",
     .help = "personal data known to stand in columns that are not stored"},
};

/* Whether a list that must say something has nothing in it. */
static enum syn_status check_not_empty(const struct syn_item *item,
                                       const char *key,
                                       size_t n,
                                       struct syn_diag *diag)
{
    struct syn_written at = syn_item_written(item, key, 0);

    if (n)
        return SYN_OK;
    return syn_diag_fail_at(diag, SYN_ECONFIG, at.loc, at.caret,
                            "catalogue.nothing", "\"%s\" names nothing", key);
}

/* Whether HEADER is one that the contract's columns are read from. */
static bool is_stored(const struct syn_contract *contract, const char *header)
{
    const struct syn_contract_column *columns = contract->columns.at;

    for (size_t i = 0; i < contract->columns.n; i++)
        if (columns[i].headers.n &&
            syn_scalar_choice(columns[i].headers.at, header) >= 0)
            return true;
    return false;
}

static enum syn_status check_accept(const struct syn_contract *contract,
                                    struct syn_diag *diag)
{
    const struct syn_contract_accept *accept = contract->accept.at;
    enum syn_status status = SYN_OK;

    for (size_t i = 0; i < contract->accept.n; i++) {
        struct syn_written at = syn_item_written(&accept[i].item, "column", 0);
        if (is_stored(contract, accept[i].column))
            status = syn_diag_fail_at(
                diag, SYN_ECONFIG, at.loc, at.caret, "catalogue.accept-stored",
                "the column \"%s\" is stored, so nothing personal can be "
                "accepted in it",
                accept[i].column);
    }
    return status;
}

static enum syn_status check_from_column(const struct syn_contract *contract,
                                         struct syn_diag *diag)
{
    const char *name = contract->covers.from_column;
    struct syn_written at =
        syn_item_written(&contract->covers.item, "from_column", 0);

    if (!name || syn_contract_column_find(contract, name))
        return SYN_OK;
    return syn_diag_fail_at(
        diag, SYN_ECONFIG, at.loc, at.caret, "catalogue.from-column",
        "\"%s\" is none of the columns of this contract", name);
}

static enum syn_status check_part(const struct syn_contract *contract,
                                  struct syn_diag *diag)
{
    const char *pattern = contract->part_from_name;

    if (!pattern)
        return SYN_OK;
    if (contract->part)
        return fail_choice_of_two(&contract->item, "part", "part_from_name",
                                  diag);
    return check_pattern(&contract->item, "part_from_name", pattern,
                         strstr(pattern, "{part}") != NULL, diag);
}

static enum syn_status finish_contract(void *item, struct syn_diag *diag)
{
    struct syn_contract *contract = item;
    enum syn_status status = SYN_OK;

    if (contract->delimiter && strcmp(contract->delimiter, "tab") == 0)
        contract->delimiter = "\t";
    if (contract->encoding == SYN_ENC_UTF16BE + 1)
        contract->encoding = SYN_ENC_WINDOWS_1252;
    status = check_not_empty(&contract->item, "files", contract->files.n, diag);
    status =
        syn_first_trouble(status, check_not_empty(&contract->item, "columns",
                                                  contract->columns.n, diag));
    status = syn_first_trouble(status, check_part(contract, diag));
    status = syn_first_trouble(status, check_from_column(contract, diag));
    return syn_first_trouble(status, check_accept(contract, diag));
}

const struct syn_schema syn_contract_schema = {
    .name = "contract",
    .size = sizeof(struct syn_contract),
    .keys = contract_keys,
    .n_keys = sizeof contract_keys / sizeof *contract_keys,
    .finish = finish_contract,
};

const struct syn_contract_column *
syn_contract_column_find(const struct syn_contract *contract, const char *name)
{
    const struct syn_contract_column *columns = contract->columns.at;

    for (size_t i = 0; i < contract->columns.n; i++)
        if (strcmp(columns[i].item.name, name) == 0)
            return &columns[i];
    return NULL;
}

enum syn_column_kind
syn_contract_column_kind(const struct syn_contract *contract,
                         const struct syn_contract_column *column)
{
    enum syn_column_kind kind = SYN_COL_CATEGORY;
    const struct syn_source_column *known =
        contract->definition
            ? syn_source_column_find(contract->definition, column->item.name)
            : NULL;

    if (known)
        return known->kind;
    if (column->kind >= 0)
        return (enum syn_column_kind)column->kind;
    syn_column_reserved(&kind, column->item.name);
    return kind;
}

struct syn_dialect syn_contract_dialect(const struct syn_contract *contract)
{
    const char *delimiter = contract->delimiter ? contract->delimiter : "";
    const char *quote = contract->quote ? contract->quote : "";
    bool none = strcmp(quote, "none") == 0;

    return (struct syn_dialect){
        .encoding = (enum syn_encoding)contract->encoding,
        .delimiter = *delimiter,
        .second = (char)(*delimiter ? delimiter[1] : 0),
        .quote = (char)(none ? SYN_NO_QUOTE : *quote),
        .escape = (char)(contract->escape ? *contract->escape : 0),
        .cr = contract->line_end == 1,
        .skip_lines = (unsigned)contract->skip_lines};
}
