/* fixture_catalogue.h - files in a folder of their own, and an ear that hears
 * all that is said of them.  Everything in it is static. */
#ifndef SAMSYN_FIXTURE_CATALOGUE_H
#define SAMSYN_FIXTURE_CATALOGUE_H

#include "test.h"

#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <samsyn/base/asset.h>
#include <samsyn/base/calendar.h>
#include <samsyn/base/hash.h>
#include <samsyn/base/text.h>
#include <samsyn/catalogue/catalogue.h>

enum { MAX_FILES = 64, MAX_SAID = 64 };

static char folder[64];
static char made[MAX_FILES][160];
static size_t n_made;

/* Every message, as "FILE:line:column code suggestion"; FILE below FOLDER. */
static struct {
    char said[MAX_SAID][200], in[MAX_SAID][64];
    size_t n;
} ear;

static inline void listen(void *data, const struct syn_message *m)
{
    const char *path = m->loc.path ? m->loc.path : "";
    size_t n = strlen(folder);

    (void)data;
    if (ear.n == MAX_SAID)
        return;
    if (strncmp(path, folder, n) == 0)
        path += n + 1;
    snprintf(ear.in[ear.n], sizeof ear.in[0], "%s",
             m->frames ? m->frames->which : "");
    snprintf(ear.said[ear.n++], sizeof ear.said[0], "%s:%u:%u %s %s", path,
             m->loc.line, m->loc.column, m->code,
             m->caret.suggestion ? m->caret.suggestion : "");
}

static struct syn_diag listener = {.emit = listen};

static inline void make(const char *name, const char *text)
{
    char *path = made[n_made++];
    const char *slash = strchr(name, '/');

    if (slash) {
        snprintf(path, sizeof made[0], "%s/%.*s", folder, (int)(slash - name),
                 name);
        if (mkdir(path, 0777) == 0)
            path = made[n_made++];
    }
    snprintf(path, sizeof made[0], "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static inline int setup_folder(void **state)
{
    memset(&ear, 0, sizeof ear);
    n_made = 0;
    snprintf(folder, sizeof folder, "/tmp/samsyn-test-XXXXXX");
    return mkdtemp(folder) ? setup(state) : -1;
}

static inline int teardown_folder(void **state)
{
    int left = teardown(state);

    while (n_made)
        left |= remove(made[--n_made]) && access(made[n_made], F_OK) == 0;
    return left | rmdir(folder);
}

#undef TEST
#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, setup_folder, teardown_folder)

#endif
