#include <samsyn/base/diag.h>

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { TEXT_BYTES = 1024, KEY_BYTES = 96, EXCERPT_BYTES = 160 };

void syn_frame_push(struct syn_diag *diag, struct syn_frame *frame)
{
    frame->up = diag->top;
    diag->top = frame;
}

void syn_frame_pop(struct syn_diag *diag, const struct syn_frame *frame)
{
    diag->top = frame->up;
}

/* The sentence for CODE in the language of DIAG, or FMT. */
static const char *
in_language(const struct syn_diag *diag, const char *code, const char *fmt)
{
    char key[KEY_BYTES];
    const char *said = NULL;

    if (diag->lang != SYN_EN) {
        snprintf(key, sizeof key, "msg.%s", code);
        said = syn_sentence_find(diag->lang, key);
    }
    return said ? said : fmt;
}

static void report(struct syn_diag *diag,
                   struct syn_message message,
                   const char *fmt,
                   va_list args)
{
    char text[TEXT_BYTES];

    /* A test holds every translated sentence to the conversions of its
     * English one. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    vsnprintf(text, sizeof text, in_language(diag, message.code, fmt), args);
#pragma GCC diagnostic pop
    diag->count[message.severity]++;
    message.text = text;
    message.frames = diag->top;
    message.lang = diag->lang;
    diag->emit(diag->data, &message);
}

enum syn_status syn_diag_fail(struct syn_diag *diag,
                              enum syn_status status,
                              struct syn_loc loc,
                              const char *code,
                              const char *fmt,
                              ...)
{
    va_list args;
    va_start(args, fmt);
    report(
        diag,
        (struct syn_message){.severity = SYN_ERROR, .loc = loc, .code = code},
        fmt, args);
    va_end(args);
    return status;
}

enum syn_status syn_diag_fail_at(struct syn_diag *diag,
                                 enum syn_status status,
                                 struct syn_loc loc,
                                 struct syn_caret caret,
                                 const char *code,
                                 const char *fmt,
                                 ...)
{
    va_list args;
    va_start(args, fmt);
    report(diag,
           (struct syn_message){
               .severity = SYN_ERROR, .loc = loc, .caret = caret, .code = code},
           fmt, args);
    va_end(args);
    return status;
}

void syn_diag_warn(struct syn_diag *diag,
                   struct syn_loc loc,
                   const char *code,
                   const char *fmt,
                   ...)
{
    va_list args;
    va_start(args, fmt);
    report(
        diag,
        (struct syn_message){.severity = SYN_WARNING, .loc = loc, .code = code},
        fmt, args);
    va_end(args);
}

void syn_diag_note(struct syn_diag *diag,
                   struct syn_loc loc,
                   const char *code,
                   const char *fmt,
                   ...)
{
    va_list args;
    va_start(args, fmt);
    report(diag,
           (struct syn_message){.severity = SYN_NOTE, .loc = loc, .code = code},
           fmt, args);
    va_end(args);
}

const char *syn_diag_text(const struct syn_diag *diag,
                          const char *code,
                          const char *english)
{
    char key[KEY_BYTES];
    const char *said = NULL;

    snprintf(key, sizeof key, "text.%s", code);
    if (diag->lang != SYN_EN || !english)
        said = syn_sentence_find(diag->lang, key);
    return said ? said : english ? english : code;
}

/* Whether the bytes at S are a bidirectional override or isolate, U+202A to
 * U+202E or U+2066 to U+2069, which could reorder what a terminal shows. */
static int is_bidi(const unsigned char *s)
{
    return s[0] == 0xe2 && ((s[1] == 0x80 && s[2] >= 0xaa && s[2] <= 0xae) ||
                            (s[1] == 0x81 && s[2] >= 0xa6 && s[2] <= 0xa9));
}

static void put(FILE *out, const char *text, size_t n)
{
    const unsigned char *s = (const unsigned char *)text;

    for (size_t i = 0; i < n && s[i]; i++) {
        if (s[i] == '\t')
            fputc(' ', out);
        else if (s[i] < 0x20 || s[i] == 0x7f ||
                 (s[i] == 0xc2 && s[i + 1] >= 0x80 && s[i + 1] < 0xa0))
            fprintf(out, "\\x%02x", s[i]);
        else if (is_bidi(s + i)) {
            fprintf(out, "\\u%04x",
                    0x2000u | (s[i + 1] & 0x3fu) << 6 | (s[i + 2] & 0x3fu));
            i += 2;
        } else
            fputc(s[i], out);
    }
}

/* Bytes that begin a character: what a column is wide. */
static unsigned width_of(const char *s, unsigned bytes)
{
    unsigned n = 0;
    for (unsigned i = 0; i < bytes && s[i] && s[i] != '\n'; i++)
        n += ((unsigned char)s[i] & 0xc0) != 0x80;
    return n;
}

static void put_caret(FILE *out, const struct syn_message *m)
{
    if (!m->caret.line || !m->loc.column)
        return;

    size_t length = strcspn(m->caret.line, "\r\n");
    if (length > EXCERPT_BYTES)
        length = EXCERPT_BYTES;
    unsigned before = m->loc.column - 1;
    if (before > length)
        return;
    fprintf(out, "%5u | ", m->loc.line);
    put(out, m->caret.line, length);
    fprintf(out, "\n      | %*s^", (int)width_of(m->caret.line, before), "");
    unsigned width = width_of(m->caret.line + before, m->caret.width);
    for (unsigned i = 1; i < width && i < EXCERPT_BYTES; i++)
        fputc('~', out);
    fputc('\n', out);
}

static const char *
word(enum syn_lang lang, const char *key, const char *english)
{
    const char *said = syn_sentence_find(lang, key);
    return said ? said : english;
}

void syn_diag_to_file(void *data, const struct syn_message *m)
{
    static const char *const severity[] = {"note", "warning", "error"};
    static const char *const key[] = {"diag.note", "diag.warning",
                                      "diag.error"};
    FILE *out = data;

    if (m->loc.path) {
        put(out, m->loc.path, strlen(m->loc.path));
        fputc(':', out);
    }
    if (m->loc.line)
        fprintf(out, "%u:", m->loc.line);
    if (m->loc.column)
        fprintf(out, "%u:", m->loc.column);
    fprintf(out, "%s%s: ", m->loc.path ? " " : "",
            word(m->lang, key[m->severity], severity[m->severity]));
    put(out, m->text, strlen(m->text));
    if (m->caret.suggestion) {
        bool english = m->lang == SYN_EN;
        fprintf(out, "; %s %s", word(m->lang, "diag.meant", "did you mean"),
                english ? "\"" : "\xc2\xab");
        put(out, m->caret.suggestion, strlen(m->caret.suggestion));
        fputs(english ? "\"?" : "\xc2\xbb?", out);
    }
    fprintf(out, " [%s]\n", m->code);
    put_caret(out, m);
    for (const struct syn_frame *f = m->frames; f; f = f->up) {
        char frame[KEY_BYTES];
        snprintf(frame, sizeof frame, "frame.%s", f->what);
        fprintf(out, "    %s %s ", word(m->lang, "diag.in", "in"),
                word(m->lang, frame, f->what));
        put(out, f->which, strlen(f->which));
        fputc('\n', out);
    }
}
