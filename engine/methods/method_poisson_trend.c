#include "trend_model.h"

static const char *const definitions[] = {"quasi", "poisson", NULL};

static void run(struct syn_stat *s)
{
    syn_trend_run(s, SYN_POISSON);
}

const struct syn_method syn_method_poisson_trend = {
    .name = "poisson-trend",
    .purpose = "trend and season of counts by Poisson regression",
    .columns = "[t|period],count,[exposure]",
    .definitions = definitions,
    .uses = SYN_USES_CONFIDENCE | SYN_USES_PER | SYN_USES_CALENDAR |
            SYN_USES_SEASON | SYN_USES_TREND | SYN_USES_FORCE |
            SYN_USES_RESIDUALS,
    .options = syn_trend_options,
    .rows = "t count fitted expected_rate pearson deviance anscombe leverage",
    .result = "terms[] coefficients[] covariance[][] deviance null_deviance "
              "pearson_chi_square df dispersion phi log_likelihood aic aicc "
              "bic iterations apc:{estimate lower upper} season:{harmonics "
              "amplitude peak peak_to_trough lr lr_df lr_p f f_p} "
              "exact_trend_p residual_acf[] ljung_box:[{lag q df p}]",
    .formula =
        "  ln mean = offset + b0 + b1 years + sum of b sin + b cos(2 pi j "
        "s/c), "
        "by IRLS\n  phi = max(1, X^2/df); quasi: b -+ t(df) sqrt phi se; "
        "poisson: b -+ z se\n  apc = 100 (exp(b1) - 1); amplitude sqrt(bs^2 + "
        "bc^2)",
    .example = "  period,count\n  2022-01,8\n  ...\n"
               "  samsyn stat poisson-trend --season 1 months.csv",
    .reference = "McCullagh & Nelder 1989",
    .run = run,
};
