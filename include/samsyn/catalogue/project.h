/* catalogue/project.h - samsyn.yaml. */
#ifndef SAMSYN_CATALOGUE_PROJECT_H
#define SAMSYN_CATALOGUE_PROJECT_H

#include <samsyn/base/language.h>
#include <samsyn/catalogue/schema.h>

enum { SYN_SEX_ANY, SYN_SEX_FEMALE, SYN_SEX_MALE };

/* Who is counted.  Ages 0 to SYN_AGE_MAX are every age, known or not. */
struct syn_group {
    struct syn_item item; /* NAME: "target", "13-14". */
    struct syn_ages ages;
    int sex;
    const char *every_title;        /* For languages without one. */
    const char *title[SYN_N_LANGS]; /* "13-25 ar"; never NULL. */
};

/* Two windows of equal length that are compared.  Months, inclusive; all are
 * SYN_UNSET without an agreement, the baseline's two without a baseline. */
struct syn_agreement {
    struct syn_item item;
    int from, to;
    int baseline_from, baseline_to;
};

/* What becomes of corrections of figures that are published. */
enum syn_revisions { SYN_REVISIONS_REVISE, SYN_REVISIONS_FROZEN };

struct syn_disclosure {
    struct syn_item item;
    int threshold; /* Counts from 1 below it are not shown. */
    int persons;   /* Nor are those that fewer persons are behind. */
    int dominance; /* Nor those of which one has more, in per cent. */
    int revisions; /* enum syn_revisions */
    struct syn_items sensitive; /* struct syn_sensitive */
};

/* Of what more is hidden: a focus area, or an indicator. */
struct syn_sensitive {
    struct syn_item item;
    const char *of;
    int threshold; /* Counts from 1 below it are not shown. */
};

/* A change of level that a person has confirmed. */
struct syn_change {
    struct syn_item item;
    const char *indicator; /* Its id. */
    const char *group;     /* NULL: every group. */
    const char *area;      /* NULL: the place and every area; "all": the place.
                            */
    const char *from;      /* As written: "2024K1", "2024-01", "2024-01-15". */
    int day;               /* The first of the new level. */
    const char *reason, *by;
};

struct syn_project {
    struct syn_item item;
    const char *folder;
    const char *council;          /* "Politiradet i Eksempel kommune" */
    const char *place;            /* "Eksempel kommune" */
    struct syn_texts place_codes; /* "0105", "3003", "3105": one place. */
    int language;                 /* enum syn_lang */
    struct syn_agreement agreement;
    int starts;                  /* First month that is used; SYN_UNSET: all. */
    int shown_quarters;          /* In charts and sparklines. */
    struct syn_items groups;     /* struct syn_group: own ones. */
    const char *headline_group;  /* Whose figures the status table shows if the
                                  * indicator has them; "target". */
    struct syn_texts indicators; /* Ids to use; NULL: all that can be. */
    bool builtin_indicators;
    struct syn_disclosure disclosure;
    struct syn_items changes; /* struct syn_change */
    struct syn_texts outputs; /* html pdf csv svg png */
    const char *store;        /* "samsyn.db" */
    const char *note;         /* Printed under the table ("invented data"). */
};

extern const struct syn_schema syn_project_schema;

#endif
