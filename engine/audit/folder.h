/* folder.h - an audit of folders while it runs.  Private to audit. */
#ifndef SAMSYN_AUDIT_FOLDER_PARTS_H
#define SAMSYN_AUDIT_FOLDER_PARTS_H

#include <samsyn/audit/folder.h>

#include "document.h"
#include "view.h"

/* Numbers, as decimals without trailing zeros. */
struct numbers {
    struct index index;
};

/* One of the folders, oldest first. */
struct source_folder {
    size_t order;
    bool known;           /* Given with --against: not searched. */
    bool samsyn;          /* It has a manifest of samsyn. */
    json_t *dims;         /* Nodes, of the manifest; or NULL. */
    json_t *additive;     /* By indicator, of the manifest; or NULL. */
    struct numbers shown; /* By all files, if SAMSYN. */
    bool is_gathered;     /* SHOWN is filled. */
};

/* How a count is tied to the counts of its parts. */
enum tie {
    SUM,      /* It is their sum. */
    DISTINCT, /* No part is more, all parts together are no less. */
    PART,     /* No part is more. */
    NONE,
    LAST /* Of periods: it is that of the last part. */
};

/* Of one indicator: in each dimension.  OF are those of what its counts are
 * parts of, or NULL; OF_NAME is the indicator that counts that, or a name of
 * its own. */
struct ties {
    enum tie *in;
    const char *of_name;
    const struct ties *of;
    bool of_is_own;
    bool of_things; /* Nobody is behind its counts. */
};

struct folder_file {
    struct source_folder *from;
    struct document doc;
    struct numbers shown;
    const struct numbers *hidden; /* True counts that nobody shows, or NULL. */
    const char *seen, *in_bytes;  /* The first of these that stands here. */
};

/* A row of a table that names a cell. */
struct entry {
    const struct folder_file *file;
    const struct sheet *sheet;
    const size_t *dim_column;
    uint32_t row, value; /* VALUE: its column. */
    uint32_t cell;       /* Number of its name, over all dimensions. */
    uint32_t universe;
    int64_t count;
    bool shown, counts; /* COUNTS: not a rate or the like. */
    bool dropped;       /* It contradicts an earlier one, which was told. */
};

struct folder_audit {
    struct syn_arena *arena;
    struct syn_diag *diag;
    const struct syn_folder_call *call;
    int64_t threshold, width, work;
    struct folder_file *files;
    struct syn_finding_line *findings;
    size_t n_files, file_room, n_findings, finding_room, n_folders, n_targets;

    const char **dims; /* Names of all dimensions. */
    size_t n_dims, dim_room;
    struct index pool;  /* Texts of all tables. */
    struct index cells; /* Texts of each dimension, by numbers in POOL. */
    uint32_t *scratch;  /* For one such tuple. */
    size_t *component;  /* Of each dimension: those of one table are one. */
    struct entry *entries;
    size_t n_entries, entry_room;
    struct index universes, tie_keys;
    struct ties **ties;
    size_t tie_room;
    struct sheet truth, hierarchy; /* column NULL: not given. */
    size_t truth_count, *truth_dims;
    struct numbers hidden; /* True counts that are hidden, and not shown. */
};

void syn_folder_find(struct folder_audit *a,
                     const char *file,
                     const char *cell,
                     const char *finding,
                     const char *recipe);

/* Reads the nodes of the manifest at PATH. */
enum syn_status syn_folder_manifest(struct folder_audit *a,
                                    const char *path,
                                    struct source_folder *from) SYN_NODISCARD;

/* The column of SHEET that holds values, or SIZE_MAX. */
size_t syn_folder_value_column(const struct sheet *sheet);

/* Adds a dimension that is not there, unless NAME is that of a description. */
void syn_folder_add_dim(struct folder_audit *a, const char *name);

/* Calls FN with every table that names cells. */
void syn_folder_each_table(struct folder_audit *a,
                           void (*fn)(struct folder_audit *,
                                      const struct folder_file *,
                                      const struct sheet *));

/* Calls areas otherwise that are called as others of an earlier folder. */
void syn_folder_tell_apart(struct folder_audit *a);

/* Finds the dimensions of all tables. */
void syn_folder_dims(struct folder_audit *a);

/* Reads what --truth and --hierarchy name. */
enum syn_status syn_folder_lists(struct folder_audit *a) SYN_NODISCARD;

/* The name of a cell: "focus=vold;age=16-17", with every dimension. */
const char *syn_folder_key(const struct folder_audit *a, const struct entry *e);

/* Finds the rows that name cells, and tells where they disagree. */
enum syn_status syn_folder_tables(struct folder_audit *a) SYN_NODISCARD;

/* The indicator that INDICATOR is a part of, and so on; or itself. */
const char *syn_folder_root(const struct source_folder *from,
                            const char *indicator);

/* The ties of the cell of an entry. */
const struct ties *syn_folder_ties(struct folder_audit *a,
                                   const struct entry *e);

/* Puts into BOOK what TIES say of each of its first N cells; NULL: nothing. */
void syn_folder_tie(struct book *book,
                    const struct ties *const *ties,
                    size_t n);

/* Attacks them. */
enum syn_status syn_folder_attack(struct folder_audit *a) SYN_NODISCARD;

/* Puts into a->hidden what TRUTH says is hidden. */
void syn_folder_hidden(struct folder_audit *a);

/* Notes a number that a reader of FILE, a folder_file, sees. */
void syn_folder_see(void *file, const char *number);

/* Looks for hidden numbers in the bytes of FILE. */
void syn_folder_search(struct folder_file *file);

/* Judges what a reader does not see, and what is drawn. */
void syn_folder_carriers(struct folder_audit *a);

#endif
