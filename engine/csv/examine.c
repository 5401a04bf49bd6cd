#include <samsyn/csv/reader.h>

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <samsyn/base/text.h>

#include "decode.h"
#include "mark.h"

enum { CHUNK_BYTES = 256 * 1024, HEAD_BYTES = 64 * 1024, CARRY = 4 };

/* What a pass over the bytes keeps. */
struct pass {
    struct syn_sha256 hash;
    uint64_t bytes;
    size_t n_head;
    bool utf8;      /* So far. */
    bool multibyte; /* A character of several bytes that is valid UTF-8. */
    bool undefined; /* A byte that Windows-1252 does not define. */
    bool nul;
    size_t carried; /* Bytes of a character that the next chunk may end. */
    char head[HEAD_BYTES + 1];
    char chunk[CARRY + CHUNK_BYTES];
};

static enum syn_status refuse(struct syn_diag *diag,
                              const char *path,
                              const char *code,
                              const char *text)
{
    return syn_diag_fail(diag, SYN_EINPUT, (struct syn_loc){path, 0, 0}, code,
                         "%s", syn_diag_text(diag, code, text));
}

/* --- what is no CSV ---------------------------------------------------- */

static const struct {
    const char *bytes;
    size_t n;
    const char *code, *text;
} foreign[] = {
    {"PK\003\004", 4, "csv.excel",
     "this is an Excel or zip file; save it as \"CSV UTF-8\""},
    {"\320\317\021\340", 4, "csv.old-excel",
     "this is an old Excel file; save it as \"CSV UTF-8\""},
    {"\037\213", 2, "csv.gzip", "this file is compressed; unpack it first"},
    {"%PDF", 4, "csv.pdf", "this is a PDF; ask for the table as CSV"},
    {"\377\376", 2, "csv.utf16",
     "this file is UTF-16; save it as \"CSV UTF-8\""},
    {"\376\377", 2, "csv.utf16be",
     "this file is UTF-16; save it as \"CSV UTF-8\""},
    {"\0\0\376\377", 4, "csv.utf32",
     "this file is UTF-32; save it as \"CSV UTF-8\""},
};

static enum syn_status
recognise(const struct pass *pass, const char *path, struct syn_diag *diag)
{
    for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++)
        if (pass->n_head >= foreign[i].n &&
            memcmp(pass->head, foreign[i].bytes, foreign[i].n) == 0)
            return refuse(diag, path, foreign[i].code, foreign[i].text);
    const char *h = pass->head;
    if (pass->n_head >= 4 &&
        ((h[0] && !h[1] && h[2] && !h[3]) || (!h[0] && h[1] && !h[2] && h[3])))
        return refuse(diag, path, "csv.utf16-no-bom",
                      "this file looks like UTF-16; save it as \"CSV UTF-8\"");
    return SYN_OK;
}

/* --- the pass ---------------------------------------------------------- */

static void look_at(struct pass *pass, const char *bytes, size_t n)
{
    size_t keep = HEAD_BYTES - pass->n_head;

    if (keep > n)
        keep = n;
    memcpy(pass->head + pass->n_head, bytes, keep);
    pass->n_head += keep;
    pass->bytes += n;
    syn_sha256_update(&pass->hash, bytes, n);
    for (size_t i = 0; i < n && !pass->undefined; i++)
        pass->undefined = syn_undefined_1252((unsigned char)bytes[i]);
}

/* Whether the N bytes at S, valid UTF-8, are more than ASCII. */
static bool beyond_ascii(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (s[i] & 0x80)
            return true;
    return false;
}

/* Continues the check for UTF-8 over the CARRIED bytes and N new ones. */
static void check_utf8(struct pass *pass, size_t n, bool last)
{
    size_t total = pass->carried + n, at = 0;

    for (;;) {
        size_t good = syn_utf8_valid_prefix(pass->chunk + at, total - at);
        pass->multibyte =
            pass->multibyte || beyond_ascii(pass->chunk + at, good);
        at += good;
        if (at == total || (!last && total - at < CARRY))
            break;
        pass->utf8 = false; /* One byte that is none; the rest may be. */
        at++;
    }
    memmove(pass->chunk, pass->chunk + at, total - at);
    pass->carried = total - at;
}

static enum syn_status
read_through(struct pass *pass, int fd, const char *path, struct syn_diag *diag)
{
    pass->utf8 = true;
    syn_sha256_init(&pass->hash);
    for (;;) {
        ssize_t n = read(fd, pass->chunk + pass->carried, CHUNK_BYTES);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return syn_diag_fail(diag, SYN_EIO, (struct syn_loc){path, 0, 0},
                                 "csv.read", "cannot read the file: %s",
                                 strerror(errno));
        look_at(pass, pass->chunk + pass->carried, (size_t)n);
        check_utf8(pass, (size_t)n, n == 0);
        if (n == 0)
            return SYN_OK;
    }
}

/* --- dialect ----------------------------------------------------------- */

static enum syn_status decide_encoding(struct syn_dialect *out,
                                       const struct pass *pass,
                                       const char *path,
                                       struct syn_diag *diag)
{
    enum syn_encoding stated = out->encoding;

    out->bom = pass->n_head >= 3 && memcmp(pass->head, "\xef\xbb\xbf", 3) == 0;
    if (stated == SYN_ENC_DETECT)
        out->encoding = pass->utf8 ? SYN_ENC_UTF8 : SYN_ENC_WINDOWS_1252;
    if (out->encoding == SYN_ENC_UTF8 && !pass->utf8)
        return refuse(diag, path, "csv.not-utf8",
                      "the contract says UTF-8, but some bytes are not; is it "
                      "windows-1252?");
    /* Both at once, or a mark of UTF-8 before what is none: one of them would
     * come out wrong.  Only the contract can say. */
    bool odd = (out->bom || pass->multibyte) && stated == SYN_ENC_DETECT;
    if (out->encoding == SYN_ENC_WINDOWS_1252 && (pass->undefined || odd))
        return refuse(diag, path, "csv.mixed-encoding",
                      "the file is neither UTF-8 nor Windows-1252; it may be "
                      "made of several files");
    return SYN_OK;
}

static const char *after_line(const char *at)
{
    at += strcspn(at, "\n");
    return *at ? at + 1 : at;
}

/* Fields that DELIMITER makes of the line at AT. */
static size_t count_fields(const char *at, char delimiter)
{
    bool quoted = false;
    size_t n = 1;

    for (; *at && (quoted || *at != '\n'); at++) {
        quoted ^= *at == '"';
        n += *at == delimiter && !quoted;
    }
    return n;
}

static void decide_delimiter(struct syn_dialect *out, const char *head)
{
    static const char candidates[] = ";,\t|";
    size_t most = 1;

    if (out->bom)
        head += 3;
    if (out->skip_lines == 0 && strncmp(head, "sep=", 4) == 0) {
        out->skip_lines = 1;
        if (!out->delimiter && head[4] && strchr(candidates, head[4]))
            out->delimiter = head[4];
    }
    if (out->delimiter)
        return;
    for (unsigned i = 0; i < out->skip_lines; i++)
        head = after_line(head);
    head += strspn(head, "\r\n"); /* Blank lines are passed over. */
    out->delimiter = ';';
    for (const char *c = candidates; *c; c++) {
        size_t n = count_fields(head, *c);
        if (n > most) {
            most = n;
            out->delimiter = *c;
        }
    }
}

/* --- the question ------------------------------------------------------ */

static void close_fd(void *p)
{
    close(*(int *)p);
}

static enum syn_status open_regular(int *out,
                                    const char *path,
                                    struct syn_arena *arena,
                                    struct syn_diag *diag)
{
    struct stat info;
    int *fd = syn_arena_alloc(arena, 1, sizeof *fd);

    *fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (*fd < 0 || fstat(*fd, &info) != 0)
        return syn_diag_fail(diag, SYN_EIO, (struct syn_loc){path, 0, 0},
                             "csv.open", "cannot open the file: %s",
                             strerror(errno));
    syn_arena_defer(arena, close_fd, fd);
    *out = *fd;
    if (!S_ISREG(info.st_mode))
        return refuse(diag, path, "csv.not-a-file",
                      "this is not a regular file");
    return SYN_OK;
}

enum syn_status syn_csv_examine(struct syn_csv_facts *out,
                                const char *path,
                                const struct syn_dialect *wanted,
                                struct syn_diag *diag)
{
    struct syn_arena *arena = syn_arena_new((size_t)1 << 20);
    struct pass *pass = syn_arena_alloc(arena, 1, sizeof *pass);
    int fd = -1;

    *out = (struct syn_csv_facts){.dialect = *wanted};
    enum syn_status status = open_regular(&fd, path, arena, diag);
    if (!status) { /* Before the first byte: a change while reading tells. */
        out->mark = syn_mark_of(fd);
        status = read_through(pass, fd, path, diag);
    }
    if (!status)
        status = recognise(pass, path, diag);
    if (!status)
        status = decide_encoding(&out->dialect, pass, path, diag);
    if (!status) {
        decide_delimiter(&out->dialect, pass->head);
        out->bytes = pass->bytes;
        syn_sha256_final(&pass->hash, out->sha256);
    }
    syn_arena_free(arena);
    return status;
}
