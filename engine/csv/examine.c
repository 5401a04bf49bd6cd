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

const char *const syn_encoding_names[] = {
    "detect", "utf-8", "windows-1252", "utf-16le", "utf-16be", NULL};

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
    struct syn_decoder wide; /* Of UTF-16. */
    char head[HEAD_BYTES + 1];
    char chunk[CARRY + CHUNK_BYTES];
    char decoded[(CHUNK_BYTES + 1) * SYN_DECODE_GROWTH];
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
    {"BZh", 3, "csv.bzip2", "this file is compressed; unpack it first"},
    {"\3757zXZ", 5, "csv.xz", "this file is compressed; unpack it first"},
    {"(\265/\375", 4, "csv.zstd", "this file is compressed; unpack it first"},
    {"7z\274\257", 4, "csv.7z", "this file is compressed; unpack it first"},
    {"\0\0\376\377", 4, "csv.utf32",
     "this file is UTF-32; save it as \"CSV UTF-8\""},
    {"\377\376\0\0", 4, "csv.utf32le",
     "this file is UTF-32; save it as \"CSV UTF-8\""},
};

static enum syn_status
recognise(const struct pass *pass, const char *path, struct syn_diag *diag)
{
    for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++)
        if (pass->n_head >= foreign[i].n &&
            memcmp(pass->head, foreign[i].bytes, foreign[i].n) == 0)
            return refuse(diag, path, foreign[i].code, foreign[i].text);
    return SYN_OK;
}

/* Which UTF-16 the first bytes are, or DETECT. */
static enum syn_encoding utf16_of(const struct pass *pass)
{
    const char *h = pass->head;

    if (pass->n_head >= 2 && memcmp(h, "\377\376", 2) == 0)
        return SYN_ENC_UTF16LE;
    if (pass->n_head >= 2 && memcmp(h, "\376\377", 2) == 0)
        return SYN_ENC_UTF16BE;
    if (pass->n_head >= 4 && h[0] && !h[1] && h[2] && !h[3])
        return SYN_ENC_UTF16LE;
    if (pass->n_head >= 4 && !h[0] && h[1] && !h[2] && h[3])
        return SYN_ENC_UTF16BE;
    return SYN_ENC_DETECT;
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
    for (size_t i = 0; !pass->undefined; i++) {
        i += syn_ascii_prefix(bytes + i, n - i);
        if (i == n)
            break;
        pass->undefined = syn_undefined_1252((unsigned char)bytes[i]);
    }
}

/* Continues the check for UTF-8 over the CARRIED bytes and N new ones. */
static void check_utf8(struct pass *pass, size_t n, bool last)
{
    size_t total = pass->carried + n, at = 0;

    for (;;) {
        size_t good = syn_utf8_valid_prefix(pass->chunk + at, total - at);
        pass->multibyte =
            pass->multibyte || syn_ascii_prefix(pass->chunk + at, good) < good;
        at += good;
        if (at == total || (!last && total - at < CARRY))
            break;
        pass->utf8 = false; /* One byte that is none; the rest may be. */
        at++;
    }
    memmove(pass->chunk, pass->chunk + at, total - at);
    pass->carried = total - at;
}

static void check_utf16(struct pass *pass, const char *bytes, size_t n)
{
    if (pass->bytes == n && pass->wide.encoding == SYN_ENC_DETECT)
        pass->wide.encoding = utf16_of(pass);
    if (syn_is_utf16(pass->wide.encoding))
        syn_decode(&pass->wide, pass->decoded, bytes, n);
}

static enum syn_status read_through(struct pass *pass,
                                    enum syn_encoding stated,
                                    int fd,
                                    const char *path,
                                    struct syn_diag *diag)
{
    pass->utf8 = true;
    pass->wide.encoding = stated;
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
        check_utf16(pass, pass->chunk + pass->carried, (size_t)n);
        check_utf8(pass, (size_t)n, n == 0);
        if (n == 0)
            return SYN_OK;
    }
}

/* --- dialect ----------------------------------------------------------- */

/* Whether the file is what its UTF-16 or the contract says. */
static enum syn_status decide_utf16(struct syn_dialect *out,
                                    const struct pass *pass,
                                    const char *path,
                                    struct syn_diag *diag)
{
    enum syn_encoding found = utf16_of(pass);

    out->bom = pass->n_head >= 2 && (memcmp(pass->head, "\377\376", 2) == 0 ||
                                     memcmp(pass->head, "\376\377", 2) == 0);
    out->encoding = pass->wide.encoding;
    if (pass->wide.bad || !syn_decode_whole(&pass->wide) ||
        (out->bom && found != out->encoding))
        return refuse(diag, path, "csv.not-utf16",
                      "the file is not wholly UTF-16; it may be cut or made of "
                      "several files");
    return SYN_OK;
}

static enum syn_status decide_encoding(struct syn_dialect *out,
                                       const struct pass *pass,
                                       const char *path,
                                       struct syn_diag *diag)
{
    enum syn_encoding stated = out->encoding;

    if (syn_is_utf16(pass->wide.encoding))
        return decide_utf16(out, pass, path, diag);
    if (utf16_of(pass) != SYN_ENC_DETECT)
        return refuse(diag, path, "csv.utf16",
                      "this file is UTF-16; its contract says otherwise");
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

static const char *after_line(const char *at, char line_end)
{
    while (*at && *at != line_end)
        at++;
    return *at ? at + 1 : at;
}

/* Fields that DELIMITER makes of the line at AT. */
static size_t
count_fields(const struct syn_dialect *dialect, const char *at, char delimiter)
{
    char quote = dialect->quote ? dialect->quote : '"';
    char line_end = dialect->cr ? '\r' : '\n';
    bool quoted = false;
    size_t n = 1;

    for (; *at && (quoted || *at != line_end); at++) {
        quoted ^= *at == quote;
        n += *at == delimiter && !quoted;
    }
    return n;
}

static const char candidates[] = ";,\t|";

/* Most fields that a delimiter makes of the line at AT; that one in BEST. */
static size_t
most_fields(char *best, const struct syn_dialect *dialect, const char *at)
{
    size_t most = 1;

    for (const char *c = candidates; *c; c++) {
        size_t n = count_fields(dialect, at, *c);
        if (n > most) {
            most = n;
            *best = *c;
        }
    }
    return most;
}

/* A StatBank export: the quoted title alone, a blank line, the header. */
static bool has_title(const struct syn_dialect *dialect, const char *head)
{
    char line_end = dialect->cr ? '\r' : '\n', unused;

    if (*head != '"')
        return false;
    const char *end = strchr(head + 1, '"');
    while (end && end[1] == '"')
        end = strchr(end + 2, '"');
    if (!end || (end[1] != '\r' && end[1] != '\n'))
        return false;
    const char *blank = after_line(end, line_end);
    const char *header = blank + strspn(blank, "\r");
    header += *header == '\n';
    return (*blank == '\r' || *blank == '\n') && *header &&
           most_fields(&unused, dialect, header) > 1;
}

static void decide_delimiter(struct syn_dialect *out, const char *head)
{

    if (out->bom)
        head += 3;
    if (out->skip_lines == 0 && strncmp(head, "sep=", 4) == 0) {
        out->skip_lines = 1;
        if (!out->delimiter && head[4] && strchr(candidates, head[4]))
            out->delimiter = head[4];
    }
    if (out->skip_lines == 0 && has_title(out, head))
        out->skip_lines = 2;
    if (out->delimiter)
        return;
    for (unsigned i = 0; i < out->skip_lines; i++)
        head = after_line(head, out->cr ? '\r' : '\n');
    head += strspn(head, "\r\n"); /* Blank lines are passed over. */
    out->delimiter = ';';
    most_fields(&out->delimiter, out, head);
}

/* The head of the file as UTF-8. */
static const char *head_text(struct pass *pass)
{
    struct syn_decoder decoder = {.encoding = pass->wide.encoding};

    if (!syn_is_utf16(decoder.encoding))
        return pass->head;
    size_t n = syn_decode(&decoder, pass->decoded, pass->head, pass->n_head);
    pass->decoded[n] = '\0';
    return pass->decoded;
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
    struct syn_arena *arena = syn_arena_new((size_t)4 << 20);
    struct pass *pass = syn_arena_alloc(arena, 1, sizeof *pass);
    int fd = -1;

    *out = (struct syn_csv_facts){.dialect = *wanted};
    enum syn_status status = open_regular(&fd, path, arena, diag);
    if (!status) { /* Before the first byte: a change while reading tells. */
        out->mark = syn_mark_of(fd);
        status = read_through(pass, wanted->encoding, fd, path, diag);
    }
    if (!status)
        status = recognise(pass, path, diag);
    if (!status)
        status = decide_encoding(&out->dialect, pass, path, diag);
    if (!status) {
        decide_delimiter(&out->dialect, head_text(pass));
        out->bytes = pass->bytes;
        syn_sha256_final(&pass->hash, out->sha256);
    }
    syn_arena_free(arena);
    return status;
}
