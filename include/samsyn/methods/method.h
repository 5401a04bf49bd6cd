/* methods/method.h - one method of the statistics on one table: `samsyn stat`.
 *
 * A method is a file engine/methods/method_NAME.c that defines
 * syn_method_NAME; the build finds it.  A '-' in a method's name is a '_' in
 * the file's.  The file reads columns and options, calls the pure functions of
 * the statistics, and writes fields; engine/methods/stat.h is what it does so
 * with.  Text in, text out: no files, no printing. */
#ifndef SAMSYN_METHODS_METHOD_H
#define SAMSYN_METHODS_METHOD_H

#include <stdbool.h>
#include <stddef.h>

#include <samsyn/base/arena.h>
#include <samsyn/base/diag.h>
#include <samsyn/base/text.h>

enum syn_option_kind {
    SYN_OPTION_NUMBER,
    SYN_OPTION_NUMBERS, /* Separated by commas. */
    SYN_OPTION_WHOLE,
    SYN_OPTION_CHOICE, /* One of CHOICES. */
    SYN_OPTION_TEXT,   /* The method itself judges it. */
    SYN_OPTION_FLAG,   /* Takes no value. */
};

/* An option of a method.  FALLBACK is its value when it is not given, NULL for
 * none.  CHOICES is "a|b|c". */
struct syn_method_option {
    const char *name;
    enum syn_option_kind kind;
    const char *choices;
    const char *fallback;
    const char *help;
};

/* The common options that mean something to a method; they are echoed. */
enum syn_method_uses {
    SYN_USES_CONFIDENCE = 1 << 0,
    SYN_USES_PER = 1 << 1,
    SYN_USES_CALENDAR = 1 << 2, /* --start, --period, --cycle */
    SYN_USES_SEASON = 1 << 3,
    SYN_USES_TREND = 1 << 4, /* --trend, --time-unit */
    SYN_USES_BASELINE = 1 << 5,
    SYN_USES_FORCE = 1 << 6,
    SYN_USES_SEED = 1 << 7,
    SYN_USES_SIMULATIONS = 1 << 8,
    SYN_USES_RESIDUALS = 1 << 9,
    SYN_USES_CYCLE = 1 << 10, /* --cycle alone */
};

struct syn_stat;

/* COLUMNS, ROWS and RESULT are written as in the reference: "count,[exposure]",
 * "value | count"; ROWS or RESULT is NULL if the method has none.  DEFINITIONS
 * and OPTIONS end with a NULL name; the first definition is the default, and
 * an option with the name of a common one replaces it.  PREFIXED: options with
 * a dot ("ses.alpha") are passed on. */
struct syn_method {
    const char *name, *alias;
    const char *purpose;
    const char *columns;
    const char *const *definitions;
    unsigned uses;
    const struct syn_method_option *options;
    bool prefixed;
    const char *rows, *result;
    const char *formula, *example, *reference;
    void (*run)(struct syn_stat *s);
};

extern const struct syn_method *const syn_methods[];
extern const size_t syn_n_methods;

/* The method called NAME, or with that alias; or NULL. */
const struct syn_method *syn_method_find(const char *name);

/* An option as written: --NAME VALUE.  Several may have the same name. */
struct syn_given {
    const char *name, *value;
};

/* The option of METHOD called by the N letters at NAME, common ones included;
 * NULL if it has none. */
const struct syn_method_option *syn_method_option_find(
    const struct syn_method *method, const char *name, size_t n);

/* Runs METHOD on the SIZE bytes of the CSV file TEXT, called PATH in messages,
 * and adds the JSON to OUT.  GIVEN are N_GIVEN options that
 * syn_method_option_find() knows.  The arena of OUT is used.
 *
 * A refusal is a result.  Returns SYN_EINPUT if a cell is no number or a row
 * has the wrong number of fields; SYN_EUSAGE for a value of an option or a
 * missing column. */
enum syn_status syn_method_run(struct syn_text *out,
                               const struct syn_method *method,
                               const struct syn_given *given,
                               size_t n_given,
                               const char *path,
                               const char *text,
                               size_t size,
                               struct syn_diag *diag) SYN_NODISCARD;

/* Adds the help on METHOD; all methods with their columns, options and fields
 * as JSON. */
void syn_method_help(struct syn_text *out, const struct syn_method *method);
void syn_method_list(struct syn_text *out);

#endif
