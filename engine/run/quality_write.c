/* The files of the quality report. */
#include "quality.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include <samsyn/base/file.h>
#include <samsyn/base/text.h>
#include <samsyn/report/driver.h>

/* A text that may be missing. */
static json_t *text(const char *s)
{
    return s ? json_string(s) : json_null();
}

static json_t *month(int month)
{
    char code[SYN_PERIOD_BYTES];
    return json_string(
        syn_period_code(code, (struct syn_period){SYN_MONTH, month}));
}

/* Ten thousandths are enough, and are written the same everywhere. */
static json_t *share(double value)
{
    return isfinite(value) ? json_real(round(value * 1e4) / 1e4) : json_null();
}

static json_t *file_of(const struct syn_quality_file *f)
{
    char day[SYN_DAY_BYTES];
    char delimiter[] = {f->delimiter, '\0'};

    if (f->refused)
        return json_pack("{s:s, s:s, s:s, s:b}", "file", f->file, "source",
                         f->source, "contract", f->contract, "refused", 1);
    return json_pack(
        "{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:o, s:o, s:s, s:I, s:I, s:I,"
        " s:I, s:b}",
        "file", f->file, "source", f->source, "contract", f->contract, "part",
        f->part, "sha256", f->sha256, "encoding", f->encoding, "delimiter",
        delimiter, "covers_from", month(f->covers_from), "covers_to",
        month(f->covers_to), "extracted", syn_day_code(day, f->extracted),
        "rows_read", (json_int_t)f->rows, "loaded", (json_int_t)f->loaded,
        "quarantined", (json_int_t)f->quarantined, "blank",
        (json_int_t)f->blank, "refused", 0);
}

static json_t *finding_of(const struct syn_quality *q,
                          const struct syn_quality_finding *f,
                          struct syn_arena *arena)
{
    json_t *lines = json_array();
    const char *remedy = syn_sentence(
        q->lang, syn_arena_printf(arena, "rule.%s.do", syn_rules[f->rule].id));

    for (size_t i = 0; i < SYN_FINDING_LINES && f->line[i]; i++)
        json_array_append_new(lines, json_integer(f->line[i]));
    return json_pack("{s:s, s:s, s:o, s:o, s:o, s:s, s:I, s:s, s:s}", "grade",
                     syn_grade_names[f->grade], "rule", syn_rules[f->rule].id,
                     "source", text(f->source), "file", text(f->file), "lines",
                     lines, "column", f->field, "n", (json_int_t)f->n,
                     "message", syn_quality_say(q, f, arena), "remedy", remedy);
}

static json_t *rules_of(const struct syn_quality *q)
{
    json_t *rules = json_array();

    for (size_t r = 0; r < SYN_N_RULES; r++) {
        json_int_t found = 0;
        for (size_t i = 0; i < q->n_findings; i++)
            found += q->findings[i].rule == r;
        json_array_append_new(rules, json_pack("{s:s, s:I, s:I}", "rule",
                                               syn_rules[r].id, "checks",
                                               (json_int_t)q->checks[r],
                                               "findings", found));
    }
    return rules;
}

static json_t *grades_of(const struct syn_quality *q)
{
    json_t *grades = json_object();

    for (int g = SYN_GRADE_INFORMATION; g < SYN_N_GRADES; g++)
        json_object_set_new(
            grades, syn_grade_names[g],
            json_integer((json_int_t)syn_quality_count(q, (enum syn_grade)g)));
    return grades;
}

static json_t *calendars_of(const struct syn_quality *q)
{
    static const char *const marks[] = {"none", "partly", "covered"};
    json_t *list = json_array();

    for (size_t i = 0; i < q->n_calendars; i++) {
        const struct syn_quality_calendar *c = &q->calendars[i];
        json_t *months = json_object();
        for (size_t m = 0; m < c->n; m++) {
            char code[SYN_PERIOD_BYTES];
            struct syn_period period = {SYN_MONTH, c->first + (int)m};
            json_object_set_new(months, syn_period_code(code, period),
                                json_string(marks[c->mark[m]]));
        }
        json_array_append_new(list, json_pack("{s:s, s:o}", "source", c->source,
                                              "months", months));
    }
    return list;
}

static json_t *missing_of(const struct syn_quality *q)
{
    json_t *list = json_array();

    for (size_t i = 0; i < q->n_missing; i++) {
        const struct syn_quality_missing *m = &q->missing[i];
        json_array_append_new(
            list,
            json_pack("{s:s, s:s, s:s, s:o, s:o, s:o}", "source", m->source,
                      "column", m->column, "file", m->file, "share",
                      share(m->share), "before", share(m->before),
                      "before_file", text(m->before_file)));
    }
    return list;
}

static json_t *delays_of(const struct syn_quality *q)
{
    json_t *list = json_array();

    for (size_t i = 0; i < q->n_delays; i++) {
        const struct syn_quality_delay *d = &q->delays[i];
        json_t *within = json_array();
        for (int k = 0; k < SYN_DELAYS; k++)
            json_array_append_new(
                within,
                json_pack("{s:i, s:o}", "days", syn_delay_days[k], "share",
                          share((double)d->within[k] / (double)d->n)));
        json_array_append_new(
            list, json_pack("{s:s, s:I, s:o}", "source", d->source, "events",
                            (json_int_t)d->n, "within", within));
    }
    return list;
}

static json_t *known(int64_t n)
{
    return n < 0 ? json_null() : json_integer((json_int_t)n);
}

static json_t *changes_of(const struct syn_quality *q)
{
    json_t *list = json_array();

    for (size_t i = 0; i < q->n_changes; i++) {
        const struct syn_quality_change *c = &q->changes[i];
        json_array_append_new(
            list,
            json_pack("{s:s, s:s, s:s, s:I, s:I, s:o, s:o}", "contract",
                      c->contract, "file", c->file, "before", c->before_file,
                      "loaded", (json_int_t)c->rows, "before_loaded",
                      (json_int_t)c->before_rows, "added", known(c->added),
                      "vanished", known(c->vanished)));
    }
    return list;
}

static json_t *codes_of(const struct syn_quality *q)
{
    json_t *list = json_array();

    for (size_t i = 0; i < q->n_codes; i++)
        json_array_append_new(
            list, json_pack("{s:s, s:s, s:I, s:o}", "code", q->codes[i].code,
                            "source", q->codes[i].source, "rows",
                            (json_int_t)q->codes[i].rows, "suggestion",
                            text(q->codes[i].suggestion)));
    return list;
}

static json_t *effects_of(const struct syn_quality *q)
{
    json_t *list = json_array();

    for (size_t i = 0; i < q->n_effects; i++)
        json_array_append_new(list, json_pack("{s:s, s:s}", "indicator",
                                              q->effects[i].indicator->id,
                                              "source", q->effects[i].source));
    return list;
}

static json_t *
lists_of(const struct syn_quality *q, json_t *json, struct syn_arena *arena)
{
    json_t *files = json_array(), *findings = json_array();
    json_t *unchecked = json_array();

    for (size_t i = 0; i < q->n_files; i++)
        json_array_append_new(files, file_of(&q->files[i]));
    for (size_t i = 0; i < q->n_findings; i++)
        json_array_append_new(findings, finding_of(q, &q->findings[i], arena));
    for (const char *const *k = q->unchecked; k && *k; k++)
        json_array_append_new(unchecked,
                              json_string(syn_sentence(q->lang, *k)));
    json_object_set_new(json, "files", files);
    json_object_set_new(json, "grades", grades_of(q));
    json_object_set_new(json, "rules", rules_of(q));
    json_object_set_new(json, "findings", findings);
    json_object_set_new(json, "calendar", calendars_of(q));
    json_object_set_new(json, "missing", missing_of(q));
    json_object_set_new(json, "delays", delays_of(q));
    json_object_set_new(json, "changes", changes_of(q));
    json_object_set_new(json, "codes", codes_of(q));
    json_object_set_new(json, "effects", effects_of(q));
    json_object_set_new(json, "unchecked", unchecked);
    return json;
}

const char *syn_quality_json(const struct syn_quality *quality,
                             struct syn_arena *arena)
{
    json_int_t checks = 0;

    for (size_t r = 0; r < SYN_N_RULES; r++)
        checks += (json_int_t)quality->checks[r];
    json_t *json =
        json_pack("{s:i, s:s, s:s, s:s, s:I, s:i}", "schema_version", 1,
                  "language", syn_lang_code[quality->lang], "verdict",
                  syn_quality_verdict(quality, arena), "worst",
                  syn_grade_names[syn_quality_worst(quality)], "checks", checks,
                  "return_code", syn_quality_exit(quality));
    if (!json)
        syn_arena_exhausted(0);
    char *dump = json_dumps(lists_of(quality, json, arena),
                            JSON_INDENT(2) | JSON_REAL_PRECISION(6));
    if (!dump)
        syn_arena_exhausted(0);
    const char *out = syn_arena_printf(arena, "%s\n", dump);
    free(dump);
    json_decref(json);
    return out;
}

enum syn_status syn_quality_write(const struct syn_quality *quality,
                                  const char *folder,
                                  struct syn_arena *arena,
                                  struct syn_diag *diag)
{
    const struct syn_driver *html = syn_driver_find("html");
    const char *json = syn_quality_json(quality, arena);

    enum syn_status status =
        html->write(syn_quality_compose(quality, arena),
                    syn_path_join(folder, "quality.html", arena), arena, diag);
    if (!status)
        status = syn_file_write(syn_path_join(folder, "quality.json", arena),
                                json, strlen(json), diag);
    return status;
}
