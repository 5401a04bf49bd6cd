#include "offences.h"

#include <string.h>

const int syn_demo_bands[SYN_DEMO_BANDS][2] = {
    {10, 12}, {13, 14}, {15, 17}, {18, 20}, {21, 25}, {26, 40}, {41, 70},
};

/* Parts of a mean month. */
static const double even[] = {1, .95, 1, 1, 1.02, 1, .98, 1, 1, 1.02, 1, 1.03};
static const double lively[] = {.82, .82, .9, .95, 1.28, 1.08,
                                .9,  1.3, 1,  .92, .85,  1.18};
static const double cycling[] = {.3,  .35, .6,  1,   1.4, 1.6,
                                 1.5, 1.7, 1.5, 1.1, .6,  .35};
static const double shopping[] = {.9,  .9, .95,  .95,  1,    1,
                                  .95, 1,  1.02, 1.05, 1.13, 1.15};

/* public home school licensed transit online elsewhere unknown */
static const double street[] = {1, 0, 0, 0, 0, 0, 0, 0};
static const double pub[] = {0, 0, 0, 1, 0, 0, 0, 0};
static const double home[] = {.03, .9, 0, 0, 0, .02, .03, .02};
static const double mixed[] = {.3, .2, .2, .03, .05, .1, .07, .05};
static const double shop[] = {.05, 0, 0, 0, .01, 0, .9, .04};
static const double anywhere[] = {.42, .2, .06, .03, .06, 0, .15, .08};
static const double screen[] = {.03, .07, 0, 0, 0, .78, .05, .07};

/* partner ex family acquaintance stranger unknown */
static const double no_relation[] = {0, 0, 0, .03, .17, .8};
static const double strangers[] = {.01, .02, .02, .35, .45, .15};
static const double close_ones[] = {.42, .24, .34, 0, 0, 0};
static const double known[] = {.04, .1, .06, .45, .2, .15};

/* 10-12 13-14 15-17 18-20 21-25 26-40 41-70 */
static const double young[] = {4, 16, 30, 15, 11, 15, 9};
static const double violent[] = {1, 7, 16, 14, 15, 31, 20};
static const double users[] = {0, 1, 12, 17, 18, 34, 18};
static const double grown[] = {0, 1, 4, 9, 14, 42, 30};
static const double takers[] = {2, 9, 15, 9, 10, 35, 20};
static const double mules[] = {0, 1, 10, 22, 20, 30, 17};
static const double hurt[] = {4, 8, 14, 14, 16, 28, 16};
static const double hurt_home[] = {14, 7, 9, 8, 12, 34, 16};
static const double owners[] = {1, 4, 8, 9, 14, 34, 30};

enum { JULY_2022 = 19174 }; /* The day one drug code became two. */

/* Levels are those of 2020 to 2025.  They follow what Statistics Norway shows
 * for a town of this size: theft up, drugs down, violence up, 2020 and 2021
 * low. */
static const struct syn_demo_kind theft = {
    .level = {415, 393, 414, 610, 760, 745},
    .season = even,
    .place = anywhere,
    .relation = no_relation,
    .suspect_age = takers,
    .victim_age = owners,
    .suspect = .12,
    .victim = .06,
    .female_victim = .5,
    .together = .2,
    .rhythm = SYN_DEMO_DAY,
    .delay = SYN_DEMO_FAST};
static const struct syn_demo_kind shoplifting = {
    .level = {220, 204, 214, 306, 385, 375},
    .season = shopping,
    .place = shop,
    .relation = no_relation,
    .suspect_age = takers,
    .suspect = .6,
    .together = .18,
    .rhythm = SYN_DEMO_DAY,
    .delay = SYN_DEMO_FAST};
/* Halved in 2024: planted. */
static const struct syn_demo_kind bicycle = {
    .level = {180, 185, 190, 195, 95, 90},
    .season = cycling,
    .place = anywhere,
    .relation = no_relation,
    .suspect_age = young,
    .victim_age = owners,
    .suspect = .05,
    .victim = .04,
    .female_victim = .5,
    .together = .2,
    .rhythm = SYN_DEMO_EVENING,
    .delay = SYN_DEMO_FAST};
static const struct syn_demo_kind brawl = {
    .level = {120, 122, 125, 128, 130, 130},
    .season = lively,
    .place = street,
    .relation = strangers,
    .suspect_age = violent,
    .victim_age = hurt,
    .suspect = .72,
    .victim = .7,
    .female_victim = .25,
    .together = .2,
    .hate = .03,
    .rhythm = SYN_DEMO_NIGHT,
    .delay = SYN_DEMO_FAST};
static const struct syn_demo_kind nightlife = {
    .level = {40, 38, 52, 55, 54, 54},
    .season = lively,
    .place = pub,
    .relation = strangers,
    .suspect_age = grown,
    .victim_age = hurt,
    .suspect = .75,
    .victim = .7,
    .female_victim = .3,
    .together = .12,
    .hate = .03,
    .rhythm = SYN_DEMO_NIGHT,
    .delay = SYN_DEMO_FAST};
static const struct syn_demo_kind close = {
    .level = {145, 146, 145, 150, 150, 150},
    .season = even,
    .place = home,
    .relation = close_ones,
    .suspect_age = grown,
    .victim_age = hurt_home,
    .suspect = .9,
    .victim = .75,
    .female_victim = .75,
    .together = .02,
    .rhythm = SYN_DEMO_EVENING,
    .delay = SYN_DEMO_SLOW};
static const struct syn_demo_kind conflict = {
    .level = {120, 125, 120, 128, 132, 128},
    .season = even,
    .place = mixed,
    .relation = known,
    .suspect_age = grown,
    .victim_age = hurt,
    .suspect = .7,
    .victim = .5,
    .female_victim = .45,
    .together = .05,
    .hate = .06,
    .rhythm = SYN_DEMO_DAY,
    .delay = SYN_DEMO_MIXED};
static const struct syn_demo_kind scuffle = {.level = {70, 74, 71, 72, 73, 72},
                                             .season = even,
                                             .place = mixed,
                                             .relation = known,
                                             .suspect_age = violent,
                                             .victim_age = hurt,
                                             .suspect = .7,
                                             .victim = .6,
                                             .female_victim = .35,
                                             .together = .12,
                                             .hate = .02,
                                             .rhythm = SYN_DEMO_DAY,
                                             .delay = SYN_DEMO_FAST};
static const struct syn_demo_kind drug = {
    .level = {550, 504, 445, 450, 376, 380},
    .season = even,
    .place = anywhere,
    .relation = no_relation,
    .suspect_age = users,
    .suspect = .85,
    .together = .15,
    .rhythm = SYN_DEMO_EVENING,
    .delay = SYN_DEMO_FAST};
static const struct syn_demo_kind order = {
    .level = {335, 345, 371, 418, 424, 420},
    .season = lively,
    .place = anywhere,
    .relation = no_relation,
    .suspect_age = violent,
    .suspect = .5,
    .together = .1,
    .hate = .02,
    .rhythm = SYN_DEMO_NIGHT,
    .delay = SYN_DEMO_FAST};
static const struct syn_demo_kind traffic = {
    .level = {560, 526, 488, 500, 460, 455},
    .season = even,
    .place = anywhere,
    .relation = no_relation,
    .suspect_age = grown,
    .suspect = .2,
    .rhythm = SYN_DEMO_DAY,
    .delay = SYN_DEMO_FAST};
/* Nothing changes: what is found here is a false alarm. */
static const struct syn_demo_kind damage = {
    .level = {210, 210, 210, 210, 210, 210},
    .season = even,
    .place = anywhere,
    .relation = no_relation,
    .suspect_age = young,
    .suspect = .22,
    .together = .3,
    .hate = .01,
    .rhythm = SYN_DEMO_EVENING,
    .delay = SYN_DEMO_FAST};
static const struct syn_demo_kind money = {
    .level = {140, 150, 160, 185, 240, 225},
    .season = even,
    .place = screen,
    .relation = no_relation,
    .suspect_age = mules,
    .victim_age = owners,
    .suspect = .22,
    .victim = .1,
    .female_victim = .5,
    .together = .1,
    .rhythm = SYN_DEMO_DAY,
    .delay = SYN_DEMO_MIXED};
static const struct syn_demo_kind robbery = {.level = {17, 16, 19, 23, 24, 23},
                                             .season = even,
                                             .place = street,
                                             .relation = strangers,
                                             .suspect_age = young,
                                             .victim_age = young,
                                             .suspect = .6,
                                             .victim = .8,
                                             .female_victim = .15,
                                             .together = .35,
                                             .rhythm = SYN_DEMO_EVENING,
                                             .delay = SYN_DEMO_FAST};
static const struct syn_demo_kind sexual = {.level = {85, 88, 90, 95, 100, 100},
                                            .season = even,
                                            .place = mixed,
                                            .relation = known,
                                            .suspect_age = violent,
                                            .victim_age = hurt_home,
                                            .suspect = .7,
                                            .victim = .7,
                                            .female_victim = .88,
                                            .together = .03,
                                            .rhythm = SYN_DEMO_EVENING,
                                            .delay = SYN_DEMO_SLOW};
static const struct syn_demo_kind other = {
    .level = {130, 132, 134, 132, 140, 138},
    .season = even,
    .place = anywhere,
    .relation = no_relation,
    .suspect_age = grown,
    .suspect = .15,
    .together = .05,
    .rhythm = SYN_DEMO_DAY,
    .delay = SYN_DEMO_FAST};
static const struct syn_demo_kind seldom = {.level = {1, 1, 1, 1, 1, 1},
                                            .season = even,
                                            .place = screen,
                                            .relation = no_relation,
                                            .suspect_age = violent,
                                            .suspect = .7,
                                            .together = .1,
                                            .hate = .1,
                                            .rhythm = SYN_DEMO_DAY,
                                            .delay = SYN_DEMO_MIXED};

const struct syn_demo_offence syn_demo_offences[] = {
    {"s321", &theft, .38, 0, 0},        {"s322", &theft, .18, 0, 0},
    {"s323", &theft, .44, 0, 0},        {"s321b", &shoplifting, .58, 0, 0},
    {"s323b", &shoplifting, .42, 0, 0}, {"s321s", &bicycle, 1, 0, 0},
    {"s271", &brawl, .62, 0, 0},        {"s272", &brawl, .12, 0, 0},
    {"s273", &brawl, .22, 0, 0},        {"s274", &brawl, .04, 0, 0},
    {"s271", &nightlife, .6, 0, 0},     {"s272", &nightlife, .12, 0, 0},
    {"s273", &nightlife, .24, 0, 0},    {"s274", &nightlife, .04, 0, 0},
    {"s282", &close, .4, 0, 0},         {"s283", &close, .06, 0, 0},
    {"s271", &close, .34, 0, 0},        {"s263", &close, .2, 0, 0},
    {"s263", &conflict, .58, 0, 0},     {"s264", &conflict, .1, 0, 0},
    {"s266", &conflict, .24, 0, 0},     {"s155", &conflict, .08, 0, 0},
    {"s271", &scuffle, .8, 0, 0},       {"s273", &scuffle, .1, 0, 0},
    {"s155", &scuffle, .1, 0, 0},       {"s231", &drug, .35, 0, 0},
    {"s232", &drug, .05, 0, 0},         {"l24", &drug, .6, 0, JULY_2022 - 1},
    {"l24a", &drug, .24, JULY_2022, 0}, {"l24b", &drug, .36, JULY_2022, 0},
    {"s181", &order, .49, 0, 0},        {"p14", &order, .15, 0, 0},
    {"s168", &order, .12, 0, 0},        {"s189", &order, .12, 0, 0},
    {"s156", &order, .04, 0, 0},        {"s185", &order, .03, 0, 0},
    {"s190", &order, .03, 0, 0},        {"v59", &order, .02, 0, 0},
    {"t22", &traffic, .3, 0, 0},        {"t24", &traffic, .25, 0, 0},
    {"t3", &traffic, .15, 0, 0},        {"t6", &traffic, .3, 0, 0},
    {"s351", &damage, .55, 0, 0},       {"s352", &damage, .12, 0, 0},
    {"s353", &damage, .33, 0, 0},       {"s371", &money, .62, 0, 0},
    {"s373", &money, .18, 0, 0},        {"s372", &money, .05, 0, 0},
    {"s332", &money, .1, 0, 0},         {"s337", &money, .05, 0, 0},
    {"s327", &robbery, .6, 0, 0},       {"s328", &robbery, .1, 0, 0},
    {"s330", &robbery, .3, 0, 0},       {"s291", &sexual, .22, 0, 0},
    {"s297", &sexual, .13, 0, 0},       {"s299", &sexual, .07, 0, 0},
    {"s302", &sexual, .16, 0, 0},       {"s305", &sexual, .22, 0, 0},
    {"s311", &sexual, .2, 0, 0},        {"a11", &other, .86, 0, 0},
    {"s355", &other, .09, 0, 0},        {"s198", &other, .02, 0, 0},
    {"s257", &other, .03, 0, 0},        {"s136", &seldom, .6, 0, 0},
    {"s145", &seldom, .4, 0, 0},
};

const int syn_demo_n_offences =
    (int)(sizeof syn_demo_offences / sizeof *syn_demo_offences);

int syn_demo_offence_find(const char *code)
{
    int i = 0;
    while (strcmp(syn_demo_offences[i].code, code) != 0)
        i++;
    return i;
}
