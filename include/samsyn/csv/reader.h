/* csv/reader.h - records of a CSV file, each knowing its line.
 *
 * A thin skin over libcsv (RFC 4180).  It adds what libcsv lacks:
 *
 *  (1) A record knows the physical line it began on, a field its column.
 *  (2) A record is bounded in bytes, lines and fields, a field in bytes; so is
 *      the memory used, whatever the file.
 *  (3) A broken record costs itself only: reading goes on at the physical
 *      line after the one the broken record began on.
 *  (4) A quote that never closes is blamed on the line where it opened.
 *  (5) Nothing is trimmed.  Blank lines are passed over and counted.
 *  (6) A NUL byte, or a carriage return that would hide a record in the middle
 *      of a line, breaks the record.  It never merges two.  Where lines end
 *      with carriage returns, that is so of a line feed.
 *  (7) Text is UTF-8 when it leaves: the encoding is decided for the file,
 *      never for a record. */
#ifndef SAMSYN_CSV_READER_H
#define SAMSYN_CSV_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <samsyn/base/arena.h>
#include <samsyn/base/diag.h>
#include <samsyn/base/hash.h>

enum syn_encoding {
    SYN_ENC_DETECT,
    SYN_ENC_UTF8,
    SYN_ENC_WINDOWS_1252, /* ISO-8859-1 is a part of it. */
    SYN_ENC_UTF16LE,
    SYN_ENC_UTF16BE
};

/* The quote of a file where quotes are text like any other. */
enum { SYN_NO_QUOTE = '\xfe' };

/* How a file is written. */
struct syn_dialect {
    enum syn_encoding encoding;
    bool bom;
    char delimiter;      /* '\0': detect. */
    unsigned skip_lines; /* Before the header; a "sep=" line included. */
    char second;         /* Of a delimiter of two bytes, ", "; '\0': none. */
    char quote;          /* '\0': the double quote. */
    char escape;         /* Before a quote or itself, in a quoted field. */
    bool cr;             /* Lines end with a carriage return. */
};

/* "utf-8"; "detect" */
extern const char *const syn_encoding_names[];

/* Which file it was, in which state: to notice a change between two looks. */
struct syn_file_mark {
    uint64_t device, number, bytes;
    int64_t modified_s, modified_ns, changed_s, changed_ns;
};

/* What a first pass over the bytes found. */
struct syn_csv_facts {
    struct syn_file_mark mark;
    struct syn_dialect dialect;
    uint64_t bytes;
    char sha256[SYN_SHA256_HEX];
};

/* Reads the file at PATH once: hash, size, encoding, delimiter.  What WANTED
 * states is taken, the rest is detected: a BOM; UTF-16 by every second of the
 * first four bytes, NUL; UTF-8 if all of it is valid; else Windows-1252.  The
 * delimiter is the one of ; , tab | that splits the header into most fields.
 * Where nothing is to be skipped, a "sep=" line is, and the quoted title of a
 * StatBank export with the blank line below it.
 * Quote, escape and line end are never detected.
 *
 * Returns SYN_EINPUT for what is no CSV (UTF-32, Excel, zip, gzip, PDF: the
 * message says the way out), for a stated encoding that the bytes
 * contradict, and for what is no regular file; SYN_EIO. */
enum syn_status syn_csv_examine(struct syn_csv_facts *out,
                                const char *path,
                                const struct syn_dialect *wanted,
                                struct syn_diag *diag) SYN_NODISCARD;

struct syn_reader;

/* One record.  Everything in it is valid until the next call. */
struct syn_record {
    const char *const *field; /* NUL-terminated, unquoted; never NULL. */
    const uint32_t *length;   /* Of each, without the NUL. */
    size_t n_fields;
    unsigned line; /* Where the record begins, from 1. */
};

/* Opens the file at PATH to be read as DIALECT, which is complete.  ARENA
 * closes it. */
enum syn_status syn_reader_open(struct syn_reader **out,
                                const char *path,
                                const struct syn_dialect *dialect,
                                struct syn_arena *arena,
                                struct syn_diag *diag) SYN_NODISCARD;

/* The same over SIZE bytes in memory, which must outlive the reader. */
struct syn_reader *syn_reader_open_text(const char *text,
                                        size_t size,
                                        const char *path,
                                        const struct syn_dialect *dialect,
                                        struct syn_arena *arena);

/* Why a record was broken; NULL rule: it was not. */
struct syn_broken {
    const char *rule;    /* "K01-unclosed-quote" ... */
    const char *text;    /* English sentence. */
    struct syn_loc loc;  /* Where the fault stands. */
    unsigned first_line; /* Where the record begins that is lost by it. */
};

/* Fetches the next record.
 *
 * Returns SYN_OK; SYN_DONE at the end; SYN_EINPUT if the record is broken,
 * with BROKEN filled, and then the next call goes on as in (3), so that the
 * caller decides how many are too many; or SYN_EIO, reported to DIAG. */
enum syn_status syn_reader_next(struct syn_record *record,
                                struct syn_reader *reader,
                                struct syn_broken *broken,
                                struct syn_diag *diag) SYN_NODISCARD;

/* Whether the file is no longer what MARK was taken of, as far as the operating
 * system tells: what was read may then be of another. */
bool syn_reader_changed(const struct syn_reader *reader,
                        const struct syn_file_mark *mark);

/* Blank lines passed over so far. */
uint64_t syn_reader_blank(const struct syn_reader *reader);

/* The bytes of the record just fetched or broken, as read (UTF-8). */
const char *syn_reader_raw(const struct syn_reader *reader, size_t *n);

/* Where field number FIELD (from 0) of the current record begins.  Scans the
 * record again, so call it for messages only. */
struct syn_loc syn_reader_locate(const struct syn_reader *reader, size_t field);

#endif
