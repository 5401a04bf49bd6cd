/* base/diag.h - one voice for everything said to the user.
 *
 * Code never prints.  It reports to a syn_diag, which counts, adds where the
 * program was (frames), and hands a finished message to its handler: the
 * terminal, a JSON log, the quality report, or a test.
 *
 * A message never holds a value from an extract: it says where the value is. */
#ifndef SAMSYN_BASE_DIAG_H
#define SAMSYN_BASE_DIAG_H

#include <samsyn/base/language.h>
#include <samsyn/base/status.h>

/* A place in a file the user can open.  LINE and COLUMN count from 1; 0 is
 * "not known".  COLUMN counts bytes.  PATH is not owned. */
struct syn_loc {
    const char *path;
    unsigned line, column;
};

enum syn_severity { SYN_NOTE, SYN_WARNING, SYN_ERROR };

/* What the program was doing.  Lives on the caller's stack, costs nothing:
 *
 *     struct syn_frame frame = {.what = "indicator", .which = id};
 *     syn_frame_push(diag, &frame);
 *     ...
 *     syn_frame_pop(diag, &frame);
 */
struct syn_frame {
    const char *what, *which;
    const struct syn_frame *up;
};

/* The line that the user wrote, and what of it is meant.  For YAML, SQL and
 * code lists; never for a line of an extract. */
struct syn_caret {
    const char *line;       /* Ends at a newline or NUL.  NULL: none. */
    unsigned width;         /* Bytes underlined, at the column of the place. */
    const char *suggestion; /* What was perhaps meant, or NULL. */
};

struct syn_message {
    enum syn_severity severity;
    struct syn_loc loc;
    struct syn_caret caret;
    const char *code; /* Stable, for tests and documentation. */
    const char *text; /* One line, no full stop, no newline. */
    const struct syn_frame *frames;
    enum syn_lang lang;
};

struct syn_diag {
    void (*emit)(void *data, const struct syn_message *message);
    void *data;
    enum syn_lang lang; /* Of the messages. */
    const struct syn_frame *top;
    unsigned count[3]; /* By severity. */
};

void syn_frame_push(struct syn_diag *diag, struct syn_frame *frame);
void syn_frame_pop(struct syn_diag *diag, const struct syn_frame *frame);

/* Reports an error and returns STATUS, so that a failure is one line:
 *
 *     return syn_diag_fail(diag, SYN_EINPUT, loc, "extract.fields", "...");
 *
 * FMT is the English sentence.  In another language the sentence "msg.CODE" of
 * datasets/language stands in its place, with the same conversions in the same
 * order; where there is none, the English one serves. */
enum syn_status syn_diag_fail(struct syn_diag *diag,
                              enum syn_status status,
                              struct syn_loc loc,
                              const char *code,
                              const char *fmt,
                              ...) SYN_PRINTF(5, 6) SYN_NODISCARD;

/* The same, with the line that the user wrote and a caret under the cause. */
enum syn_status syn_diag_fail_at(struct syn_diag *diag,
                                 enum syn_status status,
                                 struct syn_loc loc,
                                 struct syn_caret caret,
                                 const char *code,
                                 const char *fmt,
                                 ...) SYN_PRINTF(6, 7) SYN_NODISCARD;

void syn_diag_warn(struct syn_diag *diag,
                   struct syn_loc loc,
                   const char *code,
                   const char *fmt,
                   ...) SYN_PRINTF(4, 5);

void syn_diag_note(struct syn_diag *diag,
                   struct syn_loc loc,
                   const char *code,
                   const char *fmt,
                   ...) SYN_PRINTF(4, 5);

/* A whole sentence that a message takes as its argument: "text.CODE" in the
 * language of DIAG, or ENGLISH (NULL: the book has that too). */
const char *syn_diag_text(const struct syn_diag *diag,
                          const char *code,
                          const char *english);

/* A handler that writes "path:line:column: error: text [code]", the caret and
 * the frames to the FILE * given as DATA.  Control bytes and bidirectional
 * overrides are written as escapes: a file name may not steer a terminal. */
void syn_diag_to_file(void *data, const struct syn_message *message);

#endif
