/* stats/wdd.h - the weighted displacement difference.
 *
 * Events before and after in a treated and a control area, and in the areas
 * beside them that crime may have moved to.  Additive, where the ratio of
 * ratios is multiplicative.  Pure.
 *
 * Wheeler AP, Ratcliffe JH. Crime Science 2018; 7:11. */
#ifndef SAMSYN_STATS_WDD_H
#define SAMSYN_STATS_WDD_H

#include <samsyn/base/status.h>
#include <samsyn/stats/refusal.h>

enum syn_wdd_area {
    SYN_WDD_CONTROL,
    SYN_WDD_TREATED,
    SYN_WDD_BESIDE_CONTROL,
    SYN_WDD_BESIDE_TREATED,
    SYN_WDD_AREAS,
};

/* COUNT[area][0] is before, [1] after; each is divided by the weight of its
 * time and its area, which are > 0. */
struct syn_wdd_counts {
    double count[SYN_WDD_AREAS][2], area[SYN_WDD_AREAS], time[2];
};

struct syn_wdd {
    double local, local_error, beside, beside_error;
    double total, total_error, z, p, lower, upper;
    enum syn_refusal refusal;
};

/* Refusals: domain, negative-count, no-events (all counts are 0). */
enum syn_status syn_wdd(struct syn_wdd *out,
                        const struct syn_wdd_counts *counts,
                        double confidence) SYN_NODISCARD;

#endif
