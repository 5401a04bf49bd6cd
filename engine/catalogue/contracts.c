/* The contracts of a project, and what they add to the known sources. */
#include <stdio.h>
#include <string.h>

#include <samsyn/base/file.h>
#include <samsyn/base/hash.h>
#include <samsyn/base/text.h>

#include "parts.h"
#include "scalar.h"

_Static_assert(sizeof((struct syn_contract *)0)->sha256 == SYN_SHA256_HEX,
               "a contract cannot hold its hash");

static enum syn_status read_contract(struct syn_contract *out,
                                     const char *path,
                                     const char *name,
                                     struct syn_arena *arena,
                                     struct syn_diag *diag)
{
    char *text;
    size_t size;

    enum syn_status status =
        syn_file_read(&text, &size, path, SYN_CONFIG_BYTES, arena, diag);
    if (status) /* To the user it is the project that is wrong. */
        return status == SYN_EINPUT ? SYN_ECONFIG : status;
    status = syn_yaml_parse(out, &syn_contract_schema, path, text, size, arena,
                            diag);
    syn_sha256_hex(out->sha256, text, size);
    out->item.name = name;
    out->path = path;
    return status;
}

static enum syn_status
check_name(const char *path, const char *name, struct syn_diag *diag)
{
    if (syn_name_valid(name))
        return SYN_OK;
    return syn_diag_fail(diag, SYN_ECONFIG, (struct syn_loc){path, 0, 0},
                         "catalogue.file-name",
                         "the name of this file must be a-z first, then a-z, "
                         "0-9 and _, at most 60");
}

/* A file that looks like a contract but would not be read is a trap. */
static enum syn_status check_endings(const char *folder,
                                     struct syn_arena *arena,
                                     struct syn_diag *diag)
{
    const char *const *names;
    enum syn_status status =
        syn_folder_list(&names, folder, "*.yml", arena, diag);

    for (; !status && *names; names++)
        status = syn_diag_fail(
            diag, SYN_ECONFIG,
            (struct syn_loc){syn_path_join(folder, *names, arena), 0, 0},
            "catalogue.yml", "a contract's file ends in .yaml");
    return status;
}

enum syn_status syn_contracts_read(struct syn_catalogue *out,
                                   const char *folder,
                                   struct syn_arena *arena,
                                   struct syn_diag *diag)
{
    const char *const *names;
    size_t n = 0;

    folder = syn_path_join(folder, "contracts", arena);
    enum syn_status status = check_endings(folder, arena, diag);
    status = syn_first_trouble(
        status, syn_folder_list(&names, folder, "*.yaml", arena, diag));
    if (status == SYN_EIO)
        return status;
    while (names[n])
        n++;
    struct syn_contract *at = syn_arena_alloc(arena, n, sizeof *at);
    for (size_t i = 0; i < n; i++) {
        const char *path = syn_path_join(folder, names[i], arena);
        const char *name = syn_stem(names[i], ".yaml", arena);
        struct syn_frame frame = {.what = "contract", .which = name};
        syn_frame_push(diag, &frame);
        status = syn_first_trouble(status, check_name(path, name, diag));
        enum syn_status read = read_contract(&at[i], path, name, arena, diag);
        if (read)
            at[i].columns = (struct syn_items){.n = 0}; /* Not to be judged. */
        status = syn_first_trouble(status, read);
        syn_frame_pop(diag, &frame);
    }
    out->contracts = at;
    out->n_contracts = n;
    return syn_first_trouble(status,
                             syn_sources_complete(out, at, arena, diag));
}

/* What stands beside the categories of a figure in its view. */
static bool is_figure_column(const char *name)
{
    static const char *const names[] = {
        "batch", "line",  "profile", "period",      "value",
        "n",     "state", "content", "provisional", NULL};

    return syn_scalar_choice(names, name) >= 0;
}

/* What a contract says of a column, where the source does not have it. */
static enum syn_status own_kind(enum syn_column_kind *kind,
                                const struct syn_contract_column *column,
                                const struct syn_source *source,
                                struct syn_arena *arena,
                                struct syn_diag *diag)
{
    struct syn_written at = syn_item_written(&column->item, NULL, 0);
    bool reserved = syn_column_reserved(kind, column->item.name);

    if (source->is_table) { /* What is beside a figure is text. */
        if (is_figure_column(column->item.name))
            return syn_diag_fail_at(
                diag, SYN_ECONFIG, at.loc, at.caret, "catalogue.cell-reserved",
                "\"%s\" is a column that every figure has; take another name",
                column->item.name);
        *kind = SYN_COL_CATEGORY;
        reserved = true;
    }

    if (reserved && (column->kind < 0 || column->kind == (int)*kind))
        return SYN_OK;
    if (reserved) {
        at = syn_item_written(&column->item, "kind", 0);
        return syn_diag_fail_at(
            diag, SYN_ECONFIG, at.loc, at.caret, "catalogue.kind-reserved",
            "\"%s\" is of kind %s in every source", column->item.name,
            syn_column_kind_names[*kind]);
    }
    *kind = (enum syn_column_kind)column->kind;
    if (column->kind >= 0)
        return SYN_OK;
    size_t n = 0;
    const char **names = syn_arena_alloc(
        arena, source->n_columns + SYN_N_COLUMN_KINDS + 1, sizeof *names);
    for (; n < source->n_columns; n++)
        names[n] = source->columns[n].name;
    for (int k = SYN_COL_REPORTED; k < SYN_N_COLUMN_KINDS; k++)
        names[n++] = syn_column_kind_names[k]; /* Every source may have them. */
    at.caret.suggestion = syn_suggest(column->item.name, names);
    return syn_diag_fail_at(
        diag, SYN_ECONFIG, at.loc, at.caret, "catalogue.column",
        "the source %s has no column \"%s\"; say its kind if it is your own",
        source->name, column->item.name);
}

static enum syn_status check_kind(const struct syn_contract_column *column,
                                  const struct syn_source_column *known,
                                  const struct syn_source *source,
                                  struct syn_diag *diag)
{
    struct syn_written at = syn_item_written(&column->item, "kind", 0);

    if (column->kind < 0 || column->kind == (int)known->kind)
        return SYN_OK;
    return syn_diag_fail_at(
        diag, SYN_ECONFIG, at.loc, at.caret, "catalogue.kind",
        "\"%s\" is of kind %s in the source %s", known->name,
        syn_column_kind_names[known->kind], source->name);
}

/* Whether TEXT may be a value of KNOWN; empty is "not known". */
static bool may_be(const struct syn_source_column *known, const char *text)
{
    return !text || !*text || syn_scalar_choice(known->values, text) >= 0;
}

/* Values that a contract maps to must be those that the source has. */
static enum syn_status check_values(const struct syn_contract_column *column,
                                    const struct syn_source_column *known,
                                    struct syn_arena *arena,
                                    struct syn_diag *diag)
{
    static const char *const keys[] = {"constant", "other"};
    const char *texts[] = {column->constant, column->other};
    enum syn_status status = SYN_OK;

    if (!known->values)
        return SYN_OK;
    for (size_t i = 0; i < column->values.n; i++) {
        const struct syn_pair *pair = &column->values.at[i];
        struct syn_written at = syn_item_written(&column->item, "values", i);
        if (!may_be(known, pair->text))
            status = syn_choice_fail(&at, column->item.name, pair->text,
                                     known->values, arena, diag);
    }
    for (size_t i = 0; i < 2; i++) {
        struct syn_written at = syn_item_written(&column->item, keys[i], 0);
        if (!may_be(known, texts[i]))
            status = syn_choice_fail(&at, column->item.name, texts[i],
                                     known->values, arena, diag);
    }
    return status;
}

static void add_column(struct syn_source *source,
                       struct syn_source_column column,
                       struct syn_arena *arena)
{
    struct syn_source_column *at =
        syn_arena_alloc(arena, source->n_columns + 1, sizeof *at);

    if (source->n_columns)
        memcpy(at, source->columns, source->n_columns * sizeof *at);
    at[source->n_columns++] = column;
    source->columns = at;
}

static enum syn_status complete_column(struct syn_source *source,
                                       const struct syn_contract_column *column,
                                       struct syn_arena *arena,
                                       struct syn_diag *diag)
{
    const struct syn_source_column *known =
        syn_source_column_find(source, column->item.name);
    struct syn_source_column own = {.name = column->item.name};

    if (known) {
        enum syn_status status = check_kind(column, known, source, diag);
        return syn_first_trouble(status,
                                 check_values(column, known, arena, diag));
    }
    enum syn_status status = own_kind(&own.kind, column, source, arena, diag);
    if (!status)
        add_column(source, own, arena);
    return status;
}

static enum syn_status check_source(const struct syn_contract *contract,
                                    struct syn_diag *diag)
{
    struct syn_written at = syn_item_written(&contract->item, "source", 0);

    if (syn_name_valid(contract->source))
        return SYN_OK;
    return syn_diag_fail_at(diag, SYN_ECONFIG, at.loc, at.caret,
                            "catalogue.source-name",
                            "a source's name must be a-z first, then a-z, 0-9 "
                            "and _, at most 60");
}

/* A source has records or figures, not both; those that samsyn knows have
 * records. */
static enum syn_status check_table(struct syn_source *source,
                                   const struct syn_contract *contract,
                                   bool new,
                                   struct syn_diag *diag)
{
    bool is_table = syn_contract_is_table(contract);
    struct syn_written at = syn_item_written(&contract->item, "source", 0);

    if (new)
        source->is_table = is_table;
    if (source->is_table == is_table)
        return SYN_OK;
    return syn_diag_fail_at(
        diag, SYN_ECONFIG, at.loc, at.caret, "catalogue.cell-source",
        "\"%s\" has records, so it cannot have figures too, or the other way; "
        "give tables a source of their own, such as statbank",
        contract->source);
}

/* What figures are used for needs columns that say of whom they are. */
static enum syn_status check_use(const struct syn_contract *contract,
                                 struct syn_diag *diag)
{
    static const char *const needed[] = {"area", "sex", "age"};
    const struct syn_contract_cells *cells = &contract->cells;
    size_t n = cells->use == SYN_USE_POPULATION   ? 3
               : cells->use == SYN_USE_COMPARATOR ? 1
                                                  : 0;

    for (size_t i = 0; i < n; i++) {
        struct syn_written at = syn_item_written(&cells->item, "use", 0);
        if (!syn_contract_column_find(contract, needed[i]))
            return syn_diag_fail_at(diag, SYN_ECONFIG, at.loc, at.caret,
                                    "catalogue.cell-use",
                                    "for this use the columns must say which "
                                    "one is \"%s\"",
                                    needed[i]);
    }
    return SYN_OK;
}

/* The areas of a source are places of one kind, or they could not be counted
 * together. */
static enum syn_status check_geography(struct syn_source *source,
                                       const struct syn_contract *contract,
                                       const struct syn_contract *before,
                                       size_t n_before,
                                       struct syn_diag *diag)
{
    struct syn_written at = syn_item_written(&contract->item, "geography", 0);

    if (!syn_contract_column_find(contract, "area"))
        return SYN_OK;
    source->geography = (enum syn_geography)contract->geography;
    for (size_t i = 0; i < n_before; i++)
        if (before[i].source && strcmp(before[i].source, source->name) == 0 &&
            before[i].geography != contract->geography &&
            syn_contract_column_find(&before[i], "area"))
            return syn_diag_fail_at(
                diag, SYN_ECONFIG, at.loc, at.caret, "catalogue.geography",
                "the areas of %s are by place of %s in the contract %s, and "
                "cannot be counted together with those by place of %s",
                source->name, syn_geography_names[before[i].geography],
                before[i].item.name, syn_geography_names[contract->geography]);
    return SYN_OK;
}

static enum syn_status complete_source(struct syn_source *source,
                                       const struct syn_contract *contract,
                                       struct syn_arena *arena,
                                       struct syn_diag *diag)
{
    const struct syn_contract_column *columns = contract->columns.at;
    struct syn_frame frame = {.what = "contract", .which = contract->item.name};

    syn_frame_push(diag, &frame);
    enum syn_status status = check_source(contract, diag);
    status = syn_first_trouble(status, check_use(contract, diag));
    for (size_t i = 0; i < contract->columns.n; i++)
        status = syn_first_trouble(
            status, complete_column(source, &columns[i], arena, diag));
    syn_frame_pop(diag, &frame);
    return status;
}

enum syn_status syn_sources_complete(struct syn_catalogue *out,
                                     struct syn_contract *contracts,
                                     struct syn_arena *arena,
                                     struct syn_diag *diag)
{
    enum syn_status status = SYN_OK;
    size_t n = out->n_sources;
    struct syn_source *sources =
        syn_arena_alloc(arena, n + out->n_contracts, sizeof *sources);

    if (n)
        memcpy(sources, out->sources, n * sizeof *sources);
    for (size_t i = 0; i < out->n_contracts; i++) {
        const char *name = contracts[i].source;
        if (!name)
            continue; /* Reported. */
        const struct syn_source *found = syn_source_find(sources, n, name);
        size_t at = found ? (size_t)(found - sources) : n++;
        if (!found)
            sources[at] = (struct syn_source){.name = name};
        contracts[i].definition = &sources[at];
        status = syn_first_trouble(
            status, check_table(&sources[at], &contracts[i], !found, diag));
        status = syn_first_trouble(
            status,
            check_geography(&sources[at], &contracts[i], contracts, i, diag));
        status = syn_first_trouble(
            status, complete_source(&sources[at], &contracts[i], arena, diag));
    }
    out->sources = sources;
    out->n_sources = n;
    return status;
}

enum syn_status syn_contract_read(struct syn_contract *out,
                                  const char *path,
                                  struct syn_arena *arena,
                                  struct syn_diag *diag)
{
    /* Rows need no value; what they cover is not known. */
    static const char any[] = "source: extract\n"
                              "files: any\n"
                              "covers: {from: 2000-01, to: 2000-12}\n"
                              "max_bad: 1\n"
                              "columns:\n"
                              "  any: {constant: any, kind: category}\n";
    struct syn_catalogue alone = {.n_contracts = 1};
    enum syn_status status =
        path ? read_contract(out, path, "contract", arena, diag)
             : syn_yaml_parse(out, &syn_contract_schema, "contract", any,
                              sizeof any - 1, arena, diag);

    if (!status)
        status =
            syn_sources_read(&alone.sources, &alone.n_sources, arena, diag);
    if (!status)
        status = syn_sources_complete(&alone, out, arena, diag);
    return status;
}
