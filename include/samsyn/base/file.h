/* base/file.h - files read whole, and files that appear whole or not at all. */
#ifndef SAMSYN_BASE_FILE_H
#define SAMSYN_BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include <samsyn/base/arena.h>
#include <samsyn/base/diag.h>

/* Reads the regular file at PATH into ARENA, with a NUL behind it.
 *
 * Returns SYN_EIO if it cannot be read; SYN_EINPUT if it is larger than LIMIT
 * or no regular file. */
enum syn_status syn_file_read(char **out,
                              size_t *size,
                              const char *path,
                              size_t limit,
                              struct syn_arena *arena,
                              struct syn_diag *diag) SYN_NODISCARD;

/* Writes the file at PATH: as a new file beside it, synced, then renamed, then
 * the folder synced.  A reader sees the old file or the new one. */
enum syn_status syn_file_write(const char *path,
                               const void *bytes,
                               size_t size,
                               struct syn_diag *diag) SYN_NODISCARD;

bool syn_file_exists(const char *path);
bool syn_folder_exists(const char *path);

/* Makes the folder PATH and those above it. */
enum syn_status syn_folder_make(const char *path,
                                struct syn_diag *diag) SYN_NODISCARD;

/* Waits until no other process holds the folder PATH locked, and locks it until
 * ARENA is freed or the process ends, however it ends. */
enum syn_status syn_folder_lock(const char *path,
                                struct syn_arena *arena,
                                struct syn_diag *diag) SYN_NODISCARD;

/* Removes the folder PATH with the files and folders in it, at most four deep.
 * What is not there counts as removed; links are removed, not followed. */
enum syn_status syn_folder_remove(const char *path,
                                  struct syn_diag *diag) SYN_NODISCARD;

/* Puts the folder FROM in the place of the folder TO, which goes: whoever
 * looks sees the old one, for a moment none, or the new one. */
enum syn_status syn_folder_replace(const char *to,
                                   const char *from,
                                   struct syn_diag *diag) SYN_NODISCARD;

/* The names of the regular files in the folder PATH that match PATTERN, in
 * byte order, NULL at the end.  A folder that is not there has none. */
enum syn_status syn_folder_list(const char *const **out,
                                const char *path,
                                const char *pattern,
                                struct syn_arena *arena,
                                struct syn_diag *diag) SYN_NODISCARD;

/* The names of the folders in the folder PATH, the same way. */
enum syn_status syn_folder_list_folders(const char *const **out,
                                        const char *path,
                                        struct syn_arena *arena,
                                        struct syn_diag *diag) SYN_NODISCARD;

/* FOLDER and NAME joined by a slash; NAME alone if FOLDER is "" or "." . */
const char *
syn_path_join(const char *folder, const char *name, struct syn_arena *arena);

#endif
