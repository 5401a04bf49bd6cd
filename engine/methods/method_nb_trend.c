#include "trend_model.h"

static void run(struct syn_stat *s)
{
    syn_trend_run(s, SYN_NEGATIVE_BINOMIAL);
}

const struct syn_method syn_method_nb_trend = {
    .name = "nb-trend",
    .purpose = "trend and season of counts that vary more than Poisson counts",
    .columns = "[t|period],count,[exposure]",
    .uses = SYN_USES_CONFIDENCE | SYN_USES_PER | SYN_USES_CALENDAR |
            SYN_USES_SEASON | SYN_USES_TREND | SYN_USES_FORCE |
            SYN_USES_RESIDUALS,
    .options = syn_trend_options,
    .rows = "t count fitted expected_rate pearson deviance anscombe leverage",
    .result = "terms[] coefficients[] covariance[][] deviance null_deviance "
              "pearson_chi_square df dispersion phi log_likelihood aic aicc "
              "bic iterations apc:{estimate lower upper} season:{harmonics "
              "amplitude peak peak_to_trough lr lr_df lr_p f f_p} "
              "exact_trend_p residual_acf[] ljung_box:[{lag q df p}] theta "
              "theta_se two_log_likelihood lr_poisson lr_poisson_p fallback",
    .formula =
        "  as poisson-trend with variance mu + mu^2/theta; IRLS and Newton on "
        "ln theta in\n  turn; errors with theta fixed; lr against Poisson, p = "
        "half of the chi-squared",
    .example = "  period,count\n  2020-01,31\n  ...\n"
               "  samsyn stat nb-trend --season 1 months.csv",
    .reference = "Lawless 1987; Venables & Ripley 2002",
    .run = run,
};
