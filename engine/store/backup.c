#include <samsyn/store/ledger.h>

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include <sqlite3.h>

#include <samsyn/base/file.h>
#include <samsyn/base/text.h>
#include <samsyn/store/store.h>

enum { CHUNK = 1 << 14 };

static enum syn_status fail(const char *path, struct syn_diag *diag)
{
    return syn_diag_fail(diag, SYN_EIO, (struct syn_loc){path, 0, 0},
                         "store.backup", "cannot write the backup: %s",
                         strerror(errno));
}

static void close_db(void *db)
{
    sqlite3_close_v2(db);
}

/* Claims PATH: nobody else's file is written over. */
static enum syn_status claim(const char *path, struct syn_diag *diag)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

    return fd < 0 || close(fd) != 0 ? fail(path, diag) : SYN_OK;
}

/* Copies all pages within one reading transaction. */
static enum syn_status copy(struct sqlite3 *to,
                            struct sqlite3 *from,
                            const char *path,
                            struct syn_diag *diag)
{
    sqlite3_backup *backup = sqlite3_backup_init(to, "main", from, "main");
    int rc = backup ? sqlite3_backup_step(backup, -1) : SQLITE_ERROR;
    int finished = backup ? sqlite3_backup_finish(backup) : SQLITE_ERROR;

    if (rc == SQLITE_DONE && finished == SQLITE_OK)
        return SYN_OK;
    return syn_diag_fail(diag, SYN_EIO, (struct syn_loc){path, 0, 0},
                         "store.backup", "cannot write the backup: %s",
                         sqlite3_errstr(finished ? finished : rc));
}

static enum syn_status write_copy(struct sqlite3 *from,
                                  const char *path,
                                  struct syn_arena *arena,
                                  struct syn_diag *diag)
{
    struct sqlite3 *to;
    int rc = sqlite3_open_v2(path, &to,
                             SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);

    syn_arena_defer(arena, close_db, to);
    if (rc != SQLITE_OK)
        return syn_store_fail(to, diag);
    sqlite3_extended_result_codes(to, 1);
    enum syn_status status = syn_store_exec(
        to, "PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA;", diag);
    return status ? status : copy(to, from, path, diag);
}

/* Syncs the file and hashes what it holds. */
static enum syn_status
seal_file(char sha256[SYN_SHA256_HEX], const char *path, struct syn_diag *diag)
{
    unsigned char chunk[CHUNK];
    struct syn_sha256 hash;
    ssize_t n = -1;
    int fd = open(path, O_RDONLY | O_CLOEXEC);

    if (fd < 0)
        return fail(path, diag);
    syn_sha256_init(&hash);
    if (fsync(fd) == 0)
        while ((n = read(fd, chunk, sizeof chunk)) > 0)
            syn_sha256_update(&hash, chunk, (size_t)n);
    int reason = errno;
    close(fd);
    errno = reason;
    if (n < 0)
        return fail(path, diag);
    syn_sha256_final(&hash, sha256);
    return SYN_OK;
}

/* Makes the name of the file last. */
static enum syn_status
sync_folder(const char *path, struct syn_arena *arena, struct syn_diag *diag)
{
    const char *slash = strrchr(path, '/');
    const char *folder =
        !slash ? "."
        : slash == path
            ? "/"
            : syn_arena_strndup(arena, path, (size_t)(slash - path));
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    if (fd < 0)
        return fail(path, diag);
    int failed = fsync(fd);
    int reason = errno;
    close(fd);
    errno = reason;
    return failed ? fail(path, diag) : SYN_OK;
}

static enum syn_status note(struct sqlite3 *db,
                            const char *sha256,
                            struct syn_arena *arena,
                            struct syn_diag *diag)
{
    enum syn_status status = syn_store_exec(db, "BEGIN IMMEDIATE", diag);

    if (!status)
        status = syn_trail_add(db, "backup",
                               syn_arena_printf(arena, "sha256=%s", sha256),
                               arena, diag);
    if (!status)
        status = syn_store_exec(db, "COMMIT", diag);
    if (status && !sqlite3_get_autocommit(db))
        sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
    return status;
}

enum syn_status syn_store_backup(char sha256[SYN_SHA256_HEX],
                                 struct sqlite3 *db,
                                 const char *path,
                                 struct syn_arena *arena,
                                 struct syn_diag *diag)
{
    struct syn_verified verified;
    struct sqlite3 *check;
    enum syn_status status = claim(path, diag);

    if (status)
        return status;
    struct syn_arena_mark mark = syn_arena_mark(arena);
    status = write_copy(db, path, arena, diag);
    syn_arena_rewind(arena, mark); /* Closes it. */
    if (!status)
        status = syn_store_open_reader(&check, path, arena, diag);
    if (!status)
        status = syn_store_verify(&verified, check, arena, diag);
    syn_arena_rewind(arena, mark);
    if (!status)
        status = seal_file(sha256, path, diag);
    if (!status)
        status = sync_folder(path, arena, diag);
    if (!status)
        status = note(db, sha256, arena, diag);
    if (status)
        unlink(path);
    return status;
}
