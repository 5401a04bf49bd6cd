/* The numbers in brackets are the requirements of check_table.h. */
#include "check_table.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <samsyn/base/text.h>

#include "print.h"

/* --- files that appear whole (5) --------------------------------------- */

struct output {
    const char *path, *beside; /* NULL: not asked for. */
    FILE *file;
};

static enum syn_status cannot_write(const char *path, struct syn_diag *diag)
{
    return syn_diag_fail(diag, SYN_EIO, (struct syn_loc){path, 0, 0},
                         "check.write", "cannot write the file: %s",
                         strerror(errno));
}

static void drop(void *p)
{
    struct output *output = p;

    if (output->file) {
        fclose(output->file);
        unlink(output->beside);
    }
}

static enum syn_status begin_output(struct output *output,
                                    const char *path,
                                    struct syn_arena *arena,
                                    struct syn_diag *diag)
{
    if (!path)
        return SYN_OK;
    output->path = path;
    output->beside = syn_arena_printf(arena, "%s.tmp", path);
    unlink(output->beside); /* What an earlier run left when it was killed. */
    int fd = open(output->beside,
                  O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (fd < 0)
        return cannot_write(path, diag);
    output->file = fdopen(fd, "w");
    if (!output->file) {
        close(fd);
        return cannot_write(path, diag);
    }
    syn_arena_defer(arena, drop, output);
    return SYN_OK;
}

static enum syn_status end_output(struct output *output, struct syn_diag *diag)
{
    FILE *file = output->file;

    if (!file)
        return SYN_OK;
    bool bad = fflush(file) != 0 || ferror(file) || fsync(fileno(file)) != 0;
    output->file = NULL;
    if (fclose(file) != 0 || bad || rename(output->beside, output->path) != 0) {
        enum syn_status status = cannot_write(output->path, diag);
        unlink(output->beside);
        return status;
    }
    return SYN_OK;
}

/* (4) */
static void put_record(FILE *file, const struct syn_record *record)
{
    if (!file)
        return;
    for (size_t f = 0; f < record->n_fields; f++) {
        if (f)
            putc(',', file);
        syn_cli_print_field(file, record->field[f], record->length[f],
                            record->n_fields == 1);
    }
    fputs("\r\n", file);
}

/* --- records ----------------------------------------------------------- */

struct checking {
    struct syn_table_checked *found;
    const struct syn_table_wanted *wanted;
    struct syn_reader *reader;
    struct output out, rejects;
    const char **header; /* Its last row; NULL: none was read. */
    int header_left;     /* Rows. */
    bool over;           /* Another table has begun. */
    struct syn_arena *arena;
    struct syn_diag *diag;
};

static void reject(struct checking *c,
                   struct syn_loc at,
                   const char *rule,
                   const char *text)
{
    struct syn_table_checked *found = c->found;
    size_t i = 0;

    while (i < found->n_rules && strcmp(found->rule[i].rule, rule) != 0)
        i++;
    if (i == found->n_rules && i < SYN_MOST_RULES)
        found->rule[found->n_rules++].rule = rule;
    if (i < SYN_MOST_RULES)
        found->rule[i].n++;
    found->rejected++;
    if (!c->rejects.file)
        return;
    const char *said = syn_diag_text(c->diag, rule, text);
    fprintf(c->rejects.file, "%u,%u,%s,", at.line, at.column ? at.column : 1,
            rule);
    syn_cli_print_field(c->rejects.file, said, strlen(said), false);
    fputs("\r\n", c->rejects.file);
}

static void keep_header(struct checking *c, const struct syn_record *record)
{
    c->header =
        syn_arena_alloc(c->arena, record->n_fields + 1, sizeof *c->header);
    for (size_t f = 0; f < record->n_fields; f++)
        c->header[f] = syn_arena_strdup(c->arena, record->field[f]);
}

static bool is_header(const struct checking *c, const struct syn_record *record)
{
    if (!c->header)
        return false;
    for (size_t f = 0; f < record->n_fields; f++)
        if (strcmp(record->field[f], c->header[f]) != 0)
            return false;
    return true;
}

static void take(struct checking *c, const struct syn_record *record)
{
    struct syn_loc at = {c->wanted->file, record->line, 0};
    bool heading = c->header_left > 0;

    c->header_left -= heading;
    if (!c->found->n_fields) /* (2) */
        c->found->n_fields = record->n_fields;
    if (c->over) {
        reject(c, at, "K32-second-table", "a second table has begun before");
    } else if (record->n_fields != c->found->n_fields) {
        reject(c, at, "K06-field-count", "wrong number of fields");
    } else if (heading) {
        keep_header(c, record);
        c->found->header++;
        put_record(c->out.file, record);
    } else if (is_header(c, record)) { /* (3) */
        c->over = true;
        reject(c, at, "K07-repeated-header", "the header stands there again");
    } else {
        c->found->accepted++;
        put_record(c->out.file, record);
    }
}

static enum syn_status read_records(struct checking *c)
{
    struct syn_record record;
    struct syn_broken broken;
    enum syn_status status;

    while ((status = syn_reader_next(&record, c->reader, &broken, c->diag)) !=
           SYN_DONE) {
        if (status == SYN_EINPUT) {
            c->header_left -= c->header_left > 0;
            reject(c, broken.loc, broken.rule, broken.text);
        } else if (status) {
            return status;
        } else {
            take(c, &record);
        }
    }
    c->found->blank = syn_reader_blank(c->reader);
    c->found->read = c->found->accepted + c->found->rejected + c->found->blank;
    if (c->found->header + c->found->accepted + c->found->rejected == 0)
        return syn_diag_fail(c->diag, SYN_EINPUT,
                             (struct syn_loc){c->wanted->file, 0, 0},
                             "csv.empty", "the file is empty");
    return SYN_OK;
}

/* --- the question ------------------------------------------------------ */

/* Whether A and B are one file; a name that is not there is none. */
static bool same_file(const char *a, const char *b)
{
    struct stat x, y;

    if (!a || !b)
        return false;
    if (strcmp(a, b) == 0)
        return true;
    return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev &&
           x.st_ino == y.st_ino;
}

enum syn_status syn_check_table(struct syn_table_checked *out,
                                const struct syn_table_wanted *wanted,
                                struct syn_arena *arena,
                                struct syn_diag *diag)
{
    struct checking *c = syn_arena_alloc(arena, 1, sizeof *c);

    *out = (struct syn_table_checked){0};
    *c = (struct checking){.found = out,
                           .wanted = wanted,
                           .header_left = wanted->header_lines,
                           .arena = arena,
                           .diag = diag};
    if (same_file(wanted->file, wanted->out) ||
        same_file(wanted->file, wanted->rejects) ||
        same_file(wanted->out, wanted->rejects))
        return syn_diag_fail(
            diag, SYN_EUSAGE, (struct syn_loc){wanted->file, 0, 0},
            "check.same-file", "a file would be written over another");
    enum syn_status status =
        syn_csv_examine(&out->facts, wanted->file, &wanted->dialect, diag);
    if (!status)
        status = syn_reader_open(&c->reader, wanted->file, &out->facts.dialect,
                                 arena, diag);
    if (!status)
        status = begin_output(&c->out, wanted->out, arena, diag);
    if (!status)
        status = begin_output(&c->rejects, wanted->rejects, arena, diag);
    if (!status && c->rejects.file)
        fputs("line,column,rule,message\r\n", c->rejects.file);
    if (!status)
        status = read_records(c);
    if (!status)
        status = end_output(&c->out, diag);
    if (!status)
        status = end_output(&c->rejects, diag);
    return status;
}
