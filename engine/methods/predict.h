/* predict.h - the forecasting models, by name.  Private to methods. */
#ifndef SAMSYN_METHODS_PREDICT_H
#define SAMSYN_METHODS_PREDICT_H

#include <samsyn/stats/smooth.h>

#include "season.h"
#include "stat.h"

enum { SYN_PREDICT_MOST_TERMS = 32 };

/* A series to be told on: the first N rows of Y and EXPOSURE (NULL is 1) and
 * what the exposure will be. */
struct syn_past {
    const struct syn_times *times;
    const double *y, *exposure;
    const double *future; /* H numbers, or NULL. */
    size_t n;
};

/* H steps, and the model they are from.  COUNT: the distribution is negative
 * binomial with MEAN and VARIANCE; T_DF > 0: Student's, else normal.  SMOOTH is
 * set if SMOOTHED; else LEVEL may be.  PARAMETER names the numbers of the
 * model.
 */
struct syn_prediction {
    double *mean, *variance, *se_link, *fitted;
    bool count, smoothed;
    double t_df;
    struct syn_smooth smooth;
    double level, slope, sse, criterion, log_likelihood, aic, phi;
    const char *name[SYN_PREDICT_MOST_TERMS];
    double value[SYN_PREDICT_MOST_TERMS];
    size_t n_parameters;
};

/* The options of the models, for the table of a method; without the NULL. */
#define SYN_PREDICT_OPTIONS                                                    \
    {"horizon", SYN_OPTION_WHOLE, NULL, NULL, "how many periods ahead"},       \
        {"season", SYN_OPTION_TEXT, NULL, "1",                                 \
         "glm: none, a number of harmonic pairs, factor or auto"},             \
        {"trend", SYN_OPTION_CHOICE, "yes|no", "yes", "glm: a trend"},         \
        {"damp", SYN_OPTION_NUMBER, NULL, "0.9",                               \
         "glm: how the trend fades; 1 not"},                                   \
        {"future-exposure", SYN_OPTION_NUMBERS, NULL, NULL,                    \
         "exposure to come; else the last one"},                               \
        {"alpha", SYN_OPTION_TEXT, NULL, "optimise", "weight of the level"},   \
        {"beta", SYN_OPTION_TEXT, NULL, "optimise", "weight of the slope"},    \
        {"gamma", SYN_OPTION_TEXT, NULL, "optimise", "weight of the season"},  \
        {"initial", SYN_OPTION_TEXT, NULL, "first",                            \
         "ses: first, mean:K, optimise or a level before the first row"},      \
        {"seasonal", SYN_OPTION_CHOICE, "additive|multiplicative", "additive", \
         "holt-winters: how the season works"},                                \
    {                                                                          \
        "ets", SYN_OPTION_CHOICE, "ANN|AAN|ANA", "ANN",                        \
            "which state-space model"                                          \
    }

/* Fits MODEL to PAST and tells H steps.  An option may stand with the prefix
 * "MODEL.".  False, and REFUSAL is set, or STATUS for an option that cannot be
 * used. */
bool syn_predict(struct syn_prediction *out,
                 enum syn_refusal *refusal,
                 struct syn_stat *s,
                 const char *model,
                 const struct syn_past *past,
                 size_t h);

/* Whether there is a model of that name. */
bool syn_predict_known(const char *model);

/* The quantile P of step I; NaN if it cannot be computed. */
double syn_predict_quantile(const struct syn_prediction *p,
                            size_t i,
                            double probability);

#endif
