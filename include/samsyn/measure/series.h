/* measure/series.h - counts of indicators by group, area and period.
 *
 *  (1) A body's profiles select; one scan of a source's events counts all its
 *      indicators, groups, areas and periods together.  Areas have figures of
 *      the first group that the head names.
 *  (2) Units: events are summed by weight; cases and persons are distinct keys
 *      within each cell, so a quarter's persons are not the sum of its months'.
 *      A row without a case key is a case of its own; a row without a person
 *      key is no known person and is not counted.
 *  (3) An event without the date that the indicator goes by, or without the
 *      hour that it asks for, is in no cell; where no contract of its source
 *      has that date, or an hour, it is not computable.  Hours are of the day
 *      and time when it happened, whatever date puts it in a period.  Where no
 *      contract of a linked source has that date, it is that of the case.
 *  (4) A group takes an event whose age lies in it; a band only if it nests in
 *      the group.  A band that straddles a group's limit makes the indicator
 *      not computable for that group.  Who has no known age is in groups of all
 *      ages only, who has no known sex in groups of both.
 *  (5) A case is in a group through its linked persons: for each word of
 *      "through" one in that role (of "suspect/charged", in either) must be in
 *      the group.  In "all" it is by itself, if there is one word.  A case that
 *      stands in several rows is linked if they say the same, else not: a
 *      warning says so.  Nothing is linked where the contracts of the two name
 *      key schemes, and none is the same: what needs the link is not
 *      computable.
 *  (6) A share's numerator is among its denominator's events: what both bodies
 *      select, in the hours of both.
 *  (7) A period is zero only if its months are covered by every part of the
 *      source; else it is missing, or not yet.  It is missing too where one of
 *      several contracts lacks a column that the others have and without which
 *      too little would be counted: what the body reads, a date, an hour, a
 *      number, a key, the age or sex of a group, an area.
 *  (8) Exposure is person-years: each month a twelfth of the mean of the
 *      populations on 1 January before and after; where the later one is not
 *      there, the earlier alone.
 *  (9) A share of the population has as denominator the mean population of the
 *      group in the period, to the nearest whole, a half up; with "invert" its
 *      count is those of them that are not counted.  Where the population is
 *      not known it is missing; where more are counted than there are, the
 *      rest is not applicable.
 * (10) What needs history (13 to 16) has a value only for periods whose whole
 *      history is covered; if no month has, it is not computable.
 * (11) Persons are told apart only where keys were made in one way: a period
 *      that needs months of two key schemes is missing, and so is one in which
 *      parts of a source differ.  Persons are told apart by the unit, by
 *      groups (17) and by a concentration of persons (18).
 * (12) Zero, missing, not yet and not applicable are never mixed up: a part of
 *      nothing, a median of nothing are not applicable; where a figure needs
 *      both a missing period and one that is not yet, it is missing.
 *
 * The kinds of measure; COUNT and OF are whole numbers for all of them, and are
 * what protection looks at.  "In the cell": in the period (by the indicator's
 * date), the group (by the age at each event) and the area.
 *
 * (13) repeat: COUNT, the persons with at least "at-least" different cases in
 *      the cell of the "window" of months that ends with the period; OF, those
 *      with at least one.  A row without a case key is a case of its own; if no
 *      contract has case keys, it is not computable.  No kind of measure has
 *      periods longer than its window.
 * (14) first: COUNT, the persons with an event in the cell before which the
 *      body selects none of theirs in the look-back: earlier days, down to the
 *      same day of the month that many months before (or the last day that
 *      month has), inclusive.  Earlier events of any age and place count, if
 *      they are in the hours of the head.
 * (15) return: OF, the persons with an event of the cohort ("of") in the cell;
 *      COUNT, those of them for whom the body selects a later event: of another
 *      case, 1 to "within" days after any of these events, whatever its age and
 *      place.  Only periods whose "within" days after the last are covered.
 * (16) followup: the same for an event of the body on the same day or up to
 *      "within" days after, in any case; of another source only if contracts
 *      declare the same key scheme.  Within a record ("to"): OF, the records;
 *      COUNT, those whose "to" is not later than "within" days after "from",
 *      and so also those with an earlier one; an unknown date is none.  Without
 *      "from" it is the date that the indicator goes by.  Records are counted
 *      as the unit says; a case with several rows is in time if one is.  Only
 *      periods that ended "within" days before the last extract.
 * (17) group: OF, the cases with a selected person in the cell; COUNT, those of
 *      them that have at least "at-least" different selected persons of any
 *      age, date and place, and with "with" also another selected person of
 *      these ages beside one in the cell.  A person without a key is one of
 *      their own.
 * (18) concentration: of the cases (or events, by weight) in the cell, by
 *      person, area or hour of the week.  With "at-least": OF, the cases;
 *      COUNT, those of persons (areas, hours) that have at least so many there,
 *      or, with a "window", in the cell of the months that end with the period.
 *      With "top": OF, the pairs of case and person; COUNT, those of the most
 *      frequent N persons, or N per cent of those who have any, rounded up.
 *      With "gini": COUNT, the pairs; VALUE, the coefficient among those who
 *      have any.  Pairs are of known persons; for these two a "window" takes
 *      the place of the period.
 * (19) duration: COUNT, the events of the cell whose time is known and not
 *      negative, a case (or person) once by its first such row there, by date,
 *      then in the order of the extract; VALUE, their median, p80, p90 (type 7
 *      of Hyndman and Fan 1996), mean or sum.  A row has one time, whatever its
 *      weight.
 * (20) survey: COUNT, those who said yes; OF, those who answered: the sums of
 *      two numbers, of rows that have both, or, with "of", a part by weight of
 *      what another indicator counts.  Or COUNT, the answers with a score, by
 *      weight, and VALUE, their mean.  Of a period any of whose months is
 *      covered.
 * (21) status, on the last day of the period: "age", the whole months since
 *      the last event, from 31 January to 28 February one (COUNT: the events so
 *      far, also of months before the first one covered; missing if there is
 *      none); "recent", COUNT of the events in the window; "open", COUNT of the
 *      records that have begun ("from") and not ended ("to" unknown or later).
 *      Counted as the unit says.  "Age" and "open" need the last month of the
 *      period only.
 * (22) An extract that was filtered to ages (its contract says so, or no event
 *      in the same roles is under 15 and the group is) makes an indicator not
 *      computable for groups that reach outside.  A group of all ages is of
 *      those who are in the extract.
 * (23) ratio: COUNT of one indicator, OF of another, in the same cell.
 *
 * (24) Profiles that the same indicators of a source select are an atom, and
 *      what of it is in the same groups a leaf.  Where indicators count events
 *      or cases by the same day, hours and roles, a quarter of each is the sum
 *      of its leaves; but a case with events in two leaves is in both: compare
 *      before you rely on it.
 *
 * (25) An area is where it happened or where the person lives, as contracts
 *      say; a source that is linked has its own and that of the case.  An
 *      indicator goes by the one that its head asks for, or else by its own
 *      extract's.  Without that place, or where the two parts of a ratio go by
 *      different ones, there are figures of the whole place only.
 *
 * (26) aoristic: an estimate of what happened in the hours of "when", from
 *      cases known to have happened between two moments, "from" and "to"
 *      (Ratcliffe 2000, Aoristic analysis; each minute between them is as
 *      likely).  COUNT, the cases (or events) of the cell with a known time, a
 *      case once by its first such row; VALUE, the sum over them of the part
 *      of [from, to) that is in the hours: "sum", or 100 times its mean:
 *      "mean", per cent.
 *
 *      Without "to", or where it equals "from", a case happened at "from" and
 *      its part is 0 or 1.  Its time is not known without "from", where "to"
 *      is before it, and where it took more than "within" days: what may have
 *      happened all week says nothing of the hour.  It is in the period of its
 *      date, however long it took.  Moments are by the clock on the wall:
 *      across a change to summer time the missing hour counts as if it were
 *      there, and in autumn the hour that comes twice counts once.
 *
 * (27) Behind events and cases of a source with keys of persons are persons; a
 *      row without a key is a person of its own.
 *
 * (28) Delays: of a source with both dates, whose counts by day of occurrence
 *      are not all settled, everything that happened by the quarter and by how
 *      many quarters later it was registered.  A quarter ends, for what is
 *      registered, as many days late as registrations are seen after the last
 *      whole quarter, so that the newest has a delay of 0 and all of it is
 *      seen.  Only whole quarters after the last gap, at most the newest 40.
 *      Registrations are seen until the last month covered; or, if any is
 *      later, until the day of the last extract, and then only the quarters of
 *      that extract count, as older extracts saw no more of theirs. */
#ifndef SAMSYN_MEASURE_SERIES_H
#define SAMSYN_MEASURE_SERIES_H

#include <samsyn/base/calendar.h>
#include <samsyn/catalogue/catalogue.h>
#include <samsyn/store/rows.h>

struct sqlite3;

/* What is known of a period's value.  Never mixed up. */
enum syn_state {
    SYN_STATE_VALUE,
    SYN_STATE_ZERO,
    SYN_STATE_MISSING,        /* Not covered by the extracts. */
    SYN_STATE_NOT_YET,        /* After the last month covered. */
    SYN_STATE_SUPPRESSED,     /* Protected; made by release only. */
    SYN_STATE_NOT_APPLICABLE, /* As a share of nothing. */
    SYN_N_STATES
};

/* One indicator, group and area over consecutive periods; arrays of N. */
struct syn_series {
    const struct syn_indicator *indicator;
    const struct syn_group *group;
    const struct syn_source *source; /* That its body reads. */
    const char *area, *area_name;    /* NULL: the whole place. */
    enum syn_period_kind kind;
    int first; /* Index of the first period. */
    size_t n;
    int64_t *count;
    int64_t *of; /* Of a part or a ratio: the denominator; else NULL. */
    /* What COUNT, and OF, is the sum of, NULL at the end: arrays of N that
     * other series share (24); NULL if that is not known. */
    const int64_t *const *atoms, *const *of_atoms;
    double *value; /* Of a kind that has one; NaN without; else NULL. */
    /* Behind COUNT: how many persons, and the events of the one who has most
     * (27); NULL if that is not known, or not by quarter or year. */
    const int64_t *persons, *most;
    double *exposure; /* Person-years; NULL if the population is not known. */
    enum syn_state *state;
    bool *provisional; /* Registration was not complete at the extract. */
};

/* Why an indicator, or one of its groups, cannot be computed. */
enum syn_obstacle {
    SYN_NO_EXTRACT, /* No extract of its source. */
    SYN_NO_COLUMN,  /* DETAIL is a column that no contract has. */
    SYN_NO_KEY,     /* It counts cases or persons, and there is no key. */
    SYN_NO_AGE,     /* The group needs ages, or DETAIL = "sex". */
    SYN_AGE_BANDS,  /* (4) */
    SYN_NO_LINK,    /* DETAIL is the source that should be linked. */
    SYN_NEGATIVE,   /* Reversals exceed events in DETAIL, a period. */
    SYN_NO_HISTORY, /* Fewer months than DETAIL are covered (10). */
    SYN_KEY_CHANGE, /* Keys in DETAIL, a source, were made in several ways. */
    SYN_KEY_SCHEME, /* Those of DETAIL, a source, are not the cohort's (16). */
    SYN_AGE_FILTER, /* DETAIL, a contract or source, lacks ages (22). */
    SYN_NO_POPULATION, /* (9) */
    SYN_NO_TAG,        /* DETAIL is a tag that no offence code has. */
    SYN_GEOGRAPHY,     /* No area is by the place DETAIL (25). */
    SYN_N_OBSTACLES
};

struct syn_not_computable {
    const struct syn_indicator *indicator;
    const struct syn_group *group; /* NULL: all of it. */
    enum syn_obstacle obstacle;
    const char *detail; /* "" if there is none. */
};

/* All that PART counts WHOLE counts too, in the same cell: as things of the
 * same kind if ALIKE, else PART counts the persons. */
struct syn_inside {
    const struct syn_indicator *part, *whole;
    bool alike;
};

/* How late the events of SOURCE were registered (28).  CELLS[t * N_DELAYS + d]:
 * what happened in quarter FIRST + t and was registered d quarters later; seen
 * if FIRST + t + d <= AS_OF. */
struct syn_delays {
    const struct syn_source *source;
    int first, as_of; /* Quarters. */
    size_t n, n_delays;
    const double *cells;
};

struct syn_series_set {
    struct syn_series *at; /* By indicator, group, area, kind. */
    size_t n;
    struct syn_inside *inside; /* Of what is loaded. */
    size_t n_inside;
    struct syn_not_computable *not_computable;
    size_t n_not_computable;
    struct syn_delays *delays; /* Of some sources. */
    size_t n_delays;
    const struct syn_batch *batches;
    size_t n_batches;
    int first_month, last_month; /* Covered by any source. */
};

/* Counts everything that CATALOGUE declares, from the store DB; bodies run on
 * READER.
 *
 * Returns SYN_ECONFIG for a body that is none; SYN_EIO. */
enum syn_status syn_series_measure(struct syn_series_set *out,
                                   struct sqlite3 *db,
                                   struct sqlite3 *reader,
                                   const struct syn_catalogue *catalogue,
                                   struct syn_arena *arena,
                                   struct syn_diag *diag) SYN_NODISCARD;

#endif
