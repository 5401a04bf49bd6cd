/* folder.h - an audit of folders while it runs.  Private to audit. */
#ifndef SAMSYN_AUDIT_FOLDER_PARTS_H
#define SAMSYN_AUDIT_FOLDER_PARTS_H

#include <samsyn/audit/folder.h>

#include "document.h"
#include "view.h"

/* One of the folders, oldest first. */
struct source_folder {
    size_t order;
    bool known;   /* Given with --against: not searched. */
    bool samsyn;  /* It has a manifest of samsyn. */
    json_t *dims; /* Nodes, of the manifest; or NULL. */
};

struct folder_file {
    struct source_folder *from;
    struct document doc;
};

/* A row of a table that names a cell. */
struct entry {
    const struct folder_file *file;
    const struct sheet *sheet;
    size_t row, value; /* VALUE: its column. */
    const size_t *dim_column;
    const char *key; /* "focus=vold;age=16-17", with every dimension. */
    size_t universe;
    bool shown;
    int64_t count;
    bool dropped; /* It contradicts an earlier one, which was told. */
};

struct folder_audit {
    struct syn_arena *arena;
    struct syn_diag *diag;
    const struct syn_folder_call *call;
    int64_t threshold, width;
    struct folder_file *files;
    struct syn_finding_line *findings;
    size_t n_files, file_room, n_findings, finding_room, n_folders, n_targets;

    const char **dims; /* Names of all dimensions. */
    size_t n_dims, dim_room;
    size_t *component; /* Of each dimension: those of one table are one. */
    struct entry *entries;
    size_t n_entries, entry_room;
    struct index universes;
    struct sheet truth, hierarchy; /* column NULL: not given. */
    size_t truth_count, *truth_dims;
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

/* Finds the rows that name cells, and tells where they disagree. */
enum syn_status syn_folder_tables(struct folder_audit *a) SYN_NODISCARD;

/* Attacks them. */
enum syn_status syn_folder_attack(struct folder_audit *a) SYN_NODISCARD;

/* Judges what a reader does not see, and what is drawn. */
void syn_folder_carriers(struct folder_audit *a);

#endif
