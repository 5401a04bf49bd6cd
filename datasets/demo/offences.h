/* offences.h - what happens in Eksempel kommune, how often, when and where.
 *
 * The table of offences.c is the whole model of the police cases; cases.c only
 * throws the dice. */
#ifndef SAMSYN_DEMO_OFFENCES_H
#define SAMSYN_DEMO_OFFENCES_H

enum { SYN_DEMO_FROM = 2020, SYN_DEMO_TO = 2025, SYN_DEMO_YEARS = 6 };

enum syn_demo_place {
    SYN_DEMO_PUBLIC,
    SYN_DEMO_HOME,
    SYN_DEMO_SCHOOL,
    SYN_DEMO_LICENSED,
    SYN_DEMO_TRANSIT,
    SYN_DEMO_ONLINE,
    SYN_DEMO_ELSEWHERE,
    SYN_DEMO_UNKNOWN_PLACE,
    SYN_DEMO_PLACES
};

enum syn_demo_relation {
    SYN_DEMO_PARTNER,
    SYN_DEMO_EX,
    SYN_DEMO_FAMILY,
    SYN_DEMO_ACQUAINTANCE,
    SYN_DEMO_STRANGER,
    SYN_DEMO_UNKNOWN_RELATION,
    SYN_DEMO_RELATIONS
};

enum syn_demo_rhythm { SYN_DEMO_DAY, SYN_DEMO_EVENING, SYN_DEMO_NIGHT };

/* How long until it is reported. */
enum syn_demo_delay { SYN_DEMO_FAST, SYN_DEMO_MIXED, SYN_DEMO_SLOW };

enum { SYN_DEMO_BANDS = 7 };
/* 10-12, 13-14, 15-17, 18-20, 21-25, 26-40, 41-70 */
extern const int syn_demo_bands[SYN_DEMO_BANDS][2];

/* What the cases of one kind have in common.  Weights of parts need not add up
 * to anything; the rest are probabilities. */
struct syn_demo_kind {
    double level[SYN_DEMO_YEARS]; /* Cases a year. */
    const double *season;         /* Parts of a mean month. */
    const double *place, *relation;
    const double *suspect_age, *victim_age;
    double suspect, victim; /* A suspect, a victim is registered. */
    double female_victim;
    double together; /* One more suspect, and one more, and one more. */
    double hate;     /* A hate motive is marked. */
    enum syn_demo_rhythm rhythm;
    enum syn_demo_delay delay;
};

struct syn_demo_offence {
    const char *code;
    const struct syn_demo_kind *kind;
    double share; /* Of the cases of its kind. */
    int from, to; /* Days the code was in use; 0: open. */
};

extern const struct syn_demo_offence syn_demo_offences[];
extern const int syn_demo_n_offences;

/* The first row of the table with CODE; there must be one. */
int syn_demo_offence_find(const char *code);

#endif
