/* assess/finding.h - what the statistics say about released series.
 *
 * Only released cells are looked at, so a finding can tell nothing that the
 * release does not.  Numbers and classes only: words are the report's.
 *
 *  (1) The normal range of a quarter is predicted from the quarters before it
 *      that are released, complete and on the same side of every break: at
 *      least 8, a season from 12 (stats/range.h).
 *  (2) Classes (a closed list): too few - hidden, fewer than 8 quarters to
 *      compare with, more than a quarter of them hidden, or fewer than 5
 *      expected; normal - inside the 95 % range; sign - outside it; clear -
 *      outside the 99.8 % range and among the discoveries when the false
 *      discovery rate over all indicators is held at 10 % (Benjamini and
 *      Hochberg 1995); not comparable - months are missing, or a break leaves
 *      too little behind it; not assessed - no model says how such a figure
 *      varies by chance: a value (a median, a mean, a coefficient), a status on
 *      a day, a sum over windows that overlap, a figure of a year.
 *  (3) Agreement and baseline are compared in windows of the same quarters,
 *      as far as the agreement has come; all of them must be released.
 *  (4) While a period is provisional, more can only be added.  A rise that is
 *      there already stands.  Where the completeness of a count is known (10),
 * a fall is judged by the most that it may become, the upper end of the
 *      nowcast; elsewhere it is one step less sure: clear becomes a sign, a
 *      sign normal.
 *  (5) What could have been seen: the counts of the coming period at which the
 *      class would change, and the smallest change that the comparison of (3)
 *      finds with a probability of .80 (stats/detect.h; exact up to 2000 events
 *      before, by the logarithm above).
 *  (6) What the classes are worth is simulated (./dev simulate), in series of
 *      24 quarters with means from 0.3 to 100: of those without a change, about
 *      5 % at most are called a sign and 0.5 % clear, be they stable, seasonal,
 *      growing by a tenth a year, negative binomial of size 5, with three zeros
 *      in ten, or autocorrelated (.5).  What varies more than chance has its
 *      price: at a mean of 50 a quarter with half as many again is called a
 *      sign in 70 % of Poisson series and in 14 % of negative binomial ones.
 *  (7) A change of level that a person has confirmed (samsyn.yaml, changes)
 *      starts the baseline anew as a break does; comparisons look across it.
 *      Others are suggested: the segments of at least 6 quarters that cost
 *      least, with a penalty of 3 ln n (stats/changepoint.h), among those
 *      after the last break.  They change no class.  Of simulated series
 *      without a change 1 % get one, of negative binomial counts of size 5 3 %;
 *      but where quarters follow one another (autocorrelation .5) 25 %, and of
 *      those that grow by a tenth a year, from a mean of 50 on, all.
 *  (8) What has too few events by the quarter is told by the last four quarters
 *      against the four before, if all are shown and none lies before a break;
 *      else by the last whole calendar year against the one before.  The ratio
 *      has mid-P limits (stats/compare.h): more, or fewer, is said at p < .05,
 *      fewer not while provisional.  The class stays too few.  Where every
 *      quarter is shown, the time without an event is told as well: K empty
 *      quarters after S events in N - K have the probability (1 - K / N)^S.
 *  (9) A run: more quarters in a row on one side of what those before each let
 *      expect (its median) than round(log2 n) + 3, n the judged quarters, at
 *      least 10 (stats/runs.h; Anhoej and Olesen 2014).  As each is measured
 *      from its own expectation, a trend or a season makes no run.  A run that
 *      ends with the period, in a series whose quarters do not go with the one
 *      before (a dependence of at most .2; stats/range.h), makes a normal one a
 * sign, and a sign on its side a clear change; its p is then that of the period
 * and of the run together (Fisher 1932), and must be among the discoveries too.
 * A provisional quarter that may yet become what is expected is on neither, and
 * ends no run.
 * (10) Nowcast: of a provisional count or rate of events by the day they
 *      happened, of a source whose completeness F at that delay is released.
 *      The rate has a gamma prior of shape 4 whose mean is what is expected
 *      (1): the registered X and late reports, negative binomial with mean
 *      (1 - F)(4 + X) / (4 / expected + F) and size 4 + X (stats/nowcast.h).
 *      The 95 % interval is that of 1000 draws of F, from the beta distribution
 *      of the events that its released step stands for (release.h); always the
 *      same draws.  Below F = .5 a period with such a class is not assessed.
 */
#ifndef SAMSYN_ASSESS_FINDING_H
#define SAMSYN_ASSESS_FINDING_H

#include <samsyn/release/release.h>
#include <samsyn/stats/range.h>

enum syn_class {
    SYN_CLASS_FEW,
    SYN_CLASS_NORMAL,
    SYN_CLASS_SIGN,
    SYN_CLASS_CLEAR,
    SYN_CLASS_INCOMPARABLE,
    SYN_CLASS_UNASSESSED,
    SYN_N_CLASSES
};

/* How a series is assessed (8). */
enum syn_assessed_by {
    SYN_BY_NONE,
    SYN_BY_RANGE, /* The normal range of one quarter. */
    SYN_BY_YEARS, /* Years and the time between events. */
    SYN_N_ASSESSED_BY
};

/* Why a period is assessed as it is, or not at all. */
enum syn_reason {
    SYN_REASON_ENOUGH,        /* Enough quarters, and events in each. */
    SYN_REASON_FEW_EVENTS,    /* Fewer than 5 are expected in a quarter. */
    SYN_REASON_FEW_QUARTERS,  /* There are fewer than 8 to compare with. */
    SYN_REASON_IRREGULAR,     /* So uncertain that a range would mislead. */
    SYN_REASON_HIDDEN,        /* The figure is not shown. */
    SYN_REASON_HIDDEN_BEFORE, /* More than a quarter of those before are not. */
    SYN_REASON_MISSING,       /* There is no figure. */
    SYN_REASON_BREAK,         /* A break leaves too little behind it. */
    SYN_REASON_VALUE,         /* The figure is a value, not a count. */
    SYN_REASON_STATUS,        /* It tells of a day, not of a period. */
    SYN_REASON_WINDOWS, /* A period's window shares months with the last. */
    SYN_REASON_SELDOM,  /* No two quarters on end have a figure. */
    SYN_REASON_YEAR,    /* It is of a year, and only quarters are assessed. */
    SYN_REASON_INCOMPLETE, /* Less than half of it is registered (10). */
    SYN_N_REASONS
};

/* A year against the one before (8): four quarters up to LAST, or the calendar
 * year LAST.  The ratio of rates and P are NaN without an event.  DIRECTION is
 * 0 unless p < .05. */
struct syn_sums {
    bool known, provisional;
    struct syn_period last;
    int64_t now, before;
    double ratio, lower, upper, p;
    int direction;
};

/* No event in the last QUARTERS; 0 if there was one, or if not all quarters are
 * shown.  LAST is the one with the last event, P how likely so long a time is
 * if nothing has changed. */
struct syn_gap {
    int quarters;
    struct syn_period last;
    double p;
};

/* The normal range of a period, in counts; of a share, in events of its
 * denominator. */
struct syn_normal {
    bool known;
    double expected, low, high; /* 95 % of such periods. */
    double low998, high998;
    double p_low;      /* Of a count as low, mid-P. */
    double dependence; /* How far a quarter goes with the one before. */
    size_t n_baseline;
};

/* What a provisional count is likely to become (10): so much of it is
 * registered, LAG quarters before the newest; RISE_LOW to RISE_HIGH is by how
 * much counts have risen since that delay, as shares (infinite if that is not
 * known).  STEADY: the class is the same at either end. */
struct syn_nowcast {
    bool known, steady;
    int lag;
    double completeness, rise_low, rise_high;
    double value, lower, upper;
};

/* What the period after the assessed one would have to be for another class:
 * NEXT in counts, NaN where no count is low enough.  Of a share or a ratio,
 * counts of the denominator OF, which is that of the last complete period; else
 * 0. */
struct syn_coming {
    bool known;
    struct syn_period period;
    int64_t of;
    double expected;
    struct syn_range_next next;
};

/* A period of the series before and up to the assessed one. */
struct syn_point_assessed {
    struct syn_period period;
    struct syn_cell cell;
    struct syn_normal normal;
    struct syn_nowcast nowcast;
    enum syn_class class; /* By its own range; no false discovery rate. */
    enum syn_reason reason;
    int direction; /* -1 below, +1 above, 0 inside. */
};

/* Before and after, as a ratio of rates with its 95 % interval (mid-P). */
struct syn_comparison {
    bool known;
    struct syn_period from, to; /* Of the agreement, quarters. */
    struct syn_period before_from, before_to;
    int64_t before, after;
    double exposure_before, exposure_after; /* Person-years, or years. */
    bool per_head;                          /* EXPOSURE is person-years. */
    double ratio, lower, upper, p;
    /* The smallest rise and the mildest fall that the test would have found
     * with a probability of .80, as ratios; NaN where there is none, as where
     * not even a fall to nothing would be seen. */
    double least_rise, least_fall;
    bool provisional;
};

/* The last QUARTERS, from FROM on, all lie on one side of what the quarters
 * before each let expect; 0 if they are not more than chance has in a row, or
 * if the period is clear without them.  Means of COUNT and EXPECTED. */
struct syn_run {
    size_t quarters;
    struct syn_period from;
    int direction;
    double count, expected;
};

/* From FROM on there were AFTER events a quarter in place of BEFORE, as many
 * inhabitants as last given; of a part or a ratio, for each of what it is of.
 */
struct syn_shift {
    struct syn_period from;
    double before, after;
};

struct syn_finding {
    const struct syn_indicator *indicator;
    const struct syn_released *series; /* Quarters of the headline group; or
                                        * years, if only these have values. */
    struct syn_period period;
    struct syn_cell cell;
    enum syn_class class;
    enum syn_assessed_by by;
    enum syn_reason reason;
    int direction;
    bool favourable, unfavourable; /* Neither: neutral. */
    struct syn_normal normal;
    struct syn_nowcast nowcast;
    struct syn_coming coming; /* Of what has no class by its range: unknown. */
    double p, q;              /* NaN if not tested. */
    const struct syn_break *series_break; /* What makes it not comparable. */
    const struct syn_break *since;        /* What the baseline begins with; NULL
                                           * if it is the whole series. */
    const struct syn_shift *shifts;       /* Suggested, oldest first (7). */
    size_t n_shifts;
    const struct syn_point_assessed *history; /* Oldest first; the last is
                                               * PERIOD.  Quarters only. */
    size_t n_history;
    struct syn_comparison comparison;
    struct syn_run run; /* What raised the class (9). */
    struct syn_sums sums;
    struct syn_gap gap;
};

struct syn_findings {
    struct syn_period period;
    const struct syn_finding *at; /* By focus area and indicator. */
    size_t n;
    size_t n_tested;
    double by_chance; /* Signs expected by chance alone, a year. */
};

/* Assesses every indicator of RELEASE in the quarter PERIOD. */
enum syn_status syn_findings_assess(struct syn_findings *out,
                                    const struct syn_release *release,
                                    const struct syn_catalogue *catalogue,
                                    struct syn_period period,
                                    struct syn_arena *arena,
                                    struct syn_diag *diag) SYN_NODISCARD;

/* Assesses one more SERIES of RELEASE in PERIOD, of its kind, on its own: what
 * is looked at after the fact is a family of its own, so the discovery rate
 * holds nothing back. */
void syn_finding_assess(struct syn_finding *out,
                        const struct syn_released *series,
                        const struct syn_release *release,
                        const struct syn_catalogue *catalogue,
                        struct syn_period period,
                        struct syn_arena *arena);

/* The finding of SERIES of RELEASE in PERIOD: that of ALL if there is one, or
 * else one of its own. */
struct syn_finding syn_finding_in(const struct syn_findings *all,
                                  const struct syn_released *series,
                                  const struct syn_release *release,
                                  const struct syn_catalogue *catalogue,
                                  struct syn_period period,
                                  struct syn_arena *arena);

/* The last complete quarter that RELEASE reaches. */
struct syn_period syn_findings_last_quarter(const struct syn_release *release);

/* The group whose figures stand for INDICATOR: the project's headline group if
 * the indicator has it, else its first. */
const struct syn_group *
syn_headline_group(const struct syn_catalogue *catalogue,
                   const struct syn_indicator *indicator);

/* What a cell amounts to: a count, a rate or a share, with its 95 % interval
 * (Garwood 1936; Wilson 1927).  NaN where it cannot be said. */
struct syn_estimate {
    double value, lower, upper;
};

/* Per INDICATOR->per inhabitants and year. */
struct syn_estimate syn_estimate_rate(const struct syn_cell *cell,
                                      const struct syn_indicator *indicator);

/* What CELL of SERIES amounts to: a proportion, a rate, or a ratio or value,
 * for which no interval is known. */
struct syn_estimate syn_estimate_cell(const struct syn_released *series,
                                      const struct syn_cell *cell);

/* A proportion, 0 to 1. */
struct syn_estimate syn_estimate_share(const struct syn_cell *cell);

#endif
